//! Places, bodies, sources and service points.

use crate::{code, invalid, newcomer};
use api::ErrorCode;
use api::body::{ListSources, Save, SaveSource, Source};
use api::place::{SetActive, SetCutoff, Tree};
use api::point::{Create, List};
use domain::account::Role;
use domain::place::{Level, Place, PlaceId};
use domain::point::{Device, PointFields, PointKind, Window};
use jiff::civil::date;
use testkit::Desk;

fn rule(field: &str, rule: &str) -> (String, String) {
    (field.to_owned(), rule.to_owned())
}

fn fields(name: &str) -> PointFields {
    PointFields {
        name: name.to_owned(),
        address: "麻章镇政府旁".to_owned(),
        head: "张三".to_owned(),
        staff: "李四、王五".to_owned(),
        phone: "0759-0000000".to_owned(),
        hours: "周一至周五 8:30–17:30".to_owned(),
        leader: String::new(),
        cadre: String::new(),
        opened: Some(date(2019, 5, 1)),
        active: true,
        windows: vec![Window { no: "1".to_owned(), name: "综合".to_owned() }, Window { no: "2".to_owned(), name: "社保".to_owned() }],
        devices: vec![Device { no: "T-01".to_owned(), name: "自助终端".to_owned() }],
    }
}

async fn village(desk: &Desk, name: &str) -> Place {
    let mut reader = desk.service.store().read().await.unwrap();
    store::place::all(&mut reader.conn()).await.unwrap().into_iter().find(|p| p.name == name).unwrap()
}

testkit::on_both! {
    async fn the_tree_is_what_one_may_see(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        let seen = async |desk: &mut Desk| desk.call(Tree {}).await.unwrap().places;
        desk.enter(Role::Leader).await;
        let all = seen(&mut desk).await;
        assert_eq!((all.len(), all[0].level, all.iter().filter(|p| p.level == Level::Village && p.active).count()), (105, Level::District, 100));
        desk.enter(Role::TownAdmin).await;
        let town = seen(&mut desk).await;
        assert_eq!(town.iter().filter(|p| p.level == Level::Town).map(|p| p.name.as_str()).collect::<Vec<_>>(), ["麻章镇"]);
        assert_eq!(town.len(), 43);
        desk.enter(Role::StationClerk).await;
        assert_eq!(seen(&mut desk).await.iter().map(|p| p.level).collect::<Vec<_>>(), [Level::District, Level::Town, Level::Village]);
        assert_eq!(desk.operate(Tree {}).await.unwrap().places.len(), 105, "a local operator sees everything");
    }

    async fn a_village_is_left_out_with_its_reason(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let before = village(&desk, "洋村东村委会").await;
        let set = |place: PlaceId, active, reason: &str, version| SetActive { place, active, reason: reason.to_owned(), version };
        assert_eq!(invalid(desk.call(set(before.id, false, " 撤 ", 1)).await), rule("reason", "length"));
        assert_eq!(invalid(desk.call(set(before.id, false, &"长".repeat(201), 1)).await), rule("reason", "length"));
        let district = desk.place("麻章区").await;
        assert_eq!(invalid(desk.call(set(district, false, "区划调整", 1)).await), rule("place", "not_village"));
        assert_eq!(code(desk.call(set(PlaceId(9_999), false, "区划调整", 1)).await), ErrorCode::NotFound);
        desk.call(set(before.id, false, "区划调整", before.version)).await.unwrap();
        let after = village(&desk, "洋村东村委会").await;
        assert_eq!((after.active, after.inactive_reason.as_deref(), after.version), (false, Some("区划调整"), 2));
        let conflict = desk.call(set(before.id, true, "", before.version)).await.unwrap_err();
        assert_eq!((conflict.code, serde_json::from_str::<Place>(conflict.arg("current")).unwrap()), (ErrorCode::Conflict, after));
        desk.call(set(before.id, true, "", 2)).await.unwrap();
        let after = village(&desk, "洋村东村委会").await;
        assert_eq!((after.active, after.inactive_reason), (true, None));
        assert_eq!(scratch.texts("SELECT v.body FROM audit a JOIN audit_values v ON v.audit_id = a.id WHERE a.operation = 'place.active.set' ORDER BY a.id").await[0],
            r#"{"after":{"active":false,"reason":"区划调整"},"before":{"active":true,"reason":null}}"#);
    }

    async fn figures_run_to_the_cutoff(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let shown = async |desk: &mut Desk| {
            let state = desk.call(api::session::Show {}).await.unwrap();
            (state.cutoff, state.cutoff_fixed)
        };
        assert_eq!(shown(&mut desk).await, (date(2026, 11, 23), false));
        scratch.execute("INSERT INTO meta (name, value) VALUES ('rating_days', '2024-01-01/2026-11-20')").await;
        scratch.execute("INSERT INTO case_count (id, source_id, place_id, point_id, item_id, body_id, day, cases, import_no) VALUES (1, 1, 1, 0, 0, 0, '2026-11-21', 1, 1)").await;
        assert_eq!(shown(&mut desk).await, (date(2026, 11, 21), false));
        scratch.execute("UPDATE case_count SET day = '2027-01-01'").await;
        assert_eq!(shown(&mut desk).await, (date(2026, 11, 23), false), "never a day to come");
        desk.call(SetCutoff { day: Some(date(2026, 10, 31)) }).await.unwrap();
        assert_eq!(shown(&mut desk).await, (date(2026, 10, 31), true));
        assert_eq!(invalid(desk.call(SetCutoff { day: Some(date(2026, 11, 24)) }).await), rule("day", "future"));
        assert_eq!(invalid(desk.call(SetCutoff { day: Some(date(1999, 1, 1)) }).await), rule("day", "too_early"));
        desk.call(SetCutoff { day: None }).await.unwrap();
        assert!(!shown(&mut desk).await.1);
        // It holds for the whole district, so a grant over a town is too small for it.
        let town = desk.place("太平镇").await;
        let (_, one_time) = newcomer(&desk, "li.si", Some((Role::CatalogueAdmin, town))).await;
        let mut other = desk.another();
        other.call(api::session::Enrol { login: "li.si".to_owned(), code: one_time, password: crate::PASSWORD.to_owned() }).await.unwrap();
        assert_eq!(code(other.call(SetCutoff { day: None }).await), ErrorCode::NotFound);
    }

    async fn bodies_are_kept(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let place = desk.place("麻章区").await;
        let save = |name: &str, code: Option<&str>| Save { id: None, code: code.map(str::to_owned), name: name.to_owned(), place, active: true, version: 0 };
        let made = desk.call(save(" 区民政局 ", Some("91350100m000100y43"))).await.unwrap();
        assert_eq!((made.name.as_str(), made.code.as_deref(), made.version), ("区民政局", Some("91350100M000100Y43"), 1));
        assert_eq!(invalid(desk.call(save("区民政局", None)).await), rule("name", "taken"));
        assert_eq!(invalid(desk.call(save("区教育局", Some("91350100M000100Y43"))).await), rule("code", "taken"));
        assert_eq!(invalid(desk.call(save("区教育局", Some("91350100M000100Y44"))).await), rule("code", "credit_code"));
        assert_eq!(invalid(desk.call(save("", None)).await), rule("name", "length"));
        let edit = |name: &str, version| Save { id: Some(made.id), version, ..save(name, None) };
        let edited = desk.call(edit("区民政和社会工作局", 1)).await.unwrap();
        assert_eq!((edited.code, edited.version), (None, 2));
        let conflict = desk.call(edit("别的", 1)).await.unwrap_err();
        assert_eq!(conflict.code, ErrorCode::Conflict);
        assert!(conflict.arg("current").contains("区民政和社会工作局"));
        assert_eq!(code(desk.call(Save { id: Some(domain::body::BodyId(99)), ..save("没有", None) }).await), ErrorCode::NotFound);
        assert_eq!(code(desk.call(Save { place: PlaceId(9_999), ..save("没有", None) }).await), ErrorCode::NotFound);
        desk.enter(Role::StationClerk).await;
        assert_eq!(desk.call(api::body::List {}).await.unwrap().bodies.len(), 2, "bodies are known to everyone inside");
    }

    async fn sources_are_declared(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::TownAdmin).await;
        let save = |name: &str, numberless| SaveSource { source: Source { name: name.to_owned(), numberless } };
        desk.call(save(" 窗口评价器 ", false)).await.unwrap();
        desk.call(save("窗口评价器", false)).await.unwrap();
        assert_eq!(code(desk.call(save("窗口评价器", true)).await), ErrorCode::NotFound, "others use it too");
        assert_eq!(invalid(desk.call(save(" ", false)).await).0, "name");
        desk.enter(Role::CatalogueAdmin).await;
        desk.call(save("窗口评价器", true)).await.unwrap();
        assert_eq!(desk.call(ListSources {}).await.unwrap().sources, [Source { name: "窗口评价器".to_owned(), numberless: true }]);
    }

    async fn points_are_made_and_edited_within_ones_town(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::TownAdmin).await;
        let (own, foreign) = (desk.place("麻章镇").await, desk.place("太平镇").await);
        let create = |place, kind, name: &str| Create { place, kind, fields: fields(name) };
        let made = desk.call(create(own, PointKind::TownCentre, " 麻章镇便民服务中心 ")).await.unwrap();
        assert_eq!((made.fields.clone(), made.version), (fields("麻章镇便民服务中心"), 1));
        assert_eq!(invalid(desk.call(create(own, PointKind::SelfService, "麻章镇便民服务中心")).await), rule("name", "taken"));
        assert_eq!(invalid(desk.call(create(own, PointKind::Station, "另一个")).await), rule("kind", "level"));
        assert_eq!(code(desk.call(create(foreign, PointKind::TownCentre, "太平镇便民服务中心")).await), ErrorCode::NotFound);

        let save = |fields: PointFields, version| api::point::Save { id: made.id, fields, version };
        let mut changed = made.fields.clone();
        changed.windows.remove(0);
        changed.devices.push(Device { no: "T-02".to_owned(), name: "评价器".to_owned() });
        changed.opened = None;
        let saved = desk.call(save(changed.clone(), 1)).await.unwrap();
        assert_eq!((&saved.fields, saved.version), (&changed, 2));
        assert_eq!(desk.call(List { place: own }).await.unwrap().points, [saved]);
        assert_eq!(code(desk.call(save(changed.clone(), 1)).await), ErrorCode::Conflict);

        let wrong = |change: fn(&mut PointFields)| {
            let mut fields = changed.clone();
            change(&mut fields);
            save(fields, 2)
        };
        assert_eq!(invalid(desk.call(wrong(|f| f.name = "  ".to_owned())).await), rule("name", "required"));
        assert_eq!(invalid(desk.call(wrong(|f| f.phone = "1".repeat(201))).await), rule("phone", "too_long"));
        assert_eq!(invalid(desk.call(wrong(|f| f.windows[0].name = "长".repeat(201))).await), rule("windows", "too_long"));
        assert_eq!(invalid(desk.call(wrong(|f| f.devices[0].no = " T-02 ".to_owned())).await), rule("devices", "numbers"));

        // Another town's administrator neither sees nor edits it; whoever stands above does.
        let (_, one_time) = newcomer(&desk, "li.si", Some((Role::TownAdmin, foreign))).await;
        let mut other = desk.another();
        other.call(api::session::Enrol { login: "li.si".to_owned(), code: one_time, password: crate::PASSWORD.to_owned() }).await.unwrap();
        assert_eq!(code(other.call(save(changed.clone(), 2)).await), ErrorCode::NotFound);
        assert_eq!(code(other.call(List { place: own }).await), ErrorCode::NotFound);
        assert_eq!(other.call(List { place: foreign }).await.unwrap().points, []);
        desk.enter(Role::Leader).await;
        let district = desk.place("麻章区").await;
        assert_eq!(desk.call(List { place: district }).await.unwrap().points.len(), 1);
        assert_eq!(code(desk.call(save(changed, 2)).await), ErrorCode::NotPermitted);
    }

    async fn changes_are_told(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let mut changes = desk.service.subscribe();
        let place = desk.place("麻章区").await;
        desk.call(Create { place, kind: PointKind::DistrictCentre, fields: fields("区政务服务中心") }).await.unwrap();
        desk.call(SetCutoff { day: None }).await.unwrap();
        let told: Vec<_> = [changes.recv().await.unwrap(), changes.recv().await.unwrap()].into_iter().map(|c| (c.kind, c.id)).collect();
        assert_eq!(told, [(api::ChangeKind::Point, Some("1".to_owned())), (api::ChangeKind::Setting, Some("cutoff".to_owned()))]);
    }
}
