//! 申报 of items: departments and towns propose, whoever keeps the catalogue answers; see docs/decisions/0030.
//!
//! - here: who sees what, pages, counts, one proposal with its words. `make`: making, changing and withdrawing them. `answer`: 采纳, 不予采纳.

mod answer;
mod make;

use super::PAGE;
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::{lists, review};
use api::item::{CountProposals, ListProposals, Proposal, ProposalCounts, ProposalMay, ProposalShown, Proposals, ShowProposal, StateCount};
use api::page::Total;
use api::{ApiError, ErrorCode, Permission};
use domain::body::BodyId;
use domain::catalogue::item::{FIELDS, Item, ItemFields};
use domain::catalogue::proposal::{ProposalId, ProposalState, taken_over};
use domain::catalogue::provincial::differing;
use domain::permission::{Access, Scope};
use domain::place::PlaceId;
use jiff::civil::Date;
use std::collections::HashMap;
use store::catalogue::item;
use store::catalogue::proposal::{self, Asker, Head};
use store::{body, place};

/// Who the caller is to a proposal.
async fn asker(cx: &mut Cx<'_>) -> Result<Asker, Failure> {
    let district = place::district(&mut cx.conn().await?).await?;
    let keeping = cx.access_for(Permission::Catalogue);
    let keeps = district.is_some_and(|district| keeping.is_some_and(|access| access.narrow(district, &[district]).is_some()));
    let speaking = cx.access_for(Permission::Duties);
    let speaks_at = speaking.iter().flat_map(Access::scopes).map(|scope: &Scope| (scope.place(), scope.body())).collect();
    Ok(Asker { person: review::person(&cx.actor), speaks_at, keeps })
}

/// What the caller may do with a proposal now: whoever speaks for the same as its author stands in for him.
fn may(head: &Head, asker: &Asker) -> Vec<ProposalMay> {
    if head.state != ProposalState::Open {
        return Vec::new();
    }
    let is_own = head.author == asker.person || asker.speaks_at.contains(&(head.place, head.speaks_for));
    let all = [(ProposalMay::Change, is_own || asker.keeps), (ProposalMay::Withdraw, is_own), (ProposalMay::Answer, asker.keeps)];
    all.into_iter().filter(|(_, may)| *may).map(|(one, _)| one).collect()
}

/// Bodies and places by name.
struct From {
    bodies: HashMap<BodyId, String>,
    places: HashMap<PlaceId, String>,
}

impl From {
    async fn read(cx: &mut Cx<'_>) -> Result<Self, Failure> {
        let conn = &mut cx.conn().await?;
        Ok(Self {
            bodies: body::all(conn).await?.into_iter().map(|body| (body.id, body.name)).collect(),
            places: place::all(conn).await?.into_iter().map(|place| (place.id, place.name)).collect(),
        })
    }

    /// A proposal as it crosses the door.
    fn told(&self, head: Head, asker: &Asker) -> Proposal {
        let may = may(&head, asker);
        let from = match head.speaks_for {
            Some(body) => self.bodies.get(&body),
            None => self.places.get(&head.place),
        };
        Proposal {
            id: head.id,
            item: head.item,
            state: head.state,
            code: head.code,
            name: head.name,
            body: head.body,
            fields: head.fields,
            reason: head.reason,
            from: from.cloned().unwrap_or_default(),
            author: head.author_name,
            editor: head.editor_name,
            made_at: head.made_at,
            moved_at: head.moved_at,
            answer: head.answer,
            answered_by: head.answered_by,
            version: head.version,
            may,
        }
    }
}

/// A proposal that the caller may know of.
async fn seen(cx: &mut Cx<'_>, asker: &Asker, id: ProposalId) -> Result<Head, Failure> {
    let head = proposal::find(&mut cx.conn().await?, id).await?;
    Ok(head.filter(|head| asker.sees(head)).ok_or(ErrorCode::NotFound)?)
}

/// The same as it crosses the door.
async fn shown(cx: &mut Cx<'_>, asker: &Asker, id: ProposalId) -> Result<Proposal, Failure> {
    let head = seen(cx, asker, id).await?;
    Ok(From::read(cx).await?.told(head, asker))
}

/// What an item would say with a proposal in it.
struct Joined {
    fields: ItemFields,
    /// Fields that somebody else has changed otherwise since.
    both: Vec<&'static str>,
    /// The item as it is edited; none: there is none yet.
    working: Option<Item>,
}

async fn joined(cx: &mut Cx<'_>, head: &Head, base: Option<&ItemFields>, proposed: &ItemFields) -> Result<Joined, Failure> {
    let conn = &mut cx.conn().await?;
    let working = match head.item {
        Some(id) => Some(item::find(conn, id).await?.ok_or(ErrorCode::NotFound)?),
        None => super::known(conn, &proposed.code, &proposed.name).await?,
    };
    let (fields, both) = match (base, &working) {
        (Some(base), Some(working)) => taken_over(proposed, base, &working.fields),
        _ => (proposed.clone(), Vec::new()),
    };
    Ok(Joined { fields, both, working })
}

impl Handle for ListProposals {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Proposals, Failure> {
        let (limit, at) = (lists::limit(self.limit, PAGE)?, lists::at(&self.page, lists::place)?);
        let (asker, from) = (asker(cx).await?, From::read(cx).await?);
        let conn = &mut cx.conn().await?;
        let counts = proposal::counts(conn, &asker).await?;
        let n = counts.iter().filter(|one| self.state.is_none_or(|state| one.0 == state)).map(|one| one.1).sum();
        let page = proposal::page(conn, &asker, self.state, &at, limit).await?;
        let edges = lists::around(page.before, page.after, lists::placed);
        let proposals = page.rows.into_iter().map(|head| from.told(head, &asker)).collect();
        Ok(Proposals { proposals, edges, total: Total { n, exact: true } })
    }
}

impl Handle for CountProposals {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<ProposalCounts, Failure> {
        let asker = asker(cx).await?;
        let counts = proposal::counts(&mut cx.conn().await?, &asker).await?;
        let n = |state: ProposalState| counts.iter().find(|one| one.0 == state).map_or(0, |one| one.1);
        Ok(ProposalCounts { states: ProposalState::ALL.iter().map(|state| StateCount { state: *state, n: n(*state) }).collect() })
    }
}

impl Handle for ShowProposal {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<ProposalShown, Failure> {
        let asker = asker(cx).await?;
        let head = seen(cx, &asker, self.id).await?;
        let (base, fields) = proposal::texts(&mut cx.conn().await?, self.id).await?.ok_or(ErrorCode::NotFound)?;
        let answers = may(&head, &asker).contains(&ProposalMay::Answer);
        let (both, item_version) = if answers {
            let joined = joined(cx, &head, base.as_ref(), &fields).await?;
            (joined.both, joined.working.map_or(0, |working| working.version))
        } else {
            (Vec::new(), 0)
        };
        let differing = base.as_ref().map(|base| differing(base, &fields, FIELDS)).unwrap_or_default();
        let both = both.into_iter().map(str::to_owned).collect();
        let head = From::read(cx).await?.told(head, &asker);
        Ok(ProposalShown { head, base, fields, differing, both, item_version })
    }
}

/// How many proposals wait for the caller's answer, and the day of the one that has waited longest.
pub(crate) async fn waiting(cx: &mut Cx<'_>) -> Result<(i64, Option<Date>), Failure> {
    if cx.access_for(Permission::Catalogue).is_none() {
        return Ok((0, None));
    }
    let asker = asker(cx).await?;
    if !asker.keeps {
        return Ok((0, None));
    }
    let counts = proposal::counts(&mut cx.conn().await?, &asker).await?;
    let open = counts.iter().find(|one| one.0 == ProposalState::Open);
    Ok(open.map_or((0, None), |(_, n, oldest)| (*n, Some(oldest.day()))))
}

/// What is wrong with a proposal that has come to another state since it was read.
fn decided(head: &Head) -> ApiError {
    ApiError::invalid("proposal", "proposal_decided").with("name", &head.name).with("state", head.state.code())
}
