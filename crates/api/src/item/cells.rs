//! Cells of items changed where they stand in a table: typed, pasted as columns, or set for ticked rows.

use super::ChosenItem;
use crate::{operation, wire};
use domain::catalogue::item::ItemId;
use domain::import::Problem;

/// Most cells that are changed at once.
pub const CELLS_LIMIT: usize = 1_000;

wire! {
    /// A cell as it is to be.
    #[derive(Eq)]
    pub struct CellChange {
        /// The item.
        pub item: ItemId,
        /// Its version that was read.
        pub version: i64,
        /// One of [`domain::catalogue::item::CELLS`].
        pub field: String,
        /// What stands in it, as a workbook of items says it: `20个工作日`, `是`, the name of a body; or the code of a word.
        pub text: String,
    }
}

wire! {
    /// What changes of cells would do, each told beside what stands there now; nothing is changed.
    pub struct PreviewCells {
        /// Which; up to [`CELLS_LIMIT`], and no cell twice.
        pub changes: Vec<CellChange>,
    }
}
operation!(PreviewCells => CellsSeen, "item.change.preview", Catalogue, Read);

wire! {
    /// What changes of cells would do, in the order in which they were asked.
    #[derive(Eq)]
    pub struct CellsSeen {
        /// One for each.
        pub cells: Vec<CellSeen>,
    }
}

wire! {
    /// What a change of a cell would do.
    #[derive(Eq)]
    pub struct CellSeen {
        /// The item.
        pub item: ItemId,
        /// Its version now.
        pub version: i64,
        /// 事项名称
        pub name: String,
        /// Which field.
        pub field: String,
        /// What stands there now, in the person's words.
        pub before: String,
        /// What would stand there; where it can't be read, what was typed.
        pub after: String,
        /// Why it can't be.
        #[serde(default)]
        pub problem: Option<Problem>,
        /// The field that the problem is about, where it is not this one: `promised` where 办件类型 becomes 即办件.
        #[serde(default)]
        pub about: Option<String>,
    }
}

impl CellSeen {
    /// It would change something.
    pub fn changes(&self) -> bool {
        self.problem.is_none() && self.before != self.after
    }
}

wire! {
    /// Changes cells of items: all of them or none. Cells of one item are one change, held against the same rules as its form, and
    /// with an entry of its own in its history.
    pub struct ChangeCells {
        /// Which; up to [`CELLS_LIMIT`], and no cell twice.
        pub changes: Vec<CellChange>,
    }
}
operation!(ChangeCells => CellsChanged, "item.change", Catalogue, Write);

wire! {
    /// What was changed.
    #[derive(Eq)]
    pub struct CellsChanged {
        /// The items with their versions now; those that were like that before are not among them.
        pub items: Vec<ChosenItem>,
        /// How many cells.
        pub cells: u32,
    }
}
