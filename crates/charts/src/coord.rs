//! plotters' coordinates with our ticks and our words at them.

use std::ops::Range;

use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged, ValueFormatter};

use crate::scale::Axis;

/// A range of numbers with named places on it; mesh lines and labels stand there and nowhere else.
///
/// The low end may lie above the high end in value: then the axis runs the other way.
#[derive(Clone, Debug)]
pub(crate) struct Ticked {
    range: Range<f64>,
    ticks: Vec<(f64, String)>,
}

impl Ticked {
    pub(crate) fn new(range: Range<f64>, ticks: impl IntoIterator<Item = (f64, String)>) -> Self {
        Self {
            range,
            ticks: ticks.into_iter().collect(),
        }
    }

    pub(crate) fn axis(axis: &Axis) -> Self {
        Self::new(
            axis.low..axis.high,
            axis.ticks.iter().map(|tick| (*tick, axis.label(*tick))),
        )
    }
}

impl Ranged for Ticked {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    #[expect(
        clippy::cast_possible_truncation,
        reason = "float to integer saturates, and a canvas is far below i32::MAX"
    )]
    fn map(&self, value: &f64, limit: (i32, i32)) -> i32 {
        let span = self.range.end - self.range.start;
        let share = if span == 0.0 {
            0.5
        } else {
            (value - self.range.start) / span
        };
        (f64::from(limit.0) + f64::from(limit.1 - limit.0) * share).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        if hint.weight().allow_light_points() {
            // Light lines between the ticks would say nothing.
            return Vec::new();
        }
        self.ticks.iter().map(|(at, _)| *at).collect()
    }

    fn range(&self) -> Range<f64> {
        self.range.clone()
    }
}

impl ValueFormatter<f64> for Ticked {
    fn format(value: &f64) -> String {
        value.to_string()
    }

    fn format_ext(&self, value: &f64) -> String {
        let found = self
            .ticks
            .iter()
            .find(|(at, _)| at.total_cmp(value).is_eq());
        found.map_or_else(|| Self::format(value), |(_, words)| words.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_map_to_the_nearest_pixel() {
        let coord = Ticked::new(0.0..3.0, [(1.0, "一".to_owned())]);
        assert_eq!(
            [0.0, 1.0, 2.0, 3.0].map(|v| coord.map(&v, (0, 100))),
            [0, 33, 67, 100]
        );
        assert_eq!(coord.map(&1.0, (100, 0)), 67);
        assert_eq!(Ticked::new(1.0..1.0, []).map(&1.0, (0, 100)), 50);
        assert_eq!(coord.format_ext(&1.0), "一");
    }
}
