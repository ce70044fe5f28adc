//! The matrix as a grid: what is in sight, where the keys lead, what is selected; no view.

/// A cell: row (item) and column (point), both from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct At {
    /// Which item.
    pub row: usize,
    /// Which point.
    pub column: usize,
}

/// A rectangle of cells, from the one where it was begun to the one where the person is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Where it was begun.
    pub anchor: At,
    /// Where the person is.
    pub active: At,
}

/// Rows and columns of a selection, from first to last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First row.
    pub top: usize,
    /// Last row.
    pub bottom: usize,
    /// First column.
    pub left: usize,
    /// Last column.
    pub right: usize,
}

impl Selection {
    /// One cell.
    pub fn one(at: At) -> Self {
        Self { anchor: at, active: at }
    }

    /// The rectangle.
    pub fn span(self) -> Span {
        let Self { anchor: a, active: b } = self;
        Span { top: a.row.min(b.row), bottom: a.row.max(b.row), left: a.column.min(b.column), right: a.column.max(b.column) }
    }

    /// The same inside of a grid of that size; none of an empty one.
    pub fn within(self, size: Size) -> Option<Self> {
        let (rows, columns) = (size.rows.checked_sub(1)?, size.columns.checked_sub(1)?);
        let kept = |at: At| At { row: at.row.min(rows), column: at.column.min(columns) };
        Some(Self { anchor: kept(self.anchor), active: kept(self.active) })
    }
}

impl Span {
    /// How many rows.
    pub fn rows(self) -> usize {
        self.bottom - self.top + 1
    }

    /// How many columns.
    pub fn columns(self) -> usize {
        self.right - self.left + 1
    }

    /// How many cells.
    pub fn cells(self) -> usize {
        self.rows() * self.columns()
    }
}

/// How many rows and columns there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Items.
    pub rows: usize,
    /// Points.
    pub columns: usize,
}

/// A key with what is held down beside it.
#[derive(Clone, Copy, Debug)]
pub struct Key<'k> {
    /// Its name, as the browser tells it.
    pub name: &'k str,
    /// Shift.
    pub extends: bool,
    /// Ctrl or ⌘.
    pub far: bool,
}

/// Where a key leads; none if it does not walk. `page` is how many rows are in sight.
pub fn walk(now: Selection, key: Key<'_>, size: Size, page: usize) -> Option<Selection> {
    let (last_row, last_column) = (size.rows.checked_sub(1)?, size.columns.checked_sub(1)?);
    let At { row, column } = now.active;
    let page = page.max(1);
    let to = match (key.name, key.far) {
        ("ArrowUp", false) => At { row: row.saturating_sub(1), column },
        ("ArrowDown", false) => At { row: row + 1, column },
        ("ArrowLeft", false) => At { row, column: column.saturating_sub(1) },
        ("ArrowRight", false) => At { row, column: column + 1 },
        ("ArrowUp", true) => At { row: 0, column },
        ("ArrowDown", true) => At { row: last_row, column },
        ("ArrowLeft", true) | ("Home", false) => At { row, column: 0 },
        ("ArrowRight", true) | ("End", false) => At { row, column: last_column },
        ("Home", true) => At::default(),
        ("End", true) => At { row: last_row, column: last_column },
        ("PageUp", _) => At { row: row.saturating_sub(page), column },
        ("PageDown", _) => At { row: row.saturating_add(page), column },
        _ => return None,
    };
    let to = At { row: to.row.min(last_row), column: to.column.min(last_column) };
    Some(if key.extends { Selection { active: to, ..now } } else { Selection::one(to) })
}

/// Lengths of the grid in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lengths {
    /// Side of a cell.
    pub cell: f64,
    /// Width of the items' names.
    pub names: f64,
    /// Height of the points' names.
    pub heads: f64,
    /// Height of the towns above them.
    pub towns: f64,
}

impl Lengths {
    /// By the size of a letter of the page, so that large text enlarges the grid too. The style sheet has the same figures.
    pub fn of_rem(rem: f64) -> Self {
        Self { cell: 2.0 * rem, names: 18.0 * rem, heads: 8.0 * rem, towns: 1.75 * rem }
    }
}

/// How far the grid was scrolled, and how much of it is in sight.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sight {
    /// Pixels from the left.
    pub left: f64,
    /// Pixels from the top.
    pub top: f64,
    /// Width of the frame.
    pub width: f64,
    /// Height of the frame.
    pub height: f64,
}

/// Steps from first to last that lie in sight along one direction, with some beyond on either side.
fn range(scrolled: f64, shown: f64, step: f64, count: usize, beyond: usize) -> (usize, usize) {
    if step <= 0.0 || count == 0 {
        return (0, 0);
    }
    let first = whole(scrolled / step).saturating_sub(beyond).min(count);
    let last = (whole((scrolled + shown.max(0.0)) / step) + 1 + beyond).min(count);
    (first, last)
}

/// The whole part of a length that is not negative.
fn whole(length: f64) -> usize {
    if length.is_finite() && length > 0.0 { length as usize } else { 0 }
}

/// A number of rows as a length.
pub fn far(n: usize) -> f64 {
    n as f64
}

impl Sight {
    /// Rows to be drawn: from the first to before the last.
    pub fn rows(self, lengths: Lengths, rows: usize) -> (usize, usize) {
        range(self.top, self.height - lengths.heads - lengths.towns, lengths.cell, rows, 6)
    }

    /// Columns to be drawn: from the first to before the last.
    pub fn columns(self, lengths: Lengths, columns: usize) -> (usize, usize) {
        range(self.left, self.width - lengths.names, lengths.cell, columns, 4)
    }

    /// How many rows are wholly in sight.
    pub fn page(self, lengths: Lengths) -> usize {
        whole((self.height - lengths.heads - lengths.towns) / lengths.cell)
    }

    /// Where to scroll to so that a cell is in sight: left and top.
    pub fn bring(self, at: At, lengths: Lengths) -> (f64, f64) {
        let one = |scrolled: f64, shown: f64, n: usize| {
            let (begin, end) = (far(n) * lengths.cell, far(n + 1) * lengths.cell);
            if begin < scrolled { begin } else { scrolled.max(end - shown) }
        };
        let left = one(self.left, self.width - lengths.names, at.column);
        let top = one(self.top, self.height - lengths.heads - lengths.towns, at.row);
        (left, top)
    }

    /// What lies at a point of the frame.
    pub fn hit(self, x: f64, y: f64, lengths: Lengths, size: Size) -> Hit {
        let (over, down) = (lengths.names, lengths.towns + lengths.heads);
        let column = (x >= over).then(|| whole((self.left + x - over) / lengths.cell));
        let row = (y >= down).then(|| whole((self.top + y - down) / lengths.cell));
        match (row, column) {
            (Some(row), _) if row >= size.rows => Hit::Nothing,
            (_, Some(column)) if column >= size.columns => Hit::Nothing,
            (Some(row), Some(column)) => Hit::Cell(At { row, column }),
            (Some(row), None) => Hit::Row(row),
            (None, Some(column)) if y < lengths.towns => Hit::Town(column),
            (None, Some(column)) => Hit::Column(column),
            (None, None) => Hit::Corner,
        }
    }
}

/// What was pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hit {
    /// A cell.
    Cell(At),
    /// An item's name.
    Row(usize),
    /// A point's name.
    Column(usize),
    /// The town above a point.
    Town(usize),
    /// Above the names and beside the points.
    Corner,
    /// Beyond the grid.
    Nothing,
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: Size = Size { rows: 10, columns: 5 };

    fn at(row: usize, column: usize) -> At {
        At { row, column }
    }

    fn key(name: &str, extends: bool, far: bool) -> Key<'_> {
        Key { name, extends, far }
    }

    #[test]
    fn keys_walk_and_stay_inside() {
        let now = Selection::one(at(4, 2));
        let to = |name, extends, far| walk(now, key(name, extends, far), SIZE, 3);
        assert_eq!(to("ArrowUp", false, false), Some(Selection::one(at(3, 2))));
        assert_eq!(to("ArrowRight", true, false), Some(Selection { anchor: at(4, 2), active: at(4, 3) }));
        assert_eq!(to("PageDown", false, false), Some(Selection::one(at(7, 2))));
        assert_eq!(to("End", true, true), Some(Selection { anchor: at(4, 2), active: at(9, 4) }));
        assert_eq!(to("Home", false, false), Some(Selection::one(at(4, 0))));
        assert_eq!(to("a", false, false), None);
        let last = Selection::one(at(9, 4));
        assert_eq!(walk(last, key("ArrowDown", false, false), SIZE, 3), Some(last));
        assert_eq!(walk(last, key("PageDown", false, false), SIZE, 3), Some(last));
        assert_eq!(walk(now, key("ArrowUp", false, false), Size::default(), 3), None);
    }

    #[test]
    fn a_selection_is_a_rectangle_whichever_way_it_was_drawn() {
        let span = Selection { anchor: at(7, 3), active: at(5, 1) }.span();
        assert_eq!(span, Span { top: 5, bottom: 7, left: 1, right: 3 });
        assert_eq!((span.rows(), span.columns(), span.cells()), (3, 3, 9));
        let outside = Selection { anchor: at(2, 2), active: at(50, 50) };
        assert_eq!(outside.within(SIZE), Some(Selection { anchor: at(2, 2), active: at(9, 4) }));
        assert_eq!(outside.within(Size { rows: 0, columns: 5 }), None);
    }

    #[test]
    fn only_what_is_in_sight_is_drawn() {
        let lengths = Lengths { cell: 30.0, names: 200.0, heads: 100.0, towns: 20.0 };
        let sight = Sight { left: 300.0, top: 3_000.0, width: 800.0, height: 420.0 };
        assert_eq!(sight.rows(lengths, 5_000), (94, 117));
        assert_eq!(sight.columns(lengths, 104), (6, 35));
        assert_eq!(sight.columns(lengths, 12), (6, 12));
        assert_eq!(sight.rows(lengths, 0), (0, 0));
        assert_eq!(sight.page(lengths), 10);
        assert_eq!(Sight::default().rows(lengths, 5_000), (0, 7), "before anything was measured");
    }

    #[test]
    fn a_cell_is_brought_into_sight_by_the_shortest_way() {
        let lengths = Lengths { cell: 30.0, names: 200.0, heads: 100.0, towns: 20.0 };
        let sight = Sight { left: 300.0, top: 300.0, width: 800.0, height: 420.0 };
        assert_eq!(sight.bring(at(12, 12), lengths), (300.0, 300.0), "is there already");
        assert_eq!(sight.bring(at(9, 3), lengths), (90.0, 270.0));
        assert_eq!(sight.bring(at(30, 40), lengths), (630.0, 630.0));
    }

    #[test]
    fn what_was_pointed_at() {
        let lengths = Lengths { cell: 30.0, names: 200.0, heads: 100.0, towns: 20.0 };
        let sight = Sight { left: 30.0, top: 60.0, width: 800.0, height: 420.0 };
        let hit = |x, y| sight.hit(x, y, lengths, SIZE);
        assert_eq!(hit(200.0, 120.0), Hit::Cell(at(2, 1)));
        assert_eq!(hit(100.0, 151.0), Hit::Row(3));
        assert_eq!(hit(231.0, 50.0), Hit::Column(2));
        assert_eq!(hit(231.0, 10.0), Hit::Town(2));
        assert_eq!((hit(5.0, 5.0), hit(700.0, 130.0)), (Hit::Corner, Hit::Nothing));
    }
}
