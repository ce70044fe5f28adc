//! Importing rating and case files: preview, start, problems, returned rows.

mod called;
mod dated;
mod directory;
mod extent;
mod form;
pub(crate) mod giveback;
mod history;
pub(crate) mod memory;
pub(crate) mod problems;
mod reading;
mod run;
mod summing;
mod wording;

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::files;
use crate::jobs::{self, LEASE_SECONDS, Live};
use api::import::{
    ColumnFound, Difference, FieldChange, Preview, Previewed, Problems, ProblemsListed, Returned, SheetFound, Start, Written,
};
use api::job::{ImportCounts, Job, JobState};
use api::{ApiError, ErrorCode};
pub(crate) use form::empty_form;
pub(crate) use giveback::folder as returned_folder;
pub(crate) use reading::{open_as, refuse_made_up, unreadable};

use directory::Directory;
use documents::returned::{ReturnedWriter, Worded};
use domain::import::{Differing, FILE_LIMIT, ImportKind, PREVIEW_ROWS, RowProblem, Taking};
use reading::Checked;
use run::Order;
use serde_json::json;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use store::import::{Compared, compare};
use store::{job, meta};
use uuid::Uuid;

/// First rows that the preview shows as they stand.
pub(crate) const SHOWN_ROWS: usize = 20;

fn source(source: Option<&String>) -> Result<Option<String>, ApiError> {
    match source.map(|s| s.trim()).filter(|s| !s.is_empty()) {
        None => Ok(None),
        Some(name) => Ok(Some(crate::ratings::within(name, "source", 1, 100)?.to_owned())),
    }
}

impl Handle for Preview {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Previewed, Failure> {
        let path = cx.path_in(&self.file)?;
        let source = source(self.source.as_ref())?;
        let scopes = cx.access.scopes().to_vec();
        let directory = Directory::read(&mut cx.conn().await?, &scopes).await?;
        let (name, kind, now) = (self.file.name.clone(), self.kind, cx.now);
        let mut reading = self.reading;
        let mut opened = open_table(&path, &name, kind, &reading).await?;
        let mut remembered = false;
        // Nothing was said: perhaps it was the last time.
        if reading.mapping.is_empty()
            && let Some(mapping) = memory::of(&mut cx.conn().await?, kind.code(), &opened.header.headers).await?
        {
            (reading.mapping, remembered) = (mapping, true);
            opened = open_table(&path, &name, kind, &reading).await?;
        }
        let database = crate::sessions::kind(&mut cx.conn().await?).await?;
        reading::refuse_made_up(database, &opened, &name)?;
        let checked = tokio::task::spawn_blocking(move || check_first(directory, opened, &name, kind, source.as_deref(), now));
        let (mut found, rows, directory) = checked.await??;
        found.remembered = remembered;
        found.reading =
            domain::import::Reading { header_row: reading.header_row, sheet: found.reading.sheet.take(), mapping: reading.mapping };
        if found.missing.is_empty() {
            found.difference = Some(difference(cx, &rows, &directory).await?);
        }
        Ok(found)
    }
}

/// An open file.
pub(crate) type Opened = documents::table::Table<std::fs::File>;

/// What a file looks like before any of its rows was read.
pub(crate) fn described(table: &Opened) -> Previewed {
    let columns = table.header.headers.iter().zip(&table.header.fields);
    let columns = columns.map(|(h, f)| ColumnFound { header: h.clone(), field: f.map(str::to_owned) }).collect();
    let sheets = table.sheets.iter().map(|s| SheetFound { name: s.name.clone(), hidden: s.hidden, empty: s.empty }).collect();
    let mut missing: Vec<String> = table.header.missing.iter().map(|h| (*h).to_owned()).collect();
    missing.extend(table.header.twice.clone());
    Previewed {
        encoding: table.encoding.to_owned(),
        delimiter: table.delimiter.map(|d| char::from(d).to_string()).unwrap_or_default(),
        sheets,
        reading: domain::import::Reading { sheet: table.sheet.clone(), ..domain::import::Reading::default() },
        remembered: false,
        header_row: table.header.row,
        missing,
        asides: Vec::new(),
        difference: None,
        columns,
        rows: Vec::new(),
        checked: 0,
        problems: Vec::new(),
        bad_rows: 0,
        whole: true,
        sources: Vec::new(),
    }
}

async fn open_table(path: &std::path::Path, name: &str, kind: ImportKind, reading: &domain::import::Reading) -> Result<Opened, Failure> {
    let (path, name, reading) = (path.to_owned(), name.to_owned(), reading.clone());
    Ok(tokio::task::spawn_blocking(move || reading::open_as(&path, &name, kind.columns(), &reading)).await??)
}

/// Reads and checks the first rows.
fn check_first(
    mut directory: Directory,
    mut table: Opened,
    name: &str,
    kind: ImportKind,
    source: Option<&str>,
    now: domain::time::Instant,
) -> Result<(Previewed, Vec<Checked>, Directory), ApiError> {
    let checker = reading::Checker::new(kind, &table);
    let source_column = table.header.index("source");
    let mut found = described(&table);
    let either = ["place_code", "place_name"];
    if either.iter().all(|f| table.header.index(f).is_none()) {
        let first = |field: &str| kind.columns().iter().find(|c| c.field == field).map_or("", |c| c.headers[0]);
        found.missing.push(either.map(first).join(" / "));
    }
    let is_known = found.missing.is_empty();
    let mut sources = BTreeSet::new();
    let mut good = Vec::new();
    while let Some((row, record)) = table.next_row().map_err(|e| reading::unreadable(name, &e))? {
        if found.checked == PREVIEW_ROWS as u64 || (!is_known && found.rows.len() == SHOWN_ROWS) {
            found.whole = false;
            break;
        }
        if found.rows.len() < SHOWN_ROWS {
            found.rows.push(record.iter().map(problems::shown).collect());
        }
        if !is_known {
            continue;
        }
        found.checked += 1;
        if let Some(text) = source_column.and_then(|c| record.get(c)).map(str::trim).filter(|t| !t.is_empty())
            && sources.len() < 50
        {
            sources.insert(problems::shown(text));
        }
        match checker.check(&mut directory, record, row, source, now) {
            Err(wrong) => {
                found.bad_rows += 1;
                found.problems.extend(wrong);
            }
            Ok(checked) => good.push(checked),
        }
    }
    found.sources = sources.into_iter().collect();
    found.asides = table.asides;
    Ok((found, good, directory))
}

/// Changes that are told of a preview.
pub(crate) const TOLD_CHANGES: usize = 200;

/// The good rows against what is stored.
async fn difference(cx: &mut Cx<'_>, rows: &[Checked], directory: &Directory) -> Result<Difference, Failure> {
    let names = wording::Names::read(&mut cx.conn().await?).await?;
    let mut told = Difference::default();
    let mut ordinals: HashMap<(i64, String, i16), u64> = HashMap::new();
    let conn = &mut cx.conn().await?;
    for row in rows {
        let (at, (compared, stored_at)) = match row {
            Checked::Rating(r, _) => {
                let mut r = (**r).clone();
                if r.generated {
                    // Identical rows of a numberless source are told apart by their order.
                    let n = ordinals.entry((r.source, r.record_no.clone(), r.assess_no)).or_default();
                    *n += 1;
                    r.record_no = format!("{}#{n}", r.record_no);
                }
                (r.row, compare::rating(conn, &r).await?)
            }
            Checked::Case(c, _) => (c.row, (compare::case(conn, c).await?, None)),
        };
        // What lies elsewhere is not told; the import says that it is elsewhere.
        if stored_at.is_some_and(|(place, body)| !directory.covers(place, body)) {
            continue;
        }
        match compared {
            Compared::New => told.new += 1,
            Compared::Changed(fields) => {
                told.changed += 1;
                for field in fields {
                    if told.changes.len() < TOLD_CHANGES {
                        let word = |value: &str| problems::shown(&names.word(field.field, value));
                        told.changes.push(FieldChange {
                            row: u64::try_from(at).unwrap_or(0),
                            field: field.field.to_owned(),
                            stored: word(&field.stored),
                            file: word(&field.file),
                        });
                    }
                }
            }
            _ => told.same += 1,
        }
    }
    Ok(told)
}

impl Handle for Start {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Job, Failure> {
        let path = cx.path_in(&self.file)?;
        let source = source(self.source.as_ref())?;
        let gone = |_| ApiError::new(ErrorCode::FileUnreadable).with("name", &self.file.name).with("detail", "gone");
        let size = std::fs::metadata(&path).map_err(gone)?.len();
        if size > FILE_LIMIT {
            return Err(ApiError::new(ErrorCode::FileUnreadable).with("name", &self.file.name).with("detail", "too_large").into());
        }
        let now = cx.now;
        let database = crate::sessions::kind(&mut cx.conn().await?).await?;
        if let Some(days) = self.extent.and_then(|e| e.days)
            && (days.from > days.to || days.to > cx.today())
        {
            return Err(ApiError::invalid("days", if days.from > days.to { "order" } else { "future" }).into());
        }
        let request = serde_json::to_string(&self)?;
        let counts = serde_json::to_string(&ImportCounts::default())?;
        let id = Uuid::now_v7();
        let actor = cx.actor.clone();
        let scopes = cx.access.scopes().to_vec();
        let kind = format!("import.{}", self.kind.code());
        let staging = cx.service.store().location().staging();
        let work = cx.work().await?;
        jobs::interrupt_left_over(work, &staging, now).await?;
        if job::running(&mut work.conn(), now).await?.is_some() {
            return Err(run::running());
        }
        // Before the job is there: one without a claim would be taken for running until its lease is over.
        let claim = store::import::Claim::make(&staging, id)?;
        let new = job::NewJob {
            id,
            kind: &kind,
            state: JobState::Checking.code(),
            account: actor.account(),
            by_name: actor.who(),
            file_name: &self.file.name,
            request: &request,
            size: i64::try_from(size).unwrap_or(i64::MAX),
            started: now,
            lease_until: now.plus_seconds(LEASE_SECONDS),
            counts: &counts,
        };
        let job_no = job::begin(&mut work.conn(), &new).await?;
        work.changed("job", Some(id.to_string()));
        let row = job::find(&mut work.conn(), id).await?.ok_or_else(|| Failure::Fault("the job is gone".to_owned()))?;
        cx.note(format!("job:{id}"), Some(json!({ "file": self.file.name, "size": size })));
        let order = Order {
            job: id,
            job_no,
            kind: self.kind,
            database,
            path,
            name: self.file.name,
            source,
            // What is only compared is compared as if nothing had been chosen: what differs comes back with both values.
            taking: if self.compare_only { Taking::Good } else { self.taking },
            differing: if self.compare_only { Differing::Refuse } else { self.differing },
            compare_only: self.compare_only,
            extent: self.extent.unwrap_or_default(),
            reading: self.reading,
            lang: cx.lang,
            actor,
            scopes,
        };
        let service = Arc::clone(cx.service);
        cx.then(move || {
            let live = Arc::new(Live::default());
            service.jobs.add(id, Arc::clone(&live));
            let handle = tokio::spawn(run::run(Arc::clone(&service), order, live, claim));
            service.jobs.keep_handle(id, handle);
        });
        jobs::told(cx.service, row)
    }
}

impl Handle for Problems {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<ProblemsListed, Failure> {
        let limit: i64 = crate::lists::limit(self.limit, 500)?;
        let row = jobs::visible(cx, self.job).await?;
        let total = job::problem_count(&mut cx.conn().await?, row.no).await?;
        let kept = job::problems(&mut cx.conn().await?, row.no, 0, limit).await?;
        let problems = kept.iter().map(|(_, problem, _)| serde_json::from_str(problem)).collect::<Result<_, _>>()?;
        Ok(ProblemsListed { problems, total: u64::try_from(total).unwrap_or(0) })
    }
}

/// Problems read at a time while they are written.
const RETURNED_PAGE: i64 = 1_000;

impl Handle for Returned {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
        let path = cx.path_out(&self.out)?;
        let row = jobs::visible(cx, self.job).await?;
        let header = meta::get(&mut cx.conn().await?, &format!("job_header:{}", row.no)).await?;
        let header: Vec<String> = header.as_deref().map(serde_json::from_str).transpose()?.unwrap_or_default();
        let texts = crate::words::texts(cx.lang);
        let stamp = crate::ratings::stamp(cx).await?;
        let unwritable = |e: std::io::Error| files::unwritable(&self.out.name, &e);
        let mut out = files::Atomic::create(&path, &self.out.name)?;
        let form = documents::rows::FileForm::of_name(&self.out.name);
        let marked = giveback::path(&cx.service.store().location().staging(), self.job);
        let marked = std::fs::File::open(&marked).ok().filter(|_| form == documents::rows::FileForm::Xlsx);
        let rows = if let Some(mut marked) = marked {
            std::io::copy(&mut marked, &mut out.writer()).map_err(unwritable)?;
            serde_json::from_str::<ImportCounts>(&row.counts)?.returned
        } else {
            let words = crate::words::returned_headers(&texts);
            let mut writer = ReturnedWriter::new(out.writer(), form, words, &header, stamp).map_err(unwritable)?;
            let (mut after, mut rows) = (0, 0);
            loop {
                let page = job::problems(&mut cx.conn().await?, row.no, after, RETURNED_PAGE).await?;
                let Some((last, ..)) = page.last() else { break };
                after = *last;
                for (_, problem, cells) in &page {
                    let problem: RowProblem = serde_json::from_str(problem)?;
                    let cells: Vec<String> = serde_json::from_str(cells)?;
                    let worded: Worded = crate::words::problem(&texts, &problem);
                    writer.write(problem.row, &problem.value, &worded, &cells).map_err(unwritable)?;
                    rows += 1;
                }
            }
            writer.finish().map_err(unwritable)?;
            rows
        };
        out.keep(&self.out.name)?;
        cx.note(format!("job:{}", self.job), Some(json!({ "file": self.out.name, "rows": rows })));
        let now = cx.now;
        let work = cx.work().await?;
        job::history::fetched(&mut work.conn(), self.job, now).await?;
        work.changed("job", Some(self.job.to_string()));
        Ok(Written { rows })
    }
}
