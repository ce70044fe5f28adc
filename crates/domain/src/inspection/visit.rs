//! A visit (现场检查) from its first answer to its reviewed score: who was there, what was answered, what is missing before it is handed in.
//!
//! - At least two inspectors, and the signature of whom they checked or the note that it was refused: what records of inspections show (the
//!   papers named in the research of practice). A visit under cover (暗访) tells nobody, so nobody signs.
//! - Whoever reviews it did not visit.

use super::checklist::score::{Answer, Given, Score, asked};
use super::checklist::{Evidence, Line, Veto};
use super::plan::{Cover, VisitState};
use crate::account::AccountId;
use crate::catalogue::codes::coded;
use crate::catalogue::problem::{At, ItemProblem, Rule, once, text_problem, tidy_all};
use crate::time::Instant;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Most characters of what is said to an answer.
pub const ANSWER_LIMIT: usize = 1_000;
/// Most faults of a line.
pub const FAULTS_MOST: u32 = 999;
/// Fewest inspectors who were there.
pub const PRESENT_LEAST: usize = 2;
/// Most characters of a name.
pub const NAME_LIMIT: usize = 40;
/// Most characters of a telephone number.
pub const PHONE_LIMIT: usize = 30;
/// Most characters of why it was not signed.
pub const REFUSAL_LIMIT: usize = 300;

coded! {
    /// 被检查方签字
    Signing {
        /// 未签
        #[default]
        Open => "not_signed",
        /// 已签字
        Signed => "signed",
        /// 拒签
        Refused => "signing_refused",
    }
    /// What was done with a visit as a whole.
    VisitAct {
        /// 开始检查
        #[default]
        Begun => "visit_was_begun",
        /// 提交
        Submitted => "visit_handed_in",
        /// 审定
        Agreed => "visit_was_agreed",
        /// 退回
        Returned => "visit_sent_back",
    }
}

impl VisitState {
    /// Where an act leads; none: it can't be done from here.
    pub fn after(self, act: VisitAct) -> Option<Self> {
        match (self, act) {
            (Self::Waiting, VisitAct::Begun) => Some(Self::Begun),
            (Self::Begun | Self::Returned, VisitAct::Submitted) => Some(Self::Submitted),
            (Self::Submitted, VisitAct::Agreed) => Some(Self::Agreed),
            (Self::Submitted, VisitAct::Returned) => Some(Self::Returned),
            _ => None,
        }
    }

    /// Its record can be written in.
    pub fn is_written(self) -> bool {
        matches!(self, Self::Begun | Self::Returned)
    }

    /// Its record was begun.
    pub fn is_begun(self) -> bool {
        matches!(self, Self::Begun | Self::Returned | Self::Submitted | Self::Agreed)
    }

    /// It counts as a visit: it is to be made, is being made or was made.
    pub fn counts(self) -> bool {
        !matches!(self, Self::Standby | Self::Void)
    }
}

/// Who was there, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct PartyFields {
    /// 到场检查人员, of those who were sent.
    pub present: Vec<AccountId>,
    /// 被检查方人员
    pub receiver: String,
    /// 职务
    pub post: String,
    /// 联系电话
    pub phone: String,
    /// 签字情况
    pub signing: Signing,
    /// 拒签说明
    pub refusal: String,
    /// 开始时间
    pub began: Option<Instant>,
    /// 结束时间
    pub ended: Option<Instant>,
}

/// Every field by its name, in the order of the form.
pub const FIELDS: [&str; 8] = ["present", "began", "ended", "receiver", "post", "phone", "signing", "refusal"];

impl PartyFields {
    /// Takes one field over from another text; a name that there isn't takes nothing.
    pub fn take(&mut self, field: &str, from: &Self) {
        match field {
            "present" => self.present.clone_from(&from.present),
            "began" => self.began = from.began,
            "ended" => self.ended = from.ended,
            "receiver" => self.receiver.clone_from(&from.receiver),
            "post" => self.post.clone_from(&from.post),
            "phone" => self.phone.clone_from(&from.phone),
            "signing" => self.signing = from.signing,
            "refusal" => self.refusal.clone_from(&from.refusal),
            _ => {}
        }
    }

    /// The same without blanks around texts, with everybody once.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        tidy_all(vec![&mut self.receiver, &mut self.post, &mut self.phone, &mut self.refusal]);
        self.present = once(self.present);
        if self.signing != Signing::Refused {
            self.refusal.clear();
        }
        self
    }

    /// The first thing that is wrong by itself; what is needed only when it is handed in is said by [`missing`].
    pub fn problem(&self) -> Option<ItemProblem> {
        text_problem("receiver", &self.receiver, NAME_LIMIT, false)
            .or_else(|| text_problem("post", &self.post, NAME_LIMIT, false))
            .or_else(|| text_problem("phone", &self.phone, PHONE_LIMIT, false))
            .or_else(|| text_problem("refusal", &self.refusal, REFUSAL_LIMIT, true))
            .or_else(|| {
                let is_turned = self.began.zip(self.ended).is_some_and(|(began, ended)| ended < began);
                is_turned.then_some(ItemProblem { at: At::Field("ended"), rule: Rule::Order })
            })
    }
}

/// What stands at a line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Filled {
    /// 检查结果; none: it is not answered, or not any more.
    pub answer: Option<Answer>,
    /// 发现处数
    pub faults: u32,
    /// 情况说明
    pub words: String,
}

impl Filled {
    /// As it is reckoned with.
    pub fn given(&self) -> Option<Given> {
        self.answer.map(|answer| Given { answer, faults: self.faults })
    }

    /// The same without blanks around its words.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        tidy_all(vec![&mut self.words]);
        if !matches!(self.answer, Some(Answer::Partly | Answer::Fails)) {
            self.faults = 0;
        }
        self
    }

    /// What is wrong with it by itself.
    pub fn problem(&self) -> Option<ItemProblem> {
        let faults = || (self.faults > FAULTS_MOST).then_some(ItemProblem { at: At::Field("faults"), rule: Rule::Range(FAULTS_MOST) });
        text_problem("words", &self.words, ANSWER_LIMIT, true).or_else(faults)
    }
}

/// Answers as they are reckoned with.
pub fn given(answers: &BTreeMap<String, Filled>) -> BTreeMap<String, Given> {
    answers.iter().filter_map(|(no, filled)| Some((no.clone(), filled.given()?))).collect()
}

/// The score so far.
pub fn score(lines: &[Line], answers: &BTreeMap<String, Filled>) -> Score {
    super::checklist::score::score(lines, &given(answers))
}

/// What is missing before a visit can be handed in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", tag = "what", content = "line")]
pub enum Missing {
    /// A line that is asked has no answer.
    Answer(String),
    /// 不符合 without a word about it.
    Words(String),
    /// Points were lost where evidence is asked for, and nothing is said of it.
    Evidence(String),
    /// Fewer than two of those who were sent were there.
    Inspectors,
    /// Nobody of the checked side is named.
    Receiver,
    /// It is neither signed nor said to be refused.
    Signing,
    /// It was refused, and not said why.
    Refusal,
    /// When it began or ended is not said.
    Times,
}

impl Missing {
    /// The line that it is about; none: it is about who was there.
    pub fn line(&self) -> Option<&str> {
        match self {
            Self::Answer(no) | Self::Words(no) | Self::Evidence(no) => Some(no),
            Self::Inspectors | Self::Receiver | Self::Signing | Self::Refusal | Self::Times => None,
        }
    }
}

/// What is missing, in the order of the list; then what is missing of who was there.
pub fn missing(lines: &[Line], answers: &BTreeMap<String, Filled>, party: &PartyFields, cover: Cover) -> Vec<Missing> {
    let mut all = Vec::new();
    for line in asked(lines, &given(answers)) {
        let filled = answers.get(&line.no);
        let has_words = filled.is_some_and(|filled| !filled.words.trim().is_empty());
        match filled.and_then(|filled| filled.answer) {
            None => all.push(Missing::Answer(line.no.clone())),
            Some(_) if has_words => {}
            // A question that only decides what is asked next costs nothing.
            Some(Answer::Fails) if line.points.0 > 0 || line.veto == Veto::Yes => all.push(Missing::Words(line.no.clone())),
            Some(Answer::Partly) if line.evidence != Evidence::None => all.push(Missing::Evidence(line.no.clone())),
            Some(_) => {}
        }
    }
    if party.present.len() < PRESENT_LEAST {
        all.push(Missing::Inspectors);
    }
    if cover == Cover::Open {
        if party.receiver.is_empty() {
            all.push(Missing::Receiver);
        }
        match party.signing {
            Signing::Open => all.push(Missing::Signing),
            Signing::Refused if party.refusal.is_empty() => all.push(Missing::Refusal),
            Signing::Signed | Signing::Refused => {}
        }
    }
    if party.began.is_none() || party.ended.is_none() {
        all.push(Missing::Times);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspection::points::Points;
    use uuid::Uuid;

    fn line(no: &str, evidence: Evidence) -> Line {
        Line { no: no.to_owned(), text: "内容".to_owned(), points: Points(100), evidence, ..Line::default() }
    }

    fn filled(answer: Answer, words: &str) -> Filled {
        Filled { answer: Some(answer), words: words.to_owned(), faults: 0 }
    }

    fn party() -> PartyFields {
        PartyFields {
            present: vec![AccountId(Uuid::from_u128(1)), AccountId(Uuid::from_u128(2))],
            receiver: "陈某".to_owned(),
            signing: Signing::Signed,
            began: Some(Instant(1)),
            ended: Some(Instant(2)),
            ..PartyFields::default()
        }
    }

    #[test]
    fn what_is_missing_is_told_line_by_line() {
        let mut second = line("2", Evidence::Photo);
        second.only_if = "1".to_owned();
        let lines = vec![line("1", Evidence::None), second, line("3", Evidence::Photo)];
        let of = |answers: &[(&str, Filled)]| {
            let answers = answers.iter().map(|(no, filled)| ((*no).to_owned(), filled.clone())).collect();
            missing(&lines, &answers, &party(), Cover::Open)
        };
        let no = |no: &str| no.to_owned();
        assert_eq!(of(&[]), [Missing::Answer(no("1")), Missing::Answer(no("3"))], "what is not asked yet is not missing");
        let answers = [("1", filled(Answer::Fits, "")), ("2", filled(Answer::Partly, "")), ("3", filled(Answer::Fails, " "))];
        assert_eq!(of(&answers), [Missing::Evidence(no("2")), Missing::Words(no("3"))]);
        let answers = [("1", filled(Answer::Fails, "门锁着")), ("2", filled(Answer::Fails, "")), ("3", filled(Answer::Fits, ""))];
        assert_eq!(of(&answers), [], "what is not asked any more is not missing");
        let asks = Line { points: Points(0), ..line("1", Evidence::None) };
        let no_answer =
            |line: &Line| missing(std::slice::from_ref(line), &[("1".to_owned(), filled(Answer::Fails, ""))].into(), &party(), Cover::Open);
        assert_eq!((no_answer(&asks), no_answer(&Line { veto: Veto::Yes, ..asks.clone() })), (vec![], vec![Missing::Words(no("1"))]));
        let unanswered = Filled { words: "再看".to_owned(), ..Filled::default() };
        assert_eq!(of(&[("1", unanswered), ("3", filled(Answer::NotApplicable, ""))]), [Missing::Answer(no("1"))]);
    }

    #[test]
    fn who_was_there_is_part_of_the_record() {
        let of = |party: &PartyFields, cover| missing(&[], &BTreeMap::new(), party, cover);
        assert_eq!(of(&party(), Cover::Open), []);
        let nobody = PartyFields::default();
        assert_eq!(of(&nobody, Cover::Open), [Missing::Inspectors, Missing::Receiver, Missing::Signing, Missing::Times]);
        assert_eq!(of(&nobody, Cover::Covert), [Missing::Inspectors, Missing::Times], "under cover nobody signs");
        let refused = PartyFields { signing: Signing::Refused, ..party() };
        assert_eq!(of(&refused, Cover::Open), [Missing::Refusal]);
        let twice = PartyFields { present: vec![AccountId(Uuid::from_u128(1)); 2], ..party() }.tidy();
        assert_eq!(of(&twice, Cover::Open), [Missing::Inspectors], "one is not two");
        let turned = PartyFields { began: Some(Instant(3)), ..party() };
        assert_eq!(turned.problem().map(|problem| problem.at.path()).as_deref(), Some("ended"));
    }

    #[test]
    fn every_field_is_named_and_taken() {
        let value = serde_json::to_value(PartyFields::default()).unwrap();
        let mut named: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
        let mut all = FIELDS.to_vec();
        named.sort_unstable();
        all.sort_unstable();
        assert_eq!(named, all);
        let full = PartyFields { post: "主任".to_owned(), phone: "1".to_owned(), refusal: "不在".to_owned(), ..party() };
        for field in FIELDS {
            let mut taken = PartyFields::default();
            taken.take(field, &full);
            assert_ne!(taken, PartyFields::default(), "{field}");
        }
    }

    #[test]
    fn a_visit_goes_its_way() {
        use VisitAct as Act;
        let way = [Act::Begun, Act::Submitted, Act::Returned, Act::Submitted, Act::Agreed];
        let mut state = VisitState::Waiting;
        for act in way {
            state = state.after(act).unwrap();
        }
        assert_eq!(state, VisitState::Agreed);
        for end in [VisitState::Agreed, VisitState::Standby, VisitState::Void] {
            assert!(VisitAct::ALL.iter().all(|act| end.after(*act).is_none()));
        }
    }

    #[test]
    fn faults_belong_to_what_is_not_in_order() {
        let filled = |answer| Filled { answer: Some(answer), faults: 3, words: " 两处 ".to_owned() }.tidy();
        assert_eq!((filled(Answer::Fits).faults, filled(Answer::Fails).faults, filled(Answer::Fails).words.as_str()), (0, 3, "两处"));
        let many = Filled { faults: 1_000, ..filled(Answer::Fails) };
        assert_eq!(many.problem().map(|problem| problem.at.path()).as_deref(), Some("faults"));
    }
}
