//! 工作组: the five groups in which platforms are built, and their tasks.
//!
//! How a task goes from 未开始 to 已完成 is in [`flow`], which tasks come before which in [`order`], how far platforms are built in
//! [`building`], who has how much to do when in [`load`], and the form that is answered without an account in
//! [`form`]. Its light is that of 督办, by the same rule ([`flow::facts`]).

pub mod building;
pub mod flow;
pub mod form;
pub mod load;
pub mod order;

use crate::body::BodyId;
use crate::catalogue::codes::coded;
use crate::catalogue::parts::{LINE_LIMIT, TEXT_LIMIT};
use crate::catalogue::problem::{At, ItemProblem, Rule, once, text_problem, tidy_all};
use crate::period::FIRST_DAY;
use crate::place::PlaceId;
use crate::supervision::{HELPERS_LIMIT, TITLE_LIMIT};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Stable key of a task.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct TaskId(pub i64);

/// Most tasks that one waits for.
pub const BEFORE_LIMIT: usize = 20;

/// Most characters of a group's name.
pub const GROUP_NAME_LIMIT: usize = 60;

/// The last day that a task may be planned for: beyond it somebody has mistyped the year.
pub const LAST_DAY: Date = jiff::civil::date(2099, 12, 31);

coded! {
    /// 工作组, as the district's plan for the platforms of 区、镇、村 names them.
    Group {
        /// 区级平台建设
        #[default]
        District => "district_platform",
        /// 镇村级平台建设
        Local => "local_platform",
        /// 人社平台
        HumanResources => "human_resources",
        /// 司法服务平台
        Justice => "justice",
        /// 权责清单及机构设置
        Lists => "lists_and_bodies",
    }
}

impl Group {
    /// It builds platforms: its tasks count for how far they are built.
    pub fn builds(self) -> bool {
        matches!(self, Self::District | Self::Local)
    }
}

/// What a person may edit of a group.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct GroupFields {
    /// Its name; empty: as it is shipped.
    pub name: String,
    /// 牵头单位
    pub lead: Option<BodyId>,
    /// 组长
    pub leader: String,
}

impl GroupFields {
    /// The same without blanks around texts.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        tidy_all(vec![&mut self.name, &mut self.leader]);
        self
    }

    /// The first thing that is wrong.
    pub fn problem(&self) -> Option<ItemProblem> {
        text_problem("name", &self.name, GROUP_NAME_LIMIT, false).or_else(|| text_problem("leader", &self.leader, LINE_LIMIT, false))
    }
}

/// What a person may edit of a task.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct TaskFields {
    /// 任务
    pub title: String,
    /// 工作组
    pub group: Group,
    /// 任务要求: what is to be reached.
    pub demand: String,
    /// 责任人: one person, by name as in 督办, since most who answer have no account.
    pub responsible: String,
    /// 责任单位
    pub lead: Option<BodyId>,
    /// 协助单位
    pub helpers: Vec<BodyId>,
    /// 建设地点: the town or village that it is about; none: the district.
    pub place: Option<PlaceId>,
    /// 开始日期
    #[serde(with = "crate::day::MaybeDayText")]
    pub start: Option<Date>,
    /// 完成时限
    #[serde(with = "crate::day::MaybeDayText")]
    pub due: Option<Date>,
    /// 前置任务: what has to be done before it can be.
    pub before: Vec<TaskId>,
    /// 备注
    pub note: String,
}

/// Every field by its name, in the order of the form.
pub const FIELDS: [&str; 11] = ["title", "group", "demand", "responsible", "lead", "helpers", "place", "start", "due", "before", "note"];

impl TaskFields {
    /// The same without blanks around texts; helpers and predecessors once each, and not the lead among the helpers.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        tidy_all(vec![&mut self.title, &mut self.demand, &mut self.responsible, &mut self.note]);
        let lead = self.lead;
        self.helpers = once(std::mem::take(&mut self.helpers)).into_iter().filter(|helper| Some(*helper) != lead).collect();
        self.helpers.sort_unstable();
        self.before = once(std::mem::take(&mut self.before));
        self.before.sort_unstable();
        self
    }

    /// The first thing that is wrong, in the order of the form.
    pub fn problem(&self) -> Option<ItemProblem> {
        let wrong = |name: &'static str, rule: Rule| Some(ItemProblem { at: At::Field(name), rule });
        let required = |name: &'static str, is_missing: bool| if is_missing { wrong(name, Rule::Required) } else { None };
        required("title", self.title.trim().is_empty())
            .or_else(|| text_problem("title", &self.title, TITLE_LIMIT, false))
            .or_else(|| text_problem("demand", &self.demand, TEXT_LIMIT, true))
            .or_else(|| required("responsible", self.responsible.trim().is_empty()))
            .or_else(|| text_problem("responsible", &self.responsible, LINE_LIMIT, false))
            .or_else(|| if self.helpers.len() > HELPERS_LIMIT { wrong("helpers", Rule::TooMany(HELPERS_LIMIT)) } else { None })
            .or_else(|| required("start", self.start.is_none()))
            .or_else(|| required("due", self.due.is_none()))
            .or_else(|| match (self.start, self.due) {
                (Some(start), Some(due)) if due < start => wrong("due", Rule::Order),
                _ => None,
            })
            .or_else(|| if self.before.len() > BEFORE_LIMIT { wrong("before", Rule::TooMany(BEFORE_LIMIT)) } else { None })
            .or_else(|| text_problem("note", &self.note, TEXT_LIMIT, true))
    }

    /// The first of its days that lies where no task is planned, and the bound that it passes: the first if `true`.
    pub fn day_outside(&self) -> Option<(&'static str, bool)> {
        [("start", self.start), ("due", self.due)].into_iter().find_map(|(name, day)| match day {
            Some(day) if day < FIRST_DAY => Some((name, true)),
            Some(day) if day > LAST_DAY => Some((name, false)),
            _ => None,
        })
    }

    /// Takes one field over from another text; a name that there isn't takes nothing.
    pub fn take(&mut self, field: &str, from: &Self) {
        match field {
            "title" => self.title.clone_from(&from.title),
            "group" => self.group = from.group,
            "demand" => self.demand.clone_from(&from.demand),
            "responsible" => self.responsible.clone_from(&from.responsible),
            "lead" => self.lead = from.lead,
            "helpers" => self.helpers.clone_from(&from.helpers),
            "place" => self.place = from.place,
            "start" => self.start = from.start,
            "due" => self.due = from.due,
            "before" => self.before.clone_from(&from.before),
            "note" => self.note.clone_from(&from.note),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn good() -> TaskFields {
        TaskFields {
            title: "镇级平台场地改造".to_owned(),
            responsible: "甲主任".to_owned(),
            start: Some(date(2026, 11, 1)),
            due: Some(date(2026, 12, 1)),
            ..TaskFields::default()
        }
    }

    #[test]
    fn every_field_is_named_and_taken() {
        let value = serde_json::to_value(TaskFields::default()).unwrap();
        let mut named: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
        let mut all = FIELDS.to_vec();
        named.sort_unstable();
        all.sort_unstable();
        assert_eq!(named, all);
        let full = TaskFields {
            group: Group::Justice,
            demand: "乙".to_owned(),
            lead: Some(BodyId(1)),
            helpers: vec![BodyId(2)],
            place: Some(PlaceId(3)),
            before: vec![TaskId(4)],
            note: "丙".to_owned(),
            ..good()
        };
        for field in FIELDS {
            let mut taken = TaskFields::default();
            taken.take(field, &full);
            assert_ne!(taken, TaskFields::default(), "{field}");
        }
    }

    #[test]
    fn what_is_wrong_is_told_where_it_is() {
        let at = |fields: TaskFields| fields.problem().map(|problem| (problem.at.path(), problem.rule));
        assert_eq!(at(good()), None);
        assert_eq!(at(TaskFields { title: " ".to_owned(), ..good() }), Some(("title".to_owned(), Rule::Required)));
        assert_eq!(at(TaskFields { responsible: String::new(), ..good() }), Some(("responsible".to_owned(), Rule::Required)));
        assert_eq!(at(TaskFields { responsible: "甲\n乙".to_owned(), ..good() }), Some(("responsible".to_owned(), Rule::Control)));
        assert_eq!(at(TaskFields { start: None, ..good() }), Some(("start".to_owned(), Rule::Required)));
        assert_eq!(at(TaskFields { due: Some(date(2026, 10, 31)), ..good() }), Some(("due".to_owned(), Rule::Order)));
        assert_eq!(TaskFields { start: Some(date(1026, 1, 1)), ..good() }.day_outside(), Some(("start", true)));
        assert_eq!(TaskFields { due: Some(date(2126, 1, 1)), ..good() }.day_outside(), Some(("due", false)));
        let tidy = TaskFields { lead: Some(BodyId(1)), helpers: vec![BodyId(3), BodyId(1), BodyId(3)], ..good() }.tidy();
        assert_eq!(tidy.helpers, [BodyId(3)]);
    }

    #[test]
    fn groups_that_build_are_those_of_platforms() {
        assert_eq!(Group::ALL.iter().filter(|group| group.builds()).count(), 2);
        assert_eq!(Group::ALL.len(), 5);
    }
}
