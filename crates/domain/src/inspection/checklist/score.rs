//! What the answers of a visit are worth.

use super::{Deduct, Line, Unified, Veto};
use crate::catalogue::codes::coded;
use crate::inspection::points::Points;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

coded! {
    /// 检查结果 of a line.
    Answer {
        /// 符合
        #[default]
        Fits => "fits",
        /// 部分符合
        Partly => "partly",
        /// 不符合
        Fails => "fails",
        /// 不适用
        NotApplicable => "not_applicable",
    }
}

/// An answer as it was given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Given {
    /// Which.
    pub answer: Answer,
    /// 发现处数, where each fault costs something; one if nothing is said.
    #[serde(default)]
    pub faults: u32,
}

/// What was got of what could be got.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Share {
    /// 得分
    pub got: Points,
    /// 应得分: lines that apply and are answered.
    pub of: Points,
}

impl Share {
    /// Out of a hundred, in tenths, halves up; `None` where nothing could be got.
    pub fn hundredth(self) -> Option<u32> {
        let (got, of) = (u64::from(self.got.0), u64::from(self.of.0));
        (of > 0).then(|| u32::try_from((got * 2_000 + of) / (of * 2)).unwrap_or(1_000))
    }
}

/// The score (得分) of a visit so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Score {
    /// In all.
    pub all: Share,
    /// By 五统一, in their order; those without a line are left out.
    pub by: Vec<(Unified, Share)>,
    /// 扣分: numbers of lines and what was lost there.
    pub lost: Vec<(String, Points)>,
    /// 一票否决: numbers of the lines that a station failed.
    pub vetoed: Vec<String>,
    /// Numbers of the lines that are asked and not answered.
    pub open: Vec<String>,
}

/// The lines that are asked, given what was answered: a line whose condition is not known yet, does not fit or is not applicable is not.
pub fn asked<'a>(lines: &'a [Line], given: &BTreeMap<String, Given>) -> Vec<&'a Line> {
    let mut asked: Vec<&Line> = Vec::new();
    for line in lines {
        let holds = line.only_if.is_empty()
            || asked.iter().any(|before| before.no == line.only_if)
                && given.get(&line.only_if).is_some_and(|given| matches!(given.answer, Answer::Fits | Answer::Partly));
        if holds {
            asked.push(line);
        }
    }
    asked
}

/// What a line loses by an answer.
pub fn lost(line: &Line, given: Given) -> Points {
    let lost = match (given.answer, line.deduct) {
        (Answer::Fits | Answer::NotApplicable, _) => 0,
        (Answer::Fails, Deduct::Graded) => line.points.0,
        (Answer::Partly, Deduct::Graded) if line.each.0 == 0 => line.points.0.div_ceil(2),
        (Answer::Partly, Deduct::Graded) => line.each.0,
        // 不符合 without a count has lost it all; 部分符合 without one has one fault.
        (Answer::Fails, Deduct::PerFault) if given.faults == 0 => line.points.0,
        (_, Deduct::PerFault) => line.each.0.saturating_mul(given.faults.max(1)),
    };
    Points(lost.min(line.points.0))
}

/// Reckons the score. Lines that are not applicable count neither for nor against.
pub fn score(lines: &[Line], given: &BTreeMap<String, Given>) -> Score {
    let mut score = Score::default();
    let mut by: BTreeMap<Unified, Share> = lines.iter().map(|line| (line.unified, Share::default())).collect();
    for line in asked(lines, given) {
        let Some(answer) = given.get(&line.no).copied() else {
            score.open.push(line.no.clone());
            continue;
        };
        if answer.answer == Answer::NotApplicable {
            continue;
        }
        let lost = lost(line, answer);
        for share in [Some(&mut score.all), by.get_mut(&line.unified)].into_iter().flatten() {
            share.of.0 += line.points.0;
            share.got.0 += line.points.0 - lost.0;
        }
        if lost.0 > 0 {
            score.lost.push((line.no.clone(), lost));
        }
        if line.veto == Veto::Yes && answer.answer == Answer::Fails {
            score.vetoed.push(line.no.clone());
        }
    }
    score.by = by.into_iter().collect();
    score
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn line(no: &str, unified: Unified, points: u32) -> Line {
        Line { no: no.to_owned(), unified, text: "内容".to_owned(), points: Points(points), ..Line::default() }
    }

    fn given(all: &[(&str, Answer, u32)]) -> BTreeMap<String, Given> {
        all.iter().map(|(no, answer, faults)| ((*no).to_owned(), Given { answer: *answer, faults: *faults })).collect()
    }

    fn list() -> Vec<Line> {
        vec![
            Line { veto: Veto::Yes, ..line("1", Unified::OrgStaff, 200) },
            Line { each: Points(10), deduct: Deduct::PerFault, ..line("2", Unified::SiteSign, 40) },
            line("3", Unified::ItSystem, 0),
            Line { only_if: "3".to_owned(), ..line("4", Unified::ItSystem, 45) },
            Line { only_if: "4".to_owned(), each: Points(5), ..line("5", Unified::ItSystem, 20) },
        ]
    }

    #[test]
    fn answers_are_worth_what_the_list_says() {
        use Answer::{Fails, Fits, NotApplicable, Partly};
        type Wanted<'a> = (u32, u32, &'a [(&'a str, u32)], &'a [&'a str], &'a [&'a str]);
        let cases: [(&[(&str, Answer, u32)], Wanted<'_>); 7] = [
            (&[], (0, 0, &[], &[], &["1", "2", "3"])),
            (&[("1", Fits, 0), ("2", Fails, 3), ("3", Fits, 0)], (210, 240, &[("2", 30)], &[], &["4"])),
            (&[("1", Fails, 0), ("2", Fails, 9), ("3", Fails, 0)], (0, 240, &[("1", 200), ("2", 40)], &["1"], &[])),
            (&[("1", Partly, 0), ("2", Partly, 0), ("3", NotApplicable, 0)], (130, 240, &[("1", 100), ("2", 10)], &[], &[])),
            (&[("1", NotApplicable, 0), ("2", Fails, 0), ("3", Fits, 0), ("4", Partly, 0)], (22, 85, &[("2", 40), ("4", 23)], &[], &["5"])),
            (&[("1", Fits, 0), ("2", Fits, 0), ("3", Partly, 0), ("4", Fits, 0), ("5", Partly, 0)], (300, 305, &[("5", 5)], &[], &[])),
            // The last is not asked any more: what was answered before does not count.
            (&[("1", Fits, 0), ("2", Fits, 0), ("3", Fails, 0), ("4", Fits, 0), ("5", Fits, 0)], (240, 240, &[], &[], &[])),
        ];
        for (answers, (got, of, lost, vetoed, open)) in cases {
            let score = score(&list(), &given(answers));
            assert_eq!(score.all, Share { got: Points(got), of: Points(of) }, "{answers:?}");
            assert_eq!(score.lost.iter().map(|(no, lost)| (no.as_str(), lost.0)).collect::<Vec<_>>(), lost, "{answers:?}");
            assert_eq!((score.vetoed.as_slice(), score.open.as_slice()), (&owned(vetoed)[..], &owned(open)[..]), "{answers:?}");
        }
    }

    fn owned(all: &[&str]) -> Vec<String> {
        all.iter().map(|one| (*one).to_owned()).collect()
    }

    #[test]
    fn a_share_is_rounded_to_tenths_of_a_hundred() {
        let share = |got, of| Share { got: Points(got), of: Points(of) }.hundredth();
        assert_eq!((share(2, 3), share(1, 8), share(1, 1), share(0, 5), share(0, 0)), (Some(667), Some(125), Some(1_000), Some(0), None));
        assert_eq!(share(1, 16), Some(63), "62.5 of a thousand: up");
    }

    proptest! {
        /// Parts add up to the whole; nothing is lost beyond what a line gives; answering better never scores worse.
        #[test]
        fn a_score_holds_together(answers in prop::collection::vec((0usize..4, 0u32..6), 5)) {
            let lines = list();
            let given: BTreeMap<String, Given> = lines.iter().zip(&answers)
                .map(|(line, (answer, faults))| (line.no.clone(), Given { answer: Answer::ALL[*answer], faults: *faults })).collect();
            let before = score(&lines, &given);
            let sum = |pick: fn(&Share) -> u32| before.by.iter().map(|(_, share)| pick(share)).sum::<u32>();
            prop_assert_eq!((sum(|s| s.got.0), sum(|s| s.of.0)), (before.all.got.0, before.all.of.0));
            prop_assert_eq!(before.lost.iter().map(|(_, lost)| lost.0).sum::<u32>(), before.all.of.0 - before.all.got.0);
            let mut better = given.clone();
            better.insert("1".to_owned(), Given { answer: Answer::Fits, faults: 0 });
            prop_assert!(score(&lines, &better).all.got >= before.all.got);
        }
    }
}
