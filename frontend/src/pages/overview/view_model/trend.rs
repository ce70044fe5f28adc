//! Twelve months of a measure beside the same months of the year before.

use super::classing::unit;
use super::coverage::days_of_months;
use super::door::Door;
use super::words;
use api::overview::{MonthCounts, Trended};
use charts::trend::{Month, Trend, TrendFinding, TrendWords};
use charts::{Chart, Frame};
use domain::figures::{Counts, Measure};
use domain::place::PlaceId;
use jiff::civil::Date;
use texts::Texts;
use texts::format;
use texts::words::Word;

/// The trend's chart: the last twelve of the months against the twelve before.
pub fn trend(t: &Texts, measure: Measure, trended: &Trended) -> Trend {
    let months = &trended.months;
    let (then, now) = months.split_at(months.len().saturating_sub(12));
    // Fewer than twenty-four months: the earlier year is filled up from the left.
    let missing = now.len().saturating_sub(then.len());
    let then = |nth: usize| nth.checked_sub(missing).and_then(|at| then.get(then.len() + missing - now.len() + at));
    let last = now.len().saturating_sub(1);
    let month =
        |(nth, month): (usize, &MonthCounts)| of_month(t, measure, month, then(nth), nth == 0, trended.last_is_partial && nth == last);
    Trend { months: now.iter().enumerate().map(month).collect(), unit: unit(measure), height: 260.0 }
}

fn of_month(t: &Texts, measure: Measure, month: &MonthCounts, before: Option<&MonthCounts>, is_first: bool, partial: bool) -> Month {
    let name = format::month(&month.month, t.lang());
    let empty = Counts::default();
    let counts_before = before.map_or(&empty, |month| &month.counts);
    let (found, found_before) = (measure.of(&month.counts), measure.of(counts_before));
    let text = |found: &Result<domain::figures::Value, domain::figures::Absent>| match found {
        Ok(value) => super::numbers::value_with_sign(measure, value),
        Err(_) => format::NONE.to_owned(),
    };
    let (now_text, then_text) = (text(&found), text(&found_before));
    let n = words::sample(t, measure, &month.counts);
    let label = if partial {
        t.overview_trend_label_partial(&name, &now_text, &then_text, &n)
    } else {
        t.overview_trend_label(&name, &now_text, &then_text, &n)
    };
    let (year, number) = month.month.split_once('-').unwrap_or((&month.month, ""));
    let number: i8 = number.parse().unwrap_or_default();
    Month {
        key: month.month.clone(),
        tick: t.overview_month_short(number),
        year: (is_first || number == 1).then(|| year.to_owned()),
        name,
        label,
        now: found.ok().map(|value| value.value),
        now_text,
        then: found_before.ok().map(|value| value.value),
        then_text,
        n,
        partial,
    }
}

/// Draws the trend.
pub fn draw(frame: &Frame, t: &Texts, measure: Measure, trended: &Trended) -> Chart {
    let name = measure.word(t);
    let data = trend(t, measure, trended);
    let words = TrendWords {
        now: t.overview_trend_now(),
        then: t.overview_trend_then(),
        cut: t.overview_trend_cut(),
        head: [t.overview_trend_head_month(), t.overview_trend_now(), t.overview_trend_then(), t.overview_trend_head_n()],
        say: &|finding| say(t, &name, &data, finding),
    };
    charts::trend::trend(frame, &data, &words)
}

/// Where a month leads: the rows of the measure in that month.
pub fn door(measure: Measure, place: PlaceId, key: &str, last_day: Date) -> Option<Door> {
    Some(Door::of_measure(measure, place, days_of_months(key, key, last_day)?, false))
}

/// The trend's finding in words.
pub fn say(t: &Texts, measure_name: &str, data: &Trend, finding: &TrendFinding<'_>) -> String {
    let Some(latest) = finding.latest else { return String::new() };
    let mut said = vec![t.overview_trend_say(&latest.name, measure_name, &latest.now_text, &latest.then_text)];
    if let (Some(highest), Some(lowest)) = (finding.highest, finding.lowest)
        && highest.now != lowest.now
    {
        let equal = |to: &Month| data.months.iter().filter(|month| !month.partial && month.now == to.now).count();
        let high = match equal(highest) {
            1 => t.overview_grid_say_high(&highest.name, &highest.now_text),
            n => t.overview_trend_say_high_many(n, &highest.now_text),
        };
        let low = match equal(lowest) {
            1 => t.overview_grid_say_low(&lowest.name, &lowest.now_text),
            n => t.overview_trend_say_low_many(n, &lowest.now_text),
        };
        said.push(t.overview_trend_say_range(high, low));
    }
    if finding.missing > 0 {
        said.push(t.overview_trend_say_missing(finding.missing));
    }
    words::joined(t, &said)
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use texts::Lang;

    fn months(count: i64) -> Trended {
        let counts = |nth: i64| Counts { cases: Some(100 + nth), ..Counts::default() };
        let months = (0..count).map(|nth| sample::month(nth - count + 13, counts(nth))).collect();
        Trended { months, last_is_partial: true, last_day: jiff::civil::date(2026, 11, 22) }
    }

    #[test]
    fn a_year_beside_the_year_before() {
        let trend = trend(&Texts::load(Lang::Zh), Measure::Cases, &months(24));
        assert_eq!(trend.months.len(), 12);
        let (first, last) = (&trend.months[0], &trend.months[11]);
        assert_eq!((first.key.as_str(), first.now, first.then), ("2025-12", Some(112.0), Some(100.0)));
        assert_eq!((first.tick.as_str(), first.year.as_deref()), ("12月", Some("2025")));
        assert_eq!((trend.months[1].year.as_deref(), trend.months[2].year.as_deref()), (Some("2026"), None));
        assert_eq!((last.key.as_str(), last.partial, first.partial), ("2026-11", true, false));
        assert_eq!(last.label, "2026年11月（未满月）：123，上年同月111，有效评价0条");
    }

    #[test]
    fn fewer_months_leave_the_earlier_year_open() {
        let trend = trend(&Texts::load(Lang::Zh), Measure::Cases, &months(15));
        let then: Vec<_> = trend.months.iter().map(|month| month.then).collect();
        assert_eq!(then[..9], [None; 9]);
        assert_eq!(then[9..], [Some(100.0), Some(101.0), Some(102.0)]);
    }

    #[test]
    fn the_finding_is_said() {
        let t = Texts::load(Lang::Zh);
        let trend = trend(&t, Measure::Cases, &months(24));
        let said = say(&t, &Measure::Cases.word(&t), &trend, &trend.finding());
        assert_eq!(said, "2026年10月办件量122，上年同月110。12个月里2026年10月最高（122），2025年12月最低（112）。");
    }
}
