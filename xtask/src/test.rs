//! `cargo xtask test`: everything that proves the program, in one run.

use crate::postgres::Cluster;
use crate::run::in_virtual_display;
use crate::steps::{Steps, cargo, succeed};
use crate::{axe, check, driver, journeys, native, setup};
use anyhow::{Result, bail};
use std::process::Command;
use std::time::Duration;

pub(crate) fn test() -> Result<()> {
    let mut steps = Steps::new(8 + check::STEPS);
    steps.step("packages", setup::for_tests)?;
    check::all(&mut steps)?;
    steps.step("native programs and tests", || {
        let mut command = cargo();
        command.args(["test", "--workspace", "--exclude", "xtask", "--no-run"]).args(native::FEATURES);
        succeed(&mut command)?;
        // Alone, so that this program, which is running, isn't built anew with the features of the others.
        succeed(cargo().args(["test", "--package", "xtask"]))
    })?;
    let driver = steps.step("driver of the window", driver::installed)?;
    let axe = steps.step("axe", axe::script)?;
    let cluster = steps.step("PostgreSQL cluster", Cluster::start)?;
    steps.step("tests", || {
        let mut command = cargo();
        command.args(["test", "--workspace", "--exclude", "xtask", "--no-fail-fast"]).args(native::FEATURES);
        command.env("YIMEN_TEST_POSTGRES", &cluster.url);
        succeed(&mut command)
    })?;
    drop(cluster);
    steps.step("journeys in the real window", || journeys::run(&driver, &axe))?;
    steps.step("the first screen", window)?;
    steps.end();
    Ok(())
}

/// The real window in a virtual display: a leader's first screen on a small demonstration, painted and reported.
fn window() -> Result<()> {
    let data = std::path::absolute("target/window-test")?;
    if data.exists() {
        std::fs::remove_dir_all(&data)?;
    }
    let mut create = Command::new(native::program("yimenctl", false));
    succeed(create.arg("--data").arg(&data).args(["demo", "create", "--ratings", "20000"]))?;
    let shown = in_virtual_display(&native::program("yimen", false), &data, Some("leader"), Duration::from_secs(120))?;
    if shown.report.figures.len() < 5 {
        bail!("the first screen shows {:?}", shown.report.figures);
    }
    for figure in &shown.report.figures {
        println!("  {}: {}", figure.label, figure.value);
    }
    Ok(())
}
