//! Times pages of the ledger of 督办, matters and searches at the operation boundary (bytes in, bytes out), over many matters.
//!
//! `matters FOLDER [MATTERS [ROUNDS]]` copies the matters of the demonstration in FOLDER until there are at least MATTERS (20,000), enters
//! it as the inspector who follows them up, and prints JSON: how many there are, and name, median in milliseconds and bytes of the reply
//! of each question. `cargo xtask bench` runs it.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a program for measuring")]

use serde_json::{Value, json};
use service::{Location, Service};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, SqliteConnection};
use std::path::{Path, PathBuf};
use testkit::{Desk, TestClock};

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().expect("the folder of a demonstration"));
    let matters: i64 = arguments.next().map_or(20_000, |n| n.parse().expect("a number of matters"));
    let rounds: usize = arguments.next().map_or(30, |n| n.parse().expect("a number of rounds"));
    let there = fill(&folder, matters).await;
    let service = Service::open(Location::Folder(folder)).await.expect("the database");
    // The service has the system's clock; nobody asks the desk for its own.
    let mut desk = Desk::over(service, TestClock::default());
    desk.timed("session.enter", json!({ "role": "inspector" })).await;
    let page =
        |filter: Value, by: &str, page: Value| json!({ "filter": filter, "sort": { "by": by, "down": false }, "page": page, "limit": 50 });
    let urgent = desk.timed("supervision.list", page(json!({}), "urgency", json!("first"))).await.reply;
    let by_due = desk.timed("supervision.list", page(json!({}), "due", json!("first"))).await.reply;
    let after = |reply: &Value| json!({ "after": reply["edges"]["after"] });
    let asked = [
        ("first page by urgency", "supervision.list", page(json!({}), "urgency", json!("first"))),
        ("next page by urgency", "supervision.list", page(json!({}), "urgency", after(&urgent))),
        ("last page by urgency", "supervision.list", page(json!({}), "urgency", json!("last"))),
        ("next page by term", "supervision.list", page(json!({}), "due", after(&by_due))),
        ("last page by number", "supervision.list", page(json!({}), "number", json!("last"))),
        ("one body", "supervision.list", page(json!({ "body": 3 }), "urgency", json!("first"))),
        ("one town", "supervision.list", page(json!({ "place": 2 }), "urgency", json!("first"))),
        ("yellow", "supervision.list", page(json!({ "light": "yellow" }), "urgency", json!("first"))),
        ("waiting", "supervision.list", page(json!({ "waiting": true }), "urgency", json!("first"))),
        ("found by two characters", "supervision.list", page(json!({ "text": "测试" }), "urgency", json!("first"))),
        ("found by one number", "supervision.list", page(json!({ "text": "测〔2026〕12345号" }), "urgency", json!("first"))),
        ("found nothing", "supervision.list", page(json!({ "text": "zzzq" }), "urgency", json!("first"))),
        ("lights, states and sources counted", "supervision.count", json!({})),
        ("one matter", "supervision.show", json!({ "id": urgent["matters"][0]["id"] })),
    ];
    let told = desk.medians(rounds, asked).await;
    println!("{}", json!({ "of": format!("{there} matters"), "operations": told }));
    desk.service.close().await;
}

/// Copies matters until there are enough; how many there are.
async fn fill(folder: &Path, matters: i64) -> i64 {
    let options = SqliteConnectOptions::new().filename(Location::sqlite_file(folder));
    let mut db = SqliteConnection::connect_with(&options).await.expect("the database");
    let texts = [
        // Their days lie apart, so that there are some of every light.
        "INSERT INTO matter (id, number, number_key, title, pinyin, search, source, instructor, responsible, lead_id, place_id, state, state_before,
                issued_day, due_day, first_due, feedback_from, feedback_day, submitted_day, halted_day, rank, sort_day, yellow_from, author,
                moved_at, version, content)
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1),
                o AS (SELECT *, ROW_NUMBER() OVER (ORDER BY id) - 1 AS k, COUNT(*) OVER () AS c FROM matter)
            SELECT 1000000000 + n.i, CASE o.number WHEN '' THEN '' ELSE printf('测〔2026〕%d号', n.i) END,
                CASE o.number WHEN '' THEN '' ELSE printf('2026-%07d', n.i) END, o.title || '测试' || n.i, o.pinyin,
                o.search || char(10) || '测试' || n.i || char(10) || printf('测〔2026〕%d号', n.i), o.source, o.instructor, o.responsible, o.lead_id,
                o.place_id, o.state, o.state_before, o.issued_day, o.due_day, o.first_due, o.feedback_from, o.feedback_day, o.submitted_day,
                o.halted_day, o.rank, CASE WHEN o.rank = 0 AND o.sort_day < '9000' THEN date(o.sort_day, (n.i % 40) || ' days') ELSE o.sort_day END,
                CASE WHEN o.yellow_from > '' AND o.yellow_from < '9000' THEN date(o.yellow_from, (n.i % 40) || ' days')
                    ELSE o.yellow_from END, o.author, o.moved_at, o.version, o.content
            FROM n JOIN o ON o.k = n.i % o.c WHERE n.i <= ?1 - o.c",
        "INSERT INTO matter_body (matter_id, body_id, is_lead)
            WITH o AS (SELECT *, ROW_NUMBER() OVER (ORDER BY id) - 1 AS k, COUNT(*) OVER () AS c FROM matter WHERE id < 1000000000)
            SELECT m.id, b.body_id, b.is_lead FROM matter m JOIN o ON o.k = (m.id - 1000000000) % o.c JOIN matter_body b ON b.matter_id = o.id
            WHERE m.id > 1000000000 AND ?1 > 0",
    ];
    let (there,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM matter").fetch_one(&mut db).await.expect("matters");
    if there < matters {
        for text in texts {
            sqlx::query(text).bind(matters).execute(&mut db).await.expect("matters and their bodies");
        }
        sqlx::query("ANALYZE").execute(&mut db).await.expect("statistics");
    }
    let (there,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM matter").fetch_one(&mut db).await.expect("matters");
    db.close().await.expect("the database");
    there
}
