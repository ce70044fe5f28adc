//! Inputs of text.

use super::{is_composing, use_field};
use leptos::prelude::*;

/// One line of text.
#[component]
pub fn TextInput(
    /// What is typed; changes with every character, while composing too.
    value: RwSignal<String>,
    /// `text`, `search`, `tel`, `url`.
    #[prop(default = "text")]
    kind: &'static str,
    /// Name where there is no [`super::Field`] around it.
    #[prop(optional, into)]
    label: Signal<Option<String>>,
    /// An example, in grey.
    #[prop(optional, into)]
    placeholder: Signal<Option<String>>,
    /// What the browser may fill in: `username`, `one-time-code`, `off`.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Most characters.
    #[prop(optional)]
    max: Option<u32>,
    /// Takes the focus when it appears.
    #[prop(optional)]
    focused: bool,
    /// Width in characters; as wide as the form otherwise.
    #[prop(optional)]
    width: Option<u32>,
    /// Enter, outside of an input method and of a form.
    #[prop(optional, into)]
    on_enter: Option<Callback<()>>,
    /// To reach the element.
    #[prop(optional)]
    node: NodeRef<leptos::html::Input>,
) -> impl IntoView {
    let field = use_field();
    if focused {
        focus_when_there(node);
    }
    view! {
        <input
            node_ref=node
            class="input"
            type=kind
            id=field.id()
            aria-label=move || label.get()
            aria-describedby=field.described_by()
            aria-invalid=move || field.is_wrong().then_some("true")
            aria-required=field.is_required().then_some("true")
            placeholder=move || placeholder.get()
            autocomplete=autocomplete
            spellcheck="false"
            maxlength=max
            style=width.map(|width| format!("width:calc({width}ch + 2 * var(--sp-3))"))
            prop:value=move || value.get()
            on:input=move |ev| value.set(event_target_value(&ev))
            on:keydown=move |ev| {
                if ev.key() == "Enter" && !is_composing(&ev) && let Some(on_enter) = on_enter {
                    on_enter.run(());
                }
            }
        />
    }
}

/// Several lines of text.
#[component]
pub fn TextArea(
    /// What is typed.
    value: RwSignal<String>,
    /// Lines shown.
    #[prop(default = 3)]
    rows: u32,
    /// Most characters.
    #[prop(optional)]
    max: Option<u32>,
) -> impl IntoView {
    let field = use_field();
    view! {
        <textarea
            class="input"
            id=field.id()
            aria-describedby=field.described_by()
            aria-invalid=move || field.is_wrong().then_some("true")
            aria-required=field.is_required().then_some("true")
            rows=rows
            maxlength=max
            prop:value=move || value.get()
            on:input=move |ev| value.set(event_target_value(&ev))
        ></textarea>
    }
}

/// Gives the focus to an element once it stands in the page.
pub(super) fn focus_when_there(node: NodeRef<leptos::html::Input>) {
    Effect::new(move |done: Option<bool>| {
        if done == Some(true) {
            return true;
        }
        let Some(element) = node.get() else { return false };
        request_animation_frame(move || {
            let _ = element.focus();
        });
        true
    });
}
