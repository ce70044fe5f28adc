//! 5,000 items and the matrix of where they are done: pages, searches, rows and changes at the operation boundary.

use super::report::Measures;
use super::{ctl, fresh};
use crate::steps::{output, succeed};
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::path::Path;
use std::process::Command;

/// Items at least.
const ITEMS: u64 = 5_000;

/// What the example `catalogue` printed.
#[derive(Deserialize)]
struct Measured {
    items: u64,
    cells: u64,
    operations: Vec<Operation>,
}

#[derive(Deserialize)]
struct Operation {
    what: String,
    name: String,
    median_ms: f64,
    bytes: u64,
}

/// Milliseconds that a page of a list, an item and a search may take; what is asked for once a screen has none of its own.
fn bar(operation: &Operation) -> Option<f64> {
    match operation.name.as_str() {
        "item.list" if operation.what.starts_with("found") => Some(10.0),
        "item.list" | "item.show" => Some(5.0),
        _ => None,
    }
}

pub(super) fn measure(measures: &mut Measures, folder: &Path) -> Result<()> {
    let data = folder.join("catalogue");
    fresh(&data)?;
    succeed(ctl(&data).args(["demo", "create", "--ratings", "1000", "--seed", "1"]))?;
    let text = output(Command::new("target/release/examples/catalogue").arg(&data).arg(ITEMS.to_string()))?;
    let measured: Measured = serde_json::from_str(&text).context("what the catalogue took")?;
    ensure!(measured.items >= ITEMS, "{} items", measured.items);
    for operation in &measured.operations {
        let what = format!("{}: {} with {} items, {} cells", operation.name, operation.what, measured.items, measured.cells);
        measures.add(&what, operation.median_ms, "ms", bar(operation), &format!("reply {:.0} kB", operation.bytes as f64 / 1e3));
    }
    fresh(&data)
}
