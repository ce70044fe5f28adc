//! 可办矩阵: at which service points (服务站点) items (服务事项) are done.
//!
//! Read by everybody inside. A change is looked at first ([`PreviewOffers`]) and then made ([`SetOffers`]), with the stamp of what was
//! looked at: where anything has changed in between, nothing is written.

use crate::OutFile;
use crate::import::Written;
use crate::item::ItemFilter;
use crate::{operation, wire};
use domain::catalogue::availability::{Handled, Offer, OfferState, Unfit};
use domain::catalogue::item::ItemId;
use domain::place::PlaceId;
use domain::point::{PointId, PointKind};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Most items whose rows are asked for at once.
pub const ROWS_LIMIT: usize = 500;

/// Most cells that are changed at once: more than a district has.
pub const CELLS_LIMIT: usize = 1_000_000;

wire! {
    /// What stands down and across the matrix.
    pub struct ShowMatrix {
        /// Service points at and below this place.
        pub place: PlaceId,
        /// Which items; those that nobody has described, and those that were cancelled (取消), are left out.
        #[serde(default)]
        pub filter: ItemFilter,
        /// Points that are there on this day; none: today.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub on: Option<Date>,
    }
}
operation!(ShowMatrix => Matrix, "availability.show", SignedIn, Read);

wire! {
    /// Items and points of the matrix.
    pub struct Matrix {
        /// The day it is told of.
        #[serde(with = "domain::day::DayText")]
        pub on: Date,
        /// Across: the district's own, then town by town, its centre first.
        pub points: Vec<MatrixPoint>,
        /// Down: by code.
        pub items: Vec<MatrixItem>,
        /// Items that nobody has described yet, and that therefore are not here.
        pub undescribed: i64,
    }
}

wire! {
    /// A service point of the matrix.
    pub struct MatrixPoint {
        /// The point.
        pub id: PointId,
        /// Its place.
        pub place: PlaceId,
        /// The town that it belongs to; none: the district's own.
        pub town: Option<PlaceId>,
        /// Its kind.
        pub kind: PointKind,
        /// 挂牌名称
        pub name: String,
        /// In use.
        pub active: bool,
        /// The caller may edit its cells.
        pub editable: bool,
    }
}

wire! {
    /// An item of the matrix.
    pub struct MatrixItem {
        /// The item.
        pub id: ItemId,
        /// 实施编码
        pub code: String,
        /// 事项名称
        pub name: String,
        /// Where it can be done.
        pub handled: Handled,
    }
}

wire! {
    /// Writes the matrix as it is narrowed, an item a row and a point a column, as a workbook or CSV. A block of it can be edited there and
    /// pasted back.
    pub struct ExportMatrix {
        /// Service points at and below this place.
        pub place: PlaceId,
        /// Which items.
        #[serde(default)]
        pub filter: ItemFilter,
        /// As of this day; none: today.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub on: Option<Date>,
        /// Where to.
        pub out: OutFile,
    }
}
operation!(ExportMatrix => Written, "availability.export", SignedIn, AuditedRead);

wire! {
    /// The rows of some items.
    pub struct ListOffers {
        /// Service points at and below this place.
        pub place: PlaceId,
        /// The items, up to 500.
        pub items: Vec<ItemId>,
        /// As of this day; none: today.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub on: Option<Date>,
    }
}
operation!(ListOffers => OfferRows, "availability.list", SignedIn, Read);

wire! {
    /// Rows of the matrix, in the order in which they were asked for.
    pub struct OfferRows {
        /// The rows.
        pub rows: Vec<OfferRow>,
    }
}

wire! {
    /// What the cells of an item say: points that are not named say nothing.
    pub struct OfferRow {
        /// The item.
        pub item: ItemId,
        /// 可办
        pub offered: Vec<PointId>,
        /// 筹办
        pub planned: Vec<PointId>,
        /// 暂停
        pub suspended: Vec<SuspendedAt>,
    }
}

wire! {
    /// A suspension.
    #[derive(Eq)]
    pub struct SuspendedAt {
        /// Where.
        pub point: PointId,
        /// Why.
        pub reason: String,
        /// Its last day, where it is known.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub until: Option<Date>,
    }
}

wire! {
    /// How far every item and every point of the matrix is covered.
    pub struct ShowCoverage {
        /// Service points at and below this place.
        pub place: PlaceId,
        /// Which items.
        #[serde(default)]
        pub filter: ItemFilter,
        /// As of this day; none: today.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub on: Option<Date>,
    }
}
operation!(ShowCoverage => Coverage, "availability.coverage", SignedIn, Read);

wire! {
    /// Cells that say something, counted; those where the item can't be done (any more) are left out. What is not here has none.
    pub struct Coverage {
        /// By point.
        pub points: Vec<PointCovered>,
        /// By item.
        pub items: Vec<ItemCovered>,
    }
}

wire! {
    /// A point's cells.
    #[derive(Eq)]
    pub struct PointCovered {
        /// The point.
        pub point: PointId,
        /// How many.
        pub n: Offers,
    }
}

wire! {
    /// An item's cells.
    #[derive(Eq)]
    pub struct ItemCovered {
        /// The item.
        pub item: ItemId,
        /// How many.
        pub n: Offers,
    }
}

/// Cells by what they say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Offers {
    /// 可办
    pub offered: i64,
    /// 筹办
    pub planned: i64,
    /// 暂停
    pub suspended: i64,
}

wire! {
    /// At which points an item is done, for its guide (办事指南).
    pub struct ShowItemOffers {
        /// The item.
        pub item: ItemId,
    }
}
operation!(ShowItemOffers => ItemOffers, "availability.item.show", SignedIn, Read);

wire! {
    /// Where an item is done, all over the district.
    pub struct ItemOffers {
        /// At how many points it should be done.
        pub due: i64,
        /// The points where something is said, as the matrix has them.
        pub points: Vec<OfferedAt>,
    }
}

wire! {
    /// A point where an item is done, prepared or suspended.
    pub struct OfferedAt {
        /// The point.
        pub id: PointId,
        /// Its place.
        pub place: PlaceId,
        /// Its town's name; empty: the district's own.
        pub town: String,
        /// Its kind.
        pub kind: PointKind,
        /// 挂牌名称
        pub name: String,
        /// 地址
        pub address: String,
        /// 电话
        pub phone: String,
        /// 开放时间
        pub hours: String,
        /// In use.
        pub active: bool,
        /// What is said.
        pub offer: Offer,
    }
}

wire! {
    /// Which items are done at a point, and which it lacks.
    pub struct ShowPointOffers {
        /// The point.
        pub point: PointId,
    }
}
operation!(ShowPointOffers => PointOffers, "availability.point.show", SignedIn, Read);

wire! {
    /// What is done at a point.
    pub struct PointOffers {
        /// How many items it should offer.
        pub due: i64,
        /// What it says, by code.
        pub items: Vec<ItemOffered>,
    }
}

wire! {
    /// An item that a point should offer or says something of.
    pub struct ItemOffered {
        /// The item.
        pub id: ItemId,
        /// 实施编码
        pub code: String,
        /// 事项名称
        pub name: String,
        /// What is said; none: it is lacking.
        pub offer: Option<Offer>,
    }
}

wire! {
    /// A rectangle of cells and what they are to say.
    #[derive(Eq)]
    pub struct Block {
        /// Its items.
        pub items: Vec<ItemId>,
        /// Its points.
        pub points: Vec<PointId>,
        /// What they are to say; none: nothing.
        #[serde(default)]
        pub to: Option<Offer>,
    }
}

wire! {
    /// Says what a change would do. A cell that stands in several blocks is to say what the last one says.
    pub struct PreviewOffers {
        /// The cells.
        pub blocks: Vec<Block>,
    }
}
operation!(PreviewOffers => OffersPlan, "availability.preview", Points, Read);

wire! {
    /// Writes cells, exactly as the preview said.
    pub struct SetOffers {
        /// The cells.
        pub blocks: Vec<Block>,
        /// The preview's stamp.
        pub stamp: String,
    }
}
operation!(SetOffers => OffersPlan, "availability.set", Points, Write);

wire! {
    /// What a change does.
    pub struct OffersPlan {
        /// Cells that change.
        pub changed: i64,
        /// Cells that say it already.
        pub same: i64,
        /// In how many items something changes.
        pub items: i64,
        /// At how many points something changes.
        pub points: i64,
        /// What changes into what.
        pub moves: Vec<OfferMove>,
        /// What can't be set, and is left as it is.
        pub refused: Vec<OfferRefused>,
        /// What these cells say before: setting these blocks takes the change back.
        pub back: Vec<Block>,
        /// The stamp of taking it back, right after it was made.
        pub back_stamp: String,
        /// To be sent along with the change.
        pub stamp: String,
    }
}

wire! {
    /// So many cells change from one state to another; none says nothing.
    #[derive(Eq)]
    pub struct OfferMove {
        /// From.
        pub from: Option<OfferState>,
        /// To.
        pub to: Option<OfferState>,
        /// How many.
        pub n: i64,
    }
}

wire! {
    /// Cells that can't be set.
    #[derive(Eq)]
    pub struct OfferRefused {
        /// Why.
        pub why: Unfit,
        /// How many.
        pub n: i64,
        /// The first of them: its item's name.
        pub item: String,
        /// And its point's name.
        pub point: String,
    }
}
