//! Times what the screens of places and of their changes ask for, at the operation boundary (bytes in, bytes out), over a tree of
//! many units.
//!
//! `tree FOLDER [UNITS [ROUNDS]]` adds towns of a hundred villages each, and a service point in every village, to the
//! demonstration in FOLDER until there are at least UNITS units (20,000); enters it as a catalogue administrator; and prints JSON:
//! the number of units, and name, median in milliseconds and bytes of the reply of each operation. `cargo xtask bench` runs it.

#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a program for measuring"
)]

use api::{Lang, Outcome};
use domain::place::{Level, PlaceCode};
use serde_json::{Value, json};
use service::{Files, Location, Service, SessionChange, SessionToken};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, SqliteConnection};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;
use store::place::{NewPlace, insert};
use uuid::Uuid;

/// Rounds before the first that counts.
const WARM_UP: usize = 2;

/// Villages of a town that is added.
const VILLAGES: usize = 100;

/// First three digits after the district's code of the towns that are added: none of them is there.
const FIRST_TOWN: usize = 500;

/// The one file that is written and read.
struct Book(PathBuf);

impl Files for Book {
    fn path_in(&self, _: &str) -> Option<PathBuf> {
        Some(self.0.clone())
    }
    fn path_out(&self, _: &str) -> Option<PathBuf> {
        Some(self.0.clone())
    }
}

/// A door that measures.
struct Door {
    service: Arc<Service>,
    token: Option<SessionToken>,
    files: Book,
}

impl Door {
    /// The reply, its bytes, and the milliseconds from the request to the reply.
    async fn ask(&mut self, name: &str, body: Value) -> (Value, usize, f64) {
        let call = api::Call { v: api::VERSION, request_id: Uuid::now_v7(), lang: Lang::Zh, name: name.to_owned(), body };
        let envelope = serde_json::to_vec(&call).expect("an envelope");
        let began = Instant::now();
        let answer = self.service.call(self.token.as_ref(), &envelope, &self.files).await;
        let ms = began.elapsed().as_secs_f64() * 1e3;
        if let SessionChange::Set(token) = answer.session {
            self.token = Some(token);
        }
        match serde_json::from_slice(&answer.body).expect("an outcome") {
            Outcome::Ok(reply) => (reply, answer.body.len(), ms),
            Outcome::Error(error) => panic!("{name}: {error:?}"),
        }
    }
}

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
    let mut door = Door { service, token: None, files: Book(folder.join("tree.xlsx")) };
    let (state, ..) = door.ask("session.enter", json!({ "role": "catalogue_admin" })).await;
    let district = state["person"]["home"].clone();
    let places = door.ask("place.tree", json!({})).await.0["places"].take();
    let there = places.as_array().map_or(0, Vec::len);
    let mut village = village(&places);
    let out = json!({ "handle": "book", "name": "tree.xlsx" });
    let day = door.service.now().day();
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
                    let size = std::fs::metadata(&door.files.0).expect("the exported workbook").len();
                    json!({ "file": { "handle": "book", "name": "tree.xlsx", "size": size }, "reading": {}, "decision": null })
                }
                _ => body.clone(),
            };
            let (_, size, ms) = door.ask(name, body).await;
            bytes = size;
            if round >= WARM_UP {
                took.push(ms);
            }
        }
        told.push(json!({ "name": name, "median_ms": median(took), "bytes": bytes }));
    }
    println!("{}", json!({ "units": there, "operations": told }));
    door.service.close().await;
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

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
