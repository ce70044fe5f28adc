//! Where errors of a large form are told: at the field that they are about, else above the form.

use super::items::problem_words;
use crate::state::{field_error, texts};
use api::ApiError;
use domain::catalogue::item::ItemProblem;
use leptos::prelude::*;

/// Where they are told; a `Copy` handle from [`told`].
#[derive(Clone, Copy)]
pub(in crate::pages) struct Told {
    /// The words at a field, or at a cell of a row of it, by its path.
    pub(in crate::pages) error: Callback<String, Option<String>>,
    /// What is told at none of the fields.
    pub(in crate::pages) above: Signal<Option<ApiError>>,
}

impl Told {
    /// The words at a field.
    pub(in crate::pages) fn of(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || self.error.run(field.to_owned()))
    }
}

/// Tells what `problem` finds once it was tried to send the form, and what the other side refused.
pub(in crate::pages) fn told(
    tried: RwSignal<bool>,
    problem: impl Fn() -> Option<ItemProblem> + Send + Sync + 'static,
    failed: RwSignal<Option<ApiError>>,
    is_field: impl Fn(&str) -> bool + Send + Sync + 'static,
) -> Told {
    let t = texts();
    let problem = Memo::new(move |_| if tried.get() { problem() } else { None });
    let error = Callback::new(move |path: String| {
        let own = problem.with(|p| p.as_ref().filter(|p| p.at.path() == path).map(|p| t.with(|t| problem_words(p, t))));
        own.or_else(|| failed.with(|e| e.as_ref().and_then(|e| t.with(|t| field_error(e, &path, t)))))
    });
    // What is told at its field is not told above as well.
    let is_told = move |path: &str| is_field(path.split('.').next().unwrap_or(path));
    let above = Signal::derive(move || failed.get().filter(|e| e.field.as_deref().is_none_or(|path| !is_told(path))));
    Told { error, above }
}
