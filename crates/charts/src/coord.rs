//! plotters' coordinates with our ticks and our words at them.

use std::ops::Range;

use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged, ValueFormatter};

use crate::canvas::{Type, px, units};
use crate::scale::Axis;
use crate::text;

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
        Self { range, ticks: ticks.into_iter().collect() }
    }

    /// The ticks of `axis` with its numbers, each at most `max` wide.
    pub(crate) fn axis(axis: &Axis, look: Type, max: f32) -> Self {
        let words = |tick: &f64| (*tick, text::fit(&axis.label(*tick), look.size, max));
        Self::new(axis.low..axis.high, axis.ticks.iter().map(words))
    }

    /// The same, written under a horizontal axis from `left` to `right` in a picture of `width`: so many of the ticks,
    /// counted back from the last one, as have room beside each other and inside the picture.
    pub(crate) fn with_room(self, look: Type, (left, right): (f32, f32), width: f32) -> Self {
        let count = self.ticks.len();
        let canvas = |at: &f64| units(self.map(at, (px(left), px(right))));
        let half = |words: &str| look.width(words) / 2.0;
        let ends = |(at, words): &(f64, String)| (canvas(at) - half(words), canvas(at) + half(words));
        let every = |n: usize| (0..count).filter(move |nth| (count - 1 - nth).is_multiple_of(n));
        let roomy = |n: &usize| {
            let ends: Vec<(f32, f32)> = every(*n).filter_map(|nth| self.ticks.get(nth)).map(ends).collect();
            ends.windows(2).all(|pair| pair[0].1 + 6.0 <= pair[1].0)
        };
        let n = [1, 2, 3, 6, 12].into_iter().find(roomy).unwrap_or(count.max(1));
        let ticks = every(n).filter_map(|nth| self.ticks.get(nth));
        let inside = ticks.filter(|tick| ends(tick).0 >= 0.0 && ends(tick).1 <= width);
        Self { range: self.range.clone(), ticks: inside.cloned().collect() }
    }
}

impl Ranged for Ticked {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    #[expect(clippy::cast_possible_truncation, reason = "float to integer saturates, and a canvas is far below i32::MAX")]
    fn map(&self, value: &f64, limit: (i32, i32)) -> i32 {
        let span = self.range.end - self.range.start;
        let share = if span == 0.0 { 0.5 } else { (value - self.range.start) / span };
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
        let found = self.ticks.iter().find(|(at, _)| at.total_cmp(value).is_eq());
        found.map_or_else(|| Self::format(value), |(_, words)| words.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_map_to_the_nearest_pixel() {
        let coord = Ticked::new(0.0..3.0, [(1.0, "一".to_owned())]);
        assert_eq!([0.0, 1.0, 2.0, 3.0].map(|v| coord.map(&v, (0, 100))), [0, 33, 67, 100]);
        assert_eq!(coord.map(&1.0, (100, 0)), 67);
        assert_eq!(Ticked::new(1.0..1.0, []).map(&1.0, (0, 100)), 50);
        assert_eq!(coord.format_ext(&1.0), "一");
    }

    #[test]
    fn ticks_without_room_are_left_out_from_the_front() {
        let months = || Ticked::new(-0.5..11.5, (1..=12u32).map(|n| (f64::from(n) - 1.0, format!("{n}月"))));
        let shown = |right: f32| -> Vec<String> {
            let roomy = months().with_room(Type::new(10.0), (0.0, right), right + 10.0);
            roomy.ticks.into_iter().map(|(_, words)| words).collect()
        };
        assert_eq!(shown(600.0).len(), 12);
        assert_eq!(shown(200.0), ["2月", "4月", "6月", "8月", "10月", "12月"]);
        assert_eq!(shown(90.0), ["6月", "12月"]);
        assert!(shown(1.0).is_empty());
    }
}
