//! Days one after the other, put together for reading; no view.

use domain::calendar::{Day, DayKind};
use jiff::ToSpan;
use jiff::civil::Date;

/// Days of one kind and name without a gap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The first.
    pub from: Date,
    /// The last.
    pub to: Date,
    /// What they are.
    pub kind: DayKind,
    /// 春节, …; empty for plain weekends.
    pub name: String,
}

/// Puts days together that follow each other and are called the same.
pub fn runs(days: &[Day]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for day in days {
        match runs.last_mut() {
            Some(run) if run.kind == day.kind && run.name == day.name && run.to.saturating_add(1.day()) == day.date => run.to = day.date,
            _ => runs.push(Run { from: day.date, to: day.date, kind: day.kind, name: day.name.clone() }),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn neighbours_of_one_name_are_one_run() {
        let day = |d: i8, kind, name: &str| Day { date: date(2026, 10, d), kind, name: name.to_owned(), provisional: false };
        let holiday = DayKind::Holiday;
        let days = [day(1, holiday, "国庆节"), day(2, holiday, "国庆节"), day(3, DayKind::Weekend, ""), day(5, holiday, "国庆节")];
        let found: Vec<(i8, i8)> = runs(&days).iter().map(|r| (r.from.day(), r.to.day())).collect();
        assert_eq!(found, [(1, 2), (3, 3), (5, 5)]);
    }
}
