//! 系统管理: accounts, grants, bodies, and the day up to which figures run.
//!
//! One page each, since each belongs to another person: accounts to the system administrator, grants to the security
//! administrator, bodies and cutoff to the catalogue administrator.
//!
//! - `accounts_page`, `account_card`, `new_account`, `rename`, `code`: accounts and their one-time codes.
//! - `grants_page`, `grant_giving`, `grant_form`, `grant_list`: who holds which role where.
//! - `bulk`: what is done with several of them at once.
//! - `bodies_page`, `body_form`; `cutoff`.
//! - `people`, `grants`, `bodies`, `words`: the logic, without a view.

mod account_card;
mod accounts_page;
mod bodies;
mod bodies_page;
mod body_form;
mod bulk;
mod code;
mod cutoff;
mod grant_form;
mod grant_giving;
mod grant_list;
mod grants;
mod grants_page;
mod new_account;
mod people;
mod rename;
mod words;

pub use accounts_page::Accounts;
pub use bodies_page::Bodies;
pub use cutoff::Cutoff;
pub use grants_page::Grants;
