//! A finding (问题) of a visit: what is wrong where, how grave, and by when it is to be put right. The columns are those of the 整改台账.
//!
//! What becomes of it until it is closed (销号) stands in [`flow`]; what the ledger's file holds in [`columns`].

pub mod columns;
pub mod flow;

use super::checklist::Unified;
use crate::catalogue::codes::coded;
use crate::catalogue::problem::{At, ItemProblem, Rule, text_problem, tidy_all};
use serde::{Deserialize, Serialize};

/// Stable key of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct FindingId(pub i64);

/// Most characters of what is wrong, and of what is to be done about it.
pub const WHAT_LIMIT: usize = 1_000;
/// Most characters of where it is, and of who answers for it.
pub const SPOT_LIMIT: usize = 60;
/// Most working days that can be given.
pub const DAYS_MOST: u32 = 366;
/// Most findings of a visit.
pub const FINDINGS_MOST: usize = 200;

coded! {
    /// 严重程度
    Severity {
        /// 一般
        #[default]
        Minor => "minor_finding",
        /// 较重
        Serious => "serious_finding",
        /// 严重
        Grave => "grave_finding",
    }
    /// 处理方式
    Remedy {
        /// 立行立改: put right while the inspectors look on.
        OnTheSpot => "on_the_spot",
        /// 限期整改
        #[default]
        Limited => "within_days",
        /// 长期整改: the day is when it is looked at again.
        Long => "long_term",
        /// 移送: somebody else has to act.
        Referred => "referred",
    }
    /// How far a finding is.
    FindingState {
        /// 已登记
        #[default]
        Open => "finding_open",
        /// 已下发整改通知: nobody has signed for it yet.
        Issued => "finding_issued",
        /// 整改中
        InHand => "finding_in_hand",
        /// 退回整改: a re-check found it as it was.
        Returned => "finding_returned",
        /// 待复查: it is reported as put right, and nobody has looked whether it is.
        ToRecheck => "finding_to_recheck",
        /// 异议复核: the checked side says that it is none.
        Objected => "finding_objected",
        /// 已移送: somebody else has to act.
        Referred => "finding_referred",
        /// 已销号
        Closed => "finding_closed",
        /// 已撤销
        Cancelled => "finding_cancelled",
        /// 已撤回: raised by mistake, before the visit was handed in.
        Withdrawn => "finding_withdrawn",
    }
}

impl Remedy {
    /// It is to be put right in so many working days.
    pub fn has_days(self) -> bool {
        matches!(self, Self::Limited | Self::Long)
    }

    /// Somebody else is named to whom it goes.
    pub fn has_unit(self) -> bool {
        self == Self::Referred
    }
}

/// What a person may edit of a finding.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct FindingFields {
    /// The line it was raised from; empty: from none.
    pub line: String,
    /// 五统一类别
    pub unified: Unified,
    /// 问题描述
    pub what: String,
    /// 具体位置
    pub spot: String,
    /// 严重程度
    pub severity: Severity,
    /// 处理方式
    pub remedy: Remedy,
    /// 整改期限 in working days; nothing where it is put right at once, or goes elsewhere.
    pub days: u32,
    /// 责任单位; where it is referred: to whom.
    pub unit: String,
    /// 责任领导
    pub leader: String,
    /// 责任人
    pub person: String,
    /// 整改措施
    pub measures: String,
    /// 备注
    pub note: String,
}

/// Every field by its name, in the order of the form.
pub const FIELDS: [&str; 12] =
    ["what", "spot", "severity", "remedy", "days", "line", "unified", "unit", "leader", "person", "measures", "note"];

impl FindingFields {
    /// Takes one field over from another text; a name that there isn't takes nothing.
    pub fn take(&mut self, field: &str, from: &Self) {
        match field {
            "line" => self.line.clone_from(&from.line),
            "unified" => self.unified = from.unified,
            "what" => self.what.clone_from(&from.what),
            "spot" => self.spot.clone_from(&from.spot),
            "severity" => self.severity = from.severity,
            "remedy" => self.remedy = from.remedy,
            "days" => self.days = from.days,
            "unit" => self.unit.clone_from(&from.unit),
            "leader" => self.leader.clone_from(&from.leader),
            "person" => self.person.clone_from(&from.person),
            "measures" => self.measures.clone_from(&from.measures),
            "note" => self.note.clone_from(&from.note),
            _ => {}
        }
    }

    /// The same without blanks around texts.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        tidy_all(vec![
            &mut self.line,
            &mut self.what,
            &mut self.spot,
            &mut self.unit,
            &mut self.leader,
            &mut self.person,
            &mut self.measures,
            &mut self.note,
        ]);
        if !self.remedy.has_days() {
            self.days = 0;
        }
        self
    }

    /// The first thing that is wrong, in the order of the form.
    pub fn problem(&self) -> Option<ItemProblem> {
        let needed =
            |field: &'static str, text: &str| text.trim().is_empty().then_some(ItemProblem { at: At::Field(field), rule: Rule::Required });
        let days = || {
            let is_wrong = self.remedy.has_days() && !(1..=DAYS_MOST).contains(&self.days);
            is_wrong.then_some(ItemProblem { at: At::Field("days"), rule: Rule::Range(DAYS_MOST) })
        };
        needed("what", &self.what)
            .or_else(|| text_problem("what", &self.what, WHAT_LIMIT, true))
            .or_else(|| text_problem("spot", &self.spot, SPOT_LIMIT, false))
            .or_else(days)
            .or_else(|| if self.remedy.has_unit() { needed("unit", &self.unit) } else { None })
            .or_else(|| text_problem("unit", &self.unit, SPOT_LIMIT, false))
            .or_else(|| text_problem("leader", &self.leader, SPOT_LIMIT, false))
            .or_else(|| text_problem("person", &self.person, SPOT_LIMIT, false))
            .or_else(|| text_problem("measures", &self.measures, WHAT_LIMIT, true))
            .or_else(|| text_problem("note", &self.note, WHAT_LIMIT, true))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_named_and_taken() {
        let value = serde_json::to_value(FindingFields::default()).unwrap();
        let mut named: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
        let mut all = FIELDS.to_vec();
        named.sort_unstable();
        all.sort_unstable();
        assert_eq!(named, all);
        let words = || "字".to_owned();
        let full = FindingFields {
            line: words(),
            unified: Unified::Funding,
            what: words(),
            spot: words(),
            severity: Severity::Grave,
            remedy: Remedy::Long,
            days: 3,
            unit: words(),
            leader: words(),
            person: words(),
            measures: words(),
            note: words(),
        };
        for field in FIELDS {
            let mut taken = FindingFields::default();
            taken.take(field, &full);
            assert_ne!(taken, FindingFields::default(), "{field}");
        }
    }

    #[test]
    fn a_finding_says_what_and_by_when() {
        let good = FindingFields { what: "窗口无人值守".to_owned(), days: 5, ..FindingFields::default() };
        let at = |fields: FindingFields| fields.tidy().problem().map(|problem| problem.at.path());
        assert_eq!(at(good.clone()), None);
        assert_eq!(at(FindingFields { what: " ".to_owned(), ..good.clone() }).as_deref(), Some("what"));
        assert_eq!(at(FindingFields { days: 0, ..good.clone() }).as_deref(), Some("days"));
        assert_eq!(at(FindingFields { days: 367, remedy: Remedy::Long, ..good.clone() }).as_deref(), Some("days"));
        assert_eq!(at(FindingFields { remedy: Remedy::Referred, ..good.clone() }).as_deref(), Some("unit"));
        let spot = FindingFields { remedy: Remedy::OnTheSpot, days: 9, ..good }.tidy();
        assert_eq!((spot.days, spot.problem()), (0, None), "what is put right at once has no term");
    }
}
