//! Tells a screen reader what has changed without moving the focus.

use leptos::prelude::*;
use std::cell::Cell;

thread_local! {
    static SAID: Cell<Option<RwSignal<String>>> = const { Cell::new(None) };
}

/// Says something politely, once the present sentence is over.
pub fn announce(text: impl Into<String>) {
    if let Some(said) = SAID.get() {
        said.try_set(text.into());
    }
}

/// The live region; once, at the root.
#[component]
pub fn Announcer() -> impl IntoView {
    let said = RwSignal::new(String::new());
    SAID.set(Some(said));
    view! { <div class="visually-hidden" role="status" aria-live="polite">{move || said.get()}</div> }
}
