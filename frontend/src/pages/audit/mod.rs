//! What proves that all is as it should be: the audit log with its chain, and the check of stored figures.
//!
//! - `log_page`, `verify`: the log and its verification, for the security auditor.
//! - `checks`: stored sums against raw rows.
//! - `log`, `words`: the logic, without a view.

mod checks;
mod log;
mod log_page;
mod verify;
mod words;

pub use checks::Checks;
pub use log_page::Log;
pub use words::who;
