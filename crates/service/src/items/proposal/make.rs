//! Making a proposal, changing what it says, and withdrawing it.

use super::super::{check, fitting};
use super::{asker, decided, may, seen, shown};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::places::conflict;
use crate::ratings::within;
use api::item::{Proposal, ProposalMay, ProposalText, SaveProposal, ShowItem, WithdrawProposal};
use api::{ApiError, ErrorCode};
use domain::body::BodyId;
use domain::catalogue::item::{Item, ItemFields};
use domain::catalogue::proposal::{ProposalId, ProposalState, Unproposable, problem, unproposable};
use domain::catalogue::release::changed_fields;
use domain::duty::flow::{OPINION_LIMIT, REASON_LEAST};
use domain::place::PlaceId;
use serde_json::json;
use store::catalogue::item;
use store::catalogue::proposal::{self, Answer, Asker, Head, NewProposal, Words};

/// Why somebody can't propose this, at its field.
fn wrong(why: Unproposable) -> ApiError {
    let (field, rule) = match why {
        Unproposable::Same => ("name", "proposal_same"),
        Unproposable::OtherBody => ("body", "proposal_body"),
    };
    ApiError::invalid(field, rule)
}

/// What is proposed, tidy; refused if the item could not say it.
async fn proposable(
    cx: &mut Cx<'_>,
    (speaks_for, named): (Option<BodyId>, Option<Item>),
    base: Option<Item>,
    fields: ItemFields,
) -> Result<(ItemFields, Vec<&'static str>), Failure> {
    // That an item was compared with its source is said by whoever keeps the catalogue.
    let verified = base.as_ref().and_then(|base| base.fields.verified);
    let fields = ItemFields { verified, ..fields.tidy() };
    if let Some(problem) = problem(&fields, base.is_none()) {
        return Err(check::wrong(&problem).into());
    }
    let said = base.as_ref().map(|base| &base.fields);
    if let Some(why) = unproposable(speaks_for, said, &fields) {
        return Err(wrong(why).into());
    }
    let changed = said.map(|said| changed_fields(said, &fields)).unwrap_or_default();
    let before = match base.or(named) {
        None => super::super::known(&mut cx.conn().await?, &fields.code, &fields.name).await?,
        base => base,
    };
    Box::pin(fitting(cx, &fields, before)).await?;
    Ok((fields, changed))
}

/// For whom the caller speaks about a text: for all, if he may; else for the one of his bodies that the text names.
fn voice(asker: &Asker, text: &ItemFields) -> Result<(PlaceId, Option<BodyId>), ApiError> {
    let all = asker.speaks_at.iter().find(|(_, body)| body.is_none());
    let concerns = |body: &Option<BodyId>| body.is_none() || text.body == *body || body.is_some_and(|body| text.joint.contains(&body));
    let own = all.or_else(|| asker.speaks_at.iter().find(|(_, body)| concerns(body))).or(asker.speaks_at.first());
    own.copied().ok_or_else(|| ErrorCode::NotPermitted.into())
}

impl Handle for SaveProposal {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<ProposalText, Failure> {
        cx.work().await?;
        let asker = asker(cx).await?;
        let reason = match (&self.reason, self.id) {
            (Some(reason), _) => within(reason, "reason", REASON_LEAST, OPINION_LIMIT)?.to_owned(),
            (None, Some(id)) => seen(cx, &asker, id).await?.reason,
            (None, None) => return Err(ApiError::invalid("reason", "required").into()),
        };
        let id = match self.id {
            None => Box::pin(make(cx, &asker, &self, &reason)).await?,
            Some(id) => Box::pin(change(cx, &asker, id, &self, &reason)).await?,
        };
        let head = seen(cx, &asker, id).await?;
        let (_, fields) = proposal::texts(&mut cx.conn().await?, id).await?.ok_or(ErrorCode::NotFound)?;
        let values = json!({ "name": head.name, "code": head.code, "item": head.item, "fields": head.fields.join("、"), "reason": reason });
        cx.note(format!("proposal:{}", id.0), Some(values));
        cx.work().await?.changed("catalogue", None);
        Ok(ProposalText { id: Some(id), item: head.item, fields, version: head.version })
    }
}

async fn make(cx: &mut Cx<'_>, asker: &Asker, asked: &SaveProposal, reason: &str) -> Result<ProposalId, Failure> {
    let (read, version) = match asked.item {
        None => (None, 0),
        Some(id) => {
            // Upon what he reads: who does not keep items does not know what is drafted of them.
            let shown = ShowItem { id }.handle(cx).await?;
            let version = shown.read();
            (Some(shown.item), version)
        }
    };
    if version != asked.version {
        let fields = read.map(|item| item.fields).unwrap_or_default();
        return Err(conflict(&ProposalText { id: None, item: asked.item, fields, version })?);
    }
    // What only files of ratings have named says nothing yet.
    let (base, named) = match read {
        Some(item) if item.version == 0 => (None, Some(item)),
        base => (base, None),
    };
    let base_fields = base.as_ref().map(|base| base.fields.clone());
    let (place, speaks_for) = voice(asker, base_fields.as_ref().unwrap_or(&asked.fields))?;
    let (fields, changed) = proposable(cx, (speaks_for, named), base, asked.fields.clone()).await?;
    let (who, at) = (cx.actor.who().to_owned(), cx.now);
    let words = Words { fields: &fields, changed: &changed, reason, person: &asker.person, who: &who, at };
    let new = NewProposal { item: asked.item, base: base_fields.as_ref(), words, place, speaks_for };
    Ok(proposal::make(&mut cx.conn().await?, &new).await?)
}

async fn change(cx: &mut Cx<'_>, asker: &Asker, id: ProposalId, asked: &SaveProposal, reason: &str) -> Result<ProposalId, Failure> {
    let head = seen(cx, asker, id).await?;
    let (base, now) = proposal::texts(&mut cx.conn().await?, id).await?.ok_or(ErrorCode::NotFound)?;
    if !may(&head, asker).contains(&ProposalMay::Change) {
        return Err(decided(&head).into());
    }
    if head.version != asked.version {
        return Err(conflict(&ProposalText { id: Some(id), item: head.item, fields: now, version: head.version })?);
    }
    let (base, named) = match (base, head.item) {
        (Some(fields), Some(item)) => (Some(Item { id: item, fields, version: 1 }), None),
        (_, Some(item)) => (None, item::find(&mut cx.conn().await?, item).await?),
        _ => (None, None),
    };
    // Whoever keeps the catalogue may change more than its author may propose.
    let speaks_for = head.speaks_for.filter(|_| !asker.keeps);
    let (fields, changed) = proposable(cx, (speaks_for, named), base, asked.fields.clone()).await?;
    let (who, at) = (cx.actor.who().to_owned(), cx.now);
    let words = Words { fields: &fields, changed: &changed, reason, person: &asker.person, who: &who, at };
    if !proposal::change(&mut cx.conn().await?, &head, &words).await? {
        return Err(ErrorCode::Busy.into());
    }
    Ok(id)
}

impl Handle for WithdrawProposal {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Proposal, Failure> {
        cx.work().await?;
        let asker = asker(cx).await?;
        let reason = within(&self.reason, "reason", REASON_LEAST, OPINION_LIMIT)?.to_owned();
        let head = seen(cx, &asker, self.id).await?;
        end(cx, &asker, &head, (self.version, ProposalMay::Withdraw), (ProposalState::Withdrawn, &reason)).await?;
        shown(cx, &asker, self.id).await
    }
}

/// Ends an open proposal with what is said to it, if the caller may do that with the version that he has read.
pub(super) async fn end(
    cx: &mut Cx<'_>,
    asker: &Asker,
    head: &Head,
    (version, needed): (i64, ProposalMay),
    (state, words): (ProposalState, &str),
) -> Result<(), Failure> {
    if head.version != version {
        return Err(conflict(&shown(cx, asker, head.id).await?)?);
    }
    if !may(head, asker).contains(&needed) {
        return Err(decided(head).into());
    }
    let (who, at) = (cx.actor.who().to_owned(), cx.now);
    let answer = Answer { state, words, person: &asker.person, who: &who, at, item: None };
    if !proposal::answer(&mut cx.conn().await?, head, &answer).await? {
        return Err(ErrorCode::Busy.into());
    }
    cx.note(format!("proposal:{}", head.id.0), Some(json!({ "name": head.name, "state": state, "reason": words })));
    cx.work().await?.changed("catalogue", None);
    Ok(())
}
