//! A yes or no.

use leptos::prelude::*;

/// A box to tick; its children are the words beside it.
#[component]
pub fn Checkbox(
    /// Ticked or not.
    value: RwSignal<bool>,
    /// Why it can't be changed now.
    #[prop(optional, into)]
    why_not: Signal<Option<String>>,
    /// Something is wrong with it; the words stand elsewhere.
    #[prop(optional, into)]
    wrong: Signal<bool>,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! {
        <label class="check" class:is-off=move || why_not.with(Option::is_some) title=move || why_not.get()>
            <input
                type="checkbox"
                prop:checked=move || value.get()
                disabled=move || why_not.with(Option::is_some)
                aria-invalid=move || wrong.get().then_some("true")
                on:change=move |ev| value.set(event_target_checked(&ev))
            />
            <span>{children()}</span>
        </label>
    }
}
