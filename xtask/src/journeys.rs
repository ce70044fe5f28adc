//! The journeys in the real window (`tests/window`), on a display of their own.
//!
//! The web view's process falls over once in many hours (seen twice, both in JavaScriptCore at the same instruction). The program loads its page
//! anew then, but the driver ends its session. Journeys that ended so write their names down and are gone once more, each once, and it is said.
//!
//! A person's patience on a machine that is busy elsewhere can't be told beforehand either: [`AGAIN`] other journeys that failed are gone once
//! more, too, alone, and which ones is said last, so that whoever reads it looks for the race. What is broken fails again.

use crate::display::Display;
use crate::native;
use crate::steps::cargo;
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

/// Most journeys that may fail and be gone once more. If more fail, something is broken.
const AGAIN: usize = 2;

/// Runs all of them.
pub(crate) fn run(driver: &Path, axe: &Path, postgres: &str) -> Result<()> {
    let lost = std::path::absolute("target/lost-pages.txt")?;
    if lost.exists() {
        std::fs::remove_file(&lost)?;
    }
    let display = Display::start()?;
    let prepared = |filter: &[String]| -> Result<Command> {
        let mut command = cargo();
        // The same choice of packages as the other tests, so that nothing is built anew.
        command.args(["test", "--workspace", "--exclude", "xtask", "--test", "window"]).args(native::FEATURES);
        if !filter.is_empty() {
            command.args(["--", "--exact"]).args(filter);
        }
        display.show(&mut command);
        command
            .env("YIMEN_DRIVER", driver)
            .env("YIMEN_AXE", axe)
            .env("YIMEN_TEST_POSTGRES", postgres)
            .env("YIMEN_LOST_PAGES", &lost)
            .env("YIMEN_WINDOW", std::path::absolute(native::program("yimen", false))?)
            .env("YIMEN_CTL", std::path::absolute(native::program("yimenctl", false))?);
        Ok(command)
    };
    let failed = failing(prepared(&[])?)?;
    if failed.is_empty() {
        return Ok(());
    }
    let lost: BTreeSet<String> = std::fs::read_to_string(&lost).unwrap_or_default().lines().map(str::to_owned).collect();
    if failed.difference(&lost).count() > AGAIN {
        bail!("journeys failed: {}", list(&failed));
    }
    println!("once more: {}; of these the web view's process fell over in: {}", list(&failed), list(&lost));
    let again = failing(prepared(&failed.iter().cloned().collect::<Vec<_>>())?)?;
    if !again.is_empty() {
        bail!("journeys failed: {}", list(&again));
    }
    let racing: BTreeSet<String> = failed.difference(&lost).cloned().collect();
    if !racing.is_empty() {
        println!("passed only when gone once more, so something in them races: {}", list(&racing));
    }
    Ok(())
}

fn list(names: &BTreeSet<String>) -> String {
    names.iter().cloned().collect::<Vec<_>>().join(", ")
}

/// Runs tests with their output shown; the names of those that failed.
fn failing(mut command: Command) -> Result<BTreeSet<String>> {
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| format!("{command:?} could not be started"))?;
    let out = child.stdout.take().context("no output")?;
    let mut failed = BTreeSet::new();
    for line in BufReader::new(out).lines() {
        let line = line?;
        println!("{line}");
        failed.extend(failure(&line));
    }
    let status = child.wait()?;
    // It may also end without having run a test.
    if !status.success() && failed.is_empty() {
        bail!("{command:?} ended with {status}");
    }
    Ok(failed)
}

/// The name of a test whose failure is told from this line on.
fn failure(line: &str) -> Option<String> {
    line.strip_prefix("---- ")?.strip_suffix(" stdout ----").map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::failure;

    #[test]
    fn failures_are_read() {
        assert_eq!(failure("---- changes::two_villages stdout ----").as_deref(), Some("changes::two_villages"));
        for line in ["test a::b ... FAILED", "test result: FAILED. 35 passed; 1 failed", "----", "failures:"] {
            assert_eq!(failure(line), None, "{line}");
        }
    }
}
