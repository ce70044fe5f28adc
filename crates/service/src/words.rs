//! Words that files made on this side carry, in the caller's language.

use api::Lang;
use documents::returned::Worded;
use domain::import::RowProblem;
use std::sync::LazyLock;
use texts::Texts;

static ZH: LazyLock<Texts> = LazyLock::new(|| Texts::load(texts::Lang::Zh));
static EN: LazyLock<Texts> = LazyLock::new(|| Texts::load(texts::Lang::En));

/// The texts of a language, parsed once.
pub(crate) fn texts(lang: Lang) -> Texts {
    match lang {
        Lang::Zh => ZH.clone(),
        Lang::En => EN.clone(),
    }
}

/// Headers of a file of returned rows.
pub(crate) fn returned_headers(t: &Texts) -> [String; 5] {
    [t.returned_row(), t.returned_column(), t.returned_value(), t.returned_reason(), t.returned_fix()].map(|h| h.to_string())
}

/// A problem in words.
pub(crate) fn problem(t: &Texts, problem: &RowProblem) -> Worded {
    let words = texts::problem::words(&problem.problem, problem.field.as_deref(), t);
    let column = problem.field.as_deref().map(|f| texts::problem::field(f, t)).unwrap_or_default();
    Worded { column, reason: words.what, fix: words.how }
}

/// What kind of exception, in words.
pub(crate) fn exception(kind: api::exception::ExceptionKind, t: &Texts) -> String {
    use api::exception::ExceptionKind::{Change, Correction, Counted, Rater, Replaced, Restored, Standing, Undone};
    match kind {
        Standing => t.exception_standing(),
        Rater => t.exception_rater(),
        Replaced => t.exception_replaced(),
        Change => t.exception_change(),
        Counted => t.exception_counted(),
        Correction => t.exception_correction(),
        Undone => t.exception_undone(),
        Restored => t.exception_restored(),
    }
}

/// Where a job stands, in words.
pub(crate) fn job_state(state: api::job::JobState, t: &Texts) -> String {
    use api::job::JobState::{Cancelled, Checking, Compared, Done, Failed, Interrupted, Merging, Refused};
    match state {
        Checking => t.import_state_checking(),
        Merging => t.import_state_merging(),
        Done => t.import_state_done(),
        Refused => t.import_state_refused(),
        Compared => t.import_state_compared(),
        Failed => t.import_state_failed(),
        Cancelled => t.import_state_cancelled(),
        Interrupted => t.import_state_interrupted(),
    }
}
