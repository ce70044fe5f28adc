//! On a laptop: what was done there, in order, to be brought back. Nothing of it is ever removed: an office that was restored from a backup
//! may have to be told again.

use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};
use domain::packet::{Subject, came_of, made_upon};
use domain::time::Instant;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::FromRow;
use uuid::Uuid;

sql! {
    ADD = "INSERT INTO packet_outbox (request_id, operation, visit_id, subject, base, result, made, upon, body, person, who, done_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    /// What made the version $3 of the subject $2 of the visit $1, or the thing with the key $4, since the office last said what stands there.
    UPON = "SELECT request_id FROM packet_outbox WHERE visit_id = $1 AND closed = $5 AND result = $3 AND (subject = $2 OR made = CAST($4 AS BIGINT))
        ORDER BY seq DESC LIMIT 1";
    /// With which operation the visit $1 was begun here.
    BEGUN = "SELECT request_id FROM packet_outbox WHERE visit_id = $1 AND closed = $2 AND operation = 'inspection.visit.begin' ORDER BY seq DESC LIMIT 1";
    CLOSE = "UPDATE packet_outbox SET closed = $2 WHERE $1 LIKE '%,' || visit_id || ',%'";
    WAITING = "SELECT seq, request_id, operation, visit_id, subject, base, result, made, upon, body, person, who, done_at FROM packet_outbox
        WHERE known = $1 ORDER BY seq";
    BUSY = "SELECT DISTINCT visit_id FROM packet_outbox WHERE known = $1";
    COUNT = "SELECT COUNT(*) FROM packet_outbox WHERE known = $1";
    LAST = "SELECT seq FROM packet_outbox WHERE seq = $1 AND request_id = $2";
    KNOWN = "UPDATE packet_outbox SET known = (seq <= $1)";
}

/// An operation that was done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromRow)]
pub struct Kept {
    /// In which order.
    pub seq: i64,
    /// The id of its request.
    pub request_id: String,
    /// Its name.
    pub operation: String,
    /// On which visit.
    pub visit_id: i64,
    /// What it wrote upon: [`Subject::code`].
    pub subject: String,
    /// The version upon which it was made.
    pub base: i64,
    /// The version that came of it.
    pub result: i64,
    /// The key of what it made.
    pub made: Option<i64>,
    /// The request of the operation that made the version upon which this one was made; empty: it was the office's.
    pub upon: String,
    /// Its body as it was sent: JSON.
    pub body: String,
    /// The account that did it: its key.
    pub person: String,
    /// By name.
    pub who: String,
    /// When: microseconds.
    pub done_at: i64,
}

/// Who did something with which request, and when.
#[derive(Clone, Copy, Debug)]
pub struct Doing<'d> {
    /// Its name.
    pub operation: &'d str,
    /// The id of its request.
    pub request: Uuid,
    /// The account's key.
    pub person: &'d str,
    /// By name.
    pub who: &'d str,
    /// When.
    pub at: Instant,
}

/// Keeps what was done, in the unit of work in which it is done.
pub async fn add(conn: &mut Conn<'_>, doing: Doing<'_>, body: &Value, reply: &Value) -> Result<(), StoreError> {
    let Some(subject) = Subject::of(doing.operation, body) else { return Ok(()) };
    let (result, made) = came_of(doing.operation, reply);
    let upon = upon(conn, &subject, made_upon(body)).await?;
    let (request, code, text) = (doing.request.to_string(), subject.code(), body.to_string());
    on!(conn, c => {
        sqlx::query(ADD)
            .bind(&request)
            .bind(doing.operation)
            .bind(subject.visit())
            .bind(&code)
            .bind(made_upon(body))
            .bind(result)
            .bind(made)
            .bind(&upon)
            .bind(&text)
            .bind(doing.person)
            .bind(doing.who)
            .bind(doing.at.0)
            .execute(c)
            .await?;
    });
    Ok(())
}

/// The request of what made the version of a subject here; empty: it is the office's.
async fn upon(conn: &mut Conn<'_>, subject: &Subject, base: i64) -> Result<String, StoreError> {
    let (code, visit) = (subject.code(), subject.visit());
    let key = match subject {
        Subject::Finding(_, key) => *key,
        Subject::Visit(_) | Subject::Party(_) | Subject::Answer(..) => None,
    };
    let found: Option<(String,)> =
        on!(conn, c => sqlx::query_as(UPON).bind(visit).bind(&code).bind(base).bind(key).bind(false).fetch_optional(c).await?);
    let found = match (found, subject) {
        // Who was there is said for the first time when a visit is begun.
        (None, Subject::Party(_)) if base == 1 => on!(conn, c => sqlx::query_as(BEGUN).bind(visit).bind(false).fetch_optional(c).await?),
        (found, _) => found,
    };
    Ok(found.map(|(request,)| request).unwrap_or_default())
}

/// The office has said anew what stands on visits: what is done from now on is done upon that.
pub async fn close(conn: &mut Conn<'_>, visits: &str) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(CLOSE).bind(visits).bind(true).execute(c).await?; });
    Ok(())
}

/// What the office has not said that it has.
pub async fn waiting(conn: &mut Conn<'_>) -> Result<Vec<Kept>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(WAITING).bind(false).fetch_all(c).await?))
}

/// How much of it there is.
pub async fn count(conn: &mut Conn<'_>) -> Result<i64, StoreError> {
    let (n,): (i64,) = on!(conn, c => sqlx::query_as(COUNT).bind(false).fetch_one(c).await?);
    Ok(n)
}

/// Visits of which the office does not have everything.
pub async fn busy(conn: &mut Conn<'_>) -> Result<Vec<i64>, StoreError> {
    let rows: Vec<(i64,)> = on!(conn, c => sqlx::query_as(BUSY).bind(false).fetch_all(c).await?);
    Ok(rows.into_iter().map(|(visit,)| visit).collect())
}

/// The office has everything up to an operation. It may have less than it said before: it may have been restored from a backup. An
/// operation that is not the one that was done here under that number is of another life of this laptop, and tells nothing.
pub async fn has_come(conn: &mut Conn<'_>, through: Option<(i64, Uuid)>) -> Result<(), StoreError> {
    let seq = match through {
        None => 0,
        Some((seq, request)) => {
            let request = request.to_string();
            let found: Option<(i64,)> = on!(conn, c => sqlx::query_as(LAST).bind(seq).bind(&request).fetch_optional(c).await?);
            if found.is_some() { seq } else { 0 }
        }
    };
    on!(conn, c => { sqlx::query(KNOWN).bind(seq).execute(c).await?; });
    Ok(())
}
