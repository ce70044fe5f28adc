//! A district moves: a backup that is taken while somebody decides on ratings is restored by `yimenctl` into an empty PostgreSQL
//! database. Every figure of every station is that of the moment of the backup: over operations the same as in the database that
//! it was taken from, and the same as what plain SQL counts.

use crate::district::{District, run, text, yimenctl};
use crate::saving::Saver;
use api::overview::{Facets, Grid, Hours, Summary, Trend};
use api::rating::SetStanding;
use domain::account::Role;
use domain::change::Basis;
use domain::figures::{Counts, Facet};
use domain::period::Period;
use domain::rating::{RatingId, Standing};
use domain::time::Instant;
use serde_json::{Value, json};
use service::{Location, Service};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use testkit::{Desk, Scratch, TestClock};

/// Ratings that are decided on, in the order of the decisions: every one in its turn is taken out of the rates, then put back.
const DECIDED: &str = "SELECT CAST(id AS TEXT) || ' ' || CAST(version AS TEXT) || ' ' || CAST(standing AS TEXT) FROM rating
    WHERE assess_no = 1 AND standing IN (0, 3) ORDER BY id";

/// How many decisions a database knows of.
const DECISIONS: &str = "SELECT CAST(COUNT(*) AS TEXT) FROM audit WHERE operation = 'rating.standing.set' AND outcome = 'done'";

/// What a rating is, whatever was decided on it before.
const ROWS: &str =
    "SELECT record_no || ' ' || CAST(assess_no AS TEXT) || ' ' || CAST(place_id AS TEXT) || ' ' || CAST(grade AS TEXT) || ' '
    || CAST(channel AS TEXT) || ' ' || CAST(at AS TEXT) || ' ' || CAST(standing AS TEXT) || ' ' || COALESCE(comment, '')
    FROM rating ORDER BY id";

/// Number, version, standing.
fn decided(rows: &[String]) -> Vec<(i64, i64, i16)> {
    let row = |row: &String| {
        let mut parts = row.split(' ').map(|part| part.parse::<i64>().unwrap());
        let (id, version, standing) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
        (id, version, i16::try_from(standing).unwrap())
    };
    rows.iter().map(row).collect()
}

/// Decides on one rating after the other until it is told to stop; how many decisions were acknowledged.
fn decide(mut saver: Saver, mut ratings: Vec<(i64, i64, i16)>, stop: &AtomicBool, first: &mpsc::Sender<()>) -> usize {
    let mut made = 0;
    while !stop.load(Ordering::SeqCst) {
        let n = ratings.len();
        let (id, version, _) = &mut ratings[made % n];
        let standing = if (made / n).is_multiple_of(2) { "excluded" } else { "counted" };
        let reply = saver.save(&json!({ "rating": *id, "standing": standing, "reason": "核查评价", "version": *version })).unwrap();
        *version = reply["ok"]["version"].as_i64().unwrap_or_else(|| panic!("{reply}"));
        made += 1;
        first.send(()).unwrap();
    }
    saver.end();
    made
}

/// Standing of a rating after so many decisions on it.
fn standing_after(decisions: usize) -> Standing {
    if decisions.is_multiple_of(2) { Standing::Counted } else { Standing::Excluded }
}

/// Days that both ratings and cases cover.
fn days(district: &District) -> Period {
    let edge = |edge: &str| district.texts(&format!("SELECT {edge}(day) FROM case_count"))[0].parse().unwrap();
    Period::new(edge("MIN"), edge("MAX")).unwrap()
}

/// Every figure of every place, as it crosses the door.
async fn figures(desk: &Desk, period: Period) -> Vec<Value> {
    let mut desk = desk.another();
    desk.enter(Role::Leader).await;
    let (basis, until) = (Basis::Now, domain::time::month_of(period.to));
    let from = domain::time::month_of(period.from);
    let places = desk.call(api::place::Tree {}).await.unwrap().places;
    let mut told = Vec::new();
    for place in places.into_iter().map(|place| place.id) {
        let mut keep = |name: &str, value: Value| told.push(json!([place, name, value]));
        keep("summary", json!(desk.call(Summary { place, period, basis }).await.unwrap()));
        keep("trend", json!(desk.call(Trend { place, until: until.clone(), basis }).await.unwrap()));
        keep("hours", json!(desk.call(Hours { place, from: from.clone(), to: until.clone(), basis }).await.unwrap()));
        for facet in [Facet::Item, Facet::Body, Facet::Reason] {
            keep("facets", json!(desk.call(Facets { place, period, facet, limit: 200, basis }).await.unwrap()));
        }
    }
    told
}

/// Own counts of every place that has any.
async fn grid(desk: &Desk, period: Period) -> BTreeMap<i64, Counts> {
    let mut desk = desk.another();
    desk.enter(Role::Leader).await;
    let place = desk.place("麻章区").await;
    let rows = desk.call(Grid { place, period, basis: Basis::Now }).await.unwrap().rows;
    rows.into_iter().filter(|row| !row.counts.is_empty()).map(|row| (row.place.0, known(row.counts))).collect()
}

/// No case is none here: that a file covers the days is in the figures.
fn known(counts: Counts) -> Counts {
    Counts { cases: Some(counts.cases.unwrap_or(0)), ..counts }
}

/// The same, as the raw rows of the PostgreSQL database tell it.
async fn counted(there: &Scratch, period: Period) -> BTreeMap<i64, Counts> {
    let at = |day: jiff::civil::Date| Instant::from_civil(day.at(0, 0, 0, 0)).unwrap().0;
    let after = domain::day::later(period.to, 1);
    let mut found: BTreeMap<i64, Counts> = BTreeMap::new();
    let sql = format!(
        "SELECT concat_ws(' ', place_id, standing, grade, COUNT(*)) FROM rating WHERE at >= {} AND at < {} GROUP BY place_id, standing, grade",
        at(period.from),
        at(after)
    );
    let numbers = |row: &String| row.split(' ').map(|part| part.parse::<i64>().unwrap()).collect::<Vec<_>>();
    for row in there.texts(&sql).await.iter().map(numbers) {
        let counts = found.entry(row[0]).or_default();
        match Standing::from_number(i16::try_from(row[1]).unwrap()).unwrap() {
            Standing::Counted => counts.grades[usize::try_from(row[2] - 1).unwrap()] += row[3],
            Standing::Default => counts.by_default += row[3],
            Standing::Superseded => counts.superseded += row[3],
            Standing::Excluded => counts.excluded += row[3],
            Standing::AppealUpheld => counts.appeal_upheld += row[3],
        }
    }
    let cases = format!(
        "SELECT concat_ws(' ', place_id, SUM(cases)) FROM case_count WHERE day BETWEEN '{}' AND '{}' GROUP BY place_id",
        period.from, period.to
    );
    for row in there.texts(&cases).await.iter().map(numbers) {
        found.entry(row[0]).or_default().cases = Some(row[1]);
    }
    found.into_iter().map(|(place, counts)| (place, known(counts))).collect()
}

async fn open(location: Location) -> Desk {
    Desk::over(Service::open(location).await.unwrap(), TestClock::default())
}

#[test]
fn a_backup_taken_in_use_is_the_same_in_postgresql() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let Some(there) = runtime.block_on(Scratch::postgres()) else { return };
    let district = District::new(61);
    let period = days(&district);
    let before = decided(&district.texts(DECIDED));
    let n = before.len();

    // One program decides, another one makes the backup.
    let (stop, (begun, begins)) = (Arc::new(AtomicBool::new(false)), mpsc::channel());
    let saver = Saver::of(&district, "rating.standing.set");
    let (ratings, told) = (before.clone(), Arc::clone(&stop));
    let deciding = std::thread::spawn(move || decide(saver, ratings, &told, &begun));
    begins.recv().unwrap();
    let backup = district.folder.path().join("in-use.yimen.zip");
    district.done(&["backup", text(&backup)]);
    stop.store(true, Ordering::SeqCst);
    let made = deciding.join().unwrap();
    drop(begins);

    // An empty database of another kind, by the command line.
    let mut command = yimenctl(there.folder());
    let restored = run(command.args(["--database", there.url().unwrap(), "restore", text(&backup)]));
    assert_eq!(restored.code, Some(0), "{restored:?}");
    runtime.block_on(async {
        let kept: usize = there.texts(DECISIONS).await[0].parse().unwrap();
        assert!((1..made).contains(&kept), "{kept} of {made} decisions in the backup: nobody worked while it was made");
        // It is the state between two decisions, each rating as it was then: nothing of a later one, nothing missing.
        let after = decided(&there.texts(DECIDED).await);
        for (nth, (was, is)) in before.iter().zip(&after).enumerate() {
            let decisions = kept / n + usize::from(nth < kept % n);
            let expected = (was.0, was.1 + i64::try_from(decisions).unwrap(), standing_after(decisions).number());
            assert_eq!(*is, expected, "rating {nth} of {n} after {kept} decisions");
        }
        assert_eq!(after.len(), n);

        // The database that went on working is taken back to that moment.
        let here = open(Location::Folder(district.data())).await;
        let mut approver = here.another();
        approver.enter(Role::Approver).await;
        let now = decided(&district_rows(&district, DECIDED));
        for (is, was) in now.iter().zip(&after).filter(|(is, was)| is.2 != was.2) {
            let standing = Standing::from_number(was.2).unwrap();
            let back = SetStanding { rating: RatingId(is.0), standing, reason: "核查完毕".to_owned(), version: is.1 };
            approver.call(back).await.unwrap();
        }
        assert_eq!(there.texts(ROWS).await, district_rows(&district, ROWS));

        let moved = open(there.location()).await;
        let (told, expected) = (figures(&moved, period).await, figures(&here, period).await);
        assert_eq!(told.len(), expected.len());
        for (told, expected) in told.iter().zip(&expected) {
            assert_eq!(told, expected);
        }
        let (rows, raw) = (grid(&moved, period).await, counted(&there, period).await);
        assert!(rows.len() > 50 && rows.values().any(|counts| counts.excluded > 0), "{} places", rows.len());
        assert_eq!(rows, raw);
        for desk in [&moved, &here] {
            assert!(desk.operate(api::audit::Verify {}).await.unwrap().faults.is_empty());
            assert_eq!(desk.operate(api::audit::VerifyRollups {}).await.unwrap().differing, 0);
            desk.service.close().await;
        }
    });
}

/// Rows past the program, where a runtime is at work already.
fn district_rows(district: &District, sql: &str) -> Vec<String> {
    std::thread::scope(|threads| threads.spawn(|| district.texts(sql)).join().unwrap())
}
