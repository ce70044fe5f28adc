//! When people rate: weekday by hour, over the whole months that the period touches.

use super::coverage::{days_of_months, months_touched};
use super::door::Door;
use super::sentence::About;
use crate::pages::ratings::address::Narrowing;
use api::overview::HourCounts;
use charts::heat::{Heat, HeatCell, HeatFinding, HeatWords};
use charts::scale::Classes;
use charts::{Chart, Frame, Unit};
use domain::period::Period;
use jiff::civil::Date;
use texts::Texts;
use texts::format;
use texts::words::weekday;

/// Office hours are always shown; hours outside of them only if somebody rated then.
const OFFICE: (u8, u8) = (8, 17);

/// The days that the answer tells of: the whole months that the period touches, up to the last day that is counted.
pub fn days(period: Period, last_day: Date) -> Option<Period> {
    let (from, to) = months_touched(period);
    days_of_months(&from, &to, last_day)
}

/// The heat chart of the valid ratings.
pub fn heat(t: &Texts, cells: &[HourCounts]) -> Heat {
    let rated: Vec<&HourCounts> = cells.iter().filter(|cell| cell.counts.valid() > 0 && cell.hour < 24).collect();
    if rated.is_empty() {
        return Heat::default();
    }
    let first = rated.iter().map(|cell| cell.hour).min().unwrap_or(OFFICE.0).min(OFFICE.0);
    let last = rated.iter().map(|cell| cell.hour).max().unwrap_or(OFFICE.1).max(OFFICE.1);
    let count = |day: u8, hour: u8| -> i64 {
        rated.iter().filter(|cell| cell.weekday == day && cell.hour == hour).map(|cell| cell.counts.valid()).sum()
    };
    let values = (0..7).flat_map(|day| (first..=last).map(move |hour| (day, hour))).map(|(day, hour)| count(day, hour) as f64);
    let classes = classes(values.collect());
    let cell = |day: u8, hour: u8| {
        let n = count(day, hour);
        let text = format::count(n);
        HeatCell {
            key: format!("{day}:{hour}"),
            label: t.overview_hours_label(weekday(day, t), i64::from(hour), &text),
            value: classes.class(n as f64).map(|class| (n as f64, class)),
            text,
        }
    };
    Heat {
        rows: (0..7).map(|day| weekday(day, t)).collect(),
        columns: (first..=last).map(|hour| t.overview_hours_hour(i64::from(hour))).collect(),
        cells: (0..7).flat_map(|day| (first..=last).map(move |hour| (day, hour))).map(|(d, h)| cell(d, h)).collect(),
        classes: super::classing::labels(domain::figures::Measure::Cases, &classes),
    }
}

/// Draws the heat chart.
pub fn draw(frame: &Frame, t: &Texts, cells: &[HourCounts]) -> Chart {
    let words = HeatWords {
        measure: t.overview_hours_measure(),
        not_enough: t.common_too_few(),
        corner: t.overview_hours_corner(),
        say: &|finding| say(t, finding),
    };
    charts::heat::heat(frame, &heat(t, cells), &words)
}

/// None at all is a class of its own, the rest is cut into about equal parts.
fn classes(values: Vec<f64>) -> Classes {
    let some = values.iter().copied().filter(|value| *value > 0.0);
    let mut bounds = Classes::quantiles(Unit::Count, some, 5).bounds().to_vec();
    if values.iter().any(|value| *value <= 0.0) {
        bounds.push(1.0);
    }
    Classes::at(bounds)
}

/// Where a cell leads: the valid ratings of that weekday and hour in those months.
pub fn door(about: About<'_>, days: Period, key: &str) -> Option<Door> {
    let (day, hour) = key.split_once(':')?;
    let narrowing = Narrowing { weekday: Some(day.parse().ok()?), hour: Some(hour.parse().ok()?), ..Narrowing::valid() };
    Some(Door::Ratings { place: about.place, period: days, narrowing })
}

/// The heat chart's finding in words.
pub fn say(t: &Texts, finding: &HeatFinding<'_>) -> String {
    match (finding.peak, finding.row, finding.column) {
        (Some(peak), Some(day), Some(hour)) => t.overview_hours_say(day, hour, &peak.text),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use domain::figures::Counts;
    use domain::place::PlaceId;
    use jiff::civil::date;
    use texts::Lang;

    fn cell(weekday: u8, hour: u8, good: i64) -> HourCounts {
        HourCounts { weekday, hour, counts: Counts { grades: [0, 0, 0, 0, good], ..Counts::default() } }
    }

    #[test]
    fn office_hours_and_what_lies_outside() {
        let t = Texts::load(Lang::Zh);
        let heat = heat(&t, &[cell(0, 9, 12), cell(4, 20, 3)]);
        assert_eq!((heat.rows.len(), heat.columns.len(), heat.cells.len()), (7, 13, 91));
        assert_eq!(heat.cells[1].label, "周一9时，有效评价12条");
        assert_eq!(say(&t, &heat.finding()), "评价最集中的是周一9时（12条）。");
        assert_eq!(super::heat(&t, &[]), Heat::default());
        assert_eq!(say(&t, &Heat::default().finding()), "");
    }

    #[test]
    fn a_cell_leads_to_its_whole_months() {
        let about = About { place: PlaceId(1), place_name: None, period: sample::WEEK };
        assert_eq!(days(sample::WEEK, date(2026, 12, 9)), Period::new(date(2026, 11, 1), date(2026, 11, 30)));
        let days = days(sample::WEEK, date(2026, 11, 22)).unwrap();
        assert_eq!(days, Period { from: date(2026, 11, 1), to: date(2026, 11, 22) });
        let Some(Door::Ratings { period, narrowing, .. }) = door(about, days, "0:9") else { panic!() };
        assert_eq!((period, narrowing.weekday, narrowing.hour), (days, Some(0), Some(9)));
        assert_eq!(door(about, days, "9"), None);
    }
}
