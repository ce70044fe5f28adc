//! Items with their 实施清单.

use domain::body::BodyId;
use domain::calendar::Unit;
use domain::catalogue::ModuleId;
use domain::catalogue::codes::{
    Audience, BodyNature, ChannelKind, Handling, ItemKind, ItemState, MaterialForm, MaterialKind, MaterialNeed, MaterialSource, Origin,
    Reach, Reducible,
};
use domain::catalogue::item::{FIELDS, ItemFields, ItemId};
use domain::catalogue::limit::Limit;
use domain::catalogue::parts::{Basis, Channel, Condition, Fee, Material, Outcome, Question, Step};
use domain::place::Level;
use jiff::civil::date;
use store::Store;
use store::catalogue::item;

/// An item in which every field differs from the usual one.
fn full(code: &str) -> ItemFields {
    let text = |text: &str| text.to_owned();
    ItemFields {
        code: text(code),
        base_code: text("000123456000"),
        handle_code: text("H-1"),
        name: text("临时救助"),
        kind: ItemKind::Grant,
        origin: Origin::Province,
        state: ItemState::Suspended,
        verified: Some(date(2026, 11, 2)),
        body: Some(BodyId(7)),
        nature: BodyNature::Entrusted,
        undertaker: text("救助股"),
        entrusted_by: text("区民政局"),
        joint: vec![BodyId(8)],
        power_source: text("上级授权"),
        levels: vec![Level::District, Level::Village],
        handling: Handling::Instant,
        legal: Some(Limit { days: 20, unit: Unit::NaturalDay }),
        legal_note: text("不含公示"),
        promised: Some(Limit { days: 5, unit: Unit::Workday }),
        promised_note: text("材料齐全"),
        audience: vec![Audience::Person, Audience::OtherOrganisation],
        special: text("公示\n七日"),
        visits: 2,
        online: true,
        express: true,
        booking: true,
        terminal: true,
        hall: true,
        reach: Reach::City,
        hours: text("工作日"),
        consult: text("窗口"),
        supervise: text("12345"),
        effective: Some(date(2026, 12, 1)),
        ends: Some(date(2028, 12, 1)),
        modules: vec![ModuleId(1), ModuleId(2)],
        note: text("备注"),
        basis: vec![Basis { law: text("办法"), article: text("第三条"), text: text("原文") }],
        conditions: vec![Condition { text: text("一") }, Condition { text: text("二") }],
        steps: vec![Step { name: text("受理"), content: text("收件"), handler: text("窗口"), term: text("当场") }],
        materials: vec![Material {
            name: text("申请书"),
            need: MaterialNeed::Deferrable,
            kind: MaterialKind::Both,
            form: MaterialForm::Paper,
            copies: 2,
            spec: text("A4"),
            source: MaterialSource::Other,
            source_note: text("村委会"),
            standard: text("签名"),
            blank: text("空白表.docx"),
            sample: text("样表.docx"),
            basis: text("办法第四条"),
        }],
        fees: vec![Fee {
            name: text("工本费"),
            standard: text("10元"),
            basis: text("批复"),
            reducible: Reducible::Yes,
            reduction: text("低保户免"),
        }],
        results: vec![Outcome { name: text("决定书"), kind: text("批文"), delivery: text("邮寄"), sample: text("样本") }],
        channels: vec![Channel { kind: ChannelKind::Wechat, address: text("公众号"), hours: text("全天"), note: text("实名") }],
        questions: vec![Question { question: text("问"), answer: text("答") }],
    }
}

/// A district with two bodies, 7 and 8.
pub(crate) async fn district(scratch: &testkit::Scratch) -> Store {
    let store = Store::open(scratch.location()).await.unwrap();
    let mut work = store.begin(&store::Actor::System).await.unwrap();
    store::seed::district(&mut work.conn()).await.unwrap();
    work.commit(domain::time::Instant(0)).await.unwrap();
    scratch.execute("INSERT INTO body (id, name, place_id, active) SELECT 7, '区民政局', MIN(id), TRUE FROM place").await;
    scratch.execute("INSERT INTO body (id, name, place_id, active) SELECT 8, '区财政局', MIN(id), TRUE FROM place").await;
    store
}

#[test]
fn the_full_item_leaves_no_field_as_it_usually_is() {
    let (full, usual) = (serde_json::to_value(full("A")).unwrap(), serde_json::to_value(ItemFields::default()).unwrap());
    for field in FIELDS {
        assert_ne!(full[field], usual[field], "{field}");
    }
}

testkit::on_both! {
    async fn an_item_comes_back_as_it_went_and_moves_once(scratch) {
        let store = district(&scratch).await;
        let mut work = store.begin(&store::Actor::System).await.unwrap();
        let conn = &mut work.conn();
        let id = item::insert(conn, "A-1", "临时救助").await.unwrap();
        assert_eq!(id, ItemId(item::CATALOGUE_IDS));
        assert_eq!(item::find(conn, id).await.unwrap().unwrap().version, 0, "named, not described");
        assert!(item::save(conn, id, &full("A-1"), 0).await.unwrap());
        let made = item::find(conn, id).await.unwrap().unwrap();
        assert_eq!((made.fields, made.version), (full("A-1"), 1));
        let less = ItemFields { code: "A-2".to_owned(), name: "救助".to_owned(), ..ItemFields::default() };
        assert!(item::save(conn, id, &less, 1).await.unwrap());
        assert!(!item::save(conn, id, &full("A-1"), 1).await.unwrap(), "the version has moved");
        let after = item::find(conn, id).await.unwrap().unwrap();
        assert_eq!((after.fields, after.version), (less, 2), "no row of the fuller one is left");
        assert_eq!(item::coded(conn, "A-1").await.unwrap(), Some(id), "its former code");
        assert_eq!(item::coded(conn, "A-2").await.unwrap(), Some(id));
        let next = item::insert(conn, "B", "别的").await.unwrap();
        assert_eq!(next, ItemId(item::CATALOGUE_IDS + 1));
        work.commit(domain::time::Instant(1)).await.unwrap();
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM item_version").await, [1]);
    }

    /// Later there will be versions that have left the draft; nothing writes to them.
    async fn what_is_no_draft_is_left_alone(scratch) {
        let store = district(&scratch).await;
        let mut work = store.begin(&store::Actor::System).await.unwrap();
        let id = item::insert(&mut work.conn(), "A-1", "临时救助").await.unwrap();
        assert!(item::save(&mut work.conn(), id, &full("A-1"), 0).await.unwrap());
        work.commit(domain::time::Instant(1)).await.unwrap();
        scratch.execute("UPDATE item_version SET stage = 'published'").await;
        let mut work = store.begin(&store::Actor::System).await.unwrap();
        let less = ItemFields { name: "救助".to_owned(), ..full("A-1") };
        assert!(!item::save(&mut work.conn(), id, &less, 1).await.unwrap());
        assert_eq!(item::find(&mut work.conn(), id).await.unwrap().unwrap().fields, full("A-1"));
    }

    async fn a_body_that_does_something_is_not_taken_away(scratch) {
        let store = district(&scratch).await;
        let mut work = store.begin(&store::Actor::System).await.unwrap();
        let conn = &mut work.conn();
        let id = item::insert(conn, "A-1", "临时救助").await.unwrap();
        item::save(conn, id, &full("A-1"), 0).await.unwrap();
        assert!(!store::body::take_back(conn, BodyId(7)).await.unwrap());
        assert!(!store::body::take_back(conn, BodyId(8)).await.unwrap(), "nor one that helps");
    }

    /// Rows of an edition come back as they went, stand otherwise later, and are decided about once.
    async fn an_edition_keeps_its_rows(scratch) {
        use domain::catalogue::provincial::{Decision, EditionId, MatchedBy, Standing};
        use store::catalogue::provincial::{self, At, Decided, Edition, NewRow, RowFilter, Stand};
        let store = district(&scratch).await;
        let mut work = store.begin(&store::Actor::System).await.unwrap();
        let conn = &mut work.conn();
        let item = item::insert(conn, "A-1", "临时救助").await.unwrap();
        item::save(conn, item, &full("A-1"), 0).await.unwrap();
        assert_eq!(provincial::current(conn).await.unwrap(), None);
        let text = |text: &str| text.to_owned();
        let edition = Edition {
            id: EditionId(0), name: text("2026年版"), issued_on: Some(date(2026, 11, 1)), paper: text("文号"), file_name: text("省.xlsx"),
            file_hash: text("00"), told: vec![text("name"), text("legal")], loaded_by: text("管理员"), loaded_at: domain::time::Instant(7),
        };
        let id = provincial::add_edition(conn, &edition).await.unwrap();
        assert_eq!(provincial::edition(conn, id).await.unwrap(), Some(Edition { id, ..edition }));
        let fields = full("P-1");
        let new = NewRow {
            file_row: Some(4), fields: &fields, body_name: "区民政局", body: Some(BodyId(7)), standing: Standing::Changed,
            item: Some((item, Some(MatchedBy::BaseCode))), changed: &["name", "legal"],
        };
        provincial::add_row(conn, id, &new).await.unwrap();
        provincial::add_row(conn, id, &NewRow { file_row: None, standing: Standing::Withdrawn, item: Some((item, None)), body: None, ..new.clone() }).await.unwrap();
        let filter = RowFilter { edition: id, text: text("linshi"), decision: None, body: None, what: Vec::new() };
        let page = provincial::page(conn, &filter, At::First, 10).await.unwrap();
        assert_eq!((page.rows.len(), page.rows[0].file_row, page.rows[0].fields.clone()), (2, Some(4), vec![text("name"), text("legal")]));
        assert_eq!(provincial::counts(conn, &filter).await.unwrap().len(), 2);
        let narrow = RowFilter { body: Some(BodyId(7)), what: vec![Standing::Changed], decision: Some(Decision::Open), ..filter.clone() };
        assert_eq!(provincial::ids(conn, &narrow).await.unwrap(), [page.rows[0].id]);
        let whole = provincial::find(conn, page.rows[0].id).await.unwrap().unwrap();
        assert_eq!((whole.content.as_ref(), whole.edition, whole.handle_code.as_str()), (Some(&fields), id, "H-1"));
        assert_eq!(provincial::find(conn, page.rows[1].id).await.unwrap().unwrap().content, None, "what is withdrawn is not the file's");
        assert_eq!(provincial::about(conn, id, item).await.unwrap().len(), 2);
        let stand = Stand { standing: Standing::Same, matched: Some(MatchedBy::Code), item: Some(item), body: None, fields: &[] };
        provincial::stand(conn, whole.row.id, &stand).await.unwrap();
        let stood = provincial::find(conn, whole.row.id).await.unwrap().unwrap().row;
        assert_eq!((stood.standing, stood.body, stood.fields.len()), (Standing::Same, Some(BodyId(7)), 0));
        let decided = Decided {
            decision: Decision::Declined, reason: "不办", by: "管理员", at: Some(domain::time::Instant(9)), standing: Standing::Changed, fields: &[],
            item: Some(item), before: Some(&fields), item_version: Some(3),
        };
        assert!(provincial::decide(conn, whole.row.id, 0, &decided).await.unwrap());
        assert!(!provincial::decide(conn, whole.row.id, 0, &decided).await.unwrap(), "somebody has decided");
        let after = provincial::find(conn, whole.row.id).await.unwrap().unwrap();
        assert_eq!((after.row.decision, after.row.reason.as_str(), after.before, after.item_version), (Decision::Declined, "不办", Some(fields.clone()), Some(3)));
        let next = Edition { name: text("2027年版"), ..provincial::edition(conn, id).await.unwrap().unwrap() };
        let next = provincial::add_edition(conn, &next).await.unwrap();
        provincial::add_row(conn, next, &NewRow { file_row: Some(4), fields: &fields, body_name: "", body: None, standing: Standing::New, item: None, changed: &[] }).await.unwrap();
        assert_eq!(provincial::current(conn).await.unwrap().unwrap().id, next);
        let waiting = provincial::waiting(conn, next, "000123456000", "").await.unwrap();
        let row = provincial::find(conn, waiting[0]).await.unwrap().unwrap();
        assert_eq!(provincial::earlier(conn, &row).await.unwrap(), Some((text("2026年版"), Decision::Declined, text("不办"))));
        assert_eq!(provincial::held(conn).await.unwrap()[0].base_code, "000123456000");
        assert!(provincial::tallies(conn).await.unwrap().len() == 3 && provincial::provincial(conn).await.unwrap() == [item]);
        assert!(!store::body::take_back(conn, BodyId(7)).await.unwrap());
    }

    /// Files know items by former codes, and by the name where it is clear which one is meant.
    async fn files_find_items_by_other_keys(scratch) {
        let store = district(&scratch).await;
        let mut work = store.begin(&store::Actor::System).await.unwrap();
        let conn = &mut work.conn();
        let id = item::insert(conn, "A-1", "临时救助").await.unwrap();
        item::save(conn, id, &full("A-1"), 0).await.unwrap();
        item::save(conn, id, &full("A-2"), 1).await.unwrap();
        let keys = store::dictionary::item_keys(conn).await.unwrap();
        assert_eq!(keys, [(id.0, "A-1".to_owned()), (id.0, "name:临时救助".to_owned())]);
        let other = item::insert(conn, "B", "临时救助").await.unwrap();
        item::save(conn, other, &full("B"), 0).await.unwrap();
        assert_eq!(store::dictionary::item_keys(conn).await.unwrap(), [(id.0, "A-1".to_owned())], "two of one name");
    }
}
