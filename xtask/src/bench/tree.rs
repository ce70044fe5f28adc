//! A tree of 20,000 units: what the screens of places and of their changes ask for, at the operation boundary, against the same
//! rows in the sqlite3 shell.

use super::report::Measures;
use super::{ctl, fresh, time};
use crate::steps::{output, succeed};
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::path::Path;
use std::process::Command;

/// Units at least: a prefecture with all of its counties.
const UNITS: u64 = 20_000;

/// What the example `tree` printed.
#[derive(Deserialize)]
struct Measured {
    units: u64,
    operations: Vec<Operation>,
}

#[derive(Deserialize)]
struct Operation {
    name: String,
    median_ms: f64,
    bytes: u64,
}

/// Milliseconds that each may take: what is done at a click without being waited for, and what writes or reads a file.
const BARS: [(&str, f64); 6] = [
    ("place.tree", 200.0),
    ("point.list", 200.0),
    ("place.active.set", 100.0),
    ("change.preview", 200.0),
    ("place.export", 1_000.0),
    ("place.import.preview", 2_000.0),
];

pub(super) fn measure(measures: &mut Measures, folder: &Path) -> Result<()> {
    let data = folder.join("tree");
    fresh(&data)?;
    succeed(ctl(&data).args(["demo", "create", "--ratings", "1000", "--seed", "1"]))?;
    let text = output(Command::new("target/release/examples/tree").arg(&data).arg(UNITS.to_string()))?;
    let measured: Measured = serde_json::from_str(&text).context("what the tree took")?;
    ensure!(measured.units >= UNITS, "{} units", measured.units);
    // The process with it: the shell is started for the question.
    let rows = "SELECT p.*, c.code FROM place p JOIN place_code c ON c.place_id = p.id ORDER BY c.code";
    let plain = time(|| output(Command::new("sqlite3").args(["-readonly", "-json"]).arg(data.join("data.sqlite")).arg(rows)).map(|_| ()))?;
    for operation in &measured.operations {
        let bar = BARS.iter().find(|(name, _)| *name == operation.name).map(|(_, bar)| *bar);
        let size = operation.bytes as f64 / 1e6;
        let mut versus = format!("reply {size:.2} MB");
        if operation.name == "place.tree" {
            versus.push_str(&format!("; sqlite3 -json {:.0} ms with its process", plain * 1e3));
        }
        measures.add(&format!("{} with {} units", operation.name, measured.units), operation.median_ms, "ms", bar, &versus);
    }
    fresh(&data)
}
