//! 交办—签收—办理—审核—办结—销号: what may be done to a matter where, and by whom not.

use crate::catalogue::codes::coded;
use serde::{Deserialize, Serialize};

/// Most characters of a report, an opinion or a reason.
pub const WORDS_LIMIT: usize = 3_000;

/// Least characters of the reason of whoever returns, asks for more time, suspends or drops.
pub const REASON_LEAST: usize = 2;

coded! {
    /// 状态
    State {
        /// 待交办
        #[default]
        Unissued => "unissued",
        /// 待签收
        Unsigned => "unsigned",
        /// 办理中
        InHand => "in_hand",
        /// 待审核: it is reported as done, and nobody has looked whether it is.
        InReview => "in_review",
        /// 中止
        Halted => "halted",
        /// 办结
        Completed => "completed",
        /// 销号: off the ledger for good.
        Closed => "closed_off",
        /// 撤销: given up before it was handed out.
        Revoked => "revoked_matter",
    }
    /// What somebody did with a matter.
    Act {
        /// 登记
        #[default]
        Registered => "registered",
        /// 修改
        Edited => "edited",
        /// 交办
        Issued => "issued",
        /// 签收
        Signed => "signed",
        /// 反馈进展
        Reported => "reported",
        /// 报请办结
        Submitted => "submitted_done",
        /// 审核通过
        Passed => "passed",
        /// 退回
        Returned => "returned_matter",
        /// 申请延期
        Asked => "extension_asked",
        /// 同意延期
        Granted => "extension_granted",
        /// 不同意延期
        Denied => "extension_denied",
        /// 催办
        Urged => "urged",
        /// 中止
        Halted => "halted_act",
        /// 恢复
        Resumed => "resumed",
        /// 日历更新: its days were counted anew, since a year of working days was published or corrected.
        Recounted => "recounted",
        /// 销号
        Closed => "closed_act",
        /// 撤销
        Revoked => "revoked_act",
    }
}

impl State {
    /// Somebody still has to do something about it.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Completed | Self::Closed | Self::Revoked)
    }

    /// It has been handed out and is on its way: reports come in, and its light burns.
    pub fn is_running(self) -> bool {
        matches!(self, Self::Unsigned | Self::InHand | Self::InReview)
    }
}

impl Act {
    /// Whoever does it says why.
    pub fn needs_reason(self) -> bool {
        matches!(self, Self::Returned | Self::Asked | Self::Denied | Self::Halted | Self::Resumed | Self::Revoked)
    }
}

/// Where an act leads from a state; `before` is where a halted matter stood. None: it can't be done there.
pub fn next(state: State, act: Act, before: Option<State>) -> Option<State> {
    use State::{Closed, Completed, Halted, InHand, InReview, Revoked, Unissued, Unsigned};
    Some(match (state, act) {
        (Unissued, Act::Edited) => Unissued,
        (Unissued, Act::Issued) => Unsigned,
        (Unissued, Act::Revoked) => Revoked,
        (Unsigned, Act::Signed) => InHand,
        // The lead sends back what is not his, or the office takes back what it handed out wrongly.
        (Unsigned, Act::Returned) => Unissued,
        (InHand, Act::Reported | Act::Asked) => InHand,
        (InHand, Act::Submitted) => InReview,
        (InReview, Act::Passed) => Completed,
        // Not done after all, also when that is found out afterwards.
        (InReview | Completed, Act::Returned) => InHand,
        (InHand | InReview, Act::Granted | Act::Denied) => state,
        (Unsigned | InHand, Act::Urged) => state,
        (Unsigned | InHand | InReview, Act::Halted) => Halted,
        (Halted, Act::Resumed) => before.filter(|state| state.is_running())?,
        (Completed, Act::Closed) => Closed,
        _ => return None,
    })
}

/// What somebody did with a matter, as far as it counts for who may decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hand<'h> {
    /// Who.
    pub person: &'h str,
    /// What.
    pub act: Act,
    /// By a returned form: then he only entered what another has written.
    pub is_form: bool,
}

/// Whether a person may not decide about what was last asked for: he has asked for it himself (四眼原则). `hands` in turn.
pub fn is_own(hands: &[Hand<'_>], asked: Act, person: &str) -> bool {
    hands.iter().rev().find(|hand| hand.act == asked).is_some_and(|hand| !hand.is_form && hand.person == person)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_act_in_every_state() {
        use State::{Closed, Completed, Halted, InHand, InReview, Revoked, Unissued, Unsigned};
        let table: &[(State, &[(Act, State)])] = &[
            (Unissued, &[(Act::Edited, Unissued), (Act::Issued, Unsigned), (Act::Revoked, Revoked)]),
            (Unsigned, &[(Act::Signed, InHand), (Act::Returned, Unissued), (Act::Urged, Unsigned), (Act::Halted, Halted)]),
            (
                InHand,
                &[
                    (Act::Reported, InHand),
                    (Act::Submitted, InReview),
                    (Act::Asked, InHand),
                    (Act::Granted, InHand),
                    (Act::Denied, InHand),
                    (Act::Urged, InHand),
                    (Act::Halted, Halted),
                ],
            ),
            (
                InReview,
                &[
                    (Act::Passed, Completed),
                    (Act::Returned, InHand),
                    (Act::Granted, InReview),
                    (Act::Denied, InReview),
                    (Act::Halted, Halted),
                ],
            ),
            (Halted, &[(Act::Resumed, InHand)]),
            (Completed, &[(Act::Closed, Closed), (Act::Returned, InHand)]),
            (Closed, &[]),
            (Revoked, &[]),
        ];
        assert_eq!(table.len(), State::ALL.len());
        for (state, leads) in table {
            for act in Act::ALL {
                let expected = leads.iter().find(|(one, _)| one == act).map(|(_, to)| *to);
                assert_eq!(next(*state, *act, Some(InHand)), expected, "{state:?} {act:?}");
            }
        }
    }

    #[test]
    fn what_was_halted_goes_on_where_it_stood() {
        for state in State::ALL {
            let expected = state.is_running().then_some(*state);
            assert_eq!(next(State::Halted, Act::Resumed, Some(*state)), expected, "{state:?}");
        }
        assert_eq!(next(State::Halted, Act::Resumed, None), None);
    }

    #[test]
    fn nobody_decides_about_what_he_asked_for() {
        let hand = |person, act, is_form| Hand { person, act, is_form };
        let hands = [hand("甲", Act::Submitted, false), hand("乙", Act::Returned, false), hand("丙", Act::Submitted, true)];
        assert!(!is_own(&hands, Act::Submitted, "甲"), "that was returned");
        assert!(!is_own(&hands, Act::Submitted, "丙"), "he only entered the form");
        assert!(is_own(&hands[..2], Act::Submitted, "甲"));
        assert!(!is_own(&hands, Act::Asked, "甲"));
    }
}
