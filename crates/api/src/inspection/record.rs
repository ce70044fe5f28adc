//! 现场检查: the record of a visit from its first answer to its reviewed score.

use super::{VisitPhoto, VisitRow};
use crate::import::Written;
use crate::{OutFile, operation, wire};
use domain::inspection::checklist::ListFields;
use domain::inspection::checklist::score::Score;
use domain::inspection::finding::{FindingFields, FindingId, FindingState};
use domain::inspection::plan::VisitId;
use domain::inspection::visit::{Filled, Missing, PartyFields, VisitAct};
use domain::point::{PointFields, PointKind};
use domain::time::Instant;
use jiff::civil::Date;

wire! {
    /// A visit with everything that is needed there. Whoever belongs to the checked side finds it once its score is fixed.
    pub struct ShowVisit {
        /// Which.
        pub id: VisitId,
    }
}
operation!(ShowVisit => VisitShown, "inspection.visit.show", Inspections, Read);

wire! {
    /// What the caller may do with a visit now.
    pub enum VisitMay {
        /// 开始检查
        Begin,
        /// Answer, raise findings, say who was there.
        Write,
        /// 提交
        Submit,
        /// 审定 or 退回
        Review,
        /// 导出检查记录表
        Export,
        /// 遮盖 and 撤回 photos, 记为站点位置
        KeepPhotos,
    }
}

wire! {
    /// A visit.
    pub struct VisitShown {
        /// As in the list.
        pub visit: VisitRow,
        /// What stands there.
        pub station: StationFacts,
        /// The newest visit of the same station whose score is fixed.
        #[serde(default)]
        pub last: Option<VisitRow>,
        /// 未销号问题 of the place from other visits.
        pub open_findings: Vec<FindingRow>,
        /// The version of the checklist that the plan holds on to.
        pub list: ListFields,
        /// What was written; none: it was not begun.
        #[serde(default)]
        pub record: Option<RecordShown>,
        /// What the caller may do.
        pub may: Vec<VisitMay>,
    }
}

wire! {
    /// A service point as the inspectors find it.
    pub struct StationFacts {
        /// 类别
        pub kind: PointKind,
        /// 区划代码 of its place.
        pub code: String,
        /// What is known of it.
        pub fields: PointFields,
    }
}

wire! {
    /// What was written of a visit.
    pub struct RecordShown {
        /// Who began it.
        pub begun_by: String,
        /// When.
        pub begun_at: Instant,
        /// Who was there.
        pub party: Party,
        /// Answers, by line; lines at which nothing stands are left out.
        pub answers: Vec<AnswerRow>,
        /// Findings, as they were raised; withdrawn ones too.
        pub findings: Vec<FindingRow>,
        /// Photos and other files, in the order in which they came; withdrawn ones too.
        #[serde(default)]
        pub photos: Vec<VisitPhoto>,
        /// 得分: reckoned anew each time until a review has fixed it.
        pub score: Score,
        /// The score is fixed.
        pub is_fixed: bool,
        /// What is missing before it can be handed in.
        pub missing: Vec<Missing>,
        /// Rounds of review, the newest first.
        pub rounds: Vec<VisitRound>,
    }
}

wire! {
    /// Who was there, and when.
    #[derive(Eq)]
    pub struct Party {
        /// As it was said.
        pub fields: PartyFields,
        /// Moves by one with every change.
        pub version: i64,
    }
}

wire! {
    /// What stands at a line.
    #[derive(Eq)]
    pub struct AnswerRow {
        /// 序号 of the line.
        pub line: String,
        /// What was answered.
        pub filled: Filled,
        /// Who answered.
        pub who: String,
        /// When.
        pub at: Instant,
        /// Moves by one with every change; the first one is 1.
        pub version: i64,
    }
}

wire! {
    /// A finding.
    #[derive(Eq)]
    pub struct FindingRow {
        /// Which.
        pub id: FindingId,
        /// Of which visit.
        pub visit: VisitId,
        /// How far it is.
        pub state: FindingState,
        /// 发现日期
        #[serde(with = "domain::day::DayText")]
        pub found: Date,
        /// 整改时限
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub due: Option<Date>,
        /// What it says.
        pub fields: FindingFields,
        /// Why it was withdrawn.
        #[serde(default)]
        pub reason: String,
        /// Who raised it.
        pub who: String,
        /// When.
        pub at: Instant,
        /// Moves by one with every change.
        pub version: i64,
    }
}

wire! {
    /// What a line is to be mended for.
    #[derive(Eq)]
    pub struct LineReason {
        /// 序号 of the line.
        pub line: String,
        /// Why.
        pub reason: String,
    }
}

wire! {
    /// A round of review.
    #[derive(Eq)]
    pub struct VisitRound {
        /// From 1 on.
        pub no: i64,
        /// Who handed it in.
        pub submitted_by: String,
        /// When.
        pub submitted_at: Instant,
        /// What became of it; none while it waits.
        #[serde(default)]
        pub verdict: Option<VisitAct>,
        /// 审核意见
        #[serde(default)]
        pub opinion: String,
        /// Line by line.
        #[serde(default)]
        pub reasons: Vec<LineReason>,
        /// Who answered.
        #[serde(default)]
        pub decided_by: String,
        /// When.
        #[serde(default)]
        pub decided_at: Option<Instant>,
    }
}

wire! {
    /// 开始检查: begins the record, by one of those who are sent.
    pub struct BeginVisit {
        /// Which.
        pub id: VisitId,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(BeginVisit => VisitShown, "inspection.visit.begin", VisitStations, Write);

wire! {
    /// Says who was there, and when.
    pub struct SaveParty {
        /// Of which visit.
        pub visit: VisitId,
        /// Who and when.
        pub fields: PartyFields,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(SaveParty => PartySaved, "inspection.party.save", VisitStations, Write);

wire! {
    /// What was said is kept.
    pub struct PartySaved {
        /// Of which visit.
        pub visit: VisitId,
        /// As it is now.
        pub party: Party,
        /// What is missing now.
        pub missing: Vec<Missing>,
    }
}

wire! {
    /// Answers a line.
    pub struct SaveAnswer {
        /// Of which visit.
        pub visit: VisitId,
        /// 序号 of the line.
        pub line: String,
        /// What is answered.
        pub filled: Filled,
        /// The version of the answer upon which it was made; 0: nothing stood there. If somebody else has answered meanwhile, nothing is written
        /// and what stands there comes back.
        pub version: i64,
    }
}
operation!(SaveAnswer => AnswerSaved, "inspection.answer.save", VisitStations, Write);

wire! {
    /// An answer is kept.
    pub struct AnswerSaved {
        /// As it is now.
        pub answer: AnswerRow,
        /// 得分 now.
        pub score: Score,
        /// What is missing now.
        pub missing: Vec<Missing>,
    }
}

wire! {
    /// What stood at a line before.
    pub struct ShowAnswers {
        /// Of which visit.
        pub visit: VisitId,
        /// 序号 of the line.
        pub line: String,
    }
}
operation!(ShowAnswers => AnswersShown, "inspection.answer.show", Inspections, Read);

wire! {
    /// Answers of one line.
    pub struct AnswersShown {
        /// The newest first; the first one is what stands there now.
        pub answers: Vec<AnswerRow>,
    }
}

wire! {
    /// Raises a finding, or writes one anew, before the visit is handed in.
    pub struct SaveFinding {
        /// Of which visit.
        pub visit: VisitId,
        /// Which; none: a new one.
        #[serde(default)]
        pub id: Option<FindingId>,
        /// What it says. Its day is counted in working days from the day on which it was found.
        pub fields: FindingFields,
        /// The version that was read; 0 for a new one.
        #[serde(default)]
        pub version: i64,
    }
}
operation!(SaveFinding => FindingRow, "inspection.finding.save", VisitStations, Write);

wire! {
    /// Withdraws a finding that was raised by mistake, before the visit is handed in.
    pub struct WithdrawFinding {
        /// Of which visit.
        pub visit: VisitId,
        /// Which.
        pub id: FindingId,
        /// Why.
        pub reason: String,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(WithdrawFinding => FindingRow, "inspection.finding.withdraw", VisitStations, Write);

wire! {
    /// Hands the record in; refused with what is missing.
    pub struct SubmitVisit {
        /// Which.
        pub id: VisitId,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(SubmitVisit => VisitShown, "inspection.visit.submit", VisitStations, Write);

wire! {
    /// What a reviewer says.
    pub enum VisitVerdict {
        /// 审定: the score is fixed.
        Agree,
        /// 退回: with what is to be mended.
        Return,
    }
}

wire! {
    /// Reviews a record, by somebody who was not there.
    pub struct ReviewVisit {
        /// Which.
        pub id: VisitId,
        /// 审定 or 退回
        pub verdict: VisitVerdict,
        /// 审核意见; where it is sent back, this or a line says why.
        #[serde(default)]
        pub opinion: String,
        /// Lines that are to be mended; none where it is agreed to.
        #[serde(default)]
        pub reasons: Vec<LineReason>,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(ReviewVisit => VisitShown, "inspection.visit.review", ApproveInspections, Write);

wire! {
    /// 现场检查记录表 as DOCX or PDF, with blanks for signatures; before a visit it is the form to write on.
    pub struct ExportVisit {
        /// Which.
        pub id: VisitId,
        /// Where to.
        pub out: OutFile,
    }
}
operation!(ExportVisit => Written, "inspection.visit.export", Inspections, AuditedRead);
