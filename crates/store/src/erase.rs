//! Erasing personal data that is due. Rows stay as tombstones with the time at which they were erased; an entry of the audit log
//! stays as it is, with the salted hash of the values that are gone. A few thousand rows at a time, so that nobody waits long.

use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};
use domain::time::Instant;

/// Attachments that are held of what is over, and since when it is.
macro_rules! over {
    () => {
        "SELECT a.id, a.added_at, m.moved_at AS over_at FROM attachment a JOIN matter m ON a.subject = 'matter:' || m.id
            WHERE a.erased_at IS NULL AND a.withdrawn_at IS NULL AND m.state IN ('closed_off', 'revoked_matter')
        UNION ALL SELECT a.id, a.added_at, r.agreed_at AS over_at FROM attachment a JOIN inspection_record r ON a.subject = 'visit:' || r.visit_id
            WHERE a.erased_at IS NULL AND a.withdrawn_at IS NULL AND r.agreed_at IS NOT NULL"
    };
}

sql! {
    RATERS = "UPDATE rating_person SET name = NULL, phone = NULL, erased_at = $2
        WHERE rating_id IN (SELECT p.rating_id FROM rating_person p JOIN rating r ON r.id = p.rating_id
            WHERE p.erased_at IS NULL AND r.at < $1 ORDER BY p.rating_id LIMIT $3)";
    RATERS_HELD = "SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN r.at < $1 THEN 1 ELSE 0 END), 0) AS BIGINT), MIN(r.at)
        FROM rating_person p JOIN rating r ON r.id = p.rating_id WHERE p.erased_at IS NULL";
    VALUES = "UPDATE audit_values SET salt = $4, body = '', erased_at = $2
        WHERE audit_id IN (SELECT v.audit_id FROM audit_values v JOIN audit a ON a.id = v.audit_id
            WHERE v.erased_at IS NULL AND a.at < $1 AND a.operation NOT LIKE 'place.%' AND a.operation NOT LIKE 'body.%'
                AND a.operation NOT LIKE 'change.%' AND a.operation NOT LIKE 'calendar.%' AND a.operation NOT LIKE 'setting.%'
                AND a.operation NOT LIKE 'source.%' AND a.operation NOT LIKE 'rollup.%' AND a.operation NOT LIKE 'backup.%'
                AND a.operation NOT LIKE 'erasure.%' AND a.operation NOT LIKE 'key.%'
            ORDER BY v.audit_id LIMIT $3)";
    VALUES_HELD = "SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN a.at < $1 THEN 1 ELSE 0 END), 0) AS BIGINT), MIN(a.at)
        FROM audit_values v JOIN audit a ON a.id = v.audit_id
        WHERE v.erased_at IS NULL AND a.operation NOT LIKE 'place.%' AND a.operation NOT LIKE 'body.%'
            AND a.operation NOT LIKE 'change.%' AND a.operation NOT LIKE 'calendar.%' AND a.operation NOT LIKE 'setting.%'
            AND a.operation NOT LIKE 'source.%' AND a.operation NOT LIKE 'rollup.%' AND a.operation NOT LIKE 'backup.%'
            AND a.operation NOT LIKE 'erasure.%' AND a.operation NOT LIKE 'key.%'";
    // Whatever belongs to a matter that is over, or to a visit whose score is fixed, from that day on.
    PHOTOS = concat!("UPDATE attachment SET name = '', erased_at = $2 WHERE id IN (SELECT a.id FROM (", over!(), ") a
        WHERE a.over_at < $1 AND a.added_at < $1 ORDER BY a.id LIMIT $3)");
    PHOTOS_HELD = concat!("SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN a.over_at < $1 AND a.added_at < $1 THEN 1 ELSE 0 END), 0) AS BIGINT),
            MIN(CASE WHEN a.added_at > a.over_at THEN a.added_at ELSE a.over_at END)
        FROM (", over!(), ") a");
    WITHDRAWN = "UPDATE attachment SET name = '', erased_at = $2
        WHERE id IN (SELECT a.id FROM attachment a WHERE a.erased_at IS NULL AND a.withdrawn_at < $1 ORDER BY a.id LIMIT $3)";
    WITHDRAWN_HELD = "SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN a.withdrawn_at < $1 THEN 1 ELSE 0 END), 0) AS BIGINT), MIN(a.withdrawn_at)
        FROM attachment a WHERE a.erased_at IS NULL AND a.withdrawn_at IS NOT NULL";
    // What a photo of a visit told, and what was said of it, goes with it.
    PHOTO_FACTS = "UPDATE inspection_photo SET caption = '', reading = 'no_metadata', taken_at = NULL, taken_by = 'time_unknown', lat = NULL,
            lon = NULL, boxes = '[]'
        WHERE (caption <> '' OR reading <> 'no_metadata' OR taken_at IS NOT NULL OR lat IS NOT NULL OR lon IS NOT NULL OR boxes <> '[]')
            AND attachment_id IN (SELECT a.id FROM attachment a WHERE a.erased_at IS NOT NULL)";
    DUE_JOBS = "SELECT DISTINCT j.no FROM job j JOIN job_problem p ON p.job_no = j.no
        WHERE j.erased_at IS NULL AND j.ended_at < $1 ORDER BY j.no LIMIT $2";
    JOB_ROWS = "DELETE FROM job_problem WHERE job_no = $1";
    JOB_ERASED = "UPDATE job SET erased_at = $2 WHERE no = $1";
    ROWS_HELD = "SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN j.ended_at < $1 THEN 1 ELSE 0 END), 0) AS BIGINT), MIN(j.ended_at)
        FROM job_problem p JOIN job j ON j.no = p.job_no";
}

/// Rows erased in one unit of work.
pub const BATCH: i64 = 5_000;

/// What is held of something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// How many.
    pub held: u64,
    /// How many of them are due.
    pub due: u64,
    /// From when the oldest is.
    pub oldest: Option<Instant>,
}

fn told((held, due, oldest): (i64, i64, Option<i64>)) -> Held {
    Held { held: u64::try_from(held).unwrap_or(0), due: u64::try_from(due).unwrap_or(0), oldest: oldest.map(Instant) }
}

async fn held_by(conn: &mut Conn<'_>, text: &'static str, before: Instant) -> Result<Held, StoreError> {
    Ok(told(on!(conn, c => sqlx::query_as(text).bind(before.0).fetch_one(c).await?)))
}

async fn erased_by(conn: &mut Conn<'_>, text: &'static str, before: Instant, now: Instant) -> Result<u64, StoreError> {
    Ok(on!(conn, c => sqlx::query(text).bind(before.0).bind(now.0).bind(BATCH).execute(c).await?.rows_affected()))
}

/// Attachments, and what is known of those that are photos of visits.
async fn attachments_by(conn: &mut Conn<'_>, text: &'static str, before: Instant, now: Instant) -> Result<u64, StoreError> {
    let count = erased_by(conn, text, before, now).await?;
    if count > 0 {
        on!(conn, c => {
            sqlx::query(PHOTO_FACTS).execute(c).await?;
        });
    }
    Ok(count)
}

/// Names and phones of raters that are held, and those of ratings before an instant.
pub async fn raters_held(conn: &mut Conn<'_>, before: Instant) -> Result<Held, StoreError> {
    held_by(conn, RATERS_HELD, before).await
}

/// Erases some of them; how many. Fewer than [`BATCH`]: that was all.
pub async fn raters(conn: &mut Conn<'_>, before: Instant, now: Instant) -> Result<u64, StoreError> {
    erased_by(conn, RATERS, before, now).await
}

/// Values of the audit log that may name people, and those of entries before an instant.
pub async fn values_held(conn: &mut Conn<'_>, before: Instant) -> Result<Held, StoreError> {
    held_by(conn, VALUES_HELD, before).await
}

/// Erases some of them; how many.
pub async fn values(conn: &mut Conn<'_>, before: Instant, now: Instant) -> Result<u64, StoreError> {
    let none: &[u8] = &[];
    Ok(on!(conn, c => sqlx::query(VALUES).bind(before.0).bind(now.0).bind(BATCH).bind(none).execute(c).await?.rows_affected()))
}

/// Photos of matters that are off the ledger and of visits whose score is fixed, and those that came, and whose matters and visits were over,
/// before an instant.
pub async fn photos_held(conn: &mut Conn<'_>, before: Instant) -> Result<Held, StoreError> {
    held_by(conn, PHOTOS_HELD, before).await
}

/// Erases what is known of some of them; how many. Their bytes are swept away by whoever called, once nothing refers to them.
pub async fn photos(conn: &mut Conn<'_>, before: Instant, now: Instant) -> Result<u64, StoreError> {
    attachments_by(conn, PHOTOS, before, now).await
}

/// Photos that were withdrawn, and those that were before an instant.
pub async fn withdrawn_held(conn: &mut Conn<'_>, before: Instant) -> Result<Held, StoreError> {
    held_by(conn, WITHDRAWN_HELD, before).await
}

/// Erases what is known of some of them; how many. Their bytes go as those of [`photos`].
pub async fn withdrawn(conn: &mut Conn<'_>, before: Instant, now: Instant) -> Result<u64, StoreError> {
    attachments_by(conn, WITHDRAWN, before, now).await
}

/// Returned rows that are kept, and those of jobs that ended before an instant.
pub async fn returned_held(conn: &mut Conn<'_>, before: Instant) -> Result<Held, StoreError> {
    held_by(conn, ROWS_HELD, before).await
}

/// Erases the returned rows of some jobs: rows, and whether there may be more.
pub async fn returned(conn: &mut Conn<'_>, before: Instant, now: Instant) -> Result<(u64, bool), StoreError> {
    const JOBS: i64 = 20;
    let jobs: Vec<(i64,)> = on!(conn, c => sqlx::query_as(DUE_JOBS).bind(before.0).bind(JOBS).fetch_all(c).await?);
    let mut rows = 0;
    for (no,) in &jobs {
        rows += on!(conn, c => sqlx::query(JOB_ROWS).bind(no).execute(c).await?.rows_affected());
        on!(conn, c => { sqlx::query(JOB_ERASED).bind(no).bind(now.0).execute(c).await?; });
    }
    Ok((rows, jobs.len() as i64 == JOBS))
}

#[cfg(test)]
mod tests {
    use super::{VALUES, VALUES_HELD};

    /// The statements leave out exactly the areas of which the rule says that they name nobody.
    #[test]
    fn statements_follow_the_rule() {
        for text in [VALUES, VALUES_HELD] {
            assert_eq!(text.matches("NOT LIKE").count(), domain::retention::impersonal_areas().len());
            for area in domain::retention::impersonal_areas() {
                assert!(text.contains(&format!("NOT LIKE '{area}%'")), "{area}");
            }
        }
    }
}
