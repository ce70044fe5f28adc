//! 系统管理: accounts, grants, bodies, and the day up to which figures run.
//!
//! One page each, since each belongs to another person: accounts to the system administrator, grants to the security
//! administrator, bodies and cutoff to the catalogue administrator.
//!
//! - `accounts_page`, `new_account`, `code`: accounts and their one-time codes.
//! - `grants_page`, `grant_form`, `grant_list`: who holds which role where.
//! - `bodies_page`, `body_form`; `cutoff`.
//! - `people`, `grants`, `bodies`, `words`: the logic, without a view.

mod accounts_page;
mod bodies;
mod bodies_page;
mod body_form;
mod code;
mod cutoff;
mod grant_form;
mod grant_list;
mod grants;
mod grants_page;
mod new_account;
mod people;
mod words;

pub use accounts_page::Accounts;
pub use bodies_page::Bodies;
pub use cutoff::Cutoff;
pub use grants_page::Grants;
