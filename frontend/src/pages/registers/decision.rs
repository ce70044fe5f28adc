//! From when on units change, why, and by which paper: once for a file.

use crate::state::{texts, tr, use_session};
use crate::ui::{DateInput, Field, TextArea, TextInput};
use api::register::Decision;
use domain::change::REASON_CHARS;
use jiff::civil::Date;
use leptos::prelude::*;

/// What is typed; a `Copy` handle.
#[derive(Clone, Copy)]
pub(super) struct Deciding {
    effective: RwSignal<String>,
    reason: RwSignal<String>,
    paper: RwSignal<String>,
    today: Date,
}

impl Deciding {
    /// As of today, without a reason yet.
    pub(super) fn new() -> Self {
        let session = use_session();
        let today = untrack(|| session.today());
        let empty = || RwSignal::new(String::new());
        Self { effective: RwSignal::new(today.to_string()), reason: empty(), paper: empty(), today }
    }

    /// The day, if it is one and has come: rows of a file build on each other. Tracked.
    fn effective(self) -> Option<Date> {
        self.effective.with(|day| domain::day::of_text(day)).filter(|day| *day <= self.today)
    }

    /// What was decided, once it is said; tracked.
    pub(super) fn get(self) -> Option<Decision> {
        let effective = self.effective()?;
        let reason = self.reason.with(|reason| reason.trim().to_owned());
        let (min, max) = REASON_CHARS;
        let paper = self.paper.with(|paper| paper.trim().to_owned());
        (min..=max).contains(&reason.chars().count()).then_some(Decision { effective, reason, paper })
    }

    /// Only the day, for a preview: typing a reason does not ask again. Tracked.
    pub(super) fn day(self) -> Option<Decision> {
        let effective = self.effective()?;
        Some(Decision { effective, reason: String::new(), paper: String::new() })
    }
}

/// The fields.
#[component]
pub(super) fn DecisionFields(deciding: Deciding) -> impl IntoView {
    let t = texts();
    let wrong = Signal::derive(move || {
        let is_later = deciding.effective.with(|day| domain::day::of_text(day)).is_some_and(|day| day > deciding.today);
        deciding
            .effective()
            .is_none()
            .then(|| t.with(|t| if is_later { t.error_field_future(deciding.today.to_string()) } else { t.register_decision_missing() }))
    });
    view! {
        <section class="card">
            <h2>{tr(|t| t.register_decision())}</h2>
            <p class="quiet">{tr(|t| t.register_decision_hint())}</p>
            <Field label=tr(|t| t.change_field_effective()) hint=tr(|t| t.register_decision_day_hint()) error=wrong>
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
