//! `cargo xtask bench`: figures of speed, as ratios within one run against the plain alternative.
//!
//! A database of 2,000,000 ratings is made from a shuffled file by the import, beside the sqlite3 shell's `.import` of
//! the same file; then the tiles of the first screen are timed where a door calls them, the same questions are asked of
//! the raw rows in plain SQL and in DuckDB, and the answers compared; then the window is started. A second database of
//! 10,000,000 shows that the tiles don't grow with the rows. Pages of the list of ratings, a tree of 20,000 units, 5,000 items, 20,000 visits, workbooks, backup and
//! restore have parts of their own; `--only PART` measures one part, on the database that an earlier run left if there is one.

mod backup;
mod catalogue;
mod door;
mod import;
mod lists;
mod report;
mod tiles;
mod tree;
mod workbooks;

use crate::page::{self, Kind};
use crate::run::in_virtual_display;
use crate::steps::{Steps, succeed};
use crate::{native, setup};
use anyhow::Result;
use clap::{Args, ValueEnum};
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
    /// Only this part; can be given more than once.
    #[arg(long, value_enum)]
    only: Vec<Part>,
    /// Builds nothing: measures the programs that an earlier run left in target/release.
    #[arg(long)]
    built: bool,
}

/// A part of the bench.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// The import of a shuffled file, its time and memory.
    Import,
    /// The tiles of the first screen.
    Tiles,
    /// Pages of the list of ratings.
    Lists,
    /// What the screens of places ask for, with 20,000 units.
    Tree,
    /// Pages of 5,000 items, and the matrix of where they are done.
    Catalogue,
    /// Visits of ten years, and what is asked for on the spot.
    Inspections,
    /// Preview and import of a workbook.
    Workbooks,
    /// Backup and restore.
    Backup,
    /// The start of the window.
    Window,
    /// The tiles on the large database, against those on the small one.
    Large,
}

/// Starts of the window, of which the median counts.
const STARTS: usize = 5;

pub(crate) fn bench(args: &BenchArgs) -> Result<()> {
    let wants = |part| args.only.is_empty() || args.only.contains(&part);
    let mut steps = Steps::new(13);
    steps.step("packages", setup::for_bench)?;
    steps.step("page", || if args.built { left_out() } else { page::build(Kind::Release).map(|_| ()) })?;
    steps.step("programs", || {
        if args.built {
            return left_out();
        }
        native::build_with(true, &["plain_read", "measure", "tree", "catalogue", "duties", "matters", "inspections"])
    })?;
    let folder = std::path::absolute("target/bench")?;
    if args.only.is_empty() && folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let mut measures = Measures::default();

    let data = folder.join("data");
    steps.step("import", || {
        if wants(Part::Import) {
            fresh(&data)?;
            fresh(&folder.join("half"))?;
            remove_file(&folder.join("shell.sqlite"))?;
            import::measure(&mut measures, &folder, &data, args.ratings)
        } else if data.exists() {
            left_out()
        } else {
            import::fill(&folder, &data, args.ratings)
        }
    })?;
    steps.step("tiles", || {
        if !wants(Part::Tiles) {
            return left_out();
        }
        let tiles = tiles::time(&data, &folder.join("tiles.json"))?;
        tiles::compare(&mut measures, &data, &folder.join("tiles.json"), &tiles)
    })?;
    steps.step("lists", || if wants(Part::Lists) { lists::measure(&mut measures, &data) } else { left_out() })?;
    steps.step("tree", || if wants(Part::Tree) { tree::measure(&mut measures, &folder) } else { left_out() })?;
    steps.step("catalogue", || if wants(Part::Catalogue) { catalogue::measure(&mut measures, &folder) } else { left_out() })?;
    steps.step("inspections", || if wants(Part::Inspections) { catalogue::inspections(&mut measures, &folder) } else { left_out() })?;
    steps.step("workbooks", || if wants(Part::Workbooks) { workbooks::measure(&mut measures, &folder) } else { left_out() })?;
    steps.step("backup", || if wants(Part::Backup) { backup::measure(&mut measures, &folder, &data) } else { left_out() })?;
    steps.step("window", || if wants(Part::Window) { start(&mut measures, &data) } else { left_out() })?;
    steps.step("large database", || {
        if !wants(Part::Large) || args.large == 0 {
            return left_out();
        }
        let other = folder.join("large");
        fresh(&other)?;
        import::fill(&folder, &other, args.large)?;
        // Both now, one right after the other: minutes apart a machine is not equally fast.
        let small = tiles::time(&data, &folder.join("small.json"))?;
        let large = tiles::time(&other, &folder.join("large.json"))?;
        tiles::ratio(&mut measures, &small, &large, args.large);
        Ok(())
    })?;
    steps.end();
    measures.finish()
}

fn left_out() -> Result<()> {
    println!("left out");
    Ok(())
}

/// Nothing of an earlier run is left in this folder.
fn fresh(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    Ok(())
}

/// Removes a file that may be there.
fn remove_file(file: &Path) -> Result<()> {
    if file.exists() {
        fs::remove_file(file)?;
    }
    Ok(())
}

/// The release window, from the start of its process until the page has painted its figures.
fn start(measures: &mut Measures, data: &Path) -> Result<()> {
    let window = native::program("yimen", true);
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        let shown = in_virtual_display(&window, data, Some("leader"), Duration::from_secs(60))?;
        starts.push((shown.after.as_secs_f64(), shown.report));
    }
    starts.sort_by(|a, b| a.0.total_cmp(&b.0));
    let way = &starts[STARTS / 2].1;
    let marks: Vec<String> = way.marks.iter().map(|mark| format!("{} {:.0}", mark.name, mark.at_ms)).collect();
    let starts: Vec<f64> = starts.iter().map(|(after, _)| *after).collect();
    let spread = format!(
        "median of {STARTS}, {:.2} to {:.2} s; in the page, ms: {}, painted {:.0}",
        starts[0],
        starts[STARTS - 1],
        marks.join(", "),
        way.painted_ms
    );
    measures.add("window: process start to painted figures", starts[STARTS / 2], "s", Some(1.5), &spread);
    let (first, all) = page_size()?;
    let others = format!("all parts: {all:.2} MB");
    measures.add("wasm before compression, what the first figures need", first, "MB", Some(2.5), &others);
    Ok(())
}

/// Megabytes of wasm: the part that is compiled before anything is shown, and all of them.
fn page_size() -> Result<(f64, f64)> {
    let (mut first, mut all) = (0.0, 0.0);
    for entry in fs::read_dir(page::PAGE)? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "wasm") {
            let size = fs::metadata(&path)?.len() as f64 / 1e6;
            all += size;
            if path.ends_with(page::FIRST) {
                first = size;
            }
        }
    }
    Ok((first, all))
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

/// Seconds that work takes.
#[expect(clippy::disallowed_methods, reason = "measures")]
fn time(work: impl FnOnce() -> Result<()>) -> Result<f64> {
    let began = std::time::Instant::now();
    work()?;
    Ok(began.elapsed().as_secs_f64())
}

/// The middle one.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
