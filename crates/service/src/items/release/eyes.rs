//! Who the caller is to texts of items that are handed in: what he sees, and what he may do with one now.

use crate::context::Cx;
use crate::failure::Failure;
use crate::review;
use api::Permission;
use api::duty::May;
use domain::body::BodyId;
use domain::duty::flow::{Barred, Stage};
use domain::permission::Access;
use domain::place::PlaceId;
use store::catalogue::release::{Asker, Head, Opinion};
use store::{Actor, place};

/// The caller, and what he may do for the whole district.
pub(super) struct Eyes {
    /// As [`review::person`] tells him.
    pub(super) person: String,
    /// By name.
    pub(super) who: String,
    /// He edits items, hands them in and publishes.
    pub(super) keeps: bool,
    /// The bodies whose steps he takes; none among them: steps of no body.
    turns: Vec<Option<BodyId>>,
    /// The system and a local operator take any body's steps; that nobody takes two holds for them too.
    is_free: bool,
}

/// The bodies of an access at a place; none: of all.
fn at(access: Option<&Access>, place: PlaceId) -> Vec<Option<BodyId>> {
    let scopes = access.into_iter().flat_map(Access::scopes).filter(|scope| scope.place() == place);
    scopes.map(domain::permission::Scope::body).collect()
}

impl Eyes {
    pub(super) async fn of(cx: &mut Cx<'_>) -> Result<Self, Failure> {
        let (who, person) = (cx.actor.who().to_owned(), review::person(&cx.actor));
        let (keeping, reviewing) = (cx.access_for(Permission::Catalogue), cx.access_for(Permission::DutyReview));
        let is_free = matches!(cx.actor, Actor::System | Actor::LocalOperator);
        let district = place::district(&mut cx.conn().await?).await?;
        let of = |access: Option<&Access>| district.map(|district| at(access, district)).unwrap_or_default();
        // Whoever may save an item: also who answers for one body alone.
        let keeps = !of(keeping.as_ref()).is_empty();
        Ok(Self { person, who, keeps, turns: of(reviewing.as_ref()), is_free })
    }

    /// He may know what is not published.
    pub(super) fn sees_drafts(&self) -> bool {
        self.keeps || !self.turns.is_empty()
    }

    /// The caller as lists ask for him.
    pub(super) fn asker(&self) -> Asker {
        let turns = match (self.turns.as_slice(), self.is_free) {
            ([], _) => String::new(),
            (_, true) => "*".to_owned(),
            (turns, false) => {
                let keys: Vec<String> = turns.iter().map(|body| body.map_or(0, |body| body.0).to_string()).collect();
                format!(",{},", keys.join(","))
            }
        };
        Asker { person: self.person.clone(), turns, keeps: self.keeps }
    }

    /// It is a step that he takes, whoever took the others.
    pub(super) fn has_turn(&self, head: &Head) -> bool {
        let step = head.chain.as_ref().and_then(|chain| chain.steps.get(head.step));
        let fits = |body: Option<BodyId>| !self.turns.is_empty() && (self.is_free || self.turns.contains(&body));
        head.stage == Stage::Review && step.is_some_and(|step| fits(step.body))
    }

    /// Why he may neither review nor publish a text; none: he may, where it is his turn.
    pub(super) fn barred(&self, head: &Head, said: &[Opinion]) -> Option<Barred> {
        review::bars(said, &self.person, head.round)
    }

    /// What he may do with it now.
    pub(super) fn may(&self, head: &Head, said: &[Opinion]) -> Vec<May> {
        let is_free = self.barred(head, said).is_none();
        let of = |may: &[(May, bool)]| may.iter().filter(|(_, may)| *may).map(|(one, _)| *one).collect();
        match head.stage {
            Stage::Draft => of(&[(May::Submit, self.keeps), (May::Drop, self.keeps)]),
            Stage::Review => {
                let turn = self.has_turn(head) && is_free;
                of(&[(May::Review, turn), (May::Return, turn), (May::Drop, self.keeps)])
            }
            Stage::Approved => of(&[(May::Publish, self.keeps && is_free), (May::Return, self.keeps)]),
            Stage::Planned => of(&[(May::Unplan, self.keeps)]),
            Stage::Proposed | Stage::Published | Stage::Refused | Stage::Dropped => Vec::new(),
        }
    }
}
