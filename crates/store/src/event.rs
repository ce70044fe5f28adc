//! Change events for programs that have the same database open: written with the work they tell of, read by the others,
//! forgotten soon.

use crate::db::{Conn, Store};
use crate::error::StoreError;
use crate::work::Changed;
use crate::{on, sql};
use domain::time::Instant;
use uuid::Uuid;

sql! {
    ADD = "INSERT INTO change_event (at, kind, ref, origin) VALUES ($1, $2, $3, $4)";
    NEWEST = "SELECT CAST(COALESCE(MAX(seq), 0) AS BIGINT) FROM change_event";
    AFTER = "SELECT seq, kind, ref FROM change_event WHERE seq > $1 AND origin <> $2 ORDER BY seq";
    FORGET = "DELETE FROM change_event WHERE at < $1";
}

/// SQLite's own counter of what other connections have committed; reading it touches no page.
const DATA_VERSION: &str = "PRAGMA data_version";

/// What another program has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foreign {
    /// Its number.
    pub seq: i64,
    /// What kind, as `api::ChangeKind` words it.
    pub kind: String,
    /// Which one.
    pub id: Option<String>,
}

/// Notes what was changed, by which program.
pub(crate) async fn add(conn: &mut Conn<'_>, changed: &[Changed], origin: Uuid, at: Instant) -> Result<(), StoreError> {
    let mut seen: Vec<&Changed> = Vec::with_capacity(changed.len());
    for change in changed {
        if seen.contains(&change) {
            continue;
        }
        seen.push(change);
        on!(conn, c => { sqlx::query(ADD).bind(at.0).bind(change.kind).bind(change.id.as_deref()).bind(origin).execute(c).await?; });
    }
    Ok(())
}

/// The number of the newest event.
pub async fn newest(conn: &mut Conn<'_>) -> Result<i64, StoreError> {
    let (seq,): (i64,) = on!(conn, c => sqlx::query_as(NEWEST).fetch_one(c).await?);
    Ok(seq)
}

/// Events of other programs after a number.
pub async fn after(conn: &mut Conn<'_>, seq: i64, origin: Uuid) -> Result<Vec<Foreign>, StoreError> {
    let rows: Vec<(i64, String, Option<String>)> = on!(conn, c => sqlx::query_as(AFTER).bind(seq).bind(origin).fetch_all(c).await?);
    Ok(rows.into_iter().map(|(seq, kind, id)| Foreign { seq, kind, id }).collect())
}

/// Forgets events from before an instant.
pub async fn forget(conn: &mut Conn<'_>, before: Instant) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(FORGET).bind(before.0).execute(c).await?; });
    Ok(())
}

/// A number that moves when another program has committed something; `None` where only the events themselves can tell.
/// Asked on the same connection every time.
pub async fn data_version(conn: &mut Conn<'_>) -> Result<Option<i64>, StoreError> {
    match conn {
        Conn::Sqlite(c) => {
            let (version,): (i64,) = sqlx::query_as(DATA_VERSION).fetch_one(&mut **c).await?;
            Ok(Some(version))
        }
        Conn::Postgres(_) => Ok(None),
    }
}

impl Store {
    /// This program's own mark on its events.
    pub fn origin(&self) -> Uuid {
        self.origin
    }
}
