//! `cargo xtask check`: format, lints, who may know whom, licences.

use crate::page::{self, Compiler, Kind};
use crate::steps::{Steps, cargo, succeed};
use crate::{native, setup};
use anyhow::{Result, bail};
use cargo_metadata::MetadataCommand;

/// How many steps [`all`] takes.
pub(crate) const STEPS: usize = 6;

pub(crate) fn check() -> Result<()> {
    let mut steps = Steps::new(1 + STEPS);
    steps.step("packages", setup::for_tests)?;
    all(&mut steps)?;
    steps.end();
    Ok(())
}

/// Every check, as steps.
pub(crate) fn all(steps: &mut Steps) -> Result<()> {
    steps.step("format", || succeed(cargo().args(["fmt", "--all", "--check"])))?;
    steps.step("who may know whom", directions)?;
    steps.step("licences", licences)?;
    // The page before anything native: the window's program carries it inside, and is not even checked without.
    steps.step("page", || page::build(Kind::Dev))?;
    steps.step("lints, native", || {
        let mut command = cargo();
        command.args(["clippy", "--workspace", "--all-targets"]).args(native::FEATURES).args(["--", "-D", "warnings"]);
        succeed(&mut command)
    })?;
    steps.step("lints, wasm", || {
        let mut command = Compiler::found().cargo("clippy")?;
        command.args(["--", "-D", "warnings"]);
        succeed(&mut command)
    })
}

/// Which room may know which others (docs/ARCHITECTURE.md, Rooms). `testkit` stands outside: only tests use it.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("api", &["domain"]),
    ("texts", &["domain"]),
    ("charts", &["domain", "texts"]),
    ("store", &["domain"]),
    ("documents", &["domain", "texts", "charts"]),
    ("service", &["api", "store", "documents", "texts", "domain"]),
    ("frontend", &["api", "charts", "texts", "domain"]),
    ("demo", &["service", "api", "domain"]),
    ("cli", &["service", "demo", "api", "texts", "domain"]),
    ("yimen", &["service", "api", "texts", "domain"]),
    ("testkit", &["service", "api", "store", "documents", "domain", "demo"]),
    ("typeset", &[]),
    ("xtask", &[]),
];

fn directions() -> Result<()> {
    let metadata = MetadataCommand::new().exec()?;
    let members = metadata.workspace_packages();
    let ours: Vec<&str> = members.iter().map(|p| p.name.as_str()).collect();
    let mut wrong = Vec::new();
    for package in &members {
        let name = package.name.as_str();
        let Some((_, allowed)) = MAY_KNOW.iter().find(|(room, _)| *room == name) else {
            wrong.push(format!("{name} is not in the map of rooms"));
            continue;
        };
        for dependency in &package.dependencies {
            let is_test_only = dependency.kind == cargo_metadata::DependencyKind::Development;
            if ours.contains(&dependency.name.as_str()) && !is_test_only && !allowed.contains(&dependency.name.as_str()) {
                wrong.push(format!("{name} must not know {}", dependency.name));
            }
        }
    }
    if wrong.is_empty() { Ok(()) } else { bail!("{}", wrong.join("\n")) }
}

/// Licences under which a dependency may be; each leaves this program free to be under Apache-2.0.
const LICENCES: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

fn licences() -> Result<()> {
    let metadata = MetadataCommand::new().exec()?;
    let mut wrong = Vec::new();
    for package in &metadata.packages {
        let Some(licence) = &package.license else {
            if package.license_file.is_none() {
                wrong.push(format!("{} {} names no licence", package.name, package.version));
            }
            continue;
        };
        if !is_allowed(licence) {
            wrong.push(format!("{} {} is under {licence}", package.name, package.version));
        }
    }
    if wrong.is_empty() { Ok(()) } else { bail!("{}", wrong.join("\n")) }
}

/// An expression of licences: every part joined by AND needs one allowed alternative.
fn is_allowed(expression: &str) -> bool {
    expression
        .replace('/', " OR ")
        .split(" AND ")
        .all(|part| part.split(" OR ").any(|one| LICENCES.contains(&one.trim().trim_start_matches('(').trim_end_matches(')').trim())))
}

#[cfg(test)]
mod tests {
    use super::is_allowed;

    #[test]
    fn licence_expressions() {
        assert!(is_allowed("MIT OR Apache-2.0") && is_allowed("MIT/GPL-3.0") && is_allowed("(MIT OR Apache-2.0) AND Unicode-3.0"));
        assert!(!is_allowed("GPL-3.0") && !is_allowed("MIT AND GPL-3.0"));
    }
}
