//! From when on units change, why, and by which paper: once for a file.

use crate::state::{field_error, texts, tr, use_session};
use crate::ui::{DateInput, Field, TextArea, TextInput};
use api::ApiError;
use api::register::Decision;
use domain::change::{PAPER_CHARS, REASON_CHARS};
use jiff::civil::Date;
use leptos::prelude::*;
use texts::Texts;

/// The fields, as refusals name them.
pub(super) const FIELDS: [&str; 3] = ["effective", "reason", "paper"];

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

    /// Begins anew: what was decided holds for one file.
    pub(super) fn clear(self) {
        self.effective.set(self.today.to_string());
        self.reason.set(String::new());
        self.paper.set(String::new());
    }

    /// Something was typed that would be lost; tracked.
    pub(super) fn is_typed(self) -> bool {
        [self.reason, self.paper].iter().any(|text| text.with(|text| !text.trim().is_empty()))
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
        let is_right = (min..=max).contains(&reason.chars().count()) && paper.chars().count() <= PAPER_CHARS;
        is_right.then_some(Decision { effective, reason, paper })
    }

    /// Only the day, for a preview: typing a reason does not ask again. Tracked.
    pub(super) fn day(self) -> Option<Decision> {
        let effective = self.effective()?;
        Some(Decision { effective, reason: String::new(), paper: String::new() })
    }

    /// What is wrong with the day; tracked.
    fn wrong_day(self, t: &Texts) -> Option<String> {
        let is_later = self.effective.with(|day| domain::day::of_text(day)).is_some_and(|day| day > self.today);
        let said = || if is_later { t.error_field_future(self.today.to_string()) } else { t.register_decision_missing() };
        self.effective().is_none().then(said)
    }

    /// What is wrong with a reason that was begun; tracked.
    fn wrong_reason(self, t: &Texts) -> Option<String> {
        let n = self.reason.with(|reason| reason.trim().chars().count());
        let (min, max) = REASON_CHARS;
        (n > 0 && !(min..=max).contains(&n)).then(|| t.error_field_length(min.to_string(), max.to_string()))
    }

    /// Why the file can't be taken yet: the first field that needs something; tracked.
    pub(super) fn why_not(self, t: &Texts) -> Option<String> {
        let said = self.wrong_day(t).or_else(|| self.wrong_reason(t));
        let is_empty = || self.reason.with(|reason| reason.trim().is_empty()).then(|| t.register_reason_missing());
        said.or_else(is_empty).or_else(|| self.get().is_none().then(|| t.register_decision_wrong()))
    }
}

/// The fields.
#[component]
pub(super) fn DecisionFields(
    /// What is typed.
    deciding: Deciding,
    /// Why the file was refused.
    failed: RwSignal<Option<ApiError>>,
) -> impl IntoView {
    let t = texts();
    let refused = move |field: &str| failed.with(|e| e.as_ref().and_then(|e| t.with(|t| field_error(e, field, t))));
    let day = Signal::derive(move || t.with(|t| deciding.wrong_day(t)).or_else(|| refused("effective")));
    let reason = Signal::derive(move || t.with(|t| deciding.wrong_reason(t)).or_else(|| refused("reason")));
    let paper = Signal::derive(move || refused("paper"));
    let most = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    view! {
        <section class="card">
            <h2>{tr(|t| t.register_decision())}</h2>
            <p class="quiet">{tr(|t| t.register_decision_hint())}</p>
            <Field label=tr(|t| t.change_field_effective()) hint=tr(|t| t.register_decision_day_hint()) error=day>
                <DateInput value=deciding.effective max=Signal::stored(Some(deciding.today))/>
            </Field>
            <Field label=tr(|t| t.change_field_reason()) hint=tr(|t| t.change_field_reason_hint()) error=reason>
                <TextArea value=deciding.reason rows=2 max=most(REASON_CHARS.1)/>
            </Field>
            <Field label=tr(|t| t.change_field_paper()) optional=true error=paper>
                <TextInput value=deciding.paper max=most(PAPER_CHARS)/>
            </Field>
        </section>
    }
}
