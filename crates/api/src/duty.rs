//! 权责清单: entries (权责事项) as they stand now and as they stood on any day; how they are drafted, reviewed, published and withdrawn.
//!
//! - `list`: which entries; `entry`: one of them with its versions; `cells`: those of a list changed in its table.
//! - `draft`: what is written; `chart`: its flow chart; `review`: its way until it is published; `chain`: who looks at it.
//! - `compare`: versions and days beside each other; `paper`: what is written as papers and files.

mod cells;
mod chain;
mod chart;
mod compare;
mod draft;
mod entry;
mod list;
mod paper;
mod review;

pub use cells::{ChangeCells, PreviewCells};
pub use chain::{SetChain, ShowChain};
pub use chart::TakeFlowChart;
pub use compare::{Adjusted, Adjustments, CompareDates, CompareVersions, Compared};
pub use draft::{CountDrafts, DraftCounts, Drafts, DropDraft, ListDrafts, RebaseDraft, Rebased, SaveDraft, StageCount, WithdrawDuty};
pub use entry::{Checked, DutyName, DutyShown, DutyVersion, May, Opinion, ShowDuty, VerifyDuties, Version};
pub use list::{CountDuties, Duties, DutyFilter, DutyGroup, DutyRow, DutyTree, ListDuties, OwnDraft, ShowDutyTree};
pub use paper::{ADJUSTMENT_LIMIT, AdjustmentOf, ExportAdjustment, ExportDuties, ExportPaper, PAPER_LIMIT};
pub use review::{AcceptDrafts, Chosen, Moved, PublishDrafts, Published, ReviewDrafts, RevokePlan, SubmitDrafts, Verdict};
