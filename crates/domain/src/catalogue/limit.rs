//! 时限: how long the law gives and how long the office promises, each in its own unit.
//!
//! 工作日 and 日 compare differently from day to day: ten working days end after fourteen days in an ordinary fortnight and
//! after more than twenty over 国庆节. So a promise is held against the law by counting both from every day of a year.

use crate::calendar::{Calendar, Unit};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Longest limit, in its unit.
pub const LIMIT_MOST: u32 = 1_000;

/// Days of a year on which a case may come in.
const YEAR: u16 = 366;

/// A number of days of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Limit {
    /// How many.
    pub days: u32,
    /// Of what.
    pub unit: Unit,
}

/// A day on which the promise would end after the law's limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Breach {
    /// A case that comes in on this day,
    pub begins: Date,
    /// is promised for this one,
    pub promised: Date,
    /// and the law's limit ends before.
    pub legal: Date,
}

/// The first day from `from` on, within a year, on which the promise would end after the legal limit; none if it keeps
/// within the law whenever a case comes in. Within one unit the numbers decide.
pub fn breach(calendar: &Calendar, from: Date, promised: Limit, legal: Limit) -> Option<Breach> {
    let is_worked = |limit: Limit| limit.unit == Unit::Workday;
    if is_worked(promised) == is_worked(legal) && promised.days <= legal.days {
        return None;
    }
    let mut begins = from;
    for _ in 0..YEAR {
        let last = |limit: Limit| calendar.count(begins, limit.days, limit.unit).map(|counted| counted.last);
        // What leaves the calendar can't be compared; limits are far too short for that.
        let (Ok(promised), Ok(legal)) = (last(promised), last(legal)) else { return None };
        if promised > legal {
            return Some(Breach { begins, promised, legal });
        }
        begins = begins.checked_add(1.day()).ok()?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{SHIPPED, YearList};
    use jiff::civil::date;
    use proptest::prelude::*;

    fn calendar() -> Calendar {
        Calendar::new(SHIPPED.iter().map(|text| YearList::parse(text).unwrap()))
    }

    fn limit(days: u32, unit: Unit) -> Limit {
        Limit { days, unit }
    }

    #[test]
    fn units_are_compared_by_counting() {
        let calendar = calendar();
        let from = date(2025, 12, 1);
        let breach = |promised, legal| breach(&calendar, from, promised, legal);
        assert_eq!(breach(limit(5, Unit::Workday), limit(20, Unit::Workday)), None);
        assert!(breach(limit(21, Unit::Workday), limit(20, Unit::Workday)).is_some());
        assert_eq!(breach(limit(15, Unit::Day), limit(15, Unit::NaturalDay)), None, "日 and 自然日 are one");
        assert!(breach(limit(16, Unit::NaturalDay), limit(15, Unit::Day)).is_some());
        assert_eq!(breach(limit(10, Unit::Day), limit(10, Unit::Workday)), None, "calendar days pass sooner");
        assert_eq!(breach(limit(5, Unit::Workday), limit(30, Unit::Day)), None);
        // Five working days are a week, unless a long holiday lies between.
        let found = breach(limit(5, Unit::Workday), limit(7, Unit::Day)).unwrap();
        assert!(found.promised > found.legal && found.begins >= from);
    }

    proptest! {
        #[test]
        fn what_is_found_is_a_breach_and_the_first(promised in 1_u32..40, legal in 1_u32..40, a in 0_usize..3, b in 0_usize..3, skip in 0_i64..400) {
            let calendar = calendar();
            let from = crate::day::later(date(2025, 1, 1), skip);
            let (promised, legal) = (limit(promised, Unit::ALL[a]), limit(legal, Unit::ALL[b]));
            let ends = |begins, limit: Limit| calendar.count(begins, limit.days, limit.unit).unwrap().last;
            let first = (0..366).map(|n| crate::day::later(from, n)).find(|day| ends(*day, promised) > ends(*day, legal));
            prop_assert_eq!(breach(&calendar, from, promised, legal).map(|b| b.begins), first);
        }
    }
}
