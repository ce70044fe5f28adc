//! What leaders' figures of inspections are made of: scores that were agreed to, on the day of their visit, for whoever may know of them.

use crate::visits::{TODAY, drawn, go, ground, hand};
use domain::account::AccountId;
use domain::inspection::checklist::score::{Score, Share};
use domain::inspection::checklist::{Target, Unified};
use domain::inspection::finding::{FindingFields, FindingState};
use domain::inspection::plan::{Cover, VisitId, VisitState};
use domain::inspection::points::Points;
use domain::inspection::visit::PartyFields;
use domain::place::PlaceId;
use domain::point::PointId;
use domain::time::Instant;
use jiff::civil::{Date, date};
use store::inspection::course;
use store::inspection::ledger::{self, FindingFilter};
use store::inspection::overview::{self, Asked};
use store::inspection::plan::{self, Head};
use store::inspection::visit::{self, VisitFilter};
use store::inspection::{Seeing, checklist, finding, record};
use store::{Actor, Conn, Store};
use uuid::Uuid;

fn share(got: u32) -> Share {
    Share { got: Points(got), of: Points(1_000) }
}

/// A visit that began late in the evening of a day, with so many points, of which the rest was lost at one line.
async fn agreed(conn: &mut Conn<'_>, id: VisitId, made: Date, got: u32) {
    let party = PartyFields { began: Instant::from_civil(made.at(23, 30, 0, 0)), ..PartyFields::default() };
    assert!(record::begin(conn, id, &party, hand("1", 100)).await.unwrap());
    go(conn, id, VisitState::Agreed).await;
    let lost = vec![("1.1".to_owned(), Points(1_000 - got))];
    let score = Score { all: share(got), by: vec![(Unified::OrgStaff, share(got))], lost, ..Score::default() };
    assert!(record::agree(conn, id, &score, Instant(500)).await.unwrap());
    assert!(!record::agree(conn, id, &score, Instant(501)).await.unwrap(), "once");
}

testkit::on_both! {
    async fn scores_count_on_the_day_of_their_visit_for_whoever_may_know(scratch) {
        let store = Store::open(scratch.location()).await.unwrap();
        let mut work = store.begin(&Actor::System).await.unwrap();
        let conn = &mut work.conn();
        let (town, spot) = ground(conn).await;
        let (_, open) = drawn(conn, Cover::Open, spot, AccountId(Uuid::from_u128(1))).await;
        let (secret, covert) = drawn(conn, Cover::Covert, spot, AccountId(Uuid::from_u128(2))).await;
        let (_, waiting) = drawn(conn, Cover::Open, spot, AccountId(Uuid::from_u128(3))).await;
        agreed(conn, open, date(2026, 6, 10), 900).await;
        agreed(conn, covert, date(2026, 6, 20), 700).await;

        let all = Seeing { all: true, ..Seeing::default() };
        let village = Seeing { towns: vec![town], places: vec![spot.place], person: "8".to_owned(), ..Seeing::default() };
        let sent = Seeing { person: AccountId(Uuid::from_u128(2)).0.to_string(), ..Seeing::default() };
        let asked = |seeing: &Seeing, place: Option<PlaceId>| Asked { place, seeing: seeing.clone(), today: TODAY };
        let got = async |conn: &mut Conn<'_>, asked: &Asked| {
            let scored = overview::scored(conn, asked, date(2026, 6, 1), date(2026, 6, 30), date(2026, 6, 15)).await.unwrap();
            scored.into_iter().map(|one| (one.made, one.all.got.0, one.score.map(|score| score.lost.len()))).collect::<Vec<_>>()
        };
        let (first, second) = ((date(2026, 6, 10), 900, None), (date(2026, 6, 20), 700, Some(1)));
        assert_eq!(got(conn, &asked(&all, None)).await, [first, second]);
        assert_eq!(got(conn, &asked(&all, Some(town))).await, [first, second]);
        assert!(got(conn, &asked(&all, Some(PlaceId(i64::MAX)))).await.is_empty());
        assert_eq!(got(conn, &asked(&village, None)).await, [first], "under cover");
        assert_eq!(got(conn, &asked(&sent, None)).await, [second], "who was sent knows of his own");
        let last = async |conn: &mut Conn<'_>, seeing: &Seeing, until: Date| {
            overview::last(conn, &asked(seeing, None), until, date(2026, 6, 15), &[spot.point]).await.unwrap().get(&spot.point).copied()
        };
        assert_eq!(last(conn, &all, TODAY).await, Some((date(2026, 6, 20), share(700))));
        assert_eq!(last(conn, &all, date(2026, 6, 19)).await, Some((date(2026, 6, 10), share(900))));
        assert_eq!(last(conn, &all, date(2026, 6, 9)).await, None);
        assert_eq!(last(conn, &village, TODAY).await, Some((date(2026, 6, 10), share(900))));

        // The list of visits finds the same rows.
        let list = checklist::newest(conn, Target::Station).await.unwrap().unwrap().list;
        let ids = async |conn: &mut Conn<'_>, filter: VisitFilter| {
            let filter = VisitFilter { states: vec![VisitState::Agreed, VisitState::Waiting], seeing: all.clone(), today: Some(TODAY), ..filter };
            let rows = visit::page(conn, &filter, &visit::At::First, 9).await.unwrap().rows;
            assert_eq!(visit::count(conn, &filter).await.unwrap(), i64::try_from(rows.len()).unwrap());
            rows.into_iter().map(|one| one.id).collect::<Vec<_>>()
        };
        let made = VisitFilter { made: true, from: Some(date(2026, 6, 1)), to: Some(date(2026, 6, 10)), ..VisitFilter::default() };
        assert_eq!(ids(conn, made.clone()).await, [open]);
        assert_eq!(ids(conn, VisitFilter { made: true, ..VisitFilter::default() }).await, [covert, open]);
        assert!(ids(conn, VisitFilter { made: false, ..made }).await.is_empty(), "no day was planned");
        let lost = |line: &str| VisitFilter { lost: Some((list, line.to_owned())), ..VisitFilter::default() };
        assert_eq!(ids(conn, lost("1.1")).await, [covert, open]);
        assert!(ids(conn, lost("1")).await.is_empty() && ids(conn, lost("1.")).await.is_empty());
        assert_eq!(ids(conn, VisitFilter::default()).await, [waiting, covert, open]);
        let at = |point: PointId| VisitFilter { point: Some(point), ..VisitFilter::default() };
        assert_eq!(ids(conn, at(spot.point)).await, [waiting, covert, open]);
        assert_eq!(ids(conn, VisitFilter { made: true, ..at(spot.point) }).await, [covert, open]);
        assert!(ids(conn, at(PointId(i64::MAX))).await.is_empty());
        let days = VisitFilter { states: vec![VisitState::Agreed], seeing: all.clone(), today: Some(TODAY), ..at(spot.point) };
        assert_eq!(visit::days(conn, &days).await.unwrap(), [(None, 2)]);

        let head = plan::find(conn, secret).await.unwrap().unwrap();
        assert!(plan::move_to(conn, &Head { released: Some(TODAY), ..head }).await.unwrap());
        assert_eq!(got(conn, &asked(&village, None)).await, [first, second], "released");
        assert_eq!(last(conn, &village, TODAY).await, Some((date(2026, 6, 20), share(700))));
        work.roll_back().await;
        store.close().await;
    }

    async fn findings_count_as_the_ledger_tells_them(scratch) {
        let store = Store::open(scratch.location()).await.unwrap();
        let mut work = store.begin(&Actor::System).await.unwrap();
        let conn = &mut work.conn();
        let (town, spot) = ground(conn).await;
        let (_, id) = drawn(conn, Cover::Covert, spot, AccountId(Uuid::from_u128(1))).await;
        agreed(conn, id, date(2026, 6, 20), 700).await;
        let mut ids = Vec::new();
        for found in [date(2026, 5, 1), date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 3)] {
            let fields = FindingFields { what: "甲".to_owned(), days: 5, ..FindingFields::default() };
            ids.push(finding::add(conn, id, &fields, (found, Some(date(2026, 7, 1))), hand("1", 200)).await.unwrap());
        }
        let all = Seeing { all: true, ..Seeing::default() };
        for (n, state, closed) in [(2, FindingState::Closed, Some(date(2026, 7, 2))), (3, FindingState::Cancelled, None)] {
            let mut one = ledger::seen(conn, ids[n], &all, TODAY).await.unwrap().unwrap().finding;
            (one.state, one.course.closed) = (state, closed);
            assert!(course::move_to(conn, &one).await.unwrap());
        }
        let asked = |seeing: &Seeing| Asked { place: Some(town), seeing: seeing.clone(), today: TODAY };
        let days = async |conn: &mut Conn<'_>, seeing: &Seeing, from: Date| {
            let found = overview::findings(conn, &asked(seeing), from).await.unwrap();
            found.into_iter().map(|one| (one.found, one.state, one.closed)).collect::<Vec<_>>()
        };
        let open = |day: i8, month: i8| (date(2026, month, day), FindingState::Open, None);
        let closed = (date(2026, 6, 2), FindingState::Closed, Some(date(2026, 7, 2)));
        assert_eq!(days(conn, &all, date(2026, 6, 1)).await, [open(1, 5), open(1, 6), closed], "what is open counts whenever it was found");
        assert_eq!(days(conn, &all, date(2026, 7, 1)).await, [open(1, 5), open(1, 6), closed], "closed since");
        assert_eq!(days(conn, &all, date(2026, 7, 3)).await, [open(1, 5), open(1, 6)]);
        let village = Seeing { towns: vec![town], places: vec![spot.place], person: "8".to_owned(), ..Seeing::default() };
        assert!(days(conn, &village, date(2026, 1, 1)).await.is_empty(), "under cover");

        let listed = async |conn: &mut Conn<'_>, filter: FindingFilter| {
            let filter = FindingFilter { seeing: all.clone(), today: Some(TODAY), ..filter };
            ledger::counts(conn, &filter).await.unwrap().iter().map(|one| one.n).sum::<i64>()
        };
        let june = FindingFilter { from: Some(date(2026, 6, 1)), to: Some(date(2026, 6, 30)), ..FindingFilter::default() };
        assert_eq!(listed(conn, june.clone()).await, 3);
        assert_eq!(listed(conn, FindingFilter { closed: true, ..june.clone() }).await, 0);
        assert_eq!(listed(conn, FindingFilter { closed: true, to: Some(date(2026, 7, 2)), ..june }).await, 1);
        assert_eq!(listed(conn, FindingFilter { closed: true, ..FindingFilter::default() }).await, 1);
        let at = |point: PointId| FindingFilter { point: Some(point), seeing: all.clone(), today: Some(TODAY), ..FindingFilter::default() };
        assert_eq!((listed(conn, at(spot.point)).await, listed(conn, at(PointId(i64::MAX))).await), (4, 0));
        for (point, n) in [(spot.point, 4), (PointId(i64::MAX), 0)] {
            assert_eq!(ledger::page(conn, &at(point), &ledger::At::First, 9).await.unwrap().rows.len(), n);
        }
        work.roll_back().await;
        store.close().await;
    }
}
