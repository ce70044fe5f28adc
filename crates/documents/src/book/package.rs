//! Archives: looked at before anything is inflated; and where the sheets of an XLSX are.

use super::{BookKind, Merge};
use crate::decode::FileProblem;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::{BufReader, Read, Seek};
use zip::ZipArchive;
use zip::result::ZipError;

/// More parts than this is no workbook.
const PARTS: usize = 10_000;
/// Inflated bytes of all parts.
const TOTAL: u64 = 3 << 30;
/// Inflated bytes of a part that is kept in memory: shared strings, styles.
const LOADED: u64 = 256 << 20;
/// How much larger than packed a part of some size may be: sheets of honest workbooks reach 40.
const RATIO: u64 = 250;
/// Below this the ratio says nothing.
const SMALL: u64 = 32 << 20;
/// The longest text without a tag; a cell holds at most 32,767 characters.
const RUN: usize = 1 << 20;
/// Most merged regions of a sheet that are looked at.
const MERGES: usize = 100_000;

pub(crate) fn damaged(error: impl std::fmt::Display) -> FileProblem {
    FileProblem::Damaged(error.to_string())
}

pub(crate) fn zip_problem(error: ZipError) -> FileProblem {
    match error {
        ZipError::Io(io) => FileProblem::Io(io),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => FileProblem::Password,
        other => damaged(other),
    }
}

/// What an archive holds. Sizes are those that it declares; [`scan`] proves those of the parts that are read.
pub(super) fn kind(file: &mut (impl Read + Seek)) -> Result<BookKind, FileProblem> {
    let mut zip = ZipArchive::new(file).map_err(zip_problem)?;
    if zip.len() > PARTS {
        return Err(FileProblem::Bomb);
    }
    let (mut total, mut kind, mut other) = (0_u64, None, None);
    for i in 0..zip.len() {
        let part = zip.by_index_raw(i).map_err(zip_problem)?;
        if part.encrypted() {
            return Err(FileProblem::Password);
        }
        let (name, size, packed) = (part.name().map_err(zip_problem)?.replace('\\', "/"), part.size(), part.compressed_size());
        total = total.saturating_add(size);
        let is_sheet = name.starts_with("xl/worksheets/") || name == "content.xml";
        let is_read = is_sheet || name.starts_with("xl/") && (name.ends_with(".xml") || name.ends_with(".rels"));
        if total > TOTAL || is_read && (size > SMALL && size / RATIO > packed || !is_sheet && size > LOADED) {
            return Err(FileProblem::Bomb);
        }
        match name.to_ascii_lowercase().as_str() {
            "xl/workbook.xml" => kind = Some(BookKind::Xlsx),
            "content.xml" if kind.is_none() => kind = Some(BookKind::Ods),
            "xl/workbook.bin" => other = Some("xlsb"),
            "word/document.xml" => other = Some("docx"),
            _ => {}
        }
    }
    let kind = kind.ok_or(FileProblem::Kind(other.unwrap_or("zip")))?;
    if kind == BookKind::Ods {
        ods_is_open(&mut zip)?;
    }
    Ok(kind)
}

/// An OpenDocument file that is a spreadsheet and is not encrypted.
fn ods_is_open(zip: &mut ZipArchive<impl Read + Seek>) -> Result<(), FileProblem> {
    let small = |zip: &mut ZipArchive<_>, name| {
        let mut text = String::new();
        match zip.by_name(name) {
            Ok(part) => part.take(1 << 20).read_to_string(&mut text).map(|_| text).map_err(damaged),
            Err(ZipError::FileNotFound) => Ok(String::new()),
            Err(error) => Err(zip_problem(error)),
        }
    };
    if small(zip, "META-INF/manifest.xml")?.contains("encryption-data") {
        return Err(FileProblem::Password);
    }
    let mime = small(zip, "mimetype")?;
    if mime.is_empty() || mime.contains("opendocument.spreadsheet") { Ok(()) } else { Err(FileProblem::Kind("odt")) }
}

/// A sheet of an XLSX and where it is kept.
#[derive(Clone, Debug)]
pub(crate) struct SheetPart {
    pub(crate) name: String,
    pub(crate) path: String,
    pub(crate) hidden: bool,
}

/// The value of an attribute, by its name with or without a prefix.
pub(crate) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.attributes().with_checks(false).flatten().find(|a| a.key.as_ref() == name || a.key.local_name().as_ref() == name)?;
    Some(found.normalized_value(quick_xml::XmlVersion::Implicit1_0).map_or_else(|_| found.value.to_string(), std::borrow::Cow::into_owned))
}

fn parse(zip: &mut ZipArchive<impl Read + Seek>, path: &str, mut each: impl FnMut(&BytesStart<'_>)) -> Result<(), FileProblem> {
    let part = zip.by_name(path).map_err(zip_problem)?;
    let mut xml = Reader::from_reader(BufReader::new(part.take(16 << 20)));
    let mut buffer = Vec::new();
    loop {
        match xml.read_event_into(&mut buffer).map_err(damaged)? {
            Event::Start(start) | Event::Empty(start) => each(&start),
            Event::Eof => return Ok(()),
            _ => {}
        }
        buffer.clear();
    }
}

/// The worksheets in their order.
pub(crate) fn sheets(zip: &mut ZipArchive<impl Read + Seek>) -> Result<Vec<SheetPart>, FileProblem> {
    let mut targets = Vec::new();
    parse(zip, "xl/_rels/workbook.xml.rels", |start| {
        if start.local_name().as_ref() == "Relationship"
            && let (Some(id), Some(target)) = (attribute(start, "Id"), attribute(start, "Target"))
        {
            targets.push((id, target.replace('\\', "/")));
        }
    })?;
    let mut found = Vec::new();
    parse(zip, "xl/workbook.xml", |start| {
        if start.local_name().as_ref() == "sheet"
            && let (Some(name), Some(id)) = (attribute(start, "name"), attribute(start, "r:id").or_else(|| attribute(start, "id")))
        {
            let hidden = attribute(start, "state").is_some_and(|state| state != "visible");
            found.push((name, id, hidden));
        }
    })?;
    let at = |id: &str| {
        let target = targets.iter().find(|(known, _)| known == id).map(|(_, target)| target.as_str())?;
        Some(target.strip_prefix('/').map_or_else(|| format!("xl/{}", target.trim_start_matches("./")), str::to_owned))
    };
    // Charts stand among the sheets, too.
    let sheets = found.into_iter().filter_map(|(name, id, hidden)| Some(SheetPart { name, path: at(&id)?, hidden }));
    Ok(sheets.filter(|s| s.path.contains("worksheets/")).collect())
}

/// Inflates a part once without keeping it: it is as large as it may be, holds no endless text, and these are its merged cells.
pub(crate) fn scan(zip: &mut ZipArchive<impl Read + Seek>, path: &str) -> Result<Vec<Merge>, FileProblem> {
    let mut part = match zip.by_name(path) {
        Ok(part) => part,
        Err(ZipError::FileNotFound) => return Ok(Vec::new()),
        Err(error) => return Err(zip_problem(error)),
    };
    let declared = part.size();
    const MARK: &[u8] = b"<mergeCells";
    let finder = memchr::memmem::Finder::new(MARK);
    let mut buffer = vec![0; (1 << 17) + MARK.len()];
    let (mut kept, mut run, mut size) = (0, 0, 0_u64);
    let mut rest: Option<Vec<u8>> = None;
    loop {
        let n = part.read(&mut buffer[kept..]).map_err(damaged)?;
        if n == 0 {
            break;
        }
        size += n as u64;
        if size > declared {
            return Err(FileProblem::Bomb);
        }
        let fresh = &buffer[kept..kept + n];
        run = match memchr::memrchr(b'<', fresh) {
            Some(at) => n - at,
            None => run + n,
        };
        if run > RUN {
            return Err(FileProblem::Bomb);
        }
        let end = kept + n;
        match &mut rest {
            Some(rest) if rest.len() < 8 << 20 => rest.extend_from_slice(fresh),
            Some(_) => {}
            None => {
                if let Some(at) = finder.find(&buffer[..end]) {
                    rest = Some(buffer[at..end].to_vec());
                }
            }
        }
        kept = end.min(MARK.len() - 1);
        buffer.copy_within(end - kept..end, 0);
    }
    Ok(merges(&rest.unwrap_or_default()))
}

/// `<mergeCell ref="A1:B2"/>` …
fn merges(xml: &[u8]) -> Vec<Merge> {
    let mut merges = Vec::new();
    let mut at = 0;
    while let Some(found) = memchr::memmem::find(&xml[at..], b"<mergeCell ") {
        at += found + 11;
        let tag = &xml[at..(at + 100).min(xml.len())];
        let Some(start) = memchr::memmem::find(tag, b"ref=\"") else { continue };
        let value: Vec<u8> = tag[start + 5..].iter().copied().take_while(|b| *b != b'"').collect();
        let text = String::from_utf8_lossy(&value);
        if let Some((from, to)) = text.split_once(':')
            && let (Some((top, left)), Some((bottom, right))) = (cell_at(from), cell_at(to))
            && merges.len() < MERGES
        {
            merges.push(Merge { top, left, bottom, right });
        }
    }
    merges
}

/// Row and column of `B7`, from 0.
pub(crate) fn cell_at(text: &str) -> Option<(u32, u32)> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    if letters == 0 || letters > 3 {
        return None;
    }
    let column = text[..letters].bytes().fold(0_u32, |n, b| n * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1);
    let row: u32 = text[letters..].parse().ok()?;
    Some((row.checked_sub(1)?, column - 1))
}

/// `B`, of a column from 0.
pub(crate) fn letters(column: u32) -> String {
    let mut text = Vec::new();
    let mut n = column + 1;
    while n > 0 {
        text.insert(0, b'A' + u8::try_from((n - 1) % 26).unwrap_or(0));
        n = (n - 1) / 26;
    }
    String::from_utf8_lossy(&text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for (text, at) in [("A1", (0, 0)), ("Z9", (8, 25)), ("AA10", (9, 26)), ("XFD1048576", (1_048_575, 16_383))] {
            assert_eq!(cell_at(text), Some(at));
            assert_eq!(letters(at.1), text.trim_end_matches(|c: char| c.is_ascii_digit()));
        }
        assert_eq!((cell_at("7"), cell_at("A"), cell_at("A0")), (None, None, None));
    }

    #[test]
    fn merged_regions() {
        let xml = br#"<mergeCells count="2"><mergeCell ref="A1:C1"/><mergeCell ref="B3:B9"/></mergeCells>"#;
        assert_eq!(merges(xml), [Merge { top: 0, left: 0, bottom: 0, right: 2 }, Merge { top: 2, left: 1, bottom: 8, right: 1 }]);
    }
}
