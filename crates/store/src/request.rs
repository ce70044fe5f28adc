//! Replies of writes by request id: a repeated request gets the first reply and does nothing.

use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};
use domain::account::AccountId;
use domain::time::Instant;
use sqlx::FromRow;
use uuid::Uuid;

sql! {
    FIND = "SELECT account_id, operation, reply FROM request_done WHERE request_id = $1";
    KEEP = "INSERT INTO request_done (request_id, account_id, operation, done_at, reply) VALUES ($1, $2, $3, $4, $5)";
    FORGET = "DELETE FROM request_done WHERE done_at < $1";
}

/// How long replies are kept, in seconds.
const KEPT_SECONDS: i64 = 7 * 86_400;

/// A request that was done before.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct DoneRow {
    /// On whose behalf; none for the system, a local operator, or nobody.
    pub account_id: Option<Uuid>,
    /// Name of the operation.
    pub operation: String,
    /// Its reply as JSON.
    pub reply: String,
}

/// What a request that was done before replied.
pub async fn find(conn: &mut Conn<'_>, id: Uuid) -> Result<Option<DoneRow>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(FIND).bind(id).fetch_optional(c).await?))
}

/// Keeps the reply, and forgets those of a week ago.
pub async fn keep(
    conn: &mut Conn<'_>,
    id: Uuid,
    account: Option<AccountId>,
    operation: &str,
    reply: &str,
    at: Instant,
) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(FORGET).bind(at.plus_seconds(-KEPT_SECONDS).0).execute(c).await?; });
    on!(conn, c => { sqlx::query(KEEP).bind(id).bind(account.map(|a| a.0)).bind(operation).bind(at.0).bind(reply).execute(c).await?; });
    Ok(())
}
