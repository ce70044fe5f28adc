//! Changes of places, bodies and service points: the decisions, who followed whom, former names.

use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};
use domain::account::AccountId;
use domain::change::{ChangeKind, ChangeState, Unit};
use domain::time::Instant;
use jiff::civil::Date;
use sqlx::FromRow;

macro_rules! select {
    () => {
        "SELECT c.no, c.unit, c.kind, c.effective, c.state, c.reason, c.paper, c.request, c.undo, c.made_by, c.made_at, c.done_at, c.closing
        FROM unit_change c"
    };
}

sql! {
    INSERT = "INSERT INTO unit_change (unit, kind, effective, state, reason, paper, request, undo, account_id, made_by, made_at)
        VALUES ($1, $2, $3, 'planned', $4, $5, $6, '', $7, $8, $9) RETURNING no";
    IS_OF = "INSERT INTO unit_change_of (unit, unit_id, change_no) VALUES ($1, $2, $3) ON CONFLICT (unit, unit_id, change_no) DO NOTHING";
    SET_STATE = "UPDATE unit_change SET state = $2, undo = $3, done_at = $4, closing = $5 WHERE no = $1";
    ONE = concat!(select!(), " WHERE c.no = $1");
    LIST = concat!(select!(), " WHERE c.unit = $1 AND c.no < $2 AND (CAST($3 AS BIGINT) = 0
            OR c.no IN (SELECT o.change_no FROM unit_change_of o WHERE o.unit = $1 AND o.unit_id = $3))
        ORDER BY c.no DESC LIMIT $4");
    DUE = concat!(select!(), " WHERE c.state = 'planned' AND c.effective <= $1 ORDER BY c.effective, c.no");
    UNITS_OF = "SELECT unit_id FROM unit_change_of WHERE change_no = $1 ORDER BY unit_id";
    LATER = "SELECT MIN(c.no) FROM unit_change c JOIN unit_change_of o ON o.change_no = c.no
        WHERE c.no > $1 AND c.state IN ('planned', 'done') AND o.unit = $2
            AND o.unit_id IN (SELECT unit_id FROM unit_change_of WHERE change_no = $1)";
    ADD_SUCCESSION = "INSERT INTO unit_succession (unit, predecessor_id, successor_id, kind, effective, effective_at, change_no)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    TAKE_SUCCESSION = "DELETE FROM unit_succession WHERE change_no = $1";
    SUCCESSIONS = "SELECT predecessor_id, successor_id, kind, effective FROM unit_succession WHERE unit = $1
        ORDER BY effective, predecessor_id, successor_id";
    ADD_NAME = "INSERT INTO unit_name (unit, unit_id, name, valid_until, change_no) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (unit, unit_id, valid_until) DO NOTHING";
    TAKE_NAME = "DELETE FROM unit_name WHERE change_no = $1";
    RATINGS_AFTER = "SELECT COUNT(*) FROM rating WHERE place_id = $1 AND at >= $2";
    POINTS_AT = "SELECT COUNT(*) FROM point WHERE place_id = $1 AND ended IS NULL";
    GRANTS_AT = "SELECT COUNT(*) FROM account_grant WHERE place_id = $1 AND ended_at IS NULL";
    GRANTS_OF_BODY = "SELECT COUNT(*) FROM account_grant WHERE body_id = $1 AND ended_at IS NULL";
    NAMES = "SELECT unit_id, name, valid_until FROM unit_name WHERE unit = $1 ORDER BY unit_id, valid_until";
}

/// A decision as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredChange {
    /// Key, in the order of entering.
    pub no: i64,
    /// What changes.
    pub unit: Unit,
    /// How.
    pub kind: ChangeKind,
    /// From when on.
    pub effective: Date,
    /// How it stands.
    pub state: ChangeState,
    /// Why.
    pub reason: String,
    /// Number of the paper that decided it, or empty.
    pub paper: String,
    /// What was asked for, JSON.
    pub request: String,
    /// What taking it back needs, JSON; empty until it is done.
    pub undo: String,
    /// Who entered it.
    pub by: String,
    /// When.
    pub made: Instant,
    /// When it was done.
    pub done: Option<Instant>,
    /// Why it was revoked or has failed.
    pub closing: Option<String>,
}

#[derive(FromRow)]
struct Row {
    no: i64,
    unit: String,
    kind: String,
    effective: String,
    state: String,
    reason: String,
    paper: String,
    request: String,
    undo: String,
    made_by: String,
    made_at: i64,
    done_at: Option<i64>,
    closing: Option<String>,
}

impl TryFrom<Row> for StoredChange {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let wrong = |column| StoreError::inconsistent("unit_change", column, row.no);
        Ok(Self {
            no: row.no,
            unit: Unit::from_code(&row.unit).ok_or_else(|| wrong("unit"))?,
            kind: ChangeKind::from_code(&row.kind).ok_or_else(|| wrong("kind"))?,
            effective: row.effective.parse().map_err(|_| wrong("effective"))?,
            state: ChangeState::from_code(&row.state).ok_or_else(|| wrong("state"))?,
            reason: row.reason,
            paper: row.paper,
            request: row.request,
            undo: row.undo,
            by: row.made_by,
            made: Instant(row.made_at),
            done: row.done_at.map(Instant),
            closing: row.closing,
        })
    }
}

/// A decision to be entered.
#[derive(Clone, Copy, Debug)]
pub struct NewChange<'a> {
    /// What changes.
    pub unit: Unit,
    /// How.
    pub kind: ChangeKind,
    /// From when on.
    pub effective: Date,
    /// Why.
    pub reason: &'a str,
    /// Number of the paper, or empty.
    pub paper: &'a str,
    /// What was asked for, JSON.
    pub request: &'a str,
    /// Whose account.
    pub account: Option<AccountId>,
    /// Whose name.
    pub by: &'a str,
    /// When.
    pub at: Instant,
    /// The units that are there and are touched.
    pub units: &'a [i64],
}

/// Enters a decision, planned; its number.
pub async fn insert(conn: &mut Conn<'_>, new: &NewChange<'_>) -> Result<i64, StoreError> {
    let (no,): (i64,) = on!(conn, c => sqlx::query_as(INSERT)
        .bind(new.unit.code())
        .bind(new.kind.code())
        .bind(new.effective.to_string())
        .bind(new.reason)
        .bind(new.paper)
        .bind(new.request)
        .bind(new.account.map(|a| a.0))
        .bind(new.by)
        .bind(new.at.0)
        .fetch_one(c)
        .await?);
    is_of(conn, new.unit, new.units, no).await?;
    Ok(no)
}

/// Notes that a decision is about these units too.
pub async fn is_of(conn: &mut Conn<'_>, unit: Unit, units: &[i64], no: i64) -> Result<(), StoreError> {
    for id in units {
        on!(conn, c => { sqlx::query(IS_OF).bind(unit.code()).bind(id).bind(no).execute(c).await?; });
    }
    Ok(())
}

/// Says how a decision stands from now on.
pub async fn set_state(
    conn: &mut Conn<'_>,
    no: i64,
    state: ChangeState,
    undo: &str,
    done: Option<Instant>,
    closing: Option<&str>,
) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(SET_STATE).bind(no).bind(state.code()).bind(undo).bind(done.map(|d| d.0)).bind(closing).execute(c).await?; });
    Ok(())
}

/// One decision.
pub async fn find(conn: &mut Conn<'_>, no: i64) -> Result<Option<StoredChange>, StoreError> {
    let row: Option<Row> = on!(conn, c => sqlx::query_as(ONE).bind(no).fetch_optional(c).await?);
    row.map(StoredChange::try_from).transpose()
}

/// Decisions about a kind of unit, newest first, before a number; all, or those about one unit (0: all).
pub async fn list(conn: &mut Conn<'_>, unit: Unit, before: i64, of: i64, limit: i64) -> Result<Vec<StoredChange>, StoreError> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(LIST).bind(unit.code()).bind(before).bind(of).bind(limit).fetch_all(c).await?);
    rows.into_iter().map(StoredChange::try_from).collect()
}

/// Planned decisions whose day has come, in order.
pub async fn due(conn: &mut Conn<'_>, today: Date) -> Result<Vec<StoredChange>, StoreError> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(DUE).bind(today.to_string()).fetch_all(c).await?);
    rows.into_iter().map(StoredChange::try_from).collect()
}

/// The units that a decision is about.
pub async fn units_of(conn: &mut Conn<'_>, no: i64) -> Result<Vec<i64>, StoreError> {
    let rows: Vec<(i64,)> = on!(conn, c => sqlx::query_as(UNITS_OF).bind(no).fetch_all(c).await?);
    Ok(rows.into_iter().map(|r| r.0).collect())
}

/// The first later decision about any of the same units that is planned or done.
pub async fn later(conn: &mut Conn<'_>, unit: Unit, no: i64) -> Result<Option<i64>, StoreError> {
    let (later,): (Option<i64>,) = on!(conn, c => sqlx::query_as(LATER).bind(no).bind(unit.code()).fetch_one(c).await?);
    Ok(later)
}

/// One unit followed by another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Succession {
    /// The one that ended.
    pub predecessor: i64,
    /// The one that follows.
    pub successor: i64,
    /// Merged into it, or split into it among others.
    pub kind: ChangeKind,
    /// From when on.
    pub effective: Date,
}

/// Notes that one unit follows another.
pub async fn succeed(conn: &mut Conn<'_>, unit: Unit, followed: &Succession, change: i64) -> Result<(), StoreError> {
    let at = Instant::from_civil(followed.effective.at(0, 0, 0, 0)).map_or(i64::MAX, |at| at.0);
    on!(conn, c => { sqlx::query(ADD_SUCCESSION)
        .bind(unit.code())
        .bind(followed.predecessor)
        .bind(followed.successor)
        .bind(followed.kind.code())
        .bind(followed.effective.to_string())
        .bind(at)
        .bind(change)
        .execute(c)
        .await?; });
    Ok(())
}

/// Who followed whom among units of a kind, in order of days.
pub async fn successions(conn: &mut Conn<'_>, unit: Unit) -> Result<Vec<Succession>, StoreError> {
    let rows: Vec<(i64, i64, String, String)> = on!(conn, c => sqlx::query_as(SUCCESSIONS).bind(unit.code()).fetch_all(c).await?);
    let wrong = |column, key: i64| StoreError::inconsistent("unit_succession", column, key);
    rows.into_iter()
        .map(|(predecessor, successor, kind, effective)| {
            Ok(Succession {
                predecessor,
                successor,
                kind: ChangeKind::from_code(&kind).ok_or_else(|| wrong("kind", predecessor))?,
                effective: effective.parse().map_err(|_| wrong("effective", predecessor))?,
            })
        })
        .collect()
}

/// Takes back what a decision had noted of who follows whom and of names.
pub async fn forget(conn: &mut Conn<'_>, change: i64) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(TAKE_SUCCESSION).bind(change).execute(c).await?; });
    on!(conn, c => { sqlx::query(TAKE_NAME).bind(change).execute(c).await?; });
    Ok(())
}

/// Keeps the name that a unit had until a day; of several on one day the first one, which others know.
pub async fn keep_name(conn: &mut Conn<'_>, unit: Unit, id: i64, name: &str, until: Date, change: i64) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(ADD_NAME).bind(unit.code()).bind(id).bind(name).bind(until.to_string()).bind(change).execute(c).await?; });
    Ok(())
}

/// Former names of units of a kind: unit, name, the first day on which it was no longer its name.
pub async fn names(conn: &mut Conn<'_>, unit: Unit) -> Result<Vec<(i64, String, Date)>, StoreError> {
    let rows: Vec<(i64, String, String)> = on!(conn, c => sqlx::query_as(NAMES).bind(unit.code()).fetch_all(c).await?);
    rows.into_iter()
        .map(|(id, name, until)| Ok((id, name, until.parse().map_err(|_| StoreError::inconsistent("unit_name", "valid_until", id))?)))
        .collect()
}

async fn sum(conn: &mut Conn<'_>, text: &'static str, ids: &[i64]) -> Result<i64, StoreError> {
    let mut sum = 0;
    for id in ids {
        let (n,): (i64,) = on!(conn, c => sqlx::query_as(text).bind(id).fetch_one(c).await?);
        sum += n;
    }
    Ok(sum)
}

/// Service points that stand at places and have not ended.
pub async fn points_at(conn: &mut Conn<'_>, places: &[i64]) -> Result<i64, StoreError> {
    sum(conn, POINTS_AT, places).await
}

/// Grants at places that have not been ended.
pub async fn grants_at(conn: &mut Conn<'_>, places: &[i64]) -> Result<i64, StoreError> {
    sum(conn, GRANTS_AT, places).await
}

/// Grants for bodies that have not been ended.
pub async fn grants_of_bodies(conn: &mut Conn<'_>, bodies: &[i64]) -> Result<i64, StoreError> {
    sum(conn, GRANTS_OF_BODY, bodies).await
}

/// Ratings at places from a day on.
pub async fn ratings_after(conn: &mut Conn<'_>, places: &[i64], day: Date) -> Result<i64, StoreError> {
    let at = Instant::from_civil(day.at(0, 0, 0, 0)).map_or(i64::MAX, |at| at.0);
    let mut sum = 0;
    for id in places {
        let (n,): (i64,) = on!(conn, c => sqlx::query_as(RATINGS_AFTER).bind(id).bind(at).fetch_one(c).await?);
        sum += n;
    }
    Ok(sum)
}
