//! Figures of the overview, read from roll-ups.
//!
//! A period is read as whole months from the monthly tables and edge days from the daily ones. A scope that is limited
//! to one body reads the facet tables of that body; what those don't hold by day for a village is counted from the raw
//! rows of its few days.

use crate::db::Conn;
use crate::error::StoreError;
use crate::packed::unpack;
use crate::{on, sql};
use domain::figures::{Counts, Facet};
use domain::period::{Parts, Period};
use domain::permission::Scope;
use domain::rating::Standing;
use domain::time::{Instant, SHANGHAI};
use std::collections::BTreeMap;

/// Key, standing and sums of grades of stored rows, in one text.
macro_rules! stored {
    ($key:literal, $from:expr) => {
        crate::packed::of_7!(concat!(
            "SELECT ",
            $key,
            " AS a, standing AS b, CAST(SUM(n1) AS BIGINT) AS c, CAST(SUM(n2) AS BIGINT) AS d, CAST(SUM(n3) AS BIGINT) AS e,
            CAST(SUM(n4) AS BIGINT) AS f, CAST(SUM(n5) AS BIGINT) AS g FROM ",
            $from,
            " GROUP BY ",
            $key,
            ", standing"
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
            "SELECT ",
            month!(),
            " AS a, standing AS b, CAST(SUM(n1) AS BIGINT) AS c, CAST(SUM(n2) AS BIGINT) AS d, CAST(SUM(n3) AS BIGINT) AS e,
            CAST(SUM(n4) AS BIGINT) AS f, CAST(SUM(n5) AS BIGINT) AS g FROM ",
            $from,
            " GROUP BY month, standing"
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
/// Ratings and cases in one answer.
macro_rules! both {
    ($ratings:expr, $cases:expr) => {
        concat!("SELECT (", $ratings, "), (", $cases, ")")
    };
}
/// Places at and below, of tables whose rows are a place's own.
macro_rules! places {
    ($ratings:literal, $cases:literal, $span:literal) => {
        both!(
            stored!(
                "place_id",
                concat!(
                    "place_closure JOIN ",
                    $ratings,
                    " ON place_id = descendant_id
                WHERE ancestor_id = $1 AND ",
                    $span,
                    " BETWEEN $2 AND $3"
                )
            ),
            cases!(
                "place_id",
                "n",
                concat!(
                    "place_closure JOIN ",
                    $cases,
                    " ON place_id = descendant_id
                WHERE ancestor_id = $1 AND ",
                    $span,
                    " BETWEEN $2 AND $3"
                )
            )
        )
    };
}
/// Facets that ratings and cases have, of tables whose rows hold everything below a place.
macro_rules! handled {
    ($ratings:literal, $cases:literal, $span:literal) => {
        both!(
            stored!("facet_key", concat!($ratings, " WHERE place_id = $1 AND facet = $2 AND ", $span, " BETWEEN $3 AND $4")),
            cases!("facet_key", "n", concat!($cases, " WHERE place_id = $1 AND facet = $2 AND ", $span, " BETWEEN $3 AND $4"))
        )
    };
}
/// Everything below a place together: every rating has a channel, every case a body or none.
macro_rules! together {
    ($ratings:literal, $cases:literal, $span:literal) => {
        both!(
            stored!("facet", concat!($ratings, " WHERE place_id = $1 AND facet = 4 AND ", $span, " BETWEEN $2 AND $3")),
            cases!("facet", "n", concat!($cases, " WHERE place_id = $1 AND facet = 2 AND ", $span, " BETWEEN $2 AND $3"))
        )
    };
}
/// Names of the keys that $1 lists, `,1,2,3,`.
macro_rules! names {
    ($key:literal, $name:literal, $from:literal) => {
        concat!("SELECT ", $key, ", ", $name, " FROM ", $from, " WHERE CAST($1 AS TEXT) LIKE '%,' || ", $key, " || ',%'")
    };
}
macro_rules! raw_facet {
    () => {
        raw!(
            "CASE CAST($5 AS BIGINT) WHEN 1 THEN COALESCE(r.item_id, 0) WHEN 2 THEN COALESCE(r.body_id, 0) WHEN 3 THEN COALESCE(r.module_id, 0)
                WHEN 4 THEN r.channel ELSE COALESCE(r.window_id, 0) END",
            concat!(" WHERE c.ancestor_id = $1 AND r.at >= $2 AND r.at < $3", body!())
        )
    };
}

sql! {
    /// Places below.
    PLACES_MONTHS = places!("rating_place_month", "case_place_month", "month");
    PLACES_DAYS = places!("rating_place_day", "case_place_day", "day");
    /// Months in order.
    MONTHS = both!(
        stored_by_month!("place_closure JOIN rating_place_month ON place_id = descendant_id WHERE ancestor_id = $1 AND month BETWEEN $2 AND $3"),
        cases_by_month!("place_closure JOIN case_place_month ON place_id = descendant_id WHERE ancestor_id = $1 AND month BETWEEN $2 AND $3")
    );
    /// The same where sums over everything below are kept: every rating has a channel, every case a body or none.
    UPPER_MONTHS = both!(
        stored_by_month!("rating_facet_month WHERE place_id = $1 AND facet = 4 AND month BETWEEN $2 AND $3"),
        cases_by_month!("case_facet_month WHERE place_id = $1 AND facet = 2 AND month BETWEEN $2 AND $3")
    );
    BODY_MONTHS = both!(
        stored_by_month!("rating_facet_month WHERE place_id = $1 AND facet = 2 AND month BETWEEN $2 AND $3
            AND facet_key IN (SELECT descendant_id FROM body_closure WHERE ancestor_id = $4)"),
        cases_by_month!("case_facet_month WHERE place_id = $1 AND facet = 2 AND month BETWEEN $2 AND $3
            AND facet_key IN (SELECT descendant_id FROM body_closure WHERE ancestor_id = $4)")
    );
    /// Facets, with everything below the place.
    FACET_MONTHS = stored!("facet_key", "rating_facet_month WHERE place_id = $1 AND facet = $2 AND month BETWEEN $3 AND $4");
    FACET_DAYS = stored!("facet_key", "rating_facet_day WHERE place_id = $1 AND facet = $2 AND day BETWEEN $3 AND $4");
    HANDLED_MONTHS = handled!("rating_facet_month", "case_facet_month", "month");
    HANDLED_DAYS = handled!("rating_facet_day", "case_facet_day", "day");
    TOGETHER_MONTHS = together!("rating_facet_month", "case_facet_month", "month");
    TOGETHER_DAYS = together!("rating_facet_day", "case_facet_day", "day");
    /// Raw rows between two instants ($2, $3), for what no roll-up holds: by place, item, body, module, channel, reason,
    /// window; cases by days ($5 or $6 and the next).
    RAW_PLACE = both!(
        raw!("r.place_id", concat!(" WHERE c.ancestor_id = $1 AND r.at >= $2 AND r.at < $3", body!())),
        cases!("r.place_id", "r.cases", concat!("place_closure c JOIN case_count r ON r.place_id = c.descendant_id
            WHERE c.ancestor_id = $1 AND r.day BETWEEN $5 AND $6", body!()))
    );
    RAW_FACET = raw_facet!();
    RAW_HANDLED = both!(
        raw_facet!(),
        cases!("CASE CAST($5 AS BIGINT) WHEN 1 THEN r.item_id ELSE r.body_id END", "r.cases",
            concat!("place_closure c JOIN case_count r ON r.place_id = c.descendant_id WHERE c.ancestor_id = $1 AND r.day BETWEEN $6 AND $7", body!()))
    );
    RAW_REASON = raw!("e.id", concat!(" JOIN reason e ON r.reasons LIKE '%,' || e.id || ',%'
        WHERE c.ancestor_id = $1 AND r.at >= $2 AND r.at < $3", body!()));
    /// Weekday × hour, with everything below the place: key is weekday * 100 + hour.
    HOURS = stored!("weekday * 100 + hour", "rating_place_hour WHERE place_id = $1 AND month BETWEEN $2 AND $3");
    /// Raw rows by weekday (Monday = 0) and hour, by arithmetic on instants with the district's constant offset.
    RAW_HOURS = raw!("((r.at + 28800000000) / 86400000000 + 3) % 7 * 100 + ((r.at + 28800000000) / 3600000000) % 24",
        " WHERE c.ancestor_id = $1 AND r.at >= $2 AND r.at < $3");
    ITEM_NAMES = names!("id", "name", "item");
    BODY_NAMES = names!("id", "name", "body");
    MODULE_NAMES = names!("id", "name", "module");
    REASON_NAMES = names!("id", "name", "reason");
    WINDOW_NAMES = names!("w.id", "COALESCE(t.name, p.name) || ' ' || w.no", "rating_window w
        JOIN place p ON p.id = w.place_id LEFT JOIN point t ON t.id = w.point_id");
}

/// Key, standing and grades, as every figures query of ratings answers.
type Row = [i64; 7];
/// Key and number, as every figures query of cases answers.
type CaseRow = [i64; 2];

/// Runs a query of ratings whose rows come packed, with its values bound.
macro_rules! rows {
    ($conn:expr, $text:expr $(, $value:expr)*) => {{
        let (text,): (Option<String>,) = on!($conn, c => sqlx::query_as($text)$(.bind($value))*.fetch_one(c).await?);
        unpack::<7>(text.as_deref())?
    }};
}

/// The same for a query of ratings and cases.
macro_rules! rows_of_both {
    ($conn:expr, $text:expr $(, $value:expr)*) => {{
        let (ratings, cases): (Option<String>, Option<String>) = on!($conn, c => sqlx::query_as($text)$(.bind($value))*.fetch_one(c).await?);
        (unpack::<7>(ratings.as_deref())?, unpack::<2>(cases.as_deref())?)
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

    fn cases(&mut self, rows: Vec<CaseRow>) {
        for [key, n] in rows {
            let counts = self.0.entry(key).or_default();
            counts.cases = Some(counts.cases.unwrap_or(0) + n);
        }
    }

    fn both(&mut self, (ratings, cases): (Vec<Row>, Vec<CaseRow>)) {
        self.ratings(ratings);
        self.cases(cases);
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
        let (start, end) = instants(period);
        let (from, to) = (period.from.to_string(), period.to.to_string());
        sums.both(rows_of_both!(conn, RAW_PLACE, place, start, end, body, &from, &to));
        return Ok(sums);
    }
    let Parts { months, days } = period.parts();
    if let Some((first, last)) = &months {
        sums.both(rows_of_both!(conn, PLACES_MONTHS, place, first, last));
    }
    for run in days {
        let (from, to) = (run.from.to_string(), run.to.to_string());
        sums.both(rows_of_both!(conn, PLACES_DAYS, place, &from, &to));
    }
    Ok(sums)
}

/// Counts at and below the scope's place together. `has_below`: district or town.
pub async fn total(conn: &mut Conn<'_>, scope: &Scope, has_below: bool, period: Period) -> Result<Counts, StoreError> {
    if !has_below || scope.body().is_some() {
        return Ok(by_place(conn, scope, period).await?.total());
    }
    let place = scope.place().0;
    let Parts { months, days } = period.parts();
    let mut sums = Sums::default();
    if let Some((first, last)) = &months {
        sums.both(rows_of_both!(conn, TOGETHER_MONTHS, place, first, last));
    }
    for run in days {
        let (from, to) = (run.from.to_string(), run.to.to_string());
        sums.both(rows_of_both!(conn, TOGETHER_DAYS, place, &from, &to));
    }
    Ok(sums.total())
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
    let (ratings, cases) = match (body, has_below) {
        (0, true) => rows_of_both!(conn, UPPER_MONTHS, place, first, last),
        (0, false) => rows_of_both!(conn, MONTHS, place, first, last),
        _ => rows_of_both!(conn, BODY_MONTHS, place, first, last, body),
    };
    // 202611 → 2026-11
    let named = |month: i64| format!("{:04}-{:02}", month / 100, month % 100);
    let mut sums = Sums::default();
    sums.both((ratings, cases));
    Ok(sums.0.into_iter().map(|(month, counts)| (named(month), counts)).collect())
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
        if of_cases {
            sums.both(rows_of_both!(conn, HANDLED_MONTHS, place, number, first, last));
        } else {
            sums.ratings(rows!(conn, FACET_MONTHS, place, number, first, last));
        }
    }
    for run in days {
        let (from, to) = (run.from.to_string(), run.to.to_string());
        let (start, end) = instants(run);
        match (has_below && body == 0, of_cases) {
            (true, true) => sums.both(rows_of_both!(conn, HANDLED_DAYS, place, number, &from, &to)),
            (true, false) => sums.ratings(rows!(conn, FACET_DAYS, place, number, &from, &to)),
            (false, true) => sums.both(rows_of_both!(conn, RAW_HANDLED, place, start, end, body, number, &from, &to)),
            (false, false) if facet == Facet::Reason => sums.ratings(rows!(conn, RAW_REASON, place, start, end, body)),
            (false, false) => sums.ratings(rows!(conn, RAW_FACET, place, start, end, body, number)),
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
        sums.ratings(
            rows.into_iter()
                .map(|[key, standing, grades @ ..]| {
                    let [a, b, c, d, e] = grades.map(|n: i64| -n);
                    [key, standing, a, b, c, d, e]
                })
                .collect(),
        );
    }
    Ok(Some(sums))
}

/// Names of some keys of a facet; channels are worded by whoever shows them.
pub async fn facet_names(conn: &mut Conn<'_>, facet: Facet, keys: impl Iterator<Item = i64>) -> Result<BTreeMap<i64, String>, StoreError> {
    let text = match facet {
        Facet::Item => ITEM_NAMES,
        Facet::Body => BODY_NAMES,
        Facet::Module => MODULE_NAMES,
        Facet::Reason => REASON_NAMES,
        Facet::Window => WINDOW_NAMES,
        Facet::Channel => return Ok(BTreeMap::new()),
    };
    let keys = keys.fold(",".to_owned(), |keys, key| format!("{keys}{key},"));
    let rows: Vec<(i64, String)> = on!(conn, c => sqlx::query_as(text).bind(keys).fetch_all(c).await?);
    Ok(rows.into_iter().collect())
}
