//! Cells of items changed where they stand in a table.

use crate::cells::{CellChange, CellsChanged, CellsSeen};
use crate::{operation, wire};

wire! {
    /// What changes of cells would do, each told beside what stands there now; nothing is changed. Fields are
    /// [`domain::catalogue::item::CELLS`], a row is an item.
    pub struct PreviewCells {
        /// Which; up to [`crate::cells::CELLS_LIMIT`], and no cell twice.
        pub changes: Vec<CellChange>,
    }
}
operation!(PreviewCells => CellsSeen, "item.change.preview", Catalogue, Read);

wire! {
    /// Changes cells of items: all of them or none. Cells of one item are one change, held against the same rules as its form, and
    /// with an entry of its own in its history.
    pub struct ChangeCells {
        /// Which; up to [`crate::cells::CELLS_LIMIT`], and no cell twice.
        pub changes: Vec<CellChange>,
    }
}
operation!(ChangeCells => CellsChanged, "item.change", Catalogue, Write);
