//! What the imported files cover of a period, so that a gap in the data is not read as a gap in the service.

use domain::period::Period;
use jiff::civil::Date;

/// How far files of one kind cover a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// All of it.
    Whole,
    /// Only these days of it; the missing ones are counted.
    Part {
        /// The days of the period that are covered.
        covered: Period,
        /// How many days of the period are not.
        missing: i64,
    },
    /// There are files, for these days, but none of the period.
    Outside(Period),
    /// No file at all.
    Nothing,
}

/// Compares the days that files cover with a period.
pub fn coverage(files: Option<Period>, period: Period) -> Coverage {
    let Some(files) = files else { return Coverage::Nothing };
    let from = files.from.max(period.from);
    let to = files.to.min(period.to);
    match Period::new(from, to) {
        None => Coverage::Outside(files),
        Some(covered) if covered == period => Coverage::Whole,
        Some(covered) => Coverage::Part { covered, missing: period.days() - covered.days() },
    }
}

/// The whole months that a period touches, as first and last month.
pub fn months_touched(period: Period) -> (String, String) {
    (domain::time::month_of(period.from), domain::time::month_of(period.to))
}

/// The days of the months from `from` to `to` (`YYYY-MM`) up to the last one that figures tell of; `None` where there are
/// none, or the months are not written so.
pub fn days_of_months(from: &str, to: &str, last_day: Date) -> Option<Period> {
    let first = |month: &str| domain::day::of_text(&format!("{month}-01"));
    let last = first(to)?.last_of_month().min(last_day);
    Period::new(first(from)?, last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn gaps_are_told() {
        let week = Period { from: date(2026, 11, 16), to: date(2026, 11, 22) };
        let until = |to| Some(Period { from: date(2025, 1, 1), to });
        assert_eq!(coverage(None, week), Coverage::Nothing);
        assert_eq!(coverage(until(date(2026, 11, 22)), week), Coverage::Whole);
        let part = Period { from: week.from, to: date(2026, 11, 18) };
        assert_eq!(coverage(until(date(2026, 11, 18)), week), Coverage::Part { covered: part, missing: 4 });
        let old = Period { from: date(2025, 1, 1), to: date(2026, 11, 15) };
        assert_eq!(coverage(Some(old), week), Coverage::Outside(old));
    }

    #[test]
    fn months() {
        let week = Period { from: date(2026, 10, 26), to: date(2026, 11, 1) };
        assert_eq!(months_touched(week), ("2026-10".to_owned(), "2026-11".to_owned()));
        assert_eq!(days_of_months("2026-02", "2026-02", date(2026, 3, 9)), Period::new(date(2026, 2, 1), date(2026, 2, 28)));
        assert_eq!(days_of_months("2026-03", "2026-02", date(2026, 3, 9)), None);
        assert_eq!(days_of_months("2026-02", "2026-02", date(2026, 2, 9)), Period::new(date(2026, 2, 1), date(2026, 2, 9)));
        assert_eq!(days_of_months("x", "2026-02", date(2026, 3, 9)), None);
    }
}
