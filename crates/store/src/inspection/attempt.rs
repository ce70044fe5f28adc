//! Draws, from their seal on. What was sealed and drawn never changes; that an attempt does not count is said once.

use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};
use domain::inspection::draw::{Drawn, Roster};
use domain::inspection::plan::PlanId;
use domain::place::PlaceId;
use domain::point::PointId;
use domain::time::Instant;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;

sql! {
    OF = "SELECT no, digest, points, objects, excluded, take, sealed_by, sealed_at, nonce, witnesses, drawn_by, drawn_at, void FROM inspection_attempt
        WHERE plan_id = $1 ORDER BY no";
    TEXTS = "SELECT roster, drawn FROM inspection_attempt WHERE plan_id = $1 AND no = $2";
    SEAL = "INSERT INTO inspection_attempt (plan_id, no, roster, digest, points, objects, excluded, take, sealed_by, sealed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (plan_id, no) DO NOTHING";
    DRAW = "UPDATE inspection_attempt SET nonce = $3, witnesses = $4, drawn_by = $5, drawn_at = $6, drawn = $7
        WHERE plan_id = $1 AND no = $2 AND drawn_at IS NULL";
    VOID = "UPDATE inspection_attempt SET void = $3 WHERE plan_id = $1 AND no = $2 AND void = '' AND drawn_at IS NOT NULL";
}

/// Which service point a code of a roster is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// Which.
    pub point: PointId,
    /// The place that it serves.
    pub place: PlaceId,
    /// Its town.
    pub town: PlaceId,
}

/// A draw without its roster and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// From 1 on.
    pub no: u32,
    /// SHA-256 of the roster, as it was sealed.
    pub digest: String,
    /// Which service points the codes of the roster are, in its order.
    pub spots: Vec<Spot>,
    /// Service points on the roster.
    pub objects: i64,
    /// Of those, left out.
    pub excluded: i64,
    /// How many are drawn.
    pub take: u32,
    /// Who sealed it.
    pub sealed_by: String,
    /// When.
    pub sealed_at: Instant,
    /// What was entered in front of the witnesses.
    pub nonce: String,
    /// 见证人
    pub witnesses: Vec<String>,
    /// Who drew.
    pub drawn_by: String,
    /// When; none: not drawn yet.
    pub drawn_at: Option<Instant>,
    /// Why it does not count.
    pub void: String,
}

#[derive(FromRow)]
struct Row {
    no: i64,
    digest: String,
    points: String,
    objects: i64,
    excluded: i64,
    take: i64,
    sealed_by: String,
    sealed_at: i64,
    nonce: String,
    witnesses: String,
    drawn_by: String,
    drawn_at: Option<i64>,
    void: String,
}

fn wrong(column: &'static str, plan: PlanId) -> StoreError {
    StoreError::inconsistent("inspection_attempt", column, plan.0)
}

/// The draws of a plan, the first one first.
pub async fn of(conn: &mut Conn<'_>, plan: PlanId) -> Result<Vec<Attempt>, StoreError> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(OF).bind(plan.0).fetch_all(c).await?);
    let read = |row: Row| {
        Ok(Attempt {
            no: u32::try_from(row.no).map_err(|_| wrong("no", plan))?,
            spots: serde_json::from_str(&row.points).map_err(|_| wrong("points", plan))?,
            take: u32::try_from(row.take).map_err(|_| wrong("take", plan))?,
            witnesses: serde_json::from_str(&row.witnesses).map_err(|_| wrong("witnesses", plan))?,
            digest: row.digest,
            objects: row.objects,
            excluded: row.excluded,
            sealed_by: row.sealed_by,
            sealed_at: Instant(row.sealed_at),
            nonce: row.nonce,
            drawn_by: row.drawn_by,
            drawn_at: row.drawn_at.map(Instant),
            void: row.void,
        })
    };
    rows.into_iter().map(read).collect()
}

/// The roster of a draw as it was sealed, byte for byte, and read; and what came of it.
pub async fn texts(conn: &mut Conn<'_>, plan: PlanId, no: u32) -> Result<Option<(String, Roster, Option<Drawn>)>, StoreError> {
    let row: Option<(String, String)> = on!(conn, c => sqlx::query_as(TEXTS).bind(plan.0).bind(i64::from(no)).fetch_optional(c).await?);
    let Some((text, drawn)) = row else { return Ok(None) };
    let roster = serde_json::from_str(&text).map_err(|_| wrong("roster", plan))?;
    let drawn = if drawn.is_empty() { None } else { Some(serde_json::from_str(&drawn).map_err(|_| wrong("drawn", plan))?) };
    Ok(Some((text, roster, drawn)))
}

/// Keeps a roster that is sealed now. False if the attempt is there already.
pub async fn seal(conn: &mut Conn<'_>, plan: PlanId, roster: &Roster, spots: &[Spot], who: &str, at: Instant) -> Result<bool, StoreError> {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let excluded = roster.objects.iter().filter(|object| !object.excluded.is_empty()).count();
    let points = serde_json::to_string(spots).map_err(|_| wrong("points", plan))?;
    let sealed = on!(conn, c => sqlx::query(SEAL)
        .bind(plan.0)
        .bind(i64::from(roster.attempt))
        .bind(roster.canonical())
        .bind(roster.digest())
        .bind(&points)
        .bind(count(roster.objects.len()))
        .bind(count(excluded))
        .bind(i64::from(roster.take))
        .bind(who)
        .bind(at.0)
        .execute(c)
        .await?
        .rows_affected());
    Ok(sealed == 1)
}

/// What is entered, by whom and in front of whom, and what comes of it.
#[derive(Clone, Debug)]
pub struct Made<'m> {
    /// What is entered.
    pub nonce: &'m str,
    /// 见证人
    pub witnesses: &'m [String],
    /// Who draws.
    pub who: &'m str,
    /// When.
    pub at: Instant,
    /// What comes of it.
    pub drawn: &'m Drawn,
}

/// Keeps what came of a draw. False if it was drawn already.
pub async fn draw(conn: &mut Conn<'_>, plan: PlanId, no: u32, made: &Made<'_>) -> Result<bool, StoreError> {
    let witnesses = serde_json::to_string(made.witnesses).map_err(|_| wrong("witnesses", plan))?;
    let drawn = serde_json::to_string(made.drawn).map_err(|_| wrong("drawn", plan))?;
    let done = on!(conn, c => sqlx::query(DRAW)
        .bind(plan.0)
        .bind(i64::from(no))
        .bind(made.nonce)
        .bind(&witnesses)
        .bind(made.who)
        .bind(made.at.0)
        .bind(&drawn)
        .execute(c)
        .await?
        .rows_affected());
    Ok(done == 1)
}

/// Says why a draw does not count. False if that was said, or it was never drawn.
pub async fn void(conn: &mut Conn<'_>, plan: PlanId, no: u32, why: &str) -> Result<bool, StoreError> {
    let done = on!(conn, c => sqlx::query(VOID).bind(plan.0).bind(i64::from(no)).bind(why).execute(c).await?.rows_affected());
    Ok(done == 1)
}
