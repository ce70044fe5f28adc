//! The field that looks for words: it waits for a pause in typing, and never acts inside of a composition.

use crate::ui::{Glyph, Icon, TextInput};
use leptos::prelude::*;
use std::time::Duration;

/// A pause in typing after which the list follows.
const PAUSE: Duration = Duration::from_millis(350);

/// The field.
#[component]
pub fn Search(
    /// What is looked for now.
    #[prop(into)]
    value: Signal<String>,
    /// Something else is to be looked for.
    #[prop(into)]
    on_search: Callback<String>,
    /// Its name.
    label: Signal<String>,
    /// What can be typed, in grey.
    hint: Signal<String>,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let composing = RwSignal::new(false);
    // Back and forward change what stands in the field.
    Effect::new(move |_| {
        let asked = value.get();
        if typed.with_untracked(|typed| typed.trim() != asked) {
            typed.set(asked);
        }
    });
    let apply = move || {
        let text = typed.with_untracked(|typed| typed.trim().to_owned());
        if value.get_untracked() != text {
            on_search.run(text);
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
