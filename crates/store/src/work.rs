//! The unit of work: data, audit entries and change events that become true together or not at all.

use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};
use domain::account::AccountId;
use domain::time::Instant;
use serde_json::Value;
use sha2::{Digest, Sha256};
use sqlx::{Postgres, Sqlite, Transaction};
use std::collections::{HashMap, HashSet};

sql! {
    INSERT_AUDIT = "INSERT INTO audit (at, account_id, who, operation, subject, outcome, values_hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id";
    MARK = "SAVEPOINT marked";
    BACK = "ROLLBACK TO SAVEPOINT marked";
    UNMARK = "RELEASE SAVEPOINT marked";
    INSERT_VALUES = "INSERT INTO audit_values (audit_id, salt, body) VALUES ($1, $2, $3)";
    INSERT_MANY_VALUES = "INSERT INTO audit_values (audit_id, salt, body) VALUES
        ($1, $2, $3), ($4, $5, $6), ($7, $8, $9), ($10, $11, $12), ($13, $14, $15), ($16, $17, $18), ($19, $20, $21), ($22, $23, $24), ($25, $26, $27), ($28,
        $29, $30), ($31, $32, $33), ($34, $35, $36), ($37, $38, $39), ($40, $41, $42), ($43, $44, $45), ($46, $47, $48), ($49, $50, $51), ($52, $53, $54),
        ($55, $56, $57), ($58, $59, $60)";
}

/// Room of a writer that has tens of thousands of rows before it.
const MUCH_KIB: u32 = 64 << 10;

/// A point that a unit of work can be taken back to.
#[derive(Debug)]
#[must_use = "keep what follows, or take it back"]
pub struct Mark {
    notes: usize,
    changed: usize,
}

/// On whose behalf something is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A signed-in person.
    Account {
        /// Key.
        id: AccountId,
        /// Name as it stands in the audit log.
        name: String,
    },
    /// Nobody is signed in yet (failed sign-ins, the first run).
    Nobody,
    /// What falls due by itself.
    System,
    /// Whoever runs the command line on an own local folder.
    LocalOperator,
}

impl Actor {
    /// The account's key.
    pub fn account(&self) -> Option<AccountId> {
        match self {
            Self::Account { id, .. } => Some(*id),
            _ => None,
        }
    }

    /// The name for the audit log.
    pub fn who(&self) -> &str {
        match self {
            Self::Account { name, .. } => name,
            Self::Nobody => "nobody",
            Self::System => "system",
            Self::LocalOperator => "local operator",
        }
    }
}

/// What an audit entry says besides who and when.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditNote {
    /// The operation's name.
    pub operation: String,
    /// On what: `account:…`, `rating:17`.
    pub subject: String,
    /// done, refused, failed.
    pub outcome: &'static str,
    /// What changed. Personal data belongs here, where it can be erased, and nowhere else.
    pub values: Option<Value>,
}

/// A change event to be sent once the work is committed: kind (as `api::ChangeKind` words it) and id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// `figures`, `place`, …
    pub kind: &'static str,
    /// Which one.
    pub id: Option<String>,
}

pub(crate) enum Tx {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// A transaction with its audit notes and change events.
#[must_use = "nothing is written until commit"]
pub struct Work {
    tx: Tx,
    actor: Actor,
    notes: Vec<AuditNote>,
    changed: Vec<Changed>,
    origin: uuid::Uuid,
}

/// More things of a kind than this are told as one change of the kind: whoever shows some of them asks anew anyway.
const MANY: usize = 200;

/// What has changed, each thing once.
fn told(changed: Vec<Changed>) -> Vec<Changed> {
    let mut of_kind: HashMap<&'static str, HashSet<Option<String>>> = HashMap::new();
    for Changed { kind, id } in &changed {
        of_kind.entry(*kind).or_default().insert(id.clone());
    }
    let mut told = Vec::new();
    for Changed { kind, id } in changed {
        let Some(rest) = of_kind.get_mut(kind) else { continue };
        if rest.len() > MANY {
            of_kind.remove(kind);
            told.push(Changed { kind, id: None });
        } else if rest.remove(&id) {
            told.push(Changed { kind, id });
        }
    }
    told
}

impl Work {
    pub(crate) fn new(tx: Tx, actor: Actor, origin: uuid::Uuid) -> Self {
        Self { tx, actor, notes: Vec::new(), changed: Vec::new(), origin }
    }

    /// The connection inside of the transaction.
    pub fn conn(&mut self) -> Conn<'_> {
        match &mut self.tx {
            Tx::Sqlite(tx) => Conn::Sqlite(tx),
            Tx::Postgres(tx) => Conn::Postgres(tx),
        }
    }

    /// On whose behalf.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Somebody has signed in within this work; what follows is his.
    pub fn become_actor(&mut self, actor: Actor) {
        self.actor = actor;
    }

    /// Notes what was done, for the audit log.
    pub fn note(&mut self, note: AuditNote) {
        self.notes.push(note);
    }

    /// Notes what has changed, for those who show it.
    pub fn changed(&mut self, kind: &'static str, id: Option<String>) {
        self.changed.push(Changed { kind, id });
    }

    /// Writes the audit entries and the change events, commits, and hands the events back to be sent.
    pub async fn commit(mut self, at: Instant) -> Result<Vec<Changed>, StoreError> {
        let (notes, actor) = (std::mem::take(&mut self.notes), self.actor.clone());
        insert_notes(&mut self.conn(), &actor, &notes, at).await?;
        if !self.changed.is_empty() {
            let (changed, origin) = (told(std::mem::take(&mut self.changed)), self.origin);
            crate::event::add(&mut self.conn(), &changed, origin, at).await?;
            self.changed = changed;
        }
        match self.tx {
            Tx::Sqlite(tx) => tx.commit().await?,
            Tx::Postgres(tx) => tx.commit().await?,
        }
        Ok(self.changed)
    }

    /// Gives SQLite room for writing tens of thousands of rows whose indexes are filled in no order, or takes it back; PostgreSQL has its own.
    /// Without it pages are written out and read again for every few rows.
    pub async fn give_room(&mut self, is_much: bool) -> Result<(), StoreError> {
        if let Conn::Sqlite(c) = self.conn() {
            let kib = if is_much { MUCH_KIB } else { crate::db::WRITER_CACHE_KIB };
            sqlx::query(sqlx::AssertSqlSafe(format!("PRAGMA cache_size = -{kib}"))).execute(c).await?;
        }
        Ok(())
    }

    /// Marks this point, so that what follows can be taken back alone. One at a time.
    pub async fn mark(&mut self) -> Result<Mark, StoreError> {
        on!(&mut self.conn(), c => { sqlx::query(MARK).execute(c).await?; });
        Ok(Mark { notes: self.notes.len(), changed: self.changed.len() })
    }

    /// Keeps what followed the mark.
    pub async fn keep(&mut self, _: Mark) -> Result<(), StoreError> {
        on!(&mut self.conn(), c => { sqlx::query(UNMARK).execute(c).await?; });
        Ok(())
    }

    /// Takes back what followed the mark.
    pub async fn back_to(&mut self, mark: Mark) -> Result<(), StoreError> {
        on!(&mut self.conn(), c => { sqlx::query(BACK).execute(c).await?; });
        self.notes.truncate(mark.notes);
        self.changed.truncate(mark.changed);
        self.keep(mark).await
    }

    /// Gives up; nothing was changed. That it can't be rolled back means that it is already: a full disk ends SQLite's
    /// transaction by itself, a server that stops ends all.
    pub async fn roll_back(self) {
        let rolled_back = match self.tx {
            Tx::Sqlite(tx) => tx.rollback().await,
            Tx::Postgres(tx) => tx.rollback().await,
        };
        if let Err(error) = rolled_back {
            tracing::warn!(%error, "a transaction had ended before it was rolled back");
        }
    }
}

/// Values of so many entries are written at once.
const AT_ONCE: usize = 20;

/// Values of an entry on their way: the entry, the salt, the values.
type Values = (i64, Vec<u8>, String);

/// Writes unsealed audit entries and, beside them, their erasable values bound by salted hashes.
async fn insert_notes(conn: &mut Conn<'_>, actor: &Actor, notes: &[AuditNote], at: Instant) -> Result<(), StoreError> {
    let mut values: Vec<Values> = Vec::with_capacity(AT_ONCE);
    for note in notes {
        values.extend(insert_note(conn, actor, note, at).await?);
        if values.len() == AT_ONCE {
            on!(conn, c => {
                let mut query = sqlx::query(INSERT_MANY_VALUES);
                for (id, salt, body) in values.drain(..) {
                    query = query.bind(id).bind(salt).bind(body);
                }
                query.execute(c).await?;
            });
        }
    }
    for (id, salt, body) in values {
        on!(conn, c => { sqlx::query(INSERT_VALUES).bind(id).bind(salt).bind(body).execute(c).await?; });
    }
    Ok(())
}

/// Writes one unsealed audit entry; its values are still to be written.
async fn insert_note(conn: &mut Conn<'_>, actor: &Actor, note: &AuditNote, at: Instant) -> Result<Option<Values>, StoreError> {
    let body = note.values.as_ref().map(Value::to_string);
    let mut salt = [0_u8; 16];
    getrandom::fill(&mut salt).map_err(|e| StoreError::Unavailable(e.to_string()))?;
    let hash = body.as_ref().map(|b| values_hash(&salt, b));
    let (id,): (i64,) = on!(conn, c => sqlx::query_as(INSERT_AUDIT)
        .bind(at.0)
        .bind(actor.account().map(|a| a.0))
        .bind(actor.who())
        .bind(&note.operation)
        .bind(&note.subject)
        .bind(note.outcome)
        .bind(hash)
        .fetch_one(c)
        .await?);
    Ok(body.map(|body| (id, salt.to_vec(), body)))
}

/// SHA-256 over salt and values: the entry stays provable after the values were erased.
pub(crate) fn values_hash(salt: &[u8], body: &str) -> Vec<u8> {
    Sha256::new().chain_update(salt).chain_update(body.as_bytes()).finalize().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(kind: &'static str, id: usize) -> Changed {
        Changed { kind, id: Some(id.to_string()) }
    }

    #[test]
    fn each_change_is_told_once_and_very_many_as_one() {
        let few: Vec<Changed> = [1, 2, 1, 3, 2].into_iter().map(|id| change("duty", id)).collect();
        assert_eq!(told(few), [change("duty", 1), change("duty", 2), change("duty", 3)]);
        let many = (0..=MANY).map(|id| change("duty", id)).chain([change("body", 1)]);
        assert_eq!(told(many.collect()), [Changed { kind: "duty", id: None }, change("body", 1)]);
    }
}
