//! Cells of a list changed where they stand in a table: typed, pasted as columns, or set for ticked rows. Which rows have such cells
//! is said by the operations: `item.change`, `duty.change`.

use crate::wire;
use domain::import::Problem;

/// Most cells that are changed at once.
pub const CELLS_LIMIT: usize = 1_000;

wire! {
    /// A cell as it is to be.
    #[derive(Eq)]
    pub struct CellChange {
        /// The row: the key of what stands in it.
        pub row: i64,
        /// Its version that was read.
        pub version: i64,
        /// One of its fields that stand in one cell.
        pub field: String,
        /// What stands in it, as a workbook says it: `20个工作日`, `是`, the name of a body; or the code of a word.
        pub text: String,
    }
}

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
        /// The row.
        pub row: i64,
        /// Its version now.
        pub version: i64,
        /// What stands in the row, by name.
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
    /// What was changed.
    #[derive(Eq)]
    pub struct CellsChanged {
        /// The rows with their versions now; those that were like that before are not among them.
        pub rows: Vec<RowVersion>,
        /// How many cells.
        pub cells: u32,
    }
}

wire! {
    /// A row, and its version.
    #[derive(Eq)]
    pub struct RowVersion {
        /// The row.
        pub row: i64,
        /// Its version.
        pub version: i64,
    }
}
