//! Reads the first sheet of a workbook with calamine and does nothing with it: what a preview and an import are measured against.
//!
//! `plain_read FILE` prints how many cells there are and the seconds. `cargo xtask bench` runs it.

#![expect(clippy::disallowed_methods, clippy::expect_used, clippy::print_stdout, reason = "a program for measuring")]

use calamine::{Reader, open_workbook_auto};
use std::time::Instant;

fn main() {
    let file = std::env::args().nth(1).expect("a workbook");
    let began = Instant::now();
    let mut book = open_workbook_auto(file).expect("a workbook that can be read");
    let sheet = book.worksheet_range_at(0).expect("a sheet").expect("its cells");
    println!("{} {:.3}", sheet.used_cells().count(), began.elapsed().as_secs_f64());
}
