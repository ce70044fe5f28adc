//! How fields of entries are edited in the table, and what they say as they are typed; no view. What is edited is the person's own
//! draft of an entry.

use crate::edit::cells::Sheet;
use crate::list::Editor;
use api::ChangeKind;
use api::cells::CellChange;
use api::duty::{ChangeCells, DutyRow, OwnDraft, PreviewCells};
use domain::catalogue::codes::{ItemKind, Origin};
use domain::duty::flow::Standing;
use domain::duty::{CELLS, DutyList};
use texts::Texts;
use texts::duty::{Names, field_name};
use texts::words::Word;

/// Entries in their table.
pub(super) struct DutyCells;

impl Sheet for DutyCells {
    type Preview = PreviewCells;
    type Change = ChangeCells;
    const CELLS: &'static [&'static str] = &CELLS;
    const SINGLE: &'static [&'static str] = &["name", "code"];
    const SUBJECT: &'static str = "duty";
    const PREFIX: &'static str = "duty_";
    const KIND: ChangeKind = ChangeKind::Duty;

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
        t.duty_cell_done(row, field)
    }

    fn done_row(t: &Texts, row: String) -> String {
        t.duty_cell_done_row(row)
    }

    fn done_many(t: &Texts, cells: String, rows: String) -> String {
        t.duty_cell_done_many(cells, rows)
    }

    fn lead(t: &Texts) -> Option<String> {
        Some(t.duty_cell_lead())
    }
}

/// How a field is edited.
pub(super) fn editor(field: &str, names: &Names, t: &Texts) -> Editor {
    let words = |all: Vec<(&str, String)>| Editor::Choice(all.into_iter().map(|(code, word)| (code.to_owned(), word)).collect());
    let named = |names: Vec<String>| Editor::Choice(names.into_iter().map(|name| (name.clone(), name)).collect());
    match field {
        "list" => words(DutyList::ALL.iter().map(|one| (one.code(), one.word(t))).collect()),
        "kind" => words(ItemKind::ALL.iter().map(|one| (one.code(), one.word(t))).collect()),
        "origin" => words(Origin::ALL.iter().map(|one| (one.code(), one.word(t))).collect()),
        "body" => named(names.bodies.values().cloned().collect()),
        "place" => named(names.places.values().cloned().collect()),
        _ => Editor::Line,
    }
}

/// The columns of the list that are fields of one cell.
pub(super) fn in_list(column: &str) -> bool {
    ["name", "code", "list", "kind", "body", "place"].contains(&column)
}

/// The row as the person edits it: with what his own draft says.
pub(super) fn edited(mut row: DutyRow) -> DutyRow {
    if let Some(OwnDraft { stamp, open: _, code, name, list, kind, body, place }) = row.own.clone() {
        row = DutyRow { stamp, code, name, list, kind, body, place, ..row };
    }
    row
}

/// What a cell says as it is typed; none where it can't be edited: what is withdrawn comes back by its own page, what is reviewed
/// waits for that, another's draft is another's, and so is an entry of another body or place.
pub(super) fn typed(row: &DutyRow, column: &str, names: &Names) -> Option<String> {
    let is_open = match &row.own {
        Some(own) => own.open,
        None => row.standing == Standing::Published,
    };
    if !is_open || !row.mine {
        return None;
    }
    Some(match column {
        "name" => row.name.clone(),
        "code" => row.code.clone(),
        "list" => row.list.code().to_owned(),
        "kind" => row.kind.code().to_owned(),
        "body" => row.body.map(|body| names.body(body)).unwrap_or_default(),
        "place" => names.place(row.place),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::body::BodyId;
    use domain::duty::{DutyId, VersionId};
    use domain::place::PlaceId;
    use std::collections::BTreeMap;

    fn row(standing: Standing, own: Option<OwnDraft>) -> DutyRow {
        DutyRow {
            id: DutyId(1),
            version: VersionId(1),
            code: "A-1".to_owned(),
            name: "甲".to_owned(),
            list: DutyList::Powers,
            kind: ItemKind::Permit,
            body: Some(BodyId(1)),
            joint: 0,
            place: PlaceId(1),
            parent: None,
            standing,
            from: None,
            drafts: 0,
            mine: true,
            stamp: 10_001,
            own,
        }
    }

    fn own() -> OwnDraft {
        OwnDraft {
            stamp: 20_003,
            open: true,
            code: "A-2".to_owned(),
            name: "乙".to_owned(),
            list: DutyList::Powers,
            kind: ItemKind::Permit,
            body: Some(BodyId(2)),
            place: PlaceId(1),
        }
    }

    #[test]
    fn ones_own_draft_is_what_is_edited() {
        let names =
            Names { bodies: BTreeMap::from([(BodyId(1), "甲局".to_owned()), (BodyId(2), "乙局".to_owned())]), ..Names::default() };
        let plain = edited(row(Standing::Published, None));
        assert_eq!((plain.stamp, typed(&plain, "body", &names).as_deref()), (10_001, Some("甲局")));
        let mine = edited(row(Standing::Published, Some(own())));
        assert_eq!(
            (mine.stamp, typed(&mine, "body", &names).as_deref(), typed(&mine, "name", &names).as_deref()),
            (20_003, Some("乙局"), Some("乙"))
        );
        assert_eq!(typed(&mine, "standing", &names), None);
        for standing in [Standing::Abolished, Standing::Reviewing, Standing::Drafting] {
            assert_eq!(typed(&row(standing, None), "name", &names), None, "withdrawn, under review, another's");
        }
        let foreign = DutyRow { mine: false, ..row(Standing::Published, None) };
        assert_eq!(typed(&foreign, "name", &names), None, "of another place or body");
        let handed_in = row(Standing::Published, Some(OwnDraft { open: false, ..own() }));
        assert_eq!(typed(&handed_in, "name", &names), None);
        assert!(["name", "code", "list", "kind", "body", "place"].into_iter().all(|column| in_list(column) && CELLS.contains(&column)));
    }
}
