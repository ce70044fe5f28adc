//! Rows written as CSV or as a workbook.
//!
//! CSV is UTF-8 with byte order mark for Excel and WPS, guarded against formulas; a workbook has text cells for codes, real
//! days and numbers, a header that stays in sight with filters, and a second sheet that says what it is. A workbook is
//! written row by row: its rows are never in memory.

use crate::cells::guarded;
use crate::table::STAMP_HEADER;
use domain::import::Form;
use jiff::civil::{Date, DateTime};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};
use std::io::{self, Seek, Write};

/// What a file is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileForm {
    /// Comma-separated.
    Csv,
    /// A workbook.
    Xlsx,
}

impl FileForm {
    /// What the name of a file asks for: a workbook where it ends so, else CSV.
    pub fn of_name(name: &str) -> Self {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        if ending.eq_ignore_ascii_case("xlsx") { Self::Xlsx } else { Self::Csv }
    }
}

/// A cell to be written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'c> {
    /// Words or a code.
    Text(&'c str),
    /// How many.
    Count(i64),
    /// A day.
    Day(Date),
    /// A moment by the district's clocks.
    Moment(DateTime),
}

/// What the second sheet of a workbook says: its name, and lines of a word and what it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// Name of the sheet.
    pub title: String,
    /// Lines.
    pub lines: Vec<(String, String)>,
}

/// Data rows that fit into a sheet below its header.
const SHEET_ROWS: u32 = 1_048_575;
/// Characters that fit into a cell.
const CELL_CHARS: usize = 32_767;
/// Name of the sheet of data.
const DATA: &str = "数据";

/// Rows on their way into a file.
pub(crate) enum Rows<W: Write + Seek + Send> {
    Csv { csv: Box<csv::Writer<W>>, stamp: Option<&'static str> },
    Xlsx(Box<Book<W>>),
}

/// A workbook on its way.
pub(crate) struct Book<W> {
    out: W,
    book: Workbook,
    formats: Formats,
    headers: Vec<(String, Form)>,
    row: u32,
    stamp: Option<&'static str>,
}

struct Formats {
    header: Format,
    text: Format,
    day: Format,
    moment: Format,
    count: Format,
}

impl Formats {
    fn new() -> Self {
        let header = Format::new().set_bold().set_background_color(Color::RGB(0xE6_F0_EF)).set_border_bottom(FormatBorder::Thin);
        Self {
            header: header.set_align(FormatAlign::VerticalCenter),
            text: Format::new().set_num_format("@"),
            day: Format::new().set_num_format("yyyy-mm-dd"),
            moment: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
            count: Format::new().set_num_format("0"),
        }
    }
}

fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(io) => io,
        XlsxError::RowColumnLimitError => io::ErrorKind::FileTooLarge.into(),
        other => io::Error::other(other),
    }
}

/// The width of a column, in characters.
fn width(header: &str, form: Form) -> u32 {
    let words = u32::try_from(header.chars().count() * 2 + 4).unwrap_or(20);
    let least = match form {
        Form::Code => 14,
        Form::Day => 20,
        Form::Count => 8,
        Form::Text => 12,
    };
    words.max(least)
}

impl<W: Write + Seek + Send> Rows<W> {
    pub(crate) fn new(mut out: W, form: FileForm, headers: &[(String, Form)], stamp: Option<&'static str>) -> io::Result<Self> {
        let mut headers = headers.to_vec();
        headers.extend(stamp.map(|_| (STAMP_HEADER.to_owned(), Form::Text)));
        match form {
            FileForm::Csv => {
                out.write_all(b"\xef\xbb\xbf")?;
                let csv = csv::WriterBuilder::new().flexible(true).terminator(csv::Terminator::CRLF).from_writer(out);
                let mut rows = Self::Csv { csv: Box::new(csv), stamp: None };
                rows.write(headers.iter().map(|(h, _)| Cell::Text(h)))?;
                if let Self::Csv { stamp: kept, .. } = &mut rows {
                    *kept = stamp;
                }
                Ok(rows)
            }
            FileForm::Xlsx => {
                let (mut book, formats) = (Workbook::new(), Formats::new());
                let sheet = book.add_worksheet_with_constant_memory().map_err(failed)?;
                begin(sheet, &headers, &formats).map_err(failed)?;
                Ok(Self::Xlsx(Box::new(Book { out, book, formats, headers, row: 0, stamp })))
            }
        }
    }

    pub(crate) fn write<'c>(&mut self, cells: impl Iterator<Item = Cell<'c>>) -> io::Result<()> {
        match self {
            Self::Csv { csv, stamp } => {
                for cell in cells {
                    match cell {
                        Cell::Text(text) => csv.write_field(guarded(text).as_bytes())?,
                        Cell::Count(n) => csv.write_field(n.to_string())?,
                        Cell::Day(day) => csv.write_field(day.to_string())?,
                        Cell::Moment(at) => csv.write_field(moment_text(at))?,
                    }
                }
                if let Some(stamp) = stamp {
                    csv.write_field(*stamp)?;
                }
                csv.write_record(None::<&[u8]>)?;
                Ok(())
            }
            Self::Xlsx(book) => book.write(cells).map_err(failed),
        }
    }

    pub(crate) fn finish(self, notes: &Notes) -> io::Result<()> {
        match self {
            Self::Csv { mut csv, .. } => csv.flush(),
            Self::Xlsx(book) => book.finish(notes).map_err(failed),
        }
    }
}

fn moment_text(at: DateTime) -> String {
    format!("{} {:02}:{:02}:{:02}", at.date(), at.hour(), at.minute(), at.second())
}

fn begin(sheet: &mut Worksheet, headers: &[(String, Form)], formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name(DATA)?;
    sheet.set_freeze_panes(1, 0)?;
    for (column, (header, form)) in (0_u16..).zip(headers) {
        sheet.set_column_width(column, width(header, *form))?;
    }
    sheet.set_row_height(0, 22)?;
    for (column, (header, _)) in (0_u16..).zip(headers) {
        sheet.write_string_with_format(0, column, header, &formats.header)?;
    }
    Ok(())
}

impl<W: Write + Seek + Send> Book<W> {
    fn write<'c>(&mut self, cells: impl Iterator<Item = Cell<'c>>) -> Result<(), XlsxError> {
        self.row += 1;
        if self.row > SHEET_ROWS {
            return Err(XlsxError::RowColumnLimitError);
        }
        let (row, formats) = (self.row, &self.formats);
        let sheet = self.book.worksheet_from_index(0)?;
        let stamp = self.stamp.map(Cell::Text);
        for (column, cell) in (0_u16..).zip(cells.chain(stamp)) {
            match cell {
                Cell::Text("") => {}
                Cell::Text(text) => {
                    let is_code = self.headers.get(usize::from(column)).is_some_and(|(_, form)| *form == Form::Code);
                    let fitting: String;
                    let text = if text.len() <= CELL_CHARS {
                        text
                    } else {
                        fitting = text.chars().take(CELL_CHARS).collect();
                        &fitting
                    };
                    if is_code {
                        sheet.write_string_with_format(row, column, text, &formats.text)?;
                    } else {
                        sheet.write_string(row, column, text)?;
                    }
                }
                Cell::Count(n) => {
                    // Counts are far below what a spreadsheet keeps exactly.
                    sheet.write_number_with_format(row, column, n as f64, &formats.count)?;
                }
                Cell::Day(day) => {
                    sheet.write_datetime_with_format(row, column, day, &formats.day)?;
                }
                Cell::Moment(at) => {
                    sheet.write_datetime_with_format(row, column, at, &formats.moment)?;
                }
            }
        }
        Ok(())
    }

    fn finish(mut self, notes: &Notes) -> Result<(), XlsxError> {
        let last = u16::try_from(self.headers.len()).unwrap_or(1).max(1) - 1;
        self.book.worksheet_from_index(0)?.autofilter(0, 0, self.row.max(1), last)?;
        if !notes.lines.is_empty() {
            let (head, wrapped) =
                (Format::new().set_bold().set_align(FormatAlign::Top), Format::new().set_text_wrap().set_align(FormatAlign::Top));
            let sheet = self.book.add_worksheet();
            sheet.set_name(&notes.title)?;
            sheet.set_column_width(0, 18)?.set_column_width(1, 90)?;
            for (row, (word, line)) in (0_u32..).zip(&notes.lines) {
                sheet.write_string_with_format(row, 0, word, &head)?;
                sheet.write_string_with_format(row, 1, line, &wrapped)?;
            }
        }
        self.book.save_to_writer(self.out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_names() {
        assert_eq!(FileForm::of_name("评价.XLSX"), FileForm::Xlsx);
        assert_eq!((FileForm::of_name("a.csv"), FileForm::of_name("a")), (FileForm::Csv, FileForm::Csv));
    }
}
