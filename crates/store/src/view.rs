//! Named filters of lists, each its person's own.

use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};
use domain::account::AccountId;
use domain::time::Instant;
use sqlx::FromRow;

sql! {
    OF = "SELECT id, list, name, query, saved_at FROM saved_view WHERE account_id = $1 ORDER BY list, name";
    SAVE = "INSERT INTO saved_view (account_id, list, name, query, saved_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (account_id, list, name) DO UPDATE SET query = excluded.query, saved_at = excluded.saved_at
        RETURNING id, list, name, query, saved_at";
    TAKE = "DELETE FROM saved_view WHERE account_id = $1 AND id = $2";
}

/// A named filter.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct ViewRow {
    /// Number.
    pub id: i64,
    /// Of which list.
    pub list: String,
    /// Name.
    pub name: String,
    /// What stands in the address.
    pub query: String,
    /// When it was saved, as an instant.
    pub saved_at: i64,
}

/// A person's filters.
pub async fn of(conn: &mut Conn<'_>, account: AccountId) -> Result<Vec<ViewRow>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(OF).bind(account.0).fetch_all(c).await?))
}

/// Saves a filter; one of the same name is replaced.
pub async fn save(
    conn: &mut Conn<'_>,
    account: AccountId,
    list: &str,
    name: &str,
    query: &str,
    at: Instant,
) -> Result<ViewRow, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(SAVE).bind(account.0).bind(list).bind(name).bind(query).bind(at.0).fetch_one(c).await?))
}

/// Takes a filter away; false if the person has none of that number.
pub async fn take(conn: &mut Conn<'_>, account: AccountId, id: i64) -> Result<bool, StoreError> {
    Ok(on!(conn, c => sqlx::query(TAKE).bind(account.0).bind(id).execute(c).await?.rows_affected()) == 1)
}
