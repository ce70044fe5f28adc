//! Every field of every import wrong in every way, and files that are no files: an answer, and nothing changed.

use crate::{counts, import, proved};
use api::import::{Preview, Problems, Returned};
use api::job::JobState;
use domain::account::Role;
use domain::import::LINE_LIMIT;
use domain::import::{CASE_COLUMNS, Column, Differing, ImportKind, RATING_COLUMNS, Taking};
use testkit::Desk;

/// What people, spreadsheets and attackers put into cells.
const CELLS: &[&str] = &[
    "",
    " ",
    "\u{3000}",
    "0",
    "-0",
    "-1",
    "+1",
    "1.5",
    "1e309",
    "NaN",
    "99999999999999999999",
    "４４０８１１",
    "4.40811E+17",
    "2026-02-30",
    "0000-00-00",
    "9999-12-31 23:59:59",
    "=1+1",
    "@SUM(A1:A9)",
    "=HYPERLINK(\"http://127.0.0.1\")",
    "\t=1",
    "-2+3",
    "'",
    "\"",
    "\"\"\"",
    "';",
    "'; DROP TABLE rating; --",
    "\" OR 1=1 --",
    "%_\\",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "{{7*7}}",
    "\u{202e}txt",
    "\u{7}",
    "\u{feff}",
    "e\u{301}\u{301}\u{301}",
    "👩‍👩‍👧‍👦",
    "𠮷",
    "line\nbreak",
    "a\r\nb",
    "NULL",
    "true",
    "；，、",
    "../../etc/passwd",
];

/// What a good row says of a field; empty where it may be.
fn good(kind: ImportKind, field: &str, n: usize) -> String {
    match (kind, field) {
        (_, "source") => "好差评系统".to_owned(),
        (_, "place_code") => "440811100201".to_owned(),
        (_, "item_name") => format!("事项{n}"),
        (ImportKind::Ratings, "record_no") => n.to_string(),
        (ImportKind::Ratings, "channel") => "2".to_owned(),
        (ImportKind::Ratings, "grade") => "5".to_owned(),
        (ImportKind::Ratings, "at") => "2026-11-18 09:30:00".to_owned(),
        (ImportKind::Cases, "day") => "2026-11-18".to_owned(),
        (ImportKind::Cases, "cases") => "3".to_owned(),
        _ => String::new(),
    }
}

fn line(cells: impl Iterator<Item = String>) -> String {
    let quoted: Vec<String> = cells.map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
    quoted.join(",") + "\n"
}

/// A file in which each row has one cell from [`CELLS`] (or one too long) and is good otherwise.
fn file(kind: ImportKind, columns: &[Column]) -> (String, u64) {
    let long = "长".repeat(5_000);
    let mut text = line(columns.iter().map(|c| c.headers[0].to_owned()));
    let mut rows = 0;
    for at in 0..columns.len() {
        for cell in CELLS.iter().copied().chain([long.as_str()]) {
            rows += 1;
            let others = |(i, c): (usize, &Column)| if i == at { cell.to_owned() } else { good(kind, c.field, rows) };
            text.push_str(&line(columns.iter().enumerate().map(others)));
        }
    }
    (text, u64::try_from(rows).unwrap())
}

testkit::on_both! {
    /// Taken or handed back with a reason at a known field; what comes back is no formula in a spreadsheet.
    async fn every_field_wrong_in_every_way(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        for (kind, columns, name) in [(ImportKind::Ratings, RATING_COLUMNS, "ratings.csv"), (ImportKind::Cases, CASE_COLUMNS, "cases.csv")] {
            let (text, rows) = file(kind, columns);
            let file = crate::write(&mut desk, scratch.folder(), name, &text);
            let job = import(&mut desk, file, Taking::Good, Differing::Refuse).await;
            assert_eq!(job.state, JobState::Done, "{kind:?} {:?}", job.error);
            assert_eq!(job.counts.read, rows, "{kind:?}");
            assert_eq!(job.counts.taken + job.counts.identical + job.counts.returned, rows, "{kind:?} {:?}", job.counts);
            assert!(job.counts.returned > rows / 10 && job.counts.taken > rows / 10, "{kind:?} {:?}", job.counts);
            let told = desk.call(Problems { job: job.id, limit: 500 }).await.unwrap().problems;
            for problem in &told {
                assert!(problem.field.as_deref().is_none_or(|f| columns.iter().any(|c| c.field == f)), "{problem:?}");
            }

            let path = scratch.file(&format!("returned-{name}"));
            let out = desk.takes(&path);
            let written = desk.call(Returned { job: job.id, out }).await.unwrap().rows;
            assert!(written >= job.counts.returned, "{kind:?}");
            let mut back = csv::ReaderBuilder::new().from_path(&path).unwrap();
            for record in back.records() {
                for cell in &record.unwrap() {
                    assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
                }
            }
            proved(&desk).await;
        }
    }

    /// Broken, cut off, mislabelled or endless: an error that says what, or rows that come back; nothing is stored.
    async fn files_of_every_kind_of_harm(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let header = line(RATING_COLUMNS.iter().map(|c| c.headers[0].to_owned()));
        let row = line(RATING_COLUMNS.iter().map(|c| good(ImportKind::Ratings, c.field, 1)));
        let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(header.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let twice = header.replacen("来源系统", "数据来源", 1).replace("\"评价编号\"", "\"数据来源\"");
        let harms: Vec<(&str, Vec<u8>)> = vec![
            ("utf-16", utf16),
            ("header twice", twice.into_bytes()),
            ("many columns", line((0..5_000).map(|n| format!("列{n}"))).into_bytes()),
            // A row before it is good; two behind it would become part of its last cell.
            ("quote left open", [&header, &row, row.trim_end().strip_suffix('"').unwrap(), "\n", &row, &row].concat().into_bytes()),
            ("open quote", [header.as_bytes(), b"\"", "长".repeat(LINE_LIMIT).as_bytes()].concat()),
            ("one endless line", [header.as_bytes(), &vec![b'9'; 4 * LINE_LIMIT]].concat()),
            ("bytes of no encoding", [header.as_bytes(), &[0x81, 0x20, 0xFF, 0xFE, 0xC0, b'\n']].concat()),
            ("gzip", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03".to_vec()),
            ("old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec()),
            ("page", b"<html><table><tr><td>1</td></tr></table></html>".to_vec()),
            ("cut in a character", [header.as_bytes(), &row.as_bytes()[..row.len() / 2], &[0xE4, 0xBD]].concat()),
            ("semicolons within", [header.as_bytes(), row.replace(',', ";").as_bytes()].concat()),
            ("a NUL in a cell", [header.as_bytes(), row.replace("事项1", "事\u{0}项").as_bytes()].concat()),
            ("header alone", header.clone().into_bytes()),
            ("blank lines", [header.as_bytes(), &[b'\n'; 50_000]].concat()),
        ];
        for (nth, (harm, bytes)) in harms.iter().enumerate() {
            let path = scratch.file(&format!("ratings-{nth}.csv"));
            std::fs::write(&path, bytes).unwrap();
            let file = desk.gives(&path);
            // It answers; whether as an error or with rows that are wrong depends on the harm.
            let previewed = desk.call(Preview { kind: ImportKind::Ratings, file: file.clone(), source: None, reading: Default::default() }).await;
            assert!(previewed.is_err() || previewed.is_ok_and(|p| p.bad_rows == p.checked), "{harm}");
            let job = import(&mut desk, file, Taking::Good, Differing::Refuse).await;
            assert!(matches!(job.state, JobState::Failed | JobState::Done), "{harm}: {:?}", job.state);
            assert_eq!(job.counts.taken, 0, "{harm}");
        }
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM rating").await, [0]);
        assert_eq!(counts(&mut desk).await.valid(), 0);
        assert_eq!(std::fs::read_dir(scratch.folder().join("staging")).unwrap().count(), 0, "staging files are removed");
    }
}
