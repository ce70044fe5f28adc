//! Where the fuzz targets begin and what they have found, in an ordinary test (`fuzz/`).

#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "../../../fuzz/src/replay.rs"]
mod replay;
#[path = "../../../fuzz/src/store.rs"]
mod target;

#[test]
fn archive() {
    replay::replay("archive", target::archive);
}

#[test]
fn archive_rows() {
    replay::replay("archive_rows", target::archive_rows);
}

#[test]
fn manifest() {
    replay::replay("manifest", target::manifest);
}

#[test]
fn keys() {
    replay::replay("keys", target::keys);
}
