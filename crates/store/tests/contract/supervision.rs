//! Matters of 督办: as they are kept, the ledger page by page, and lights that say in SQL what the rule says.

use crate::items::district;
use domain::body::BodyId;
use domain::day::later;
use domain::place::PlaceId;
use domain::supervision::flow::{Act, State};
use domain::supervision::light::{Light, LightRule, light, turns};
use domain::supervision::{Link, LinkKind, MatterFields, MatterId, Source};
use domain::time::Instant;
use jiff::civil::{Date, date};
use store::ledger::{Spot, SpotAt};
use store::supervision::list::{self, MatterFilter, MatterOrder, Waiting};
use store::supervision::{self, Head, Step, form};
use store::{Conn, Store};

const TODAY: Date = date(2026, 11, 28);

async fn top(conn: &mut Conn<'_>) -> PlaceId {
    store::place::district(conn).await.unwrap().unwrap()
}

fn fields(title: &str) -> MatterFields {
    MatterFields {
        title: title.to_owned(),
        instructor: "区长".to_owned(),
        lead: Some(BodyId(7)),
        helpers: vec![BodyId(8)],
        ..MatterFields::default()
    }
}

async fn registered(conn: &mut Conn<'_>, fields: &MatterFields) -> Head {
    let place = top(conn).await;
    let id = supervision::insert(conn, fields, place, "", "甲", Instant(5)).await.unwrap();
    supervision::find(conn, id).await.unwrap().unwrap()
}

/// A matter that stands somewhere, `due` and `feedback` days from today.
async fn standing(conn: &mut Conn<'_>, title: &str, state: State, due: i64, feedback: Option<i64>) -> Head {
    let head = registered(conn, &fields(title)).await;
    let at = Head {
        state,
        issued: Some(later(TODAY, due.min(0) - 10)),
        due: Some(later(TODAY, due)),
        feedback: feedback.map(|n| later(TODAY, n)),
        submitted: (state == State::InReview).then_some(TODAY),
        ..head
    };
    assert!(supervision::move_to(conn, &at, &LightRule::default()).await.unwrap());
    supervision::find(conn, at.id).await.unwrap().unwrap()
}

fn all() -> MatterFilter {
    MatterFilter { sees_all: true, ..MatterFilter::default() }
}

async fn titles(conn: &mut Conn<'_>, filter: &MatterFilter, order: MatterOrder) -> Vec<String> {
    let page = list::page(conn, filter, order, &SpotAt::First, TODAY, 100).await.unwrap();
    page.rows.into_iter().map(|row| row.title).collect()
}

testkit::on_both! {
    async fn a_matter_comes_back_as_it_went_and_moves_once(scratch) {
        let store: Store = district(&scratch).await;
        let mut work = store.begin(&store::Actor::System).await.unwrap();
        let conn = &mut work.conn();
        let place = top(conn).await;
        let link = Link { kind: LinkKind::Rating, id: 17 };
        let said = MatterFields { link: Some(link), source: Source::BadRating, ..fields("整改差评") };
        let id = supervision::insert(conn, &said, place, "差评一条", "甲", Instant(5)).await.unwrap();
        let head = supervision::find(conn, id).await.unwrap().unwrap();
        assert_eq!((head.state, head.version, head.link.clone()), (State::Unissued, 1, Some((link, "差评一条".to_owned()))));
        assert_eq!(supervision::content(conn, id).await.unwrap(), Some(said.clone()));
        assert_eq!(supervision::bodies(conn, id).await.unwrap(), (Some(BodyId(7)), vec![BodyId(8)]));
        assert_eq!(supervision::linked(conn, link).await.unwrap(), std::slice::from_ref(&head));
        // A cell's key is longer than a row's.
        let cell = Link::of_cell(domain::catalogue::item::ItemId(3_999_999_999), domain::point::PointId(999_999)).unwrap();
        let of_cell = MatterFields { link: Some(cell), ..fields("可办") };
        let made = supervision::insert(conn, &of_cell, place, "某站", "甲", Instant(5)).await.unwrap();
        let linked = supervision::linked(conn, cell).await.unwrap();
        assert_eq!(linked.iter().map(|head| (head.id, head.link.clone())).collect::<Vec<_>>(), [(made, Some((cell, "某站".to_owned())))]);
        let less = MatterFields { helpers: Vec::new(), ..said };
        assert!(supervision::save(conn, &head, &less, place, Instant(6)).await.unwrap());
        assert!(!supervision::save(conn, &head, &less, place, Instant(7)).await.unwrap(), "the version has moved");
        let head = supervision::find(conn, id).await.unwrap().unwrap();
        let full = Head {
            number: "督1".to_owned(),
            number_key: "2026-1".to_owned(),
            state: State::Halted,
            state_before: Some(State::InHand),
            issued: Some(date(2026, 11, 1)),
            due: Some(date(2026, 11, 20)),
            first_due: Some(date(2026, 11, 10)),
            feedback_from: Some(date(2026, 11, 2)),
            feedback: Some(date(2026, 11, 9)),
            submitted: Some(date(2026, 11, 12)),
            halted: Some(date(2026, 11, 13)),
            asking: Some((date(2026, 12, 1), "等批复".to_owned(), "乙".to_owned())),
            moved_at: Instant(8),
            ..head.clone()
        };
        assert!(supervision::move_to(conn, &full, &LightRule::default()).await.unwrap());
        assert!(!supervision::move_to(conn, &full, &LightRule::default()).await.unwrap());
        let kept = supervision::find(conn, id).await.unwrap().unwrap();
        assert_eq!(kept, Head { version: 3, ..full });
        assert!(!supervision::save(conn, &kept, &less, place, Instant(9)).await.unwrap(), "what is handed out is not edited");
        assert!(supervision::is_numbered(conn, "督1").await.unwrap() && !supervision::is_numbered(conn, "督2").await.unwrap());
        assert_eq!((supervision::next_serial(conn, 2026).await.unwrap(), supervision::next_serial(conn, 2026).await.unwrap()), (1, 2));
        assert_eq!(supervision::next_serial(conn, 2027).await.unwrap(), 1);
        assert!(!store::body::take_back(conn, BodyId(7)).await.unwrap(), "a body that has matters stays");
        let step = Step {
            act: Act::Asked, words: "词".to_owned(), problems: "难".to_owned(), steps: "下".to_owned(), due_before: kept.due, due_after: None,
            form: "督1-1".to_owned(), filler: "丙".to_owned(), person: "甲".to_owned(), who: "甲某".to_owned(), day: Some(TODAY), at: 9,
        };
        supervision::add_step(conn, id, &step).await.unwrap();
        assert_eq!(supervision::steps(conn, id).await.unwrap(), [step]);
        let printed = vec![(domain::supervision::form::FormField::Title, "整改".to_owned())];
        let handed = form::Form { matter: id, number: "督1-1".to_owned(), salt: "盐".to_owned(), printed, made_at: Instant(3), taken_at: None };
        assert_eq!(form::next(conn, id).await.unwrap(), 1);
        form::insert(conn, 1, &handed).await.unwrap();
        assert_eq!(form::next(conn, id).await.unwrap(), 2);
        assert_eq!(form::find(conn, "督1-1").await.unwrap(), Some(handed.clone()));
        assert!(form::take(conn, "督1-1", Instant(4)).await.unwrap() && !form::take(conn, "督1-1", Instant(5)).await.unwrap());
        assert_eq!(form::of(conn, id).await.unwrap(), [form::Form { taken_at: Some(Instant(4)), ..handed }]);
    }

    /// Every state, terms and feedback around today, several rules: SQL says what the rule says, row by row and in its counts.
    async fn the_light_of_a_list_is_the_light_of_the_rule(scratch) {
        let store = district(&scratch).await;
        let mut work = store.begin(&store::Actor::System).await.unwrap();
        let conn = &mut work.conn();
        let mut heads = Vec::new();
        for state in State::ALL {
            for due in [-9, -1, 0, 1, 3, 4, 40] {
                for feedback in [None, Some(-8), Some(-7), Some(-1), Some(0), Some(5)] {
                    heads.push(standing(conn, "事", *state, due, feedback).await);
                }
            }
        }
        for rule in [LightRule::default(), LightRule { before_due: 0, unsigned: 0, missed: 0 }, LightRule { before_due: 60, unsigned: 30, missed: 8 }] {
            supervision::relight(conn, &rule).await.unwrap();
            let expected = |head: &Head| head.facts().and_then(|facts| turns(&facts, &rule)).map(|turns| light(&turns, TODAY));
            let everything = MatterFilter { states: State::ALL.to_vec(), drafts_at: vec![top(conn).await], ..all() };
            let listed = list::page(conn, &everything, MatterOrder::Urgency, &SpotAt::First, TODAY, 1_000).await.unwrap();
            assert_eq!(listed.rows.len(), heads.len());
            let of = |id: MatterId| heads.iter().find(|head| head.id == id).unwrap();
            for row in &listed.rows {
                assert_eq!(row.light, expected(of(row.id)), "{:?}", of(row.id));
            }
            for one in Light::ALL {
                let lit = MatterFilter { light: Some(*one), ..everything.clone() };
                let n = heads.iter().filter(|head| expected(head) == Some(*one)).count();
                assert_eq!(list::page(conn, &lit, MatterOrder::Urgency, &SpotAt::First, TODAY, 1_000).await.unwrap().rows.len(), n, "{one:?}");
                assert_eq!(list::page(conn, &lit, MatterOrder::Due(true), &SpotAt::First, TODAY, 1_000).await.unwrap().rows.len(), n, "{one:?}");
                let counted: i64 = list::counts(conn, &everything, TODAY).await.unwrap().iter().filter(|c| c.light == Some(*one)).map(|c| c.n).sum();
                assert_eq!(usize::try_from(counted).unwrap(), n, "{one:?}");
            }
            // The worst first, whatever the day.
            let rank = |light: Option<Light>| light.map_or(3, |light| Light::ALL.iter().position(|one| *one == light).unwrap());
            let ranks: Vec<usize> = listed.rows.iter().map(|row| rank(row.light)).collect();
            assert!(ranks.is_sorted(), "{ranks:?}");
        }
    }

    async fn pages_go_forward_and_back_over_every_stretch(scratch) {
        let store = district(&scratch).await;
        let mut work = store.begin(&store::Actor::System).await.unwrap();
        let conn = &mut work.conn();
        for (n, state) in [State::InHand, State::Unsigned, State::InReview, State::Halted, State::Completed, State::Closed].into_iter().cycle().take(40).enumerate() {
            let n = i64::try_from(n).unwrap();
            standing(conn, &format!("事{n:02}"), state, n % 11 - 5, (n % 3 == 0).then_some(n % 7 - 3)).await;
        }
        for order in [MatterOrder::Urgency, MatterOrder::Due(false), MatterOrder::Due(true), MatterOrder::Number(false)] {
            let whole = titles(conn, &all(), order).await;
            assert_eq!(whole.len(), 40, "{order:?}");
            let (mut walked, mut at, mut spots) = (Vec::new(), SpotAt::First, Vec::<Spot>::new());
            loop {
                let page = list::page(conn, &all(), order, &at, TODAY, 7).await.unwrap();
                walked.extend(page.rows.iter().map(|row| row.title.clone()));
                let Some(after) = page.after else { break };
                spots.push(after.clone());
                at = SpotAt::After(after);
            }
            assert_eq!(walked, whole, "{order:?} forward");
            let (mut walked, mut at) = (Vec::new(), SpotAt::Last);
            loop {
                let page = list::page(conn, &all(), order, &at, TODAY, 7).await.unwrap();
                let mut rows: Vec<String> = page.rows.iter().map(|row| row.title.clone()).collect();
                rows.extend(walked);
                walked = rows;
                let Some(before) = page.before else { break };
                at = SpotAt::Before(before);
            }
            assert_eq!(walked, whole, "{order:?} backward");
            assert_eq!(spots.len(), 5);
        }
    }

    async fn filters_narrow_to_what_is_seen_and_waits(scratch) {
        let store = district(&scratch).await;
        let mut work = store.begin(&store::Actor::System).await.unwrap();
        let conn = &mut work.conn();
        let place = top(conn).await;
        standing(conn, "红的", State::InHand, -1, None).await;
        standing(conn, "绿的", State::InHand, 40, None).await;
        standing(conn, "待签收的", State::Unsigned, 40, None).await;
        standing(conn, "待审核的", State::InReview, 40, None).await;
        registered(conn, &MatterFields { lead: Some(BodyId(8)), helpers: Vec::new(), ..fields("没交办的") }).await;
        let seen = async |conn: &mut Conn<'_>, filter: MatterFilter| titles(conn, &filter, MatterOrder::Due(false)).await.len();
        assert_eq!(seen(conn, all()).await, 4, "what is not handed out is not everybody's");
        assert_eq!(seen(conn, MatterFilter { drafts_at: vec![place], ..all() }).await, 5);
        assert_eq!(seen(conn, MatterFilter::default()).await, 0);
        assert_eq!(seen(conn, MatterFilter { seen_at: vec![place], ..MatterFilter::default() }).await, 4);
        assert_eq!(seen(conn, MatterFilter { seen_of: vec![BodyId(8)], ..MatterFilter::default() }).await, 4, "a helper's");
        assert_eq!(seen(conn, MatterFilter { seen_of: vec![BodyId(88)], ..MatterFilter::default() }).await, 0, "not by a part of its key");
        assert_eq!(seen(conn, MatterFilter { seen_pairs: vec![(place, BodyId(7))], ..MatterFilter::default() }).await, 4);
        assert_eq!(seen(conn, MatterFilter { seen_pairs: vec![(PlaceId(place.0 + 1), BodyId(7))], ..MatterFilter::default() }).await, 0);
        assert_eq!(seen(conn, MatterFilter { body: Some(BodyId(8)), ..all() }).await, 4);
        assert_eq!(seen(conn, MatterFilter { text: "ld".to_owned(), ..all() }).await, 1, "initials");
        assert_eq!(seen(conn, MatterFilter { text: "100%".to_owned(), ..all() }).await, 0);
        assert_eq!(seen(conn, MatterFilter { sources: vec![Source::Meeting], ..all() }).await, 0);
        assert_eq!(seen(conn, MatterFilter { due_from: Some(TODAY), ..all() }).await, 3);
        assert_eq!(seen(conn, MatterFilter { due_to: Some(TODAY), ..all() }).await, 1);
        let office = MatterFilter { waiting: Some(Waiting { office: true, answer: false }), drafts_at: vec![place], ..all() };
        assert_eq!(titles(conn, &office, MatterOrder::Urgency).await, ["待审核的", "没交办的"]);
        let lead = MatterFilter { waiting: Some(Waiting { office: false, answer: true }), seen_of: vec![BodyId(7)], ..MatterFilter::default() };
        assert_eq!(titles(conn, &lead, MatterOrder::Urgency).await, ["红的", "待签收的"]);
        let helper = MatterFilter { seen_of: vec![BodyId(8)], ..lead };
        assert_eq!(seen(conn, helper).await, 0, "it waits for the lead");
        assert_eq!(seen(conn, MatterFilter { waiting: Some(Waiting::default()), ..all() }).await, 0);
    }
}
