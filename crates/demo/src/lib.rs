//! Realistic demonstration data: a county as published figures show them.
//!
//! Everything is a function of the options: the same seed writes the same bytes on every machine. Ratings and cases are
//! written as the files that service windows export and come in through the importer, so that made-up data passes the
//! same checks as real data. No name in it is a real person's.

mod catalogue;
mod create;
mod duties;
mod examples;
mod findings;
mod inspections;
mod lists;
mod meetings;
mod numbers;
mod offered;
mod people;
pub mod photo;
mod plan;
mod proposals;
mod provincial;
mod releases;
mod stress;
mod supervision;
mod tasks;
mod typical;
mod visited;
mod words;

pub use create::{Failure, Progress, Report, create};
pub use plan::{Plan, plan};

use jiff::ToSpan;
use jiff::civil::Date;
use std::io::{self, Write};

/// What kind of data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// 99.9 % satisfied, silent stations, weekdays and services that differ, villages that drift.
    Typical,
    /// Evenly spread, more bad ratings, in shuffled order: for measuring.
    Stress,
}

/// What to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Ratings in all, over 24 months.
    pub ratings: u64,
    /// Another seed makes another district's habits.
    pub seed: u64,
    /// Last day.
    pub until: Date,
    /// What kind.
    pub profile: Profile,
}

/// Months of data.
pub const MONTHS: i64 = 24;

impl Options {
    /// The first day.
    pub fn from(&self) -> Date {
        self.until.saturating_sub(MONTHS.months()).saturating_add(1.day())
    }

    /// Every day, in order.
    pub(crate) fn days(&self) -> Vec<Date> {
        let mut days = Vec::with_capacity(740);
        let mut day = self.from();
        while day <= self.until {
            days.push(day);
            day = day.saturating_add(1.day());
        }
        days
    }
}

/// Writes the rating file; how many rows. Memory does not grow with them.
pub fn write_ratings(options: &Options, out: &mut impl Write) -> io::Result<u64> {
    match options.profile {
        Profile::Typical => typical::write_ratings(options, out),
        Profile::Stress => stress::write_ratings(options, out),
    }
}

/// Writes the case file; how many rows.
pub fn write_cases(options: &Options, out: &mut impl Write) -> io::Result<u64> {
    match options.profile {
        Profile::Typical => typical::write_cases(options, out),
        Profile::Stress => stress::write_cases(options, out),
    }
}
