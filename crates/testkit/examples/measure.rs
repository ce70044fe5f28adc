//! Times the tiles of the first screen at the operation boundary: bytes in, bytes out, on a database that exists.
//!
//! `measure FOLDER [ROUNDS]` enters the demonstration in FOLDER as a leader and prints JSON: the question, the median in
//! milliseconds and the answer of each tile, and the median of the whole screen, one tile after the other.
//! `cargo xtask bench` runs it and compares the answers with plain SQL.

#![expect(clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout, reason = "a program for measuring")]

use serde_json::{Value, json};
use service::{Location, Service};
use std::path::PathBuf;
use testkit::{Desk, TestClock, median};

/// Rounds before the first that counts.
const WARM_UP: usize = 3;

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().expect("the folder of a demonstration"));
    let rounds: usize = arguments.next().map_or(50, |n| n.parse().expect("a number of rounds"));
    let service = Service::open(Location::Folder(folder)).await.expect("the database");
    // The service has the system's clock; nobody asks the desk for its own.
    let mut desk = Desk::over(service, TestClock::default());
    let state = desk.timed("session.enter", json!({ "role": "leader" })).await.reply;
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
                "limit": 5,
            }),
        ),
    ];
    let mut took = vec![Vec::with_capacity(rounds); tiles.len()];
    let mut screens = Vec::with_capacity(rounds);
    let mut answers = vec![Value::Null; tiles.len()];
    for round in 0..WARM_UP + rounds {
        let mut screen = 0.0;
        for (nth, (_, name, body)) in tiles.iter().enumerate() {
            let timed = desk.timed(name, body.clone()).await;
            screen += timed.ms;
            if round >= WARM_UP {
                took[nth].push(timed.ms);
            }
            answers[nth] = timed.reply;
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
    desk.service.close().await;
}
