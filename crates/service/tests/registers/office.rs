//! Workbooks that LibreOffice has opened and saved: what went out comes back without a difference, in its own form or the other.

use crate::round::{duty, export, item, preview};
use crate::workbook::messy_bodies;
use crate::{changes, counts, put};
use api::duty::SaveDraft;
use api::item::SaveItem;
use api::point::Create;
use api::register::{GiveBack, ImportBodies, PreviewBodies, ReturnBodies, Take};
use domain::account::Role;
use domain::import::{Reading, Taking};
use domain::point::{Device, PointFields, PointKind, Window};
use domain::register::Register;
use std::path::PathBuf;
use testkit::{Desk, Scratch, saved_by_office};

/// Texts that a spreadsheet program could take for something else.
const ODD: [&str; 12] = [
    "=1+1",
    "'=1+1",
    "+86 0759",
    "@here",
    "-5",
    "0012",
    "1E+20",
    "2026-11-18",
    "  前后空格 ",
    "两行\n文字",
    "１２３全角",
    "\"引号\",逗号；<标签>&",
];

/// Service points whose fields hold all of them.
async fn odd_points(desk: &mut Desk) {
    let place = desk.place("洋村东村委会").await;
    for (n, odd) in ODD.iter().enumerate() {
        let odd = (*odd).to_owned();
        let fields = PointFields {
            name: format!("自助点{n}"),
            address: odd.clone(),
            head: String::new(),
            staff: odd.clone(),
            phone: "0759-3300000".to_owned(),
            hours: odd.clone(),
            leader: odd.clone(),
            cadre: String::new(),
            opened: (n % 2 == 0).then(|| jiff::civil::date(2026, 1, 5)),
            active: n % 3 > 0,
            windows: vec![Window { no: "1".to_owned(), name: "综合".to_owned() }, Window { no: "01".to_owned(), name: String::new() }],
            devices: vec![Device { no: "A-1".to_owned(), name: "评价器".to_owned() }],
        };
        desk.call(Create { place, kind: PointKind::SelfService, fields }).await.unwrap();
    }
}

/// Entries of the responsibility lists that hold them.
async fn odd_duties(desk: &mut Desk) {
    let (body, town) = (desk.call(api::body::List {}).await.unwrap().bodies[0].id, desk.place("麻章镇").await);
    for (n, odd) in ODD.iter().enumerate() {
        let fields = duty(body, town, n, (*odd).to_owned());
        desk.call(SaveDraft { duty: None, draft: None, based_on: None, fields, reason: String::new(), version: 0 }).await.unwrap();
    }
}

/// Items whose fields and rows hold them.
async fn odd_items(desk: &mut Desk) {
    let body = desk.call(api::body::List {}).await.unwrap().bodies[0].id;
    for (n, odd) in ODD.iter().enumerate() {
        desk.call(SaveItem { id: None, fields: item(body, n, (*odd).to_owned()), version: 0 }).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_exported_workbook_comes_back_from_libreoffice() {
    let scratch = Scratch::sqlite();
    let mut desk = Desk::demo(&scratch).await;
    desk.enter(Role::CatalogueAdmin).await;
    odd_points(&mut desk).await;
    odd_items(&mut desk).await;
    odd_duties(&mut desk).await;
    let mut rows = Vec::new();
    for register in Register::ALL {
        enter_for(&mut desk, register).await;
        let name = format!("{}.xlsx", register.code());
        let bytes = export(&mut desk, &scratch, register, &name).await;
        rows.push(preview(&mut desk, &scratch, register, &format!("own-{name}"), &bytes).await.table.checked);
    }
    let files: Vec<PathBuf> = Register::ALL.iter().map(|register| scratch.file(&format!("{}.xlsx", register.code()))).collect();
    let files: Vec<&std::path::Path> = files.iter().map(PathBuf::as_path).collect();
    for form in ["xlsx", "ods"] {
        let saved = saved_by_office(scratch.folder(), &files, form);
        for ((register, rows), file) in Register::ALL.into_iter().zip(&rows).zip(saved) {
            enter_for(&mut desk, register).await;
            let same = preview(&mut desk, &scratch, register, &format!("saved.{form}"), &std::fs::read(file).unwrap()).await;
            assert!(*rows > 0 && same.table.checked == *rows, "{register:?} {form}: {} of {rows} rows", same.table.checked);
            assert_eq!(counts(&same), (0, *rows, 0), "{register:?} {form} {:?} {:?}", changes(&same), same.table.problems);
            assert_eq!((same.table.bad_rows, same.absent_count), (0, 0), "{register:?} {form} {:?}", same.table.problems);
        }
    }
}

async fn enter_for(desk: &mut Desk, register: Register) {
    desk.enter(if register == Register::Accounts { Role::SystemAdmin } else { Role::CatalogueAdmin }).await;
}

/// What came back marked and was saved without a mend: the good rows are there, the wrong ones are wrong as before.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_returned_workbook_comes_back_from_libreoffice() {
    let scratch = Scratch::sqlite();
    let mut desk = Desk::demo(&scratch).await;
    desk.enter(Role::CatalogueAdmin).await;
    let sheet = put(&mut desk, &scratch, "部门.xlsx", &messy_bodies());
    let taken = desk.call(ImportBodies(Take { sheet: sheet.clone(), taking: Taking::Good, seen: None })).await.unwrap();
    assert_eq!((taken.counts.taken, taken.counts.returned), (10, 2));
    let path = scratch.file("部门-退回.xlsx");
    let out = desk.takes(&path);
    desk.call(ReturnBodies(GiveBack { sheet, seen: None, out })).await.unwrap();
    for form in ["xlsx", "ods"] {
        let saved = saved_by_office(scratch.folder(), &[&path], form).remove(0);
        let file = desk.gives(&saved);
        let again = api::register::Sheet { file, reading: Reading::default(), decision: None };
        let again = desk.call(PreviewBodies(again)).await.unwrap();
        assert_eq!((counts(&again), again.table.bad_rows), ((0, 10, 0), 2), "{form} {:?} {:?}", changes(&again), again.table.problems);
        for (is, was) in again.table.problems.iter().zip(&taken.problems) {
            assert_eq!((is.row, &is.field, &is.problem), (was.row, &was.field, &was.problem), "{form}");
        }
    }
}
