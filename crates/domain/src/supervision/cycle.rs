//! 反馈周期: on which days a matter's progress is to be told.

use crate::calendar::Calendar;
use crate::day::{later, months_later};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Longest period between two reports, in days.
pub const MOST_DAYS: u32 = 366;

/// How often progress is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Cycle {
    /// 办结时一次反馈
    #[default]
    None,
    /// Every so many days after it was handed out.
    Days(
        /// How many.
        u32,
    ),
    /// 每周: every seventh day after it was handed out.
    Weekly,
    /// 每半月: on the 15th and the last day of a month.
    HalfMonthly,
    /// 每月: on the last day of a month.
    Monthly,
}

impl Cycle {
    /// Whether days can be named by it.
    pub fn is_possible(self) -> bool {
        !matches!(self, Self::Days(days) if days == 0 || days > MOST_DAYS)
    }

    /// The first day of its schedule after a day; `start` is when the matter was handed out.
    fn after(self, start: Date, day: Date) -> Option<Date> {
        let day = day.max(start);
        let every = |n: u32| {
            let n = i64::from(n.max(1));
            let passed = i64::from((day - start).get_days()).max(0);
            later(start, (passed / n + 1) * n)
        };
        let end_of = |month: Date| month.last_of_month();
        Some(match self {
            Self::None => return None,
            Self::Days(n) => every(n),
            Self::Weekly => every(7),
            Self::HalfMonthly if day.day() < 15 => later(day.first_of_month(), 14),
            Self::HalfMonthly | Self::Monthly if day < end_of(day) => end_of(day),
            Self::HalfMonthly => later(months_later(day.first_of_month(), 1), 14),
            Self::Monthly => end_of(months_later(day.first_of_month(), 1)),
        })
    }

    /// The day until which the next report is due, moved off days of rest (民法典 §203). `start` is when the matter was handed
    /// out or went on, `reports` the days on which progress was told since, in turn.
    ///
    /// A report counts for the period in which it is made: one that comes early is not asked for again when the period ends,
    /// a second one in the same period does not stand for the next, and a late one does not let two periods pass.
    pub fn next(self, start: Date, reports: impl IntoIterator<Item = Date>, calendar: &Calendar) -> Option<Date> {
        let (mut begun, mut due) = (later(start, -1), self.after(start, start)?);
        for day in reports {
            if day > begun {
                begun = due.max(day);
                due = self.after(start, begun)?;
            }
        }
        Some(calendar.worked_from(due))
    }
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

    #[test]
    fn days_of_each_cycle() {
        let calendar = calendar();
        // A Monday.
        let start = date(2026, 11, 2);
        let table: &[(Cycle, &[(i16, i8, i8)], Option<Date>)] = &[
            (Cycle::None, &[], None),
            (Cycle::Days(10), &[], Some(date(2026, 11, 12))),
            (Cycle::Days(10), &[(2026, 11, 10)], Some(date(2026, 11, 23))),
            (Cycle::Weekly, &[], Some(date(2026, 11, 9))),
            (Cycle::Weekly, &[(2026, 11, 2)], Some(date(2026, 11, 16))),
            (Cycle::Weekly, &[(2026, 11, 4), (2026, 11, 5)], Some(date(2026, 11, 16))),
            (Cycle::Weekly, &[(2026, 11, 4), (2026, 11, 12)], Some(date(2026, 11, 23))),
            (Cycle::Weekly, &[(2026, 11, 11)], Some(date(2026, 11, 16))),
            (Cycle::HalfMonthly, &[], Some(date(2026, 11, 16))),
            (Cycle::HalfMonthly, &[(2026, 11, 15)], Some(date(2026, 11, 30))),
            (Cycle::HalfMonthly, &[(2026, 11, 10), (2026, 11, 30)], Some(date(2026, 12, 15))),
            (Cycle::Monthly, &[], Some(date(2026, 11, 30))),
            (Cycle::Monthly, &[(2026, 11, 3)], Some(date(2026, 12, 31))),
        ];
        for (cycle, reports, expected) in table {
            let days = reports.iter().map(|(y, m, d)| date(*y, *m, *d));
            assert_eq!(cycle.next(start, days, &calendar), *expected, "{cycle:?} {reports:?}");
        }
    }

    proptest! {
        #[test]
        fn the_next_day_lies_ahead_of_every_report(kind in 0_usize..4, n in 1_u32..40, mut reports in proptest::collection::vec(0_i64..200, 0..6)) {
            let cycle: Cycle = [Cycle::Days(n), Cycle::Weekly, Cycle::HalfMonthly, Cycle::Monthly][kind];
            let (start, calendar) = (date(2026, 1, 31), calendar());
            reports.sort_unstable();
            let days: Vec<Date> = reports.iter().map(|at| later(start, *at)).collect();
            let next = cycle.next(start, days.iter().copied(), &calendar).unwrap();
            prop_assert!(days.iter().all(|day| *day < next), "{days:?} {next}");
            prop_assert!(next > start && calendar.is_worked(next));
            // The same day told twice is told once.
            let twice: Vec<Date> = days.iter().flat_map(|day| [*day, *day]).collect();
            prop_assert_eq!(cycle.next(start, twice, &calendar), Some(next));
        }
    }
}
