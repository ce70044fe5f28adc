//! A question that has to be answered before anything else. The browser's own `<dialog>`: it keeps the focus inside,
//! gives it back afterwards, and everything behind is out of reach.

use super::{Button, Icon, IconButton, Look, fresh_id};
use crate::state::tr;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A dialog. Esc and the cross close it.
#[component]
pub fn Dialog(
    /// Open or not.
    #[prop(into)]
    open: Signal<bool>,
    /// It is to be closed: by Esc or the cross.
    #[prop(into)]
    on_close: Callback<()>,
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// As wide as a page of text rather than a question.
    #[prop(optional)]
    wide: bool,
    /// What it says and asks; built anew each time it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<leptos::html::Dialog>::new();
    let heading = fresh_id("dialog");
    let named_by = heading.clone();
    Effect::new(move |_| {
        let open = open.get();
        let Some(dialog) = node.get() else { return };
        if open && !dialog.open() {
            // Fails only if it is open or out of the page; then nothing is to be done.
            let _ = dialog.show_modal();
            request_animation_frame(move || begin_in_the_first_field(&dialog));
        } else if !open && dialog.open() {
            dialog.close();
        }
    });
    view! {
        <dialog
            node_ref=node
            class="dialog"
            class:is-wide=wide
            aria-labelledby=named_by
            on:cancel=move |ev: web_sys::Event| {
                ev.prevent_default();
                on_close.run(());
            }
            // The browser may close it without asking (a second Esc).
            on:close=move |_| if open.get_untracked() { on_close.run(()) }
        >
            <header class="dialog-head">
                <h2 id=heading>{move || title.get()}</h2>
                <IconButton icon=Icon::Close label=tr(|t| t.act_close()) on_press=on_close/>
            </header>
            <div class="dialog-body">{move || open.get().then(|| children())}</div>
        </dialog>
    }
}

/// The browser puts the focus on the cross, which stands first. A field whose list would open at once is left to the person.
fn begin_in_the_first_field(dialog: &web_sys::HtmlDialogElement) {
    let first = dialog.query_selector(".dialog-body :is(input, textarea, select)").ok().flatten();
    let field = first.filter(|field| field.get_attribute("role").is_none()).and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok());
    // Fails only for what can't have the focus.
    let _ = field.map(|field| field.focus());
}

/// A dialog that asks before something is done.
#[component]
pub fn ConfirmDialog(
    /// Open or not.
    #[prop(into)]
    open: Signal<bool>,
    /// The question.
    #[prop(into)]
    title: Signal<String>,
    /// What will happen.
    #[prop(into)]
    body: Signal<String>,
    /// The verb of the deed.
    #[prop(into)]
    yes: Signal<String>,
    /// The verb of leaving it.
    #[prop(optional, into)]
    no: Signal<Option<String>>,
    /// It takes something away.
    #[prop(optional)]
    danger: bool,
    /// It is being done.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// The deed.
    #[prop(into)]
    on_yes: Callback<()>,
    /// Leaving it.
    #[prop(into)]
    on_no: Callback<()>,
) -> impl IntoView {
    let cancel = tr(|t| t.act_cancel());
    view! {
        <Dialog open on_close=on_no title>
            <p>{move || body.get()}</p>
            <div class="actions actions-end">
                <Button on_press=on_no>{move || no.get().unwrap_or_else(|| cancel.get())}</Button>
                <Button on_press=on_yes busy look=if danger { Look::Danger } else { Look::Primary }>{move || yes.get()}</Button>
            </div>
        </Dialog>
    }
}
