//! `cargo xtask bench`: figures of speed, as ratios within one run.
//!
//! Measured so far: the import against the sqlite3 shell's `.import` of the same file, the window's start to painted
//! figures, and the size of the page.

mod report;

use crate::page::{self, Kind};
use crate::run::in_virtual_display;
use crate::steps::{output, succeed};
use crate::{native, setup};
use anyhow::Result;
use clap::Args;
use report::Measures;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// Options of `bench`.
#[derive(Args, Clone)]
pub(crate) struct BenchArgs {
    /// Ratings of the database.
    #[arg(long, default_value_t = 2_000_000)]
    ratings: u64,
}

#[expect(clippy::disallowed_methods, reason = "measures")]
fn seconds(work: impl FnOnce() -> Result<()>) -> Result<f64> {
    let began = Instant::now();
    work()?;
    Ok(began.elapsed().as_secs_f64())
}

pub(crate) fn bench(args: &BenchArgs) -> Result<()> {
    setup::for_tests()?;
    page::build(Kind::Release)?;
    native::build(true)?;
    let folder = std::path::absolute("target/bench")?;
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let ctl = native::program("yimenctl", true);
    let ratings = args.ratings.to_string();
    let mut measures = Measures::default();

    // The same file into both, in the order in which it comes: shuffled.
    let stress = ["--seed", "1", "--profile", "stress"];
    succeed(Command::new(&ctl).args(["demo", "files"]).arg(&folder).args(["--ratings", &ratings]).args(stress))?;
    let shell = seconds(|| {
        let script = format!(".mode csv\n.import {} rating\n", folder.join("ratings.csv").display());
        fs::write(folder.join("import.sql"), script)?;
        succeed(Command::new("sqlite3").arg(folder.join("shell.sqlite")).stdin(fs::File::open(folder.join("import.sql"))?))
    })?;
    let data = folder.join("data");
    succeed(Command::new(&ctl).arg("--data").arg(&data).args(["demo", "create", "--ratings", "1000", "--seed", "2"]))?;
    let ours =
        seconds(|| succeed(Command::new(&ctl).arg("--data").arg(&data).args(["import", "ratings"]).arg(folder.join("ratings.csv"))))?;
    measures.add("import of ratings", ours / shell, "x", Some(3.0), &format!("sqlite3 .import {shell:.1} s, ours {ours:.1} s"));
    succeed(Command::new(&ctl).arg("--data").arg(&data).args(["import", "cases"]).arg(folder.join("cases.csv")))?;
    println!("{}", output(Command::new(&ctl).arg("--data").arg(&data).args(["rollup", "verify"]))?);

    let window = native::program("yimen", true);
    let mut starts = Vec::new();
    for _ in 0..5 {
        starts.push(in_virtual_display(&window, &data, Some("leader"), Duration::from_secs(60))?.after.as_secs_f64());
    }
    starts.sort_by(f64::total_cmp);
    measures.add("window, process start to painted figures", starts[starts.len() / 2], "s", Some(1.5), "median of five");
    let wasm = fs::metadata(Path::new(page::PAGE).join("frontend_bg.wasm"))?.len() as f64 / 1e6;
    measures.add("wasm before compression", wasm, "MB", Some(2.5), "");
    measures.finish()
}
