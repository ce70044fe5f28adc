//! Sums of changes, in memory.
//!
//! A row is added where it happened and nowhere else; towns and district get theirs when all rows are read
//! (`spread`, by [`Deltas::write`]). Adding each row to every place above it as well would be most of the work of an import: a random
//! access to memory for each.

use super::waiting::{Waiting, Waits};
use crate::error::StoreError;
use domain::figures::Facet;
use domain::rating::Standing;
use domain::time::weekday_index;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A place and all places above it, nearest first, and whether it has places below (district and towns).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Itself first.
    pub path: Vec<i64>,
    /// The part of `path` that has places below.
    pub upper: Vec<i64>,
}

/// What one rating adds to the sums.
#[derive(Clone, Copy, Debug)]
pub struct RatingFact<'a> {
    /// Where.
    pub line: &'a Line,
    /// Civil day.
    pub day: Date,
    /// 0…23
    pub hour: i8,
    /// 1…5
    pub grade: i16,
    /// How it stands.
    pub standing: Standing,
    /// Item, 0 if none; likewise below.
    pub item: i64,
    /// Body.
    pub body: i64,
    /// Module.
    pub module: i64,
    /// Channel's number.
    pub channel: i64,
    /// Window.
    pub window: i64,
    /// Reasons that were ticked.
    pub reasons: &'a [i64],
}

/// What one case row adds to the sums.
#[derive(Clone, Copy, Debug)]
pub struct CaseFact<'a> {
    /// Where.
    pub line: &'a Line,
    /// Civil day.
    pub day: Date,
    /// Item, 0 if none.
    pub item: i64,
    /// Body, 0 if none.
    pub body: i64,
    /// How many.
    pub cases: i64,
}

/// Days or months as numbers that sort like their texts.
pub(crate) type When = i32;

/// Days as `yyyymmdd`.
pub(crate) fn day_number(day: Date) -> When {
    i32::from(day.year()) * 10_000 + i32::from(day.month()) * 100 + i32::from(day.day())
}

/// Months as `yyyymm`.
pub(crate) fn month_number(day: Date) -> When {
    i32::from(day.year()) * 100 + i32::from(day.month())
}

pub(crate) fn day_text(n: When) -> String {
    format!("{:04}-{:02}-{:02}", n / 10_000, n / 100 % 100, n % 100)
}

pub(crate) fn month_text(n: When) -> String {
    format!("{:04}-{:02}", n / 100, n % 100)
}

/// Counts by grade.
pub(crate) type Grades = [i32; 5];

/// Sums that add up.
pub(crate) trait Added {
    /// Adds another one.
    fn add(&mut self, more: Self);
}

impl Added for Grades {
    fn add(&mut self, more: Self) {
        for (sum, more) in self.iter_mut().zip(more) {
            *sum += more;
        }
    }
}

impl Added for i64 {
    fn add(&mut self, more: Self) {
        *self += more;
    }
}

/// A key of a table. There are millions of sums, so that half the width is many megabytes; see [`Deltas::narrow`].
pub(crate) type Key = u32;
/// A facet or a standing.
pub(crate) type Kind = i8;

/// Sums of a table by its key, the place first. In the order in which they are written, and in little more memory than they take: a table of hashes
/// doubles as it grows, old and new beside each other, and wants a sorted list of its keys before the end.
pub(crate) type PlaceTimes = BTreeMap<(Key, When, Kind), Grades>;
pub(crate) type Facets = BTreeMap<(Key, Kind, When, Key, Kind), Grades>;
pub(crate) type Hours = BTreeMap<(Key, When, u8, i8, Kind), Grades>;
pub(crate) type CaseTimes = BTreeMap<(Key, When), i64>;
pub(crate) type CaseFacets = BTreeMap<(Key, Kind, When, Key), i64>;

/// Sums of every roll-up table, where things happened.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Sums {
    pub(super) place_day: PlaceTimes,
    /// By the place where it happened.
    pub(super) facet_month: Facets,
    /// By the lowest place that has others below.
    pub(super) facet_day: Facets,
    /// By the place where it happened.
    pub(super) hour: Hours,
    pub(super) case_day: CaseTimes,
    pub(super) case_facet_month: CaseFacets,
    pub(super) case_facet_day: CaseFacets,
}

/// Sums of changes to every roll-up table. Memory grows with places × days × facets, not with rows.
#[derive(Debug, Default, Clone)]
pub struct Deltas {
    sums: Sums,
    waiting: Waiting,
    /// A key that did not fit; nothing is written then.
    too_wide: Option<i64>,
}

impl Deltas {
    /// Adds a rating (`sign` 1) or takes it away (`sign` -1).
    pub fn rating(&mut self, fact: &RatingFact<'_>, sign: i8) {
        let Some(slot) = u8::try_from(fact.grade - 1).ok().filter(|s| *s < 5) else { return };
        let Some((own, upper)) = self.narrow_line(fact.line) else { return };
        let waits = Waits {
            own,
            upper: upper.unwrap_or_default(),
            day: day_number(fact.day),
            weekday: weekday_index(fact.day),
            hour: fact.hour,
            standing: self.narrow_kind(fact.standing.number()),
            slot,
            sign,
            keys: [fact.item, fact.body, fact.module, fact.channel, fact.window].map(|key| self.narrow(key)),
        };
        for reason in fact.reasons {
            let reason = self.narrow(*reason);
            self.waiting.reason(&waits, reason);
        }
        if self.waiting.push(waits) {
            self.waiting.settle(&mut self.sums);
        }
    }

    /// What was added, once and for all; an error if a key did not fit.
    pub(crate) fn settled(mut self) -> Result<Sums, StoreError> {
        if let Some(key) = self.too_wide {
            return Err(StoreError::inconsistent("roll-up", "key", key));
        }
        self.waiting.settle(&mut self.sums);
        Ok(self.sums)
    }

    /// Adds a case row (`sign` 1) or takes it away (`sign` -1).
    pub fn cases(&mut self, fact: &CaseFact<'_>, sign: i64) {
        let (day, month, n) = (day_number(fact.day), month_number(fact.day), fact.cases * sign);
        let Some((own, upper)) = self.narrow_line(fact.line) else { return };
        *self.sums.case_day.entry((own, day)).or_default() += n;
        for (facet, key) in [(Facet::Item.number(), fact.item), (Facet::Body.number(), fact.body)] {
            let (facet, key) = (self.narrow_kind(facet), self.narrow(key));
            *self.sums.case_facet_month.entry((own, facet, month, key)).or_default() += n;
            if let Some(upper) = upper {
                *self.sums.case_facet_day.entry((upper, facet, day, key)).or_default() += n;
            }
        }
    }

    /// The place of a line and the lowest above (or itself) that has others below.
    fn narrow_line(&mut self, line: &Line) -> Option<(Key, Option<Key>)> {
        let own = self.narrow(*line.path.first()?);
        let upper = line.upper.first().map(|place| self.narrow(*place));
        Some((own, upper))
    }

    /// A key as it is kept here. One that does not fit is remembered and refused when the sums are written.
    fn narrow(&mut self, key: i64) -> Key {
        Key::try_from(key).unwrap_or_else(|_| {
            self.too_wide = Some(key);
            0
        })
    }

    fn narrow_kind(&mut self, kind: i16) -> Kind {
        Kind::try_from(kind).unwrap_or_else(|_| {
            self.too_wide = Some(kind.into());
            0
        })
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn adding_and_taking_away_leaves_zeros() {
        let line = Line { path: vec![30, 3, 1], upper: vec![3, 1] };
        let fact = RatingFact {
            line: &line,
            day: date(2026, 5, 4),
            hour: 9,
            grade: 2,
            standing: Standing::Counted,
            item: 7,
            body: 8,
            module: 0,
            channel: 2,
            window: 0,
            reasons: &[4, 5],
        };
        let mut deltas = Deltas::default();
        deltas.rating(&fact, 1);
        let sums = deltas.clone().settled().unwrap();
        assert_eq!(sums.place_day[&(30, 20_260_504, 0)], [0, 1, 0, 0, 0]);
        // Five facets of one key and two reasons, at the place by month and at its town by day.
        assert_eq!((sums.facet_month.len(), sums.facet_day.len()), (7, 7));
        deltas.rating(&fact, -1);
        let sums = deltas.settled().unwrap();
        assert!(sums.facet_month.values().chain(sums.hour.values()).all(|g| *g == [0; 5]));
    }

    #[test]
    fn a_key_that_does_not_fit_is_not_forgotten() {
        let mut deltas = Deltas::default();
        assert_eq!((deltas.narrow(u32::MAX.into()), deltas.too_wide), (u32::MAX, None));
        assert_eq!((deltas.narrow(1 << 32), deltas.too_wide), (0, Some(1 << 32)));
        assert!(deltas.settled().is_err());
    }

    #[test]
    fn numbers_read_as_texts() {
        assert_eq!(day_text(day_number(date(2026, 1, 9))), "2026-01-09");
        assert_eq!(month_text(month_number(date(2026, 1, 9))), "2026-01");
    }
}
