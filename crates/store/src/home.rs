//! What 待办 asks that no list asks.

use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};
use jiff::civil::Date;
use std::collections::HashMap;

sql! {
    /// The last day with a case of each place; one look into the index for each.
    LAST_CASES = "SELECT p.id, (SELECT MAX(d.day) FROM case_place_day d WHERE d.place_id = p.id AND d.n > 0) AS day FROM place p WHERE p.level = 3";
    FAILED_CHANGES = "SELECT CAST(COUNT(*) AS BIGINT), MIN(effective) FROM unit_change WHERE state = 'failed'";
}

/// The last day with a case, by village. What was merged into a village counts by itself.
pub async fn last_cases(conn: &mut Conn<'_>) -> Result<HashMap<i64, Date>, StoreError> {
    let rows: Vec<(i64, Option<String>)> = on!(conn, c => sqlx::query_as(LAST_CASES).fetch_all(c).await?);
    let known = rows.into_iter().filter_map(|(id, day)| Some((id, day?)));
    known.map(|(id, day)| Ok((id, day.parse().map_err(|_| StoreError::inconsistent("case_place_day", "day", id))?))).collect()
}

/// Planned changes that could not be done on their day: how many, and the first day.
pub async fn failed_changes(conn: &mut Conn<'_>) -> Result<(i64, Option<Date>), StoreError> {
    let (n, first): (i64, Option<String>) = on!(conn, c => sqlx::query_as(FAILED_CHANGES).fetch_one(c).await?);
    let first = first.map(|day| day.parse().map_err(|_| StoreError::inconsistent("unit_change", "effective", &day))).transpose()?;
    Ok((n, first))
}
