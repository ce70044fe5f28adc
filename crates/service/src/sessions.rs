//! Signing in and out, enrolling, and a person's own tastes.

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::token::{SessionToken, code_hash};
use crate::{Service, SessionChange, dispatch, passwords};
use api::session::{DatabaseKind, GrantShown, Person, State};
use api::{ApiError, Done, ErrorCode, Operation, Permission};
use domain::account::{AccountId, AccountState, FAILURES_BEFORE_LOCK, Grant, lock_seconds};
use domain::period::Period;
use domain::place::PlaceId;
use domain::time::Instant;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use store::account::{Credentials, ShownGrant};
use store::{Actor, Conn, account, meta, session};

/// Failed sign-ins with names that no account has: counted like others, so that the answer does not tell which exist.
const STRANGERS: &str = "strangers";
/// Longest name and value of a taste, in characters.
const PREFERENCE_CHARS: (usize, usize) = (64, 4_000);
/// Most tastes that are kept of a person.
const PREFERENCES: usize = 200;

impl Service {
    /// What kind of data the database holds; `None` until that was decided.
    pub async fn kind(&self) -> Result<Option<DatabaseKind>, ApiError> {
        let found = async {
            let mut reader = self.store().read().await?;
            kind(&mut reader.conn()).await
        };
        found.await.map_err(|failure: Failure| failure.into_api("service.kind", uuid::Uuid::now_v7()))
    }
}

/// What kind of data the database holds.
pub(crate) async fn kind(conn: &mut Conn<'_>) -> Result<Option<DatabaseKind>, Failure> {
    let Some(code) = meta::get(conn, meta::KIND).await? else { return Ok(None) };
    let known = DatabaseKind::from_code(&code);
    Ok(Some(known.ok_or_else(|| store::StoreError::inconsistent("meta", "value", meta::KIND))?))
}

/// 统计截止日, and whether it was fixed by hand: otherwise the newest day that ratings or cases cover, and never a day
/// that is still to come.
pub(crate) async fn cutoff(conn: &mut Conn<'_>, today: Date) -> Result<(Date, bool), Failure> {
    let fixed = meta::get(conn, meta::CUTOFF).await?.and_then(|day| day.parse().ok());
    let ratings = meta::get(conn, meta::RATING_DAYS).await?;
    let ratings =
        ratings.as_deref().and_then(|d| d.split_once('/')).and_then(|(from, to)| Period::new(from.parse().ok()?, to.parse().ok()?));
    Ok(cutoff_of(fixed, ratings, store::case_cover::newest(conn).await?, today))
}

/// The same from what was read: the day that was fixed, the days of ratings and the newest day of cases.
pub(crate) fn cutoff_of(fixed: Option<Date>, ratings: Option<Period>, newest_case: Option<Date>, today: Date) -> (Date, bool) {
    match fixed {
        Some(fixed) => (fixed.min(today), true),
        None => (ratings.map(|days| days.to).max(newest_case).map_or(today, |newest| newest.min(today)), false),
    }
}

/// The name to sign in with, as it is stored: blanks around it and case don't matter.
pub(crate) fn login_of(typed: &str) -> String {
    typed.trim().to_lowercase()
}

/// A grant with its words, as the page shows it.
pub(crate) fn shown(grant: ShownGrant) -> GrantShown {
    let ShownGrant { grant, place_name, body_name, given_by, ended, .. } = grant;
    GrantShown { grant, place_name, body_name, given_by, ended }
}

/// The state of the door for whoever is signed in.
pub(crate) async fn state(conn: &mut Conn<'_>, person: Option<(AccountId, &str, &str)>, now: Instant) -> Result<State, Failure> {
    let today = now.day();
    let set_up = account::count(conn).await? > 0;
    let (cutoff, cutoff_fixed) = cutoff(conn, today).await?;
    let mut preferences = BTreeMap::new();
    let person = match person {
        None => None,
        Some((id, login, name)) => {
            preferences.extend(session::preferences(conn, id).await?);
            Some(person_of(conn, id, login, name, today).await?)
        }
    };
    Ok(State {
        kind: if set_up { kind(conn).await? } else { None },
        person,
        today,
        cutoff,
        cutoff_fixed,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        preferences,
        idle_minutes: dispatch::idle_minutes(conn).await?,
    })
}

async fn person_of(conn: &mut Conn<'_>, id: AccountId, login: &str, name: &str, today: Date) -> Result<Person, Failure> {
    let grants: Vec<GrantShown> =
        account::grants_shown_of(conn, id).await?.into_iter().filter(|g| !g.ended && g.grant.holds_on(today)).map(shown).collect();
    let in_force: Vec<Grant> = grants.iter().map(|g| g.grant.clone()).collect();
    let permissions = Permission::ALL.into_iter().filter(|p| domain::permission::check(Some(&in_force), *p, today).is_ok()).collect();
    Ok(Person { account: id, login: login.to_owned(), name: name.to_owned(), home: home(conn, &in_force).await?, grants, permissions })
}

/// The highest place of somebody's grants; the district for somebody without any.
async fn home(conn: &mut Conn<'_>, grants: &[Grant]) -> Result<PlaceId, Failure> {
    let mut highest: Option<(usize, PlaceId)> = None;
    for grant in grants {
        let depth = store::place::path(conn, grant.place).await?.len();
        if highest.is_none_or(|(least, _)| depth < least) {
            highest = Some((depth, grant.place));
        }
    }
    match highest {
        Some((_, place)) => Ok(place),
        None => Ok(store::place::district(conn).await?.ok_or(ErrorCode::SetupNeeded)?),
    }
}

/// Opens a session for an account within the call's unit of work and answers with its state. A session that the door
/// held before ends.
pub(crate) async fn sign_in(cx: &mut Cx<'_>, id: AccountId, login: &str, name: &str) -> Result<State, Failure> {
    let token = SessionToken::random()?;
    let (now, before) = (cx.now, cx.session.take());
    let work = cx.work().await?;
    work.become_actor(Actor::Account { id, name: name.to_owned() });
    if let Some(before) = before {
        session::close(&mut work.conn(), &before.hash(), now).await?;
    }
    session::open(&mut work.conn(), &token.hash(), id, now).await?;
    let state = state(&mut work.conn(), Some((id, login, name)), now).await?;
    cx.note(format!("account:{}", id.0), None);
    cx.set_session(SessionChange::Set(token));
    Ok(state)
}

/// Seconds until a lock is over.
fn seconds_left(until: Option<Instant>, now: Instant) -> Option<i64> {
    let micros = until?.0 - now.0;
    (micros > 0).then(|| (micros + 999_999) / 1_000_000)
}

fn locked_out(seconds: i64) -> Failure {
    ApiError::new(ErrorCode::LockedOut).with("seconds", seconds).into()
}

/// The answer to a failure after so many in a row.
fn refused(failures: i32, code: ErrorCode) -> Failure {
    match lock_seconds(failures) {
        0 => ApiError::new(code).with("left", FAILURES_BEFORE_LOCK - failures).into(),
        seconds => locked_out(seconds),
    }
}

/// Counts a failed sign-in, locks the account when there were too many, and keeps both.
async fn count_failure(cx: &mut Cx<'_>, of: Option<&Credentials>, login: &str, code: ErrorCode) -> Result<Failure, Failure> {
    let now = cx.now;
    let failures = match of {
        Some(known) => {
            let work = cx.work().await?;
            let failures = account::failed(&mut work.conn(), known.id).await?;
            if lock_seconds(failures) > 0 {
                account::lock(&mut work.conn(), known.id, now.plus_seconds(lock_seconds(failures))).await?;
                work.changed("account", Some(known.id.0.to_string()));
            }
            failures
        }
        None => Strangers::failed(&mut cx.work().await?.conn(), login, now).await?,
    };
    let subject = of.map_or_else(|| "account:unknown".to_owned(), |known| format!("account:{}", known.id.0));
    cx.commit_failure(subject, Some(json!({ "failures": failures }))).await?;
    cx.service.seal_soon();
    Ok(refused(failures, code))
}

/// Failures of names that no account has, in few buckets under a salt: what people mistype into the name's field, often
/// a password, leaves nothing that could be guessed from.
#[derive(Default, Serialize, Deserialize)]
struct Strangers {
    salt: String,
    /// Failures in a row and the end of the lock, by bucket.
    buckets: BTreeMap<u16, (i32, i64)>,
}

impl Strangers {
    async fn read(conn: &mut Conn<'_>) -> Result<Self, Failure> {
        let stored = meta::get(conn, STRANGERS).await?;
        Ok(stored.and_then(|s| serde_json::from_str(&s).ok()).unwrap_or_default())
    }

    /// One of 1,024.
    fn bucket(&self, login: &str) -> u16 {
        let hash = Sha256::new().chain_update(&self.salt).chain_update(login).finalize();
        u16::from_be_bytes([hash[0], hash[1]]) >> 6
    }

    /// Until when the bucket of a name is locked.
    async fn locked_until(conn: &mut Conn<'_>, login: &str) -> Result<Option<Instant>, Failure> {
        let all = Self::read(conn).await?;
        Ok(all.buckets.get(&all.bucket(login)).map(|(_, until)| Instant(*until)))
    }

    async fn failed(conn: &mut Conn<'_>, login: &str, now: Instant) -> Result<i32, Failure> {
        let mut all = Self::read(conn).await?;
        if all.salt.is_empty() {
            all.salt = crate::token::one_time_code()?;
        }
        let (failures, until) = all.buckets.entry(all.bucket(login)).or_default();
        *failures = failures.saturating_add(1);
        let seconds = lock_seconds(*failures);
        if seconds > 0 {
            *until = now.plus_seconds(seconds).0;
        }
        let failures = *failures;
        meta::set(conn, STRANGERS, Some(&serde_json::to_string(&all)?)).await?;
        Ok(failures)
    }
}

/// The account of a login, unless it is locked.
async fn unlocked(cx: &mut Cx<'_>, login: &str) -> Result<Option<Credentials>, Failure> {
    let now = cx.now;
    let conn = &mut cx.conn().await?;
    if account::count(conn).await? == 0 {
        return Err(ErrorCode::SetupNeeded.into());
    }
    let known = account::credentials(conn, login).await?;
    let until = match &known {
        Some(known) => known.locked_until,
        None => Strangers::locked_until(conn, login).await?,
    };
    match seconds_left(until, now) {
        Some(seconds) => Err(locked_out(seconds)),
        None => Ok(known),
    }
}

/// Forgets failures after a good proof; locked out if others failed too often in the same moment.
async fn forget_failures(cx: &mut Cx<'_>, id: AccountId) -> Result<(), Failure> {
    let now = cx.now;
    let conn = &mut cx.work().await?.conn();
    if account::succeeded(conn, id, now).await? {
        return Ok(());
    }
    let until = account::credentials_of(conn, id).await?.and_then(|c| c.locked_until);
    Err(seconds_left(until, now).map_or_else(|| ErrorCode::WrongCredentials.into(), locked_out))
}

impl Handle for api::session::Show {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<State, Failure> {
        let now = cx.now;
        let signed_in = cx.actor.clone();
        let login = cx.login.clone().unwrap_or_default();
        let person = match &signed_in {
            Actor::Account { id, name } => Some((*id, login.as_str(), name.as_str())),
            _ => None,
        };
        state(&mut cx.conn().await?, person, now).await
    }
}

impl Handle for api::session::Open {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<State, Failure> {
        let login = login_of(&self.login);
        let known = unlocked(cx, &login).await?;
        let usable = known.as_ref().filter(|k| k.state == AccountState::Active);
        let hash = usable.and_then(|k| k.password_hash.as_deref());
        // The connection goes back while the password is verified.
        cx.reader = None;
        let right = passwords::verify(&self.password, hash).await?;
        match known {
            Some(known) if right => {
                forget_failures(cx, known.id).await?;
                sign_in(cx, known.id, &known.login, &known.name).await
            }
            known => Err(count_failure(cx, known.as_ref(), &login, ErrorCode::WrongCredentials).await?),
        }
    }
}

impl Handle for api::session::Enter {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<State, Failure> {
        let conn = &mut cx.conn().await?;
        match kind(conn).await? {
            Some(DatabaseKind::Demo) => {}
            Some(_) => return Err(ErrorCode::DemoOnly.into()),
            None => return Err(ErrorCode::SetupNeeded.into()),
        }
        let found = account::credentials(conn, self.role.code()).await?;
        let Some(demo) = found.filter(|a| a.state != AccountState::Closed) else { return Err(ErrorCode::NotFound.into()) };
        sign_in(cx, demo.id, &demo.login, &demo.name).await
    }
}

impl Handle for api::session::Close {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Done, Failure> {
        let now = cx.now;
        if let Some(session) = cx.session.take() {
            session::close(&mut cx.work().await?.conn(), &session.hash(), now).await?;
        }
        if let Some(id) = cx.actor.account() {
            cx.note(format!("account:{}", id.0), None);
        }
        cx.set_session(SessionChange::Clear);
        Ok(Done {})
    }
}

impl Handle for api::session::Enrol {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<State, Failure> {
        let login = login_of(&self.login);
        let known = unlocked(cx, &login).await?;
        let name = known.as_ref().map_or("", |k| k.name.as_str());
        let places = store::place::all(&mut cx.conn().await?).await?;
        cx.reader = None;
        passwords::must_be_strong(&self.password, passwords::words(&[&login, name], &places), "password").await?;
        let hash = passwords::hash(&self.password).await?;
        let now = cx.now;
        let taken = match &known {
            Some(known) if known.state != AccountState::Closed => {
                account::use_code(&mut cx.work().await?.conn(), known.id, &code_hash(&self.code), now).await?
            }
            _ => false,
        };
        match known {
            Some(known) if taken => {
                let conn = &mut cx.work().await?.conn();
                account::set_password(conn, known.id, &hash).await?;
                account::void_codes(conn, known.id, now).await?;
                session::close_all(conn, known.id, now).await?;
                forget_failures(cx, known.id).await?;
                cx.work().await?.changed("account", Some(known.id.0.to_string()));
                sign_in(cx, known.id, &known.login, &known.name).await
            }
            known => Err(count_failure(cx, known.as_ref(), &login, ErrorCode::WrongCode).await?),
        }
    }
}

impl Handle for api::session::ChangePassword {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Done, Failure> {
        let Some(id) = cx.actor.account() else { return Err(ErrorCode::SignInNeeded.into()) };
        let now = cx.now;
        let conn = &mut cx.conn().await?;
        let own = account::credentials_of(conn, id).await?.ok_or(ErrorCode::NotFound)?;
        if let Some(seconds) = seconds_left(own.locked_until, now) {
            return Err(locked_out(seconds));
        }
        let places = store::place::all(conn).await?;
        cx.reader = None;
        if !passwords::verify(&self.old, own.password_hash.as_deref()).await? {
            return Err(count_failure(cx, Some(&own), &own.login, ErrorCode::WrongCredentials).await?);
        }
        if self.new == self.old {
            return Err(ApiError::invalid("new", "same").into());
        }
        passwords::must_be_strong(&self.new, passwords::words(&[&own.login, &own.name], &places), "new").await?;
        let hash = passwords::hash(&self.new).await?;
        forget_failures(cx, id).await?;
        let kept = cx.session.as_ref().map(SessionToken::hash);
        let conn = &mut cx.work().await?.conn();
        account::set_password(conn, id, &hash).await?;
        session::close_others(conn, id, kept.as_deref().unwrap_or_default(), now).await?;
        cx.note(format!("account:{}", id.0), None);
        Ok(Done {})
    }
}

impl Handle for api::session::JudgePassword {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<<Self as Operation>::Reply, Failure> {
        let places = store::place::all(&mut cx.conn().await?).await?;
        cx.reader = None;
        let own: Vec<String> = self.words.iter().take(8).map(|w| w.chars().take(64).collect()).collect();
        let own: Vec<&str> = own.iter().map(String::as_str).collect();
        passwords::judge(&self.password, passwords::words(&own, &places)).await
    }
}

impl Handle for api::session::SavePreference {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Done, Failure> {
        let Some(id) = cx.actor.account() else { return Err(ErrorCode::SignInNeeded.into()) };
        let (key_chars, value_chars) = PREFERENCE_CHARS;
        if self.key.is_empty() || self.key.chars().count() > key_chars {
            return Err(ApiError::invalid("key", "length").with("min", 1).with("max", key_chars).into());
        }
        if self.value.chars().count() > value_chars {
            return Err(ApiError::invalid("value", "length").with("min", 0).with("max", value_chars).into());
        }
        let conn = &mut cx.work().await?.conn();
        let kept = session::preferences(conn, id).await?;
        if kept.len() >= PREFERENCES && kept.iter().all(|(key, _)| *key != self.key) {
            return Err(ApiError::invalid("key", "too_many").with("max", PREFERENCES).into());
        }
        session::set_preference(conn, id, &self.key, &self.value).await?;
        Ok(Done {})
    }
}
