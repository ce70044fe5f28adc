//! The audit log: entries chained by hash, the chain's head signed, and the proof of both.
//!
//! An entry is written with the work it tells of, unchained (`work.rs`). The sealer then chains new entries in the order
//! in which they became visible: each hash covers the entry, its number in the chain and the hash before it. With every
//! batch the head of the chain is signed and kept for the day, so that rewriting the whole chain, or cutting its end
//! off, needs the key, which is a file beside the database and not in it.

mod head;
mod list;
mod verify;

pub(crate) use list::ALL as LIST;
pub use list::{Entry, Filter, Linked, count, last_done, linked, page};
pub use verify::{Fault, SignedHead, Verified, heads, verify, verify_restored};

use crate::db::{Conn, Store};
use crate::error::StoreError;
use crate::keys::{Signer, hex, unhex};
use crate::work::Actor;
use crate::{on, sql};
use domain::time::Instant;
pub(crate) use head::Head;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sqlx::FromRow;
use std::collections::BTreeMap;
use uuid::Uuid;

sql! {
    UNSEALED = "SELECT id, at, account_id, who, operation, subject, outcome, values_hash FROM audit
        WHERE chain_no IS NULL ORDER BY id LIMIT $1";
    ANY_UNSEALED = "SELECT id FROM audit WHERE chain_no IS NULL LIMIT 1";
    LAST = "SELECT chain_no, hash FROM audit WHERE chain_no IS NOT NULL ORDER BY chain_no DESC LIMIT 1";
    NEWEST_AT = "SELECT at FROM audit ORDER BY id DESC LIMIT 1";
    CHAIN = "UPDATE audit SET chain_no = $2, alg = $3, prev_hash = $4, hash = $5 WHERE id = $1";
    SEALED_AFTER = "SELECT a.id, a.at, a.account_id, a.who, a.operation, a.subject, a.outcome, a.values_hash,
            a.chain_no, a.alg, a.prev_hash, a.hash, v.salt, v.body, v.erased_at
        FROM audit a LEFT JOIN audit_values v ON v.audit_id = a.id
        WHERE a.chain_no > $1 ORDER BY a.chain_no LIMIT $2";
    NEXT = "SELECT id, chain_no FROM audit WHERE chain_no > $1 ORDER BY chain_no LIMIT 1";
    UNSEALED_AFTER = "SELECT a.id, a.operation, a.values_hash, v.salt, v.body, v.erased_at
        FROM audit a LEFT JOIN audit_values v ON v.audit_id = a.id
        WHERE a.chain_no IS NULL AND a.id > $1 ORDER BY a.id LIMIT $2";
    STRAY_VALUES = "SELECT v.audit_id FROM audit_values v LEFT JOIN audit a ON a.id = v.audit_id WHERE a.id IS NULL ORDER BY v.audit_id LIMIT $1";
    TOMBSTONES = "SELECT COUNT(*), COALESCE(MAX(audit_id), 0) FROM audit_values WHERE erased_at IS NOT NULL";
    HEADS = "SELECT day, chain_no, hash, key_id, signature FROM audit_head ORDER BY chain_no, day";
    NEWEST_HEADS = "SELECT day, chain_no, hash, key_id, signature FROM audit_head ORDER BY chain_no DESC LIMIT $1";
    PUT_HEAD = "INSERT INTO audit_head (day, chain_no, hash, key_id, signature) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (day) DO UPDATE SET chain_no = excluded.chain_no, hash = excluded.hash, key_id = excluded.key_id,
            signature = excluded.signature";
}

/// Sealers of several processes take turns. Only PostgreSQL knows it: SQLite has one writer, which is taken by the work.
const TURN_POSTGRES: &str = "SELECT pg_advisory_xact_lock(7105283940138)";

/// Name of the operation whose entries say how many values were erased: `{ "erased": { "audit_values": n } }`.
pub const ERASURE: &str = "erasure.run";

/// The one algorithm so far; every entry names its own.
const SHA256: &str = "sha256";
/// Entries chained in one transaction.
const BATCH: i64 = 5_000;

/// What an entry says: the part of it that its hash covers besides its place in the chain.
#[derive(FromRow)]
struct Content {
    id: i64,
    at: i64,
    account_id: Option<Uuid>,
    who: String,
    operation: String,
    subject: String,
    outcome: String,
    values_hash: Option<Vec<u8>>,
}

impl Content {
    /// SHA-256 over algorithm, hash before it, and the entry as JSON with sorted names and whole numbers.
    fn hash(&self, alg: &str, prev_hash: &[u8], chain_no: i64) -> Result<Vec<u8>, StoreError> {
        let entry: BTreeMap<&str, Value> = BTreeMap::from([
            ("account", json!(self.account_id.map(|a| a.to_string()))),
            ("at", json!(self.at)),
            ("chain_no", json!(chain_no)),
            ("id", json!(self.id)),
            ("operation", json!(self.operation)),
            ("outcome", json!(self.outcome)),
            ("subject", json!(self.subject)),
            ("values_hash", json!(self.values_hash.as_deref().map(hex))),
            ("who", json!(self.who)),
        ]);
        let entry = serde_json::to_vec(&entry).map_err(|e| StoreError::Unavailable(e.to_string()))?;
        Ok(Sha256::new().chain_update(alg).chain_update(prev_hash).chain_update(&entry).finalize().to_vec())
    }
}

/// Chains every entry that is not chained yet, and signs the head of the chain for today.
pub async fn seal(store: &Store, now: Instant) -> Result<(), StoreError> {
    let waiting: Option<(i64,)> = {
        let mut reader = store.read().await?;
        on!(&mut reader.conn(), c => sqlx::query_as(ANY_UNSEALED).fetch_optional(c).await?)
    };
    if waiting.is_none() {
        return Ok(());
    }
    let key = store.keys().signer()?;
    while seal_batch(store, &key, now).await? == usize::try_from(BATCH).unwrap_or(usize::MAX) {}
    Ok(())
}

/// One batch in one transaction; how many entries it had.
async fn seal_batch(store: &Store, key: &Signer, now: Instant) -> Result<usize, StoreError> {
    let mut work = store.begin(&Actor::System).await?;
    let conn = &mut work.conn();
    if let Conn::Postgres(c) = &mut *conn {
        sqlx::query(TURN_POSTGRES).execute(&mut **c).await?;
    }
    let entries: Vec<Content> = on!(conn, c => sqlx::query_as(UNSEALED).bind(BATCH).fetch_all(c).await?);
    if entries.is_empty() {
        work.roll_back().await;
        return Ok(0);
    }
    // The chain goes on from the newest head that the key has signed, not from what stands in the table: entries that
    // somebody cut off or put back leave a gap that stays, instead of being sealed anew.
    let signed = head::newest(conn, &store.keys().trust()?).await?;
    let last: Option<(i64, Option<Vec<u8>>)> = on!(conn, c => sqlx::query_as(LAST).fetch_optional(c).await?);
    let (mut no, mut hash) = match (signed, last) {
        (Some(head), last) => (head.chain_no.max(last.map_or(0, |l| l.0)), head.hash),
        (None, Some((no, hash))) => (no, hash.unwrap_or_default()),
        (None, None) => (0, Vec::new()),
    };
    for entry in &entries {
        no = no.checked_add(1).ok_or_else(|| StoreError::inconsistent("audit", "chain_no", entry.id))?;
        let next = entry.hash(SHA256, &hash, no)?;
        on!(conn, c => { sqlx::query(CHAIN).bind(entry.id).bind(no).bind(SHA256).bind(&hash).bind(&next).execute(c).await?; });
        hash = next;
    }
    let head = Head::signed(key, now.day(), no, hash);
    head.keep(conn).await?;
    work.commit(now).await?;
    store.keys().keep_newest_head(&head);
    Ok(entries.len())
}

/// How far the chain reaches: the last number and its hash.
pub async fn reach(conn: &mut Conn<'_>) -> Result<(i64, String), StoreError> {
    let last: Option<(i64, Option<Vec<u8>>)> = on!(conn, c => sqlx::query_as(LAST).fetch_optional(c).await?);
    Ok(last.map_or((0, String::new()), |(no, hash)| (no, hex(&hash.unwrap_or_default()))))
}

/// When the newest entry was made, by the clock of then.
pub async fn newest_at(conn: &mut Conn<'_>) -> Result<Option<Instant>, StoreError> {
    let row: Option<(i64,)> = on!(conn, c => sqlx::query_as(NEWEST_AT).fetch_optional(c).await?);
    Ok(row.map(|r| Instant(r.0)))
}
