//! What a word or figure means, on hover and on focus.

use super::fresh_id;
use leptos::prelude::*;

/// A word with its definition. The words are the children; a dotted line says that there is more.
#[component]
pub fn Definition(
    /// What it means.
    #[prop(into)]
    means: Signal<String>,
    /// The word.
    children: Children,
) -> impl IntoView {
    let id = fresh_id("means");
    let (shut, at_end) = (RwSignal::new(false), RwSignal::new(false));
    let (word, panel) = (NodeRef::<leptos::html::Span>::new(), NodeRef::<leptos::html::Span>::new());
    // Where it would leave the window the panel's right edge stands at the word's right edge.
    let show = move || {
        shut.set(false);
        if let (Some(word), Some(panel)) = (word.get_untracked(), panel.get_untracked()) {
            let wide = document().document_element().map_or(0, |page| page.client_width());
            let end = word.get_bounding_client_rect().left() + panel.get_bounding_client_rect().width();
            at_end.set(end > f64::from(wide));
        }
    };
    view! {
        <span
            class="definition"
            class:at-end=move || at_end.get()
            class:is-shut=move || shut.get()
            on:mouseenter=move |_| show()
            on:focusin=move |_| show()
        >
            <span
                class="definition-word"
                node_ref=word
                tabindex="0"
                aria-describedby=id.clone()
                on:keydown=move |ev| if ev.key() == "Escape" && !shut.get_untracked() {
                    ev.prevent_default();
                    shut.set(true);
                }
            >
                {children()}
            </span>
            <span class="definition-means" node_ref=panel role="tooltip" id=id>{move || means.get()}</span>
        </span>
    }
}
