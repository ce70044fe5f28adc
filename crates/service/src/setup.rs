//! The first run: what kind the database is and who its first people are.

use crate::accounts::{self, invite};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::{Service, passwords, sessions};
use api::session::DatabaseKind;
use api::setup::{Finished, Invitee};
use api::{ApiError, ErrorCode};
use domain::account::{AccountId, AccountState, Role};
use domain::body::BodyId;
use domain::period::FIRST_DAY;
use domain::place::{Level, PlaceId};
use domain::time::Instant;
use serde_json::json;
use std::sync::Arc;
use store::account::NewGrant;
use store::body::BodyFields;
use store::{Actor, AuditNote, Conn, Work, account, meta, place};

/// When the first run was finished; set once.
const FINISHED: &str = "set_up_at";
/// The body that the demonstration's department handler works for.
const DEMO_BODY: &str = "区人力资源和社会保障局";
/// The town of the demonstration's town administrator.
const DEMO_TOWN: &str = "麻章镇";

impl Handle for api::setup::Finish {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Finished, Failure> {
        let conn = &mut cx.conn().await?;
        if account::count(conn).await? > 0 {
            return Err(ErrorCode::AlreadySetUp.into());
        }
        if self.kind == DatabaseKind::Demo {
            return Err(ApiError::invalid("kind", "made_by_tool").into());
        }
        let places = place::all(conn).await?;
        let people = [
            ("system_admin", &self.system_admin, Role::SystemAdmin),
            ("security_admin", &self.security_admin, Role::SecurityAdmin),
            ("security_auditor", &self.security_auditor, Role::SecurityAuditor),
        ];
        let mut known: Vec<(String, &str)> = Vec::new();
        for (field, Invitee { login, name }, _) in people {
            let (login, name) = (sessions::login_of(login), name.trim());
            accounts::check_names(&login, name).map_err(|e| ApiError { field: e.field.map(|f| format!("{field}.{f}")), ..e })?;
            // 三员 are three persons: neither login nor name may stand twice.
            if known.iter().any(|(l, n)| *l == login || *n == name) {
                return Err(ApiError::invalid(field, "same_person").into());
            }
            known.push((login, name));
        }
        cx.reader = None;
        let own = passwords::words(&[&known[0].0, known[0].1], &places);
        passwords::must_be_strong(&self.password, own, "password").await?;
        let hash = passwords::hash(&self.password).await?;

        let now = cx.now;
        let conn = &mut cx.work().await?.conn();
        if !meta::set_once(conn, FINISHED, &now.0.to_string()).await? || account::count(conn).await? > 0 {
            return Err(ErrorCode::AlreadySetUp.into());
        }
        set_kind(conn, self.kind).await?;
        let district = place::district(conn).await?.ok_or(ErrorCode::SetupNeeded)?;
        let mut ids = Vec::new();
        for ((_, _, role), (login, name)) in people.iter().zip(&known) {
            let id = account::insert(conn, login, name, AccountState::Invited, now).await?.ok_or(ErrorCode::AlreadySetUp)?;
            let grant = NewGrant { account: id, role: *role, place: district, body: None, from: now.day(), until: None, by: None };
            account::give(conn, &grant, now).await?;
            ids.push(id);
        }
        account::set_password(conn, ids[0], &hash).await?;
        let (security_admin_code, _) = invite(conn, ids[1], now).await?;
        let (security_auditor_code, _) = invite(conn, ids[2], now).await?;
        let made: Vec<_> = people
            .iter()
            .zip(&known)
            .zip(&ids)
            .map(|(((_, _, role), (login, name)), id)| json!({ "account": id, "login": login, "name": name, "role": role }))
            .collect();
        let (login, name) = known[0].clone();
        let state = sessions::sign_in(cx, ids[0], &login, name).await?;
        cx.notes.clear();
        cx.note(format!("account:{}", ids[0].0), Some(json!({ "kind": self.kind, "accounts": made })));
        cx.work().await?.changed("account", None);
        Ok(Finished { state, security_admin_code, security_auditor_code })
    }
}

/// Sets the kind, which never changes afterwards.
async fn set_kind(conn: &mut Conn<'_>, kind: DatabaseKind) -> Result<(), Failure> {
    if meta::set_once(conn, meta::KIND, kind.code()).await? {
        return Ok(());
    }
    match sessions::kind(conn).await? {
        Some(found) if found == kind => Ok(()),
        found => {
            let found = found.map(DatabaseKind::code).unwrap_or_default();
            Err(ApiError::invalid("kind", "already_set").with("kind", found).into())
        }
    }
}

impl Service {
    /// Decides of what kind a new database is, without making accounts: the window's first run goes on from there.
    /// Doing it again with the same kind changes nothing.
    pub async fn init(self: &Arc<Self>, kind: DatabaseKind) -> Result<(), ApiError> {
        if kind == DatabaseKind::Demo {
            return Err(ApiError::invalid("kind", "made_by_tool"));
        }
        self.by_operator("service.init", json!({ "kind": kind }), async move |work: &mut Work, _| {
            let conn = &mut work.conn();
            if account::count(conn).await? > 0 {
                return Err(ErrorCode::AlreadySetUp.into());
            }
            set_kind(conn, kind).await
        })
        .await
    }

    /// Makes a new database a demonstration, once: one account per role, entered without a password.
    pub async fn create_demo(self: &Arc<Self>, kind: DatabaseKind) -> Result<(), ApiError> {
        if kind != DatabaseKind::Demo {
            return Err(ErrorCode::DemoOnly.into());
        }
        self.by_operator("service.create_demo", json!({ "kind": kind }), async |work: &mut Work, now| {
            if !meta::set_once(&mut work.conn(), meta::KIND, kind.code()).await?
                || account::count(&mut work.conn()).await? > 0
                || !meta::set_once(&mut work.conn(), FINISHED, &now.0.to_string()).await?
            {
                return Err(ErrorCode::AlreadySetUp.into());
            }
            demo_accounts(&mut work.conn(), now).await?;
            work.changed("account", None);
            Ok(())
        })
        .await
    }

    /// One unit of work on behalf of whoever runs the command line on an own database.
    async fn by_operator(
        self: &Arc<Self>,
        operation: &str,
        values: serde_json::Value,
        what: impl AsyncFnOnce(&mut Work, Instant) -> Result<(), Failure>,
    ) -> Result<(), ApiError> {
        let done = async {
            let now = self.now();
            let mut work = self.store().begin(&Actor::LocalOperator).await?;
            what(&mut work, now).await?;
            work.note(AuditNote {
                operation: operation.to_owned(),
                subject: "meta:kind".to_owned(),
                outcome: "done",
                values: Some(values),
            });
            let changed = work.commit(now).await?;
            self.announce(changed);
            self.seal_soon();
            Ok::<_, Failure>(())
        };
        done.await.map_err(|failure| failure.into_api(operation, uuid::Uuid::now_v7()))
    }
}

/// The name of a demonstration's person.
fn demo_name(role: Role) -> &'static str {
    match role {
        Role::Leader => "演示领导",
        Role::Inspector => "演示督查员",
        Role::CatalogueAdmin => "演示目录管理员",
        Role::DepartmentHandler => "演示部门经办人",
        Role::TownAdmin => "演示镇管理员",
        Role::StationClerk => "演示站点人员",
        Role::AssetsAdmin => "演示三资管理员",
        Role::Approver => "演示审批人",
        Role::SystemAdmin => "演示系统管理员",
        Role::SecurityAdmin => "演示安全保密管理员",
        Role::SecurityAuditor => "演示安全审计员",
        Role::BusinessAuditor => "演示业务审计",
    }
}

async fn demo_accounts(conn: &mut Conn<'_>, now: Instant) -> Result<(), Failure> {
    let places = place::all(conn).await?;
    let district = places.iter().find(|p| p.level == Level::District).map(|p| p.id).ok_or(ErrorCode::SetupNeeded)?;
    let town = places.iter().find(|p| p.level == Level::Town && p.name == DEMO_TOWN).map(|p| p.id).ok_or(ErrorCode::SetupNeeded)?;
    let village = places.iter().find(|p| p.parent == Some(town) && p.active).map(|p| p.id).ok_or(ErrorCode::SetupNeeded)?;
    let body = demo_body(conn, district).await?;
    for role in Role::ALL {
        let id: AccountId =
            account::insert(conn, role.code(), demo_name(role), AccountState::Active, now).await?.ok_or(ErrorCode::AlreadySetUp)?;
        let place = match role {
            Role::TownAdmin => town,
            Role::StationClerk => village,
            _ => district,
        };
        // From the first day on, whatever the days of the made-up data.
        let grant = NewGrant { account: id, role, place, body: role.needs_body().then_some(body), from: FIRST_DAY, until: None, by: None };
        account::give(conn, &grant, now).await?;
    }
    Ok(())
}

async fn demo_body(conn: &mut Conn<'_>, district: PlaceId) -> Result<BodyId, Failure> {
    if let Some(body) = store::body::first(conn).await? {
        return Ok(body);
    }
    let access = domain::permission::Access::of_system(district);
    let scope = access.scopes().first().copied().ok_or(ErrorCode::SetupNeeded)?;
    let fields = BodyFields { code: None, name: DEMO_BODY, place: district, active: true };
    Ok(store::body::insert(conn, &scope, &fields).await?.ok_or(ErrorCode::SetupNeeded)?)
}
