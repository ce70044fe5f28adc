//! 检查任务: who goes where, and when.

use crate::import::Written;
use crate::page::{Edges, PageAt, Total};
use crate::{Done, OutFile, operation, wire};
use domain::account::AccountId;
use domain::inspection::checklist::ChecklistId;
use domain::inspection::checklist::score::Share;
use domain::inspection::plan::{Cover, ListVersion, PlanId, PlanKind, VisitId, VisitState};
use domain::place::PlaceId;
use domain::point::PointId;
use domain::time::Instant;
use jiff::civil::Date;

wire! {
    /// Which visits. None of an attempt that does not count.
    #[derive(Default, Eq)]
    pub struct VisitFilter {
        /// Of this plan only.
        #[serde(default)]
        pub plan: Option<PlanId>,
        /// 我的任务: only those to which the caller is sent.
        #[serde(default)]
        pub mine: bool,
        /// At and below this place only.
        #[serde(default)]
        pub place: Option<PlaceId>,
        /// Planned on this day or later.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub from: Option<Date>,
        /// Planned on this day or before.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub to: Option<Date>,
        /// Only those for which no day is set.
        #[serde(default)]
        pub undated: bool,
        /// 待我审核: only those that are handed in and wait for the caller, who was not there.
        #[serde(default)]
        pub review: bool,
        /// `from` and `to` are days on which it was made, of those whose score is fixed; else those that were planned.
        #[serde(default)]
        pub made: bool,
        /// Only those that lost points at a line of this checklist.
        #[serde(default)]
        pub list: Option<ChecklistId>,
        /// At which: its 序号. Of no list without this, and not without a list.
        #[serde(default)]
        pub line: String,
        /// At this service point only.
        #[serde(default)]
        pub point: Option<PointId>,
        /// In these states; empty: all but those that stand by or are void.
        #[serde(default)]
        pub states: Vec<VisitState>,
    }
}

wire! {
    /// A page of visits: by plan, the newest first, then in the order drawn; those that stand by behind the others.
    pub struct ListVisits {
        /// Which.
        #[serde(default)]
        pub filter: VisitFilter,
        /// Which page.
        #[serde(default)]
        pub page: PageAt,
        /// Rows of a page, up to 200.
        pub limit: u32,
    }
}
operation!(ListVisits => Visits, "inspection.visit.list", Inspections, Read);

wire! {
    /// A page of visits.
    pub struct Visits {
        /// Its rows.
        pub visits: Vec<VisitRow>,
        /// What lies around it.
        pub edges: Edges,
        /// How many fit.
        pub total: Total,
    }
}

wire! {
    /// Somebody who goes there.
    #[derive(Eq)]
    pub struct Goer {
        /// Who.
        pub account: AccountId,
        /// Name.
        pub name: String,
    }
}

wire! {
    /// A visit.
    #[derive(Eq)]
    pub struct VisitRow {
        /// Which.
        pub id: VisitId,
        /// Of which plan.
        pub plan: PlanId,
        /// 方案编号
        pub number: String,
        /// 方案名称
        pub title: String,
        /// 督查类型
        pub kind: PlanKind,
        /// 督查方式
        pub cover: Cover,
        /// 检查表版本
        pub checklist: ListVersion,
        /// Period of the plan: first day.
        #[serde(with = "domain::day::DayText")]
        pub from: Date,
        /// Period of the plan: last day.
        #[serde(with = "domain::day::DayText")]
        pub until: Date,
        /// Which service point.
        pub point: PointId,
        /// What it is called.
        pub point_name: String,
        /// The place that it serves.
        pub place: PlaceId,
        /// Its town.
        pub town: PlaceId,
        /// 顺序: as it was drawn, from 1 on; of those that stand by, within their town; of one that stepped in, behind those that were drawn.
        pub order: i64,
        /// 检查人员, in the order drawn; nobody goes where one stands by.
        pub inspectors: Vec<Goer>,
        /// How far it is.
        pub state: VisitState,
        /// 计划检查日期
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub day: Option<Date>,
        /// 开始时间 of its record.
        #[serde(default)]
        pub begun_at: Option<Instant>,
        /// 提交时间, the last.
        #[serde(default)]
        pub submitted_at: Option<Instant>,
        /// 审定时间
        #[serde(default)]
        pub agreed_at: Option<Instant>,
        /// 得分, once a review has fixed it.
        #[serde(default)]
        pub score: Option<Share>,
        /// 作废原因, if another station stepped in for it.
        #[serde(default)]
        pub void_why: String,
        /// The station for which it stepped in; empty: it was drawn.
        #[serde(default)]
        pub stands_for: String,
        /// The caller may set its day.
        pub may_set_day: bool,
        /// The caller may let the next station that stands by step in for it.
        #[serde(default)]
        pub may_replace: bool,
        /// Moves by one with every change.
        pub version: i64,
    }
}

wire! {
    /// How many visits are planned for each day (日历).
    pub struct CountVisitDays {
        /// Which; a day has at most 366 others around it: `from` and `to` are needed.
        pub filter: VisitFilter,
    }
}
operation!(CountVisitDays => VisitDays, "inspection.visit.count", Inspections, Read);

wire! {
    /// A day of the calendar.
    #[derive(Eq)]
    pub struct DayCount {
        /// The day.
        #[serde(with = "domain::day::DayText")]
        pub day: Date,
        /// Visits that are planned for it.
        pub visits: i64,
    }
}

wire! {
    /// Visits by day.
    pub struct VisitDays {
        /// Days for which visits are planned, in order.
        pub days: Vec<DayCount>,
        /// Visits for which no day is set, whatever days were asked for.
        pub undated: i64,
    }
}

wire! {
    /// A visit and its day.
    #[derive(Eq)]
    pub struct VisitDay {
        /// Which.
        pub id: VisitId,
        /// When; none: no day is set any more.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub day: Option<Date>,
        /// The version that was read.
        pub version: i64,
    }
}

wire! {
    /// 安排检查日期: sets the days of some visits of one plan, all of them or none.
    pub struct SetVisitDays {
        /// Of which plan.
        pub plan: PlanId,
        /// Which, at most 200.
        pub days: Vec<VisitDay>,
    }
}
operation!(SetVisitDays => Done, "inspection.visit.plan", PlanInspections, Write);

wire! {
    /// 替补: the next station of the same town that stands by, in the order drawn, steps in for one that can't be visited and was not begun. The visit is
    /// void, with its reason; the same inspectors go on the same day. Where one of them may not go, another of the plan goes who has the fewest visits.
    pub struct ReplaceVisit {
        /// Which.
        pub id: VisitId,
        /// Why it can't be visited.
        pub reason: String,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(ReplaceVisit => VisitRow, "inspection.visit.replace", PlanInspections, Write);

wire! {
    /// 补录: finds a visit by the number on its paper form (表号).
    pub struct FindForm {
        /// As it is copied from the paper.
        pub number: String,
    }
}
operation!(FindForm => VisitRow, "inspection.form.find", Inspections, Read);

wire! {
    /// 空白现场检查记录表: the forms of visits that were not begun, to be written on, numbered, in one file.
    pub struct ExportForms {
        /// Which; of those that wait, at most 200.
        pub filter: VisitFilter,
        /// Where to.
        pub out: OutFile,
    }
}
operation!(ExportForms => Written, "inspection.form.export", Inspections, AuditedRead);
