//! Rows of an OpenDocument spreadsheet, streamed: repeated rows and columns are counted before they are written out, so that
//! a short file can't become a long table.

use super::cell::{number, serial};
use super::package::{attribute, damaged, zip_problem};
use super::{BookRow, COLUMNS, Merge};
use crate::cells::guarded;
use crate::decode::FileProblem;
use csv::StringRecord;
use domain::import::{LINE_LIMIT, ROW_LIMIT};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashSet;
use std::io::{BufRead, BufReader, Read, Seek};
use std::ops::ControlFlow;
use zip::ZipArchive;

/// Most cells that are written out of one sheet.
const CELLS: u64 = 50_000_000;

/// What a reader of sheets is told.
pub(super) enum Told<'t> {
    /// A sheet begins: its name and whether it is hidden.
    Sheet(&'t str, bool),
    /// A row of it that is not empty.
    Row(BookRow),
    /// A merged region of it.
    Merge(Merge),
}

/// A cell being read.
struct Cell {
    text: String,
    repeat: u32,
}

/// Walks over all sheets. `each` says whether to go on.
pub(super) fn walk(file: &mut (impl Read + Seek), mut each: impl FnMut(Told<'_>) -> ControlFlow<()>) -> Result<(), FileProblem> {
    let mut zip = ZipArchive::new(file).map_err(zip_problem)?;
    let part = zip.by_name("content.xml").map_err(zip_problem)?;
    let mut xml = Reader::from_reader(BufReader::with_capacity(1 << 16, part));
    xml.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    let mut hidden_styles: HashSet<String> = HashSet::new();
    let mut style = String::new();
    let (mut row, mut repeat, mut written) = (0_u64, 1_u64, 0_u64);
    let mut cells = StringRecord::new();
    let mut column = 0_u32;
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(damaged)? {
            Event::Start(start) => match start.name().as_ref() {
                "style:style" => style = attribute(&start, "style:name").unwrap_or_default(),
                "table:table" => {
                    row = 0;
                    let hidden = attribute(&start, "table:style-name").is_some_and(|s| hidden_styles.contains(&s));
                    if each(Told::Sheet(&attribute(&start, "table:name").unwrap_or_default(), hidden)).is_break() {
                        return Ok(());
                    }
                }
                "table:table-row" => {
                    repeat = count(&start, "table:number-rows-repeated");
                    cells.clear();
                    column = 0;
                }
                "table:table-cell" | "table:covered-table-cell" => {
                    let (down, across) = (count(&start, "table:number-rows-spanned"), count(&start, "table:number-columns-spanned"));
                    let (top, left) = (u32::try_from(row).unwrap_or(u32::MAX), column);
                    let cell = cell(&mut xml, &start)?;
                    if down > 1 || across > 1 {
                        let end = |at: u32, n: u64| at.saturating_add(u32::try_from(n - 1).unwrap_or(u32::MAX));
                        let merge = Merge { top, left, bottom: end(top, down), right: end(left, across) };
                        if each(Told::Merge(merge)).is_break() {
                            return Ok(());
                        }
                    }
                    push(&mut cells, &mut column, &cell);
                }
                _ => {}
            },
            Event::Empty(start) => match start.name().as_ref() {
                "style:table-properties" if attribute(&start, "table:display").as_deref() == Some("false") => {
                    hidden_styles.insert(style.clone());
                }
                "table:table-cell" | "table:covered-table-cell" => {
                    let text = value(&start).unwrap_or_default();
                    let repeat = u32::try_from(count(&start, "table:number-columns-repeated")).unwrap_or(u32::MAX);
                    push(&mut cells, &mut column, &Cell { text, repeat });
                }
                "table:table-row" => row = row.saturating_add(count(&start, "table:number-rows-repeated")),
                _ => {}
            },
            Event::End(end) if end.name().as_ref() == "table:table-row" => {
                if cells.iter().any(|c| !c.is_empty()) {
                    written = written.saturating_add(repeat.saturating_mul(cells.len() as u64));
                    if written > CELLS || repeat > ROW_LIMIT {
                        return Err(FileProblem::Bomb);
                    }
                    for n in 0..repeat {
                        if each(Told::Row(BookRow { row: row + n + 1, cells: cells.clone() })).is_break() {
                            return Ok(());
                        }
                    }
                }
                row = row.saturating_add(repeat);
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn count(start: &BytesStart<'_>, name: &str) -> u64 {
    attribute(start, name).and_then(|n| n.parse().ok()).unwrap_or(1).max(1)
}

/// Puts a cell into a row as often as it is repeated; empty ones only once something follows.
fn push(cells: &mut StringRecord, column: &mut u32, cell: &Cell) {
    let end = column.saturating_add(cell.repeat);
    if !cell.text.is_empty() {
        while cells.len() < *column as usize && cells.len() < COLUMNS as usize {
            cells.push_field("");
        }
        for _ in *column..end.min(COLUMNS) {
            if cells.as_slice().len() <= 2 * LINE_LIMIT {
                cells.push_field(&cell.text);
            }
        }
    }
    *column = end;
}

/// The value that stands in the attributes of a cell; none: its content says it.
fn value(start: &BytesStart<'_>) -> Option<String> {
    if attribute(start, "calcext:value-type").as_deref() == Some("error") {
        return None;
    }
    match attribute(start, "office:value-type")?.as_str() {
        "float" | "percentage" | "currency" => attribute(start, "office:value")?.parse().ok().map(number),
        "date" => {
            let text = attribute(start, "office:date-value")?;
            Some(match text.split_once('T') {
                Some((day, time)) if time.trim_end_matches(['0', '.', ':']).is_empty() => day.to_owned(),
                Some((day, time)) => format!("{day} {}", time.split('.').next().unwrap_or(time)),
                None => text,
            })
        }
        "time" => attribute(start, "office:time-value").map(|text| clock(&text).unwrap_or(text)),
        "boolean" => Some(if attribute(start, "office:boolean-value")? == "true" { "TRUE" } else { "FALSE" }.to_owned()),
        "string" => attribute(start, "office:string-value").filter(|text| !text.is_empty()).map(|text| shielded(&text)),
        _ => None,
    }
}

fn shielded(text: &str) -> String {
    guarded(text.trim()).into_owned()
}

/// `PT08H05M00S`
fn clock(text: &str) -> Option<String> {
    let (hours, rest) = text.strip_prefix("PT")?.split_once('H')?;
    let (minutes, rest) = rest.split_once('M')?;
    let seconds: f64 = rest.strip_suffix('S')?.parse().ok()?;
    let (hours, minutes): (f64, f64) = (hours.parse().ok()?, minutes.parse().ok()?);
    serial(((hours * 60.0 + minutes) * 60.0 + seconds) / 86_400.0, false)
}

/// Reads a cell to its end.
fn cell<R: BufRead>(xml: &mut Reader<R>, start: &BytesStart<'_>) -> Result<Cell, FileProblem> {
    let told = value(start);
    let repeat = u32::try_from(count(start, "table:number-columns-repeated")).unwrap_or(u32::MAX);
    let mut text = String::new();
    let (mut depth, mut notes, mut paragraphs) = (1_u32, 0_u32, 0_u32);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let full = text.len() > LINE_LIMIT;
        match xml.read_event_into(&mut buffer).map_err(damaged)? {
            Event::Start(inner) => {
                depth += 1;
                match inner.name().as_ref() {
                    _ if notes > 0 => notes += 1,
                    "office:annotation" => notes = 1,
                    "text:p" => {
                        paragraphs += 1;
                        if paragraphs > 1 && !full {
                            text.push('\n');
                        }
                    }
                    _ => {}
                }
            }
            Event::Empty(inner) if notes == 0 && !full => match inner.name().as_ref() {
                "text:p" => {
                    paragraphs += 1;
                    if paragraphs > 1 {
                        text.push('\n');
                    }
                }
                "text:s" => text.extend(std::iter::repeat_n(' ', usize::try_from(count(&inner, "text:c").min(100)).unwrap_or(1))),
                "text:tab" => text.push('\t'),
                "text:line-break" => text.push('\n'),
                _ => {}
            },
            Event::Text(part) if notes == 0 && paragraphs > 0 && !full => text.push_str(&part.xml10_content()),
            Event::GeneralRef(entity) if notes == 0 && paragraphs > 0 && !full => {
                let resolved = entity.resolve_char_ref().map_err(damaged)?;
                match (resolved, entity.into_inner().as_ref()) {
                    (Some(c), _) => text.push(c),
                    (None, "lt") => text.push('<'),
                    (None, "gt") => text.push('>'),
                    (None, "amp") => text.push('&'),
                    (None, "quot") => text.push('"'),
                    (None, "apos") => text.push('\''),
                    _ => {}
                }
            }
            Event::End(_) => {
                depth -= 1;
                notes = notes.saturating_sub(1);
                if depth == 0 {
                    let text = told.unwrap_or_else(|| shielded(&text));
                    return Ok(Cell { text, repeat });
                }
            }
            Event::Eof => return Err(damaged("cut off in a cell")),
            _ => {}
        }
    }
}
