//! What papers of the responsibility lists share: names, an entry's text as parts of a paper, the file.

use crate::context::Cx;
use crate::failure::Failure;
use crate::papers;
use api::OutFile;
use documents::paper::{Block, Paper};
use domain::duty::{DutyFields, DutyPart, FIELDS};
use serde_json::{Value, json};
use store::{Conn, body, duty, place};
use texts::Texts;
use texts::duty::{Names, cell_name, cell_word, field_name, is_said, value};

/// Bodies and places by name.
pub(super) async fn names(conn: &mut Conn<'_>) -> Result<Names, Failure> {
    Ok(Names {
        bodies: body::all(conn).await?.into_iter().map(|body| (body.id, body.name)).collect(),
        places: place::all(conn).await?.into_iter().map(|place| (place.id, place.name)).collect(),
        ..Names::default()
    })
}

/// Adds the name of a text's main entry.
pub(super) async fn name_parent(conn: &mut Conn<'_>, names: &mut Names, fields: &DutyFields) -> Result<(), Failure> {
    if let Some(parent) = fields.parent
        && !names.duties.contains_key(&parent)
        && let Some((_, name)) = duty::name(conn, parent).await?
    {
        names.duties.insert(parent, name);
    }
    Ok(())
}

/// An entry's text, field by field; what says nothing is left out. Its name is said by whatever stands above it.
pub(super) fn content(fields: &DutyFields, names: &Names, t: &Texts) -> Vec<Block> {
    let told = || FIELDS.into_iter().filter(|field| *field != "name" && is_said(fields, field));
    let mut blocks = Vec::new();
    let facts = told().filter(|field| DutyPart::from_code(field).is_none());
    let facts = facts.map(|field| (field_name(field, t).unwrap_or_default(), value(fields, field, names, t)));
    blocks.push(Block::Facts(facts.collect()));
    for (field, part) in told().filter_map(|field| DutyPart::from_code(field).map(|part| (field, part))) {
        blocks.push(Block::Text(field_name(field, t).unwrap_or_default()));
        let row = |cells: Vec<String>| {
            let mut cells = part.columns().iter().zip(cells);
            let title = cells.next().map(|(_, cell)| cell).unwrap_or_default();
            let rest = cells.filter(|(_, cell)| !cell.trim().is_empty());
            (title, rest.map(|(column, cell)| (cell_name(part, column.key, t), cell_word(part, column.key, &cell, t))).collect())
        };
        blocks.push(Block::Rows(fields.rows(part).into_iter().map(row).collect()));
    }
    blocks
}

/// Writes a paper whole or not at all, and notes what it tells.
pub(super) async fn written(cx: &mut Cx<'_>, out: &OutFile, paper: &Paper, rows: u64, mut told: Value) -> Result<(), Failure> {
    papers::keep(cx, out, paper).await?;
    if let Value::Object(map) = &mut told {
        map.insert("rows".to_owned(), json!(rows));
    }
    cx.note(format!("file:{}", out.name), Some(told));
    Ok(())
}
