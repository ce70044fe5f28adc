//! 受理, 审核, 公布: what is answered to what was handed in.

use super::drafts::{moved, noted, read, say, step};
use super::eyes::Eyes;
use super::sets::{self, Move, wrong, wrong_stage};
use super::shown;
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::ratings::within;
use crate::review::{self, keeps};
use api::duty::{AcceptDrafts, Chosen, DutyVersion, Moved, PublishDrafts, Published, ReviewDrafts, RevokePlan, Verdict};
use api::{ApiError, ErrorCode};
use domain::duty::flow::{Act, Deed, OPINION_LIMIT, REASON_LEAST, Stage, Standing};
use domain::duty::{DutyId, VersionId};
use jiff::civil::Date;
use serde_json::json;
use std::collections::{HashMap, HashSet};
use store::duty::{self, Head};

/// A version after an answer: what is returned begins anew in its next round.
fn after(head: &Head, (stage, step): (Stage, usize), act: Act) -> Head {
    let round = if act == Act::Returned { head.round + 1 } else { head.round };
    Head { stage, step, round, failed: String::new(), ..head.clone() }
}

impl Handle for AcceptDrafts {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Moved, Failure> {
        cx.work().await?;
        keeps(cx).await?;
        let eyes = Eyes::of(cx).await?;
        let opinion = review::opinion(&self.opinion, self.verdict)?;
        let act = match self.verdict {
            Verdict::Approve => Act::Accepted,
            Verdict::Return => Act::Returned,
            Verdict::Refuse => Act::Refused,
        };
        let (heads, beside) = sets::chosen(cx, &eyes, &self.drafts).await?;
        let mut moves = Vec::with_capacity(heads.len());
        for from in heads {
            // What is in the chain is answered by the chain; what has passed it can still be returned.
            if from.stage == Stage::Review {
                return Err(wrong_stage(&from).into());
            }
            let to = after(&from, sets::step(&from, act, true)?, act);
            if act == Act::Accepted && beside.is_behind(&from) {
                return Err(wrong(&from, "duty_behind").into());
            }
            moves.push(Move { from, to, step: String::new(), values: json!({ "act": act, "opinion": opinion }) });
        }
        Ok(Moved { versions: sets::move_all(cx, &eyes, act, &opinion, moves).await? })
    }
}

impl Handle for ReviewDrafts {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Moved, Failure> {
        cx.work().await?;
        let eyes = Eyes::of(cx).await?;
        let act = match self.verdict {
            Verdict::Approve => Act::Approved,
            Verdict::Return => Act::Returned,
            // A step of the chain agrees or returns; whether it ends is the administrator's to say.
            Verdict::Refuse => return Err(ApiError::invalid("verdict", "duty_verdict").into()),
        };
        let opinion = review::opinion(&self.opinion, self.verdict)?;
        let (heads, beside) = sets::chosen(cx, &eyes, &self.drafts).await?;
        let mut moves = Vec::with_capacity(heads.len());
        for from in heads {
            if from.stage != Stage::Review {
                return Err(wrong_stage(&from).into());
            }
            let taken = from.chain.as_ref().and_then(|chain| chain.steps.get(from.step));
            let name = taken.map(|step| step.name.clone()).unwrap_or_default();
            if let Some(barred) = beside.barred(&from, &eyes.person) {
                return Err(wrong(&from, review::rule(barred)).into());
            }
            if !eyes.has_turn(&from) {
                return Err(wrong(&from, "duty_turn").with("step", &name).into());
            }
            let to = after(&from, sets::step(&from, act, eyes.is_admin)?, act);
            let values = json!({ "act": act, "step": name, "opinion": opinion });
            moves.push(Move { from, to, step: name, values });
        }
        Ok(Moved { versions: sets::move_all(cx, &eyes, act, &opinion, moves).await? })
    }
}

/// Refused if an entry can't be published from a day on beside those that are published with it.
pub(super) async fn fits(cx: &mut Cx<'_>, head: &Head, effective: Date, with: &HashMap<DutyId, Deed>) -> Result<(), Failure> {
    let conn = &mut cx.conn().await?;
    let current = duty::current(conn, head.duty).await?;
    if current != head.based_on {
        return Err(wrong(head, "duty_behind").into());
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
            return Err(wrong(head, "duty_children").with("child", child.name).into());
        }
    } else if let Some(parent) = head.parent {
        let above = super::named(conn, parent).await?;
        if !above.as_ref().is_some_and(|above| is_standing(above.standing, parent)) {
            return Err(wrong(head, "duty_parent").with("parent", above.map(|above| above.name).unwrap_or_default()).into());
        }
    }
    Ok(())
}

/// The versions of a set that is to be published, of each entry one.
async fn approved(cx: &mut Cx<'_>, eyes: &Eyes, drafts: &[Chosen]) -> Result<Vec<Head>, Failure> {
    let (heads, beside) = sets::chosen(cx, eyes, drafts).await?;
    let mut entries = HashSet::new();
    for head in &heads {
        if !entries.insert(head.duty) {
            return Err(wrong(head, "duty_set_twice").into());
        }
        if head.stage != Stage::Approved {
            return Err(wrong_stage(head).into());
        }
        if let Some(barred) = beside.barred(head, &eyes.person) {
            return Err(wrong(head, review::rule(barred)).into());
        }
    }
    Ok(heads)
}

impl Handle for PublishDrafts {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Published, Failure> {
        cx.work().await?;
        keeps(cx).await?;
        let (eyes, today) = (Eyes::of(cx).await?, cx.today());
        let (paper, countersigned) = review::publication(&self.paper, &self.countersigned, self.effective, today)?;
        let heads = approved(cx, &eyes, &self.drafts).await?;
        let with: HashMap<DutyId, Deed> = heads.iter().map(|head| (head.duty, head.deed)).collect();
        for head in &heads {
            fits(cx, head, self.effective, &with).await?;
        }
        let act = if self.effective > today { Act::Planned } else { Act::Published };
        for head in &heads {
            let head = Head { paper: paper.clone(), countersigned: countersigned.clone(), ..head.clone() };
            if act == Act::Planned {
                let (stage, at) = sets::step(&head, act, true)?;
                moved(cx, &Head { stage, step: at, effective: Some(self.effective), failed: String::new(), ..head.clone() }).await?;
            } else {
                publish(cx, &eyes, &head, self.effective).await?;
            }
            noted(cx, &head, json!({ "act": act, "effective": self.effective, "paper": paper })).await?;
        }
        sets::say_all(cx, &eyes, act, &paper, heads.iter().map(|head| (head, ""))).await?;
        let ids: Vec<VersionId> = heads.iter().map(|head| head.id).collect();
        Ok(Published { versions: sets::versions(cx, &eyes, &ids).await? })
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
