//! 办理意见 of versions of entries.

use crate::db::Conn;
use crate::error::StoreError;
use crate::opinion::{self, Row};
use crate::{on, sql};
use domain::duty::VersionId;

sql! {
    OPINIONS = "SELECT version_id AS of_id, round, step, act, opinion, person, who, at FROM duty_opinion WHERE version_id = $1 ORDER BY id";
}

/// Adds what was done: as many rows of values as there are follow it.
const ADD_OPINION: &str = "INSERT INTO duty_opinion (version_id, round, step, act, opinion, person, who, at) ";

/// What somebody did with a version, and said about it.
pub type Opinion = opinion::Opinion<VersionId>;

/// Everything that was said about a version, in turn.
pub async fn opinions(conn: &mut Conn<'_>, id: VersionId) -> Result<Vec<Opinion>, StoreError> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(OPINIONS).bind(id.0).fetch_all(c).await?);
    rows.into_iter().map(|row| row.read(VersionId)).collect()
}

/// Adds what was done with versions; a hundred at a time are best.
pub async fn say_all(conn: &mut Conn<'_>, opinions: &[Opinion]) -> Result<(), StoreError> {
    opinion::add_all(conn, ADD_OPINION, opinions, |id| id.0).await
}
