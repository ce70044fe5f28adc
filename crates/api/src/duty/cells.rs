//! Cells of entries changed where they stand in a table: as drafts, since what is published never changes.

use crate::cells::{CellChange, CellsChanged, CellsSeen};
use crate::{operation, wire};

wire! {
    /// What changes of cells would do, each told beside what stands there now: in the caller's own draft of the entry if he has begun
    /// one, else in what stands for it. Nothing is changed. Fields are [`domain::duty::CELLS`], a row is an entry, its version a
    /// [`domain::duty::stamp`].
    pub struct PreviewCells {
        /// Which; up to [`crate::cells::CELLS_LIMIT`], and no cell twice.
        pub changes: Vec<CellChange>,
    }
}
operation!(PreviewCells => CellsSeen, "duty.change.preview", Duties, Read);

wire! {
    /// Changes cells of entries: all of them or none. Of a published entry a draft is begun; a draft of the caller's goes on. Cells of
    /// one entry are one change, held against the same rules as its form.
    pub struct ChangeCells {
        /// Which; up to [`crate::cells::CELLS_LIMIT`], and no cell twice.
        pub changes: Vec<CellChange>,
    }
}
operation!(ChangeCells => CellsChanged, "duty.change", Duties, Write);
