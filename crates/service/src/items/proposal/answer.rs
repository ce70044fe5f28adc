//! 采纳 and 不予采纳: what whoever keeps the catalogue answers to a proposal.

use super::super::{check, fitting, write};
use super::make::end;
use super::{Joined, asker, decided, joined, may, seen, shown};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::places::conflict;
use crate::ratings::within;
use crate::review::keeps;
use api::ErrorCode;
use api::item::{AcceptProposal, Proposal, ProposalMay, RefuseProposal};
use domain::catalogue::proposal::ProposalState;
use domain::duty::flow::{OPINION_LIMIT, REASON_LEAST};
use serde_json::json;
use store::catalogue::proposal::{self, Answer};
use store::catalogue::release;

impl Handle for AcceptProposal {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Proposal, Failure> {
        cx.work().await?;
        keeps(cx).await?;
        let asker = asker(cx).await?;
        let words = within(&self.answer, "answer", 0, OPINION_LIMIT)?.to_owned();
        let head = seen(cx, &asker, self.id).await?;
        if head.version != self.version {
            return Err(conflict(&shown(cx, &asker, self.id).await?)?);
        }
        if !may(&head, &asker).contains(&ProposalMay::Answer) {
            return Err(decided(&head).into());
        }
        let (base, proposed) = proposal::texts(&mut cx.conn().await?, self.id).await?.ok_or(ErrorCode::NotFound)?;
        let Joined { fields, working, .. } = joined(cx, &head, base.as_ref(), &proposed).await?;
        let fields = check::tidy(fields, cx.today())?;
        let fitting = Box::pin(fitting(cx, &fields, working)).await?;
        // Upon the version that was read: what somebody has written there since is to be looked at beside the proposal.
        let item = Box::pin(write(cx, &fields, fitting, self.item_version)).await?;
        let (who, at) = (cx.actor.who().to_owned(), cx.now);
        let conn = &mut cx.conn().await?;
        // Whose words they are: nobody who proposed or changed them reviews or publishes them. To take them over is no writing.
        for (person, name) in proposal::hands(conn, head.id).await? {
            release::wrote(conn, item.id, &person, &name, at).await?;
        }
        let answer = Answer { state: ProposalState::Accepted, words: &words, person: &asker.person, who: &who, at, item: Some(item.id) };
        if !proposal::answer(conn, &head, &answer).await? {
            return Err(ErrorCode::Busy.into());
        }
        let values = json!({ "name": head.name, "state": ProposalState::Accepted, "item": item.id, "reason": words });
        cx.note(format!("proposal:{}", head.id.0), Some(values));
        shown(cx, &asker, self.id).await
    }
}

impl Handle for RefuseProposal {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Proposal, Failure> {
        cx.work().await?;
        keeps(cx).await?;
        let asker = asker(cx).await?;
        let reason = within(&self.reason, "reason", REASON_LEAST, OPINION_LIMIT)?.to_owned();
        let head = seen(cx, &asker, self.id).await?;
        end(cx, &asker, &head, (self.version, ProposalMay::Answer), (ProposalState::Refused, &reason)).await?;
        shown(cx, &asker, self.id).await
    }
}
