//! Items of the service catalogue (服务事项) with their 实施清单.

mod cells;
mod proposal;
mod release;

pub use cells::{ChangeCells, PreviewCells};
pub use proposal::{
    AcceptProposal, CountProposals, ListProposals, Proposal, ProposalCounts, ProposalMay, ProposalShown, ProposalText, Proposals,
    RefuseProposal, SaveProposal, ShowProposal, StateCount, WithdrawProposal,
};
pub use release::{
    AdjustedItem, ChosenRelease, CompareItemDates, CompareTexts, CountReleases, ExportItemAdjustment, ExportItemsThen, ItemAdjustmentOf,
    ItemAdjustments, ItemsThen, ListItemsThen, ListReleases, PublishReleases, Release, ReleaseShown, Releases, ReleasesMoved,
    ReleasesShown, ReviewReleases, ShowReleases, SubmitItems, TakeBackRelease, TextOf, TextsCompared,
};

use crate::file::OutFile;
use crate::import::Written;
use crate::page::{Edges, PageAt, Sort, Total};
use crate::{ApiError, operation, wire};
use domain::body::BodyId;
use domain::catalogue::codes::{ItemKind, ItemState, Origin};
use domain::catalogue::item::{Item, ItemFields, ItemId, Vague};
use domain::catalogue::limit::Limit;
use domain::catalogue::release::{ReleaseId, ReleaseStanding};
use domain::catalogue::{Category, ModuleId};
use domain::duty::flow::Deed;
use domain::place::Level;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How far an item has been described.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Described {
    /// 未登记: only files of ratings or cases have named it.
    Named,
    /// 待核实: described, and not checked against its source.
    Unverified,
    /// 已核实
    Verified,
}

impl Described {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Named, Self::Unverified, Self::Verified];

    /// Its word in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Named => "named",
            Self::Unverified => "unverified",
            Self::Verified => "verified",
        }
    }

    /// The one of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

wire! {
    /// Which items.
    #[derive(Default)]
    pub struct ItemFilter {
        /// Part of a code, the name, its pinyin or initials, the body, the undertaker, or a law and its article.
        #[serde(default)]
        pub text: String,
        /// 全文: also where it stands in a text of the item, such as what its basis quotes, a condition, a step, a material or an answer.
        #[serde(default)]
        pub whole: bool,
        /// Of these kinds; empty: of all.
        #[serde(default)]
        pub kinds: Vec<ItemKind>,
        /// Of this origin only.
        #[serde(default)]
        pub origin: Option<Origin>,
        /// In this state only.
        #[serde(default)]
        pub state: Option<ItemState>,
        /// Described so far only.
        #[serde(default)]
        pub described: Option<Described>,
        /// Of this body only.
        #[serde(default)]
        pub body: Option<BodyId>,
        /// Behind this module only.
        #[serde(default)]
        pub module: Option<ModuleId>,
        /// Behind a module of this category only; where a module is given, that one counts.
        #[serde(default)]
        pub category: Option<Category>,
        /// 未归模块: only those to which no module leads; before both.
        #[serde(default)]
        pub unplaced: bool,
        /// Done on this level only.
        #[serde(default)]
        pub level: Option<Level>,
        /// 到期复核: only those in use that nobody has checked for the settled months.
        #[serde(default)]
        pub recheck: bool,
        /// 公布状态: so far only.
        #[serde(default)]
        pub standing: Option<ReleaseStanding>,
    }
}

wire! {
    /// A page of items.
    pub struct ListItems {
        /// Which.
        #[serde(default)]
        pub filter: ItemFilter,
        /// By `code` (as they come) or `name`.
        #[serde(default)]
        pub sort: Option<Sort>,
        /// Which page.
        #[serde(default)]
        pub page: PageAt,
        /// Rows of a page, up to 200.
        pub limit: u32,
    }
}
operation!(ListItems => Items, "item.list", SignedIn, Read);

wire! {
    /// 目录: where in the menus the items lie that fit, counted. Asked for beside a page, which need not wait for it.
    pub struct ShowItemMenus {
        /// Which items.
        #[serde(default)]
        pub filter: ItemFilter,
    }
}
operation!(ShowItemMenus => ItemMenus, "item.menus", SignedIn, Read);

wire! {
    /// How many items there are where; categories and modules without any are left out.
    pub struct ItemMenus {
        /// Items in all; not the sum of the others: an item can lie behind several modules.
        pub all: i64,
        /// By category; an item behind two modules of a category counts once.
        pub categories: Vec<CategoryCount>,
        /// By module.
        pub modules: Vec<ModuleCount>,
        /// 未归模块
        pub unplaced: i64,
    }
}

wire! {
    /// Items of a category.
    pub struct CategoryCount {
        /// 类
        pub category: Category,
        /// Items.
        pub n: i64,
    }
}

wire! {
    /// Items behind a module.
    pub struct ModuleCount {
        /// 模块
        pub module: ModuleId,
        /// Items.
        pub n: i64,
    }
}

wire! {
    /// What a list says of an item that has been described.
    pub struct ItemHead {
        /// Its version.
        pub version: i64,
        /// 事项类型
        pub kind: ItemKind,
        /// 来源
        pub origin: Origin,
        /// 事项状态
        pub state: ItemState,
        /// The day of its last check; none: 待核实.
        #[serde(with = "domain::day::MaybeDayText")]
        pub verified: Option<Date>,
        /// It is due to be checked again.
        pub recheck: bool,
        /// 实施主体
        pub body: Option<BodyId>,
        /// 承办机构
        pub undertaker: String,
        /// 即办件
        pub is_instant: bool,
        /// 法定办结时限
        pub legal: Option<Limit>,
        /// 承诺办结时限
        pub promised: Option<Limit>,
        /// 行使层级
        pub levels: Vec<Level>,
        /// 到现场次数
        pub visits: u32,
        /// 网上办理
        pub online: bool,
        /// 基本编码
        pub base_code: String,
        /// How many materials it asks for.
        pub materials: u32,
        /// 公布状态
        pub standing: ReleaseStanding,
    }
}

wire! {
    /// An item in a list.
    pub struct ItemRow {
        /// Key.
        pub id: ItemId,
        /// 实施编码; empty where files know it by its name alone.
        pub code: String,
        /// 事项名称
        pub name: String,
        /// The rest; none while only files of ratings have named it.
        pub head: Option<ItemHead>,
    }
}

wire! {
    /// A page of the list, and how many items fit in all.
    pub struct Items {
        /// Its rows.
        pub items: Vec<ItemRow>,
        /// What lies around it.
        pub edges: Edges,
        /// How many fit.
        pub total: Total,
    }
}

wire! {
    /// One item with everything that is known of it.
    pub struct ShowItem {
        /// The item.
        pub id: ItemId,
    }
}
operation!(ShowItem => ItemShown, "item.show", SignedIn, Read);

wire! {
    /// An item, and where its wording leaves something open. Whoever neither edits nor reviews items gets what is in force, where anything is.
    pub struct ItemShown {
        /// The item.
        pub item: Item,
        /// 兜底表述
        pub vague: Vec<Vague>,
        /// 公布状态
        pub standing: ReleaseStanding,
        /// What is in force, also where that says that the item is withdrawn; none: nothing was ever published.
        pub in_force: Option<InForce>,
    }
}

impl ItemShown {
    /// The version of the words that are shown, as [`SaveProposal::version`] takes it: that of the working text, or, where the words in force
    /// are shown, one of theirs, which moves when others come into force and with nothing else.
    pub fn read(&self) -> i64 {
        self.in_force.as_ref().filter(|in_force| in_force.is_shown).map_or(self.item.version, |in_force| -in_force.release.0)
    }
}

wire! {
    /// The text of an item that is in force.
    #[derive(Copy, Eq)]
    pub struct InForce {
        /// The text.
        pub release: ReleaseId,
        /// Counts the item's texts from 1.
        pub no: i64,
        /// 调整类型; of what is withdrawn: 取消.
        pub deed: Deed,
        /// From which day on.
        #[serde(with = "domain::day::DayText")]
        pub from: Date,
        /// What the item says here is that text.
        pub is_shown: bool,
    }
}

wire! {
    /// Describes an item, or saves a changed one.
    pub struct SaveItem {
        /// The item; none makes a new one. One that only files of ratings have named is described under its key.
        pub id: Option<ItemId>,
        /// Its fields.
        pub fields: ItemFields,
        /// The version that was read; 0 for one that was not described before.
        pub version: i64,
    }
}
operation!(SaveItem => Item, "item.save", Catalogue, Write);

wire! {
    /// Writes exactly the filtered items, with everything that is known of them, as a workbook or CSV that an import takes back.
    /// Those that only files of ratings have named come with code and name, to be filled in.
    pub struct ExportItems {
        /// Which.
        #[serde(default)]
        pub filter: ItemFilter,
        /// By `code` or `name`.
        #[serde(default)]
        pub sort: Option<Sort>,
        /// No rows: a form to fill in.
        #[serde(default)]
        pub template: bool,
        /// Where to.
        pub out: OutFile,
    }
}
operation!(ExportItems => Written, "item.export", Catalogue, AuditedRead);

wire! {
    /// Writes the service guides (办事指南) of items as a paper to print and hang up, each on pages of its own, with the points where they
    /// are done.
    pub struct ExportGuides {
        /// Which, in this order; at most [`GUIDES_LIMIT`].
        pub items: Vec<ItemId>,
        /// Where to; a DOCX.
        pub out: OutFile,
    }
}
operation!(ExportGuides => Written, "item.guide.export", SignedIn, AuditedRead);

/// Most guides of one paper.
pub const GUIDES_LIMIT: usize = 500;

wire! {
    /// The rules of the catalogue.
    pub struct ShowRules {}
}
operation!(ShowRules => Rules, "item.rules.show", SignedIn, Read);

wire! {
    /// What codes of items look like, and when items and entries of the responsibility lists are to be checked again.
    #[derive(Eq)]
    pub struct Rules {
        /// 编码规则, as `domain::catalogue::pattern` reads it; empty: any code.
        pub code: String,
        /// 复核周期: months after the last check, up to [`domain::catalogue::recheck::MONTHS_LIMIT`]; 0: never.
        pub recheck_months: u32,
    }
}

wire! {
    /// Settles what codes of items look like, from now on: codes that are there stay; and when to check again.
    pub struct SaveRules {
        /// The rules.
        pub rules: Rules,
        /// Those that were read.
        pub before: Rules,
    }
}
operation!(SaveRules => Rules, "item.rules.save", Catalogue, Write);

wire! {
    /// An item as it was read.
    #[derive(Eq, Copy)]
    pub struct ChosenItem {
        /// Which.
        pub item: ItemId,
        /// Its version.
        pub version: i64,
    }
}

wire! {
    /// Says of items that they were compared with their sources today (核实). Others are left as they were, with
    /// the reason; where none could be checked, that is the error.
    pub struct VerifyItems {
        /// Which; up to [`VERIFY_LIMIT`].
        pub items: Vec<ChosenItem>,
    }
}
operation!(VerifyItems => Verified, "item.verify", Catalogue, Write);

/// Most items or entries that are checked at once.
pub const VERIFY_LIMIT: usize = 500;

wire! {
    /// What became of a check of several.
    pub struct Verified {
        /// How many were checked.
        pub done: u32,
        /// Left as they were.
        pub left: Vec<Unverified>,
    }
}

wire! {
    /// An item or an entry that was left as it was.
    pub struct Unverified {
        /// Its key.
        pub id: i64,
        /// Why.
        pub error: ApiError,
    }
}
