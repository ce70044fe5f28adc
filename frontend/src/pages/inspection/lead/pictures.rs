//! How figures of inspections are drawn and worded; no view.

use api::inspection::{Coverages, MonthInspected, UnifiedRate, WorstLine};
use charts::bars::{Bar, Bars, BarsFinding, BarsWords};
use charts::trend::{Month, Trend, TrendFinding, TrendWords};
use charts::{Chart, Frame, Unit};
use domain::inspection::overview::{Covered, Rate};
use domain::period::Period;
use texts::Texts;
use texts::format::{self, NONE, count};
use texts::words::Word;

/// Months that are drawn; those before are their last year.
const SHOWN: usize = 12;

/// A part of a whole as a percentage.
pub(super) fn share(part: i64, whole: i64) -> String {
    if whole > 0 { format::percent(part as f64 / whole as f64) } else { NONE.to_owned() }
}

/// A rate as a percentage.
pub(super) fn rate(rate: Rate) -> String {
    format::percent_or_none(rate.mean.map(|mean| f64::from(mean) / 1_000.0))
}

/// Percentage points, without a sign.
pub(super) fn points(change: i32) -> String {
    format::decimal(f64::from(change.unsigned_abs()) / 10.0, 1)
}

/// How a rate has changed, in words.
pub(super) fn changed(t: &Texts, rate: Rate, change: Option<i32>) -> String {
    match change {
        None if rate.n == 0 => NONE.to_owned(),
        None => t.lead_few(),
        Some(0) => t.lead_level(),
        Some(up) if up > 0 => t.lead_up(points(up)),
        Some(down) => t.lead_down(points(down)),
    }
}

/// Stations by how they are covered.
pub(super) fn coverage(frame: &Frame, t: &Texts, all: &Coverages) -> Chart {
    let bar = |(state, n): (Covered, i64)| {
        let (name, text, beside) = (state.word(t), count(n), share(n, all.stations));
        Bar { key: state.code().to_owned(), label: t.lead_bar_label(&name, &text, &beside), name, value: n as f64, text, beside }
    };
    let bars = [(Covered::Within, all.within), (Covered::Longer, all.longer), (Covered::Never, all.never)].map(bar).to_vec();
    let say = |_: &BarsFinding<'_>| {
        if all.longer + all.never == 0 { t.lead_coverage_say_all() } else { t.lead_coverage_say(count(all.never), count(all.longer)) }
    };
    let words = BarsWords { head: [t.lead_covered(), t.lead_coverage_count(), t.lead_coverage_share()], say: &say };
    charts::bars::bars(frame, &Bars { bars, bad: false }, &words)
}

/// The five, in their order.
pub(super) fn unified(frame: &Frame, t: &Texts, all: &[UnifiedRate]) -> Chart {
    let bar = |one: &UnifiedRate| {
        let (name, text, beside) = (one.unified.word(t), rate(one.rate), changed(t, one.rate, one.change));
        let value = f64::from(one.rate.mean.unwrap_or(0));
        Bar { key: one.unified.code().to_owned(), label: t.lead_bar_label(&name, &text, &beside), name, value, text, beside }
    };
    let say = |_: &BarsFinding<'_>| {
        let lowest = all.iter().filter(|one| one.rate.mean.is_some()).min_by_key(|one| one.rate.mean);
        lowest.map(|one| t.lead_unified_say(one.unified.word(t), rate(one.rate))).unwrap_or_default()
    };
    let words = BarsWords { head: [t.lead_unified_name(), t.lead_rate(), t.lead_change()], say: &say };
    charts::bars::bars(frame, &Bars { bars: all.iter().map(bar).collect(), bad: false }, &words)
}

/// The key of a line's bar.
pub(super) fn line_key(line: &WorstLine) -> String {
    format!("{}:{}", line.list.0, line.line)
}

/// Lines at which most visits lost points.
pub(super) fn worst(frame: &Frame, t: &Texts, all: &[WorstLine]) -> Chart {
    let named = |line: &WorstLine| format!("{} {}", line.line, line.text);
    let bar = |line: &WorstLine| {
        let (name, text, beside) = (named(line), count(line.failed), share(line.failed, line.asked));
        Bar { key: line_key(line), label: t.lead_bar_label(&name, &text, &beside), name, value: line.failed as f64, text, beside }
    };
    let say = |_: &BarsFinding<'_>| all.first().map(|line| t.lead_worst_say(named(line), count(line.failed))).unwrap_or_default();
    let words = BarsWords { head: [t.lead_worst_line(), t.lead_worst_n(), t.lead_worst_share()], say: &say };
    charts::bars::bars(frame, &Bars { bars: all.iter().map(bar).collect(), bad: true }, &words)
}

/// The days of a month.
pub(super) fn days_of(month: &str) -> Option<Period> {
    let from = domain::day::of_text(&format!("{month}-01"))?;
    Some(Period { from, to: from.last_of_month() })
}

/// The twelve months that are shown.
pub(super) fn shown(all: &[MonthInspected]) -> &[MonthInspected] {
    all.split_at(all.len().saturating_sub(SHOWN)).1
}

/// Rates month by month, beside those a year before. The last month is partial where the period ends within it.
pub(super) fn trend(frame: &Frame, t: &Texts, all: &[MonthInspected], is_partial: bool) -> Chart {
    let (before, now) = all.split_at(all.len().saturating_sub(SHOWN));
    let last = now.len().saturating_sub(1);
    let month = |(nth, one): (usize, &MonthInspected)| {
        let then = before.get(nth).map(|one| one.rate).unwrap_or_default();
        let name = format::month(&one.month, t.lang());
        let (now_text, then_text, n) = (rate(one.rate), rate(then), t.lead_visits_n(count(one.visits)));
        let (year, number) = one.month.split_once('-').unwrap_or((&one.month, ""));
        let number: i8 = number.parse().unwrap_or_default();
        let value = |rate: Rate| rate.mean.map(|mean| f64::from(mean) / 1_000.0);
        Month {
            key: one.month.clone(),
            tick: t.overview_month_short(number),
            year: (nth == 0 || number == 1).then(|| year.to_owned()),
            label: t.lead_trend_label(&name, &now_text, &then_text, &n),
            name,
            now: value(one.rate),
            now_text,
            then: value(then),
            then_text,
            n,
            partial: is_partial && nth == last,
        }
    };
    let data = Trend { months: now.iter().enumerate().map(month).collect(), unit: Unit::Percent, height: 260.0 };
    let say = |finding: &TrendFinding<'_>| {
        let said = finding.latest.map(|month| match month.then {
            Some(_) => t.lead_trend_say(&month.name, &month.now_text, &month.then_text),
            None => t.lead_trend_say_alone(&month.name, &month.now_text),
        });
        said.unwrap_or_default()
    };
    let words = TrendWords {
        now: t.lead_trend_now(),
        then: t.lead_trend_then(),
        cut: t.lead_trend_cut(),
        head: [t.lead_month(), t.lead_rate(), t.lead_trend_then(), t.lead_visits()],
        say: &say,
    };
    charts::trend::trend(frame, &data, &words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use texts::Lang;

    #[test]
    fn changes_are_told_with_what_they_rest_on() {
        let t = Texts::load(Lang::Zh);
        let some = Rate { mean: Some(912), n: 5 };
        let table = [
            (some, Some(14), "比上期升1.4个百分点"),
            (some, Some(-20), "比上期降2.0个百分点"),
            (some, Some(0), "与上期持平"),
            (some, None, "样本不足"),
            (Rate::default(), None, NONE),
        ];
        for (one, change, words) in table {
            assert_eq!(changed(&t, one, change), words);
        }
        assert_eq!(
            (rate(some).as_str(), rate(Rate::default()).as_str(), share(1, 4).as_str(), share(0, 0).as_str()),
            ("91.2%", NONE, "25.0%", NONE)
        );
    }

    #[test]
    fn a_year_is_shown() {
        let month = |n: i64| MonthInspected { month: format!("2025-{n:02}"), visits: 0, rate: Rate::default(), raised: n, closed: 0 };
        let all: Vec<MonthInspected> = (1..=24).map(month).collect();
        assert_eq!(shown(&all).iter().map(|one| one.raised).collect::<Vec<_>>(), (13..=24).collect::<Vec<_>>());
        assert_eq!(days_of("2024-02").map(|days| days.to), domain::day::of_text("2024-02-29"));
    }
}
