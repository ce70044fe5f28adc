//! The window in use for a long time: a leader changes periods, places and filters and follows figures to words, again and again,
//! while the resident memory of the program and of its web process is noted. `cargo xtask soak` runs it and says what came of it;
//! in a usual run of the tests it is left out.

#![expect(clippy::disallowed_methods, reason = "measures over time")]

use crate::desk::Desk;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How often memory is looked at.
const EVERY: Duration = Duration::from_secs(10);

/// Where the figures go.
const FIGURES: &str = "target/soak.json";

/// Resident memory in MB at a time in seconds since the beginning.
struct Look {
    seconds: f64,
    program: f64,
    web: f64,
}

/// A line of `/proc/ID/status` by its name.
fn status(id: u32, name: &str) -> Option<String> {
    let text = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    text.lines().find_map(|line| Some(line.strip_prefix(name)?.strip_prefix(':')?.trim().to_owned()))
}

/// Resident memory of a process in MB; 0 where it is gone.
fn resident(id: u32) -> f64 {
    let kilobytes = status(id, "VmRSS").and_then(|text| text.split_whitespace().next()?.parse::<f64>().ok());
    kilobytes.map_or(0.0, |n| n / 1e3)
}

/// Processes whose parent is one of these, and theirs.
fn below(ids: &[u32]) -> Vec<u32> {
    let all = std::fs::read_dir("/proc").unwrap().filter_map(|entry| entry.unwrap().file_name().to_str()?.parse::<u32>().ok());
    let parents: Vec<(u32, u32)> = all.filter_map(|id| Some((id, status(id, "PPid")?.parse().ok()?))).collect();
    let mut found: Vec<u32> = ids.to_vec();
    let mut at = 0;
    while let Some(parent) = found.get(at).copied() {
        at += 1;
        found.extend(parents.iter().filter(|(id, of)| *of == parent && !ids.contains(id)).map(|(id, _)| *id));
    }
    found.split_off(ids.len())
}

/// Looks until it is told to stop, at least twice.
fn look(program: &[u32], stop: &AtomicBool) -> Vec<Look> {
    // A process that draws pages; its name is cut off at fifteen characters.
    let web: Vec<u32> =
        below(program).into_iter().filter(|id| status(*id, "Name").is_some_and(|n| n.starts_with("WebKitWebProces"))).collect();
    assert!(!web.is_empty(), "no web process below {program:?}");
    let (began, mut looks) = (Instant::now(), Vec::new());
    loop {
        let sum = |ids: &[u32]| ids.iter().map(|id| resident(*id)).sum();
        looks.push(Look { seconds: began.elapsed().as_secs_f64(), program: sum(program), web: sum(&web) });
        let next = EVERY * u32::try_from(looks.len()).unwrap();
        while began.elapsed() < next {
            if stop.load(Ordering::SeqCst) && looks.len() > 1 {
                return looks;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    }
}

/// Looks, and how many elements the page had after the rounds: the least and the most.
fn write(looks: &[Look], minutes: f64, elements: &[u64]) {
    let tenth = |n: f64| (n * 10.0).round() / 10.0;
    let look = |l: &Look| json!({ "seconds": tenth(l.seconds), "program_mb": tenth(l.program), "web_mb": tenth(l.web) });
    let looks: Vec<Value> = looks.iter().map(look).collect();
    let text = serde_json::to_string_pretty(&json!({
        "minutes": minutes,
        "rounds": elements.len(),
        "elements": [elements.iter().min(), elements.iter().max()],
        "looks": looks,
    }))
    .unwrap();
    std::fs::write(Path::new(FIGURES), text).unwrap();
}

/// One round within the page: from the first screen to the words and back, over both periods; the page's elements at its end.
const ROUND: &str = include_str!("soak.js");

#[tokio::test]
async fn memory_over_a_long_time() {
    let Some(minutes) = std::env::var("YIMEN_SOAK_MINUTES").ok().and_then(|n| n.parse::<f64>().ok()) else { return };
    let Some(desk) = Desk::open("soak").await else { return };
    desk.click("button", "领导").await;
    desk.wait("[data-figure=cases] .tile-number", "").await;
    let (stop, program) = (Arc::new(AtomicBool::new(false)), desk.processes());
    let told = Arc::clone(&stop);
    let looking = std::thread::spawn(move || look(&program, &told));
    let (began, long) = (Instant::now(), Duration::from_secs_f64(minutes * 60.0));
    let mut elements = Vec::new();
    while began.elapsed() < long && !looking.is_finished() {
        let told = desk.script_ended(ROUND).await;
        elements.push(told["elements"].as_u64().unwrap_or_else(|| panic!("after {} rounds: {told}", elements.len())));
    }
    stop.store(true, Ordering::SeqCst);
    let looks = looking.join().unwrap();
    write(&looks, minutes, &elements);
    desk.picture("end").await;
    desk.close().await;
    assert!(looks.iter().all(|l| l.program > 0.0 && l.web > 0.0), "a process was gone before the end");
}
