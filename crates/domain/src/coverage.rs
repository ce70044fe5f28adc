//! Which days files cover. Within them what is not in a file did not happen; outside of them nothing is known.

use crate::change::Being;
use crate::day::later;
use crate::period::Period;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

/// A set of days as periods, in order, with at least a day between one and the next.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Days(Vec<Period>);

fn day_after(day: Date) -> Date {
    later(day, 1)
}

impl Days {
    /// The days of some periods.
    pub fn of(periods: impl IntoIterator<Item = Period>) -> Self {
        let mut given: Vec<Period> = periods.into_iter().collect();
        given.sort_by_key(|p| p.from);
        let mut merged: Vec<Period> = Vec::with_capacity(given.len());
        for p in given {
            match merged.last_mut() {
                Some(last) if p.from <= day_after(last.to) => last.to = last.to.max(p.to),
                _ => merged.push(p),
            }
        }
        Self(merged)
    }

    /// The periods, in order.
    pub fn periods(&self) -> &[Period] {
        &self.0
    }

    /// Every day of a period is in it.
    pub fn covers(&self, period: Period) -> bool {
        self.0.iter().any(|p| p.from <= period.from && period.to <= p.to)
    }

    /// The days that are in both.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let meet = |a: &Period, b: &Period| Period::new(a.from.max(b.from), a.to.min(b.to));
        Self::of(self.0.iter().flat_map(|a| other.0.iter().filter_map(move |b| meet(a, b))))
    }

    /// The days that are in one of both.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        Self::of(self.0.iter().chain(&other.0).copied())
    }

    /// Every day before one.
    pub fn until(day: Date) -> Self {
        Self(vec![Period { from: Date::MIN, to: later(day, -1) }])
    }

    /// Every day from one on.
    pub fn since(day: Date) -> Self {
        Self(vec![Period { from: day, to: Date::MAX }])
    }

    /// There is no day in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// These, and the days on which a unit is not there: of those nothing has to be known.
    #[must_use]
    pub fn or_not_there(&self, being: Being) -> Self {
        let before = being.opened.map(Self::until);
        let after = being.ended.map(Self::since);
        before.iter().chain(&after).fold(self.clone(), |days, more| days.or(more))
    }

    /// The part that says most about a period: the one that meets it last, else the newest.
    pub fn near(&self, period: Period) -> Option<Period> {
        let meets = |p: &&Period| p.from <= period.to && period.from <= p.to;
        self.0.iter().rev().find(meets).or(self.0.last()).copied()
    }
}

/// The days that a file stands for whose first and last rows are of these days: weekends around them have no rows
/// because the windows are closed. Never a day after `last`.
pub fn with_weekends(rows: Period, last: Date) -> Period {
    let rests = |day: Date| matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    let (mut from, mut to) = (rows.from, rows.to);
    while rests(later(from, -1)) {
        from = later(from, -1);
    }
    while rests(day_after(to)) && day_after(to) <= last {
        to = day_after(to);
    }
    Period { from, to }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn period(from: i16, to: i16) -> Period {
        let day = |n: i16| later(date(2026, 1, 1), i64::from(n));
        Period { from: day(from), to: day(to) }
    }

    #[test]
    fn neighbours_become_one() {
        let days = Days::of([period(10, 12), period(0, 4), period(5, 6)]);
        assert_eq!(days.periods(), [period(0, 6), period(10, 12)]);
        assert!(days.covers(period(3, 6)));
        assert!(!days.covers(period(6, 10)));
        assert_eq!(days.near(period(5, 8)), Some(period(0, 6)));
        assert_eq!(days.near(period(20, 30)), Some(period(10, 12)));
    }

    #[test]
    fn a_file_of_a_working_week_stands_for_the_week() {
        let (monday, friday) = (date(2026, 11, 16), date(2026, 11, 20));
        let rows = Period { from: monday, to: friday };
        assert_eq!(with_weekends(rows, date(2026, 11, 24)), Period { from: date(2026, 11, 14), to: date(2026, 11, 22) });
        assert_eq!(with_weekends(rows, date(2026, 11, 21)).to, date(2026, 11, 21));
        assert_eq!(with_weekends(rows, friday).to, friday);
    }

    proptest! {
        #[test]
        fn sets_of_days_behave_as_sets(a in proptest::collection::vec((0_i16..60, 0_i16..9), 0..6), b in proptest::collection::vec((0_i16..60, 0_i16..9), 0..6)) {
            let set = |spans: &[(i16, i16)]| Days::of(spans.iter().map(|(from, n)| period(*from, from + n)));
            let has = |spans: &[(i16, i16)], day: i16| spans.iter().any(|(from, n)| (*from..=from + n).contains(&day));
            let (left, right) = (set(&a), set(&b));
            for day in 0..70 {
                let one = period(day, day);
                prop_assert_eq!(left.covers(one), has(&a, day));
                prop_assert_eq!(left.and(&right).covers(one), has(&a, day) && has(&b, day));
            }
            for pair in left.periods().windows(2) {
                prop_assert!(day_after(pair[0].to) < pair[1].from);
            }
        }
    }
}
