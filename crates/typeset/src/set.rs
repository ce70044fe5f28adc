//! From JSON to PDF, by typst.

use std::path::PathBuf;
use thiserror::Error;
use typst::World;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Dict, IntoValue, Smart};
use typst_as_lib::TypstEngine;
use typst_as_lib::typst_kit_options::TypstKitFontOptions;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// How papers look.
const TEMPLATE: &str = include_str!("paper.typ");

/// Letters, the first of which is there sets the paper. They hold the rare characters of names; what an office has of 仿宋 and 小标宋
/// holds only those of 1980, and differs from one office to the next. The last two come with Windows and macOS.
const LETTERS: [&str; 5] = ["Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC"];

/// What can go wrong.
#[derive(Debug, Error)]
pub(crate) enum Problem {
    /// Neither the folders nor the system have letters for Chinese.
    #[error("no Chinese letters were found: one of {}", LETTERS.join(", "))]
    NoLetters,
    /// It could not be read or written.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// typst can't set it.
    #[error("the paper can't be set: {0}")]
    Set(String),
}

/// Sets a paper.
pub(crate) fn pdf(json: Vec<u8>, fonts: &[PathBuf]) -> Result<Vec<u8>, Problem> {
    let beside = std::env::current_exe().ok().and_then(|exe| Some(exe.parent()?.join("fonts")));
    let folders = fonts.iter().cloned().chain(beside).filter(|folder| folder.is_dir());
    let engine = TypstEngine::builder()
        .main_file(TEMPLATE)
        .search_fonts_with(TypstKitFontOptions::new().include_dirs(folders))
        .with_static_file_resolver([("paper.json", json)])
        .build();
    let found = engine
        .with_world(|world| LETTERS.iter().find(|name| world.book().select_family(&name.to_lowercase()).next().is_some()))
        .map_err(|e| Problem::Set(e.to_string()))?;
    let letters = found.ok_or(Problem::NoLetters)?;
    let mut inputs = Dict::new();
    inputs.insert("letters".into(), letters.into_value());
    let document: PagedDocument = engine.compile_with_input(inputs).output.map_err(|e| Problem::Set(e.to_string()))?;
    let standards = PdfStandards::new(&[PdfStandard::A_2a]).map_err(|e| Problem::Set(e.message().to_string()))?;
    let options = PdfOptions { creator: Smart::Custom(None), standards, ..PdfOptions::default() };
    typst_pdf::pdf(&document, &options).map_err(|problems| Problem::Set(said(&problems)))
}

/// What typst says, line by line.
fn said(problems: &[SourceDiagnostic]) -> String {
    problems.iter().map(|problem| problem.message.as_str()).collect::<Vec<_>>().join("\n")
}
