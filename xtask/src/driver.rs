//! `tauri-driver`, which lets tests drive the real window.

use crate::steps::{cargo, succeed};
use anyhow::Result;
use std::path::{Path, PathBuf};

const VERSION: &str = "2.1.0";

/// The program, built once.
pub(crate) fn installed() -> Result<PathBuf> {
    let program = std::path::absolute("target/tools/bin/tauri-driver")?;
    if !program.exists() {
        succeed(
            cargo()
                .args(["install", "tauri-driver", "--version", VERSION, "--locked", "--root"])
                .arg(Path::new("target/tools"))
                .env("CARGO_TARGET_DIR", "target/tools/build"),
        )?;
    }
    Ok(program)
}
