//! What papers of the responsibility lists share: names, an entry's text as parts of a paper, the file.

use crate::failure::Failure;
use crate::papers;
use documents::paper::Block;
use domain::duty::{DutyFields, DutyPart, FIELDS};
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
        let words = |column: &str, cell: &str| (cell_name(part, column, t), cell_word(part, column, cell, t));
        blocks.push(papers::rows(part.columns(), fields.rows(part), words));
    }
    blocks
}
