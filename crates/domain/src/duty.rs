//! 权责清单: what a body has the power and the duty to do (权责事项), and the 履行职责事项清单 of towns.
//!
//! An entry's text is [`DutyFields`]; its rows are here too, checked and compared by the same parts as a service item's. How a
//! text is drafted, reviewed and published is in [`flow`]; what two texts have otherwise in [`differ`].

pub mod differ;
pub mod flow;
pub mod loose;

use crate::attachment::{AttachmentId, Media};
use crate::body::BodyId;
use crate::catalogue::codes::{ItemKind, Origin, coded};
use crate::catalogue::item::ITEM_NAME_LIMIT;
use crate::catalogue::parts::{LINE_LIMIT, Part, PartColumn, TEXT_LIMIT, parts};
use crate::catalogue::pattern::CODE_LIMIT;
use crate::catalogue::problem::{At, ItemProblem, Rule, once, rows_problem, text_problem, tidy_all, tidy_rows};
use crate::place::{Level, PlaceId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Stable key of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct DutyId(pub i64);

/// Stable key of a version of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct VersionId(pub i64);

coded! {
    /// 清单类别: the list of a body's powers and duties, or what a town does of its own, helps with, or gave back.
    DutyList {
        /// 权责清单
        #[default]
        Powers => "powers",
        /// 镇履行职责事项清单: 基本履职
        TownBasic => "town_basic",
        /// 镇履行职责事项清单: 配合履职
        TownAssist => "town_assist",
        /// 镇履行职责事项清单: 上级部门收回
        TownRecalled => "town_recalled",
    }
    /// 风险等级
    RiskLevel {
        /// 高
        High => "high",
        /// 中
        #[default]
        Medium => "medium",
        /// 低
        Low => "low",
    }
}

impl DutyList {
    /// One of the lists of a town.
    pub fn is_town(self) -> bool {
        self != Self::Powers
    }
}

parts! {
    /// 实施依据
    LegalBasis {
        /// 法律法规或文件名称
        law: String = required,
        /// 条
        article: String = optional,
        /// 款、项
        clause: String = optional,
        /// 条文原文
        text: String as Text = optional,
    }
    /// 责任事项
    DutyStep {
        /// 责任环节: 受理, 审查, 决定 …
        name: String = required,
        /// 责任事项内容
        content: String as Text = required,
        /// 责任事项依据
        basis: String as Text = optional,
    }
    /// 廉政风险点
    RiskPoint {
        /// 环节
        stage: String = required,
        /// 表现形式
        form: String as Text = optional,
        /// 等级
        level: RiskLevel = optional,
        /// 防控措施
        measure: String as Text = optional,
        /// 责任人
        person: String = optional,
    }
}

/// Which rows of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DutyPart {
    /// 实施依据
    Basis,
    /// 责任事项
    Steps,
    /// 廉政风险点
    Risks,
}

impl DutyPart {
    /// Every kind, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Basis, Self::Steps, Self::Risks];

    /// Its name as a field of an entry.
    pub fn code(self) -> &'static str {
        match self {
            Self::Basis => "basis",
            Self::Steps => "steps",
            Self::Risks => "risks",
        }
    }

    /// The kind of a name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The cells of its rows.
    pub fn columns(self) -> &'static [PartColumn] {
        match self {
            Self::Basis => LegalBasis::COLUMNS,
            Self::Steps => DutyStep::COLUMNS,
            Self::Risks => RiskPoint::COLUMNS,
        }
    }
}

/// 运行流程图 as a file. It is fixed with the text: the same name with other bytes is another one.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FlowChart {
    /// Where its bytes are kept.
    pub id: AttachmentId,
    /// The name of the file.
    pub name: String,
    /// What it is.
    pub media: Media,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
}

impl FlowChart {
    /// The start of its hash, by which people tell two of one name apart.
    pub fn mark(&self) -> &str {
        self.sha256.get(..8).unwrap_or(&self.sha256)
    }
}

/// What a person may edit of an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct DutyFields {
    /// 清单类别
    pub list: DutyList,
    /// 事项编码; entries of a town's list may have none.
    pub code: String,
    /// 事项名称
    pub name: String,
    /// 主项, if this is a 子项.
    pub parent: Option<DutyId>,
    /// 权力类型
    pub kind: ItemKind,
    /// 行使主体
    pub body: Option<BodyId>,
    /// 共同行使主体: joint duties show all bodies.
    pub joint: Vec<BodyId>,
    /// 承办机构
    pub undertaker: String,
    /// 行使区域: the district or a town.
    pub place: Option<PlaceId>,
    /// 实施层级
    pub levels: Vec<Level>,
    /// 权限划分
    pub authority: String,
    /// 部门职责
    pub body_duty: String,
    /// 实施依据
    pub basis: Vec<LegalBasis>,
    /// 处罚的行为、种类、幅度
    pub measures: String,
    /// 责任事项
    pub steps: Vec<DutyStep>,
    /// 追责对象范围
    pub accountable: String,
    /// 追责情形
    pub situations: String,
    /// 追责依据
    pub accountability_basis: String,
    /// 廉政风险点
    pub risks: Vec<RiskPoint>,
    /// 监督电话
    pub hotline: String,
    /// 运行流程图: a file's name or address.
    pub flow_chart: String,
    /// The same as a file.
    pub flow_chart_file: Option<FlowChart>,
    /// 来源
    pub origin: Origin,
    /// The day on which somebody checked it against its source; none: 待核实.
    #[serde(with = "crate::day::MaybeDayText")]
    pub verified: Option<Date>,
    /// 备注
    pub note: String,
}

/// Every field by its name, in the order of the form. Rows of a kind are one field.
pub const FIELDS: [&str; 25] = [
    "list",
    "code",
    "name",
    "parent",
    "kind",
    "body",
    "joint",
    "undertaker",
    "place",
    "levels",
    "authority",
    "body_duty",
    "basis",
    "measures",
    "steps",
    "accountable",
    "situations",
    "accountability_basis",
    "risks",
    "hotline",
    "flow_chart",
    "flow_chart_file",
    "origin",
    "verified",
    "note",
];

/// Fields that stand in one cell of a table: a line or a word.
pub const CELLS: [&str; 10] = ["name", "code", "list", "kind", "body", "undertaker", "place", "hotline", "flow_chart", "origin"];

/// What is told of a version when it is read, so that a change knows what it was made upon: which of the entry's versions it is, and
/// how often it had been saved. A later one is greater.
pub fn stamp(no: i64, saved: i64) -> i64 {
    no.saturating_mul(10_000).saturating_add(saved)
}

impl DutyFields {
    /// The same without blanks around texts and without empty rows; levels and bodies once each.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        tidy_all(vec![
            &mut self.code,
            &mut self.name,
            &mut self.undertaker,
            &mut self.authority,
            &mut self.body_duty,
            &mut self.measures,
            &mut self.accountable,
            &mut self.situations,
            &mut self.accountability_basis,
            &mut self.hotline,
            &mut self.flow_chart,
            &mut self.note,
        ]);
        let levels = std::mem::take(&mut self.levels);
        self.levels = Level::ALL.into_iter().filter(|level| levels.contains(level)).collect();
        let body = self.body;
        self.joint = once(std::mem::take(&mut self.joint)).into_iter().filter(|joint| Some(*joint) != body).collect();
        self.joint.sort_unstable();
        self.basis = tidy_rows(self.basis);
        self.steps = tidy_rows(self.steps);
        self.risks = tidy_rows(self.risks);
        self
    }

    /// The first thing that is wrong, in the order of the form. Whether what it names is there is asked where that is known.
    pub fn problem(&self) -> Option<ItemProblem> {
        let required = [
            // Towns number by place and turn; powers are known by their codes everywhere.
            ("code", self.list == DutyList::Powers && self.code.trim().is_empty()),
            ("name", self.name.trim().is_empty()),
            ("body", self.body.is_none()),
            ("place", self.place.is_none()),
            ("levels", self.levels.is_empty()),
        ];
        let field = |field: &'static str, rule: Rule| Some(ItemProblem { at: At::Field(field), rule });
        if let Some((name, _)) = required.into_iter().find(|(_, is_missing)| *is_missing) {
            return field(name, Rule::Required);
        }
        let texts = [
            ("code", &self.code, CODE_LIMIT, false),
            ("name", &self.name, ITEM_NAME_LIMIT, false),
            ("undertaker", &self.undertaker, LINE_LIMIT, false),
            ("authority", &self.authority, TEXT_LIMIT, true),
            ("body_duty", &self.body_duty, TEXT_LIMIT, true),
            ("measures", &self.measures, TEXT_LIMIT, true),
            ("accountable", &self.accountable, TEXT_LIMIT, true),
            ("situations", &self.situations, TEXT_LIMIT, true),
            ("accountability_basis", &self.accountability_basis, TEXT_LIMIT, true),
            ("hotline", &self.hotline, LINE_LIMIT, false),
            ("flow_chart", &self.flow_chart, LINE_LIMIT, false),
            ("note", &self.note, TEXT_LIMIT, true),
        ];
        let wrong = texts.into_iter().find_map(|(name, text, limit, several)| text_problem(name, text, limit, several));
        wrong
            .or_else(|| rows_problem("basis", &self.basis))
            .or_else(|| rows_problem("steps", &self.steps))
            .or_else(|| rows_problem("risks", &self.risks))
    }

    /// Rows of a kind by their cells.
    pub fn rows(&self, kind: DutyPart) -> Vec<Vec<String>> {
        fn cells<P: Part>(rows: &[P]) -> Vec<Vec<String>> {
            rows.iter().map(Part::cells).collect()
        }
        match kind {
            DutyPart::Basis => cells(&self.basis),
            DutyPart::Steps => cells(&self.steps),
            DutyPart::Risks => cells(&self.risks),
        }
    }

    /// Takes over rows of a kind; false if a cell can't hold what is there, and nothing is taken then.
    pub fn set_rows(&mut self, kind: DutyPart, rows: &[Vec<String>]) -> bool {
        fn read<P: Part>(rows: &[Vec<String>], into: &mut Vec<P>) -> bool {
            let read: Option<Vec<P>> = rows.iter().map(|cells| P::of_cells(cells)).collect();
            let Some(read) = read else { return false };
            *into = read;
            true
        }
        match kind {
            DutyPart::Basis => read(rows, &mut self.basis),
            DutyPart::Steps => read(rows, &mut self.steps),
            DutyPart::Risks => read(rows, &mut self.risks),
        }
    }

    /// Takes one field over from another text; a name that there isn't takes nothing.
    pub fn take(&mut self, field: &str, from: &Self) {
        match field {
            "list" => self.list = from.list,
            "code" => self.code.clone_from(&from.code),
            "name" => self.name.clone_from(&from.name),
            "parent" => self.parent = from.parent,
            "kind" => self.kind = from.kind,
            "body" => self.body = from.body,
            "joint" => self.joint.clone_from(&from.joint),
            "undertaker" => self.undertaker.clone_from(&from.undertaker),
            "place" => self.place = from.place,
            "levels" => self.levels.clone_from(&from.levels),
            "authority" => self.authority.clone_from(&from.authority),
            "body_duty" => self.body_duty.clone_from(&from.body_duty),
            "basis" => self.basis.clone_from(&from.basis),
            "measures" => self.measures.clone_from(&from.measures),
            "steps" => self.steps.clone_from(&from.steps),
            "accountable" => self.accountable.clone_from(&from.accountable),
            "situations" => self.situations.clone_from(&from.situations),
            "accountability_basis" => self.accountability_basis.clone_from(&from.accountability_basis),
            "risks" => self.risks.clone_from(&from.risks),
            "hotline" => self.hotline.clone_from(&from.hotline),
            "flow_chart" => self.flow_chart.clone_from(&from.flow_chart),
            "flow_chart_file" => self.flow_chart_file.clone_from(&from.flow_chart_file),
            "origin" => self.origin = from.origin,
            "verified" => self.verified = from.verified,
            "note" => self.note.clone_from(&from.note),
            _ => {}
        }
    }

    /// A field's text, if it is one of words and not of rows, choices or keys.
    pub fn text(&self, field: &str) -> Option<&str> {
        Some(match field {
            "code" => &self.code,
            "name" => &self.name,
            "undertaker" => &self.undertaker,
            "authority" => &self.authority,
            "body_duty" => &self.body_duty,
            "measures" => &self.measures,
            "accountable" => &self.accountable,
            "situations" => &self.situations,
            "accountability_basis" => &self.accountability_basis,
            "hotline" => &self.hotline,
            "flow_chart" => &self.flow_chart,
            "note" => &self.note,
            _ => return None,
        })
    }
}

/// Whether an entry would come to stand below itself: `parent_of` tells the parent that another entry has now.
pub fn is_circular(id: DutyId, parent: DutyId, parent_of: impl Fn(DutyId) -> Option<DutyId>) -> bool {
    let mut seen = vec![id];
    let mut next = Some(parent);
    while let Some(here) = next {
        if seen.contains(&here) {
            return true;
        }
        seen.push(here);
        next = parent_of(here);
    }
    false
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use jiff::civil::date;
    use std::collections::HashMap;

    pub(crate) fn fields() -> DutyFields {
        DutyFields {
            code: "440811-XK-0001".to_owned(),
            name: "设立养老机构许可".to_owned(),
            kind: ItemKind::Permit,
            body: Some(BodyId(3)),
            place: Some(PlaceId(1)),
            levels: vec![Level::District],
            basis: vec![LegalBasis { law: "办法".to_owned(), article: "第三条".to_owned(), ..LegalBasis::default() }],
            steps: vec![DutyStep { name: "受理".to_owned(), content: "当场告知".to_owned(), ..DutyStep::default() }],
            ..DutyFields::default()
        }
    }

    #[test]
    fn what_is_wrong_is_told_where_it_stands() {
        assert_eq!(fields().problem(), None);
        assert_eq!(DutyFields { list: DutyList::TownBasic, code: String::new(), ..fields() }.problem(), None, "towns need no code");
        let step = |name: &str, content: &str| DutyStep { name: name.to_owned(), content: content.to_owned(), ..DutyStep::default() };
        let steps = |more: DutyStep| DutyFields { steps: vec![step("受理", "收件"), more], ..fields() };
        let table = [
            (DutyFields { code: " ".to_owned(), ..fields() }, "code", Rule::Required),
            (DutyFields { name: "\u{3000}".to_owned(), ..fields() }, "name", Rule::Required),
            (DutyFields { body: None, ..fields() }, "body", Rule::Required),
            (DutyFields { place: None, ..fields() }, "place", Rule::Required),
            (DutyFields { levels: Vec::new(), ..fields() }, "levels", Rule::Required),
            (DutyFields { name: "甲\n乙".to_owned(), ..fields() }, "name", Rule::Control),
            (DutyFields { hotline: "1".repeat(301), ..fields() }, "hotline", Rule::TooLong(LINE_LIMIT)),
            (DutyFields { situations: "长".repeat(4_001), ..fields() }, "situations", Rule::TooLong(TEXT_LIMIT)),
            (steps(step("审查", "")), "steps.1.content", Rule::Required),
            (steps(step("审\u{7}查", "看")), "steps.1.name", Rule::Control),
            (
                DutyFields { basis: vec![LegalBasis { article: "一".to_owned(), ..LegalBasis::default() }], ..fields() },
                "basis.0.law",
                Rule::Required,
            ),
            (
                DutyFields { risks: vec![RiskPoint { stage: "办".to_owned(), ..RiskPoint::default() }; 61], ..fields() },
                "risks",
                Rule::TooMany(60),
            ),
        ];
        for (fields, path, rule) in table {
            let problem = fields.problem().unwrap();
            assert_eq!((problem.at.path().as_str(), problem.rule), (path, rule));
        }
    }

    #[test]
    fn a_tidy_entry_names_everything_once() {
        let tidy = DutyFields {
            name: " 许可 ".to_owned(),
            joint: vec![BodyId(9), BodyId(3), BodyId(9)],
            levels: vec![Level::Village, Level::District, Level::Village],
            risks: vec![RiskPoint { level: RiskLevel::High, ..RiskPoint::default() }],
            ..fields()
        }
        .tidy();
        assert_eq!((tidy.name.as_str(), tidy.joint, tidy.risks.len()), ("许可", vec![BodyId(9)], 0));
        assert_eq!(tidy.levels, [Level::District, Level::Village]);
    }

    #[test]
    fn every_field_can_be_taken_over() {
        let chart = FlowChart { id: AttachmentId(6), name: "流程图.pdf".to_owned(), media: Media::Pdf, sha256: "0".repeat(64) };
        let mine = DutyFields {
            verified: Some(date(2026, 11, 2)),
            parent: Some(DutyId(4)),
            joint: vec![BodyId(5)],
            flow_chart_file: Some(chart),
            ..fields()
        };
        let json = serde_json::to_value(DutyFields::default()).unwrap();
        let mut named: Vec<&str> = json.as_object().unwrap().keys().map(String::as_str).collect();
        let mut listed: Vec<&str> = FIELDS.to_vec();
        named.sort_unstable();
        listed.sort_unstable();
        assert_eq!(listed, named, "the list names exactly the fields that there are");
        let mut taken = DutyFields::default();
        for field in listed {
            taken.take(field, &mine);
        }
        assert_eq!(taken, mine);
        for part in DutyPart::ALL {
            assert!(taken.set_rows(part, &mine.rows(part)));
            assert_eq!(DutyPart::from_code(part.code()), Some(part));
        }
        assert!(!taken.set_rows(DutyPart::Risks, &[vec![String::new(); 2]]));
        assert_eq!(taken, mine);
    }

    #[test]
    fn nothing_stands_below_itself() {
        let parents = HashMap::from([(2, 1), (3, 2), (9, 8), (8, 9)]);
        let of = |id: DutyId| parents.get(&id.0).copied().map(DutyId);
        assert!(!is_circular(DutyId(4), DutyId(3), of));
        assert!(is_circular(DutyId(1), DutyId(3), of), "over two others");
        assert!(is_circular(DutyId(1), DutyId(1), of));
        assert!(is_circular(DutyId(5), DutyId(9), of), "one that is there already ends all the same");
    }
}
