//! A choice of a few known things: the system's own list, with its own keyboard behaviour.

use super::use_field;
use crate::state::tr;
use leptos::prelude::*;

/// One of several values. Without a value it asks to choose.
#[component]
pub fn Select<T>(
    /// What is chosen.
    #[prop(into)]
    value: Signal<Option<T>>,
    /// The values with their words.
    #[prop(into)]
    options: Signal<Vec<(T, String)>>,
    /// Another one was chosen.
    #[prop(into)]
    on_choose: Callback<T>,
    /// Name where there is no [`super::Field`] around it.
    #[prop(optional, into)]
    label: Signal<Option<String>>,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let field = use_field();
    let ask = tr(|t| t.ui_choose());
    let chosen = move || {
        let now = value.get();
        options.with(|options| options.iter().position(|(v, _)| Some(v) == now.as_ref()))
    };
    let changed = move |ev: web_sys::Event| {
        let index: Option<usize> = event_target_value(&ev).parse().ok();
        let picked = options.with_untracked(|options| index.and_then(|i| options.get(i)).map(|(v, _)| v.clone()));
        if let Some(value) = picked {
            on_choose.run(value);
        }
    };
    view! {
        <select
            class="input select"
            id=field.id()
            aria-label=move || label.get()
            aria-describedby=field.described_by()
            aria-invalid=move || field.is_wrong().then_some("true")
            aria-required=field.is_required().then_some("true")
            on:change=changed
        >
            {move || chosen().is_none().then(|| view! { <option value="" selected=true disabled=true>{ask}</option> })}
            {move || {
                let chosen = chosen();
                let options = options.get().into_iter().enumerate();
                options
                    .map(|(i, (_, word))| view! { <option value=i.to_string() selected=chosen == Some(i)>{word}</option> })
                    .collect_view()
            }}
        </select>
    }
}
