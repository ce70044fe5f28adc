//! Classes for shading stations by a measure, and the words for their bounds.
//!
//! Published satisfaction is flat, so the classes tell apart what differs: none at all (no case, no bad rating) and all
//! (everyone satisfied) are classes of their own, the rest is cut into about equally many stations at round bounds.

use charts::Unit;
use charts::scale::Classes;
use domain::figures::Measure;

/// Just above nothing: the lower bound of "more than none".
const SOME: f64 = 1e-6;

/// What a measure's numbers are for a chart.
pub fn unit(measure: Measure) -> Unit {
    match measure {
        Measure::Cases => Unit::Count,
        Measure::RatingRate | Measure::ActiveRate | Measure::SatisfiedRate => Unit::Percent,
        Measure::BadPer10k => Unit::PerTenThousand,
    }
}

/// Classes for the values of the stations that may be compared.
pub fn classes(measure: Measure, values: &[f64]) -> Classes {
    let cut = |keep: &dyn Fn(f64) -> bool, count: usize| {
        let kept = values.iter().copied().filter(|value| keep(*value));
        Classes::quantiles(unit(measure), kept, count).bounds().to_vec()
    };
    match measure {
        Measure::Cases => with_none(values, 1.0, cut(&|value| value > 0.0, 5)),
        Measure::BadPer10k => with_none(values, SOME, cut(&|value| value > 0.0, 4)),
        Measure::RatingRate | Measure::ActiveRate => Classes::at(cut(&|_| true, 6)),
        Measure::SatisfiedRate => {
            let mut bounds = cut(&|value| value < 1.0, 5);
            if values.iter().any(|value| *value >= 1.0) && values.iter().any(|value| *value < 1.0) {
                bounds.push(1.0);
            }
            Classes::at(bounds)
        }
    }
}

fn with_none(values: &[f64], some: f64, mut bounds: Vec<f64>) -> Classes {
    let none = values.iter().any(|value| *value < some);
    let any = values.iter().any(|value| *value >= some);
    if none && any {
        bounds.push(some);
    }
    Classes::at(bounds)
}

/// The bounds of each class in words that need no language: `0`, `1–24`, `≥80`; `<60%`, `60–65%`. None where nothing
/// is told apart.
pub fn labels(measure: Measure, classes: &Classes) -> Vec<String> {
    if classes.bounds().is_empty() {
        return Vec::new();
    }
    let (times, sign) = if unit(measure) == Unit::Percent { (100.0, "%") } else { (1.0, "") };
    let decimals = decimals(classes.bounds().iter().filter(|bound| **bound > SOME).map(|bound| bound * times));
    let write = |bound: f64| format!("{:.decimals$}", bound * times);
    let range = |(from, to): (Option<f64>, Option<f64>)| match (from, to) {
        (None, Some(to)) if to <= SOME || (measure == Measure::Cases && to <= 1.0) => "0".to_owned(),
        (None, Some(to)) => format!("<{}{sign}", write(to)),
        (Some(from), None) if measure == Measure::SatisfiedRate && from >= 1.0 => "100%".to_owned(),
        (Some(from), None) if from <= SOME => ">0".to_owned(),
        (Some(from), None) => format!("≥{}{sign}", write(from)),
        (Some(from), Some(to)) if measure == Measure::Cases => counted(from, to),
        (Some(from), Some(to)) if from <= SOME => format!(">0–{}", write(to)),
        (Some(from), Some(to)) if sign == "%" && to >= 1.0 => format!("{}–<100%", write(from)),
        (Some(from), Some(to)) => format!("{}–{}{sign}", write(from), write(to)),
        (None, None) => String::new(),
    };
    classes.ranges().into_iter().map(range).collect()
}

/// Whole numbers from `from` up to but not including `to`.
fn counted(from: f64, to: f64) -> String {
    let last = to - 1.0;
    if last <= from { format!("{from:.0}") } else { format!("{from:.0}–{last:.0}") }
}

/// Places after the point that write every bound in full, at most 3.
fn decimals(bounds: impl Iterator<Item = f64> + Clone) -> usize {
    let full = |decimals: i32| {
        let times = 10f64.powi(decimals);
        bounds.clone().all(|bound| (bound * times - (bound * times).round()).abs() < 1e-6 * times.max(1.0))
    };
    [0, 1, 2].into_iter().find(|decimals| full(*decimals)).map_or(3, |decimals| usize::try_from(decimals).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn stations_without_cases_stand_apart() {
        let values: Vec<f64> = std::iter::repeat_n(0.0, 7).chain((1..=93).map(f64::from)).collect();
        let classes = classes(Measure::Cases, &values);
        assert_eq!(classes.class(0.0), Some(0));
        assert_eq!(classes.class(1.0), Some(1));
        assert_eq!(labels(Measure::Cases, &classes), ["0", "1–19", "20–37", "38–55", "56–75", "≥76"]);
    }

    #[test]
    fn hardly_any_bad_ratings() {
        let mut values = vec![0.0; 80];
        values.extend([8.0, 12.0, 25.0, 40.0]);
        let classes = classes(Measure::BadPer10k, &values);
        let labels = labels(Measure::BadPer10k, &classes);
        assert_eq!(labels.first().map(String::as_str), Some("0"));
        assert!(labels[1].starts_with(">0"), "{labels:?}");
        assert_eq!(classes.class(0.0), Some(0));
        assert_eq!(classes.class(8.0), Some(1));
    }

    #[test]
    fn everyone_satisfied_stands_apart() {
        let mut values = vec![1.0; 50];
        values.extend([0.99, 0.995, 0.997, 0.98, 0.999]);
        let classes = classes(Measure::SatisfiedRate, &values);
        let labels = labels(Measure::SatisfiedRate, &classes);
        assert_eq!(labels.last().map(String::as_str), Some("100%"));
        assert!(labels[labels.len() - 2].ends_with("–<100%"), "{labels:?}");
    }

    #[test]
    fn equal_values_make_one_class() {
        for measure in Measure::ALL {
            assert_eq!(classes(measure, &[0.5, 0.5]).count(), 1, "{measure:?}");
            assert_eq!(classes(measure, &[]).count(), 1);
            assert!(labels(measure, &classes(measure, &[])).is_empty());
        }
    }

    proptest! {
        #[test]
        fn every_station_has_a_shade(which in 0usize..5, parts in prop::collection::vec((0i64..3000, 1i64..3000), 1..120)) {
            let measure = Measure::ALL[which];
            let value = |(part, whole): (i64, i64)| {
                let share = part.min(whole) as f64 / whole as f64;
                match measure {
                    Measure::Cases => part as f64,
                    Measure::BadPer10k => share * 10_000.0,
                    _ => share,
                }
            };
            let values: Vec<f64> = parts.into_iter().map(value).collect();
            let classes = classes(measure, &values);
            let labels = labels(measure, &classes);
            prop_assert!(labels.len() == classes.count() || classes.count() == 1);
            prop_assert!(classes.count() <= charts::palette::SHADES);
            let mut seen = labels.clone();
            seen.sort();
            seen.dedup();
            prop_assert_eq!(seen.len(), labels.len(), "{:?}", labels);
            for value in values {
                prop_assert!(usize::from(classes.class(value).unwrap()) < classes.count());
            }
        }
    }
}
