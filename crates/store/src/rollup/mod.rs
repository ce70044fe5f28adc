//! Roll-ups: stored sums that figures are read from, kept in the transaction that changes ratings or cases.
//!
//! [`Deltas`] sums the changes in memory and [`Deltas::write`] adds them in key order. Place tables hold what happened
//! at a place itself; facet and hour tables hold a place *with everything below*, so that the district reads as fast
//! as a village. Facets by day are kept for places that have others below; a village's days are few enough to be
//! counted from the raw rows.

mod absorb;
mod deltas;
mod spread;
mod verify;
mod waiting;
mod write;

pub(crate) use absorb::ALL as ABSORB;
pub use absorb::{absorb, release};
pub use deltas::{CaseFact, Deltas, Line, RatingFact};
pub use verify::lines;
pub(crate) use verify::reason_ids;
pub use verify::{Comparison, Lines, verify};
pub(crate) use write::ALL;
