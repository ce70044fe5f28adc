//! Cells of items changed in the table.

use crate::items::{admin, fields, new};
use crate::{code, invalid};
use api::ErrorCode;
use api::cells::CellChange;
use api::item::{ChangeCells, ItemFilter, ListItems, PreviewCells, ShowItem};
use api::page::PageAt;
use domain::account::Role;
use domain::calendar::Unit;
use domain::catalogue::codes::{ItemKind, ItemState, Origin};
use domain::catalogue::item::{Item, ItemFields};
use domain::catalogue::limit::Limit;
use domain::import::Problem;
use testkit::Desk;

fn cell(item: &Item, field: &str, text: &str) -> CellChange {
    CellChange { row: item.id.0, version: item.version, field: field.to_owned(), text: text.to_owned() }
}

async fn stored(desk: &mut Desk, item: &Item) -> Item {
    desk.call(ShowItem { id: item.id }).await.unwrap().item
}

/// Deeds in the history of an item.
async fn deeds(desk: &mut Desk, item: &Item) -> usize {
    let subject = format!("item:{}", item.id.0);
    desk.call(api::history::List { subject, page: PageAt::First, limit: 10 }).await.unwrap().deeds.len()
}

testkit::on_both! {
    async fn cells_are_read_as_workbooks_are_and_each_item_is_one_change(scratch) {
        let (mut desk, body) = admin(&scratch).await;
        let one = desk.call(new(fields(body, "A-1", "甲"))).await.unwrap();
        let two = desk.call(new(fields(body, "A-2", "乙"))).await.unwrap();
        let changes = vec![
            cell(&one, "promised", "5个工作日"),
            cell(&two, "name", " 乙事项 "),
            cell(&one, "kind", "给付"),
            cell(&one, "online", "是"),
            cell(&one, "visits", "2次"),
            cell(&two, "hours", "周一至周五 9:00-17:00"),
            cell(&two, "state", "paused"),
            cell(&two, "undertaker", ""),
        ];
        let seen = desk.call(PreviewCells { changes: changes.clone() }).await.unwrap().cells;
        let told: Vec<_> = seen.iter().map(|s| (s.name.as_str(), s.field.as_str(), s.before.as_str(), s.after.as_str())).collect();
        assert_eq!(told[0], ("甲", "promised", "10个工作日", "5个工作日"));
        assert_eq!(told[1], ("乙", "name", "乙", "乙事项"));
        assert_eq!((told[2].3, told[3].2, told[3].3), ("行政给付", "否", "是"));
        assert!(seen.iter().all(|seen| seen.problem.is_none() && seen.version == 1));
        assert!(!seen[7].changes() && seen[..7].iter().all(api::cells::CellSeen::changes), "what says the same changes nothing");
        assert_eq!((stored(&mut desk, &one).await, deeds(&mut desk, &one).await), (one.clone(), 1), "a preview changes nothing");

        let done = desk.call(ChangeCells { changes }).await.unwrap();
        assert_eq!((done.cells, done.rows.iter().map(|row| row.version).collect::<Vec<_>>()), (7, vec![2, 2]));
        let now = stored(&mut desk, &one).await.fields;
        let promised = Some(Limit { days: 5, unit: Unit::Workday });
        assert_eq!(now, ItemFields { promised, kind: ItemKind::Grant, online: true, visits: 2, ..one.fields.clone() });
        let now = stored(&mut desk, &two).await.fields;
        assert_eq!((now.name.as_str(), now.state, now.materials.len()), ("乙事项", ItemState::Suspended, 1));
        assert_eq!((deeds(&mut desk, &one).await, deeds(&mut desk, &two).await), (2, 2), "one entry an item, whatever was changed");
        desk.call(api::history::Undo { subject: format!("item:{}", one.id.0), no: None }).await.unwrap();
        assert_eq!(stored(&mut desk, &one).await.fields, one.fields);
        assert_eq!(stored(&mut desk, &two).await.fields.name, "乙事项", "the other one stays");
    }

    async fn every_wrong_cell_is_told_at_its_place_and_then_nothing_is_changed(scratch) {
        let (mut desk, body) = admin(&scratch).await;
        let good = desk.call(new(fields(body, "A-1", "甲"))).await.unwrap();
        let bad = desk.call(new(fields(body, "A-2", "乙"))).await.unwrap();
        let law = desk.call(new(fields(body, "A-3", "丙"))).await.unwrap();
        let taken = desk.call(new(fields(body, "A-4", "丁"))).await.unwrap();
        let instant = desk.call(new(fields(body, "A-5", "戊"))).await.unwrap();
        let locked = ItemFields { origin: Origin::Province, verified: Some(jiff::civil::date(2026, 1, 5)), ..fields(body, "A-6", "己") };
        let locked = desk.call(new(locked)).await.unwrap();
        let changes = vec![
            cell(&good, "hours", "全天"),
            cell(&bad, "promised", "二十日"),
            cell(&bad, "visits", "12"),
            cell(&bad, "body", "没有的局"),
            cell(&bad, "effective", "昨天"),
            cell(&law, "promised", "25个工作日"),
            cell(&taken, "code", "A-1"),
            cell(&instant, "handling", "instant"),
            cell(&locked, "name", "别的"),
        ];
        let seen = desk.call(PreviewCells { changes: changes.clone() }).await.unwrap().cells;
        let rule = |at: usize| match &seen[at].problem {
            Some(Problem::Rule { rule, .. }) => rule.as_str(),
            other => panic!("{at}: {other:?}"),
        };
        assert_eq!(seen[0].problem, None);
        assert_eq!((&seen[1].problem, seen[1].after.as_str()), (&Some(Problem::Unreadable), "二十日"));
        assert_eq!(seen[2].problem, None, "its rule is asked once every cell of the item can be read");
        assert_eq!((&seen[3].problem, &seen[4].problem), (&Some(Problem::UnknownBody), &Some(Problem::BadTime)));
        assert_eq!((rule(5), rule(6), rule(7), rule(8)), ("breach", "taken", "instant", "locked"));
        assert_eq!((&seen[5].about, &seen[7].about), (&None, &Some("promised".to_owned())), "what is wrong elsewhere names the field");

        let refused = desk.call(ChangeCells { changes: changes.clone() }).await.unwrap_err();
        assert_eq!((refused.code, refused.field.as_deref()), (ErrorCode::Invalid, Some("promised")));
        assert_eq!((refused.arg("row"), refused.arg("wrong")), (bad.id.0.to_string().as_str(), "7"));
        assert_eq!(stored(&mut desk, &good).await, good, "all of them or none");
        assert_eq!(deeds(&mut desk, &good).await, 1);
        assert_eq!(invalid(desk.call(ChangeCells { changes: vec![cell(&bad, "visits", "12")] }).await), ("visits".into(), "range".into()));
        assert_eq!(desk.call(ChangeCells { changes: changes[..1].to_vec() }).await.unwrap().cells, 1);
    }

    async fn what_another_changed_meanwhile_is_not_overwritten(scratch) {
        let (mut desk, body) = admin(&scratch).await;
        let one = desk.call(new(fields(body, "A-1", "甲"))).await.unwrap();
        let two = desk.call(new(fields(body, "A-2", "乙"))).await.unwrap();
        desk.call(ChangeCells { changes: vec![cell(&one, "hours", "上午")] }).await.unwrap();
        let changes = vec![cell(&two, "hours", "下午"), cell(&one, "hours", "下午")];
        let seen = desk.call(PreviewCells { changes: changes.clone() }).await.unwrap().cells;
        assert_eq!(seen[1].problem, Some(Problem::ChangedMeanwhile { stored: "上午".to_owned() }));
        assert_eq!(seen[1].version, 2, "with which it can be tried again");
        let refused = desk.call(ChangeCells { changes }).await.unwrap_err();
        assert_eq!((refused.code, refused.arg("row_name"), refused.arg("current")), (ErrorCode::Conflict, "甲", "上午"));
        assert_eq!(stored(&mut desk, &two).await, two);
    }

    async fn a_list_of_changes_is_itself_in_order(scratch) {
        let (mut desk, body) = admin(&scratch).await;
        let one = desk.call(new(fields(body, "A-1", "甲"))).await.unwrap();
        let ask = |changes: Vec<CellChange>| ChangeCells { changes };
        assert_eq!(invalid(desk.call(ask(Vec::new())).await), ("changes".into(), "range".into()));
        assert_eq!(invalid(desk.call(ask(vec![cell(&one, "hours", ""); 1_001])).await), ("changes".into(), "range".into()));
        let rows = vec![cell(&one, "hours", "全天"), cell(&one, "materials", "身份证")];
        assert_eq!(invalid(desk.call(ask(rows)).await), ("changes.1.field".into(), "unknown".into()), "rows stand in no cell");
        let twice = vec![cell(&one, "hours", "上午"), cell(&one, "hours", "下午")];
        assert_eq!(invalid(desk.call(ask(twice)).await), ("changes.1.field".into(), "twice".into()));
        let mut gone = cell(&one, "hours", "全天");
        gone.row += 1;
        assert_eq!(code(desk.call(ask(vec![gone])).await), ErrorCode::NotFound);
        desk.enter(Role::StationClerk).await;
        assert_eq!(code(desk.call(ask(vec![cell(&one, "hours", "全天")])).await), ErrorCode::NotPermitted);
        assert_eq!(code(desk.call(PreviewCells { changes: vec![cell(&one, "hours", "全天")] }).await), ErrorCode::NotPermitted);
        let all = desk.call(ListItems { filter: ItemFilter::default(), sort: None, page: PageAt::First, limit: 50 }).await.unwrap();
        assert_eq!(all.items[0].head.as_ref().unwrap().version, 1);
    }
}
