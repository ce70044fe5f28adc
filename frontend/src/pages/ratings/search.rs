//! The field that looks for words: it waits for a pause in typing, and never acts inside of a composition.

use super::address::Narrowing;
use super::use_filtered;
use crate::state::tr;
use crate::ui::{Glyph, Icon, TextInput};
use leptos::prelude::*;
use std::time::Duration;

/// A pause in typing after which the list follows.
const PAUSE: Duration = Duration::from_millis(350);

/// The field.
#[component]
pub fn Search() -> impl IntoView {
    let filtered = use_filtered();
    let typed = RwSignal::new(String::new());
    let composing = RwSignal::new(false);
    // Back and forward change what stands in the field.
    Effect::new(move |_| {
        let asked = filtered.narrowing.with(|n| n.text.clone().unwrap_or_default());
        if typed.with_untracked(|typed| typed.trim() != asked) {
            typed.set(asked);
        }
    });
    let apply = move || {
        let text = Some(typed.get_untracked().trim().to_owned()).filter(|text| !text.is_empty());
        let now = filtered.narrowing.get_untracked();
        if now.text != text {
            filtered.set(&Narrowing { text, ..now }, true);
        }
    };
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(timer) = waiting.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    Effect::new(move |before: Option<String>| {
        let now = typed.get();
        if composing.get() || before.as_ref().is_none_or(|before| *before == now) {
            return if composing.get_untracked() { before.unwrap_or_default() } else { now };
        }
        stop();
        waiting.set_value(set_timeout_with_handle(apply, PAUSE).ok());
        now
    });
    on_cleanup(stop);
    let hint = tr(|t| t.ratings_search_hint());
    let label = tr(|t| t.ratings_search());
    view! {
        <div
            class="search"
            role="search"
            on:compositionstart=move |_| composing.set(true)
            on:compositionend=move |_| composing.set(false)
        >
            <Glyph icon=Icon::Search/>
            <TextInput
                value=typed
                kind="search"
                label=Signal::derive(move || Some(label.get()))
                placeholder=Signal::derive(move || Some(hint.get()))
                max=100
                on_enter=move || {
                    stop();
                    apply();
                }
            />
        </div>
    }
}
