//! How fields of items are edited in the table, and what they say as they are typed; no view.

use super::items::{Names, field_name, limit_words};
use crate::edit::cells::Sheet;
use crate::list::Editor;
use api::ChangeKind;
use api::cells::CellChange;
use api::item::{ChangeCells, ItemRow, PreviewCells};
use domain::catalogue::codes::{BodyNature, Handling, ItemKind, ItemState, Origin, Reach};
use domain::catalogue::item::CELLS;
use texts::Texts;
use texts::words::Word;

/// Items in their table.
pub(super) struct ItemCells;

impl Sheet for ItemCells {
    type Preview = PreviewCells;
    type Change = ChangeCells;
    const CELLS: &'static [&'static str] = &CELLS;
    const SINGLE: &'static [&'static str] = &["name", "code", "handle_code"];
    const SUBJECT: &'static str = "item";
    const PREFIX: &'static str = "item_";
    const KIND: ChangeKind = ChangeKind::Catalogue;

    fn preview(changes: Vec<CellChange>) -> PreviewCells {
        PreviewCells { changes }
    }

    fn change(changes: Vec<CellChange>) -> ChangeCells {
        ChangeCells { changes }
    }

    fn field_name(field: &str, t: &Texts) -> Option<String> {
        field_name(field, t)
    }

    fn done(t: &Texts, row: &str, field: String) -> String {
        t.cell_done(row, field)
    }

    fn done_row(t: &Texts, row: String) -> String {
        t.cell_done_item(row)
    }

    fn done_many(t: &Texts, cells: String, rows: String) -> String {
        t.cell_done_many(cells, rows)
    }
}

fn of<T: Word + Copy>(all: &[T], code: fn(T) -> &'static str, t: &Texts) -> Editor {
    Editor::Choice(all.iter().map(|one| (code(*one).to_owned(), one.word(t))).collect())
}

/// How a field is edited.
pub(super) fn editor(field: &str, names: &Names, t: &Texts) -> Editor {
    match field {
        "kind" => of(ItemKind::ALL, ItemKind::code, t),
        "origin" => of(Origin::ALL, Origin::code, t),
        "state" => of(ItemState::ALL, ItemState::code, t),
        "nature" => of(BodyNature::ALL, BodyNature::code, t),
        "handling" => of(Handling::ALL, Handling::code, t),
        "reach" => of(Reach::ALL, Reach::code, t),
        "online" | "express" | "booking" | "terminal" | "hall" => {
            Editor::Choice(vec![("yes".to_owned(), t.common_yes()), ("no".to_owned(), t.common_no())])
        }
        "body" => Editor::Choice(names.bodies.values().map(|name| (name.clone(), name.clone())).collect()),
        _ => Editor::Line,
    }
}

/// The columns of the list that are fields of one cell.
pub(super) fn in_list(column: &str) -> bool {
    ["name", "code", "kind", "body", "promised", "legal", "state", "origin", "undertaker", "visits", "online", "base_code"]
        .contains(&column)
}

/// What a cell of the list says as it is typed; none of an item that nobody has described.
pub(super) fn typed(item: &ItemRow, column: &str, names: &Names, t: &Texts) -> Option<String> {
    let head = item.head.as_ref()?;
    let limit = |limit: Option<domain::catalogue::limit::Limit>| limit.map(|_| limit_words(limit, t)).unwrap_or_default();
    Some(match column {
        "name" => item.name.clone(),
        "code" => item.code.clone(),
        "kind" => head.kind.code().to_owned(),
        "body" => head.body.map(|body| names.body(body)).unwrap_or_default(),
        "promised" => limit(head.promised),
        "legal" => limit(head.legal),
        "state" => head.state.code().to_owned(),
        "origin" => head.origin.code().to_owned(),
        "undertaker" => head.undertaker.clone(),
        "visits" => head.visits.to_string(),
        "online" => (if head.online { "yes" } else { "no" }).to_owned(),
        "base_code" => head.base_code.clone(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use texts::Lang;

    #[test]
    fn columns_that_are_edited_are_cells_and_choices_are_chosen_by_what_is_sent() {
        let (t, names) = (Texts::load(Lang::Zh), Names::default());
        let columns = ["name", "code", "kind", "body", "levels", "promised", "described", "state", "verified", "materials"];
        assert!(columns.iter().filter(|column| in_list(column)).all(|column| CELLS.contains(column)));
        assert!(!in_list("levels") && !in_list("verified"));
        let Editor::Choice(states) = editor("state", &names, &t) else { panic!("a choice") };
        assert_eq!(states[0], (ItemState::Active.code().to_owned(), ItemState::Active.word(&t)));
        assert!(editor("name", &names, &t) == Editor::Line);
    }
}
