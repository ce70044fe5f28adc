//! A form field: label above, hint below it, the error beside the input in words that say how to mend it.
//!
//! The input inside takes its id and its description from context, so that nobody can forget to tie them together.

use super::{Glyph, Icon, fresh_id};
use crate::state::tr;
use leptos::context::Provider;
use leptos::prelude::*;

/// What an input inside a [`Field`] needs to know; empty outside of one.
#[derive(Clone, Copy)]
pub struct FieldContext {
    id: StoredValue<String>,
    error: Signal<Option<String>>,
    optional: bool,
}

impl FieldContext {
    /// Id of the input; the label points to it.
    pub fn id(&self) -> String {
        self.id.get_value()
    }

    /// Ids of hint and error.
    pub fn described_by(&self) -> String {
        let id = self.id();
        format!("{id}-hint {id}-error")
    }

    /// The value is wrong; tracked.
    pub fn is_wrong(&self) -> bool {
        self.error.with(Option::is_some)
    }

    /// It has to be filled in.
    pub fn is_required(&self) -> bool {
        !self.optional
    }
}

/// The field around an input; outside of one the input stands for itself.
pub fn use_field() -> FieldContext {
    use_context().unwrap_or_else(|| FieldContext { id: StoredValue::new(fresh_id("input")), error: Signal::stored(None), optional: true })
}

/// A field around one input.
#[component]
pub fn Field(
    /// Its name, above.
    #[prop(into)]
    label: Signal<String>,
    /// What to know before filling it in.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// What is wrong and how to mend it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// It may stay empty; said beside the label. What must be filled in is not marked.
    #[prop(optional)]
    optional: bool,
    /// The input.
    children: Children,
) -> impl IntoView {
    let context = FieldContext { id: StoredValue::new(fresh_id("field")), error, optional };
    let id = context.id();
    view! {
        <div class="field" class:is-wrong=move || context.is_wrong()>
            <label class="field-label" for=id.clone()>
                {move || label.get()}
                {optional.then(|| view! { <span class="field-optional">{tr(|t| t.common_optional())}</span> })}
            </label>
            <p class="field-hint" id=format!("{id}-hint")>{move || hint.get()}</p>
            <div class="field-row">
                <Provider value=context>{children()}</Provider>
                <p class="field-error" id=format!("{id}-error") aria-live="polite">
                    {move || error.get().map(|error| view! { <Glyph icon=Icon::Warn/><span>{error}</span> })}
                </p>
            </div>
        </div>
    }
}
