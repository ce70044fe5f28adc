//! Proves the roll-ups equal to the raw rows.

use super::deltas::{CaseFact, Deltas, Line, RatingFact, day_text, month_text};
use super::spread;
use crate::db::{Conn, Store};
use crate::error::StoreError;
use crate::on;
use domain::rating::Standing;
use domain::time::Instant;
use futures_util::TryStreamExt;
use rustc_hash::FxHashMap;

/// What the comparison found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Raw ratings read.
    pub ratings: i64,
    /// Raw case rows read.
    pub case_rows: i64,
    /// Stored and recomputed rows compared.
    pub compared: i64,
    /// Those that differ.
    pub differing: i64,
    /// The first ten, in words.
    pub examples: Vec<String>,
}

const RATINGS: &str = "SELECT place_id, at, grade, standing, COALESCE(item_id, 0), COALESCE(body_id, 0), COALESCE(module_id, 0),
        channel, COALESCE(window_id, 0), reasons FROM rating WHERE id > $1 ORDER BY id";
const CASES: &str = "SELECT place_id, day, item_id, body_id, cases FROM case_count WHERE id > $1 ORDER BY id";

/// Lines by place.
pub type Lines = FxHashMap<i64, Line>;

/// Every place's line, by place.
pub async fn lines(conn: &mut Conn<'_>) -> Result<Lines, StoreError> {
    let rows: Vec<(i64, i64)> = on!(conn, c => sqlx::query_as(
        "SELECT descendant_id, ancestor_id FROM place_closure ORDER BY descendant_id, depth").fetch_all(c).await?);
    let places = crate::place::all(conn).await?;
    let upper: Vec<i64> = places.iter().filter(|p| p.level != domain::place::Level::Village).map(|p| p.id.0).collect();
    let mut lines: FxHashMap<i64, Line> = FxHashMap::default();
    for (place, above) in rows {
        let line = lines.entry(place).or_insert_with(|| Line { path: Vec::new(), upper: Vec::new() });
        line.path.push(above);
        if upper.contains(&above) {
            line.upper.push(above);
        }
    }
    Ok(lines)
}

/// Reason ids as `rating.reasons` keeps them: `,3,17,`.
pub(crate) fn reason_ids(text: Option<&str>) -> Vec<i64> {
    text.unwrap_or_default().split(',').filter_map(|t| t.parse().ok()).collect()
}

type RatingRow = (i64, i64, i64, i64, i64, i64, i64, i64, i64, Option<String>);

/// Sums up the raw rows and compares every table. Reads one snapshot; memory does not grow with the rows.
pub async fn verify(store: &Store) -> Result<Comparison, StoreError> {
    let mut reader = store.read().await?;
    let mut conn = reader.conn();
    // PostgreSQL would otherwise show each statement what was committed meanwhile.
    let begin = match &conn {
        Conn::Sqlite(_) => "BEGIN",
        Conn::Postgres(_) => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    };
    on!(&mut conn, c => { sqlx::query(begin).execute(&mut *c).await?; });
    let compared = compare(&mut conn).await;
    on!(&mut conn, c => { sqlx::query("ROLLBACK").execute(&mut *c).await?; });
    compared
}

async fn compare(conn: &mut Conn<'_>) -> Result<Comparison, StoreError> {
    let lines = lines(conn).await?;
    let mut sums = Deltas::default();
    let mut found = Comparison::default();
    let unknown = |place: i64| StoreError::inconsistent("rating", "place_id", place);
    on!(conn, c => {
        let mut rows = sqlx::query_as::<_, RatingRow>(RATINGS).bind(0_i64).fetch(c);
        while let Some((place, at, grade, standing, item, body, module, channel, window, reasons)) = rows.try_next().await? {
            let civil = Instant(at).civil();
            let standing = i16::try_from(standing).ok().and_then(Standing::from_number);
            let fact = RatingFact {
                line: lines.get(&place).ok_or_else(|| unknown(place))?,
                day: civil.date(),
                hour: civil.hour(),
                grade: i16::try_from(grade).unwrap_or(0),
                standing: standing.ok_or_else(|| StoreError::inconsistent("rating", "standing", place))?,
                item, body, module, channel, window,
                reasons: &reason_ids(reasons.as_deref()),
            };
            sums.rating(&fact, 1);
            found.ratings += 1;
        }
    });
    on!(conn, c => {
        let mut rows = sqlx::query_as::<_, (i64, String, i64, i64, i64)>(CASES).bind(0_i64).fetch(c);
        while let Some((place, day, item, body, cases)) = rows.try_next().await? {
            let day = day.parse().map_err(|_| StoreError::inconsistent("case_count", "day", &day))?;
            let fact = CaseFact { line: lines.get(&place).ok_or_else(|| unknown(place))?, day, item, body, cases };
            sums.cases(&fact, 1);
            found.case_rows += 1;
        }
    });
    let sums = sums.settled()?;
    // Every table as (key text, sums) on both sides; what is zero need not be stored.
    macro_rules! table {
        ($name:literal, $select:literal, $recomputed:expr) => {{
            let mut expected: FxHashMap<String, [i64; 5]> = FxHashMap::default();
            for (key, grades) in $recomputed {
                if grades != [0; 5] {
                    expected.insert(key, grades);
                }
            }
            on!(conn, c => {
                let mut rows = sqlx::query_as::<_, (String, i64, i64, i64, i64, i64)>($select).fetch(c);
                while let Some((key, n1, n2, n3, n4, n5)) = rows.try_next().await? {
                    let stored = [n1, n2, n3, n4, n5];
                    let wanted = expected.remove(&key).unwrap_or_default();
                    found.compared += 1;
                    if stored != wanted {
                        found.differing += 1;
                        if found.examples.len() < 10 {
                            found.examples.push(format!("{} {key}: {stored:?}, raw {wanted:?}", $name));
                        }
                    }
                }
            });
            for (key, wanted) in expected {
                found.compared += 1;
                found.differing += 1;
                if found.examples.len() < 10 {
                    found.examples.push(format!("{} {key}: missing, raw {wanted:?}", $name));
                }
            }
        }};
    }
    let wide = |g: [i32; 5]| g.map(i64::from);
    table!(
        "rating_place_day",
        "SELECT place_id || '|' || day || '|' || standing, n1, n2, n3, n4, n5 FROM rating_place_day",
        sums.place_day.iter().map(|(k, g)| (*k, *g)).map(|((p, d, s), g)| (format!("{p}|{}|{s}", day_text(d)), wide(g)))
    );
    table!(
        "rating_place_month",
        "SELECT place_id || '|' || month || '|' || standing, n1, n2, n3, n4, n5 FROM rating_place_month",
        spread::place_months(&sums.place_day).into_iter().map(|((p, m, s), g)| (format!("{p}|{}|{s}", month_text(m)), wide(g)))
    );
    table!(
        "rating_facet_month",
        "SELECT place_id || '|' || facet || '|' || month || '|' || facet_key || '|' || standing, n1, n2, n3, n4, n5 FROM rating_facet_month",
        spread::facet_months(sums.facet_month, &lines)?
            .into_iter()
            .map(|((p, f, m, k, s), g)| (format!("{p}|{f}|{}|{k}|{s}", month_text(m)), wide(g)))
    );
    table!(
        "rating_facet_day",
        "SELECT place_id || '|' || facet || '|' || day || '|' || facet_key || '|' || standing, n1, n2, n3, n4, n5 FROM rating_facet_day",
        spread::facet_days(sums.facet_day, &lines)?
            .into_iter()
            .map(|((p, f, d, k, s), g)| (format!("{p}|{f}|{}|{k}|{s}", day_text(d)), wide(g)))
    );
    table!(
        "rating_place_hour",
        "SELECT place_id || '|' || month || '|' || weekday || '|' || hour || '|' || standing, n1, n2, n3, n4, n5 FROM rating_place_hour",
        spread::hours(sums.hour, &lines)?.into_iter().map(|((p, m, w, h, s), g)| (format!("{p}|{}|{w}|{h}|{s}", month_text(m)), wide(g)))
    );
    let one = |n: i64| [n, 0, 0, 0, 0];
    table!(
        "case_place_day",
        "SELECT place_id || '|' || day, n, CAST(0 AS BIGINT), CAST(0 AS BIGINT), CAST(0 AS BIGINT), CAST(0 AS BIGINT) FROM case_place_day",
        sums.case_day.iter().map(|(k, n)| (*k, *n)).map(|((p, d), n)| (format!("{p}|{}", day_text(d)), one(n)))
    );
    table!(
        "case_place_month",
        "SELECT place_id || '|' || month, n, CAST(0 AS BIGINT), CAST(0 AS BIGINT), CAST(0 AS BIGINT), CAST(0 AS BIGINT) FROM case_place_month",
        spread::case_months(&sums.case_day).into_iter().map(|((p, m), n)| (format!("{p}|{}", month_text(m)), one(n)))
    );
    table!(
        "case_facet_month",
        "SELECT place_id || '|' || facet || '|' || month || '|' || facet_key, n, CAST(0 AS BIGINT), CAST(0 AS BIGINT), CAST(0 AS BIGINT), CAST(0 AS BIGINT) FROM case_facet_month",
        spread::case_facet_months(sums.case_facet_month, &lines)?
            .into_iter()
            .map(|((p, f, m, k), n)| (format!("{p}|{f}|{}|{k}", month_text(m)), one(n)))
    );
    table!(
        "case_facet_day",
        "SELECT place_id || '|' || facet || '|' || day || '|' || facet_key, n, CAST(0 AS BIGINT), CAST(0 AS BIGINT), CAST(0 AS BIGINT), CAST(0 AS BIGINT) FROM case_facet_day",
        spread::case_facet_days(sums.case_facet_day, &lines)?
            .into_iter()
            .map(|((p, f, d, k), n)| (format!("{p}|{f}|{}|{k}", day_text(d)), one(n)))
    );
    Ok(found)
}
