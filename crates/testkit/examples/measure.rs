//! Times the tiles of the first screen at the operation boundary: bytes in, bytes out, on a database that exists.
//!
//! `measure FOLDER [ROUNDS]` enters the demonstration in FOLDER as a leader and prints JSON: the question, the median in
//! milliseconds and the answer of each tile, and the median of the whole screen, one tile after the other.
//! `cargo xtask bench` runs it and compares the answers with plain SQL.

#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a program for measuring"
)]

use api::{Lang, Outcome};
use serde_json::{Value, json};
use service::{Location, NoFiles, Service, SessionChange, SessionToken};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;
use uuid::Uuid;

/// Rounds before the first that counts.
const WARM_UP: usize = 3;

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().expect("the folder of a demonstration"));
    let rounds: usize = arguments.next().map_or(50, |n| n.parse().expect("a number of rounds"));
    let service = Service::open(Location::Folder(folder)).await.expect("the database");
    let (state, token) = call(&service, None, "session.enter", json!({ "role": "leader" })).await;
    let token = token.expect("a session");
    let place = state["person"]["home"].clone();
    let cutoff: jiff::civil::Date = state["cutoff"].as_str().and_then(|day| day.parse().ok()).expect("a day");
    let week = domain::period::Preset::LastWeek.period(cutoff);
    let period = json!({ "from": week.from.to_string(), "to": week.to.to_string() });
    let month = domain::time::month_of(week.to);
    let facet = |facet: &str| json!({ "place": place, "period": period, "facet": facet, "limit": 8 });
    let tiles = [
        ("summary", "overview.summary", json!({ "place": place, "period": period })),
        ("grid", "overview.grid", json!({ "place": place, "period": period })),
        ("trend", "overview.trend", json!({ "place": place, "until": month })),
        ("items", "overview.facets", facet("item")),
        ("bodies", "overview.facets", facet("body")),
        ("reasons", "overview.facets", facet("reason")),
        ("hours", "overview.hours", json!({ "place": place, "from": month, "to": month })),
        (
            "voices",
            "rating.list",
            json!({
                "filter": { "place": place, "below": true, "period": period, "grades": ["very_bad", "bad"], "standings": ["counted"], "with_comment": true },
                "after": null,
                "limit": 5,
                "with_total": false,
            }),
        ),
    ];
    let mut took = vec![Vec::with_capacity(rounds); tiles.len()];
    let mut screens = Vec::with_capacity(rounds);
    let mut answers = vec![Value::Null; tiles.len()];
    for round in 0..WARM_UP + rounds {
        let mut screen = 0.0;
        for (nth, (_, name, body)) in tiles.iter().enumerate() {
            let envelope = envelope(name, body.clone());
            let began = Instant::now();
            let answer = service.call(Some(&token), &envelope, &NoFiles).await;
            let ms = began.elapsed().as_secs_f64() * 1e3;
            screen += ms;
            if round >= WARM_UP {
                took[nth].push(ms);
            }
            answers[nth] = reply(name, &answer.body);
        }
        if round >= WARM_UP {
            screens.push(screen);
        }
    }
    let tiles: Vec<Value> = tiles
        .iter()
        .zip(took)
        .zip(answers)
        .map(|(((tile, _, body), took), answer)| json!({ "tile": tile, "asked": body, "median_ms": median(took), "answer": answer }))
        .collect();
    println!("{}", json!({ "tiles": tiles, "screen_ms": median(screens) }));
    service.close().await;
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

async fn call(service: &Arc<Service>, token: Option<&SessionToken>, name: &str, body: Value) -> (Value, Option<SessionToken>) {
    let answer = service.call(token, &envelope(name, body), &NoFiles).await;
    let token = match answer.session {
        SessionChange::Set(token) => Some(token),
        _ => None,
    };
    (reply(name, &answer.body), token)
}

fn envelope(name: &str, body: Value) -> Vec<u8> {
    let call = api::Call { v: api::VERSION, request_id: Uuid::now_v7(), lang: Lang::Zh, name: name.to_owned(), body };
    serde_json::to_vec(&call).expect("an envelope")
}

fn reply(name: &str, body: &[u8]) -> Value {
    match serde_json::from_slice(body).expect("an outcome") {
        Outcome::Ok(reply) => reply,
        Outcome::Error(error) => panic!("{name}: {error:?}"),
    }
}
