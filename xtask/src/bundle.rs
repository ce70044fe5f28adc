//! `cargo xtask bundle`: a package for this system, unpacked (or installed) and tried.
//!
//! The configuration of the packages of other systems is in `tauri.conf.json`; each is made on its own system with
//! `tauri build --bundles nsis,msi` or `dmg`. WebView2's offline installer is part of those for Windows.

use crate::page::{self, Kind};
use crate::run::in_virtual_display;
use crate::steps::{Steps, has_program, succeed};
use crate::{native, notices, setup};
use anyhow::{Context, Result, bail, ensure};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

const CLI: &str = "@tauri-apps/cli@2.12.5";
/// Where Tauri puts packages of Debian.
const PACKAGES: &str = "target/release/bundle/deb";

/// Makes the package and tries it; `install` has dpkg install it on this machine for that, and remove it again.
pub(crate) fn bundle(install: bool) -> Result<()> {
    let mut steps = Steps::new(6);
    steps.step("packages", setup::for_tests)?;
    steps.step("page", || page::build(Kind::Release))?;
    steps.step("licences of libraries", || notices::write().map(|_| ()))?;
    steps.step("native programs", || native::build(true))?;
    let package = steps.step("package", package)?;
    steps.step("trying it", || if install { try_installed(&package) } else { try_unpacked(&package) })?;
    steps.end();
    println!("{}", package.display());
    Ok(())
}

fn package() -> Result<PathBuf> {
    if !has_program("npm") {
        bail!("the Tauri CLI comes from npm: please install nodejs and npm");
    }
    let tools = Path::new("target/tools/tauri");
    let program = tools.join("node_modules/.bin/tauri");
    if !program.exists() {
        std::fs::create_dir_all(tools)?;
        succeed(Command::new("npm").args(["install", "--no-audit", "--no-fund", "--prefix"]).arg(tools).arg(CLI))?;
    }
    if Path::new(PACKAGES).exists() {
        std::fs::remove_dir_all(PACKAGES)?;
    }
    succeed(Command::new(std::path::absolute(program)?).args(["build", "--bundles", "deb"]))?;
    let made = std::fs::read_dir(PACKAGES)?.filter_map(|entry| Some(entry.ok()?.path()));
    made.into_iter().find(|path| path.extension().is_some_and(|e| e == "deb")).context("no package was made")
}

/// Its files are whole and its programs run, from a folder.
fn try_unpacked(package: &Path) -> Result<()> {
    let root = std::path::absolute("target/bundle-test/root")?;
    if root.exists() {
        std::fs::remove_dir_all(&root)?;
    }
    std::fs::create_dir_all(&root)?;
    succeed(Command::new("dpkg-deb").arg("-x").arg(package).arg(&root))?;
    has_everything(&root)?;
    runs(&root)
}

/// The same after dpkg has installed it; removed again whatever happens.
fn try_installed(package: &Path) -> Result<()> {
    let before = Command::new("dpkg").args(["-s", "yimen"]).output()?;
    ensure!(!before.status.success(), "a package of that name is installed already");
    succeed(Command::new("dpkg").arg("-i").arg(package))?;
    let root = Path::new("/");
    let tried = has_everything(root).and_then(|()| runs(root));
    succeed(Command::new("dpkg").args(["-r", "yimen"]))?;
    tried
}

fn has_everything(root: &Path) -> Result<()> {
    for file in [
        "usr/bin/yimen",
        "usr/bin/yimenctl",
        "usr/bin/yimen-typeset",
        "usr/share/doc/yimen/THIRD-PARTY.txt",
        "usr/share/doc/yimen/audit_verify.py",
        "usr/share/doc/yimen/draw_verify.py",
    ] {
        ensure!(root.join(file).is_file(), "the package lacks {file}");
    }
    let entry = std::fs::read_to_string(root.join("usr/share/applications/yimen.desktop")).context("the desktop file")?;
    ensure!(entry.contains("Name[zh_CN]=一门"), "the desktop file has no Chinese name");
    ensure!(entry.lines().any(|line| line == "Exec=yimen") && !entry.contains("{{"), "the desktop file is not filled in");
    for program in ["usr/bin/yimen", "usr/bin/yimenctl", "usr/bin/yimen-typeset"] {
        let libraries = Command::new("ldd").arg(root.join(program)).output()?;
        let text = String::from_utf8_lossy(&libraries.stdout).into_owned();
        ensure!(!text.contains("not found"), "{program} lacks libraries:\n{text}");
    }
    Ok(())
}

/// A paper of one line, as the program that sets papers reads it.
const PAPER: &str = r#"{"creator":"一门","title":"试排","lang":"zh","region":"cn","made":[2026,11,28],"contents":null,
    "sheets":[{"number":"","title":"试排","blocks":[{"kind":"text","is":"一二三"}]}]}"#;

/// Sets a paper.
fn sets(program: &Path) -> Result<()> {
    let mut child = Command::new(program).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    child.stdin.take().context("its input")?.write_all(PAPER.as_bytes())?;
    let done = child.wait_with_output()?;
    ensure!(done.status.success() && done.stdout.starts_with(b"%PDF"), "a paper was not set");
    Ok(())
}

/// A leader's first screen on a small demonstration, by the package's own programs.
fn runs(root: &Path) -> Result<()> {
    sets(&root.join("usr/bin/yimen-typeset"))?;
    let data = std::path::absolute("target/bundle-test/data")?;
    if data.exists() {
        std::fs::remove_dir_all(&data)?;
    }
    let mut create = Command::new(root.join("usr/bin/yimenctl"));
    succeed(create.arg("--data").arg(&data).args(["demo", "create", "--ratings", "5000"]))?;
    let shown = in_virtual_display(&root.join("usr/bin/yimen"), &data, Some("leader"), Duration::from_secs(60))?;
    ensure!(shown.report.figures.len() >= 5, "the first screen shows {:?}", shown.report.figures);
    for figure in &shown.report.figures {
        println!("  {}: {}", figure.label, figure.value);
    }
    Ok(())
}
