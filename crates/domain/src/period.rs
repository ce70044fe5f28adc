//! Periods of civil days: the presets of the period picker and how figures are read for one.

use crate::day::{later, months_later};
use crate::time::{month_of, weekday_index};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The first day the console accepts anything for: the platform began in 2016, earlier data would be a typing error.
pub const FIRST_DAY: Date = jiff::civil::date(2010, 1, 1);

/// Civil days from `from` to `to`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Period {
    /// First day.
    #[serde(with = "crate::day::DayText")]
    pub from: Date,
    /// Last day.
    #[serde(with = "crate::day::DayText")]
    pub to: Date,
}

/// What the period picker offers besides free dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Preset {
    /// 上周, Monday to Sunday; the default.
    LastWeek,
    /// 本周
    ThisWeek,
    /// 本月累计
    MonthToDate,
    /// 上月
    LastMonth,
    /// 本季累计
    QuarterToDate,
    /// 今年累计
    YearToDate,
    /// 近12个月, whole months up to the last one that is complete
    TwelveMonths,
}

impl Preset {
    /// In the order of the picker.
    pub const ALL: [Self; 7] =
        [Self::LastWeek, Self::ThisWeek, Self::MonthToDate, Self::LastMonth, Self::QuarterToDate, Self::YearToDate, Self::TwelveMonths];

    /// The word used in addresses and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::LastWeek => "last_week",
            Self::ThisWeek => "this_week",
            Self::MonthToDate => "month_to_date",
            Self::LastMonth => "last_month",
            Self::QuarterToDate => "quarter_to_date",
            Self::YearToDate => "year_to_date",
            Self::TwelveMonths => "twelve_months",
        }
    }

    /// The preset of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.code() == code)
    }

    /// The days it means when the figures run up to and including `cutoff` (统计截止日).
    ///
    /// Periods that are over are seen from the day after: with figures up to a Sunday, 上周 is the week of that Sunday.
    pub fn period(self, cutoff: Date) -> Period {
        let seen_from = back(cutoff, -1);
        let monday = |day: Date| back(day, i64::from(weekday_index(day)));
        let month = cutoff.first_of_month();
        match self {
            Self::LastWeek => Period { from: back(monday(seen_from), 7), to: back(monday(seen_from), 1) },
            Self::ThisWeek => Period { from: monday(cutoff), to: cutoff },
            Self::MonthToDate => Period { from: month, to: cutoff },
            Self::LastMonth => {
                let last = back(seen_from.first_of_month(), 1);
                Period { from: last.first_of_month(), to: last }
            }
            Self::QuarterToDate => {
                let first = (cutoff.month() - 1) / 3 * 3 + 1;
                Period { from: Date::new(cutoff.year(), first, 1).unwrap_or(month), to: cutoff }
            }
            Self::YearToDate => Period { from: cutoff.first_of_year(), to: cutoff },
            Self::TwelveMonths => {
                let end = if cutoff == cutoff.last_of_month() { cutoff } else { back(month, 1) };
                Period { from: months_back(end.first_of_month(), 11), to: end }
            }
        }
    }
}

/// The whole months and the single days that a period is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// First and last whole month (`YYYY-MM`), if the period holds one.
    pub months: Option<(String, String)>,
    /// Days before the first and after the last whole month.
    pub days: Vec<Period>,
}

impl Period {
    /// A period, unless its end lies before its beginning.
    pub fn new(from: Date, to: Date) -> Option<Self> {
        (from <= to).then_some(Self { from, to })
    }

    /// Number of days, at least 1.
    pub fn days(self) -> i64 {
        self.to.duration_since(self.from).as_hours() / 24 + 1
    }

    /// Splits into whole months (read from monthly figures) and edge days (read from daily ones).
    pub fn parts(self) -> Parts {
        let first = if self.from.day() == 1 { self.from } else { months_back(self.from.first_of_month(), -1) };
        let last_month = self.to.first_of_month();
        let last = if self.to == self.to.last_of_month() { last_month } else { months_back(last_month, 1) };
        if last < first {
            return Parts { months: None, days: vec![self] };
        }
        let mut days = Vec::new();
        if self.from < first {
            days.push(Self { from: self.from, to: back(first, 1) });
        }
        if last.last_of_month() < self.to {
            days.push(Self { from: back(last.last_of_month(), -1), to: self.to });
        }
        Parts { months: Some((month_of(first), month_of(last))), days }
    }

    /// The period of the same length just before; whole months are compared with whole months.
    #[must_use]
    pub fn before(self) -> Self {
        if self.from.day() == 1 && self.to == self.to.last_of_month() {
            let months = i64::from(self.to.year() - self.from.year()) * 12 + i64::from(self.to.month() - self.from.month()) + 1;
            let from = months_back(self.from, months);
            return Self { from, to: back(self.from, 1) };
        }
        if self.from.day() == 1 && self.from.first_of_month() == self.to.first_of_month() {
            // 本月累计 is compared with the same days of the month before.
            let from = months_back(self.from, 1);
            let to = from.with().day(self.to.day().min(from.days_in_month())).build().unwrap_or(from);
            return Self { from, to };
        }
        Self { from: back(self.from, self.days()), to: back(self.from, 1) }
    }

    /// The same days a year earlier (29 February becomes 28).
    #[must_use]
    pub fn year_before(self) -> Self {
        Self { from: months_back(self.from, 12), to: months_back(self.to, 12) }
    }
}

/// `n` days back (forward if negative), kept inside the calendar.
fn back(day: Date, n: i64) -> Date {
    later(day, -n)
}

/// `n` months back (forward if negative), the day kept where the month has it.
pub fn months_back(day: Date, n: i64) -> Date {
    months_later(day, -n)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn presets_on_a_monday() {
        let today = date(2026, 11, 23);
        let p = |preset: Preset| preset.period(today);
        assert_eq!(p(Preset::LastWeek), Period { from: date(2026, 11, 16), to: date(2026, 11, 22) });
        assert_eq!(p(Preset::ThisWeek), Period { from: today, to: today });
        assert_eq!(p(Preset::MonthToDate), Period { from: date(2026, 11, 1), to: today });
        assert_eq!(p(Preset::LastMonth), Period { from: date(2026, 10, 1), to: date(2026, 10, 31) });
        assert_eq!(p(Preset::QuarterToDate).from, date(2026, 10, 1));
        let sunday = date(2026, 11, 22);
        assert_eq!(Preset::LastWeek.period(sunday), p(Preset::LastWeek));
        assert_eq!(Preset::LastMonth.period(date(2026, 11, 30)).from, date(2026, 11, 1));
        assert_eq!(p(Preset::TwelveMonths), Period { from: date(2025, 11, 1), to: date(2026, 10, 31) });
    }

    #[test]
    fn comparisons() {
        let month = Period { from: date(2026, 3, 1), to: date(2026, 3, 31) };
        assert_eq!(month.before(), Period { from: date(2026, 2, 1), to: date(2026, 2, 28) });
        let to_date = Period { from: date(2026, 3, 1), to: date(2026, 3, 30) };
        assert_eq!(to_date.before(), Period { from: date(2026, 2, 1), to: date(2026, 2, 28) });
        let week = Period { from: date(2026, 3, 2), to: date(2026, 3, 8) };
        assert_eq!(week.before(), Period { from: date(2026, 2, 23), to: date(2026, 3, 1) });
    }

    proptest! {
        /// Whole months and edge days together are exactly the days of the period.
        #[test]
        fn parts_cover_every_day_once(start in 0i64..6000, length in 0i64..1200) {
            let from = back(date(2010, 1, 1), -start);
            let period = Period { from, to: back(from, -length) };
            let parts = period.parts();
            let in_months = |d: Date| parts.months.as_ref().is_some_and(|(a, b)| (a.as_str()..=b.as_str()).contains(&month_of(d).as_str()));
            let in_days = |d: Date| parts.days.iter().filter(|p| p.from <= d && d <= p.to).count();
            for d in [back(from, 1), back(period.to, -1)] {
                prop_assert!(!in_months(d) && in_days(d) == 0);
            }
            let mut d = period.from;
            while d <= period.to {
                prop_assert_eq!(usize::from(in_months(d)) + in_days(d), 1);
                d = back(d, -1);
            }
            prop_assert!(period.before().to < period.from);
        }
    }
}
