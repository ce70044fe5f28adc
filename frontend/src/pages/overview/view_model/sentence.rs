//! The sentence in counts on top, the line of the month so far, and what the files do not cover.

use super::coverage::{Coverage, coverage};
use super::door::{Door, Missing};
use super::numbers;
use super::words::{PeriodName, days};
use crate::pages::ratings::address::Narrowing;
use api::overview::Summarised;
use domain::figures::{Counts, Measure};
use domain::period::Period;
use domain::place::PlaceId;
use texts::Texts;
use texts::format;

/// A stretch of a sentence; some lead to the rows that they count.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The words.
    pub text: String,
    /// Where they lead.
    pub door: Option<Door>,
}

impl Part {
    fn plain(text: String) -> Self {
        Self { text, door: None }
    }
}

/// What a sentence is about.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// The place, with everything below.
    pub place: PlaceId,
    /// Its name, where it is not the one that the person starts from.
    pub place_name: Option<&'a str>,
    /// The days.
    pub period: Period,
}

/// 上周办件1,204件，评价率61%，7个站零办件；差评3件。
pub fn sentence(t: &Texts, about: About<'_>, period: &PeriodName, summary: &Summarised) -> Vec<Part> {
    let lead = match about.place_name {
        Some(place) => t.overview_lead_place(&period.name, place),
        None => t.overview_lead(&period.name),
    };
    if summary.counts.cases.is_none() && !has_ratings(summary, about.period) {
        return [lead, t.overview_clause_no_data(), t.overview_stop()].map(Part::plain).into();
    }
    let mut clauses = counted(t, about, &summary.counts);
    clauses.extend(stations(t, summary));
    said(t, lead, clauses, bad(t, about, &summary.counts))
}

/// 本月累计（11月1日至22日）：办件4,310件，评价率60.2%；差评11件。None where the period is the month so far itself.
pub fn month_so_far(t: &Texts, about: About<'_>, summary: &Summarised) -> Option<Vec<Part>> {
    if summary.month == about.period {
        return None;
    }
    let about = About { period: summary.month, ..about };
    let lead = t.overview_month_lead(days(summary.month, t.lang()));
    Some(said(t, lead, counted(t, about, &summary.month_counts), bad(t, about, &summary.month_counts)))
}

/// Rating files reach into the period: that nobody rated is then known and not merely unknown.
pub fn has_ratings(summary: &Summarised, period: Period) -> bool {
    matches!(coverage(summary.rating_days, period), Coverage::Whole | Coverage::Part { .. })
}

fn said(t: &Texts, lead: String, clauses: Vec<Part>, last: Part) -> Vec<Part> {
    let mut parts = vec![Part::plain(lead)];
    for (nth, clause) in clauses.into_iter().enumerate() {
        if nth > 0 {
            parts.push(Part::plain(t.overview_comma()));
        }
        parts.push(clause);
    }
    parts.extend([Part::plain(t.overview_semicolon()), last, Part::plain(t.overview_stop())]);
    parts
}

/// Cases and the rate of rating; ratings where no case file covers the days.
fn counted(t: &Texts, about: About<'_>, counts: &Counts) -> Vec<Part> {
    let door = |measure| Some(Door::of_measure(measure, about.place, about.period, false));
    let Some(cases) = counts.cases else {
        let text = t.overview_clause_ratings(format::count(counts.rated()));
        return vec![Part { text, door: door(Measure::RatingRate) }];
    };
    let mut parts = vec![Part { text: t.overview_clause_cases(format::count(cases)), door: door(Measure::Cases) }];
    if let Ok(rate) = Measure::RatingRate.of(counts) {
        let text = t.overview_clause_rate(numbers::percent_short(rate.value));
        parts.push(Part { text, door: door(Measure::RatingRate) });
    }
    parts
}

fn stations(t: &Texts, summary: &Summarised) -> Option<Part> {
    if summary.stations <= 1 {
        return None;
    }
    let (missing, ids) = match &summary.without_cases {
        Some(ids) => (Missing::Cases, ids),
        None => (Missing::Ratings, &summary.without_ratings),
    };
    let n = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    let door = Some(Door::Stations(missing));
    match missing {
        _ if n == 0 && missing == Missing::Cases => Some(Part::plain(t.overview_clause_all_active())),
        _ if n == 0 => None,
        Missing::Cases => Some(Part { text: t.overview_clause_silent(n, format::count(n)), door }),
        Missing::Ratings => Some(Part { text: t.overview_clause_unrated(n, format::count(n)), door }),
    }
}

fn bad(t: &Texts, about: About<'_>, counts: &Counts) -> Part {
    match counts.bad() {
        0 => Part::plain(t.overview_clause_no_bad()),
        n => {
            let door = Door::Ratings { place: about.place, period: about.period, narrowing: Narrowing::bad() };
            Part { text: t.overview_clause_bad(n, format::count(n)), door: Some(door) }
        }
    }
}

/// What the files leave open of the period, in words; empty where they cover all of it.
pub fn gaps(t: &Texts, period: Period, summary: &Summarised) -> Vec<String> {
    let day = |day| format::date(day, t.lang());
    let unknown = i64::try_from(summary.cases_unknown.len()).unwrap_or(i64::MAX);
    let cases = match coverage(summary.case_days, period) {
        _ if summary.counts.cases.is_some() => None,
        _ if 0 < unknown && unknown < summary.stations => Some(t.overview_cases_unknown(unknown, format::count(unknown))),
        Coverage::Whole => None,
        Coverage::Part { covered, missing } => Some(t.overview_cases_part(day(covered.from), day(covered.to), missing)),
        Coverage::Outside(files) => Some(t.overview_cases_outside(day(files.from), day(files.to))),
        Coverage::Nothing => Some(t.overview_cases_none()),
    };
    let ratings = match coverage(summary.rating_days, period) {
        Coverage::Whole | Coverage::Nothing => None,
        Coverage::Part { covered, missing } => Some(t.overview_ratings_part(day(covered.from), day(covered.to), missing)),
        Coverage::Outside(files) => Some(t.overview_ratings_outside(day(files.from), day(files.to))),
    };
    cases.into_iter().chain(ratings).collect()
}

/// Nothing has been imported yet.
pub fn is_empty(summary: &Summarised) -> bool {
    summary.case_days.is_none() && summary.rating_days.is_none()
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use domain::period::Preset;
    use jiff::civil::date;
    use texts::Lang;

    fn plain(parts: &[Part]) -> String {
        parts.iter().map(|part| part.text.as_str()).collect()
    }

    fn about<'a>() -> About<'a> {
        About { place: PlaceId(1), place_name: None, period: sample::WEEK }
    }

    fn said(lang: Lang, summary: &Summarised) -> String {
        let t = Texts::load(lang);
        plain(&sentence(&t, about(), &PeriodName::new(&t, sample::WEEK, Some(Preset::LastWeek)), summary))
    }

    #[test]
    fn the_leaders_sentence() {
        let summary = sample::summary();
        assert_eq!(said(Lang::Zh, &summary), "上周办件1,204件，评价率61%，7个站零办件；差评3件。");
        assert_eq!(said(Lang::En, &summary), "Last week: 1,204 cases, 61% rated, 7 stations without a case; 3 bad ratings.");
        let t = Texts::load(Lang::Zh);
        let month = month_so_far(&t, about(), &summary).unwrap();
        assert_eq!(plain(&month), "本月累计（11月1日至22日）：办件4,310件，评价率60%；差评11件。");
    }

    #[test]
    fn without_case_files_ratings_are_said() {
        let summary =
            Summarised { counts: Counts { cases: None, ..sample::counts() }, without_cases: None, case_days: None, ..sample::summary() };
        assert_eq!(said(Lang::Zh, &summary), "上周收到评价734条，9个站零评价；差评3件。");
        let t = Texts::load(Lang::Zh);
        assert_eq!(gaps(&t, sample::WEEK, &summary), ["尚未导入办件文件，评价率和主动评价率无法计算。"]);
        assert!(!is_empty(&summary));
        assert!(is_empty(&Summarised { rating_days: None, ..summary }));
    }

    #[test]
    fn what_no_file_covers_is_unknown_and_not_zero() {
        let old = Period::new(date(2020, 1, 1), date(2020, 12, 31));
        let summary = Summarised { counts: Counts::default(), without_cases: None, case_days: old, rating_days: old, ..sample::summary() };
        assert_eq!(said(Lang::Zh, &summary), "上周没有数据。");
    }

    #[test]
    fn a_quiet_week_of_one_station() {
        let summary = Summarised {
            counts: Counts { cases: Some(0), ..Counts::default() },
            stations: 1,
            without_cases: Some(vec![PlaceId(9)]),
            ..sample::summary()
        };
        let t = Texts::load(Lang::Zh);
        let about = About { place_name: Some("洋村东村委会"), ..about() };
        let parts = sentence(&t, about, &PeriodName::new(&t, sample::WEEK, Some(Preset::LastWeek)), &summary);
        assert_eq!(plain(&parts), "上周洋村东村委会办件0件；没有差评。");
    }

    #[test]
    fn gaps_of_the_files_are_said() {
        let t = Texts::load(Lang::Zh);
        let case_days = Period::new(date(2025, 1, 1), date(2026, 11, 18));
        let unknown = Counts { cases: None, ..sample::counts() };
        let summary = Summarised { counts: unknown, case_days, ..sample::summary() };
        let said = gaps(&t, sample::WEEK, &summary);
        assert_eq!(said, ["本期办件文件只覆盖2026年11月16日至2026年11月18日，缺4天；办件量、评价率和主动评价率暂不显示。"]);
        let summary = Summarised { cases_unknown: vec![PlaceId(3), PlaceId(4)], ..summary };
        let said = gaps(&t, sample::WEEK, &summary);
        assert_eq!(said, ["本期有2个站的办件文件未导入齐，合计的办件量、评价率和主动评价率暂不显示。"]);
    }

    #[test]
    fn every_counted_clause_is_a_door() {
        let t = Texts::load(Lang::Zh);
        let summary = sample::summary();
        let parts = sentence(&t, about(), &PeriodName::new(&t, sample::WEEK, None), &summary);
        let doors: Vec<_> = parts.iter().filter_map(|part| part.door.clone()).collect();
        assert_eq!(doors.len(), 4);
        assert!(matches!(doors[0], Door::Cases { own: false, .. }));
        assert_eq!(doors[2], Door::Stations(Missing::Cases));
        assert!(matches!(&doors[3], Door::Ratings { narrowing, .. } if *narrowing == Narrowing::bad()));
    }
}
