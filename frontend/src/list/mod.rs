//! One way to do lists: filters in the address, orders, pages by key in both directions, columns to choose, rows to tick,
//! named filters, a file of exactly what is filtered, everything by keyboard.
//!
//! A page makes a [`ListState`] with its [`ListColumn`]s, asks for a page of rows by [`crate::backend::view`] with
//! `list.sort()` and `list.page()`, turns the rows into [`Line`]s, and shows them by [`DataList`]. Rows that the page holds
//! altogether are cut into pages by [`cut`]. What does not depend on the type of a row is compiled once.

mod cell_walk;
mod cells;
mod choices;
mod clip;
mod columns;
mod data_list;
mod export;
mod filters;
mod local;
mod outline;
mod pages;
mod search;
mod state;
mod table;
mod views;

pub use cells::{Cells, Edit, Editor, Mark, Pasted};
pub use choices::{Choices, OneOf};
pub use clip::cells_of;
pub use data_list::{DataList, Tools};
pub use export::{ExportButton, WriteLater};
pub use filters::{AS_OF, AsOf, Clear, Days, Found, Picked, SINCE, Ticked, UNTIL, WHOLE, WORDS, WholeTexts, Words};
pub use local::cut;
pub use outline::{Node, Outline, OutlineBox, Outlined};
pub use pages::PageBar;
pub use search::Search;
pub use state::{Line, ListColumn, ListState, Shown, stamp};
