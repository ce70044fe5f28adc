//! Where keys lead among the cells of a table, and what a pasted text falls on; no view.

/// A cell: row and column, both from 0.
pub type Spot = (usize, usize);

/// Where a key leads; none if it does not walk. `size`: rows and columns.
pub fn walk(now: Spot, key: &str, far: bool, size: (usize, usize)) -> Option<Spot> {
    let (last_row, last_column) = (size.0.checked_sub(1)?, size.1.checked_sub(1)?);
    let (row, column) = now;
    let to = match (key, far) {
        ("ArrowUp", false) => (row.saturating_sub(1), column),
        ("ArrowDown" | "Enter", false) => (row + 1, column),
        ("ArrowLeft", false) => (row, column.saturating_sub(1)),
        ("ArrowRight", false) => (row, column + 1),
        ("ArrowUp", true) => (0, column),
        ("ArrowDown", true) => (last_row, column),
        ("ArrowLeft", true) | ("Home", false) => (row, 0),
        ("ArrowRight", true) | ("End", false) => (row, last_column),
        ("Home", true) => (0, 0),
        ("End", true) => (last_row, last_column),
        _ => return None,
    };
    Some((to.0.min(last_row), to.1.min(last_column)))
}

/// The next cell that can be edited, to the right and then in the rows below, or the other way; none: the key leads out of the table.
pub fn next(now: Spot, back: bool, rows: usize, can: &[bool]) -> Option<Spot> {
    let columns = can.len();
    let at = now.0 * columns + now.1;
    let is_editable = |at: &usize| can.get(at % columns).copied().unwrap_or(false);
    let found = if back { (0..at).rev().find(is_editable) } else { (at + 1..rows * columns).find(is_editable) };
    found.map(|at| (at / columns, at % columns))
}

/// What a pasted text falls on.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Fallen {
    /// Cells with their texts.
    pub cells: Vec<(Spot, String)>,
    /// Beyond the rows or columns in sight.
    pub beyond: usize,
    /// On columns that are only read.
    pub fixed: usize,
}

/// Lays a pasted text over the table, from a cell on down and to the right.
pub fn fall(from: Spot, text: Vec<Vec<String>>, rows: usize, can: &[bool]) -> Fallen {
    let mut fallen = Fallen::default();
    for (down, line) in text.into_iter().enumerate() {
        for (right, cell) in line.into_iter().enumerate() {
            let (row, column) = (from.0 + down, from.1 + right);
            match can.get(column) {
                Some(true) if row < rows => fallen.cells.push(((row, column), cell)),
                Some(false) if row < rows => fallen.fixed += 1,
                _ => fallen.beyond += 1,
            }
        }
    }
    fallen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_walk_and_stay_inside() {
        let to = |key, far| walk((4, 2), key, far, (10, 5));
        assert_eq!((to("ArrowUp", false), to("Enter", false)), (Some((3, 2)), Some((5, 2))));
        assert_eq!((to("Home", false), to("End", true), to("ArrowUp", true)), (Some((4, 0)), Some((9, 4)), Some((0, 2))));
        assert_eq!(to("a", false), None);
        assert_eq!(walk((9, 4), "ArrowRight", false, (10, 5)), Some((9, 4)));
        assert_eq!(walk((0, 0), "ArrowDown", false, (0, 5)), None);
    }

    #[test]
    fn tab_goes_by_what_can_be_edited_and_leads_out_at_the_end() {
        let can = [true, false, true];
        assert_eq!((next((0, 0), false, 2, &can), next((0, 2), false, 2, &can)), (Some((0, 2)), Some((1, 0))));
        assert_eq!((next((1, 2), false, 2, &can), next((0, 0), true, 2, &can)), (None, None));
        assert_eq!(next((1, 0), true, 2, &can), Some((0, 2)));
    }

    #[test]
    fn what_is_pasted_falls_down_and_right_and_the_rest_is_counted() {
        let text = |rows: &[&[&str]]| rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
        let fallen = fall((1, 0), text(&[&["a", "b", "c", "d"], &["e"]]), 2, &[true, false, true]);
        assert_eq!(fallen.cells, [((1, 0), "a".to_owned()), ((1, 2), "c".to_owned())]);
        assert_eq!((fallen.beyond, fallen.fixed), (2, 1));
    }
}
