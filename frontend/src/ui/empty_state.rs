//! Nothing here yet: what would be here, and how to get it.

use leptos::prelude::*;

/// An empty place in words, with what to do about it as children.
#[component]
pub fn EmptyState(
    /// What would be here.
    #[prop(into)]
    title: Signal<String>,
    /// How to get it.
    #[prop(optional, into)]
    body: Signal<String>,
    /// Buttons or links.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <p class="empty-title">{move || title.get()}</p>
            <p class="empty-body">{move || body.get()}</p>
            {children.map(|children| view! { <div class="actions">{children()}</div> })}
        </div>
    }
}
