//! Merging staged case counts into the database, inside of one transaction.

use super::differing::{Differs, Refused};
use super::merge::{MergeCounts, add_entries};
use super::rows::NewEntries;
use crate::db::Conn;
use crate::error::StoreError;
use crate::on;
use crate::rollup::{CaseFact, Deltas, Line};
use domain::import::Differing;
use futures_util::TryStreamExt;
use rustc_hash::FxHashMap;

/// Place, day, item, body, cases.
type Fact = (i64, String, i64, i64, i64);

const JOINED: &str = "FROM stage_case s JOIN case_count r ON r.source_id = s.source_id AND r.place_id = s.place_id
    AND r.point_id = s.point_id AND r.item_id = s.item_id AND r.body_id = s.body_id AND r.day = s.day";
const ANY: &str = "SELECT COALESCE(MAX(id), 0) FROM case_count";
const INSERT: &str = "INSERT INTO case_count (id, source_id, place_id, point_id, item_id, body_id, day, cases, import_no)
    SELECT CAST($1 AS BIGINT) + row_no, source_id, place_id, point_id, item_id, body_id, day, cases, CAST($2 AS BIGINT) FROM stage_case ORDER BY row_no";
const DROP_ROW: &str = "DELETE FROM stage_case WHERE row_no = $1";
const REPLACE: &str = "UPDATE case_count SET cases = $2, import_no = $3 WHERE id = $1";

/// Adds (1) or takes away (-1) a row's part of the sums.
pub fn apply_case(deltas: &mut Deltas, fact: &Fact, lines: &FxHashMap<i64, Line>, sign: i64) -> Result<(), StoreError> {
    let day = fact.1.parse().map_err(|_| StoreError::inconsistent("case_count", "day", &fact.1))?;
    let line = lines.get(&fact.0).ok_or_else(|| StoreError::inconsistent("case_count", "place_id", fact.0))?;
    deltas.cases(&CaseFact { line, day, item: fact.2, body: fact.3, cases: fact.4 }, sign);
    Ok(())
}

/// As [`super::merge_ratings`], for case counts. Place and body belong to the key of a count, so a row inside of what
/// the importer may touch never meets a stored one outside of it.
pub async fn merge_cases(
    conn: &mut Conn<'_>,
    mut deltas: Deltas,
    new: &NewEntries,
    differing: Differing,
    import_no: i64,
) -> Result<(MergeCounts, Vec<Refused>), StoreError> {
    let lines = crate::rollup::lines(conn).await?;
    let mut counts = MergeCounts::default();
    let mut refused = Vec::new();
    let (last_id,): (i64,) = on!(conn, c => sqlx::query_as(ANY).fetch_one(c).await?);
    if last_id > 0 {
        let text = format!("SELECT s.place_id, s.day, s.item_id, s.body_id, s.cases {JOINED} WHERE r.cases = s.cases");
        on!(conn, c => {
            let mut rows = sqlx::query_as::<_, Fact>(sqlx::AssertSqlSafe(text)).fetch(c);
            while let Some(fact) = rows.try_next().await? {
                apply_case(&mut deltas, &fact, &lines, -1)?;
                counts.identical += 1;
            }
        });
        let text = format!("DELETE FROM stage_case WHERE row_no IN (SELECT s.row_no {JOINED} WHERE r.cases = s.cases)");
        on!(conn, c => { sqlx::query(sqlx::AssertSqlSafe(text)).execute(c).await?; });
        let text = format!("SELECT s.row_no, r.id, r.cases, s.place_id, s.day, s.item_id, s.body_id, s.cases {JOINED} ORDER BY s.row_no");
        let differs: Vec<(i64, i64, i64, i64, String, i64, i64, i64)> =
            on!(conn, c => sqlx::query_as(sqlx::AssertSqlSafe(text)).fetch_all(c).await?);
        for (row, stored, old, place, day, item, body, cases) in differs {
            match differing {
                Differing::Refuse => {
                    apply_case(&mut deltas, &(place, day, item, body, cases), &lines, -1)?;
                    let (old, new) = (old.to_string(), cases.to_string());
                    refused.push(Refused::Differs(Differs { row, stored, field: "cases", old, new }));
                }
                Differing::Replace => {
                    apply_case(&mut deltas, &(place, day, item, body, old), &lines, -1)?;
                    on!(conn, c => { sqlx::query(REPLACE).bind(stored).bind(cases).bind(import_no).execute(c).await?; });
                    counts.replaced += 1;
                }
            }
            on!(conn, c => { sqlx::query(DROP_ROW).bind(row).execute(c).await?; });
        }
    }
    add_entries(conn, new).await?;
    counts.taken = on!(conn, c => sqlx::query(INSERT).bind(last_id).bind(import_no).execute(c).await?.rows_affected());
    deltas.write(conn, &lines).await?;
    Ok((counts, refused))
}
