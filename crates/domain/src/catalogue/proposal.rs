//! 申报: departments and towns propose what an item should say, or a new item; whoever keeps the catalogue takes it over, changes it
//! first, or refuses it with a reason.
//!
//! What was taken over is in the item's working text, and goes the way of every working text from there ([`super::release`]).

use super::codes::coded;
use super::item::{FIELDS, ItemFields};
use super::problem::ItemProblem;
use super::release::changed_fields;
use crate::body::BodyId;
use crate::joined::rebased;
use serde::{Deserialize, Serialize};

/// Key of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct ProposalId(pub i64);

coded! {
    /// How far a proposal has come.
    ProposalState {
        /// 待受理
        #[default]
        Open => "open",
        /// 已采纳
        Accepted => "accepted",
        /// 不予采纳
        Refused => "refused",
        /// 已撤回
        Withdrawn => "withdrawn",
    }
}

/// Why somebody can't propose this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unproposable {
    /// It says what the item says.
    Same,
    /// A department speaks of what it does itself or with others: 实施主体, 联办机构.
    OtherBody,
}

/// Why somebody can't propose this, who speaks for one body or (a town, the office) for all; `base` is what the item says now, if there
/// is one.
pub fn unproposable(speaks_for: Option<BodyId>, base: Option<&ItemFields>, proposed: &ItemFields) -> Option<Unproposable> {
    let concerns = |text: &ItemFields, body| text.body == Some(body) || text.joint.contains(&body);
    if base.is_some_and(|base| changed_fields(base, proposed).is_empty()) {
        Some(Unproposable::Same)
    } else if speaks_for.is_some_and(|body| !concerns(base.unwrap_or(proposed), body)) {
        Some(Unproposable::OtherBody)
    } else {
        None
    }
}

/// The first thing that is wrong with what is proposed by itself. A new item may have no code yet: the office gives it one before it takes
/// it over.
pub fn problem(proposed: &ItemFields, is_new: bool) -> Option<ItemProblem> {
    if is_new && proposed.code.is_empty() {
        return ItemFields { code: "0".to_owned(), ..proposed.clone() }.problem();
    }
    proposed.problem()
}

/// What an item would say with a proposal in it, and which fields somebody else has changed otherwise since it was made: those are as
/// the proposal has them.
pub fn taken_over(proposed: &ItemFields, base: &ItemFields, working: &ItemFields) -> (ItemFields, Vec<&'static str>) {
    let fields = FIELDS.into_iter().filter(|field| *field != "verified");
    let (joined, both) = rebased(proposed, base, working, fields, ItemFields::take);
    (ItemFields { verified: working.verified, ..joined }, both)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn text(hours: &str, consult: &str) -> ItemFields {
        let (hours, consult) = (hours.to_owned(), consult.to_owned());
        ItemFields {
            name: "医疗费用手工报销".to_owned(),
            hours,
            consult,
            body: Some(BodyId(3)),
            joint: vec![BodyId(5)],
            ..ItemFields::default()
        }
    }

    #[test]
    fn a_department_speaks_of_its_own() {
        let (was, new) = (text("旧", ""), text("新", ""));
        let own = ItemFields { body: Some(BodyId(9)), ..new.clone() };
        let table = [
            (None, Some(&was), &was, Some(Unproposable::Same)),
            (None, Some(&was), &new, None),
            (Some(BodyId(3)), Some(&was), &new, None),
            (Some(BodyId(5)), Some(&was), &new, None),
            // Who answers for an item says so where it is, not where it is proposed to be.
            (Some(BodyId(9)), Some(&was), &own, Some(Unproposable::OtherBody)),
            (Some(BodyId(9)), None, &own, None),
            (Some(BodyId(9)), None, &new, Some(Unproposable::OtherBody)),
        ];
        for (at, (body, base, proposed, expected)) in table.into_iter().enumerate() {
            assert_eq!(unproposable(body, base, proposed), expected, "case {at}");
        }
    }

    #[test]
    fn a_new_item_may_wait_for_its_code() {
        use crate::catalogue::codes::{Audience, Handling};
        use crate::place::Level;
        let sound =
            ItemFields { handling: Handling::Instant, levels: vec![Level::Village], audience: vec![Audience::Person], ..text("", "") };
        let path = |fields: &ItemFields, is_new| problem(fields, is_new).map(|problem| problem.at.path());
        assert_eq!((path(&sound, true), path(&sound, false).as_deref()), (None, Some("code")));
        let nameless = ItemFields { name: String::new(), ..sound };
        assert_eq!(path(&nameless, true).as_deref(), Some("name"), "and for nothing else");
    }

    #[test]
    fn what_others_wrote_meanwhile_stays() {
        let base = text("旧", "旧");
        let proposed = text("新", "旧");
        let working = ItemFields { verified: Some(date(2026, 11, 2)), ..text("旧", "0759-1") };
        let (joined, both) = taken_over(&proposed, &base, &working);
        assert_eq!((joined, both), (ItemFields { verified: working.verified, ..text("新", "0759-1") }, Vec::new()));
        let (joined, both) = taken_over(&proposed, &base, &text("另", "旧"));
        assert_eq!((joined.hours.as_str(), both), ("新", vec!["hours"]), "told, and as proposed");
    }
}
