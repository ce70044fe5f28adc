//! What is written as papers and files.

use super::{CompareDates, DutyFilter};
use crate::file::OutFile;
use crate::import::Written;
use crate::page::Sort;
use crate::{operation, wire};
use domain::duty::VersionId;
use serde::{Deserialize, Serialize};

/// Of which changes a paper tells.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AdjustmentOf {
    /// What became of the list between two days.
    Dates(CompareDates),
    /// Versions that were published, together or alone, or are to be: what is still reviewed has blanks where nobody has said anything.
    Versions(Vec<VersionId>),
}

/// Most entries of a paper of adjustments.
pub const ADJUSTMENT_LIMIT: usize = 1_000;

wire! {
    /// Writes the paper of an adjustment (动态调整): each entry with what stood there and what stands there now, on what grounds, by whose
    /// opinions, and blanks for what is written by hand.
    pub struct ExportAdjustment {
        /// Of which changes; at most [`ADJUSTMENT_LIMIT`] entries.
        pub of: AdjustmentOf,
        /// Where to; a DOCX.
        pub out: OutFile,
    }
}
operation!(ExportAdjustment => Written, "duty.adjustment.export", SignedIn, AuditedRead);

/// Most entries of one paper: some 2,400 pages.
pub const PAPER_LIMIT: usize = 2_000;

wire! {
    /// Writes the list, or what is filtered of it, as a paper for people to read and print: contents, each body's list on pages of its own,
    /// an entry a section.
    pub struct ExportPaper {
        /// Which entries; at most [`PAPER_LIMIT`].
        #[serde(default)]
        pub filter: DutyFilter,
        /// Where to; a DOCX.
        pub out: OutFile,
    }
}
operation!(ExportPaper => Written, "duty.paper.export", SignedIn, AuditedRead);

wire! {
    /// Writes the list as a file that comes back without a difference: exactly what is filtered, or an empty form.
    pub struct ExportDuties {
        /// Which entries.
        #[serde(default)]
        pub filter: DutyFilter,
        /// In which order.
        #[serde(default)]
        pub sort: Option<Sort>,
        /// No rows: a form to fill in.
        #[serde(default)]
        pub template: bool,
        /// Where to.
        pub out: OutFile,
    }
}
operation!(ExportDuties => Written, "duty.export", SignedIn, AuditedRead);
