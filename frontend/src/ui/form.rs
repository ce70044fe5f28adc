//! A form: Enter in one of its inputs and its submit button do the same, and the page stays.

use leptos::prelude::*;

/// The form around its inputs.
#[component]
pub fn InputForm<F>(
    /// Sends it.
    mut on_submit: F,
    /// Its look.
    #[prop(default = "")]
    class: &'static str,
    /// Its inputs.
    children: Children,
) -> impl IntoView
where
    F: FnMut() + Send + 'static,
{
    view! {
        <form
            class=class
            on:submit=move |ev| {
                ev.prevent_default();
                on_submit();
            }
        >
            {children()}
        </form>
    }
}
