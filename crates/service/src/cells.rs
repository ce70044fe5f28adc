//! Cells changed where they stand in a table: each row through its form's own operation, all of them or none. A preview does the
//! same and takes everything back, so the two can't differ.

use crate::context::Cx;
use crate::failure::Failure;
use crate::registers::run::problem_of;
use crate::registers::undo_all;
use api::cells::{CELLS_LIMIT, CellChange, CellSeen, CellsChanged, CellsSeen, RowVersion};
use api::{ApiError, ErrorCode};
use domain::import::Problem;
use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;

/// A row as it stands.
pub(crate) struct Row<S: Sheet> {
    /// What saving it needs.
    pub(crate) at: S::At,
    /// Its version.
    pub(crate) version: i64,
    /// What stands in it, by name.
    pub(crate) name: String,
    /// Its fields.
    pub(crate) fields: S::Fields,
    /// Why none of its cells can be changed.
    pub(crate) barred: Option<Problem>,
}

/// A table whose rows are saved by a form.
pub(crate) trait Sheet: Sized + Send + Sync {
    /// Fields that stand in one cell.
    const CELLS: &'static [&'static str];
    /// What a row's form holds.
    type Fields: Clone + PartialEq + Send + Sync;
    /// What saving a row needs to know of it.
    type At: Send;

    /// What is read once, within the unit of work.
    fn of(cx: &mut Cx<'_>) -> impl Future<Output = Result<Self, Failure>> + Send;
    /// A row by its key, as the caller may edit it; not found if there is none that he may see.
    fn row(&self, cx: &mut Cx<'_>, key: i64) -> impl Future<Output = Result<Row<Self>, Failure>> + Send;
    /// What a cell says, in the person's words.
    fn said(&self, fields: &Self::Fields, field: &str) -> String;
    /// Reads a cell as a workbook's is read.
    fn read_into(&self, fields: &mut Self::Fields, field: &str, text: &str) -> Result<(), Problem>;
    /// Fields as they are saved.
    fn tidy(fields: Self::Fields) -> Self::Fields;
    /// Saves a row by the operation of its form; its version then.
    fn save(&self, cx: &mut Cx<'_>, at: Self::At, fields: Self::Fields) -> impl Future<Output = Result<i64, Failure>> + Send;
}

/// So many, each in a field that stands in a cell, and none twice.
fn within(changes: &[CellChange], known: &[&str]) -> Result<(), ApiError> {
    if changes.is_empty() || changes.len() > CELLS_LIMIT {
        return Err(ApiError::invalid("changes", "range").with("from", 1).with("to", CELLS_LIMIT));
    }
    let mut told = BTreeSet::new();
    for (at, change) in changes.iter().enumerate() {
        if !known.contains(&change.field.as_str()) {
            return Err(ApiError::invalid(&format!("changes.{at}.field"), "unknown"));
        }
        if !told.insert((change.row, change.field.as_str())) {
            return Err(ApiError::invalid(&format!("changes.{at}.field"), "twice"));
        }
    }
    Ok(())
}

/// Does what the changes ask for within the unit of work, and tells what became of each. A row with a wrong cell is left as it was.
async fn run<S: Sheet>(cx: &mut Cx<'_>, changes: &[CellChange]) -> Result<Vec<CellSeen>, Failure> {
    within(changes, S::CELLS)?;
    cx.work().await?;
    let sheet = &S::of(cx).await?;
    let mut of: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    let mut order = Vec::new();
    for (at, change) in changes.iter().enumerate() {
        let cells = of.entry(change.row).or_default();
        if cells.is_empty() {
            order.push(change.row);
        }
        cells.push(at);
    }
    let mut seen: Vec<(usize, CellSeen)> = Vec::with_capacity(changes.len());
    for key in order {
        let places = of.remove(&key).unwrap_or_default();
        let cells: Vec<&CellChange> = places.iter().filter_map(|at| changes.get(*at)).collect();
        let told = Box::pin(change(cx, sheet, key, &cells)).await?;
        seen.extend(places.into_iter().zip(told));
    }
    seen.sort_by_key(|(at, _)| *at);
    Ok(seen.into_iter().map(|(_, seen)| seen).collect())
}

/// The cells of one row, saved as its form saves it.
async fn change<S: Sheet>(cx: &mut Cx<'_>, sheet: &S, key: i64, cells: &[&CellChange]) -> Result<Vec<CellSeen>, Failure> {
    let before = sheet.row(cx, key).await?;
    let mut fields = before.fields.clone();
    let mut seen: Vec<CellSeen> = Vec::with_capacity(cells.len());
    for cell in cells {
        let stored = sheet.said(&before.fields, &cell.field);
        let problem = if cell.version != before.version {
            Some(Problem::ChangedMeanwhile { stored: stored.clone() })
        } else if before.barred.is_some() {
            before.barred.clone()
        } else {
            sheet.read_into(&mut fields, &cell.field, cell.text.trim()).err()
        };
        seen.push(CellSeen {
            row: key,
            version: before.version,
            name: before.name.clone(),
            field: cell.field.clone(),
            before: stored,
            after: cell.text.trim().to_owned(),
            problem,
            about: None,
        });
    }
    let fields = S::tidy(fields);
    for seen in seen.iter_mut().filter(|seen| seen.problem.is_none()) {
        seen.after = sheet.said(&fields, &seen.field);
    }
    if seen.iter().any(|seen| seen.problem.is_some()) || fields == before.fields {
        return Ok(seen);
    }
    let mark = cx.work().await?.mark().await?;
    let notes = cx.notes.len();
    match sheet.save(cx, before.at, fields).await {
        Ok(version) => {
            cx.work().await?.keep(mark).await?;
            seen.iter_mut().for_each(|seen| seen.version = version);
        }
        Err(Failure::Api(error)) => {
            cx.work().await?.back_to(mark).await?;
            cx.notes.truncate(notes);
            let problem = problem_of(&error)?;
            let field = error.field.unwrap_or_default();
            // What is wrong elsewhere (承诺时限 of what became 即办件) is told at the first cell, with the name of the field.
            let at = seen.iter().position(|seen| seen.field == field);
            if let Some(seen) = seen.get_mut(at.unwrap_or(0)) {
                seen.about = at.is_none().then_some(field);
                seen.problem = Some(problem);
            }
        }
        Err(failure) => return Err(failure),
    }
    Ok(seen)
}

/// What is wrong with a cell, as the error of the whole: with the row, its name, and what was found wrong besides.
fn refusal(seen: &CellSeen, wrong: usize) -> ApiError {
    let field = seen.about.as_ref().unwrap_or(&seen.field);
    let error = match &seen.problem {
        Some(Problem::ChangedMeanwhile { stored }) => {
            ApiError { field: Some(field.clone()), ..ApiError::new(ErrorCode::Conflict) }.with("current", stored)
        }
        Some(Problem::OutsideScope) => ErrorCode::NotFound.into(),
        Some(Problem::Rule { rule, args }) => {
            args.iter().fold(ApiError::invalid(field, rule), |error, (name, value)| error.with(name, value))
        }
        _ => ApiError::invalid(field, "cell"),
    };
    error.with("row", seen.row).with("row_name", &seen.name).with("wrong", wrong)
}

/// What changes would do; nothing is changed.
pub(crate) async fn preview<S: Sheet>(cx: &mut Cx<'_>, changes: Vec<CellChange>) -> Result<CellsSeen, Failure> {
    let mut cells = run::<S>(cx, &changes).await?;
    undo_all(cx).await?;
    // What was saved is taken back, and with it the version.
    for (cell, change) in cells.iter_mut().zip(changes) {
        if cell.problem.is_none() {
            cell.version = change.version;
        }
    }
    Ok(CellsSeen { cells })
}

/// Does all of them, or none.
pub(crate) async fn apply<S: Sheet>(cx: &mut Cx<'_>, changes: &[CellChange]) -> Result<CellsChanged, Failure> {
    let seen = run::<S>(cx, changes).await?;
    let wrong = seen.iter().filter(|seen| seen.problem.is_some()).count();
    if let Some(first) = seen.iter().find(|seen| seen.problem.is_some()) {
        return Err(refusal(first, wrong).into());
    }
    let cells = seen.iter().filter(|seen| seen.changes()).count();
    let rows: BTreeMap<i64, i64> = seen.iter().filter(|seen| seen.changes()).map(|seen| (seen.row, seen.version)).collect();
    let rows = rows.into_iter().map(|(row, version)| RowVersion { row, version }).collect();
    Ok(CellsChanged { rows, cells: u32::try_from(cells).unwrap_or(u32::MAX) })
}
