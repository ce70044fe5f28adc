//! From when on units change, why, and by which paper: once for a file.

use crate::state::{texts, tr, use_session};
use crate::ui::{DateInput, Field, TextArea, TextInput};
use api::register::Decision;
use domain::change::REASON_CHARS;
use leptos::prelude::*;

/// What is typed; a `Copy` handle.
#[derive(Clone, Copy)]
pub(super) struct Deciding {
    effective: RwSignal<String>,
    reason: RwSignal<String>,
    paper: RwSignal<String>,
}

impl Deciding {
    /// As of today, without a reason yet.
    pub(super) fn new() -> Self {
        let session = use_session();
        let today = untrack(|| session.today()).to_string();
        Self { effective: RwSignal::new(today), reason: RwSignal::new(String::new()), paper: RwSignal::new(String::new()) }
    }

    /// What was decided, once it is said; tracked.
    pub(super) fn get(self) -> Option<Decision> {
        let effective = self.effective.with(|day| domain::day::of_text(day))?;
        let reason = self.reason.with(|reason| reason.trim().to_owned());
        let (min, max) = REASON_CHARS;
        let paper = self.paper.with(|paper| paper.trim().to_owned());
        (min..=max).contains(&reason.chars().count()).then_some(Decision { effective, reason, paper })
    }

    /// Only the day, for a preview: typing a reason does not ask again. Tracked.
    pub(super) fn day(self) -> Option<Decision> {
        let effective = self.effective.with(|day| domain::day::of_text(day))?;
        Some(Decision { effective, reason: String::new(), paper: String::new() })
    }
}

/// The fields.
#[component]
pub(super) fn DecisionFields(deciding: Deciding) -> impl IntoView {
    let t = texts();
    let wrong = Signal::derive(move || {
        let is_day = deciding.effective.with(|day| domain::day::of_text(day).is_some());
        (!is_day).then(|| t.with(|t| t.register_decision_missing()))
    });
    view! {
        <section class="card">
            <h2>{tr(|t| t.register_decision())}</h2>
            <p class="quiet">{tr(|t| t.register_decision_hint())}</p>
            <Field label=tr(|t| t.change_field_effective()) hint=tr(|t| t.change_field_effective_hint()) error=wrong>
                <DateInput value=deciding.effective/>
            </Field>
            <Field label=tr(|t| t.change_field_reason()) hint=tr(|t| t.change_field_reason_hint())>
                <TextArea value=deciding.reason rows=2 max=200/>
            </Field>
            <Field label=tr(|t| t.change_field_paper()) optional=true>
                <TextInput value=deciding.paper/>
            </Field>
        </section>
    }
}
