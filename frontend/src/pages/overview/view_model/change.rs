//! How a figure changed against the period before, and against what kind of period it is compared.

use domain::figures::{Measure, Value};
use domain::period::Period;
use jiff::civil::Weekday;
use texts::format;

use super::numbers;

/// Which way, by how much.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// One of the two is unknown.
    Unknown,
    /// No digit would tell a difference.
    Same,
    /// More than before.
    Up(Step),
    /// Less than before.
    Down(Step),
}

/// The size of a change.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// So many more or fewer, and in percent of the earlier count where that is not 0.
    Count {
        /// How many, without a sign.
        by: String,
        /// In percent of the earlier count, without a sign.
        percent: Option<String>,
    },
    /// Percentage points (百分点).
    Points(String),
    /// Per 10,000.
    PerTenThousand(String),
}

/// Whether a change is for the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Neither: a count of cases, or no change.
    Neutral,
    /// For the better.
    Better,
    /// For the worse.
    Worse,
}

/// Of fewer than this a percentage says less than the counts: one more of two is not "50 %".
const PERCENT_FROM: i64 = 30;

/// A change of counts.
pub fn of_counts(now: Option<i64>, before: Option<i64>) -> Change {
    let (Some(now), Some(before)) = (now, before) else { return Change::Unknown };
    let by = now.saturating_sub(before);
    let percent = (before >= PERCENT_FROM).then(|| by.unsigned_abs() as f64 / before as f64 * 100.0);
    // Past a doubling the percentage says less than the two counts.
    let percent = percent.filter(|percent| *percent <= 200.0).and_then(numbers::difference);
    let step = Step::Count { by: format::count(by.saturating_abs()), percent };
    match by {
        0 => Change::Same,
        1.. => Change::Up(step),
        _ => Change::Down(step),
    }
}

/// A change of a measure.
pub fn of_measure(measure: Measure, now: Option<&Value>, before: Option<&Value>) -> Change {
    let (Some(now), Some(before)) = (now, before) else { return Change::Unknown };
    let (step, by): (fn(String) -> Step, f64) = match measure {
        Measure::Cases => return of_counts(Some(now.n), Some(before.n)),
        Measure::RatingRate | Measure::ActiveRate | Measure::SatisfiedRate => (Step::Points, (now.value - before.value) * 100.0),
        Measure::BadPer10k => (Step::PerTenThousand, now.value - before.value),
    };
    match numbers::difference(by) {
        None => Change::Same,
        Some(text) if by > 0.0 => Change::Up(step(text)),
        Some(text) => Change::Down(step(text)),
    }
}

/// Whether two values differ by more than chance would explain: each lies outside of the other's 95 % interval.
///
/// What chance explains is said but not coloured, so that nobody is alarmed by a handful of ratings.
pub fn is_beyond_chance(now: &Value, before: &Value) -> bool {
    let outside = |value: &Value, of: &Value| of.interval.is_some_and(|(low, high)| value.value < low || value.value > high);
    outside(now, before) && outside(before, now)
}

impl Change {
    /// Whether it is for the better, where more of the figure is good (`Some(true)`), bad, or neither.
    pub fn tone(&self, more_is_good: Option<bool>) -> Tone {
        match (self, more_is_good) {
            (Self::Unknown | Self::Same, _) | (_, None) => Tone::Neutral,
            (Self::Up(_), Some(true)) | (Self::Down(_), Some(false)) => Tone::Better,
            (Self::Up(_), Some(false)) | (Self::Down(_), Some(true)) => Tone::Worse,
        }
    }
}

/// What the period before is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    /// 前一周
    Week,
    /// 上月, a whole month against a whole one.
    Month,
    /// 上月同期
    SameDaysOfLastMonth,
    /// 前12个月: as many whole months before.
    Months(i64),
    /// The same number of days before.
    Days(i64),
}

/// How many months a period of whole months has.
fn months(period: Period) -> i64 {
    i64::from(period.to.year() - period.from.year()) * 12 + i64::from(period.to.month() - period.from.month()) + 1
}

/// Names the period that `Period::before` gives for this one.
pub fn kind_of_before(period: Period) -> Before {
    let whole_months = period.from.day() == 1 && period.to == period.to.last_of_month();
    let one_month = period.from.first_of_month() == period.to.first_of_month();
    match (whole_months, one_month) {
        (true, true) => Before::Month,
        (true, false) => Before::Months(months(period)),
        (false, true) if period.from.day() == 1 => Before::SameDaysOfLastMonth,
        _ if period.days() == 7 && period.from.weekday() == Weekday::Monday => Before::Week,
        _ => Before::Days(period.days()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::figures::Counts;
    use jiff::civil::date;

    #[test]
    fn counts_change() {
        let step = |by: &str, percent: Option<&str>| Step::Count { by: by.to_owned(), percent: percent.map(str::to_owned) };
        assert_eq!(of_counts(Some(1204), Some(1080)), Change::Up(step("124", Some("11.5"))));
        assert_eq!(of_counts(Some(3), Some(0)), Change::Up(step("3", None)));
        assert_eq!(of_counts(Some(0), Some(4)), Change::Down(step("4", None)));
        assert_eq!(of_counts(Some(0), Some(40)), Change::Down(step("40", Some("100.0"))));
        assert_eq!(of_counts(Some(5), Some(1)), Change::Up(step("4", None)));
        assert_eq!(of_counts(Some(4), Some(4)), Change::Same);
        assert_eq!(of_counts(None, Some(4)), Change::Unknown);
        assert_eq!(of_counts(Some(0), None), Change::Unknown);
    }

    #[test]
    fn rates_change_by_points() {
        let value = |good: i64, bad: i64| {
            let counts = Counts { grades: [bad, 0, 0, 0, good], ..Counts::default() };
            (Measure::SatisfiedRate.of(&counts).unwrap(), Measure::BadPer10k.of(&counts).unwrap())
        };
        let (now, now_bad) = value(9_990, 10);
        let (before, before_bad) = value(9_986, 14);
        assert_eq!(of_measure(Measure::SatisfiedRate, Some(&now), Some(&before)), Change::Up(Step::Points("0.04".to_owned())));
        let fewer = of_measure(Measure::BadPer10k, Some(&now_bad), Some(&before_bad));
        assert_eq!(fewer, Change::Down(Step::PerTenThousand("4.0".to_owned())));
        assert_eq!(fewer.tone(Some(false)), Tone::Better);
        assert_eq!(of_measure(Measure::SatisfiedRate, Some(&now), Some(&now)), Change::Same);
        assert_eq!(of_measure(Measure::SatisfiedRate, Some(&now), None), Change::Unknown);
        assert!(!is_beyond_chance(&now, &before), "4 in 10,000 of 10,000");
        assert!(is_beyond_chance(&now, &value(9_900, 100).0));
    }

    #[test]
    fn what_is_compared() {
        let period = |from, to| Period { from, to };
        let kind = |from, to| kind_of_before(period(from, to));
        assert_eq!(kind(date(2026, 11, 16), date(2026, 11, 22)), Before::Week);
        assert_eq!(kind(date(2026, 11, 17), date(2026, 11, 23)), Before::Days(7));
        assert_eq!(kind(date(2026, 10, 1), date(2026, 10, 31)), Before::Month);
        assert_eq!(kind(date(2026, 11, 1), date(2026, 11, 22)), Before::SameDaysOfLastMonth);
        assert_eq!(kind(date(2025, 11, 1), date(2026, 10, 31)), Before::Months(12));
        assert_eq!(kind(date(2026, 10, 1), date(2026, 11, 22)), Before::Days(53));
    }
}
