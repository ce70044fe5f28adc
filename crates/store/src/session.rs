//! Sessions: only the hash of a token is kept.

use crate::account::GrantRow;
use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};
use domain::account::{AccountId, Grant};
use domain::time::Instant;
use sqlx::FromRow;
use uuid::Uuid;

sql! {
    /// One row for each grant, and one without where there is none.
    FIND = "SELECT s.account_id, s.seen_at, a.login, a.name, (SELECT value FROM meta WHERE name = 'idle_minutes') AS idle_minutes,
            g.id, g.role, g.place_id, g.body_id, g.valid_from, g.valid_until
        FROM session s JOIN account a ON a.id = s.account_id
        LEFT JOIN account_grant g ON g.account_id = a.id AND g.ended_at IS NULL
        WHERE s.token_hash = $1 AND s.closed_at IS NULL AND a.state = 'active' ORDER BY g.given_at, g.id";
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
    /// Minutes until an idle session ends, if they were set.
    pub idle_minutes: Option<String>,
    /// Grants that were not ended (they may begin later or be over).
    pub grants: Vec<Grant>,
}

#[derive(FromRow)]
struct FoundRow {
    account_id: Uuid,
    seen_at: i64,
    login: String,
    name: String,
    idle_minutes: Option<String>,
    id: Option<Uuid>,
    role: Option<String>,
    place_id: Option<i64>,
    body_id: Option<i64>,
    valid_from: Option<String>,
    valid_until: Option<String>,
}

impl FoundRow {
    fn grant(self) -> Option<GrantRow> {
        Some(GrantRow {
            id: self.id?,
            role: self.role?,
            place_id: self.place_id?,
            body_id: self.body_id,
            valid_from: self.valid_from?,
            valid_until: self.valid_until,
        })
    }
}

/// Forgets sessions that were closed, or last seen, before an instant; who signed in when stays in the audit log.
pub async fn forget_old(conn: &mut Conn<'_>, before: Instant) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(FORGET_OLD).bind(before.0).execute(c).await?; });
    Ok(())
}

/// The open session of a token's hash.
pub async fn find(conn: &mut Conn<'_>, token_hash: &[u8]) -> Result<Option<OpenSession>, StoreError> {
    let rows: Vec<FoundRow> = on!(conn, c => sqlx::query_as(FIND).bind(token_hash).fetch_all(c).await?);
    let mut found = None;
    for mut row in rows {
        let open = found.get_or_insert_with(|| OpenSession {
            account: AccountId(row.account_id),
            login: std::mem::take(&mut row.login),
            name: std::mem::take(&mut row.name),
            seen: Instant(row.seen_at),
            idle_minutes: row.idle_minutes.take(),
            grants: Vec::new(),
        });
        if let Some(grant) = row.grant() {
            open.grants.push(Grant::try_from(grant)?);
        }
    }
    Ok(found)
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
