//! Units: everything through decisions with a day and a reason.

use crate::workbook::{cell, column, edited};
use crate::{DATA, changes, counts, put, told};
use api::ErrorCode;
use api::register::{Decision, GiveBack, ImportUnits, PreviewUnits, ReturnUnits, Take};
use domain::account::Role;
use domain::change::{ChangeKind, Unit};
use domain::import::{Problem, Taking};
use domain::place::Place;
use jiff::civil::date;
use testkit::{Desk, Scratch};

fn decision() -> Decision {
    Decision { effective: date(2026, 7, 1), reason: "镇改街道".to_owned(), paper: "粤民〔2026〕1号".to_owned() }
}

async fn tree(desk: &mut Desk) -> Vec<Place> {
    desk.call(api::place::Tree {}).await.unwrap().places
}

async fn exported(desk: &mut Desk, scratch: &Scratch) -> Vec<u8> {
    let place = desk.place("麻章区").await;
    let path = scratch.file("区划.xlsx");
    let out = desk.takes(&path);
    assert_eq!(desk.call(api::place::Export { place, template: false, out }).await.unwrap().rows, 104);
    std::fs::read(path).unwrap()
}

fn row_of(bytes: &[u8], header: &str, text: &str) -> u32 {
    let at = column(bytes, DATA, header);
    (1..105).find(|row| cell(bytes, DATA, *row, at) == text).unwrap()
}

testkit::on_both! {
    /// Rows build on each other, so a file takes effect by today. A wrong row is about its unit all the same.
    async fn a_file_takes_effect_by_today(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let mut sheet = put(&mut desk, &scratch, "改.csv", "区划代码,单位名称\n440811100201,鸭曹社区居委会\n".as_bytes());
        let tomorrow = domain::day::later(desk.service.now().day(), 1);
        sheet.decision = Some(Decision { effective: tomorrow, ..decision() });
        let take = ImportUnits(Take { sheet: sheet.clone(), taking: Taking::Good, seen: None });
        let refused = desk.call(take).await.unwrap_err();
        assert_eq!((refused.code, refused.field.as_deref(), refused.arg("rule")), (ErrorCode::Invalid, Some("effective"), "future"));
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM audit WHERE operation = 'change.make' AND outcome = 'done'").await, [0]);
        let known = desk.call(PreviewUnits(sheet)).await.unwrap();
        let sheet = put(&mut desk, &scratch, "错.csv", "区划代码,单位名称,级别\n440811100201,鸭曹村委会,省\n".as_bytes());
        let wrong = desk.call(PreviewUnits(sheet)).await.unwrap();
        assert_eq!((wrong.table.bad_rows, wrong.absent_count), (1, known.absent_count), "{:?}", wrong.table.problems);
    }

    /// A town gets another code and its villages follow; a village another name, another one is new: three cells and a row, three
    /// decisions, with the day and the reason of the file. The same file again says nothing new.
    async fn a_town_changes_with_its_villages(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let bytes = exported(&mut desk, &scratch).await;
        let (code, name) = (column(&bytes, DATA, "区划代码"), column(&bytes, DATA, "单位名称"));
        let village = row_of(&bytes, "单位名称", "鸭曹村委会");
        let edits = [
            (row_of(&bytes, "单位名称", "麻章镇"), code, "440811003000".to_owned()),
            (village, name, "鸭曹社区居委会".to_owned()),
            (105, code, "440811003299".to_owned()),
            (105, name, "新设社区居委会".to_owned()),
            (105, column(&bytes, DATA, "上级代码"), "440811003000".to_owned()),
        ];
        let mut sheet = put(&mut desk, &scratch, "改.xlsx", &edited(&bytes, DATA, &edits));
        let preview = desk.call(PreviewUnits(sheet.clone())).await.unwrap();
        assert_eq!(counts(&preview), (1, 102, 2), "{:?}", preview.table.problems);
        assert_eq!(preview.followers, 41);
        let town = ("unit_code", "440811100000", "440811003000");
        let renamed = ("unit_name", "鸭曹村委会", "鸭曹社区居委会");
        assert!(told(changes(&preview)).contains(&town) && told(changes(&preview)).contains(&renamed), "{:?}", changes(&preview));
        let before = tree(&mut desk).await;
        assert!(before.iter().all(|p| !p.code.as_str().starts_with("440811003")), "a preview changes nothing");

        // Without a decision nothing is taken.
        let take = |sheet| ImportUnits(Take { sheet, taking: Taking::AllOrNothing, seen: Some(preview.seen.clone()) });
        let refused = desk.call(take(sheet.clone())).await.unwrap_err();
        assert_eq!((refused.code, refused.field.as_deref()), (ErrorCode::Invalid, Some("reason")));
        sheet.decision = Some(decision());
        let taken = desk.call(take(sheet.clone())).await.unwrap();
        assert_eq!((taken.counts.taken, taken.counts.replaced, taken.counts.returned), (1, 2, 0), "{:?}", taken.problems);

        let after = tree(&mut desk).await;
        assert_eq!(after.iter().filter(|p| p.code.as_str().starts_with("440811003")).count(), 43);
        let village = after.iter().find(|p| p.name == "鸭曹社区居委会").unwrap();
        assert_eq!(village.code.as_str().get(..9), Some("440811003"));
        let list = api::change::List { unit: Unit::Place, of: None, before: None, limit: 50 };
        let decided = desk.call(list).await.unwrap().changes;
        let mut kinds: Vec<ChangeKind> = decided.iter().map(|c| c.kind).collect();
        kinds.sort();
        assert_eq!(kinds, [ChangeKind::Rename, ChangeKind::Recode, ChangeKind::Open]);
        assert!(decided.iter().all(|c| c.effective == date(2026, 7, 1) && c.reason == "镇改街道" && c.paper == "粤民〔2026〕1号"));
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM audit WHERE operation = 'change.make'").await, [3]);

        // The same file again says nothing new: codes that followed from the town's are not typed back.
        let again = desk.call(PreviewUnits(sheet.clone())).await.unwrap();
        assert_eq!((counts(&again), again.table.bad_rows), ((0, 105, 0), 0), "{:?} {:?}", changes(&again), again.table.problems);

        // An old list with old codes, without numbers of the console: it lands at its place, and nothing is recoded back.
        let text = "行政区划代码,村居名称\n440811100201,鸭曹社区居委会\n";
        let old = put(&mut desk, &scratch, "旧.csv", text.as_bytes());
        let preview = desk.call(PreviewUnits(old)).await.unwrap();
        assert_eq!(counts(&preview), (0, 1, 0), "{:?} {:?}", changes(&preview), preview.table.problems);
    }

    /// What comes back after an import is what was wrong, not what followed from a new code; a row of a village that a form
    /// refused is told so although its own town was recoded by the same file.
    async fn only_wrong_rows_come_back(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let bytes = exported(&mut desk, &scratch).await;
        let (code, name) = (column(&bytes, DATA, "区划代码"), column(&bytes, DATA, "单位名称"));
        let edits = [
            (row_of(&bytes, "单位名称", "麻章镇"), code, "440811003000".to_owned()),
            (row_of(&bytes, "单位名称", "鸭曹村委会"), name, "长".repeat(300)),
            (row_of(&bytes, "单位名称", "洋村东村委会"), column(&bytes, DATA, "级别"), "省".to_owned()),
        ];
        let mut sheet = put(&mut desk, &scratch, "改.xlsx", &edited(&bytes, DATA, &edits));
        let preview = desk.call(PreviewUnits(sheet.clone())).await.unwrap();
        assert_eq!((counts(&preview).2, preview.table.bad_rows), (1, 2), "{:?}", preview.table.problems);
        sheet.decision = Some(decision());
        let seen = Some(preview.seen.clone());
        let taken = desk.call(ImportUnits(Take { sheet: sheet.clone(), taking: Taking::Good, seen: seen.clone() })).await.unwrap();
        assert_eq!((taken.counts.replaced, taken.counts.returned), (1, 2), "{:?}", taken.problems);
        assert_eq!(taken.problems, preview.table.problems);
        // A file of the person's own beside it.
        std::fs::write(scratch.file("退回.part"), "自己的").unwrap();
        for name in ["退回.xlsx", "退回.csv"] {
            let out = desk.takes(&scratch.file(name));
            let back = desk.call(ReturnUnits(GiveBack { sheet: sheet.clone(), seen: seen.clone(), out })).await.unwrap();
            assert_eq!(back.rows, 2);
        }
        assert_eq!(std::fs::read_to_string(scratch.file("退回.part")).unwrap(), "自己的");
        let told = std::fs::read_to_string(scratch.file("退回.csv")).unwrap();
        assert!(told.contains(&"长".repeat(300)) && told.contains("洋村东村委会"), "{told}");
    }

    /// A code that somebody else gave meanwhile is not overwritten by an older file; taking the change back moves the version, too.
    async fn versions_guard_codes(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let bytes = exported(&mut desk, &scratch).await;
        let code = column(&bytes, DATA, "区划代码");
        let village = row_of(&bytes, "单位名称", "鸭曹村委会");
        let mine = put(&mut desk, &scratch, "我的.xlsx", &edited(&bytes, DATA, &[(village, code, "440811100288".to_owned())]));
        let seen = Some(desk.call(PreviewUnits(mine.clone())).await.unwrap().seen);
        let versions = |all: Vec<Place>, name: &str| all.into_iter().find(|p| p.name == name).unwrap().version;
        let before = versions(tree(&mut desk).await, "鸭曹村委会");

        let mut theirs = put(&mut desk, &scratch, "他人.csv", "单位名称,上级单位,区划代码\n鸭曹村委会,麻章镇,440811100277\n".as_bytes());
        theirs.decision = Some(decision());
        let taken = desk.call(ImportUnits(Take { sheet: theirs, taking: Taking::Good, seen: None })).await.unwrap();
        assert_eq!(taken.counts.replaced, 1, "{:?}", taken.problems);
        assert_eq!(versions(tree(&mut desk).await, "鸭曹村委会"), before + 1);

        let mut sheet = mine;
        sheet.decision = Some(decision());
        for seen in [None, seen] {
            let taken = desk.call(ImportUnits(Take { sheet: sheet.clone(), taking: Taking::Good, seen })).await.unwrap();
            assert_eq!((taken.counts.replaced, taken.counts.returned), (0, 1));
            assert_eq!(taken.problems[0].problem, Problem::ChangedMeanwhile { stored: "440811100277".to_owned() });
        }
        let list = api::change::List { unit: Unit::Place, of: None, before: None, limit: 1 };
        let newest = desk.call(list).await.unwrap().changes.remove(0);
        desk.call(api::change::Revoke { no: newest.no, reason: "登记有误".to_owned() }).await.unwrap();
        assert_eq!(versions(tree(&mut desk).await, "鸭曹村委会"), before + 2);
    }

    /// A former code that is typed into a newer file is a change.
    async fn a_former_code_can_be_typed_back(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let text = "单位名称,上级单位,区划代码\n鸭曹村委会,麻章镇,440811100277\n";
        let mut sheet = put(&mut desk, &scratch, "改.csv", text.as_bytes());
        sheet.decision = Some(decision());
        let former = tree(&mut desk).await.into_iter().find(|p| p.name == "鸭曹村委会").unwrap().code;
        desk.call(ImportUnits(Take { sheet, taking: Taking::Good, seen: None })).await.unwrap();
        let bytes = exported(&mut desk, &scratch).await;
        let (village, code) = (row_of(&bytes, "单位名称", "鸭曹村委会"), column(&bytes, DATA, "区划代码"));
        let back = put(&mut desk, &scratch, "回.xlsx", &edited(&bytes, DATA, &[(village, code, former.as_str().to_owned())]));
        let preview = desk.call(PreviewUnits(back)).await.unwrap();
        assert_eq!(told(changes(&preview)), [("unit_code", "440811100277", former.as_str())], "{:?}", preview.table.problems);
    }

    /// A whole new town with its villages in one file; what can't be is told row by row.
    async fn new_units_stand_below_new_ones(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let text = "代码,名称,级别,上级代码\n440811009001,甲村委会,村,440811009\n440811009,新镇,镇,440811\n\
            440811009002,甲村委会,村,440811009\n440811010001,无上级村委会,,440811010\n440811100201,鸭曹村委会,镇,\n\
            440811009003,乙村委会,镇,440811009\n";
        let mut sheet = put(&mut desk, &scratch, "新.csv", text.as_bytes());
        sheet.decision = Some(decision());
        let taken = desk.call(ImportUnits(Take { sheet, taking: Taking::Good, seen: None })).await.unwrap();
        assert_eq!((taken.counts.taken, taken.counts.returned), (2, 4), "{:?}", taken.problems);
        let told: Vec<(u64, &str)> = taken.problems.iter().map(|p| (p.row, p.field.as_deref().unwrap())).collect();
        assert_eq!(told, [(4, "unit_name"), (5, "above_code"), (6, "unit_level"), (7, "unit_level")]);
        assert!(matches!(taken.problems[2].problem, Problem::Fixed { .. }));
        // Of what is new nothing is stored that could be told.
        assert!(matches!(&taken.problems[3].problem, Problem::Rule { rule, .. } if rule == "level_below"));
        let all = tree(&mut desk).await;
        let town = all.iter().find(|p| p.name == "新镇").unwrap();
        assert_eq!(all.iter().find(|p| p.name == "甲村委会").unwrap().parent, Some(town.id));
    }

    /// Whether a village is counted, with the reason.
    async fn villages_are_left_out_and_counted(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let bytes = exported(&mut desk, &scratch).await;
        let (flag, why) = (column(&bytes, DATA, "纳入统计"), column(&bytes, DATA, "不纳入原因"));
        let village = row_of(&bytes, "单位名称", "洋村东村委会");
        let edits = [(village, flag, "否".to_owned()), (village, why, "整村搬迁".to_owned()), (2, why, "多余的原因".to_owned())];
        let mut sheet = put(&mut desk, &scratch, "不计.xlsx", &edited(&bytes, DATA, &edits));
        sheet.decision = Some(decision());
        let preview = desk.call(PreviewUnits(sheet.clone())).await.unwrap();
        assert_eq!(told(changes(&preview)), [("counted", "是", "否"), ("uncounted_reason", "", "整村搬迁")]);
        assert_eq!(preview.table.problems[0].field.as_deref(), Some("uncounted_reason"));
        let taken = desk.call(ImportUnits(Take { sheet, taking: Taking::Good, seen: Some(preview.seen) })).await.unwrap();
        assert_eq!((taken.counts.replaced, taken.counts.returned), (1, 1));
        let village = tree(&mut desk).await.into_iter().find(|p| p.name == "洋村东村委会").unwrap();
        assert_eq!((village.active, village.inactive_reason.as_deref()), (false, Some("整村搬迁")));
    }
}
