//! Takes the built page apart: what the first screen needs, and what each area needs besides (`docs/decisions/0018-the-page-in-parts.md`).
//!
//! The split points stand in the page itself (`frontend/src/part.rs`). What several parts share becomes a file of its own; the
//! script beside them knows which files a part takes.

use anyhow::{Context, Result, anyhow};
use std::fs;
use std::path::{Path, PathBuf};
use wasm_split_cli_support::{Options, transform};

/// The script that fetches parts.
const LINK: &str = "./parts.js";
/// The glue that wasm-bindgen writes for the first part, beside that script.
const MAIN: &str = "./frontend.js";

/// Writes the parts of `wasm` and the script that fetches them into `folder`; the answer is the first part, which wasm-bindgen has yet
/// to look at.
pub(crate) fn apart(wasm: &Path, folder: &Path) -> Result<PathBuf> {
    let input = fs::read(wasm).with_context(|| wasm.display().to_string())?;
    let first = wasm.with_file_name("frontend_first.wasm");
    let mut options = Options::new(&input);
    options.output_dir = folder;
    options.main_out_path = &first;
    options.link_name = LINK;
    options.main_module = MAIN;
    transform(options).map_err(|error| anyhow!("{error:#}")).context("taking the page apart")?;
    Ok(first)
}
