//! 送审与公布: working texts of items handed in, reviewed and published, one or a set together, now or on a day; what was published stays.

use super::ChosenItem;
use crate::duty::{DraftCounts, May, Opinion, Verdict};
use crate::file::OutFile;
use crate::import::Written;
use crate::page::{Edges, PageAt, Total};
use crate::{operation, wire};
use domain::body::BodyId;
use domain::catalogue::item::{ItemFields, ItemId};
use domain::catalogue::provincial::Differing;
use domain::catalogue::release::{ReleaseId, ReleaseStanding};
use domain::duty::differ::Adjustment;
use domain::duty::flow::{Chain, Deed, Stage};
use domain::time::Instant;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

wire! {
    /// A text of an item that was handed in, without its words.
    pub struct Release {
        /// Key.
        pub id: ReleaseId,
        /// Of which item.
        pub item: ItemId,
        /// Counts the item's texts from 1.
        pub no: i64,
        /// How far it has come; 编制中 is what was returned.
        pub stage: Stage,
        /// 调整类型
        pub deed: Deed,
        /// 实施编码
        pub code: String,
        /// 事项名称
        pub name: String,
        /// 实施主体
        pub body: Option<BodyId>,
        /// The fields that it has otherwise than what was in force when it was handed in.
        pub fields: Vec<String>,
        /// 调整依据 or 理由
        pub reason: String,
        /// 会签意见
        pub countersigned: String,
        /// 批准文号
        pub paper: String,
        /// The step whose turn it is, by name.
        pub step: String,
        /// Counts from 1, one more after each return.
        pub round: i64,
        /// Who handed it in.
        pub author: String,
        /// When something last happened to it.
        pub moved_at: Instant,
        /// The day on which it is to be published.
        #[serde(with = "domain::day::MaybeDayText")]
        pub effective: Option<Date>,
        /// In force from this day on.
        #[serde(with = "domain::day::MaybeDayText")]
        pub from: Option<Date>,
        /// Not in force any more from this day on; none: still.
        #[serde(with = "domain::day::MaybeDayText")]
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
    /// A page of what is on its way, that which has waited longest first.
    pub struct ListReleases {
        /// Only what waits for the caller.
        #[serde(default)]
        pub waiting: bool,
        /// Only what has come so far; none: all that is not decided.
        #[serde(default)]
        pub stage: Option<Stage>,
        /// Which page.
        #[serde(default)]
        pub page: PageAt,
        /// Texts of a page, up to 200.
        pub limit: u32,
    }
}
operation!(ListReleases => Releases, "item.release.list", SignedIn, Read);

wire! {
    /// A page of what is on its way.
    pub struct Releases {
        /// Its texts.
        pub releases: Vec<Release>,
        /// What lies around it.
        pub edges: Edges,
        /// How many fit.
        pub total: Total,
    }
}

wire! {
    /// How much is on its way, by stage.
    pub struct CountReleases {}
}
operation!(CountReleases => DraftCounts, "item.release.count", SignedIn, Read);

wire! {
    /// Everything that was handed in of an item, and one of its texts.
    pub struct ShowReleases {
        /// The item.
        pub item: ItemId,
        /// Which text; none: the one on its way, else the one in force.
        #[serde(default)]
        pub release: Option<ReleaseId>,
    }
}
operation!(ShowReleases => ReleasesShown, "item.release.show", SignedIn, Read);

wire! {
    /// The way of an item.
    pub struct ReleasesShown {
        /// 公布状态
        pub standing: ReleaseStanding,
        /// Its texts, the newest first; of those that are not published only what the caller may see.
        pub releases: Vec<Release>,
        /// The one that was asked for.
        pub shown: Option<ReleaseShown>,
        /// Why the working text can't be handed in, as a rule of its field; none: it can, by the caller and now.
        pub unready: Option<String>,
        /// The caller reads the working text and what is on its way.
        pub sees_drafts: bool,
    }
}

wire! {
    /// A text with its words, beside what it replaced or is to replace.
    pub struct ReleaseShown {
        /// What is known of it.
        pub head: Release,
        /// Its words.
        pub fields: ItemFields,
        /// What was in force when it was handed in; none: nothing.
        pub before: Option<ItemFields>,
        /// Field by field what differs.
        pub differing: Vec<Differing>,
        /// 审核链 as it was when it was handed in.
        pub chain: Chain,
        /// What was done with it and said about it, in turn.
        pub opinions: Vec<Opinion>,
    }
}

wire! {
    /// A text of an item.
    pub enum TextOf {
        /// 编制文本: what is edited.
        Working,
        /// One that was handed in.
        Release(ReleaseId),
    }
}

wire! {
    /// What any two texts of an item have otherwise.
    pub struct CompareTexts {
        /// The item.
        pub item: ItemId,
        /// The earlier one.
        pub old: TextOf,
        /// The later one.
        pub new: TextOf,
    }
}
operation!(CompareTexts => TextsCompared, "item.release.compare", SignedIn, Read);

wire! {
    /// Two texts beside each other.
    pub struct TextsCompared {
        /// The earlier one.
        pub old: ItemFields,
        /// The later one.
        pub new: ItemFields,
        /// Field by field what differs.
        pub differing: Vec<Differing>,
    }
}

wire! {
    /// 送审: hands the working texts of items in, one or a set together; what was returned goes again. All of them or none.
    pub struct SubmitItems {
        /// Which; up to [`domain::duty::flow::SET_LIMIT`].
        pub items: Vec<ChosenItem>,
        /// 调整依据 or 理由
        pub reason: String,
    }
}
operation!(SubmitItems => ReleasesMoved, "item.submit", Catalogue, Write);

wire! {
    /// Texts after something was done to them.
    pub struct ReleasesMoved {
        /// The texts, as they were chosen.
        pub releases: Vec<Release>,
    }
}

wire! {
    /// A text of a set.
    #[derive(Copy, Eq)]
    pub struct ChosenRelease {
        /// Which.
        pub release: ReleaseId,
        /// The version that was read.
        pub version: i64,
    }
}

wire! {
    /// 审核: takes a step of the review chain, for each of the texts its own. All of them or none.
    pub struct ReviewReleases {
        /// Which; up to [`domain::duty::flow::SET_LIMIT`].
        pub releases: Vec<ChosenRelease>,
        /// The answer to each: approve or return.
        pub verdict: Verdict,
        /// The opinion; who returns them says why.
        #[serde(default)]
        pub opinion: String,
    }
}
operation!(ReviewReleases => ReleasesMoved, "item.review", DutyReview, Write);

wire! {
    /// 公布: one item, or a set of them together, now or on a day. All of them or none.
    pub struct PublishReleases {
        /// Which.
        pub releases: Vec<ChosenRelease>,
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
operation!(PublishReleases => ReleasesMoved, "item.publish", Catalogue, Write);

wire! {
    /// 撤回: what was handed in or returned is given up; what waits to be published goes back to be handed in again; what has a day waits again.
    pub struct TakeBackRelease {
        /// Which.
        pub release: ReleaseId,
        /// Why.
        pub reason: String,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(TakeBackRelease => ReleasesMoved, "item.release.revoke", Catalogue, Write);

wire! {
    /// What became of the catalogue between two days (动态调整).
    pub struct CompareItemDates {
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
operation!(CompareItemDates => ItemAdjustments, "item.dates.compare", SignedIn, Read);

wire! {
    /// An item that is not as it was.
    pub struct AdjustedItem {
        /// The item.
        pub id: ItemId,
        /// 调整类型
        pub adjustment: Adjustment,
        /// The text of the earlier day; none: it was not there.
        pub old: Option<ReleaseId>,
        /// The last text that came in between; of what was withdrawn the one that says so.
        pub new: Option<ReleaseId>,
        /// 实施编码
        pub code: String,
        /// 事项名称
        pub name: String,
        /// 实施主体
        pub body: Option<BodyId>,
        /// 批准文号
        pub paper: String,
        /// The fields that differ.
        pub fields: Vec<String>,
    }
}

wire! {
    /// What became of the catalogue.
    pub struct ItemAdjustments {
        /// The items that are not as they were, by code.
        pub adjusted: Vec<AdjustedItem>,
    }
}

wire! {
    /// Which items were in force on a day.
    pub struct ItemsThen {
        /// The day.
        #[serde(with = "domain::day::DayText")]
        pub on: Date,
        /// Part of a code or a name.
        #[serde(default)]
        pub text: String,
        /// Of this body only.
        #[serde(default)]
        pub body: Option<BodyId>,
    }
}

wire! {
    /// A page of the items that were in force on a day, by code, as they were published.
    pub struct ListItemsThen {
        /// Which.
        pub then: ItemsThen,
        /// Which page.
        #[serde(default)]
        pub page: PageAt,
        /// Items of a page, up to 200.
        pub limit: u32,
    }
}
operation!(ListItemsThen => Releases, "item.dates.list", SignedIn, Read);

wire! {
    /// Writes the items that were in force on a day, with everything that they said, as a workbook or CSV. It is for reading: an import takes what
    /// is edited now.
    pub struct ExportItemsThen {
        /// Which.
        pub then: ItemsThen,
        /// Where to.
        pub out: OutFile,
    }
}
operation!(ExportItemsThen => Written, "item.dates.export", SignedIn, AuditedRead);

/// Of which changes of items a paper tells.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ItemAdjustmentOf {
    /// What became of the catalogue between two days.
    Dates(CompareItemDates),
    /// Texts that were published, together or alone, or are to be: what is still reviewed has blanks where nobody has said anything.
    Releases(Vec<ReleaseId>),
}

wire! {
    /// Writes the paper of an adjustment of items (动态调整), as that of the responsibility lists.
    pub struct ExportItemAdjustment {
        /// Of which changes; at most [`crate::duty::ADJUSTMENT_LIMIT`] items.
        pub of: ItemAdjustmentOf,
        /// Where to; a DOCX.
        pub out: OutFile,
    }
}
operation!(ExportItemAdjustment => Written, "item.adjustment.export", SignedIn, AuditedRead);
