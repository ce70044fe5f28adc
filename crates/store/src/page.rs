//! Pages of lists that are walked by keys: which one is asked for, and what lies around it.

/// Which page of a list; `P` is a row's place in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum At<P> {
    /// The first one.
    #[default]
    First,
    /// The last one.
    Last,
    /// The one behind a row.
    After(P),
    /// The one before a row.
    Before(P),
}

impl<P> At<P> {
    /// It is read in the list's order; else backwards.
    pub(crate) fn is_forward(&self) -> bool {
        matches!(self, Self::First | Self::After(_))
    }

    /// The row that it lies behind or before.
    pub(crate) fn from(&self) -> Option<&P> {
        match self {
            Self::First | Self::Last => None,
            Self::After(place) | Self::Before(place) => Some(place),
        }
    }
}

/// A row's place in a list that is ordered by a text, and by key where that is the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// What it is ordered by.
    pub key: String,
    /// The row's key.
    pub id: i64,
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<R, P = Place> {
    /// Its rows, in the list's order.
    pub rows: Vec<R>,
    /// There are rows before this one.
    pub before: Option<P>,
    /// There are rows behind this one.
    pub after: Option<P>,
}

/// How many rows are asked for: one more than is shown says whether there are more.
pub(crate) fn wanted(limit: usize) -> i64 {
    i64::try_from(limit + 1).unwrap_or(i64::MAX)
}

/// A page of rows as they were asked for: [`wanted`] of them, backwards where the page is read so.
pub(crate) fn cut<R, P: Clone>(mut rows: Vec<R>, place: impl Fn(&R) -> P, at: &At<P>, limit: usize) -> Page<R, P> {
    let more = rows.len() > limit;
    rows.truncate(limit);
    if !at.is_forward() {
        rows.reverse();
    }
    let (first, last, from) = (rows.first().map(&place), rows.last().map(&place), at.from().cloned());
    // Where it came from there is at least the row of that place.
    let (before, after) = if at.is_forward() {
        (from.map(|from| first.unwrap_or(from)), last.filter(|_| more))
    } else {
        (first.filter(|_| more), from.map(|from| last.unwrap_or(from)))
    };
    Page { rows, before, after }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of the numbers from 1 to 5, as a statement would give them.
    fn of_five(at: At<i64>, limit: usize) -> Page<i64, i64> {
        let fits = |n: &i64| match at {
            At::First | At::Last => true,
            At::After(from) => *n > from,
            At::Before(from) => *n < from,
        };
        let mut rows: Vec<i64> = (1..=5).filter(fits).collect();
        if !at.is_forward() {
            rows.reverse();
        }
        rows.truncate(usize::try_from(wanted(limit)).unwrap());
        cut(rows, |n| *n, &at, limit)
    }

    #[test]
    fn a_page_has_its_rows_and_what_lies_around_it() {
        let page = |rows: &[i64], before, after| Page { rows: rows.to_vec(), before, after };
        let table = [
            (At::First, 2, page(&[1, 2], None, Some(2))),
            (At::After(2), 2, page(&[3, 4], Some(3), Some(4))),
            (At::After(4), 2, page(&[5], Some(5), None)),
            (At::Before(3), 2, page(&[1, 2], None, Some(2))),
            (At::Before(5), 2, page(&[3, 4], Some(3), Some(4))),
            (At::Last, 2, page(&[4, 5], Some(4), None)),
            (At::First, 5, page(&[1, 2, 3, 4, 5], None, None)),
            // The row that a page was to lie behind was the last one: back there is at least itself.
            (At::After(5), 2, page(&[], Some(5), None)),
            (At::Before(1), 2, page(&[], None, Some(1))),
        ];
        for (at, limit, expected) in table {
            assert_eq!(of_five(at, limit), expected, "{at:?}");
        }
    }
}
