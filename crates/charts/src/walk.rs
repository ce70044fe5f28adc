//! Walking a chart's marks by keyboard.

use crate::chart::Mark;

/// A key that walks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Arrow left: the mark before.
    Left,
    /// Arrow right: the mark after.
    Right,
    /// Arrow up: the nearest mark above.
    Up,
    /// Arrow down: the nearest mark below.
    Down,
    /// Home.
    First,
    /// End.
    Last,
}

/// The mark that `step` leads to from mark `at`, or the same where there is none.
///
/// Left and right follow the marks' order, over the ends of rows, so that every mark can be reached whatever the
/// layout. Up and down go by what is seen: of the marks above, one straight above is preferred to a nearer one beside.
pub fn next(marks: &[Mark], at: usize, step: Step) -> usize {
    let Some(here) = marks.get(at) else { return 0 };
    let last = marks.len() - 1;
    let (x, y) = middle(here);
    let nearest = |direction: f32| {
        let candidates = marks.iter().enumerate().filter_map(|(nth, mark)| {
            let (mx, my) = middle(mark);
            let along = (my - y) * direction;
            (along > 0.5).then_some((along + (mx - x).abs() * 3.0, nth))
        });
        candidates.min_by(|a, b| a.0.total_cmp(&b.0)).map_or(at, |(_, nth)| nth)
    };
    match step {
        Step::Left => at.saturating_sub(1),
        Step::Right => last.min(at + 1),
        Step::Up => nearest(-1.0),
        Step::Down => nearest(1.0),
        Step::First => 0,
        Step::Last => last,
    }
}

fn middle(mark: &Mark) -> (f32, f32) {
    (mark.x + mark.w / 2.0, mark.y + mark.h / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid() -> Vec<Mark> {
        (0..6)
            .map(|nth| Mark {
                x: (nth % 3) as f32 * 10.0,
                y: (nth / 3) as f32 * 10.0,
                w: 8.0,
                h: 8.0,
                key: nth.to_string(),
                label: String::new(),
                value: None,
            })
            .collect()
    }

    #[test]
    fn arrows_walk_rows_and_columns() {
        let marks = grid();
        assert_eq!(next(&marks, 0, Step::Right), 1);
        assert_eq!(next(&marks, 1, Step::Down), 4);
        assert_eq!(next(&marks, 4, Step::Left), 3);
        assert_eq!(next(&marks, 3, Step::Up), 0);
    }

    #[test]
    fn edges_hold() {
        let marks = grid();
        assert_eq!(next(&marks, 2, Step::Right), 3);
        assert_eq!(next(&marks, 5, Step::Right), 5);
        assert_eq!(next(&marks, 0, Step::Left), 0);
        assert_eq!(next(&marks, 2, Step::Up), 2);
        assert_eq!(next(&marks, 3, Step::First), 0);
        assert_eq!(next(&marks, 0, Step::Last), 5);
        assert_eq!(next(&marks, 99, Step::Left), 0);
        assert_eq!(next(&[], 0, Step::Left), 0);
    }
}
