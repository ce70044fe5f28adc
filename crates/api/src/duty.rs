//! 权责清单: entries (权责事项) as they stand now and as they stood on any day; how they are drafted, reviewed, published and withdrawn.

mod cells;

pub use cells::{ChangeCells, PreviewCells};

use crate::file::OutFile;
use crate::import::Written;
use crate::item::Verified;
use crate::page::{Edges, PageAt, Sort, Total};
use crate::{Done, operation, wire};
use domain::body::BodyId;
use domain::catalogue::codes::ItemKind;
use domain::catalogue::provincial::Differing;
use domain::duty::differ::Adjustment;
use domain::duty::flow::{Act, Chain, Deed, Stage, Standing};
use domain::duty::{DutyFields, DutyId, DutyList, VersionId};
use domain::place::PlaceId;
use domain::time::Instant;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

wire! {
    /// Which entries.
    #[derive(Default, Eq)]
    pub struct DutyFilter {
        /// The list as it was in force on this day; none: as it stands now, with what is drafted.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub as_of: Option<Date>,
        /// Part of a code, the name, its pinyin or initials, the undertaker, or a law.
        #[serde(default)]
        pub text: String,
        /// Of these lists; empty: of all.
        #[serde(default)]
        pub lists: Vec<DutyList>,
        /// Of these kinds; empty: of all.
        #[serde(default)]
        pub kinds: Vec<ItemKind>,
        /// Of this body only, alone or with others.
        #[serde(default)]
        pub body: Option<BodyId>,
        /// At and below this place only.
        #[serde(default)]
        pub place: Option<PlaceId>,
        /// In this state only.
        #[serde(default)]
        pub standing: Option<Standing>,
        /// 子项 of this entry only.
        #[serde(default)]
        pub parent: Option<DutyId>,
        /// 到期复核: only those in force that nobody has checked for the settled months.
        #[serde(default)]
        pub recheck: bool,
    }
}

wire! {
    /// A page of entries. What is not published is seen by those who draft or review it.
    pub struct ListDuties {
        /// Which.
        #[serde(default)]
        pub filter: DutyFilter,
        /// By `code` (as they come) or `name`.
        #[serde(default)]
        pub sort: Option<Sort>,
        /// Which page.
        #[serde(default)]
        pub page: PageAt,
        /// Rows of a page, up to 200.
        pub limit: u32,
        /// Beside each entry what the caller himself has begun of it: for whoever edits it in the table.
        #[serde(default)]
        pub own: bool,
    }
}
operation!(ListDuties => Duties, "duty.list", SignedIn, Read);

wire! {
    /// How many entries fit. Asked for beside a page, which need not wait for it.
    pub struct CountDuties {
        /// Which.
        #[serde(default)]
        pub filter: DutyFilter,
    }
}
operation!(CountDuties => Total, "duty.count", SignedIn, Read);

wire! {
    /// 目录: whose entries of which kind fit, counted. Asked for beside a page, which need not wait for it.
    pub struct ShowDutyTree {
        /// Which.
        #[serde(default)]
        pub filter: DutyFilter,
    }
}
operation!(ShowDutyTree => DutyTree, "duty.tree", SignedIn, Read);

wire! {
    /// The entries by list, body and kind.
    pub struct DutyTree {
        /// Every group that has an entry.
        pub groups: Vec<DutyGroup>,
    }
}

wire! {
    /// The entries of one body, list and kind.
    pub struct DutyGroup {
        /// 清单类别
        pub list: DutyList,
        /// 行使主体
        pub body: Option<BodyId>,
        /// 权力类型
        pub kind: ItemKind,
        /// Its own.
        pub own: i64,
        /// 共同行使: those of other bodies that it has with them. What a list has in all is the sum of `own` alone.
        pub joint: i64,
    }
}

wire! {
    /// An entry in a list.
    #[derive(Eq)]
    pub struct DutyRow {
        /// The entry.
        pub id: DutyId,
        /// The version that stands for it: the one in force, else the newest one.
        pub version: VersionId,
        /// 事项编码
        pub code: String,
        /// 事项名称
        pub name: String,
        /// 清单类别
        pub list: DutyList,
        /// 权力类型
        pub kind: ItemKind,
        /// 行使主体
        pub body: Option<BodyId>,
        /// How many other bodies have it too.
        pub joint: u32,
        /// 行使区域
        pub place: PlaceId,
        /// 主项
        pub parent: Option<DutyId>,
        /// 状态
        pub standing: Standing,
        /// 生效日期
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub from: Option<Date>,
        /// How many versions are drafted or reviewed beside it.
        pub drafts: u32,
        /// What was read of the version: see [`domain::duty::stamp`].
        pub stamp: i64,
        /// What the caller has begun of it, if it was asked for.
        #[serde(default)]
        pub own: Option<OwnDraft>,
    }
}

wire! {
    /// What the caller has begun of an entry, as far as a list shows it.
    #[derive(Eq)]
    pub struct OwnDraft {
        /// What was read of it: see [`domain::duty::stamp`].
        pub stamp: i64,
        /// Its text can be changed: it is not handed in, and withdraws nothing.
        pub open: bool,
        /// 事项编码
        pub code: String,
        /// 事项名称
        pub name: String,
        /// 清单类别
        pub list: DutyList,
        /// 权力类型
        pub kind: ItemKind,
        /// 行使主体
        pub body: Option<BodyId>,
        /// 行使区域
        pub place: PlaceId,
    }
}

wire! {
    /// A page of the list.
    pub struct Duties {
        /// Its rows.
        pub duties: Vec<DutyRow>,
        /// What lies around it.
        pub edges: Edges,
    }
}

wire! {
    /// What the caller may do with a version now.
    pub enum May {
        /// Edit its text.
        Edit,
        /// 申报
        Submit,
        /// Give it up.
        Drop,
        /// Put it upon what was published since.
        Rebase,
        /// 受理 or refuse it.
        Accept,
        /// Give an opinion: it is the caller's turn.
        Review,
        /// Return it to its author.
        Return,
        /// 公布
        Publish,
        /// Take its day back.
        Unplan,
    }
}

wire! {
    /// A version without its text.
    pub struct Version {
        /// Key.
        pub id: VersionId,
        /// Of which entry.
        pub duty: DutyId,
        /// Counts the entry's versions from 1.
        pub no: i64,
        /// How far it has come.
        pub stage: Stage,
        /// 调整类型
        pub deed: Deed,
        /// The published version upon which it was begun.
        pub based_on: Option<VersionId>,
        /// Something else was published since it was begun.
        pub is_behind: bool,
        /// 清单类别
        pub list: DutyList,
        /// 权力类型
        pub kind: ItemKind,
        /// 事项编码
        pub code: String,
        /// 事项名称
        pub name: String,
        /// 行使主体
        pub body: Option<BodyId>,
        /// 行使区域
        pub place: PlaceId,
        /// 调整依据 or 理由
        pub reason: String,
        /// 会签意见
        pub countersigned: String,
        /// 批准文号
        pub paper: String,
        /// The step whose turn it is; empty outside of the chain.
        pub step: String,
        /// Counts from 1, one more after each return.
        pub round: i64,
        /// Who began it.
        pub author: String,
        /// When.
        pub begun_at: Instant,
        /// When something last happened to it.
        pub moved_at: Instant,
        /// On which day it is to be published.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub effective: Option<Date>,
        /// In force from this day on.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub from: Option<Date>,
        /// Not in force any more from this day on.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub until: Option<Date>,
        /// When it was published.
        pub published_at: Option<Instant>,
        /// By whom.
        pub published_by: String,
        /// Why it could not be published on its day.
        pub failed: String,
        /// Moves by one with every change.
        pub version: i64,
        /// What the caller may do with it now.
        pub may: Vec<May>,
    }
}

wire! {
    /// What somebody did with a version, and said about it (办理意见).
    #[derive(Eq)]
    pub struct Opinion {
        /// In which round.
        pub round: i64,
        /// The step; empty outside of the chain.
        pub step: String,
        /// What.
        pub act: Act,
        /// His words.
        pub opinion: String,
        /// By name.
        pub who: String,
        /// When.
        pub at: Instant,
    }
}

wire! {
    /// A version with its text.
    pub struct DutyVersion {
        /// What is known of it.
        pub head: Version,
        /// Its text.
        pub fields: DutyFields,
        /// Its chain: as it was submitted, else as it is now.
        pub chain: Chain,
        /// What was done and said, in turn.
        pub opinions: Vec<Opinion>,
    }
}

wire! {
    /// One entry: as it stands now, as it was in force on a day, or one of its versions.
    pub struct ShowDuty {
        /// The entry.
        pub id: DutyId,
        /// This version.
        #[serde(default)]
        pub version: Option<VersionId>,
        /// The one that was in force on this day.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub as_of: Option<Date>,
    }
}
operation!(ShowDuty => DutyShown, "duty.show", SignedIn, Read);

wire! {
    /// What an entry is called.
    #[derive(Eq)]
    pub struct DutyName {
        /// The entry.
        pub id: DutyId,
        /// 事项编码
        pub code: String,
        /// 事项名称
        pub name: String,
        /// 状态
        pub standing: Standing,
    }
}

wire! {
    /// An entry.
    pub struct DutyShown {
        /// The version that was asked for.
        pub shown: DutyVersion,
        /// Every version that the caller may see, the newest first.
        pub versions: Vec<Version>,
        /// 主项
        pub parent: Option<DutyName>,
        /// 子项
        pub children: Vec<DutyName>,
        /// 核实: when it was last checked after it was published, and by whom.
        pub checked: Option<Checked>,
        /// It is due to be checked again.
        pub recheck: bool,
        /// The caller may say that he has checked it.
        pub may_verify: bool,
    }
}

wire! {
    /// A check of an entry that is in force.
    #[derive(Eq)]
    pub struct Checked {
        /// On which day.
        #[serde(with = "domain::day::DayText")]
        pub day: Date,
        /// By whom.
        pub who: String,
    }
}

wire! {
    /// Says of entries in force that they were compared with their bases today (核实); their texts stay as they were published. Others are
    /// left, with the reason.
    pub struct VerifyDuties {
        /// Which; up to [`crate::item::VERIFY_LIMIT`].
        pub duties: Vec<DutyId>,
    }
}
operation!(VerifyDuties => Verified, "duty.verify", Duties, Write);

wire! {
    /// What is drafted and reviewed.
    pub struct ListDrafts {
        /// Only what waits for the caller.
        #[serde(default)]
        pub waiting: bool,
    }
}
operation!(ListDrafts => Drafts, "duty.draft.list", SignedIn, Read);

wire! {
    /// What is drafted and reviewed, that which has waited longest first.
    pub struct Drafts {
        /// The versions that the caller may see.
        pub drafts: Vec<Version>,
    }
}

wire! {
    /// Begins a draft of a new or a published entry, or saves one.
    pub struct SaveDraft {
        /// The entry; none: a new one.
        #[serde(default)]
        pub duty: Option<DutyId>,
        /// The draft; none: begins one.
        #[serde(default)]
        pub draft: Option<VersionId>,
        /// Its text.
        pub fields: DutyFields,
        /// 调整依据 or 理由
        #[serde(default)]
        pub reason: String,
        /// The draft's version that was read; 0 for a new one.
        #[serde(default)]
        pub version: i64,
    }
}
operation!(SaveDraft => DutyVersion, "duty.draft.save", Duties, Write);

wire! {
    /// Gives a version up that is not approved yet; it stays to be read.
    pub struct DropDraft {
        /// Which.
        pub draft: VersionId,
        /// Why.
        #[serde(default)]
        pub reason: String,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(DropDraft => DutyVersion, "duty.draft.drop", Duties, Write);

wire! {
    /// Puts a draft upon what was published since it was begun.
    pub struct RebaseDraft {
        /// Which.
        pub draft: VersionId,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(RebaseDraft => Rebased, "duty.draft.rebase", Duties, Write);

wire! {
    /// A draft upon what is published now.
    pub struct Rebased {
        /// The draft.
        pub draft: DutyVersion,
        /// Fields that both have changed, each otherwise: they stay the draft's, and have to be looked at.
        pub both: Vec<String>,
    }
}

wire! {
    /// Begins the withdrawal (取消) of a published entry: it goes the same way as any other change.
    pub struct WithdrawDuty {
        /// Which.
        pub duty: DutyId,
        /// Why.
        pub reason: String,
    }
}
operation!(WithdrawDuty => DutyVersion, "duty.withdraw", Duties, Write);

wire! {
    /// 申报: hands a draft in.
    pub struct SubmitDraft {
        /// Which.
        pub draft: VersionId,
        /// A word to whoever looks at it.
        #[serde(default)]
        pub opinion: String,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(SubmitDraft => DutyVersion, "duty.submit", Duties, Write);

wire! {
    /// What is answered to what was handed in.
    pub enum Verdict {
        /// 受理, 同意
        Approve,
        /// 退回: back to its author, who may hand it in again.
        Return,
        /// 不予受理: it ends here.
        Refuse,
    }
}

wire! {
    /// 受理: takes a proposal of a town or a department into the review chain, or does not.
    pub struct AcceptDraft {
        /// Which.
        pub draft: VersionId,
        /// The answer.
        pub verdict: Verdict,
        /// The opinion; who does not accept says why.
        #[serde(default)]
        pub opinion: String,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(AcceptDraft => DutyVersion, "duty.accept", Catalogue, Write);

wire! {
    /// 审核: takes a step of the review chain.
    pub struct ReviewDraft {
        /// Which.
        pub draft: VersionId,
        /// The answer: approve or return.
        pub verdict: Verdict,
        /// The opinion; who returns it says why.
        #[serde(default)]
        pub opinion: String,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(ReviewDraft => DutyVersion, "duty.review", DutyReview, Write);

wire! {
    /// A version of a set.
    #[derive(Copy, Eq)]
    pub struct Chosen {
        /// Which.
        pub draft: VersionId,
        /// The version that was read.
        pub version: i64,
    }
}

wire! {
    /// 公布: one entry, or a set of them together, now or on a day. All of them or none.
    pub struct PublishDrafts {
        /// Which.
        pub drafts: Vec<Chosen>,
        /// 生效日期; one that is to come is kept until then.
        #[serde(with = "domain::day::DayText")]
        pub effective: Date,
        /// 批准文号
        #[serde(default)]
        pub paper: String,
        /// 会签意见
        #[serde(default)]
        pub countersigned: String,
    }
}
operation!(PublishDrafts => Published, "duty.publish", Catalogue, Write);

wire! {
    /// What was published, or is to be.
    pub struct Published {
        /// The versions.
        pub versions: Vec<Version>,
    }
}

wire! {
    /// Takes back that a version is published on a day: it waits again.
    pub struct RevokePlan {
        /// Which.
        pub draft: VersionId,
        /// Why.
        pub reason: String,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(RevokePlan => DutyVersion, "duty.plan.revoke", Catalogue, Write);

wire! {
    /// What two versions of an entry have otherwise.
    pub struct CompareVersions {
        /// The earlier one.
        pub old: VersionId,
        /// The later one.
        pub new: VersionId,
    }
}
operation!(CompareVersions => Compared, "duty.compare", SignedIn, Read);

wire! {
    /// Two versions beside each other.
    pub struct Compared {
        /// The earlier one.
        pub old: DutyFields,
        /// The later one.
        pub new: DutyFields,
        /// Field by field what differs.
        pub differing: Vec<Differing>,
    }
}

wire! {
    /// What became of the list between two days (动态调整).
    pub struct CompareDates {
        /// The earlier day.
        #[serde(with = "domain::day::DayText")]
        pub from: Date,
        /// The later day.
        #[serde(with = "domain::day::DayText")]
        pub to: Date,
        /// Of this body only.
        #[serde(default)]
        pub body: Option<BodyId>,
    }
}
operation!(CompareDates => Adjustments, "duty.dates.compare", SignedIn, Read);

wire! {
    /// An entry that is not as it was.
    pub struct Adjusted {
        /// The entry.
        pub id: DutyId,
        /// 调整类型
        pub adjustment: Adjustment,
        /// The version of the earlier day; none: it was not there.
        pub old: Option<VersionId>,
        /// The version of the later day; of what was withdrawn the one that says so.
        pub new: Option<VersionId>,
        /// 事项编码
        pub code: String,
        /// 事项名称
        pub name: String,
        /// 行使主体
        pub body: Option<BodyId>,
        /// 批准文号
        pub paper: String,
        /// The fields that differ.
        pub fields: Vec<String>,
    }
}

wire! {
    /// What became of the list.
    pub struct Adjustments {
        /// The entries that are not as they were, by code.
        pub adjusted: Vec<Adjusted>,
    }
}

/// Of which changes a paper tells.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AdjustmentOf {
    /// What became of the list between two days.
    Dates(CompareDates),
    /// Versions that were published, together or alone, or are to be: what is still reviewed has blanks where nobody has said anything.
    Versions(Vec<VersionId>),
}

/// Most entries of a paper of adjustments.
pub const ADJUSTMENT_LIMIT: usize = 1_000;

wire! {
    /// Writes the paper of an adjustment (动态调整): each entry with what stood there and what stands there now, on what grounds, by whose
    /// opinions, and blanks for what is written by hand.
    pub struct ExportAdjustment {
        /// Of which changes; at most [`ADJUSTMENT_LIMIT`] entries.
        pub of: AdjustmentOf,
        /// Where to; a DOCX.
        pub out: OutFile,
    }
}
operation!(ExportAdjustment => Written, "duty.adjustment.export", SignedIn, AuditedRead);

/// Most entries of one paper: some 2,400 pages.
pub const PAPER_LIMIT: usize = 2_000;

wire! {
    /// Writes the list, or what is filtered of it, as a paper for people to read and print: contents, each body's list on pages of its own,
    /// an entry a section.
    pub struct ExportPaper {
        /// Which entries; at most [`PAPER_LIMIT`].
        #[serde(default)]
        pub filter: DutyFilter,
        /// Where to; a DOCX.
        pub out: OutFile,
    }
}
operation!(ExportPaper => Written, "duty.paper.export", SignedIn, AuditedRead);

wire! {
    /// Writes the list as a file that comes back without a difference: exactly what is filtered, or an empty form.
    pub struct ExportDuties {
        /// Which entries.
        #[serde(default)]
        pub filter: DutyFilter,
        /// In which order.
        #[serde(default)]
        pub sort: Option<Sort>,
        /// No rows: a form to fill in.
        #[serde(default)]
        pub template: bool,
        /// Where to.
        pub out: OutFile,
    }
}
operation!(ExportDuties => Written, "duty.export", SignedIn, AuditedRead);

wire! {
    /// 审核链
    pub struct ShowChain {}
}
operation!(ShowChain => Chain, "duty.chain.show", SignedIn, Read);

wire! {
    /// Sets the review chain for what is handed in from now on.
    pub struct SetChain {
        /// The steps.
        pub chain: Chain,
        /// Those that were read.
        pub before: Chain,
    }
}
operation!(SetChain => Done, "duty.chain.set", Catalogue, Write);
