//! Where the fuzz targets begin and what they have found, in an ordinary test (`fuzz/`).

#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "../../../fuzz/src/replay.rs"]
mod replay;
#[path = "../../../fuzz/src/domain.rs"]
mod target;

#[test]
fn calendar() {
    replay::replay("calendar", target::calendar);
}

#[test]
fn words() {
    replay::replay("words", target::words);
}
