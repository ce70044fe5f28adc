//! 省级清单: editions of the province's list beside the items here.
//!
//! - `page`: the edition, what narrows its rows, and the rows.
//! - `show`: one row beside the item here; `differ`: what is struck and what is new.
//! - `decide`: the counts before anything is written, then claiming, declining, taking back.
//! - `load`: a file of the province, what it means here, and loading it.
//! - `words`: what rows mean and what became of them, without a view.

mod decide;
pub(super) mod differ;
mod load;
mod page;
mod show;
mod words;

pub use load::Load;
pub use page::Provincial;

/// The page's address.
pub const PATH: &str = "/catalogue/provincial";
/// The address of the page that loads an edition.
pub const LOAD: &str = "/catalogue/provincial/load";
