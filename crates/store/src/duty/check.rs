//! 核实 of entries that are in force: when somebody last found that they still hold.

use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};
use domain::body::BodyId;
use domain::duty::DutyId;
use domain::place::PlaceId;
use domain::time::Instant;
use jiff::civil::Date;

sql! {
    ADD = "INSERT INTO duty_check (duty_id, day, who, at) VALUES ($1, $2, $3, $4)";
    LAST = "SELECT day, who FROM duty_check WHERE duty_id = $1 ORDER BY day DESC, id DESC LIMIT 1";
    // The same as `list` finds by `unchecked_since`, from the index of what is in force.
    DUE = "SELECT COUNT(*) FROM duty_version v
        WHERE v.is_head = 1 AND v.stage = 'published' AND v.deed <> 'withdraw' AND v.from_day < $1
            AND v.place_id IN (SELECT c.descendant_id FROM place_closure c WHERE c.ancestor_id = $2)
            AND (CAST($3 AS BIGINT) IS NULL OR v.body_id = $3 OR v.id IN (SELECT j.version_id FROM duty_joint_body j WHERE j.body_id = $3))
            AND v.duty_id NOT IN (SELECT k.duty_id FROM duty_check k WHERE k.day >= $1)";
}

/// Enters a check.
pub async fn add(conn: &mut Conn<'_>, duty: DutyId, day: Date, who: &str, at: Instant) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(ADD).bind(duty.0).bind(day.to_string()).bind(who).bind(at.0).execute(c).await?; });
    Ok(())
}

/// The last check of an entry, and by whom.
pub async fn last(conn: &mut Conn<'_>, duty: DutyId) -> Result<Option<(Date, String)>, StoreError> {
    let row: Option<(String, String)> = on!(conn, c => sqlx::query_as(LAST).bind(duty.0).fetch_optional(c).await?);
    let read = |(day, who): (String, String)| Ok((day.parse().map_err(|_| StoreError::inconsistent("duty_check", "day", &day))?, who));
    row.map(read).transpose()
}

/// How many entries in force at and below a place, of a body or of all, were neither published nor checked since a day.
pub async fn due(conn: &mut Conn<'_>, place: PlaceId, body: Option<BodyId>, since: Date) -> Result<i64, StoreError> {
    let day = domain::day::text(since);
    let (n,): (i64,) = on!(conn, c => sqlx::query_as(DUE).bind(day).bind(place.0).bind(body.map(|body| body.0)).fetch_one(c).await?);
    Ok(n)
}
