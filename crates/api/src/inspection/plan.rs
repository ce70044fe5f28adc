//! 督查方案: made, handed in, agreed to or sent back, given up, released; 年度计划; rules.

use super::AttemptRow;
use crate::page::{Edges, PageAt, Total};
use crate::{Done, operation, wire};
use domain::account::{AccountId, Role};
use domain::inspection::plan::{Cover, Coverage, Phase, PlanAct, PlanFields, PlanId, PlanKind, PlanState, WarningKind};
pub use domain::inspection::rules::InspectionRules;
use domain::inspection::rules::YearFields;
use domain::place::PlaceId;
use domain::time::Instant;
use jiff::civil::Date;

wire! {
    /// Which plans.
    #[derive(Default, Eq)]
    pub struct PlanFilter {
        /// Part of the number, the title, its pinyin or initials.
        #[serde(default)]
        pub text: String,
        /// In these states; empty: in all but those that were given up.
        #[serde(default)]
        pub states: Vec<PlanState>,
        /// Of these kinds; empty: of all.
        #[serde(default)]
        pub kinds: Vec<PlanKind>,
        /// Open or under cover only.
        #[serde(default)]
        pub cover: Option<Cover>,
        /// Whose period touches this year only.
        #[serde(default)]
        pub year: Option<i16>,
        /// Only what waits for the caller: to be agreed to by him; sent back to him; to be sealed or drawn by him.
        #[serde(default)]
        pub waiting: bool,
    }
}

wire! {
    /// A page of plans, those that begin last first; without a first day before all others.
    pub struct ListPlans {
        /// Which.
        #[serde(default)]
        pub filter: PlanFilter,
        /// Which page.
        #[serde(default)]
        pub page: PageAt,
        /// Rows of a page, up to 200.
        pub limit: u32,
    }
}
operation!(ListPlans => Plans, "inspection.plan.list", Inspections, Read);

wire! {
    /// A page of plans.
    pub struct Plans {
        /// Its rows.
        pub plans: Vec<PlanRow>,
        /// What lies around it.
        pub edges: Edges,
        /// How many fit.
        pub total: Total,
        /// Which kinds the caller may make; none: he makes no plans.
        pub may_add: Vec<PlanKind>,
    }
}

wire! {
    /// A plan in a list.
    #[derive(Eq)]
    pub struct PlanRow {
        /// Which.
        pub id: PlanId,
        /// 方案编号; empty before it is agreed to.
        pub number: String,
        /// 方案名称
        pub title: String,
        /// 督查类型
        pub kind: PlanKind,
        /// 督查方式
        pub cover: Cover,
        /// 督查范围
        pub coverage: Coverage,
        /// How far it is.
        pub state: PlanState,
        /// Where today lies to its period, once it is drawn.
        #[serde(default)]
        pub phase: Option<Phase>,
        /// 开始日期
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub from: Option<Date>,
        /// 结束日期
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub until: Option<Date>,
        /// 公开日期 of what was under cover.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub released: Option<Date>,
        /// 编制人
        pub author: String,
        /// 审批人, as he is called; empty while none is named.
        pub approver: String,
        /// Visits that came of the draw, without those that stand by.
        pub visits: i64,
        /// How often it was drawn.
        pub attempts: i64,
        /// When something last happened to it.
        pub moved_at: Instant,
        /// Moves by one with every change.
        pub version: i64,
    }
}

wire! {
    /// How many plans there are in each state, with all filters but that of states.
    pub struct CountPlans {
        /// Which.
        #[serde(default)]
        pub filter: PlanFilter,
    }
}
operation!(CountPlans => PlanCounts, "inspection.plan.count", Inspections, Read);

wire! {
    /// Plans by state.
    pub struct PlanCounts {
        /// Every state with how many there are.
        pub states: Vec<(PlanState, i64)>,
        /// How many wait for the caller.
        pub waiting: i64,
    }
}

wire! {
    /// What the caller may do with a plan now.
    pub enum PlanMay {
        /// 批准 or 退回
        Decide,
        /// 提交审批
        Submit,
        /// 封存名录
        Seal,
        /// 抽取
        Draw,
        /// 修改
        Edit,
        /// 撤回: take it back from its approver.
        Recall,
        /// 安排检查日期
        SetDays,
        /// 公开
        Release,
        /// 作废并重新抽取
        Redraw,
        /// 导出抽取证书
        Certificate,
        /// 撤销
        Revoke,
    }
}

wire! {
    /// What was done with a plan.
    #[derive(Eq)]
    pub struct PlanStep {
        /// What.
        pub act: PlanAct,
        /// 意见 or reason.
        pub words: String,
        /// Who.
        pub who: String,
        /// When.
        pub at: Instant,
    }
}

wire! {
    /// 提示: something to be looked at before a plan is agreed to or drawn. None of them forbids anything.
    #[derive(Eq)]
    pub struct PlanWarning {
        /// What.
        pub kind: WarningKind,
        /// Which villages or towns; at most 200 of them.
        #[serde(default)]
        pub places: Vec<PlaceId>,
        /// How many villages or towns, or plans, there are.
        pub n: i64,
        /// The other plan.
        #[serde(default)]
        pub plan: Option<PlanId>,
        /// The other plan by number and title.
        #[serde(default)]
        pub named: String,
        /// The year.
        #[serde(default)]
        pub year: Option<i16>,
        /// What is set: visits a year, days, plans a year.
        #[serde(default)]
        pub limit: u32,
    }
}

wire! {
    /// One plan.
    pub struct ShowPlan {
        /// Which.
        pub id: PlanId,
    }
}
operation!(ShowPlan => PlanShown, "inspection.plan.show", Inspections, Read);

wire! {
    /// A plan with everything that is known of it.
    pub struct PlanShown {
        /// As in the list.
        pub row: PlanRow,
        /// Its text.
        pub fields: PlanFields,
        /// 检查表 by name; empty while none is chosen.
        pub checklist: String,
        /// What was done with it, the oldest first; for who reaches the whole district.
        pub steps: Vec<PlanStep>,
        /// Its draws, the first one first; the last one counts.
        pub attempts: Vec<AttemptRow>,
        /// 提示, for who reaches the whole district.
        pub warnings: Vec<PlanWarning>,
        /// What the caller may do with it now; the next step first.
        pub may: Vec<PlanMay>,
    }
}

wire! {
    /// Makes a plan, or edits one that is not handed in.
    pub struct SavePlan {
        /// Which; none: a new one.
        #[serde(default)]
        pub id: Option<PlanId>,
        /// Its text. A new plan without a checklist gets the newest published one for village stations.
        pub fields: PlanFields,
        /// The version that was read; 0 for a new one.
        #[serde(default)]
        pub version: i64,
    }
}
operation!(SavePlan => PlanShown, "inspection.plan.save", PlanInspections, Write);

wire! {
    /// 提交审批: hands a plan in to the approver whom it names.
    pub struct SubmitPlan {
        /// Which.
        pub id: PlanId,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(SubmitPlan => PlanShown, "inspection.plan.submit", PlanInspections, Write);

wire! {
    /// 撤回: takes a plan that waits back, to edit it.
    pub struct RecallPlan {
        /// Which.
        pub id: PlanId,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(RecallPlan => PlanShown, "inspection.plan.recall", PlanInspections, Write);

wire! {
    /// What the approver says.
    pub enum PlanVerdict {
        /// 批准: it gets its number.
        Approve,
        /// 退回
        Return,
    }
}

wire! {
    /// 审批: by the approver whom the plan names, who neither made nor edited it.
    pub struct DecidePlan {
        /// Which.
        pub id: PlanId,
        /// 批准 or 退回
        pub verdict: PlanVerdict,
        /// 意见; needed to send it back.
        #[serde(default)]
        pub opinion: String,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(DecidePlan => PlanShown, "inspection.plan.decide", ApproveInspections, Write);

wire! {
    /// 撤销: gives a plan up; it stays to be read by who makes plans, and its visits are void.
    pub struct RevokePlan {
        /// Which.
        pub id: PlanId,
        /// Why.
        pub reason: String,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(RevokePlan => PlanShown, "inspection.plan.revoke", PlanInspections, Write);

wire! {
    /// 公开: from a day on, what was under cover is known to towns and stations.
    pub struct ReleasePlan {
        /// Which.
        pub id: PlanId,
        /// From when on: today or later.
        #[serde(with = "domain::day::DayText")]
        pub day: Date,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(ReleasePlan => PlanShown, "inspection.plan.release", PlanInspections, Write);

wire! {
    /// Who can be sent, and who can agree to plans; for who makes them.
    pub struct ListPeople {}
}
operation!(ListPeople => People, "inspection.people.list", PlanInspections, Read);

wire! {
    /// People whom a plan can name.
    pub struct People {
        /// By name.
        pub people: Vec<PersonRow>,
    }
}

wire! {
    /// Somebody whom a plan can name.
    pub struct PersonRow {
        /// Who.
        pub account: AccountId,
        /// Name.
        pub name: String,
        /// His roles in force.
        pub roles: Vec<Role>,
        /// Towns and villages that his grants are for: there he never goes (回避).
        pub own: Vec<PlaceId>,
        /// He can be sent.
        pub can_be_sent: bool,
        /// The kinds of plans that he can agree to, if he has not made them.
        pub approves: Vec<PlanKind>,
    }
}

wire! {
    /// 年度计划 of a year: for each kind what is filed, and what came of it.
    pub struct ListYears {
        /// The year.
        pub year: i16,
    }
}
operation!(ListYears => Years, "inspection.year.list", Inspections, Read);

wire! {
    /// 年度计划 of a year.
    pub struct Years {
        /// One for each kind.
        pub kinds: Vec<YearRow>,
    }
}

wire! {
    /// 年度计划 of a kind.
    #[derive(Eq)]
    pub struct YearRow {
        /// The year.
        pub year: i16,
        /// 督查类型
        pub kind: PlanKind,
        /// What is filed; empty if nothing is.
        pub fields: YearFields,
        /// Plans of the year that the caller sees, without those that were given up.
        pub plans: i64,
        /// Of those, drawn.
        pub drawn: i64,
        /// Visits that came of them.
        pub visits: i64,
        /// The caller may edit it.
        pub may_edit: bool,
        /// Moves by one with every change; 0: nothing is filed.
        pub version: i64,
    }
}

wire! {
    /// Files or edits the annual plan of a kind.
    pub struct SaveYear {
        /// The year.
        pub year: i16,
        /// 督查类型
        pub kind: PlanKind,
        /// What is filed.
        pub fields: YearFields,
        /// The version that was read; 0: nothing was filed.
        pub version: i64,
    }
}
operation!(SaveYear => YearRow, "inspection.year.save", PlanInspections, Write);

wire! {
    /// 督查规则: numbers, cap, what is too soon.
    pub struct ShowInspectionRules {}
}
operation!(ShowInspectionRules => InspectionRules, "inspection.rules.show", PlanInspections, Read);

wire! {
    /// Sets the rules: numbers from now on, warnings at once.
    pub struct SaveInspectionRules {
        /// The rules.
        pub rules: InspectionRules,
        /// Those that were read.
        pub before: InspectionRules,
    }
}
operation!(SaveInspectionRules => Done, "inspection.rules.save", PlanInspections, Write);
