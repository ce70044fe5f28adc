//! Who the caller is to a version: what he sees of it, and what he may do with it now.

use super::beside::Beside;
use crate::context::Cx;
use crate::failure::Failure;
use crate::review;
use api::Permission;
use api::duty::May;
use domain::body::BodyId;
use domain::duty::flow::{ChainStep, Deed, Stage};
use domain::permission::Access;
use domain::place::{Level, PlaceId};
use std::collections::HashMap;
use store::duty::Head;
use store::duty::drafts::{self, Asker};
use store::{Actor, place};

/// The caller, and what he may reach.
pub(super) struct Eyes {
    /// As [`review::person`] tells him.
    pub(super) person: String,
    /// By name.
    pub(super) who: String,
    /// He keeps the lists of the whole district.
    pub(super) is_admin: bool,
    /// The system and a local operator are bound to no body; that nobody takes two steps holds for them too.
    is_free: bool,
    drafting: Option<Access>,
    reviewing: Option<Access>,
    /// Every place with its level and the place above.
    places: HashMap<PlaceId, (Level, Option<PlaceId>)>,
}

/// The grants of an access that cover a place.
fn covers<'a>(access: &'a Access, path: &'a [PlaceId]) -> impl Iterator<Item = Option<BodyId>> + 'a {
    access.scopes().iter().filter(|scope| path.contains(&scope.place())).map(domain::permission::Scope::body)
}

impl Eyes {
    pub(super) async fn of(cx: &mut Cx<'_>) -> Result<Self, Failure> {
        let (who, person) = (cx.actor.who().to_owned(), review::person(&cx.actor));
        let (drafting, reviewing) = (cx.access_for(Permission::Duties), cx.access_for(Permission::DutyReview));
        let keeping = cx.access_for(Permission::Catalogue);
        let is_free = matches!(cx.actor, Actor::System | Actor::LocalOperator);
        let conn = &mut cx.conn().await?;
        let places: HashMap<_, _> = place::all(conn).await?.into_iter().map(|place| (place.id, (place.level, place.parent))).collect();
        let district = place::district(conn).await?;
        let is_admin =
            district.is_some_and(|district| keeping.is_some_and(|access| covers(&access, &[district]).any(|body| body.is_none())));
        Ok(Self { person, who, is_admin, is_free, drafting, reviewing, places })
    }

    /// The level of a place that is there.
    pub(super) fn level(&self, place: PlaceId) -> Option<Level> {
        self.places.get(&place).map(|(level, _)| *level)
    }

    fn path(&self, place: PlaceId) -> Vec<PlaceId> {
        let mut path = Vec::new();
        let mut next = Some(place);
        while let Some(here) = next.filter(|here| !path.contains(here)) {
            path.push(here);
            next = self.places.get(&here).and_then(|(_, above)| *above);
        }
        path
    }

    /// He drafts or reviews at all.
    pub(super) fn is_drafting(&self) -> bool {
        self.drafting.is_some() || self.reviewing.is_some()
    }

    /// He drafts entries of this body at this place.
    pub(super) fn drafts_at(&self, place: PlaceId, body: Option<BodyId>) -> bool {
        let path = self.path(place);
        self.drafting.as_ref().is_some_and(|access| covers(access, &path).any(|only| only.is_none() || only == body))
    }

    fn reviews_at(&self, place: PlaceId, step: Option<&ChainStep>) -> bool {
        let path = self.path(place);
        let fits = |only: Option<BodyId>| self.is_free || step.is_none_or(|step| step.body == only);
        self.reviewing.as_ref().is_some_and(|access| covers(access, &path).any(fits))
    }

    /// Places and bodies of which he sees what is not published.
    pub(super) fn seen(&self) -> (Vec<PlaceId>, Vec<BodyId>) {
        let scopes = || self.drafting.iter().flat_map(Access::scopes);
        let reviewed = self.reviewing.iter().flat_map(Access::scopes).map(domain::permission::Scope::place);
        let places = scopes().filter(|scope| scope.body().is_none()).map(domain::permission::Scope::place).chain(reviewed);
        (places.collect(), scopes().filter_map(domain::permission::Scope::body).collect())
    }

    /// The caller as lists of drafts ask for him.
    pub(super) fn asker(&self) -> Asker {
        let bounds = |access: &Option<Access>| -> Vec<drafts::Bound> {
            access.iter().flat_map(Access::scopes).map(|scope| (scope.place(), scope.body())).collect()
        };
        let reviews = bounds(&self.reviewing);
        let reviewed = reviews.iter().map(|(place, _)| (*place, None));
        Asker {
            person: self.person.clone(),
            sees: bounds(&self.drafting).into_iter().chain(reviewed).collect(),
            reviews,
            is_free: self.is_free,
            keeps: self.is_admin,
        }
    }

    /// He may know that there is such a version.
    pub(super) fn sees(&self, head: &Head) -> bool {
        self.sees_at(head.stage, &head.author, head.place, head.body)
    }

    /// The same of one that has come so far.
    pub(super) fn sees_at(&self, stage: Stage, author: &str, place: PlaceId, body: Option<BodyId>) -> bool {
        stage == Stage::Published || author == self.person || self.drafts_at(place, body) || self.reviews_at(place, None)
    }

    /// It is a step that he takes, whoever took the others.
    pub(super) fn has_turn(&self, head: &Head) -> bool {
        let step = head.chain.as_ref().and_then(|chain| chain.steps.get(head.step));
        head.stage == Stage::Review && step.is_some() && self.reviews_at(head.place, step)
    }

    /// What he may do with it now.
    pub(super) fn may(&self, head: &Head, beside: &Beside) -> Vec<May> {
        let drafts = self.drafts_at(head.place, head.body);
        let (is_free, is_behind) = (beside.barred(head, &self.person).is_none(), beside.is_behind(head));
        let of = |may: &[(May, bool)]| may.iter().filter(|(_, may)| *may).map(|(one, _)| *one).collect();
        match head.stage {
            Stage::Draft => of(&[
                (May::Edit, drafts && head.deed != Deed::Withdraw),
                (May::Submit, drafts && !is_behind),
                (May::Rebase, drafts && is_behind),
                (May::Drop, drafts),
            ]),
            Stage::Proposed => of(&[
                (May::Edit, self.is_admin && head.deed != Deed::Withdraw),
                (May::Accept, self.is_admin && !is_behind),
                (May::Return, self.is_admin),
                (May::Drop, drafts),
            ]),
            Stage::Review => {
                let turn = self.has_turn(head) && is_free;
                of(&[(May::Review, turn), (May::Return, turn), (May::Drop, drafts && head.author == self.person)])
            }
            Stage::Approved => of(&[(May::Publish, self.is_admin && is_free && !is_behind), (May::Return, self.is_admin)]),
            Stage::Planned => of(&[(May::Unplan, self.is_admin)]),
            Stage::Published | Stage::Refused | Stage::Dropped => Vec::new(),
        }
    }
}
