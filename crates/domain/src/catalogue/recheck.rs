//! 到期复核: what nobody has checked for a settable time comes up to be checked again.
//!
//! An item (服务事项) is checked when somebody has compared it with its source and says so; an entry of the responsibility lists
//! (权责事项) when it is published, since several offices have read it then, and each time that somebody says so afterwards.

use crate::day::months_later;
use jiff::civil::Date;

/// Months after a check where nobody has settled it.
pub const MONTHS: u32 = 12;

/// Most months that can be settled.
pub const MONTHS_LIMIT: u32 = 120;

/// What was checked before this day is due today; none: nothing ever is (0 months).
pub fn due_before(today: Date, months: u32) -> Option<Date> {
    (months > 0).then(|| months_later(today, -i64::from(months)))
}

/// Whether something is due that was last checked on a day, or never.
pub fn is_due(checked: Option<Date>, today: Date, months: u32) -> bool {
    due_before(today, months).is_some_and(|day| checked.is_none_or(|checked| checked < day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_year_after_the_check_it_is_not_due_yet_a_day_later_it_is() {
        let checked = Some(date(2025, 11, 28));
        assert!(!is_due(checked, date(2026, 11, 28), 12));
        assert!(is_due(checked, date(2026, 11, 29), 12));
        // The last day of a month that is shorter.
        assert!(!is_due(Some(date(2026, 2, 28)), date(2026, 3, 31), 1));
        assert!(is_due(Some(date(2026, 2, 27)), date(2026, 3, 31), 1));
    }

    #[test]
    fn what_was_never_checked_is_due_and_with_no_months_nothing_is() {
        assert!(is_due(None, date(2026, 11, 28), 1));
        assert!(!is_due(None, date(2026, 11, 28), 0));
    }
}
