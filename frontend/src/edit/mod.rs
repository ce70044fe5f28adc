//! What every form and every object shares.
//!
//! - `editing`: a large form as a whole: its draft, saving, joining, going back.
//! - `draft`, `end`, `merge`: the same for forms of another make: drafts that survive a crash, two people's edits joined field by field.
//! - `bound`, `choose`, `part_rows`: inputs of one field each, things of a list, rows of cells; `told`: where errors stand.
//! - `cells`: rows edited where they stand in a table.
//! - `sending`: that something is under way, and why it could not be done; `reason`: a form and a dialog that ask why.
//! - `history`, `undo`: what was done to something, and taking it back.

mod bound;
pub mod cells;
mod choose;
mod draft;
mod draft_line;
mod editing;
mod end;
mod history;
mod merge;
mod part_rows;
mod reason;
mod sending;
mod told;
mod undo;
mod words_kept;

pub use bound::{bound, bound_as, bound_day, bound_limit, bound_number, bound_ticks};
pub use choose::{Several, choices, pick};
pub use draft::{Draft, DraftNote, keep_draft};
pub use editing::{EditForm, Edited, Editing, Plan, Rules, Typed, editing, editing_by};
pub use end::FormEnd;
pub use history::History;
pub use merge::{Clash, Field, Joined, MergePanel, join, refusal, refused};
pub use part_rows::{PartRows, Rows};
pub use reason::{ReasonDialog, ReasonForm, Reasoned, Why, length_of, wrong_length};
pub use sending::{Sending, sending};
pub use told::Told;
pub use undo::{done_undoable, undo};
pub use words_kept::{Input, keep_words, several};
