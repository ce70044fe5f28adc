//! One entry: its versions, what was said about them, and what the caller may do with each; 核实.

use crate::item::Verified;
use crate::{operation, wire};
use domain::body::BodyId;
use domain::catalogue::codes::ItemKind;
use domain::duty::flow::{Act, Chain, Deed, Stage, Standing};
use domain::duty::{DutyFields, DutyId, DutyList, VersionId};
use domain::place::PlaceId;
use domain::time::Instant;
use jiff::civil::Date;

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
