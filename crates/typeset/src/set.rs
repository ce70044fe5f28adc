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

/// A picture by the name by which the template asks for it.
type Picture = (String, Vec<u8>);

/// The line of JSON, and the pictures behind it: number, length, bytes.
fn parted(input: &[u8]) -> Result<(Vec<u8>, Vec<Picture>), Problem> {
    let cut_off = || Problem::Set("a picture is cut off".to_owned());
    let end = input.iter().position(|byte| *byte == b'\n').unwrap_or(input.len());
    let (json, mut rest) = input.split_at(end);
    rest = rest.get(1..).unwrap_or_default();
    let mut pictures = Vec::new();
    while !rest.is_empty() {
        let (head, more) = rest.split_at_checked(8).ok_or_else(cut_off)?;
        let [a, b, c, d, e, f, g, h] = *head else { return Err(cut_off()) };
        let (no, length) = (u32::from_be_bytes([a, b, c, d]), u32::from_be_bytes([e, f, g, h]));
        let length = usize::try_from(length).map_err(|_| cut_off())?;
        let (bytes, more) = more.split_at_checked(length).ok_or_else(cut_off)?;
        pictures.push((format!("picture-{no}.jpg"), bytes.to_vec()));
        rest = more;
    }
    Ok((json.to_vec(), pictures))
}

/// Sets a paper.
pub(crate) fn pdf(input: &[u8], fonts: &[PathBuf]) -> Result<Vec<u8>, Problem> {
    let (json, pictures) = parted(input)?;
    let files =
        std::iter::once(("paper.json", json.as_slice())).chain(pictures.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())));
    let beside = std::env::current_exe().ok().and_then(|exe| Some(exe.parent()?.join("fonts")));
    let folders = fonts.iter().cloned().chain(beside).filter(|folder| folder.is_dir());
    let engine = TypstEngine::builder()
        .main_file(TEMPLATE)
        .search_fonts_with(TypstKitFontOptions::new().include_dirs(folders))
        .with_static_file_resolver(files.map(|(name, bytes)| (name, bytes.to_vec())))
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
