//! Details beside a list that keeps its place: not modal, the list can still be walked.

use super::{Icon, IconButton, fresh_id};
use crate::state::tr;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A drawer at the right. Esc and the cross close it; the focus then goes back to where it was.
#[component]
pub fn Drawer(
    /// Open or not.
    #[prop(into)]
    open: Signal<bool>,
    /// It is to be closed.
    #[prop(into)]
    on_close: Callback<()>,
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// What it shows; built anew each time it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let heading = fresh_id("drawer");
    let node = NodeRef::<leptos::html::Aside>::new();
    let came_from = StoredValue::new_local(None::<web_sys::HtmlElement>);
    let is_open = Memo::new(move |_| open.get());
    Effect::new(move |was: Option<bool>| {
        let open = is_open.get();
        match (was.unwrap_or(false), open) {
            (false, true) => {
                came_from.set_value(document().active_element().and_then(|e| e.dyn_into().ok()));
                request_animation_frame(move || focus(node.get_untracked()));
            }
            (true, false) => came_from.try_update_value(|element| focus(element.take())).unwrap_or_default(),
            _ => {}
        }
        open
    });
    let escape = window_event_listener(leptos::ev::keydown, move |ev| {
        let in_dialog = document().query_selector("dialog[open]").ok().flatten().is_some();
        if ev.key() == "Escape" && !ev.default_prevented() && !in_dialog && is_open.get_untracked() {
            on_close.run(());
        }
    });
    on_cleanup(move || escape.remove());
    let id = heading.clone();
    view! {
        <Show when=move || is_open.get()>
            <aside class="drawer" node_ref=node tabindex="-1" aria-labelledby=id.clone()>
                <header class="drawer-head">
                    <h2 id=id.clone()>{move || title.get()}</h2>
                    <IconButton icon=Icon::Close label=tr(|t| t.act_close()) on_press=on_close/>
                </header>
                <div class="drawer-body">{children()}</div>
            </aside>
        </Show>
    }
}

fn focus(element: Option<web_sys::HtmlElement>) {
    if let Some(element) = element {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
}
