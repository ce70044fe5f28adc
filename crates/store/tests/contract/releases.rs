//! Texts of items that are handed in and published.

use domain::catalogue::item::{ItemFields, ItemId};
use domain::catalogue::release::{ReleaseId, ReleaseStanding};
use domain::duty::flow::{Chain, Deed, Stage};
use domain::time::Instant;
use jiff::civil::{Date, date};
use store::catalogue::item;
use store::catalogue::release::{self, Asker, Head, NewRelease, Which};
use store::{Actor, Conn, Store};

fn text(name: &str) -> ItemFields {
    ItemFields { code: "R-1".to_owned(), name: name.to_owned(), verified: Some(date(2026, 11, 1)), ..ItemFields::default() }
}

async fn write(
    conn: &mut Conn<'_>,
    open: Option<&Head>,
    item: ItemId,
    fields: &ItemFields,
    based_on: Option<ReleaseId>,
) -> Option<ReleaseId> {
    let deed = if based_on.is_some() { Deed::Change } else { Deed::Add };
    let (reason, author, author_name, at) = ("依据", "7", "张三", Instant(1_000_000));
    let new = NewRelease { item, deed, based_on, changed: &["name", "hours"], fields, reason, author, author_name, at };
    release::write(conn, open, &new).await.unwrap()
}

/// Takes a text to where it can be published.
async fn approved(conn: &mut Conn<'_>, id: ReleaseId) -> Head {
    let head = release::find(conn, id).await.unwrap().unwrap();
    assert!(release::move_to(conn, &Head { stage: Stage::Review, chain: Some(Chain::default()), ..head }).await.unwrap());
    let head = release::find(conn, id).await.unwrap().unwrap();
    assert!(release::move_to(conn, &Head { stage: Stage::Approved, step: 3, ..head }).await.unwrap());
    release::find(conn, id).await.unwrap().unwrap()
}

async fn published(conn: &mut Conn<'_>, id: ReleaseId, from: Date) {
    let head = Head { paper: "麻府办〔2026〕9号".to_owned(), ..approved(conn, id).await };
    assert!(release::publish(conn, &head, from, "李四", Instant(2_000_000)).await.unwrap());
}

testkit::on_both! {
    async fn what_is_published_stays_and_is_in_force_by_the_day(scratch) {
        let store = Store::open(scratch.location()).await.unwrap();
        let mut work = store.begin(&Actor::System).await.unwrap();
        let conn = &mut work.conn();
        let id = item::insert(conn, "R-1", "旧").await.unwrap();
        assert!(item::save(conn, id, &text("旧"), 0).await.unwrap());
        assert_eq!(release::standing(conn, id).await.unwrap(), ReleaseStanding::Drafting);
        let first = write(conn, None, id, &text("旧"), None).await.unwrap();
        let open = release::open_of(conn, id).await.unwrap().unwrap();
        assert_eq!((open.id, open.no, open.fields.as_slice()), (first, 1, ["name".to_owned(), "hours".to_owned()].as_slice()));
        published(conn, first, date(2026, 3, 1)).await;
        release::stand(conn, id).await.unwrap();
        assert_eq!(release::standing(conn, id).await.unwrap(), ReleaseStanding::Published);
        assert!(item::save(conn, id, &text("新"), 1).await.unwrap());
        assert_eq!(release::standing(conn, id).await.unwrap(), ReleaseStanding::Ahead, "stored with the item");
        let second = write(conn, None, id, &text("新"), Some(first)).await.unwrap();
        published(conn, second, date(2026, 6, 1)).await;
        let mut named = Vec::new();
        for day in [date(2026, 2, 28), date(2026, 3, 1), date(2026, 5, 31), date(2026, 6, 1)] {
            let head = release::in_force(conn, id, day).await.unwrap();
            named.push(match head {
                Some(head) => release::content(conn, head.id).await.unwrap().unwrap().name,
                None => String::new(),
            });
        }
        assert_eq!(named, ["", "旧", "旧", "新"]);
        let texts = release::in_force_texts(conn, date(2026, 4, 1)).await.unwrap();
        assert_eq!(texts.iter().map(|(item, text)| (*item, text.name.as_str())).collect::<Vec<_>>(), [(id, "旧")]);
        let came = release::between(conn, date(2026, 3, 1), date(2026, 6, 1)).await.unwrap();
        assert_eq!(came.iter().map(|head| (head.id, head.paper.as_str())).collect::<Vec<_>>(), [(second, "麻府办〔2026〕9号")]);
        // Nothing writes to it any more.
        let head = release::find(conn, first).await.unwrap().unwrap();
        assert_eq!(write(conn, Some(&head), id, &text("改"), None).await, None);
        assert!(!release::move_to(conn, &Head { stage: Stage::Draft, ..head.clone() }).await.unwrap());
        assert!(!release::publish(conn, &head, date(2026, 1, 1), "李四", Instant(0)).await.unwrap());
        assert_eq!(release::content(conn, first).await.unwrap().unwrap(), text("旧"));
        work.roll_back().await;
        store.close().await;
    }

    async fn an_item_has_one_text_on_its_way(scratch) {
        let store = Store::open(scratch.location()).await.unwrap();
        let mut work = store.begin(&Actor::System).await.unwrap();
        let conn = &mut work.conn();
        let id = item::insert(conn, "R-1", "旧").await.unwrap();
        assert!(item::save(conn, id, &text("旧"), 0).await.unwrap());
        let first = write(conn, None, id, &text("旧"), None).await.unwrap();
        let head = release::find(conn, first).await.unwrap().unwrap();
        // What was returned is written anew under its key; with what somebody else has moved meanwhile nothing is done.
        assert_eq!(write(conn, Some(&head), id, &text("新"), None).await, Some(first));
        let late = Head { version: head.version + 1, ..head.clone() };
        assert_eq!(write(conn, Some(&late), id, &text("晚"), None).await, None);
        assert!(!release::move_to(conn, &late).await.unwrap());
        assert_eq!(release::content(conn, first).await.unwrap().unwrap().name, "新");
        let (reason, author, author_name, at) = ("依据", "7", "张三", Instant(0));
        let fields = text("又");
        let new = NewRelease { item: id, deed: Deed::Add, based_on: None, changed: &[], fields: &fields, reason, author, author_name, at };
        assert!(release::write(conn, None, &new).await.is_err(), "the database holds it");
        work.roll_back().await;
        store.close().await;
    }

    async fn what_waits_is_found_by_whose_turn_it_is(scratch) {
        let store = Store::open(scratch.location()).await.unwrap();
        let mut work = store.begin(&Actor::System).await.unwrap();
        let conn = &mut work.conn();
        let id = item::insert(conn, "R-1", "旧").await.unwrap();
        assert!(item::save(conn, id, &text("旧"), 0).await.unwrap());
        let first = write(conn, None, id, &text("旧"), None).await.unwrap();
        let asker = |person: &str, turns: &str, keeps| Asker { person: person.to_owned(), turns: turns.to_owned(), keeps };
        let mine = Which { waiting: true, stage: None };
        let mut told = Vec::new();
        for stage in [Stage::Draft, Stage::Review, Stage::Approved, Stage::Planned] {
            let head = release::find(conn, first).await.unwrap().unwrap();
            let effective = (stage == Stage::Planned).then_some(date(2026, 12, 1));
            assert!(release::move_to(conn, &Head { stage, chain: Some(Chain::default()), effective, ..head }).await.unwrap());
            for one in [asker("1", "", true), asker("1", ",0,", false), asker("1", ",5,", false), asker("1", "*", false)] {
                told.push(release::counts(conn, &one, mine).await.unwrap().iter().map(|(_, n, _)| *n).sum::<i64>());
            }
        }
        assert_eq!(told, [1, 0, 0, 0, 0, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0]);
        assert_eq!(release::due(conn, date(2026, 11, 30)).await.unwrap(), []);
        assert_eq!(release::due(conn, date(2026, 12, 1)).await.unwrap().len(), 1);
        work.roll_back().await;
        store.close().await;
    }
}
