//! Reading a file in a thread of its own: typed rows, names resolved; what is good is handed on to be added up and staged.

use super::directory::{Directory, Located, Wrong};
use super::problems::{Problems, shown};
use super::run::Order;
use super::summing;
use crate::failure::Failure;
use crate::jobs::Live;
use api::session::DatabaseKind;
use api::{ApiError, ErrorCode};
use documents::cases::{self, CaseColumns, CaseRow};
use documents::decode::FileProblem;
use documents::ratings::{self, RatingColumns, RatingRow};
use documents::table::{STAMP_HEADER, StringRecord, Table};
use domain::import::{Column, ImportKind, NEW_ENTRY_LIMIT, Problem, RowProblem};
use domain::period::Period;
use domain::rating::standing_of;
use domain::time::Instant;
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs::File;
use std::path::Path;
use std::sync::atomic::Ordering;
use store::import::{NewEntries, StagedCase, StagedRating};
use store::keys::hex;
use store::rollup::Deltas;
use tokio::sync::mpsc;

/// Rows handed to the staging file at a time.
const BATCH: usize = 500;

/// Checked rows.
pub(super) enum Batch {
    Ratings(Vec<StagedRating>),
    Cases(Vec<StagedCase>),
}

/// What reading a file brought.
pub(super) struct Reading {
    pub(super) rows: u64,
    pub(super) header: documents::table::Header,
    /// Rows that are no data.
    pub(super) asides: u64,
    /// The sheet of a workbook.
    pub(super) sheet: Option<String>,
    /// Columns of the widest row, notes beside the table included.
    pub(super) widest: usize,
    pub(super) problems: Problems,
    pub(super) deltas: Deltas,
    pub(super) new: NewEntries,
    pub(super) days: Option<Period>,
    /// The places of case counts.
    pub(super) named: BTreeSet<i64>,
    pub(super) lines: store::rollup::Lines,
    /// The state of the tree of places that the sums are of.
    pub(super) structure: i64,
}

/// The error for a file that can't be read as a table.
pub(crate) fn unreadable(name: &str, problem: &FileProblem) -> ApiError {
    let error = ApiError::new(ErrorCode::FileUnreadable).with("name", name);
    match problem {
        FileProblem::Empty => error.with("detail", "empty"),
        FileProblem::Kind(kind) => error.with("detail", kind),
        FileProblem::NotText => error.with("detail", "not_text"),
        FileProblem::BrokenText(line) => error.with("detail", "broken_text").with("row", line),
        FileProblem::ColumnsMissing(columns) => error.with("detail", "columns_missing").with("columns", columns.join("、")),
        FileProblem::ColumnTwice(column) => error.with("detail", "column_twice").with("columns", column),
        FileProblem::TooManyColumns(n) => error.with("detail", "too_many_columns").with("columns", n),
        FileProblem::QuoteOpen(row) => error.with("detail", "quote_open").with("row", row),
        FileProblem::LineTooLong(row) => error.with("detail", "line_too_long").with("row", row),
        FileProblem::Password => error.with("detail", "password"),
        FileProblem::Bomb => error.with("detail", "bomb"),
        FileProblem::Damaged(_) => error.with("detail", "damaged"),
        FileProblem::SheetMissing(sheet) => error.with("detail", "sheet_missing").with("sheet", sheet),
        FileProblem::TooLarge => error.with("detail", "too_large"),
        FileProblem::Io(io) => match io.kind() {
            std::io::ErrorKind::NotFound => error.with("detail", "gone"),
            std::io::ErrorKind::PermissionDenied => error.with("detail", "denied"),
            std::io::ErrorKind::IsADirectory => error.with("detail", "folder"),
            _ => error.with("detail", "broken"),
        },
    }
}

/// Refuses what a demonstration or a rehearsal has written where the district's own data is kept: it would stand there unmarked.
pub(crate) fn refuse_made_up(database: Option<DatabaseKind>, table: &Table<File>, name: &str) -> Result<(), ApiError> {
    let is_made_up = table.header.headers.iter().any(|header| header == STAMP_HEADER);
    if is_made_up && database == Some(DatabaseKind::Real) {
        return Err(ApiError::new(ErrorCode::FileUnreadable).with("name", name).with("detail", "made_up"));
    }
    Ok(())
}

/// Opens a file as a table of its kind.
pub(super) fn open(path: &Path, name: &str, kind: ImportKind, reading: &domain::import::Reading) -> Result<Table<File>, ApiError> {
    let table = open_as(path, name, kind.columns(), reading)?;
    table.header.complete().map_err(|e| unreadable(name, &e))?;
    Ok(table)
}

/// The same of a file whose columns need not all be known.
pub(crate) fn open_as(
    path: &Path,
    name: &str,
    columns: &'static [Column],
    reading: &domain::import::Reading,
) -> Result<Table<File>, ApiError> {
    let file = File::open(path).map_err(|e| unreadable(name, &FileProblem::Io(e)))?;
    Table::open_as(file, columns, reading).map_err(|e| unreadable(name, &e))
}

/// A checked row.
pub(super) enum Checked {
    Rating(Box<StagedRating>, Vec<i64>),
    Case(StagedCase, Date),
}

/// Types and resolves rows of one kind.
pub(super) enum Checker {
    Ratings(Box<RatingColumns>),
    Cases(CaseColumns),
}

impl Checker {
    pub(super) fn new(kind: ImportKind, table: &Table<File>) -> Self {
        match kind {
            ImportKind::Ratings => Self::Ratings(Box::new(RatingColumns::of(&table.header))),
            ImportKind::Cases => Self::Cases(CaseColumns::of(&table.header)),
        }
    }

    /// A row, or what is wrong with it.
    pub(super) fn check(
        &self,
        directory: &mut Directory,
        record: &StringRecord,
        row: u64,
        default_source: Option<&str>,
        now: Instant,
    ) -> Result<Checked, Vec<RowProblem>> {
        match self {
            Self::Ratings(columns) => {
                let typed = ratings::parse(columns, record, row, now)?;
                rating(directory, &typed, row, default_source).map_err(|wrong| told(row, wrong, |f| rating_value(&typed, f)))
            }
            Self::Cases(columns) => {
                let typed = cases::parse(columns, record, row, now)?;
                case(directory, &typed, row, default_source).map_err(|wrong| told(row, wrong, |f| case_value(&typed, f)))
            }
        }
    }
}

fn told(row: u64, wrong: Vec<Wrong>, value: impl Fn(&str) -> String) -> Vec<RowProblem> {
    let one = |(field, problem): Wrong| RowProblem { row, field: Some(field.to_owned()), value: shown(&value(field)), problem };
    wrong.into_iter().map(one).collect()
}

/// What was found, or the problem beside the others.
fn kept<T>(found: Result<T, Wrong>, wrong: &mut Vec<Wrong>) -> Option<T> {
    found.map_err(|problem| wrong.push(problem)).ok()
}

/// Where it happened and who handled it. Both are looked for before either is told: whoever gets the row back mends it once.
fn settled(
    directory: &Directory,
    located: Result<Located, Wrong>,
    body: Option<&str>,
    day: impl Fn() -> Date,
    wrong: &mut Vec<Wrong>,
) -> Option<(Located, Option<i64>)> {
    let Some(located) = kept(located, wrong) else {
        kept(directory.is_body(body), wrong);
        return None;
    };
    let body = kept(directory.body(located, body, day), wrong)?;
    Some((located, body))
}

fn rating_value(row: &RatingRow<'_>, field: &str) -> String {
    let text = match field {
        "place_code" => return row.place_code.as_ref().map_or_else(String::new, |c| c.as_str().to_owned()),
        "place_name" => row.place_name,
        "point" => row.point,
        "body" => row.body,
        "module" => row.module,
        "source" => row.source,
        "record_no" => row.record_no,
        _ => None,
    };
    text.unwrap_or_default().to_owned()
}

fn case_value(row: &CaseRow<'_>, field: &str) -> String {
    let text = match field {
        "place_code" => return row.place_code.as_ref().map_or_else(String::new, |c| c.as_str().to_owned()),
        "place_name" => row.place_name,
        "point" => row.point,
        "body" => row.body,
        "source" => row.source,
        _ => None,
    };
    text.unwrap_or_default().to_owned()
}

fn rating(directory: &mut Directory, r: &RatingRow<'_>, row: u64, default_source: Option<&str>) -> Result<Checked, Vec<Wrong>> {
    let mut wrong = Vec::new();
    let located = directory.locate(r.place_code.as_ref(), r.place_name, r.point, || r.at.day());
    let settled = settled(directory, located, r.body, || r.at.day(), &mut wrong);
    let module = kept(directory.module(r.module), &mut wrong);
    let (Some((located, body)), Some(module)) = (settled, module) else { return Err(wrong) };
    // A source that is new is made, so only for a row that is good so far.
    let (source, numberless) = directory.source(r.source.or(default_source)).map_err(|problem| vec![problem])?;
    if r.record_no.is_none() && !numberless {
        return Err(vec![("record_no", Problem::NoRecordNo)]);
    }
    let item = directory.item(r.item_code, r.item_name);
    let window = directory.window(located, r.window_no);
    let mut reasons: Vec<i64> = r.each_reason().map(|name| directory.reason(name)).collect();
    reasons.sort_unstable();
    reasons.dedup();
    let content_hash = content_hash(r, located.place, located.point, item, body, module, &reasons);
    let record_no = match r.record_no {
        Some(no) => no.to_owned(),
        None => format!("fp:{}", hex(&content_hash)),
    };
    let staged = StagedRating {
        row: i64::try_from(row).unwrap_or(i64::MAX),
        source,
        record_no,
        generated: r.record_no.is_none(),
        assess_no: r.assess_no.number(),
        content_hash,
        case_no: r.case_no.map(str::to_owned),
        place: located.place,
        point: located.point,
        window,
        staff_no: r.staff_no.map(str::to_owned),
        item,
        body,
        module,
        channel: r.channel.number(),
        grade: r.grade.number(),
        object: r.object.number(),
        person_type: r.person_type.map(domain::rating::PersonType::number),
        reasons: joined(&reasons),
        comment: r.comment.map(str::to_owned),
        at: r.at.0,
        standing: standing_of(r.channel, r.assess_no, false).number(),
        rater_name: r.rater_name.map(str::to_owned),
        rater_phone: r.rater_phone.map(str::to_owned),
    };
    Ok(Checked::Rating(Box::new(staged), reasons))
}

/// `,3,17,`
fn joined(reasons: &[i64]) -> Option<String> {
    if reasons.is_empty() {
        return None;
    }
    let mut text = String::from(",");
    for id in reasons {
        let _ = write!(text, "{id},");
    }
    Some(text)
}

/// Everything but the key and the rater, as 128 bits of SHA-256. Lengths are hashed too, so that no two rows run into
/// one another.
fn content_hash(
    r: &RatingRow<'_>,
    place: i64,
    point: Option<i64>,
    item: Option<i64>,
    body: Option<i64>,
    module: Option<i64>,
    reasons: &[i64],
) -> [u8; 16] {
    let mut hasher = Sha256::new();
    for n in [place, point.unwrap_or(0), item.unwrap_or(0), body.unwrap_or(0), module.unwrap_or(0), r.at.0] {
        hasher.update(n.to_le_bytes());
    }
    let small = [r.channel.number(), r.grade.number(), r.object.number(), r.person_type.map_or(0, domain::rating::PersonType::number)];
    for n in small {
        hasher.update(n.to_le_bytes());
    }
    for text in [r.case_no, r.window_no, r.staff_no, r.comment] {
        let text = text.unwrap_or_default();
        hasher.update(u64::try_from(text.len()).unwrap_or(0).to_le_bytes());
        hasher.update(text.as_bytes());
    }
    for id in reasons {
        hasher.update(id.to_le_bytes());
    }
    let digest = hasher.finalize();
    let mut short = [0; 16];
    short.copy_from_slice(&digest[..16]);
    short
}

fn case(directory: &mut Directory, r: &CaseRow<'_>, row: u64, default_source: Option<&str>) -> Result<Checked, Vec<Wrong>> {
    let mut wrong = Vec::new();
    let located = directory.locate(r.place_code.as_ref(), r.place_name, r.point, || r.day);
    let Some((located, body)) = settled(directory, located, r.body, || r.day, &mut wrong) else { return Err(wrong) };
    let (source, _) = directory.source(r.source.or(default_source)).map_err(|problem| vec![problem])?;
    let item = directory.item(r.item_code, r.item_name);
    let staged = StagedCase {
        row: i64::try_from(row).unwrap_or(i64::MAX),
        source,
        place: located.place,
        point: located.point.unwrap_or(0),
        item: item.unwrap_or(0),
        body: body.unwrap_or(0),
        day: r.day.to_string(),
        cases: r.cases,
    };
    Ok(Checked::Case(staged, r.day))
}

/// Reads the whole file. Ends early, with what it has, when the job is cancelled or the staging side is gone.
pub(super) fn read(
    order: &Order,
    mut directory: Directory,
    live: &Live,
    now: Instant,
    send: &mpsc::Sender<Batch>,
) -> Result<Reading, Failure> {
    let mut table = open(&order.path, &order.name, order.kind, &order.reading)?;
    refuse_made_up(order.database, &table, &order.name)?;
    let lines = std::mem::take(&mut directory.lines);
    let (read, summed) = summing::beside(&lines, send, |rows| check_all(order, &mut table, &mut directory, live, now, &rows));
    let (rows, problems) = read?;
    Ok(Reading {
        rows,
        asides: table.asides.len() as u64,
        widest: table.widest,
        header: table.header,
        sheet: table.sheet,
        problems,
        deltas: summed.deltas,
        new: directory.new,
        days: summed.days,
        named: summed.named,
        lines,
        structure: directory.structure,
    })
}

/// Reads and checks every row, and hands on what is good; how many rows there were, and what was wrong.
fn check_all(
    order: &Order,
    table: &mut Table<File>,
    directory: &mut Directory,
    live: &Live,
    now: Instant,
    send: &summing::Rows,
) -> Result<(u64, Problems), Failure> {
    let checker = Checker::new(order.kind, table);
    let mut problems = Problems::default();
    let mut rows = 0;
    let mut good = Vec::with_capacity(BATCH);
    loop {
        let (row, record) = match table.next_row() {
            Ok(Some(row)) => row,
            Ok(None) => break,
            Err(problem) => return Err(unreadable(&order.name, &problem).into()),
        };
        rows += 1;
        match checker.check(directory, record, row, order.source.as_deref(), now) {
            Err(wrong) => {
                let cells: Vec<&str> = record.iter().collect();
                problems.add(wrong, &cells);
                live.returned.store(problems.rows, Ordering::Relaxed);
            }
            Ok(checked) => good.push(checked),
        }
        if rows % 1_000 == 0 {
            live.read.store(rows, Ordering::Relaxed);
            live.at.store(table.position(), Ordering::Relaxed);
            if live.is_cancelled() {
                break;
            }
            let new = &directory.new;
            if new.items.len() + new.reasons.len() + new.windows.len() + new.sources.len() > NEW_ENTRY_LIMIT {
                return Err(ApiError::new(ErrorCode::FileUnreadable).with("name", &order.name).with("detail", "too_many_names").into());
            }
        }
        if good.len() == BATCH && send.send(std::mem::replace(&mut good, Vec::with_capacity(BATCH))).is_err() {
            break;
        }
    }
    // If nobody takes them any more, the staging side reports why.
    let _ = send.send(good);
    live.read.store(rows, Ordering::Relaxed);
    Ok((rows, problems))
}

/// The cells of some rows, read from the file once more.
pub(super) fn cells_of(order: &Order, rows: &[u64]) -> Result<BTreeMap<u64, Vec<String>>, Failure> {
    let wanted: BTreeSet<u64> = rows.iter().copied().take(domain::import::PROBLEM_LIMIT).collect();
    let Some(last) = wanted.last().copied() else { return Ok(BTreeMap::new()) };
    let mut found = BTreeMap::new();
    let mut table = open(&order.path, &order.name, order.kind, &order.reading)?;
    while let Some((row, record)) = table.next_row().map_err(|e| unreadable(&order.name, &e))? {
        if wanted.contains(&row) {
            found.insert(row, record.iter().map(str::to_owned).collect());
        }
        if row >= last {
            break;
        }
    }
    Ok(found)
}
