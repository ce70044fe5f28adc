//! A month as weeks of seven days, Monday first; no view.

use domain::calendar::Day;

/// A week of a month: its days, with gaps before the first and after the last.
pub type Week = [Option<Day>; 7];

/// The weeks of each of the twelve months of a year's days.
pub fn months(days: &[Day]) -> Vec<Vec<Week>> {
    let mut months: Vec<Vec<Week>> = Vec::with_capacity(12);
    for day in days {
        let column = usize::from(day.date.weekday().to_monday_zero_offset().unsigned_abs());
        if day.date.day() == 1 {
            months.push(Vec::with_capacity(6));
        }
        let Some(weeks) = months.last_mut() else { continue };
        if weeks.is_empty() || column == 0 {
            weeks.push(Week::default());
        }
        if let Some(cell) = weeks.last_mut().and_then(|week| week.get_mut(column)) {
            *cell = Some(day.clone());
        }
    }
    months
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::calendar::Calendar;
    use jiff::ToSpan;
    use jiff::civil::date;

    #[test]
    fn every_day_stands_under_its_weekday() {
        let calendar = Calendar::default();
        let days: Vec<Day> = (0..365).map(|n| calendar.day(date(2026, 1, 1).saturating_add(n.days()))).collect();
        let months = months(&days);
        assert_eq!(months.len(), 12);
        // 1 January 2026 is a Thursday, 1 November a Sunday.
        assert_eq!(months[0][0].iter().position(Option::is_some), Some(3));
        assert_eq!(months[10][0].iter().position(Option::is_some), Some(6));
        assert_eq!(months[10].len(), 6);
        let shown: usize = months.iter().flatten().flatten().flatten().count();
        assert_eq!(shown, 365);
    }
}
