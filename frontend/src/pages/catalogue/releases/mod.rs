//! 送审与公布 of items: a copy of the working text is handed in, goes through the review chain and is published.
//!
//! - `panel`: how far an item has come, what is in force, handing it in, and its texts; `text` one of them, `compare` any two.
//! - `submit`: 送审 of one item or of ticked ones. `answer`: 审核, 公布 and 撤回, with what is said to them.
//! - `page`: what is on its way, page by page, and what of it waits for the person; `bulk` what can be done with ticked ones.
//! - `dates`: two days of the catalogue beside each other.
//! - `words`: stages, acts and days in words, without a view.

mod answer;
mod bulk;
mod compare;
mod dates;
mod page;
mod panel;
mod submit;
mod text;
mod words;

pub use page::ReleaseList;
pub(super) use page::{OpenText, ReleaseKey};
pub(super) use panel::Panel;
pub(super) use submit::SubmitButton;
pub(super) use text::Content;
pub use words::act_word;
pub(super) use words::{changed, standing_tint};

/// The page's address.
pub const PATH: &str = "/catalogue/releases";
/// The key of the address for which of them are listed.
pub const FACE: &str = "face";
/// Its word for those that wait for the person.
pub const WAITING: &str = "waiting";
/// Its word for two days beside each other.
const DATES: &str = "dates";
