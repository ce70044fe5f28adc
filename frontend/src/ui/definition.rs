//! What a word or figure means, on hover and on focus.

use super::fresh_id;
use leptos::prelude::*;

/// A word with its definition. The words are the children; a dotted line says that there is more.
#[component]
pub fn Definition(
    /// What it means.
    #[prop(into)]
    means: Signal<String>,
    /// The panel's right edge stands at the word's right edge, near the window's edge.
    #[prop(optional)]
    at_end: bool,
    /// The word.
    children: Children,
) -> impl IntoView {
    let id = fresh_id("means");
    let shut = RwSignal::new(false);
    view! {
        <span
            class="definition"
            class:at-end=at_end
            class:is-shut=move || shut.get()
            on:mouseenter=move |_| shut.set(false)
            on:focusin=move |_| shut.set(false)
        >
            <span
                class="definition-word"
                tabindex="0"
                aria-describedby=id.clone()
                on:keydown=move |ev| if ev.key() == "Escape" && !shut.get_untracked() {
                    ev.prevent_default();
                    shut.set(true);
                }
            >
                {children()}
            </span>
            <span class="definition-means" role="tooltip" id=id>{move || means.get()}</span>
        </span>
    }
}
