//! What was brought back and could not be done: both values side by side, and somebody who decides.

use super::{office, replay::Replay};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::places::conflict;
use api::inspection::{AnswerRow, FindingRow, PartySaved};
use api::packet::{Choice, ListOps, OpRow, Ops, RetryOps, SettleOp, Value as Said};
use api::{ApiError, ErrorCode, Operation};
use domain::inspection::plan::VisitId;
use domain::packet::OpState;
use domain::time::Instant;
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::HashMap;
use store::inspection::{Seeing, visit};
use store::packet::device;
use store::packet::op::{self, Op};
use store::{AuditNote, Conn};

/// A part of a body, if it has the form.
fn part<T: DeserializeOwned>(body: &Value, name: &str) -> Option<T> {
    body.get(name).and_then(|value| serde_json::from_value(value.clone()).ok())
}

/// What an operation says.
fn outside(op: &Op) -> Said {
    let body: Value = serde_json::from_str(&op.kept.body).unwrap_or_default();
    let said = Said { who: op.kept.who.clone(), at: Some(Instant(op.kept.done_at)), ..Said::default() };
    match op.kept.operation.as_str() {
        "inspection.answer.save" => Said { answer: part(&body, "filled"), ..said },
        "inspection.party.save" => Said { party: part(&body, "fields"), ..said },
        "inspection.finding.save" => Said { finding: part(&body, "fields"), ..said },
        "inspection.finding.withdraw" => Said { reason: part(&body, "reason").unwrap_or_default(), ..said },
        _ => said,
    }
}

/// What stands here, as the conflict told it, and its version.
fn here(op: &Op, error: &ApiError) -> Option<(Said, i64)> {
    let current = error.arg("current");
    match op.kept.operation.as_str() {
        "inspection.answer.save" => {
            let row: AnswerRow = serde_json::from_str(current).ok()?;
            Some((Said { answer: Some(row.filled), who: row.who, at: Some(row.at), ..Said::default() }, row.version))
        }
        "inspection.party.save" => {
            let saved: PartySaved = serde_json::from_str(current).ok()?;
            Some((Said { party: Some(saved.party.fields), ..Said::default() }, saved.party.version))
        }
        "inspection.finding.save" | "inspection.finding.withdraw" => {
            let row: FindingRow = serde_json::from_str(current).ok()?;
            // Why it was withdrawn, if it was.
            let said = Said { finding: Some(row.fields), reason: row.reason, who: row.who, at: Some(row.at), ..Said::default() };
            Some((said, row.version))
        }
        _ => {
            let shown: Value = serde_json::from_str(current).ok()?;
            Some((Said::default(), shown.pointer("/visit/version")?.as_i64()?))
        }
    }
}

/// Rows of what is to be decided; of several on the same answer, party or finding the last one.
pub(super) async fn op_rows(conn: &mut Conn<'_>, ops: Vec<Op>, today: Date) -> Result<Vec<OpRow>, Failure> {
    let names: HashMap<i64, String> = device::all(conn).await?.into_iter().map(|one| (one.id, one.installation.name)).collect();
    let all = Seeing { all: true, ..Seeing::default() };
    let mut visits: HashMap<i64, (String, String)> = HashMap::new();
    let mut rows = Vec::new();
    for op in ops {
        if op::is_overtaken(conn, &op).await? {
            continue;
        }
        let id = op.kept.visit_id;
        let (point, number) = match visits.get(&id) {
            Some(known) => known.clone(),
            None => {
                let found = visit::seen(conn, VisitId(id), &all, today).await?;
                let told = found.map(|found| (found.point_name, found.number)).unwrap_or_default();
                visits.insert(id, told.clone());
                told
            }
        };
        let error: Option<ApiError> = serde_json::from_str(&op.problem).ok();
        let stands = error.as_ref().filter(|_| op.state == OpState::Conflict).and_then(|error| here(&op, error));
        let body: Value = serde_json::from_str(&op.kept.body).unwrap_or_default();
        rows.push(OpRow {
            id: op.id,
            device: names.get(&op.device).cloned().unwrap_or_default(),
            device_id: op.device,
            visit: VisitId(id),
            point,
            number,
            operation: op.kept.operation.clone(),
            line: body.get("line").and_then(Value::as_str).unwrap_or_default().to_owned(),
            state: op.state,
            who: op.kept.who.clone(),
            at: Instant(op.kept.done_at),
            outside: outside(&op),
            here: stands.map(|(said, _)| said),
            problem: error.filter(|_| op.state == OpState::Failed),
            version: op.version,
        });
    }
    Ok(rows)
}

async fn all(cx: &mut Cx<'_>) -> Result<Ops, Failure> {
    let today = cx.today();
    let conn = &mut cx.conn().await?;
    let open = op::unsettled(conn).await?;
    Ok(Ops { ops: op_rows(conn, open, today).await? })
}

impl Handle for ListOps {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Ops, Failure> {
        office(cx).await?;
        all(cx).await
    }
}

impl Handle for SettleOp {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Ops, Failure> {
        office(cx).await?;
        let (now, today, by) = (cx.now, cx.today(), cx.actor.who().to_owned());
        cx.reader = None;
        let mut work = cx.service.store().begin(&cx.actor).await?;
        let mut op = op::find(&mut work.conn(), self.id).await?.ok_or(ErrorCode::NotFound)?;
        let device = device::find(&mut work.conn(), op.device).await?.ok_or(ErrorCode::NotFound)?;
        if op.version != self.version || op.state.is_over() {
            let rows = op_rows(&mut work.conn(), vec![op], today).await?;
            work.roll_back().await;
            return Err(conflict(&rows)?);
        }
        let before = op.state;
        let mut replay = Replay { service: cx.service, device: &device, packet: 0, by: by.clone(), now, is_trial: false, work: Some(work) };
        match self.keep {
            Choice::Outside => {
                let error: Option<ApiError> = serde_json::from_str(&op.problem).ok();
                let upon = error.filter(|_| before == OpState::Conflict).and_then(|error| here(&op, &error)).map(|(_, version)| version);
                Box::pin(replay.one(op.clone(), upon)).await?;
            }
            Choice::Here => {
                let Some(work) = replay.work.as_mut() else { return Err(Failure::Fault("no unit of work".to_owned())) };
                (op.state, op.settled_by, op.settled_at) = (OpState::Settled, by.clone(), Some(now));
                op::overtake(&mut work.conn(), &op, &by, now).await?;
                if !op::set(&mut work.conn(), &op).await? {
                    return Err(ErrorCode::Busy.into());
                }
            }
        }
        let keep = if self.keep == Choice::Outside { "outside" } else { "here" };
        let told =
            json!({ "device": device.installation.name, "operation": op.kept.operation, "request": op.kept.request_id, "keep": keep });
        let subject = format!("inspection_visit:{}", op.kept.visit_id);
        let note = AuditNote { operation: Self::NAME.to_owned(), subject, outcome: "done", values: Some(told) };
        replay.note(&cx.actor, note).await?;
        replay.end().await?;
        cx.is_noted = true;
        // What waited for it is done now.
        Box::pin(replay.run(Some(op.kept.visit_id))).await?;
        cx.work().await?;
        all(cx).await
    }
}

impl Handle for RetryOps {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Ops, Failure> {
        office(cx).await?;
        let (now, by) = (cx.now, cx.actor.who().to_owned());
        let device = device::find(&mut cx.conn().await?, self.device).await?.ok_or(ErrorCode::NotFound)?;
        cx.reader = None;
        // What becomes of each operation is entered with it; that somebody asked for it is entered before any of it is done.
        let mut work = cx.service.store().begin(&cx.actor).await?;
        let (subject, told) = (format!("packet_device:{}", device.id), json!({ "name": device.installation.name }));
        work.note(AuditNote { operation: Self::NAME.to_owned(), subject, outcome: "done", values: Some(told) });
        work.commit(now).await?;
        cx.service.seal_soon();
        cx.is_noted = true;
        let mut replay = Replay { service: cx.service, device: &device, packet: 0, by, now, is_trial: false, work: None };
        Box::pin(replay.run(None)).await?;
        cx.work().await?;
        all(cx).await
    }
}
