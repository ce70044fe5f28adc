//! A district small enough to check by hand.

use api::overview::{MonthCounts, PlaceCounts, Summarised};
use domain::figures::Counts;
use domain::period::Period;
use domain::place::{Level, Place, PlaceCode, PlaceId};
use jiff::civil::date;

/// The week of the sample.
pub const WEEK: Period = Period { from: date(2026, 11, 16), to: date(2026, 11, 22) };

/// The week's counts: 734 of 1,204 rated, 3 bad of 700 valid.
pub fn counts() -> Counts {
    Counts { cases: Some(1204), grades: [1, 2, 10, 187, 500], by_default: 30, superseded: 2, excluded: 3, appeal_upheld: 1 }
}

/// The summary of a hundred stations.
pub fn summary() -> Summarised {
    let ids = |n: i64| (10..10 + n).map(PlaceId).collect::<Vec<_>>();
    let month_counts = Counts { cases: Some(4310), grades: [4, 7, 40, 749, 1680], by_default: 110, ..Counts::default() };
    let days = Period::new(date(2025, 1, 1), date(2026, 11, 22));
    Summarised {
        counts: counts(),
        before: WEEK.before(),
        before_counts: Counts { cases: Some(1084), ..counts() },
        month: Period { from: date(2026, 11, 1), to: date(2026, 11, 22) },
        month_counts,
        stations: 100,
        without_cases: Some(ids(7)),
        without_ratings: ids(9),
        months: (0..13).map(|nth| month(nth, month_counts)).collect(),
        case_days: days,
        cases_unknown: Vec::new(),
        rating_days: days,
    }
}

/// The month `nth` after November 2025.
pub fn month(nth: i64, counts: Counts) -> MonthCounts {
    let first = domain::period::months_back(date(2025, 11, 1), -nth);
    MonthCounts { month: domain::time::month_of(first), counts }
}

/// A district with one town, two villages in use and one that is not.
pub fn places() -> Vec<Place> {
    let place = |id: i64, level: Level, parent: Option<i64>, code: &str, name: &str| Place {
        id: PlaceId(id),
        level,
        parent: parent.map(PlaceId),
        code: PlaceCode::parse(code).unwrap(),
        name: name.to_owned(),
        short_name: domain::place::short_name(name).to_owned(),
        pinyin: String::new(),
        initials: String::new(),
        active: id != 12,
        inactive_reason: (id == 12).then(|| "国营农场场部".to_owned()),
        being: domain::change::Being::default(),
        merged_into: None,
        split_into: Vec::new(),
        version: 1,
    };
    vec![
        place(1, Level::District, None, "440811", "麻章区"),
        place(2, Level::Town, Some(1), "440811100", "麻章镇"),
        place(10, Level::Village, Some(2), "440811100001", "洋村东村委会"),
        place(11, Level::Village, Some(2), "440811100002", "大路前村委会"),
        place(12, Level::Village, Some(2), "440811100007", "湖光农场场部社区居委会"),
    ]
}

/// Counts of each of [`places`].
pub fn rows() -> Vec<PlaceCounts> {
    let row = |id: i64, cases: i64, grades: [i64; 5]| PlaceCounts {
        place: PlaceId(id),
        counts: Counts { cases: Some(cases), grades, ..Counts::default() },
    };
    vec![
        row(1, 300, [0, 0, 0, 0, 200]),
        row(2, 100, [0, 1, 0, 0, 59]),
        row(10, 80, [1, 0, 0, 0, 49]),
        row(11, 0, [0; 5]),
        row(12, 0, [0; 5]),
    ]
}
