//! `cargo xtask fuzz`: hostile bytes for every parser of what comes from outside, with libFuzzer (`fuzz/`).
//!
//! What is found goes to `target/fuzz/found`; once it is mended, it is kept in `fuzz/corpus`, where the ordinary tests try it.

use crate::setup;
use crate::steps::{Steps, cargo, succeed};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

const VERSION: &str = "0.13.2";

/// Most memory that a target may take, in MiB; a file that needs more is a finding.
const MEMORY_MIB: u32 = 2_048;
/// Seconds after which a single file is a finding.
const PATIENCE: u32 = 20;
/// Longest file that is tried: as long as the longest of a corpus, and some.
const LONGEST: u32 = 65_536;

/// cargo-fuzz, built once.
fn installed() -> Result<PathBuf> {
    let program = std::path::absolute("target/tools/bin/cargo-fuzz")?;
    if !program.exists() {
        succeed(
            cargo()
                .args(["install", "cargo-fuzz", "--version", VERSION, "--locked", "--root", "target/tools"])
                .env("CARGO_TARGET_DIR", "target/tools/build"),
        )?;
    }
    Ok(program)
}

/// cargo-fuzz with what each of its commands is given. Counters in every branch need a flag of the compiler that stable ones do
/// not let everybody use; no sanitizer, since nothing of ours is unsafe.
fn command(program: &Path, verb: &str) -> Command {
    let mut command = Command::new(program);
    command.args(["fuzz", verb, "--sanitizer", "none", "--target-dir", "target/fuzz/build"]);
    command.env("RUSTC_BOOTSTRAP", "1").env_remove("CARGO_TARGET_DIR");
    for name in ["CARGO_MANIFEST_DIR", "CARGO_MANIFEST_PATH", "CARGO_PKG_NAME", "CARGO_PKG_VERSION"] {
        command.env_remove(name);
    }
    command
}

/// The targets, by the names of their files.
fn targets() -> Result<Vec<String>> {
    let mut names: Vec<String> = std::fs::read_dir("fuzz/fuzz_targets")?
        .filter_map(|entry| Some(entry.ok()?.path().file_stem()?.to_string_lossy().into_owned()))
        .collect();
    names.sort();
    Ok(names)
}

/// Runs each target for so many seconds, or the one that was named.
pub(crate) fn fuzz(seconds: u32, only: Option<&str>) -> Result<()> {
    let targets: Vec<String> = targets()?.into_iter().filter(|name| only.is_none_or(|only| only == name)).collect();
    if targets.is_empty() {
        bail!("there is no target {}", only.unwrap_or_default());
    }
    let mut steps = Steps::new(2 + targets.len());
    let program = steps.step("cargo-fuzz", || {
        setup::for_fuzz()?;
        installed()
    })?;
    steps.step("targets", || succeed(&mut command(&program, "build")))?;
    let mut found = Vec::new();
    for name in &targets {
        let ran = steps.step(name, || run(&program, name, seconds))?;
        println!(
            "  {name}: {} executions, {} files reach something new{}",
            ran.executions,
            ran.files,
            if ran.well { "" } else { ", FOUND SOMETHING" }
        );
        if !ran.well {
            found.push(name.as_str());
        }
    }
    steps.end();
    if found.is_empty() { Ok(()) } else { bail!("target/fuzz/found holds what breaks {}", found.join(", ")) }
}

struct Ran {
    executions: u64,
    files: usize,
    well: bool,
}

fn run(program: &Path, name: &str, seconds: u32) -> Result<Ran> {
    let grown = std::path::absolute("target/fuzz/corpus")?.join(name);
    let found = std::path::absolute("target/fuzz/found")?;
    for folder in [&grown, &found] {
        std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    let ran = command(program, "run")
        .arg(name)
        .arg(&grown)
        .arg(std::path::absolute("fuzz/corpus")?.join(name))
        .arg("--")
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-rss_limit_mb={MEMORY_MIB}"))
        .arg(format!("-timeout={PATIENCE}"))
        .arg(format!("-max_len={LONGEST}"))
        .arg(format!("-artifact_prefix={}/{name}-", found.display()))
        .arg("-print_final_stats=1")
        .env("YIMEN_KEYS", "file")
        .output()
        .with_context(|| format!("{} could not be started", program.display()))?;
    let told = String::from_utf8_lossy(&ran.stderr);
    let executions = told.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:")?.trim().parse().ok());
    if !ran.status.success() {
        print!("{told}");
    }
    Ok(Ran {
        executions: executions.with_context(|| format!("{name} did not say how many files it tried:\n{told}"))?,
        files: std::fs::read_dir(&grown)?.count(),
        well: ran.status.success(),
    })
}
