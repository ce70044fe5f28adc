//! Registers from and to workbooks: bodies, service points, accounts, units.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

use api::import::FieldChange;
use api::register::{Previewed, Sheet};
use domain::import::Reading;
use testkit::{Desk, Scratch};

mod bodies;
mod duties;
mod office;
mod others;
mod round;
mod units;
#[allow(unreachable_pub, dead_code, clippy::cast_precision_loss, reason = "shared with the journeys")]
#[path = "../../../../tests/support/registers.rs"]
mod workbook;

/// The sheet of an exported workbook.
const DATA: &str = "数据";

/// Puts a file where the door can read it.
fn put(desk: &mut Desk, scratch: &Scratch, name: &str, bytes: &[u8]) -> Sheet {
    let path = scratch.file(name);
    std::fs::write(&path, bytes).unwrap();
    Sheet { file: desk.gives(&path), reading: Reading::default(), decision: None }
}

/// New, the same, changed.
fn counts(previewed: &Previewed) -> (u64, u64, u64) {
    let d = previewed.table.difference.as_ref().unwrap();
    (d.new, d.same, d.changed)
}

/// Field, stored, in the file.
fn told(changes: &[FieldChange]) -> Vec<(&str, &str, &str)> {
    changes.iter().map(|c| (c.field.as_str(), c.stored.as_str(), c.file.as_str())).collect()
}

fn changes(previewed: &Previewed) -> &[FieldChange] {
    &previewed.table.difference.as_ref().unwrap().changes
}
