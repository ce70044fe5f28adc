//! A person's own workbook handed back: the cells that are wrong are marked, and columns beside the table say why and what to
//! do, and that the data is made up where it is.
//!
//! An XLSX is changed in place, streaming: only its sheet and its styles are written anew, everything else is copied as it is
//! packed. Old and OpenDocument workbooks come back as XLSX with the same values.

use crate::book::package::{attribute, cell_at, damaged, letters, sheets, zip_problem};
use crate::book::{self, Book, BookKind};
use crate::cells::plain;
use crate::decode::FileProblem;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, Writer};
use rust_xlsxwriter::{Color, Format, FormatAlign, Workbook, XlsxError};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, BufWriter, Read, Seek, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// What is wrong in a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// Columns of wrong cells, from 0, in order.
    pub columns: Vec<u32>,
    /// What is wrong.
    pub reason: String,
    /// What to do.
    pub fix: String,
}

/// What is wrong in a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Row of the header, from 1.
    pub header_row: u64,
    /// Column of the reasons, from 0; that of what to do follows, then the stamp's if there is one.
    pub column: u32,
    /// Headers of these columns.
    pub headers: Vec<String>,
    /// Says that the data is made up.
    pub stamp: Option<String>,
    /// By row, from 1.
    pub rows: BTreeMap<u64, Mark>,
}

impl Marks {
    /// What these columns say in a row; none if nothing is said.
    fn words(&self, row: u64) -> Vec<&str> {
        if row == self.header_row {
            return self.headers.iter().map(String::as_str).collect();
        }
        let Some(mark) = self.rows.get(&row) else { return Vec::new() };
        [mark.reason.as_str(), mark.fix.as_str()].into_iter().chain(self.stamp.as_deref()).collect()
    }

    /// The columns, from 0.
    fn ours(&self) -> std::ops::Range<u32> {
        self.column..self.column + u32::try_from(self.headers.len()).unwrap_or(2)
    }

    fn is_ours(&self, column: u32) -> bool {
        self.ours().contains(&column)
    }
}

/// The colour of a wrong cell, as spreadsheets themselves mark what is bad.
const RED: &str = "FFFFC7CE";
const STYLES: &str = "xl/styles.xml";

/// Writes a marked copy of a workbook; `out` is an XLSX.
pub fn write<R, W>(mut file: R, out: W, sheet: &str, marks: &Marks) -> Result<(), FileProblem>
where
    R: Read + Seek + Send + 'static,
    W: Write + Seek + Send,
{
    match book::kind_of(&mut file)? {
        Some(BookKind::Xlsx) => in_place(file, out, sheet, marks),
        Some(kind) => anew(file, kind, out, sheet, marks),
        None => Err(FileProblem::Kind("csv")),
    }
}

/// New styles: of each style of a wrong cell the same in red, and one for the reasons.
#[derive(Default)]
struct Restyled {
    /// Old and new index.
    red: Vec<(usize, usize)>,
    next: usize,
    reasons: Option<usize>,
}

impl Restyled {
    fn red(&mut self, old: usize) -> Option<usize> {
        self.reasons?;
        if let Some((_, new)) = self.red.iter().find(|(known, _)| *known == old) {
            return Some(*new);
        }
        let new = self.next;
        self.next += 1;
        self.red.push((old, new));
        Some(new)
    }
}

/// A sheet of more bytes may outgrow the 4 GiB of a short header when the reasons are put in.
const LARGE: u64 = 2 << 30;

fn in_place<R: Read + Seek, W: Write + Seek>(mut file: R, out: W, sheet: &str, marks: &Marks) -> Result<(), FileProblem> {
    let mut zip = ZipArchive::new(&mut file).map_err(zip_problem)?;
    let parts = sheets(&mut zip)?;
    let path = parts.into_iter().find(|s| s.name == sheet).ok_or_else(|| FileProblem::SheetMissing(sheet.to_owned()))?.path;
    let mut styles = String::new();
    if let Ok(part) = zip.by_name(STYLES) {
        part.take(32 << 20).read_to_string(&mut styles).map_err(damaged)?;
    }
    let known = split_styles(&styles);
    let mut restyled = Restyled::default();
    if let Some(known) = &known {
        restyled.reasons = Some(known.formats.len());
        restyled.next = known.formats.len() + 1;
    }
    let mut packed = ZipWriter::new(out);
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    let mut has_said = false;
    for at in 0..zip.len() {
        let part = zip.by_index_raw(at).map_err(zip_problem)?;
        let name = part.name().map_err(zip_problem)?.into_owned();
        if name == path {
            // The longer form of a part's header only where its length asks for it: LibreOffice opens no workbook with another one.
            let is_large = part.size() > LARGE;
            drop(part);
            packed.start_file(&name, options.large_file(is_large)).map_err(zip_problem)?;
            let part = zip.by_index(at).map_err(zip_problem)?;
            let mut to = BufWriter::with_capacity(1 << 16, &mut packed);
            has_said = sheet_anew(BufReader::with_capacity(1 << 16, part), &mut to, marks, &mut restyled)?;
            to.flush()?;
        } else if name != STYLES || known.is_none() {
            packed.raw_copy_file(part).map_err(zip_problem)?;
        }
    }
    if let Some(known) = known {
        packed.start_file(STYLES, options).map_err(zip_problem)?;
        packed.write_all(known.with(&styles, &restyled).as_bytes())?;
    }
    packed.finish().map_err(zip_problem)?;
    // A copy without marks would be taken for one in which nothing is wrong.
    if has_said { Ok(()) } else { Err(FileProblem::Damaged("its rows are written in a way that is not known".to_owned())) }
}

/// Where the styles of a workbook say what it needs.
struct KnownStyles {
    /// The tag that begins the fills, and where they end.
    fills: (std::ops::Range<usize>, usize),
    fill_count: usize,
    /// The same of the cells' formats.
    cells: (std::ops::Range<usize>, usize),
    /// Each of those formats.
    formats: Vec<std::ops::Range<usize>>,
}

/// Finds them; none in a file that writes its styles in a way that is not known.
fn split_styles(xml: &str) -> Option<KnownStyles> {
    let block = |open: &str, close: &str| {
        let start = xml.find(open)?;
        let end = start + xml[start..].find('>')? + 1;
        Some((start..end, end + xml[end..].find(close)?))
    };
    let fills = block("<fills", "</fills>")?;
    let cells = block("<cellXfs", "</cellXfs>")?;
    let each = |(tag, end): &(std::ops::Range<usize>, usize), name: &str| {
        let mut found = Vec::new();
        let inner = &xml[tag.end..*end];
        let mut reader = Reader::from_str(inner);
        let (mut depth, mut from) = (0, 0);
        loop {
            let before = usize::try_from(reader.buffer_position()).ok()?;
            match reader.read_event().ok()? {
                Event::Start(start) => {
                    if depth == 0 && start.name().as_ref() == name {
                        from = before;
                    }
                    depth += 1;
                }
                Event::End(_) => {
                    depth -= 1;
                    if depth == 0 {
                        found.push(tag.end + from..tag.end + usize::try_from(reader.buffer_position()).ok()?);
                    }
                }
                Event::Empty(_) if depth == 0 => {
                    found.push(tag.end + before..tag.end + usize::try_from(reader.buffer_position()).ok()?);
                }
                Event::Eof => return Some(found),
                _ => {}
            }
        }
    };
    let (fill_count, formats) = (each(&fills, "fill")?.len(), each(&cells, "xf")?);
    Some(KnownStyles { fills, fill_count, cells, formats })
}

impl KnownStyles {
    /// The styles with those that were added.
    fn with(&self, xml: &str, restyled: &Restyled) -> String {
        let fill = self.fill_count;
        let mut formats = format!(
            "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"{fill}\" borderId=\"0\" xfId=\"0\" applyFill=\"1\" applyAlignment=\"1\">\
             <alignment vertical=\"top\" wrapText=\"1\"/></xf>"
        );
        for (old, _) in &restyled.red {
            let own = self.formats.get(*old).or(self.formats.first()).map_or("<xf/>", |range| &xml[range.clone()]);
            formats.push_str(&filled(own, fill));
        }
        let count = self.formats.len() + 1 + restyled.red.len();
        let red =
            format!("<fill><patternFill patternType=\"solid\"><fgColor rgb=\"{RED}\"/><bgColor indexed=\"64\"/></patternFill></fill>");
        let mut edits = [
            (self.fills.0.clone(), format!("<fills count=\"{}\">", fill + 1)),
            (self.fills.1..self.fills.1, red),
            (self.cells.0.clone(), format!("<cellXfs count=\"{count}\">")),
            (self.cells.1..self.cells.1, formats),
        ];
        edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
        let mut text = xml.to_owned();
        for (range, with) in edits {
            text.replace_range(range, &with);
        }
        text
    }
}

/// A format with another fill.
fn filled(own: &str, fill: usize) -> String {
    let end = own.find('>').map_or(own.len(), |at| if own[..at].ends_with('/') { at - 1 } else { at });
    let (tag, rest) = own.split_at(end);
    let mut kept = tag.to_owned();
    for name in [" fillId=\"", " applyFill=\""] {
        if let Some(at) = kept.find(name) {
            let close = kept[at + name.len()..].find('"').map_or(kept.len(), |n| at + name.len() + n + 1);
            kept.replace_range(at..close, "");
        }
    }
    format!("{} fillId=\"{fill}\" applyFill=\"1\"{rest}", kept.trim_end())
}

/// The row being written.
#[derive(Default)]
struct Now {
    row: u64,
    column: Option<u32>,
    /// Wrong columns that have not come yet, the last one first.
    pending: Vec<u32>,
}

/// Writes a sheet with its marks; whether the row of the header was found.
fn sheet_anew<R: BufRead, W: Write>(from: R, to: &mut W, marks: &Marks, styles: &mut Restyled) -> Result<bool, FileProblem> {
    let mut xml = Reader::from_reader(from);
    xml.config_mut().check_end_names = false;
    let mut out = Writer::new(to);
    let mut buffer = Vec::new();
    let (mut now, mut has_columns, mut widest, mut has_header) = (Now::default(), false, 0, false);
    loop {
        buffer.clear();
        let event = xml.read_event_into(&mut buffer).map_err(damaged)?;
        match event {
            Event::Eof => return Ok(has_header),
            // It may be left out, and would be wrong now.
            Event::Empty(start) if start.name().as_ref() == "dimension" => {}
            Event::Empty(start) | Event::Start(start) if start.name().as_ref() == "col" => {
                widest = widest.max(attribute(&start, "max").and_then(|n| n.parse().ok()).unwrap_or(u32::MAX));
                out.write_event(Event::Empty(start))?;
            }
            Event::End(end) if end.name().as_ref() == "col" => {}
            Event::Start(start) if start.name().as_ref() == "cols" => {
                has_columns = true;
                out.write_event(Event::Start(start))?;
            }
            Event::End(end) if end.name().as_ref() == "cols" => {
                if widest <= marks.column {
                    out.write_event(Event::Empty(wide(marks)))?;
                }
                out.write_event(Event::End(end))?;
            }
            Event::Start(start) if start.name().as_ref() == "sheetData" => {
                if !has_columns {
                    out.write_event(Event::Start(BytesStart::new("cols")))?;
                    out.write_event(Event::Empty(wide(marks)))?;
                    out.write_event(Event::End(BytesStart::new("cols").to_end()))?;
                }
                out.write_event(Event::Start(start))?;
            }
            Event::Start(start) if start.name().as_ref() == "row" => {
                now = begin_row(&start, &now, marks);
                has_header |= now.row == marks.header_row;
                out.write_event(Event::Start(without(&start, "spans")))?;
            }
            Event::Empty(start) if start.name().as_ref() == "row" => {
                now = begin_row(&start, &now, marks);
                let start = without(&start, "spans");
                if !marks.words(now.row).is_empty() {
                    let end = start.to_end().into_owned();
                    out.write_event(Event::Start(start))?;
                    end_row(&mut out, &mut now, marks, styles)?;
                    out.write_event(Event::End(end))?;
                } else {
                    out.write_event(Event::Empty(start))?;
                }
            }
            Event::End(end) if end.name().as_ref() == "row" => {
                end_row(&mut out, &mut now, marks, styles)?;
                out.write_event(Event::End(end))?;
            }
            Event::Start(start) if start.name().as_ref() == "c" => match cell(&mut out, &start, &mut now, marks, styles)? {
                Some(start) => out.write_event(Event::Start(start))?,
                None => {
                    // What was said of an earlier try.
                    let end = start.to_end().into_owned();
                    let mut skipped = Vec::new();
                    xml.read_to_end_into(end.name(), &mut skipped).map_err(damaged)?;
                }
            },
            Event::Empty(start) if start.name().as_ref() == "c" => {
                if let Some(start) = cell(&mut out, &start, &mut now, marks, styles)? {
                    out.write_event(Event::Empty(start))?;
                }
            }
            other => out.write_event(other)?,
        }
    }
}

fn wide(marks: &Marks) -> BytesStart<'static> {
    let (from, to) = (marks.ours().start + 1, marks.ours().end);
    BytesStart::new("col").with_attributes([
        ("min", from.to_string().as_str()),
        ("max", to.to_string().as_str()),
        ("width", "48"),
        ("customWidth", "1"),
    ])
}

fn without(start: &BytesStart<'_>, name: &str) -> BytesStart<'static> {
    let mut kept = BytesStart::new(start.name().as_ref().to_owned());
    for attribute in start.attributes().with_checks(false).flatten().filter(|a| a.key.as_ref() != name) {
        kept.push_attribute(attribute);
    }
    kept.into_owned()
}

fn begin_row(start: &BytesStart<'_>, before: &Now, marks: &Marks) -> Now {
    let row = attribute(start, "r").and_then(|r| r.parse().ok()).unwrap_or(before.row + 1);
    let mut pending = marks.rows.get(&row).map(|m| m.columns.clone()).unwrap_or_default();
    pending.sort_unstable_by(|a, b| b.cmp(a));
    pending.dedup();
    Now { row, column: None, pending }
}

/// A cell as it is to be written; none: it is ours from an earlier time. Wrong cells before it that are empty are written.
fn cell<W: Write>(
    out: &mut Writer<W>,
    start: &BytesStart<'_>,
    now: &mut Now,
    marks: &Marks,
    styles: &mut Restyled,
) -> Result<Option<BytesStart<'static>>, FileProblem> {
    let told = attribute(start, "r").and_then(|r| cell_at(&r)).map(|(_, column)| column);
    let column = told.unwrap_or_else(|| now.column.map_or(0, |c| c + 1));
    now.column = Some(column);
    while now.pending.last().is_some_and(|wrong| *wrong < column) {
        if let Some(wrong) = now.pending.pop() {
            empty(out, now.row, wrong, styles)?;
        }
    }
    if marks.is_ours(column) && now.row >= marks.header_row {
        return Ok(None);
    }
    let is_wrong = now.pending.last() == Some(&column);
    if !is_wrong {
        return Ok(Some(start.to_owned()));
    }
    now.pending.pop();
    let old = attribute(start, "s").and_then(|s| s.parse().ok()).unwrap_or(0);
    let Some(red) = styles.red(old) else { return Ok(Some(start.to_owned())) };
    let mut marked = without(start, "s");
    marked.push_attribute(("s", red.to_string().as_str()));
    Ok(Some(marked))
}

fn empty<W: Write>(out: &mut Writer<W>, row: u64, column: u32, styles: &mut Restyled) -> Result<(), FileProblem> {
    let mut cell = BytesStart::new("c").with_attributes([("r", format!("{}{row}", letters(column)).as_str())]);
    if let Some(red) = styles.red(0) {
        cell.push_attribute(("s", red.to_string().as_str()));
    }
    out.write_event(Event::Empty(cell))?;
    Ok(())
}

/// Wrong cells that did not come, and the words.
fn end_row<W: Write>(out: &mut Writer<W>, now: &mut Now, marks: &Marks, styles: &mut Restyled) -> Result<(), FileProblem> {
    while let Some(wrong) = now.pending.pop() {
        empty(out, now.row, wrong, styles)?;
    }
    for (column, text) in marks.ours().zip(marks.words(now.row)) {
        let mut cell =
            BytesStart::new("c").with_attributes([("r", format!("{}{}", letters(column), now.row).as_str()), ("t", "inlineStr")]);
        if let Some(style) = styles.reasons {
            cell.push_attribute(("s", style.to_string().as_str()));
        }
        let text: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).take(32_000).collect();
        let end = cell.to_end().into_owned();
        out.write_event(Event::Start(cell))?;
        let xml = format!("<is><t xml:space=\"preserve\">{}</t></is>", quick_xml::escape::escape(text.as_str()));
        out.get_mut().write_all(xml.as_bytes())?;
        out.write_event(Event::End(end))?;
    }
    Ok(())
}

fn xlsx(error: XlsxError) -> FileProblem {
    match error {
        XlsxError::IoError(io) => FileProblem::Io(io),
        other => damaged(other),
    }
}

/// The same values in a new workbook.
fn anew<R, W>(file: R, kind: BookKind, out: W, sheet: &str, marks: &Marks) -> Result<(), FileProblem>
where
    R: Read + Seek + Send + 'static,
    W: Write + Seek + Send,
{
    let mut from = Book::open(file, kind)?;
    let at = from.heads.iter().position(|h| h.name == sheet).ok_or_else(|| FileProblem::SheetMissing(sheet.to_owned()))?;
    from.choose(at);
    let mut book = Workbook::new();
    let to = book.add_worksheet_with_constant_memory().map_err(xlsx)?;
    to.set_name(sheet).map_err(xlsx)?;
    let red = Format::new().set_background_color(Color::RGB(0xFF_C7_CE)).set_num_format("@");
    let words = red.clone().set_text_wrap().set_align(FormatAlign::Top);
    let text = Format::new().set_num_format("@");
    for column in marks.ours() {
        to.set_column_width(u16::try_from(column).unwrap_or(u16::MAX), 48).map_err(xlsx)?;
    }
    while let Some(row) = from.next()? {
        let n = u32::try_from(row.row - 1).unwrap_or(u32::MAX);
        let wrong = marks.rows.get(&row.row).map(|m| m.columns.as_slice()).unwrap_or_default();
        for (column, cell) in (0_u32..).zip(row.cells.iter()) {
            let ours = marks.is_ours(column) && row.row >= marks.header_row;
            let is_wrong = wrong.contains(&column);
            if (cell.is_empty() && !is_wrong) || ours {
                continue;
            }
            let at = u16::try_from(column).unwrap_or(u16::MAX);
            to.write_string_with_format(n, at, plain(cell), if is_wrong { &red } else { &text }).map_err(xlsx)?;
        }
        for (column, said) in marks.ours().zip(marks.words(row.row)) {
            to.write_string_with_format(n, u16::try_from(column).unwrap_or(u16::MAX), said, &words).map_err(xlsx)?;
        }
    }
    book.save_to_writer(out).map_err(xlsx)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_with_another_fill() {
        assert_eq!(filled("<xf numFmtId=\"1\" fillId=\"0\"/>", 7), "<xf numFmtId=\"1\" fillId=\"7\" applyFill=\"1\"/>");
        assert_eq!(
            filled("<xf fillId=\"3\" applyFill=\"1\" xfId=\"0\"><alignment/></xf>", 7),
            "<xf xfId=\"0\" fillId=\"7\" applyFill=\"1\"><alignment/></xf>"
        );
    }
}
