//! 离线包: installations that go out, what they are given, what they bring back; see docs/decisions/0037.
//!
//! - here: reading a packet and who may have made it; what a laptop knows of its office.
//! - `devices`: requests, grants, revoking. `out`: packets that go out, and how a laptop takes them in. `back`: what comes back, previewed
//!   and merged. `replay`: what was done outside is done again. `choices`: what could not be, and who decides.

mod back;
mod choices;
mod devices;
mod out;
mod replay;

use crate::Service;
use crate::context::Cx;
use crate::failure::Failure;
use crate::files::Atomic;
use crate::inspections::Eyes;
use api::packet::{DeviceRow, Outpost as OutpostShown};
use api::{ApiError, ErrorCode, InFile, OutFile};
use domain::account::{AccountId, Grant};
use domain::packet::{Head, Installation, OpState, PacketKind};
use domain::time::Instant;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::io::Write as _;
use std::sync::Arc;
use store::archive::Rows;
use store::packet::device::Device;
use store::packet::seal::MOST;
use store::packet::{PacketError, Sealed, op, outbox};
use store::{Conn, meta, place};
use uuid::Uuid;

/// Which district, and of what kind: packets cross neither.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Home {
    /// Names the district's database.
    district: Uuid,
    /// What it is called.
    name: String,
    /// Real, a demonstration or a rehearsal.
    kind: String,
}

/// Whoever takes a laptop along, as the office knows him.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Holder {
    account: AccountId,
    login: String,
    name: String,
    grants: Vec<Grant>,
}

/// What a request says.
#[derive(Serialize, Deserialize)]
struct RequestBody {
    installation: Installation,
    at: Instant,
}

/// What a grant says.
#[derive(Serialize, Deserialize)]
struct GrantBody {
    home: Home,
    /// For which installation, as its request said.
    installation: Installation,
    /// As the office counts them.
    device: i64,
    /// Computers of the office.
    desks: Vec<Installation>,
    holder: Holder,
    rows: Vec<Rows>,
    at: Instant,
}

/// What goes out.
#[derive(Serialize, Deserialize)]
struct OutBody {
    home: Home,
    device: i64,
    no: i64,
    made_at: Instant,
    until: Instant,
    desks: Vec<Installation>,
    holder: Holder,
    /// The last operation that the office has.
    through: Option<(i64, Uuid)>,
    visits: Vec<i64>,
    rows: Vec<Rows>,
}

/// What comes back.
#[derive(Serialize, Deserialize)]
struct BackBody {
    home: Home,
    device: i64,
    no: i64,
    made_at: Instant,
    ops: Vec<outbox::Kept>,
}

/// What a laptop knows of its office.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Outpost {
    home: Home,
    device: i64,
    name: String,
    account: AccountId,
    person: String,
    desks: Vec<Installation>,
    /// When the office made the grant that was taken: it is taken once, and none that is older.
    granted: Instant,
    /// The newest packet that was taken in.
    taken: i64,
    taken_at: Option<Instant>,
    /// When the office made it. An office that was restored from a backup counts from an earlier number on.
    taken_made: Option<Instant>,
    /// Packets that were made to be brought back.
    returned: i64,
}

/// How an unusable packet is told.
fn unusable(name: &str, detail: &str) -> ApiError {
    ApiError::new(ErrorCode::PacketUnusable).with("name", name).with("detail", detail)
}

fn wrong(name: &str, error: PacketError) -> Failure {
    let detail = match error {
        PacketError::NotOurs => "not_ours",
        PacketError::Newer { .. } => "newer",
        PacketError::Half => "half",
        PacketError::Altered(what) => {
            tracing::warn!(%what, "a packet was altered");
            "altered"
        }
        PacketError::Other => "other",
        PacketError::TooLarge => "too_large",
        PacketError::Store(error) => return error.into(),
    };
    unusable(name, detail).into()
}

/// The bytes of a packet that somebody gave.
async fn bytes(cx: &mut Cx<'_>, file: &InFile) -> Result<Vec<u8>, Failure> {
    let (path, name) = (cx.path_in(file)?, file.name.clone());
    let read = move || -> Result<Vec<u8>, ApiError> {
        let gone = |error: std::io::Error| {
            let detail = if error.kind() == std::io::ErrorKind::PermissionDenied { "denied" } else { "gone" };
            ApiError::new(ErrorCode::FileUnreadable).with("name", &name).with("detail", detail)
        };
        if std::fs::metadata(&path).map_err(gone)?.len() > MOST {
            return Err(unusable(&name, "too_large"));
        }
        std::fs::read(&path).map_err(gone)
    };
    Ok(tokio::task::spawn_blocking(read).await??)
}

/// Reads a packet that is to be of a kind in a blocking thread: it may be large, and keys may lie in the system's key store.
async fn read_as<T: Send + 'static>(
    cx: &mut Cx<'_>,
    file: &InFile,
    kind: PacketKind,
    read: impl FnOnce(&Service, &Sealed<'_>, &str) -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let (bytes, name, service) = (bytes(cx, file).await?, file.name.clone(), Arc::clone(cx.service));
    let read = move || -> Result<T, Failure> {
        let sealed = Sealed::read(&bytes).map_err(|error| wrong(&name, error))?;
        if sealed.head.kind != kind {
            return Err(unusable(&name, "other_use").with("kind", sealed.head.kind.code()).into());
        }
        read(&service, &sealed, &name)
    };
    tokio::task::spawn_blocking(read).await?
}

/// A packet that one of these installations signed, opened; none of them did: refused as unknown.
async fn opened<T: DeserializeOwned + Send + 'static>(
    cx: &mut Cx<'_>,
    file: &InFile,
    kind: PacketKind,
    known: Vec<Installation>,
) -> Result<(Head, T), Failure> {
    read_as(cx, file, kind, move |service, sealed, name| {
        let signer = known.iter().find(|one| one.signer == sealed.head.signer);
        let signer = signer.ok_or_else(|| unusable(name, "unknown"))?;
        sealed.verify(&signer.signing).map_err(|error| wrong(name, error))?;
        let body: T = sealed.open(service.store().keys()).map_err(|error| wrong(name, error))?;
        Ok((sealed.head.clone(), body))
    })
    .await
}

/// Writes a packet: whole, or not at all.
async fn written(cx: &mut Cx<'_>, out: &OutFile, bytes: Vec<u8>) -> Result<(), Failure> {
    let (path, name) = (cx.path_out(out)?, out.name.clone());
    let write = move || -> Result<(), ApiError> {
        let mut file = Atomic::create(&path, &name)?;
        file.writer().write_all(&bytes).map_err(|error| crate::files::unwritable(&name, &error))?;
        file.keep(&name)
    };
    Ok(tokio::task::spawn_blocking(write).await??)
}

/// Makes a packet's bytes in a blocking thread: keys may lie in the system's key store.
async fn made<T: Serialize + Send + 'static>(
    service: &Arc<Service>,
    kind: PacketKind,
    id: Uuid,
    to: Vec<String>,
    body: T,
) -> Result<Vec<u8>, Failure> {
    let service = Arc::clone(service);
    let make = move || store::packet::seal::write(service.store().keys(), kind, id, &to, &body);
    tokio::task::spawn_blocking(make).await?.map_err(|error| wrong("", error))
}

/// The district of this database, as packets name it; none: nothing was ever enrolled here.
async fn home(conn: &mut Conn<'_>) -> Result<Option<Home>, Failure> {
    let Some(district) = meta::get(conn, meta::DISTRICT).await?.and_then(|text| text.parse().ok()) else { return Ok(None) };
    let kind = meta::get(conn, meta::KIND).await?.unwrap_or_default();
    Ok(Some(Home { district, name: place::district_name(conn).await?, kind }))
}

/// What this installation knows of its office; none: it does not go out.
async fn outpost(conn: &mut Conn<'_>) -> Result<Option<Outpost>, Failure> {
    let Some(text) = meta::get(conn, meta::OUTPOST).await? else { return Ok(None) };
    Ok(Some(serde_json::from_str(&text).map_err(|_| store::StoreError::inconsistent("meta", "value", meta::OUTPOST))?))
}

async fn keep_outpost(conn: &mut Conn<'_>, outpost: &Outpost) -> Result<(), Failure> {
    Ok(meta::set(conn, meta::OUTPOST, Some(&serde_json::to_string(outpost)?)).await?)
}

/// Whether this installation goes out.
pub(crate) async fn is_outpost(conn: &mut Conn<'_>) -> Result<bool, Failure> {
    Ok(meta::get(conn, meta::OUTPOST).await?.is_some())
}

/// Keeps what was done on this laptop, in the unit of work in which it is done.
pub(crate) async fn keep_sent(cx: &mut Cx<'_>, operation: &'static str, sent: &Value, reply: &Value) -> Result<(), Failure> {
    let (request, at, who) = (cx.request_id, cx.now, cx.actor.who().to_owned());
    let person = crate::review::person(&cx.actor);
    let doing = outbox::Doing { operation, request, person: &person, who: &who, at };
    Ok(outbox::add(&mut cx.work().await?.conn(), doing, sent, reply).await?)
}

/// Whoever makes packets and takes them back reaches the whole district: what is under cover goes through his hands.
async fn office(cx: &mut Cx<'_>) -> Result<Eyes, Failure> {
    let eyes = Eyes::of(cx).await?;
    if eyes.sees_all() { Ok(eyes) } else { Err(ErrorCode::NotPermitted.into()) }
}

/// The name of this computer among those of the office.
fn desk_name() -> String {
    std::env::var("COMPUTERNAME").or_else(|_| std::env::var("HOSTNAME")).unwrap_or_default()
}

/// This computer among those of the office, with all others: any of them opens what comes back.
async fn desks(cx: &mut Cx<'_>) -> Result<Vec<Installation>, Failure> {
    let (own, now) = (store::packet::own(cx.service.store(), &desk_name())?, cx.now);
    let conn = &mut cx.work().await?.conn();
    store::packet::device::set_desk(conn, &own, now).await?;
    Ok(store::packet::device::desks(conn).await?)
}

fn account_of(person: &str) -> Result<AccountId, Failure> {
    let id = person.parse().map_err(|_| store::StoreError::inconsistent("packet_device", "person", person))?;
    Ok(AccountId(id))
}

async fn device_row(conn: &mut Conn<'_>, device: Device) -> Result<DeviceRow, Failure> {
    let counts = op::counts(conn, device.id).await?;
    Ok(DeviceRow {
        id: device.id,
        fingerprint: device.installation.fingerprint(),
        name: device.installation.name,
        account: account_of(&device.person)?,
        person: device.person_name,
        enrolled_by: device.enrolled_by,
        enrolled_at: device.enrolled_at,
        revoked_at: device.revoked_at,
        revoked_by: device.revoked_by,
        reason: device.reason,
        late: device.late,
        given: device.given,
        open: counts.iter().filter(|(state, _)| *state != OpState::Done && *state != OpState::Settled).map(|(_, n)| n).sum(),
        version: device.version,
    })
}

/// How this laptop stands, for its page.
async fn outpost_shown(cx: &mut Cx<'_>) -> Result<Option<OutpostShown>, Failure> {
    let own = store::packet::own(cx.service.store(), "")?;
    let conn = &mut cx.conn().await?;
    let Some(outpost) = outpost(conn).await? else { return Ok(None) };
    Ok(Some(OutpostShown {
        name: outpost.name,
        fingerprint: own.fingerprint(),
        district: outpost.home.name,
        person: outpost.person,
        taken: outpost.taken,
        taken_at: outpost.taken_at,
        waiting: outbox::count(conn).await?,
        visits: outbox::busy(conn).await?.len() as u64,
    }))
}
