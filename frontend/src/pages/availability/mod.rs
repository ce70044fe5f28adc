//! 可办矩阵: at which service points items are done.
//!
//! - `page`: filters, the sentence, the legend, and what is selected with its deeds.
//! - `matrix`: the grid; only what is in sight is drawn.
//! - `change`: what a deed would change, before it is written.
//! - `done`: writing, saying so, taking it back.
//! - `guide`, `point`: where an item is done, beside its guide; what a point offers, beside its facts.
//! - `grid`, `data`, `words`: the logic, without a view.

mod change;
mod data;
mod done;
mod grid;
mod guide;
mod matrix;
mod page;
mod point;
pub mod words;

pub use guide::WhereDone;
pub use page::Availability;
pub use point::PointOffers;

/// The address of the matrix.
pub const PATH: &str = "/catalogue/availability";

/// The key of the address for the item whose row is selected.
pub const ITEM: &str = "item";

/// The key of the address for the point whose column is selected.
pub const POINT: &str = "point";
