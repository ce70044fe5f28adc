//! An input of a password, which can be shown, and says when Caps Lock is on.

use super::{Glyph, Icon, use_field};
use crate::state::tr;
use leptos::prelude::*;

/// An input of a password.
#[component]
pub fn PasswordInput(
    /// What is typed.
    value: RwSignal<String>,
    /// `current-password` or `new-password`.
    #[prop(default = "current-password")]
    autocomplete: &'static str,
) -> impl IntoView {
    let field = use_field();
    let shown = RwSignal::new(false);
    let caps = RwSignal::new(false);
    let (show, hide) = (tr(|t| t.sign_in_password_show()), tr(|t| t.sign_in_password_hide()));
    let label = move || if shown.get() { hide.get() } else { show.get() };
    view! {
        <div class="password">
            <input
                class="input"
                type=move || if shown.get() { "text" } else { "password" }
                id=field.id()
                aria-describedby=field.described_by()
                aria-invalid=move || field.is_wrong().then_some("true")
                aria-required=field.is_required().then_some("true")
                autocomplete=autocomplete
                autocapitalize="off"
                spellcheck="false"
                prop:value=move || value.get()
                on:input=move |ev| value.set(event_target_value(&ev))
                on:keyup=move |ev| caps.set(ev.get_modifier_state("CapsLock"))
            />
            <button
                type="button"
                class="btn btn-quiet btn-icon password-eye"
                aria-label=label
                title=label
                aria-pressed=move || shown.get().to_string()
                on:click=move |_| shown.update(|shown| *shown = !*shown)
            >
                {move || if shown.get() { view! { <Glyph icon=Icon::EyeShut/> } } else { view! { <Glyph icon=Icon::Eye/> } }}
            </button>
            {move || caps.get().then(|| view! { <p class="password-caps" role="status">{tr(|t| t.sign_in_caps())}</p> })}
        </div>
    }
}
