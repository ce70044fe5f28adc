//! Builds the page: wasm by cargo, its glue by wasm-bindgen as a library, styles and fonts copied beside it.
//!
//! The compiler is rustup's where it has the wasm target; elsewhere Debian's `rustc-web` with the standard library
//! built from source. The two never share a target folder with the native build.

use crate::parts;
use crate::setup::has_rustup_wasm;
use crate::steps::{cargo, has_program, output, succeed};
use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use wasm_bindgen_cli_support::Bindgen;

/// How the page is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Quick to build.
    Dev,
    /// Small and fast.
    Release,
}

const TARGET: &str = "wasm32-unknown-unknown";
/// Where the finished page is.
pub(crate) const PAGE: &str = "target/page";
/// The part of the program in it that everything needs.
pub(crate) const FIRST: &str = "frontend_bg.wasm";

/// What makes a release small: no generic view types, no places of panics, no `Debug` words, which nobody reads there
/// (`docs/decisions/0006-size-of-the-page.md`). The last two have no stable name yet.
const SMALL: &str = "--cfg erase_components -Clink-args=--emit-relocs -Zlocation-detail=none -Zfmt-debug=none";
/// Generic view types make development builds slow; without what the linker moved, the page can't be taken apart.
const QUICK: &str = "--cfg erase_components -Clink-args=--emit-relocs";
const LOCALES: &str = "crates/texts/locales";
const LANGUAGES: [&str; 2] = ["zh-CN", "en"];

/// The compiler for the page.
pub(crate) enum Compiler {
    Rustup,
    Debian,
}

impl Compiler {
    pub(crate) fn found() -> Self {
        if has_rustup_wasm() { Self::Rustup } else { Self::Debian }
    }

    /// A cargo command for the wasm target with everything that this compiler needs.
    pub(crate) fn cargo(&self, verb: &str) -> Result<Command> {
        let mut command = cargo();
        // rustup's cargo sets these for what it starts; the page has a compiler of its own.
        for name in ["RUSTC", "RUSTDOC", "RUSTFLAGS"] {
            command.env_remove(name);
        }
        command.args([verb, "--package", "frontend", "--target", TARGET, "--target-dir", "target-wasm"]);
        if let Self::Debian = self {
            let sysroot = output(Command::new("rustc").args(["--print", "sysroot"]))?;
            let linker = format!("{sysroot}/lib/rustlib/{}/bin/rust-lld", host()?);
            command
                .env("RUSTC", debian_rustc()?)
                .env("RUSTC_BOOTSTRAP", "1")
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker)
                .args(["-Z", "build-std=std,panic_abort"]);
        }
        Ok(command)
    }
}

fn host() -> Result<String> {
    let version = output(Command::new("rustc").arg("-vV"))?;
    let line = version.lines().find_map(|l| l.strip_prefix("host: ").map(str::to_owned));
    line.context("rustc does not say its host")
}

/// Debian's rustc beside rustup's.
fn debian_rustc() -> Result<PathBuf> {
    let path = PathBuf::from("/usr/bin/rustc");
    if path.is_file() { Ok(path) } else { bail!("/usr/bin/rustc of the package rustc-web is missing") }
}

/// Builds the page into `target/page`; true if anything changed.
pub(crate) fn build(kind: Kind) -> Result<bool> {
    let compiler = Compiler::found();
    let mut command = compiler.cargo("build")?;
    let (profile, folder) = match kind {
        Kind::Dev => ("page", "page"),
        Kind::Release => ("wasm", "wasm"),
    };
    command.args(["--profile", profile]);
    match kind {
        Kind::Dev => {
            command.env("RUSTFLAGS", QUICK);
        }
        Kind::Release => {
            command.env("RUSTFLAGS", SMALL).env("RUSTC_BOOTSTRAP", "1");
            if let Compiler::Debian = compiler {
                command.args(["-Z", "build-std-features=optimize_for_size"]);
            }
        }
    }
    succeed(&mut command)?;
    let wasm = PathBuf::from(format!("target-wasm/{TARGET}/{folder}/frontend.wasm"));
    let stamp = stamp(&wasm, kind)?;
    let stamp_file = Path::new(PAGE).join(".stamp");
    if fs::read_to_string(&stamp_file).is_ok_and(|old| old == stamp) {
        return Ok(false);
    }
    // Made beside and then put in place, so that a build that is broken off leaves no half a page.
    let part = PathBuf::from("target/page.part");
    if part.exists() {
        fs::remove_dir_all(&part)?;
    }
    fs::create_dir_all(&part)?;
    let first = parts::apart(&wasm, &part)?;
    Bindgen::new()
        .input_path(&first)
        .out_name("frontend")
        .web(true)?
        // The other parts are linked to these, by these names.
        .keep_lld_exports(true)
        .demangle(false)
        .typescript(false)
        .remove_name_section(kind == Kind::Release)
        .remove_producers_section(true)
        .generate(&part)
        .context("wasm-bindgen")?;
    // A build that was stopped half-way can leave parts that don't fit together; the linker says nothing, the page stays white.
    if fs::read_to_string(part.join("frontend.js"))?.contains("from \"env\"") {
        bail!("the page lacks functions of its own: remove target-wasm and build again");
    }
    if kind == Kind::Release {
        for file in files(&part)?.iter().filter(|file| file.extension().is_some_and(|e| e == "wasm")) {
            optimise(file)?;
        }
    }
    write_styles(&part.join("styles"))?;
    copy_folder(Path::new("frontend/fonts"), &part.join("fonts"))?;
    write_languages(&part.join("languages"))?;
    fs::write(part.join("index.html"), index())?;
    fs::write(part.join("start.js"), START)?;
    fs::write(part.join(".stamp"), stamp)?;
    if Path::new(PAGE).exists() {
        fs::remove_dir_all(PAGE)?;
    }
    fs::rename(&part, PAGE)?;
    Ok(true)
}

/// What the page is made from, as one hash.
fn stamp(wasm: &Path, kind: Kind) -> Result<String> {
    let mut hasher = Sha256::new();
    hasher.update(format!("{kind:?} {}", index()));
    hasher.update(fs::read(wasm).with_context(|| wasm.display().to_string())?);
    for folder in ["frontend/styles", "frontend/fonts", LOCALES] {
        for file in files(Path::new(folder))? {
            hasher.update(file.to_string_lossy().as_bytes());
            hasher.update(fs::read(&file)?);
        }
    }
    let mut text = String::new();
    for byte in hasher.finalize() {
        write!(text, "{byte:02x}")?;
    }
    Ok(text)
}

/// Files of a folder and below, in order.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    if !folder.is_dir() {
        return Ok(found);
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    for file in files(from)? {
        let target = to.join(file.strip_prefix(from)?);
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::copy(&file, target)?;
    }
    Ok(())
}

/// One file a language, from all its areas' files: what the page fetches before it shows anything.
fn write_languages(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    for tag in LANGUAGES {
        let mut all = String::new();
        for file in files(&Path::new(LOCALES).join(tag))? {
            let text = fs::read_to_string(&file)?;
            // Comments name types for the build; the page has no use for them.
            all.extend(text.lines().filter(|line| !line.starts_with('#')).flat_map(|line| [line, "\n"]));
        }
        fs::write(folder.join(format!("{tag}.ftl")), all)?;
    }
    Ok(())
}

/// All style sheets in one, since every file of the page is asked for through the window's own thread; `tokens.css` and `base.css`
/// come first, then the components, pages last.
fn write_styles(folder: &Path) -> Result<()> {
    let rank = |name: &str| match name {
        "tokens.css" => 0,
        "fonts.css" => 1,
        "base.css" => 2,
        "components.css" => 3,
        "charts.css" | "fields.css" | "overlays.css" | "pickers.css" => 4,
        name if name.starts_with("page-") => 6,
        _ => 5,
    };
    let mut sheets = Vec::new();
    for file in files(Path::new("frontend/styles"))? {
        if file.extension().is_some_and(|e| e == "css") {
            let name = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            sheets.push((rank(&name), name, fs::read_to_string(&file)?));
        }
    }
    sheets.sort();
    let all: Vec<String> = sheets.into_iter().map(|(_, _, text)| text).collect();
    fs::create_dir_all(folder)?;
    fs::write(folder.join("all.css"), all.join("\n"))?;
    Ok(())
}

/// The page's frame: what can be seen before the program has begun is a quiet ground, not a flash of white.
fn index() -> String {
    let mut links = "  <link rel=\"stylesheet\" href=\"/styles/all.css\">\n".to_owned();
    for tag in LANGUAGES {
        links.push_str("  <link rel=\"preload\" href=\"/languages/");
        links.push_str(tag);
        links.push_str(".ftl\" as=\"fetch\" crossorigin>\n");
    }
    format!(
        "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n  <meta charset=\"utf-8\">\n  <meta name=\"viewport\" content=\"width=device-width\">\n  <meta name=\"color-scheme\" content=\"light dark\">\n  <title>一门</title>\n{links}  <link rel=\"modulepreload\" href=\"/frontend.js\">\n  <link rel=\"modulepreload\" href=\"/parts.js\">\n  <link rel=\"preload\" href=\"/frontend_bg.wasm\" as=\"fetch\" type=\"application/wasm\" crossorigin>\n  <script type=\"module\" src=\"/start.js\"></script>\n</head>\n<body></body>\n</html>\n"
    )
}

/// Starts the page; a file of its own, because the page allows no scripts inside of it.
const START: &str = "import init from './frontend.js';\nperformance.mark('script');\ninit({ module_or_path: '/frontend_bg.wasm' });\n";

/// Makes the wasm smaller with `wasm-opt`, where npm can bring it; the page works without.
fn optimise(wasm: &Path) -> Result<()> {
    if !has_program("npm") {
        println!("npm is not here: the page is not run through wasm-opt (it is a little larger)");
        return Ok(());
    }
    let tools = Path::new("target/tools/binaryen");
    let program = tools.join("node_modules/.bin/wasm-opt");
    if !program.exists() {
        fs::create_dir_all(tools)?;
        succeed(Command::new("npm").args(["install", "--no-audit", "--no-fund", "--prefix"]).arg(tools).arg("binaryen@132.0.0"))?;
    }
    let out = wasm.with_extension("opt");
    succeed(
        Command::new(program)
            .arg(wasm)
            // Nothing stands in the first kilobyte: the stack does, and its end is a megabyte away.
            .args(["--low-memory-unused", "-Oz", "--enable-bulk-memory", "--enable-nontrapping-float-to-int", "--enable-sign-ext"])
            .args(["--enable-mutable-globals", "--enable-reference-types", "--enable-multivalue", "-o"])
            .arg(&out),
    )?;
    fs::rename(out, wasm)?;
    Ok(())
}
