//! Figures of the overview, read from roll-ups.
//!
//! A period is read as whole months from the monthly tables and edge days from the daily ones. A scope that is limited
//! to one body reads the facet tables of that body; what those don't hold by day for a village is counted from the raw
//! rows of its few days.

use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};
use domain::figures::{Counts, Facet};
use domain::period::{Parts, Period};
use domain::permission::Scope;
use domain::place::PlaceId;
use domain::rating::Standing;
use domain::time::{Instant, SHANGHAI};
use std::collections::BTreeMap;

/// Key, standing and sums of grades of stored rows, in one text.
macro_rules! stored {
    ($key:literal, $from:expr) => {
        crate::packed::of_7!(concat!(
            "SELECT ", $key, " AS a, standing AS b, CAST(SUM(n1) AS BIGINT) AS c, CAST(SUM(n2) AS BIGINT) AS d, CAST(SUM(n3) AS BIGINT) AS e,
            CAST(SUM(n4) AS BIGINT) AS f, CAST(SUM(n5) AS BIGINT) AS g FROM ", $from, " GROUP BY ", $key, ", standing"
        ))
    };
}
/// The same counted from raw ratings, for what no roll-up holds.
macro_rules! raw {
    ($key:expr, $from:expr) => {
        crate::packed::of_7!(concat!(
            "SELECT ", $key, " AS a, r.standing AS b, CAST(SUM(CASE WHEN r.grade = 1 THEN 1 ELSE 0 END) AS BIGINT) AS c,
            CAST(SUM(CASE WHEN r.grade = 2 THEN 1 ELSE 0 END) AS BIGINT) AS d, CAST(SUM(CASE WHEN r.grade = 3 THEN 1 ELSE 0 END) AS BIGINT) AS e,
            CAST(SUM(CASE WHEN r.grade = 4 THEN 1 ELSE 0 END) AS BIGINT) AS f, CAST(SUM(CASE WHEN r.grade = 5 THEN 1 ELSE 0 END) AS BIGINT) AS g
        FROM place_closure c JOIN rating r ON r.place_id = c.descendant_id", $from, " GROUP BY 1, r.standing"
        ))
    };
}
/// Key and sum of cases.
macro_rules! cases {
    ($key:literal, $n:literal, $from:expr) => {
        crate::packed::of_2!(concat!("SELECT ", $key, " AS a, CAST(SUM(", $n, ") AS BIGINT) AS b FROM ", $from, " GROUP BY 1"))
    };
}
/// A month as a number that reads as it does: 202611.
macro_rules! month {
    () => {
        "CAST(replace(month, '-', '') AS BIGINT)"
    };
}
/// The same by months.
macro_rules! stored_by_month {
    ($from:expr) => {
        crate::packed::of_7!(concat!(
            "SELECT ", month!(), " AS a, standing AS b, CAST(SUM(n1) AS BIGINT) AS c, CAST(SUM(n2) AS BIGINT) AS d, CAST(SUM(n3) AS BIGINT) AS e,
            CAST(SUM(n4) AS BIGINT) AS f, CAST(SUM(n5) AS BIGINT) AS g FROM ", $from, " GROUP BY month, standing"
        ))
    };
}
macro_rules! cases_by_month {
    ($from:expr) => {
        crate::packed::of_2!(concat!("SELECT ", month!(), " AS a, CAST(SUM(n) AS BIGINT) AS b FROM ", $from, " GROUP BY month"))
    };
}
macro_rules! body {
    () => {
        " AND (CAST($4 AS BIGINT) = 0 OR r.body_id IN (SELECT descendant_id FROM body_closure WHERE ancestor_id = $4))"
    };
}

sql! {
    /// Places below by standing: months.
    PLACES_MONTHS = stored!("place_id", "place_closure JOIN rating_place_month ON place_id = descendant_id
        WHERE ancestor_id = $1 AND month BETWEEN $2 AND $3");
    PLACES_DAYS = stored!("place_id", "place_closure JOIN rating_place_day ON place_id = descendant_id
        WHERE ancestor_id = $1 AND day BETWEEN $2 AND $3");
    CASES_PLACES_MONTHS = cases!("place_id", "n", "place_closure JOIN case_place_month ON place_id = descendant_id
        WHERE ancestor_id = $1 AND month BETWEEN $2 AND $3");
    CASES_PLACES_DAYS = cases!("place_id", "n", "place_closure JOIN case_place_day ON place_id = descendant_id
        WHERE ancestor_id = $1 AND day BETWEEN $2 AND $3");
    /// Months in order.
    MONTHS = stored_by_month!("place_closure JOIN rating_place_month ON place_id = descendant_id
        WHERE ancestor_id = $1 AND month BETWEEN $2 AND $3");
    CASE_MONTHS = cases_by_month!("place_closure JOIN case_place_month ON place_id = descendant_id
        WHERE ancestor_id = $1 AND month BETWEEN $2 AND $3");
    /// The same where sums over everything below are kept: every rating has a channel, every case a body or none.
    UPPER_MONTHS = stored_by_month!("rating_facet_month WHERE place_id = $1 AND facet = 4 AND month BETWEEN $2 AND $3");
    UPPER_CASE_MONTHS = cases_by_month!("case_facet_month WHERE place_id = $1 AND facet = 2 AND month BETWEEN $2 AND $3");
    BODY_MONTHS = stored_by_month!("rating_facet_month WHERE place_id = $1 AND facet = 2 AND month BETWEEN $2 AND $3
        AND facet_key IN (SELECT descendant_id FROM body_closure WHERE ancestor_id = $4)");
    BODY_CASE_MONTHS = cases_by_month!("case_facet_month WHERE place_id = $1 AND facet = 2 AND month BETWEEN $2 AND $3
        AND facet_key IN (SELECT descendant_id FROM body_closure WHERE ancestor_id = $4)");
    /// Facets, with everything below the place.
    FACET_MONTHS = stored!("facet_key", "rating_facet_month WHERE place_id = $1 AND facet = $2 AND month BETWEEN $3 AND $4");
    FACET_DAYS = stored!("facet_key", "rating_facet_day WHERE place_id = $1 AND facet = $2 AND day BETWEEN $3 AND $4");
    CASE_FACET_MONTHS = cases!("facet_key", "n", "case_facet_month WHERE place_id = $1 AND facet = $2 AND month BETWEEN $3 AND $4");
    CASE_FACET_DAYS = cases!("facet_key", "n", "case_facet_day WHERE place_id = $1 AND facet = $2 AND day BETWEEN $3 AND $4");
    /// Raw rows between two instants, for what no roll-up holds: by place, item, body, module, channel, reason, window.
    RAW_PLACE = raw!("r.place_id", concat!(" WHERE c.ancestor_id = $1 AND r.at >= $2 AND r.at < $3", body!()));
    RAW_FACET = raw!(
        "CASE CAST($5 AS BIGINT) WHEN 1 THEN COALESCE(r.item_id, 0) WHEN 2 THEN COALESCE(r.body_id, 0) WHEN 3 THEN COALESCE(r.module_id, 0)
            WHEN 4 THEN r.channel ELSE COALESCE(r.window_id, 0) END",
        concat!(" WHERE c.ancestor_id = $1 AND r.at >= $2 AND r.at < $3", body!())
    );
    RAW_REASON = raw!("e.id", concat!(" JOIN reason e ON r.reasons LIKE '%,' || e.id || ',%'
        WHERE c.ancestor_id = $1 AND r.at >= $2 AND r.at < $3", body!()));
    RAW_CASES_PLACE = cases!("r.place_id", "r.cases", concat!("place_closure c JOIN case_count r ON r.place_id = c.descendant_id
        WHERE c.ancestor_id = $1 AND r.day BETWEEN $2 AND $3", body!()));
    RAW_CASES_FACET = cases!("CASE CAST($5 AS BIGINT) WHEN 1 THEN r.item_id ELSE r.body_id END", "r.cases",
        concat!("place_closure c JOIN case_count r ON r.place_id = c.descendant_id WHERE c.ancestor_id = $1 AND r.day BETWEEN $2 AND $3", body!()));
    /// Weekday × hour, with everything below the place: key is weekday * 100 + hour.
    HOURS = stored!("weekday * 100 + hour", "rating_place_hour WHERE place_id = $1 AND month BETWEEN $2 AND $3");
    /// Raw rows by weekday (Monday = 0) and hour, by arithmetic on instants with the district's constant offset.
    RAW_HOURS = raw!("((r.at + 28800000000) / 86400000000 + 3) % 7 * 100 + ((r.at + 28800000000) / 3600000000) % 24",
        " WHERE c.ancestor_id = $1 AND r.at >= $2 AND r.at < $3");
    ITEM_NAMES = "SELECT id, name FROM item";
    BODY_NAMES = "SELECT id, name FROM body";
    MODULE_NAMES = "SELECT id, name FROM module";
    REASON_NAMES = "SELECT id, name FROM reason";
    WINDOW_NAMES = "SELECT w.id, COALESCE(t.name, p.name) || ' ' || w.no FROM rating_window w
        JOIN place p ON p.id = w.place_id LEFT JOIN point t ON t.id = w.point_id";
}

/// Key, standing and grades, as every figures query of ratings answers.
type Row = [i64; 7];

/// Runs a query whose rows come packed, with its values bound.
macro_rules! rows {
    ($conn:expr, $text:expr $(, $value:expr)*) => {{
        let (text,): (Option<String>,) = on!($conn, c => sqlx::query_as($text)$(.bind($value))*.fetch_one(c).await?);
        crate::packed::unpack(text.as_deref())?
    }};
}

fn add(counts: &mut Counts, standing: i64, grades: [i64; 5]) {
    let sum: i64 = grades.iter().sum();
    match i16::try_from(standing).ok().and_then(Standing::from_number) {
        Some(Standing::Counted) => {
            for (mine, more) in counts.grades.iter_mut().zip(grades) {
                *mine += more;
            }
        }
        Some(Standing::Default) => counts.by_default += sum,
        Some(Standing::Superseded) => counts.superseded += sum,
        Some(Standing::Excluded) => counts.excluded += sum,
        Some(Standing::AppealUpheld) => counts.appeal_upheld += sum,
        None => {}
    }
}

/// Sums by some key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums(pub BTreeMap<i64, Counts>);

impl Sums {
    fn ratings(&mut self, rows: Vec<Row>) {
        for [key, standing, grades @ ..] in rows {
            add(self.0.entry(key).or_default(), standing, grades);
        }
    }

    fn cases(&mut self, rows: Vec<[i64; 2]>) {
        for [key, n] in rows {
            let counts = self.0.entry(key).or_default();
            counts.cases = Some(counts.cases.unwrap_or(0) + n);
        }
    }

    /// All keys together.
    pub fn total(&self) -> Counts {
        self.0.values().fold(Counts::default(), |sum, c| sum.plus(c))
    }
}

/// The instants at which a run of civil days begins and (exclusively) ends.
pub(crate) fn instants(days: Period) -> (i64, i64) {
    let start = |day: jiff::civil::Date| Instant::from_civil(day.at(0, 0, 0, 0)).map_or(i64::MAX, |i| i.0);
    let end = SHANGHAI.to_timestamp(days.to.at(23, 59, 59, 999_999_000)).map_or(i64::MAX, |t| t.as_microsecond().saturating_add(1));
    (start(days.from), end)
}

/// The body a scope is limited to, 0 for none.
fn body_of(scope: &Scope) -> i64 {
    scope.body().map_or(0, |b| b.0)
}

/// Counts per place at and below the scope's place, each place by its own rows.
pub async fn by_place(conn: &mut Conn<'_>, scope: &Scope, period: Period) -> Result<Sums, StoreError> {
    let (place, body) = (scope.place().0, body_of(scope));
    let mut sums = Sums::default();
    if body != 0 {
        let (from, until) = instants(period);
        sums.ratings(rows!(conn, RAW_PLACE, place, from, until, body));
        let (from, to) = (period.from.to_string(), period.to.to_string());
        sums.cases(rows!(conn, RAW_CASES_PLACE, place, from, to, body));
        return Ok(sums);
    }
    let Parts { months, days } = period.parts();
    if let Some((first, last)) = &months {
        sums.ratings(rows!(conn, PLACES_MONTHS, place, first, last));
        sums.cases(rows!(conn, CASES_PLACES_MONTHS, place, first, last));
    }
    for run in days {
        let (from, to) = (run.from.to_string(), run.to.to_string());
        sums.ratings(rows!(conn, PLACES_DAYS, place, &from, &to));
        sums.cases(rows!(conn, CASES_PLACES_DAYS, place, &from, &to));
    }
    Ok(sums)
}

/// Counts at and below the scope's place together. `has_below`: district or town.
pub async fn total(conn: &mut Conn<'_>, scope: &Scope, has_below: bool, period: Period) -> Result<Counts, StoreError> {
    if !has_below || scope.body().is_some() {
        return Ok(by_place(conn, scope, period).await?.total());
    }
    let ratings = by_facet(conn, scope, true, period, Facet::Channel).await?.total();
    let cases = by_facet(conn, scope, true, period, Facet::Body).await?.total().cases;
    Ok(Counts { cases, ..ratings })
}

/// Counts per month (`YYYY-MM`) at and below the scope's place. `has_below`: district or town.
pub async fn by_month(
    conn: &mut Conn<'_>,
    scope: &Scope,
    has_below: bool,
    first: &str,
    last: &str,
) -> Result<BTreeMap<String, Counts>, StoreError> {
    let (place, body) = (scope.place().0, body_of(scope));
    let mut sums: BTreeMap<String, Counts> = BTreeMap::new();
    let rows: Vec<Row> = if body == 0 {
        let text = if has_below { UPPER_MONTHS } else { MONTHS };
        rows!(conn, text, place, first, last)
    } else {
        rows!(conn, BODY_MONTHS, place, first, last, body)
    };
    // 202611 → 2026-11
    let named = |month: i64| format!("{:04}-{:02}", month / 100, month % 100);
    for [month, standing, grades @ ..] in rows {
        add(sums.entry(named(month)).or_default(), standing, grades);
    }
    let rows: Vec<[i64; 2]> = if body == 0 {
        let text = if has_below { UPPER_CASE_MONTHS } else { CASE_MONTHS };
        rows!(conn, text, place, first, last)
    } else {
        rows!(conn, BODY_CASE_MONTHS, place, first, last, body)
    };
    for [month, n] in rows {
        let counts = sums.entry(named(month)).or_default();
        counts.cases = Some(counts.cases.unwrap_or(0) + n);
    }
    Ok(sums)
}

/// Counts per value of a facet, at and below the scope's place. `has_below`: district or town.
pub async fn by_facet(conn: &mut Conn<'_>, scope: &Scope, has_below: bool, period: Period, facet: Facet) -> Result<Sums, StoreError> {
    let (place, body) = (scope.place().0, body_of(scope));
    let number = i64::from(facet.number());
    let of_cases = matches!(facet, Facet::Item | Facet::Body);
    let mut sums = Sums::default();
    let (months, days) = if body == 0 {
        let parts = period.parts();
        (parts.months, parts.days)
    } else {
        (None, vec![period])
    };
    if let Some((first, last)) = &months {
        sums.ratings(rows!(conn, FACET_MONTHS, place, number, first, last));
        if of_cases {
            sums.cases(
                rows!(conn, CASE_FACET_MONTHS, place, number, first, last),
            );
        }
    }
    for run in days {
        let (from, to) = (run.from.to_string(), run.to.to_string());
        if has_below && body == 0 {
            sums.ratings(rows!(conn, FACET_DAYS, place, number, &from, &to));
            if of_cases {
                sums.cases(
                    rows!(conn, CASE_FACET_DAYS, place, number, &from, &to),
                );
            }
            continue;
        }
        let (start, end) = instants(run);
        if facet == Facet::Reason {
            sums.ratings(rows!(conn, RAW_REASON, place, start, end, body));
        } else {
            sums.ratings(
                rows!(conn, RAW_FACET, place, start, end, body, number),
            );
        }
        if of_cases {
            sums.cases(rows!(conn, RAW_CASES_FACET, place, &from, &to, body, number));
        }
    }
    Ok(sums)
}

/// Counts by weekday × 100 + hour over whole months, less the days of `without` (the end of the last month), at and
/// below the scope's place; `None` for a scope limited to a body, for which this cut is not kept.
pub async fn by_hour(
    conn: &mut Conn<'_>,
    scope: &Scope,
    first: &str,
    last: &str,
    without: Option<Period>,
) -> Result<Option<Sums>, StoreError> {
    if scope.body().is_some() {
        return Ok(None);
    }
    let place = scope.place().0;
    let mut sums = Sums::default();
    sums.ratings(rows!(conn, HOURS, place, first, last));
    if let Some(days) = without {
        let (from, until) = instants(days);
        let rows: Vec<Row> = rows!(conn, RAW_HOURS, place, from, until);
        sums.ratings(rows.into_iter().map(|[key, standing, grades @ ..]| {
            let [a, b, c, d, e] = grades.map(|n: i64| -n);
            [key, standing, a, b, c, d, e]
        }).collect());
    }
    Ok(Some(sums))
}

/// Names of a facet's keys; channels are worded by whoever shows them.
pub async fn facet_names(conn: &mut Conn<'_>, facet: Facet) -> Result<BTreeMap<i64, String>, StoreError> {
    let text = match facet {
        Facet::Item => ITEM_NAMES,
        Facet::Body => BODY_NAMES,
        Facet::Module => MODULE_NAMES,
        Facet::Reason => REASON_NAMES,
        Facet::Window => WINDOW_NAMES,
        Facet::Channel => return Ok(BTreeMap::new()),
    };
    let rows: Vec<(i64, String)> = on!(conn, c => sqlx::query_as(text).fetch_all(c).await?);
    Ok(rows.into_iter().collect())
}

/// The raw counts of a place itself over a period, for checks.
pub async fn raw_total(conn: &mut Conn<'_>, place: PlaceId, period: Period) -> Result<Sums, StoreError> {
    let (from, until) = instants(period);
    let mut sums = Sums::default();
    sums.ratings(rows!(conn, RAW_PLACE, place.0, from, until, 0_i64));
    Ok(sums)
}
