//! `cargo xtask test`: everything that proves the program, in one run.

use crate::display::Display;
use crate::page::{self, Kind};
use crate::postgres::Cluster;
use crate::steps::{Steps, cargo, succeed};
use crate::{check, driver, native, setup};
use anyhow::Result;

pub(crate) fn test() -> Result<()> {
    let mut steps = Steps::new(7 + check::STEPS);
    steps.step("packages", setup::for_tests)?;
    check::all(&mut steps)?;
    // The page first: the window's program carries it inside.
    steps.step("page", || page::build(Kind::Dev))?;
    steps.step("native programs and tests", || {
        let mut command = cargo();
        command.args(["test", "--workspace", "--exclude", "xtask", "--no-run"]).args(native::FEATURES);
        succeed(&mut command)
    })?;
    steps.step("tools", driver::installed)?;
    let cluster = steps.step("PostgreSQL cluster", Cluster::start)?;
    steps.step("tests", || {
        let mut command = cargo();
        command.args(["test", "--workspace", "--exclude", "xtask", "--no-fail-fast"]).args(native::FEATURES);
        command.env("YIMEN_TEST_POSTGRES", &cluster.url);
        succeed(&mut command)
    })?;
    drop(cluster);
    steps.step("the real window", journeys)?;
    steps.end();
    Ok(())
}

/// Journeys of people in the real window, in a virtual display.
fn journeys() -> Result<()> {
    let display = Display::start()?;
    let mut command = cargo();
    command.args(["test", "--workspace", "--exclude", "xtask", "--test", "window"]).args(native::FEATURES);
    command
        .args(["--", "--test-threads=1"])
        .env("DISPLAY", &display.name)
        .env_remove("WAYLAND_DISPLAY")
        .env("GDK_BACKEND", "x11")
        .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
        .env("YIMEN_WINDOW_TESTS", "1")
        .env("YIMEN_WINDOW", std::path::absolute(native::program("yimen", false))?)
        .env("YIMEN_CTL", std::path::absolute(native::program("yimenctl", false))?)
        .env("YIMEN_DRIVER", driver::installed()?);
    succeed(&mut command)
}
