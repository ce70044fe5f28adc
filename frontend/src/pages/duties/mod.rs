//! 权责清单: the responsibility lists.
//!
//! - `page`: what narrows the list, as of which day, and the list; the tabs beside it.
//! - `cells`: how entries are edited in the table.
//! - `drafts`: what is drafted and reviewed, and what of it waits for the person; publishing a set.
//! - `dates`: what became of the list between two days.
//! - `show`: one entry with its versions, what was said about it, and what can be done with it; `differ` two versions of it.
//! - `said`: the review chain, and what was said on the way.
//! - `paper`: what is written as papers.
//! - `form`: the form of a draft. `answer`: 受理, 审核, 公布 and the other answers. `chain`: the review chain. `chart`: the flow chart.

mod answer;
mod cells;
mod chain;
mod chart;
mod dates;
mod differ;
mod drafts;
mod form;
mod page;
mod paper;
pub(in crate::pages) mod said;
mod show;
mod together;
mod tree;

pub use page::DutyLists;

/// The page's address.
pub const PATH: &str = "/catalogue/duties";

/// The key of the address for 核实情况.
pub const CHECKED: &str = "checked";
/// Its word for what is due to be checked again.
pub const RECHECK: &str = "recheck";
