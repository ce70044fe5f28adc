//! `cargo xtask soak`: the real window in a virtual display, used by a driver for minutes on end on the demonstration database,
//! and the memory that its program and its web process take meanwhile. What is done in the window stands in
//! `tests/window/soak.rs`.

use crate::display::Display;
use crate::page::{self, Kind};
use crate::steps::{Steps, cargo, succeed};
use crate::{driver, native, setup};
use anyhow::{Context, Result, ensure};
use clap::Args;
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::Path;

/// What the journey writes and this adds to.
const FIGURES: &str = "target/soak.json";

/// Seconds at the beginning that the slope leaves out, unless the soak is no longer: caches fill, code is compiled.
const WARM_UP: f64 = 120.0;

/// Options of `soak`.
#[derive(Args, Clone)]
pub(crate) struct SoakArgs {
    /// How long the window is used.
    #[arg(long, default_value_t = 30.0)]
    minutes: f64,
    /// Builds no page and no programs: uses those that an earlier run left in target/release.
    #[arg(long)]
    built: bool,
}

/// Resident memory at a time.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct Look {
    seconds: f64,
    program_mb: f64,
    web_mb: f64,
}

#[derive(Serialize, Deserialize)]
struct Soak {
    minutes: f64,
    /// How often the leader went from the first screen to the words and back.
    rounds: u64,
    /// The least and the most elements that the page had after a round.
    elements: (u64, u64),
    looks: Vec<Look>,
    #[serde(default)]
    found: Vec<Found>,
}

/// What became of one process's memory.
#[derive(Serialize, Deserialize)]
struct Found {
    process: String,
    first_mb: f64,
    last_mb: f64,
    most_mb: f64,
    /// Of the straight line through the looks after the warm-up.
    slope_mb_per_hour: f64,
}

pub(crate) fn soak(args: &SoakArgs) -> Result<()> {
    ensure!(args.minutes > 0.0, "a soak takes some time");
    let mut steps = Steps::new(5);
    steps.step("packages", setup::for_tests)?;
    steps.step("page and programs", || {
        if args.built {
            return Ok(());
        }
        page::build(Kind::Release)?;
        native::build(true)
    })?;
    let driver = steps.step("driver of the window", driver::installed)?;
    steps.step(&format!("{} minutes in the window", args.minutes), || {
        if Path::new(FIGURES).exists() {
            fs::remove_file(FIGURES)?;
        }
        let display = Display::start()?;
        let mut command = cargo();
        command.args(["test", "--workspace", "--exclude", "xtask", "--test", "window"]).args(native::FEATURES);
        command.args(["soak::", "--", "--nocapture"]);
        display.show(&mut command);
        command
            .env("YIMEN_SOAK_MINUTES", args.minutes.to_string())
            .env("YIMEN_DRIVER", &driver)
            .env("YIMEN_WINDOW", std::path::absolute(native::program("yimen", true))?)
            .env("YIMEN_CTL", std::path::absolute(native::program("yimenctl", true))?);
        succeed(&mut command)
    })?;
    steps.step("figures", figures)?;
    steps.end();
    Ok(())
}

/// Reads what was seen, says what came of it, and keeps it beside.
fn figures() -> Result<()> {
    let text = fs::read_to_string(FIGURES).context("the journey left no figures")?;
    let mut soak: Soak = serde_json::from_str(&text).context(FIGURES)?;
    soak.found = vec![found("program", &soak.looks, |l| l.program_mb)?, found("web process", &soak.looks, |l| l.web_mb)?];
    println!("{} rounds in {} minutes, {} looks", soak.rounds, soak.minutes, soak.looks.len());
    println!("after each round the page had {} to {} elements", soak.elements.0, soak.elements.1);
    for f in &soak.found {
        println!(
            "{:<12} first {:>7.1} MB  last {:>7.1} MB  most {:>7.1} MB  slope {:>+7.1} MB an hour",
            f.process, f.first_mb, f.last_mb, f.most_mb, f.slope_mb_per_hour
        );
    }
    fs::write(FIGURES, serde_json::to_vec_pretty(&soak)?)?;
    println!("{FIGURES}");
    Ok(())
}

fn found(process: &str, looks: &[Look], of: impl Fn(&Look) -> f64) -> Result<Found> {
    let (first, last) = looks.first().zip(looks.last()).context("memory was never looked at")?;
    let after = looks.iter().filter(|l| l.seconds >= WARM_UP).count();
    let settled = looks.iter().skip(if after > 1 { looks.len() - after } else { 0 });
    let points: Vec<(f64, f64)> = settled.map(|l| (l.seconds, of(l))).collect();
    Ok(Found {
        process: process.to_owned(),
        first_mb: of(first),
        last_mb: of(last),
        most_mb: looks.iter().map(&of).fold(0.0, f64::max),
        slope_mb_per_hour: slope(&points) * 3_600.0,
    })
}

/// Of the straight line that lies nearest to the points (least squares); 0 where there is none.
fn slope(points: &[(f64, f64)]) -> f64 {
    let n = points.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / n;
    let (x, y) = (mean(|p| p.0), mean(|p| p.1));
    let along: f64 = points.iter().map(|p| (p.0 - x).powi(2)).sum();
    let across: f64 = points.iter().map(|p| (p.0 - x) * (p.1 - y)).sum();
    if along > 0.0 { across / along } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-9
    }

    #[test]
    fn the_slope_of_a_line_is_its_own() {
        assert!(is_near(slope(&[(0.0, 1.0), (10.0, 3.0), (20.0, 5.0)]), 0.2));
        assert!(is_near(slope(&[(0.0, 5.0), (10.0, 4.0), (20.0, 6.0), (30.0, 5.0)]), 0.02));
        assert!(is_near(slope(&[(3.0, 1.0)]), 0.0) && is_near(slope(&[]), 0.0));
    }

    #[test]
    fn what_fills_at_the_beginning_is_no_slope() -> Result<()> {
        let look = |n: u32| Look { seconds: f64::from(n) * 10.0, program_mb: f64::from(n.min(12)), web_mb: 1.0 };
        let looks: Vec<Look> = (0..40).map(look).collect();
        let found = found("program", &looks, |l| l.program_mb)?;
        assert!(is_near(found.slope_mb_per_hour, 0.0) && is_near(found.last_mb, 12.0) && is_near(found.first_mb, 0.0));
        Ok(())
    }
}
