//! Responsibility lists by workbook: what is published never changes; what a file says otherwise becomes a draft of whoever imports it.

use crate::round::{duty, export, preview};
use crate::workbook::{cell, column, edited};
use crate::{DATA, changes, counts, put, told};
use api::duty::{ListDrafts, SaveDraft, ShowDuty};
use api::page::PageAt;
use api::register::{GiveBack, ImportDuties, PreviewDuties, ReturnDuties, Take, Taken};
use domain::account::Role;
use domain::duty::{DutyFields, DutyId};
use domain::import::{Problem, Taking};
use domain::register::Register;
use testkit::{Desk, Scratch};

/// A demonstration with four published entries, the list's administrator at the desk.
async fn published(scratch: &Scratch) -> Desk {
    let mut desk = Desk::demo(scratch).await;
    desk.enter(Role::CatalogueAdmin).await;
    let (body, town) = (desk.call(api::body::List {}).await.unwrap().bodies[0].id, desk.place("麻章镇").await);
    for n in 0..4 {
        let fields = duty(body, town, n, "文字".to_owned());
        desk.call(SaveDraft { duty: None, draft: None, based_on: None, fields, reason: String::new(), version: 0 }).await.unwrap();
    }
    scratch.execute("UPDATE duty_version SET stage = 'published', from_day = '2026-01-01', until_day = '9999-12-31'").await;
    desk
}

async fn import(desk: &mut Desk, scratch: &Scratch, name: &str, bytes: &[u8], taking: Taking) -> Taken {
    let sheet = put(desk, scratch, name, bytes);
    desk.call(ImportDuties(Take { sheet, taking, seen: None })).await.unwrap()
}

async fn shown(desk: &mut Desk, id: i64) -> DutyFields {
    desk.call(ShowDuty { id: DutyId(id), version: None, as_of: None }).await.unwrap().shown.fields
}

testkit::on_both! {
    async fn edited_cells_become_drafts_and_the_published_text_stays(scratch) {
        let mut desk = published(&scratch).await;
        let before = shown(&mut desk, 1).await;
        let bytes = export(&mut desk, &scratch, Register::Duties, "list.xlsx").await;
        let edits = [(1, column(&bytes, DATA, "追责情形"), "改过的情形".to_owned()), (1, column(&bytes, DATA, "监督电话"), "12345".to_owned())];
        let file = edited(&bytes, DATA, &edits);
        let seen = preview(&mut desk, &scratch, Register::Duties, "edited.xlsx", &file).await;
        assert_eq!(counts(&seen), (0, 3, 1), "{:?}", seen.table.problems);
        assert_eq!(told(changes(&seen)), [("duty_situations", "文字", "改过的情形"), ("duty_hotline", "", "12345")]);
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM duty_version").await, [4], "a preview writes nothing");
        let taken = import(&mut desk, &scratch, "edited.xlsx", &file, Taking::Good).await;
        assert_eq!((taken.counts.replaced, taken.counts.identical, taken.counts.returned), (1, 3, 0), "{:?}", taken.problems);
        assert_eq!(shown(&mut desk, 1).await, before, "what is published stays");
        let drafts = desk.call(ListDrafts { waiting: false, stage: None, page: PageAt::First, limit: 50 }).await.unwrap().drafts;
        assert_eq!(drafts.len(), 1);
        let draft = desk.call(ShowDuty { id: DutyId(1), version: Some(drafts[0].id), as_of: None }).await.unwrap().shown;
        assert_eq!(draft.fields, DutyFields { situations: "改过的情形".to_owned(), hotline: "12345".to_owned(), ..before.clone() });
        // The same file again says nothing new, and what was exported before leaves the draft alone.
        let again = import(&mut desk, &scratch, "edited.xlsx", &file, Taking::Good).await;
        assert_eq!((again.counts.replaced, again.counts.identical), (0, 4), "{:?}", again.problems);
        let plain = import(&mut desk, &scratch, "list.xlsx", &bytes, Taking::Good).await;
        assert_eq!((plain.counts.replaced, plain.counts.identical), (0, 4), "{:?}", plain.problems);
        // Another cell goes into the same draft.
        let more = edited(&file, DATA, &[(1, column(&file, DATA, "备注"), "再改".to_owned())]);
        assert_eq!(import(&mut desk, &scratch, "more.xlsx", &more, Taking::Good).await.counts.replaced, 1);
        let draft = desk.call(ShowDuty { id: DutyId(1), version: Some(drafts[0].id), as_of: None }).await.unwrap().shown;
        assert_eq!((draft.fields.note.as_str(), draft.fields.hotline.as_str()), ("再改", "12345"));
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM audit WHERE operation = 'duty.draft.save'").await, [6], "each as the form would");
    }

    async fn a_list_as_an_office_keeps_it(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let body = desk.call(api::body::List {}).await.unwrap().bodies[0].name.clone();
        let text = format!(
            "序号,职权类别,职权名称,主项编码,权力编码,责任主体,职权依据,责任事项内容,问责情形\n\
            1,行政处罚,对违规建墓的处罚,A-1,A-1-1,{body},\"1.《殡葬管理条例》第十八条：原文\n2.《办法》第三条第一款\",\"1.立案责任：10日内决定。\n2.告知责任：告知权利。\",不予受理的\n\
            2,处罚,殡葬处罚,,A-1,{body},,,\n\
            3,无此类型,某事项,,A-2,{body},,,\n\
            4,行政处罚,,,A-3,{body},,,\n\
            5,行政处罚,无主项,X-9,A-4,{body},,,\n"
        );
        let file = text.into_bytes();
        let seen = preview(&mut desk, &scratch, Register::Duties, "office.csv", &file).await;
        assert_eq!((counts(&seen), seen.table.bad_rows), ((2, 0, 0), 3), "{:?}", seen.table.problems);
        let fields: Vec<_> = seen.table.problems.iter().map(|p| (p.row, p.field.as_deref().unwrap_or_default())).collect();
        assert_eq!(fields, [(4, "duty_kind"), (5, "duty_name"), (6, "duty_parent")], "{:?}", seen.table.problems);
        let nothing = import(&mut desk, &scratch, "office.csv", &file, Taking::AllOrNothing).await;
        assert!(nothing.refused);
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM duty_version").await, [0], "all or nothing");
        let taken = import(&mut desk, &scratch, "office.csv", &file, Taking::Good).await;
        assert_eq!((taken.counts.taken, taken.counts.returned), (2, 3), "{:?}", taken.problems);
        let main = scratch.numbers("SELECT duty_id FROM duty_version WHERE code = 'A-1'").await[0];
        let sub = scratch.numbers("SELECT duty_id FROM duty_version WHERE code = 'A-1-1'").await[0];
        let fields = shown(&mut desk, sub).await;
        assert_eq!((fields.parent, fields.situations.as_str()), (Some(DutyId(main)), "不予受理的"), "the main entry of the same file");
        assert_eq!((fields.basis.len(), fields.basis[0].article.as_str(), fields.basis[1].clause.as_str()), (2, "第十八条", "第一款"));
        assert_eq!((fields.steps.len(), fields.steps[1].name.as_str()), (2, "告知责任"));
        assert!(fields.place.is_some() && !fields.levels.is_empty(), "where its body sits");
        // The wrong rows come back with their reasons.
        let sheet = put(&mut desk, &scratch, "office.csv", &file);
        let path = scratch.file("office-back.csv");
        let out = desk.takes(&path);
        assert_eq!(desk.call(ReturnDuties(GiveBack { sheet, seen: None, out })).await.unwrap().rows, 3);
        let back = std::fs::read_to_string(path).unwrap();
        assert!(back.contains("无此类型") && back.contains("X-9"), "{back}");
    }

    async fn rows_of_a_long_list_are_known_to_each_other(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let body = desk.call(api::body::List {}).await.unwrap().bodies[0].name.clone();
        // New entries are written some at a time: codes and main entries of those that are still to be written count all the same.
        let mut text = String::from("职权类别,职权名称,主项编码,权力编码,责任主体\n");
        let mut row = |name: &str, parent: &str, code: &str| text.push_str(&format!("行政处罚,{name},{parent},{code},{body}\n"));
        row("孙项", "Z-1-1", "Z-1-1-1");
        row("子项", "Z-1", "Z-1-1");
        for n in 0..120 {
            row(&format!("主项{n}"), "", &format!("M-{n}"));
        }
        row("主项", "", "Z-1");
        row("同码", "", "Z-1");
        row("子项二", "Z-1", "Z-1-2");
        row("同码二", "Z-1", "Z-1-2");
        let taken = import(&mut desk, &scratch, "long.csv", text.as_bytes(), Taking::Good).await;
        let problems: Vec<_> = taken.problems.iter().map(|problem| (problem.row, problem.field.clone(), problem.problem.clone())).collect();
        assert_eq!((taken.counts.taken, taken.counts.returned), (123, 3), "{problems:?}");
        let refused = |row, field: &str, rule: &str| (row, Some(field.to_owned()), Problem::Rule { rule: rule.to_owned(), args: Default::default() });
        let expected = [refused(2, "duty_parent", "unknown"), refused(125, "duty_code", "taken"), refused(127, "duty_code", "taken")];
        assert_eq!(problems, expected);
        let below = scratch.texts("SELECT v.code || '<' || p.code FROM duty_version v JOIN duty_version p ON p.duty_id = v.parent_id ORDER BY v.code").await;
        assert_eq!(below, ["Z-1-1<Z-1", "Z-1-2<Z-1"]);
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM duty").await, scratch.numbers("SELECT COUNT(DISTINCT duty_id) FROM duty_version").await);
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM audit a JOIN audit_values v ON v.audit_id = a.id WHERE a.operation = 'duty.draft.save'").await, [123]);
        let hands = scratch.numbers("SELECT COUNT(*) FROM duty_opinion o JOIN duty_version v ON v.id = o.version_id WHERE v.stage = 'draft' AND o.act = 'written'").await;
        assert!(hands[0] >= 123, "{hands:?}");
    }

    async fn what_has_moved_or_is_not_ones_own_is_not_overwritten(scratch) {
        let mut desk = published(&scratch).await;
        let bytes = export(&mut desk, &scratch, Register::Duties, "list.xlsx").await;
        let at = column(&bytes, DATA, "追责情形");
        let file = edited(&bytes, DATA, &[(1, at, "甲".to_owned()), (2, at, "乙".to_owned()), (3, at, "丙".to_owned())]);
        assert_eq!(cell(&bytes, DATA, 1, at), "文字");
        // Another version of the first is in force by now, the second is withdrawn, the third is another town's.
        scratch.execute("UPDATE duty_version SET version = version + 1 WHERE id = 1").await;
        scratch.execute("UPDATE duty_version SET deed = 'withdraw' WHERE id = 2").await;
        let seen = preview(&mut desk, &scratch, Register::Duties, "edited.xlsx", &file).await;
        assert_eq!((counts(&seen), seen.table.bad_rows), ((0, 1, 1), 2), "{:?}", seen.table.problems);
        let problems: Vec<&Problem> = seen.table.problems.iter().map(|p| &p.problem).collect();
        assert!(matches!(problems[0], Problem::ChangedMeanwhile { stored } if stored == "文字"), "{problems:?}");
        assert!(matches!(problems[1], Problem::Rule { rule, .. } if rule == "duty_withdrawn"), "{problems:?}");
        let mut town = desk.another();
        town.enter(Role::TownAdmin).await;
        let elsewhere = desk.place("太平镇").await.0;
        scratch.execute(&format!("UPDATE duty_version SET place_id = {elsewhere} WHERE id = 3")).await;
        let sheet = put(&mut town, &scratch, "edited.xlsx", &file);
        let seen = town.call(PreviewDuties(sheet)).await.unwrap();
        assert!(seen.table.problems.iter().any(|p| p.row == 4 && p.problem == Problem::OutsideScope), "{:?}", seen.table.problems);
    }
}
