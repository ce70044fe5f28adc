//! `cargo xtask bundle`: a package for this system.

use crate::page::{self, Kind};
use crate::steps::{Steps, has_program, succeed};
use crate::{notices, setup};
use anyhow::{Result, bail};
use std::path::Path;
use std::process::Command;

const CLI: &str = "@tauri-apps/cli@2.12.5";

pub(crate) fn bundle() -> Result<()> {
    let mut steps = Steps::new(4);
    steps.step("packages", || setup::for_window(false))?;
    steps.step("page", || page::build(Kind::Release))?;
    steps.step("licences of libraries", || notices::write().map(|_| ()))?;
    steps.step("package", || {
        if !has_program("npm") {
            bail!("the Tauri CLI comes from npm: please install nodejs and npm");
        }
        let tools = Path::new("target/tools/tauri");
        let program = tools.join("node_modules/.bin/tauri");
        if !program.exists() {
            std::fs::create_dir_all(tools)?;
            succeed(Command::new("npm").args(["install", "--no-audit", "--no-fund", "--prefix"]).arg(tools).arg(CLI))?;
        }
        succeed(Command::new(std::path::absolute(program)?).args(["build", "--bundles", "deb"]))
    })?;
    steps.end();
    Ok(())
}
