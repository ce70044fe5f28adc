//! Workbooks as officials have them: read, handed back marked, mended, read again; and exports that come back unchanged.

use crate::messy::{ROWS, mended, messy};
use crate::{Desk, ended, proved};
use api::import::{Preview, Problems, Returned, Start};
use api::job::JobState;
use calamine::Reader;
use domain::account::Role;
use domain::import::{Differing, ImportKind, Mapping, Problem, Reading, Taking};

fn start(file: api::InFile, reading: Reading) -> Start {
    Start {
        kind: ImportKind::Ratings,
        file,
        source: None,
        taking: Taking::Good,
        differing: Differing::Refuse,
        extent: None,
        reading,
        compare_only: false,
    }
}

fn code_column() -> Vec<Mapping> {
    vec![Mapping { header: "村（社区）代码".into(), field: Some("place_code".into()) }]
}

fn put(desk: &mut Desk, folder: &std::path::Path, name: &str, bytes: &[u8]) -> api::InFile {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    desk.gives(&path)
}

testkit::on_both! {
    /// 5 wrong rows of 300 come back in the person's own workbook; mended and imported again, 295 are the same and 5 are new.
    async fn a_messy_workbook_goes_and_comes(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let file = put(&mut desk, scratch.folder(), "评价.xlsx", &messy());
        let preview = |file, reading| Preview { kind: ImportKind::Ratings, file, source: None, reading };
        // A header that nobody knows is told with what it holds; without it no row says where it happened.
        let first = desk.call(preview(file.clone(), Reading::default())).await.unwrap();
        assert_eq!((first.reading.sheet.as_deref(), first.header_row, first.encoding.as_str()), (Some("评价明细"), 3, "xlsx"));
        assert_eq!((first.columns[0].header.as_str(), first.columns[0].field.as_deref()), ("村（社区）代码", None));
        assert_eq!((first.sheets.len(), first.missing.as_slice(), first.checked), (2, ["区划代码 / 单位名称".to_owned()].as_slice(), 0));

        let said = Reading { mapping: code_column(), ..Reading::default() };
        let second = desk.call(preview(file.clone(), said)).await.unwrap();
        assert_eq!((second.checked, second.bad_rows, second.whole), (300, 5, true), "{:?}", second.problems);
        assert_eq!(second.asides, [304, 305]);
        let difference = second.difference.unwrap();
        assert_eq!((difference.new, difference.same, difference.changed), (295, 0, 0));

        let job = ended(&mut desk, start(file.clone(), second.reading)).await;
        assert_eq!((job.state, job.counts.read, job.counts.taken, job.counts.returned, job.counts.asides), (JobState::Done, 300, 295, 5, 2));
        let problems = desk.call(Problems { job: job.id, limit: 10 }).await.unwrap().problems;
        let told: Vec<(u64, &str, &Problem)> = problems.iter().map(|p| (p.row, p.field.as_deref().unwrap_or(""), &p.problem)).collect();
        assert_eq!(told, [
            (14, "place_code", &Problem::UnknownPlaceCode),
            (54, "place_code", &Problem::CodeMangled),
            (124, "at", &Problem::BadTime),
            (204, "grade", &Problem::Unreadable),
            (303, "record_no", &Problem::NumberCut),
        ]);

        // The file itself may be gone by then.
        std::fs::remove_file(scratch.file("评价.xlsx")).unwrap();
        let path = scratch.file("评价-退回.xlsx");
        let out = desk.takes(&path);
        assert_eq!(desk.call(Returned { job: job.id, out }).await.unwrap().rows, 5);
        let (bytes, reasons) = mended(&std::fs::read(&path).unwrap());
        assert_eq!(reasons.len(), 5, "{reasons:?}");
        assert!(reasons[0].starts_with("14 区划代码：没有这个区划代码"), "{reasons:?}");

        // The columns are known by now; those of the reasons say nothing.
        let file = put(&mut desk, scratch.folder(), "评价-退回.xlsx", &bytes);
        let again = desk.call(preview(file.clone(), Reading::default())).await.unwrap();
        assert!(again.remembered);
        let difference = again.difference.clone().unwrap();
        assert_eq!((again.bad_rows, difference.new, difference.same, difference.changed), (0, 5, 295, 0), "{:?}", again.problems);
        let job = ended(&mut desk, start(file, again.reading)).await;
        assert_eq!((job.counts.read, job.counts.taken, job.counts.identical, job.counts.returned), (u64::from(ROWS), 5, 295, 0));
        proved(&desk).await;
    }

    /// What is exported as a workbook or as CSV imports without a difference; what is edited is told field by field.
    async fn an_export_comes_back_as_it_went(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let odd = ["=1+1", "'=x", "@here", "-5", "  a\u{a0}", "\"quoted\",", "line\nbreak", "+86 13800001234", "0012", "1E+20"];
        let mut text = crate::HEADER.to_owned();
        for (n, odd) in odd.iter().enumerate() {
            let quoted = odd.replace('"', "\"\"");
            text.push_str(&format!("好差评系统,{n},440811100201,,A{n},养老保险参保登记,,2,5,,,\"'{quoted}\",2026-11-18 09:30:{n:02},,\n"));
        }
        let file = crate::write(&mut desk, scratch.folder(), "ratings.csv", &text);
        let job = ended(&mut desk, start(file, Reading::default())).await;
        assert_eq!(job.counts.taken, odd.len() as u64, "{:?}", job.counts);
        let place = desk.place("麻章区").await;
        for name in ["out.xlsx", "out.csv"] {
            let path = scratch.file(name);
            let out = desk.takes(&path);
            let filter = serde_json::from_value(serde_json::json!({ "place": place, "below": true, "period": crate::WEEK })).unwrap();
            assert_eq!(desk.call(api::rating::Export { filter, template: false, out }).await.unwrap().rows, odd.len() as u64);
            let file = desk.gives(&path);
            let preview = Preview { kind: ImportKind::Ratings, file: file.clone(), source: None, reading: Reading::default() };
            let preview = desk.call(preview).await.unwrap();
            let difference = preview.difference.unwrap();
            assert_eq!((difference.new, difference.same, difference.changed), (0, odd.len() as u64, 0), "{name} {:?}", difference.changes);
            let job = ended(&mut desk, start(file, Reading::default())).await;
            assert_eq!((job.counts.identical, job.counts.returned), (odd.len() as u64, 0), "{name}");
        }
        let edited = std::fs::read_to_string(scratch.file("out.csv")).unwrap().replacen("非常满意", "不满意", 1);
        let file = crate::write(&mut desk, scratch.folder(), "edited.csv", &edited);
        let preview = Preview { kind: ImportKind::Ratings, file, source: None, reading: Reading::default() };
        let difference = desk.call(preview).await.unwrap().difference.unwrap();
        assert_eq!((difference.same, difference.changed, difference.changes.len()), (odd.len() as u64 - 1, 1, 1));
        let change = &difference.changes[0];
        assert_eq!((change.field.as_str(), change.stored.as_str(), change.file.as_str()), ("grade", "非常满意", "不满意"));
    }
}

testkit::on_both! {
    /// The empty form has the headers that an import knows, and says what each column takes; filled in, it is taken as it is.
    async fn an_empty_form_is_filled_in_and_taken(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let place = desk.place("麻章区").await;
        let filter = serde_json::json!({ "place": place, "below": true, "period": crate::WEEK });
        let filled = [
            (ImportKind::Ratings, "评价等级", "1,440811100201,2,非常满意,2026-11-18 09:30:00"),
            (ImportKind::Cases, "办件量", "440811100201,2026-11-18,12"),
        ];
        for (kind, column, row) in filled {
            for name in ["form.xlsx", "form.csv"] {
                let path = scratch.file(name);
                let out = desk.takes(&path);
                let written = match kind {
                    ImportKind::Ratings => {
                        let filter = serde_json::from_value(filter.clone()).unwrap();
                        desk.call(api::rating::Export { filter, template: true, out }).await.unwrap()
                    }
                    ImportKind::Cases => {
                        let filter = serde_json::from_value(filter.clone()).unwrap();
                        desk.call(api::case::Export { filter, template: true, out }).await.unwrap()
                    }
                };
                assert_eq!(written.rows, 0);
            }
            let mut book: calamine::Xlsx<_> = calamine::open_workbook(scratch.file("form.xlsx")).unwrap();
            let about = book.worksheet_range("说明").unwrap();
            let said = about.rows().find(|row| row[0] == column).unwrap()[1].to_string();
            assert!(said.starts_with("必需 · "), "{said}");
            let header = std::fs::read_to_string(scratch.file("form.csv")).unwrap();
            assert_eq!(header.trim_end().lines().count(), 1);
            let named: Vec<&str> = header.trim_start_matches('\u{feff}').trim_end().split(',').collect();
            let given: Vec<&str> = row.split(',').collect();
            let into: &[&str] = match kind {
                ImportKind::Ratings => &["评价编号", "区划代码", "评价渠道", "评价等级", "评价时间"],
                ImportKind::Cases => &["区划代码", "办结日期", "办件量"],
            };
            let cell = |header: &&str| into.iter().position(|known| known == header).map_or("", |at| given[at]);
            let line = named.iter().map(cell).collect::<Vec<_>>().join(",");
            let file = crate::write(&mut desk, scratch.folder(), "filled.csv", &format!("{header}{line}\n"));
            let start = Start { kind, source: Some("手工补录".to_owned()), ..start(file, Reading::default()) };
            let job = ended(&mut desk, start).await;
            assert_eq!((job.counts.taken, job.counts.returned), (1, 0), "{kind:?}");
        }
    }
}

/// A workbook that came back marked, and a list that was exported, after LibreOffice has opened and saved them: what was taken is the
/// same, to the second; what was wrong is wrong as before.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn libreoffice_changes_nothing() {
    let scratch = testkit::Scratch::sqlite();
    let mut desk = Desk::demo(&scratch).await;
    desk.enter(Role::CatalogueAdmin).await;
    let file = put(&mut desk, scratch.folder(), "评价.xlsx", &messy());
    let said = Reading { mapping: code_column(), ..Reading::default() };
    let preview = |file, reading| Preview { kind: ImportKind::Ratings, file, source: None, reading };
    let reading = desk.call(preview(file.clone(), said)).await.unwrap().reading;
    let job = ended(&mut desk, start(file, reading)).await;
    assert_eq!((job.counts.taken, job.counts.returned), (295, 5));
    let (marked, exported) = (scratch.file("评价-退回.xlsx"), scratch.file("评价-导出.xlsx"));
    let out = desk.takes(&marked);
    desk.call(Returned { job: job.id, out }).await.unwrap();
    let (out, place) = (desk.takes(&exported), desk.place("麻章区").await);
    let month = serde_json::json!({ "from": "2026-11-01", "to": "2026-11-30" });
    let filter = serde_json::from_value(serde_json::json!({ "place": place, "below": true, "period": month })).unwrap();
    assert_eq!(desk.call(api::rating::Export { filter, template: false, out }).await.unwrap().rows, 295);
    for form in ["xlsx", "ods"] {
        let saved = testkit::saved_by_office(scratch.folder(), &[&marked, &exported], form);
        for (path, wrong) in saved.iter().zip([5, 0]) {
            let file = desk.gives(path);
            let again = desk.call(preview(file, Reading::default())).await.unwrap();
            let difference = again.difference.unwrap();
            let found = (again.bad_rows, difference.new, difference.same, difference.changed);
            assert_eq!(found, (wrong, 0, 295, 0), "{path:?} {:?} {:?}", again.problems, difference.changes);
        }
    }
}
