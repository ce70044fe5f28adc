//! Accounts (kept by the system administrator) and grants (given by the security administrator).

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::places::conflict;
use crate::ratings::SEVERAL;
use crate::sessions::{login_of, shown};
use crate::token::{code_hash, one_time_code};
use crate::{lists, words};
use api::account::{Account, Chosen, ClosedSeveral, EndedGrants, Invited, LeftAccount, LeftGrant, Listed, grant_standing, granted};
use api::import::Written;
use api::session::GrantShown;
use api::{ApiError, Done, ErrorCode};
use domain::account::{AccountId, AccountState, ENROLMENT_DAYS, Grant, Role, RoleClash, is_login, role_clash};
use domain::place::PlaceId;
use domain::time::Instant;
use jiff::civil::Date;
use serde_json::json;
use std::collections::HashMap;
use store::account::{NewGrant, ShownGrant};
use store::{Conn, account, place, session};
use texts::words::Word;

/// Most characters of a person's name.
const NAME_CHARS: usize = 64;
/// Roles without which nobody could keep accounts or give grants any more.
const INDISPENSABLE: [Role; 2] = [Role::SystemAdmin, Role::SecurityAdmin];

/// Refuses a login or a name that can't be used.
pub(crate) fn check_names(login: &str, name: &str) -> Result<(), ApiError> {
    if !is_login(login) {
        return Err(ApiError::invalid("login", "login"));
    }
    if name.is_empty() || name.chars().count() > NAME_CHARS || name.chars().any(char::is_control) {
        return Err(ApiError::invalid("name", "length").with("min", 1).with("max", NAME_CHARS));
    }
    Ok(())
}

/// A one-time code for an account; the earlier ones become useless.
pub(crate) async fn invite(conn: &mut Conn<'_>, id: AccountId, now: Instant) -> Result<(String, Instant), Failure> {
    account::void_codes(conn, id, now).await?;
    let code = one_time_code()?;
    let until = now.plus_seconds(ENROLMENT_DAYS * 86_400);
    account::add_code(conn, id, &code_hash(&code), until).await?;
    Ok((code, until))
}

fn account_of(account: account::Account, grants: Vec<ShownGrant>) -> Account {
    Account {
        id: account.id,
        login: account.login,
        pinyin: store::seed::pinyin_of(&account.name).0,
        name: account.name,
        state: account.state,
        locked_until: account.locked_until,
        code_until: account.code_until,
        seen: account.seen,
        grants: grants.into_iter().map(shown).collect(),
        version: account.version,
    }
}

/// Every account with its grants.
pub(crate) async fn list(conn: &mut Conn<'_>) -> Result<Listed, Failure> {
    let mut grants: HashMap<AccountId, Vec<ShownGrant>> = HashMap::new();
    for grant in account::grants_shown(conn).await? {
        grants.entry(grant.account).or_default().push(grant);
    }
    let accounts = account::all(conn).await?;
    Ok(Listed {
        accounts: accounts
            .into_iter()
            .map(|a| {
                let g = grants.remove(&a.id).unwrap_or_default();
                account_of(a, g)
            })
            .collect(),
    })
}

/// Accounts belong to the whole district: who keeps them needs a grant over the whole district.
pub(crate) async fn over_district(cx: &mut Cx<'_>) -> Result<PlaceId, Failure> {
    let district = place::district(&mut cx.conn().await?).await?.ok_or(ErrorCode::SetupNeeded)?;
    cx.scope_at(district).await?;
    Ok(district)
}

/// Begins a write to accounts or grants; they take turns.
async fn begin(cx: &mut Cx<'_>) -> Result<PlaceId, Failure> {
    let now = cx.now;
    account::take_turn(&mut cx.work().await?.conn(), now).await?;
    over_district(cx).await
}

/// Whether a role could still be exercised by an active account without the grants that `lost` names.
async fn remains(conn: &mut Conn<'_>, role: Role, today: Date, lost: impl Fn(uuid::Uuid, AccountId) -> bool) -> Result<bool, Failure> {
    Ok(account::lasting(conn, role, today).await?.into_iter().any(|(grant, holder)| !lost(grant, holder)))
}

fn last_of(field: &str, role: Role) -> Failure {
    ApiError::invalid(field, "last_of_role").with("role", role.code()).into()
}

impl Handle for api::account::List {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Listed, Failure> {
        over_district(cx).await?;
        list(&mut cx.conn().await?).await
    }
}

impl Handle for api::account::ListForGrants {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Listed, Failure> {
        over_district(cx).await?;
        list(&mut cx.conn().await?).await
    }
}

impl Handle for api::account::Create {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Invited, Failure> {
        let (login, name) = (login_of(&self.login), self.name.trim());
        check_names(&login, name)?;
        begin(cx).await?;
        let now = cx.now;
        let conn = &mut cx.work().await?.conn();
        let made = account::insert(conn, &login, name, AccountState::Invited, now).await?;
        let id = made.ok_or_else(|| ApiError::invalid("login", "taken"))?;
        let (code, until) = invite(conn, id, now).await?;
        cx.note(format!("account:{}", id.0), Some(json!({ "before": null, "after": { "login": login, "name": name } })));
        cx.work().await?.changed("account", Some(id.0.to_string()));
        Ok(Invited { account: id, code, until })
    }
}

impl Handle for api::account::Rename {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Done, Failure> {
        let name = self.name.trim();
        begin(cx).await?;
        let conn = &mut cx.work().await?.conn();
        let before = account::find(conn, self.account).await?.ok_or(ErrorCode::NotFound)?;
        check_names(&before.login, name)?;
        if before.version != self.version {
            let grants = account::grants_shown_of(conn, self.account).await?;
            return Err(conflict(&account_of(before, grants))?);
        }
        if before.name == name {
            return Err(ApiError::invalid("name", "unchanged").into());
        }
        if !account::rename(conn, self.account, name, self.version).await? {
            return Err(ErrorCode::NotFound.into());
        }
        let (from, to) = (self.version, self.version + 1);
        let values = json!({ "before": { "name": before.name, "version": from }, "after": { "name": name, "version": to } });
        cx.note(format!("account:{}", self.account.0), Some(values));
        cx.work().await?.changed("account", Some(self.account.0.to_string()));
        Ok(Done {})
    }
}

impl Handle for api::account::Invite {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Invited, Failure> {
        if cx.actor.account() == Some(self.account) {
            return Err(ApiError::invalid("account", "self").into());
        }
        begin(cx).await?;
        let now = cx.now;
        let conn = &mut cx.work().await?.conn();
        let before = account::find(conn, self.account).await?.ok_or(ErrorCode::NotFound)?;
        if before.state == AccountState::Closed {
            return Err(ApiError::invalid("account", "closed").into());
        }
        account::reset(conn, self.account).await?;
        session::close_all(conn, self.account, now).await?;
        let (code, until) = invite(conn, self.account, now).await?;
        let values = json!({ "before": { "state": before.state }, "after": { "state": AccountState::Invited } });
        cx.note(format!("account:{}", self.account.0), Some(values));
        cx.work().await?.changed("account", Some(self.account.0.to_string()));
        Ok(Invited { account: self.account, code, until })
    }
}

/// Closes an account or opens it again inside of the work, and notes it.
async fn set_closed(cx: &mut Cx<'_>, id: AccountId, closed: bool, version: i64) -> Result<(), Failure> {
    if cx.actor.account() == Some(id) {
        return Err(ApiError::invalid("account", "self").into());
    }
    let (now, today) = (cx.now, cx.today());
    let conn = &mut cx.work().await?.conn();
    let before = account::find(conn, id).await?.ok_or(ErrorCode::NotFound)?;
    if before.version != version {
        let grants = account::grants_shown_of(conn, id).await?;
        return Err(conflict(&account_of(before, grants))?);
    }
    if closed {
        let held: Vec<Grant> = account::grants_of(conn, id).await?;
        for role in INDISPENSABLE {
            if held.iter().any(|g| g.role == role) && !remains(conn, role, today, |_, holder| holder == id).await? {
                return Err(last_of("account", role));
            }
        }
    }
    let state = match (closed, account::credentials_of(conn, id).await?.and_then(|c| c.password_hash)) {
        (true, _) => AccountState::Closed,
        (false, Some(_)) => AccountState::Active,
        (false, None) => AccountState::Invited,
    };
    if state == before.state {
        return Err(ApiError::invalid("account", "unchanged").into());
    }
    if !account::set_state(conn, id, state, version).await? {
        return Err(ErrorCode::NotFound.into());
    }
    if closed {
        session::close_all(conn, id, now).await?;
        account::void_codes(conn, id, now).await?;
    }
    let values = json!({ "before": { "state": before.state, "version": version }, "after": { "state": state, "version": version + 1 } });
    cx.note(format!("account:{}", id.0), Some(values));
    cx.work().await?.changed("account", Some(id.0.to_string()));
    Ok(())
}

impl Handle for api::account::SetClosed {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Done, Failure> {
        if cx.actor.account() == Some(self.account) {
            return Err(ApiError::invalid("account", "self").into());
        }
        begin(cx).await?;
        set_closed(cx, self.account, self.closed, self.version).await?;
        Ok(Done {})
    }
}

/// Refuses more things at once than a person can have looked at.
fn check_several(field: &str, n: usize) -> Result<(), ApiError> {
    if (1..=SEVERAL).contains(&n) { Ok(()) } else { Err(ApiError::invalid(field, "range").with("from", 1).with("to", SEVERAL)) }
}

impl Handle for api::account::CloseSeveral {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<ClosedSeveral, Failure> {
        check_several("accounts", self.accounts.len())?;
        begin(cx).await?;
        let mut closed = ClosedSeveral { done: Vec::new(), left: Vec::new() };
        for Chosen { account, version } in self.accounts {
            match set_closed(cx, account, true, version).await {
                Ok(()) => closed.done.push(Chosen { account, version: version + 1 }),
                Err(Failure::Api(error)) => closed.left.push(LeftAccount { account, error }),
                Err(failure) => return Err(failure),
            }
        }
        Ok(closed)
    }
}

/// Whether the days of a grant to be given overlap with those of one that is held.
fn overlaps(new: &api::account::GiveGrant, held: &Grant) -> bool {
    new.until.is_none_or(|until| held.from <= until) && held.until.is_none_or(|until| new.from <= until)
}

impl Handle for api::account::GiveGrant {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Done, Failure> {
        let (now, today) = (cx.now, cx.today());
        if cx.actor.account() == Some(self.account) {
            return Err(ApiError::invalid("account", "self").into());
        }
        if let Some(until) = self.until.filter(|until| *until < self.from.max(today)) {
            let rule = if until < self.from { "before_from" } else { "past" };
            return Err(ApiError::invalid("until", rule).with("min", self.from.max(today)).into());
        }
        if self.role.needs_body() && self.body.is_none() {
            return Err(ApiError::invalid("body", "required").into());
        }
        if self.role.is_custodian() && self.body.is_some() {
            return Err(ApiError::invalid("body", "not_for_role").into());
        }
        let district = begin(cx).await?;
        cx.scope_at(self.place).await?;
        if self.role.is_custodian() && self.place != district {
            return Err(ApiError::invalid("place", "district_only").into());
        }
        let conn = &mut cx.work().await?.conn();
        if let Some(body) = self.body
            && store::body::find(conn, body).await?.is_none()
        {
            return Err(ErrorCode::NotFound.into());
        }
        let to = account::find(conn, self.account).await?.ok_or(ErrorCode::NotFound)?;
        if to.state == AccountState::Closed {
            return Err(ApiError::invalid("account", "closed").into());
        }
        let held: Vec<Grant> = account::grants_of(conn, self.account).await?.into_iter().filter(|g| overlaps(&self, g)).collect();
        let roles: Vec<Role> = held.iter().map(|g| g.role).collect();
        if let Some(clash) = role_clash(&roles, self.role) {
            let (held, rule) = match clash {
                RoleClash::Custodians { held } => (held, "custodians"),
                RoleClash::Business { held } => (held, "business"),
                RoleClash::Auditor { held } => (held, "auditor"),
            };
            return Err(ApiError::new(ErrorCode::RolesExclude).with("held", held.code()).with("rule", rule).into());
        }
        if held.iter().any(|g| (g.role, g.place, g.body) == (self.role, self.place, self.body)) {
            return Err(ApiError::invalid("role", "held").into());
        }
        for other in held.iter().filter(|g| g.body.is_some() && self.body.is_some() && g.body != self.body) {
            let conn = &mut cx.work().await?.conn();
            let (mine, theirs) = (place::path(conn, self.place).await?, place::path(conn, other.place).await?);
            // One account speaks for one body at a place: every figure and list is of that body or of all.
            if mine.contains(&other.place) || theirs.contains(&self.place) {
                return Err(ApiError::invalid("body", "another_body").into());
            }
        }
        let by = cx.actor.account();
        let new =
            NewGrant { account: self.account, role: self.role, place: self.place, body: self.body, from: self.from, until: self.until, by };
        let grant = account::give(&mut cx.work().await?.conn(), &new, now).await?;
        cx.note(format!("account:{}", self.account.0), Some(json!({ "before": null, "after": self, "grant": grant })));
        cx.work().await?.changed("account", Some(self.account.0.to_string()));
        Ok(Done {})
    }
}

/// Ends a grant inside of the work, and notes it.
async fn end_grant(cx: &mut Cx<'_>, grant: uuid::Uuid) -> Result<(), Failure> {
    let (now, today) = (cx.now, cx.today());
    let conn = &mut cx.work().await?.conn();
    let before = account::grant(conn, grant).await?.filter(|g| !g.ended).ok_or(ErrorCode::NotFound)?;
    let role = before.grant.role;
    if INDISPENSABLE.contains(&role) && !remains(conn, role, today, |other, _| other == grant).await? {
        return Err(last_of("grant", role));
    }
    account::end(conn, grant, now).await?;
    cx.note(format!("account:{}", before.account.0), Some(json!({ "before": before.grant, "after": null, "grant": grant })));
    cx.work().await?.changed("account", Some(before.account.0.to_string()));
    Ok(())
}

impl Handle for api::account::EndGrant {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Done, Failure> {
        begin(cx).await?;
        end_grant(cx, self.grant).await?;
        Ok(Done {})
    }
}

impl Handle for api::account::EndGrants {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<EndedGrants, Failure> {
        check_several("grants", self.grants.len())?;
        begin(cx).await?;
        let mut ended = EndedGrants { done: Vec::new(), left: Vec::new() };
        for grant in self.grants {
            match end_grant(cx, grant).await {
                Ok(()) => ended.done.push(grant),
                Err(Failure::Api(error)) => ended.left.push(LeftGrant { grant, error }),
                Err(failure) => return Err(failure),
            }
        }
        Ok(ended)
    }
}

impl Handle for api::account::ExportGrants {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Written, Failure> {
        over_district(cx).await?;
        let (today, t) = (cx.today(), words::texts(cx.lang));
        let accounts = list(&mut cx.conn().await?).await?.accounts;
        let grants = self.filter.of(granted(&accounts), self.sort.as_ref(), today);
        let headers = [
            t.account_login(),
            t.account_name(),
            t.grant_role(),
            t.grant_place(),
            t.grant_body(),
            t.grant_from(),
            t.grant_until(),
            t.grant_by(),
            t.account_state(),
        ];
        let rows = grants.into_iter().map(|g| {
            let standing = grant_standing(&g.shown, today).word(&t);
            let GrantShown { grant, place_name, body_name, given_by, .. } = g.shown;
            vec![
                g.login,
                g.name,
                grant.role.word(&t),
                place_name,
                body_name.unwrap_or_default(),
                grant.from.to_string(),
                grant.until.map(|d| d.to_string()).unwrap_or_default(),
                given_by.unwrap_or_default(),
                standing,
            ]
        });
        lists::write(cx, &self.out, &headers, rows, json!(self.filter)).await
    }
}
