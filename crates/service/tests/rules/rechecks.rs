//! 到期复核: items and entries that nobody has checked for the settled months come up, and go when somebody says so.

use crate::duties::Office;
use crate::items::{admin, fields, new};
use crate::{code, invalid};
use api::ErrorCode;
use api::duty::{DutyFilter, ShowDuty, VerifyDuties};
use api::home::{Show, TodoKind};
use api::item::{ChosenItem, ItemFilter, ListItems, Rules, SaveRules, ShowItem, ShowRules, VerifyItems};
use api::page::PageAt;
use domain::account::AccountId;
use domain::catalogue::item::{Item, ItemFields};
use domain::duty::DutyId;
use jiff::civil::date;
use testkit::Desk;

async fn due(desk: &mut Desk) -> Vec<String> {
    let filter = ItemFilter { recheck: true, ..ItemFilter::default() };
    let listed = desk.call(ListItems { filter, sort: None, page: PageAt::First, limit: 50 }).await.unwrap();
    assert_eq!(listed.total.n, i64::try_from(listed.items.len()).unwrap());
    assert!(listed.items.iter().all(|item| item.head.as_ref().is_some_and(|head| head.recheck)));
    listed.items.into_iter().map(|item| item.name).collect()
}

async fn months(desk: &mut Desk, recheck_months: u32) -> Result<Rules, api::ApiError> {
    let before = desk.call(ShowRules {}).await.unwrap();
    desk.call(SaveRules { rules: Rules { recheck_months, ..before.clone() }, before }).await
}

fn chosen(item: &Item) -> ChosenItem {
    ChosenItem { item: item.id, version: item.version }
}

async fn waits(office: &Office, who: AccountId) -> i64 {
    let todos = office.by(who, Show {}).await.unwrap().todos;
    todos.iter().find(|todo| todo.kind == TodoKind::DutiesToCheck).map_or(0, |todo| todo.n)
}

fn unchecked() -> DutyFilter {
    DutyFilter { recheck: true, ..DutyFilter::default() }
}

testkit::on_both! {
    async fn items_come_up_after_the_settled_months_and_go_with_a_check(scratch) {
        let (mut desk, body) = admin(&scratch).await;
        // The demonstration's day is in 2026.
        let today = desk.service.now().day();
        let with = |code: &str, name: &str, verified| new(ItemFields { verified, ..fields(body, code, name) });
        let old = desk.call(with("C-1", "很久以前核实", Some(date(2024, 1, 5)))).await.unwrap();
        let never = desk.call(with("C-2", "从未核实", None)).await.unwrap();
        desk.call(with("C-3", "今天核实", Some(today))).await.unwrap();
        let cancelled = ItemFields { state: domain::catalogue::codes::ItemState::Cancelled, ..fields(body, "C-4", "已取消") };
        desk.call(new(cancelled)).await.unwrap();
        assert_eq!(due(&mut desk).await, ["很久以前核实", "从未核实"]);
        let todos = desk.call(Show {}).await.unwrap().todos;
        assert!(todos.iter().any(|todo| todo.kind == TodoKind::ItemsToCheck && todo.n == 2), "{todos:?}");
        assert_eq!(invalid(months(&mut desk, 121).await), ("recheck_months".to_owned(), "range".to_owned()));
        months(&mut desk, 0).await.unwrap();
        assert!(due(&mut desk).await.is_empty(), "nothing ever is");
        months(&mut desk, 120).await.unwrap();
        assert_eq!(due(&mut desk).await, ["从未核实"], "ten years");
        months(&mut desk, 12).await.unwrap();
        assert_eq!(invalid(desk.call(VerifyItems { items: Vec::new() }).await), ("items".to_owned(), "range".to_owned()));
        // One that somebody else has changed since it was read is left, the others are not.
        let stale = ChosenItem { version: never.version + 1, ..chosen(&never) };
        let done = desk.call(VerifyItems { items: vec![chosen(&old), stale] }).await.unwrap();
        assert_eq!((done.done, done.left.len(), done.left[0].id, done.left[0].error.code), (1, 1, never.id.0, ErrorCode::Conflict));
        assert_eq!(due(&mut desk).await, ["从未核实"]);
        let shown = desk.call(ShowItem { id: old.id }).await.unwrap().item;
        assert_eq!(shown.fields, ItemFields { verified: Some(today), ..old.fields.clone() }, "nothing else of it changed");
        assert_eq!(shown.version, old.version + 1);
    }

    async fn entries_in_force_come_up_and_keep_their_text_when_they_are_checked(scratch) {
        let office = Office::new(&scratch).await;
        let spring = date(2026, 3, 1);
        let one = office.published(office.draft(office.town_admin, None, office.fields("T-1")).await, spring).await;
        let drafted = office.draft(office.town_admin, None, office.fields("T-2")).await;
        assert!(office.codes(office.admin, unchecked()).await.is_empty(), "what was published was read by several");
        office.desk.clock.set(date(2027, 3, 1).at(8, 0, 0, 0));
        assert!(office.codes(office.admin, unchecked()).await.is_empty(), "a year after it is not too long ago");
        office.desk.clock.set(date(2027, 3, 2).at(8, 0, 0, 0));
        assert_eq!(office.codes(office.admin, unchecked()).await, ["T-1"], "and never what is not in force");
        assert_eq!((waits(&office, office.admin).await, waits(&office, office.town_admin).await), (1, 1));
        let verify = |duty: DutyId| VerifyDuties { duties: vec![duty] };
        assert_eq!(code(office.by(office.reviewers[0], verify(one.head.duty)).await), ErrorCode::NotPermitted);
        assert_eq!(code(office.by(office.town_admin, verify(drafted.head.duty)).await), ErrorCode::NotFound, "nothing of it is published");
        let seen = office.by(office.town_admin, ShowDuty { id: one.head.duty, version: None, as_of: None }).await.unwrap();
        assert!(seen.recheck && seen.may_verify && seen.checked.is_none());
        for _ in 0..2 {
            assert_eq!(office.by(office.town_admin, verify(one.head.duty)).await.unwrap().done, 1);
        }
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM duty_check").await, [1], "once a day is enough");
        let seen = office.by(office.town_admin, ShowDuty { id: one.head.duty, version: None, as_of: None }).await.unwrap();
        assert!(!seen.recheck && seen.checked.is_some_and(|checked| checked.day == date(2027, 3, 2)));
        assert_eq!((&seen.shown.fields, seen.shown.head.version), (&one.fields, one.head.version), "as it was published");
        assert!(office.codes(office.admin, unchecked()).await.is_empty());
        assert_eq!(waits(&office, office.town_admin).await, 0);
    }
}
