//! Workbooks: what kind a file is, which sheets it has, and the rows of one of them as text.
//!
//! A thread of its own reads the file and hands rows on in batches, so that memory is bounded by the shared strings of a
//! workbook and never by its rows. Cells become the text that the typed parsers read already (see `cell`).
//!
//! - `package`: archives looked at before anything is inflated, and the parts of an XLSX.
//! - `ods`: rows of an OpenDocument sheet, streamed.
//! - `feed`: the thread.

mod cell;
mod feed;
mod ods;
mod old;
pub(crate) mod package;
#[cfg(test)]
mod tests;

use crate::decode::FileProblem;
use csv::StringRecord;
use std::io::{Read, Seek, SeekFrom};

pub(crate) use cell::serial;
pub(crate) use feed::Book;

/// What a workbook is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BookKind {
    /// Office Open XML
    Xlsx,
    /// Excel 97–2003
    Xls,
    /// OpenDocument
    Ods,
}

impl BookKind {
    /// Its name, as the preview shows it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Xls => "xls",
            Self::Ods => "ods",
        }
    }
}

/// A region of merged cells; rows and columns from 0, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Merge {
    pub(crate) top: u32,
    pub(crate) left: u32,
    pub(crate) bottom: u32,
    pub(crate) right: u32,
}

/// A row of a sheet that is not empty; rows are counted from 1, as a spreadsheet shows them.
#[derive(Clone, Debug)]
pub(crate) struct BookRow {
    pub(crate) row: u64,
    pub(crate) cells: StringRecord,
}

/// How a sheet begins.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    pub(crate) name: String,
    pub(crate) hidden: bool,
    pub(crate) rows: Vec<BookRow>,
    pub(crate) merges: Vec<Merge>,
}

/// Columns beyond this are never looked at.
pub(crate) const COLUMNS: u32 = 400;
/// Rows in which a header is looked for.
const HEAD_ROWS: usize = 60;
/// Sheets of a workbook that are looked at.
const SHEETS: usize = 50;
/// An old workbook is read as a whole: 65,536 rows of a table are far below this.
const XLS_LIMIT: u64 = 64 << 20;

/// What kind of workbook a file is, if it is one; afterwards it stands at its beginning.
pub(crate) fn kind_of(file: &mut (impl Read + Seek)) -> Result<Option<BookKind>, FileProblem> {
    let mut start = Vec::with_capacity(8);
    file.seek(SeekFrom::Start(0))?;
    file.by_ref().take(8).read_to_end(&mut start)?;
    file.seek(SeekFrom::Start(0))?;
    let kind = if start.starts_with(b"PK\x03\x04") {
        Some(package::kind(file)?)
    } else if start.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        Some(old_kind(file)?)
    } else {
        None
    };
    file.seek(SeekFrom::Start(0))?;
    Ok(kind)
}

/// An OLE container: an old workbook, an old document, or a new workbook locked with a password.
fn old_kind(file: &mut (impl Read + Seek)) -> Result<BookKind, FileProblem> {
    if file.seek(SeekFrom::End(0))? > XLS_LIMIT {
        return Err(FileProblem::TooLarge);
    }
    file.seek(SeekFrom::Start(0))?;
    let mut bytes = Vec::new();
    file.by_ref().take(XLS_LIMIT).read_to_end(&mut bytes)?;
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(&bytes, &wide).is_some()
    };
    if holds("EncryptedPackage") {
        Err(FileProblem::Password)
    } else if holds("WordDocument") || holds("PowerPoint Document") {
        Err(FileProblem::Kind("ole"))
    } else {
        Ok(BookKind::Xls)
    }
}
