//! Where the fuzz targets begin and what they have found, in an ordinary test (`fuzz/`).

#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "../../../fuzz/src/replay.rs"]
mod replay;
#[path = "../../../fuzz/src/api.rs"]
mod target;

#[test]
fn envelope() {
    replay::replay("envelope", target::envelope);
}
