//! 服务事项: the service catalogue.
//!
//! - `items_page`: the items and what narrows them; `guide` the service guide of one, `item_form` its form with `item_inputs`,
//!   `item_rules` the form of codes, `verify` the check of several at once.
//! - `items`: what fields, cells and values are called, without a view; `names`: bodies and modules by name.
//! - `cells`: working in the table.
//! - `releases`: 送审与公布 of items; `differ`: what differs between two texts of an item.
//! - `proposals`: 申报, what departments and towns propose.
//! - `then`: the catalogue as it was in force on a day.
//! - `open`: open data of items and responsibility lists.
//! - `modules_page`, `module_form`: the terminal modules (功能模块), and the 26th that nobody has named yet.
//! - `modules`: that form's logic, without a view.

mod cells;
pub(in crate::pages) mod differ;
mod guide;
mod item_form;
mod item_inputs;
mod item_rules;
pub mod items;
pub(super) mod items_page;
mod menus;
mod module_form;
mod modules;
mod modules_page;
pub mod names;
mod open;
pub mod proposals;
pub mod releases;
mod then;
pub(in crate::pages) mod verify;

pub use items_page::ItemList;
pub use modules_page::Modules;
pub use proposals::ProposalList;
pub use releases::ReleaseList;

/// The word of the address for what is due to be checked again; it stands where 核实情况 does.
pub(super) const RECHECK: &str = "recheck";
