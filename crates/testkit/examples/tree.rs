//! Times what the screens of places and of their changes ask for, at the operation boundary (bytes in, bytes out), over a tree of
//! many units.
//!
//! `tree FOLDER [UNITS [ROUNDS]]` adds towns of a hundred villages each, and a service point in every village, to the
//! demonstration in FOLDER until there are at least UNITS units (20,000); enters it as a catalogue administrator; and prints JSON:
//! the number of units, and name, median in milliseconds and bytes of the reply of each operation. `cargo xtask bench` runs it.

#![expect(clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout, reason = "a program for measuring")]

use domain::place::{Level, PlaceCode};
use serde_json::{Value, json};
use service::{Location, Service};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, SqliteConnection};
use std::path::{Path, PathBuf};
use store::place::{NewPlace, insert};
use testkit::{Desk, TestClock, median};

/// Rounds before the first that counts.
const WARM_UP: usize = 2;

/// Villages of a town that is added.
const VILLAGES: usize = 100;

/// First three digits after the district's code of the towns that are added: none of them is there.
const FIRST_TOWN: usize = 500;

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().expect("the folder of a demonstration"));
    let units: usize = arguments.next().map_or(20_000, |n| n.parse().expect("a number of units"));
    let rounds: usize = arguments.next().map_or(15, |n| n.parse().expect("a number of rounds"));
    let open = || Service::open(Location::Folder(folder.clone()));
    let filled = open().await.expect("the database");
    fill(&filled, &folder, units).await;
    filled.close().await;
    // As if they had always been there.
    let service = open().await.expect("the database");
    let book = folder.join("tree.xlsx");
    let day = service.now().day();
    // The service has the system's clock; nobody asks the desk for its own.
    let mut desk = Desk::over(service, TestClock::default());
    desk.knows("book", &book);
    let state = desk.timed("session.enter", json!({ "role": "catalogue_admin" })).await.reply;
    let district = state["person"]["home"].clone();
    let places = desk.timed("place.tree", json!({})).await.reply["places"].take();
    let there = places.as_array().map_or(0, Vec::len);
    let mut village = village(&places);
    let out = json!({ "handle": "book", "name": "tree.xlsx" });
    let ask = json!({
        "unit": "place", "deed": { "kind": "rename", "unit": village["id"], "name": "改名村委会" },
        "effective": day.to_string(), "reason": "更名",
    });
    let asked = [
        ("place.tree", json!({})),
        ("point.list", json!({ "place": district })),
        ("place.active.set", json!({})),
        ("change.preview", json!({ "ask": ask })),
        ("place.export", json!({ "place": district, "out": out })),
        ("place.import.preview", json!({})),
    ];
    let mut told = Vec::new();
    for (name, body) in asked {
        let (mut took, mut bytes) = (Vec::new(), 0);
        for round in 0..WARM_UP + rounds {
            let body = match name {
                "place.active.set" => {
                    let active = village["active"] != json!(true);
                    let body = json!({ "place": village["id"], "active": active, "reason": "整村搬迁", "version": village["version"] });
                    village["active"] = json!(active);
                    village["version"] = json!(village["version"].as_i64().expect("a version") + 1);
                    body
                }
                "place.import.preview" => {
                    let size = std::fs::metadata(&book).expect("the exported workbook").len();
                    json!({ "file": { "handle": "book", "name": "tree.xlsx", "size": size }, "reading": {}, "decision": null })
                }
                _ => body.clone(),
            };
            let timed = desk.timed(name, body).await;
            bytes = timed.bytes;
            if round >= WARM_UP {
                took.push(timed.ms);
            }
        }
        told.push(json!({ "name": name, "median_ms": median(took), "bytes": bytes }));
    }
    println!("{}", json!({ "units": there, "operations": told }));
    desk.service.close().await;
}

/// The last village that is counted.
fn village(places: &Value) -> Value {
    let all = places.as_array().expect("places");
    all.iter()
        .rev()
        .find(|p| p["parent"].is_number() && p["active"] == json!(true) && p["level"] == json!("village"))
        .expect("a village")
        .clone()
}

/// Adds towns until there are enough units.
async fn fill(service: &Service, folder: &Path, units: usize) {
    let store = service.store();
    let mut work = store.begin(&service::Actor::System).await.expect("a unit of work");
    let conn = &mut work.conn();
    let mut there = store::place::all(conn).await.expect("places").len();
    let district = store::place::district(conn).await.expect("the district");
    let (mut town, mut is_new) = (FIRST_TOWN, false);
    while there < units {
        assert!(town < 1_000, "more towns than their codes can tell apart");
        let new = |level, parent, code: String, name: String| (level, parent, PlaceCode::parse(&code).expect("a code"), name);
        let (level, parent, code, name) = new(Level::Town, district, format!("440811{town}"), format!("第{town}镇"));
        let above = place(conn, level, parent, &code, &name).await;
        for n in 1..=VILLAGES {
            let (level, parent, code, name) =
                new(Level::Village, Some(above), format!("440811{town}{n:03}"), format!("第{town}镇{n}村委会"));
            place(conn, level, parent, &code, &name).await;
        }
        there += VILLAGES + 1;
        town += 1;
        is_new = true;
    }
    if !is_new {
        work.roll_back().await;
        return;
    }
    work.commit(service.now()).await.expect("the units");
    let options = SqliteConnectOptions::new().filename(Location::sqlite_file(folder));
    let mut db = SqliteConnection::connect_with(&options).await.expect("the database");
    let points = "INSERT INTO point (place_id, kind, name, address, active)
        SELECT id, 'station', short_name || '便民服务站', name || '办公楼一楼', 1 FROM place
        WHERE level = 3 AND id NOT IN (SELECT place_id FROM point)";
    sqlx::query(points).execute(&mut db).await.expect("service points");
    db.close().await.expect("the database");
}

async fn place(
    conn: &mut store::Conn<'_>,
    level: Level,
    parent: Option<domain::place::PlaceId>,
    code: &PlaceCode,
    name: &str,
) -> domain::place::PlaceId {
    let short_name = domain::place::short_name(name);
    let new = NewPlace { level, parent, code, name, short_name, inactive_reason: None, valid_from: "2022-10-31", opened: None };
    insert(conn, &new).await.expect("a place")
}
