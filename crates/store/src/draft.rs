//! Forms that were begun and not sent, each its person's own.

use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};
use domain::account::AccountId;
use domain::time::Instant;
use sqlx::FromRow;

sql! {
    OF = "SELECT form, label, address, '' AS body, saved_at FROM draft WHERE account_id = $1 ORDER BY saved_at DESC, form";
    ONE = "SELECT form, label, address, body, saved_at FROM draft WHERE account_id = $1 AND form = $2";
    KEEP = "INSERT INTO draft (account_id, form, label, address, body, saved_at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (account_id, form) DO UPDATE SET label = excluded.label, address = excluded.address, body = excluded.body,
            saved_at = excluded.saved_at";
    TAKE = "DELETE FROM draft WHERE account_id = $1 AND form = $2";
    TAKE_OLD = "DELETE FROM draft WHERE saved_at < $1";
    COUNT = "SELECT CAST(COUNT(*) AS BIGINT), MIN(saved_at) FROM draft WHERE account_id = $1";
}

/// A form that was begun.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct DraftRow {
    /// Which form and about what.
    pub form: String,
    /// That in words.
    pub label: String,
    /// Where it is gone on with.
    pub address: String,
    /// What was typed; empty in lists.
    pub body: String,
    /// When it was last kept, as an instant.
    pub saved_at: i64,
}

/// A person's drafts, the newest first.
pub async fn of(conn: &mut Conn<'_>, account: AccountId) -> Result<Vec<DraftRow>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(OF).bind(account.0).fetch_all(c).await?))
}

/// One of them.
pub async fn find(conn: &mut Conn<'_>, account: AccountId, form: &str) -> Result<Option<DraftRow>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(ONE).bind(account.0).bind(form).fetch_optional(c).await?))
}

/// Keeps a form as it stands.
pub async fn keep(conn: &mut Conn<'_>, account: AccountId, draft: &DraftRow) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(KEEP)
        .bind(account.0)
        .bind(&draft.form)
        .bind(&draft.label)
        .bind(&draft.address)
        .bind(&draft.body)
        .bind(draft.saved_at)
        .execute(c)
        .await?; });
    Ok(())
}

/// Throws a draft away.
pub async fn take(conn: &mut Conn<'_>, account: AccountId, form: &str) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(TAKE).bind(account.0).bind(form).execute(c).await?; });
    Ok(())
}

/// Throws away what nobody has gone on with since then; how many.
pub async fn take_old(conn: &mut Conn<'_>, before: Instant) -> Result<u64, StoreError> {
    Ok(on!(conn, c => sqlx::query(TAKE_OLD).bind(before.0).execute(c).await?.rows_affected()))
}

/// How many drafts a person has, and when the oldest was kept.
pub async fn count(conn: &mut Conn<'_>, account: AccountId) -> Result<(i64, Option<Instant>), StoreError> {
    let (n, oldest): (i64, Option<i64>) = on!(conn, c => sqlx::query_as(COUNT).bind(account.0).fetch_one(c).await?);
    Ok((n, oldest.map(Instant)))
}
