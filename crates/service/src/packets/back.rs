//! 带回包: looked at, and merged. A preview does everything and takes it back.

use super::choices::op_rows;
use super::replay::Replay;
use super::{BackBody, device_row, home, office, opened, outpost, unusable};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use api::packet::{BackShown, BackVisit, MergeBack, PreviewBack};
use api::{ErrorCode, InFile, Operation};
use domain::inspection::plan::VisitId;
use domain::packet::{Installation, OpState, PacketKind};
use serde_json::json;
use std::collections::BTreeMap;
use store::inspection::{Seeing, visit};
use store::packet::device::{self, Device};
use store::packet::op::{self, Back};
use store::{Actor, AuditNote, Conn};
use uuid::Uuid;

/// A packet of one of our laptops, and which one it is.
async fn ours(cx: &mut Cx<'_>, file: &InFile) -> Result<(Uuid, Device, BackBody), Failure> {
    office(cx).await?;
    let name = &file.name;
    let conn = &mut cx.conn().await?;
    if outpost(conn).await?.is_some() {
        return Err(ErrorCode::OnOutpost.into());
    }
    let (devices, home) = (device::all(conn).await?, home(conn).await?);
    let known: Vec<Installation> = devices.iter().map(|device| device.installation.clone()).collect();
    let (head, body): (_, BackBody) = opened(cx, file, PacketKind::Back, known).await?;
    let device = devices.into_iter().find(|device| device.installation.signer == head.signer);
    let device = device.ok_or_else(|| unusable(name, "unknown"))?;
    let home = home.ok_or_else(|| unusable(name, "other_district"))?;
    let refused = match () {
        () if body.home.kind != home.kind => Some("other_kind"),
        () if body.home.district != home.district || body.device != device.id => Some("other_district"),
        // What is made after it was revoked is never taken; what was made before, if an administrator lets it in. The time is what the
        // laptop says: whoever lets it in knows that.
        () if device.revoked_at.is_some_and(|at| !device.late || body.made_at > at) => Some("revoked"),
        // Nor is it once the laptop was enrolled anew: what is in it comes with the next packet, which somebody makes who has it in his hands.
        () if device.barred_at.is_some_and(|at| body.made_at > at && body.made_at < device.enrolled_at) => Some("barred"),
        () => None,
    };
    match refused {
        Some(detail) => Err(unusable(name, detail).into()),
        None => Ok((head.id, device, body)),
    }
}

/// What came of a packet, as it stands in a unit of work or in the database.
async fn shown(
    conn: &mut Conn<'_>,
    device: Device,
    body: &BackBody,
    back: i64,
    added: u64,
    today: jiff::civil::Date,
) -> Result<BackShown, Failure> {
    let mut visits: BTreeMap<i64, BackVisit> = BTreeMap::new();
    for (id, state, n) in op::states(conn, back).await? {
        let of = visits.entry(id).or_insert_with(|| BackVisit {
            visit: VisitId(id),
            point: String::new(),
            number: String::new(),
            done: 0,
            conflicts: 0,
            failed: 0,
            waiting: 0,
        });
        match state {
            OpState::Done | OpState::Settled => of.done += n,
            OpState::Conflict => of.conflicts += n,
            OpState::Failed => of.failed += n,
            OpState::Waiting => of.waiting += n,
        }
    }
    let all = Seeing { all: true, ..Seeing::default() };
    for of in visits.values_mut() {
        if let Some(found) = visit::seen(conn, of.visit, &all, today).await? {
            (of.point, of.number) = (found.point_name, found.number);
        }
    }
    let open = op::open(conn, device.id).await?;
    let open = op_rows(conn, open, today).await?;
    let ops = body.ops.len() as u64;
    Ok(BackShown {
        device: device_row(conn, device).await?,
        no: body.no,
        made_at: body.made_at,
        ops,
        known: ops.saturating_sub(added),
        visits: visits.into_values().collect(),
        open,
    })
}

impl Handle for PreviewBack {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<BackShown, Failure> {
        let (packet, device, body) = ours(cx, &self.file).await?;
        let (now, today, by) = (cx.now, cx.today(), cx.actor.who().to_owned());
        cx.reader = None;
        let mut work = cx.service.store().begin(&Actor::System).await?;
        let taken = Back { no: body.no, made_at: body.made_at, who: by.clone(), at: now, ops: 0 };
        let (back, added) = op::receive(&mut work.conn(), device.id, packet, &taken, &body.ops).await?;
        let mut replay = Replay { service: cx.service, device: &device, packet: body.no, by, now, is_trial: true, work: Some(work) };
        let run = Box::pin(replay.run(None)).await;
        let Some(mut work) = replay.work.take() else { return Err(Failure::Fault("no unit of work".to_owned())) };
        let told = match run {
            Ok(()) => shown(&mut work.conn(), device.clone(), &body, back, added, today).await,
            Err(failure) => Err(failure),
        };
        work.roll_back().await;
        told
    }
}

impl Handle for MergeBack {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<BackShown, Failure> {
        let (packet, device, body) = ours(cx, &self.file).await?;
        let (now, today, by) = (cx.now, cx.today(), cx.actor.who().to_owned());
        cx.reader = None;
        // First everything is kept as it came, then it is done: whatever happens in between, nothing has to be brought back again.
        let mut work = cx.service.store().begin(&cx.actor).await?;
        let taken = Back { no: body.no, made_at: body.made_at, who: by.clone(), at: now, ops: 0 };
        let (back, added) = op::receive(&mut work.conn(), device.id, packet, &taken, &body.ops).await?;
        let told =
            json!({ "no": body.no, "name": device.installation.name, "operations": body.ops.len(), "new": added, "file": self.file.name });
        let subject = format!("packet_device:{}", device.id);
        work.note(AuditNote { operation: Self::NAME.to_owned(), subject, outcome: "done", values: Some(told) });
        work.commit(now).await?;
        cx.service.seal_soon();
        cx.is_noted = true;
        let mut replay = Replay { service: cx.service, device: &device, packet: body.no, by, now, is_trial: false, work: None };
        Box::pin(replay.run(None)).await?;
        let conn = &mut cx.work().await?.conn();
        shown(conn, device, &body, back, added, today).await
    }
}
