//! The tiles of the first screen at the operation boundary, against the same questions to the raw rows.

use super::report::Measures;
use crate::steps::output;
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the example `measure` printed.
#[derive(Deserialize)]
pub(super) struct Measured {
    tiles: Vec<Tile>,
    screen_ms: f64,
}

#[derive(Deserialize)]
struct Tile {
    tile: String,
    median_ms: f64,
}

/// What `raw.py` printed.
#[derive(Deserialize)]
struct Raw {
    took_ms: BTreeMap<String, BTreeMap<String, f64>>,
    differing: Vec<String>,
}

/// Times the tiles and keeps questions and answers in a file.
pub(super) fn time(data: &Path, kept: &Path) -> Result<Measured> {
    let text = output(Command::new("target/release/examples/measure").arg(data))?;
    fs::write(kept, &text)?;
    serde_json::from_str(&text).context("the measured tiles")
}

/// Adds every tile with its plain alternatives; answers that differ are an error.
pub(super) fn compare(measures: &mut Measures, data: &Path, kept: &Path, measured: &Measured) -> Result<()> {
    let (python, has_duckdb) = python()?;
    let mut command = Command::new(python);
    command.arg("xtask/bench/raw.py").arg(data.join("data.sqlite")).arg(kept);
    if has_duckdb {
        command.arg("duckdb");
    }
    let raw: Raw = serde_json::from_str(&output(&mut command)?).context("the answers of the raw rows")?;
    for tile in &measured.tiles {
        let versus: Vec<String> = raw
            .took_ms
            .iter()
            .filter_map(|(engine, took)| Some((engine, took.get(&tile.tile)?)))
            .map(|(engine, took)| format!("{engine} {took:.1} ms ({:.0}x)", took / tile.median_ms))
            .collect();
        measures.add(&format!("tile {}", tile.tile), tile.median_ms, "ms", Some(5.0), &versus.join(", "));
    }
    let whole: Vec<String> = raw.took_ms.iter().map(|(e, took)| format!("{e} {:.0} ms", took.values().sum::<f64>())).collect();
    measures.add("first screen, every tile one after the other", measured.screen_ms, "ms", Some(15.0), &whole.join(", "));
    if !raw.differing.is_empty() {
        bail!("answers differ:\n{}", raw.differing.join("\n"));
    }
    println!("every answer equal to that of plain SQL{}", if has_duckdb { " and of DuckDB" } else { "; DuckDB could not be had" });
    Ok(())
}

/// The large database against the small one.
pub(super) fn ratio(measures: &mut Measures, small: &Measured, large: &Measured, ratings: u64) {
    for (small, large) in small.tiles.iter().zip(&large.tiles) {
        let name = format!("tile {} at {ratings}", large.tile);
        measures.add(&name, large.median_ms / small.median_ms, "x", Some(1.3), &format!("{:.2} ms", large.median_ms));
    }
    let name = format!("first screen at {ratings}");
    measures.add(&name, large.screen_ms / small.screen_ms, "x", Some(1.3), &format!("{:.2} ms", large.screen_ms));
}

/// A Python with DuckDB if it can be had, in an environment of its own; the system's otherwise.
fn python() -> Result<(PathBuf, bool)> {
    let own = std::path::absolute("target/tools/python")?;
    let python = own.join("bin/python");
    let has = || Command::new(&python).args(["-c", "import duckdb"]).output().is_ok_and(|o| o.status.success());
    if !has() {
        let made = Command::new("python3").args(["-m", "venv"]).arg(&own).status().is_ok_and(|s| s.success())
            && Command::new(&python).args(["-m", "pip", "install", "--quiet", "duckdb==1.4.1"]).status().is_ok_and(|s| s.success());
        if !made || !has() {
            println!("DuckDB could not be installed from PyPI: the raw rows are asked in SQLite alone");
            return Ok(("python3".into(), false));
        }
    }
    Ok((python, true))
}
