//! SQL for SQLite and PostgreSQL.
//!
//! One `&'static str` of SQL with `$1` placeholders runs on both databases, and one [`sqlx::FromRow`] struct reads
//! both; the [`on!`] macro expands an expression for each. What truly differs is a `match` in one named place
//! (`import/load.rs`, `db.rs`). Reads go through [`Store::read`], writes through [`Store::begin`], whose
//! [`Work::commit`](work::Work::commit) writes the audit entries and gathers the change events with the data; there
//! is no other way to write.
//!
//! To add a table: a migration in both folders of `migrations/`, a module here with its SQL in [`sql!`] and a private
//! row struct, then add the module's `ALL` to [`statements`].

pub mod account;
pub mod archive;
pub mod attachment;
pub mod audit;
pub mod blobs;
pub mod body;
pub mod calendar;
pub mod case;
pub mod case_cover;
pub mod catalogue;
pub mod change;
pub mod db;
pub mod dictionary;
pub mod draft;
pub mod duty;
pub mod erase;
pub mod error;
pub mod event;
pub mod figures;
pub mod ground;
mod held;
pub mod home;
pub mod import;
pub mod inspection;
pub mod job;
mod keyed;
pub mod keys;
pub mod ledger;
mod lined;
mod lock;
pub mod meeting;
pub mod meta;
pub mod migrate;
pub mod news;
pub mod notice;
pub mod opinion;
mod packed;
pub mod packet;
pub mod page;
pub mod place;
pub mod point;
pub mod private;
pub mod rating;
pub mod replace;
pub mod request;
pub mod rollup;
pub mod seed;
pub mod session;
pub mod supervision;
pub mod task;
pub mod turn;
pub mod view;
pub mod walk;
pub mod work;

pub use db::{Conn, Location, Reader, Store};
pub use error::StoreError;
pub use work::{Actor, AuditNote, Changed, Mark, Work};

/// Runs an expression on whichever database a [`Conn`] belongs to; `$c` is the driver's connection in both arms.
macro_rules! on {
    ($conn:expr, $c:ident => $body:expr) => {
        match &mut *$conn {
            $crate::Conn::Sqlite($c) => {
                let $c: &mut sqlx::SqliteConnection = $c;
                $body
            }
            $crate::Conn::Postgres($c) => {
                let $c: &mut sqlx::PgConnection = $c;
                $body
            }
        }
    };
}
pub(crate) use on;

/// Names SQL texts and lists them in `ALL`, so that a test can prepare each on both databases.
macro_rules! sql {
    ($($(#[$meta:meta])* $name:ident = $text:expr;)+) => {
        $($(#[$meta])* const $name: &str = $text;)+
        /// Every SQL text of this module with its name.
        pub(crate) const ALL: &[(&str, &str)] = &[$((stringify!($name), $name)),+];
    };
}
pub(crate) use sql;

/// Every SQL text of this crate: module, name, text.
pub fn statements() -> Vec<(&'static str, &'static str, &'static str)> {
    [
        ("account", account::ALL),
        ("attachment", attachment::ALL),
        ("audit", audit::ALL),
        ("body", body::ALL),
        ("calendar", calendar::ALL),
        ("case", case::ALL),
        ("case_cover", case_cover::ALL),
        ("dictionary", dictionary::ALL),
        ("figures", figures::ALL),
        ("import::compare", import::compare::ALL),
        ("ground", ground::ALL),
        ("job", job::ALL),
        ("meta", meta::ALL),
        ("place", place::ALL),
        ("point", point::ALL),
        ("rating", rating::ALL),
        ("rating::list", rating::LIST),
        ("request", request::ALL),
        ("rollup", rollup::ALL),
        ("rollup::absorb", rollup::ABSORB),
        ("change", change::ALL),
        ("session", session::ALL),
        ("turn", turn::ALL),
        ("erase", erase::ALL),
        ("work", work::ALL),
        ("audit::list", audit::LIST),
        ("draft", draft::ALL),
        ("event", event::ALL),
        ("job::history", job::history::ALL),
        ("home", home::ALL),
        ("news", news::ALL),
        ("notice", notice::ALL),
        ("view", view::ALL),
        ("catalogue", catalogue::ALL),
        ("catalogue::item", catalogue::item::ALL),
        ("catalogue::list", catalogue::list::ALL),
        ("catalogue::availability", catalogue::availability::ALL),
        ("catalogue::provincial", catalogue::provincial::ALL),
        ("catalogue::proposal", catalogue::proposal::ALL),
        ("catalogue::release", catalogue::release::ALL),
        ("duty", duty::ALL),
        ("duty::check", duty::check::ALL),
        ("duty::drafts", duty::drafts::ALL),
        ("duty::list", duty::list::ALL),
        ("duty::opinion", duty::opinion::ALL),
        ("duty::several", duty::several::ALL),
        ("duty::turned", duty::turned::ALL),
        ("duty::write", duty::write::ALL),
        ("supervision", supervision::ALL),
        ("supervision::form", supervision::form::ALL),
        ("supervision::list", supervision::list::ALL),
        ("task", task::ALL),
        ("task::form", task::form::ALL),
        ("task::list", task::list::ALL),
        ("meeting", meeting::ALL),
        ("inspection::attempt", inspection::attempt::ALL),
        ("inspection::checklist", inspection::checklist::ALL),
        ("inspection::course", inspection::course::ALL),
        ("inspection::exemplar", inspection::exemplar::ALL),
        ("inspection::finding", inspection::finding::ALL),
        ("inspection::ledger", inspection::ledger::ALL),
        ("inspection::overview", inspection::overview::ALL),
        ("inspection::photo", inspection::photo::ALL),
        ("inspection::plan", inspection::plan::ALL),
        ("inspection::record", inspection::record::ALL),
        ("inspection::visit", inspection::visit::ALL),
        ("packet::device", packet::device::ALL),
        ("packet::op", packet::op::ALL),
        ("packet::outbox", packet::outbox::ALL),
        ("packet::rows", packet::rows::ALL),
    ]
    .into_iter()
    .flat_map(|(module, all)| all.iter().map(move |(name, text)| (module, *name, *text)))
    .collect()
}
