//! 省级事项清单: editions of the province's list, read by everybody inside, loaded and decided about by whoever keeps the catalogue.
//!
//! - `file`: a file of the province into rows, and what is wrong with it.
//! - `edition`: what a file means here, loading it, the rows that come back.
//! - `rows`: lists and one row beside the item here.
//! - `ruling`: deciding about rows, and taking decisions back.
//! - `standing`: what a row means, also after an item was edited.

mod edition;
mod file;
mod rows;
mod ruling;
mod standing;

pub(crate) use rows::to_decide;
pub(crate) use ruling::taken_back;
pub(crate) use standing::touched;
