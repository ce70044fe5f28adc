//! The work calendar against another project's: chinese_calendar on PyPI, which was made from the same notices by others.

use domain::calendar::{Calendar, SHIPPED, YearList};
use jiff::ToSpan;
use jiff::civil::date;

#[test]
fn every_day_that_both_know_is_the_same() {
    let calendar = Calendar::new(SHIPPED.iter().map(|text| YearList::parse(text).unwrap()));
    let mut compared = 0;
    for line in include_str!("chinese_calendar.txt").lines().filter(|line| !line.starts_with('#')) {
        let (year, days) = line.split_once(' ').unwrap();
        let mut day = date(year.parse().unwrap(), 1, 1);
        for worked in days.bytes() {
            assert_eq!(calendar.is_worked(day), worked == b'1', "{day}");
            compared += 1;
            day = day.checked_add(1.day()).unwrap();
        }
        assert_eq!(day, date(year.parse::<i16>().unwrap() + 1, 1, 1));
    }
    assert_eq!(compared, 4018);
}
