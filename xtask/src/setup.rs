//! Installs what is missing from Debian's or Ubuntu's packages, saying what and why first; elsewhere says what to do.

use crate::steps::{has_program, output, succeed};
use anyhow::{Context, Result, bail};
use std::process::Command;

/// A package and what it is for.
type Need = (&'static str, &'static str);

const WINDOW: &[Need] = &[
    ("build-essential", "a C compiler and linker, for SQLite and the window's bindings"),
    ("pkg-config", "finds the system's libraries"),
    ("libwebkit2gtk-4.1-dev", "the web view that the window shows the page in"),
    ("fonts-noto-cjk", "Chinese letters in dialogs and in the virtual display"),
];
const VIRTUAL: &[Need] =
    &[("xvfb", "a virtual display, since there is none here"), ("dbus-x11", "the session bus that the window asks for")];
const TESTS: &[Need] = &[
    ("webkit2gtk-driver", "drives the real window in tests"),
    ("postgresql", "the second database; a temporary cluster on the loopback address"),
    ("libreoffice-calc", "opens and saves exported workbooks, as people do between export and import"),
    ("libreoffice-writer", "opens papers, as whoever prints them does"),
    ("poppler-utils", "reads what was printed"),
    ("qpdf", "checks papers that were set as PDF"),
    ("python3-jsonschema", "validates open data"),
];
const BENCH: &[Need] =
    &[("sqlite3", "the plain import that ours is compared with"), ("python3-venv", "asks the raw rows in SQLite and DuckDB")];
const FUZZ: &[Need] = &[("build-essential", "a C++ compiler, for libFuzzer and SQLite")];
const WASM: &[Need] =
    &[("rustc-web", "builds the page where rustup's wasm target can't be had"), ("rust-web-src", "the standard library's source for it")];
const WASM_LINTS: &[Need] = &[("rust-web-clippy", "lints of the page with the same compiler")];

/// What opening the window needs.
pub(crate) fn for_window(virtual_display: bool) -> Result<()> {
    let mut needs = WINDOW.to_vec();
    if virtual_display {
        needs.extend(VIRTUAL);
    }
    install(&needs)?;
    for_page()
}

/// What building the page needs.
pub(crate) fn for_page() -> Result<()> {
    if has_rustup_wasm() { Ok(()) } else { install(WASM) }
}

/// What the tests need besides.
pub(crate) fn for_tests() -> Result<()> {
    for_window(true)?;
    if !has_rustup_wasm() {
        install(WASM_LINTS)?;
    }
    install(TESTS)?;
    npm("brings axe-core, which looks at every page")
}

/// What measuring needs besides.
pub(crate) fn for_bench() -> Result<()> {
    for_window(true)?;
    install(BENCH)?;
    npm("brings wasm-opt, which makes the page smaller")
}

/// What hostile bytes need.
pub(crate) fn for_fuzz() -> Result<()> {
    install(FUZZ)
}

/// A Node.js that is not Debian's brings its own npm, which Debian's package refuses to stand beside.
fn npm(why: &'static str) -> Result<()> {
    if has_program("npm") { Ok(()) } else { install(&[("npm", why)]) }
}

/// Whether rustup has the wasm target, trying to add it once.
pub(crate) fn has_rustup_wasm() -> bool {
    use std::sync::OnceLock;
    static FOUND: OnceLock<bool> = OnceLock::new();
    *FOUND.get_or_init(|| {
        let listed =
            || output(Command::new("rustup").args(["target", "list", "--installed"])).is_ok_and(|l| l.contains("wasm32-unknown-unknown"));
        if listed() {
            return true;
        }
        // What was installed in its place does; trying again takes long where there is no such server.
        if WASM.iter().all(|(package, _)| is_installed(package)) {
            return false;
        }
        // A server that can't be reached must not hold up the build.
        let tried = Command::new("timeout").args(["20", "rustup", "target", "add", "wasm32-unknown-unknown"]).output();
        tried.is_ok_and(|t| t.status.success()) && listed()
    })
}

fn is_installed(package: &str) -> bool {
    let query = Command::new("dpkg-query").args(["-W", "-f=${Status}", package]).output();
    query.is_ok_and(|q| String::from_utf8_lossy(&q.stdout).contains("install ok installed"))
}

fn install(needs: &[Need]) -> Result<()> {
    if !has_program("dpkg-query") || !has_program("apt-get") {
        return elsewhere(needs);
    }
    let missing: Vec<&Need> = needs.iter().filter(|(package, _)| !is_installed(package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("These packages are missing and will be installed:");
    for (package, why) in &missing {
        println!("  {package}: {why}");
    }
    let as_root = |args: &[&str]| -> Result<()> {
        let mut command = if is_root() { Command::new("apt-get") } else { Command::new("sudo") };
        if !is_root() {
            command.arg("apt-get");
        }
        succeed(command.args(args).env("DEBIAN_FRONTEND", "noninteractive"))
    };
    let packages: Vec<&str> = missing.iter().map(|(package, _)| *package).collect();
    let hint = || format!("run as root: apt-get update && apt-get install {}", packages.join(" "));
    if !is_root() && !has_program("sudo") {
        bail!("neither root nor sudo; {}", hint());
    }
    as_root(&["update", "-q"]).with_context(hint)?;
    let mut args = vec!["install", "-y", "-q", "--no-install-recommends"];
    args.extend(&packages);
    as_root(&args).with_context(hint)
}

fn is_root() -> bool {
    output(Command::new("id").arg("-u")).is_ok_and(|id| id == "0")
}

/// What to do on a system without apt. What can be looked up without it is not asked for.
fn elsewhere(needs: &[Need]) -> Result<()> {
    let has_webkit = Command::new("pkg-config").args(["--exists", "webkit2gtk-4.1"]).status().is_ok_and(|s| s.success());
    if cfg!(not(target_os = "linux")) || has_webkit {
        return Ok(());
    }
    println!("This system has no apt. Please install what corresponds to these Debian packages, then run the command again:");
    for (package, why) in needs {
        println!("  {package}: {why}");
    }
    println!("Fedora: dnf install gcc pkgconf webkit2gtk4.1-devel google-noto-sans-cjk-fonts xorg-x11-server-Xvfb");
    println!("Arch: pacman -S base-devel webkit2gtk-4.1 noto-fonts-cjk xorg-server-xvfb");
    bail!("packages are missing")
}
