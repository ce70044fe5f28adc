//! How far a long job is.

use crate::state::texts;
use leptos::prelude::*;

/// A bar with its words. Unknown progress is a bar that says only that something goes on.
#[component]
pub fn Progress(
    /// What is being done.
    #[prop(into)]
    label: Signal<String>,
    /// 0…100; none while it is not known.
    #[prop(into)]
    percent: Signal<Option<u8>>,
    /// Rows, rate, what is left: beside the bar.
    #[prop(optional, into)]
    note: Signal<String>,
) -> impl IntoView {
    let t = texts();
    let said = move || percent.get().map(|p| t.with(|t| t.ui_progress(format!("{p}%"))));
    view! {
        <div class="progress">
            <p class="progress-words"><span>{move || label.get()}</span><span>{move || note.get()}</span></p>
            <div
                class="progress-bar"
                class:is-unknown=move || percent.with(Option::is_none)
                role="progressbar"
                aria-label=move || label.get()
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=move || percent.get().map(|p| p.to_string())
                aria-valuetext=said
            >
                <i style=move || format!("width:{}%", percent.get().unwrap_or(100))></i>
            </div>
        </div>
    }
}
