//! 审核, 公布: what is answered to texts that were handed in.

use super::eyes::Eyes;
use super::sets::{after, chosen, moved, say, step, wrong, wrong_stage};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::review::{self, keeps};
use api::duty::Verdict;
use api::item::{PublishReleases, ReleasesMoved, ReviewReleases};
use api::{ApiError, ErrorCode};
use domain::catalogue::release::ReleaseId;
use domain::duty::flow::{Act, Stage};
use jiff::civil::Date;
use serde_json::json;
use store::catalogue::release::{self, Head};

impl Handle for ReviewReleases {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<ReleasesMoved, Failure> {
        cx.work().await?;
        let eyes = Eyes::of(cx).await?;
        let act = match self.verdict {
            Verdict::Approve => Act::Approved,
            Verdict::Return => Act::Returned,
            // A step of the chain agrees or returns; whoever handed it in may give it up.
            Verdict::Refuse => return Err(ApiError::invalid("verdict", "duty_verdict").into()),
        };
        let opinion = review::opinion(&self.opinion, self.verdict)?;
        let all = chosen(cx, &eyes, &self.releases).await?;
        for one in &all {
            let head = &one.head;
            if head.stage != Stage::Review {
                return Err(wrong_stage(head).into());
            }
            if let Some(barred) = eyes.barred(head, &one.said) {
                return Err(wrong(head, review::rule(barred)).into());
            }
            let taken = head.chain.as_ref().and_then(|chain| chain.steps.get(head.step));
            let name = taken.map(|step| step.name.clone()).unwrap_or_default();
            if !eyes.has_turn(head) {
                return Err(wrong(head, "duty_turn").with("step", &name).into());
            }
            let (stage, at) = step(head, act)?;
            let round = if act == Act::Returned { head.round + 1 } else { head.round };
            let (paper, countersigned) = (String::new(), String::new());
            moved(cx, &Head { stage, step: at, round, failed: String::new(), paper, countersigned, ..head.clone() }).await?;
            say(cx, &eyes, head, act, &name, &opinion, json!({ "step": name, "opinion": opinion })).await?;
        }
        let ids: Vec<ReleaseId> = all.iter().map(|one| one.head.id).collect();
        after(cx, &eyes, &ids).await
    }
}

/// Refused if a text can't be published from a day on: not before the one that is in force.
pub(super) async fn fits(cx: &mut Cx<'_>, head: &Head, effective: Date) -> Result<(), Failure> {
    let current = release::current(&mut cx.conn().await?, head.item).await?;
    if current.as_ref().map(|current| current.id) != head.based_on {
        return Err(wrong(head, "duty_behind").into());
    }
    match current.and_then(|current| current.from).filter(|from| effective < *from) {
        Some(from) => Err(ApiError::invalid("effective", "duty_before").with("name", &head.name).with("min", from).into()),
        None => Ok(()),
    }
}

/// Publishes a text from a day on.
pub(super) async fn publish(cx: &mut Cx<'_>, eyes: &Eyes, head: &Head, from: Date) -> Result<(), Failure> {
    let now = cx.now;
    let conn = &mut cx.conn().await?;
    if !release::publish(conn, head, from, &eyes.who, now).await? {
        return Err(ErrorCode::Busy.into());
    }
    release::stand(conn, head.item).await?;
    Ok(())
}

impl Handle for PublishReleases {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<ReleasesMoved, Failure> {
        cx.work().await?;
        keeps(cx).await?;
        let (eyes, today) = (Eyes::of(cx).await?, cx.today());
        let (paper, countersigned) = review::publication(&self.paper, &self.countersigned, self.effective, today)?;
        let all = chosen(cx, &eyes, &self.releases).await?;
        for one in &all {
            let head = Head { paper: paper.clone(), countersigned: countersigned.clone(), ..one.head.clone() };
            if head.stage != Stage::Approved {
                return Err(wrong_stage(&head).into());
            }
            if let Some(barred) = eyes.barred(&head, &one.said) {
                return Err(wrong(&head, review::rule(barred)).into());
            }
            fits(cx, &head, self.effective).await?;
            let act = if self.effective > today { Act::Planned } else { Act::Published };
            if act == Act::Planned {
                let (stage, at) = step(&head, act)?;
                moved(cx, &Head { stage, step: at, effective: Some(self.effective), failed: String::new(), ..head.clone() }).await?;
            } else {
                publish(cx, &eyes, &head, self.effective).await?;
            }
            let values = json!({ "effective": self.effective, "paper": paper, "countersigned": countersigned });
            say(cx, &eyes, &head, act, "", &paper, values).await?;
        }
        let ids: Vec<ReleaseId> = all.iter().map(|one| one.head.id).collect();
        after(cx, &eyes, &ids).await
    }
}
