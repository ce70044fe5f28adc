//! A switch between a few views of the same thing, such as the measure of the grid.

use super::roving::{Axis, step};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A row of words, one of them chosen. Arrow keys choose.
#[component]
pub fn Segmented<T>(
    /// Its name.
    #[prop(into)]
    label: Signal<String>,
    /// What is chosen.
    #[prop(into)]
    value: Signal<T>,
    /// The values with their words.
    #[prop(into)]
    options: Signal<Vec<(T, String)>>,
    /// Another one was chosen.
    #[prop(into)]
    on_choose: Callback<T>,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let group = NodeRef::<leptos::html::Div>::new();
    let walk = move |ev: web_sys::KeyboardEvent| {
        let now = value.get_untracked();
        let next = options.with_untracked(|options| {
            let at = options.iter().position(|(v, _)| *v == now).unwrap_or(0);
            let next = step(&ev.key(), at, options.len(), Axis::Both)?;
            Some((next, options.get(next)?.0.clone()))
        });
        let Some((index, picked)) = next else { return };
        ev.prevent_default();
        on_choose.run(picked);
        focus_child(group, index);
    };
    view! {
        <div class="segmented" role="radiogroup" node_ref=group aria-label=move || label.get() on:keydown=walk>
            {move || {
                options
                    .get()
                    .into_iter()
                    .map(|(mine, word)| {
                        let (same, picked) = (mine.clone(), mine);
                        let is_on = Memo::new(move |_| value.get() == same);
                        view! {
                            <button
                                type="button"
                                role="radio"
                                aria-checked=move || is_on.get().to_string()
                                tabindex=move || if is_on.get() { "0" } else { "-1" }
                                on:click=move |_| on_choose.run(picked.clone())
                            >
                                {word}
                            </button>
                        }
                    })
                    .collect_view()
            }}
        </div>
    }
}

/// Gives the focus to the child of that number.
pub(super) fn focus_child(parent: NodeRef<leptos::html::Div>, index: usize) {
    let child = parent.get_untracked().and_then(|p| p.children().item(u32::try_from(index).ok()?));
    if let Some(child) = child.and_then(|c| c.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = child.focus();
    }
}
