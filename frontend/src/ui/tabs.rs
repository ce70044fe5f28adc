//! Parts of one page, one in sight at a time.

use super::fresh_id;
use super::roving::{Axis, step};
use super::segmented::focus_child;
use leptos::prelude::*;

/// A part of the page.
#[derive(Clone)]
pub struct Tab {
    /// Names it in the address or in the page's state.
    pub key: &'static str,
    /// Its name.
    pub label: Signal<String>,
}

/// A row of tabs; the part in sight is its child, shown by whoever uses it according to `value`.
#[component]
pub fn Tabs(
    /// Name of the whole.
    #[prop(into)]
    label: Signal<String>,
    /// The key of the part in sight.
    #[prop(into)]
    value: Signal<String>,
    /// The parts.
    #[prop(into)]
    tabs: Signal<Vec<Tab>>,
    /// Another part was chosen.
    #[prop(into)]
    on_choose: Callback<String>,
    /// The part in sight.
    children: Children,
) -> impl IntoView {
    let id = fresh_id("tabs");
    let panel = format!("{id}-panel");
    let row = NodeRef::<leptos::html::Div>::new();
    let walk = move |ev: web_sys::KeyboardEvent| {
        let now = value.get_untracked();
        let next = tabs.with_untracked(|tabs| {
            let at = tabs.iter().position(|tab| tab.key == now).unwrap_or(0);
            let next = step(&ev.key(), at, tabs.len(), Axis::Row)?;
            Some((next, tabs.get(next)?.key))
        });
        let Some((index, key)) = next else { return };
        ev.prevent_default();
        on_choose.run(key.to_owned());
        focus_child(row, index);
    };
    let controls = panel.clone();
    let button = move |tab: Tab| {
        let is_on = Memo::new(move |_| value.with(|value| value == tab.key));
        view! {
            <button
                type="button"
                role="tab"
                aria-selected=move || is_on.get().to_string()
                aria-controls=controls.clone()
                tabindex=move || if is_on.get() { "0" } else { "-1" }
                on:click=move |_| on_choose.run(tab.key.to_owned())
            >
                {move || tab.label.get()}
            </button>
        }
    };
    view! {
        <div class="tabs" role="tablist" node_ref=row aria-label=move || label.get() on:keydown=walk>
            {move || tabs.get().into_iter().map(button.clone()).collect_view()}
        </div>
        <div class="tab-panel" role="tabpanel" id=panel>{children()}</div>
    }
}
