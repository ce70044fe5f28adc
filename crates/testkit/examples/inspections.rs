//! Times what an inspector and an office ask for over ten years of inspection, at the operation boundary (bytes in, bytes out): lists of visits
//! and plans, a visit opened, an answer saved; and the draw of 100 from 20,000.
//!
//! `inspections FOLDER [VISITS [ROUNDS]]` copies the visit that was reviewed in the demonstration in FOLDER until there are at least VISITS (20,000),
//! each with 50 answers, and findings at the rate of five for two visits, and prints JSON: how much there is, and name, median in milliseconds and
//! bytes of the reply of each question. `cargo xtask bench` runs it.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a program for measuring")]

use domain::inspection::draw::{ALGORITHM, Inspector, Object, Roster, draw};
use serde_json::{Value, json};
use service::{Location, Service};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, SqliteConnection};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use testkit::{Desk, TestClock, median};

/// Objects of the roster from which [`DRAWN`] are drawn.
const OBJECTS: u32 = 20_000;
/// How many are drawn of them.
const DRAWN: u32 = 100;

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().expect("the folder of a demonstration"));
    let visits: i64 = arguments.next().map_or(20_000, |n| n.parse().expect("a number of visits"));
    let rounds: usize = arguments.next().map_or(30, |n| n.parse().expect("a number of rounds"));
    let there = fill(&folder, visits).await;
    let service = Service::open(Location::Folder(folder)).await.expect("the database");
    // The service has the system's clock; nobody asks the desk for its own.
    let mut desk = Desk::over(service, TestClock::default());
    desk.timed("session.enter", json!({ "role": "inspector" })).await;
    let page = |filter: Value, page: Value| json!({ "filter": filter, "page": page, "limit": 50 });
    let first = desk.timed("inspection.visit.list", page(json!({}), json!("first"))).await.reply;
    let after = json!({ "after": first["edges"]["after"] });
    let agreed = desk.timed("inspection.visit.list", page(json!({ "states": ["visit_agreed"] }), json!("first"))).await.reply;
    let begun = desk.timed("inspection.visit.list", page(json!({ "mine": true, "states": ["visit_begun"] }), json!("first"))).await.reply;
    let (agreed, begun) = (agreed["visits"][0].clone(), begun["visits"][0]["id"].clone());
    let asked = [
        ("first page", "inspection.visit.list", page(json!({}), json!("first"))),
        ("next page", "inspection.visit.list", page(json!({}), after)),
        ("last page", "inspection.visit.list", page(json!({}), json!("last"))),
        ("one's own", "inspection.visit.list", page(json!({ "mine": true }), json!("first"))),
        ("one's own in hand", "inspection.visit.list", page(json!({ "mine": true, "states": ["visit_begun"] }), json!("first"))),
        ("of one plan", "inspection.visit.list", page(json!({ "plan": agreed["plan"] }), json!("first"))),
        ("of one village", "inspection.visit.list", page(json!({ "place": agreed["place"] }), json!("first"))),
        ("of one month", "inspection.visit.list", page(json!({ "from": "2021-05-01", "to": "2021-05-31" }), json!("first"))),
        ("by day", "inspection.visit.count", json!({ "filter": { "from": "2021-01-01", "to": "2021-12-31" } })),
        ("plans", "inspection.plan.list", page(json!({}), json!("first"))),
        ("one plan", "inspection.plan.show", json!({ "id": agreed["plan"] })),
        ("a visit that was reviewed", "inspection.visit.show", json!({ "id": agreed["id"] })),
        ("a visit in hand", "inspection.visit.show", json!({ "id": begun })),
        ("概况 of a year", "inspection.overview.show", json!({ "period": { "from": "2025-01-01", "to": "2025-12-31" } })),
        ("覆盖", "inspection.coverage.list", page(json!({}), json!("first"))),
        ("待办", "home.show", json!({})),
    ];
    let mut told = desk.medians(rounds, asked).await;
    told.push(answered(&mut desk, &begun, rounds).await);
    told.push(drawn(rounds));
    println!("{}", json!({ "of": there, "operations": told }));
    desk.service.close().await;
}

/// One line answered anew, each time otherwise.
async fn answered(desk: &mut Desk, visit: &Value, rounds: usize) -> Value {
    let shown = desk.timed("inspection.visit.show", json!({ "id": visit })).await.reply;
    let line = shown["list"]["lines"][0]["no"].clone();
    let mut version = shown["record"]["answers"]
        .as_array()
        .and_then(|answers| answers.iter().find(|answer| answer["line"] == line))
        .map_or(json!(0), |answer| answer["version"].clone());
    let (mut took, mut bytes) = (Vec::new(), 0);
    for round in 0..rounds {
        let answer = if round % 2 == 0 { "fits" } else { "not_applicable" };
        let filled = json!({ "answer": answer, "faults": 0, "words": format!("第{round}次") });
        let body = json!({ "visit": visit, "line": line, "filled": filled, "version": version });
        let timed = desk.timed("inspection.answer.save", body).await;
        version = timed.reply["answer"]["version"].clone();
        bytes = timed.bytes;
        took.push(timed.ms);
    }
    json!({ "what": "an answer", "name": "inspection.answer.save", "median_ms": median(took), "bytes": bytes })
}

/// The draw by itself: the district of the demonstration has too few stations for it.
#[expect(clippy::disallowed_methods, reason = "measures")]
fn drawn(rounds: usize) -> Value {
    let objects = (0..OBJECTS).map(|n| Object {
        code: format!("{n:012}"),
        name: format!("站点{n}"),
        stratum: format!("{:09}", n % 30),
        weight: 1 + n % 1_000,
        excluded: String::new(),
    });
    let inspectors =
        (0..20)
            .map(|n| Inspector { code: format!("{n:04}"), name: format!("检查人员{n}"), recused: BTreeSet::from([format!("{n:09}")]) });
    let roster = Roster {
        algorithm: ALGORITHM.to_owned(),
        plan: "测试〔2026〕1号".to_owned(),
        attempt: 1,
        objects: objects.collect(),
        inspectors: inspectors.collect(),
        take: DRAWN,
        standby: 1,
        per_object: 2,
    };
    let mut took = Vec::new();
    let mut bytes = 0;
    for _ in 0..rounds {
        let began = std::time::Instant::now();
        let drawn = draw(&roster, "开奖号码 8 8 6 1 2").expect("a draw");
        took.push(began.elapsed().as_secs_f64() * 1e3);
        bytes = serde_json::to_vec(&drawn).map_or(0, |text| text.len());
    }
    json!({ "what": format!("{DRAWN} drawn from {OBJECTS}, by weight"), "name": "draw", "median_ms": median(took), "bytes": bytes })
}

/// Copies plans and visits until there are enough; how much there is.
async fn fill(folder: &Path, visits: i64) -> String {
    let options = SqliteConnectOptions::new().filename(Location::sqlite_file(folder));
    let mut db = SqliteConnection::connect_with(&options).await.expect("the database");
    let texts = [
        // A plan for each hundred visits, over ten years.
        "INSERT INTO inspection_plan (id, number, title, search, kind, cover, coverage, state, from_day, until_day, sort_day, checklist_id, checklist_no,
                approver, author, author_name, moved_at, content)
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1 / 100),
                o AS (SELECT p.* FROM inspection_plan p JOIN inspection_visit v ON v.plan_id = p.id WHERE v.state = 'visit_agreed' LIMIT 1)
            SELECT 1000000 + i, printf('测督〔2016〕%d号', i), o.title || i, o.search || i, o.kind, o.cover, o.coverage, o.state,
                date('2016-01-01', (i * 3650 / (?1 / 100)) || ' days'), date('2016-01-28', (i * 3650 / (?1 / 100)) || ' days'),
                date('2016-01-01', (i * 3650 / (?1 / 100)) || ' days'), o.checklist_id, o.checklist_no, o.approver, o.author, o.author_name, o.moved_at, o.content
            FROM n, o",
        "INSERT INTO inspection_attempt (plan_id, no, roster, digest, points, objects, excluded, take, sealed_by, sealed_at, nonce, witnesses, drawn_by, drawn_at, drawn)
            SELECT p.id, a.no, a.roster, a.digest, a.points, a.objects, a.excluded, a.take, a.sealed_by, a.sealed_at, a.nonce, a.witnesses, a.drawn_by, a.drawn_at, a.drawn
            FROM inspection_plan p, (SELECT a.* FROM inspection_attempt a JOIN inspection_visit v ON v.plan_id = a.plan_id AND v.attempt = a.no
                WHERE v.state = 'visit_agreed' LIMIT 1) a WHERE p.id > 1000000 AND ?1 > 0",
        "INSERT INTO inspection_visit (id, plan_id, attempt, ordinal, point_id, place_id, town_id, state, day)
            WITH s AS (SELECT o.id AS point_id, o.place_id, l.parent_id AS town_id, ROW_NUMBER() OVER (ORDER BY o.id) - 1 AS k
                FROM point o JOIN place l ON l.id = o.place_id JOIN place t ON t.id = l.parent_id WHERE t.parent_id IS NOT NULL AND o.kind = 'station')
            SELECT 1000000 + (p.id - 1000000) * 100 + s.k, p.id, a.no, s.k + 1, s.point_id, s.place_id, s.town_id, 'visit_agreed',
                date(p.from_day, (s.k % 20) || ' days')
            FROM inspection_plan p JOIN inspection_attempt a ON a.plan_id = p.id JOIN s ON s.k < 100 WHERE p.id > 1000000 AND ?1 > 0",
        "INSERT INTO inspection_record (visit_id, begun_by, begun_name, begun_at, party, version, round, submitted_at, got, full_points, score, agreed_at,
                made_day)
            SELECT v.id, r.begun_by, r.begun_name, r.begun_at, r.party, r.version, r.round, r.submitted_at, r.got, r.full_points, r.score, r.agreed_at - v.id,
                v.day
            FROM inspection_visit v, (SELECT r.* FROM inspection_record r WHERE r.agreed_at IS NOT NULL LIMIT 1) r WHERE v.id > 1000000 AND ?1 > 0",
        // One of four inspectors, so that somebody's own are among the others'.
        "INSERT INTO inspection_goer (visit_id, no, person, name)
            SELECT v.id, g.no, CASE v.id % 4 WHEN 0 THEN g.person ELSE (SELECT MAX(o.person) FROM inspection_goer o WHERE o.visit_id < 1000000) END, g.name
            FROM inspection_visit v, (SELECT g.* FROM inspection_goer g WHERE g.visit_id = (SELECT MIN(r.visit_id) FROM inspection_record r WHERE r.agreed_at IS NOT NULL)) g
            WHERE v.id > 1000000 AND ?1 > 0",
        "INSERT INTO inspection_answer (visit_id, line, answer, faults, words, person, who, at)
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50)
            SELECT v.id, 'T' || i, a.answer, a.faults, a.words, a.person, a.who, a.at
            FROM inspection_visit v, n, (SELECT a.* FROM inspection_answer a JOIN inspection_record r ON r.visit_id = a.visit_id WHERE r.agreed_at IS NOT NULL LIMIT 1) a
            WHERE v.id > 1000000 AND ?1 > 0",
        "INSERT INTO inspection_finding (id, visit_id, state, line, unified, severity, remedy, found_day, due_day, content, person, who, at)
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3),
                f AS (SELECT f.* FROM inspection_finding f JOIN inspection_record r ON r.visit_id = f.visit_id WHERE r.agreed_at IS NOT NULL AND f.state <> 'finding_withdrawn' LIMIT 1)
            SELECT 1000000 + v.id * 3 + n.i, v.id, f.state, f.line, f.unified, f.severity, f.remedy, v.day, date(v.day, '20 days'), f.content, f.person, f.who, f.at
            FROM inspection_visit v, n, f WHERE v.id > 1000000 AND n.i <= 2 + v.id % 2 AND ?1 > 0",
        "ANALYZE",
    ];
    let (there,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM inspection_visit").fetch_one(&mut db).await.expect("visits");
    if there < visits {
        for text in texts {
            sqlx::query(text).bind(visits).execute(&mut db).await.expect("plans, visits, answers and findings");
        }
    }
    let (visits,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM inspection_visit").fetch_one(&mut db).await.expect("visits");
    let (answers,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM inspection_answer").fetch_one(&mut db).await.expect("answers");
    let (findings,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM inspection_finding").fetch_one(&mut db).await.expect("findings");
    db.close().await.expect("the database");
    format!("{visits} visits, {answers} answers, {findings} findings")
}
