//! Steps that say what they do and how long they took, and commands that stop at the first failure.

use anyhow::{Context, Result, bail};
use std::process::Command;
use std::time::Instant;

/// Prints steps as `[2/8] name`, then the time.
pub(crate) struct Steps {
    total: usize,
    at: usize,
    began: Instant,
}

impl Steps {
    #[expect(clippy::disallowed_methods, reason = "tells a person how long things took")]
    pub(crate) fn new(total: usize) -> Self {
        Self { total, at: 0, began: Instant::now() }
    }

    /// Runs a step.
    #[expect(clippy::disallowed_methods, reason = "tells a person how long things took")]
    pub(crate) fn step<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        self.at += 1;
        println!("[{}/{}] {name} …", self.at, self.total);
        let began = Instant::now();
        let done = work().with_context(|| name.to_owned())?;
        println!("[{}/{}] {name}: {:.1} s", self.at, self.total, began.elapsed().as_secs_f64());
        Ok(done)
    }

    /// Prints the time of all.
    pub(crate) fn end(self) {
        println!("done in {:.0} s", self.began.elapsed().as_secs_f64());
    }
}

/// Runs a command with its output shown; an exit code other than 0 is an error.
pub(crate) fn succeed(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("{command:?} could not be started"))?;
    if !status.success() {
        bail!("{command:?} ended with {status}");
    }
    Ok(())
}

/// The output of a command that has to succeed.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("{command:?} could not be started"))?;
    if !output.status.success() {
        bail!("{command:?} ended with {}: {}", output.status, String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The cargo that runs this program.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // What cargo set for this program is not meant for what it starts.
    for name in ["CARGO_MANIFEST_DIR", "CARGO_MANIFEST_PATH", "CARGO_PKG_NAME", "CARGO_PKG_VERSION"] {
        command.env_remove(name);
    }
    command
}

/// Whether a program is on the path.
pub(crate) fn has_program(name: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|path| std::env::split_paths(&path).any(|dir| dir.join(name).is_file()))
}
