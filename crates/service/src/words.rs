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
