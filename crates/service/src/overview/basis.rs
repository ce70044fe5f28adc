//! Figures as units are now (现行口径) or as they were then (当时口径).
//!
//! Rows are kept under the unit that they were reported for, for good. As units are now, a predecessor's rows are its
//! successor's. As they were then, a row is the predecessor's before the merge and the successor's from its day on.

use domain::change::{Basis, ChangeKind};
use domain::figures::Counts;
use domain::period::Period;
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};
use store::change::Succession;
use store::figures::Sums;

/// Who was merged into whom, in order of days.
pub(super) struct Merges(Vec<Succession>);

impl Merges {
    pub(super) fn of(all: Vec<Succession>) -> Self {
        let mut merges: Vec<Succession> = all.into_iter().filter(|s| s.kind == ChangeKind::Merge).collect();
        merges.sort_by_key(|s| s.effective);
        Self(merges)
    }

    /// A unit and those that were merged into it, also through others.
    pub(super) fn members(&self, unit: i64) -> Vec<i64> {
        let mut members = vec![unit];
        let mut at = 0;
        while let Some(of) = members.get(at).copied() {
            members.extend(self.0.iter().filter(|s| s.successor == of).map(|s| s.predecessor));
            at += 1;
        }
        members
    }

    /// Days on which something was merged inside of a period, so that its rows before and after are different units'.
    pub(super) fn days_within(&self, period: Period) -> Vec<Date> {
        let mut days: Vec<Date> = self.0.iter().map(|s| s.effective).filter(|day| period.from < *day && *day <= period.to).collect();
        days.dedup();
        days
    }

    /// Counts by unit, from counts by the unit that rows were reported for. `late`: the same from each of
    /// [`Self::days_within`] to the end of the period.
    pub(super) fn settle(&self, basis: Basis, period: Period, sums: &Sums, late: &HashMap<Date, Sums>) -> BTreeMap<i64, Counts> {
        let mut counts = sums.0.clone();
        for s in &self.0 {
            let moved = match basis {
                Basis::Now => counts.remove(&s.predecessor),
                Basis::Then if s.effective > period.to => None,
                Basis::Then if s.effective <= period.from => counts.remove(&s.predecessor),
                Basis::Then => late.get(&s.effective).map(|late| {
                    let members = self.members_until(s.predecessor, s.effective);
                    members.iter().filter_map(|m| late.0.get(m)).fold(Counts::default(), |sum, c| sum.plus(c))
                }),
            };
            let Some(moved) = moved else { continue };
            if let Some(before) = counts.get_mut(&s.predecessor) {
                *before = before.minus(&moved);
            }
            let into = counts.entry(s.successor).or_default();
            *into = into.plus(&moved);
        }
        counts
    }

    /// A unit and those that had been merged into it by a day.
    fn members_until(&self, unit: i64, day: Date) -> Vec<i64> {
        let mut members = vec![unit];
        let mut at = 0;
        while let Some(of) = members.get(at).copied() {
            members.extend(self.0.iter().filter(|s| s.successor == of && s.effective <= day).map(|s| s.predecessor));
            at += 1;
        }
        members
    }

    /// Those that were merged straight into a unit, each with the last day on which it counted by itself.
    pub(super) fn before(&self, unit: i64) -> impl Iterator<Item = (i64, Date)> {
        self.0.iter().filter(move |s| s.successor == unit).map(|s| (s.predecessor, domain::day::later(s.effective, -1)))
    }

    /// The last day on which a unit counted by itself, if it was merged.
    pub(super) fn last_day(&self, unit: i64) -> Option<Date> {
        self.0.iter().find(|s| s.predecessor == unit).map(|s| domain::day::later(s.effective, -1))
    }

    /// As it was then and as it is now differ for rows of a period.
    pub(super) fn differ(&self, period: Period) -> bool {
        self.0.iter().any(|s| s.effective > period.from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn day(n: i8) -> Date {
        date(2026, 11, n)
    }

    fn merge(predecessor: i64, successor: i64, on: i8) -> Succession {
        Succession { predecessor, successor, kind: ChangeKind::Merge, effective: day(on) }
    }

    /// One rating a day and unit, as sums.
    fn sums(rows: &[(i64, i8)], period: Period) -> Sums {
        let mut sums = Sums::default();
        for (unit, _) in rows.iter().filter(|(_, d)| period.from <= day(*d) && day(*d) <= period.to) {
            sums.0.entry(*unit).or_default().grades[4] += 1;
        }
        sums
    }

    fn settled(merges: &Merges, basis: Basis, period: Period, rows: &[(i64, i8)]) -> BTreeMap<i64, i64> {
        let late = merges.days_within(period).into_iter().map(|d| (d, sums(rows, Period { from: d, to: period.to }))).collect();
        let settled = merges.settle(basis, period, &sums(rows, period), &late);
        settled.into_iter().map(|(unit, c)| (unit, c.valid())).filter(|(_, n)| *n != 0).collect()
    }

    /// The unit that a row of a day belongs to, by walking the chain.
    fn owner(merges: &[Succession], basis: Basis, unit: i64, on: i8) -> i64 {
        let next = merges.iter().find(|s| s.predecessor == unit && (basis == Basis::Now || s.effective <= day(on)));
        next.map_or(unit, |s| owner(merges, basis, s.successor, on))
    }

    #[test]
    fn now_and_then() {
        // 1 was merged into 3 on the 5th, 2 into 3 on the 10th, 3 into 4 on the 20th.
        let list = vec![merge(1, 3, 5), merge(2, 3, 10), merge(3, 4, 20)];
        let merges = Merges::of(list);
        assert_eq!(merges.members(4), [4, 3, 1, 2]);
        let rows: Vec<(i64, i8)> = (1..=30).flat_map(|d| [(1, d), (2, d), (4, d)]).collect();
        let month = Period { from: day(1), to: day(30) };
        assert_eq!(settled(&merges, Basis::Now, month, &rows), BTreeMap::from([(4, 90)]));
        // 1: 4 days; 2: 9 days; 3: 15 of 1 and 10 of 2; 4: the rest and its own.
        assert_eq!(settled(&merges, Basis::Then, month, &rows), BTreeMap::from([(1, 4), (2, 9), (3, 25), (4, 52)]));
        let first_week = Period { from: day(1), to: day(4) };
        assert_eq!(settled(&merges, Basis::Then, first_week, &rows), BTreeMap::from([(1, 4), (2, 4), (4, 4)]));
        assert!(merges.differ(first_week) && !merges.differ(Period { from: day(20), to: day(30) }));
        assert_eq!(merges.last_day(1), Some(day(4)));
    }

    proptest! {
        /// Whatever was merged when: every row is counted once, for the unit that walking the chain finds.
        #[test]
        fn every_row_is_counted_once(
            targets in prop::collection::vec((0_i64..6, 1_i8..29), 6),
            rows in prop::collection::vec((0_i64..7, 1_i8..30), 0..60),
            from in 1_i8..29,
            length in 0_i8..28,
        ) {
            // Unit n may be merged into a larger one, so that no circle arises; a successor ends after its predecessor.
            let mut list: Vec<Succession> = Vec::new();
            for (unit, (by, on)) in (0_i64..).zip(targets) {
                let into = unit + 1 + by;
                let earliest = list.iter().filter(|s| s.successor == unit).map(|s| s.effective).max();
                if into <= 6 && earliest.is_none_or(|e| e < day(on)) {
                    list.push(merge(unit, into, on));
                }
            }
            let merges = Merges::of(list.clone());
            let period = Period { from: day(from), to: day((from + length).min(30)) };
            for basis in [Basis::Now, Basis::Then] {
                let mut expected: BTreeMap<i64, i64> = BTreeMap::new();
                for (unit, on) in rows.iter().filter(|(_, d)| period.from <= day(*d) && day(*d) <= period.to) {
                    *expected.entry(owner(&list, basis, *unit, *on)).or_default() += 1;
                }
                prop_assert_eq!(settled(&merges, basis, period, &rows), expected);
            }
        }
    }
}
