//! 登记外出设备: a request is made on the laptop, granted in the office, taken on the laptop; revoked in the office.

use super::{
    GrantBody, Holder, Home, Outpost, RequestBody, account_of, desks, device_row, home, keep_outpost, made, outpost, outpost_shown,
    read_as, unusable, written, wrong,
};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::inspections::Eyes;
use crate::places::conflict;
use crate::ratings::within;
use crate::{passwords, sessions};
use api::packet::{
    DeviceRow, Devices, EnrolDevice, GrantShown, ListDevices, MakeRequest, OutpostShown, PreviewGrant, PreviewRequest, RequestShown,
    Requested, RevokeDevice, ShowOutpost, TakeGrant,
};
use api::session::{DatabaseKind, State};
use api::{ApiError, ErrorCode, InFile, Permission};
use domain::account::{AccountId, AccountState};
use domain::inspection::plan::SENT;
use domain::packet::{Installation, NAME_LIMIT, PacketKind};
use domain::supervision::flow::{REASON_LEAST, WORDS_LIMIT};
use serde_json::json;
use store::packet::device::{self, Device, Enrolling};
use store::packet::rows;
use store::packet::seal::is_recipient;
use store::{Conn, account, meta, place};
use uuid::Uuid;

/// Refused on an installation that people work in already.
async fn not_set_up(cx: &mut Cx<'_>) -> Result<(), Failure> {
    let conn = &mut cx.conn().await?;
    if account::count(conn).await? > 0 && outpost(conn).await?.is_none() { Err(ErrorCode::AlreadySetUp.into()) } else { Ok(()) }
}

impl Handle for MakeRequest {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Requested, Failure> {
        not_set_up(cx).await?;
        let name = within(&self.name, "name", 1, NAME_LIMIT)?.to_owned();
        let (installation, at) = (store::packet::own(cx.service.store(), &name)?, cx.now);
        let fingerprint = installation.fingerprint();
        let bytes = made(cx.service, PacketKind::Request, Uuid::now_v7(), Vec::new(), RequestBody { installation, at }).await?;
        written(cx, &self.out, bytes).await?;
        cx.note(format!("file:{}", self.out.name), Some(json!({ "packet": "request", "fingerprint": fingerprint })));
        Ok(Requested { fingerprint })
    }
}

/// The installation that a request speaks of: it signed it itself.
async fn requested(cx: &mut Cx<'_>, file: &InFile) -> Result<Installation, Failure> {
    read_as(cx, file, PacketKind::Request, |_, sealed, name| {
        let body: RequestBody = sealed.clear().map_err(|error| wrong(name, error))?;
        let one = body.installation;
        // What is no key that signs has signed nothing.
        sealed.verify(&one.signing).map_err(|error| wrong(name, error))?;
        let is_named = one.signer == sealed.head.signer && within(&one.name, "name", 1, NAME_LIMIT).is_ok_and(|said| said == one.name);
        if is_named && is_recipient(&one.encryption) { Ok(one) } else { Err(unusable(name, "altered").into()) }
    })
    .await
}

/// Refused unless a file still says what two people compared.
fn must_be_compared(name: &str, installation: &Installation, compared: &str) -> Result<(), ApiError> {
    if installation.fingerprint() == compared { Ok(()) } else { Err(unusable(name, "other_print")) }
}

impl Handle for PreviewRequest {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<RequestShown, Failure> {
        let one = requested(cx, &self.file).await?;
        let conn = &mut cx.conn().await?;
        let known = match device::of(conn, one.id).await? {
            Some(device) => Some(device_row(conn, device).await?),
            None => None,
        };
        Ok(RequestShown { fingerprint: one.fingerprint(), name: one.name, known })
    }
}

/// Whoever takes a laptop along, with those of his grants by which one is sent.
pub(super) async fn holder(conn: &mut Conn<'_>, id: AccountId) -> Result<Holder, Failure> {
    let found = account::find(conn, id).await?.filter(|found| found.state != AccountState::Closed);
    let found = found.ok_or_else(|| ApiError::invalid("account", "unknown"))?;
    let grants = account::grants_of(conn, id).await?.into_iter().filter(|grant| SENT.contains(&grant.role)).collect();
    Ok(Holder { account: id, login: found.login, name: found.name, grants })
}

/// Bodies that somebody's grants are for.
pub(super) fn bodies(holder: &Holder) -> Vec<i64> {
    holder.grants.iter().filter_map(|grant| grant.body).map(|body| body.0).collect()
}

impl Handle for EnrolDevice {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<DeviceRow, Failure> {
        let one = requested(cx, &self.file).await?;
        must_be_compared(&self.file.name, &one, &self.fingerprint)?;
        let (now, today) = (cx.now, cx.today());
        if outpost(&mut cx.conn().await?).await?.is_some() {
            return Err(ErrorCode::OnOutpost.into());
        }
        if one.id == cx.service.store().keys().record()?.installation {
            return Err(unusable(&self.file.name, "own").into());
        }
        let who = cx.actor.who().to_owned();
        cx.work().await?;
        let desks = desks(cx).await?;
        let conn = &mut cx.work().await?.conn();
        meta::set_once(conn, meta::DISTRICT, &Uuid::now_v7().to_string()).await?;
        let home = home(conn).await?.ok_or(ErrorCode::SetupNeeded)?;
        let holder = holder(conn, self.account).await?;
        if holder.grants.iter().all(|grant| !grant.holds_on(today)) {
            return Err(ApiError::invalid("account", "packet_not_sent").into());
        }
        let person = holder.account.0.to_string();
        let by = Enrolling { person: &person, person_name: &holder.name, who: &who, at: now };
        let id = match device::of(conn, one.id).await? {
            Some(known) if known.person != person => {
                // What it did for one is nobody else's.
                return Err(ApiError::invalid("account", "packet_other_person").with("name", &known.person_name).into());
            }
            Some(known) => {
                if !device::add_again(conn, &known, &one, by).await? {
                    return Err(ErrorCode::Busy.into());
                }
                known.id
            }
            None => device::add(conn, &one, by).await?.ok_or(ErrorCode::Busy)?,
        };
        let rows = rows::take(conn, &[], &[], &[], &bodies(&holder)).await?;
        let (fingerprint, to) = (one.fingerprint(), vec![one.encryption.clone()]);
        let body = GrantBody { home, installation: one, device: id, desks, holder, rows, at: now };
        let bytes = made(cx.service, PacketKind::Grant, Uuid::now_v7(), to, body).await?;
        written(cx, &self.out, bytes).await?;
        let conn = &mut cx.work().await?.conn();
        let device = device::find(conn, id).await?.ok_or(ErrorCode::NotFound)?;
        let row = device_row(conn, device).await?;
        cx.note(
            format!("packet_device:{id}"),
            Some(json!({ "name": row.name, "fingerprint": fingerprint, "person": row.person, "file": self.out.name })),
        );
        cx.work().await?.changed("inspection", None);
        Ok(row)
    }
}

impl Handle for ListDevices {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Devices, Failure> {
        let may_enrol = cx.access_for(Permission::Backup).is_some();
        let may_pack = cx.access_for(Permission::PlanInspections).is_some() && Eyes::of(cx).await?.sees_all();
        if !may_enrol && !may_pack {
            return Ok(Devices { devices: Vec::new(), may_enrol, may_pack });
        }
        let conn = &mut cx.conn().await?;
        let mut devices = Vec::new();
        for device in device::all(conn).await? {
            devices.push(device_row(conn, device).await?);
        }
        Ok(Devices { devices, may_enrol, may_pack })
    }
}

impl Handle for RevokeDevice {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<DeviceRow, Failure> {
        let reason = within(&self.reason, "reason", REASON_LEAST, WORDS_LIMIT)?.to_owned();
        let (who, now) = (cx.actor.who().to_owned(), cx.now);
        let conn = &mut cx.work().await?.conn();
        device::find(conn, self.id).await?.ok_or(ErrorCode::NotFound)?;
        let done = device::revoke(conn, (self.id, self.version), &who, now, &reason, self.late).await?;
        let device: Device = device::find(conn, self.id).await?.ok_or(ErrorCode::NotFound)?;
        let row = device_row(conn, device).await?;
        if !done {
            return Err(conflict(&row)?);
        }
        cx.note(format!("packet_device:{}", self.id), Some(json!({ "name": row.name, "reason": reason, "late": self.late })));
        cx.work().await?.changed("inspection", None);
        Ok(row)
    }
}

/// A grant for this installation, and the computer of the office that signed it. The first is believed because two people compared what it
/// shows; on a laptop that goes out already it has to be of a computer that it knows, and newer than the one that was taken: else an old one, or
/// one of anybody's, would set another password.
async fn granted(cx: &mut Cx<'_>, file: &InFile, before: Option<&Outpost>) -> Result<(GrantBody, Installation), Failure> {
    let known = before.map(|before| (before.desks.clone(), before.granted));
    read_as(cx, file, PacketKind::Grant, move |service, sealed, name| {
        let body: GrantBody = sealed.open(service.store().keys()).map_err(|error| wrong(name, error))?;
        let desk = body.desks.iter().find(|desk| desk.signer == sealed.head.signer).cloned();
        let desk = desk.ok_or_else(|| unusable(name, "altered"))?;
        sealed.verify(&desk.signing).map_err(|error| wrong(name, error))?;
        if body.installation.id != service.store().keys().record()?.installation {
            return Err(unusable(name, "other").into());
        }
        if let Some((desks, granted)) = known {
            if !desks.iter().any(|one| one.id == desk.id && one.signing == desk.signing) {
                return Err(unusable(name, "unknown_office").into());
            }
            if body.at <= granted {
                return Err(unusable(name, "grant_used").into());
            }
        }
        Ok((body, desk))
    })
    .await
}

fn kind_of(home: &Home, name: &str) -> Result<DatabaseKind, ApiError> {
    DatabaseKind::from_code(&home.kind).ok_or_else(|| unusable(name, "altered"))
}

impl Handle for PreviewGrant {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<GrantShown, Failure> {
        not_set_up(cx).await?;
        let before = outpost(&mut cx.conn().await?).await?;
        let (body, desk) = granted(cx, &self.file, before.as_ref()).await?;
        Ok(GrantShown {
            kind: kind_of(&body.home, &self.file.name)?,
            district: body.home.name,
            fingerprint: desk.fingerprint(),
            person: body.holder.name,
            login: body.holder.login,
        })
    }
}

impl Handle for TakeGrant {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<State, Failure> {
        not_set_up(cx).await?;
        let before = outpost(&mut cx.conn().await?).await?;
        let (body, desk) = granted(cx, &self.file, before.as_ref()).await?;
        must_be_compared(&self.file.name, &desk, &self.fingerprint)?;
        kind_of(&body.home, &self.file.name)?;
        if before.as_ref().is_some_and(|before| before.home.district != body.home.district || before.account != body.holder.account) {
            return Err(unusable(&self.file.name, "other_district").into());
        }
        let places = place::all(&mut cx.conn().await?).await?;
        cx.reader = None;
        let holder = &body.holder;
        passwords::must_be_strong(&self.password, passwords::words(&[&holder.login, &holder.name], &places), "password").await?;
        let hash = passwords::hash(&self.password).await?;
        let now = cx.now;
        let conn = &mut cx.work().await?.conn();
        if !meta::set_once(conn, meta::KIND, &body.home.kind).await? && meta::get(conn, meta::KIND).await? != Some(body.home.kind.clone()) {
            return Err(unusable(&self.file.name, "other_kind").into());
        }
        rows::put(conn, &body.rows, &[]).await?;
        account::put(conn, holder.account, &holder.login, &holder.name, &holder.grants, now).await?;
        account::set_password(conn, holder.account, &hash).await?;
        let outpost = Outpost {
            home: body.home.clone(),
            device: body.device,
            name: body.installation.name.clone(),
            account: holder.account,
            person: holder.name.clone(),
            desks: body.desks.clone(),
            granted: body.at,
            taken: before.as_ref().map_or(0, |before| before.taken),
            taken_at: before.as_ref().and_then(|before| before.taken_at),
            taken_made: before.as_ref().and_then(|before| before.taken_made),
            returned: before.as_ref().map_or(0, |before| before.returned),
        };
        keep_outpost(conn, &outpost).await?;
        let state = sessions::sign_in(cx, holder.account, &holder.login, &holder.name).await?;
        cx.notes.clear();
        cx.note(
            format!("account:{}", holder.account.0),
            Some(json!({ "district": body.home.name, "kind": body.home.kind, "device": body.device })),
        );
        cx.work().await?.changed("account", None);
        Ok(state)
    }
}

impl Handle for ShowOutpost {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<OutpostShown, Failure> {
        Ok(OutpostShown { outpost: outpost_shown(cx).await? })
    }
}

/// The accounts of devices are read elsewhere as keys.
pub(super) fn account_of_device(device: &Device) -> Result<AccountId, Failure> {
    account_of(&device.person)
}
