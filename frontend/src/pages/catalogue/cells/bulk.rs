//! 批量修改: one field of the ticked items becomes the same; what that would do is shown first.

use super::change::Wish;
use super::fields::editor;
use crate::list::{Editor, ListState};
use crate::pages::catalogue::items::{Names, field_name};
use crate::state::{texts, tr};
use crate::ui::{Button, Dialog, Field, Look, Select, TextInput};
use api::item::CellChange;
use domain::catalogue::item::{CELLS, ItemId};
use leptos::prelude::*;

/// What makes every item another one is not set for several.
fn fields() -> impl Iterator<Item = &'static str> {
    CELLS.into_iter().filter(|field| !matches!(*field, "name" | "code" | "handle_code"))
}

/// The button, and the dialog that asks for field and value.
#[component]
pub(in crate::pages::catalogue) fn BulkButton(list: ListState, names: Memo<Names>, wish: RwSignal<Option<Wish>>) -> impl IntoView {
    let t = texts();
    let open = RwSignal::new(false);
    let field = RwSignal::new("state");
    let value = RwSignal::new(String::new());
    let options = Signal::derive(move || t.with(|t| fields().map(|key| (key, field_name(key, t).unwrap_or_default())).collect::<Vec<_>>()));
    let kind = Memo::new(move |_| t.with(|t| names.with(|names| editor(field.get(), names, t))));
    // What was chosen of another field is none of this one.
    let show = move || {
        value.set(String::new());
        open.set(true);
    };
    let why_not = Signal::derive(move || {
        let is_unchosen = matches!(kind.get(), Editor::Choice(_)) && value.with(String::is_empty);
        is_unchosen.then(|| t.with(|t| t.ui_choose()))
    });
    let next = move || {
        let (field, text) = (field.get_untracked().to_owned(), value.get_untracked());
        let change = |(key, version): (&String, &i64)| {
            Some(CellChange { item: ItemId(key.parse().ok()?), version: *version, field: field.clone(), text: text.clone() })
        };
        let changes = list.ticked.with_untracked(|ticked| ticked.iter().filter_map(change).collect());
        open.set(false);
        wish.set(Some(Wish { changes, ..Wish::default() }));
    };
    let of_value = move || match kind.get() {
        Editor::Line => view! { <TextInput value/> }.into_any(),
        Editor::Choice(options) => {
            let chosen = Signal::derive(move || value.with(|value| (!value.is_empty()).then(|| value.clone())));
            view! { <Select value=chosen options=Signal::stored(options) on_choose=move |code: String| value.set(code)/> }.into_any()
        }
    };
    view! {
        <Button on_press=show>{tr(|t| t.cell_bulk())}</Button>
        <Dialog open on_close=move || open.set(false) title=tr(|t| t.cell_bulk())>
            <form on:submit=move |ev| {
                ev.prevent_default();
                if untrack(|| why_not.get()).is_none() {
                    next();
                }
            }>
                <Field label=tr(|t| t.cell_bulk_field())>
                    <Select
                        value=Signal::derive(move || Some(field.get()))
                        options
                        on_choose=move |key: &'static str| {
                            value.set(String::new());
                            field.set(key);
                        }
                    />
                </Field>
                <Field label=tr(|t| t.cell_bulk_value())>{of_value}</Field>
                <div class="actions actions-end">
                    <Button on_press=move || open.set(false)>{tr(|t| t.act_cancel())}</Button>
                    <Button submit=true look=Look::Primary why_not>{tr(|t| t.cell_bulk_next())}</Button>
                </div>
            </form>
        </Dialog>
    }
}
