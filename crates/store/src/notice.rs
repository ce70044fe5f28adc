//! What people are told: once for each kind and subject.

use crate::db::Conn;
use crate::error::StoreError;
use crate::walk::{self, Ask, Budget, Key, Lanes, Page, Stretch, Way};
use crate::{on, sql};
use domain::account::AccountId;
use domain::time::Instant;
use sqlx::FromRow;
use std::collections::HashSet;
use uuid::Uuid;

macro_rules! rows {
    ($between:literal, $order:literal) => {
        concat!(
            "SELECT id, kind, subject, body, at, read_at FROM notice WHERE account_id = $1 AND ",
            $between,
            " AND (NOT $4 OR read_at IS NULL) ORDER BY id",
            $order,
            " LIMIT $5"
        )
    };
}

sql! {
    DOWN = rows!("id < $2 AND id >= $3", " DESC");
    UP = rows!("id > $2 AND id <= $3", "");
    UNREAD = "SELECT CAST(COUNT(*) AS BIGINT) FROM notice WHERE account_id = $1 AND read_at IS NULL";
    ADD = "INSERT INTO notice (account_id, kind, subject, body, at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (account_id, kind, subject) DO NOTHING";
    READ_ONE = "UPDATE notice SET read_at = $3 WHERE account_id = $1 AND id = $2 AND read_at IS NULL";
    READ_ALL = "UPDATE notice SET read_at = $3 WHERE account_id = $1 AND id <= $2 AND read_at IS NULL";
    KNOWN = "SELECT account_id, kind, subject FROM notice";
    FORGET = "DELETE FROM notice WHERE at < $1";
    /// Planned changes that were done, or could not be done, on their day; one that was done as it was entered is no news.
    UNTOLD_CHANGES = "SELECT c.no, c.unit, c.state, c.account_id FROM unit_change c
        WHERE c.account_id IS NOT NULL AND (c.state = 'failed' OR c.state = 'done' AND c.done_at >= $1 AND c.done_at - c.made_at > 60000000)
            AND NOT EXISTS (SELECT 1 FROM notice n WHERE n.account_id = c.account_id AND n.subject = 'change:' || c.no)
        ORDER BY c.no LIMIT 100";
}

/// Something to know.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct NoticeRow {
    /// Number, rising.
    pub id: i64,
    /// `api::notice::NoticeKind` as a word.
    pub kind: String,
    /// About what.
    pub subject: String,
    /// What its words need, as JSON.
    pub body: String,
    /// When, as an instant.
    pub at: i64,
    /// When it was read.
    pub read_at: Option<i64>,
}

struct List<'l, 'c> {
    conn: &'l mut Conn<'c>,
    account: AccountId,
    unread: bool,
}

impl Lanes for List<'_, '_> {
    type Row = NoticeRow;

    async fn ahead(&mut self, _: i64, _: Stretch, _: i64) -> Result<Option<Key>, StoreError> {
        Ok(None)
    }

    async fn rows(&mut self, _: i64, stretch: Stretch, limit: i64) -> Result<Vec<(Key, NoticeRow)>, StoreError> {
        let text = if stretch.way == Way::Down { DOWN } else { UP };
        let (from, to) = (stretch.from.major, stretch.to.major);
        let rows: Vec<NoticeRow> = on!(self.conn, c => sqlx::query_as(text)
            .bind(self.account.0)
            .bind(from)
            .bind(to)
            .bind(self.unread)
            .bind(limit)
            .fetch_all(c)
            .await?);
        Ok(rows.into_iter().map(|row| (Key { major: row.id, id: row.id }, row)).collect())
    }
}

/// A page of a person's notices, the newest first.
pub async fn page(conn: &mut Conn<'_>, account: AccountId, unread: bool, ask: Ask, limit: usize) -> Result<Page<NoticeRow>, StoreError> {
    let mut list = List { conn, account, unread };
    // Notices of a person are few: they are kept for half a year.
    let within = (Key::before(0), Key::before(i64::MAX));
    walk::page(&mut list, &[0], within, Way::Down, ask, limit, Budget { first: 0, all: 1 }).await
}

/// How many a person has not read.
pub async fn unread(conn: &mut Conn<'_>, account: AccountId) -> Result<i64, StoreError> {
    let (n,): (i64,) = on!(conn, c => sqlx::query_as(UNREAD).bind(account.0).fetch_one(c).await?);
    Ok(n)
}

/// Tells a person of something; false if he was told already.
pub async fn add(conn: &mut Conn<'_>, account: AccountId, kind: &str, subject: &str, body: &str, at: Instant) -> Result<bool, StoreError> {
    let added = on!(conn, c => sqlx::query(ADD)
        .bind(account.0)
        .bind(kind)
        .bind(subject)
        .bind(body)
        .bind(at.0)
        .execute(c)
        .await?
        .rows_affected());
    Ok(added == 1)
}

/// Marks one as read, or all up to a number.
pub async fn read(conn: &mut Conn<'_>, account: AccountId, id: i64, all_before: bool, at: Instant) -> Result<(), StoreError> {
    let text = if all_before { READ_ALL } else { READ_ONE };
    on!(conn, c => { sqlx::query(text).bind(account.0).bind(id).bind(at.0).execute(c).await?; });
    Ok(())
}

/// Forgets what was told before then.
pub async fn forget(conn: &mut Conn<'_>, before: Instant) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(FORGET).bind(before.0).execute(c).await?; });
    Ok(())
}

/// A planned change whose day came.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct ChangeNews {
    /// Its number.
    pub no: i64,
    /// What kind of unit.
    pub unit: String,
    /// done or failed.
    pub state: String,
    /// Who had entered it.
    pub account_id: Uuid,
}

/// Planned changes whose day came since an instant, and of which their person was not told.
pub async fn untold_changes(conn: &mut Conn<'_>, since: Instant) -> Result<Vec<ChangeNews>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(UNTOLD_CHANGES).bind(since.0).fetch_all(c).await?))
}

/// Everything that people have been told and that was not forgotten.
pub async fn known(conn: &mut Conn<'_>) -> Result<HashSet<(Uuid, String, String)>, StoreError> {
    let rows: Vec<(Uuid, String, String)> = on!(conn, c => sqlx::query_as(KNOWN).fetch_all(c).await?);
    Ok(rows.into_iter().collect())
}
