//! 申报 of items: what departments and towns propose an item should say, or a new item, and what is answered.
//!
//! - `page`: the proposals, page by page. `show`: one of them beside what the item said, and what the person can do with it.
//! - `form`: making one and changing it. `words`: states and kinds in words, without a view.

mod form;
mod page;
mod show;
mod words;

pub use page::ProposalList;

/// The page's address.
pub const PATH: &str = "/catalogue/proposals";
/// The key of the address for the proposal that is open.
pub const ROW: &str = "proposal";

/// The address's word for a new proposal: about an item, or a new item.
pub(super) fn begun(item: Option<domain::catalogue::item::ItemId>) -> String {
    item.map_or_else(|| "new".to_owned(), |id| format!("item-{}", id.0))
}
