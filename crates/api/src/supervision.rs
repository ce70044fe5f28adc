//! 督办: what leaders asked for, handed out, signed for, reported on, reviewed, and taken off the ledger.
//!
//! `form`, `photo`: answers of people without an account.

mod form;
mod photo;

pub use form::{FormAnswers, FormMade, FormPreviewed, MakeForm, PreviewForm, TakeForm};
pub use photo::{PhotoFound, PhotosPreviewed, PhotosTaken, PreviewPhotos, TakePhotos};

use crate::attachment::AttachmentRow;

use crate::file::OutFile;
use crate::import::Written;
use crate::page::{Edges, PageAt, Sort, Total};
use crate::{ApiError, Done, operation, wire};
use domain::body::BodyId;
use domain::meeting::MeetingId;
use domain::place::PlaceId;
use domain::supervision::flow::{Act, State};
use domain::supervision::light::{Cause, Light, LightRule};
use domain::supervision::number::Pattern;
use domain::supervision::{Link, MatterFields, MatterId, Source};
use domain::time::Instant;
use jiff::civil::Date;

/// Most matters that a paper is made of, or that are done something to at once.
pub const SEVERAL: usize = 200;

wire! {
    /// Which matters.
    #[derive(Default, Eq)]
    pub struct MatterFilter {
        /// Part of the number, the title, its pinyin or initials, the person who asked, or who answers for it.
        #[serde(default)]
        pub text: String,
        /// In these states; empty: in all but those that were given up.
        #[serde(default)]
        pub states: Vec<State>,
        /// With this light only.
        #[serde(default)]
        pub light: Option<Light>,
        /// From these sources; empty: from all.
        #[serde(default)]
        pub sources: Vec<Source>,
        /// Of this body only, as lead or helper.
        #[serde(default)]
        pub body: Option<BodyId>,
        /// About units at and below this place only.
        #[serde(default)]
        pub place: Option<PlaceId>,
        /// With a term that ends on this day or later.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub due_from: Option<Date>,
        /// With a term that ends on this day or before.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub due_to: Option<Date>,
        /// Only what waits for the caller.
        #[serde(default)]
        pub waiting: bool,
    }
}

wire! {
    /// A page of matters.
    pub struct ListMatters {
        /// Which.
        #[serde(default)]
        pub filter: MatterFilter,
        /// By `urgency` (the worst first, as they come), `due` or `number`.
        #[serde(default)]
        pub sort: Option<Sort>,
        /// Which page.
        #[serde(default)]
        pub page: PageAt,
        /// Rows of a page, up to 200.
        pub limit: u32,
    }
}
operation!(ListMatters => Matters, "supervision.list", Matters, Read);

wire! {
    /// A matter in a list.
    #[derive(Eq)]
    pub struct MatterRow {
        /// The matter.
        pub id: MatterId,
        /// 编号; empty before it is handed out for the first time.
        pub number: String,
        /// 督办事项
        pub title: String,
        /// 来源
        pub source: Source,
        /// 状态
        pub state: State,
        /// 督办灯; none where nothing runs.
        pub light: Option<Light>,
        /// 主办单位
        pub lead: Option<BodyId>,
        /// How many bodies help.
        pub helpers: u32,
        /// 涉及单位
        pub place: PlaceId,
        /// 批示人
        pub instructor: String,
        /// 责任人
        pub responsible: String,
        /// When it was handed out.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub issued: Option<Date>,
        /// 时限
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub due: Option<Date>,
        /// Until when feedback is due.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub feedback: Option<Date>,
        /// When something last happened to it.
        pub moved_at: Instant,
        /// It was made of another row.
        pub is_linked: bool,
        /// Moves by one with every change.
        pub version: i64,
    }
}

wire! {
    /// A page of the ledger.
    pub struct Matters {
        /// Its rows.
        pub matters: Vec<MatterRow>,
        /// What lies around it.
        pub edges: Edges,
    }
}

wire! {
    /// How many matters there are by light, state and source, within the rest of the filter.
    pub struct CountMatters {
        /// Which; its lights, states and sources narrow the total only.
        #[serde(default)]
        pub filter: MatterFilter,
    }
}
operation!(CountMatters => MatterCounts, "supervision.count", Matters, Read);

wire! {
    /// Counts for the filters of the ledger.
    pub struct MatterCounts {
        /// How many fit.
        pub total: Total,
        /// By light.
        pub lights: Vec<(Light, i64)>,
        /// By state.
        pub states: Vec<(State, i64)>,
        /// By source.
        pub sources: Vec<(Source, i64)>,
    }
}

wire! {
    /// What the caller may do with a matter now.
    pub enum MatterMay {
        /// 修改
        Edit,
        /// 交办
        Issue,
        /// 撤销
        Revoke,
        /// 签收
        Sign,
        /// 反馈进展, 报请办结
        Report,
        /// 申请延期
        Ask,
        /// 审批延期
        Decide,
        /// 审核
        Review,
        /// 退回
        Return,
        /// 催办
        Urge,
        /// 中止
        Halt,
        /// 恢复
        Resume,
        /// 销号
        Close,
        /// Make a notice with its form, and take a form in.
        Form,
    }
}

wire! {
    /// One step in the life of a matter.
    #[derive(Eq)]
    pub struct Step {
        /// What was done.
        pub act: Act,
        /// What was said about it.
        pub words: String,
        /// 存在问题
        pub problems: String,
        /// 下一步措施
        pub steps: String,
        /// The term before.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub due_before: Option<Date>,
        /// The term afterwards, or the one that was asked for.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub due_after: Option<Date>,
        /// The returned form that said it.
        pub form: String,
        /// Who filled that form in.
        pub filler: String,
        /// By name.
        pub who: String,
        /// When.
        pub at: Instant,
    }
}

wire! {
    /// Why a light is what it is.
    #[derive(Copy, Eq)]
    pub struct Why {
        /// What makes it so.
        pub cause: Cause,
        /// For how many days, today included.
        pub days: i64,
    }
}

wire! {
    /// More time that was asked for and not decided about.
    #[derive(Eq)]
    pub struct Asking {
        /// Until when.
        #[serde(with = "domain::day::DayText")]
        pub to: Date,
        /// Why.
        pub reason: String,
        /// By whom.
        pub who: String,
    }
}

wire! {
    /// The row that a matter was made of.
    #[derive(Eq)]
    pub struct Linked {
        /// Which.
        pub link: Link,
        /// What it was called then.
        pub label: String,
        /// The meeting that agreed on it, where the row is what a meeting agreed on.
        #[serde(default)]
        pub meeting: Option<MeetingId>,
    }
}

wire! {
    /// A form that was handed out.
    #[derive(Eq)]
    pub struct Form {
        /// Its number: that of the matter, and a count.
        pub number: String,
        /// When it was made.
        pub made_at: Instant,
        /// When it came back.
        pub taken_at: Option<Instant>,
    }
}

wire! {
    /// A matter with everything that is known of it.
    pub struct MatterShown {
        /// As in the ledger.
        pub row: MatterRow,
        /// Its text.
        pub fields: MatterFields,
        /// Why its light is what it is.
        pub why: Vec<Why>,
        /// The term as it was first set.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub first_due: Option<Date>,
        /// 暂定: the term was counted through days of a year that is not published yet.
        #[serde(default)]
        pub provisional: bool,
        /// More time that is asked for.
        pub asking: Option<Asking>,
        /// The row that it came from.
        pub linked: Option<Linked>,
        /// What was done, in turn.
        pub steps: Vec<Step>,
        /// The forms that were handed out, the newest first.
        pub forms: Vec<Form>,
        /// Photos and papers, in the order in which they came; withdrawn ones too.
        pub photos: Vec<AttachmentRow>,
        /// What the caller may do with it now; the next step first.
        pub may: Vec<MatterMay>,
    }
}

wire! {
    /// One matter.
    pub struct ShowMatter {
        /// Which.
        pub id: MatterId,
    }
}
operation!(ShowMatter => MatterShown, "supervision.show", Matters, Read);

wire! {
    /// The matters that were made of a row, as far as the caller may see them.
    pub struct ListLinked {
        /// The row.
        pub link: Link,
    }
}
operation!(ListLinked => LinkedMatters, "supervision.linked.list", Matters, Read);

wire! {
    /// Matters of a row, the newest first.
    pub struct LinkedMatters {
        /// The matters.
        pub matters: Vec<MatterRow>,
    }
}

wire! {
    /// What a matter that is made of a row would say: a proposal, nothing is kept.
    pub struct ProposeMatter {
        /// The row.
        pub link: Link,
    }
}
operation!(ProposeMatter => Proposed, "supervision.propose", Instruct, Read);

wire! {
    /// A proposal.
    pub struct Proposed {
        /// Its text.
        pub fields: MatterFields,
        /// What the row is called.
        pub label: String,
        /// Matters that were made of the row already.
        pub matters: Vec<MatterRow>,
    }
}

wire! {
    /// Registers a matter, or edits one that is not handed out.
    pub struct SaveMatter {
        /// Which; none: a new one.
        #[serde(default)]
        pub id: Option<MatterId>,
        /// Its text.
        pub fields: MatterFields,
        /// The version that was read; 0 for a new one.
        #[serde(default)]
        pub version: i64,
    }
}
operation!(SaveMatter => MatterShown, "supervision.save", Instruct, Write);

wire! {
    /// 撤销: gives a matter up that is not handed out; it stays to be read.
    pub struct RevokeMatter {
        /// Which.
        pub id: MatterId,
        /// Why.
        pub reason: String,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(RevokeMatter => MatterShown, "supervision.revoke", Instruct, Write);

wire! {
    /// 交办: numbers a matter, and hands it out.
    pub struct IssueMatter {
        /// Which.
        pub id: MatterId,
        /// A word to whoever gets it.
        #[serde(default)]
        pub words: String,
        /// On which day it was handed out, if that was on paper and before today (补登).
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub on: Option<Date>,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(IssueMatter => MatterShown, "supervision.issue", Supervise, Write);

wire! {
    /// 签收
    pub struct SignMatter {
        /// Which.
        pub id: MatterId,
        /// How it was told, if the office enters it.
        #[serde(default)]
        pub words: String,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(SignMatter => MatterShown, "supervision.sign", Answer, Write);

wire! {
    /// 反馈进展; with `done` 报请办结.
    pub struct ReportMatter {
        /// Which.
        pub id: MatterId,
        /// 办理进展
        pub progress: String,
        /// 存在问题
        #[serde(default)]
        pub problems: String,
        /// 下一步措施
        #[serde(default)]
        pub steps: String,
        /// It is done, and can be looked at.
        #[serde(default)]
        pub done: bool,
        /// On which day it was told, if that was before today (补登).
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub on: Option<Date>,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(ReportMatter => MatterShown, "supervision.report", Answer, Write);

wire! {
    /// 申请延期
    pub struct AskExtension {
        /// Which.
        pub id: MatterId,
        /// Until when.
        #[serde(with = "domain::day::DayText")]
        pub to: Date,
        /// Why.
        pub reason: String,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(AskExtension => MatterShown, "supervision.extension.ask", Answer, Write);

wire! {
    /// 审批延期: by another person than who asked. Both days are kept.
    pub struct DecideExtension {
        /// Which.
        pub id: MatterId,
        /// It is granted.
        pub granted: bool,
        /// Why; who does not grant it says so.
        #[serde(default)]
        pub reason: String,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(DecideExtension => MatterShown, "supervision.extension.decide", Supervise, Write);

wire! {
    /// 审核 of what was reported as done: 办结, or back with a reason. What is 办结 can be sent back too.
    pub struct ReviewMatter {
        /// Which.
        pub id: MatterId,
        /// It is done.
        pub passed: bool,
        /// The opinion; who sends it back says why.
        #[serde(default)]
        pub opinion: String,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(ReviewMatter => MatterShown, "supervision.review", Supervise, Write);

wire! {
    /// 退回 of what is not signed for: the lead sends it back, or the office takes it back.
    pub struct ReturnMatter {
        /// Which.
        pub id: MatterId,
        /// Why.
        pub reason: String,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(ReturnMatter => MatterShown, "supervision.return", Answer, Write);

wire! {
    /// A matter as it was read.
    #[derive(Copy, Eq)]
    pub struct ChosenMatter {
        /// Which.
        pub id: MatterId,
        /// The version that was read.
        pub version: i64,
    }
}

wire! {
    /// 催办, one matter or several together.
    pub struct UrgeMatters {
        /// Which, at most 200.
        pub matters: Vec<ChosenMatter>,
        /// What is said.
        #[serde(default)]
        pub words: String,
    }
}
operation!(UrgeMatters => Urged, "supervision.urge", Supervise, Write);

wire! {
    /// A matter that was left as it was.
    pub struct LeftMatter {
        /// Which.
        pub id: MatterId,
        /// Why.
        pub error: ApiError,
    }
}

wire! {
    /// What was urged.
    pub struct Urged {
        /// These, as they are now.
        pub done: Vec<ChosenMatter>,
        /// These were not.
        pub left: Vec<LeftMatter>,
    }
}

wire! {
    /// 中止
    pub struct HaltMatter {
        /// Which.
        pub id: MatterId,
        /// Why.
        pub reason: String,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(HaltMatter => MatterShown, "supervision.halt", Supervise, Write);

wire! {
    /// 恢复: it goes on where it stood, with as many working days as were left.
    pub struct ResumeMatter {
        /// Which.
        pub id: MatterId,
        /// Why.
        pub reason: String,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(ResumeMatter => MatterShown, "supervision.resume", Supervise, Write);

wire! {
    /// 销号: takes what is done off the ledger for good.
    pub struct CloseMatter {
        /// Which.
        pub id: MatterId,
        /// How it was checked.
        #[serde(default)]
        pub words: String,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(CloseMatter => MatterShown, "supervision.close", Supervise, Write);

wire! {
    /// How matters are numbered, and when lights turn.
    #[derive(Default, Eq)]
    pub struct SupervisionRules {
        /// 编号规则
        pub number: Pattern,
        /// 亮灯规则
        pub light: LightRule,
    }
}

wire! {
    /// The rules of 督办.
    pub struct ShowSupervisionRules {}
}
operation!(ShowSupervisionRules => SupervisionRules, "supervision.rules.show", Matters, Read);

wire! {
    /// Sets the rules: numbers from now on, lights at once.
    pub struct SaveSupervisionRules {
        /// The rules.
        pub rules: SupervisionRules,
        /// Those that were read.
        pub before: SupervisionRules,
    }
}
operation!(SaveSupervisionRules => Done, "supervision.rules.save", Supervise, Write);

wire! {
    /// Writes exactly the filtered ledger (督办台账) as a workbook or as CSV.
    pub struct ExportMatters {
        /// Which.
        #[serde(default)]
        pub filter: MatterFilter,
        /// In which order.
        #[serde(default)]
        pub sort: Option<Sort>,
        /// Where to.
        pub out: OutFile,
    }
}
operation!(ExportMatters => Written, "supervision.export", Matters, AuditedRead);

wire! {
    /// A paper of 督办.
    pub enum PaperKind {
        /// 督办通知单
        Notice,
        /// 催办单
        Urge,
        /// 督办专报
        Report,
    }
}

wire! {
    /// Writes a paper as DOCX, with blanks for numbers and signatures: a notice or an urging for each matter, or one report on all.
    pub struct ExportPaper {
        /// Which paper.
        pub paper: PaperKind,
        /// About which, at most 200.
        pub matters: Vec<MatterId>,
        /// Where to.
        pub out: OutFile,
    }
}
operation!(ExportPaper => Written, "supervision.paper.export", Matters, AuditedRead);
