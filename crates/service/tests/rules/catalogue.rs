//! The service catalogue: terminal modules.

use crate::{code, invalid};
use api::ErrorCode;
use api::catalogue::{ExportModules, ListModules, ModuleFilter, Modules, SaveModule};
use domain::account::Role;
use domain::body::BodyId;
use domain::catalogue::{Category, Holds, Module, ModuleFields, ModuleState};
use domain::place::Level;
use testkit::Desk;

fn fields(name: &str) -> ModuleFields {
    ModuleFields {
        name: name.to_owned(),
        category: Category::Convenience,
        holds: Holds::Items,
        owner: None,
        levels: vec![Level::Village],
        state: ModuleState::Preparing,
        note: String::new(),
    }
}

fn new(fields: ModuleFields) -> SaveModule {
    SaveModule { id: None, fields, version: 0 }
}

fn rule(field: &str, rule: &str) -> (String, String) {
    (field.to_owned(), rule.to_owned())
}

async fn listed(desk: &mut Desk) -> Modules {
    desk.call(ListModules {}).await.unwrap()
}

testkit::on_both! {
    async fn the_twenty_sixth_module_is_open_until_it_is_named(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::StationClerk).await;
        let before = listed(&mut desk).await;
        assert_eq!((before.modules.len(), before.open_slots), (25, 1), "read by everyone inside");
        assert_eq!(code(desk.call(new(fields("电费缴纳"))).await), ErrorCode::NotPermitted);
        desk.enter(Role::CatalogueAdmin).await;
        let levels = vec![Level::Village, Level::Town, Level::Village];
        let made = desk.call(new(ModuleFields { levels, ..fields(" 电费缴纳 ") })).await.unwrap();
        assert_eq!((made.fields.name.as_str(), made.fields.levels, made.version), ("电费缴纳", vec![Level::Town, Level::Village], 1));
        let after = listed(&mut desk).await;
        assert_eq!((after.modules.len(), after.open_slots), (26, 0));
        assert_eq!(after.modules.last().map(|m| m.id), Some(made.id), "the last of its category, which is the last one");
    }

    async fn what_is_wrong_is_told_at_its_field_and_nothing_changes(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let table = [
            (ModuleFields { name: " ".to_owned(), ..fields("甲") }, rule("name", "required")),
            (fields(&"长".repeat(31)), rule("name", "too_long")),
            (fields("电费\n缴纳"), rule("name", "control")),
            (fields("办事指南"), rule("name", "taken")),
            (ModuleFields { levels: Vec::new(), ..fields("甲") }, rule("levels", "required")),
            (ModuleFields { note: "长".repeat(501), ..fields("甲") }, rule("note", "too_long")),
            (ModuleFields { owner: Some(BodyId(9_999)), ..fields("甲") }, rule("owner", "unknown")),
        ];
        for (fields, told) in table {
            assert_eq!(invalid(desk.call(new(fields)).await), told);
        }
        assert_eq!(listed(&mut desk).await.modules.len(), 25);
    }

    async fn two_admins_do_not_overwrite_each_other_and_a_change_is_taken_back(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let first = listed(&mut desk).await.modules.remove(0);
        let owner = desk.call(api::body::List {}).await.unwrap().bodies[0].id;
        let mine = ModuleFields { owner: Some(owner), state: ModuleState::Suspended, ..first.fields.clone() };
        let saved = desk.call(SaveModule { id: Some(first.id), fields: mine.clone(), version: first.version }).await.unwrap();
        assert_eq!((&saved.fields, saved.version), (&mine, first.version + 1));
        let late = desk.call(SaveModule { id: Some(first.id), fields: first.fields.clone(), version: first.version }).await.unwrap_err();
        assert_eq!((late.code, serde_json::from_str::<Module>(late.arg("current")).unwrap()), (ErrorCode::Conflict, saved));
        let subject = format!("module:{}", first.id.0);
        desk.call(api::history::Undo { subject, no: None }).await.unwrap();
        assert_eq!(listed(&mut desk).await.modules.remove(0).fields, first.fields);
    }

    async fn a_file_holds_exactly_what_is_filtered(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let path = scratch.file("modules.csv");
        let out = desk.takes(&path);
        let filter = ModuleFilter { category: Some(Category::Assets), ..ModuleFilter::default() };
        assert_eq!(desk.call(ExportModules { filter, sort: None, out }).await.unwrap().rows, 3);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains("三资平台,通知公告,信息内容,,区、镇、村（居）,启用,"), "{text}");
        assert!(!text.contains("办事指南"));
    }
}
