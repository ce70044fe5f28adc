//! Pages of rows that are at hand altogether.

use super::state::{Line, Shown};
use api::page::{Cursor, Edges, PageAt};

/// Cuts a page out of all rows. The key of a row is its number.
pub fn cut(mut lines: Vec<Line>, page: &PageAt, size: usize) -> Shown {
    let all = lines.len();
    let (from, to) = span(all, page, size);
    let edges = Edges {
        before: (from > 0).then(|| Cursor(from.to_string())),
        after: (to < all).then(|| Cursor(to.saturating_sub(1).to_string())),
        unfinished: false,
    };
    lines.truncate(to);
    let lines = lines.split_off(from);
    Shown { lines, edges }
}

/// The numbers of a page's rows: from, and up to (not included).
fn span(all: usize, page: &PageAt, size: usize) -> (usize, usize) {
    let number = |cursor: &Cursor| cursor.0.parse::<usize>().unwrap_or(0);
    match page {
        PageAt::First => (0, size.min(all)),
        PageAt::After(cursor) => {
            let from = (number(cursor) + 1).min(all);
            // A page that is gone is the last one there is.
            if from >= all { span(all, &PageAt::Last, size) } else { (from, (from + size).min(all)) }
        }
        PageAt::Before(cursor) => {
            let to = number(cursor).min(all);
            let from = to.saturating_sub(size);
            (from, (from + size).min(all))
        }
        PageAt::Last => {
            let rest = if all == 0 { 0 } else { (all - 1) % size + 1 };
            (all - rest, all)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_meet_and_leave_nothing_out() {
        let after = |n: usize| PageAt::After(Cursor(n.to_string()));
        let before = |n: usize| PageAt::Before(Cursor(n.to_string()));
        assert_eq!(span(7, &PageAt::First, 3), (0, 3));
        assert_eq!(span(7, &after(2), 3), (3, 6));
        assert_eq!(span(7, &after(5), 3), (6, 7));
        assert_eq!(span(7, &PageAt::Last, 3), (6, 7));
        assert_eq!(span(7, &before(6), 3), (3, 6));
        assert_eq!(span(7, &before(1), 3), (0, 3), "the first page is full");
        assert_eq!(span(3, &after(9), 3), (0, 3), "rows have gone meanwhile");
        assert_eq!(span(0, &PageAt::Last, 3), (0, 0));
        assert_eq!(span(6, &PageAt::Last, 3), (3, 6));
    }
}
