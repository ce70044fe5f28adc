//! Files and figures after places and bodies have changed: old codes land where they belong, a merged place is the sum of its
//! predecessors as places are now, and figures as they were then stay what they were.

use crate::{HEADER, import, proved, row, write};
use api::change::{Ask, Change, List, Make, Preview, Revoke};
use api::job::{Job, JobState};
use api::overview::{Facets, Grid, Hours, Summary, Trend};
use api::page::PageAt;
use api::{ApiError, ErrorCode};
use domain::account::Role;
use domain::change::{Basis, ChangeKind, ChangeState, Deed, NewUnit, Unit};
use domain::figures::Facet;
use domain::import::{Differing, Problem, Taking};
use domain::period::Period;
use domain::place::PlaceId;
use domain::point::{PointFields, PointKind};
use jiff::civil::{Date, date};
use std::collections::BTreeMap;
use testkit::Desk;

const OCTOBER: Period = Period { from: date(2026, 10, 1), to: date(2026, 10, 31) };
const NOVEMBER: Period = Period { from: date(2026, 11, 1), to: date(2026, 11, 22) };
const BOTH: Period = Period { from: date(2026, 10, 1), to: date(2026, 11, 22) };

fn ask(unit: Unit, deed: Deed, effective: Date) -> Ask {
    Ask { unit, deed, effective, reason: "区划调整".to_owned(), paper: "湛府函〔2026〕1号".to_owned() }
}

async fn make(desk: &mut Desk, unit: Unit, deed: Deed, effective: Date) -> Result<Change, ApiError> {
    let ask = ask(unit, deed, effective);
    let newest = desk.call(Preview { ask: ask.clone() }).await?.newest;
    desk.call(Make { ask, newest }).await
}

/// A row at a code on a day.
fn at(no: &str, code: &str, day: Date, grade: &str) -> String {
    row(no, code, grade, "2", "").replace("2026-11-18 09:30:00", &format!("{day} 09:30:00"))
}

async fn take(desk: &mut Desk, scratch: &testkit::Scratch, name: &str, rows: &[String]) -> Job {
    let text = [HEADER.to_owned(), rows.concat()].concat();
    let file = write(desk, scratch.folder(), name, &text);
    import(desk, file, Taking::Good, Differing::Refuse).await
}

/// Valid ratings by the name of the place, those without any left out.
async fn grid(desk: &mut Desk, period: Period, basis: Basis) -> BTreeMap<String, i64> {
    let district = desk.place("麻章区").await;
    let tree = desk.call(api::place::Tree {}).await.unwrap().places;
    let name = |id: PlaceId| tree.iter().find(|p| p.id == id).unwrap().short_name.clone();
    let rows = desk.call(Grid { place: district, period, basis }).await.unwrap().rows;
    rows.into_iter().map(|r| (name(r.place), r.counts.valid())).filter(|(_, n)| *n != 0).collect()
}

/// The same place by every way of asking: summary, trend, facets, hours, rows.
async fn counted(desk: &mut Desk, place: PlaceId, period: Period, basis: Basis) -> [i64; 5] {
    let summary = desk.call(Summary { place, period, basis }).await.unwrap().counts.valid();
    let until = format!("{:04}-{:02}", period.to.year(), period.to.month());
    let months = desk.call(Trend { place, until: until.clone(), basis }).await.unwrap().months;
    let first = format!("{:04}-{:02}", period.from.year(), period.from.month());
    let trend = months.iter().filter(|m| m.month >= first).map(|m| m.counts.valid()).sum();
    let items = desk.call(Facets { place, period, facet: Facet::Item, limit: 10, basis }).await.unwrap().rows;
    let hours = desk.call(Hours { place, from: first, to: until, basis }).await.unwrap().cells;
    let filter = api::rating::Filter {
        place,
        below: true,
        period,
        grades: Vec::new(),
        standings: vec![domain::rating::Standing::Counted],
        channels: Vec::new(),
        assess_no: None,
        facet: None,
        weekday: None,
        hour: None,
        with_comment: false,
        text: None,
        basis,
    };
    let counted = desk.call(api::rating::Count { filter: filter.clone() }).await.unwrap();
    let listed = desk.call(api::rating::List { filter, sort: None, page: PageAt::First, limit: 500 }).await.unwrap();
    assert_eq!((counted.n, counted.exact), (i64::try_from(listed.ratings.len()).unwrap(), true));
    [summary, trend, items.iter().map(|r| r.counts.valid()).sum(), hours.iter().map(|c| c.counts.valid()).sum(), counted.n]
}

/// Ratings in 鸭曹, 谢家 and 大塘 before and after 1 November.
async fn three_villages(desk: &mut Desk, scratch: &testkit::Scratch) {
    let mut rows = Vec::new();
    for (code, before, after) in [("201", 3, 2), ("202", 4, 1), ("203", 5, 6)] {
        for n in 0..before {
            rows.push(at(&format!("{code}-o{n}"), &format!("440811100{code}"), date(2026, 10, 10 + n), "5"));
        }
        for n in 0..after {
            rows.push(at(&format!("{code}-n{n}"), &format!("440811100{code}"), date(2026, 11, 2 + n), if n == 0 { "1" } else { "5" }));
        }
    }
    let job = take(desk, scratch, "ratings.csv", &rows).await;
    assert_eq!((job.state, job.counts.taken), (JobState::Done, 21), "{:?}", job.error);
}

fn names(pairs: &[(&str, i64)]) -> BTreeMap<String, i64> {
    pairs.iter().map(|(name, n)| ((*name).to_owned(), *n)).collect()
}

testkit::on_both! {
    async fn a_merged_village_is_the_sum_of_its_predecessors(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        three_villages(&mut desk, &scratch).await;
        let [a, b] = [desk.place("鸭曹村委会").await, desk.place("谢家村委会").await];
        let new = NewUnit { name: "鸭谢村委会".to_owned(), code: Some("440811100235".to_owned()) };
        let deed = Deed::Merge { from: vec![a.0, b.0], into: None, new: Some(new) };
        let change = make(&mut desk, Unit::Place, deed, date(2026, 11, 1)).await.unwrap();
        assert_eq!((change.state, change.subjects.len()), (ChangeState::Done, 2));
        proved(&desk).await;
        let c = desk.place("鸭谢村委会").await;

        let now = names(&[("鸭谢", 7), ("大塘", 5)]);
        assert_eq!(grid(&mut desk, OCTOBER, Basis::Now).await, now);
        assert_eq!(grid(&mut desk, OCTOBER, Basis::Then).await, names(&[("鸭曹", 3), ("谢家", 4), ("大塘", 5)]));
        assert_eq!(grid(&mut desk, NOVEMBER, Basis::Then).await, names(&[("鸭谢", 3), ("大塘", 6)]));
        assert_eq!(grid(&mut desk, BOTH, Basis::Now).await, names(&[("鸭谢", 10), ("大塘", 11)]));
        assert_eq!(grid(&mut desk, BOTH, Basis::Then).await, names(&[("鸭曹", 3), ("谢家", 4), ("鸭谢", 3), ("大塘", 11)]));

        assert_eq!(counted(&mut desk, c, BOTH, Basis::Now).await, [10; 5]);
        assert_eq!(counted(&mut desk, c, BOTH, Basis::Then).await, [3; 5]);
        assert_eq!(counted(&mut desk, a, BOTH, Basis::Then).await, [3; 5]);
        assert_eq!(counted(&mut desk, c, OCTOBER, Basis::Then).await, [0; 5]);
        let town = desk.place("麻章镇").await;
        assert_eq!(counted(&mut desk, town, BOTH, Basis::Now).await, [21; 5]);
        assert_eq!(counted(&mut desk, town, BOTH, Basis::Then).await, [21; 5]);

        // Files keep coming under the old code and name, under the new ones, and as they were exported before.
        let more = [
            at("m1", "440811100201", date(2026, 11, 9), "5"),
            at("m2", "440811100235", date(2026, 11, 9), "5"),
            at("m3", "440811100202", date(2026, 10, 30), "5"),
            at("201-o0", "440811100201", date(2026, 10, 10), "5"),
            at("m4", "", date(2026, 11, 9), "5").replace(",,,A1", ",,谢家村委会,A1"),
        ];
        let job = take(&mut desk, &scratch, "ratings2.csv", &more).await;
        assert_eq!((job.counts.taken, job.counts.identical, job.counts.returned), (4, 1, 0), "{:?}", job.error);
        proved(&desk).await;
        assert_eq!(grid(&mut desk, BOTH, Basis::Now).await, names(&[("鸭谢", 14), ("大塘", 11)]));
        assert_eq!(grid(&mut desk, BOTH, Basis::Then).await, names(&[("鸭曹", 3), ("谢家", 5), ("鸭谢", 6), ("大塘", 11)]));
        assert_eq!(counted(&mut desk, c, BOTH, Basis::Then).await, [6; 5]);
    }

    async fn a_merge_is_taken_back_without_a_trace(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        three_villages(&mut desk, &scratch).await;
        let before = grid(&mut desk, BOTH, Basis::Now).await;
        let [a, b, c] = [desk.place("鸭曹村委会").await, desk.place("谢家村委会").await, desk.place("大塘村委会").await];
        let first = make(&mut desk, Unit::Place, Deed::Merge { from: vec![a.0], into: Some(b.0), new: None }, date(2026, 10, 12)).await.unwrap();
        let second = make(&mut desk, Unit::Place, Deed::Merge { from: vec![b.0], into: Some(c.0), new: None }, date(2026, 11, 3)).await.unwrap();
        proved(&desk).await;
        assert_eq!(grid(&mut desk, BOTH, Basis::Now).await, names(&[("大塘", 21)]));
        // 鸭曹 has two of its own; 谢家 its four, one of 鸭曹's and both of 2 November; 大塘 all later ones.
        assert_eq!(grid(&mut desk, BOTH, Basis::Then).await, names(&[("鸭曹", 2), ("谢家", 7), ("大塘", 12)]));
        assert_eq!(counted(&mut desk, b, BOTH, Basis::Then).await, [7; 5]);
        assert_eq!(counted(&mut desk, c, BOTH, Basis::Then).await, [12; 5]);

        let early = desk.call(Revoke { no: first.no, reason: "录错".to_owned() }).await.unwrap_err();
        assert_eq!((early.code, early.arg("rule")), (ErrorCode::Invalid, "later_change"));
        for change in [second, first] {
            let revoked = desk.call(Revoke { no: change.no, reason: "录错".to_owned() }).await.unwrap();
            assert_eq!((revoked.state, revoked.closing.as_deref()), (ChangeState::Revoked, Some("录错")));
            proved(&desk).await;
        }
        assert_eq!(grid(&mut desk, BOTH, Basis::Now).await, before);
        assert_eq!(grid(&mut desk, BOTH, Basis::Then).await, before);
        let listed = desk.call(List { unit: Unit::Place, of: Some(b.0), before: None, limit: 10 }).await.unwrap();
        assert_eq!(listed.changes.len(), 2, "what was taken back stays in the list");
        let again = desk.call(Revoke { no: listed.changes[0].no, reason: "录错".to_owned() }).await.unwrap_err();
        assert_eq!(again.arg("rule"), "revoked");
    }

    async fn a_split_village_stays_whole_and_marked(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        three_villages(&mut desk, &scratch).await;
        let a = desk.place("鸭曹村委会").await;
        // One of the two takes over the old code.
        let new = |name: &str, code: &str| NewUnit { name: name.to_owned(), code: Some(code.to_owned()) };
        let deed = Deed::Split { unit: a.0, new: vec![new("东鸭曹村委会", "440811100201"), new("西鸭曹村委会", "440811100236")] };
        let previewed = desk.call(Preview { ask: ask(Unit::Place, deed.clone(), date(2026, 11, 3)) }).await.unwrap();
        assert_eq!(previewed.warnings.iter().map(|w| w.n).collect::<Vec<_>>(), [1], "one rating of the 3rd stays with it");
        make(&mut desk, Unit::Place, deed, date(2026, 11, 3)).await.unwrap();
        let rows = [
            at("s1", "440811100236", date(2026, 11, 9), "5"),
            at("s2", "440811100201", date(2026, 11, 9), "5"),
            at("s3", "440811100201", date(2026, 10, 9), "5"),
            at("s4", "", date(2026, 11, 9), "5").replace(",,,A1", ",,鸭曹村委会,A1"),
        ];
        let job = take(&mut desk, &scratch, "ratings2.csv", &rows).await;
        assert_eq!((job.counts.taken, job.counts.returned), (3, 1));
        let problems = desk.call(api::import::Problems { job: job.id, limit: 10 }).await.unwrap().problems;
        let Problem::PlaceEnded { since, candidates } = &problems[0].problem else { panic!("{problems:?}") };
        assert_eq!((since.as_str(), candidates.len()), ("2026-11-03", 2));
        proved(&desk).await;
        for basis in [Basis::Now, Basis::Then] {
            // The old code before the day is the old village's, from it on the new one's.
            let expected = names(&[("鸭曹", 6), ("东鸭曹", 1), ("西鸭曹", 1), ("谢家", 5), ("大塘", 11)]);
            assert_eq!(grid(&mut desk, BOTH, basis).await, expected, "{basis:?}");
        }
        assert_eq!(grid(&mut desk, Period { from: date(2026, 11, 10), to: date(2026, 11, 22) }, Basis::Now).await, names(&[]));
    }

    async fn a_recoded_town_takes_its_villages_along(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        three_villages(&mut desk, &scratch).await;
        let town = desk.place("麻章镇").await;
        let deed = Deed::Recode { unit: town.0, code: "440811003".to_owned() };
        let previewed = desk.call(Preview { ask: ask(Unit::Place, deed.clone(), date(2026, 11, 1)) }).await.unwrap();
        assert_eq!(previewed.effects.len(), 42);
        let change = make(&mut desk, Unit::Place, deed, date(2026, 11, 1)).await.unwrap();
        make(&mut desk, Unit::Place, Deed::Rename { unit: town.0, name: "麻章街道".to_owned() }, date(2026, 11, 1)).await.unwrap();
        let rows = [
            at("r1", "440811003201", date(2026, 11, 9), "5"),
            at("r2", "440811100201", date(2026, 11, 9), "5"),
            at("r3", "440811003201", date(2026, 10, 9), "5"),
            at("r4", "", date(2026, 10, 9), "5").replace(",,,A1", ",,麻章镇鸭曹村委会,A1"),
        ];
        let job = take(&mut desk, &scratch, "ratings2.csv", &rows).await;
        assert_eq!((job.counts.taken, job.counts.returned), (3, 1), "only what the town was called stands before the village's name");
        assert_eq!(grid(&mut desk, BOTH, Basis::Now).await["鸭曹"], 8);
        // An address with the old code of something else is refused.
        let taken = Deed::Recode { unit: desk.place("太平镇").await.0, code: "440811003".to_owned() };
        let error = make(&mut desk, Unit::Place, taken, date(2026, 11, 2)).await.unwrap_err();
        assert_eq!((error.field.as_deref(), error.arg("rule"), error.arg("name")), (Some("code"), "code_taken", "麻章街道"));
        let rename = desk.call(List { unit: Unit::Place, of: None, before: None, limit: 1 }).await.unwrap().changes[0].no;
        for no in [rename, change.no] {
            desk.call(Revoke { no, reason: "录错".to_owned() }).await.unwrap();
        }
        let tree = desk.call(api::place::Tree {}).await.unwrap().places;
        assert!(tree.iter().any(|p| p.name == "麻章镇" && p.code.as_str() == "440811100000"));
        assert!(tree.iter().all(|p| !p.code.as_str().starts_with("440811003")));
    }

    async fn a_merged_body_is_the_sum_of_its_predecessors(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let place = desk.place("麻章区").await;
        let body = |name: &str| api::body::Save { id: None, code: None, name: name.to_owned(), place, active: true, version: 0 };
        let a = desk.call(body("区卫生局")).await.unwrap();
        let b = desk.call(body("区计生局")).await.unwrap();
        let by = |no: &str, name: &str, day: Date| at(no, "440811100201", day, "5").replace("养老保险参保登记,,2", &format!("养老保险参保登记,{name},2"));
        let rows = [by("1", "区卫生局", date(2026, 10, 5)), by("2", "区计生局", date(2026, 10, 6)), by("3", "区卫生局", date(2026, 11, 5))];
        assert_eq!(take(&mut desk, &scratch, "ratings.csv", &rows).await.counts.taken, 3);
        let new = NewUnit { name: "区卫健局".to_owned(), code: None };
        make(&mut desk, Unit::Body, Deed::Merge { from: vec![a.id.0, b.id.0], into: None, new: Some(new) }, date(2026, 11, 1)).await.unwrap();
        let more = [by("4", "区计生局", date(2026, 11, 6)), by("5", "区卫健局", date(2026, 11, 6))];
        assert_eq!(take(&mut desk, &scratch, "ratings2.csv", &more).await.counts.taken, 2);
        let facets = async |desk: &mut Desk, basis| {
            let rows = desk.call(Facets { place, period: BOTH, facet: Facet::Body, limit: 10, basis }).await.unwrap().rows;
            rows.into_iter().map(|r| (r.name, r.counts.valid())).collect::<BTreeMap<_, _>>()
        };
        assert_eq!(facets(&mut desk, Basis::Now).await, names(&[("区卫健局", 5)]));
        assert_eq!(facets(&mut desk, Basis::Then).await, names(&[("区卫生局", 1), ("区计生局", 1), ("区卫健局", 3)]));
        // Whoever speaks for the new body sees what its predecessors handled.
        let c = desk.call(api::body::List {}).await.unwrap().bodies.into_iter().find(|b| b.name == "区卫健局").unwrap();
        let made = desk.operate(api::account::Create { login: "wj".to_owned(), name: "卫健".to_owned() }).await.unwrap();
        let give = api::account::GiveGrant { account: made.account, role: Role::DepartmentHandler, place, body: Some(c.id), from: date(2026, 1, 1), until: None };
        desk.operate(give).await.unwrap();
        let mut handler = desk.another();
        let password = "lantern-quarry-9-otter".to_owned();
        handler.call(api::session::Enrol { login: "wj".to_owned(), code: made.code, password }).await.unwrap();
        let [summary, trend, items, _, listed] = counted(&mut handler, place, BOTH, Basis::Now).await;
        assert_eq!([summary, trend, items, listed], [5; 4]);
        // Closed bodies handle nothing more.
        make(&mut desk, Unit::Body, Deed::Close { unit: c.id.0 }, date(2026, 11, 10)).await.unwrap();
        let late = [by("6", "区卫健局", date(2026, 11, 12)), by("7", "区卫健局", date(2026, 11, 9))];
        let job = take(&mut desk, &scratch, "ratings3.csv", &late).await;
        assert_eq!((job.counts.taken, job.counts.returned), (1, 1));
    }

    async fn a_change_is_done_on_its_day(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let [a, b] = [desk.place("鸭曹村委会").await, desk.place("谢家村委会").await];
        let rename = Deed::Rename { unit: a.0, name: "新鸭村委会".to_owned() };
        let planned = make(&mut desk, Unit::Place, rename, date(2026, 12, 1)).await.unwrap();
        let given_up = make(&mut desk, Unit::Place, Deed::Close { unit: b.0 }, date(2026, 12, 1)).await.unwrap();
        assert_eq!((planned.state, given_up.state), (ChangeState::Planned, ChangeState::Planned));
        desk.call(Revoke { no: given_up.no, reason: "不撤了".to_owned() }).await.unwrap();
        desk.service.do_due().await;
        let named = async |desk: &mut Desk| desk.call(api::place::Tree {}).await.unwrap().places.into_iter().find(|p| p.id == a).unwrap().name;
        assert_eq!(named(&mut desk).await, "鸭曹村委会");
        desk.clock.set(date(2026, 12, 2).at(0, 5, 0, 0));
        desk.service.do_due().await;
        desk.service.do_due().await;
        desk.enter(Role::CatalogueAdmin).await;
        assert_eq!(named(&mut desk).await, "新鸭村委会");
        let change = desk.call(List { unit: Unit::Place, of: Some(a.0), before: None, limit: 1 }).await.unwrap().changes.remove(0);
        assert_eq!((change.state, change.effective), (ChangeState::Done, date(2026, 12, 1)));
        // What stands in the way on the day is told.
        let planned = make(&mut desk, Unit::Place, Deed::Rename { unit: b.0, name: "同名村委会".to_owned() }, date(2026, 12, 10)).await.unwrap();
        make(&mut desk, Unit::Place, Deed::Rename { unit: a.0, name: "同名村委会".to_owned() }, date(2026, 12, 2)).await.unwrap();
        desk.clock.set(date(2026, 12, 10).at(8, 0, 0, 0));
        desk.service.do_due().await;
        desk.enter(Role::CatalogueAdmin).await;
        let failed = desk.call(List { unit: Unit::Place, of: Some(b.0), before: None, limit: 1 }).await.unwrap().changes.remove(0);
        assert_eq!((failed.no, failed.state, failed.closing.as_deref()), (planned.no, ChangeState::Failed, Some("name taken")));
    }

    async fn changes_that_cannot_be(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let [a, b, far] = [desk.place("鸭曹村委会").await, desk.place("谢家村委会").await, desk.place("造甲村委会").await];
        let [town, district] = [desk.place("麻章镇").await, desk.place("麻章区").await];
        let rule = async |desk: &mut Desk, deed: Deed| {
            let error = make(desk, Unit::Place, deed, date(2026, 11, 1)).await.unwrap_err();
            format!("{} {}", error.field.as_deref().unwrap_or_default(), error.arg("rule"))
        };
        let new = |name: &str, code: &str| NewUnit { name: name.to_owned(), code: Some(code.to_owned()) };
        let merge = |from: &[PlaceId], into: PlaceId| Deed::Merge { from: from.iter().map(|p| p.0).collect(), into: Some(into.0), new: None };
        assert_eq!(rule(&mut desk, merge(&[a], far)).await, "into not_beside");
        assert_eq!(rule(&mut desk, merge(&[a], town)).await, "into not_beside");
        assert_eq!(rule(&mut desk, Deed::Close { unit: town.0 }).await, "unit has_below");
        assert_eq!(rule(&mut desk, Deed::Close { unit: district.0 }).await, "unit district");
        assert_eq!(rule(&mut desk, Deed::Split { unit: town.0, new: vec![new("东镇", "440811110"), new("西镇", "440811111")] }).await, "unit only_villages_split");
        assert_eq!(rule(&mut desk, Deed::Rename { unit: a.0, name: "谢家村委会".to_owned() }).await, "name taken");
        assert_eq!(rule(&mut desk, Deed::Rename { unit: a.0, name: " 鸭曹村委会 ".to_owned() }).await, "name unchanged");
        assert_eq!(rule(&mut desk, Deed::Recode { unit: a.0, code: "440811101250".to_owned() }).await, "code code_form");
        assert_eq!(rule(&mut desk, Deed::Recode { unit: a.0, code: "4.40811E+11".to_owned() }).await, "code place_code");
        assert_eq!(rule(&mut desk, Deed::Recode { unit: a.0, code: "440811100202".to_owned() }).await, "code code_taken");
        assert_eq!(rule(&mut desk, Deed::Open { parent: town.0, new: new("新村委会", "440811100") }).await, "code code_form");
        assert_eq!(rule(&mut desk, Deed::Open { parent: a.0, new: new("新村委会", "440811100240") }).await, "unit has_no_below");
        make(&mut desk, Unit::Place, merge(&[a], b), date(2026, 11, 2)).await.unwrap();
        assert_eq!(rule(&mut desk, Deed::Rename { unit: b.0, name: "新谢村委会".to_owned() }).await, "effective before_last_change");
        let ended = make(&mut desk, Unit::Place, Deed::Rename { unit: a.0, name: "某村委会".to_owned() }, date(2026, 11, 3)).await.unwrap_err();
        assert_eq!(ended.arg("rule"), "ended");
        let late = make(&mut desk, Unit::Place, Deed::Close { unit: b.0 }, date(2028, 1, 1)).await.unwrap_err();
        assert_eq!((late.field.as_deref(), late.arg("rule")), (Some("effective"), "too_far"));
        // Somebody else has changed it since the page was read.
        let rename = ask(Unit::Place, Deed::Rename { unit: b.0, name: "新谢村委会".to_owned() }, date(2026, 11, 3));
        let stale = desk.call(Make { ask: rename, newest: 0 }).await.unwrap_err();
        assert_eq!(stale.code, ErrorCode::Conflict);
    }

    /// A body and a station that were renamed in their forms, and not by a change, are found by what older files call them; each stands among the
    /// changes and can be taken back.
    async fn what_a_form_renamed_is_found_by_its_old_name(scratch) {
        let mut desk = Desk::demo(&scratch).await;
        desk.enter(Role::CatalogueAdmin).await;
        let place = desk.place("鸭曹村委会").await;
        let fields: PointFields = serde_json::from_value(serde_json::json!({
            "name": "鸭曹便民服务站", "address": "", "head": "", "staff": "", "phone": "", "hours": "", "leader": "", "cadre": "",
            "active": true, "windows": [], "devices": []
        })).unwrap();
        let station = desk.call(api::point::Create { kind: PointKind::Station, place, fields: fields.clone() }).await.unwrap();
        let district = desk.place("麻章区").await;
        let save = |id, name: &str, code: &str, version| api::body::Save {
            id, name: name.to_owned(), code: Some(code.to_owned()), place: district, active: true, version,
        };
        let (old, new) = ("11440811007041120P", "11440811MB2C000126");
        let body = desk.call(save(None, "区政务服务数据管理局", old, 0)).await.unwrap();
        let body = desk.call(save(Some(body.id), "区政务服务和数据管理局", new, body.version)).await.unwrap();
        let again = desk.call(save(Some(body.id), "区数据局", new, body.version)).await.unwrap();
        let fields = PointFields { name: "鸭曹党群服务中心".to_owned(), ..fields };
        desk.call(api::point::Save { id: station.id, fields, version: station.version }).await.unwrap();

        let header = HEADER.replace("单位名称", "单位名称,服务站点");
        let rows: Vec<String> = ["区政务服务数据管理局", old, "区数据局", new].into_iter().enumerate().map(|(n, body)| {
            row(&format!("r{n}"), "440811100201", "5", "2", "").replace("440811100201,,", "440811100201,,鸭曹便民服务站,").replace("养老保险参保登记,,", &format!("养老保险参保登记,{body},"))
        }).collect();
        let file = write(&mut desk, scratch.folder(), "renamed.csv", &[header, rows.concat()].concat());
        let job = import(&mut desk, file, Taking::Good, Differing::Refuse).await;
        let told = desk.call(api::import::Problems { job: job.id, limit: 10 }).await.unwrap().problems;
        assert_eq!((job.counts.taken, told), (4, Vec::new()));

        let changes = desk.call(List { unit: Unit::Body, of: Some(again.id.0), before: None, limit: 10 }).await.unwrap().changes;
        let kinds: Vec<ChangeKind> = changes.iter().map(|change| change.kind).collect();
        assert_eq!(kinds, [ChangeKind::Rename, ChangeKind::Recode, ChangeKind::Rename]);
        desk.call(Revoke { no: changes[0].no, reason: "登记有误".to_owned() }).await.unwrap();
        let bodies = desk.call(api::body::List {}).await.unwrap().bodies;
        assert_eq!(bodies.iter().find(|b| b.id == again.id).unwrap().name, "区政务服务和数据管理局");
        let stations = desk.call(List { unit: Unit::Point, of: Some(station.id.0), before: None, limit: 10 }).await.unwrap().changes;
        assert_eq!(stations.iter().map(|change| change.kind).collect::<Vec<_>>(), [ChangeKind::Rename]);
    }
}
