//! The proof of the audit log: the chain is read once from its beginning, in pieces.

use super::head::{self, Head};
use super::{Content, ERASURE, NEXT, SEALED_AFTER, SHA256, STRAY_VALUES, TOMBSTONES, UNSEALED_AFTER, hex};
use crate::db::{Conn, Store};
use crate::error::StoreError;
use crate::keys::{Former, Trust};
use crate::on;
use crate::work::values_hash;
use sqlx::FromRow;
use std::collections::HashMap;

/// Rows read at a time.
const PIECE: i64 = 1_000;
/// Most faults told; one is enough to know that the log was touched.
const TOLD: usize = 1_000;
/// How far from its place an entry that changed places is looked for.
const NEAR: i64 = 16;

/// The result of proving the audit log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// Entries read.
    pub entries: i64,
    /// The newest hash, hexadecimal.
    pub head: String,
    /// The newest head that the key has signed.
    pub signed: Option<SignedHead>,
    /// What does not fit.
    pub faults: Vec<Fault>,
}

/// How far the chain reached on a day, signed; bytes as hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedHead {
    /// The day.
    pub day: String,
    /// The number of the last entry.
    pub chain_no: i64,
    /// Its hash.
    pub hash: String,
    /// Which key signed it.
    pub key_id: String,
    /// The key's public part.
    pub public_key: String,
    /// The signature.
    pub signature: String,
}

fn shown(head: Head, trust: &Trust) -> SignedHead {
    let Head { day, chain_no, hash, key_id, signature } = head;
    SignedHead { public_key: trust.public(&key_id), day, chain_no, hash: hex(&hash), key_id, signature: hex(&signature) }
}

/// The heads that the key has signed, by their place in the chain: as the connection shows them, so that they fit the entries
/// that are read through it.
pub async fn heads(store: &Store, conn: &mut Conn<'_>) -> Result<Vec<SignedHead>, StoreError> {
    let trust = store.keys().trust()?;
    let all = head::all(conn).await?;
    Ok(all.into_iter().filter(|head| head.is_signed_by(&trust)).map(|head| shown(head, &trust)).collect())
}

/// What does not fit: `altered`, `missing`, `reordered`, `cut_off`, `values_altered`, `values_missing` (gone without having been
/// erased), `erased_unrecorded` (more or fewer were erased than the entries of erasures say).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The entry's number; for entries that are gone, their place in the chain.
    pub no: i64,
    /// What is wrong.
    pub what: &'static str,
}

#[derive(FromRow)]
struct Sealed {
    #[sqlx(flatten)]
    content: Content,
    chain_no: i64,
    alg: Option<String>,
    prev_hash: Option<Vec<u8>>,
    hash: Option<Vec<u8>>,
    #[sqlx(flatten)]
    values: Values,
}

/// What lies beside an entry: nothing where it has no values, a tombstone where they were erased.
#[derive(FromRow)]
struct Values {
    salt: Option<Vec<u8>>,
    body: Option<String>,
    erased_at: Option<i64>,
}

#[derive(FromRow)]
struct Unsealed {
    id: i64,
    operation: String,
    values_hash: Option<Vec<u8>>,
    #[sqlx(flatten)]
    values: Values,
}

/// Where the proof stands.
struct Proof {
    /// The last number read.
    no: i64,
    /// The last hash read; `None` after a gap, where it can't be known.
    hash: Option<Vec<u8>>,
    /// Signed hashes by number.
    signed: HashMap<i64, Vec<u8>>,
    /// Heads that were looked at, and whether the key signed them.
    looked_at: HashMap<Head, bool>,
    /// Values that entries of erasures say are gone.
    erased: i64,
    verified: Verified,
}

/// Proves the audit log: every sealed entry, every head and all values that were not erased.
pub async fn verify(store: &Store) -> Result<Verified, StoreError> {
    let witness = Witness { trust: store.keys().trust()?, beside: store.keys().newest_head()? };
    verify_by(store, &witness).await
}

/// The same for a database that was restored in a scratch place: by the keys that its backup names, and without the head that
/// is kept here, which may be of a longer chain.
pub async fn verify_restored(store: &Store, signers: &[Former]) -> Result<Verified, StoreError> {
    verify_by(store, &Witness { trust: Trust::of_signers(signers)?, beside: None }).await
}

/// What outside of the database tells of its chain.
struct Witness {
    trust: Trust,
    beside: Option<Head>,
}

async fn verify_by(store: &Store, witness: &Witness) -> Result<Verified, StoreError> {
    // One state of the database: entries may be sealed, and values erased, while this reads.
    let mut reader = store.snapshot().await?;
    let conn = &mut reader.conn();
    let mut proof = Proof {
        no: 0,
        hash: Some(Vec::new()),
        signed: HashMap::new(),
        looked_at: HashMap::new(),
        erased: 0,
        verified: Verified::default(),
    };
    let newest = proof.heads(conn, witness).await?;
    proof.chain(conn).await?;
    proof.end(newest);
    proof.unsealed_values(conn).await?;
    proof.tombstones(conn).await?;
    proof.verified.head = hex(proof.hash.as_deref().unwrap_or_default());
    proof.verified.signed = head::newest(conn, &witness.trust).await?.map(|head| shown(head, &witness.trust));
    Ok(proof.verified)
}

impl Verified {
    fn fault(&mut self, no: i64, what: &'static str) {
        if self.faults.len() < TOLD && !self.faults.iter().any(|f| f.no == no && f.what == what) {
            self.faults.push(Fault { no, what });
        }
    }

    fn values(&mut self, no: i64, hash: Option<&[u8]>, values: &Values) {
        match values {
            Values { erased_at: Some(_), .. } if hash.is_some() => {}
            Values { salt: Some(salt), body: Some(body), erased_at: None } if hash == Some(&values_hash(salt, body)) => {}
            Values { salt: None, body: None, erased_at: None } if hash.is_none() => {}
            Values { salt: None, body: None, erased_at: None } => self.fault(no, "values_missing"),
            _ => self.fault(no, "values_altered"),
        }
    }
}

impl Proof {
    /// Reads all heads; the number of the newest one that a trusted key has signed.
    async fn heads(&mut self, conn: &mut Conn<'_>, witness: &Witness) -> Result<i64, StoreError> {
        let in_database = head::all(conn).await?;
        let witnesses: Vec<Head> = in_database.into_iter().chain(head::repeated(conn).await?).chain(witness.beside.clone()).collect();
        let mut newest = 0;
        for head in witnesses {
            let signed = *self.looked_at.entry(head.clone()).or_insert_with(|| head.is_signed_by(&witness.trust));
            if signed {
                newest = newest.max(head.chain_no);
                self.signed.insert(head.chain_no, head.hash);
            } else {
                self.verified.fault(head.chain_no, "altered");
            }
        }
        Ok(newest)
    }

    /// Reads on to the end of the chain.
    async fn chain(&mut self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
        let mut piece = PIECE;
        loop {
            let read: Result<Vec<Sealed>, StoreError> =
                async { Ok(on!(conn, c => sqlx::query_as(SEALED_AFTER).bind(self.no).bind(piece).fetch_all(c).await?)) }.await;
            match read {
                Ok(entries) if entries.is_empty() => return Ok(()),
                Ok(entries) => {
                    for entry in entries {
                        self.entry(entry)?;
                    }
                    piece = PIECE;
                }
                // Something was put in that is no value of its column; go one by one to find which.
                Err(StoreError::Damaged(_) | StoreError::Sql(sqlx::Error::ColumnDecode { .. })) if piece > 1 => piece = 1,
                Err(StoreError::Damaged(_) | StoreError::Sql(sqlx::Error::ColumnDecode { .. })) => self.unreadable(conn).await?,
                Err(error) => return Err(error),
            }
        }
    }

    /// The next entry holds something that is no value of its column.
    async fn unreadable(&mut self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
        let next: Option<(i64, i64)> = on!(conn, c => sqlx::query_as(NEXT).bind(self.no).fetch_optional(c).await?);
        let Some((id, no)) = next else { return Ok(()) };
        self.verified.fault(id, "altered");
        self.verified.entries += 1;
        self.no = no;
        self.hash = None;
        Ok(())
    }

    fn entry(&mut self, entry: Sealed) -> Result<(), StoreError> {
        let id = entry.content.id;
        let (no, prev, hash) = (entry.chain_no, entry.prev_hash.unwrap_or_default(), entry.hash.unwrap_or_default());
        if no > self.no.saturating_add(1) {
            // The numbers of a long gap are not worth a line each.
            for missing in (self.no + 1..no).take(TOLD) {
                self.verified.fault(missing, "missing");
            }
            self.hash = None;
        }
        let alg = entry.alg.as_deref().unwrap_or_default();
        if alg != SHA256 {
            self.verified.fault(id, "altered");
        } else if entry.content.hash(alg, &prev, no)? != hash {
            let mut near = no.saturating_sub(NEAR).max(1)..=no.saturating_add(NEAR);
            let stood_elsewhere =
                near.try_fold(false, |found, n| Ok::<_, StoreError>(found || entry.content.hash(alg, &prev, n)? == hash))?;
            self.verified.fault(id, if stood_elsewhere { "reordered" } else { "altered" });
        } else if self.hash.as_ref().is_some_and(|before| *before != prev) {
            // Sound in itself, but it does not follow the one before it.
            self.verified.fault(id, "reordered");
        }
        if self.signed.get(&no).is_some_and(|signed| *signed != hash) {
            self.verified.fault(id, "altered");
        }
        self.verified.values(id, entry.content.values_hash.as_deref(), &entry.values);
        self.erased += erased(&entry.content.operation, &entry.values);
        self.verified.entries += 1;
        self.no = no;
        self.hash = Some(hash);
        Ok(())
    }

    /// The chain must end where the newest head says.
    fn end(&mut self, newest: i64) {
        if newest > self.no {
            for gone in (self.no + 1..=newest).take(TOLD) {
                self.verified.fault(gone, "cut_off");
            }
        }
        if self.no > newest {
            // Chained, but not by the sealer: it signs with every batch.
            self.verified.fault(self.no, "altered");
        }
    }

    /// Values of entries that wait to be sealed, and values that belong to no entry.
    async fn unsealed_values(&mut self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
        let mut after = i64::MIN;
        loop {
            let piece: Vec<Unsealed> = on!(conn, c => sqlx::query_as(UNSEALED_AFTER).bind(after).bind(PIECE).fetch_all(c).await?);
            let Some(last) = piece.last() else { break };
            after = last.id;
            for entry in piece {
                self.verified.values(entry.id, entry.values_hash.as_deref(), &entry.values);
                self.erased += erased(&entry.operation, &entry.values);
            }
        }
        let strays: Vec<(i64,)> = on!(conn, c => sqlx::query_as(STRAY_VALUES).bind(PIECE).fetch_all(c).await?);
        for (no,) in strays {
            self.verified.fault(no, "values_altered");
        }
        Ok(())
    }

    /// As many values are gone as the entries of erasures say: nobody made a tombstone to hide something.
    async fn tombstones(&mut self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
        let (gone, last): (i64, i64) = on!(conn, c => sqlx::query_as(TOMBSTONES).fetch_one(c).await?);
        if gone != self.erased {
            self.verified.fault(last, "erased_unrecorded");
        }
        Ok(())
    }
}

/// How many values an entry says were erased with it.
fn erased(operation: &str, values: &Values) -> i64 {
    let count = || {
        let body: serde_json::Value = serde_json::from_str(values.body.as_deref()?).ok()?;
        body.get("erased")?.get("audit_values")?.as_i64()
    };
    if operation == ERASURE { count().unwrap_or(0) } else { 0 }
}
