//! Sessions: only the hash of a token is kept.

use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};
use domain::account::AccountId;
use domain::time::Instant;
use uuid::Uuid;

sql! {
    FIND = "SELECT s.account_id, s.seen_at, a.login, a.name
        FROM session s JOIN account a ON a.id = s.account_id
        WHERE s.token_hash = $1 AND s.closed_at IS NULL AND a.state = 'active'";
    SEEN = "UPDATE session SET seen_at = $2 WHERE token_hash = $1";
    OPEN = "INSERT INTO session (token_hash, account_id, opened_at, seen_at) VALUES ($1, $2, $3, $3)";
    CLOSE = "UPDATE session SET closed_at = $2 WHERE token_hash = $1 AND closed_at IS NULL";
    CLOSE_ALL = "UPDATE session SET closed_at = $2 WHERE account_id = $1 AND closed_at IS NULL";
    CLOSE_OTHERS = "UPDATE session SET closed_at = $3 WHERE account_id = $1 AND token_hash <> $2 AND closed_at IS NULL";
    FORGET_OLD = "DELETE FROM session WHERE closed_at < $1 OR seen_at < $1";
    GET_PREFERENCES = "SELECT name, value FROM preference WHERE account_id = $1";
    SET_PREFERENCE = "INSERT INTO preference (account_id, name, value) VALUES ($1, $2, $3)
        ON CONFLICT (account_id, name) DO UPDATE SET value = excluded.value";
}

/// An open session of an active account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenSession {
    /// Whose.
    pub account: AccountId,
    /// Name to sign in with.
    pub login: String,
    /// Name.
    pub name: String,
    /// Last call.
    pub seen: Instant,
}

/// Forgets sessions that were closed, or last seen, before an instant; who signed in when stays in the audit log.
pub async fn forget_old(conn: &mut Conn<'_>, before: Instant) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(FORGET_OLD).bind(before.0).execute(c).await?; });
    Ok(())
}

/// The open session of a token's hash.
pub async fn find(conn: &mut Conn<'_>, token_hash: &[u8]) -> Result<Option<OpenSession>, StoreError> {
    let row: Option<(Uuid, i64, String, String)> = on!(conn, c => sqlx::query_as(FIND).bind(token_hash).fetch_optional(c).await?);
    Ok(row.map(|(account, seen, login, name)| OpenSession { account: AccountId(account), login, name, seen: Instant(seen) }))
}

/// Notes that the person is still there.
pub async fn seen(conn: &mut Conn<'_>, token_hash: &[u8], at: Instant) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(SEEN).bind(token_hash).bind(at.0).execute(c).await?; });
    Ok(())
}

/// Opens a session.
pub async fn open(conn: &mut Conn<'_>, token_hash: &[u8], account: AccountId, at: Instant) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(OPEN).bind(token_hash).bind(account.0).bind(at.0).execute(c).await?; });
    Ok(())
}

/// Closes a session.
pub async fn close(conn: &mut Conn<'_>, token_hash: &[u8], at: Instant) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(CLOSE).bind(token_hash).bind(at.0).execute(c).await?; });
    Ok(())
}

/// Closes all sessions of an account.
pub async fn close_all(conn: &mut Conn<'_>, account: AccountId, at: Instant) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(CLOSE_ALL).bind(account.0).bind(at.0).execute(c).await?; });
    Ok(())
}

/// Closes all sessions of an account but one.
pub async fn close_others(conn: &mut Conn<'_>, account: AccountId, kept: &[u8], at: Instant) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(CLOSE_OTHERS).bind(account.0).bind(kept).bind(at.0).execute(c).await?; });
    Ok(())
}

/// A person's tastes.
pub async fn preferences(conn: &mut Conn<'_>, account: AccountId) -> Result<Vec<(String, String)>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(GET_PREFERENCES).bind(account.0).fetch_all(c).await?))
}

/// Keeps a taste.
pub async fn set_preference(conn: &mut Conn<'_>, account: AccountId, name: &str, value: &str) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(SET_PREFERENCE).bind(account.0).bind(name).bind(value).execute(c).await?; });
    Ok(())
}
