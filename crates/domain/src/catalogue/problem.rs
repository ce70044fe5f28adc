//! What can be wrong with the text of something that is described field by field, where it is, and how such a text is tidied first.
//! Items, entries of the responsibility lists, matters, tasks and meetings share it.

use super::parts::{COPIES_LIMIT, CellKind, LINE_LIMIT, Part, ROWS_LIMIT, TEXT_LIMIT, is_blank};

/// Where something is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// At a field.
    Field(&'static str),
    /// In a cell of a row, counted from 0: of which rows, as a field.
    Cell(&'static str, usize, &'static str),
}

impl At {
    /// As errors name it: `name`, `materials.2.name`.
    pub fn path(&self) -> String {
        match self {
            Self::Field(field) => (*field).to_owned(),
            Self::Cell(rows, row, column) => format!("{rows}.{row}.{column}"),
        }
    }
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// It has to be filled in.
    Required,
    /// Longer than so many characters.
    TooLong(usize),
    /// More than so many.
    TooMany(usize),
    /// Line breaks or other control characters.
    Control,
    /// A number outside of 1 to this.
    Range(u32),
    /// 计划取消日期 before 计划生效日期.
    Order,
    /// 即办件 is decided on the spot: nothing is promised.
    Instant,
}

/// What is wrong with an item, an entry, a matter, a task or a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemProblem {
    /// Where.
    pub at: At,
    /// What.
    pub rule: Rule,
}

/// Without blanks around.
pub(crate) fn tidy_all(texts: Vec<&mut String>) {
    for text in texts {
        let tidy = text.trim();
        if tidy.len() != text.len() {
            *text = tidy.to_owned();
        }
    }
}

/// Rows with tidy cells; those in which nothing was typed are left out.
pub(crate) fn tidy_rows<P: Part>(rows: Vec<P>) -> Vec<P> {
    let tidy = |row: P| P::of_cells(&row.cells().into_iter().map(|cell| cell.trim().to_owned()).collect::<Vec<_>>()).unwrap_or(row);
    rows.into_iter().map(tidy).filter(|row| !is_blank(P::COLUMNS, &row.cells())).collect()
}

/// Each once, in the order in which it first came.
pub(crate) fn once<T: PartialEq>(all: Vec<T>) -> Vec<T> {
    let mut kept = Vec::with_capacity(all.len());
    for one in all {
        if !kept.contains(&one) {
            kept.push(one);
        }
    }
    kept
}

/// What is wrong with a field of words: too long, or with characters that belong in none.
pub(crate) fn text_problem(name: &'static str, text: &str, limit: usize, several: bool) -> Option<ItemProblem> {
    let text = text.trim();
    let rule = if too_long(text, limit) {
        Rule::TooLong(limit)
    } else if has_control(text, several) {
        Rule::Control
    } else {
        return None;
    };
    Some(ItemProblem { at: At::Field(name), rule })
}

/// More characters than may be.
pub(crate) fn too_long(text: &str, limit: usize) -> bool {
    text.chars().count() > limit
}

/// Control characters that a text of one line, or of several, can't hold.
pub(crate) fn has_control(text: &str, lines: bool) -> bool {
    text.chars().any(|c| c.is_control() && !(lines && matches!(c, '\n' | '\r' | '\t')))
}

/// What is wrong with the first wrong cell of rows.
pub(crate) fn rows_problem<P: Part>(field: &'static str, rows: &[P]) -> Option<ItemProblem> {
    if rows.len() > ROWS_LIMIT {
        return Some(ItemProblem { at: At::Field(field), rule: Rule::TooMany(ROWS_LIMIT) });
    }
    rows.iter().enumerate().find_map(|(n, row)| {
        P::COLUMNS.iter().zip(row.cells()).find_map(|(column, cell)| {
            let cell = cell.trim();
            let (limit, lines) = match column.kind {
                CellKind::Line => (LINE_LIMIT, false),
                CellKind::Text => (TEXT_LIMIT, true),
                CellKind::Count => {
                    let most = COPIES_LIMIT;
                    let wrong = cell.parse::<u32>().map_or(true, |copies| copies > most);
                    return wrong.then_some(ItemProblem { at: At::Cell(field, n, column.key), rule: Rule::Range(most) });
                }
                CellKind::Choice(_) => return None,
            };
            let rule = if cell.is_empty() {
                column.required.then_some(Rule::Required)
            } else if too_long(cell, limit) {
                Some(Rule::TooLong(limit))
            } else {
                has_control(cell, lines).then_some(Rule::Control)
            };
            rule.map(|rule| ItemProblem { at: At::Cell(field, n, column.key), rule })
        })
    })
}
