//! 省级事项清单: loading an edition, what its rows mean here, deciding about them.

use crate::{code, invalid};
use api::ErrorCode;
use api::item::{SaveItem, ShowItem};
use api::page::PageAt;
use api::provincial::{
    Counts, Decide, DecisionPlan, Edition, EditionLoaded, ListEditions, ListRows, LoadEdition, PreviewDecision, PreviewEdition,
    ReturnEdition, Row, RowFilter, Rows, Ruling, ShowRow,
};
use domain::account::Role;
use domain::body::BodyId;
use domain::calendar::Unit;
use domain::catalogue::codes::{Audience, ItemKind, ItemState, Origin};
use domain::catalogue::item::{Item, ItemFields};
use domain::catalogue::limit::Limit;
use domain::catalogue::provincial::{Decision, MatchedBy, RowId, Standing};
use domain::import::{Reading, Taking};
use domain::place::Level;
use testkit::{Desk, Scratch};

#[allow(unreachable_pub, dead_code, reason = "shared with the journeys")]
#[path = "../../../../tests/support/provincial.rs"]
mod workbook;

use workbook::{Line, fresh, line};

fn limit(days: u32) -> Option<Limit> {
    Some(Limit { days, unit: Unit::Workday })
}

fn fields(body: BodyId, code: &str, base: &str, name: &str) -> ItemFields {
    ItemFields {
        code: code.to_owned(),
        base_code: base.to_owned(),
        name: name.to_owned(),
        kind: ItemKind::Grant,
        origin: Origin::Province,
        body: Some(body),
        levels: vec![Level::Village],
        audience: vec![Audience::Person],
        legal: limit(20),
        promised: limit(10),
        hours: "工作日".to_owned(),
        ..ItemFields::default()
    }
}

/// A catalogue administrator, a body called 区民政局, and four items of it: two with 基本编码 that the list has too, one known by its
/// name only, one that the list does not have.
async fn district(scratch: &Scratch) -> (Desk, BodyId, Vec<Item>) {
    let mut desk = Desk::demo(scratch).await;
    desk.enter(Role::CatalogueAdmin).await;
    let district = desk.call(api::place::Tree {}).await.unwrap().places[0].id;
    let all = desk.call(api::body::List {}).await.unwrap().bodies;
    let body = match all.iter().find(|body| body.name == "区民政局") {
        Some(body) => body.id,
        None => {
            let save = api::body::Save { id: None, code: None, name: "区民政局".to_owned(), place: district, active: true, version: 0 };
            desk.call(save).await.unwrap().id
        }
    };
    let mut items = Vec::new();
    for fields in [
        fields(body, "L-1", "000700000001", "临时救助"),
        fields(body, "L-2", "000700000002", "特困供养"),
        ItemFields { origin: Origin::Local, ..fields(body, "L-3", "", "高龄津贴") },
        fields(body, "L-4", "000700000004", "旧事项"),
    ] {
        items.push(desk.call(SaveItem { id: None, fields, version: 0 }).await.unwrap());
    }
    (desk, body, items)
}

fn lines() -> Vec<Line> {
    let mut lines = vec![
        line("000700000001", "临时救助金给付", "15个工作日"),
        line("000700000002", "特困供养", "20个工作日"),
        line("000700000003", "高龄津贴", "20个工作日"),
    ];
    lines.extend(fresh(3));
    lines[5][3] = "省级主管部门".to_owned();
    lines
}

fn put(desk: &mut Desk, scratch: &Scratch, name: &str, lines: &[Line]) -> api::InFile {
    let path = scratch.file(name);
    std::fs::write(&path, workbook::workbook(lines)).unwrap();
    desk.gives(&path)
}

fn load(file: api::InFile, name: &str) -> LoadEdition {
    LoadEdition { file, reading: Reading::default(), taking: Taking::Good, name: name.to_owned(), issued_on: None, paper: String::new() }
}

async fn loaded(desk: &mut Desk, scratch: &Scratch, name: &str, lines: &[Line]) -> EditionLoaded {
    let file = put(desk, scratch, &format!("{name}.xlsx"), lines);
    desk.call(load(file, name)).await.unwrap()
}

async fn listed(desk: &mut Desk, filter: RowFilter) -> Rows {
    desk.call(ListRows { filter, page: PageAt::First, limit: 200 }).await.unwrap()
}

async fn row(desk: &mut Desk, name: &str) -> Row {
    let rows = listed(desk, RowFilter { text: name.to_owned(), ..RowFilter::default() }).await.rows;
    rows.into_iter().find(|row| row.name == name).unwrap()
}

fn ruling(decision: Decision, reason: &str) -> Ruling {
    Ruling { decision, reason: reason.to_owned(), body: None }
}

async fn planned(desk: &mut Desk, rows: &[RowId], ruling: &Ruling) -> DecisionPlan {
    desk.call(PreviewDecision { rows: rows.to_vec(), filter: RowFilter::default(), ruling: ruling.clone() }).await.unwrap()
}

async fn decide(desk: &mut Desk, rows: &[RowId], ruling: Ruling) -> Result<DecisionPlan, api::ApiError> {
    let stamp = planned(desk, rows, &ruling).await.stamp;
    desk.call(Decide { rows: rows.to_vec(), filter: RowFilter::default(), ruling, stamp }).await
}

async fn shown(desk: &mut Desk, item: &Item) -> Item {
    desk.call(ShowItem { id: item.id }).await.unwrap().item
}

async fn edition(desk: &mut Desk) -> Edition {
    desk.call(ListEditions {}).await.unwrap().editions.remove(0)
}

testkit::on_both! {
    async fn a_file_is_looked_at_loaded_and_stands_beside_the_items(scratch) {
        let (mut desk, _, items) = district(&scratch).await;
        let file = put(&mut desk, &scratch, "省.xlsx", &lines());
        let seen = desk.call(PreviewEdition { file: file.clone(), reading: Reading::default() }).await.unwrap();
        let counts = Counts { new: 3, changed: 2, withdrawn: 1, same: 1 };
        assert_eq!((seen.counts, seen.table.checked, seen.table.bad_rows, seen.table.header_row), (counts, 6, 0, 3));
        assert!(desk.call(ListEditions {}).await.unwrap().editions.is_empty(), "nothing was written");
        let done = desk.call(LoadEdition { paper: "粤府办〔2026〕9号".to_owned(), ..load(file.clone(), " 2026年版 ") }).await.unwrap();
        let edition = done.edition.unwrap();
        assert_eq!((edition.name.as_str(), edition.open, done.taken, edition.is_current), ("2026年版", counts, 6, true));
        assert_eq!(invalid(desk.call(load(file.clone(), "2026年版")).await), ("name".to_owned(), "taken".to_owned()));
        let again = desk.call(PreviewEdition { file, reading: Reading::default() }).await.unwrap();
        assert_eq!((again.loaded_as.as_deref(), again.left_open), (Some("2026年版"), 6));

        let rows = listed(&mut desk, RowFilter::default()).await;
        let told: Vec<_> = rows.rows.iter().map(|row| (row.name.as_str(), row.what, row.matched, row.item)).collect();
        assert_eq!(told[0], ("临时救助金给付", Standing::Changed, Some(MatchedBy::BaseCode), Some(items[0].id)));
        assert_eq!(told[1].1, Standing::Same);
        assert_eq!(told[2], ("高龄津贴", Standing::Changed, Some(MatchedBy::Name), Some(items[2].id)));
        assert_eq!(told[6], ("旧事项", Standing::Withdrawn, None, Some(items[3].id)));
        assert_eq!(rows.rows[2].fields, ["base_code", "origin"]);
        assert_eq!((rows.rows[0].file_row, rows.rows[6].file_row, rows.total.n, rows.counts), (Some(4), None, 7, counts));
        let new = RowFilter { what: vec![Standing::New], text: "xzsx002".to_owned(), ..RowFilter::default() };
        let found = listed(&mut desk, new).await;
        assert_eq!((found.rows.len(), found.rows[0].name.as_str(), found.counts.new), (1, "省级新增事项002", 1), "by initials");

        let changed = desk.call(ShowRow { id: rows.rows[0].id }).await.unwrap();
        let fields: Vec<&str> = changed.differing.iter().map(|one| one.field.as_str()).collect();
        assert_eq!(fields, ["name", "legal"]);
        assert_eq!((changed.after.legal, changed.after.promised, changed.after.hours.as_str()), (limit(15), limit(10), "工作日"));
        assert!(changed.is_current && changed.before.as_ref() == Some(&items[0].fields));
    }

    async fn an_item_that_the_list_knows_by_its_name_only_is_not_withdrawn(scratch) {
        let (mut desk, body, items) = district(&scratch).await;
        let known = desk.call(SaveItem { id: None, fields: fields(body, "L-9", "", "独居老人慰问"), version: 0 }).await.unwrap();
        let mut lines = lines();
        lines.push(line("000700000009", "独居老人慰问", "20个工作日"));
        loaded(&mut desk, &scratch, "一", &lines).await;
        let withdrawn = listed(&mut desk, RowFilter { what: vec![Standing::Withdrawn], ..RowFilter::default() }).await.rows;
        assert!(withdrawn.iter().any(|row| row.item == Some(items[3].id)), "旧事项 is not in the list");
        assert!(withdrawn.iter().all(|row| row.item != Some(known.id)), "{withdrawn:?}");
        assert_eq!(row(&mut desk, "独居老人慰问").await.matched, Some(MatchedBy::Name));
    }

    async fn pages_go_both_ways(scratch) {
        let (mut desk, ..) = district(&scratch).await;
        loaded(&mut desk, &scratch, "一", &lines()).await;
        let page = |page| ListRows { filter: RowFilter::default(), page, limit: 3 };
        let first = desk.call(page(PageAt::First)).await.unwrap();
        let second = desk.call(page(PageAt::After(first.edges.after.clone().unwrap()))).await.unwrap();
        let back = desk.call(page(PageAt::Before(second.edges.before.clone().unwrap()))).await.unwrap();
        assert_eq!((first.edges.before.is_none(), &back.rows), (true, &first.rows));
        let last = desk.call(page(PageAt::Last)).await.unwrap();
        assert_eq!((last.rows.len(), last.edges.after.is_none(), last.rows[2].what), (3, true, Standing::Withdrawn));
    }

    async fn rows_are_claimed_and_declined_at_once_and_taken_back(scratch) {
        let (mut desk, body, items) = district(&scratch).await;
        let edition_id = loaded(&mut desk, &scratch, "一", &lines()).await.edition.unwrap().id;
        let all: Vec<RowId> = listed(&mut desk, RowFilter::default()).await.rows.iter().map(|row| row.id).collect();
        // One new item names a body that is not known here.
        let plan = planned(&mut desk, &all, &ruling(Decision::Claimed, "")).await;
        assert_eq!(plan.done, Counts { new: 2, changed: 2, withdrawn: 1, same: 0 });
        assert_eq!((plan.skipped, plan.without_body, plan.refused[0].field.as_deref()), (1, 1, Some("body")));
        assert_eq!(edition(&mut desk).await.open.new, 3, "a preview writes nothing");
        let with_body = Ruling { body: Some(body), ..ruling(Decision::Claimed, "") };
        let done = decide(&mut desk, &all[..6], with_body).await.unwrap();
        assert_eq!((done.done, done.refused_count), (Counts { new: 3, changed: 2, withdrawn: 0, same: 0 }, 0));
        let first = shown(&mut desk, &items[0]).await;
        assert_eq!((first.fields.name.as_str(), first.fields.legal, first.fields.promised), ("临时救助金给付", limit(15), limit(10)));
        assert_eq!((first.fields.hours.as_str(), first.fields.verified, first.version), ("工作日", None, 2));
        let new = row(&mut desk, "省级新增事项003").await;
        assert_eq!((new.what, new.decision, new.decided_by.is_empty()), (Standing::New, Decision::Claimed, false));
        let made = desk.call(ShowItem { id: new.item.unwrap() }).await.unwrap().item;
        assert_eq!((made.fields.origin, made.fields.body, made.fields.code.as_str()), (Origin::Province, Some(body), "000900000002"));
        assert_eq!((made.fields.promised, made.fields.materials.len(), made.fields.conditions.len()), (limit(20), 2, 2));
        let history = desk.call(api::history::List { subject: format!("item:{}", made.id.0), page: PageAt::First, limit: 10 }).await.unwrap();
        assert!(history.deeds[0].entry.values.as_ref().unwrap().contains("\"edition\":\"一\""), "it says where it comes from");
        // Of what was decided, what was compared then is shown.
        let then = desk.call(ShowRow { id: all[0] }).await.unwrap();
        assert_eq!((then.before.as_ref(), then.differing.len()), (Some(&items[0].fields), 2));

        assert_eq!(invalid(decide(&mut desk, &all[6..], ruling(Decision::Declined, "")).await), ("reason".to_owned(), "too_short".to_owned()));
        decide(&mut desk, &all[6..], ruling(Decision::Declined, "本区仍有需要")).await.unwrap();
        assert_eq!(shown(&mut desk, &items[3]).await.fields.origin, Origin::Local);
        assert_eq!(edition(&mut desk).await.open.to_decide(), 0);
        assert_eq!(invalid(decide(&mut desk, &all, ruling(Decision::Claimed, "")).await), ("rows".to_owned(), "unchanged".to_owned()));

        // By the log, all at once; what claiming has made is cancelled, since keys are not given twice.
        let subject = format!("edition:{}", edition_id.0);
        let deeds = desk.call(api::history::List { subject: subject.clone(), page: PageAt::First, limit: 10 }).await.unwrap().deeds;
        assert_eq!((deeds.len(), deeds[1].can_undo), (3, true), "{deeds:?}");
        desk.call(api::history::Undo { subject, no: Some(deeds[1].entry.no) }).await.unwrap();
        assert_eq!(shown(&mut desk, &items[0]).await.fields, items[0].fields);
        assert_eq!(shown(&mut desk, &made).await.fields.state, ItemState::Cancelled);
        assert_eq!(edition(&mut desk).await.open, Counts { new: 0, changed: 5, withdrawn: 0, same: 1 });
        assert_eq!(row(&mut desk, "省级新增事项003").await.fields, ["state"], "claiming it again brings the item back");
        decide(&mut desk, &all[..6], ruling(Decision::Claimed, "")).await.unwrap();
        assert_eq!(shown(&mut desk, &made).await.fields.state, ItemState::Active);
    }

    async fn a_whole_filter_is_claimed_and_what_moved_meanwhile_is_not(scratch) {
        let (mut desk, _, items) = district(&scratch).await;
        loaded(&mut desk, &scratch, "一", &lines()).await;
        let filter = RowFilter { what: vec![Standing::Changed, Standing::Withdrawn], ..RowFilter::default() };
        let preview = PreviewDecision { rows: Vec::new(), filter: filter.clone(), ruling: ruling(Decision::Claimed, "") };
        let plan = desk.call(preview.clone()).await.unwrap();
        assert_eq!(plan.done.to_decide(), 3);
        let edited = ItemFields { hours: "全天".to_owned(), ..items[0].fields.clone() };
        desk.call(SaveItem { id: Some(items[0].id), fields: edited, version: 1 }).await.unwrap();
        let go = |stamp| Decide { rows: Vec::new(), filter: filter.clone(), ruling: ruling(Decision::Claimed, ""), stamp };
        assert_eq!(code(desk.call(go(plan.stamp)).await), ErrorCode::Conflict);
        let plan = desk.call(preview).await.unwrap();
        desk.call(go(plan.stamp)).await.unwrap();
        assert_eq!(shown(&mut desk, &items[0]).await.fields.hours, "全天", "what is the district's stays");
        assert_eq!(shown(&mut desk, &items[3]).await.fields.state, ItemState::Cancelled);
        // An item that was edited since is not taken back behind anybody's back.
        let now = shown(&mut desk, &items[0]).await;
        let edited = ItemFields { hours: "半天".to_owned(), ..now.fields.clone() };
        desk.call(SaveItem { id: Some(now.id), fields: edited, version: now.version }).await.unwrap();
        let rows: Vec<RowId> = plan.rows;
        let back = decide(&mut desk, &rows, ruling(Decision::Open, "")).await.unwrap();
        assert_eq!((back.done.to_decide(), back.refused_count, back.refused[0].rule.as_str()), (2, 1, "changed_since"));
    }

    async fn rows_follow_what_is_done_to_items_by_hand(scratch) {
        let (mut desk, body, items) = district(&scratch).await;
        loaded(&mut desk, &scratch, "一", &lines()).await;
        let by_hand = ItemFields { name: "临时救助金给付".to_owned(), legal: limit(15), ..items[0].fields.clone() };
        let saved = desk.call(SaveItem { id: Some(items[0].id), fields: by_hand, version: 1 }).await.unwrap();
        assert_eq!(row(&mut desk, "临时救助金给付").await.what, Standing::Same);
        let typed = ItemFields { promised: limit(20), ..fields(body, "N-1", "000900000000", "省级新增事项001") };
        let typed = desk.call(SaveItem { id: None, fields: typed, version: 0 }).await.unwrap();
        let found = row(&mut desk, "省级新增事项001").await;
        assert_eq!((found.what, found.item, found.fields), (Standing::Changed, Some(typed.id), vec!["conditions".to_owned(), "materials".to_owned()]));
        // Taking back a claim by the item's own history opens the row again.
        decide(&mut desk, &[found.id], ruling(Decision::Claimed, "")).await.unwrap();
        desk.call(api::history::Undo { subject: format!("item:{}", typed.id.0), no: None }).await.unwrap();
        assert_eq!(row(&mut desk, "省级新增事项001").await.decision, Decision::Open);
        let local = ItemFields { origin: Origin::Local, ..items[3].fields.clone() };
        desk.call(SaveItem { id: Some(items[3].id), fields: local, version: 1 }).await.unwrap();
        assert_eq!(row(&mut desk, "旧事项").await.what, Standing::Same, "{saved:?}");
    }

    async fn wrong_rows_are_told_and_come_back(scratch) {
        let (mut desk, ..) = district(&scratch).await;
        let mut lines = lines();
        lines[0][4] = "二十日".to_owned();
        lines[3][2] = "行政某某".to_owned();
        lines[4][0] = "000700000002".to_owned();
        lines[4][1] = "又一次".to_owned();
        let file = put(&mut desk, &scratch, "省.xlsx", &lines);
        let seen = desk.call(PreviewEdition { file: file.clone(), reading: Reading::default() }).await.unwrap();
        let told: Vec<_> = seen.table.problems.iter().map(|p| (p.row, p.field.as_deref())).collect();
        assert_eq!(told, [(4, Some("item_legal")), (7, Some("item_kind")), (8, None)]);
        let ahead = LoadEdition { issued_on: Some(jiff::civil::date(2999, 1, 1)), ..load(file.clone(), "一") };
        assert_eq!(invalid(desk.call(ahead).await), ("issued_on".to_owned(), "future".to_owned()));
        let none = desk.call(LoadEdition { taking: Taking::AllOrNothing, ..load(file.clone(), "一") }).await.unwrap();
        assert!(none.edition.is_none() && none.returned == 3);
        assert!(desk.call(ListEditions {}).await.unwrap().editions.is_empty());
        let path = scratch.file("退回.xlsx");
        let out = desk.takes(&path);
        assert_eq!(desk.call(ReturnEdition { file: file.clone(), reading: Reading::default(), out }).await.unwrap().rows, 3);
        let done = desk.call(load(file, "一")).await.unwrap();
        assert_eq!((done.taken, done.returned), (3, 3));
        // A file without any code is no list.
        let path = scratch.file("无编码.csv");
        std::fs::write(&path, "事项名称,事项类型\n甲,行政给付\n").unwrap();
        let file = desk.gives(&path);
        let seen = desk.call(PreviewEdition { file: file.clone(), reading: Reading::default() }).await.unwrap();
        assert_eq!(seen.table.missing, ["基本编码 / 实施编码"]);
        assert_eq!(code(desk.call(load(file, "二")).await), ErrorCode::FileUnreadable);
    }

    async fn a_newer_edition_takes_over_and_remembers(scratch) {
        let (mut desk, ..) = district(&scratch).await;
        loaded(&mut desk, &scratch, "一", &lines()).await;
        let old = row(&mut desk, "省级新增事项001").await.id;
        decide(&mut desk, &[old], ruling(Decision::Declined, "本区无此业务")).await.unwrap();
        loaded(&mut desk, &scratch, "二", &lines()).await;
        let new = row(&mut desk, "省级新增事项001").await.id;
        let earlier = desk.call(ShowRow { id: new }).await.unwrap().earlier.unwrap();
        assert_eq!((earlier.edition.as_str(), earlier.decision, earlier.reason.as_str()), ("一", Decision::Declined, "本区无此业务"));
        let stale = PreviewDecision { rows: vec![old], filter: RowFilter::default(), ruling: ruling(Decision::Open, "") };
        assert_eq!(invalid(desk.call(stale).await), ("rows".to_owned(), "not_current".to_owned()));
        desk.enter(Role::StationClerk).await;
        assert_eq!(listed(&mut desk, RowFilter::default()).await.total.n, 7, "read by everybody inside");
        let refused = PreviewDecision { rows: vec![new], filter: RowFilter::default(), ruling: ruling(Decision::Claimed, "") };
        assert_eq!(code(desk.call(refused).await), ErrorCode::NotPermitted);
    }

    /// What the law's shorter limit makes impossible is told with its reason, and the row stays open.
    async fn a_promise_that_became_too_long_is_in_the_way(scratch) {
        let (mut desk, ..) = district(&scratch).await;
        let mut lines = lines();
        lines[0][4] = "5个工作日".to_owned();
        loaded(&mut desk, &scratch, "一", &lines).await;
        let id = row(&mut desk, "临时救助金给付").await.id;
        let plan = planned(&mut desk, &[id], &ruling(Decision::Claimed, "")).await;
        let refused = &plan.refused[0];
        assert_eq!((refused.field.as_deref(), refused.rule.as_str(), plan.done.to_decide()), (Some("promised"), "breach", 0));
        assert_eq!(invalid(decide(&mut desk, &[id], ruling(Decision::Claimed, "")).await), ("promised".to_owned(), "breach".to_owned()));
        assert_eq!(row(&mut desk, "临时救助金给付").await.decision, Decision::Open);
    }
}
