//! What becomes of a file with wrong rows: the good ones, or nothing.

use crate::state::{texts, tr};
use crate::ui::{Field, Option_, RadioGroup};
use domain::import::Taking;
use leptos::prelude::*;

/// The choice.
#[component]
pub fn TakingField(taking: RwSignal<Taking>) -> impl IntoView {
    let t = texts();
    let options = Signal::derive(move || {
        t.with(|t| {
            vec![
                Option_::new(Taking::Good, t.import_taking_good()).about(t.import_taking_good_hint()),
                Option_::new(Taking::AllOrNothing, t.import_taking_all()).about(t.import_taking_all_hint()),
            ]
        })
    });
    view! {
        <Field label=tr(|t| t.import_taking())>
            <RadioGroup value=Signal::derive(move || Some(taking.get())) options on_choose=move |chosen| taking.set(chosen)/>
        </Field>
    }
}
