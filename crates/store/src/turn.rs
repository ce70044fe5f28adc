//! Whose turn it is: what falls due by itself is done by one of the programs that look at a database.
//!
//! A turn is a lease: a program that ended while it had one gives it up by not renewing it. What it was done for (a day, a
//! month) is kept, so that nothing is done twice.

use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};
use domain::time::Instant;
use uuid::Uuid;

sql! {
    // A lease that ends later than any lease can was given out by a clock that has since been set back.
    TAKE = "INSERT INTO turn (name, holder, lease_until) VALUES ($1, $2, $3)
        ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, lease_until = excluded.lease_until
        WHERE (turn.done_for IS NULL OR turn.done_for <> $6) AND (turn.lease_until IS NULL OR turn.lease_until < $4 OR turn.lease_until > $5)";
    RENEW = "UPDATE turn SET lease_until = $3 WHERE name = $1 AND holder = $2";
    DONE = "UPDATE turn SET done_for = $3, done_at = $4, holder = NULL, lease_until = NULL WHERE name = $1 AND holder = $2";
    PUT_OFF = "UPDATE turn SET holder = NULL, lease_until = $3 WHERE name = $1 AND holder = $2";
    DONE_FOR = "SELECT done_for FROM turn WHERE name = $1";
}

/// The longest lease, in seconds.
pub const LONGEST_SECONDS: i64 = 3_600;

/// Takes a turn until an instant, to do what is due for `slot`. False if it has been done for that meanwhile, or somebody has the turn: also the
/// holder himself, whose work for it may still be going on.
pub async fn take(conn: &mut Conn<'_>, name: &str, holder: Uuid, slot: &str, until: Instant, now: Instant) -> Result<bool, StoreError> {
    let latest = now.plus_seconds(LONGEST_SECONDS);
    let taken = on!(conn, c => sqlx::query(TAKE).bind(name).bind(holder).bind(until.0).bind(now.0).bind(latest.0).bind(slot)
        .execute(c).await?.rows_affected());
    Ok(taken == 1)
}

/// Keeps a turn that one has until a later instant.
pub async fn renew(conn: &mut Conn<'_>, name: &str, holder: Uuid, until: Instant) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(RENEW).bind(name).bind(holder).bind(until.0).execute(c).await?; });
    Ok(())
}

/// Notes for what it was done, and gives it up.
pub async fn done(conn: &mut Conn<'_>, name: &str, holder: Uuid, done_for: &str, now: Instant) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(DONE).bind(name).bind(holder).bind(done_for).bind(now.0).execute(c).await?; });
    Ok(())
}

/// It could not be done: nobody tries again before an instant.
pub async fn put_off(conn: &mut Conn<'_>, name: &str, holder: Uuid, until: Instant) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(PUT_OFF).bind(name).bind(holder).bind(until.0).execute(c).await?; });
    Ok(())
}

/// For what it was done last.
pub async fn done_for(conn: &mut Conn<'_>, name: &str) -> Result<Option<String>, StoreError> {
    let row: Option<(Option<String>,)> = on!(conn, c => sqlx::query_as(DONE_FOR).bind(name).fetch_optional(c).await?);
    Ok(row.and_then(|r| r.0))
}
