//! Pages of what is ordered by when something last happened to it: texts on their way, proposals.

use super::list::{At, Place, cut};
use domain::time::Instant;

/// A page of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<R> {
    /// Its rows.
    pub rows: Vec<R>,
    /// There are rows before this one.
    pub before: Option<Place>,
    /// There are rows behind this one.
    pub after: Option<Place>,
}

/// Behind or before which row, as the SQL takes it.
pub(super) fn from(at: &At) -> (Option<i64>, Option<i64>) {
    match at {
        At::First | At::Last => (None, None),
        At::After(place) | At::Before(place) => (Some(place.key.parse().unwrap_or_default()), Some(place.id)),
    }
}

/// One row more than is shown says whether there are more.
pub(super) fn wanted(limit: usize) -> i64 {
    i64::try_from(limit + 1).unwrap_or(i64::MAX)
}

/// The rows of a page, and what lies around them; `moved` is when something last happened to a row, and its key.
pub(super) fn page<R>(rows: Vec<R>, moved: impl Fn(&R) -> (Instant, i64), at: &At, down: bool, limit: usize) -> Page<R> {
    // Instants as text of one length are ordered as numbers are.
    let place = |row: &R| {
        let (at, id) = moved(row);
        Place { key: format!("{:020}", at.0), id }
    };
    let (rows, before, after) = cut(rows, place, at, down, limit);
    Page { rows, before, after }
}
