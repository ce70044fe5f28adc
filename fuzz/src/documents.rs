//! Files with rows: CSV in any encoding, XLSX, XLS, ODS; read as tables of both kinds, every row typed; a workbook handed back.

#![allow(dead_code, reason = "each program that includes this uses a part of it")]

#[path = "zipped.rs"]
mod zipped;

use documents::cases::{self, CaseColumns};
use documents::decode::FileProblem;
use documents::ratings::{self, RatingColumns};
use documents::register::{self, RegisterColumns};
use documents::rework::{self, Mark, Marks};
use documents::table::Table;
use domain::attachment::Media;
use domain::import::{CASE_COLUMNS, RATING_COLUMNS, Reading};
use domain::inspection::photo::{BlackBox, Told};
use domain::register::Register;
use domain::supervision::form::{FormField, FormRule, altered, answers, cell};
use domain::time::Instant;
use std::collections::BTreeMap;
use std::io::Cursor;
use zipped::zipped;

/// 2026-11-23 09:30 at the district.
const NOW: Instant = Instant(1_795_397_400_000_000);
/// Rows that are looked at.
const MOST: usize = 2_000;

/// Reads a file as ratings and as cases; the sheet and the rows it found as ratings.
fn table(bytes: &[u8]) -> Option<(String, Vec<(u64, Vec<String>)>)> {
    if let Ok(mut table) = Table::open_as(Cursor::new(bytes.to_vec()), CASE_COLUMNS, &Reading::default()) {
        let columns = CaseColumns::of(&table.header);
        for _ in 0..MOST {
            let Ok(Some((row, record))) = table.next_row() else { break };
            if let Ok(case) = cases::parse(&columns, record, row, NOW) {
                assert!(case.day <= NOW.day(), "a day that is yet to come");
            }
        }
    }
    let mut table = Table::open_as(Cursor::new(bytes.to_vec()), RATING_COLUMNS, &Reading::default()).ok()?;
    let columns = RatingColumns::of(&table.header);
    let mut rows = Vec::new();
    for _ in 0..MOST {
        match table.next_row() {
            Ok(Some((row, record))) => {
                if let Ok(rating) = ratings::parse(&columns, record, row, NOW) {
                    assert!(rating.at <= NOW, "a time that is yet to come");
                }
                rows.push((row, record.iter().map(str::to_owned).collect()));
            }
            Ok(None) | Err(FileProblem::LineTooLong(_)) => break,
            Err(_) => return None,
        }
    }
    Some((table.sheet.clone()?, rows))
}

/// A photo: what it tells, how large it is, a small picture of it with a black box.
pub(crate) fn photo(bytes: &[u8]) {
    let Some(media) = Media::of(bytes) else { return };
    let told = documents::photo::told(bytes, media);
    assert!(told.at.is_none_or(|at| (1989..=2100).contains(&at.day().year())), "a time that no camera has");
    assert!(told.place.is_none_or(|at| at.lat.abs() <= 90_000_000 && at.lon.abs() <= 180_000_000), "a place that is nowhere");
    let boxes = [BlackBox { left: 1_000, top: 1_000, width: 5_000, height: 9_000 }];
    if let (Ok(Some(_)), Ok(copied)) = (documents::photo::size(bytes, media), documents::photo::copy(bytes, media, 64, &boxes)) {
        assert!(copied.width.max(copied.height) <= 64 && copied.width.min(copied.height) > 0);
        assert_eq!(documents::photo::told(&copied.jpeg, Media::Jpeg), Told::default(), "a copy tells nothing");
    }
}

/// Any bytes: text in some encoding, or what looks like a workbook.
pub(crate) fn csv(bytes: &[u8]) {
    table(bytes);
}

/// Rows below a header that is known: what is typed into cells of ratings, cases and registers.
pub(crate) fn rows(bytes: &[u8]) {
    for columns in [RATING_COLUMNS, CASE_COLUMNS] {
        let mut text: Vec<u8> = columns.iter().map(|c| c.headers[0]).collect::<Vec<_>>().join(",").into_bytes();
        text.push(b'\n');
        text.extend_from_slice(bytes);
        table(&text);
    }
    for of in Register::ALL {
        let columns = of.columns();
        let mut text: Vec<u8> = columns.iter().map(|c| c.headers[0]).collect::<Vec<_>>().join(",").into_bytes();
        text.push(b'\n');
        text.extend_from_slice(bytes);
        let Ok(mut table) = Table::open_as(Cursor::new(text), columns, &Reading::default()) else { continue };
        let columns = RegisterColumns::of(&table.header, columns);
        for _ in 0..MOST {
            let Ok(Some((row, record))) = table.next_row() else { break };
            if let Ok(row) = register::parse(&columns, record, row) {
                for column in of.columns() {
                    // What a file says of a field is the same as itself.
                    assert!(row.get(column.field).is_none_or(|text| register::is_same(column.field, text, text)), "{}", column.field);
                }
            }
        }
    }
}

/// A workbook is read, handed back with a mark, and read again: it is the same table.
fn workbook(bytes: &[u8]) {
    // It may be a form that came back.
    let _ = documents::form::read(Cursor::new(bytes.to_vec()));
    let Some((sheet, rows)) = table(bytes) else { return };
    let Some(&(row, _)) = rows.first() else { return };
    let column = u32::try_from(rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0)).unwrap_or(0);
    let marks = Marks {
        header_row: row.saturating_sub(1),
        column,
        headers: vec!["退回原因".to_owned(), "处理办法".to_owned()],
        stamp: None,
        rows: BTreeMap::from([(row, Mark { columns: vec![0], reason: "不对".to_owned(), fix: "改<好>".to_owned() })]),
    };
    let mut out = Cursor::new(Vec::new());
    if rework::write(Cursor::new(bytes.to_vec()), &mut out, &sheet, &marks).is_ok() {
        table(&out.into_inner());
    }
}

/// Bytes of an archive as they are.
pub(crate) fn package(bytes: &[u8]) {
    let mut whole = Vec::new();
    if !bytes.starts_with(b"PK\x03\x04") {
        whole.extend_from_slice(b"PK\x03\x04");
    }
    whole.extend_from_slice(bytes);
    workbook(&whole);
}

/// An old workbook.
pub(crate) fn xls(bytes: &[u8]) {
    let mut whole = Vec::new();
    if !bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        whole.extend_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    }
    whole.extend_from_slice(bytes);
    workbook(&whole);
}

const PARTS: [(&str, &str); 7] = [
    (
        "xl/worksheets/sheet1.xml",
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>评价渠道</t></is></c><c r="D1" t="inlineStr"><is><t>评价等级</t></is></c><c r="E1" t="inlineStr"><is><t>评价时间</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>440811100202</t></is></c><c r="B2"><v>17</v></c><c r="C2"><v>2</v></c><c r="D2"><v>5</v></c><c r="E2" s="1"><v>46331.5</v></c></row></sheetData></worksheet>"#,
    ),
    (
        "xl/sharedStrings.xml",
        r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>区划代码</t></si><si><r><t>评价</t></r><r><t>编号</t></r></si></sst>"#,
    ),
    (
        "xl/styles.xml",
        r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="评价" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#,
    ),
    (
        "[Content_Types].xml",
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#,
    ),
    (
        "_rels/.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
];

/// A workbook of which one part, said by the first byte (`0`…`6`), is these bytes.
pub(crate) fn xlsx(bytes: &[u8]) {
    let Some((which, part)) = bytes.split_first() else { return };
    let which = usize::from(which.wrapping_sub(b'0')) % PARTS.len();
    let parts: Vec<(&str, &[u8])> =
        (0..).zip(PARTS).map(|(n, (name, text))| (name, if n == which { part } else { text.as_bytes() })).collect();
    workbook(&zipped(&parts));
}

/// Rows of a form that came back, a line each, its cells between tabs: what is taken of it stands in it.
pub(crate) fn form(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut sheet = String::from(r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#);
    for (row, line) in (1..).zip(text.lines().take(MOST)) {
        sheet.push_str(&format!(r#"<row r="{row}">"#));
        for (column, cell) in ('A'..='Z').zip(line.split('\t')) {
            let escaped = cell.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            sheet.push_str(&format!(r#"<c r="{column}{row}" t="inlineStr"><is><t xml:space="preserve">{escaped}</t></is></c>"#));
        }
        sheet.push_str("</row>");
    }
    sheet.push_str("</sheetData></worksheet>");
    let parts: Vec<(&str, &[u8])> =
        PARTS.iter().map(|(name, part)| (*name, if name.ends_with("sheet1.xml") { sheet.as_bytes() } else { part.as_bytes() })).collect();
    let Ok(cells) = documents::form::read(Cursor::new(zipped(&parts))) else { return };
    let said: Vec<(FormField, String)> = cells.iter().map(|cell| (cell.field, cell.text.clone())).collect();
    // What came back is as it was printed, unless a cell stands in it twice.
    let altered = altered(&cells, &said);
    assert!(altered.iter().all(|problem| problem.rule == FormRule::Twice), "{altered:?}");
    match answers(&cells, NOW.day(), domain::day::of_text) {
        Ok(taken) => {
            let stands = |field| cell(&cells, field).map_or("", |cell| cell.text.trim());
            assert_eq!(taken.progress, stands(FormField::Progress));
            assert_eq!(taken.extend_reason, stands(FormField::ExtendReason));
            assert!(taken.filled_on.is_none_or(|day| day <= NOW.day()), "a day that is yet to come");
        }
        Err(problems) => assert!(!problems.is_empty(), "refused without a reason"),
    }
    // The same as the form of a task.
    match domain::task::form::answers(&cells, NOW.day(), domain::day::of_text) {
        Ok(taken) => {
            let stands = |field| cell(&cells, field).map_or("", |cell| cell.text.trim());
            assert_eq!((taken.words.as_str(), taken.proof.as_str()), (stands(FormField::Words), stands(FormField::Proof)));
            assert!(taken.progress < 100 || (taken.progress == 100 && !taken.proof.is_empty()), "done without proof");
        }
        Err(problems) => assert!(!problems.is_empty(), "refused without a reason"),
    }
}

/// An OpenDocument sheet whose content these bytes are.
pub(crate) fn ods(bytes: &[u8]) {
    let parts: [(&str, &[u8]); 2] = [("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", bytes)];
    workbook(&zipped(&parts));
}
