//! Registers (bodies, service points, accounts, units, service items, responsibility lists) from and to workbooks.
//!
//! - `file`: a file into rows. `seats`: codes and names of places. `entry`: a row beside what is stored.
//! - `bodies`, `points`, `accounts`, `units`, `items`, `duties`: what a row of each asks for, as requests of the forms.
//! - `meter`: how far a file is, while it is taken.
//! - `run`: doing what all rows ask for, each through the form's own operation.
//! - `export`: the files that come back without a difference.

mod accounts;
mod bodies;
pub(crate) mod duties;
mod entry;
mod export;
pub(crate) mod file;
pub(crate) mod items;
pub(crate) mod meter;
mod points;
pub(crate) mod run;
mod seats;
mod units;

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::files;
use crate::imports::giveback;
use crate::imports::problems::Problems;
use api::import::{Difference, FieldChange, Written};
use api::register::{
    Decision, GiveBack, ImportAccounts, ImportBodies, ImportDuties, ImportItems, ImportPoints, ImportUnits, PreviewAccounts, PreviewBodies,
    PreviewDuties, PreviewItems, PreviewPoints, PreviewUnits, Previewed, ReturnAccounts, ReturnBodies, ReturnDuties, ReturnItems,
    ReturnPoints, ReturnUnits, Sheet, Take, Taken,
};
use api::{ApiError, OutFile};
use documents::returned::ReturnedWriter;
use documents::rows::FileForm;
use documents::table::Header;
use domain::change::{PAPER_CHARS, REASON_CHARS, may_take_effect};
use domain::import::{RowProblem, Taking};
use domain::register::Register;
use run::run;
use serde_json::json;

/// Names that are told of what a file does not have.
const TOLD_ABSENT: usize = 200;
/// Problems that are told.
const TOLD_PROBLEMS: usize = 500;

macro_rules! handlers {
    ($($preview:ident $import:ident $returned:ident),+) => {$(
        impl Handle for $preview {
            async fn handle(self, cx: &mut Cx<'_>) -> Result<Previewed, Failure> {
                Box::pin(preview(cx, Self::REGISTER, self.0)).await
            }
        }
        impl Handle for $import {
            async fn handle(self, cx: &mut Cx<'_>) -> Result<Taken, Failure> {
                Box::pin(import(cx, Self::REGISTER, self.0)).await
            }
        }
        impl Handle for $returned {
            async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
                Box::pin(give_back(cx, Self::REGISTER, self.0)).await
            }
        }
    )+};
}

handlers! {
    PreviewBodies ImportBodies ReturnBodies,
    PreviewPoints ImportPoints ReturnPoints,
    PreviewAccounts ImportAccounts ReturnAccounts,
    PreviewUnits ImportUnits ReturnUnits,
    PreviewItems ImportItems ReturnItems,
    PreviewDuties ImportDuties ReturnDuties
}

/// What a preview supposes of a decision that is still being typed: its day if there is one, else today.
fn supposed(cx: &Cx<'_>, register: Register, sheet: &Sheet) -> Option<Decision> {
    let said = sheet.decision.as_ref().map(|d| d.effective).filter(|day| *day <= cx.today() && may_take_effect(*day, cx.today()));
    let reason = "-".repeat(REASON_CHARS.0);
    (register == Register::Units).then(|| Decision { effective: said.unwrap_or(cx.today()), reason, paper: String::new() })
}

/// The decision behind changes of units; other registers need none.
fn decision(cx: &Cx<'_>, register: Register, sheet: &Sheet) -> Result<Option<Decision>, ApiError> {
    if register != Register::Units {
        return Ok(None);
    }
    let decision = sheet.decision.as_ref().ok_or_else(|| ApiError::invalid("reason", "required"))?;
    let (min, max) = REASON_CHARS;
    let reason = crate::ratings::within(&decision.reason, "reason", min, max)?.to_owned();
    let paper = crate::ratings::within(&decision.paper, "paper", 0, PAPER_CHARS)?.to_owned();
    // Rows build on each other, villages on their town: what only takes effect later can't be built on yet.
    if decision.effective > cx.today() {
        return Err(ApiError::invalid("effective", "future").with("max", cx.today()));
    }
    if !may_take_effect(decision.effective, cx.today()) {
        return Err(ApiError::invalid("effective", "too_early").with("min", domain::period::FIRST_DAY));
    }
    Ok(Some(Decision { effective: decision.effective, reason, paper }))
}

/// Takes back everything that was done in the unit of work.
pub(crate) async fn undo_all(cx: &mut Cx<'_>) -> Result<(), Failure> {
    cx.notes.clear();
    if let Some(work) = cx.work.take() {
        work.roll_back().await;
    }
    Ok(())
}

/// The first problems by their rows.
pub(crate) fn first_problems(problems: &Problems) -> Vec<RowProblem> {
    let mut problems: Vec<RowProblem> = problems.kept().cloned().collect();
    problems.sort_by_key(|problem| problem.row);
    problems.truncate(TOLD_PROBLEMS);
    problems
}

async fn preview(cx: &mut Cx<'_>, register: Register, sheet: Sheet) -> Result<Previewed, Failure> {
    let decision = supposed(cx, register, &sheet);
    let (mut table, opened) = file::open(cx, register, &sheet).await?;
    if !table.missing.is_empty() {
        table.rows = opened.first;
        return Ok(Previewed { table, seen: Vec::new(), absent: Vec::new(), absent_count: 0, followers: 0, problem_count: 0 });
    }
    let done = run(cx, register, opened, decision.as_ref(), None).await?;
    undo_all(cx).await?;
    table.problems = first_problems(&done.problems);
    table.rows = done.first;
    table.asides = done.asides;
    table.checked = done.counts.read;
    table.bad_rows = done.problems.rows;
    let told = |change: &entry::Told| FieldChange {
        row: change.row,
        field: change.field.to_owned(),
        stored: crate::imports::problems::shown(&change.stored),
        file: crate::imports::problems::shown(&change.file),
    };
    table.difference = Some(Difference {
        new: done.counts.taken,
        same: done.counts.identical,
        changed: done.counts.replaced,
        changes: done.changes.iter().take(crate::imports::TOLD_CHANGES).map(told).collect(),
    });
    let absent_count = done.absent.len() as u64;
    let absent = done.absent.into_iter().take(TOLD_ABSENT).collect();
    let problem_count = done.problems.total;
    Ok(Previewed { table, seen: done.seen, absent, absent_count, followers: done.followers, problem_count })
}

async fn import(cx: &mut Cx<'_>, register: Register, take: Take) -> Result<Taken, Failure> {
    let decision = decision(cx, register, &take.sheet)?;
    let (_, opened) = file::open(cx, register, &take.sheet).await?;
    opened.header.complete().map_err(|e| crate::imports::unreadable(&take.sheet.file.name, &e))?;
    let header = opened.header.clone();
    let mut done = run(cx, register, opened, decision.as_ref(), take.seen.as_deref()).await?;
    let refused = take.taking == Taking::AllOrNothing && done.problems.rows > 0;
    if refused {
        undo_all(cx).await?;
        done.counts.taken = 0;
        done.counts.replaced = 0;
        done.enrolled.clear();
    } else {
        let reading = take.sheet.reading;
        crate::imports::memory::keep(&mut cx.work().await?.conn(), register.code(), &header, &reading).await?;
    }
    let name = &take.sheet.file.name;
    cx.note(format!("register:{}", register.code()), Some(json!({ "file": name, "counts": done.counts, "refused": refused })));
    let problems = first_problems(&done.problems);
    let problem_count = done.problems.total;
    Ok(Taken { counts: done.counts, refused, problems, problem_count, enrolled: done.enrolled })
}

async fn give_back(cx: &mut Cx<'_>, register: Register, asked: GiveBack) -> Result<Written, Failure> {
    let path = cx.path_out(&asked.out)?;
    let from = cx.path_in(&asked.sheet.file)?;
    let decision = supposed(cx, register, &asked.sheet);
    let (_, opened) = file::open(cx, register, &asked.sheet).await?;
    opened.header.complete().map_err(|e| crate::imports::unreadable(&asked.sheet.file.name, &e))?;
    let (header, sheet, widest) = (opened.header.clone(), opened.sheet.clone(), opened.widest);
    let done = run(cx, register, opened, decision.as_ref(), asked.seen.as_deref()).await?;
    undo_all(cx).await?;
    let rows = write_back(cx, &asked.out, &path, from, sheet, &header, widest, done.problems).await?;
    cx.note(format!("register:{}", register.code()), Some(json!({ "file": asked.out.name, "rows": rows })));
    Ok(Written { rows })
}

/// Writes wrong rows: the person's own workbook, marked, or rows of their own; how many.
#[expect(clippy::too_many_arguments, reason = "what a file is, and where it goes")]
pub(crate) async fn write_back(
    cx: &mut Cx<'_>,
    out: &OutFile,
    path: &std::path::Path,
    from: std::path::PathBuf,
    sheet: Option<String>,
    header: &Header,
    widest: usize,
    problems: Problems,
) -> Result<u64, Failure> {
    let stamp = crate::ratings::stamp(cx).await?;
    let form = FileForm::of_name(&out.name);
    match sheet.filter(|_| form == FileForm::Xlsx) {
        Some(sheet) => {
            let (marks, rows) = (giveback::marks(cx.lang, header, widest, &problems, stamp), problems.rows);
            let (target, name) = (path.to_owned(), out.name.clone());
            tokio::task::spawn_blocking(move || giveback::one(&from, &target, &name, &sheet, &marks)).await??;
            Ok(rows)
        }
        None => as_rows(cx, out, path, form, &header.headers, problems, stamp),
    }
}

/// Wrong rows in a file of their own, one for each problem.
fn as_rows(
    cx: &Cx<'_>,
    out: &OutFile,
    path: &std::path::Path,
    form: FileForm,
    header: &[String],
    problems: Problems,
    stamp: Option<&'static str>,
) -> Result<u64, Failure> {
    let texts = crate::words::texts(cx.lang);
    let unwritable = |e: std::io::Error| files::unwritable(&out.name, &e);
    let mut file = files::Atomic::create(path, &out.name)?;
    let mut writer = ReturnedWriter::new(file.writer(), form, crate::words::returned_headers(&texts), header, stamp).map_err(unwritable)?;
    let mut rows = 0;
    for (problem, cells) in problems.into_rows() {
        let problem: RowProblem = serde_json::from_str(&problem)?;
        let cells: Vec<String> = serde_json::from_str(&cells)?;
        writer.write(problem.row, &problem.value, &crate::words::problem(&texts, &problem), &cells).map_err(unwritable)?;
        rows += 1;
    }
    writer.finish().map_err(unwritable)?;
    file.keep(&out.name)?;
    Ok(rows)
}
