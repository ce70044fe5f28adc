//! 5,000 items and the matrix of where they are done, 50,000 entries of responsibility lists and as many drafts, 20,000 matters of 督办, 20,000 visits of 督查 with a million
//! answers: pages, searches, rows, changes and what became of a list, at the operation boundary.

use super::report::Measures;
use super::{ctl, fresh};
use crate::steps::{output, succeed};
use anyhow::{Context, Result};
use serde::Deserialize;
use std::path::Path;
use std::process::Command;

/// The examples that fill a demonstration and measure, and how much each has at least.
const SUBJECTS: [(&str, u64); 3] = [("catalogue", 5_000), ("duties", 50_000), ("matters", 20_000)];

/// The same of inspection, a part of its own.
const INSPECTIONS: [(&str, u64); 1] = [("inspections", 20_000)];

/// What an example printed.
#[derive(Deserialize)]
struct Measured {
    /// How much there was.
    of: String,
    operations: Vec<Operation>,
}

#[derive(Deserialize)]
struct Operation {
    what: String,
    name: String,
    median_ms: f64,
    bytes: u64,
}

/// Milliseconds that a page of a list, an entry, a search, two days of a list and a file of 50,000 rows may take; what is asked for once a screen has none of
/// its own.
fn bar(operation: &Operation) -> Option<f64> {
    match operation.name.as_str() {
        "item.list" | "duty.list" | "supervision.list" if operation.what.starts_with("found") => Some(10.0),
        "item.list" | "item.dates.list" | "item.show" | "duty.list" | "duty.show" | "duty.draft.list" | "supervision.list"
        | "supervision.show" => Some(5.0),
        "inspection.answer.save" => Some(5.0),
        "inspection.visit.list"
        | "inspection.visit.count"
        | "inspection.plan.list"
        | "inspection.overview.show"
        | "inspection.coverage.list" => Some(10.0),
        "inspection.visit.show" => Some(20.0),
        "draw" => Some(50.0),
        "home.show" => Some(15.0),
        "duty.dates.compare" => Some(200.0),
        "duty.import" => Some(10_000.0),
        _ => None,
    }
}

pub(super) fn measure(measures: &mut Measures, folder: &Path) -> Result<()> {
    each(measures, folder, &SUBJECTS)
}

pub(super) fn inspections(measures: &mut Measures, folder: &Path) -> Result<()> {
    each(measures, folder, &INSPECTIONS)
}

fn each(measures: &mut Measures, folder: &Path, subjects: &[(&str, u64)]) -> Result<()> {
    let data = folder.join("catalogue");
    for (example, least) in subjects {
        fresh(&data)?;
        succeed(ctl(&data).args(["demo", "create", "--ratings", "1000", "--seed", "1"]))?;
        let text = output(Command::new(format!("target/release/examples/{example}")).arg(&data).arg(least.to_string()))?;
        let measured: Measured = serde_json::from_str(&text).with_context(|| format!("what {example} took"))?;
        for operation in &measured.operations {
            let what = format!("{}: {} of {}", operation.name, operation.what, measured.of);
            measures.add(&what, operation.median_ms, "ms", bar(operation), &format!("reply {:.0} kB", operation.bytes as f64 / 1e3));
        }
    }
    fresh(&data)
}
