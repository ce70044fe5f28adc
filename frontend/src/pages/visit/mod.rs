//! 现场检查: one screen for a visit, from its first answer to its reviewed score.
//!
//! - `page`: the visit, its head and its two columns. `desk`: what its parts share.
//! - `answers`: what was typed and upon what, line by line; no view. `saving`: how it is kept, one small write after the other.
//! - `lines`, `line`: the checklist, walked and answered by keys. `side`: score, station, what is open there.
//! - `findings`, `party`: forms in dialogs. `submit`: what is missing. `review`: whoever was not there agrees or sends back.
//! - `photos`: asked for, and small at their line; `photo_preview` before they are taken in, `photo_view` large, `photo_cover` black boxes, `photo_told`
//!   what they tell.
//! - `words`: how things are called and tinted; no view.

mod answers;
mod desk;
mod findings;
mod line;
mod lines;
mod page;
mod party;
mod photo_cover;
mod photo_preview;
mod photo_told;
mod photo_view;
mod photos;
mod review;
mod saving;
mod side;
mod submit;
pub(in crate::pages) mod words;

pub use page::Visit;

use api::ChangeKind;

/// The address of one visit; which one says its key `visit`.
pub const PATH: &str = "/inspection/visits/visit";

/// What moves a visit.
const MOVES: &[ChangeKind] = &[ChangeKind::Inspection];
