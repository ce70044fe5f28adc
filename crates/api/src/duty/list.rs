//! The list: which entries, page by page, counted, and as a tree.

use crate::page::{Edges, PageAt, Sort, Total};
use crate::{operation, wire};
use domain::body::BodyId;
use domain::catalogue::codes::ItemKind;
use domain::duty::flow::Standing;
use domain::duty::{DutyId, DutyList, VersionId};
use domain::place::PlaceId;
use jiff::civil::Date;

wire! {
    /// Which entries.
    #[derive(Default, Eq)]
    pub struct DutyFilter {
        /// The list as it was in force on this day; none: as it stands now, with what is drafted.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub as_of: Option<Date>,
        /// Part of a code, the name, its pinyin or initials, a body, the undertaker, or a law.
        #[serde(default)]
        pub text: String,
        /// 全文: also where it stands in a text of the entry, such as what its basis quotes, a duty, what one answers for, or a risk.
        #[serde(default)]
        pub whole: bool,
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
        /// The caller drafts entries of its body at its place.
        pub mine: bool,
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
