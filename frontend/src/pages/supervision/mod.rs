//! 督办: the ledger of what leaders asked for.
//!
//! - `page`: lights, what narrows the ledger, and the ledger.
//! - `show`: one matter with its light, its next step and its time line; `answer` the dialogs of what is done with it.
//! - `form`: the form of a matter. `rules`: how matters are numbered and when lights turn.
//! - `papers`: notices, reminders, reports and forms (反馈表) out; `take` forms that came back.
//! - `turn`: 转督办 beside any row, and the matters that were made of it.

mod answer;
mod form;
mod lamp;
mod page;
mod papers;
mod photos;
mod rules;
mod show;
mod take;
mod turn;

pub(in crate::pages) use lamp::{Lamp, drawn};
pub use page::Ledger;
pub(in crate::pages) use take::problem as form_problem;
pub(in crate::pages) use turn::MadeList;
pub use turn::{RedMatters, Turn};

/// The page's address.
pub const PATH: &str = "/supervision";
