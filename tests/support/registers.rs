//! Workbooks of registers as offices keep them, and what people do to them in a spreadsheet program.

use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::{Format, Workbook};
use std::io::Cursor;

/// A 统一社会信用代码 with its right check digit; `n` makes another one.
pub fn credit_code(n: u32) -> String {
    const ALPHABET: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    let body = format!("11440811MA{n:07}");
    let mut weight = 1;
    let mut sum = 0;
    for byte in body.bytes() {
        sum += ALPHABET.iter().position(|a| *a == byte).unwrap() * weight;
        weight = weight * 3 % 31;
    }
    format!("{body}{}", char::from(ALPHABET[(31 - sum % 31) % 31]))
}

/// Row of the first body, from 0: below a title, a line about it, and the header.
const FIRST: u32 = 3;
/// The wrong rows, from 0 among those of data: a credit code whose check digit is wrong, and a place that does not exist.
const WRONG: [u32; 2] = [3, 8];

/// Twelve bodies as an office lists them, two of them wrong.
pub fn messy_bodies() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("部门名录").unwrap();
    sheet.merge_range(0, 0, 0, 4, "麻章区进驻部门名录（2026年11月）", &Format::new()).unwrap();
    sheet.write_string(1, 0, "填报单位：区政务服务和数据管理局").unwrap();
    for (column, header) in (0_u16..).zip(["序号", "机构名称", "统一社会信用代码", "所属区划", "部门状态"]) {
        sheet.write_string(2, column, header).unwrap();
    }
    for n in 0..12 {
        let row = FIRST + n;
        sheet.write_number(row, 0, n + 1).unwrap();
        sheet.write_string(row, 1, format!("区第{:02}局", n + 1)).unwrap();
        sheet.write_string(row, 2, if n % 2 == 0 { String::new() } else { credit_code(n) }).unwrap();
        sheet.write_string(row, 3, if n % 3 == 0 { "麻章镇" } else { "麻章区" }).unwrap();
        sheet.write_string(row, 4, if n == 11 { "已撤并" } else { "在办" }).unwrap();
    }
    sheet.write_string(FIRST + WRONG[0], 2, "114408110071234561").unwrap();
    sheet.write_string(FIRST + WRONG[1], 3, "不存在的镇").unwrap();
    sheet.write_string(FIRST + 12, 0, "合计").unwrap();
    sheet.write_number(FIRST + 12, 3, 12).unwrap();
    book.save_to_buffer().unwrap()
}

/// What came back, mended; and the reasons that stood beside the table.
pub fn mended_bodies(returned: &[u8]) -> (Vec<u8>, Vec<String>) {
    let mut from = Xlsx::new(Cursor::new(returned)).unwrap();
    let range = from.worksheet_range("部门名录").unwrap();
    let reasons = (FIRST..FIRST + 12).filter_map(|row| match range.get_value((row, 5)) {
        Some(Data::String(text)) if !text.is_empty() => Some(format!("{} {text}", row + 1)),
        _ => None,
    });
    let reasons = reasons.collect();
    let good = [(FIRST + WRONG[0], 2, credit_code(99)), (FIRST + WRONG[1], 3, "太平镇".to_owned())];
    (edited(returned, "部门名录", &good), reasons)
}

/// A workbook as a spreadsheet program saves it after some cells were typed anew: rows and columns from 0, every other cell as it
/// was, without formats.
pub fn edited(bytes: &[u8], sheet: &str, cells: &[(u32, u16, String)]) -> Vec<u8> {
    let mut from = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = from.worksheet_range(sheet).unwrap();
    let mut book = Workbook::new();
    let out = book.add_worksheet();
    out.set_name(sheet).unwrap();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let (height, width) = range.end().unwrap();
    for row in 0..=height {
        for column in 0..=width {
            let at = u16::try_from(column).unwrap();
            match range.get_value((row, column)) {
                Some(Data::String(text)) => {
                    out.write_string(row, at, text).unwrap();
                }
                Some(Data::Float(n)) => {
                    out.write_number(row, at, *n).unwrap();
                }
                Some(Data::Int(n)) => {
                    out.write_number(row, at, *n as f64).unwrap();
                }
                Some(Data::DateTime(n)) => {
                    out.write_number_with_format(row, at, n.as_f64(), &day).unwrap();
                }
                _ => {}
            }
        }
    }
    for (row, column, text) in cells {
        out.write_string(*row, *column, text).unwrap();
    }
    book.save_to_buffer().unwrap()
}

/// The column of a header in the first row, from 0.
pub fn column(bytes: &[u8], sheet: &str, header: &str) -> u16 {
    let mut from = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = from.worksheet_range(sheet).unwrap();
    let found = (0..=range.end().unwrap().1).find(|c| range.get_value((0, *c)).is_some_and(|d| *d == *header));
    u16::try_from(found.unwrap_or_else(|| panic!("no column {header}"))).unwrap()
}

/// The text of a cell, rows and columns from 0.
pub fn cell(bytes: &[u8], sheet: &str, row: u32, column: u16) -> String {
    let mut from = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = from.worksheet_range(sheet).unwrap();
    range.get_value((row, column.into())).map(ToString::to_string).unwrap_or_default()
}
