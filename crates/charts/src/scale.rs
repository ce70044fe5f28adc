//! Axes with round numbers, and classes with bounds that can be said.

use serde::{Deserialize, Serialize};

use crate::canvas::finite;
use crate::palette::SHADES;

/// What a chart's numbers are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Things counted: `1,204`.
    #[default]
    Count,
    /// A share given as a fraction: 0.61 is `61%`.
    Percent,
    /// A frequency per 10,000: `12.5`.
    PerTenThousand,
}

impl Unit {
    /// `value` with `decimals` places, as it stands on an axis.
    pub fn format(self, value: f64, decimals: usize) -> String {
        match self {
            Unit::Percent => format!("{}%", thousands(value * 100.0, decimals)),
            Unit::Count | Unit::PerTenThousand => thousands(value, decimals),
        }
    }

    /// The smallest step between ticks that means something.
    fn grain(self) -> f64 {
        match self {
            Unit::Count => 1.0,
            Unit::Percent => 0.0001,
            Unit::PerTenThousand => 0.01,
        }
    }

    fn ceiling(self) -> f64 {
        match self {
            Unit::Percent => 1.0,
            Unit::Count | Unit::PerTenThousand => f64::INFINITY,
        }
    }
}

/// `1234.5` as `1,234.5`.
fn thousands(value: f64, decimals: usize) -> String {
    let plain = format!("{:.*}", decimals, value.abs());
    let (whole, part) = plain.split_once('.').map_or((plain.as_str(), None), |(w, p)| (w, Some(p)));
    let mut out = String::new();
    if value < 0.0 && plain.contains(|c: char| c.is_ascii_digit() && c != '0') {
        out.push('-');
    }
    for (nth, digit) in whole.chars().enumerate() {
        if nth > 0 && (whole.len() - nth) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(part) = part {
        out.push('.');
        out.push_str(part);
    }
    out
}

/// Where an axis begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// At zero: lengths are compared.
    Zero,
    /// Where the data are: places are compared.
    Data,
    /// At zero unless the data are far from it and close together.
    Fitting,
}

/// A scale with round ticks.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// Lower end.
    pub low: f64,
    /// Upper end, greater than the lower one.
    pub high: f64,
    /// Round numbers between the ends, ascending.
    pub ticks: Vec<f64>,
    /// Places after the point that tell the ticks apart.
    pub decimals: usize,
    /// Whether the axis does not begin at zero.
    pub cut: bool,
    unit: Unit,
}

impl Axis {
    /// An axis for `values` with about `steps` steps.
    pub fn new(unit: Unit, values: impl IntoIterator<Item = f64>, base: Base, steps: usize) -> Self {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in values.into_iter().filter_map(|v| finite(Some(v))) {
            low = low.min(value);
            high = high.max(value);
        }
        if low > high {
            (low, high) = (0.0, unit.ceiling().min(4.0));
        }
        // Only room, never data, ends at the most that there can be.
        let ceiling = if high <= unit.ceiling() { unit.ceiling() } else { f64::INFINITY };
        let from_zero = match base {
            Base::Zero => true,
            Base::Data => false,
            Base::Fitting => high <= 0.0 || low <= 0.0 || low < high * 0.6,
        };
        if from_zero {
            low = low.min(0.0);
            high = high.max(0.0);
        }
        let floor = unit.grain();
        if high - low < floor {
            // Everything equal: the value gets some room, on the side where there can be values.
            let room = (high.abs() * 0.1).max(floor * 2.0);
            if low - room >= 0.0 || low < 0.0 {
                low -= room;
            }
            high += room;
        }
        let step = round_step((high - low) / steps.max(1) as f64, floor);
        low = (low / step + 1e-9).floor() * step;
        high = (high / step - 1e-9).ceil() * step;
        high = high.min(ceiling.max(low + step));
        let count = ((high - low) / step).round().clamp(1.0, 1000.0);
        // A whole number of steps from 1 to 1000.
        let ticks: Vec<f64> = (0..=1000u32).map(f64::from).take_while(|n| *n <= count).map(|n| low + n * step).collect();
        let shown = if unit == Unit::Percent { step * 100.0 } else { step };
        let decimals = (0..6).find(|d| {
            let scaled = shown * 10f64.powi(*d);
            (scaled - scaled.round()).abs() < 1e-6 * scaled.max(1.0)
        });
        let decimals = decimals.and_then(|d| usize::try_from(d).ok()).unwrap_or(0);
        Self { low, high, ticks, decimals, cut: low > 0.0, unit }
    }

    /// A tick's label.
    pub fn label(&self, tick: f64) -> String {
        self.unit.format(tick, self.decimals)
    }

    /// `value` moved onto the axis where it lies outside.
    pub fn clamp(&self, value: f64) -> f64 {
        value.clamp(self.low, self.high)
    }
}

/// The smallest of 1, 2, 5 × 10ⁿ that is not below `rough` or `floor`.
fn round_step(rough: f64, floor: f64) -> f64 {
    let rough = rough.max(floor);
    let power = 10f64.powf(rough.log10().floor());
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|m| m * power).find(|step| *step >= rough * (1.0 - 1e-9)).unwrap_or(rough)
}

/// Classes for shading, told apart by explicit bounds.
///
/// A value belongs to the class whose number is the count of bounds not above it: with bounds `[10, 20]` class 0 is
/// below 10, class 1 from 10 up to but not including 20, class 2 from 20.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Classes {
    bounds: Vec<f64>,
}

impl Classes {
    /// Classes at the given bounds, which are put in order; what is not finite is dropped.
    pub fn at(bounds: impl IntoIterator<Item = f64>) -> Self {
        let mut bounds: Vec<f64> = bounds.into_iter().filter(|b| b.is_finite()).collect();
        bounds.sort_by(f64::total_cmp);
        bounds.dedup();
        bounds.truncate(SHADES - 1);
        Self { bounds }
    }

    /// Up to `count` (1 to 7) classes of about equally many values, at round bounds in steps that `unit` can say.
    /// Fewer where the values do not differ enough.
    pub fn quantiles(unit: Unit, values: impl IntoIterator<Item = f64>, count: usize) -> Self {
        let mut values: Vec<f64> = values.into_iter().filter_map(|v| finite(Some(v))).collect();
        values.sort_by(f64::total_cmp);
        let (Some(first), Some(last)) = (values.first().copied(), values.last().copied()) else {
            return Self::default();
        };
        let count = count.clamp(1, SHADES);
        let grid = round_step((last - first) / (count as f64 * 10.0), unit.grain());
        let round = |v: f64| (v / grid).round() * grid;
        let bounds = (1..count).filter_map(|nth| values.get(nth * values.len() / count).copied().map(round));
        // A bound at or below the least value would leave the lowest class without members.
        Self::at(bounds.filter(|b| *b > first && *b <= last).collect::<Vec<_>>())
    }

    /// The bounds, ascending; one fewer than there are classes.
    pub fn bounds(&self) -> &[f64] {
        &self.bounds
    }

    /// How many classes there are, at least 1.
    pub fn count(&self) -> usize {
        self.bounds.len() + 1
    }

    /// The class of a value; `None` for what is not a number.
    pub fn class(&self, value: f64) -> Option<u8> {
        finite(Some(value)).and_then(|v| u8::try_from(self.bounds.iter().filter(|b| **b <= v).count()).ok())
    }

    /// From (inclusive) and to (exclusive) of each class, for the words of a legend.
    pub fn ranges(&self) -> Vec<(Option<f64>, Option<f64>)> {
        let from = std::iter::once(None).chain(self.bounds.iter().copied().map(Some));
        let to = self.bounds.iter().copied().map(Some).chain(std::iter::once(None));
        from.zip(to).collect()
    }
}

/// The shade (0 to 6) of class `class` out of `count`: the classes spread over the whole ramp.
pub fn shade(class: u8, count: usize) -> u8 {
    let top = SHADES - 1;
    let shade = match count {
        0 | 1 => 2,
        _ => (usize::from(class).min(count - 1) * top + (count - 1) / 2) / (count - 1),
    };
    u8::try_from(shade.min(top)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn labels(axis: &Axis) -> Vec<String> {
        axis.ticks.iter().map(|t| axis.label(*t)).collect()
    }

    #[test]
    fn counts_have_whole_ticks() {
        assert_eq!(labels(&Axis::new(Unit::Count, [3.0, 1204.0], Base::Zero, 4)), ["0", "500", "1,000", "1,500"]);
        assert_eq!(labels(&Axis::new(Unit::Count, [0.0, 1.0], Base::Zero, 4)), ["0", "1"]);
        assert_eq!(labels(&Axis::new(Unit::Count, [0.0, 0.0], Base::Zero, 4)), ["0", "1", "2"]);
        assert_eq!(labels(&Axis::new(Unit::Count, [], Base::Zero, 4)), ["0", "1", "2", "3", "4"]);
    }

    #[test]
    fn shares_never_pass_all() {
        let axis = Axis::new(Unit::Percent, [0.9991, 0.9999], Base::Data, 4);
        assert_eq!(labels(&axis), ["99.90%", "99.92%", "99.94%", "99.96%", "99.98%", "100.00%"]);
        assert!(axis.cut);
        let flat = Axis::new(Unit::Percent, [1.0, 1.0], Base::Data, 4);
        assert!(flat.high <= 1.0 + 1e-9, "{flat:?}");
        assert!(flat.low < 1.0);
        assert_eq!(labels(&Axis::new(Unit::Percent, [0.2, 0.93], Base::Fitting, 4)), ["0%", "50%", "100%"]);
    }

    #[test]
    fn an_axis_is_cut_only_far_from_zero() {
        assert!(!Axis::new(Unit::Count, [40.0, 90.0], Base::Fitting, 4).cut);
        assert!(Axis::new(Unit::Count, [940.0, 990.0], Base::Fitting, 4).cut);
        assert!(!Axis::new(Unit::Count, [940.0, 990.0], Base::Zero, 4).cut);
    }

    #[test]
    fn classes_say_their_bounds() {
        let classes = Classes::at([20.0, 10.0, f64::NAN, 10.0]);
        assert_eq!(classes.bounds(), [10.0, 20.0]);
        assert_eq!([9.9, 10.0, 19.9, 20.0].map(|v| classes.class(v)), [Some(0), Some(1), Some(1), Some(2)]);
        assert_eq!(classes.class(f64::NAN), None);
        assert_eq!(classes.ranges(), [(None, Some(10.0)), (Some(10.0), Some(20.0)), (Some(20.0), None)]);
    }

    #[test]
    fn quantiles_are_round_and_never_empty_at_the_bottom() {
        let classes = Classes::quantiles(Unit::Count, (0..100).map(f64::from), 5);
        assert_eq!(classes.bounds(), [20.0, 40.0, 60.0, 80.0]);
        assert_eq!(Classes::quantiles(Unit::Count, [7.0; 30], 7).count(), 1);
        assert_eq!(Classes::quantiles(Unit::Count, [], 7).count(), 1);
        let mostly_zero = Classes::quantiles(Unit::Count, [0.0, 0.0, 0.0, 0.0, 1.0, 5.0], 3);
        assert_eq!(mostly_zero.bounds(), [1.0]);
    }

    #[test]
    fn shades_spread_over_the_ramp() {
        assert_eq!([0, 1, 2, 3, 4, 5, 6].map(|c| shade(c, 7)), [0, 1, 2, 3, 4, 5, 6]);
        assert_eq!([0, 1, 2].map(|c| shade(c, 3)), [0, 3, 6]);
        assert_eq!([0, 1, 2, 3, 4].map(|c| shade(c, 5)), [0, 2, 3, 5, 6]);
        assert_eq!(shade(200, 2), 6);
        assert_eq!(shade(0, 1), 2);
    }

    fn unit() -> impl Strategy<Value = Unit> {
        prop_oneof![Just(Unit::Count), Just(Unit::Percent), Just(Unit::PerTenThousand)]
    }

    proptest! {
        #[test]
        fn an_axis_holds_its_data(unit in unit(), values in prop::collection::vec(any::<f64>(), 0..20), base in prop::sample::select(vec![Base::Zero, Base::Data, Base::Fitting]), steps in 0..12usize) {
            let axis = Axis::new(unit, values.clone(), base, steps);
            prop_assert!(axis.low < axis.high);
            prop_assert!(axis.ticks.len() >= 2 && axis.ticks.len() <= 40, "{axis:?}");
            let slack = (axis.high - axis.low) * 1e-6;
            for value in values.into_iter().filter_map(|v| finite(Some(v))) {
                prop_assert!(value >= axis.low - slack && value <= axis.high + slack, "{value} {axis:?}");
            }
        }

        #[test]
        fn every_value_has_a_class(unit in unit(), values in prop::collection::vec(-1e9..1e9f64, 1..60), count in 0..9usize) {
            let classes = Classes::quantiles(unit, values.clone(), count);
            prop_assert!(classes.count() <= SHADES);
            prop_assert!(classes.bounds().windows(2).all(|pair| pair[0] < pair[1]));
            for value in values {
                prop_assert!(classes.class(value).is_some_and(|class| usize::from(class) < classes.count()));
            }
        }
    }
}
