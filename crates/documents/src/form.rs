//! 反馈表: a form that is filled in by people without an account and comes back as a file.
//!
//! What is printed is locked, what is to be filled in is not; a list offers 是 and 否. When it comes back its cells are found by the
//! words beside them, so that inserted rows and another program's layout do no harm.

use crate::book::{Book, BookRow, kind_of};
use crate::cells::plain;
use crate::decode::FileProblem;
use domain::supervision::form::{FormCell, FormField, Layout};
use rust_xlsxwriter::{Color, DataValidation, Format, FormatAlign, FormatBorder, Workbook, XlsxError};
use std::io::{self, Read, Seek, Write};

/// Rows of a form that are looked at.
const ROWS: usize = 500;

fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(io) => io,
        other => io::Error::other(other),
    }
}

/// Writes a form with what is printed in it; `body` stands where 填报单位 is to be filled in, `stamp` says that it is about made-up data.
pub fn write(
    layout: &Layout,
    printed: &[(FormField, String)],
    body: &str,
    stamp: Option<&str>,
    out: impl Write + Seek + Send,
) -> io::Result<()> {
    let mut book = Workbook::new();
    fill(&mut book, layout, printed, body, stamp).map_err(failed)?;
    book.save_to_writer(out).map_err(failed)
}

fn fill(book: &mut Workbook, layout: &Layout, printed: &[(FormField, String)], body: &str, stamp: Option<&str>) -> Result<(), XlsxError> {
    let title = Format::new().set_bold().set_font_size(16).set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
    let cell = Format::new().set_text_wrap().set_border(FormatBorder::Thin).set_align(FormatAlign::Top).set_num_format("@");
    let label = cell.clone().set_bold().set_background_color(Color::RGB(0xE6_F0_EF));
    let fixed = cell.clone().set_background_color(Color::RGB(0xF4_F4_F2));
    let open = cell.set_unlocked();
    let hint = Format::new().set_font_color(Color::RGB(0x5A_5A_5A)).set_align(FormatAlign::Top).set_text_wrap();
    let sheet = book.add_worksheet();
    sheet.set_name(layout.title)?;
    sheet.set_column_width(0, 14)?.set_column_width(1, 62)?.set_column_width(2, 30)?;
    sheet.merge_range(0, 0, 0, 1, layout.title, &title)?;
    sheet.set_row_height(0, 30)?;
    let note = "灰色单元格请勿改动；填好后请原样发回本文件，凭编号和校验码登记。";
    let note = stamp.map_or_else(|| note.to_owned(), |stamp| format!("{stamp}　{note}"));
    sheet.write_string_with_format(1, 1, &note, &hint)?;
    for (row, field) in (2..).zip(layout.printed.iter().chain(layout.open)) {
        sheet.write_string_with_format(row, 0, field.label(), &label)?;
        let said = printed.iter().find(|(one, _)| one == field).map(|(_, text)| text.as_str());
        match said {
            Some(text) => {
                sheet.write_string_with_format(row, 1, text, &fixed)?;
            }
            None => {
                let text = if *field == FormField::Body { body } else { "" };
                sheet.write_string_with_format(row, 1, text, &open)?;
                sheet.write_string_with_format(row, 2, field.hint(), &hint)?;
            }
        }
        if *field == FormField::Done {
            let either = DataValidation::new().allow_list_strings(&["是", "否"])?;
            sheet.add_data_validation(row, 1, row, 1, &either)?;
        }
        let height = match field {
            FormField::Progress | FormField::Words => 120,
            FormField::Problems | FormField::Steps | FormField::ExtendReason => 60,
            FormField::Demand | FormField::TaskDemand => 15 * u32::try_from(said.map_or(1, lines)).unwrap_or(1).clamp(2, 20),
            FormField::Title | FormField::Task => 30,
            _ => 20,
        };
        sheet.set_row_height(row, height)?;
    }
    sheet.protect();
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 1);
    // Whoever opens it stands at the first cell to be filled in.
    let first = 2 + u32::try_from(layout.printed.len()).unwrap_or(0);
    sheet.set_selection(first, 1, first, 1)?;
    Ok(())
}

/// Lines that a text takes in its cell.
fn lines(text: &str) -> usize {
    text.lines().map(|line| line.chars().count() / 30 + 1).sum::<usize>().max(1)
}

/// The cells of a form; none of them if the file is a workbook but no form.
///
/// # Errors
/// If the file can't be read as a workbook at all.
pub fn read<R: Read + Seek + Send + 'static>(mut file: R) -> Result<Vec<FormCell>, FileProblem> {
    let Some(kind) = kind_of(&mut file)? else { return Ok(Vec::new()) };
    let mut book = Book::open(file, kind)?;
    let has_number = |row: &BookRow| named(row).is_some_and(|(field, _)| field == FormField::Number);
    let Some(sheet) = book.heads.iter().position(|head| !head.hidden && head.rows.iter().any(has_number)) else {
        return Ok(Vec::new());
    };
    book.choose(sheet);
    let mut cells = Vec::new();
    for _ in 0..ROWS {
        let Some(row) = book.next()? else { break };
        if let Some((field, text)) = named(&row) {
            // A workbook's text is shielded for readers that take a guard off.
            cells.push(FormCell { row: row.row, field, text: plain(text).to_owned() });
        }
    }
    Ok(cells)
}

/// The field of a row and what stands in it: the first cell in which something stands names it, the next one says it.
fn named(row: &BookRow) -> Option<(FormField, &str)> {
    let at = row.cells.iter().position(|cell| !cell.trim().is_empty())?;
    let field = FormField::of_label(row.cells.get(at)?)?;
    Some((field, row.cells.get(at + 1).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::supervision::form::MATTER;
    use domain::task::form::TASK;
    use std::io::Cursor;

    fn printed(layout: &Layout) -> Vec<(FormField, String)> {
        let said = |field: &FormField| (*field, format!("印好的{}", field.label()));
        layout.printed.iter().map(said).collect()
    }

    #[test]
    fn what_is_written_is_read() {
        for (layout, body, told) in [(MATTER, "区教育局", FormField::Progress), (TASK, "印好的填报单位", FormField::Words)] {
            let mut out = Cursor::new(Vec::new());
            write(&layout, &printed(&layout), "区教育局", Some("演示数据"), &mut out).unwrap();
            let cells = read(Cursor::new(out.into_inner())).unwrap();
            assert_eq!(cells.len(), layout.printed.len() + layout.open.len());
            for (field, text) in printed(&layout) {
                assert_eq!(domain::supervision::form::cell(&cells, field).unwrap().text, text);
            }
            let of = |field| domain::supervision::form::cell(&cells, field).unwrap();
            assert_eq!((of(FormField::Body).text.as_str(), of(told).text.as_str()), (body, ""));
        }
    }

    #[test]
    fn rows_may_be_moved_and_other_sheets_stand_before_it() {
        let mut book = Workbook::new();
        book.add_worksheet().write_string(0, 0, "说明").unwrap();
        let sheet = book.add_worksheet();
        sheet.write_string(4, 1, "反馈表编号：").unwrap().write_string(4, 2, "甲-1").unwrap();
        sheet.write_string(9, 1, "办理 进展").unwrap().write_string(9, 2, "=1+1").unwrap();
        sheet.write_string(10, 1, "合计").unwrap().write_string(10, 2, "办理进展").unwrap();
        let bytes = book.save_to_buffer().unwrap();
        let cells = read(Cursor::new(bytes)).unwrap();
        let told: Vec<_> = cells.iter().map(|cell| (cell.row, cell.field, cell.text.as_str())).collect();
        assert_eq!(told, [(5, FormField::Number, "甲-1"), (10, FormField::Progress, "=1+1")]);
    }

    #[test]
    fn other_files_are_no_forms() {
        let mut book = Workbook::new();
        book.add_worksheet().write_string(0, 0, "别的").unwrap();
        assert!(read(Cursor::new(book.save_to_buffer().unwrap())).unwrap().is_empty());
        assert!(read(Cursor::new("反馈表编号,甲-1".as_bytes().to_vec())).unwrap().is_empty());
        assert!(read(Cursor::new(b"PK\x03\x04broken".to_vec())).is_err());
    }
}
