//! Working in the table of items: cells typed where they stand, columns pasted, a field of ticked rows set at once.
//!
//! - `fields`: how fields are edited, and what they say as they are typed; no view.
//! - `saving`: cells that were typed, saved one after the other.
//! - `change`: what several changes would do, before they are done.
//! - `bulk`: a field and a value for ticked rows.

pub(super) mod bulk;
pub(super) mod change;
pub(super) mod fields;
pub(super) mod saving;
