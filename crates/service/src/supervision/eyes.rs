//! Who the caller is to a matter: whether he sees it, and what he may do with it now.

use crate::context::Cx;
use crate::failure::Failure;
use api::Permission;
use api::supervision::MatterMay;
use domain::body::BodyId;
use domain::permission::{Access, Scope};
use domain::place::{Level, PlaceId};
use domain::supervision::flow::{Act, Hand, State, is_own};
use std::collections::HashMap;
use store::supervision::list::{MatterFilter, Waiting};
use store::supervision::{Head, Step};
use store::{Conn, StoreError, body, place};

/// The bodies of a matter: the lead, and those that help.
pub(crate) type Parties = (Option<BodyId>, Vec<BodyId>);

/// The caller, and what he may reach.
pub(crate) struct Eyes {
    /// An account's key, or what does without one: whose hands are told apart by.
    pub(crate) person: String,
    /// By name.
    pub(crate) who: String,
    seeing: Option<Access>,
    instructing: Option<Access>,
    supervising: Option<Access>,
    answering: Option<Access>,
    land: Land,
}

/// What lies where: places below places, and the seats of bodies.
pub(crate) struct Land {
    /// Every place with its level and the place above.
    places: HashMap<PlaceId, (Level, Option<PlaceId>)>,
    /// Where each body has its seat.
    seats: HashMap<BodyId, PlaceId>,
}

/// What a grant covers: a place and everything below, for all bodies or for one.
type Ground = (PlaceId, Option<BodyId>);

fn ground(scope: &Scope) -> Ground {
    (scope.place(), scope.body())
}

impl Land {
    pub(crate) async fn read(conn: &mut Conn<'_>) -> Result<Self, StoreError> {
        let places = place::all(conn).await?.into_iter().map(|place| (place.id, (place.level, place.parent))).collect();
        Ok(Self { places, seats: body::all(conn).await?.into_iter().map(|body| (body.id, body.place)).collect() })
    }

    /// It is the whole district.
    pub(crate) fn is_district(&self, place: PlaceId) -> bool {
        self.places.get(&place).is_some_and(|(level, _)| *level == Level::District)
    }

    /// A place and everything above it.
    pub(crate) fn is_below(&self, place: PlaceId, top: PlaceId) -> bool {
        let (mut next, mut left) = (Some(place), self.places.len());
        while let Some(here) = next {
            if here == top {
                return true;
            }
            // A circle would be a fault elsewhere; it must not hang here.
            left = left.saturating_sub(1);
            next = self.places.get(&here).and_then(|(_, above)| *above).filter(|_| left > 0);
        }
        false
    }

    fn seated_in(&self, top: PlaceId) -> impl Iterator<Item = BodyId> + '_ {
        self.seats.iter().filter(move |(_, seat)| self.is_below(**seat, top)).map(|(body, _)| *body)
    }

    /// A grant stands for one of these bodies: it is that body's, or its place is where the body sits.
    pub(crate) fn stands_for(&self, (top, only): Ground, place: PlaceId, bodies: impl IntoIterator<Item = BodyId>) -> bool {
        bodies.into_iter().any(|one| match only {
            Some(only) => only == one && self.is_below(place, top),
            None => self.seats.get(&one).is_some_and(|seat| self.is_below(*seat, top)),
        })
    }

    /// A grant is that of the town or village where a place is.
    pub(crate) fn is_about(&self, (top, only): Ground, place: PlaceId) -> bool {
        only.is_none() && !self.is_district(top) && self.is_below(place, top)
    }
}

fn scopes(access: Option<&Access>) -> impl Iterator<Item = &Scope> {
    access.into_iter().flat_map(Access::scopes)
}

impl Eyes {
    pub(crate) async fn of(cx: &mut Cx<'_>) -> Result<Self, Failure> {
        let (who, account) = (cx.actor.who().to_owned(), cx.actor.account());
        let [seeing, instructing, supervising, answering] =
            [Permission::Matters, Permission::Instruct, Permission::Supervise, Permission::Answer].map(|needed| cx.access_for(needed));
        let land = Land::read(&mut cx.conn().await?).await?;
        let person = account.map_or_else(|| who.clone(), |account| account.0.to_string());
        Ok(Self { person, who, seeing, instructing, supervising, answering, land })
    }

    /// A body is there.
    pub(crate) fn is_body(&self, body: BodyId) -> bool {
        self.land.seats.contains_key(&body)
    }

    /// A place is there.
    pub(crate) fn is_place(&self, place: PlaceId) -> bool {
        self.land.places.contains_key(&place)
    }

    fn reaches(&self, access: Option<&Access>, place: PlaceId) -> bool {
        scopes(access).any(|scope| scope.body().is_none() && self.land.is_below(place, scope.place()))
    }

    /// He registers matters about a place.
    pub(crate) fn instructs_at(&self, place: PlaceId) -> bool {
        self.reaches(self.instructing.as_ref(), place)
    }

    /// He is the office for matters about a place.
    pub(crate) fn supervises_at(&self, place: PlaceId) -> bool {
        self.reaches(self.supervising.as_ref(), place)
    }

    /// He may know that there is such a matter.
    pub(crate) fn sees(&self, head: &Head, parties: &Parties) -> bool {
        if matches!(head.state, State::Unissued | State::Revoked) {
            return self.instructs_at(head.place);
        }
        let all = || parties.0.iter().chain(&parties.1).copied();
        self.reaches(self.seeing.as_ref(), head.place)
            || scopes(self.seeing.as_ref()).any(|scope| self.land.stands_for(ground(scope), head.place, all()))
    }

    /// He answers for the lead; so does the office, which enters what it is told.
    pub(crate) fn leads(&self, head: &Head) -> bool {
        self.answers(head.place, head.lead)
    }

    /// The same for whatever has a place and a lead.
    pub(crate) fn answers(&self, place: PlaceId, lead: Option<BodyId>) -> bool {
        scopes(self.answering.as_ref()).any(|scope| self.land.stands_for(ground(scope), place, lead)) || self.supervises_at(place)
    }

    /// He reports: for the lead, a helper, or the town or village that it is about.
    pub(crate) fn reports(&self, head: &Head, parties: &Parties) -> bool {
        self.leads(head) || self.helps(head.place, &parties.1)
    }

    /// He answers for one of the bodies that help, or is of the town or village that it is about.
    pub(crate) fn helps(&self, place: PlaceId, helpers: &[BodyId]) -> bool {
        let helps = |scope: &Scope| self.land.stands_for(ground(scope), place, helpers.iter().copied());
        scopes(self.answering.as_ref()).any(|scope| self.land.is_about(ground(scope), place) || helps(scope))
    }

    /// He asked himself for what is to be decided.
    pub(crate) fn is_own(&self, steps: &[Step], asked: Act) -> bool {
        let hands: Vec<Hand<'_>> =
            steps.iter().map(|step| Hand { person: &step.person, act: step.act, is_form: !step.form.is_empty() }).collect();
        is_own(&hands, asked, &self.person)
    }

    /// What he may do with it now, the next step first.
    pub(crate) fn may(&self, head: &Head, parties: &Parties, steps: &[Step]) -> Vec<MatterMay> {
        let (office, leads, reports) = (self.supervises_at(head.place), self.leads(head), self.reports(head, parties));
        let instructs = self.instructs_at(head.place);
        let decides = office && head.asking.is_some() && !self.is_own(steps, Act::Asked);
        let reviews = office && !self.is_own(steps, Act::Submitted);
        let of = |may: &[(MatterMay, bool)]| may.iter().filter(|(_, may)| *may).map(|(one, _)| *one).collect();
        match head.state {
            State::Unissued => of(&[(MatterMay::Issue, office), (MatterMay::Edit, instructs), (MatterMay::Revoke, instructs)]),
            State::Unsigned => of(&[
                (MatterMay::Sign, leads),
                (MatterMay::Form, office),
                (MatterMay::Urge, office),
                (MatterMay::Return, leads),
                (MatterMay::Halt, office),
            ]),
            State::InHand => of(&[
                (MatterMay::Decide, decides),
                (MatterMay::Report, reports),
                (MatterMay::Form, office),
                (MatterMay::Ask, leads && head.asking.is_none()),
                (MatterMay::Urge, office),
                (MatterMay::Halt, office),
            ]),
            State::InReview => of(&[(MatterMay::Review, reviews), (MatterMay::Decide, decides), (MatterMay::Halt, office)]),
            State::Halted => of(&[(MatterMay::Resume, office)]),
            State::Completed => of(&[(MatterMay::Close, office), (MatterMay::Return, office)]),
            State::Closed | State::Revoked => Vec::new(),
        }
    }

    /// For whom of him something waits; none if he neither hands out nor answers.
    pub(crate) fn waiting(&self) -> Waiting {
        let office = scopes(self.supervising.as_ref()).any(|scope| scope.body().is_none());
        // The office answers for nobody: it only enters what it is told.
        Waiting { office, answer: self.answering.is_some() && !office }
    }

    /// He registers matters, so what is red is his to know of.
    pub(crate) fn is_instructing(&self) -> bool {
        self.instructing.is_some()
    }

    /// The filter narrowed to what he sees.
    pub(crate) fn seen(&self, filter: MatterFilter) -> MatterFilter {
        let free = || scopes(self.seeing.as_ref()).filter(|scope| scope.body().is_none()).map(Scope::place);
        let sees_all = free().any(|place| self.land.is_district(place));
        let bound = || scopes(self.seeing.as_ref()).filter_map(|scope| scope.body().map(|body| (scope.place(), body)));
        let seated = free().filter(|place| !self.land.is_district(*place)).flat_map(|place| self.land.seated_in(place));
        let of_bodies = bound().filter(|(place, _)| self.land.is_district(*place)).map(|(_, body)| body);
        MatterFilter {
            sees_all,
            seen_at: free().collect(),
            seen_of: seated.chain(of_bodies).collect(),
            seen_pairs: bound().filter(|(place, _)| !self.land.is_district(*place)).collect(),
            drafts_at: scopes(self.instructing.as_ref()).filter(|scope| scope.body().is_none()).map(Scope::place).collect(),
            ..filter
        }
    }
}
