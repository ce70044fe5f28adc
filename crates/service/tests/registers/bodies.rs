//! Bodies: messy files, wrong rows that come back, what somebody else changed meanwhile.

use crate::workbook::{column, credit_code, edited, mended_bodies, messy_bodies};
use crate::{DATA, changes, counts, put, told};
use api::ErrorCode;
use api::body::{Export, Filter, Save};
use api::register::{GiveBack, ImportBodies, PreviewBodies, ReturnBodies, Take};
use domain::account::Role;
use domain::body::Body;
use domain::import::{Problem, Taking};
use testkit::{Desk, Scratch};

async fn bodies(desk: &mut Desk) -> Vec<Body> {
    desk.call(api::body::List {}).await.unwrap().bodies
}

async fn exported(desk: &mut Desk, scratch: &Scratch, name: &str) -> Vec<u8> {
    let path = scratch.file(name);
    let out = desk.takes(&path);
    desk.call(Export { filter: Filter::default(), sort: None, template: false, out }).await.unwrap();
    std::fs::read(path).unwrap()
}

fn save(body: &Body, name: &str) -> Save {
    Save {
        id: Some(body.id),
        code: body.code.clone(),
        name: name.to_owned(),
        place: body.place,
        active: body.active,
        version: body.version,
    }
}

fn take(sheet: api::register::Sheet, taking: Taking) -> ImportBodies {
    ImportBodies(Take { sheet, taking, seen: None })
}

testkit::on_both! {
    /// Twelve rows of an office's list, two of them wrong: ten are taken, two come back in the office's own workbook; mended and
    /// imported again, ten are the same and two are new. Every row is in the log as if the form had saved it.
    async fn a_messy_list_goes_and_comes(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let before = bodies(&mut desk).await.len();
        let sheet = put(&mut desk, &scratch, "部门.xlsx", &messy_bodies());
        let preview = desk.call(PreviewBodies(sheet.clone())).await.unwrap();
        assert_eq!(counts(&preview), (10, 0, 0), "{:?}", preview.table.problems);
        assert_eq!((preview.table.checked, preview.table.bad_rows, preview.table.asides.as_slice()), (12, 2, [16].as_slice()));
        assert_eq!((preview.absent_count, preview.table.header_row), (before as u64, 3));
        let problems: Vec<(u64, &str, &Problem)> =
            preview.table.problems.iter().map(|p| (p.row, p.field.as_deref().unwrap(), &p.problem)).collect();
        let rule = Problem::Rule { rule: "credit_code".to_owned(), args: std::collections::BTreeMap::new() };
        assert_eq!(problems, [(7, "credit_code", &rule), (12, "seat", &Problem::UnknownPlaceName)]);
        assert_eq!(bodies(&mut desk).await.len(), before, "a preview changes nothing");
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM audit WHERE operation = 'body.save'").await, [0]);

        let refused = desk.call(take(sheet.clone(), Taking::AllOrNothing)).await.unwrap();
        assert!(refused.refused && refused.counts.taken == 0 && refused.counts.returned == 2);
        assert_eq!(bodies(&mut desk).await.len(), before, "nothing, since not all");

        let taken = desk.call(take(sheet.clone(), Taking::Good)).await.unwrap();
        assert_eq!((taken.refused, taken.counts.taken, taken.counts.returned, taken.problem_count), (false, 10, 2, 2));
        let all = bodies(&mut desk).await;
        assert_eq!(all.len(), before + 10);
        let last = all.iter().find(|b| b.name == "区第12局").unwrap();
        assert_eq!((last.active, last.code.as_deref()), (false, Some(credit_code(11).as_str())));
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM audit WHERE operation = 'body.save' AND subject LIKE 'body:%'").await, [10]);
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM audit WHERE operation = 'body.import'").await, [2]);

        let path = scratch.file("部门-退回.xlsx");
        let out = desk.takes(&path);
        let back = GiveBack { sheet, seen: None, out };
        assert_eq!(desk.call(ReturnBodies(back)).await.unwrap().rows, 2);
        let (bytes, reasons) = mended_bodies(&std::fs::read(&path).unwrap());
        assert_eq!(reasons.len(), 2, "{reasons:?}");
        assert!(reasons[0].starts_with("7 统一社会信用代码：") && reasons[1].starts_with("12 所在地："), "{reasons:?}");

        let sheet = put(&mut desk, &scratch, "部门-改好.xlsx", &bytes);
        let preview = desk.call(PreviewBodies(sheet.clone())).await.unwrap();
        assert_eq!((counts(&preview), preview.table.bad_rows), ((2, 10, 0), 0), "{:?}", preview.table.problems);
        let taken = desk.call(take(sheet, Taking::AllOrNothing)).await.unwrap();
        assert_eq!((taken.counts.taken, taken.counts.identical, taken.counts.returned), (2, 10, 0));
        assert_eq!(bodies(&mut desk).await.len(), before + 12);
    }

    /// A row that is wrong is about something all the same; of rows that can't be read nobody knows.
    async fn what_stands_wrong_in_the_file_is_not_missing(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let all = bodies(&mut desk).await;
        let text = format!("部门名称,所在地\n{},不存在的镇\n", all[0].name);
        let sheet = put(&mut desk, &scratch, "错.csv", text.as_bytes());
        let preview = desk.call(PreviewBodies(sheet)).await.unwrap();
        assert_eq!((preview.table.bad_rows, preview.absent_count), (1, all.len() as u64 - 1));
        assert!(!preview.absent.contains(&all[0].name), "{:?}", preview.absent);
        // Excel has made a number of the code.
        let text = format!("部门名称,区划代码\n{},4.40811E+11\n", all[0].name);
        let sheet = put(&mut desk, &scratch, "代码.csv", text.as_bytes());
        let preview = desk.call(PreviewBodies(sheet)).await.unwrap();
        assert_eq!((preview.table.bad_rows, preview.absent_count), (1, 0), "{:?}", preview.table.problems);
    }

    /// What somebody else changed after the export, or after the preview, is not overwritten: the row comes back with both values.
    async fn nothing_is_overwritten_that_moved_meanwhile(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let body = bodies(&mut desk).await[0].clone();
        let old = exported(&mut desk, &scratch, "old.xlsx").await;
        let at = column(&old, DATA, "部门名称");
        let mine = edited(&old, DATA, &[(1, at, "我改的名".to_owned())]);
        desk.call(save(&body, "别人改的名")).await.unwrap();
        let sheet = put(&mut desk, &scratch, "mine.xlsx", &mine);
        let taken = desk.call(take(sheet.clone(), Taking::Good)).await.unwrap();
        assert_eq!((taken.counts.replaced, taken.counts.returned), (0, 1));
        let problem = &taken.problems[0];
        assert_eq!(problem.problem, Problem::ChangedMeanwhile { stored: "别人改的名".to_owned() });
        assert_eq!((problem.field.as_deref(), problem.value.as_str()), (Some("body_name"), "我改的名"));
        assert_eq!(bodies(&mut desk).await.iter().find(|b| b.id == body.id).unwrap().name, "别人改的名");

        // A file that says nothing of versions is held to what its preview saw.
        let sheet = put(&mut desk, &scratch, "short.csv", format!("系统编号,部门名称\n{},我改的名\n", body.id.0).as_bytes());
        let preview = desk.call(PreviewBodies(sheet.clone())).await.unwrap();
        assert_eq!(told(changes(&preview)), [("body_name", "别人改的名", "我改的名")]);
        let now = bodies(&mut desk).await.into_iter().find(|b| b.id == body.id).unwrap();
        desk.call(save(&now, "又一个名")).await.unwrap();
        let seen = Some(preview.seen);
        let taken = desk.call(ImportBodies(Take { sheet: sheet.clone(), taking: Taking::Good, seen })).await.unwrap();
        assert_eq!(taken.problems[0].problem, Problem::ChangedMeanwhile { stored: "又一个名".to_owned() });
        // Looked at again, it is taken.
        let seen = Some(desk.call(PreviewBodies(sheet.clone())).await.unwrap().seen);
        let taken = desk.call(ImportBodies(Take { sheet, taking: Taking::Good, seen })).await.unwrap();
        assert_eq!((taken.counts.replaced, taken.counts.returned), (1, 0));
    }

    /// Numbers that nothing has, a body that stands twice, a name that is taken: each row by itself.
    async fn what_a_form_would_refuse_comes_back(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let body = bodies(&mut desk).await[0].clone();
        let text = format!(
            "系统编号,部门名称,统一社会信用代码,区划代码,办理状态\n99999,无此编号,,440811,\n{id},{name},,,\n{id},{name},,,\n,甲局,{code},440811,在办\n,乙局,{code},440811,也许\n,甲局,,440811,在办\n,丙局,,999999,在办\n,丁局,,,\n",
            id = body.id.0, name = body.name, code = credit_code(5),
        );
        let sheet = put(&mut desk, &scratch, "wrong.csv", text.as_bytes());
        let taken = desk.call(take(sheet, Taking::Good)).await.unwrap();
        let problems: Vec<(u64, &str, String)> = taken.problems.iter()
            .map(|p| (p.row, p.field.as_deref().unwrap_or(""), serde_json::to_value(&p.problem).unwrap()["code"].as_str().unwrap().to_owned()))
            .collect();
        let expected = [
            (2, "key", "unknown_key"), (4, "", "twice_in_file"), (6, "body_state", "unreadable"), (7, "body_name", "rule"),
            (8, "place_code", "unknown_place_code"), (9, "place_code", "place_missing"),
        ].map(|(row, field, code)| (row, field, code.to_owned()));
        assert_eq!(problems, expected);
        assert_eq!((taken.counts.taken, taken.counts.identical, taken.counts.replaced), (1, 1, 0));
    }

    /// Whoever may not edit the register may not import it; within a scope nothing outside is touched.
    async fn only_whoever_may_edit(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::TownAdmin).await;
        let sheet = put(&mut desk, &scratch, "a.csv", "部门名称,区划代码\n甲局,440811\n".as_bytes());
        assert_eq!(desk.call(PreviewBodies(sheet.clone())).await.unwrap_err().code, ErrorCode::NotPermitted);
        assert_eq!(desk.call(take(sheet, Taking::Good)).await.unwrap_err().code, ErrorCode::NotPermitted);
    }
}
