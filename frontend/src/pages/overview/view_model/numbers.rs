//! How rates are written: with as many decimals as it takes to tell them from none and from all, since published
//! satisfaction is so flat that 99.93% and 99.98% are a difference.

use domain::figures::{Measure, Value};
use texts::format;

/// A fraction as a percentage without its sign: `61.2`, from 99 % on `99.93`; 100 and 0 are said of exactly all and none.
pub fn percent(share: f64) -> String {
    let least = if share > 0.99 { 2 } else { 1 };
    honest(share, least, 100.0)
}

/// The same as short as a sentence likes it: `61`.
pub fn percent_short(share: f64) -> String {
    let least = if share > 0.99 { 2 } else { usize::from(share > 0.95) };
    honest(share, least, 100.0)
}

/// A frequency per 10,000: `12.5`; 0 is said of exactly none.
pub fn per_10k(value: f64) -> String {
    honest(value / 10_000.0, 1, 10_000.0)
}

/// With as many decimals as needed to tell a share from none and from all.
fn honest(share: f64, least: usize, of: f64) -> String {
    if share <= 0.0 {
        return "0".to_owned();
    }
    if share >= 1.0 {
        return format::decimal(of, 0);
    }
    let value = share * of;
    let lies = |decimals: usize| {
        let text = format!("{value:.decimals$}");
        text.parse::<f64>().is_ok_and(|read| read <= 0.0 || read >= of)
    };
    format::decimal(value, (least..least + 5).find(|decimals| !lies(*decimals)).unwrap_or(least))
}

/// A measure's value without its unit.
pub fn value(measure: Measure, value: &Value) -> String {
    match measure {
        Measure::Cases => format::count(value.n),
        Measure::RatingRate | Measure::ActiveRate | Measure::SatisfiedRate => percent(value.value),
        Measure::BadPer10k => per_10k(value.value),
    }
}

/// A measure's value as it stands in a table or beside a row: with the sign of a percentage.
pub fn value_with_sign(measure: Measure, found: &Value) -> String {
    match measure {
        Measure::Cases => value(measure, found),
        _ => bare_with_sign(measure, found.value),
    }
}

/// A bare number of a measure's kind, such as a mean, as it stands beside a row.
pub fn bare_with_sign(measure: Measure, value: f64) -> String {
    match measure {
        Measure::Cases => format::decimal(value, 0),
        Measure::RatingRate | Measure::ActiveRate | Measure::SatisfiedRate => format!("{}%", percent(value)),
        Measure::BadPer10k => per_10k(value),
    }
}

/// By how much two percentages or frequencies differ: `2.1`, smaller ones `0.04`; `None` where no digit would tell.
pub fn difference(by: f64) -> Option<String> {
    let by = by.abs();
    [1, 2].into_iter().map(|decimals| format!("{by:.decimals$}")).find(|text| text.contains(|c| matches!(c, '1'..='9')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rates() {
        assert_eq!(percent(0.612), "61.2");
        assert_eq!(percent(0.9993), "99.93");
        assert_eq!(percent(0.999_96), "99.996");
        assert_eq!(percent(1.0), "100");
        assert_eq!(percent(0.0), "0");
        assert_eq!(percent(0.0002), "0.02");
        assert_eq!(percent_short(0.612), "61");
        assert_eq!(percent_short(0.001), "0.1");
        assert_eq!(percent_short(0.962), "96.2");
        assert_eq!(per_10k(12.54), "12.5");
        assert_eq!(per_10k(0.0), "0");
        assert_eq!(per_10k(0.01), "0.01");
        assert_eq!(per_10k(10_000.0), "10,000");
        assert_eq!(per_10k(1234.56), "1,234.6");
    }

    #[test]
    fn differences() {
        assert_eq!(difference(-2.14).as_deref(), Some("2.1"));
        assert_eq!(difference(0.04).as_deref(), Some("0.04"));
        assert_eq!(difference(0.004), None);
        assert_eq!(difference(0.0), None);
    }

    proptest! {
        /// What is not all never reads as all, and what is not nothing never reads as nothing.
        #[test]
        fn rates_never_claim_too_much(whole in 1i64..2_000_000, nth in 0.0f64..1.0) {
            #[expect(clippy::cast_possible_truncation, reason = "a part of at most two million")]
            let part = (whole as f64 * nth) as i64;
            for text in [percent(part as f64 / whole as f64), percent_short(part as f64 / whole as f64)] {
                prop_assert_eq!(text.parse::<f64>().unwrap() <= 0.0, part == 0);
                prop_assert_eq!(text.parse::<f64>().unwrap() >= 100.0, part == whole);
            }
        }
    }
}
