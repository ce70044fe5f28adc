//! 督查: checklists, plans, draws, visits, and who sees them.

use domain::account::AccountId;
use domain::day::of_text;
use domain::inspection::checklist::{ListFields, ListStage, Target};
use domain::inspection::draw::{ALGORITHM, Inspector, Object, Roster, draw};
use domain::inspection::plan::{Cover, ListVersion, PlanAct, PlanFields, PlanId, PlanKind, PlanState, VisitId, VisitState};
use domain::inspection::rules::YearFields;
use domain::permission::Access;
use domain::place::PlaceId;
use domain::point::{PointId, PointKind};
use domain::time::Instant;
use jiff::civil::{Date, date};
use std::collections::BTreeSet;
use store::inspection::attempt::{self, Made, Spot};
use store::inspection::plan::{self, At, Head, PlanFilter, Step};
use store::inspection::visit::{self, Goer, NewVisit, Replacement, VisitFilter};
use store::inspection::{Seeing, checklist};
use store::{Actor, Conn, Store, account, place, point};
use uuid::Uuid;

const TODAY: Date = date(2026, 7, 10);

fn fields(title: &str, from: Option<Date>, until: Option<Date>, towns: Vec<PlaceId>) -> PlanFields {
    PlanFields { title: title.to_owned(), kind: PlanKind::Business, from, until, towns, ..PlanFields::default() }
}

async fn read(conn: &mut Conn<'_>, id: PlanId) -> Head {
    plan::find(conn, id).await.unwrap().unwrap()
}

/// Puts a plan where it is wanted, as the service would.
async fn put(conn: &mut Conn<'_>, id: PlanId, state: PlanState, released: Option<Date>) {
    let head = read(conn, id).await;
    assert!(plan::move_to(conn, &Head { state, released, ..head }).await.unwrap());
}

async fn titles(conn: &mut Conn<'_>, seeing: &Seeing) -> Vec<String> {
    let filter = PlanFilter { seeing: seeing.clone(), today: Some(TODAY), ..PlanFilter::default() };
    let listed: Vec<String> = plan::page(conn, &filter, &At::First, 50).await.unwrap().rows.into_iter().map(|head| head.title).collect();
    let counted: i64 = plan::counts(conn, &filter).await.unwrap().values().sum();
    assert_eq!(listed.len() as i64, counted, "what is counted is what is listed");
    listed
}

/// A village's station.
pub(crate) async fn station(conn: &mut Conn<'_>, place: PlaceId) -> PointId {
    let access = Access::of_system(place);
    let fields = testkit::station("便民服务站");
    point::insert(conn, &access.scopes()[0], PointKind::Station, &fields).await.unwrap()
}

fn roster(no: u32) -> Roster {
    let object = |n: u32| Object {
        code: format!("4408111002{n:02}"),
        name: format!("站{n}"),
        stratum: "440811100000".to_owned(),
        weight: 1,
        excluded: if n == 3 { "拆并".to_owned() } else { String::new() },
    };
    let inspector = |n: u32| Inspector { code: n.to_string(), name: format!("人{n}"), recused: BTreeSet::new() };
    Roster {
        algorithm: ALGORITHM.to_owned(),
        plan: "麻业查〔2026〕1号".to_owned(),
        attempt: no,
        objects: (1..=4).map(object).collect(),
        inspectors: (1..=2).map(inspector).collect(),
        take: 2,
        standby: 1,
        per_object: 2,
    }
}

testkit::on_both! {
    async fn checklists_are_published_for_ever(scratch) {
        let store = Store::open(scratch.location()).await.unwrap();
        let mut work = store.begin(&Actor::System).await.unwrap();
        let conn = &mut work.conn();
        checklist::seed(conn, Instant(1)).await.unwrap();
        checklist::seed(conn, Instant(2)).await.unwrap();
        let lists = checklist::all(conn).await.unwrap();
        assert_eq!(lists.iter().map(|list| list.code.as_str()).collect::<Vec<_>>(), ["self-service", "station", "town-centre"], "once each");
        let station = &lists[1];
        assert_eq!((station.target, station.versions.len(), station.draft()), (Target::Station, 1, None));
        assert_eq!(station.published().map(|version| (version.no, version.full.to_string(), version.saved_at)), Some((1, "100".to_owned(), Instant(1))));
        let first = ListVersion { list: station.id, no: 1 };
        let (stage, shipped) = checklist::content(conn, first).await.unwrap().unwrap();
        assert_eq!((stage, shipped.problem()), (ListStage::Published, None));
        let other = ListFields { name: "改".to_owned(), ..shipped.clone() };
        assert!(!checklist::write(conn, first, &other, "张三", Instant(3)).await.unwrap(), "what is published is not written over");
        assert!(!checklist::publish(conn, first, "张三", Instant(3)).await.unwrap());
        let second = ListVersion { no: 2, ..first };
        assert!(checklist::moved(conn, station.id, Target::Station, station.version).await.unwrap());
        assert!(!checklist::moved(conn, station.id, Target::Station, station.version).await.unwrap(), "it has moved since");
        assert!(checklist::write(conn, second, &other, "张三", Instant(3)).await.unwrap());
        assert!(checklist::write(conn, second, &other, "李四", Instant(4)).await.unwrap(), "a draft is");
        assert_eq!(checklist::newest(conn, Target::Station).await.unwrap(), Some(first));
        assert!(checklist::publish(conn, second, "王五", Instant(5)).await.unwrap());
        assert_eq!(checklist::newest(conn, Target::Station).await.unwrap(), Some(second));
        assert_eq!(checklist::content(conn, first).await.unwrap().unwrap().1, shipped, "the old one says what it said");
        assert_eq!(checklist::add(conn, "station", Target::Station).await.unwrap(), None);
        work.roll_back().await;
        store.close().await;
    }

    async fn plans_are_seen_by_whom_they_may_be(scratch) {
        let store = Store::open(scratch.location()).await.unwrap();
        let mut work = store.begin(&Actor::System).await.unwrap();
        let conn = &mut work.conn();
        let district = store::seed::district(conn).await.unwrap();
        let towns = place::children(conn, district).await.unwrap();
        let (july, august) = ((Some(date(2026, 7, 1)), Some(date(2026, 7, 31))), (Some(date(2026, 8, 1)), Some(date(2026, 8, 31))));
        let covert = |title: &str| PlanFields { cover: Cover::Covert, ..fields(title, july.0, july.1, Vec::new()) };
        let plans = [
            (fields("草稿", None, None, Vec::new()), PlanState::Draft, None),
            (fields("全区明查", july.0, july.1, Vec::new()), PlanState::Approved, None),
            (fields("一镇明查", august.0, august.1, vec![towns[0]]), PlanState::Drawn, None),
            (covert("暗访"), PlanState::Drawn, None),
            (covert("明日公开"), PlanState::Drawn, Some(date(2026, 7, 11))),
            (covert("今日公开"), PlanState::Drawn, Some(TODAY)),
            (fields("撤销", july.0, july.1, Vec::new()), PlanState::Revoked, None),
        ];
        let mut ids = Vec::new();
        for (fields, state, released) in &plans {
            let id = plan::insert(conn, fields, "7", "张三", Instant(1_000)).await.unwrap();
            put(conn, id, *state, *released).await;
            ids.push(id);
        }
        let office = Seeing { all: true, ..Seeing::default() };
        assert_eq!(titles(conn, &office).await, ["草稿", "一镇明查", "撤销", "今日公开", "明日公开", "暗访", "全区明查"], "without a day first, then the last to begin");
        let town = |town: PlaceId| Seeing { towns: vec![town], places: vec![town], ..Seeing::default() };
        assert_eq!(titles(conn, &town(towns[0])).await, ["一镇明查", "今日公开", "全区明查"]);
        assert_eq!(titles(conn, &town(towns[1])).await, ["今日公开", "全区明查"]);
        assert!(titles(conn, &Seeing::default()).await.is_empty(), "who has to do with no town sees nothing");
        // The same is said of one plan.
        for seeing in [office.clone(), town(towns[0]), town(towns[1]), Seeing::default()] {
            let listed = titles(conn, &seeing).await;
            for id in &ids {
                let (head, of) = (read(conn, *id).await, plan::towns(conn, *id).await.unwrap());
                assert_eq!(seeing.sees(&head, &of, TODAY), listed.contains(&head.title), "{}", head.title);
            }
        }
        let years = plan::of_year(conn, 2026, &town(towns[1]), TODAY).await.unwrap();
        assert_eq!(years, [(PlanKind::Business, 2, 1, 0)], "nor is it counted");
        assert_eq!(plan::of_year(conn, 2026, &office, TODAY).await.unwrap(), [(PlanKind::Business, 5, 4, 0)]);
        // Page by page, there and back.
        let filter = PlanFilter { seeing: office.clone(), today: Some(TODAY), ..PlanFilter::default() };
        let first = plan::page(conn, &filter, &At::First, 3).await.unwrap();
        let second = plan::page(conn, &filter, &At::After(first.after.clone().unwrap()), 3).await.unwrap();
        let back = plan::page(conn, &filter, &At::Before(second.before.clone().unwrap()), 3).await.unwrap();
        let last = plan::page(conn, &filter, &At::Last, 1).await.unwrap();
        assert_eq!((first.before.is_none(), second.rows.len(), back.rows == first.rows, last.rows[0].title.as_str()), (true, 3, true, "全区明查"));
        let texts = [("mingcha", 2), ("quanqu", 1), ("nothing", 0)];
        for (text, n) in texts {
            let filter = PlanFilter { text: text.to_owned(), ..filter.clone() };
            assert_eq!(plan::page(conn, &filter, &At::First, 50).await.unwrap().rows.len(), n, "{text}");
        }
        let august = PlanFilter { period: Some((date(2026, 8, 1), date(2026, 8, 31))), ..filter.clone() };
        assert_eq!(plan::page(conn, &august, &At::First, 50).await.unwrap().rows.len(), 1);
        let waiting = PlanFilter { waiting: true, seeing: Seeing { person: "7".to_owned(), ..office }, ..filter };
        assert_eq!(plan::page(conn, &waiting, &At::First, 50).await.unwrap().rows.len(), 1, "to be sealed by its author");
        assert_eq!(plan::oldest(conn, &waiting).await.unwrap(), Some(Instant(1_000)));
        // Beside the town's plan in August there is none; beside that of the district in July there are three.
        assert!(plan::beside(conn, ids[2], date(2026, 8, 1), date(2026, 8, 31)).await.unwrap().is_empty());
        assert_eq!(plan::beside(conn, ids[1], date(2026, 7, 1), date(2026, 8, 31)).await.unwrap().len(), 4);
        work.roll_back().await;
        store.close().await;
    }

    async fn a_plan_is_saved_and_moved_once(scratch) {
        let store = Store::open(scratch.location()).await.unwrap();
        let mut work = store.begin(&Actor::System).await.unwrap();
        let conn = &mut work.conn();
        store::seed::district(conn).await.unwrap();
        let id = plan::insert(conn, &fields("甲", None, None, Vec::new()), "7", "张三", Instant(1)).await.unwrap();
        let first = read(conn, id).await;
        let again = fields("乙", Some(TODAY), Some(TODAY), Vec::new());
        assert!(plan::save(conn, &first, &again, Instant(2)).await.unwrap());
        assert!(!plan::save(conn, &first, &again, Instant(2)).await.unwrap(), "it has moved since");
        let second = read(conn, id).await;
        assert_eq!((second.title.as_str(), second.version, plan::content(conn, id).await.unwrap().unwrap().title.as_str()), ("乙", 2, "乙"));
        assert!(plan::move_to(conn, &Head { state: PlanState::Pending, ..second.clone() }).await.unwrap());
        assert!(!plan::move_to(conn, &Head { state: PlanState::Pending, ..second }).await.unwrap());
        let third = read(conn, id).await;
        assert!(!plan::save(conn, &third, &again, Instant(3)).await.unwrap(), "what is handed in is not edited");
        for act in [PlanAct::Made, PlanAct::Returned] {
            plan::add_step(conn, id, &Step { act, words: "意见".to_owned(), ..Step::default() }).await.unwrap();
        }
        assert_eq!(plan::steps(conn, id).await.unwrap().iter().map(|step| step.act).collect::<Vec<_>>(), [PlanAct::Made, PlanAct::Returned]);
        // Numbers are counted by year and series.
        for (year, series, n) in [(2026, "a", 1), (2026, "a", 2), (2026, "b", 1), (2027, "a", 1)] {
            assert_eq!(plan::serial(conn, year, series).await.unwrap(), n);
        }
        let filed = YearFields { number: "麻督年〔2026〕1号".to_owned(), plans: 4, ..YearFields::default() };
        assert!(!plan::save_year(conn, 2026, PlanKind::Patrol, &filed, 1).await.unwrap(), "nothing was filed");
        assert!(plan::save_year(conn, 2026, PlanKind::Patrol, &filed, 0).await.unwrap());
        assert!(!plan::save_year(conn, 2026, PlanKind::Patrol, &filed, 0).await.unwrap(), "somebody has filed it");
        assert!(plan::save_year(conn, 2026, PlanKind::Patrol, &filed, 1).await.unwrap());
        assert_eq!(plan::year(conn, 2026).await.unwrap(), [(PlanKind::Patrol, filed, 2)]);
        work.roll_back().await;
        store.close().await;
    }

    async fn a_draw_is_kept_and_voided_once(scratch) {
        let store = Store::open(scratch.location()).await.unwrap();
        let mut work = store.begin(&Actor::System).await.unwrap();
        let conn = &mut work.conn();
        let district = store::seed::district(conn).await.unwrap();
        let town = place::children(conn, district).await.unwrap()[0];
        let villages = place::children(conn, town).await.unwrap();
        let list = { checklist::seed(conn, Instant(1)).await.unwrap(); checklist::newest(conn, Target::Station).await.unwrap().unwrap() };
        let until = date(2026, 7, 31);
        let one = PlanFields { checklist: Some(list), cover: Cover::Covert, ..fields("甲", Some(date(2026, 7, 1)), Some(until), Vec::new()) };
        let id = plan::insert(conn, &one, "7", "张三", Instant(1)).await.unwrap();
        let mut spots = Vec::new();
        for village in &villages[..4] {
            spots.push(Spot { point: station(conn, *village).await, place: *village, town });
        }
        let first = roster(1);
        assert!(attempt::seal(conn, id, &first, &spots, "张三", Instant(5)).await.unwrap());
        assert!(!attempt::seal(conn, id, &first, &spots, "张三", Instant(6)).await.unwrap(), "sealed once");
        assert!(!attempt::void(conn, id, 1, "早了").await.unwrap(), "what was never drawn can't be void");
        let drawn = draw(&first, "3 5").unwrap();
        let witnesses = ["李四".to_owned()];
        let made = Made { nonce: "3 5", witnesses: &witnesses, who: "张三", at: Instant(9), drawn: &drawn };
        assert!(attempt::draw(conn, id, 1, &made).await.unwrap());
        assert!(!attempt::draw(conn, id, 1, &made).await.unwrap(), "drawn once");
        let (text, kept, came) = attempt::texts(conn, id, 1).await.unwrap().unwrap();
        assert_eq!((text.as_str(), &kept, came.as_ref()), (first.canonical().as_str(), &first, Some(&drawn)));
        let of = attempt::of(conn, id).await.unwrap();
        assert_eq!((of.len(), of[0].objects, of[0].excluded, of[0].take, of[0].drawn_at, of[0].digest == first.digest()), (1, 4, 1, 2, Some(Instant(9)), true));
        assert_eq!((of[0].spots.as_slice(), of[0].witnesses.as_slice()), (spots.as_slice(), witnesses.as_slice()));

        let goer = AccountId(Uuid::from_u128(1));
        let mut new = NewVisit { plan: id, attempt: 1, order: 1, spot: spots[0], state: VisitState::Waiting, goers: vec![Goer { account: goer, name: "人1".to_owned() }] };
        let visit_one = visit::add(conn, &new).await.unwrap();
        new = NewVisit { order: 2, spot: spots[1], goers: Vec::new(), ..new };
        let visit_two = visit::add(conn, &new).await.unwrap();
        visit::add(conn, &NewVisit { order: 1, spot: spots[3], state: VisitState::Standby, goers: Vec::new(), ..new }).await.unwrap();
        put(conn, id, PlanState::Drawn, None).await;
        assert_eq!((read(conn, id).await.visits, read(conn, id).await.attempts), (2, 1));
        let ids = async |conn: &mut Conn<'_>, filter: &VisitFilter| -> Vec<VisitId> {
            let page = visit::page(conn, filter, &visit::At::First, 50).await.unwrap();
            assert_eq!(page.rows.len() as i64, visit::count(conn, filter).await.unwrap());
            page.rows.into_iter().map(|visit| visit.id).collect()
        };
        let of = |seeing: Seeing| VisitFilter { states: vec![VisitState::Waiting], seeing, today: Some(TODAY), ..VisitFilter::default() };
        let office = of(Seeing { all: true, ..Seeing::default() });
        assert_eq!(ids(conn, &office).await, [visit_one, visit_two], "as they were drawn");
        let own = Seeing { towns: vec![town], places: vec![town], person: goer.0.to_string(), ..Seeing::default() };
        assert_eq!(ids(conn, &of(own.clone())).await, [visit_one], "who is sent sees his own, under cover or not");
        assert_eq!(ids(conn, &VisitFilter { mine: true, ..of(own.clone()) }).await, [visit_one]);
        let other = Seeing { person: "8".to_owned(), ..own };
        assert!(ids(conn, &of(other.clone())).await.is_empty());
        assert!(visit::days(conn, &of(other.clone())).await.unwrap().is_empty());
        let head = read(conn, id).await;
        assert!(plan::move_to(conn, &Head { released: Some(TODAY), ..head }).await.unwrap());
        assert_eq!(ids(conn, &of(other.clone())).await, [visit_one, visit_two], "released");
        let village = Seeing { places: vec![spots[1].place], ..other };
        assert_eq!(ids(conn, &of(village)).await, [visit_two], "a village sees its own station");

        assert!(visit::set_day(conn, id, visit_one, 1, Some(date(2026, 7, 15))).await.unwrap());
        assert!(!visit::set_day(conn, id, visit_one, 1, None).await.unwrap(), "it has moved since");
        assert!(!visit::set_day(conn, PlanId(id.0 + 1), visit_two, 1, None).await.unwrap(), "of another plan");
        assert_eq!(visit::days(conn, &office).await.unwrap(), [(None, 1), (Some(date(2026, 7, 15)), 1)]);
        let dated = VisitFilter { from: Some(date(2026, 7, 15)), to: Some(date(2026, 7, 15)), ..office.clone() };
        assert_eq!(ids(conn, &dated).await, [visit_one]);
        assert_eq!(ids(conn, &VisitFilter { undated: true, ..office.clone() }).await, [visit_two]);
        assert_eq!(ids(conn, &VisitFilter { place: Some(spots[1].place), ..office.clone() }).await, [visit_two]);
        let near = visit::near(conn, PlanId(0), date(2026, 1, 1), date(2026, 12, 31)).await.unwrap();
        assert_eq!(near, [(id, spots[0].place, date(2026, 7, 15)), (id, spots[1].place, until)], "of what has no day the last one of the plan counts");
        assert!(visit::last(conn, date(2026, 7, 16)).await.unwrap().is_empty(), "nobody went there yet");
        assert_eq!(visit::find(conn, id, visit_one).await.unwrap().map(|visit| (visit.goers.len(), visit.day)), Some((1, of_text("2026-07-15"))));
        let page = visit::page(conn, &office, &visit::At::First, 1).await.unwrap();
        let rest = visit::page(conn, &office, &visit::At::After(page.after.unwrap()), 1).await.unwrap();
        assert_eq!((rest.rows[0].id, visit::page(conn, &office, &visit::At::Before(rest.before.unwrap()), 1).await.unwrap().rows[0].id), (visit_two, visit_one));

        // The one that stands by steps in, numbered behind those that were drawn.
        let gone = visit::find(conn, id, visit_two).await.unwrap().unwrap();
        assert!(gone.has_standby && gone.void_why.is_empty());
        let next = visit::next_standby(conn, visit_two).await.unwrap().unwrap();
        assert_eq!((next.spot, next.order, next.goers.len()), (spots[3], 1, 0));
        assert!(visit::move_to(conn, &gone, VisitState::Void).await.unwrap());
        let goers = [Goer { account: goer, name: "人1".to_owned() }];
        assert!(visit::step_in(conn, &next, Some(date(2026, 7, 20)), &goers).await.unwrap());
        assert!(!visit::step_in(conn, &next, None, &goers).await.unwrap(), "it has moved since");
        let told = Replacement { visit: visit_two, by: next.id, from: gone.point_name.clone(), to: next.point_name.clone(), reason: "闭站".to_owned(), who: "张三".to_owned(), at: Instant(30) };
        visit::replaced(conn, &told).await.unwrap();
        assert_eq!(visit::replacements(conn, id, 1).await.unwrap(), [told]);
        assert!(visit::replacements(conn, id, 2).await.unwrap().is_empty());
        let stands = visit::find(conn, id, next.id).await.unwrap().unwrap();
        assert_eq!((stands.state, stands.order, stands.day, stands.goers.len()), (VisitState::Waiting, 3, of_text("2026-07-20"), 1));
        assert_eq!((stands.stands_for.as_str(), stands.has_standby), (gone.point_name.as_str(), false));
        assert_eq!(visit::find(conn, id, visit_two).await.unwrap().map(|one| (one.state, one.void_why)), Some((VisitState::Void, "闭站".to_owned())));
        assert_eq!(visit::load(conn, id).await.unwrap().get(&goer.0.to_string()), Some(&2));
        assert!(visit::next_standby(conn, visit_one).await.unwrap().is_none());
        assert_eq!(ids(conn, &office).await, [visit_one, next.id]);

        assert!(attempt::void(conn, id, 1, "见证人未到齐").await.unwrap());
        assert!(!attempt::void(conn, id, 1, "又").await.unwrap(), "once");
        visit::void(conn, id).await.unwrap();
        assert!(ids(conn, &office).await.is_empty());
        assert!(attempt::seal(conn, id, &roster(2), &spots, "张三", Instant(20)).await.unwrap());
        assert_eq!(attempt::of(conn, id).await.unwrap().iter().map(|one| (one.no, one.void.as_str())).collect::<Vec<_>>(), [(1, "见证人未到齐"), (2, "")]);
        assert!(!point::take_back(conn, spots[0].point).await.unwrap(), "a point that was drawn stays");
        assert!(account::count(conn).await.unwrap() == 0);
        work.roll_back().await;
        store.close().await;
    }
}
