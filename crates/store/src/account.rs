//! Accounts, their grants and enrolment codes.

use crate::db::Conn;
use crate::error::StoreError;
use crate::{meta, on, sql};
use domain::account::{AccountId, AccountState, Grant, Role};
use domain::body::BodyId;
use domain::place::PlaceId;
use domain::time::Instant;
use jiff::civil::Date;
use sqlx::FromRow;
use uuid::Uuid;

sql! {
    GRANTS_OF = "SELECT id, role, place_id, body_id, valid_from, valid_until
        FROM account_grant WHERE account_id = $1 AND ended_at IS NULL ORDER BY given_at, id";
    COUNT = "SELECT CAST(COUNT(*) AS BIGINT) FROM account";
    ONE = "SELECT a.id, a.login, a.name, a.state, a.locked_until, a.version,
            COALESCE((SELECT MAX(s.seen_at) FROM session s WHERE s.account_id = a.id), a.seen_at) AS seen_at,
            (SELECT MAX(e.until) FROM enrolment e WHERE e.account_id = a.id AND e.used_at IS NULL) AS code_until
        FROM account a WHERE a.id = $1";
    EVERY = "SELECT a.id, a.login, a.name, a.state, a.locked_until, a.version,
            COALESCE((SELECT MAX(s.seen_at) FROM session s WHERE s.account_id = a.id), a.seen_at) AS seen_at,
            (SELECT MAX(e.until) FROM enrolment e WHERE e.account_id = a.id AND e.used_at IS NULL) AS code_until
        FROM account a ORDER BY a.login";
    CREDENTIALS = "SELECT id, login, name, state, password_hash, locked_until FROM account WHERE login = $1";
    CREDENTIALS_OF = "SELECT id, login, name, state, password_hash, locked_until FROM account WHERE id = $1";
    INSERT = "INSERT INTO account (id, login, name, state, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (login) DO NOTHING";
    PUT = "INSERT INTO account (id, login, name, state, created_at) VALUES ($1, $2, $3, 'invited', $4)
        ON CONFLICT (id) DO UPDATE SET login = excluded.login, name = excluded.name";
    NO_GRANTS = "DELETE FROM account_grant WHERE account_id = $1";
    FAILED = "UPDATE account SET failures = failures + 1 WHERE id = $1 RETURNING failures";
    LOCK = "UPDATE account SET locked_until = $2 WHERE id = $1";
    SUCCEEDED = "UPDATE account SET failures = 0, locked_until = NULL, seen_at = $2
        WHERE id = $1 AND state = 'active' AND (locked_until IS NULL OR locked_until <= $2)";
    SET_PASSWORD = "UPDATE account SET password_hash = $2, state = 'active', failures = 0, locked_until = NULL WHERE id = $1";
    SET_STATE = "UPDATE account SET state = $2, version = version + 1 WHERE id = $1 AND version = $3";
    RENAME = "UPDATE account SET name = $2, version = version + 1 WHERE id = $1 AND version = $3";
    RESET = "UPDATE account SET state = 'invited', password_hash = NULL, failures = 0, locked_until = NULL, version = version + 1 WHERE id = $1";
    INSERT_CODE = "INSERT INTO enrolment (code_hash, account_id, until) VALUES ($1, $2, $3)";
    USE_CODE = "UPDATE enrolment SET used_at = $3 WHERE code_hash = $1 AND account_id = $2 AND used_at IS NULL AND until > $3";
    VOID_CODES = "UPDATE enrolment SET used_at = $2 WHERE account_id = $1 AND used_at IS NULL";
    GRANTS_SHOWN = "SELECT g.id, g.account_id, g.role, g.place_id, g.body_id, g.valid_from, g.valid_until, g.ended_at,
            p.name AS place_name, b.name AS body_name, a.name AS given_by
        FROM account_grant g JOIN place p ON p.id = g.place_id LEFT JOIN body b ON b.id = g.body_id
            LEFT JOIN account a ON a.id = g.given_by
        ORDER BY g.given_at, g.id";
    GRANTS_SHOWN_OF = "SELECT g.id, g.account_id, g.role, g.place_id, g.body_id, g.valid_from, g.valid_until, g.ended_at,
            p.name AS place_name, b.name AS body_name, a.name AS given_by
        FROM account_grant g JOIN place p ON p.id = g.place_id LEFT JOIN body b ON b.id = g.body_id
            LEFT JOIN account a ON a.id = g.given_by
        WHERE g.account_id = $1 ORDER BY g.given_at, g.id";
    GRANT = "SELECT g.id, g.account_id, g.role, g.place_id, g.body_id, g.valid_from, g.valid_until, g.ended_at,
            p.name AS place_name, b.name AS body_name, a.name AS given_by
        FROM account_grant g JOIN place p ON p.id = g.place_id LEFT JOIN body b ON b.id = g.body_id
            LEFT JOIN account a ON a.id = g.given_by
        WHERE g.id = $1";
    GIVE = "INSERT INTO account_grant (id, account_id, role, place_id, body_id, valid_from, valid_until, given_by, given_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    END = "UPDATE account_grant SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL";
    LASTING = "SELECT g.id, g.account_id FROM account_grant g JOIN account a ON a.id = g.account_id
        WHERE g.role = $1 AND g.ended_at IS NULL AND g.valid_from <= $2 AND g.valid_until IS NULL AND a.state = 'active'";
}

/// Named value that accounts and grants touch before they change; see [`take_turn`].
const TURN: &str = "accounts_changed_at";

#[derive(FromRow)]
pub(crate) struct GrantRow {
    pub(crate) id: Uuid,
    pub(crate) role: String,
    pub(crate) place_id: i64,
    pub(crate) body_id: Option<i64>,
    pub(crate) valid_from: String,
    pub(crate) valid_until: Option<String>,
}

impl TryFrom<GrantRow> for Grant {
    type Error = StoreError;
    fn try_from(row: GrantRow) -> Result<Self, StoreError> {
        let wrong = |column| StoreError::inconsistent("account_grant", column, row.id);
        Ok(Self {
            id: row.id,
            role: Role::from_code(&row.role).ok_or_else(|| wrong("role"))?,
            place: PlaceId(row.place_id),
            body: row.body_id.map(BodyId),
            from: row.valid_from.parse().map_err(|_| wrong("valid_from"))?,
            until: row.valid_until.as_deref().map(str::parse).transpose().map_err(|_| wrong("valid_until"))?,
        })
    }
}

/// An account as its administrators see it, without its grants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Key.
    pub id: AccountId,
    /// Name to sign in with.
    pub login: String,
    /// Name.
    pub name: String,
    /// Whether it can be used.
    pub state: AccountState,
    /// Locked after failed sign-ins until then.
    pub locked_until: Option<Instant>,
    /// Until when the newest one-time code can be used that was not used yet.
    pub code_until: Option<Instant>,
    /// Last seen.
    pub seen: Option<Instant>,
    /// Moves by one with every change.
    pub version: i64,
}

#[derive(FromRow)]
struct AccountRow {
    id: Uuid,
    login: String,
    name: String,
    state: String,
    locked_until: Option<i64>,
    seen_at: Option<i64>,
    code_until: Option<i64>,
    version: i64,
}

fn state_of(code: &str, id: Uuid) -> Result<AccountState, StoreError> {
    AccountState::from_code(code).ok_or_else(|| StoreError::inconsistent("account", "state", id))
}

impl TryFrom<AccountRow> for Account {
    type Error = StoreError;
    fn try_from(row: AccountRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: AccountId(row.id),
            login: row.login,
            name: row.name,
            state: state_of(&row.state, row.id)?,
            locked_until: row.locked_until.map(Instant),
            code_until: row.code_until.map(Instant),
            seen: row.seen_at.map(Instant),
            version: row.version,
        })
    }
}

/// What signing in needs to know of an account.
#[derive(Clone)]
pub struct Credentials {
    /// Key.
    pub id: AccountId,
    /// Name to sign in with.
    pub login: String,
    /// Name.
    pub name: String,
    /// Whether it can be used.
    pub state: AccountState,
    /// PHC string of the password; none before enrolment.
    pub password_hash: Option<String>,
    /// Locked after failed sign-ins until then.
    pub locked_until: Option<Instant>,
}

#[derive(FromRow)]
struct CredentialsRow {
    id: Uuid,
    login: String,
    name: String,
    state: String,
    password_hash: Option<String>,
    locked_until: Option<i64>,
}

impl TryFrom<CredentialsRow> for Credentials {
    type Error = StoreError;
    fn try_from(row: CredentialsRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: AccountId(row.id),
            login: row.login,
            name: row.name,
            state: state_of(&row.state, row.id)?,
            password_hash: row.password_hash,
            locked_until: row.locked_until.map(Instant),
        })
    }
}

/// A grant with the words for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownGrant {
    /// Whose.
    pub account: AccountId,
    /// The grant.
    pub grant: Grant,
    /// Name of its place.
    pub place_name: String,
    /// Name of its body.
    pub body_name: Option<String>,
    /// Name of the account that gave it.
    pub given_by: Option<String>,
    /// Ended before its last day.
    pub ended: bool,
}

#[derive(FromRow)]
struct ShownGrantRow {
    id: Uuid,
    account_id: Uuid,
    role: String,
    place_id: i64,
    body_id: Option<i64>,
    valid_from: String,
    valid_until: Option<String>,
    ended_at: Option<i64>,
    place_name: String,
    body_name: Option<String>,
    given_by: Option<String>,
}

impl TryFrom<ShownGrantRow> for ShownGrant {
    type Error = StoreError;
    fn try_from(row: ShownGrantRow) -> Result<Self, StoreError> {
        let ShownGrantRow { id, role, place_id, body_id, valid_from, valid_until, .. } = row;
        Ok(Self {
            account: AccountId(row.account_id),
            grant: GrantRow { id, role, place_id, body_id, valid_from, valid_until }.try_into()?,
            place_name: row.place_name,
            body_name: row.body_name,
            given_by: row.given_by,
            ended: row.ended_at.is_some(),
        })
    }
}

/// A grant to be given.
#[derive(Clone, Copy, Debug)]
pub struct NewGrant {
    /// To whom.
    pub account: AccountId,
    /// The role.
    pub role: Role,
    /// Over this place and below.
    pub place: PlaceId,
    /// Only what this body handles.
    pub body: Option<BodyId>,
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Option<Date>,
    /// Who gives it; none in the first run.
    pub by: Option<AccountId>,
}

/// Makes changes of accounts and grants take turns, so that a rule over several of them (the last administrator, roles
/// that exclude each other) is checked against what is true. Call it first; it holds until the work ends.
pub async fn take_turn(conn: &mut Conn<'_>, now: Instant) -> Result<(), StoreError> {
    meta::set(conn, TURN, Some(&now.0.to_string())).await
}

/// Grants of an account that were not ended (they may begin later or be over).
pub async fn grants_of(conn: &mut Conn<'_>, account: AccountId) -> Result<Vec<Grant>, StoreError> {
    let rows: Vec<GrantRow> = on!(conn, c => sqlx::query_as(GRANTS_OF).bind(account.0).fetch_all(c).await?);
    rows.into_iter().map(Grant::try_from).collect()
}

/// Every grant that was ever given, with the words for it.
pub async fn grants_shown(conn: &mut Conn<'_>) -> Result<Vec<ShownGrant>, StoreError> {
    let rows: Vec<ShownGrantRow> = on!(conn, c => sqlx::query_as(GRANTS_SHOWN).fetch_all(c).await?);
    rows.into_iter().map(ShownGrant::try_from).collect()
}

/// Every grant that an account was ever given, with the words for it.
pub async fn grants_shown_of(conn: &mut Conn<'_>, account: AccountId) -> Result<Vec<ShownGrant>, StoreError> {
    let rows: Vec<ShownGrantRow> = on!(conn, c => sqlx::query_as(GRANTS_SHOWN_OF).bind(account.0).fetch_all(c).await?);
    rows.into_iter().map(ShownGrant::try_from).collect()
}

/// One grant.
pub async fn grant(conn: &mut Conn<'_>, id: Uuid) -> Result<Option<ShownGrant>, StoreError> {
    let row: Option<ShownGrantRow> = on!(conn, c => sqlx::query_as(GRANT).bind(id).fetch_optional(c).await?);
    row.map(ShownGrant::try_from).transpose()
}

/// Gives a role.
pub async fn give(conn: &mut Conn<'_>, new: &NewGrant, at: Instant) -> Result<Uuid, StoreError> {
    let id = Uuid::now_v7();
    on!(conn, c => { sqlx::query(GIVE)
        .bind(id)
        .bind(new.account.0)
        .bind(new.role.code())
        .bind(new.place.0)
        .bind(new.body.map(|b| b.0))
        .bind(new.from.to_string())
        .bind(new.until.map(|d| d.to_string()))
        .bind(new.by.map(|a| a.0))
        .bind(at.0)
        .execute(c)
        .await?; });
    Ok(id)
}

/// Ends a grant; false if it had ended.
pub async fn end(conn: &mut Conn<'_>, grant: Uuid, at: Instant) -> Result<bool, StoreError> {
    let changed = on!(conn, c => sqlx::query(END).bind(grant).bind(at.0).execute(c).await?.rows_affected());
    Ok(changed == 1)
}

/// Grants of a role, with their accounts, that are in force on a day, have no last day and belong to active accounts.
pub async fn lasting(conn: &mut Conn<'_>, role: Role, day: Date) -> Result<Vec<(Uuid, AccountId)>, StoreError> {
    let rows: Vec<(Uuid, Uuid)> = on!(conn, c => sqlx::query_as(LASTING).bind(role.code()).bind(day.to_string()).fetch_all(c).await?);
    Ok(rows.into_iter().map(|(grant, account)| (grant, AccountId(account))).collect())
}

/// How many accounts there are; none before the first run.
pub async fn count(conn: &mut Conn<'_>) -> Result<i64, StoreError> {
    let (n,): (i64,) = on!(conn, c => sqlx::query_as(COUNT).fetch_one(c).await?);
    Ok(n)
}

/// Every account by login.
pub async fn all(conn: &mut Conn<'_>) -> Result<Vec<Account>, StoreError> {
    let rows: Vec<AccountRow> = on!(conn, c => sqlx::query_as(EVERY).fetch_all(c).await?);
    rows.into_iter().map(Account::try_from).collect()
}

/// One account.
pub async fn find(conn: &mut Conn<'_>, id: AccountId) -> Result<Option<Account>, StoreError> {
    let row: Option<AccountRow> = on!(conn, c => sqlx::query_as(ONE).bind(id.0).fetch_optional(c).await?);
    row.map(Account::try_from).transpose()
}

/// What signing in needs to know of the account of a login.
pub async fn credentials(conn: &mut Conn<'_>, login: &str) -> Result<Option<Credentials>, StoreError> {
    let row: Option<CredentialsRow> = on!(conn, c => sqlx::query_as(CREDENTIALS).bind(login).fetch_optional(c).await?);
    row.map(Credentials::try_from).transpose()
}

/// The same of an account.
pub async fn credentials_of(conn: &mut Conn<'_>, id: AccountId) -> Result<Option<Credentials>, StoreError> {
    let row: Option<CredentialsRow> = on!(conn, c => sqlx::query_as(CREDENTIALS_OF).bind(id.0).fetch_optional(c).await?);
    row.map(Credentials::try_from).transpose()
}

/// Makes an account; `None` if the login is taken.
pub async fn insert(
    conn: &mut Conn<'_>,
    login: &str,
    name: &str,
    state: AccountState,
    at: Instant,
) -> Result<Option<AccountId>, StoreError> {
    let id = Uuid::now_v7();
    let added = on!(conn, c => sqlx::query(INSERT)
        .bind(id)
        .bind(login)
        .bind(name)
        .bind(state.code())
        .bind(at.0)
        .execute(c)
        .await?
        .rows_affected());
    Ok((added == 1).then_some(AccountId(id)))
}

/// On a laptop: an account of the office under its key, without a password, with the grants that it has there now.
pub async fn put(conn: &mut Conn<'_>, id: AccountId, login: &str, name: &str, grants: &[Grant], at: Instant) -> Result<(), StoreError> {
    on!(conn, c => {
        sqlx::query(PUT).bind(id.0).bind(login).bind(name).bind(at.0).execute(&mut *c).await?;
        sqlx::query(NO_GRANTS).bind(id.0).execute(c).await?;
    });
    for grant in grants {
        let new = NewGrant {
            account: id,
            role: grant.role,
            place: grant.place,
            body: grant.body,
            from: grant.from,
            until: grant.until,
            by: None,
        };
        give(conn, &new, at).await?;
    }
    Ok(())
}

/// Counts a failed sign-in; how many there are in a row now.
pub async fn failed(conn: &mut Conn<'_>, id: AccountId) -> Result<i32, StoreError> {
    let (failures,): (i64,) = on!(conn, c => sqlx::query_as(FAILED).bind(id.0).fetch_one(c).await?);
    Ok(i32::try_from(failures).unwrap_or(i32::MAX))
}

/// Locks an account until then.
pub async fn lock(conn: &mut Conn<'_>, id: AccountId, until: Instant) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(LOCK).bind(id.0).bind(until.0).execute(c).await?; });
    Ok(())
}

/// Forgets failed sign-ins after a good one; false if the account was locked or closed meanwhile.
pub async fn succeeded(conn: &mut Conn<'_>, id: AccountId, at: Instant) -> Result<bool, StoreError> {
    let changed = on!(conn, c => sqlx::query(SUCCEEDED).bind(id.0).bind(at.0).execute(c).await?.rows_affected());
    Ok(changed == 1)
}

/// Sets a password's hash; the account is in use from now on.
pub async fn set_password(conn: &mut Conn<'_>, id: AccountId, hash: &str) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(SET_PASSWORD).bind(id.0).bind(hash).execute(c).await?; });
    Ok(())
}

/// Closes or opens an account; false if the version has moved.
pub async fn set_state(conn: &mut Conn<'_>, id: AccountId, state: AccountState, version: i64) -> Result<bool, StoreError> {
    let changed = on!(conn, c => sqlx::query(SET_STATE).bind(id.0).bind(state.code()).bind(version).execute(c).await?.rows_affected());
    Ok(changed == 1)
}

/// Writes a person's name otherwise; false if the version has moved.
pub async fn rename(conn: &mut Conn<'_>, id: AccountId, name: &str, version: i64) -> Result<bool, StoreError> {
    let changed = on!(conn, c => sqlx::query(RENAME).bind(id.0).bind(name).bind(version).execute(c).await?.rows_affected());
    Ok(changed == 1)
}

/// Takes the password away; the person enrols again.
pub async fn reset(conn: &mut Conn<'_>, id: AccountId) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(RESET).bind(id.0).execute(c).await?; });
    Ok(())
}

/// Keeps the hash of a one-time code.
pub async fn add_code(conn: &mut Conn<'_>, id: AccountId, code_hash: &[u8], until: Instant) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(INSERT_CODE).bind(code_hash).bind(id.0).bind(until.0).execute(c).await?; });
    Ok(())
}

/// Uses up a one-time code; false if it is wrong, used or expired.
pub async fn use_code(conn: &mut Conn<'_>, id: AccountId, code_hash: &[u8], at: Instant) -> Result<bool, StoreError> {
    let changed = on!(conn, c => sqlx::query(USE_CODE).bind(code_hash).bind(id.0).bind(at.0).execute(c).await?.rows_affected());
    Ok(changed == 1)
}

/// Makes every unused code of an account useless.
pub async fn void_codes(conn: &mut Conn<'_>, id: AccountId, at: Instant) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(VOID_CODES).bind(id.0).bind(at.0).execute(c).await?; });
    Ok(())
}
