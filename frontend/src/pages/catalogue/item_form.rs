//! The form of an item.

use super::item_inputs::ItemInputs;
use super::items::{Names, field_name, value};
use crate::edit::{EditForm, Field as Compared, Plan, done_undoable, editing};
use crate::state::{Wording, texts, tr};
use crate::ui::use_notices;
use api::item::SaveItem;
use domain::catalogue::codes::Audience;
use domain::catalogue::item::{FIELDS, Item, ItemFields, ItemId};
use domain::place::Level;
use leptos::prelude::*;
use texts::Texts;

/// An item that is edited; no id for a new one.
pub(super) type Edited = crate::edit::Edited<Option<ItemId>, ItemFields>;

/// An item that is there.
pub(super) fn of(item: Item) -> Edited {
    Edited { id: Some(item.id), fields: item.fields, version: item.version }
}

/// What a new one says to begin with.
pub(super) fn blank() -> ItemFields {
    ItemFields { levels: vec![Level::Village], audience: vec![Audience::Person], ..ItemFields::default() }
}

/// A new one.
pub(super) fn new() -> Edited {
    Edited { id: None, fields: blank(), version: 0 }
}

/// Every field as a person reads it, for comparing.
pub(super) fn values(names: Memo<Names>, t: Wording) -> Callback<ItemFields, Vec<Compared>> {
    Callback::new(move |fields: ItemFields| -> Vec<Compared> {
        names.with(|names| t.with(|t| FIELDS.map(|key| Compared { key, value: value(&fields, key, names, t) }).to_vec()))
    })
}

/// The form.
#[component]
pub(super) fn ItemForm(
    /// What is edited.
    edited: Edited,
    /// What items refer to.
    names: Memo<Names>,
    /// Saved: the item.
    #[prop(into)]
    on_saved: Callback<ItemId>,
    /// Given up.
    #[prop(into)]
    on_cancel: Callback<()>,
) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let plan = Plan {
        key: edited.id.map_or_else(|| "item:new".to_owned(), |id| format!("item:{}", id.0)),
        opened: edited,
        label: |id, fields: &ItemFields, t: &Texts| {
            if id.is_some() { format!("{} {}", t.item_edit_title(), fields.name) } else { t.item_new() }
        },
        name: field_name,
        request: |id, fields, version| SaveItem { id, fields, version },
        stored: of,
        on_saved: Callback::new(move |item: Item| {
            let words = t.with_untracked(|t| t.item_saved(&item.fields.name));
            if item.version > 1 {
                done_undoable(notices, t, words, format!("item:{}", item.id.0));
            } else {
                notices.done(words);
            }
            on_saved.try_run(item.id);
        }),
    };
    let editing = editing(plan);
    let busy = editing.busy;
    let words = tr(move |t| if busy.get() { t.item_saving() } else { t.item_save() });
    view! { <EditForm editing values=values(names, t) words on_cancel><ItemInputs editing names/></EditForm> }
}
