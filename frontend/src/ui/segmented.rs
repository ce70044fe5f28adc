//! A switch between a few views of the same thing, such as the measure of the grid.

use super::numbered::Numbered;
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
    let value = Signal::derive(move || Some(value.get()));
    let numbered = Numbered::new(value, options, on_choose, |option: &(T, String)| &option.0);
    let words = Signal::derive(move || options.with(|options| options.iter().map(|(_, word)| word.clone()).collect::<Vec<_>>()));
    view! { <Segments label words numbered/> }
}

#[component]
fn Segments(label: Signal<String>, words: Signal<Vec<String>>, numbered: Numbered) -> impl IntoView {
    let group = NodeRef::<leptos::html::Div>::new();
    let Numbered { chosen, on_pick } = numbered;
    let walk = move |ev: web_sys::KeyboardEvent| {
        let now = chosen.get_untracked().unwrap_or(0);
        let Some(next) = step(&ev.key(), now, words.with_untracked(Vec::len), Axis::Both) else { return };
        ev.prevent_default();
        on_pick.run(next);
        focus_child(group, next);
    };
    let segment = move |(number, word): (usize, String)| {
        let is_on = Memo::new(move |_| chosen.get() == Some(number));
        view! {
            <button
                type="button"
                role="radio"
                aria-checked=move || is_on.get().to_string()
                tabindex=move || if is_on.get() { "0" } else { "-1" }
                on:click=move |_| on_pick.run(number)
            >
                {word}
            </button>
        }
    };
    view! {
        <div class="segmented" role="radiogroup" node_ref=group aria-label=move || label.get() on:keydown=walk>
            {move || words.get().into_iter().enumerate().map(segment).collect_view()}
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
