//! axe-core, which looks for what keeps people with disabilities from using a page. Tests put it into the real window's page;
//! nothing of it is in the program.

use crate::steps::{has_program, succeed};
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

const VERSION: &str = "4.14.1";

/// The script, brought once by npm.
pub(crate) fn script() -> Result<PathBuf> {
    let tools = Path::new("target/tools/axe");
    let script = tools.join("node_modules/axe-core/axe.min.js");
    if !script.exists() {
        if !has_program("npm") {
            bail!("npm is not here; it brings axe-core");
        }
        std::fs::create_dir_all(tools)?;
        let package = format!("axe-core@{VERSION}");
        succeed(Command::new("npm").args(["install", "--no-audit", "--no-fund", "--prefix"]).arg(tools).arg(package))?;
    }
    Ok(std::path::absolute(script)?)
}
