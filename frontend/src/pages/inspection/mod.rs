//! 督查检查: plans, the draw, visits, checklists.
//!
//! - `plans`: 督查方案, page by page. `plan_show`: one of them with its warnings, its steps and what may be done with it; `plan_form` its form,
//!   with `people` (who is sent, where he does not go) and `exclusions`.
//! - `draw`: the guided panel of the draw; `roster` what is drawn from; `result` what came of it, and the certificate.
//! - `visits`: 检查任务, and their days; `visit_replace`: 替补. `checklists`, `checklist_show`, `checklist_form`: 检查表 and their versions.
//! - `findings`: 整改台账; `finding_show` one of them, `finding_acts` what is done with it, `finding_batch` with several, and papers; `ledger_file` the ledger back from its file.
//! - `exemplars`: 典型. `bulletins`: 督查通报 and 督查专报 of a plan.
//! - `years` and `rules`: 年度计划 and 督查规则, dialogs of the page of plans.
//! - `lead`: what leaders see of it all, and how stations are covered.
//! - `names`: what plans refer to. `narrow`: what narrows lists to which figures lead. `words`: tints, and how a digest is read out; no view.

mod bulletins;
mod checklist_form;
mod checklist_show;
mod checklists;
mod draw;
mod exclusions;
mod exemplars;
mod finding_acts;
mod finding_batch;
mod finding_show;
mod findings;
mod lead;
mod ledger_file;
mod names;
mod narrow;
mod people;
mod plan_acts;
mod plan_form;
mod plan_show;
mod plans;
mod result;
mod roster;
mod rules;
mod visit_days;
mod visit_forms;
mod visit_replace;
mod visits;
mod words;
mod years;

pub use checklists::Checklists;
pub use exemplars::{Exemplars, ProposeButton};
pub use findings::{FindingLink, Findings};
pub use lead::{Brief, CoverageList, Lead};
pub use plans::Plans;
pub use visit_replace::ReplaceButton;
pub use visits::Visits;
pub(super) use words::{finding_tint, severity_tint, visit_tint};

use api::ChangeKind;

/// The address of what leaders see.
pub const OVERVIEW: &str = "/inspection/overview";
/// The address of how stations are covered.
pub const COVERAGE: &str = "/inspection/coverage";
/// The address of plans.
pub const PLANS: &str = "/inspection/plans";
/// The address of visits.
pub const VISITS: &str = "/inspection/visits";
/// The address of findings.
pub const FINDINGS: &str = "/inspection/findings";
/// The address of exemplars.
pub const EXEMPLARS: &str = "/inspection/exemplars";
/// The address of checklists.
pub const CHECKLISTS: &str = "/inspection/checklists";

/// What moves inspection's lists.
const MOVES: &[ChangeKind] = &[ChangeKind::Inspection];
