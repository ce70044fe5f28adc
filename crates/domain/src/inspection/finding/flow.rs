//! 登记—下发—签收—整改—复查—销号: what may be done with a finding where, by whom, and by whom not.
//!
//! - Its life begins once the review has fixed the score of its visit: what is still being talked about asks nothing of anybody. 立行立改 alone
//!   is confirmed from the moment on which the visit was handed in: the second inspector says what he saw there, whatever the score becomes.
//! - 政府督查工作条例 (in force 2021-02-01): the object may ask for 复核 within 30 days; it is decided within 30 days by people who had no part.
//!   Of other inspections the same is held.
//! - Nobody says that his own work is done: what is reported as put right is looked at by another, who is not of the checked side.

use super::{FindingState, Remedy};
use crate::catalogue::codes::coded;
use crate::day::later;
use crate::supervision::flow::REASON_LEAST;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Days from the notice within which 复核 can be asked for.
pub const OBJECT_DAYS: i64 = 30;
/// Days within which it is to be decided.
pub const DECIDE_DAYS: i64 = 30;
/// Working days that a notice gives where the finding itself says none.
pub const USUAL_DAYS: u32 = 5;
/// Days before the last one from which on a finding is due soon.
pub const SOON: i64 = 3;
/// Most characters of proof, and of to whom it goes or who reported it.
pub const PROOF_LIMIT: usize = 300;
/// Most milestones of a finding.
pub const MILESTONES_MOST: usize = 24;

coded! {
    /// What somebody did with a finding.
    FindingAct {
        /// 下发整改通知
        #[default]
        Issued => "finding_act_issued",
        /// 催办
        Urged => "finding_act_urged",
        /// 签收
        Signed => "finding_act_signed",
        /// 反馈进展
        Reported => "finding_act_reported",
        /// 报送整改完成
        Mended => "finding_act_mended",
        /// 申请延期
        Asked => "finding_act_asked",
        /// 同意延期
        Granted => "finding_act_granted",
        /// 不同意延期
        Denied => "finding_act_denied",
        /// 申请复核
        Objected => "finding_act_objected",
        /// 异议成立
        Upheld => "finding_act_upheld",
        /// 维持
        Rejected => "finding_act_rejected",
        /// 立行立改确认: the second inspector saw it put right.
        Confirmed => "finding_act_confirmed",
        /// 复查通过
        Passed => "finding_act_passed",
        /// 复查不通过
        Failed => "finding_act_failed",
        /// 移送
        Referred => "finding_act_referred",
        /// 登记移送回复
        Replied => "finding_act_replied",
        /// 设置阶段目标
        Planned => "finding_act_planned",
        /// 完成阶段目标
        Reached => "finding_act_reached",
        /// 撤销
        Cancelled => "finding_act_cancelled",
        /// 重新整改
        Reopened => "finding_act_reopened",
    }
    /// 复查方式
    RecheckWay {
        /// 现场复查
        #[default]
        OnSite => "recheck_on_site",
        /// 资料复查
        Papers => "recheck_papers",
    }
}

impl FindingState {
    /// It counts as unsettled: not closed, not cancelled, not withdrawn.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Closed | Self::Cancelled | Self::Withdrawn)
    }

    /// It was not struck out: what papers and figures tell of.
    pub fn stands(self) -> bool {
        !matches!(self, Self::Cancelled | Self::Withdrawn)
    }

    /// The checked side has to do something about it: its term runs.
    pub fn is_running(self) -> bool {
        matches!(self, Self::Issued | Self::InHand | Self::Returned)
    }

    /// How many days it is late: while its term runs and is over. Nothing where it is not.
    pub fn days_late(self, due: Option<Date>, today: Date) -> Option<i32> {
        let late = (today - due.filter(|_| self.is_running())?).get_days();
        (late > 0).then_some(late)
    }
}

impl FindingAct {
    /// Least characters of what has to be said with it; 0: nothing has to.
    pub fn least_words(self) -> usize {
        match self {
            Self::Issued | Self::Urged | Self::Signed | Self::Granted | Self::Confirmed => 0,
            _ => REASON_LEAST,
        }
    }

    /// A day has to be told: until when, or of what.
    pub fn needs_day(self) -> bool {
        matches!(self, Self::Asked | Self::Planned | Self::Reopened)
    }

    /// Who it goes to has to be told.
    pub fn needs_recipient(self) -> bool {
        self == Self::Referred
    }

    /// Somebody looks whether it was put right: how has to be told.
    pub fn is_recheck(self) -> bool {
        matches!(self, Self::Passed | Self::Failed)
    }
}

/// Where an act leads from a state. `before` is where it stood when 复核 was asked for. None: it can't be done there.
pub fn next(state: FindingState, act: FindingAct, remedy: Remedy, before: Option<FindingState>) -> Option<FindingState> {
    use FindingAct as Act;
    use FindingState::{Cancelled, Closed, InHand, Issued, Objected, Open, Referred, Returned, ToRecheck};
    Some(match (state, act) {
        (Open, Act::Issued) => Issued,
        (Open, Act::Confirmed) if remedy == Remedy::OnTheSpot => Closed,
        (Issued, Act::Signed) => InHand,
        (InHand | Returned, Act::Mended) => ToRecheck,
        (InHand | Returned, Act::Reported | Act::Asked) => state,
        (InHand | Returned, Act::Planned | Act::Reached) if remedy == Remedy::Long => state,
        (Issued | InHand | Returned | Referred, Act::Urged) => state,
        // What was asked for can be decided while somebody looks at it.
        (InHand | Returned | ToRecheck, Act::Granted | Act::Denied) => state,
        (Issued | InHand, Act::Objected) => Objected,
        (Objected, Act::Upheld) => Cancelled,
        (Objected, Act::Rejected) => before.filter(|state| matches!(state, Issued | InHand))?,
        (ToRecheck, Act::Passed) => Closed,
        (ToRecheck, Act::Failed) => Returned,
        (Open | Issued | InHand | Returned, Act::Referred) => Referred,
        (Referred, Act::Replied) => ToRecheck,
        (Open | Issued | InHand | Returned | ToRecheck | Referred, Act::Cancelled) => Cancelled,
        (Closed, Act::Reopened) => InHand,
        _ => return None,
    })
}

/// Who somebody is to a finding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// 督查办公室: he orders inspections of its kind.
    pub is_office: bool,
    /// He approves plans and reviews visits.
    pub approves: bool,
    /// 被检查方: the place is his to answer for.
    pub is_checked: bool,
    /// He was sent there, or wrote in the record.
    pub visited: bool,
    /// He reviewed the record.
    pub reviewed: bool,
    /// He was there, and another has raised the finding.
    pub is_second: bool,
}

/// Why somebody may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Barred {
    /// It is for others to do.
    Side,
    /// He asked for it himself, or reported it put right.
    Own,
    /// He is of the checked side.
    Checked,
    /// He had a part in the visit or its review.
    Part,
}

/// What somebody did, as far as it counts for who may decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hand<'h> {
    /// Who.
    pub person: &'h str,
    /// What.
    pub act: FindingAct,
}

/// The last hand of these acts is this person's.
fn is_own(hands: &[Hand<'_>], acts: &[FindingAct], person: &str) -> bool {
    hands.iter().rev().find(|hand| acts.contains(&hand.act)).is_some_and(|hand| hand.person == person)
}

/// Why a person may not do something; `hands` in turn. None: he may, where it can be done.
pub fn barred(act: FindingAct, who: Standing, person: &str, hands: &[Hand<'_>]) -> Option<Barred> {
    use FindingAct as Act;
    let unless = |may: bool, why: Barred| (!may).then_some(why);
    match act {
        Act::Issued | Act::Urged | Act::Referred | Act::Replied | Act::Planned | Act::Reopened => unless(who.is_office, Barred::Side),
        // What comes on paper or by telephone is entered by the office.
        Act::Signed | Act::Reported | Act::Mended | Act::Reached => unless(who.is_checked || who.is_office, Barred::Side),
        Act::Asked | Act::Objected => unless(who.is_checked, Barred::Side),
        Act::Granted | Act::Denied => unless(who.is_office, Barred::Side)
            .or_else(|| unless(!who.is_checked, Barred::Checked))
            .or_else(|| unless(!is_own(hands, &[Act::Asked], person), Barred::Own)),
        Act::Upheld | Act::Rejected => unless(who.approves, Barred::Side)
            .or_else(|| unless(!who.is_checked, Barred::Checked))
            .or_else(|| unless(!is_own(hands, &[Act::Objected], person), Barred::Own))
            .or_else(|| unless(!who.visited && !who.reviewed, Barred::Part)),
        Act::Confirmed => unless(who.is_second, Barred::Side).or_else(|| unless(!who.is_checked, Barred::Checked)),
        Act::Passed | Act::Failed => unless(who.is_office || who.approves, Barred::Side)
            .or_else(|| unless(!who.is_checked, Barred::Checked))
            .or_else(|| unless(!is_own(hands, &[Act::Mended, Act::Replied], person), Barred::Own)),
        // What a review agreed to is not struck out by whoever found it.
        Act::Cancelled => unless(who.approves, Barred::Side)
            .or_else(|| unless(!who.is_checked, Barred::Checked))
            .or_else(|| unless(!who.visited, Barred::Part)),
    }
}

/// The last day on which 复核 can be asked for.
pub fn object_until(noticed: Date) -> Date {
    later(noticed, OBJECT_DAYS)
}

/// The last day on which it is to be decided.
pub fn decide_until(objected: Date) -> Date {
    later(objected, DECIDE_DAYS)
}

/// 阶段目标 of a finding that takes long.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Milestone {
    /// From 1 on.
    pub no: u32,
    /// Until when.
    #[serde(with = "crate::day::DayText")]
    pub day: Date,
    /// What.
    pub what: String,
    /// On which day it was done.
    #[serde(default, with = "crate::day::MaybeDayText")]
    pub done: Option<Date>,
    /// 佐证
    #[serde(default)]
    pub proof: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use FindingAct as Act;
    use FindingState as State;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn every_act_in_every_state() {
        use State::{Cancelled, Closed, InHand, Issued, Objected, Open, Referred, Returned, ToRecheck, Withdrawn};
        let at_work = |state| {
            vec![
                (Act::Urged, state),
                (Act::Reported, state),
                (Act::Mended, ToRecheck),
                (Act::Asked, state),
                (Act::Granted, state),
                (Act::Denied, state),
                (Act::Planned, state),
                (Act::Reached, state),
                (Act::Referred, Referred),
                (Act::Cancelled, Cancelled),
            ]
        };
        let table: Vec<(State, Vec<(Act, State)>)> = vec![
            (Open, vec![(Act::Issued, Issued), (Act::Referred, Referred), (Act::Cancelled, Cancelled)]),
            (
                Issued,
                vec![
                    (Act::Urged, Issued),
                    (Act::Signed, InHand),
                    (Act::Objected, Objected),
                    (Act::Referred, Referred),
                    (Act::Cancelled, Cancelled),
                ],
            ),
            (InHand, [at_work(InHand), vec![(Act::Objected, Objected)]].concat()),
            (Returned, at_work(Returned)),
            (
                ToRecheck,
                vec![
                    (Act::Granted, ToRecheck),
                    (Act::Denied, ToRecheck),
                    (Act::Passed, Closed),
                    (Act::Failed, Returned),
                    (Act::Cancelled, Cancelled),
                ],
            ),
            (Objected, vec![(Act::Upheld, Cancelled), (Act::Rejected, InHand)]),
            (Referred, vec![(Act::Urged, Referred), (Act::Replied, ToRecheck), (Act::Cancelled, Cancelled)]),
            (Closed, vec![(Act::Reopened, InHand)]),
            (Cancelled, vec![]),
            (Withdrawn, vec![]),
        ];
        assert_eq!(table.len(), State::ALL.len());
        for (state, leads) in &table {
            for act in Act::ALL {
                let expected = leads.iter().find(|(one, _)| one == act).map(|(_, to)| *to);
                assert_eq!(next(*state, *act, Remedy::Long, Some(InHand)), expected, "{state:?} {act:?}");
            }
        }
        assert_eq!(next(Open, Act::Confirmed, Remedy::OnTheSpot, None), Some(Closed));
        assert_eq!(next(InHand, Act::Planned, Remedy::Limited, None), None, "what is done in days has no milestones");
        assert_eq!(next(Objected, Act::Rejected, Remedy::Limited, Some(Issued)), Some(Issued));
        assert_eq!(next(Objected, Act::Rejected, Remedy::Limited, Some(Closed)), None);
    }

    #[test]
    fn who_may_do_what() {
        let office = Standing { is_office: true, ..Standing::default() };
        let approver = Standing { approves: true, ..Standing::default() };
        let checked = Standing { is_checked: true, ..Standing::default() };
        let second = Standing { is_second: true, visited: true, ..Standing::default() };
        let all = [("office", office), ("approver", approver), ("checked", checked), ("second", second)];
        let table: &[(Act, &[&str])] = &[
            (Act::Issued, &["office"]),
            (Act::Urged, &["office"]),
            (Act::Signed, &["office", "checked"]),
            (Act::Reported, &["office", "checked"]),
            (Act::Mended, &["office", "checked"]),
            (Act::Asked, &["checked"]),
            (Act::Granted, &["office"]),
            (Act::Denied, &["office"]),
            (Act::Objected, &["checked"]),
            (Act::Upheld, &["approver"]),
            (Act::Rejected, &["approver"]),
            (Act::Confirmed, &["second"]),
            (Act::Passed, &["office", "approver"]),
            (Act::Failed, &["office", "approver"]),
            (Act::Referred, &["office"]),
            (Act::Replied, &["office"]),
            (Act::Planned, &["office"]),
            (Act::Reached, &["office", "checked"]),
            (Act::Cancelled, &["approver"]),
            (Act::Reopened, &["office"]),
        ];
        assert_eq!(table.len(), Act::ALL.len());
        for (act, may) in table {
            for (name, who) in all {
                assert_eq!(barred(*act, who, name, &[]).is_none(), may.contains(&name), "{act:?} {name}");
            }
        }
    }

    #[test]
    fn nobody_decides_about_his_own() {
        let hand = |person, act| Hand { person, act };
        let both = Standing { is_office: true, approves: true, ..Standing::default() };
        let hands = [hand("甲", Act::Mended), hand("乙", Act::Failed), hand("丙", Act::Mended), hand("丁", Act::Objected)];
        assert_eq!(barred(Act::Passed, both, "丙", &hands), Some(Barred::Own));
        assert_eq!(barred(Act::Passed, both, "甲", &hands), None, "that was found wanting");
        let checked = Standing { is_checked: true, ..both };
        assert_eq!(barred(Act::Passed, checked, "戊", &hands), Some(Barred::Checked));
        assert_eq!(barred(Act::Rejected, both, "丁", &hands), Some(Barred::Own));
        for part in [Standing { visited: true, ..both }, Standing { reviewed: true, ..both }] {
            assert_eq!(barred(Act::Rejected, part, "戊", &hands), Some(Barred::Part));
        }
        assert_eq!(barred(Act::Rejected, both, "戊", &hands), None);
        let visited = Standing { visited: true, ..both };
        assert_eq!(barred(Act::Cancelled, visited, "戊", &[]), Some(Barred::Part), "who found it does not strike it out");
        assert_eq!(barred(Act::Cancelled, Standing { reviewed: true, ..both }, "戊", &[]), None);
    }

    #[test]
    fn what_is_late_runs() {
        let due = Some(date(2026, 11, 20));
        for state in State::ALL {
            let expected = state.is_running().then_some(3);
            assert_eq!(state.days_late(due, date(2026, 11, 23)), expected, "{state:?}");
        }
        assert_eq!(State::InHand.days_late(due, date(2026, 11, 20)), None, "the last day is not late");
        assert_eq!(State::InHand.days_late(None, date(2026, 11, 23)), None);
        assert_eq!(object_until(date(2026, 1, 1)), date(2026, 1, 31));
        assert_eq!(decide_until(date(2026, 1, 31)), date(2026, 3, 2));
    }

    #[test]
    fn acts_say_what_they_need() {
        let silent: Vec<Act> = Act::ALL.iter().copied().filter(|act| act.least_words() == 0).collect();
        assert_eq!(silent, [Act::Issued, Act::Urged, Act::Signed, Act::Granted, Act::Confirmed]);
        assert!(Act::ALL.iter().filter(|act| act.needs_day()).eq([Act::Asked, Act::Planned, Act::Reopened].iter()));
        assert!(Act::Referred.needs_recipient() && !Act::Issued.needs_recipient());
        assert!(Act::ALL.iter().filter(|act| act.is_recheck()).eq([Act::Passed, Act::Failed].iter()));
    }

    proptest! {
        /// Whoever does what, in whatever order: nothing is closed unless somebody else looked, and he is not of the checked side.
        #[test]
        fn nothing_is_closed_without_a_recheck_by_another(
            steps in prop::collection::vec((0_usize..Act::ALL.len(), 0_usize..6), 0..60),
            remedy in 0_usize..Remedy::ALL.len(),
        ) {
            let remedy = Remedy::ALL[remedy];
            // Everybody may be several things at once; 甲 has raised it.
            let people = [
                ("甲", Standing { is_office: true, approves: true, visited: true, ..Standing::default() }),
                ("乙", Standing { is_office: true, is_second: true, visited: true, ..Standing::default() }),
                ("丙", Standing { approves: true, reviewed: true, ..Standing::default() }),
                ("丁", Standing { approves: true, is_office: true, ..Standing::default() }),
                ("戊", Standing { is_checked: true, ..Standing::default() }),
                ("己", Standing { is_checked: true, is_office: true, approves: true, ..Standing::default() }),
            ];
            let (mut state, mut before, mut hands) = (State::Open, None, Vec::new());
            for (act, person) in steps {
                let (act, (person, who)) = (Act::ALL[act], people[person]);
                let Some(to) = next(state, act, remedy, before) else { continue };
                if barred(act, who, person, &hands).is_some() {
                    continue;
                }
                if to == State::Closed {
                    prop_assert!(!who.is_checked);
                    match act {
                        Act::Confirmed => prop_assert!(who.is_second && person != "甲" && remedy == Remedy::OnTheSpot),
                        Act::Passed => {
                            let reported = hands.iter().rev().find(|hand: &&Hand<'_>| matches!(hand.act, Act::Mended | Act::Replied));
                            prop_assert!(reported.is_some_and(|hand| hand.person != person));
                        }
                        other => prop_assert!(false, "{other:?}"),
                    }
                }
                if to == State::Objected {
                    before = Some(state);
                }
                state = to;
                hands.push(Hand { person, act });
            }
        }
    }
}
