//! 替补: the next station of the town that stands by steps in for a drawn one that can't be visited (闭站、灾害、重复).
//!
//! What was sealed and drawn stays as it is; which station stepped in for which stands beside it.

use super::records::seen;
use super::{Eyes, draw, lead, moved, noted, people, read_plan, roster, step, visits};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::places::conflict;
use crate::ratings::within;
use crate::words;
use api::inspection::{ReplaceVisit, VisitRow};
use api::{ApiError, ErrorCode};
use domain::inspection::draw::step_in;
use domain::inspection::plan::{PlanAct, VisitState};
use domain::supervision::flow::{REASON_LEAST, WORDS_LIMIT};
use serde_json::json;
use store::inspection::attempt;
use store::inspection::plan::Head;
use store::inspection::visit::{self, Goer, Replacement, Visit};

/// Who goes to the station that steps in. Asked once the visit before it is void, so that it no longer counts for anybody.
async fn goers(cx: &mut Cx<'_>, eyes: &Eyes, gone: &Visit, next: &Visit) -> Result<Vec<Goer>, Failure> {
    let attempts = attempt::of(&mut cx.conn().await?, gone.plan).await?;
    let attempt = draw::drawn(&attempts)?;
    let (_, sealed, _) = attempt::texts(&mut cx.conn().await?, gone.plan, attempt.no).await?.ok_or(ErrorCode::NotFound)?;
    let mut spots = sealed.objects.iter().zip(&attempt.spots);
    let code = spots.find(|(_, spot)| spot.point == next.spot.point).map(|(object, _)| object.code.clone());
    let code = code.ok_or_else(|| Failure::Fault(format!("visit {} stands by and is on no sealed roster", next.id.0)))?;
    // Whoever has lost his role since, or has come to be of that place, does not go either.
    let all = people::all(cx, eyes.district).await?;
    let person = |code: &str| roster::account(code).and_then(|account| all.get(&account));
    let own = [next.spot.place, next.spot.town];
    let may = |code: &str| person(code).is_some_and(|one| one.can_be_sent() && !one.own.iter().any(|place| own.contains(place)));
    let before: Vec<String> = gone.goers.iter().map(|goer| roster::code(goer.account)).collect();
    let load = visit::load(&mut cx.conn().await?, gone.plan).await?;
    let codes = step_in(&sealed, &code, &before, &load, may).map_err(|names| {
        let names = names.join(&words::texts(cx.lang).merge_comma());
        ApiError::invalid("id", "visit_standby_inspectors").with("name", &next.point_name).with("people", names)
    })?;
    let named = |code: &String| {
        let account = roster::account(code).ok_or_else(|| Failure::Fault(format!("{code} is no account")))?;
        let name = sealed.inspectors.iter().find(|one| one.code == *code).map(|one| one.name.clone()).unwrap_or_default();
        Ok::<_, Failure>(Goer { account, name })
    };
    codes.iter().map(named).collect()
}

impl Handle for ReplaceVisit {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<VisitRow, Failure> {
        cx.work().await?;
        let (eyes, now, today) = (Eyes::of(cx).await?, cx.now, cx.today());
        let reason = within(&self.reason, "reason", REASON_LEAST, WORDS_LIMIT)?.to_owned();
        let gone = seen(cx, &eyes, self.id).await?;
        let head = read_plan(cx, &eyes, gone.plan).await?;
        if gone.version != self.version {
            return Err(conflict(&visits::row(gone, &eyes))?);
        }
        // What inspectors have seen stands.
        if gone.state != VisitState::Waiting {
            return Err(ApiError::invalid("id", "visit_state").with("state", gone.state.code()).into());
        }
        if head.until.is_some_and(|until| until < today) {
            return Err(ApiError::invalid("id", "plan_over").into());
        }
        // What is done on a laptop could not come back to a visit that is none any more.
        if let Some(device) = store::packet::device::out_with(&mut cx.conn().await?, gone.id, now).await? {
            return Err(ApiError::invalid("id", "visit_out").with("name", device).into());
        }
        let state = lead(&head, PlanAct::Replaced)?;
        let next = visit::next_standby(&mut cx.conn().await?, gone.id).await?;
        let next = next.ok_or_else(|| ApiError::invalid("id", "visit_no_standby"))?;
        if !visit::move_to(&mut cx.conn().await?, &gone, VisitState::Void).await? {
            return Err(conflict(&visits::row(gone, &eyes))?);
        }
        let goers = Box::pin(goers(cx, &eyes, &gone, &next)).await?;
        // A day that is over is none to go on.
        let day = gone.day.filter(|day| *day >= today);
        if !visit::step_in(&mut cx.conn().await?, &next, day, &goers).await? {
            return Err(conflict(&visits::row(next, &eyes))?);
        }
        let told = Replacement {
            visit: gone.id,
            by: next.id,
            from: gone.point_name.clone(),
            to: next.point_name.clone(),
            reason: reason.clone(),
            who: eyes.who.clone(),
            at: now,
        };
        visit::replaced(&mut cx.conn().await?, &told).await?;
        moved(cx, &eyes, &Head { state, ..head.clone() }).await?;
        step(cx, &eyes, head.id, PlanAct::Replaced, &format!("{} → {}：{reason}", told.from, told.to)).await?;
        let names: Vec<&str> = goers.iter().map(|goer| goer.name.as_str()).collect();
        let values = json!({ "visit": gone.id, "point_before": told.from, "point_after": told.to, "goers": names, "reason": reason });
        noted(cx, &head, values).await?;
        let stands = visit::find(&mut cx.conn().await?, gone.plan, next.id).await?.ok_or(ErrorCode::NotFound)?;
        Ok(visits::row(stands, &eyes))
    }
}
