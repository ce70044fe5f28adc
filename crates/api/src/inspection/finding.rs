//! 整改台账: findings from the review of their visit until they are closed (销号).

use super::FindingRow;
use crate::import::Written;
use crate::page::{Edges, PageAt, Total};
use crate::{ApiError, InFile, OutFile, operation, wire};
use domain::import::RowProblem;
use domain::inspection::checklist::Unified;
use domain::inspection::finding::flow::{FindingAct, Milestone, RecheckWay};
use domain::inspection::finding::{FindingId, FindingState, Remedy, Severity};
use domain::inspection::plan::{Cover, PlanId, VisitId};
use domain::place::PlaceId;
use domain::point::PointId;
use domain::time::Instant;
use jiff::civil::Date;

wire! {
    /// Which findings. Whatever is asked for, only those are found that the caller may know of.
    #[derive(Default, Eq)]
    pub struct FindingFilter {
        /// In these states; none: in any but withdrawn.
        #[serde(default)]
        pub states: Vec<FindingState>,
        /// Of these of the five; none: of any.
        #[serde(default)]
        pub unified: Vec<Unified>,
        /// So grave; none: however grave.
        #[serde(default)]
        pub severities: Vec<Severity>,
        /// To be put right so; none: in any way.
        #[serde(default)]
        pub remedies: Vec<Remedy>,
        /// 逾期 only.
        #[serde(default)]
        pub late: bool,
        /// At and below this place only.
        #[serde(default)]
        pub place: Option<PlaceId>,
        /// Of this plan only.
        #[serde(default)]
        pub plan: Option<PlanId>,
        /// 重复问题 only.
        #[serde(default)]
        pub again: bool,
        /// Words in what it says, in the station's name or in the notice's number.
        #[serde(default)]
        pub text: String,
        /// Only those for which more time is asked.
        #[serde(default)]
        pub asking: bool,
        /// Only those of which the caller can send a notice now.
        #[serde(default)]
        pub to_issue: bool,
        /// Only those at the caller's own places.
        #[serde(default)]
        pub own: bool,
        /// Found on this day or later.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub from: Option<Date>,
        /// Found on this day or before.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub to: Option<Date>,
        /// 已销号 only, and `from` and `to` are days on which they were closed.
        #[serde(default)]
        pub closed: bool,
        /// At this service point only.
        #[serde(default)]
        pub point: Option<PointId>,
    }
}

wire! {
    /// A page of the ledger: what is open first, by its last day, then what is settled by when it was.
    pub struct ListFindings {
        /// Which.
        #[serde(default)]
        pub filter: FindingFilter,
        /// Which page.
        #[serde(default)]
        pub page: PageAt,
        /// At most so many; 1 to 200.
        pub limit: u32,
    }
}
operation!(ListFindings => Findings, "inspection.finding.list", Inspections, Read);

wire! {
    /// A page of the ledger.
    pub struct Findings {
        /// Its rows.
        pub findings: Vec<LedgerRow>,
        /// What lies around.
        pub edges: Edges,
        /// How many there are altogether.
        pub total: Total,
    }
}

wire! {
    /// A row of the ledger.
    #[derive(Eq)]
    pub struct LedgerRow {
        /// The finding.
        pub finding: FindingRow,
        /// 整改通知书: its number; empty while none was sent.
        pub notice: String,
        /// When it was sent.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub noticed: Option<Date>,
        /// 原定时限
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub first_due: Option<Date>,
        /// The day that is asked for and not decided about.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub asked: Option<Date>,
        /// When it was last reported as put right.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub mended: Option<Date>,
        /// 销号日期
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub closed: Option<Date>,
        /// 复查人
        pub checker: String,
        /// 逾期: by how many days; none: it is not late.
        #[serde(default)]
        pub days_late: Option<i32>,
        /// 重复问题: the same was found there before.
        pub again: bool,
        /// The earlier one.
        #[serde(default)]
        pub repeat_of: Option<FindingId>,
        /// Of which plan.
        pub plan: PlanId,
        /// 方案编号
        pub plan_number: String,
        /// 方案名称
        pub plan_title: String,
        /// 督查方式
        pub cover: Cover,
        /// The checked side may know of it.
        pub is_known: bool,
        /// What the service point is called.
        pub point_name: String,
        /// Its place.
        pub place: PlaceId,
        /// The town in which it lies.
        pub town: PlaceId,
    }
}

wire! {
    /// How many findings there are, by state.
    pub struct CountFindings {
        /// Of which; its states and 逾期 narrow nothing here.
        #[serde(default)]
        pub filter: FindingFilter,
    }
}
operation!(CountFindings => FindingCounts, "inspection.finding.count", Inspections, Read);

wire! {
    /// How many.
    pub struct FindingCounts {
        /// By state, in the order of their way; those of which there are none, too.
        pub states: Vec<(FindingState, i64)>,
        /// 逾期
        pub late: i64,
        /// More time is asked for.
        pub asking: i64,
    }
}

wire! {
    /// A finding with its whole history.
    pub struct ShowFinding {
        /// Which.
        pub id: FindingId,
    }
}
operation!(ShowFinding => FindingShown, "inspection.finding.show", Inspections, Read);

wire! {
    /// A finding.
    pub struct FindingShown {
        /// As in the ledger.
        pub row: LedgerRow,
        /// What was done with it, the oldest first.
        pub steps: Vec<FindingStep>,
        /// 阶段目标
        pub milestones: Vec<Milestone>,
        /// 复核 can be asked for until this day.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub object_until: Option<Date>,
        /// 复核 is to be decided until this day.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub decide_until: Option<Date>,
        /// What the caller may do with it now.
        pub may: Vec<FindingAct>,
    }
}

wire! {
    /// Something that was done with a finding.
    #[derive(Eq)]
    pub struct FindingStep {
        /// What.
        pub act: FindingAct,
        /// What was said.
        #[serde(default)]
        pub words: String,
        /// 佐证
        #[serde(default)]
        pub proof: String,
        /// To whom it goes, or who told what was entered for him.
        #[serde(default)]
        pub recipient: String,
        /// 复查方式
        #[serde(default)]
        pub way: Option<RecheckWay>,
        /// Of a milestone: which, from 1 on.
        #[serde(default)]
        pub milestone: u32,
        /// The day that was told: of a milestone, or that was asked for.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub day: Option<Date>,
        /// 整改时限 before.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub due_before: Option<Date>,
        /// 整改时限 afterwards.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub due_after: Option<Date>,
        /// Who.
        pub who: String,
        /// When.
        pub at: Instant,
    }
}

wire! {
    /// What is done with a finding; what an act does not need is left out.
    #[derive(Default, Eq)]
    pub struct FindingDeed {
        /// What.
        #[serde(default)]
        pub act: FindingAct,
        /// What is said with it.
        #[serde(default)]
        pub words: String,
        /// 佐证
        #[serde(default)]
        pub proof: String,
        /// 移送: to whom. Where the office enters what it was told: by whom.
        #[serde(default)]
        pub recipient: String,
        /// 复查方式
        #[serde(default)]
        pub way: Option<RecheckWay>,
        /// Of a milestone that was reached: which.
        #[serde(default)]
        pub milestone: u32,
        /// The day that is asked for, the last day of a milestone, the new last day; of a notice: the last day, if it is to be another one.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub day: Option<Date>,
    }
}

wire! {
    /// A finding as it was read.
    #[derive(Copy, Eq)]
    pub struct ChosenFinding {
        /// Which.
        pub id: FindingId,
        /// The version that was read.
        pub version: i64,
    }
}

wire! {
    /// 签收, 反馈进展, 报送整改完成, 申请延期, 申请复核, 完成阶段目标: by the checked side; the office enters what comes on paper.
    pub struct AnswerFinding {
        /// Which.
        pub id: FindingId,
        /// What is done.
        pub deed: FindingDeed,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(AnswerFinding => FindingShown, "inspection.finding.answer", Answer, Write);

wire! {
    /// 下发, 催办, 延期 decided, 移送 and its reply, 阶段目标, 复查, 重新整改: by whoever orders inspections.
    pub struct HandleFinding {
        /// Which.
        pub id: FindingId,
        /// What is done.
        pub deed: FindingDeed,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(HandleFinding => FindingShown, "inspection.finding.handle", PlanInspections, Write);

wire! {
    /// 异议复核 decided, 撤销, 复查: by whoever approves.
    pub struct DecideFinding {
        /// Which.
        pub id: FindingId,
        /// What is done.
        pub deed: FindingDeed,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(DecideFinding => FindingShown, "inspection.finding.decide", ApproveInspections, Write);

wire! {
    /// 立行立改 confirmed by another of those who were there than who has raised it; from when the visit is handed in.
    pub struct ConfirmFinding {
        /// Which.
        pub id: FindingId,
        /// What was seen.
        #[serde(default)]
        pub words: String,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(ConfirmFinding => FindingShown, "inspection.finding.confirm", VisitStations, Write);

wire! {
    /// What is done with several findings.
    pub enum BatchAct {
        /// 下发整改通知: those of a station go with one number.
        Issue,
        /// 催办
        Urge,
    }
}

wire! {
    /// Does the same with several findings; those with which it can't be done are left and told.
    pub struct HandleFindings {
        /// Which; 1 to 200.
        pub findings: Vec<ChosenFinding>,
        /// What.
        pub act: BatchAct,
        /// What is said with it.
        #[serde(default)]
        pub words: String,
        /// 整改时限 of a notice, if it is to be another one than each has.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub day: Option<Date>,
    }
}
operation!(HandleFindings => FindingsHandled, "inspection.finding.batch", PlanInspections, Write);

wire! {
    /// What came of it.
    pub struct FindingsHandled {
        /// With which it was done, as they are now.
        pub done: Vec<ChosenFinding>,
        /// With which not, and why.
        pub left: Vec<LeftFinding>,
        /// Numbers of the notices that were given.
        pub notices: Vec<String>,
    }
}

wire! {
    /// A finding with which something could not be done.
    pub struct LeftFinding {
        /// Which.
        pub id: FindingId,
        /// Why.
        pub error: ApiError,
    }
}

wire! {
    /// What a reply form says of one finding.
    #[derive(Eq)]
    pub struct FindingReply {
        /// Which.
        pub id: FindingId,
        /// 整改情况
        pub words: String,
        /// 佐证
        #[serde(default)]
        pub proof: String,
        /// It is put right; else it is progress.
        pub done: bool,
        /// The version that was read.
        pub version: i64,
    }
}

wire! {
    /// Enters 整改情况报告 of a station that has no account, by the number of its notice; it also signs for what was not signed for. All of it or none.
    pub struct TakeReply {
        /// 整改通知书: its number.
        pub notice: String,
        /// Who has signed it.
        pub filler: String,
        /// What it says; 1 to 200.
        pub replies: Vec<FindingReply>,
    }
}
operation!(TakeReply => FindingsHandled, "inspection.finding.reply", PlanInspections, Write);

wire! {
    /// Reads the ledger back from its file (as [`ExportFindings`] wrote it): what the checked side has written into 整改情况, 佐证 and 整改完成. Nothing is kept;
    /// [`TakeLedger`] does it.
    pub struct ReadLedger {
        /// The file.
        pub file: InFile,
    }
}
operation!(ReadLedger => LedgerRead, "inspection.ledger.read", Answer, Read);

wire! {
    /// What a file changes.
    pub struct LedgerRead {
        /// The sheet that was read; empty where there is none.
        pub sheet: String,
        /// What is reported of which finding, in order; none while something is wrong.
        pub changes: Vec<LedgerChange>,
        /// Rows that change nothing.
        pub same: u64,
        /// What is wrong, in row order; at most 200.
        pub problems: Vec<RowProblem>,
        /// How much is wrong in all.
        pub wrong: u64,
    }
}

wire! {
    /// What a row reports of a finding.
    #[derive(Eq)]
    pub struct LedgerChange {
        /// What is reported, upon the version that was exported.
        pub reply: FindingReply,
        /// Where it was found.
        pub point_name: String,
        /// 问题
        pub what: String,
        /// 整改情况 so far.
        pub before: String,
    }
}

wire! {
    /// Reports what a file of the ledger says, by the checked side; it also signs for what was not signed for. All of it or none.
    pub struct TakeLedger {
        /// What was read; 1 to 200.
        pub replies: Vec<FindingReply>,
    }
}
operation!(TakeLedger => FindingsHandled, "inspection.ledger.take", Answer, Write);

wire! {
    /// 整改台账 as a workbook or CSV: exactly what is filtered, with all of its columns.
    pub struct ExportFindings {
        /// Which.
        #[serde(default)]
        pub filter: FindingFilter,
        /// Where to.
        pub out: OutFile,
    }
}
operation!(ExportFindings => Written, "inspection.finding.export", Inspections, AuditedRead);

wire! {
    /// Which paper.
    pub enum FindingPaper {
        /// 整改通知书, one a station.
        Notice,
        /// 催办通知, one a station, of what is late.
        Urge,
        /// 整改情况报告, blank, one a notice.
        Reply,
    }
}

wire! {
    /// Papers of findings as DOCX or PDF: one sheet a notice.
    pub struct ExportFindingPaper {
        /// Which paper.
        pub paper: FindingPaper,
        /// Which findings; 1 to 200.
        pub findings: Vec<FindingId>,
        /// Where to.
        pub out: OutFile,
    }
}
operation!(ExportFindingPaper => Written, "inspection.finding.paper", Inspections, AuditedRead);

wire! {
    /// 督查结论 of a visit whose score is fixed, as DOCX or PDF.
    pub struct ExportConclusion {
        /// Which visit.
        pub visit: VisitId,
        /// Where to.
        pub out: OutFile,
    }
}
operation!(ExportConclusion => Written, "inspection.conclusion.export", Inspections, AuditedRead);

wire! {
    /// Which report about a plan.
    pub enum BulletinKind {
        /// 督查通报: to everybody, with figures by town.
        Bulletin,
        /// 督查专报: to leaders, with what asks for their attention.
        Brief,
    }
}

wire! {
    /// 督查通报 or 督查专报 of a plan with its figures, as DOCX or PDF.
    pub struct ExportBulletin {
        /// Which plan.
        pub plan: PlanId,
        /// Which of both.
        pub kind: BulletinKind,
        /// Where to.
        pub out: OutFile,
    }
}
operation!(ExportBulletin => Written, "inspection.bulletin.export", Inspections, AuditedRead);
