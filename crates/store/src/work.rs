//! The unit of work: data, audit entries and change events that become true together or not at all.

use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};
use domain::account::AccountId;
use domain::time::Instant;
use serde_json::Value;
use sha2::{Digest, Sha256};
use sqlx::{Postgres, QueryBuilder, Sqlite, Transaction};
use std::collections::{HashMap, HashSet};

sql! {
    MARK = "SAVEPOINT marked";
    BACK = "ROLLBACK TO SAVEPOINT marked";
    UNMARK = "RELEASE SAVEPOINT marked";
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

    /// Writes the audit entries of what was noted so far, on behalf of whoever did it: what follows may be somebody else's. Not within a mark.
    pub async fn enter(&mut self, at: Instant) -> Result<(), StoreError> {
        let (notes, actor) = (std::mem::take(&mut self.notes), self.actor.clone());
        insert_notes(&mut self.conn(), &actor, &notes, at).await
    }

    /// Writes the audit entries and the change events, commits, and hands the events back to be sent.
    pub async fn commit(mut self, at: Instant) -> Result<Vec<Changed>, StoreError> {
        self.enter(at).await?;
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

/// So many entries are written at once.
const AT_ONCE: usize = 50;

const INSERT_AUDIT: &str = "INSERT INTO audit (at, account_id, who, operation, subject, outcome, values_hash) ";
const INSERT_VALUES: &str = "INSERT INTO audit_values (audit_id, salt, body) ";

/// Values of an entry, and what binds them to it.
struct Bound {
    salt: [u8; 16],
    body: String,
    hash: Vec<u8>,
}

fn bound(values: &Value) -> Result<Bound, StoreError> {
    let body = values.to_string();
    let mut salt = [0_u8; 16];
    getrandom::fill(&mut salt).map_err(|e| StoreError::Unavailable(e.to_string()))?;
    let hash = values_hash(&salt, &body);
    Ok(Bound { salt, body, hash })
}

/// Writes unsealed audit entries and, beside them, their erasable values bound by salted hashes.
async fn insert_notes(conn: &mut Conn<'_>, actor: &Actor, notes: &[AuditNote], at: Instant) -> Result<(), StoreError> {
    for notes in notes.chunks(AT_ONCE) {
        let bound: Vec<Option<Bound>> = notes.iter().map(|note| note.values.as_ref().map(bound).transpose()).collect::<Result<_, _>>()?;
        let keys: HashMap<Vec<u8>, i64> = on!(conn, c => {
            let mut query = QueryBuilder::new(INSERT_AUDIT);
            query.push_values(notes.iter().zip(&bound), |mut row, (note, bound)| {
                row.push_bind(at.0)
                    .push_bind(actor.account().map(|a| a.0))
                    .push_bind(actor.who())
                    .push_bind(&note.operation)
                    .push_bind(&note.subject)
                    .push_bind(note.outcome)
                    .push_bind(bound.as_ref().map(|bound| bound.hash.as_slice()));
            });
            let keys: Vec<(Option<Vec<u8>>, i64)> = query.push(" RETURNING values_hash, id").build_query_as().fetch_all(c).await?;
            keys.into_iter().filter_map(|(hash, id)| Some((hash?, id))).collect()
        });
        let keyed = |bound: Bound| match keys.get(&bound.hash) {
            Some(id) => Ok((*id, bound)),
            None => Err(StoreError::inconsistent("audit", "values_hash", "of a new entry")),
        };
        let values: Vec<(i64, Bound)> = bound.into_iter().flatten().map(keyed).collect::<Result<_, _>>()?;
        if !values.is_empty() {
            on!(conn, c => {
                let mut query = QueryBuilder::new(INSERT_VALUES);
                query.push_values(&values, |mut row, (id, bound)| {
                    row.push_bind(*id).push_bind(bound.salt.as_slice()).push_bind(&bound.body);
                });
                query.build().execute(c).await?;
            });
        }
    }
    Ok(())
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
