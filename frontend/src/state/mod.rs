//! What the whole page knows: the person's tastes, the session, the places, and where and when he is looking.
//!
//! Each is a small `Copy` handle taken from context by its `use_…` function inside a component. Take handles when the
//! component is made, not inside event handlers.

pub mod address;
pub mod idle;
pub mod place_tree;
pub mod places;
pub mod session;
pub mod store;
pub mod taste;
pub mod unsaved;
pub mod words;

pub use address::{At, Chosen, use_at};
pub use place_tree::PlaceTree;
pub use places::{Places, use_places};
pub use session::{Phase, Session, use_session};
pub use taste::{Taste, TextSize, Theme, use_taste};
pub use unsaved::{guard_unsaved, use_unsaved};
pub use words::{Wording, error_line, error_words, field_error, texts, tr};
