//! Pages of the list of ratings, in every order and with filters, against the same page by OFFSET in plain SQL.

use super::door::Door;
use super::report::Measures;
use super::{median, time};
use crate::steps::output;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

/// Rows of a page, as the window asks for them.
const PAGE: usize = 50;

/// Rows of a page while walking to the page in between.
const STRIDE: usize = 500;

/// Pages walked: the page in between begins this many strides from the first row, or where fewer rows end.
const STRIDES: usize = 100;

/// How often a page is asked for.
const ROUNDS: usize = 15;

/// Orders that the list offers, with the same in SQL.
const ORDERS: [(&str, bool, &str); 6] = [
    ("time", true, "at DESC, id DESC"),
    ("time", false, "at, id"),
    ("grade", false, "grade, at DESC, id DESC"),
    ("grade", true, "grade DESC, at DESC, id DESC"),
    ("place", false, "place_id, at DESC, id DESC"),
    ("place", true, "place_id DESC, at DESC, id DESC"),
];

/// Where the window can narrow a list: a name and the fields that are other than in the whole list.
fn filters(last_day: &str) -> [(&'static str, Value); 5] {
    [
        ("all", json!({})),
        ("bad ones", json!({ "grades": ["very_bad", "bad"] })),
        ("a month", json!({ "period": { "from": month_before(last_day), "to": last_day } })),
        ("mobile with words", json!({ "channels": ["mobile"], "with_comment": true })),
        ("one hour of one weekday", json!({ "weekday": 2, "hour": 9 })),
    ]
}

/// The first day of a day's month.
fn month_before(day: &str) -> String {
    format!("{}-01", day.get(..7).unwrap_or(day))
}

pub(super) fn measure(measures: &mut Measures, data: &Path) -> Result<()> {
    let place: i64 = sql(data, "SELECT id FROM place WHERE parent_id IS NULL")?.parse().context("the district")?;
    // Days by the district's clocks.
    let day = |edge: &str| sql(data, &format!("SELECT date({edge}(at) / 1000000, 'unixepoch', '+8 hours') FROM rating"));
    let (first, last) = (day("MIN")?, day("MAX")?);
    let whole: u64 = sql(data, "SELECT COUNT(*) FROM rating")?.parse()?;
    let mut door = Door::open(data, "rating.list", &[])?;
    for (name, narrowed) in filters(&last) {
        for (by, down, order) in ORDERS {
            let mut filter = json!({ "place": place, "below": true, "period": { "from": first, "to": last } });
            if let (Some(filter), Some(narrowed)) = (filter.as_object_mut(), narrowed.as_object()) {
                filter.extend(narrowed.clone());
            }
            let request =
                |page: &Value, limit: usize| json!({ "filter": filter, "sort": { "by": by, "down": down }, "page": page, "limit": limit });
            let (between, rows) = walk(&mut door, &request)?;
            let mut took = Vec::new();
            for page in [&json!("first"), &between, &json!("last")] {
                let mut rounds = Vec::new();
                for _ in 0..ROUNDS {
                    rounds.push(door.ask(&request(page, PAGE))?.1);
                }
                took.push(median(rounds));
            }
            let slowest = took.iter().copied().fold(0.0, f64::max);
            let mut versus = format!("first {:.1}, after {rows} rows {:.1}, last {:.1} ms", took[0], took[1], took[2]);
            if name == "all" {
                // The numbers alone: whole rows are sorted by sqlite3 for more than a minute.
                let offset = whole / 2;
                let text = format!("SELECT id FROM rating ORDER BY {order} LIMIT {PAGE} OFFSET {offset}");
                let plain = time(|| sql(data, &text).map(|_| ()))? * 1e3;
                versus.push_str(&format!("; OFFSET {offset} in sqlite3 {plain:.0} ms"));
            }
            let direction = if down { "down" } else { "up" };
            measures.add(&format!("page of {whole} ratings, {name}, {by} {direction}"), slowest, "ms", Some(5.0), &versus);
        }
    }
    Ok(())
}

/// A page far from the first one, and the rows before it.
fn walk(door: &mut Door, request: &impl Fn(&Value, usize) -> Value) -> Result<(Value, usize)> {
    let (mut page, mut rows) = (json!("first"), 0);
    for _ in 0..STRIDES {
        let (reply, _) = door.ask(&request(&page, STRIDE))?;
        if reply["edges"]["after"].is_null() {
            break;
        }
        rows += reply["ratings"].as_array().map_or(0, Vec::len);
        page = json!({ "after": reply["edges"]["after"] });
    }
    Ok((page, rows))
}

/// One value from the raw rows.
fn sql(data: &Path, text: &str) -> Result<String> {
    output(Command::new("sqlite3").arg("-readonly").arg(data.join("data.sqlite")).arg(text))
}
