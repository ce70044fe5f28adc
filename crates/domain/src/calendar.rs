//! 工作日历: which days are worked, and how periods of days are counted.
//!
//! The State Council publishes each November which days of the next year are off and which weekend days are worked
//! instead (调休). Until a year is published, its days are *provisional*: weekends are off, nothing else is known.
//!
//! Counting follows 民法典 §201 (the day on which the period begins is not counted) and §203 (if the last day is a
//! statutory day of rest, the period ends with the next working day, at 24:00 unless the office closes before).

pub mod notice;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;

/// More days than this are no period that a law or a promise names.
pub const LONGEST: u32 = 3_660;

/// The last days of a year are settled only by the list of the next one: New Year's make-up days lie before it.
const SETTLED_BY_NEXT_YEAR: i8 = 21;

/// What a day is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// 工作日: a weekday.
    Workday,
    /// 调休上班: a weekend day that is worked.
    MakeUp,
    /// 周末
    Weekend,
    /// 节假日, with the days off around it.
    Holiday,
}

impl DayKind {
    /// Whether offices work.
    pub fn is_worked(self) -> bool {
        matches!(self, Self::Workday | Self::MakeUp)
    }
}

/// A day as the calendar has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Day {
    /// The day.
    #[serde(with = "crate::day::DayText")]
    pub date: Date,
    /// What it is.
    pub kind: DayKind,
    /// 春节, 国庆节 …; empty for plain days.
    pub name: String,
    /// The list that would settle it has not been imported.
    pub provisional: bool,
}

/// A day that a published list names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NamedDay {
    /// The day.
    #[serde(with = "crate::day::DayText")]
    pub date: Date,
    /// 春节, 国庆节 …
    pub name: String,
    /// Off, or worked in place of another day.
    #[serde(rename = "isOffDay")]
    pub off: bool,
}

/// The published list of a year, in the form of the open data set holiday-cn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct YearList {
    /// The year that the document is about; it may name days of the year before and after.
    pub year: i16,
    /// Addresses of the documents.
    #[serde(default)]
    pub papers: Vec<String>,
    /// Days off and days worked instead.
    pub days: Vec<NamedDay>,
}

/// What is wrong with a list.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ListError {
    /// Not the JSON of a list.
    #[error("not a list of days: {0}")]
    Unreadable(String),
    /// A year that cannot be meant.
    #[error("the year {0}")]
    Year(i16),
    /// A day far from the year.
    #[error("{0} is not a day of the list's year")]
    Outside(Date),
    /// A day that stands in the list twice.
    #[error("{0} stands in the list twice")]
    Twice(Date),
    /// Names nothing: the list may not have been published yet.
    #[error("the list names no day off")]
    Empty,
    /// A statutory holiday that a year cannot lack.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// Nothing says of which year it is.
    #[error("the year is not told")]
    NoYear,
    /// The weekday that stands beside a day is another one's.
    #[error("{0} is another day of the week")]
    Weekday(Date),
    /// A holiday has more or fewer days than it says.
    #[error("{name}: {told} days are told, {found} named")]
    Count {
        /// The holiday.
        name: String,
        /// 共…天
        told: u32,
        /// Days that are named.
        found: u32,
    },
}

/// Holidays that 全国年节及纪念日放假办法 §2 gives every year, by the beginning of their names in the lists.
const STATUTORY: [&str; 7] = ["元旦", "春节", "清明", "劳动", "端午", "中秋", "国庆"];

impl YearList {
    /// Reads a list and checks what can be checked of it.
    pub fn parse(text: &str) -> Result<Self, ListError> {
        let list: Self = serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|e| ListError::Unreadable(e.to_string()))?;
        list.check()?;
        Ok(list)
    }

    /// Checks what can be checked of a list by itself.
    pub fn check(&self) -> Result<(), ListError> {
        if !(2007..=2100).contains(&self.year) {
            return Err(ListError::Year(self.year));
        }
        let mut seen = BTreeSet::new();
        for day in &self.days {
            let month = day.date.month();
            let is_near = match day.date.year() - self.year {
                0 => true,
                -1 => month == 12,
                1 => month == 1,
                _ => false,
            };
            if !is_near {
                return Err(ListError::Outside(day.date));
            }
            if !seen.insert(day.date) {
                return Err(ListError::Twice(day.date));
            }
        }
        if !self.days.iter().any(|day| day.off) {
            return Err(ListError::Empty);
        }
        for holiday in STATUTORY {
            // 中秋 and 国庆 fall together in some years and are then named together.
            if !self.days.iter().any(|day| day.off && day.name.contains(holiday)) {
                return Err(ListError::Missing(holiday));
            }
        }
        Ok(())
    }
}

fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// In what a period is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// 日: calendar days.
    Day,
    /// 工作日
    Workday,
    /// 自然日: calendar days, where a text says so to be clear.
    NaturalDay,
}

impl Unit {
    /// Every unit.
    pub const ALL: [Self; 3] = [Self::Day, Self::Workday, Self::NaturalDay];
}

/// A period, counted, with what is needed to check it by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Counted {
    /// The day on which the period begins; not counted (民法典 §201).
    #[serde(with = "crate::day::DayText")]
    pub begins: Date,
    /// How many.
    pub days: u32,
    /// Of what.
    pub unit: Unit,
    /// The last day before it is moved off a day of rest; the same as `last` if it was not.
    #[serde(with = "crate::day::DayText")]
    pub reckoned: Date,
    /// The last day (民法典 §203).
    #[serde(with = "crate::day::DayText")]
    pub last: Date,
    /// Days that were not counted because nobody works, in order; with 日 and 自然日 those that moved the last day.
    pub skipped: Vec<Day>,
    /// Weekend days that were counted because they are worked.
    pub made_up: Vec<Day>,
    /// At least one day is not settled yet: the result may change once its year is published.
    pub provisional: bool,
}

/// Why nothing was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CountError {
    /// Nothing to count, or more than [`LONGEST`].
    #[error("{0} days")]
    Amount(u32),
    /// The calendar ends before the period does.
    #[error("the period leaves the calendar")]
    Outside,
}

/// Published years, and what they say of days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    published: BTreeSet<i16>,
    named: BTreeMap<Date, (String, bool)>,
}

impl Calendar {
    /// A calendar of published lists.
    pub fn new(lists: impl IntoIterator<Item = YearList>) -> Self {
        let mut calendar = Self::default();
        for list in lists {
            calendar.add(list);
        }
        calendar
    }

    /// Adds a list; days that it names are as it says.
    pub fn add(&mut self, list: YearList) {
        self.published.insert(list.year);
        for day in list.days {
            self.named.insert(day.date, (day.name, day.off));
        }
    }

    /// Whether a year's list is there.
    pub fn is_published(&self, year: i16) -> bool {
        self.published.contains(&year)
    }

    /// The years that are there.
    pub fn years(&self) -> impl Iterator<Item = i16> {
        self.published.iter().copied()
    }

    /// What a day is.
    pub fn day(&self, date: Date) -> Day {
        let provisional = !self.is_settled(date);
        match self.named.get(&date) {
            Some((name, off)) => {
                // A list may say of a weekday that it is worked, to end days off that were prolonged (3 February 2020).
                let kind = match (*off, is_weekend(date)) {
                    (true, _) => DayKind::Holiday,
                    (false, true) => DayKind::MakeUp,
                    (false, false) => DayKind::Workday,
                };
                Day { date, kind, name: name.clone(), provisional }
            }
            None => {
                let kind = if is_weekend(date) { DayKind::Weekend } else { DayKind::Workday };
                Day { date, kind, name: String::new(), provisional }
            }
        }
    }

    /// The list of its year is there, and for the last days of December that of the next year too, or the day is named.
    fn is_settled(&self, date: Date) -> bool {
        if !self.is_published(date.year()) {
            return self.named.contains_key(&date);
        }
        let is_late = date.month() == 12 && date.day() >= SETTLED_BY_NEXT_YEAR;
        !is_late || self.named.contains_key(&date) || self.is_published(date.year() + 1)
    }

    /// Whether offices work on a day.
    pub fn is_worked(&self, date: Date) -> bool {
        match self.named.get(&date) {
            Some((_, off)) => !off,
            None => !is_weekend(date),
        }
    }

    /// Counts a period that begins with an event on a day.
    ///
    /// 工作日: days on which offices work are counted, beginning with the day after. 日 and 自然日: every day is counted,
    /// and a last day of rest moves to the next day that is worked.
    pub fn count(&self, begins: Date, days: u32, unit: Unit) -> Result<Counted, CountError> {
        if days == 0 || days > LONGEST {
            return Err(CountError::Amount(days));
        }
        let mut counted =
            Counted { begins, days, unit, reckoned: begins, last: begins, skipped: Vec::new(), made_up: Vec::new(), provisional: false };
        let mut left = days;
        let mut at = begins;
        while left > 0 {
            at = next(at)?;
            let day = self.day(at);
            let counts = unit != Unit::Workday || day.kind.is_worked();
            // In calendar days only the last one's kind matters.
            if unit == Unit::Workday {
                counted.provisional |= day.provisional;
                match day.kind {
                    DayKind::MakeUp => counted.made_up.push(day),
                    DayKind::Weekend | DayKind::Holiday => counted.skipped.push(day),
                    DayKind::Workday => {}
                }
            }
            if counts {
                left -= 1;
            }
        }
        counted.reckoned = at;
        loop {
            let day = self.day(at);
            counted.provisional |= day.provisional;
            if day.kind.is_worked() {
                break;
            }
            counted.skipped.push(day);
            at = next(at)?;
        }
        counted.last = at;
        Ok(counted)
    }

    /// A day, or the next one that is worked if it is not.
    pub fn worked_from(&self, day: Date) -> Date {
        let mut at = day;
        while !self.is_worked(at) {
            let Ok(day) = next(at) else { break };
            at = day;
        }
        at
    }

    /// Days that are worked from the day after one day up to and with another; 0 if it is not later.
    pub fn workdays_between(&self, after: Date, until: Date) -> u32 {
        let mut n = 0;
        let mut at = after;
        while at < until {
            let Ok(day) = next(at) else { break };
            at = day;
            n += u32::from(self.is_worked(at));
        }
        n
    }
}

fn next(date: Date) -> Result<Date, CountError> {
    date.checked_add(1.day()).map_err(|_| CountError::Outside)
}

/// Lists that the program brings along.
///
/// Source: the open data set holiday-cn by NateScarlet and contributors (MIT), made from the announcements of the
/// General Office of the State Council; see `data/holidays/LICENSE`.
pub const SHIPPED: &[&str] = &[
    include_str!("../data/holidays/2016.json"),
    include_str!("../data/holidays/2017.json"),
    include_str!("../data/holidays/2018.json"),
    include_str!("../data/holidays/2019.json"),
    include_str!("../data/holidays/2020.json"),
    include_str!("../data/holidays/2021.json"),
    include_str!("../data/holidays/2022.json"),
    include_str!("../data/holidays/2023.json"),
    include_str!("../data/holidays/2024.json"),
    include_str!("../data/holidays/2025.json"),
    include_str!("../data/holidays/2026.json"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn shipped() -> Calendar {
        Calendar::new(SHIPPED.iter().map(|text| YearList::parse(text).unwrap()))
    }

    #[test]
    fn every_shipped_list_is_right() {
        let calendar = shipped();
        assert_eq!(calendar.years().collect::<Vec<_>>(), (2016..=2026).collect::<Vec<_>>());
    }

    #[test]
    fn days_as_published() {
        let calendar = shipped();
        let kind = |y, m, d| calendar.day(date(y, m, d)).kind;
        assert_eq!(kind(2025, 1, 26), DayKind::MakeUp, "the Sunday before 春节 2025 was worked");
        assert_eq!(kind(2025, 1, 28), DayKind::Holiday);
        assert_eq!(kind(2025, 1, 27), DayKind::Workday);
        assert_eq!(kind(2026, 11, 21), DayKind::Weekend);
        assert_eq!(calendar.day(date(2025, 10, 6)).name, "国庆节、中秋节");
    }

    #[test]
    fn what_is_not_published_is_provisional() {
        let calendar = shipped();
        assert!(!calendar.day(date(2026, 11, 24)).provisional);
        assert!(calendar.day(date(2027, 2, 1)).provisional);
        assert!(calendar.day(date(2026, 12, 28)).provisional, "2027's make-up days may lie there");
        assert!(!calendar.day(date(2025, 12, 28)).provisional);
    }

    #[test]
    fn counts() {
        let calendar = shipped();
        let last = |from, n, unit| calendar.count(from, n, unit).unwrap().last;
        // Over the whole of 国庆 2025 (1 to 8 October), with 28 September and 11 October worked.
        assert_eq!(last(date(2025, 9, 26), 5, Unit::Workday), date(2025, 10, 10));
        // The first day is not counted, and an ordinary last day stays.
        assert_eq!(last(date(2026, 11, 16), 3, Unit::Day), date(2026, 11, 19));
        // A last day of rest moves: 3 days from Wednesday end on a Saturday, then Monday.
        assert_eq!(last(date(2026, 11, 18), 3, Unit::Day), date(2026, 11, 23));
        assert_eq!(last(date(2026, 11, 18), 3, Unit::NaturalDay), date(2026, 11, 23));
        // A Saturday that is worked does not move.
        let made_up = calendar.count(date(2025, 10, 8), 3, Unit::Day).unwrap();
        assert_eq!((made_up.reckoned, made_up.last), (date(2025, 10, 11), date(2025, 10, 11)));
        let moved = calendar.count(date(2026, 9, 28), 3, Unit::Day).unwrap();
        assert_eq!(moved.reckoned, date(2026, 10, 1));
        assert_eq!(moved.skipped.first().map(|d| d.name.as_str()), Some("国庆节"));
        assert_eq!(calendar.count(date(2026, 1, 1), 0, Unit::Day), Err(CountError::Amount(0)));
    }

    #[test]
    fn a_count_that_leaves_what_is_published_says_so() {
        let calendar = shipped();
        assert!(!calendar.count(date(2026, 11, 24), 5, Unit::Workday).unwrap().provisional);
        assert!(calendar.count(date(2026, 12, 17), 5, Unit::Workday).unwrap().provisional);
        assert!(!calendar.count(date(2026, 11, 24), 10, Unit::Day).unwrap().provisional);
        assert!(calendar.count(date(2026, 11, 24), 60, Unit::Day).unwrap().provisional);
    }

    #[test]
    fn wrong_lists_are_refused() {
        let with = |days: &str| format!(r#"{{"year":2027,"papers":[],"days":[{days}]}}"#);
        let parse = |days: &str| YearList::parse(&with(days)).unwrap_err();
        assert!(matches!(YearList::parse("{"), Err(ListError::Unreadable(_))));
        assert_eq!(parse(""), ListError::Empty);
        assert_eq!(parse(r#"{"name":"春节","date":"2026-02-06","isOffDay":true}"#), ListError::Outside(date(2026, 2, 6)));
        let day = r#"{"name":"春节","date":"2027-02-06","isOffDay":true}"#;
        assert_eq!(parse(&format!("{day},{day}")), ListError::Twice(date(2027, 2, 6)));
        assert_eq!(parse(day), ListError::Missing("元旦"));
    }

    proptest! {
        /// A count in workdays ends on a worked day and has exactly that many worked days behind it.
        #[test]
        fn workdays_counted_are_worked(offset in 0_i64..3_900, days in 1_u32..200) {
            let calendar = shipped();
            let begins = date(2016, 1, 1).checked_add(offset.days()).unwrap();
            let counted = calendar.count(begins, days, Unit::Workday).unwrap();
            prop_assert!(calendar.is_worked(counted.last));
            prop_assert_eq!(counted.last, counted.reckoned);
            prop_assert_eq!(calendar.workdays_between(begins, counted.last), days);
            // Every day in between is either counted or explained.
            let between = i64::from((counted.last - begins).get_days());
            prop_assert_eq!(between, i64::from(days) + i64::try_from(counted.skipped.len()).unwrap());
        }

        /// A count in calendar days ends on the reckoned day or, if nobody works then, on the first day after that is worked.
        #[test]
        fn calendar_days_move_only_off_days_of_rest(offset in 0_i64..3_900, days in 1_u32..200) {
            let calendar = shipped();
            let begins = date(2016, 1, 1).checked_add(offset.days()).unwrap();
            let counted = calendar.count(begins, days, Unit::Day).unwrap();
            prop_assert_eq!(i64::from((counted.reckoned - begins).get_days()), i64::from(days));
            prop_assert!(calendar.is_worked(counted.last));
            prop_assert_eq!(calendar.workdays_between(counted.reckoned, counted.last), u32::from(counted.last > counted.reckoned));
        }
    }
}
