//! Cells changed where they stand in a table: each item through its form's own operation, all of them or none. A preview does the
//! same and takes everything back, so the two can't differ.

use super::Named;
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::registers::items::Wording;
use crate::registers::run::{as_form, problem_of};
use crate::registers::undo_all;
use crate::words;
use api::item::{CELLS_LIMIT, CellChange, CellSeen, CellsChanged, CellsSeen, ChangeCells, ChosenItem, PreviewCells, SaveItem};
use api::{ApiError, ErrorCode};
use domain::catalogue::item::{CELLS, Item, ItemId};
use domain::import::Problem;
use std::collections::{BTreeMap, BTreeSet};
use store::catalogue::item;
use store::place;
use texts::Texts;
use texts::item::{Names, value};

/// What cells are read and told by.
struct Pen {
    wording: Wording,
    names: Names,
    t: Texts,
}

/// So many, each in a field that stands in a cell, and none twice.
fn within(changes: &[CellChange]) -> Result<(), ApiError> {
    if changes.is_empty() || changes.len() > CELLS_LIMIT {
        return Err(ApiError::invalid("changes", "range").with("from", 1).with("to", CELLS_LIMIT));
    }
    let mut told = BTreeSet::new();
    for (at, change) in changes.iter().enumerate() {
        if !CELLS.contains(&change.field.as_str()) {
            return Err(ApiError::invalid(&format!("changes.{at}.field"), "unknown"));
        }
        if !told.insert((change.item, change.field.as_str())) {
            return Err(ApiError::invalid(&format!("changes.{at}.field"), "twice"));
        }
    }
    Ok(())
}

/// Does what the changes ask for within the unit of work, and tells what became of each. An item with a wrong cell is left as it was.
async fn run(cx: &mut Cx<'_>, changes: &[CellChange]) -> Result<Vec<CellSeen>, Failure> {
    within(changes)?;
    cx.work().await?;
    let district = place::district(&mut cx.conn().await?).await?.ok_or(ErrorCode::SetupNeeded)?;
    cx.scope_at(district).await?;
    let conn = &mut cx.conn().await?;
    let pen = Pen { wording: Wording::read(conn).await?, names: Named::read(conn).await?.names(), t: words::texts(cx.lang) };
    let mut of: BTreeMap<ItemId, Vec<usize>> = BTreeMap::new();
    let mut order = Vec::new();
    for (at, change) in changes.iter().enumerate() {
        let cells = of.entry(change.item).or_default();
        if cells.is_empty() {
            order.push(change.item);
        }
        cells.push(at);
    }
    let mut seen: Vec<(usize, CellSeen)> = Vec::with_capacity(changes.len());
    for id in order {
        let places = of.remove(&id).unwrap_or_default();
        let cells: Vec<&CellChange> = places.iter().filter_map(|at| changes.get(*at)).collect();
        let told = Box::pin(change(cx, &pen, id, &cells)).await?;
        seen.extend(places.into_iter().zip(told));
    }
    seen.sort_by_key(|(at, _)| *at);
    Ok(seen.into_iter().map(|(_, seen)| seen).collect())
}

/// The cells of one item, saved as its form saves it.
async fn change(cx: &mut Cx<'_>, pen: &Pen, id: ItemId, cells: &[&CellChange]) -> Result<Vec<CellSeen>, Failure> {
    let gone = || ApiError::new(ErrorCode::NotFound).with("item", id.0);
    let before = item::find(&mut cx.conn().await?, id).await?.ok_or_else(gone)?;
    let mut fields = before.fields.clone();
    let mut seen: Vec<CellSeen> = Vec::with_capacity(cells.len());
    for cell in cells {
        let stored = value(&before.fields, &cell.field, &pen.names, &pen.t);
        let problem = if cell.version == before.version {
            pen.wording.read_into(&mut fields, &format!("item_{}", cell.field), cell.text.trim()).err()
        } else {
            Some(Problem::ChangedMeanwhile { stored: stored.clone() })
        };
        seen.push(CellSeen {
            item: id,
            version: before.version,
            name: before.fields.name.clone(),
            field: cell.field.clone(),
            before: stored,
            after: cell.text.trim().to_owned(),
            problem,
            about: None,
        });
    }
    let fields = fields.tidy();
    for seen in seen.iter_mut().filter(|seen| seen.problem.is_none()) {
        seen.after = value(&fields, &seen.field, &pen.names, &pen.t);
    }
    if seen.iter().any(|seen| seen.problem.is_some()) || fields == before.fields {
        return Ok(seen);
    }
    let mark = cx.work().await?.mark().await?;
    let notes = cx.notes.len();
    let Item { version, .. } = before;
    match as_form(cx, SaveItem { id: Some(id), fields, version }).await {
        Ok(saved) => {
            cx.work().await?.keep(mark).await?;
            seen.iter_mut().for_each(|seen| seen.version = saved.version);
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

/// What is wrong with a cell, as the error of the whole: with the item, its name, and what was found wrong besides.
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
    error.with("item", seen.item.0).with("item_name", &seen.name).with("wrong", wrong)
}

impl Handle for PreviewCells {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<CellsSeen, Failure> {
        let before: Vec<i64> = self.changes.iter().map(|change| change.version).collect();
        let mut cells = run(cx, &self.changes).await?;
        undo_all(cx).await?;
        // What was saved is taken back, and with it the version.
        for (cell, version) in cells.iter_mut().zip(before) {
            if cell.problem.is_none() {
                cell.version = version;
            }
        }
        Ok(CellsSeen { cells })
    }
}

impl Handle for ChangeCells {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<CellsChanged, Failure> {
        let seen = run(cx, &self.changes).await?;
        let wrong = seen.iter().filter(|seen| seen.problem.is_some()).count();
        if let Some(first) = seen.iter().find(|seen| seen.problem.is_some()) {
            return Err(refusal(first, wrong).into());
        }
        let cells = seen.iter().filter(|seen| seen.changes()).count();
        let items: BTreeMap<ItemId, i64> = seen.iter().filter(|seen| seen.changes()).map(|seen| (seen.item, seen.version)).collect();
        let items = items.into_iter().map(|(item, version)| ChosenItem { item, version }).collect();
        Ok(CellsChanged { items, cells: u32::try_from(cells).unwrap_or(u32::MAX) })
    }
}
