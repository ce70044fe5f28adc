//! 受理, 审核, 公布: what is answered to what was handed in.

use super::drafts::{moved, noted, read, say, step};
use super::eyes::Eyes;
use super::{shown, version};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::ratings::within;
use api::duty::{AcceptDraft, Chosen, DutyVersion, PublishDrafts, Published, ReviewDraft, RevokePlan, Verdict};
use api::{ApiError, ErrorCode};
use domain::change::may_take_effect;
use domain::duty::DutyId;
use domain::duty::flow::{Act, Barred, Deed, OPINION_LIMIT, REASON_LEAST, SET_LIMIT, Stage, Standing};
use domain::period::FIRST_DAY;
use jiff::civil::Date;
use serde_json::json;
use std::collections::HashMap;
use store::duty::{self, Head};
use store::place;

/// Most characters of 批准文号.
const PAPER_LIMIT: usize = 100;

/// The lists are the whole district's: whoever keeps a part of it accepts and publishes nothing.
pub(super) async fn keeps(cx: &mut Cx<'_>) -> Result<(), Failure> {
    let district = place::district(&mut cx.conn().await?).await?.ok_or(ErrorCode::SetupNeeded)?;
    cx.scope_at(district).await.map(drop)
}

/// Why he may not: the words say with whom it rests.
fn refused(barred: Barred) -> ApiError {
    ApiError::invalid(
        "draft",
        match barred {
            Barred::Author => "duty_own",
            Barred::Reviewer => "duty_twice",
            Barred::Stage => "duty_stage",
        },
    )
}

/// An opinion: who does not agree says why.
fn words(opinion: &str, verdict: Verdict) -> Result<String, ApiError> {
    let least = if verdict == Verdict::Approve { 0 } else { REASON_LEAST };
    Ok(within(opinion, "opinion", least, OPINION_LIMIT)?.to_owned())
}

/// A version after an answer: what is returned begins anew in its next round.
fn after(head: &Head, (stage, step): (Stage, usize), act: Act) -> Head {
    let round = if act == Act::Returned { head.round + 1 } else { head.round };
    Head { stage, step, round, failed: String::new(), ..head.clone() }
}

impl Handle for AcceptDraft {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<DutyVersion, Failure> {
        cx.work().await?;
        keeps(cx).await?;
        let eyes = Eyes::of(cx).await?;
        let opinion = words(&self.opinion, self.verdict)?;
        let head = read(cx, &eyes, self.draft, self.version).await?;
        // What is in the chain is answered by the chain; what has passed it can still be returned.
        if head.stage == Stage::Review {
            return Err(ApiError::invalid("draft", "duty_stage").with("stage", head.stage.code()).into());
        }
        let act = match self.verdict {
            Verdict::Approve => Act::Accepted,
            Verdict::Return => Act::Returned,
            Verdict::Refuse => Act::Refused,
        };
        let to = step(&head, act, true)?;
        if act == Act::Accepted && duty::current(&mut cx.conn().await?, head.duty).await? != head.based_on {
            return Err(ApiError::invalid("draft", "duty_behind").into());
        }
        moved(cx, &after(&head, to, act)).await?;
        say(cx, &eyes, &head, act, "", &opinion).await?;
        noted(cx, &head, json!({ "act": act, "opinion": opinion })).await?;
        shown(cx, head.id).await
    }
}

impl Handle for ReviewDraft {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<DutyVersion, Failure> {
        cx.work().await?;
        let eyes = Eyes::of(cx).await?;
        let act = match self.verdict {
            Verdict::Approve => Act::Approved,
            Verdict::Return => Act::Returned,
            // A step of the chain agrees or returns; whether it ends is the administrator's to say.
            Verdict::Refuse => return Err(ApiError::invalid("verdict", "duty_verdict").into()),
        };
        let opinion = words(&self.opinion, self.verdict)?;
        let head = read(cx, &eyes, self.draft, self.version).await?;
        if head.stage != Stage::Review {
            return Err(ApiError::invalid("draft", "duty_stage").with("stage", head.stage.code()).into());
        }
        let name = head.chain.as_ref().and_then(|chain| chain.steps.get(head.step)).map(|step| step.name.clone()).unwrap_or_default();
        if let Some(barred) = eyes.barred(&head) {
            return Err(refused(barred).into());
        }
        if !eyes.has_turn(&head) {
            return Err(ApiError::invalid("draft", "duty_turn").with("step", &name).into());
        }
        let to = step(&head, act, eyes.is_admin)?;
        moved(cx, &after(&head, to, act)).await?;
        say(cx, &eyes, &head, act, &name, &opinion).await?;
        noted(cx, &head, json!({ "act": act, "step": name, "opinion": opinion })).await?;
        shown(cx, head.id).await
    }
}

/// Refused if an entry can't be published from a day on beside those that are published with it.
pub(super) async fn fits(cx: &mut Cx<'_>, head: &Head, effective: Date, with: &HashMap<DutyId, Deed>) -> Result<(), Failure> {
    let wrong = |rule: &str| ApiError::invalid("drafts", rule).with("name", &head.name);
    let conn = &mut cx.conn().await?;
    let current = duty::current(conn, head.duty).await?;
    if current != head.based_on {
        return Err(wrong("duty_behind").into());
    }
    if let Some(current) = current {
        let current = duty::find(conn, current).await?.ok_or(ErrorCode::NotFound)?;
        if let Some(from) = current.from.filter(|from| effective < *from) {
            return Err(ApiError::invalid("effective", "duty_before").with("name", &head.name).with("min", from).into());
        }
    }
    let is_standing = |standing: Standing, id: DutyId| match with.get(&id) {
        Some(deed) => *deed != Deed::Withdraw,
        None => standing == Standing::Published,
    };
    if head.deed == Deed::Withdraw {
        let left = duty::children(conn, head.duty).await?.into_iter().find(|child| is_standing(child.stage.standing(child.deed), child.id));
        if let Some(child) = left {
            return Err(wrong("duty_children").with("child", child.name).into());
        }
    } else if let Some(parent) = head.parent {
        let above = super::named(conn, parent).await?;
        if !above.as_ref().is_some_and(|above| is_standing(above.standing, parent)) {
            return Err(wrong("duty_parent").with("parent", above.map(|above| above.name).unwrap_or_default()).into());
        }
    }
    Ok(())
}

/// Whether 公布 comes before what stands below it, and 取消 after: then each finds the others as they will be.
async fn chosen(cx: &mut Cx<'_>, eyes: &Eyes, drafts: &[Chosen]) -> Result<Vec<Head>, Failure> {
    if drafts.is_empty() || drafts.len() > SET_LIMIT {
        return Err(ApiError::invalid("drafts", "range").with("from", 1).with("to", SET_LIMIT).into());
    }
    let mut heads: Vec<Head> = Vec::with_capacity(drafts.len());
    for Chosen { draft, version } in drafts {
        let head = read(cx, eyes, *draft, *version).await?;
        if heads.iter().any(|other| other.duty == head.duty) {
            return Err(ApiError::invalid("drafts", "duty_set_twice").with("name", &head.name).into());
        }
        if head.stage != Stage::Approved {
            return Err(ApiError::invalid("drafts", "duty_stage").with("stage", head.stage.code()).into());
        }
        if let Some(barred) = eyes.barred(&head) {
            return Err(refused(barred).into());
        }
        heads.push(head);
    }
    Ok(heads)
}

impl Handle for PublishDrafts {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Published, Failure> {
        cx.work().await?;
        keeps(cx).await?;
        let (eyes, today) = (Eyes::of(cx).await?, cx.today());
        let paper = within(&self.paper, "paper", 0, PAPER_LIMIT)?.to_owned();
        let countersigned = within(&self.countersigned, "countersigned", 0, OPINION_LIMIT)?.to_owned();
        if !may_take_effect(self.effective, today) {
            let rule = if self.effective > today { "too_far" } else { "too_early" };
            return Err(ApiError::invalid("effective", rule).with("min", FIRST_DAY).into());
        }
        let heads = chosen(cx, &eyes, &self.drafts).await?;
        let with: HashMap<DutyId, Deed> = heads.iter().map(|head| (head.duty, head.deed)).collect();
        for head in &heads {
            fits(cx, head, self.effective, &with).await?;
        }
        let mut versions = Vec::with_capacity(heads.len());
        for head in heads {
            let head = Head { paper: paper.clone(), countersigned: countersigned.clone(), ..head };
            let act = if self.effective > today { Act::Planned } else { Act::Published };
            if act == Act::Planned {
                let (stage, at) = step(&head, act, true)?;
                moved(cx, &Head { stage, step: at, effective: Some(self.effective), failed: String::new(), ..head.clone() }).await?;
            } else {
                publish(cx, &eyes, &head, self.effective).await?;
            }
            say(cx, &eyes, &head, act, "", &paper).await?;
            noted(cx, &head, json!({ "act": act, "effective": self.effective, "paper": paper })).await?;
            let conn = &mut cx.conn().await?;
            let now = duty::find(conn, head.id).await?.ok_or(ErrorCode::NotFound)?;
            let current = duty::current(conn, head.duty).await?;
            versions.push(version(&now, &eyes, current));
        }
        Ok(Published { versions })
    }
}

/// Publishes a version from a day on.
pub(super) async fn publish(cx: &mut Cx<'_>, eyes: &Eyes, head: &Head, from: Date) -> Result<(), Failure> {
    let now = cx.now;
    if duty::publish(&mut cx.conn().await?, head, from, &eyes.who, now).await? {
        Ok(())
    } else {
        Err(crate::places::conflict(&shown(cx, head.id).await?)?)
    }
}

impl Handle for RevokePlan {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<DutyVersion, Failure> {
        cx.work().await?;
        keeps(cx).await?;
        let eyes = Eyes::of(cx).await?;
        let reason = within(&self.reason, "reason", REASON_LEAST, OPINION_LIMIT)?.to_owned();
        let head = read(cx, &eyes, self.draft, self.version).await?;
        let (stage, at) = step(&head, Act::Unplanned, true)?;
        moved(cx, &Head { stage, step: at, effective: None, ..head.clone() }).await?;
        say(cx, &eyes, &head, Act::Unplanned, "", &reason).await?;
        noted(cx, &head, json!({ "effective": head.effective.map(|day| day.to_string()), "reason": reason })).await?;
        shown(cx, head.id).await
    }
}
