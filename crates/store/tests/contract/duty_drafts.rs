//! Pages and figures of what is drafted and reviewed, and what is asked of many versions at once.

use crate::duties::{begun, full, published, top};
use crate::items::district;
use domain::body::BodyId;
use domain::duty::flow::{Act, Chain, ChainStep, Deed, Stage};
use domain::duty::{DutyId, VersionId};
use domain::place::PlaceId;
use domain::time::Instant;
use jiff::civil::date;
use store::Conn;
use store::duty::drafts::{self, Asker, Which};
use store::duty::{self, Head, Opinion};
use store::walk::Ask;

const OPEN: [Stage; 5] = [Stage::Draft, Stage::Proposed, Stage::Review, Stage::Approved, Stage::Planned];

fn asker(place: PlaceId) -> Asker {
    Asker { person: "乙".to_owned(), sees: vec![(place, None)], ..Asker::default() }
}

async fn keys(conn: &mut Conn<'_>, asker: &Asker, which: Which) -> Vec<VersionId> {
    let page = drafts::page(conn, asker, &OPEN, which, Ask::First, 200).await.unwrap();
    let mut counted = 0;
    for stage in OPEN {
        counted += drafts::count(conn, asker, stage, which).await.unwrap().n;
    }
    assert_eq!(usize::try_from(counted).unwrap(), page.rows.len());
    page.rows.into_iter().map(|head| head.id).collect()
}

async fn moved(conn: &mut Conn<'_>, head: &Head, stage: Stage, at: i64) -> Head {
    let to = Head { stage, moved_at: Instant(at), ..head.clone() };
    assert!(duty::move_to(conn, &to).await.unwrap());
    duty::find(conn, head.id).await.unwrap().unwrap()
}

async fn said(conn: &mut Conn<'_>, of: VersionId, act: Act, person: &str, round: i64) {
    let (step, opinion, who) = (String::new(), "同意".to_owned(), "某".to_owned());
    duty::say_all(conn, &[Opinion { of, round, step, act, opinion, person: person.to_owned(), who, at: Instant(8) }]).await.unwrap();
}

testkit::on_both! {
    async fn pages_of_drafts_follow_each_other_across_stages(scratch) {
        let store = district(&scratch).await;
        let mut work = store.begin(&store::Actor::System).await.unwrap();
        let conn = &mut work.conn();
        let place = top(conn).await;
        let mut all = Vec::new();
        for n in 0..7 {
            let head = begun(conn, None, Deed::Add, &full(place, &format!("A-{n}"))).await;
            all.push(moved(conn, &head, OPEN[n % 5], 100 - i64::try_from(n / 2).unwrap()).await);
        }
        all.sort_by_key(|head| (head.moved_at, head.id));
        let asker = asker(place);
        let (mut found, mut ask) = (Vec::new(), Ask::First);
        loop {
            let page = drafts::page(conn, &asker, &OPEN, Which::Seen, ask, 2).await.unwrap();
            assert!(page.rows.len() <= 2 && !page.unfinished);
            found.extend(page.rows);
            match page.after {
                Some(after) => ask = Ask::After(after),
                None => break,
            }
        }
        assert_eq!(found, all);
        let last = drafts::page(conn, &asker, &OPEN, Which::Seen, Ask::Last, 2).await.unwrap();
        assert_eq!(last.rows, all[5..]);
        let before = drafts::page(conn, &asker, &OPEN, Which::Seen, Ask::Before(last.before.unwrap()), 2).await.unwrap();
        assert_eq!(before.rows, all[3..5]);
        let some = drafts::page(conn, &asker, &[Stage::Draft], Which::Seen, Ask::First, 9).await.unwrap().rows;
        assert_eq!(some, all.iter().filter(|head| head.stage == Stage::Draft).cloned().collect::<Vec<_>>());
        let count = drafts::count(conn, &asker, Stage::Draft, Which::Seen).await.unwrap();
        assert_eq!((count.n, count.oldest), (2, Some(some[0].moved_at)));
        // Of another body's, of another place's, nothing; what one has begun oneself always.
        let (his, none) = ((place, Some(BodyId(7))), Vec::new());
        for (sees, n) in [(vec![his], 7), (vec![(place, Some(BodyId(9)))], 0), (vec![(PlaceId(0), None)], 0), (none, 0)] {
            assert_eq!(keys(conn, &Asker { sees, ..asker.clone() }, Which::Seen).await.len(), n);
        }
        assert_eq!(keys(conn, &Asker { person: "甲".to_owned(), ..Asker::default() }, Which::Seen).await.len(), 7);
    }

    async fn what_waits_is_told_by_turn_and_hands(scratch) {
        let store = district(&scratch).await;
        let mut work = store.begin(&store::Actor::System).await.unwrap();
        let conn = &mut work.conn();
        let place = top(conn).await;
        let step = |body| ChainStep { name: format!("{body:?}"), body };
        let chain = Some(Chain { steps: vec![step(None), step(Some(BodyId(7)))] });
        let first = begun(conn, None, Deed::Add, &full(place, "A-1")).await;
        said(conn, first.id, Act::Written, "甲", 1).await;
        let first = moved(conn, &Head { chain, ..first }, Stage::Review, 10).await;
        let reviewer = |body| Asker { reviews: vec![(place, body)], ..asker(place) };
        let (plain, bound) = (reviewer(None), reviewer(Some(BodyId(7))));
        assert_eq!(keys(conn, &plain, Which::Waiting).await, [first.id]);
        assert_eq!(keys(conn, &bound, Which::Waiting).await, []);
        assert_eq!(keys(conn, &Asker { person: "甲".to_owned(), ..plain.clone() }, Which::Waiting).await, [], "his own");
        let second = moved(conn, &Head { step: 1, ..first.clone() }, Stage::Review, 11).await;
        assert_eq!(keys(conn, &plain, Which::Waiting).await, []);
        assert_eq!(keys(conn, &bound, Which::Waiting).await, [first.id], "the body's step");
        assert_eq!(keys(conn, &Asker { is_free: true, ..plain.clone() }, Which::Waiting).await, [first.id]);
        said(conn, first.id, Act::Approved, "乙", 1).await;
        assert_eq!(keys(conn, &bound, Which::Waiting).await, [], "he has taken a step of this round");
        let again = moved(conn, &Head { round: 2, ..second }, Stage::Review, 12).await;
        assert_eq!(keys(conn, &bound, Which::Waiting).await, [first.id], "and of another one not");
        let keeper = Asker { keeps: true, ..asker(place) };
        let approved = moved(conn, &again, Stage::Approved, 13).await;
        assert_eq!(keys(conn, &keeper, Which::Waiting).await, [first.id]);
        assert_eq!(keys(conn, &asker(place), Which::Waiting).await, [], "he publishes nothing");
        // Returned to its author.
        let returned = moved(conn, &Head { round: 3, ..approved }, Stage::Draft, 14).await;
        assert_eq!(keys(conn, &keeper, Which::Waiting).await, []);
        assert_eq!(keys(conn, &Asker { person: "甲".to_owned(), ..Asker::default() }, Which::Waiting).await, [returned.id]);
        // What was overtaken can't be accepted.
        let base = begun(conn, None, Deed::Add, &full(place, "B-1")).await;
        let base = published(conn, &base, date(2026, 3, 1)).await;
        let one = begun(conn, Some(base.duty), Deed::Change, &full(place, "B-1")).await;
        let one = moved(conn, &one, Stage::Proposed, 15).await;
        assert_eq!(keys(conn, &keeper, Which::Waiting).await, [one.id]);
        let other = begun(conn, Some(base.duty), Deed::Change, &full(place, "B-1")).await;
        let other = published(conn, &other, date(2026, 4, 1)).await;
        assert_eq!(keys(conn, &keeper, Which::Waiting).await, []);
        // Asked about together.
        let heads = duty::find_all(conn, &[one.id, base.id, VersionId(-1)]).await.unwrap();
        let mut ids: Vec<VersionId> = heads.iter().map(|head| head.id).collect();
        ids.sort_unstable();
        assert_eq!(ids, [base.id, one.id]);
        let currents = duty::currents(conn, &[base.duty, returned.duty, DutyId(-1)]).await.unwrap();
        assert_eq!(currents.into_iter().collect::<Vec<_>>(), [(base.duty, other.id)]);
        let hands = duty::hands(conn, &[first.id, one.id]).await.unwrap();
        assert_eq!(hands.len(), 1);
        assert_eq!(hands[&first.id].iter().map(|hand| hand.act).collect::<Vec<_>>(), [Act::Written, Act::Approved]);
        assert!(duty::hands(conn, &[]).await.unwrap().is_empty());
    }
}
