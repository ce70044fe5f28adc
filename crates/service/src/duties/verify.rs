//! 核实: entries in force that somebody has compared with their bases, and what is due to be. What was published was read by several
//! offices, so that counts as a check.

use super::drafts::noted;
use super::eyes::Eyes;
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::items::verify::{due_before, several, told};
use api::duty::{Checked, VerifyDuties};
use api::item::{Unverified, Verified};
use api::{ApiError, ErrorCode, Permission};
use domain::duty::DutyId;
use domain::duty::flow::{Deed, Stage};
use serde_json::json;
use store::duty::{self, Head, check};

fn is_in_force(head: &Head) -> bool {
    head.stage == Stage::Published && head.until.is_none() && head.deed != Deed::Withdraw
}

/// When an entry was last checked, whether it is due, and whether the caller may say that he has checked it.
pub(super) async fn standing(cx: &mut Cx<'_>, eyes: &Eyes, head: &Head) -> Result<(Option<Checked>, bool, bool), Failure> {
    let last = check::last(&mut cx.conn().await?, head.duty).await?;
    let checked = last.map(|(day, who)| Checked { day, who });
    let is_in_force = is_in_force(head);
    let last = checked.as_ref().map(|checked| checked.day).max(head.from);
    let is_due = due_before(cx).await?.is_some_and(|day| last.is_none_or(|last| last < day));
    Ok((checked, is_in_force && is_due, is_in_force && eyes.drafts_at(head.place, head.body)))
}

/// How many entries of the caller's are due to be checked again.
pub(crate) async fn due(cx: &mut Cx<'_>) -> Result<i64, Failure> {
    let (Some(access), Some(day)) = (cx.access_for(Permission::Duties), due_before(cx).await?) else { return Ok(0) };
    let mut n = 0;
    for scope in access.scopes() {
        n += check::due(&mut cx.conn().await?, scope.place(), scope.body(), day).await?;
    }
    Ok(n)
}

impl Handle for VerifyDuties {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Verified, Failure> {
        several(self.duties.len(), "duties")?;
        cx.work().await?;
        let eyes = Eyes::of(cx).await?;
        let mut verified = Verified { done: 0, left: Vec::new() };
        for id in self.duties {
            match verify(cx, &eyes, id).await {
                Ok(()) => verified.done += 1,
                Err(Failure::Api(error)) => verified.left.push(Unverified { id: id.0, error }),
                Err(failure) => return Err(failure),
            }
        }
        told(verified)
    }
}

async fn verify(cx: &mut Cx<'_>, eyes: &Eyes, id: DutyId) -> Result<(), Failure> {
    let (today, now) = (cx.today(), cx.now);
    let conn = &mut cx.conn().await?;
    let current = match duty::current(conn, id).await? {
        Some(version) => duty::find(conn, version).await?,
        None => None,
    };
    let head = current.filter(|head| eyes.sees(head)).ok_or(ErrorCode::NotFound)?;
    if !is_in_force(&head) {
        return Err(ApiError::invalid("duties", "duty_stage").with("stage", head.stage.code()).with("name", &head.name).into());
    }
    if !eyes.drafts_at(head.place, head.body) {
        return Err(ApiError::new(ErrorCode::NotPermitted).with("operation", "duty.verify").into());
    }
    if check::last(conn, id).await?.is_some_and(|(day, _)| day == today) {
        return Ok(());
    }
    check::add(conn, id, today, &eyes.who, now).await?;
    noted(cx, &head, json!({ "checked": today })).await
}
