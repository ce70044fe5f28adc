//! Open data: what is in it, and that its form is the one that is published.

use crate::code;
use crate::duties::Office;
use crate::items::fields;
use api::ErrorCode;
use api::item::SaveItem;
use api::open::ExportOpen;
use domain::account::Role;
use domain::catalogue::codes::ItemState;
use domain::catalogue::item::{Item, ItemFields};
use domain::duty::{DutyFields, RiskPoint};
use jiff::civil::date;
use serde_json::Value;
use std::path::Path;
use std::process::Command;
use testkit::Scratch;

/// What Python's `jsonschema` says against data in the form that is published: a validator that is not ours, and that shares no library with us.
fn problems(scratch: &Scratch, data: &Value) -> Vec<String> {
    const SCRIPT: &str = "import json, sys\n\
        from jsonschema import Draft202012Validator as V\n\
        schema, data = (json.load(open(path, encoding='utf-8')) for path in sys.argv[1:3])\n\
        V.check_schema(schema)\n\
        print(json.dumps([f'{e.json_path}: {e.message}' for e in V(schema).iter_errors(data)]))";
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/open/public-services.schema.json");
    let file = scratch.file("validated.json");
    std::fs::write(&file, data.to_string()).unwrap();
    let done = Command::new("python3").args(["-c", SCRIPT]).args([&schema, &file]).output();
    let done = done.unwrap_or_else(|error| panic!("python3: {error}"));
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{said}; cargo xtask test installs python3-jsonschema");
    serde_json::from_slice(&done.stdout).unwrap()
}

testkit::on_both! {
    async fn open_data_is_what_is_published_in_the_published_form(scratch) {
        let office = Office::new(&scratch).await;
        let risk = RiskPoint { stage: "审查".to_owned(), person: "股长".to_owned(), ..RiskPoint::default() };
        let main = DutyFields { risks: vec![risk], note: "只给机关看".to_owned(), hotline: "12345".to_owned(), ..office.fields("T-1") };
        let main = office.published(office.draft(office.town_admin, None, main).await, date(2026, 3, 1)).await;
        let below = DutyFields { parent: Some(main.head.duty), ..office.fields("T-1-1") };
        office.published(office.draft(office.town_admin, None, below).await, date(2026, 3, 1)).await;
        office.draft(office.town_admin, None, office.fields("T-2")).await;
        let new = |fields| SaveItem { id: None, fields, version: 0 };
        let checked = |code, name| ItemFields { verified: Some(office.today()), ..fields(office.body, code, name) };
        let moved = office.desk.operate(new(checked("G-1", "户口迁移"))).await.unwrap();
        let gone = office.desk.operate(new(checked("G-2", "不再办理"))).await.unwrap();
        for item in [&moved, &gone] {
            office.item_published(item).await;
        }
        let save = |item: &Item, fields| SaveItem { id: Some(item.id), fields, version: item.version };
        let gone = save(&gone, ItemFields { state: ItemState::Cancelled, ..gone.fields.clone() });
        let gone = office.desk.operate(gone).await.unwrap();
        office.item_published(&gone).await;
        // What is only drafted is nobody else's to read: neither a new item, nor a change of one that is published.
        office.desk.operate(new(checked("G-3", "尚未公布"))).await.unwrap();
        office.desk.operate(save(&moved, ItemFields { name: "户口迁移（修改中）".to_owned(), ..moved.fields.clone() })).await.unwrap();
        let path = scratch.file("open.json");
        let mut leader = office.desk.another();
        leader.enter(Role::Leader).await;
        let out = leader.takes(&path);
        assert_eq!(code(leader.call(ExportOpen { out }).await), ErrorCode::NotPermitted);
        let mut admin = office.desk.another();
        admin.enter(Role::CatalogueAdmin).await;
        let out = admin.takes(&path);
        assert_eq!(admin.call(ExportOpen { out }).await.unwrap().rows, 3);
        let text = std::fs::read_to_string(&path).unwrap();
        let data: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(problems(&scratch, &data), Vec::<String>::new());
        let duties = data["responsibilities"].as_array().unwrap();
        assert_eq!(duties.iter().map(|duty| duty["code"].as_str().unwrap()).collect::<Vec<_>>(), ["T-1", "T-1-1"]);
        assert_eq!(duties[1]["isPartOf"], duties[0]["identifier"]);
        assert_eq!((&duties[0]["approval"], &duties[0]["validFrom"]), (&"麻府办〔2026〕8号".into(), &"2026-03-01".into()));
        let services = data["publicServices"].as_array().unwrap();
        assert_eq!(services.iter().map(|one| one["name"].as_str().unwrap()).collect::<Vec<_>>(), ["户口迁移"]);
        assert_eq!(services[0]["processingTime"]["unit"]["identifier"], "workday");
        let body = services[0]["hasCompetentAuthority"].as_str().unwrap();
        assert!(data["publicOrganisations"].as_array().unwrap().iter().any(|one| one["identifier"] == body));
        for hidden in ["只给机关看", "股长", "机构改革"] {
            assert!(!text.contains(hidden), "{hidden}");
        }
        // A validator that agrees with everything would prove nothing.
        let mut wrong = data.clone();
        wrong["responsibilities"][0]["validFrom"] = "去年".into();
        wrong["publicServices"][0]["unheardOf"] = true.into();
        assert_eq!(problems(&scratch, &wrong).len(), 2, "{:?}", problems(&scratch, &wrong));
    }
}
