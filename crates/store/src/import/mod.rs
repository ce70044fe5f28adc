//! Importing ratings and cases: staged without the write lock, then merged in one transaction.
//!
//! Checked rows go into a staging file ([`Staging`], SQLite without journal, beside the data). [`Staging::begin`]
//! makes it visible to the merging transaction under the unqualified names `stage_rating`, `stage_case` and
//! `stage_person` (attached on SQLite, copied into temporary tables on PostgreSQL), so that the merge
//! ([`merge_ratings`], [`merge_cases`]) is one text for both. One import runs at a time in a database
//! (`store::job` keeps the lease), so keys given out while staging stay free until the merge.

mod absent;
mod cases;
mod claim;
pub mod compare;
mod differing;
mod load;
mod merge;
mod reach;
mod rows;
mod staging;
mod standings;

pub use absent::Absent;
pub use cases::{apply_case, merge_cases};
pub use claim::{Claim, sweep};
pub use compare::{Compared, FieldDiffers};
pub use differing::{Differs, Refused};
pub use merge::{FactRow, MergeCounts, apply, merge_ratings};
pub use reach::Reach;
pub use rows::{NewEntries, StagedCase, StagedRating};
pub use staging::{Duplicate, StagedFile, Staging, release};
