//! Preview and import of a workbook, against a plain read of the same file by the library that both use.

use super::door::Door;
use super::report::Measures;
use super::{ctl, fresh, median, remove_file, time};
use crate::steps::{output, succeed};
use anyhow::{Context, Result, ensure};
use serde_json::json;
use std::path::Path;
use std::process::Command;

/// Rows of the workbook.
const ROWS: u64 = 100_000;

/// How often the preview is asked for.
const ROUNDS: usize = 5;

pub(super) fn measure(measures: &mut Measures, folder: &Path) -> Result<()> {
    let (from, to, book) = (folder.join("of-workbook"), folder.join("by-workbook"), folder.join("ratings.xlsx"));
    for data in [&from, &to] {
        fresh(data)?;
    }
    remove_file(&book)?;
    succeed(ctl(&from).args(["demo", "create", "--seed", "1", "--ratings", &ROWS.to_string()]))?;
    succeed(ctl(&from).args(["export", "ratings"]).arg(&book))?;
    succeed(ctl(&to).args(["demo", "create", "--seed", "2", "--ratings", "1000"]))?;
    let plain = output(Command::new("target/release/examples/plain_read").arg(&book))?;
    let mut plain = plain.split_whitespace();
    let (cells, plain) = (plain.next().unwrap_or_default(), plain.next().and_then(|s| s.parse::<f64>().ok()).context("the plain read")?);
    let versus = format!("calamine reads its {cells} cells in {plain:.2} s");
    let size = std::fs::metadata(&book)?.len();
    let request = json!({ "kind": "ratings", "file": { "handle": "book", "name": "ratings.xlsx", "size": size }, "source": null });
    let mut door = Door::open(&to, "import.preview", &[("book", book.as_path())])?;
    let mut took = Vec::new();
    for _ in 0..ROUNDS {
        let (reply, ms) = door.ask(&request)?;
        ensure!(reply["checked"].as_u64().is_some_and(|n| n > 0), "the preview checked nothing: {reply}");
        took.push(ms / 1e3);
    }
    drop(door);
    measures.add(&format!("preview of a workbook of {ROWS} ratings, its first 1,000 rows checked"), median(took), "s", Some(1.0), &versus);
    // Every row, without taking any: most are new to this district, a few of its thousand have other content.
    let compared = time(|| ctl(&to).args(["import", "ratings", "--dry-run"]).arg(&book).status().context("yimenctl").map(drop))?;
    measures.add(&format!("comparing all of a workbook of {ROWS} ratings, with its process"), compared, "s", None, &versus);
    // Both districts number their records alike: a few of the thousand are there with other content.
    let imported = time(|| succeed(ctl(&to).args(["import", "ratings", "--replace"]).arg(&book)))?;
    measures.add(&format!("import of a workbook of {ROWS} ratings, with its process"), imported, "s", Some(3.0), &versus);
    Ok(())
}
