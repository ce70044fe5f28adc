//! What every form and every object shares: drafts that survive a crash, two people's edits joined field by field, what was
//! done to something, and taking it back.

mod draft;
mod end;
mod history;
mod merge;
mod undo;

pub use draft::{Draft, DraftNote, keep_draft};
pub use end::FormEnd;
pub use history::History;
pub use merge::{Clash, Field, Joined, MergePanel, join, refused};
pub use undo::{done_undoable, undo};
