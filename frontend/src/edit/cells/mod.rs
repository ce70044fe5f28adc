//! Working in the table of a list: cells typed where they stand, columns pasted, a field of ticked rows set at once.
//!
//! A page says by [`Sheet`] whose rows they are, and gets everything by [`editable`].
//!
//! - `saving`: cells that were typed, saved one after the other.
//! - `change`: what several changes would do, before they are done.
//! - `bulk`: a field and a value for ticked rows.

mod bulk;
mod change;
mod saving;

pub use bulk::BulkButton;
pub use change::{ChangeDialog, Wish};

use crate::list::{Cells, Edit, Editor, Pasted};
use crate::state::texts;
use crate::ui::use_notices;
use api::cells::{CellChange, CellsChanged, CellsSeen};
use api::{ChangeKind, Operation};
use leptos::prelude::*;
use saving::Saving;
use std::collections::BTreeMap;
use texts::Texts;

/// Whose rows are edited, and by which operations.
pub trait Sheet: Send + Sync + 'static {
    /// What changes would do.
    type Preview: Operation<Reply = CellsSeen> + Clone + PartialEq + Send + Sync;
    /// Changes cells.
    type Change: Operation<Reply = CellsChanged>;
    /// Fields that stand in one cell.
    const CELLS: &'static [&'static str];
    /// Fields that make every row another one: they are not set for several.
    const SINGLE: &'static [&'static str];
    /// What a row's history is asked by, before its key and a colon.
    const SUBJECT: &'static str;
    /// What stands before a field in the columns of a workbook.
    const PREFIX: &'static str;
    /// What changes when somebody else changes a row.
    const KIND: ChangeKind;

    /// Asks what changes would do.
    fn preview(changes: Vec<CellChange>) -> Self::Preview;
    /// Asks for changes.
    fn change(changes: Vec<CellChange>) -> Self::Change;
    /// What a field is called.
    fn field_name(field: &str, t: &Texts) -> Option<String>;
    /// That a cell was changed.
    fn done(t: &Texts, row: &str, field: String) -> String;
    /// That several cells of one row were.
    fn done_row(t: &Texts, row: String) -> String;
    /// That cells of several rows were.
    fn done_many(t: &Texts, cells: String, rows: String) -> String;
    /// What is to be known before anything is changed.
    fn lead(_: &Texts) -> Option<String> {
        None
    }
}

/// How a list is edited in its table; a `Copy` handle.
#[derive(Clone, Copy)]
pub struct Editable {
    /// The person wants it.
    pub editing: RwSignal<bool>,
    /// Several changes that he is to see first.
    pub wish: RwSignal<Option<Wish>>,
    /// The list's part.
    pub cells: Cells,
}

/// Lets a list be edited in its table.
pub fn editable<S: Sheet>(
    may: Memo<bool>,
    editor: impl Fn(&'static str) -> Option<Editor> + Send + Sync + 'static,
    typed: impl Fn(&str, &'static str) -> Option<String> + Send + Sync + 'static,
) -> Editable {
    let editing = RwSignal::new(false);
    let wish = RwSignal::new(None::<Wish>);
    let marks = RwSignal::new(BTreeMap::new());
    let saving = Saving::<S>::new(marks, use_notices(), texts());
    // What was refused and left behind is not there any more when the table is edited again.
    Effect::new(move |_| {
        if !editing.get() {
            marks.set(BTreeMap::new());
        }
    });
    let pasted = move |pasted: Pasted| {
        let change = |edit: Edit| {
            let Edit { key, version, column, text, .. } = edit;
            Some(CellChange { row: key.parse().ok()?, version, field: column.to_owned(), text })
        };
        let changes = pasted.edits.into_iter().filter_map(change).collect();
        wish.set(Some(Wish { changes, beyond: pasted.beyond, fixed: pasted.fixed }));
    };
    let cells = Cells {
        on: Signal::derive(move || may.get() && editing.get()),
        editor: Callback::new(editor),
        text: Callback::new(move |(key, column): (String, &'static str)| typed(&key, column)),
        save: Callback::new(move |edit| saving.save(edit)),
        paste: Callback::new(pasted),
        marks,
    };
    Editable { editing, wish, cells }
}
