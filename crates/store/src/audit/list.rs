//! The log as it is read: by time, by person, by what was done, by what it was done to ([`crate::walk`]).

use super::hex;
use crate::db::Conn;
use crate::error::StoreError;
use crate::figures::instants;
use crate::on;
use crate::rating::contains;
use crate::walk::{self, Ask, Budget, Key, Lanes, Page, Stretch, Way};
use domain::account::AccountId;
use domain::period::Period;
use domain::time::Instant;
use sqlx::FromRow;
use uuid::Uuid;

macro_rules! down {
    () => {
        "(a.at, a.id) < ($1, $2) AND (a.at, a.id) >= ($3, $4)"
    };
}
macro_rules! up {
    () => {
        "(a.at, a.id) > ($1, $2) AND (a.at, a.id) <= ($3, $4)"
    };
}
macro_rules! falling {
    () => {
        " ORDER BY a.at DESC, a.id DESC LIMIT "
    };
}
macro_rules! rising {
    () => {
        " ORDER BY a.at, a.id LIMIT "
    };
}
macro_rules! filter {
    () => {
        " AND (NOT $6 OR a.account_id = $7)
        AND ($8 = '' OR $8 LIKE '%,' || a.operation || ',%')
        AND ($9 = '' OR a.subject = $9)
        AND ($10 = '' OR a.outcome = $10)
        AND (NOT $11 OR a.outcome <> 'done')
        AND ($12 = '' OR a.subject LIKE $12 ESCAPE '\\' OR a.who LIKE $12 ESCAPE '\\' OR v.body LIKE $12 ESCAPE '\\')
        AND (NOT $13 OR a.subject NOT LIKE 'account:%')"
    };
}
macro_rules! rows {
    ($between:expr, $lane:expr, $order:expr) => {
        concat!(
            "SELECT a.id, a.at, a.account_id, a.who, a.operation, a.subject, a.outcome, v.body
        FROM audit a LEFT JOIN audit_values v ON v.audit_id = a.id WHERE ",
            $between,
            $lane,
            filter!(),
            $order,
            "$5"
        )
    };
}
macro_rules! ahead {
    ($between:expr, $lane:expr, $order:expr) => {
        concat!("SELECT a.at, a.id FROM audit a WHERE ", $between, $lane, $order, "1 OFFSET $5")
    };
}
macro_rules! counted {
    ($lane:expr) => {
        concat!(
            "SELECT COUNT(*) FROM (SELECT 1 AS one FROM audit a LEFT JOIN audit_values v ON v.audit_id = a.id WHERE ",
            down!(),
            $lane,
            filter!(),
            " LIMIT $5) AS found"
        )
    };
}

crate::sql! {
    AT_DOWN = rows!(down!(), "", falling!());
    AT_UP = rows!(up!(), "", rising!());
    ACCOUNT_DOWN = rows!(down!(), " AND a.account_id = $7", falling!());
    ACCOUNT_UP = rows!(up!(), " AND a.account_id = $7", rising!());
    OPERATION_DOWN = rows!(down!(), " AND a.operation = $14", falling!());
    OPERATION_UP = rows!(up!(), " AND a.operation = $14", rising!());
    SUBJECT_DOWN = rows!(down!(), " AND a.subject = $9", falling!());
    SUBJECT_UP = rows!(up!(), " AND a.subject = $9", rising!());
    REFUSED_DOWN = rows!(down!(), " AND a.outcome <> 'done'", falling!());
    REFUSED_UP = rows!(up!(), " AND a.outcome <> 'done'", rising!());
    AHEAD_AT_DOWN = ahead!(down!(), "", falling!());
    AHEAD_AT_UP = ahead!(up!(), "", rising!());
    AHEAD_ACCOUNT_DOWN = ahead!(down!(), " AND a.account_id = $6", falling!());
    AHEAD_ACCOUNT_UP = ahead!(up!(), " AND a.account_id = $6", rising!());
    AHEAD_OPERATION_DOWN = ahead!(down!(), " AND a.operation = $6", falling!());
    AHEAD_OPERATION_UP = ahead!(up!(), " AND a.operation = $6", rising!());
    AHEAD_SUBJECT_DOWN = ahead!(down!(), " AND a.subject = $6", falling!());
    AHEAD_SUBJECT_UP = ahead!(up!(), " AND a.subject = $6", rising!());
    AHEAD_REFUSED_DOWN = ahead!(down!(), " AND a.outcome <> 'done'", falling!());
    AHEAD_REFUSED_UP = ahead!(up!(), " AND a.outcome <> 'done'", rising!());
    COUNT_AT = counted!("");
    COUNT_ACCOUNT = counted!(" AND a.account_id = $7");
    COUNT_OPERATION = counted!(" AND a.operation = $14");
    COUNT_SUBJECT = counted!(" AND a.subject = $9");
    COUNT_REFUSED = counted!(" AND a.outcome <> 'done'");
    LINKED = "SELECT a.id, a.at, a.account_id, a.who, a.operation, a.subject, a.outcome, a.values_hash, a.chain_no, a.alg, a.prev_hash, a.hash,
            v.salt, v.body
        FROM audit a LEFT JOIN audit_values v ON v.audit_id = a.id WHERE a.id = $1";
    LAST_DONE = "SELECT a.at, v.body FROM audit a LEFT JOIN audit_values v ON v.audit_id = a.id
        WHERE a.operation = $1 AND a.outcome = 'done' ORDER BY a.at DESC, a.id DESC LIMIT 1";
}

/// Which entries; see `api::audit::Filter`.
#[derive(Clone, Debug, Default)]
pub struct Filter<'a> {
    /// Days of entering.
    pub period: Option<Period>,
    /// By whom.
    pub account: Option<AccountId>,
    /// Of these operations; empty for all.
    pub operations: Vec<&'a str>,
    /// On exactly this.
    pub subject: Option<&'a str>,
    /// With this outcome.
    pub outcome: Option<&'a str>,
    /// Only refusals and failures.
    pub refused_only: bool,
    /// Part of subject, name or values.
    pub text: Option<&'a str>,
    /// Nothing about accounts, which are not everybody's.
    pub without_accounts: bool,
}

/// An entry as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its number.
    pub no: i64,
    /// When.
    pub at: Instant,
    /// The account.
    pub account: Option<AccountId>,
    /// Who.
    pub who: String,
    /// The operation.
    pub operation: String,
    /// On what.
    pub subject: String,
    /// done, refused, failed.
    pub outcome: String,
    /// What changed, as JSON; none once it was erased.
    pub values: Option<String>,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    at: i64,
    account_id: Option<Uuid>,
    who: String,
    operation: String,
    subject: String,
    outcome: String,
    body: Option<String>,
}

impl From<Row> for Entry {
    fn from(row: Row) -> Self {
        let Row { id, at, account_id, who, operation, subject, outcome, body } = row;
        Self {
            no: id,
            at: Instant(at),
            account: account_id.map(AccountId),
            who,
            operation,
            subject,
            outcome,
            values: body.filter(|b| !b.is_empty()),
        }
    }
}

/// Along which index entries are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Along<'a> {
    At,
    Account(Uuid),
    Operation(&'a str),
    Subject(&'a str),
    Refused,
}

/// A filter's values as the texts expect them.
struct Bound {
    account: Option<Uuid>,
    operations: String,
    subject: String,
    outcome: String,
    refused: bool,
    text: String,
    without_accounts: bool,
}

impl Bound {
    fn new(filter: &Filter<'_>) -> Self {
        Self {
            account: filter.account.map(|a| a.0),
            operations: if filter.operations.is_empty() { String::new() } else { format!(",{},", filter.operations.join(",")) },
            subject: filter.subject.unwrap_or_default().to_owned(),
            outcome: filter.outcome.unwrap_or_default().to_owned(),
            refused: filter.refused_only,
            text: filter.text.map(contains).unwrap_or_default(),
            without_accounts: filter.without_accounts,
        }
    }
}

macro_rules! bound {
    ($text:expr, $stretch:expr, $limit:expr, $b:expr, $along:expr) => {{
        let (from, to) = ($stretch.from, $stretch.to);
        let query = sqlx::query_as($text)
            .bind(from.major)
            .bind(from.id)
            .bind(to.major)
            .bind(to.id)
            .bind($limit)
            .bind($b.account.is_some())
            .bind($b.account.unwrap_or_default())
            .bind(&$b.operations)
            .bind(&$b.subject)
            .bind(&$b.outcome)
            .bind($b.refused)
            .bind(&$b.text)
            .bind($b.without_accounts);
        if let Along::Operation(operation) = $along { query.bind(operation) } else { query }
    }};
}

fn texts(along: Along<'_>, way: Way) -> (&'static str, &'static str) {
    match (along, way) {
        (Along::At, Way::Down) => (AT_DOWN, AHEAD_AT_DOWN),
        (Along::At, Way::Up) => (AT_UP, AHEAD_AT_UP),
        (Along::Account(_), Way::Down) => (ACCOUNT_DOWN, AHEAD_ACCOUNT_DOWN),
        (Along::Account(_), Way::Up) => (ACCOUNT_UP, AHEAD_ACCOUNT_UP),
        (Along::Operation(_), Way::Down) => (OPERATION_DOWN, AHEAD_OPERATION_DOWN),
        (Along::Operation(_), Way::Up) => (OPERATION_UP, AHEAD_OPERATION_UP),
        (Along::Subject(_), Way::Down) => (SUBJECT_DOWN, AHEAD_SUBJECT_DOWN),
        (Along::Subject(_), Way::Up) => (SUBJECT_UP, AHEAD_SUBJECT_UP),
        (Along::Refused, Way::Down) => (REFUSED_DOWN, AHEAD_REFUSED_DOWN),
        (Along::Refused, Way::Up) => (REFUSED_UP, AHEAD_REFUSED_UP),
    }
}

struct List<'l, 'c, 'f> {
    conn: &'l mut Conn<'c>,
    b: Bound,
    along: Vec<Along<'f>>,
}

/// The index that leaves least to be passed over.
fn along<'f>(filter: &Filter<'f>) -> Vec<Along<'f>> {
    match (filter.subject, filter.account) {
        (Some(subject), _) => vec![Along::Subject(subject)],
        (None, Some(account)) => vec![Along::Account(account.0)],
        (None, None) if !filter.operations.is_empty() => filter.operations.iter().map(|o| Along::Operation(o)).collect(),
        _ if filter.refused_only || filter.outcome.is_some_and(|o| o != "done") => vec![Along::Refused],
        _ => vec![Along::At],
    }
}

impl Lanes for List<'_, '_, '_> {
    type Row = Entry;

    async fn ahead(&mut self, _lane: i64, stretch: Stretch, skip: i64) -> Result<Option<Key>, StoreError> {
        let offset = walk::share(skip, self.along.len());
        let mut nearest: Option<Key> = None;
        for along in self.along.clone() {
            let (_, text) = texts(along, stretch.way);
            let (from, to) = (stretch.from, stretch.to);
            let found: Option<(i64, i64)> = on!(self.conn, c => {
                let query = sqlx::query_as(text).bind(from.major).bind(from.id).bind(to.major).bind(to.id).bind(offset);
                let query = match along {
                    Along::Account(account) => query.bind(account),
                    Along::Operation(text) | Along::Subject(text) => query.bind(text),
                    Along::At | Along::Refused => query,
                };
                query.fetch_optional(c).await?
            });
            nearest = walk::nearer(nearest, found.map(|(major, id)| Key { major, id }), stretch.way);
        }
        Ok(nearest)
    }

    async fn rows(&mut self, _lane: i64, stretch: Stretch, limit: i64) -> Result<Vec<(Key, Entry)>, StoreError> {
        let mut all = Vec::new();
        for along in self.along.clone() {
            let (text, _) = texts(along, stretch.way);
            let rows: Vec<Row> = on!(self.conn, c => bound!(text, stretch, limit, self.b, along).fetch_all(c).await?);
            all.extend(rows.into_iter().map(|row| (Key { major: row.at, id: row.id }, Entry::from(row))));
        }
        Ok(if self.along.len() > 1 { walk::merged(all, stretch.way, limit) } else { all })
    }
}

fn within(period: Option<Period>) -> (Key, Key) {
    match period {
        Some(period) => {
            let (from, until) = instants(period);
            (Key::before(from), Key::before(until))
        }
        None => (Key::before(i64::MIN), Key::before(i64::MAX)),
    }
}

/// A page of entries.
pub async fn page(conn: &mut Conn<'_>, filter: &Filter<'_>, way: Way, ask: Ask, limit: usize) -> Result<Page<Entry>, StoreError> {
    let mut list = List { conn, b: Bound::new(filter), along: along(filter) };
    walk::page(&mut list, &[0], within(filter.period), way, ask, limit, Budget { first: 400, all: 4_000 }).await
}

/// How many are counted one by one before it is said that there are more.
const COUNTED: i64 = 10_000;
/// Entries looked at for that.
const LOOKED_AT: i64 = 20_000;

/// How many entries there are, as far as a moment allows, and whether that is all.
pub async fn count(conn: &mut Conn<'_>, filter: &Filter<'_>) -> Result<(i64, bool), StoreError> {
    let mut list = List { conn, b: Bound::new(filter), along: along(filter) };
    let (from, until) = within(filter.period);
    let whole = Stretch { from: until, to: from, way: Way::Down };
    let bound = list.ahead(0, whole, LOOKED_AT).await?;
    let stretch = Stretch { to: bound.unwrap_or(whole.to), ..whole };
    let mut n = 0;
    for along in list.along.clone() {
        let text = match along {
            Along::At => COUNT_AT,
            Along::Account(_) => COUNT_ACCOUNT,
            Along::Operation(_) => COUNT_OPERATION,
            Along::Subject(_) => COUNT_SUBJECT,
            Along::Refused => COUNT_REFUSED,
        };
        let limit = COUNTED + 1 - n;
        let (found,): (i64,) = on!(list.conn, c => bound!(text, stretch, limit, list.b, along).fetch_one(c).await?);
        n += found;
    }
    Ok((n.min(COUNTED), bound.is_none() && n <= COUNTED))
}

/// When an operation was last done, and the values of that entry.
pub async fn last_done(conn: &mut Conn<'_>, operation: &str) -> Result<Option<(Instant, Option<String>)>, StoreError> {
    let row: Option<(i64, Option<String>)> = on!(conn, c => sqlx::query_as(LAST_DONE).bind(operation).fetch_optional(c).await?);
    Ok(row.map(|(at, values)| (Instant(at), values)))
}

/// An entry with its place in the chain and everything that its hash covers; bytes as hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked {
    /// The entry.
    pub entry: Entry,
    /// Hash of its values; none if it has none.
    pub values_hash: Option<String>,
    /// Its number in the chain; none while it waits to be sealed.
    pub chain_no: Option<i64>,
    /// The algorithm.
    pub alg: Option<String>,
    /// The hash before it.
    pub prev_hash: Option<String>,
    /// Its own.
    pub hash: Option<String>,
    /// What its values were hashed with.
    pub salt: Option<String>,
}

#[derive(FromRow)]
struct LinkedRow {
    #[sqlx(flatten)]
    row: Row,
    values_hash: Option<Vec<u8>>,
    chain_no: Option<i64>,
    alg: Option<String>,
    prev_hash: Option<Vec<u8>>,
    hash: Option<Vec<u8>>,
    salt: Option<Vec<u8>>,
}

/// One entry with its place in the chain.
pub async fn linked(conn: &mut Conn<'_>, no: i64) -> Result<Option<Linked>, StoreError> {
    let row: Option<LinkedRow> = on!(conn, c => sqlx::query_as(LINKED).bind(no).fetch_optional(c).await?);
    let text = |bytes: Option<Vec<u8>>| bytes.as_deref().map(hex);
    Ok(row.map(|r| Linked {
        entry: r.row.into(),
        values_hash: text(r.values_hash),
        chain_no: r.chain_no,
        alg: r.alg,
        prev_hash: text(r.prev_hash),
        hash: text(r.hash),
        salt: text(r.salt),
    }))
}
