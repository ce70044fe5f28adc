//! Workbooks as people have them, read through [`crate::table::Table`].

use crate::decode::FileProblem;
use crate::rework::{self, Mark, Marks};
use crate::table::STAMP_HEADER;
use crate::table::Table;
use domain::import::{CASE_COLUMNS, Reading};
use jiff::civil::date;
use rust_xlsxwriter::{Format, Workbook};
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

fn rows(bytes: Vec<u8>, reading: &Reading) -> (Table<Cursor<Vec<u8>>>, Vec<(u64, Vec<String>)>) {
    let mut table = Table::open_as(Cursor::new(bytes), CASE_COLUMNS, reading).unwrap();
    let mut rows = Vec::new();
    while let Some((row, record)) = table.next_row().unwrap() {
        rows.push((row, record.iter().map(str::to_owned).collect()));
    }
    (table, rows)
}

/// Titles, a header in two lines, merged villages, days in three forms, a total and a signature; on the second sheet.
fn messy() -> Vec<u8> {
    let mut book = Workbook::new();
    let other = book.add_worksheet();
    other.set_name("填表说明").unwrap();
    other.write_string(0, 0, "请在第二张表填写").unwrap();
    let sheet = book.add_worksheet();
    sheet.set_name("统计").unwrap();
    let (plain, day) = (Format::new(), Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\""));
    sheet.merge_range(0, 0, 0, 3, "2026年11月办件量统计表", &plain).unwrap();
    sheet.merge_range(1, 0, 1, 1, "单位", &plain).unwrap();
    sheet.merge_range(1, 2, 1, 3, "办结", &plain).unwrap();
    for (column, text) in (0_u16..).zip(["区划代码", "单位名称", "日期", "办件量"]) {
        sheet.write_string(2, column, text).unwrap();
    }
    sheet.merge_range(3, 0, 5, 0, "４４０８１１１００２０１", &plain).unwrap();
    sheet.write_datetime_with_format(3, 2, date(2026, 11, 3), &day).unwrap();
    sheet.write_string(4, 2, "2026年11月4日").unwrap();
    sheet.write_number(5, 2, 46_331.0).unwrap();
    for row in 3..6 {
        sheet.write_number(row, 3, f64::from(row)).unwrap();
    }
    sheet.write_string(6, 0, "合计").unwrap();
    sheet.write_number(6, 3, 12.0).unwrap();
    sheet.write_string(7, 0, "填表人：张三").unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn a_messy_sheet_is_understood() {
    let (table, rows) = rows(messy(), &Reading::default());
    assert_eq!((table.sheet.as_deref(), table.header.row, table.encoding), (Some("统计"), 3, "xlsx"));
    let told: Vec<(u64, &str, &str, &str)> = rows.iter().map(|(n, r)| (*n, r[0].as_str(), r[2].as_str(), r[3].as_str())).collect();
    let code = "440811100201";
    assert_eq!(told, [(4, code, "2026-11-03", "3"), (5, code, "2026年11月4日", "4"), (6, code, "2026-11-05", "5")]);
    assert_eq!(table.asides, [7, 8]);
    let other = Table::open_as(Cursor::new(messy()), CASE_COLUMNS, &Reading { sheet: Some("没有".into()), ..Reading::default() });
    assert!(matches!(other, Err(FileProblem::SheetMissing(_))));
}

/// The person's own workbook with reasons; read again it is the same table, and a second return replaces the first one's words.
#[test]
fn a_workbook_comes_back_marked() {
    let marks = |reason: &str| Marks {
        header_row: 3,
        column: 4,
        headers: vec!["退回原因".into(), "处理办法".into(), STAMP_HEADER.into()],
        stamp: Some("演示数据".into()),
        rows: BTreeMap::from([(5, Mark { columns: vec![1, 3], reason: reason.into(), fix: "改<好>".into() })]),
    };
    let mut bytes = messy();
    let before = rows(bytes.clone(), &Reading::default()).1;
    for reason in ["不是整数 & 别的", "还是不对"] {
        let mut out = Cursor::new(Vec::new());
        rework::write(Cursor::new(bytes), &mut out, "统计", &marks(reason)).unwrap();
        bytes = out.into_inner();
        let after = rows(bytes.clone(), &Reading::default()).1;
        assert_eq!(after[1].1[4..], [reason, "改<好>", "演示数据"]);
        let own: Vec<(u64, Vec<String>)> = after.into_iter().map(|(n, r)| (n, r.into_iter().take(4).collect())).collect();
        assert_eq!(own, before);
        let mut zip = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
        let mut styles = String::new();
        zip.by_name("xl/styles.xml").unwrap().read_to_string(&mut styles).unwrap();
        assert!(styles.contains("FFFFC7CE"), "{styles}");
    }
}

fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn problem(bytes: Vec<u8>) -> FileProblem {
    match Table::open(Cursor::new(bytes), CASE_COLUMNS) {
        Err(problem) => problem,
        Ok(mut table) => loop {
            match table.next_row() {
                Err(problem) => break problem,
                Ok(None) => panic!("it is read"),
                Ok(Some(_)) => {}
            }
        },
    }
}

#[test]
fn hostile_and_broken_workbooks() {
    let zeros = vec![b' '; 80 << 20];
    assert!(matches!(problem(packed(&[("xl/workbook.xml", b"<workbook/>"), ("xl/sharedStrings.xml", &zeros)])), FileProblem::Bomb));
    assert!(matches!(problem(packed(&[("word/document.xml", b"")])), FileProblem::Kind("docx")));
    assert!(matches!(problem(packed(&[("a.txt", b"")])), FileProblem::Kind("zip")));
    let locked = [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(),
        &[0; 600],
        &"EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(),
    ]
    .concat();
    assert!(matches!(problem(locked), FileProblem::Password));
    let manifest = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>";
    assert!(matches!(problem(packed(&[("content.xml", b""), ("META-INF/manifest.xml", manifest)])), FileProblem::Password));
    let table = |rows: &str| format!("<office:body><table:table table:name=\"a\">{rows}</table:table></office:body>");
    let many = table(
        "<table:table-row table:number-rows-repeated=\"999999999\"><table:table-cell office:value-type=\"float\" office:value=\"1\"/></table:table-row>",
    );
    assert!(matches!(problem(packed(&[("content.xml", many.as_bytes())])), FileProblem::Bomb));
    let mut cut = messy();
    cut.truncate(cut.len() / 2);
    assert!(matches!(problem(cut), FileProblem::Damaged(_) | FileProblem::Io(_)));
    assert!(matches!(problem(b"  <HTML><table></table></HTML>".to_vec()), FileProblem::Kind("html")));
    for cut in (0..messy().len()).step_by(97) {
        let mut bytes = messy();
        bytes[cut] ^= 0x55;
        // An answer, whatever it is.
        if let Ok(mut table) = Table::open(Cursor::new(bytes), CASE_COLUMNS) {
            while let Ok(Some(_)) = table.next_row() {}
        }
    }
}

#[test]
fn empty_rows_of_an_ods_cost_nothing() {
    let row = |cells: &str| format!("<table:table-row>{cells}</table:table-row>");
    let text = |t: &str| format!("<table:table-cell office:value-type=\"string\"><text:p>{t}</text:p></table:table-cell>");
    let content = format!(
        "<office:body><table:table table:name=\"a\">{}{}<table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row></table:table></office:body>",
        row(&["区划代码", "日期", "办件量"].map(text).concat()),
        row(&format!(
            "{}<table:table-cell office:value-type=\"date\" office:date-value=\"2026-11-03T00:00:00\"><text:p>x</text:p></table:table-cell><table:table-cell office:value-type=\"float\" office:value=\"3\"><text:p>3.00</text:p></table:table-cell>",
            text("440811100201")
        ))
    );
    let (table, rows) = rows(packed(&[("content.xml", content.as_bytes())]), &Reading::default());
    assert_eq!(table.encoding, "ods");
    assert_eq!(rows, [(2, ["440811100201", "2026-11-03", "3"].map(str::to_owned).to_vec())]);
}
