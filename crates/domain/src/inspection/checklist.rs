//! The checklist (检查表): what is looked at in a station, grouped by 五统一, and what each line is worth. How answers become a score stands in
//! [`score`]; the lists that come with the program in [`shipped`]; how one stands in a workbook in [`columns`].

pub mod columns;
pub mod score;
pub mod shipped;

use super::points::Points;
use crate::catalogue::codes::coded;
use crate::catalogue::parts::parts;
use crate::catalogue::problem::{At, ItemProblem, Rule, rows_problem, text_problem, tidy_rows};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Most characters of a list's name.
pub const NAME_LIMIT: usize = 60;

/// Most characters of a list's code.
pub const CODE_LIMIT: usize = 40;

/// Stable key of a checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct ChecklistId(pub i64);

/// A code of a list: letters, digits, `-`, `_`.
pub fn is_code(code: &str) -> bool {
    (1..=CODE_LIMIT).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

coded! {
    /// 五统一; what they are called is a setting, since the wording differs from place to place.
    Unified {
        /// 统一机构人员
        #[default]
        OrgStaff => "org_staff",
        /// 统一场所标识
        SiteSign => "site_sign",
        /// 统一流程内容
        Process => "process",
        /// 统一信息系统
        ItSystem => "it_system",
        /// 统一经费保障
        Funding => "funding",
    }
    /// 适用对象: what kind of service point a list is for.
    Target {
        /// 村级站点
        #[default]
        Station => "station_list",
        /// 镇级中心
        TownCentre => "town_list",
        /// 自助服务点
        SelfService => "self_service_list",
    }
    /// How far a version of a list is.
    ListStage {
        /// 草稿
        #[default]
        Draft => "list_draft",
        /// 已发布: fixed for ever.
        Published => "list_published",
    }
    /// 扣分规则
    Deduct {
        /// 不符合扣完，部分符合扣所定的分
        #[default]
        Graded => "graded",
        /// 每发现一处扣所定的分，扣完为止
        PerFault => "per_fault",
    }
    /// 一票否决
    Veto {
        /// 否
        #[default]
        No => "no_veto",
        /// 是: a station that fails here does not pass, whatever its points.
        Yes => "veto",
    }
    /// 佐证要求
    Evidence {
        /// 不要求
        #[default]
        None => "no_evidence",
        /// 照片
        Photo => "photo",
        /// 资料
        Paper => "paper",
    }
}

parts! {
    /// 检查项: a line of a list.
    Line {
        /// 序号, once in a list: 1.1
        no: String = required,
        /// 五统一类别
        unified: Unified = required,
        /// 检查内容
        text: String as Text = required,
        /// 分值; nothing for a question that only decides which lines follow.
        points: Points = optional,
        /// 扣分规则
        deduct: Deduct = optional,
        /// 部分符合扣分，或者每处扣分; half of the points if nothing is said.
        each: Points = optional,
        /// 一票否决
        veto: Veto = optional,
        /// 佐证要求
        evidence: Evidence = optional,
        /// 检查方法
        guidance: String as Text = optional,
        /// 前提: number of an earlier line; this one is asked only where that one fits at least partly.
        only_if: String = optional,
    }
}

/// What a list says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ListFields {
    /// 名称
    pub name: String,
    /// 适用对象
    pub target: Target,
    /// 说明
    #[serde(default)]
    pub note: String,
    /// 检查项, in order.
    pub lines: Vec<Line>,
}

/// What is wrong with a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListProblem {
    /// A field or cell by itself.
    Field(ItemProblem),
    /// A line has the number of an earlier one.
    Twice(usize),
    /// The line that it depends on is none of those before it.
    OnlyIf(usize),
    /// A fault costs more than the line gives.
    Each(usize),
    /// A line per fault that doesn't say what a fault costs.
    EachMissing(usize),
    /// No line gives a point.
    NoPoints,
}

impl ListProblem {
    /// Where: the row counted from 0 and its column, or a field.
    pub fn at(&self) -> At {
        match self {
            Self::Field(problem) => problem.at.clone(),
            Self::Twice(row) => At::Cell("lines", *row, "no"),
            Self::OnlyIf(row) => At::Cell("lines", *row, "only_if"),
            Self::Each(row) | Self::EachMissing(row) => At::Cell("lines", *row, "each"),
            Self::NoPoints => At::Field("lines"),
        }
    }
}

impl ListFields {
    /// The same without blanks around texts and without empty rows.
    #[must_use]
    pub fn tidy(self) -> Self {
        Self { name: self.name.trim().to_owned(), note: self.note.trim().to_owned(), lines: tidy_rows(self.lines), ..self }
    }

    /// The first thing that keeps it from being used.
    pub fn problem(&self) -> Option<ListProblem> {
        if self.name.trim().is_empty() {
            return Some(ListProblem::Field(ItemProblem { at: At::Field("name"), rule: Rule::Required }));
        }
        let field = text_problem("name", &self.name, NAME_LIMIT, false)
            .or_else(|| text_problem("note", &self.note, crate::catalogue::parts::TEXT_LIMIT, true))
            .or_else(|| rows_problem("lines", &self.lines));
        if let Some(problem) = field {
            return Some(ListProblem::Field(problem));
        }
        let mut known: BTreeMap<&str, usize> = BTreeMap::new();
        for (row, line) in self.lines.iter().enumerate() {
            let before = line.only_if.trim();
            if !before.is_empty() && !known.contains_key(before) {
                return Some(ListProblem::OnlyIf(row));
            }
            if known.insert(line.no.trim(), row).is_some() {
                return Some(ListProblem::Twice(row));
            }
            if line.each > line.points {
                return Some(ListProblem::Each(row));
            }
            if line.deduct == Deduct::PerFault && line.points.0 > 0 && line.each.0 == 0 {
                return Some(ListProblem::EachMissing(row));
            }
        }
        (self.full().0 == 0).then_some(ListProblem::NoPoints)
    }

    /// As it is kept and compared: JSON with its keys in order.
    pub fn canonical(&self) -> String {
        super::draw::canonical(self)
    }

    /// 总分
    pub fn full(&self) -> Points {
        Points(self.lines.iter().map(|line| line.points.0).sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::parts::ROWS_LIMIT;

    fn line(no: &str, points: u32) -> Line {
        Line { no: no.to_owned(), text: "有人在岗".to_owned(), points: Points(points), ..Line::default() }
    }

    fn list(lines: Vec<Line>) -> ListFields {
        ListFields { name: "村级站点检查表".to_owned(), lines, ..ListFields::default() }
    }

    #[test]
    fn a_list_says_where_it_is_wrong() {
        let per_fault = Line { deduct: Deduct::PerFault, ..line("2", 40) };
        let cases = [
            (ListFields { name: " ".to_owned(), ..list(vec![line("1", 10)]) }, "name"),
            (list(vec![Line { text: String::new(), ..line("1", 10) }]), "lines.0.text"),
            (list(vec![line("1", 10), line("1", 10)]), "lines.1.no"),
            (list(vec![line("1", 10), Line { only_if: "3".to_owned(), ..line("2", 10) }]), "lines.1.only_if"),
            (list(vec![Line { only_if: "1".to_owned(), ..line("1", 10) }]), "lines.0.only_if"),
            (list(vec![Line { each: Points(11), ..line("1", 10) }]), "lines.0.each"),
            (list(vec![line("1", 10), per_fault.clone()]), "lines.1.each"),
            (list(vec![line("1", 0)]), "lines"),
            (list(Vec::new()), "lines"),
            (list(vec![line("1", 10); ROWS_LIMIT + 1]), "lines"),
        ];
        for (list, at) in cases {
            assert_eq!(list.problem().map(|problem| problem.at().path()).as_deref(), Some(at), "{list:?}");
        }
        let good = list(vec![line("1", 0), Line { only_if: "1".to_owned(), each: Points(5), ..per_fault }]);
        assert_eq!((good.problem(), good.full()), (None, Points(40)));
    }
}
