//! `cargo xtask bench`: figures of speed, as ratios within one run against the plain alternative.
//!
//! A database of 2,000,000 ratings is made from a shuffled file by the import, beside the sqlite3 shell's `.import` of
//! the same file; then the tiles of the first screen are timed where a door calls them, the same questions are asked of
//! the raw rows in plain SQL and in DuckDB, and the answers compared; then the window is started. A second database of
//! 10,000,000 shows that the tiles don't grow with the rows.

mod import;
mod report;
mod tiles;

use crate::page::{self, Kind};
use crate::run::in_virtual_display;
use crate::steps::{Steps, succeed};
use crate::{native, setup};
use anyhow::Result;
use clap::Args;
use report::Measures;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// Options of `bench`.
#[derive(Args, Clone)]
pub(crate) struct BenchArgs {
    /// Ratings of the database.
    #[arg(long, default_value_t = 2_000_000)]
    ratings: u64,
    /// Ratings of the large database; 0 leaves it out.
    #[arg(long, default_value_t = 10_000_000)]
    large: u64,
}

/// Starts of the window, of which the median counts.
const STARTS: usize = 5;

pub(crate) fn bench(args: &BenchArgs) -> Result<()> {
    let mut steps = Steps::new(7);
    steps.step("packages", setup::for_bench)?;
    steps.step("page", || page::build(Kind::Release))?;
    steps.step("programs", || {
        native::build(true)?;
        tiles::build()
    })?;
    let folder = std::path::absolute("target/bench")?;
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let mut measures = Measures::default();

    let data = folder.join("data");
    steps.step("import", || import::measure(&mut measures, &folder, &data, args.ratings))?;
    let small = steps.step("tiles", || {
        let tiles = tiles::time(&data, &folder.join("tiles.json"))?;
        tiles::compare(&mut measures, &data, &folder.join("tiles.json"), &tiles)?;
        Ok(tiles)
    })?;
    steps.step("window", || start(&mut measures, &data))?;
    steps.step("large database", || {
        if args.large == 0 {
            println!("left out");
            return Ok(());
        }
        let data = folder.join("large");
        import::fill(&folder, &data, args.large)?;
        let large = tiles::time(&data, &folder.join("large.json"))?;
        tiles::ratio(&mut measures, &small, &large, args.large);
        Ok(())
    })?;
    steps.end();
    measures.finish()
}

/// The release window, from the start of its process until the page has painted its figures.
fn start(measures: &mut Measures, data: &Path) -> Result<()> {
    let window = native::program("yimen", true);
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        starts.push(in_virtual_display(&window, data, Some("leader"), Duration::from_secs(60))?.after.as_secs_f64());
    }
    starts.sort_by(f64::total_cmp);
    let spread = format!("median of {STARTS}, {:.2} to {:.2} s", starts[0], starts[STARTS - 1]);
    measures.add("window: process start to painted figures", starts[STARTS / 2], "s", Some(1.5), &spread);
    let wasm = fs::metadata(Path::new(page::PAGE).join("frontend_bg.wasm"))?.len() as f64 / 1e6;
    measures.add("wasm before compression", wasm, "MB", Some(4.0), "");
    Ok(())
}

/// `yimenctl` on a folder.
fn ctl(data: &Path) -> Command {
    let mut command = Command::new(program());
    command.arg("--data").arg(data);
    command
}

fn program() -> PathBuf {
    native::program("yimenctl", true)
}

/// Writes the shuffled files of a stress demonstration into a folder.
fn files(folder: &Path, ratings: u64) -> Result<()> {
    let count = ratings.to_string();
    succeed(Command::new(program()).args(["demo", "files"]).arg(folder).args(["--ratings", &count, "--seed", "1", "--profile", "stress"]))
}
