//! Times pages of the list of items and what the matrix asks for, at the operation boundary (bytes in, bytes out), over many items.
//!
//! `catalogue FOLDER [ITEMS [ROUNDS]]` adds items to the demonstration in FOLDER until there are at least ITEMS (5,000), says in nine of
//! ten cells where they are done, enters it as a catalogue administrator, and prints JSON: how many items and cells, and name,
//! median in milliseconds and bytes of the reply of each question. `cargo xtask bench` runs it.

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
    let items: usize = arguments.next().map_or(5_000, |n| n.parse().expect("a number of items"));
    let rounds: usize = arguments.next().map_or(30, |n| n.parse().expect("a number of rounds"));
    let cells = fill(&folder, items).await;
    let service = Service::open(Location::Folder(folder)).await.expect("the database");
    // The service has the system's clock; nobody asks the desk for its own.
    let mut desk = Desk::over(service, TestClock::default());
    let state = desk.timed("session.enter", json!({ "role": "catalogue_admin" })).await.reply;
    let district = state["person"]["home"].clone();
    let page =
        |filter: Value, by: &str, page: Value| json!({ "filter": filter, "sort": { "by": by, "down": false }, "page": page, "limit": 50 });
    let by_code = desk.timed("item.list", page(json!({}), "code", json!("first"))).await.reply;
    let by_name = desk.timed("item.list", page(json!({}), "name", json!("first"))).await.reply;
    let after = |reply: &Value| json!({ "after": reply["edges"]["after"] });
    let matrix = desk.timed("availability.show", json!({ "place": district })).await.reply;
    let ids = |of: &Value, n: usize| {
        of.as_array().map(|all| all.iter().take(n).map(|one| one["id"].clone()).collect::<Vec<_>>()).unwrap_or_default()
    };
    let (chunk, all) = (ids(&matrix["items"], 64), ids(&matrix["items"], usize::MAX));
    let points = ids(&matrix["points"], usize::MAX);
    let some: Vec<Value> = points.iter().take(40).cloned().collect();
    let block = |items: &[Value], points: &[Value], state: &str| json!({ "blocks": [{ "items": items, "points": points, "to": { "state": state } }] });
    let one = |of: &[Value]| of.first().cloned().into_iter().collect::<Vec<_>>();
    let asked = [
        ("first page by code", "item.list", page(json!({}), "code", json!("first"))),
        ("next page by code", "item.list", page(json!({}), "code", after(&by_code))),
        ("last page by code", "item.list", page(json!({}), "code", json!("last"))),
        ("first page by name", "item.list", page(json!({}), "name", json!("first"))),
        ("next page by name", "item.list", page(json!({}), "name", after(&by_name))),
        ("found by two characters", "item.list", page(json!({ "text": "事项" }), "code", json!("first"))),
        ("found by one name", "item.list", page(json!({ "text": "测试事项4321" }), "code", json!("first"))),
        ("found by a law's article", "item.list", page(json!({ "text": "第33条" }), "code", json!("first"))),
        ("found by a body", "item.list", page(json!({ "text": "保障局" }), "code", json!("first"))),
        ("in force on a day", "item.dates.list", json!({ "then": { "on": "2025-06-01" }, "page": "first", "limit": 50 })),
        ("in force on a day, the last page", "item.dates.list", json!({ "then": { "on": "2026-06-01" }, "page": "last", "limit": 50 })),
        ("by category and module", "item.menus", json!({})),
        ("behind a category", "item.list", page(json!({ "category": "gov_service" }), "code", json!("first"))),
        ("one item", "item.show", json!({ "id": by_code["items"][0]["id"] })),
        ("the matrix's heads", "availability.show", json!({ "place": district })),
        ("64 rows of the matrix", "availability.list", json!({ "place": district, "items": chunk })),
        ("coverage", "availability.coverage", json!({ "place": district })),
        ("where an item is done", "availability.item.show", json!({ "item": all.first() })),
        ("what a point offers", "availability.point.show", json!({ "point": points.last() })),
        ("a cell looked at", "availability.preview", block(&one(&all), &one(&points), "planned")),
        ("an item everywhere looked at", "availability.preview", block(&one(&all), &points, "planned")),
        ("40 points looked at", "availability.preview", block(&all, &some, "planned")),
    ];
    let mut told = desk.medians(rounds, asked).await;
    // Writing is done and taken back, once each.
    for (what, items, points) in [("a cell written", one(&all), one(&points)), ("40 points written", all.clone(), some)] {
        let mut body = block(&items, &points, "planned");
        body["stamp"] = desk.timed("availability.preview", body.clone()).await.reply["stamp"].take();
        let timed = desk.timed("availability.set", body).await;
        told.push(json!({ "what": what, "name": "availability.set", "median_ms": timed.ms, "bytes": timed.bytes }));
        let back = json!({ "blocks": timed.reply["back"], "stamp": timed.reply["back_stamp"] });
        desk.timed("availability.set", back).await;
    }
    let n = by_code["total"]["n"].as_u64().expect("how many items");
    assert!(n >= items as u64, "{n} items");
    println!("{}", json!({ "of": format!("{n} items, {cells} cells"), "operations": told }));
    desk.service.close().await;
}

/// Adds items until there are enough, and cells; how many cells there are.
async fn fill(folder: &Path, items: usize) -> i64 {
    let options = SqliteConnectOptions::new().filename(Location::sqlite_file(folder));
    let mut db = SqliteConnection::connect_with(&options).await.expect("the database");
    let items = i64::try_from(items).expect("a number of items");
    let texts = [
        "INSERT INTO item (id, code, name) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
            SELECT 2000000000 + i, printf('9%011d', i), '测试事项' || i FROM n WHERE i <= ?1 - (SELECT COUNT(*) FROM item)",
        "INSERT INTO item_version (item_id, no, code, name, pinyin, search, kind, origin, state, body_id, nature, undertaker, at_district, at_town,
                at_village, handling, legal_days, legal_unit, promised_days, promised_unit, audience, reach, visits, version)
            SELECT i.id, 1, i.code, i.name, 'ceshishixiang' || i.id, LOWER(i.name || ' ' || i.code || ' ceshishixiang cssx 综合窗口'), v.kind, v.origin,
                v.state, v.body_id, v.nature, '综合窗口', 1, 1, 1, 'promised', 20, 'workday', 10, 'workday', v.audience, v.reach, 1, 1
            FROM item i JOIN (SELECT * FROM item_version ORDER BY id LIMIT 1) v WHERE i.id > 2000000000 AND ?1 > 0",
        "INSERT INTO item_material (version_id, ordinal, name, need, kind, form, copies, spec, source, source_note, standard, blank, sample, basis)
            SELECT v.id, m.i, '申请材料' || m.i, 'required', 'original', 'either', 1, '', 'applicant', '', '', '', '', ''
            FROM item_version v JOIN (SELECT 1 AS i UNION SELECT 2 UNION SELECT 3 UNION SELECT 4) m WHERE v.item_id > 2000000000 AND ?1 > 0",
        "INSERT INTO item_basis (version_id, ordinal, law, article, text)
            SELECT v.id, b.i, '中华人民共和国某某管理条例', '第' || (v.item_id % 90 + b.i) || '条第一款',
                printf('%.*c', 300, 'x') || '申请人应当向所在地的服务站点提出申请，并提交下列材料。'
            FROM item_version v JOIN (SELECT 1 AS i UNION SELECT 2 UNION SELECT 3) b WHERE v.item_id > 2000000000 AND ?1 > 0",
        "INSERT INTO item_release (item_id, no, stage, deed, code, name, body_id, fields, content, author, author_name, moved_at, from_day, until_day)
            SELECT v.item_id, n.i, 'published', 'change', v.code, v.name, v.body_id, '', printf('%.*c', 4000, 'x'), 'bench', 'bench', 0,
                CASE n.i WHEN 1 THEN '2025-01-01' ELSE '2026-01-01' END, CASE n.i WHEN 1 THEN '2026-01-01' ELSE '9999-12-31' END
            FROM item_version v JOIN (SELECT 1 AS i UNION SELECT 2) n WHERE v.item_id > 2000000000 AND ?1 > 0",
        "INSERT INTO availability (item_id, point_id, state, reason, until)
            SELECT i.id, p.id, CASE (i.id * 7 + p.id * 3) % 10 WHEN 1 THEN 'planned' WHEN 2 THEN 'suspended' ELSE 'offered' END,
                CASE (i.id * 7 + p.id * 3) % 10 WHEN 2 THEN '业务系统升级' ELSE '' END, NULL
            FROM item i JOIN point p WHERE i.id > 2000000000 AND p.kind <> 'self_service' AND (i.id * 7 + p.id * 3) % 10 > 0 AND ?1 > 0
            ON CONFLICT DO NOTHING",
    ];
    let (there,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM item").fetch_one(&mut db).await.expect("items");
    if there < items {
        for text in texts {
            sqlx::query(text).bind(items).execute(&mut db).await.expect("items and where they are done");
        }
        sqlx::query("ANALYZE").execute(&mut db).await.expect("statistics");
    }
    let (cells,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM availability").fetch_one(&mut db).await.expect("cells");
    db.close().await.expect("the database");
    cells
}
