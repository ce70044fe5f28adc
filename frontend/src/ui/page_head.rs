//! The head of a page: its heading, a line about it, and what can be done.

use leptos::prelude::*;

/// The head of a page. Its heading takes the focus when the page is entered, so that a screen reader begins there.
#[component]
pub fn PageHead(
    /// The heading.
    #[prop(into)]
    title: Signal<String>,
    /// A line about it.
    #[prop(optional, into)]
    lead: Signal<Option<String>>,
    /// Buttons at the right.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <header class="page-head">
            <div>
                <h1 tabindex="-1" id="page-heading">{move || title.get()}</h1>
                {move || lead.get().map(|lead| view! { <p class="page-lead">{lead}</p> })}
            </div>
            {children.map(|children| view! { <div class="actions">{children()}</div> })}
        </header>
    }
}
