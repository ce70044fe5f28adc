//! Times pages of the responsibility lists, entries, and what became of the lists between two days, at the operation boundary (bytes in,
//! bytes out), over many entries.
//!
//! `duties FOLDER [ENTRIES [ROUNDS]]` adds published entries to the demonstration in FOLDER until there are at least ENTRIES (50,000), of
//! which one in 50 was changed and one in 500 withdrawn this year, enters it as a catalogue administrator, and prints JSON: how many
//! there are, and name, median in milliseconds and bytes of the reply of each question; at last as many entries come by file, once, and
//! pages, an entry and 待办 are asked for again beside their drafts.
//! `cargo xtask bench` runs it.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a program for measuring")]

use api::register::{ImportDuties, PreviewDuties, Sheet, Take};
use domain::import::{Reading, Taking};
use serde_json::{Value, json};
use service::{Location, Service};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, SqliteConnection};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use testkit::{Desk, TestClock};

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().expect("the folder of a demonstration"));
    let entries: i64 = arguments.next().map_or(50_000, |n| n.parse().expect("a number of entries"));
    let rounds: usize = arguments.next().map_or(30, |n| n.parse().expect("a number of rounds"));
    let there = fill(&folder, entries).await;
    let service = Service::open(Location::Folder(folder.clone())).await.expect("the database");
    // The service has the system's clock; nobody asks the desk for its own.
    let mut desk = Desk::over(service, TestClock::default());
    desk.timed("session.enter", json!({ "role": "catalogue_admin" })).await;
    let page = |filter: Value, by: &str, page: Value| json!({ "filter": filter, "sort": { "by": by, "down": false }, "page": page, "limit": 50, "own": true });
    let by_code = desk.timed("duty.list", page(json!({}), "code", json!("first"))).await.reply;
    let by_name = desk.timed("duty.list", page(json!({}), "name", json!("first"))).await.reply;
    let after = |reply: &Value| json!({ "after": reply["edges"]["after"] });
    let asked = [
        ("first page by code", "duty.list", page(json!({}), "code", json!("first"))),
        ("next page by code", "duty.list", page(json!({}), "code", after(&by_code))),
        ("last page by code", "duty.list", page(json!({}), "code", json!("last"))),
        ("next page by name", "duty.list", page(json!({}), "name", after(&by_name))),
        ("last page by name", "duty.list", page(json!({}), "name", json!("last"))),
        ("one body", "duty.list", page(json!({ "body": 3 }), "code", json!("first"))),
        ("one place", "duty.list", page(json!({ "place": 2 }), "code", json!("last"))),
        ("one kind", "duty.list", page(json!({ "kinds": ["permit"] }), "name", json!("first"))),
        ("withdrawn", "duty.list", page(json!({ "standing": "abolished" }), "code", json!("first"))),
        ("as of a day", "duty.list", page(json!({ "as_of": "2026-03-31" }), "code", json!("first"))),
        ("as of a day, by name", "duty.list", page(json!({ "as_of": "2026-03-31" }), "name", json!("last"))),
        ("found by one character", "duty.list", page(json!({ "text": "测" }), "code", json!("first"))),
        ("found by two characters", "duty.list", page(json!({ "text": "权责" }), "code", json!("first"))),
        ("found by one name", "duty.list", page(json!({ "text": "测试权责事项43210" }), "code", json!("first"))),
        ("found by initials, nothing", "duty.list", page(json!({ "text": "zzzq" }), "code", json!("first"))),
        ("all counted", "duty.count", json!({})),
        ("by list, body and kind", "duty.tree", json!({})),
        ("as of a day counted", "duty.count", json!({ "filter": { "as_of": "2026-03-31" } })),
        ("one entry", "duty.show", json!({ "id": by_code["duties"][0]["id"] })),
        ("1,000 changed, 100 withdrawn", "duty.dates.compare", json!({ "from": "2026-03-31", "to": "2026-06-30" })),
    ];
    let mut told = desk.medians(rounds, asked).await;
    told.extend(by_file(&mut desk, &folder, entries).await);
    // The same once there are as many drafts as entries.
    let after_file = [
        ("first page by code, as many drafts", "duty.list", page(json!({}), "code", json!("first"))),
        ("last page by name, as many drafts", "duty.list", page(json!({}), "name", json!("last"))),
        ("one entry, as many drafts", "duty.show", json!({ "id": by_code["duties"][0]["id"] })),
        ("first page", "duty.draft.list", drafts(json!("first"), false)),
        ("last page", "duty.draft.list", drafts(json!("last"), false)),
        ("what waits", "duty.draft.list", drafts(json!("first"), true)),
        ("counted", "duty.draft.count", json!({})),
        ("as many drafts", "home.show", json!({})),
    ];
    told.extend(desk.medians(rounds, after_file).await);
    told.push(in_sets(&mut desk).await);
    let handed_in =
        [("some proposed", "home.show", json!({})), ("what waits, some proposed", "duty.draft.list", drafts(json!("first"), true))];
    told.extend(desk.medians(rounds, handed_in).await);
    println!("{}", json!({ "of": format!("{there} entries"), "operations": told }));
    desk.service.close().await;
}

/// A page of drafts.
fn drafts(page: Value, waiting: bool) -> Value {
    json!({ "waiting": waiting, "page": page, "limit": 50 })
}

/// A thousand drafts, handed in together.
async fn in_sets(desk: &mut Desk) -> Value {
    let (mut chosen, mut page) = (Vec::new(), json!("first"));
    while chosen.len() < 1_000 {
        let asked = json!({ "stage": "draft", "page": page, "limit": 200 });
        let reply = desk.timed("duty.draft.list", asked).await.reply;
        let drafts = reply["drafts"].as_array().expect("drafts");
        chosen.extend(drafts.iter().map(|one| json!({ "draft": one["id"], "version": one["version"] })));
        if reply["edges"]["after"].is_null() {
            break;
        }
        page = json!({ "after": reply["edges"]["after"] });
    }
    chosen.truncate(1_000);
    let what = format!("{} drafts together", chosen.len());
    let timed = desk.timed("duty.submit", json!({ "drafts": chosen })).await;
    json!({ "what": what, "name": "duty.submit", "median_ms": timed.ms, "bytes": timed.bytes })
}

/// Entries that are not there yet, as an office keeps them, previewed and imported.
async fn by_file(desk: &mut Desk, folder: &Path, entries: i64) -> [Value; 2] {
    let body = desk.timed("body.list", json!({})).await.reply["bodies"][0]["name"].as_str().expect("a body").to_owned();
    let mut text = String::from("序号,职权类别,职权名称,权力编码,责任主体,职权依据,责任事项内容,问责情形\n");
    for n in 1..=entries {
        let kind = ["行政许可", "行政处罚", "行政强制", "行政给付", "其他行政权力"][usize::try_from(n % 5).unwrap_or_default()];
        writeln!(text, "{n},{kind},导入权责事项{n},I{n:07},{body},1.《某条例》第十八条第一款：原文,1.受理责任：当场告知。,不予受理的")
            .expect("a text");
    }
    let path = folder.join("duties.csv");
    std::fs::write(&path, text).expect("a file");
    let sheet = Sheet { file: desk.gives(&path), reading: Reading::default(), decision: None };
    let preview = serde_json::to_value(PreviewDuties(sheet.clone())).expect("a request");
    let take = serde_json::to_value(ImportDuties(Take { sheet, taking: Taking::AllOrNothing, seen: None })).expect("a request");
    let seen = desk.timed("duty.import.preview", preview).await;
    let taken = desk.timed("duty.import", take).await;
    assert_eq!(taken.reply["counts"]["taken"], json!(entries), "{}", taken.reply);
    [("duty.import.preview", seen), ("duty.import", taken)].map(
        |(name, timed)| json!({ "what": format!("{entries} rows of a file"), "name": name, "median_ms": timed.ms, "bytes": timed.bytes }),
    )
}

/// Adds entries until there are enough; how many there are.
async fn fill(folder: &Path, entries: i64) -> i64 {
    let options = SqliteConnectOptions::new().filename(Location::sqlite_file(folder));
    let mut db = SqliteConnection::connect_with(&options).await.expect("the database");
    let texts = [
        "INSERT INTO duty (id) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
            SELECT 2000000000 + i FROM n WHERE i <= ?1 - (SELECT COUNT(*) FROM duty)",
        // Nine of ten are a body's of the district, one a town's.
        "INSERT INTO duty_version (id, duty_id, no, is_head, stage, deed, list, kind, code, name, pinyin, search, body_id, place_id, content, author,
                author_name, begun_at, moved_at, from_day, until_day, published_at, published_by, version)
            SELECT 1000000000 + d.id, d.id, 1, 1, 'published', 'add', v.list,
                CASE d.id % 5 WHEN 0 THEN 'permit' WHEN 1 THEN 'penalty' WHEN 2 THEN 'coercion' WHEN 3 THEN 'grant' ELSE 'other' END,
                printf('T%07d', d.id - 2000000000), '测试权责事项' || (d.id - 2000000000), 'ceshiquanzeshixiang' || (d.id - 2000000000),
                '测试权责事项' || (d.id - 2000000000) || char(10) || printf('t%07d', d.id - 2000000000) || char(10) || 'ceshiquanzeshixiang csqzsx',
                1 + d.id % 14, CASE d.id % 10 WHEN 0 THEN 2 ELSE 1 END,
                json_set(v.content, '$.name', '测试权责事项' || (d.id - 2000000000), '$.code', printf('T%07d', d.id - 2000000000)),
                v.author, v.author_name, v.begun_at, v.moved_at, '2025-05-01', '9999-12-31', v.published_at, v.published_by, 1
            FROM duty d JOIN (SELECT * FROM duty_version WHERE stage = 'published' ORDER BY id LIMIT 1) v WHERE d.id > 2000000000 AND ?1 > 0",
        // One in 50 was changed, one in 500 withdrawn.
        "INSERT INTO duty_version (id, duty_id, no, is_head, stage, deed, list, kind, code, name, pinyin, search, body_id, place_id, content, author,
                author_name, begun_at, moved_at, from_day, until_day, published_at, published_by, version)
            SELECT 3000000000 + v.duty_id, v.duty_id, 2, 1, 'published', CASE v.duty_id % 500 WHEN 0 THEN 'withdraw' ELSE 'change' END, v.list, v.kind,
                v.code, v.name, v.pinyin, v.search, v.body_id, v.place_id,
                CASE v.duty_id % 500 WHEN 0 THEN v.content ELSE json_set(v.content, '$.hotline', '0759-' || v.duty_id) END,
                v.author, v.author_name, v.begun_at, v.moved_at, '2026-05-01', '9999-12-31', v.published_at, v.published_by, 1
            FROM duty_version v WHERE v.duty_id > 2000000000 AND v.duty_id % 50 = 0 AND v.no = 1 AND ?1 > 0",
        "UPDATE duty_version SET until_day = '2026-05-01', is_head = 0 WHERE duty_id > 2000000000 AND duty_id % 50 = 0 AND no = 1 AND ?1 > 0",
    ];
    let (there,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM duty").fetch_one(&mut db).await.expect("entries");
    if there < entries {
        for text in texts {
            sqlx::query(text).bind(entries).execute(&mut db).await.expect("entries and their versions");
        }
        sqlx::query("ANALYZE").execute(&mut db).await.expect("statistics");
    }
    let (there,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM duty").fetch_one(&mut db).await.expect("entries");
    db.close().await.expect("the database");
    there
}
