//! Journeys of people in the real window, driven through WebDriver.
//!
//! `cargo xtask test` provides display, driver and programs by environment variables; without them every journey says
//! that it was skipped.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr, reason = "tests")]

mod axe;
mod calendar;
mod catalogue;
mod cells;
mod changes;
mod daily;
mod desk;
mod duties;
mod erasure;
mod findings;
mod inspection;
mod inspection_overview;
mod journeys;
mod large;
mod lists;
mod other;
mod outline;
mod packets;
mod page_lost;
mod palette;
mod parts;
mod picture;
mod proposals;
mod provincial;
mod raw;
mod rechecks;
mod registers;
mod releases;
mod restored;
mod self_test;
mod shared;
mod soak;
mod supervision;
mod tasks;
mod visit;
mod workbooks;
// The same picture of the display as `cargo xtask run` takes.
#[path = "../../xtask/src/screenshot.rs"]
mod screenshot;

#[allow(unreachable_pub, dead_code, clippy::cast_precision_loss, reason = "shared with the tests of registers")]
#[path = "../support/registers.rs"]
mod workbook;
