//! Two texts of an item beside each other.

use super::items::{Names, field_name, value};
use crate::pages::provincial::differ::Differences;
use crate::state::texts;
use domain::catalogue::item::ItemFields;
use domain::catalogue::parts::PartKind;
use domain::catalogue::provincial::Differing;
use leptos::prelude::*;
use texts::Texts;
use texts::words::{cell_name, cell_word};

/// What the newer text has otherwise, field by field.
#[component]
pub(in crate::pages) fn ItemDifferences(
    /// What differs.
    differing: Vec<Differing>,
    /// The older text.
    before: ItemFields,
    /// The newer one.
    after: ItemFields,
    /// What items refer to.
    names: Memo<Names>,
) -> impl IntoView {
    let t = texts();
    let said = move |(fields, field): (StoredValue<ItemFields>, String)| {
        t.with(|t| names.with(|names| fields.with_value(|fields| value(fields, &field, names, t))))
    };
    let cell = |rows: &str, column: &str, t: &Texts| PartKind::from_code(rows).map(|kind| cell_name(kind, column, t));
    let word = |rows: &str, column: &str, text: &str, t: &Texts| {
        PartKind::from_code(rows).map_or_else(|| text.to_owned(), |kind| cell_word(kind, column, text, t))
    };
    view! { <Differences differing before after label=field_name value=said cell word/> }
}
