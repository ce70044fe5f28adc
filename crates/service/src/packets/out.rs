//! 外出包: visits go out with a laptop, and are taken in there.

use super::devices::{account_of_device, bodies, holder};
use super::{BackBody, OutBody, desks, home, keep_outpost, made, office, opened, outpost, unusable, written};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::inspections::{seeing, visit_row};
use api::packet::{
    BackRow, GivenRow, ListPackets, MakePacket, MakeReturn, OfferVisits, Offered, PacketMade, Packets, ReturnMade, TakePacket, Taken,
};
use api::{ApiError, ErrorCode, Permission};
use domain::account::AccountId;
use domain::inspection::plan::{VisitId, VisitState};
use domain::packet::{PacketKind, VALID_DAYS_MOST, VISITS_MOST};
use domain::permission;
use jiff::civil::Date;
use serde_json::json;
use std::collections::BTreeSet;
use store::inspection::visit::{self, Visit};
use store::inspection::{Seeing, finding};
use store::packet::device::{self, Device, Given};
use store::packet::{op, outbox, rows};
use store::{Conn, account, page};
use uuid::Uuid;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// A laptop that is enrolled and not revoked.
async fn enrolled(conn: &mut Conn<'_>, id: i64) -> Result<Device, Failure> {
    let found = device::find(conn, id).await?.ok_or(ErrorCode::NotFound)?;
    if found.revoked_at.is_some() { Err(ApiError::invalid("device", "packet_revoked").into()) } else { Ok(found) }
}

/// States of visits that can be taken along.
const OFFERED: [VisitState; 3] = [VisitState::Waiting, VisitState::Begun, VisitState::Returned];

/// What somebody who is sent may see of his own visits, and no more.
fn eyes_of(account: AccountId) -> Seeing {
    Seeing { person: account.0.to_string(), ..Seeing::default() }
}

/// Visits of somebody that can be taken along: those planned in a period, then those without a day.
async fn offered(
    conn: &mut Conn<'_>,
    account: AccountId,
    today: Date,
    from: Option<Date>,
    to: Option<Date>,
) -> Result<Vec<Visit>, Failure> {
    let all = visit::VisitFilter {
        mine: true,
        states: OFFERED.to_vec(),
        seeing: eyes_of(account),
        today: Some(today),
        ..visit::VisitFilter::default()
    };
    let planned = visit::VisitFilter { from, to, ..all.clone() };
    let mut found = visit::page(conn, &planned, &page::At::First, VISITS_MOST).await?.rows;
    if (from.is_some() || to.is_some()) && found.len() < VISITS_MOST {
        let undated = visit::VisitFilter { undated: true, ..all };
        let rest = VISITS_MOST - found.len();
        found.extend(visit::page(conn, &undated, &page::At::First, rest).await?.rows);
    }
    Ok(found)
}

/// One of them.
async fn chosen_one(conn: &mut Conn<'_>, account: AccountId, id: VisitId, today: Date) -> Result<Visit, Failure> {
    let found = visit::seen(conn, id, &eyes_of(account), today).await?;
    let fits = |one: &Visit| OFFERED.contains(&one.state) && one.goers.iter().any(|goer| goer.account == account);
    // Somebody else goes there now, or it is over.
    found.filter(fits).ok_or_else(|| ApiError::invalid("visits", "packet_visits").into())
}

impl Handle for OfferVisits {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Offered, Failure> {
        let (eyes, today) = (office(cx).await?, cx.today());
        let conn = &mut cx.conn().await?;
        let device = enrolled(conn, self.device).await?;
        let visits = offered(conn, account_of_device(&device)?, today, self.from, self.to).await?;
        Ok(Offered { visits: visits.into_iter().map(|one| visit_row(one, &eyes)).collect() })
    }
}

impl Handle for MakePacket {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<PacketMade, Failure> {
        office(cx).await?;
        let (today, now) = (cx.today(), cx.now);
        if !(1..=VALID_DAYS_MOST).contains(&self.days) {
            return Err(ApiError::invalid("days", "range").with("from", 1).with("to", VALID_DAYS_MOST).into());
        }
        let chosen: BTreeSet<VisitId> = self.visits.iter().copied().collect();
        if chosen.is_empty() || chosen.len() > VISITS_MOST {
            return Err(ApiError::invalid("visits", "range").with("from", 1).with("to", VISITS_MOST).into());
        }
        let who = cx.actor.who().to_owned();
        cx.work().await?;
        let desks = desks(cx).await?;
        let conn = &mut cx.work().await?.conn();
        let device = enrolled(conn, self.device).await?;
        let account = account_of_device(&device)?;
        let holder = holder(conn, account).await?;
        let mut visits = Vec::new();
        for id in chosen {
            visits.push(chosen_one(conn, account, id, today).await?);
        }
        // What he would be told of each in the office.
        let (mut beside, mut findings) = (BTreeSet::new(), BTreeSet::new());
        let seeing = seeing_of(conn, account, today).await?;
        for one in &visits {
            beside.extend(visit::last_agreed(conn, one.id, &seeing, today).await?.map(|last| last.id.0));
            for open in finding::at_place(conn, one.id, &seeing, today).await? {
                beside.insert(open.visit.0);
                findings.insert(open.id.0);
            }
        }
        let own: Vec<i64> = visits.iter().map(|one| one.id.0).collect();
        let beside: Vec<i64> = beside.into_iter().filter(|id| !own.contains(id)).collect();
        let findings: Vec<i64> = findings.into_iter().collect();
        let rows = rows::take(conn, &own, &beside, &findings, &bodies(&holder)).await?;
        let home = home(conn).await?.ok_or(ErrorCode::SetupNeeded)?;
        let through = op::through(conn, device.id).await?;
        let given = Given { no: device::next(conn, device.id).await?, who, at: now, until: now.plus_seconds(self.days * DAY), visits: 0 };
        let id = Uuid::now_v7();
        let ids: Vec<VisitId> = visits.iter().map(|one| one.id).collect();
        device::give(conn, device.id, id, &given, &ids).await?;
        let body =
            OutBody { home, device: device.id, no: given.no, made_at: now, until: given.until, desks, holder, through, visits: own, rows };
        let bytes = made(cx.service, PacketKind::Out, id, vec![device.installation.encryption.clone()], body).await?;
        let size = bytes.len() as u64;
        written(cx, &self.out, bytes).await?;
        let told =
            json!({ "no": given.no, "name": device.installation.name, "person": device.person_name, "visits": ids, "file": self.out.name });
        cx.note(format!("packet_device:{}", device.id), Some(told));
        cx.work().await?.changed("inspection", None);
        Ok(PacketMade { no: given.no, visits: ids.len() as u64, until: given.until, size })
    }
}

/// What an account sees of plans and visits with the grants that it has.
async fn seeing_of(conn: &mut Conn<'_>, account: AccountId, today: Date) -> Result<Seeing, Failure> {
    let grants = account::grants_of(conn, account).await?;
    let access = permission::check(Some(&grants), Permission::Inspections, today).ok();
    let places = store::place::all(conn).await?;
    Ok(seeing(access.as_ref(), account.0.to_string(), &places))
}

impl Handle for ListPackets {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Packets, Failure> {
        office(cx).await?;
        let conn = &mut cx.conn().await?;
        device::find(conn, self.device).await?.ok_or(ErrorCode::NotFound)?;
        let given = device::given(conn, self.device).await?;
        let back = op::backs(conn, self.device).await?;
        let given = given.into_iter().map(|one| GivenRow { no: one.no, who: one.who, at: one.at, until: one.until, visits: one.visits });
        let back = back.into_iter().map(|one| BackRow { no: one.no, made_at: one.made_at, who: one.who, at: one.at, ops: one.ops });
        Ok(Packets { given: given.collect(), back: back.collect() })
    }
}

impl Handle for TakePacket {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Taken, Failure> {
        let (name, now) = (&self.file.name, cx.now);
        let mut outpost = outpost(&mut cx.conn().await?).await?.ok_or_else(|| unusable(name, "not_outside"))?;
        let (_, body): (_, OutBody) = opened(cx, &self.file, PacketKind::Out, outpost.desks.clone()).await?;
        let refused = match () {
            () if body.home.kind != outpost.home.kind => Some("other_kind"),
            () if body.home.district != outpost.home.district => Some("other_district"),
            () if body.device != outpost.device || body.holder.account != outpost.account => Some("other"),
            () if outpost.taken_made.is_some_and(|made| body.made_at < made) => Some("old"),
            () if body.until < now => Some("expired"),
            () => None,
        };
        if let Some(detail) = refused {
            return Err(unusable(name, detail).into());
        }
        let conn = &mut cx.work().await?.conn();
        outbox::has_come(conn, body.through).await?;
        let put = rows::put(conn, &body.rows, &body.visits).await?;
        let holder = &body.holder;
        account::put(conn, holder.account, &holder.login, &holder.name, &holder.grants, now).await?;
        outpost.desks = body.desks;
        outpost.person.clone_from(&holder.name);
        (outpost.taken, outpost.taken_at, outpost.taken_made) = (body.no, Some(now), Some(body.made_at));
        keep_outpost(conn, &outpost).await?;
        cx.note(format!("packet:{}", body.no), Some(json!({ "visits": put.visits, "left": put.left, "file": name })));
        cx.work().await?.changed("inspection", None);
        Ok(Taken { no: body.no, visits: put.visits.len() as u64, left: put.left.len() as u64 })
    }
}

impl Handle for MakeReturn {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<ReturnMade, Failure> {
        let now = cx.now;
        let conn = &mut cx.work().await?.conn();
        let mut outpost = outpost(conn).await?.ok_or_else(|| unusable(&self.out.name, "not_outside"))?;
        let ops = outbox::waiting(conn).await?;
        if ops.is_empty() {
            return Err(ApiError::invalid("out", "packet_nothing").into());
        }
        outpost.returned += 1;
        keep_outpost(conn, &outpost).await?;
        let visits: BTreeSet<i64> = ops.iter().map(|op| op.visit_id).collect();
        let made_of = ReturnMade { no: outpost.returned, ops: ops.len() as u64, visits: visits.len() as u64 };
        let to = outpost.desks.iter().map(|desk| desk.encryption.clone()).collect();
        let body = BackBody { home: outpost.home, device: outpost.device, no: outpost.returned, made_at: now, ops };
        let bytes = made(cx.service, PacketKind::Back, Uuid::now_v7(), to, body).await?;
        written(cx, &self.out, bytes).await?;
        cx.note(format!("packet:{}", made_of.no), Some(json!({ "operations": made_of.ops, "file": self.out.name })));
        Ok(made_of)
    }
}
