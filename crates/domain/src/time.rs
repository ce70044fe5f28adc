//! Instants, civil days and the clock everything takes as a parameter.
//!
//! The district lives in one zone, Asia/Shanghai. China has kept UTC+8 without summer time since 1992, and nothing the
//! console holds is older, so the offset is a constant and no time zone database is carried into the page.

use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

/// UTC+8, the district's offset from 1992 on.
pub const SHANGHAI: Offset = Offset::constant(8);

/// A point in time, as microseconds since 1970-01-01T00:00Z: what both databases store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Instant(pub i64);

impl Instant {
    /// The instant at which the district's clocks show this civil time; `None` outside the supported years.
    pub fn from_civil(civil: DateTime) -> Option<Self> {
        SHANGHAI.to_timestamp(civil).ok().map(|t| Self(t.as_microsecond()))
    }

    /// What the district's clocks show at this instant (clamped to the calendar's range).
    pub fn civil(self) -> DateTime {
        let timestamp = jiff::Timestamp::from_microsecond(self.0).unwrap_or_default();
        SHANGHAI.to_datetime(timestamp)
    }

    /// The district's civil day at this instant.
    pub fn day(self) -> Date {
        self.civil().date()
    }

    /// This instant moved by whole seconds.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }

    /// `YYYY-MM-DD HH:MM:SS` by the district's clocks, the form exported files carry.
    pub fn text(self) -> String {
        let c = self.civil();
        format!("{} {:02}:{:02}:{:02}", c.date(), c.hour(), c.minute(), c.second())
    }
}

/// Where "now" comes from. The service takes one; tests set their own; demonstration databases may move it.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> Instant;
    /// The district's civil day now.
    fn today(&self) -> Date {
        self.now().day()
    }
}

/// `YYYY-MM`, the key of monthly figures.
pub fn month_of(day: Date) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

/// Monday = 0 … Sunday = 6.
pub fn weekday_index(day: Date) -> u8 {
    match day.weekday() {
        Weekday::Monday => 0,
        Weekday::Tuesday => 1,
        Weekday::Wednesday => 2,
        Weekday::Thursday => 3,
        Weekday::Friday => 4,
        Weekday::Saturday => 5,
        Weekday::Sunday => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_day_turns_at_shanghai_midnight() {
        let before = Instant::from_civil(date(2026, 3, 1).at(23, 59, 59, 0)).unwrap();
        assert_eq!(before.day(), date(2026, 3, 1));
        assert_eq!(before.plus_seconds(1).day(), date(2026, 3, 2));
        assert_eq!(before.text(), "2026-03-01 23:59:59");
    }

    #[test]
    fn months_and_weekdays() {
        assert_eq!(month_of(date(2026, 1, 31)), "2026-01");
        assert_eq!(weekday_index(date(2026, 11, 23)), 0);
        assert_eq!(weekday_index(date(2026, 11, 29)), 6);
    }
}
