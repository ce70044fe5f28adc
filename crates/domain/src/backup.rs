//! 备份: when one is due, which ones are kept, and what is to be said of the newest good one.

use crate::day;
use crate::time::{Instant, month_of};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How many backups of the schedule are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Keep {
    /// The newest of each of the last days that have one.
    pub daily: u16,
    /// The newest of each of the last weeks, Monday to Sunday.
    pub weekly: u16,
    /// The newest of each of the last months.
    pub monthly: u16,
}

/// When backups are made by themselves, and what becomes of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Schedule {
    /// They are made.
    pub on: bool,
    /// From this hour on, 0…23; a program that was not running then makes it when it starts.
    pub hour: u8,
    /// Which ones are kept.
    pub keep: Keep,
    /// Encrypted to the installation's own key.
    pub protected: bool,
    /// The newest one is restored in a scratch place once a month, and so proved.
    pub drill: bool,
}

impl Default for Schedule {
    fn default() -> Self {
        Self { on: true, hour: 2, keep: Keep { daily: 7, weekly: 4, monthly: 6 }, protected: false, drill: true }
    }
}

/// Most backups kept of each kind.
pub const MOST_KEPT: u16 = 60;

impl Schedule {
    /// The field that breaks a rule.
    pub fn wrong(&self) -> Option<&'static str> {
        if self.hour > 23 {
            return Some("hour");
        }
        let Keep { daily, weekly, monthly } = self.keep;
        // Without a single day the newest one itself would be rotated away.
        if !(1..=MOST_KEPT).contains(&daily) {
            return Some("daily");
        }
        if weekly > MOST_KEPT {
            return Some("weekly");
        }
        (monthly > MOST_KEPT).then_some("monthly")
    }

    /// The day whose backup is the newest that should be there by now.
    pub fn slot(&self, now: Instant) -> Date {
        let civil = now.civil();
        let has_come = civil.hour() >= i8::try_from(self.hour).unwrap_or(0);
        if has_come { civil.date() } else { day::later(civil.date(), -1) }
    }

    /// The day whose backup is due; `done_for` is that of the last one. One that is days ahead was made by a clock that has since
    /// been set back.
    pub fn due(&self, now: Instant, done_for: Option<Date>) -> Option<Date> {
        let slot = self.slot(now);
        (self.on && done_for.is_none_or(|done| done < slot || done > day::later(slot, 1))).then_some(slot)
    }

    /// The month whose drill is due, `YYYY-MM`; the last one may have been made by a clock that has since been set back.
    pub fn drill_due(&self, now: Instant, done_for: Option<&str>) -> Option<String> {
        let month = month_of(now.day());
        (self.on && self.drill && done_for.is_none_or(|done| done != month)).then_some(month)
    }
}

/// A backup as rotation looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    /// When.
    pub at: Instant,
    /// It was restored and found good.
    pub proved: bool,
}

/// Which backups are kept, in the order given: the newest of each of the last days, weeks and months that have one, and always
/// the newest one and the newest one that was proved.
pub fn kept(all: &[Made], keep: Keep) -> Vec<bool> {
    let mut newest_first: Vec<usize> = (0..all.len()).collect();
    newest_first.sort_by_key(|i| std::cmp::Reverse(all.get(*i).map(|m| m.at)));
    let mut kept = vec![false; all.len()];
    let mut mark = |spans: &dyn Fn(Date) -> String, most: u16| {
        let mut seen: Vec<String> = Vec::new();
        for i in &newest_first {
            let Some(made) = all.get(*i) else { continue };
            let span = spans(made.at.day());
            if seen.len() >= usize::from(most) {
                break;
            }
            if !seen.contains(&span) {
                seen.push(span);
                if let Some(slot) = kept.get_mut(*i) {
                    *slot = true;
                }
            }
        }
    };
    mark(&|day| day.to_string(), keep.daily);
    mark(&week_of, keep.weekly);
    mark(&month_of, keep.monthly);
    let newest = newest_first.first().copied();
    let newest_proved = newest_first.iter().copied().find(|i| all.get(*i).is_some_and(|m| m.proved));
    for i in [newest, newest_proved].into_iter().flatten() {
        if let Some(slot) = kept.get_mut(i) {
            *slot = true;
        }
    }
    kept
}

/// The Monday of a day's week.
fn week_of(date: Date) -> String {
    day::later(date, -i64::from(date.weekday().to_monday_zero_offset())).to_string()
}

/// What is to be said of the newest good backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It is young, and one was proved not long ago.
    Good,
    /// There is none at all.
    Missing,
    /// It is older than two days.
    Old,
    /// None was proved in the last 45 days.
    Unproved,
}

/// Older than so many hours a newest backup is old: a day's one may be late by a day.
const OLD_HOURS: i64 = 49;
/// Longer than so many days ago a proof is too long ago: a month's one may be late by two weeks.
const UNPROVED_DAYS: i64 = 45;

/// What is to be said, from when the newest good one was made and when one was last proved.
pub fn standing(now: Instant, newest: Option<Instant>, proved: Option<Instant>) -> Standing {
    let Some(newest) = newest else { return Standing::Missing };
    if newest.plus_seconds(OLD_HOURS * 3600) < now {
        return Standing::Old;
    }
    match proved {
        Some(at) if at.plus_seconds(UNPROVED_DAYS * 86_400) >= now => Standing::Good,
        _ => Standing::Unproved,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{Date, date};
    use proptest::prelude::*;

    fn at(day: Date, hour: i8) -> Instant {
        Instant::from_civil(day.at(hour, 30, 0, 0)).unwrap()
    }

    #[test]
    fn it_is_due_once_a_day_from_its_hour_on() {
        let schedule = Schedule { hour: 2, ..Schedule::default() };
        let (today, before) = (date(2026, 11, 23), date(2026, 11, 22));
        assert_eq!(schedule.due(at(today, 1), Some(before)), None);
        assert_eq!(schedule.due(at(today, 2), Some(before)), Some(today));
        assert_eq!(schedule.due(at(today, 2), Some(today)), None);
        // The machine was off in the night, or for days.
        assert_eq!(schedule.due(at(today, 1), Some(date(2026, 11, 20))), Some(before));
        assert_eq!(schedule.due(at(today, 9), None), Some(today));
        // A clock that was set back makes none twice.
        assert_eq!(schedule.due(at(before, 9), Some(today)), None);
        // One that was ahead for a while does not stop them for as long.
        assert_eq!(schedule.due(at(today, 9), Some(date(2036, 1, 1))), Some(today));
        assert_eq!(Schedule { on: false, ..schedule }.due(at(today, 9), None), None);
    }

    #[test]
    fn a_drill_is_due_once_a_month() {
        let schedule = Schedule::default();
        assert_eq!(schedule.drill_due(at(date(2026, 12, 1), 0), Some("2026-11")).as_deref(), Some("2026-12"));
        assert_eq!(schedule.drill_due(at(date(2026, 12, 31), 0), Some("2026-12")), None);
        assert_eq!(schedule.drill_due(at(date(2026, 12, 31), 0), Some("2036-01")).as_deref(), Some("2026-12"));
        assert_eq!(Schedule { drill: false, ..schedule }.drill_due(at(date(2026, 12, 1), 0), None), None);
    }

    #[test]
    fn days_weeks_and_months_are_kept() {
        // One a day from the first of June on, at half past two.
        let days: Vec<Date> = (0..176).map(|n| day::later(date(2026, 6, 1), n)).collect();
        let all: Vec<Made> = days.iter().map(|d| Made { at: at(*d, 2), proved: false }).collect();
        let keep = Keep { daily: 3, weekly: 3, monthly: 3 };
        let left: Vec<String> = days.iter().zip(kept(&all, keep)).filter(|(_, k)| *k).map(|(d, _)| d.to_string()).collect();
        // Monday 23 November is the last day: it, two days before, two Sundays before, and the ends of two months.
        assert_eq!(left, ["2026-09-30", "2026-10-31", "2026-11-15", "2026-11-21", "2026-11-22", "2026-11-23"]);
    }

    proptest! {
        #[test]
        fn the_newest_and_the_newest_proved_are_never_lost(
            hours in proptest::collection::vec((0_i64..20_000, any::<bool>()), 0..60),
            daily in 1_u16..10, weekly in 0_u16..10, monthly in 0_u16..10,
        ) {
            let base = at(date(2025, 1, 1), 0);
            let all: Vec<Made> = hours.iter().map(|(h, proved)| Made { at: base.plus_seconds(h * 3600), proved: *proved }).collect();
            let keep = Keep { daily, weekly, monthly };
            let first = kept(&all, keep);
            let left: Vec<Made> = all.iter().zip(&first).filter(|(_, k)| **k).map(|(m, _)| *m).collect();
            prop_assert!(left.len() <= usize::from(daily + weekly + monthly) + 2);
            let newest = |of: &[Made]| of.iter().map(|m| m.at).max();
            prop_assert_eq!(newest(&left), newest(&all));
            let proved = |of: &[Made]| of.iter().filter(|m| m.proved).map(|m| m.at).max();
            prop_assert_eq!(proved(&left), proved(&all));
            // Rotating again takes nothing more away.
            prop_assert!(kept(&left, keep).into_iter().all(|k| k));
        }
    }

    #[test]
    fn rules_of_a_schedule() {
        let good = Schedule::default();
        assert_eq!(good.wrong(), None);
        assert_eq!(Schedule { hour: 24, ..good }.wrong(), Some("hour"));
        assert_eq!(Schedule { keep: Keep { daily: 0, weekly: 4, monthly: 4 }, ..good }.wrong(), Some("daily"));
        assert_eq!(Schedule { keep: Keep { daily: 1, weekly: 0, monthly: 61 }, ..good }.wrong(), Some("monthly"));
    }

    #[test]
    fn what_is_said() {
        let now = at(date(2026, 11, 23), 9);
        let hours = |n: i64| Some(now.plus_seconds(-n * 3600));
        assert_eq!(standing(now, None, None), Standing::Missing);
        assert_eq!(standing(now, hours(50), hours(1)), Standing::Old);
        assert_eq!(standing(now, hours(31), None), Standing::Unproved);
        assert_eq!(standing(now, hours(31), hours(46 * 24)), Standing::Unproved);
        assert_eq!(standing(now, hours(31), hours(30 * 24)), Standing::Good);
    }
}
