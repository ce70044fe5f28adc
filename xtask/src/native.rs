//! Builds the native programs: the window and the command line.

use crate::steps::{cargo, succeed};
use anyhow::Result;
use std::path::PathBuf;

/// Where cargo puts the programs of a build.
pub(crate) fn program(name: &str, release: bool) -> PathBuf {
    PathBuf::from("target").join(if release { "release" } else { "debug" }).join(name)
}

/// What every native command is given, so that features never differ and nothing is built twice.
pub(crate) const FEATURES: [&str; 2] = ["--features", "custom-protocol"];

/// Builds the window and `yimenctl`.
pub(crate) fn build(release: bool) -> Result<()> {
    build_with(release, &[])
}

/// Builds them and some examples. In one command: by itself an example asks for fewer features of the libraries, and all of them
/// would be built again.
pub(crate) fn build_with(release: bool, examples: &[&str]) -> Result<()> {
    let mut command = cargo();
    command.args(["build", "--workspace", "--exclude", "frontend", "--exclude", "xtask", "--bins"]).args(FEATURES);
    for example in examples {
        command.args(["--example", example]);
    }
    if release {
        command.arg("--release");
    }
    succeed(&mut command)
}
