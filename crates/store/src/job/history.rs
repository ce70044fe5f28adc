//! Earlier imports as a list, and whether their returned rows still need somebody.

use super::JobRow;
use crate::db::Conn;
use crate::error::StoreError;
use crate::on;
use crate::rating::contains;
use crate::walk::{self, Ask, Budget, Key, Lanes, Page, Stretch, Way};
use domain::account::AccountId;
use domain::time::Instant;
use sqlx::FromRow;
use uuid::Uuid;

/// An import gave rows back, and nobody has fetched or settled them. The counts are JSON that the service writes.
macro_rules! open {
    () => {
        "j.fetched_at IS NULL AND j.settled_at IS NULL AND j.erased_at IS NULL AND j.counts NOT LIKE '%\"returned\":0%' AND j.state IN ('done', 'refused')"
    };
}
macro_rules! rows {
    ($between:literal, $order:literal) => {
        concat!(
            "SELECT j.no, j.id, j.kind, j.state, j.account_id, j.by_name, j.file_name, j.size, j.started_at, j.ended_at, j.counts, j.error,
            NOT (",
            open!(),
            ") AS settled
        FROM job j WHERE ",
            $between,
            " AND j.kind LIKE 'import.%' AND (NOT $3 OR j.account_id = $4) AND ($5 = '' OR j.kind = $5)
            AND ($6 = '' OR $6 LIKE '%,' || j.state || ',%')
            AND ($7 = '' OR j.file_name LIKE $7 ESCAPE '\\' OR j.by_name LIKE $7 ESCAPE '\\')
            AND (NOT $8 OR (",
            open!(),
            ")) ORDER BY j.no",
            $order,
            " LIMIT $9"
        )
    };
}

crate::sql! {
    DOWN = rows!("j.no < $1 AND j.no >= $2", " DESC");
    UP = rows!("j.no > $1 AND j.no <= $2", "");
    FETCHED = "UPDATE job SET fetched_at = $2 WHERE id = $1 AND fetched_at IS NULL";
    SETTLED = "UPDATE job SET settled_at = $2 WHERE id = $1 AND settled_at IS NULL";
    OPEN = concat!("SELECT CAST(COUNT(*) AS BIGINT), MIN(j.ended_at) FROM job j
        WHERE j.kind LIKE 'import.%' AND (NOT $1 OR j.account_id = $2) AND ", open!());
    NEWEST_OF = "SELECT no, id, kind, state, account_id, by_name, file_name, size, started_at, ended_at, counts, error FROM job
        WHERE kind = $1 AND ended_at IS NOT NULL ORDER BY no DESC LIMIT 1";
    ENDED_UNTOLD = "SELECT j.no, j.id, j.kind, j.state, j.account_id, j.by_name, j.file_name, j.size, j.started_at, j.ended_at, j.counts, j.error
        FROM job j WHERE j.ended_at >= $1 AND (
            j.account_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM notice n
                WHERE n.account_id = j.account_id AND n.kind = 'job_ended' AND n.subject = 'job:' || j.no)
            OR j.kind = 'backup.make' AND j.state IN ('failed', 'interrupted') AND NOT EXISTS (SELECT 1 FROM notice n
                WHERE n.kind = 'backup_failed' AND n.subject = 'job:' || j.no)) ORDER BY j.no";
}

/// Which imports.
#[derive(Clone, Debug, Default)]
pub struct Filter<'a> {
    /// Started by this account.
    pub account: Option<AccountId>,
    /// `import.ratings`, `import.cases`; empty for both.
    pub kind: &'a str,
    /// States as words; empty for all.
    pub states: Vec<&'a str>,
    /// Part of the file's or the person's name.
    pub text: &'a str,
    /// Only those with returned rows that nobody has fetched or settled.
    pub open_only: bool,
}

/// An import.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct HistoryRow {
    /// The job.
    #[sqlx(flatten)]
    pub job: JobRow,
    /// No returned rows wait for anybody.
    pub settled: bool,
}

struct List<'l, 'c> {
    conn: &'l mut Conn<'c>,
    account: Option<Uuid>,
    kind: String,
    states: String,
    text: String,
    open_only: bool,
}

impl Lanes for List<'_, '_> {
    type Row = HistoryRow;

    async fn ahead(&mut self, _: i64, _: Stretch, _: i64) -> Result<Option<Key>, StoreError> {
        Ok(None)
    }

    async fn rows(&mut self, _: i64, stretch: Stretch, limit: i64) -> Result<Vec<(Key, HistoryRow)>, StoreError> {
        let text = if stretch.way == Way::Down { DOWN } else { UP };
        let rows: Vec<HistoryRow> = on!(self.conn, c => sqlx::query_as(text)
            .bind(stretch.from.major)
            .bind(stretch.to.major)
            .bind(self.account.is_some())
            .bind(self.account.unwrap_or_default())
            .bind(&self.kind)
            .bind(&self.states)
            .bind(&self.text)
            .bind(self.open_only)
            .bind(limit)
            .fetch_all(c)
            .await?);
        Ok(rows.into_iter().map(|row| (Key { major: row.job.no, id: row.job.no }, row)).collect())
    }
}

/// A page of imports. There are hundreds, seldom thousands: what does not fit is passed over row by row.
pub async fn page(conn: &mut Conn<'_>, filter: &Filter<'_>, way: Way, ask: Ask, limit: usize) -> Result<Page<HistoryRow>, StoreError> {
    let states = if filter.states.is_empty() { String::new() } else { format!(",{},", filter.states.join(",")) };
    let mut list = List {
        conn,
        account: filter.account.map(|a| a.0),
        kind: filter.kind.to_owned(),
        states,
        text: contains(filter.text),
        open_only: filter.open_only,
    };
    let within = (Key::before(0), Key::before(i64::MAX));
    walk::page(&mut list, &[0], within, way, ask, limit, Budget { first: 0, all: 1 }).await
}

/// The returned rows were fetched as a file.
pub async fn fetched(conn: &mut Conn<'_>, id: Uuid, at: Instant) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(FETCHED).bind(id).bind(at.0).execute(c).await?; });
    Ok(())
}

/// The returned rows need nothing more.
pub async fn settled(conn: &mut Conn<'_>, id: Uuid, at: Instant) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(SETTLED).bind(id).bind(at.0).execute(c).await?; });
    Ok(())
}

/// How many imports have returned rows that wait for somebody, and since when.
pub async fn open(conn: &mut Conn<'_>, account: Option<AccountId>) -> Result<(i64, Option<Instant>), StoreError> {
    let own = account.map(|a| a.0);
    let (n, oldest): (i64, Option<i64>) =
        on!(conn, c => sqlx::query_as(OPEN).bind(own.is_some()).bind(own.unwrap_or_default()).fetch_one(c).await?);
    Ok((n, oldest.map(Instant)))
}

/// The newest job of a kind that has ended.
pub async fn newest_of(conn: &mut Conn<'_>, kind: &str) -> Result<Option<JobRow>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(NEWEST_OF).bind(kind).fetch_optional(c).await?))
}

/// Jobs that have ended since an instant and of which their person was not told, and backups that failed of which nobody was.
pub async fn ended_untold(conn: &mut Conn<'_>, since: Instant) -> Result<Vec<JobRow>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(ENDED_UNTOLD).bind(since.0).fetch_all(c).await?))
}
