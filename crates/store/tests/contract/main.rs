//! What the database layer promises, on both databases.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs, reason = "tests")]

mod archive;
mod audit;
mod catalogue;
mod duties;
mod duty_drafts;
mod inspection;
mod inspection_overview;
mod items;
mod proposals;
mod releases;
mod schema;
mod statements;
mod supervision;
mod tasks;
mod turn;
mod upgrade;
mod visits;
