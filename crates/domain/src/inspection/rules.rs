//! 督查规则: how plans and notices are numbered, how often a village may be visited, what is too soon, what counts as found again; the annual
//! plan; and what weighs at a draw by risk.
//!
//! 整治形式主义为基层减负若干规定 (2024): inspections are planned and filed by the year, and places are not visited without need. All of it are settings.

use super::draw::WEIGHT_MOST;
use super::plan::{Cover, PlanKind};
use crate::supervision::number::{Pattern, SERIAL, YEAR};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Most visits of a village in a year that can be set.
pub const CAP_MOST: u32 = 100;
/// Most days that can be set as too soon.
pub const REPEAT_MOST: u32 = 366;
/// Most days that can be set for what is found again.
pub const AGAIN_MOST: u32 = 1_830;
/// Most plans of an annual plan.
pub const YEAR_PLANS_MOST: u32 = 1_000;
/// Most characters of an annual plan's number.
pub const YEAR_NUMBER_LIMIT: usize = 60;
/// Most characters of its note.
pub const YEAR_NOTE_LIMIT: usize = 2_000;

/// How plans of each kind are numbered, counted anew each year.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Numbers {
    /// 政府督查
    pub government: Pattern,
    /// 业务检查
    pub business: Pattern,
    /// 日常巡查
    pub patrol: Pattern,
}

impl Numbers {
    fn new(words: [&str; 3]) -> Self {
        let [government, business, patrol] = words.map(|word| Pattern(format!("{word}〔{YEAR}〕{SERIAL}号")));
        Self { government, business, patrol }
    }

    fn of(&self, kind: PlanKind) -> &Pattern {
        match kind {
            PlanKind::Government => &self.government,
            PlanKind::Business => &self.business,
            PlanKind::Patrol => &self.patrol,
        }
    }

    fn all(&self) -> [(&'static str, &Pattern); 3] {
        [("government", &self.government), ("business", &self.business), ("patrol", &self.patrol)]
    }
}

/// The rules.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InspectionRules {
    /// Numbers of plans that are known.
    pub open: Numbers,
    /// Numbers of plans under cover. They are counted by themselves: a gap among the others would tell that there is one.
    pub covert: Numbers,
    /// 年度次数上限: visits of a village in a year; 0: none is set.
    pub cap: u32,
    /// 重复检查: days within which a second visit of a village is too soon; 0: none are.
    pub repeat_days: u32,
    /// Numbers of 整改通知书.
    #[serde(default = "notices")]
    pub notice: Pattern,
    /// 重复问题: days within which the same at the same station is told of as found again; 0: nothing is.
    #[serde(default = "again_days")]
    pub again_days: u32,
}

fn notices() -> Pattern {
    Pattern(format!("麻督改〔{YEAR}〕{SERIAL}号"))
}

fn again_days() -> u32 {
    365
}

impl Default for InspectionRules {
    fn default() -> Self {
        Self {
            open: Numbers::new(["麻督查", "麻业查", "麻巡查"]),
            covert: Numbers::new(["麻督访", "麻业访", "麻巡访"]),
            cap: 4,
            repeat_days: 60,
            notice: notices(),
            again_days: again_days(),
        }
    }
}

impl InspectionRules {
    /// The pattern of a plan's number.
    pub fn pattern(&self, kind: PlanKind, cover: Cover) -> &Pattern {
        match cover {
            Cover::Open => self.open.of(kind),
            Cover::Covert => self.covert.of(kind),
        }
    }

    /// Every pattern with its field: `open.government`.
    pub fn patterns(&self) -> Vec<(String, &Pattern)> {
        let covers = [("open", &self.open), ("covert", &self.covert)];
        covers
            .into_iter()
            .flat_map(|(cover, numbers)| numbers.all().map(|(field, pattern)| (format!("{cover}.{field}"), pattern)))
            .chain([("notice".to_owned(), &self.notice)])
            .collect()
    }

    /// The field of a pattern that an earlier one has too: two plans would have one number.
    pub fn same_pattern(&self) -> Option<String> {
        let all = self.patterns();
        let is_before = |n: usize, pattern: &Pattern| all.iter().take(n).any(|(_, other)| other.0.trim() == pattern.0.trim());
        all.iter().enumerate().find(|(n, (_, pattern))| is_before(*n, pattern)).map(|(_, (field, _))| field.clone())
    }

    /// The first number that lies outside of its range: field and most.
    pub fn numbers(&self) -> Option<(&'static str, u32)> {
        [("cap", self.cap, CAP_MOST), ("repeat_days", self.repeat_days, REPEAT_MOST), ("again_days", self.again_days, AGAIN_MOST)]
            .into_iter()
            .find(|(_, n, most)| n > most)
            .map(|(field, _, most)| (field, most))
    }
}

/// 年度计划 of a kind: what is filed for a year.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct YearFields {
    /// 计划文号, as it was given.
    pub number: String,
    /// 备案日期
    #[serde(with = "crate::day::MaybeDayText")]
    pub filed: Option<Date>,
    /// How many plans there are to be; 0: it does not say.
    pub plans: u32,
    /// 说明
    pub note: String,
}

/// What is known of a station that may be drawn by risk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// 差评 of the last twelve months.
    pub bad: i64,
    /// Days since the last visit; none: no visit is known.
    pub days_since: Option<i64>,
    /// Its last score that was agreed to, in thousandths of what could be reached; none: none is known.
    pub rate: Option<i64>,
    /// Findings that are neither closed nor struck out.
    pub open: i64,
}

/// How much a station weighs at a draw by risk: whole, 1 to [`WEIGHT_MOST`].
///
/// 100 for each; 15 for each bad rating of the last year, up to 300; up to 300 for the days since the last visit, in parts of a year, all of them where
/// none is known; half of the thousandths that its last score lacks, up to 150; 30 for each finding that is open, up to 150.
pub fn risk(known: &Known) -> u32 {
    let bad = known.bad.clamp(0, 20) * 15;
    let days = known.days_since.unwrap_or(365).clamp(0, 365) * 300 / 365;
    let lacking = known.rate.map_or(0, |rate| 1_000 - rate.clamp(0, 1_000)).min(300) / 2;
    let open = known.open.clamp(0, 5) * 30;
    u32::try_from(100 + bad + days + lacking + open).unwrap_or(1).clamp(1, WEIGHT_MOST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn numbers_differ_by_kind_and_cover() {
        let rules = InspectionRules::default();
        assert!(rules.patterns().iter().all(|(_, pattern)| pattern.problem().is_none()));
        let mut all = BTreeSet::new();
        for kind in PlanKind::ALL {
            for cover in Cover::ALL {
                all.insert(rules.pattern(*kind, *cover).number(2026, 3));
            }
        }
        assert_eq!(all.len(), 6);
        assert!(all.contains("麻督查〔2026〕3号") && all.contains("麻督访〔2026〕3号"));
        assert_eq!(rules.same_pattern(), None);
        let same = InspectionRules { covert: rules.open.clone(), ..rules.clone() };
        assert_eq!(same.same_pattern().as_deref(), Some("covert.government"));
        assert_eq!(rules.numbers(), None);
        let same = InspectionRules { notice: rules.open.patrol.clone(), ..rules.clone() };
        assert_eq!(same.same_pattern().as_deref(), Some("notice"));
        assert_eq!(InspectionRules { cap: 101, ..rules.clone() }.numbers(), Some(("cap", CAP_MOST)));
        assert_eq!(InspectionRules { again_days: 2_000, ..rules }.numbers(), Some(("again_days", AGAIN_MOST)));
    }

    #[test]
    fn rules_of_before_are_read() {
        let mut kept = serde_json::to_value(InspectionRules::default()).unwrap();
        for field in ["notice", "again_days"] {
            kept.as_object_mut().unwrap().remove(field);
        }
        assert_eq!(serde_json::from_value::<InspectionRules>(kept).unwrap(), InspectionRules::default());
    }

    #[test]
    fn risk_weighs_ratings_time_score_and_findings() {
        let known = |bad, days_since, rate, open| Known { bad, days_since, rate, open };
        let table = [
            (known(0, Some(0), Some(1_000), 0), 100),
            (known(0, None, None, 0), 400),
            (known(3, Some(73), Some(920), 2), 100 + 45 + 60 + 40 + 60),
            (known(0, Some(0), Some(0), 0), 250),
            (known(1_000, Some(10_000), Some(0), 1_000), WEIGHT_MOST),
            (known(-1, Some(-1), Some(2_000), -1), 100),
        ];
        for (known, weight) in table {
            assert_eq!(risk(&known), weight, "{known:?}");
        }
    }
}
