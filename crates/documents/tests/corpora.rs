//! Where the fuzz targets begin and what they have found, in an ordinary test (`fuzz/`).

#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "../../../fuzz/src/replay.rs"]
mod replay;
#[path = "../../../fuzz/src/documents.rs"]
mod target;

#[test]
fn csv() {
    replay::replay("csv", target::csv);
}

#[test]
fn rows() {
    replay::replay("rows", target::rows);
}

#[test]
fn package() {
    replay::replay("package", target::package);
}

#[test]
fn xlsx() {
    replay::replay("xlsx", target::xlsx);
}

#[test]
fn xls() {
    replay::replay("xls", target::xls);
}

#[test]
fn ods() {
    replay::replay("ods", target::ods);
}

#[test]
fn form() {
    replay::replay("form", target::form);
}

#[test]
fn photo() {
    replay::replay("photo", target::photo);
}
