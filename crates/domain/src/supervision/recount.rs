//! A term that is counted, counted anew: by what was done to a matter in turn, with another calendar of working days.
//!
//! Days of a year that is not published are taken for weekends and working days as they fall. Once its list is there, what was counted through
//! them is counted again; what somebody named as a day stays.

use super::Term;
use super::flow::Act;
use crate::calendar::{Calendar, Unit};
use jiff::civil::Date;

/// What was done that a term depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// What.
    pub act: Act,
    /// On which day.
    pub day: Date,
    /// The term that was named then: the one granted.
    pub named: Option<Date>,
}

/// The last day of a matter, and whether days that are not settled yet were counted. None before it is handed out, or if the calendar ends.
pub fn due(term: Term, events: impl IntoIterator<Item = Event>, calendar: &Calendar) -> Option<(Date, bool)> {
    let (mut due, mut halted) = (None, None);
    for event in events {
        match event.act {
            Act::Issued => {
                due = match term {
                    Term::Day(day) => Some((day, false)),
                    Term::After { days, unit } => {
                        let counted = calendar.count(event.day, days, unit).ok()?;
                        Some((counted.last, counted.provisional))
                    }
                };
            }
            Act::Granted => due = event.named.map(|day| (day, false)).or(due),
            Act::Halted => halted = Some(event.day),
            Act::Resumed => due = due.map(|due| resumed(due, halted.take(), event.day, calendar)),
            _ => {}
        }
    }
    due
}

/// The term of a matter that goes on: as many working days as were left; one that was over stays so, and none becomes shorter.
pub fn resumed(due: (Date, bool), halted: Option<Date>, today: Date, calendar: &Calendar) -> (Date, bool) {
    let Some(halted) = halted.filter(|halted| due.0 >= *halted) else { return due };
    let left = calendar.workdays_between(halted, due.0).max(1);
    match calendar.count(today, left, Unit::Workday) {
        Ok(counted) if counted.last > due.0 => (counted.last, due.1 || counted.provisional),
        _ => due,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{SHIPPED, YearList};
    use jiff::civil::date;

    fn event(act: Act, day: Date) -> Event {
        Event { act, day, named: None }
    }

    /// New Year's Day and the two days after it are off, which nobody knows before the list is published.
    fn calendars() -> (Calendar, Calendar) {
        let shipped = || SHIPPED.iter().map(|text| YearList::parse(text).unwrap());
        let off = [
            ("元旦", "01-01"),
            ("元旦", "01-02"),
            ("元旦", "01-04"),
            ("春节", "02-06"),
            ("清明节", "04-05"),
            ("劳动节", "05-01"),
            ("端午节", "06-09"),
            ("中秋节", "09-15"),
            ("国庆节", "10-01"),
        ];
        let days = off.map(|(name, day)| format!(r#"{{"name":"{name}","date":"2027-{day}","isOffDay":true}}"#)).join(",");
        let text = format!(r#"{{"year":2027,"papers":[],"days":[{days}]}}"#);
        (Calendar::new(shipped()), Calendar::new(shipped().chain([YearList::parse(&text).unwrap()])))
    }

    #[test]
    fn what_was_counted_through_days_that_were_not_settled_is_counted_anew() {
        let (before, after) = calendars();
        let ten = Term::After { days: 10, unit: Unit::Workday };
        let issued = event(Act::Issued, date(2026, 12, 21));
        let granted = Event { act: Act::Granted, day: date(2026, 12, 25), named: Some(date(2027, 1, 20)) };
        let (halted, resumed) = (event(Act::Halted, date(2026, 12, 28)), event(Act::Resumed, date(2026, 12, 31)));
        let table: [(Term, &[Event], (Date, bool), Date); 5] = [
            (ten, &[issued], (date(2027, 1, 4), true), date(2027, 1, 6)),
            (ten, &[issued, event(Act::Urged, date(2026, 12, 24)), halted, resumed], (date(2027, 1, 7), true), date(2027, 1, 11)),
            (ten, &[issued, granted], (date(2027, 1, 20), false), date(2027, 1, 20)),
            (Term::Day(date(2027, 1, 4)), &[issued], (date(2027, 1, 4), false), date(2027, 1, 4)),
            (Term::After { days: 3, unit: Unit::Workday }, &[issued], (date(2026, 12, 24), true), date(2026, 12, 24)),
        ];
        for (term, events, then, now) in table {
            assert_eq!(due(term, events.iter().copied(), &before), Some(then), "{term:?} {events:?}");
            assert_eq!(due(term, events.iter().copied(), &after), Some((now, false)), "{term:?} {events:?}");
        }
        assert_eq!(due(ten, [], &after), None);
    }
}
