//! 核实 of entries that are in force: when somebody last found that they still hold.

use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};
use domain::duty::DutyId;
use domain::time::Instant;
use jiff::civil::Date;

sql! {
    ADD = "INSERT INTO duty_check (duty_id, day, who, at) VALUES ($1, $2, $3, $4)";
    LAST = "SELECT day, who FROM duty_check WHERE duty_id = $1 ORDER BY day DESC, id DESC LIMIT 1";
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
