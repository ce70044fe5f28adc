//! What proves that all is as it should be: the audit log with its chain, exceptions, and the check of stored figures.
//!
//! - `log_page`, `verify`: the log and its verification, for the security auditor.
//! - `exceptions_page`: what was corrected, withdrawn, taken out or looked at, for the business auditor.
//! - `checks`: stored sums against raw rows.
//! - `entry`: one entry as both show it.
//! - `log`, `words`: the logic, without a view.

mod checks;
mod entry;
mod exceptions_page;
pub mod log;
mod log_page;
mod verify;
pub mod words;

pub use checks::Checks;
pub use entry::Changed;
pub use exceptions_page::Exceptions;
pub use log_page::Log;
pub use words::who;
