//! What a case file stands for beyond its rows: the days that it was exported for, and whether places that it does not
//! name had no cases.

use crate::state::{texts, tr, use_session};
use crate::ui::{Checkbox, DateInput, Field};
use domain::import::CaseExtent;
use domain::period::Period;
use jiff::civil::Date;
use leptos::prelude::*;

/// What is chosen; a `Copy` handle.
#[derive(Clone, Copy)]
pub(super) struct Extent {
    first: RwSignal<String>,
    last: RwSignal<String>,
    named_only: RwSignal<bool>,
    zero_absent: RwSignal<bool>,
}

/// The days as they stand: none chosen, both chosen in order, or not to be used.
fn days(first: &str, last: &str) -> Result<Option<Period>, ()> {
    let read = |text: &str| domain::day::of_text(text).ok_or(());
    match (first, last) {
        ("", "") => Ok(None),
        (first, last) => Period::new(read(first)?, read(last)?).map(Some).ok_or(()),
    }
}

impl Extent {
    pub(super) fn new() -> Self {
        Self {
            first: RwSignal::new(String::new()),
            last: RwSignal::new(String::new()),
            named_only: RwSignal::new(false),
            zero_absent: RwSignal::new(false),
        }
    }

    pub(super) fn clear(&self) {
        self.first.set(String::new());
        self.last.set(String::new());
        self.named_only.set(false);
        self.zero_absent.set(false);
    }

    /// Both days or none, in order. Tracked.
    pub(super) fn is_right(&self) -> bool {
        self.first.with(|first| self.last.with(|last| days(first, last).is_ok()))
    }

    pub(super) fn chosen(&self) -> CaseExtent {
        let days = self.first.with_untracked(|first| self.last.with_untracked(|last| days(first, last))).unwrap_or_default();
        CaseExtent { days, named_only: self.named_only.get_untracked(), zero_absent: self.zero_absent.get_untracked() }
    }
}

/// The fields.
#[component]
pub(super) fn ExtentFields(extent: Extent) -> impl IntoView {
    let session = use_session();
    let today = Signal::derive(move || Some(session.today()));
    let t = texts();
    let wrong = Signal::derive(move || (!extent.is_right()).then(|| t.with(|t| t.import_extent_wrong())));
    view! {
        <div class="extent">
            <p class="field-label">{tr(|t| t.import_extent())}</p>
            <p class="quiet">{tr(|t| t.import_extent_hint())}</p>
            <div class="extent-days">
                <Field label=tr(|t| t.import_extent_first()) optional=true>
                    <DateInput value=extent.first max=today/>
                </Field>
                <Field label=tr(|t| t.import_extent_last()) optional=true error=wrong>
                    <DateInput value=extent.last max=today/>
                </Field>
            </div>
            <Checkbox value=extent.named_only>{tr(|t| t.import_extent_named_only())}</Checkbox>
            <Checkbox value=extent.zero_absent>{tr(|t| t.import_extent_zero_absent())}</Checkbox>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_days_or_none() {
        assert_eq!(days("", ""), Ok(None));
        assert!(days("2026-11-01", "2026-11-30").unwrap().is_some());
        assert_eq!(days("2026-11-01", ""), Err(()));
        assert_eq!(days("2026-11-02", "2026-11-01"), Err(()));
    }
}
