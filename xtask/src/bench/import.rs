//! The import of a shuffled file, against the sqlite3 shell's `.import` of the same file.

use super::report::Measures;
use super::{ctl, files, time};
use crate::steps::{output, succeed};
use anyhow::{Context, Result, bail};
use std::fs;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// How often memory is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// Rows of one file at most, below the import's own limit.
const ROWS_OF_A_FILE: usize = 4_500_000;

pub(super) fn measure(measures: &mut Measures, folder: &Path, data: &Path, ratings: u64) -> Result<()> {
    files(folder, ratings)?;
    let csv = folder.join("ratings.csv");
    let script = folder.join("import.sql");
    fs::write(&script, format!(".mode csv\n.import '{}' rating\n", csv.display()))?;
    let shell = time(|| succeed(Command::new("sqlite3").arg(folder.join("shell.sqlite")).stdin(fs::File::open(&script)?)))?;
    empty_demonstration(data)?;
    let began = now();
    let looks = import(data, &csv)?;
    let ours = began.elapsed().as_secs_f64();
    measures.add(
        &format!("import of {ratings} ratings, against sqlite3 .import"),
        ours / shell,
        "x",
        Some(3.0),
        &format!("ours {ours:.1} s, sqlite3 {shell:.1} s"),
    );
    let peak = looks.iter().copied().max().unwrap_or(0) as f64 / 1e3;
    measures.add("import: peak memory", peak, "MB", Some(200.0), "resident set of the process");
    // Flat: half of the rows need as much, since places, days and facets are the same.
    let half = folder.join("half.csv");
    first_rows(&csv, &half, ratings / 2)?;
    let other = folder.join("half");
    empty_demonstration(&other)?;
    let of_half = import(&other, &half)?.into_iter().max().unwrap_or(1).max(1) as f64 / 1e3;
    measures.add("import: peak memory, against half of the rows", peak / of_half, "x", Some(1.25), &format!("half: {of_half:.0} MB"));
    succeed(ctl(data).args(["import", "cases", "--replace"]).arg(folder.join("cases.csv")))?;
    println!("{}", output(ctl(data).args(["rollup", "verify"]))?);
    Ok(())
}

/// A database of many ratings, from files within the import's limit.
pub(super) fn fill(folder: &Path, data: &Path, ratings: u64) -> Result<()> {
    let parts = folder.join("parts");
    files(&parts, ratings)?;
    empty_demonstration(data)?;
    for part in split(&parts.join("ratings.csv"), &parts)? {
        succeed(ctl(data).args(["import", "ratings"]).arg(&part))?;
        fs::remove_file(part)?;
    }
    succeed(ctl(data).args(["import", "cases", "--replace"]).arg(parts.join("cases.csv")))
}

/// A demonstration with its bodies and service points and few ratings of another seed.
fn empty_demonstration(data: &Path) -> Result<()> {
    succeed(ctl(data).args(["demo", "create", "--ratings", "1000", "--seed", "2"]))
}

/// Imports a file; the process's memory in kB, looked at all the time.
fn import(data: &Path, csv: &Path) -> Result<Vec<u64>> {
    let mut child = ctl(data).args(["import", "ratings"]).arg(csv).spawn()?;
    let mut looks = Vec::new();
    loop {
        if let Some(status) = child.try_wait()? {
            if !status.success() {
                bail!("the import ended with {status}");
            }
            return Ok(looks);
        }
        looks.extend(resident(child.id()));
        std::thread::sleep(LOOK_EVERY);
    }
}

/// Resident memory of a process in kB.
fn resident(pid: u32) -> Option<u64> {
    let text = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = text.lines().find_map(|l| l.strip_prefix("VmRSS:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// Copies the header and the first rows of a file.
fn first_rows(csv: &Path, to: &Path, rows: u64) -> Result<()> {
    let lines = BufReader::with_capacity(1 << 20, fs::File::open(csv)?).split(b'\n');
    let mut out = BufWriter::with_capacity(1 << 20, fs::File::create(to)?);
    for line in lines.take(usize::try_from(rows)?.saturating_add(1)) {
        out.write_all(&line?)?;
        out.write_all(b"\n")?;
    }
    Ok(out.flush()?)
}

/// Cuts a file into several with the same header.
fn split(csv: &Path, folder: &Path) -> Result<Vec<std::path::PathBuf>> {
    let mut lines = BufReader::with_capacity(1 << 20, fs::File::open(csv)?).split(b'\n');
    let header = lines.next().context("an empty file")??;
    let mut parts = Vec::new();
    let mut out: Option<BufWriter<fs::File>> = None;
    for (nth, line) in lines.enumerate() {
        if nth % ROWS_OF_A_FILE == 0 {
            let part = folder.join(format!("ratings-{}.csv", parts.len() + 1));
            let mut file = BufWriter::with_capacity(1 << 20, fs::File::create(&part)?);
            file.write_all(&header)?;
            file.write_all(b"\n")?;
            parts.push(part);
            out = Some(file);
        }
        if let Some(out) = &mut out {
            out.write_all(&line?)?;
            out.write_all(b"\n")?;
        }
    }
    if let Some(mut out) = out {
        out.flush()?;
    }
    Ok(parts)
}

#[expect(clippy::disallowed_methods, reason = "measures")]
fn now() -> Instant {
    Instant::now()
}
