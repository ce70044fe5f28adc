//! 领导小组会议.
//!
//! - `page`: the list of meetings. `show`: one meeting, what became of what was agreed. `form`: the form of a meeting.

mod form;
mod page;
mod show;

pub use page::MeetingList;

/// The page's address.
pub const PATH: &str = "/meetings";
