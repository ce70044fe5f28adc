//! 现场检查: answers upon the version that was read, with every earlier one; findings; rounds of review; who finds what.

use crate::inspection::station;
use domain::account::AccountId;
use domain::inspection::checklist::Target;
use domain::inspection::checklist::score::{Answer, Score, Share};
use domain::inspection::draw::{ALGORITHM, Inspector, Object, Roster, draw};
use domain::inspection::finding::flow::{FindingAct, RecheckWay};
use domain::inspection::finding::{FindingFields, FindingState};
use domain::inspection::plan::{Cover, PlanFields, PlanId, PlanKind, PlanState, VisitId, VisitState};
use domain::inspection::points::Points;
use domain::inspection::visit::{Filled, PartyFields};
use domain::place::PlaceId;
use domain::time::Instant;
use jiff::civil::{Date, date};
use std::collections::BTreeSet;
use store::inspection::attempt::{self, Made, Spot};
use store::inspection::course::{self, Step};
use store::inspection::finding::Finding;
use store::inspection::ledger::{self, FindingFilter};
use store::inspection::plan::{self, Head};
use store::inspection::record::{self, Decision, Hand};
use store::inspection::visit::{self, Goer, NewVisit};
use store::inspection::{Seeing, checklist, finding};
use store::{Actor, Conn, Store, place};
use uuid::Uuid;

pub(crate) const TODAY: Date = date(2026, 7, 10);

/// A plan that was drawn for one station, and the visit there of one goer.
pub(crate) async fn drawn(conn: &mut Conn<'_>, cover: Cover, spot: Spot, goer: AccountId) -> (PlanId, VisitId) {
    checklist::seed(conn, Instant(1)).await.unwrap();
    let list = checklist::newest(conn, Target::Station).await.unwrap().unwrap();
    let fields = PlanFields {
        title: "督查".to_owned(),
        kind: PlanKind::Business,
        cover,
        from: Some(date(2026, 7, 1)),
        until: Some(date(2026, 7, 31)),
        checklist: Some(list),
        ..PlanFields::default()
    };
    let id = plan::insert(conn, &fields, "7", "张三", Instant(1)).await.unwrap();
    let object = Object {
        code: "440811100201".to_owned(),
        name: "站".to_owned(),
        stratum: "440811100000".to_owned(),
        weight: 1,
        excluded: String::new(),
    };
    let inspector = |n: u32| Inspector { code: n.to_string(), name: format!("人{n}"), recused: BTreeSet::new() };
    let roster = Roster {
        algorithm: ALGORITHM.to_owned(),
        plan: "号".to_owned(),
        attempt: 1,
        objects: vec![object],
        inspectors: (1..=2).map(inspector).collect(),
        take: 1,
        standby: 0,
        per_object: 2,
    };
    assert!(attempt::seal(conn, id, &roster, &[spot], "张三", Instant(5)).await.unwrap());
    let came = draw(&roster, "3").unwrap();
    let made = Made { nonce: "3", witnesses: &[], who: "张三", at: Instant(9), drawn: &came };
    assert!(attempt::draw(conn, id, 1, &made).await.unwrap());
    let goers = vec![Goer { account: goer, name: "人1".to_owned() }];
    let new = NewVisit { plan: id, attempt: 1, order: 1, spot, state: VisitState::Waiting, goers };
    let visit = visit::add(conn, &new).await.unwrap();
    let head = plan::find(conn, id).await.unwrap().unwrap();
    assert!(plan::move_to(conn, &Head { state: PlanState::Drawn, ..head }).await.unwrap());
    (id, visit)
}

pub(crate) fn hand(person: &str, at: i64) -> Hand<'_> {
    Hand { person, who: "李四", at: Instant(at) }
}

fn filled(answer: Answer, words: &str) -> Filled {
    Filled { answer: Some(answer), faults: 0, words: words.to_owned() }
}

pub(crate) async fn go(conn: &mut Conn<'_>, id: VisitId, state: VisitState) {
    let all = Seeing { all: true, ..Seeing::default() };
    let visit = visit::seen(conn, id, &all, TODAY).await.unwrap().unwrap();
    assert!(visit::move_to(conn, &visit, state).await.unwrap());
    assert!(!visit::move_to(conn, &visit, state).await.unwrap(), "it has moved since");
}

pub(crate) async fn ground(conn: &mut Conn<'_>) -> (PlaceId, Spot) {
    let district = store::seed::district(conn).await.unwrap();
    let town = place::children(conn, district).await.unwrap()[0];
    let village = place::children(conn, town).await.unwrap()[0];
    (town, Spot { point: station(conn, village).await, place: village, town })
}

testkit::on_both! {
    async fn an_answer_is_written_upon_what_was_read_and_what_was_there_is_kept(scratch) {
        let store = Store::open(scratch.location()).await.unwrap();
        let mut work = store.begin(&Actor::System).await.unwrap();
        let conn = &mut work.conn();
        let (_, spot) = ground(conn).await;
        let (plan, id) = drawn(conn, Cover::Open, spot, AccountId(Uuid::from_u128(1))).await;
        assert_eq!((record::find(conn, id).await.unwrap(), visit::begun(conn, plan).await.unwrap()), (None, 0));
        let party = PartyFields { receiver: "陈某".to_owned(), ..PartyFields::default() };
        assert!(record::begin(conn, id, &party, hand("1", 100)).await.unwrap());
        assert!(!record::begin(conn, id, &party, hand("2", 200)).await.unwrap(), "once");
        let begun = record::find(conn, id).await.unwrap().unwrap();
        assert_eq!((begun.begun_at, &begun.party, begun.version, begun.round, begun.score), (Instant(100), &party, 1, 0, None));
        assert_eq!(visit::begun(conn, plan).await.unwrap(), 1);
        let other = PartyFields { receiver: "王某".to_owned(), ..party };
        assert!(record::set_party(conn, id, 1, &other).await.unwrap());
        assert!(!record::set_party(conn, id, 1, &other).await.unwrap(), "somebody else has said it since");

        assert!(record::save_answer(conn, id, "1.1", 0, &filled(Answer::Fits, ""), hand("1", 300)).await.unwrap());
        assert!(!record::save_answer(conn, id, "1.1", 0, &filled(Answer::Fails, ""), hand("2", 301)).await.unwrap(), "something stands there");
        assert!(record::save_answer(conn, id, "1.1", 1, &filled(Answer::Fails, "锁着"), hand("2", 302)).await.unwrap());
        assert!(!record::save_answer(conn, id, "1.1", 1, &Filled::default(), hand("1", 303)).await.unwrap());
        assert!(record::save_answer(conn, id, "1.1", 2, &Filled::default(), hand("1", 304)).await.unwrap());
        assert!(record::save_answer(conn, id, "1.10", 0, &filled(Answer::Partly, ""), hand("1", 305)).await.unwrap());
        let now = record::answer(conn, id, "1.1").await.unwrap().unwrap();
        assert_eq!((now.version, now.filled.answer, now.person.as_str()), (3, None, "1"));
        let past = record::past(conn, id, "1.1").await.unwrap();
        assert_eq!(past.iter().map(|one| (one.version, one.filled.answer, one.at)).collect::<Vec<_>>(), [(2, Some(Answer::Fails), Instant(302)), (1, Some(Answer::Fits), Instant(300))]);
        assert_eq!(record::answers(conn, id).await.unwrap().len(), 2);
        let mut hands = record::hands(conn, id).await.unwrap();
        hands.sort();
        assert_eq!(hands, ["1", "2"]);
        work.roll_back().await;
        store.close().await;
    }

    async fn a_record_goes_its_rounds_and_its_score_is_fixed_once(scratch) {
        let store = Store::open(scratch.location()).await.unwrap();
        let mut work = store.begin(&Actor::System).await.unwrap();
        let conn = &mut work.conn();
        let (town, spot) = ground(conn).await;
        let goer = AccountId(Uuid::from_u128(1));
        let (plan, id) = drawn(conn, Cover::Covert, spot, goer).await;
        record::begin(conn, id, &PartyFields::default(), hand("1", 100)).await.unwrap();
        go(conn, id, VisitState::Begun).await;
        assert_eq!(record::submit(conn, id, hand("1", 400)).await.unwrap(), 1);
        let reasons = [("1.1".to_owned(), "说明是谁".to_owned())];
        let back = Decision { verdict: "visit_sent_back", opinion: "", reasons: &reasons };
        assert!(record::decide(conn, id, 1, back, hand("9", 500)).await.unwrap());
        assert!(!record::decide(conn, id, 1, back, hand("9", 501)).await.unwrap(), "a round ends once");
        assert_eq!(record::submit(conn, id, hand("1", 600)).await.unwrap(), 2);
        let well = Decision { verdict: "visit_was_agreed", opinion: "属实", reasons: &[] };
        assert!(record::decide(conn, id, 2, well, hand("9", 700)).await.unwrap());
        let score = Score { all: Share { got: Points(875), of: Points(1_000) }, lost: vec![("1.1".to_owned(), Points(125))], ..Score::default() };
        assert!(record::agree(conn, id, &score, Instant(700)).await.unwrap());
        assert!(!record::agree(conn, id, &Score::default(), Instant(701)).await.unwrap(), "fixed");
        let rounds = record::rounds(conn, id).await.unwrap();
        assert_eq!(rounds.iter().map(|round| (round.no, round.verdict.as_str(), round.reasons.len(), round.decided_at)).collect::<Vec<_>>(), [(2, "visit_was_agreed", 0, Some(Instant(700))), (1, "visit_sent_back", 1, Some(Instant(500)))]);
        go(conn, id, VisitState::Agreed).await;

        // Found by the office and by whoever was sent; by the checked side once it is agreed to and released.
        let all = Seeing { all: true, ..Seeing::default() };
        let own = Seeing { person: goer.0.to_string(), ..Seeing::default() };
        let village = Seeing { towns: vec![town], places: vec![spot.place], person: "8".to_owned(), ..Seeing::default() };
        let seen = visit::seen(conn, id, &all, TODAY).await.unwrap().unwrap();
        assert_eq!((seen.score, seen.agreed_at, seen.submitted_at), (Some(score.all), Some(Instant(700)), Some(Instant(600))));
        assert_eq!(record::find(conn, id).await.unwrap().unwrap().score, Some(score));
        assert!(visit::seen(conn, id, &own, TODAY).await.unwrap().is_some());
        assert!(visit::seen(conn, id, &village, TODAY).await.unwrap().is_none());
        let (_, next) = drawn(conn, Cover::Open, spot, AccountId(Uuid::from_u128(2))).await;
        assert_eq!(visit::last_agreed(conn, next, &all, TODAY).await.unwrap().map(|visit| visit.id), Some(id));
        assert_eq!(visit::last_agreed(conn, next, &village, TODAY).await.unwrap(), None);
        assert!(visit::seen(conn, next, &village, TODAY).await.unwrap().is_none(), "what is being written is nobody's business");
        let head = plan::find(conn, plan).await.unwrap().unwrap();
        assert!(plan::move_to(conn, &Head { released: Some(TODAY), ..head }).await.unwrap());
        assert!(visit::seen(conn, id, &village, TODAY).await.unwrap().is_some());
        assert_eq!(visit::last_agreed(conn, next, &village, TODAY).await.unwrap().map(|visit| visit.id), Some(id));
        // Giving the plan up leaves what was begun as it is.
        visit::void(conn, plan).await.unwrap();
        assert_eq!(visit::seen(conn, id, &all, TODAY).await.unwrap().map(|visit| visit.state), Some(VisitState::Agreed));
        work.roll_back().await;
        store.close().await;
    }

    async fn findings_are_written_upon_what_was_read(scratch) {
        let store = Store::open(scratch.location()).await.unwrap();
        let mut work = store.begin(&Actor::System).await.unwrap();
        let conn = &mut work.conn();
        let (town, spot) = ground(conn).await;
        let (plan, id) = drawn(conn, Cover::Covert, spot, AccountId(Uuid::from_u128(1))).await;
        record::begin(conn, id, &PartyFields::default(), hand("1", 100)).await.unwrap();
        let fields = FindingFields { what: "无人在岗".to_owned(), days: 5, ..FindingFields::default() };
        let due = Some(date(2026, 7, 17));
        let one = finding::add(conn, id, &fields, (TODAY, due), hand("1", 200)).await.unwrap();
        let two = finding::add(conn, id, &FindingFields { days: 0, ..fields.clone() }, (TODAY, None), hand("1", 201)).await.unwrap();
        let read = finding::find(conn, id, one).await.unwrap().unwrap();
        assert_eq!((read.fields, read.found, read.due, read.version), (fields.clone(), TODAY, due, 1));
        assert_eq!(finding::find(conn, VisitId(id.0 + 1), one).await.unwrap(), None, "of another visit");
        let other = FindingFields { spot: "大厅".to_owned(), ..fields };
        assert!(finding::save(conn, one, 1, &other, None).await.unwrap());
        assert!(!finding::save(conn, one, 1, &other, None).await.unwrap(), "it has moved since");
        assert!(finding::withdraw(conn, two, 1, "重复").await.unwrap());
        assert!(!finding::save(conn, two, 2, &other, None).await.unwrap(), "it is withdrawn");
        let states: Vec<_> = finding::of(conn, id).await.unwrap().into_iter().map(|one| (one.id, one.state)).collect();
        assert_eq!(states, [(one, FindingState::Open), (two, FindingState::Withdrawn)]);

        let (_, next) = drawn(conn, Cover::Open, spot, AccountId(Uuid::from_u128(2))).await;
        let all = Seeing { all: true, ..Seeing::default() };
        assert!(finding::at_place(conn, next, &all, TODAY).await.unwrap().is_empty(), "it is still being written");
        go(conn, id, VisitState::Agreed).await;
        assert_eq!(finding::at_place(conn, next, &all, TODAY).await.unwrap().into_iter().map(|one| one.id).collect::<Vec<_>>(), [one]);
        let village = Seeing { towns: vec![town], places: vec![spot.place], person: "8".to_owned(), ..Seeing::default() };
        assert!(finding::at_place(conn, next, &village, TODAY).await.unwrap().is_empty(), "under cover");
        let head = plan::find(conn, plan).await.unwrap().unwrap();
        assert!(plan::move_to(conn, &Head { released: Some(TODAY), ..head }).await.unwrap());
        assert_eq!(finding::at_place(conn, next, &village, TODAY).await.unwrap().len(), 1);
        work.roll_back().await;
        store.close().await;
    }

    async fn the_ledger_tells_what_may_be_known_the_most_urgent_first(scratch) {
        let store = Store::open(scratch.location()).await.unwrap();
        let mut work = store.begin(&Actor::System).await.unwrap();
        let conn = &mut work.conn();
        let (town, spot) = ground(conn).await;
        let (plan, id) = drawn(conn, Cover::Covert, spot, AccountId(Uuid::from_u128(1))).await;
        record::begin(conn, id, &PartyFields::default(), hand("1", 100)).await.unwrap();
        let fields = |what: &str| FindingFields { line: "1.1".to_owned(), what: what.to_owned(), days: 5, ..FindingFields::default() };
        let mut ids = Vec::new();
        for (what, due) in [("甲", Some(date(2026, 7, 9))), ("乙", None), ("丙 Window", Some(date(2026, 7, 8)))] {
            ids.push(finding::add(conn, id, &fields(what), (date(2026, 7, 2), due), hand("1", 200)).await.unwrap());
        }
        let all = Seeing { all: true, ..Seeing::default() };
        let village = Seeing { towns: vec![town], places: vec![spot.place], person: "8".to_owned(), ..Seeing::default() };
        let filter = |seeing: &Seeing| FindingFilter { seeing: seeing.clone(), today: Some(TODAY), ..FindingFilter::default() };
        let listed = async |conn: &mut Conn<'_>, filter: &FindingFilter| {
            let page = ledger::page(conn, filter, &ledger::At::First, 10).await.unwrap();
            page.rows.into_iter().map(|one| one.finding.id).collect::<Vec<_>>()
        };
        assert!(listed(conn, &filter(&all)).await.is_empty(), "it is being written");
        go(conn, id, VisitState::Agreed).await;
        assert_eq!(listed(conn, &filter(&all)).await, [ids[2], ids[0], ids[1]]);
        let to_issue = FindingFilter { to_issue: Some(vec![PlanKind::Business]), ..filter(&all) };
        assert!(listed(conn, &to_issue).await.is_empty(), "under cover nobody is told");
        assert!(listed(conn, &filter(&village)).await.is_empty() && ledger::seen(conn, ids[0], &village, TODAY).await.unwrap().is_none());
        assert_eq!(listed(conn, &FindingFilter { text: "window".to_owned(), ..filter(&all) }).await, [ids[2]]);
        let first = ledger::page(conn, &filter(&all), &ledger::At::First, 2).await.unwrap();
        let next = ledger::page(conn, &filter(&all), &ledger::At::After(first.after.unwrap()), 2).await.unwrap();
        assert_eq!(next.rows.len(), 1);
        let back = ledger::page(conn, &filter(&all), &ledger::At::Before(next.before.unwrap()), 2).await.unwrap();
        assert_eq!(back.rows.iter().map(|one| one.finding.id).collect::<Vec<_>>(), [ids[2], ids[0]]);

        // It moves on once for each version, and every step is kept.
        let one = ledger::seen(conn, ids[0], &all, TODAY).await.unwrap().unwrap().finding;
        let mut issued = Finding { state: FindingState::Issued, ..one };
        (issued.course.notice, issued.course.noticed, issued.course.moved_at) = ("改1号".to_owned(), Some(TODAY), Instant(900));
        assert!(course::move_to(conn, &issued).await.unwrap() && !course::move_to(conn, &issued).await.unwrap());
        assert!(course::has_number(conn, "改1号").await.unwrap() && !course::has_number(conn, "改2号").await.unwrap());
        assert_eq!(course::of_notice(conn, "改1号").await.unwrap(), [ids[0]]);
        let step = Step { day: Some(TODAY), way: Some(RecheckWay::Papers), proof: "照片".to_owned(), ..course::step(FindingAct::Issued, hand("7", 900)) };
        course::add_step(conn, ids[0], &step).await.unwrap();
        assert_eq!(course::steps(conn, ids[0]).await.unwrap(), [step]);
        let counts = ledger::counts(conn, &filter(&all)).await.unwrap();
        let of = |state| counts.iter().find(|one| one.state == state).map(|one| (one.n, one.late, one.first_due));
        assert_eq!(of(FindingState::Issued), Some((1, 1, Some(date(2026, 7, 9)))), "its term runs, and is over");
        assert_eq!(of(FindingState::Open), Some((2, 0, Some(date(2026, 7, 8)))));
        assert_eq!(listed(conn, &FindingFilter { late: true, ..filter(&all) }).await, [ids[0]]);

        // Found again in the open: told of to who may know of the first.
        let (_, open) = drawn(conn, Cover::Open, spot, AccountId(Uuid::from_u128(2))).await;
        record::begin(conn, open, &PartyFields::default(), hand("1", 100)).await.unwrap();
        let again = finding::add(conn, open, &fields("丁"), (TODAY, None), hand("1", 300)).await.unwrap();
        let list = checklist::newest(conn, Target::Station).await.unwrap().unwrap().list;
        let found = finding::find(conn, open, again).await.unwrap().unwrap();
        assert_eq!(course::recognise(conn, &found, (spot.point, list), date(2026, 7, 3)).await.unwrap(), None, "too long ago");
        assert_eq!(course::recognise(conn, &found, (spot.point, list), date(2026, 7, 1)).await.unwrap(), Some(ids[2]));
        go(conn, open, VisitState::Agreed).await;
        let told = async |conn: &mut Conn<'_>, seeing: &Seeing| ledger::seen(conn, again, seeing, TODAY).await.unwrap().unwrap().again;
        assert!(told(conn, &all).await && !told(conn, &village).await);
        let head = plan::find(conn, plan).await.unwrap().unwrap();
        assert!(plan::move_to(conn, &Head { released: Some(TODAY), ..head }).await.unwrap());
        assert!(told(conn, &village).await);
        // A notice can be sent of what is agreed to and known, by whoever makes plans of its kind.
        let to_issue = |kinds: &[PlanKind]| FindingFilter { to_issue: Some(kinds.to_vec()), ..filter(&all) };
        assert_eq!(listed(conn, &to_issue(&[PlanKind::Business])).await, [ids[2], ids[1], again]);
        assert!(listed(conn, &to_issue(&[PlanKind::Patrol])).await.is_empty() && listed(conn, &to_issue(&[])).await.is_empty());
        // Of the two visits of that station the later has the last score, and all its findings are open.
        for (id, got, at) in [(open, 875, 800), (id, 990, 700)] {
            let score = Score { all: Share { got: Points(got), of: Points(1_000) }, ..Score::default() };
            assert!(record::agree(conn, id, &score, Instant(at)).await.unwrap());
        }
        let past = async |conn: &mut Conn<'_>, on| visit::past(conn, on).await.unwrap().get(&spot.point).map(|past| (past.open, past.rate));
        assert_eq!(past(conn, TODAY).await, Some((4, Some(875))));
        assert_eq!(past(conn, TODAY.yesterday().unwrap()).await, Some((1, Some(875))), "what is under cover weighs once it may be known");
        assert_eq!(visit::last(conn, TODAY).await.unwrap().get(&spot.point), Some(&date(1970, 1, 1)), "when it was begun");
        assert_eq!(listed(conn, &FindingFilter { again: true, own: true, ..filter(&village) }).await, [again]);
        work.roll_back().await;
        store.close().await;
    }
}
