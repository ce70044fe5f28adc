//! Pages of what is ordered by when something last happened to it: texts on their way, proposals.

use super::list::{At, cut};
use crate::page::{Page, Place};
use domain::time::Instant;

/// Behind or before which row, as the SQL takes it.
pub(super) fn from(at: &At) -> (Option<i64>, Option<i64>) {
    at.from().map_or((None, None), |place| (Some(place.key.parse().unwrap_or_default()), Some(place.id)))
}

/// The rows of a page, and what lies around them; `moved` is when something last happened to a row, and its key.
pub(super) fn page<R>(rows: Vec<R>, moved: impl Fn(&R) -> (Instant, i64), at: &At, down: bool, limit: usize) -> Page<R> {
    // Instants as text of one length are ordered as numbers are.
    let place = |row: &R| {
        let (at, id) = moved(row);
        Place { key: format!("{:020}", at.0), id }
    };
    cut(rows, place, at, down, limit)
}
