//! Walking a chart's marks by keyboard.

use crate::chart::Mark;

/// A key that walks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Home.
    First,
    /// End.
    Last,
}

/// The mark that `step` leads to from mark `at`: the nearest one in that direction, or the same where there is none.
///
/// Among the marks that lie in the direction, one in the same row (or column) is preferred to a nearer one beside it.
pub fn next(marks: &[Mark], at: usize, step: Step) -> usize {
    let Some(here) = marks.get(at) else { return 0 };
    match step {
        Step::First => 0,
        Step::Last => marks.len() - 1,
        Step::Left | Step::Right | Step::Up | Step::Down => {
            let (x, y) = middle(here);
            let nearest = marks
                .iter()
                .enumerate()
                .filter(|(nth, _)| *nth != at)
                .filter_map(|(nth, mark)| {
                    let (mx, my) = middle(mark);
                    let (along, across) = match step {
                        Step::Left => (x - mx, (y - my).abs()),
                        Step::Right => (mx - x, (y - my).abs()),
                        Step::Up => (y - my, (x - mx).abs()),
                        _ => (my - y, (x - mx).abs()),
                    };
                    (along > 0.5).then_some((along + across * 3.0, nth))
                });
            nearest
                .min_by(|a, b| a.0.total_cmp(&b.0))
                .map_or(at, |(_, nth)| nth)
        }
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
        assert_eq!(next(&marks, 2, Step::Right), 2);
        assert_eq!(next(&marks, 2, Step::Up), 2);
        assert_eq!(next(&marks, 3, Step::First), 0);
        assert_eq!(next(&marks, 0, Step::Last), 5);
        assert_eq!(next(&marks, 99, Step::Left), 0);
        assert_eq!(next(&[], 0, Step::Left), 0);
    }
}
