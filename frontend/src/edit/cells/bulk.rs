//! 批量修改: one field of the ticked rows becomes the same; what that would do is shown first.

use super::Sheet;
use super::change::Wish;
use crate::list::{Editor, ListState};
use crate::state::{texts, tr};
use crate::ui::{Button, Dialog, Field, Look, Select, TextInput};
use api::cells::CellChange;
use leptos::prelude::*;
use std::marker::PhantomData;

fn fields<S: Sheet>() -> impl Iterator<Item = &'static str> {
    S::CELLS.iter().copied().filter(|field| !S::SINGLE.contains(field))
}

/// The button, and the dialog that asks for field and value.
#[component]
pub fn BulkButton<S: Sheet>(
    /// The list whose rows are ticked.
    list: ListState,
    /// The field that is offered first.
    first: &'static str,
    /// How a field is edited. Tracked.
    #[prop(into)]
    editor: Callback<&'static str, Editor>,
    /// The version of a row as it is in sight now, since what was typed after it was ticked is its person's own change; none: the row
    /// can't be edited.
    #[prop(into)]
    version: Callback<String, Option<i64>>,
    /// What he wants.
    wish: RwSignal<Option<Wish>>,
    /// Whose rows they are.
    #[prop(optional)]
    of: PhantomData<fn() -> S>,
) -> impl IntoView {
    let PhantomData = of;
    let t = texts();
    let open = RwSignal::new(false);
    let field = RwSignal::new(first);
    let value = RwSignal::new(String::new());
    let options =
        Signal::derive(move || t.with(|t| fields::<S>().map(|key| (key, S::field_name(key, t).unwrap_or_default())).collect::<Vec<_>>()));
    let kind = Memo::new(move |_| editor.run(field.get()));
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
        let change = |key: &String| {
            let version = version.run(key.clone())?;
            Some(CellChange { row: key.parse().ok()?, version, field: field.clone(), text: text.clone() })
        };
        let (ticked, changes) = list.ticked.with_untracked(|ticked| (ticked.len(), ticked.keys().filter_map(change).collect::<Vec<_>>()));
        let fixed = ticked - changes.len();
        open.set(false);
        wish.set(Some(Wish { changes, beyond: 0, fixed }));
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
