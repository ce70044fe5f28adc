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

sql! {
    /// Places below by standing: months.
    PLACES_MONTHS = "SELECT m.place_id AS key, m.standing, CAST(SUM(m.n1) AS BIGINT), CAST(SUM(m.n2) AS BIGINT), CAST(SUM(m.n3) AS BIGINT),
            CAST(SUM(m.n4) AS BIGINT), CAST(SUM(m.n5) AS BIGINT)
        FROM place_closure c JOIN rating_place_month m ON m.place_id = c.descendant_id
        WHERE c.ancestor_id = $1 AND m.month BETWEEN $2 AND $3 GROUP BY m.place_id, m.standing";
    PLACES_DAYS = "SELECT d.place_id AS key, d.standing, CAST(SUM(d.n1) AS BIGINT), CAST(SUM(d.n2) AS BIGINT), CAST(SUM(d.n3) AS BIGINT),
            CAST(SUM(d.n4) AS BIGINT), CAST(SUM(d.n5) AS BIGINT)
        FROM place_closure c JOIN rating_place_day d ON d.place_id = c.descendant_id
        WHERE c.ancestor_id = $1 AND d.day BETWEEN $2 AND $3 GROUP BY d.place_id, d.standing";
    CASES_PLACES_MONTHS = "SELECT m.place_id AS key, CAST(SUM(m.n) AS BIGINT)
        FROM place_closure c JOIN case_place_month m ON m.place_id = c.descendant_id
        WHERE c.ancestor_id = $1 AND m.month BETWEEN $2 AND $3 GROUP BY m.place_id";
    CASES_PLACES_DAYS = "SELECT d.place_id AS key, CAST(SUM(d.n) AS BIGINT)
        FROM place_closure c JOIN case_place_day d ON d.place_id = c.descendant_id
        WHERE c.ancestor_id = $1 AND d.day BETWEEN $2 AND $3 GROUP BY d.place_id";
    /// Months in order.
    MONTHS = "SELECT m.month, m.standing, CAST(SUM(m.n1) AS BIGINT), CAST(SUM(m.n2) AS BIGINT), CAST(SUM(m.n3) AS BIGINT),
            CAST(SUM(m.n4) AS BIGINT), CAST(SUM(m.n5) AS BIGINT)
        FROM place_closure c JOIN rating_place_month m ON m.place_id = c.descendant_id
        WHERE c.ancestor_id = $1 AND m.month BETWEEN $2 AND $3 GROUP BY m.month, m.standing";
    CASE_MONTHS = "SELECT m.month, CAST(SUM(m.n) AS BIGINT)
        FROM place_closure c JOIN case_place_month m ON m.place_id = c.descendant_id
        WHERE c.ancestor_id = $1 AND m.month BETWEEN $2 AND $3 GROUP BY m.month";
    /// The same where sums over everything below are kept: every rating has a channel, every case a body or none.
    UPPER_MONTHS = "SELECT month, standing, CAST(SUM(n1) AS BIGINT), CAST(SUM(n2) AS BIGINT), CAST(SUM(n3) AS BIGINT),
            CAST(SUM(n4) AS BIGINT), CAST(SUM(n5) AS BIGINT)
        FROM rating_facet_month WHERE place_id = $1 AND facet = 4 AND month BETWEEN $2 AND $3 GROUP BY month, standing";
    UPPER_CASE_MONTHS = "SELECT month, CAST(SUM(n) AS BIGINT) FROM case_facet_month
        WHERE place_id = $1 AND facet = 2 AND month BETWEEN $2 AND $3 GROUP BY month";
    BODY_MONTHS = "SELECT month, standing, n1, n2, n3, n4, n5 FROM rating_facet_month
        WHERE place_id = $1 AND facet = 2 AND facet_key IN (SELECT descendant_id FROM body_closure WHERE ancestor_id = $4) AND month BETWEEN $2 AND $3";
    BODY_CASE_MONTHS = "SELECT month, n FROM case_facet_month WHERE place_id = $1 AND facet = 2 AND facet_key IN (SELECT descendant_id FROM body_closure WHERE ancestor_id = $4) AND month BETWEEN $2 AND $3";
    /// Facets, with everything below the place.
    FACET_MONTHS = "SELECT facet_key AS key, standing, CAST(SUM(n1) AS BIGINT), CAST(SUM(n2) AS BIGINT), CAST(SUM(n3) AS BIGINT),
            CAST(SUM(n4) AS BIGINT), CAST(SUM(n5) AS BIGINT)
        FROM rating_facet_month WHERE place_id = $1 AND facet = $2 AND month BETWEEN $3 AND $4 GROUP BY facet_key, standing";
    FACET_DAYS = "SELECT facet_key AS key, standing, CAST(SUM(n1) AS BIGINT), CAST(SUM(n2) AS BIGINT), CAST(SUM(n3) AS BIGINT),
            CAST(SUM(n4) AS BIGINT), CAST(SUM(n5) AS BIGINT)
        FROM rating_facet_day WHERE place_id = $1 AND facet = $2 AND day BETWEEN $3 AND $4 GROUP BY facet_key, standing";
    CASE_FACET_MONTHS = "SELECT facet_key AS key, CAST(SUM(n) AS BIGINT) FROM case_facet_month
        WHERE place_id = $1 AND facet = $2 AND month BETWEEN $3 AND $4 GROUP BY facet_key";
    CASE_FACET_DAYS = "SELECT facet_key AS key, CAST(SUM(n) AS BIGINT) FROM case_facet_day
        WHERE place_id = $1 AND facet = $2 AND day BETWEEN $3 AND $4 GROUP BY facet_key";
    /// Raw rows between two instants, for what no roll-up holds: by place, item, body, module, channel, reason, window.
    RAW_PLACE = "SELECT r.place_id AS key, r.standing, CAST(SUM(CASE WHEN r.grade = 1 THEN 1 ELSE 0 END) AS BIGINT),
            CAST(SUM(CASE WHEN r.grade = 2 THEN 1 ELSE 0 END) AS BIGINT), CAST(SUM(CASE WHEN r.grade = 3 THEN 1 ELSE 0 END) AS BIGINT),
            CAST(SUM(CASE WHEN r.grade = 4 THEN 1 ELSE 0 END) AS BIGINT), CAST(SUM(CASE WHEN r.grade = 5 THEN 1 ELSE 0 END) AS BIGINT)
        FROM place_closure c JOIN rating r ON r.place_id = c.descendant_id
        WHERE c.ancestor_id = $1 AND r.at >= $2 AND r.at < $3 AND (CAST($4 AS BIGINT) = 0 OR r.body_id IN (SELECT descendant_id FROM body_closure WHERE ancestor_id = $4)) GROUP BY r.place_id, r.standing";
    RAW_FACET = "SELECT CASE CAST($5 AS BIGINT) WHEN 1 THEN COALESCE(r.item_id, 0) WHEN 2 THEN COALESCE(r.body_id, 0) WHEN 3 THEN COALESCE(r.module_id, 0)
            WHEN 4 THEN r.channel ELSE COALESCE(r.window_id, 0) END AS key, r.standing,
            CAST(SUM(CASE WHEN r.grade = 1 THEN 1 ELSE 0 END) AS BIGINT),
            CAST(SUM(CASE WHEN r.grade = 2 THEN 1 ELSE 0 END) AS BIGINT), CAST(SUM(CASE WHEN r.grade = 3 THEN 1 ELSE 0 END) AS BIGINT),
            CAST(SUM(CASE WHEN r.grade = 4 THEN 1 ELSE 0 END) AS BIGINT), CAST(SUM(CASE WHEN r.grade = 5 THEN 1 ELSE 0 END) AS BIGINT)
        FROM place_closure c JOIN rating r ON r.place_id = c.descendant_id
        WHERE c.ancestor_id = $1 AND r.at >= $2 AND r.at < $3 AND (CAST($4 AS BIGINT) = 0 OR r.body_id IN (SELECT descendant_id FROM body_closure WHERE ancestor_id = $4)) GROUP BY 1, r.standing";
    RAW_REASON = "SELECT e.id AS key, r.standing,
            CAST(SUM(CASE WHEN r.grade = 1 THEN 1 ELSE 0 END) AS BIGINT),
            CAST(SUM(CASE WHEN r.grade = 2 THEN 1 ELSE 0 END) AS BIGINT), CAST(SUM(CASE WHEN r.grade = 3 THEN 1 ELSE 0 END) AS BIGINT),
            CAST(SUM(CASE WHEN r.grade = 4 THEN 1 ELSE 0 END) AS BIGINT), CAST(SUM(CASE WHEN r.grade = 5 THEN 1 ELSE 0 END) AS BIGINT)
        FROM place_closure c JOIN rating r ON r.place_id = c.descendant_id JOIN reason e ON r.reasons LIKE '%,' || e.id || ',%'
        WHERE c.ancestor_id = $1 AND r.at >= $2 AND r.at < $3 AND (CAST($4 AS BIGINT) = 0 OR r.body_id IN (SELECT descendant_id FROM body_closure WHERE ancestor_id = $4)) GROUP BY e.id, r.standing";
    RAW_CASES_PLACE = "SELECT r.place_id AS key, CAST(SUM(r.cases) AS BIGINT) FROM place_closure c JOIN case_count r ON r.place_id = c.descendant_id
        WHERE c.ancestor_id = $1 AND r.day BETWEEN $2 AND $3 AND (CAST($4 AS BIGINT) = 0 OR r.body_id IN (SELECT descendant_id FROM body_closure WHERE ancestor_id = $4)) GROUP BY r.place_id";
    RAW_CASES_FACET = "SELECT CASE CAST($5 AS BIGINT) WHEN 1 THEN r.item_id ELSE r.body_id END AS key, CAST(SUM(r.cases) AS BIGINT)
        FROM place_closure c JOIN case_count r ON r.place_id = c.descendant_id
        WHERE c.ancestor_id = $1 AND r.day BETWEEN $2 AND $3 AND (CAST($4 AS BIGINT) = 0 OR r.body_id IN (SELECT descendant_id FROM body_closure WHERE ancestor_id = $4)) GROUP BY 1";
    /// Weekday × hour, with everything below the place: key is weekday * 100 + hour.
    HOURS = "SELECT weekday * 100 + hour AS key, standing, CAST(SUM(n1) AS BIGINT), CAST(SUM(n2) AS BIGINT), CAST(SUM(n3) AS BIGINT),
            CAST(SUM(n4) AS BIGINT), CAST(SUM(n5) AS BIGINT)
        FROM rating_place_hour WHERE place_id = $1 AND month BETWEEN $2 AND $3 GROUP BY weekday, hour, standing";
    /// Raw rows by weekday (Monday = 0) and hour, by arithmetic on instants with the district's constant offset.
    RAW_HOURS = "SELECT ((r.at + 28800000000) / 86400000000 + 3) % 7 * 100 + ((r.at + 28800000000) / 3600000000) % 24 AS key, r.standing,
            CAST(SUM(CASE WHEN r.grade = 1 THEN 1 ELSE 0 END) AS BIGINT),
            CAST(SUM(CASE WHEN r.grade = 2 THEN 1 ELSE 0 END) AS BIGINT), CAST(SUM(CASE WHEN r.grade = 3 THEN 1 ELSE 0 END) AS BIGINT),
            CAST(SUM(CASE WHEN r.grade = 4 THEN 1 ELSE 0 END) AS BIGINT), CAST(SUM(CASE WHEN r.grade = 5 THEN 1 ELSE 0 END) AS BIGINT)
        FROM place_closure c JOIN rating r ON r.place_id = c.descendant_id
        WHERE c.ancestor_id = $1 AND r.at >= $2 AND r.at < $3 GROUP BY 1, r.standing";
    ITEM_NAMES = "SELECT id, name FROM item";
    BODY_NAMES = "SELECT id, name FROM body";
    MODULE_NAMES = "SELECT id, name FROM module";
    REASON_NAMES = "SELECT id, name FROM reason";
    WINDOW_NAMES = "SELECT w.id, COALESCE(t.name, p.name) || ' ' || w.no FROM rating_window w
        JOIN place p ON p.id = w.place_id LEFT JOIN point t ON t.id = w.point_id";
}

/// Key, standing and grades, as every figures query of ratings answers.
type Row = (i64, i64, i64, i64, i64, i64, i64);

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
        for (key, standing, n1, n2, n3, n4, n5) in rows {
            add(self.0.entry(key).or_default(), standing, [n1, n2, n3, n4, n5]);
        }
    }

    fn cases(&mut self, rows: Vec<(i64, i64)>) {
        for (key, n) in rows {
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
        sums.ratings(on!(conn, c => sqlx::query_as(RAW_PLACE).bind(place).bind(from).bind(until).bind(body).fetch_all(c).await?));
        let (from, to) = (period.from.to_string(), period.to.to_string());
        sums.cases(on!(conn, c => sqlx::query_as(RAW_CASES_PLACE).bind(place).bind(from).bind(to).bind(body).fetch_all(c).await?));
        return Ok(sums);
    }
    let Parts { months, days } = period.parts();
    if let Some((first, last)) = &months {
        sums.ratings(on!(conn, c => sqlx::query_as(PLACES_MONTHS).bind(place).bind(first).bind(last).fetch_all(c).await?));
        sums.cases(on!(conn, c => sqlx::query_as(CASES_PLACES_MONTHS).bind(place).bind(first).bind(last).fetch_all(c).await?));
    }
    for run in days {
        let (from, to) = (run.from.to_string(), run.to.to_string());
        sums.ratings(on!(conn, c => sqlx::query_as(PLACES_DAYS).bind(place).bind(&from).bind(&to).fetch_all(c).await?));
        sums.cases(on!(conn, c => sqlx::query_as(CASES_PLACES_DAYS).bind(place).bind(&from).bind(&to).fetch_all(c).await?));
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
    let rows: Vec<(String, i64, i64, i64, i64, i64, i64)> = if body == 0 {
        let text = if has_below { UPPER_MONTHS } else { MONTHS };
        on!(conn, c => sqlx::query_as(text).bind(place).bind(first).bind(last).fetch_all(c).await?)
    } else {
        on!(conn, c => sqlx::query_as(BODY_MONTHS).bind(place).bind(first).bind(last).bind(body).fetch_all(c).await?)
    };
    for (month, standing, n1, n2, n3, n4, n5) in rows {
        add(sums.entry(month).or_default(), standing, [n1, n2, n3, n4, n5]);
    }
    let rows: Vec<(String, i64)> = if body == 0 {
        let text = if has_below { UPPER_CASE_MONTHS } else { CASE_MONTHS };
        on!(conn, c => sqlx::query_as(text).bind(place).bind(first).bind(last).fetch_all(c).await?)
    } else {
        on!(conn, c => sqlx::query_as(BODY_CASE_MONTHS).bind(place).bind(first).bind(last).bind(body).fetch_all(c).await?)
    };
    for (month, n) in rows {
        let counts = sums.entry(month).or_default();
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
        sums.ratings(on!(conn, c => sqlx::query_as(FACET_MONTHS).bind(place).bind(number).bind(first).bind(last).fetch_all(c).await?));
        if of_cases {
            sums.cases(
                on!(conn, c => sqlx::query_as(CASE_FACET_MONTHS).bind(place).bind(number).bind(first).bind(last).fetch_all(c).await?),
            );
        }
    }
    for run in days {
        let (from, to) = (run.from.to_string(), run.to.to_string());
        if has_below && body == 0 {
            sums.ratings(on!(conn, c => sqlx::query_as(FACET_DAYS).bind(place).bind(number).bind(&from).bind(&to).fetch_all(c).await?));
            if of_cases {
                sums.cases(
                    on!(conn, c => sqlx::query_as(CASE_FACET_DAYS).bind(place).bind(number).bind(&from).bind(&to).fetch_all(c).await?),
                );
            }
            continue;
        }
        let (start, end) = instants(run);
        if facet == Facet::Reason {
            sums.ratings(on!(conn, c => sqlx::query_as(RAW_REASON).bind(place).bind(start).bind(end).bind(body).fetch_all(c).await?));
        } else {
            sums.ratings(
                on!(conn, c => sqlx::query_as(RAW_FACET).bind(place).bind(start).bind(end).bind(body).bind(number).fetch_all(c).await?),
            );
        }
        if of_cases {
            sums.cases(on!(conn, c => sqlx::query_as(RAW_CASES_FACET).bind(place).bind(&from).bind(&to).bind(body).bind(number).fetch_all(c).await?));
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
    sums.ratings(on!(conn, c => sqlx::query_as(HOURS).bind(place).bind(first).bind(last).fetch_all(c).await?));
    if let Some(days) = without {
        let (from, until) = instants(days);
        let rows: Vec<Row> = on!(conn, c => sqlx::query_as(RAW_HOURS).bind(place).bind(from).bind(until).fetch_all(c).await?);
        sums.ratings(rows.into_iter().map(|(key, s, n1, n2, n3, n4, n5)| (key, s, -n1, -n2, -n3, -n4, -n5)).collect());
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
    sums.ratings(on!(conn, c => sqlx::query_as(RAW_PLACE).bind(place.0).bind(from).bind(until).bind(0_i64).fetch_all(c).await?));
    Ok(sums)
}
