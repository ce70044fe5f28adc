//! A choice of a few known things: the system's own list, with its own keyboard behaviour.

use super::numbered::Numbered;
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
    let numbered = Numbered::new(value, options, on_choose, |option: &(T, String)| &option.0);
    let words = Signal::derive(move || options.with(|options| options.iter().map(|(_, word)| word.clone()).collect::<Vec<_>>()));
    view! { <List words numbered label/> }
}

#[component]
fn List(words: Signal<Vec<String>>, numbered: Numbered, label: Signal<Option<String>>) -> impl IntoView {
    let field = use_field();
    let ask = tr(|t| t.ui_choose());
    let Numbered { chosen, on_pick } = numbered;
    let changed = move |ev: web_sys::Event| {
        if let Ok(number) = event_target_value(&ev).parse() {
            on_pick.run(number);
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
            {move || chosen.get().is_none().then(|| view! { <option value="" selected=true disabled=true>{ask}</option> })}
            {move || {
                let chosen = chosen.get();
                let option = |(i, word): (usize, String)| view! { <option value=i.to_string() selected=chosen == Some(i)>{word}</option> };
                words.get().into_iter().enumerate().map(option).collect_view()
            }}
        </select>
    }
}
