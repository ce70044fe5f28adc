//! 编制—审核—公布: how a text of an entry goes from draft to published, and who may take which step.
//!
//! The review chain (审核链) is data: the steps between 申报 and 公布. Every step is another person's, and nobody who has a
//! hand in the text reviews or publishes it.

use super::{DutyFields, FIELDS};
use crate::body::BodyId;
use crate::catalogue::codes::coded;
use crate::joined;
use serde::{Deserialize, Serialize};

/// Most steps between 申报 and 公布.
pub const STEPS_LIMIT: usize = 8;

/// Most characters of a step's name.
pub const STEP_NAME_LIMIT: usize = 30;

/// Most characters of an opinion or a reason.
pub const OPINION_LIMIT: usize = 1_000;

/// Least characters of the reason of whoever returns, refuses, withdraws or takes back.
pub const REASON_LEAST: usize = 2;

/// Most entries that are published together.
pub const SET_LIMIT: usize = 1_000;

coded! {
    /// How far a version has come.
    Stage {
        /// 编制中
        #[default]
        Draft => "draft",
        /// 待受理: a town or department proposes it, and the list's administrator has not looked at it.
        Proposed => "proposed",
        /// 审核中
        Review => "review",
        /// 待公布: every step has approved it.
        Approved => "approved",
        /// 定期公布: it is published on its day.
        Planned => "planned",
        /// 已公布: never changes again.
        Published => "published",
        /// 不予受理
        Refused => "refused",
        /// 已撤回: its author gave it up.
        Dropped => "dropped",
    }
    /// 调整类型
    Deed {
        /// 增加
        #[default]
        Add => "add",
        /// 调整
        Change => "change",
        /// 取消: shown as such from its day on.
        Withdraw => "withdraw",
    }
    /// 状态 of an entry.
    Standing {
        /// 编制中
        #[default]
        Drafting => "drafting",
        /// 送审
        Reviewing => "reviewing",
        /// 已公布
        Published => "published",
        /// 已废止
        Abolished => "abolished",
    }
    /// What somebody did with a version.
    Act {
        /// 编写
        #[default]
        Written => "written",
        /// 申报
        Submitted => "submitted",
        /// 受理
        Accepted => "accepted",
        /// 同意
        Approved => "approved",
        /// 退回
        Returned => "returned",
        /// 不予受理
        Refused => "refused",
        /// 定期公布
        Planned => "planned",
        /// 取消定期
        Unplanned => "unplanned",
        /// 公布
        Published => "published",
        /// 撤回
        Dropped => "dropped",
    }
}

impl Stage {
    /// Nothing has been decided for good: it can still become something else.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Proposed | Self::Review | Self::Approved | Self::Planned)
    }

    /// What it makes of an entry.
    pub fn standing(self, deed: Deed) -> Standing {
        match (self, deed) {
            (Self::Published, Deed::Withdraw) => Standing::Abolished,
            (Self::Published, _) => Standing::Published,
            (Self::Proposed | Self::Review | Self::Approved | Self::Planned, _) => Standing::Reviewing,
            (Self::Draft | Self::Refused | Self::Dropped, _) => Standing::Drafting,
        }
    }
}

/// A step of the review chain.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChainStep {
    /// Its name: 编办审核.
    pub name: String,
    /// Only reviewers of this body take it; none: every reviewer who is not bound to a body.
    #[serde(default)]
    pub body: Option<BodyId>,
}

/// 审核链: the steps between 申报 and 公布.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Chain {
    /// In their order.
    pub steps: Vec<ChainStep>,
}

impl Default for Chain {
    /// 部门申报 → 编办审核 → 司法局合法性审查 → 区政府审定 → 公布
    fn default() -> Self {
        let step = |name: &str| ChainStep { name: name.to_owned(), body: None };
        Self { steps: vec![step("编办审核"), step("司法局合法性审查"), step("区政府审定")] }
    }
}

/// What is wrong with a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChainProblem {
    /// No step, or more than [`STEPS_LIMIT`].
    Number,
    /// A step, counted from 0, has no name, or one that is too long.
    Name(usize),
    /// A step is called as an earlier one.
    Twice(usize),
}

impl Chain {
    /// The same without blanks around names.
    #[must_use]
    pub fn tidy(self) -> Self {
        let steps = self.steps.into_iter().map(|step| ChainStep { name: step.name.trim().to_owned(), ..step }).collect();
        Self { steps }
    }

    /// The first thing that is wrong.
    pub fn problem(&self) -> Option<ChainProblem> {
        if self.steps.is_empty() || self.steps.len() > STEPS_LIMIT {
            return Some(ChainProblem::Number);
        }
        self.steps.iter().enumerate().find_map(|(at, step)| {
            let name = step.name.trim();
            if name.is_empty() || name.chars().count() > STEP_NAME_LIMIT || name.chars().any(char::is_control) {
                return Some(ChainProblem::Name(at));
            }
            self.steps.iter().take(at).any(|earlier| earlier.name.trim() == name).then_some(ChainProblem::Twice(at))
        })
    }
}

/// Why somebody may not take a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Barred {
    /// The version is not where that step could be taken.
    Stage,
    /// He has written or submitted it.
    Author,
    /// He has reviewed it in this round.
    Reviewer,
}

/// What somebody did with a version, as far as it counts for who comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hand<'h> {
    /// Who.
    pub person: &'h str,
    /// What.
    pub act: Act,
    /// In which round: it begins anew when what was returned is submitted again.
    pub round: i64,
}

/// Whether a person may review or publish a version: not what he had a hand in writing, and each step of a round is another
/// person's (四眼原则).
pub fn barred(hands: &[Hand<'_>], person: &str, round: i64) -> Option<Barred> {
    let mine = || hands.iter().filter(|hand| hand.person == person);
    if mine().any(|hand| matches!(hand.act, Act::Written | Act::Submitted)) {
        Some(Barred::Author)
    } else if mine().any(|hand| hand.round == round && hand.act == Act::Approved) {
        Some(Barred::Reviewer)
    } else {
        None
    }
}

/// Where an act leads from a stage; `step` of `steps` is the one whose turn it is. None: it can't be done there.
pub fn next(stage: Stage, act: Act, step: usize, steps: usize, is_own: bool) -> Option<(Stage, usize)> {
    Some(match (stage, act) {
        // The list's own administrator need not propose to himself.
        (Stage::Draft, Act::Submitted) if is_own => (Stage::Review, 0),
        (Stage::Draft, Act::Submitted) => (Stage::Proposed, 0),
        (Stage::Draft, Act::Written) => (Stage::Draft, 0),
        // The administrator changes what is proposed before he accepts it.
        (Stage::Proposed, Act::Written) if is_own => (Stage::Proposed, 0),
        (Stage::Proposed, Act::Accepted) => (Stage::Review, 0),
        (Stage::Proposed, Act::Refused) => (Stage::Refused, 0),
        (Stage::Review, Act::Approved) if step + 1 >= steps => (Stage::Approved, step + 1),
        (Stage::Review, Act::Approved) => (Stage::Review, step + 1),
        (Stage::Proposed | Stage::Review | Stage::Approved, Act::Returned) => (Stage::Draft, 0),
        (Stage::Approved, Act::Planned) => (Stage::Planned, step),
        (Stage::Planned, Act::Unplanned) => (Stage::Approved, step),
        (Stage::Approved | Stage::Planned, Act::Published) => (Stage::Published, step),
        (Stage::Draft | Stage::Proposed | Stage::Review, Act::Dropped) => (Stage::Dropped, 0),
        _ => return None,
    })
}

/// A draft put upon what was published since it was begun ([`joined::rebased`]).
pub fn rebased(draft: &DutyFields, base: &DutyFields, published: &DutyFields) -> (DutyFields, Vec<&'static str>) {
    joined::rebased(draft, base, published, FIELDS, DutyFields::take)
}

#[cfg(test)]
mod tests {
    use super::super::tests::fields;
    use super::*;
    use proptest::prelude::*;

    fn hand(person: &str, act: Act, round: i64) -> Hand<'_> {
        Hand { person, act, round }
    }

    #[test]
    fn a_version_goes_from_draft_to_published() {
        let path = [Act::Submitted, Act::Accepted, Act::Approved, Act::Approved, Act::Approved, Act::Planned, Act::Published];
        let (mut stage, mut step, mut way) = (Stage::Draft, 0, Vec::new());
        for act in path {
            (stage, step) = next(stage, act, step, 3, false).unwrap();
            way.push((stage, step));
        }
        let expected = [
            (Stage::Proposed, 0),
            (Stage::Review, 0),
            (Stage::Review, 1),
            (Stage::Review, 2),
            (Stage::Approved, 3),
            (Stage::Planned, 3),
            (Stage::Published, 3),
        ];
        assert_eq!(way, expected);
        assert_eq!(next(Stage::Draft, Act::Submitted, 0, 3, true), Some((Stage::Review, 0)), "an administrator's own");
    }

    #[test]
    fn what_is_decided_for_good_stays_so() {
        for stage in Stage::ALL.iter().copied().filter(|stage| !stage.is_open()) {
            for act in Act::ALL {
                for own in [false, true] {
                    assert_eq!(next(stage, *act, 0, 3, own), None, "{stage:?} {act:?}");
                }
            }
        }
        for stage in [Stage::Review, Stage::Approved, Stage::Planned, Stage::Published] {
            assert_eq!(next(stage, Act::Written, 0, 3, true), None, "{stage:?}: what is reviewed is not edited meanwhile");
        }
        assert_eq!(next(Stage::Proposed, Act::Written, 0, 3, false), None);
        assert_eq!(next(Stage::Draft, Act::Published, 0, 3, true), None, "not past the chain");
    }

    #[test]
    fn nobody_reviews_his_own_or_twice() {
        let hands =
            [hand("甲", Act::Written, 1), hand("乙", Act::Submitted, 1), hand("丙", Act::Approved, 1), hand("丁", Act::Accepted, 1)];
        let table =
            [("甲", Some(Barred::Author)), ("乙", Some(Barred::Author)), ("丙", Some(Barred::Reviewer)), ("丁", None), ("戊", None)];
        for (person, expected) in table {
            assert_eq!(barred(&hands, person, 1), expected, "{person}");
        }
        assert_eq!(barred(&hands, "丙", 2), None, "a new round");
        assert_eq!(barred(&hands, "甲", 2), Some(Barred::Author), "its author in every round");
    }

    #[test]
    fn chains_have_named_steps() {
        assert_eq!(Chain::default().problem(), None);
        let chain = |names: &[&str]| Chain { steps: names.iter().map(|name| ChainStep { name: (*name).to_owned(), body: None }).collect() };
        let table = [
            (chain(&[]), Some(ChainProblem::Number)),
            (chain(&["步"; 9]), Some(ChainProblem::Number)),
            (chain(&["审核", " "]), Some(ChainProblem::Name(1))),
            (chain(&["审\n核"]), Some(ChainProblem::Name(0))),
            (chain(&["审核", "审定", "审核 "]), Some(ChainProblem::Twice(2))),
            (chain(&["审核"]), None),
        ];
        for (chain, expected) in table {
            assert_eq!(chain.problem(), expected, "{chain:?}");
        }
    }

    #[test]
    fn standing_follows_stage_and_deed() {
        assert_eq!(Stage::Published.standing(Deed::Withdraw), Standing::Abolished);
        assert_eq!(Stage::Published.standing(Deed::Change), Standing::Published);
        assert_eq!(Stage::Approved.standing(Deed::Withdraw), Standing::Reviewing, "not abolished before it is published");
        assert_eq!(Stage::Draft.standing(Deed::Add), Standing::Drafting);
    }

    proptest! {
        #[test]
        fn rebasing_keeps_what_either_has_changed(mine in "[甲乙丙]", theirs in "[甲乙丙]", note in "[甲乙丙]") {
            let base = DutyFields { hotline: "甲".to_owned(), note: "甲".to_owned(), ..fields() };
            let draft = DutyFields { hotline: mine.clone(), ..base.clone() };
            let published = DutyFields { hotline: theirs.clone(), note: note.clone(), ..base.clone() };
            let (after, both) = rebased(&draft, &base, &published);
            prop_assert_eq!(&after.note, &note, "the draft had not touched it");
            let clash = mine != "甲" && theirs != "甲" && mine != theirs;
            prop_assert_eq!(both, if clash { vec!["hotline"] } else { Vec::new() });
            prop_assert_eq!(&after.hotline, if mine == "甲" { &theirs } else { &mine });
        }
    }
}
