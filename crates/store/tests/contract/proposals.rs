//! Proposals of what items should say.

use domain::body::BodyId;
use domain::catalogue::item::{ItemFields, ItemId};
use domain::catalogue::proposal::{ProposalId, ProposalState};
use domain::place::PlaceId;
use domain::time::Instant;
use store::catalogue::list::At;
use store::catalogue::proposal::{self, Answer, Asker, Head, NewProposal, Words};
use store::{Actor, Conn, Store, place};

fn text(name: &str) -> ItemFields {
    ItemFields { code: "R-1".to_owned(), name: name.to_owned(), ..ItemFields::default() }
}

fn words<'w>(fields: &'w ItemFields, person: &'w str, at: i64) -> Words<'w> {
    Words { fields, changed: &["name", "hours"], reason: "理由", person, who: "张三", at: Instant(at) }
}

async fn make(conn: &mut Conn<'_>, at: i64, place: PlaceId, speaks_for: Option<BodyId>) -> ProposalId {
    let (base, fields) = (text("旧"), text("新"));
    let new = NewProposal { item: None, base: Some(&base), words: words(&fields, "7", at), place, speaks_for };
    proposal::make(conn, &new).await.unwrap()
}

async fn read(conn: &mut Conn<'_>, id: ProposalId) -> Head {
    proposal::find(conn, id).await.unwrap().unwrap()
}

async fn ids(conn: &mut Conn<'_>, asker: &Asker, of: Option<ProposalState>, at: &At, limit: usize) -> Vec<i64> {
    proposal::page(conn, asker, of, at, limit).await.unwrap().rows.into_iter().map(|head| head.id.0).collect()
}

testkit::on_both! {
    async fn a_proposal_is_changed_while_it_is_open_and_answered_once(scratch) {
        let store = Store::open(scratch.location()).await.unwrap();
        let mut work = store.begin(&Actor::System).await.unwrap();
        let conn = &mut work.conn();
        let district = store::seed::district(conn).await.unwrap();
        let id = make(conn, 1_000, district, None).await;
        let first = read(conn, id).await;
        assert_eq!((first.fields.as_slice(), first.name.as_str(), first.made_at), (["name".to_owned(), "hours".to_owned()].as_slice(), "新", Instant(1_000)));
        assert_eq!(proposal::texts(conn, id).await.unwrap(), Some((Some(text("旧")), text("新"))));
        // Its author changes his own words; another one is named beside him.
        assert!(proposal::change(conn, &first, &words(&text("更新"), "7", 2_000)).await.unwrap());
        let second = read(conn, id).await;
        assert_eq!((second.editor.as_str(), second.version, second.made_at, second.moved_at), ("", 2, Instant(1_000), Instant(2_000)));
        assert!(!proposal::change(conn, &first, &words(&text("晚"), "9", 3_000)).await.unwrap(), "it has moved since");
        assert!(proposal::change(conn, &second, &words(&text("改"), "9", 3_000)).await.unwrap());
        let third = read(conn, id).await;
        assert_eq!((third.author.as_str(), third.editor.as_str()), ("7", "9"));
        let answer = Answer { state: ProposalState::Accepted, words: "同意", person: "9", who: "李四", at: Instant(4_000), item: None };
        assert!(!proposal::answer(conn, &second, &answer).await.unwrap());
        assert!(proposal::answer(conn, &third, &answer).await.unwrap());
        let answered = read(conn, id).await;
        assert_eq!((answered.state, answered.answer.as_str(), answered.answered_by.as_str()), (ProposalState::Accepted, "同意", "李四"));
        assert!(!proposal::answer(conn, &answered, &answer).await.unwrap(), "for good");
        assert!(!proposal::change(conn, &answered, &words(&text("晚"), "7", 5_000)).await.unwrap());
        assert_eq!(proposal::texts(conn, id).await.unwrap().unwrap().1, text("改"));
        assert_eq!(answered.item, None::<ItemId>);
        work.roll_back().await;
        store.close().await;
    }

    async fn everybody_finds_his_own_and_the_office_all(scratch) {
        let store = Store::open(scratch.location()).await.unwrap();
        let mut work = store.begin(&Actor::System).await.unwrap();
        let conn = &mut work.conn();
        let district = store::seed::district(conn).await.unwrap();
        let towns = place::children(conn, district).await.unwrap();
        let (one, two) = (make(conn, 1_000, towns[0], None).await, make(conn, 1_000, towns[1], None).await);
        let three = make(conn, 3_000, towns[0], None).await;
        let speaks = |place: PlaceId, keeps| Asker { person: "8".to_owned(), speaks_at: vec![(place, None)], keeps };
        let (town, office) = (speaks(towns[0], false), speaks(district, true));
        let open = Some(ProposalState::Open);
        assert_eq!(ids(conn, &town, open, &At::First, 9).await, [one.0, three.0], "the longest waiting first");
        assert_eq!(ids(conn, &town, None, &At::First, 9).await, [three.0, one.0], "the newest first");
        assert_eq!(ids(conn, &office, open, &At::First, 9).await, [one.0, two.0, three.0]);
        // Who speaks for one body of a town is not who speaks for the town; whoever made it finds it anyway.
        let body = Asker { speaks_at: vec![(towns[0], Some(BodyId(1)))], ..town.clone() };
        assert_eq!(ids(conn, &body, open, &At::First, 9).await, [0_i64; 0]);
        assert!(!body.sees(&read(conn, one).await) && town.sees(&read(conn, one).await) && !town.sees(&read(conn, two).await));
        let own = Asker { person: "7".to_owned(), ..body };
        assert_eq!(ids(conn, &own, open, &At::First, 9).await.len(), 3);
        assert!(own.sees(&read(conn, two).await));
        // Page by page, there and back.
        let page = proposal::page(conn, &office, open, &At::First, 2).await.unwrap();
        assert_eq!((page.rows.len(), page.before.is_none()), (2, true));
        let rest = proposal::page(conn, &office, open, &At::After(page.after.unwrap()), 2).await.unwrap();
        assert_eq!((rest.rows[0].id, rest.after.is_none()), (three, true));
        assert_eq!(ids(conn, &office, open, &At::Before(rest.before.unwrap()), 2).await, [one.0, two.0]);
        assert_eq!(ids(conn, &office, None, &At::Last, 2).await, [two.0, one.0]);
        let refused = Answer { state: ProposalState::Refused, words: "不便", person: "8", who: "李四", at: Instant(9_000), item: None };
        let head = read(conn, two).await;
        assert!(proposal::answer(conn, &head, &refused).await.unwrap());
        let mut counted = proposal::counts(conn, &office).await.unwrap();
        counted.sort_by_key(|one| one.0);
        assert_eq!(counted, [(ProposalState::Open, 2, Instant(1_000)), (ProposalState::Refused, 1, Instant(9_000))]);
        let told = store::news::proposal_answers(conn, Instant(8_000)).await.unwrap();
        assert_eq!(told.iter().map(|one| (one.text_id, one.author.as_str(), one.act.as_str())).collect::<Vec<_>>(), [(two.0, "7", "refused")]);
        work.roll_back().await;
        store.close().await;
    }
}
