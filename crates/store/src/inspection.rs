//! 督查: checklists, plans, draws, visits; see docs/decisions/0031.
//!
//! - `checklist`: lists in versions. `plan`: plans, their steps and numbers, annual plans. `attempt`: draws. `visit`: who goes where, and when.
//! - `record`: what was answered there, and its rounds of review. `finding`: what was found wrong; `course` what becomes of it, `ledger` 整改台账.
//! - `photo`: photos of a visit. `exemplar`: 典型. `overview`: what leaders' figures are made of.
//!
//! Who may see what is said by [`Seeing`], which goes into every list's WHERE: what is under cover is found only by who reaches the whole
//! district, until it is released.

pub mod attempt;
pub mod checklist;
pub mod course;
pub mod exemplar;
pub mod finding;
pub mod ledger;
pub mod overview;
pub mod photo;
pub mod plan;
pub mod record;
pub mod visit;

use crate::catalogue::list::between;
use domain::inspection::plan::{Cover, PlanState};
use domain::place::PlaceId;
use jiff::civil::Date;

/// What somebody may see of plans and visits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seeing {
    /// He reaches the whole district: he sees all.
    pub all: bool,
    /// Else the towns that he has to do with.
    pub towns: Vec<PlaceId>,
    /// And the places at and below which he sees visits.
    pub places: Vec<PlaceId>,
    /// Who he is: an account's key, or what does without one. He sees the visits to which he is sent.
    pub person: String,
}

/// Who sees it, as SQL takes it.
struct Bound {
    all: &'static str,
    towns: String,
    places: String,
}

impl Seeing {
    fn bound(&self) -> Bound {
        let keys = |places: &[PlaceId]| between(places.iter().map(|place| place.0));
        Bound { all: if self.all { "1" } else { "" }, towns: keys(&self.towns), places: keys(&self.places) }
    }

    /// Whether he may know of a plan. The same as [`visible!`] says in SQL.
    pub fn sees(&self, head: &plan::Head, towns: &[PlaceId], today: Date) -> bool {
        let is_known = head.cover == Cover::Open || head.released.is_some_and(|day| day <= today);
        let concerns = towns.is_empty() || towns.iter().any(|town| self.towns.contains(town));
        // What was given up after it had its number was known, and what came of it goes on.
        let was_agreed = head.state.is_agreed() || (head.state == PlanState::Revoked && !head.number.is_empty());
        self.all || (was_agreed && is_known && concerns && !self.towns.is_empty())
    }
}

/// Whether a plan `p` is seen: `$all` is not empty, or it is agreed to and known on the day `$today`, and is about one of `$towns`.
macro_rules! visible {
    ($all:literal, $today:literal, $towns:literal) => {
        concat!(
            "(",
            $all,
            " <> '' OR ((p.state IN ('plan_approved', 'plan_sealed', 'plan_drawn') OR (p.state = 'plan_revoked' AND p.number <> '')) AND ",
            $towns,
            " <> ''
                AND (p.cover = 'open_visit' OR (p.released_day <> '' AND p.released_day <= ",
            $today,
            "))
                AND (NOT EXISTS (SELECT 1 FROM inspection_plan_town t WHERE t.plan_id = p.id)
                    OR EXISTS (SELECT 1 FROM inspection_plan_town t WHERE t.plan_id = p.id AND ",
            $towns,
            " LIKE '%,' || t.place_id || ',%'))))"
        )
    };
}
use visible;
