//! Where errors of a large form are told: at the field that they are about, else above the form.

use crate::state::{field_error, texts};
use api::ApiError;
use domain::catalogue::problem::{ItemProblem, Rule};
use leptos::prelude::*;
use texts::Texts;

/// Where they are told; a `Copy` handle from [`told`].
#[derive(Clone, Copy)]
pub struct Told {
    /// The words at a field, or at a cell of a row of it, by its path.
    pub error: Callback<String, Option<String>>,
    /// What is told at none of the fields.
    pub above: Signal<Option<ApiError>>,
}

impl Told {
    /// The words at a field.
    pub fn of(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || self.error.run(field.to_owned()))
    }
}

/// Tells what `problem` finds once it was tried to send the form, and what the other side refused.
pub fn told(
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

/// What is wrong, in words.
fn problem_words(problem: &ItemProblem, t: &Texts) -> String {
    let path = problem.at.path();
    let args = |pairs: &[(&str, String)]| pairs.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
    match problem.rule {
        Rule::Required => texts::error::rule("required", &args(&[]), t),
        Rule::TooLong(limit) => texts::error::rule("too_long", &args(&[("limit", limit.to_string())]), t),
        Rule::TooMany(max) => texts::error::rule("too_many", &args(&[("max", max.to_string())]), t),
        Rule::Control => texts::error::rule("control", &args(&[]), t),
        Rule::Range(to) => {
            let from = u8::from(matches!(path.as_str(), "legal" | "promised" | "term" | "cycle")).to_string();
            texts::error::rule("range", &args(&[("from", from), ("to", to.to_string())]), t)
        }
        Rule::Order => texts::error::rule("order", &args(&[]), t),
        Rule::Instant => texts::error::rule("instant", &args(&[]), t),
    }
}
