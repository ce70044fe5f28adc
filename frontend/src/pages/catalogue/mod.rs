//! 服务事项: the service catalogue.
//!
//! - `modules_page`, `module_form`: the terminal modules (功能模块), and the 26th that nobody has named yet.
//! - `modules`: the form's logic, without a view.

mod module_form;
mod modules;
mod modules_page;

pub use modules_page::Modules;
