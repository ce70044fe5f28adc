//! A workbook as an office keeps it: titles, merged villages, days in three forms, a total, a signature; five of its 300 rows
//! are wrong. And what a person makes of it who mends them.

use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::{Format, Workbook};
use std::io::Cursor;

/// Rows of data.
pub const ROWS: u32 = 300;
/// Row of the first one, from 0, below three rows of title and header.
const FIRST: u32 = 3;

/// The wrong rows, from 0 among those of data: an unknown code, a code that became a number, a day that does not exist, a grade
/// of none, and a record number of 18 digits that a spreadsheet has cut.
const WRONG: [u32; 5] = [10, 50, 120, 200, 299];

/// The workbook. Villages stand in merged cells of three rows each.
pub fn messy() -> Vec<u8> {
    let mut book = Workbook::new();
    let help = book.add_worksheet();
    help.set_name("填表说明").unwrap();
    help.write_string(0, 0, "请填写第二张表").unwrap();
    let sheet = book.add_worksheet();
    sheet.set_name("评价明细").unwrap();
    let (plain, day) = (Format::new(), Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\""));
    sheet.merge_range(0, 0, 0, 6, "2026年11月群众评价明细表", &plain).unwrap();
    sheet.write_string(1, 0, "填报单位：麻章镇").unwrap();
    for (column, header) in (0_u16..).zip(["村（社区）代码", "来源", "评价编号", "渠道", "满意度", "评价日期", "意见建议"])
    {
        sheet.write_string(2, column, header).unwrap();
    }
    for n in 0..ROWS {
        let row = FIRST + n;
        if n % 3 == 0 && !WRONG.contains(&n) && !WRONG.contains(&(n + 1)) && !WRONG.contains(&(n + 2)) {
            sheet.merge_range(row, 0, row + 2, 0, "440811100201", &plain).unwrap();
        } else if WRONG.iter().any(|w| w / 3 == n / 3) {
            sheet.write_string(row, 0, "440811100201").unwrap();
        }
        sheet.write_string(row, 1, "窗口登记表").unwrap();
        sheet.write_string(row, 2, format!("M-{n:03}")).unwrap();
        sheet.write_string(row, 3, "2").unwrap();
        sheet.write_string(row, 4, if n % 50 == 7 { "不满意" } else { "非常满意" }).unwrap();
        match n % 3 {
            0 => sheet.write_datetime_with_format(row, 5, jiff::civil::date(2026, 11, 18), &day).unwrap(),
            1 => sheet.write_string(row, 5, "2026年11月19日").unwrap(),
            _ => sheet.write_number(row, 5, 46_346.0).unwrap(),
        };
        sheet.write_string(row, 6, format!("第{n}条\n办得快")).unwrap();
    }
    sheet.write_string(FIRST + WRONG[0], 0, "999999999999").unwrap();
    sheet.write_number(FIRST + WRONG[1], 0, 4.408_111_002_01e17).unwrap();
    sheet.write_string(FIRST + WRONG[2], 5, "2026年11月31日").unwrap();
    sheet.write_string(FIRST + WRONG[3], 4, "九分").unwrap();
    sheet.write_number(FIRST + WRONG[4], 2, 440_811_100_201_123_456.0).unwrap();
    sheet.write_string(FIRST + ROWS, 0, "合计").unwrap();
    sheet.write_number(FIRST + ROWS, 2, f64::from(ROWS)).unwrap();
    sheet.write_string(FIRST + ROWS + 1, 0, "填表人：张三").unwrap();
    book.save_to_buffer().unwrap()
}

/// What came back, with the five rows mended: the same workbook as values. `reasons` are those that stood beside them.
pub fn mended(returned: &[u8]) -> (Vec<u8>, Vec<String>) {
    let mut from = Xlsx::new(Cursor::new(returned)).unwrap();
    let range = from.worksheet_range("评价明细").unwrap();
    let merges = from.merge_cells_by_sheet_name("评价明细").unwrap();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("评价明细").unwrap();
    let plain = Format::new();
    for m in &merges {
        let text = range.get_value(m.start).map(ToString::to_string).unwrap_or_default();
        sheet.merge_range(m.start.0, u16::try_from(m.start.1).unwrap(), m.end.0, u16::try_from(m.end.1).unwrap(), &text, &plain).unwrap();
    }
    let inside = |row, column| merges.iter().any(|m| m.start.0 <= row && row <= m.end.0 && m.start.1 <= column && column <= m.end.1);
    let mut reasons = Vec::new();
    let (height, width) = range.end().unwrap();
    for row in 0..=height {
        for column in 0..=width {
            let at = u16::try_from(column).unwrap();
            if inside(row, column) {
                continue;
            }
            match range.get_value((row, column)) {
                Some(Data::String(text)) => {
                    if column == 7 && row > 2 {
                        reasons.push(format!("{} {text}", row + 1));
                    }
                    sheet.write_string(row, at, text).unwrap();
                }
                Some(Data::Float(n)) => {
                    sheet.write_number(row, at, *n).unwrap();
                }
                Some(Data::DateTime(n)) => {
                    sheet.write_number_with_format(row, at, n.as_f64(), &Format::new().set_num_format("yyyy-mm-dd")).unwrap();
                }
                _ => {}
            }
        }
    }
    let good: [(u32, u16, &str); 5] = [
        (WRONG[0], 0, "440811100201"),
        (WRONG[1], 0, "440811100201"),
        (WRONG[2], 5, "2026-11-20"),
        (WRONG[3], 4, "满意"),
        (WRONG[4], 2, "M-299"),
    ];
    for (n, column, text) in good {
        sheet.write_string(FIRST + n, column, text).unwrap();
    }
    (book.save_to_buffer().unwrap(), reasons)
}
