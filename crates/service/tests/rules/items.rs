//! Items of the service catalogue.

use crate::{code, invalid};
use api::ErrorCode;
use api::catalogue::ListModules;
use api::item::{
    Described, ExportItems, ItemFilter, ItemMenus, Items, ListItems, Rules, SaveItem, SaveRules, ShowItem, ShowItemMenus, ShowRules,
};
use api::page::{PageAt, Sort};
use domain::account::Role;
use domain::body::BodyId;
use domain::calendar::Unit;
use domain::catalogue::codes::{Audience, Handling, ItemKind, Origin};
use domain::catalogue::item::{Item, ItemFields, ItemId};
use domain::catalogue::limit::Limit;
use domain::catalogue::parts::{Basis, Condition, Material, PartKind, Question};
use domain::catalogue::{Category, ModuleId};
use domain::place::Level;
use jiff::civil::date;
use std::collections::BTreeMap;
use testkit::Desk;

fn limit(days: u32, unit: Unit) -> Option<Limit> {
    Some(Limit { days, unit })
}

pub(crate) fn fields(body: BodyId, code: &str, name: &str) -> ItemFields {
    ItemFields {
        code: code.to_owned(),
        name: name.to_owned(),
        body: Some(body),
        levels: vec![Level::Village],
        audience: vec![Audience::Person],
        legal: limit(20, Unit::Workday),
        promised: limit(10, Unit::Workday),
        materials: vec![Material { name: "居民身份证".to_owned(), copies: 1, ..Material::default() }],
        ..ItemFields::default()
    }
}

pub(crate) fn new(fields: ItemFields) -> SaveItem {
    SaveItem { id: None, fields, version: 0 }
}

fn edit(item: &Item, fields: ItemFields) -> SaveItem {
    SaveItem { id: Some(item.id), fields, version: item.version }
}

/// A catalogue administrator, and a body.
pub(crate) async fn admin(scratch: &testkit::Scratch) -> (Desk, BodyId) {
    let mut desk = Desk::demo(scratch).await;
    desk.enter(Role::CatalogueAdmin).await;
    let body = desk.call(api::body::List {}).await.unwrap().bodies[0].id;
    (desk, body)
}

async fn listed(desk: &mut Desk, filter: ItemFilter) -> Items {
    desk.call(ListItems { filter, sort: None, page: PageAt::First, limit: 50 }).await.unwrap()
}

fn names(items: &Items) -> Vec<&str> {
    items.items.iter().map(|item| item.name.as_str()).collect()
}

testkit::on_both! {
    async fn an_item_is_described_shown_changed_and_taken_back(scratch) {
        let (mut desk, body) = admin(&scratch).await;
        let first = desk.call(api::catalogue::ListModules {}).await.unwrap().modules[0].id;
        let vague = Condition { text: "法律法规规定的其他条件".to_owned() };
        let full = ItemFields { modules: vec![first], conditions: vec![vague], ..fields(body, "440811001", " 临时救助申请 ") };
        let made = desk.call(new(full)).await.unwrap();
        assert_eq!((made.fields.name.as_str(), made.version), ("临时救助申请", 1));
        let shown = desk.call(ShowItem { id: made.id }).await.unwrap();
        assert_eq!(shown.item, made);
        assert_eq!((shown.vague.len(), shown.vague[0].part, shown.vague[0].row), (1, PartKind::Conditions, 0));
        let changed = ItemFields { visits: 1, materials: Vec::new(), modules: Vec::new(), ..made.fields.clone() };
        let saved = desk.call(edit(&made, changed.clone())).await.unwrap();
        assert_eq!((&saved.fields, saved.version), (&changed, 2));
        let late = desk.call(edit(&made, made.fields.clone())).await.unwrap_err();
        assert_eq!((late.code, serde_json::from_str::<Item>(late.arg("current")).unwrap()), (ErrorCode::Conflict, saved));
        let subject = format!("item:{}", made.id.0);
        let deeds = desk.call(api::history::List { subject: subject.clone(), page: PageAt::First, limit: 10 }).await.unwrap().deeds;
        assert_eq!(deeds.len(), 2);
        desk.call(api::history::Undo { subject, no: None }).await.unwrap();
        assert_eq!(desk.call(ShowItem { id: made.id }).await.unwrap().item.fields, made.fields);
        desk.enter(Role::StationClerk).await;
        assert_eq!(names(&listed(&mut desk, ItemFilter::default()).await), ["临时救助申请"], "read by everyone inside");
        assert_eq!(code(desk.call(edit(&made, made.fields.clone())).await), ErrorCode::NotPermitted);
    }

    async fn what_is_wrong_with_an_item_is_told_where_it_stands(scratch) {
        let (mut desk, body) = admin(&scratch).await;
        desk.call(new(fields(body, "A-1", "甲"))).await.unwrap();
        let good = || fields(body, "A-2", "乙");
        let material = |name: &str| Material { name: name.to_owned(), ..Material::default() };
        let spec = Material { spec: "A4".to_owned(), ..Material::default() };
        let table = [
            (ItemFields { name: " ".to_owned(), ..good() }, "name", "required"),
            (ItemFields { code: "A-1".to_owned(), ..good() }, "code", "taken"),
            (ItemFields { code: "编码".to_owned(), ..good() }, "code", "code_rule"),
            (ItemFields { body: Some(BodyId(9_999)), ..good() }, "body", "unknown"),
            (ItemFields { joint: vec![BodyId(9_999)], ..good() }, "joint", "unknown"),
            (ItemFields { modules: vec![ModuleId(9_999)], ..good() }, "modules", "unknown"),
            (ItemFields { handling: Handling::Instant, ..good() }, "promised", "instant"),
            (ItemFields { promised: limit(21, Unit::Workday), ..good() }, "promised", "breach"),
            (ItemFields { verified: Some(date(2100, 1, 1)), ..good() }, "verified", "future"),
            (ItemFields { materials: vec![material("表"), spec], ..good() }, "materials.1.name", "required"),
            (ItemFields { materials: vec![material("表\u{7}")], ..good() }, "materials.0.name", "control"),
        ];
        for (fields, field, rule) in table {
            assert_eq!(invalid(desk.call(new(fields)).await), (field.to_owned(), rule.to_owned()));
        }
        assert_eq!(listed(&mut desk, ItemFilter::default()).await.total.n, 1);
    }

    /// The promise is held against the law day by day, so 工作日 against 日 needs the calendar.
    async fn a_promise_keeps_within_the_law_across_units(scratch) {
        let (mut desk, body) = admin(&scratch).await;
        let with = |promised, legal| ItemFields { promised, legal, ..fields(body, "A-1", "甲") };
        let refused = desk.call(new(with(limit(10, Unit::Workday), limit(13, Unit::Day)))).await.unwrap_err();
        assert_eq!((refused.field.as_deref(), refused.arg("rule")), (Some("promised"), "breach"));
        let told = |name: &str| refused.arg(name).parse::<jiff::civil::Date>().unwrap();
        assert!(told("promised") > told("legal") && told("legal") > told("begins"), "it says when it would end too late");
        let made = desk.call(new(with(limit(5, Unit::Workday), limit(30, Unit::Day)))).await.unwrap();
        assert_eq!(made.fields.legal, limit(30, Unit::Day), "limits stay as they were written");
    }

    async fn what_the_province_settles_is_locked_once_verified(scratch) {
        let (mut desk, body) = admin(&scratch).await;
        let today = desk.call(api::session::Show {}).await.unwrap().today;
        let provincial = ItemFields { origin: Origin::Province, ..fields(body, "A-1", "甲") };
        let made = desk.call(new(provincial)).await.unwrap();
        let renamed = ItemFields { name: "乙".to_owned(), verified: Some(today), ..made.fields.clone() };
        let verified = desk.call(edit(&made, renamed)).await.unwrap();
        let again = ItemFields { name: "丙".to_owned(), ..verified.fields.clone() };
        assert_eq!(invalid(desk.call(edit(&verified, again.clone())).await), ("name".to_owned(), "locked".to_owned()));
        let own = ItemFields { hours: "工作日".to_owned(), ..verified.fields.clone() };
        let verified = desk.call(edit(&verified, own)).await.unwrap();
        let opened = desk.call(edit(&verified, ItemFields { verified: None, ..again })).await.unwrap();
        assert_eq!(opened.fields.name, "丙");
    }

    /// Ratings know items before anybody describes them: by a code, or by the name alone.
    async fn items_that_files_have_named_are_described_under_their_keys(scratch) {
        let (mut desk, body) = admin(&scratch).await;
        scratch.execute("INSERT INTO item (id, code, name) VALUES (7, '440811007', '老年优待证')").await;
        scratch.execute("INSERT INTO item (id, code, name) VALUES (8, 'name:户口迁移', '户口迁移')").await;
        let filter = || ItemFilter { described: Some(Described::Named), ..ItemFilter::default() };
        let named = listed(&mut desk, filter()).await;
        assert_eq!((names(&named), named.items[1].code.as_str()), (vec!["老年优待证", "户口迁移"], ""));
        let shown = desk.call(ShowItem { id: ItemId(8) }).await.unwrap().item;
        assert_eq!((shown.fields.code.as_str(), shown.fields.name.as_str(), shown.version), ("", "户口迁移", 0));
        let by_name = desk.call(new(fields(body, "440811008", "户口迁移"))).await.unwrap();
        let by_code = desk.call(new(fields(body, "440811007", "老年人优待证办理"))).await.unwrap();
        assert_eq!((by_name.id, by_code.id), (ItemId(8), ItemId(7)));
        assert_eq!(listed(&mut desk, filter()).await.total.n, 0);
        let fresh = desk.call(new(fields(body, "440811009", "新事项"))).await.unwrap();
        assert!(fresh.id.0 >= store::catalogue::item::CATALOGUE_IDS, "imports count below");
        // A code that an item has had belongs to it, and it may take it up again.
        let moved = desk.call(edit(&by_code, ItemFields { code: "X-7".to_owned(), ..by_code.fields.clone() })).await.unwrap();
        let taken = edit(&fresh, ItemFields { code: "440811007".to_owned(), ..fresh.fields.clone() });
        assert_eq!(invalid(desk.call(taken).await), ("code".to_owned(), "taken".to_owned()));
        assert_eq!(scratch.numbers("SELECT item_id FROM item_former_code WHERE code = '440811007'").await, [7]);
        desk.call(edit(&moved, by_code.fields)).await.unwrap();
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM item_former_code WHERE code = '440811007'").await, [0]);
    }

    async fn codes_follow_the_rule_from_now_on(scratch) {
        let (mut desk, body) = admin(&scratch).await;
        let before = desk.call(ShowRules {}).await.unwrap();
        assert_eq!(before.code, "");
        let old = desk.call(new(fields(body, "OLD-1", "甲"))).await.unwrap();
        let rules = |code: &str| Rules { code: code.to_owned(), ..before.clone() };
        let wrong = SaveRules { rules: rules("9{"), before: before.clone() };
        assert_eq!(invalid(desk.call(wrong).await), ("code".to_owned(), "pattern_repeat".to_owned()));
        desk.call(SaveRules { rules: rules("9{6}AA-9{4}"), before: before.clone() }).await.unwrap();
        assert_eq!(code(desk.call(SaveRules { rules: rules("9"), before }).await), ErrorCode::Conflict);
        assert_eq!(invalid(desk.call(new(fields(body, "NEW-1", "乙"))).await), ("code".to_owned(), "code_rule".to_owned()));
        desk.call(new(fields(body, "440811XK-0001", "乙"))).await.unwrap();
        desk.call(edit(&old, ItemFields { visits: 2, ..old.fields.clone() })).await.unwrap();
    }

    async fn the_menus_count_what_lies_behind_them(scratch) {
        let (mut desk, body) = admin(&scratch).await;
        let modules = desk.call(ListModules {}).await.unwrap().modules;
        let of = |category| modules.iter().filter(move |m| m.fields.category == category).map(|m| m.id).collect::<Vec<_>>();
        let (gov, party) = (of(Category::GovService), of(Category::Party));
        let behind = [vec![gov[0], gov[1]], vec![gov[0], party[0]], vec![gov[1]], vec![]];
        for (n, modules) in behind.into_iter().enumerate() {
            let kind = if n < 3 { ItemKind::Confirmation } else { ItemKind::PublicService };
            desk.call(new(ItemFields { modules, kind, ..fields(body, &format!("C-{n}"), &format!("事项{n}")) })).await.unwrap();
        }
        let told = |menus: ItemMenus| {
            let categories = menus.categories.iter().map(|one| (one.category, one.n)).collect::<BTreeMap<_, _>>();
            let modules = menus.modules.iter().map(|one| (one.module, one.n)).collect::<BTreeMap<_, _>>();
            (menus.all, categories, modules, menus.unplaced)
        };
        // An item behind two modules of a category is one of it.
        let all = told(desk.call(ShowItemMenus { filter: ItemFilter::default() }).await.unwrap());
        let categories = BTreeMap::from([(Category::GovService, 3), (Category::Party, 1)]);
        assert_eq!(all, (4, categories, BTreeMap::from([(gov[0], 2), (gov[1], 2), (party[0], 1)]), 1));
        let narrowed = ItemFilter { kinds: vec![ItemKind::PublicService], ..ItemFilter::default() };
        assert_eq!(told(desk.call(ShowItemMenus { filter: narrowed }).await.unwrap()), (1, BTreeMap::new(), BTreeMap::new(), 1));
        // What is counted is what the list shows.
        for (filter, expected) in [
            (ItemFilter { category: Some(Category::GovService), ..ItemFilter::default() }, ["事项0", "事项1", "事项2"].as_slice()),
            (ItemFilter { category: Some(Category::Party), ..ItemFilter::default() }, &["事项1"]),
            (ItemFilter { category: Some(Category::Special), ..ItemFilter::default() }, &[]),
            (ItemFilter { module: Some(gov[1]), ..ItemFilter::default() }, &["事项0", "事项2"]),
            (ItemFilter { module: Some(gov[1]), category: Some(Category::Party), ..ItemFilter::default() }, &["事项0", "事项2"]),
            (ItemFilter { unplaced: true, module: Some(gov[1]), ..ItemFilter::default() }, &["事项3"]),
        ] {
            assert_eq!(names(&listed(&mut desk, filter.clone()).await), expected, "{filter:?}");
        }
    }

    async fn the_list_narrows_pages_and_writes_what_it_shows(scratch) {
        let (mut desk, body) = admin(&scratch).await;
        for (n, name) in ["户口迁移", "出生登记", "临时救助", "医疗报销", "法律援助"].into_iter().enumerate() {
            let kind = if n < 2 { ItemKind::Confirmation } else { ItemKind::PublicService };
            let verified = (n == 4).then(|| date(2026, 1, 5));
            desk.call(new(ItemFields { kind, verified, ..fields(body, &format!("C-{n}"), name) })).await.unwrap();
        }
        let text = |text: &str| ItemFilter { text: text.to_owned(), ..ItemFilter::default() };
        assert_eq!(names(&listed(&mut desk, text("yiliao")).await), ["医疗报销"]);
        assert_eq!(names(&listed(&mut desk, text("YiLiao")).await), ["医疗报销"], "whatever the case of the letters");
        assert_eq!(names(&listed(&mut desk, text("lsjz")).await), ["临时救助"]);
        assert_eq!(names(&listed(&mut desk, text("c-1")).await), ["出生登记"]);
        assert_eq!(names(&listed(&mut desk, text("%")).await), Vec::<&str>::new());
        let kinds = ItemFilter { kinds: vec![ItemKind::Confirmation], ..ItemFilter::default() };
        assert_eq!(names(&listed(&mut desk, kinds.clone()).await), ["户口迁移", "出生登记"]);
        let verified = ItemFilter { described: Some(Described::Verified), ..ItemFilter::default() };
        assert_eq!(names(&listed(&mut desk, verified).await), ["法律援助"]);
        // Every order, forwards and backwards, shows every row once.
        for (by, expected) in
            [("code", ["户口迁移", "出生登记", "临时救助", "医疗报销", "法律援助"]), ("name", ["出生登记", "法律援助", "户口迁移", "临时救助", "医疗报销"])]
        {
            for down in [false, true] {
                let mut expected = expected.map(str::to_owned).to_vec();
                if down {
                    expected.reverse();
                }
                let sort = Some(Sort { by: by.to_owned(), down });
                let (mut there, mut page) = (Vec::new(), PageAt::First);
                loop {
                    let items = desk.call(ListItems { filter: ItemFilter::default(), sort: sort.clone(), page, limit: 2 }).await.unwrap();
                    there.extend(items.items.into_iter().map(|item| item.name));
                    match items.edges.after {
                        Some(after) => page = PageAt::After(after),
                        None => break,
                    }
                }
                assert_eq!(there, expected, "{by} {down}");
                let (mut back, mut page) = (Vec::new(), PageAt::Last);
                loop {
                    let items = desk.call(ListItems { filter: ItemFilter::default(), sort: sort.clone(), page, limit: 2 }).await.unwrap();
                    back.splice(0..0, items.items.into_iter().map(|item| item.name));
                    match items.edges.before {
                        Some(before) => page = PageAt::Before(before),
                        None => break,
                    }
                }
                assert_eq!(back, expected, "{by} {down} backwards");
            }
        }
        let path = scratch.file("items.csv");
        let out = desk.takes(&path);
        assert_eq!(desk.call(ExportItems { filter: kinds, sort: None, template: false, out }).await.unwrap().rows, 2);
        let file = std::fs::read_to_string(&path).unwrap();
        assert!(file.contains(",C-0,户口迁移,,,行政确认,本地补充,在用,") && file.contains(",20个工作日,,10个工作日,"), "{file}");
        assert!(file.contains("居民身份证｜必要｜原件｜纸质或电子｜1") && !file.contains("医疗报销"), "{file}");
    }

    async fn words_are_found_in_all_texts_when_that_is_asked(scratch) {
        let (mut desk, body) = admin(&scratch).await;
        let text = |text: &str| ItemFilter { text: text.to_owned(), ..ItemFilter::default() };
        let quoting = ItemFields {
            basis: vec![Basis { law: "条例".to_owned(), text: "申请人应当如实提交材料".to_owned(), ..Basis::default() }],
            conditions: vec![Condition { text: "年满十八周岁".to_owned() }],
            materials: vec![Material { name: "居民户口簿".to_owned(), ..Material::default() }],
            questions: vec![Question { question: "要带什么".to_owned(), answer: "带上APP里的凭证".to_owned() }],
            ..fields(body, "C-1", "档案查询")
        };
        desk.call(new(quoting)).await.unwrap();
        desk.call(new(fields(body, "C-2", "出生登记"))).await.unwrap();
        for words in ["如实提交", "十八", "户口簿", "app"] {
            assert_eq!(names(&listed(&mut desk, text(words)).await), Vec::<&str>::new(), "{words}");
            let whole = ItemFilter { whole: true, ..text(words) };
            assert_eq!(names(&listed(&mut desk, whole).await), ["档案查询"], "{words}");
        }
        let whole = |words: &str| ItemFilter { whole: true, ..text(words) };
        assert_eq!(names(&listed(&mut desk, whole("登记")).await), ["出生登记"], "and where they are found otherwise");
        assert_eq!(names(&listed(&mut desk, whole("%")).await), Vec::<&str>::new());
    }
}
