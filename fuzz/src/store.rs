//! Portable archives that somebody hands in, and the files beside the database.

#![allow(dead_code, reason = "each program that includes this uses a part of it")]

#[path = "zipped.rs"]
mod zipped;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::io::Cursor;
use std::path::Path;
use store::archive::{Archive, Opening, Progress};
use store::keys::Keys;
use zipped::zipped;

fn look(bytes: Vec<u8>) {
    if let Ok(mut archive) = Archive::open(Cursor::new(bytes), &Opening::default()) {
        // Whether it is good or not is all that is asked.
        let _ = archive.check(&Progress::default());
    }
}

/// Bytes of an archive as they are, protected or not.
pub(crate) fn archive(bytes: &[u8]) {
    look(bytes.to_vec());
}

/// The manifest of an archive that is good otherwise.
pub(crate) fn manifest(bytes: &[u8]) {
    look(zipped(&[("manifest.json", bytes), ("README.txt", b""), ("rows/meta/0001.jsonl.zst", b"")]));
}

fn of_rows(rows: &[u8], count: usize) -> Option<Vec<u8>> {
    let packed = zstd::bulk::compress(rows, 1).ok()?;
    let hash = Sha256::digest(&packed).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let column = |name: &str, kind: &str| json!({ "name": name, "kind": kind });
    let part = json!({ "name": "rows/meta/0001.jsonl.zst", "rows": count, "bytes": rows.len(), "size": packed.len(), "sha256": hash });
    let manifest: Value = json!({
        "format": 1, "program": "0.1.0", "kind": "demo", "district": "麻章区", "made": 0, "by": "system", "trigger": "hand", "figures": null,
        "database": "sqlite", "schema": 1, "left_out": [], "audit": { "sealed": 0, "head": "", "unsealed": 0 }, "signers": [], "has_secrets": false,
        "tables": [{ "name": "meta", "rows": count, "parts": [part],
            "columns": [column("id", "number"), column("name", "text"), column("hash", "bytes")] }],
    });
    Some(zipped(&[("manifest.json", manifest.to_string().as_bytes()), ("README.txt", b""), ("rows/meta/0001.jsonl.zst", &packed)]))
}

/// Rows of an archive whose hashes are right.
pub(crate) fn archive_rows(bytes: &[u8]) {
    let count = std::str::from_utf8(bytes).map_or(0, |text| text.lines().count());
    if let Some(archive) = of_rows(bytes, count) {
        look(archive);
    }
}

/// The installation's files beside the database, parted by a line of dashes: `keys.json`, `signing.key`, `encryption.key`,
/// `signing.head`, `restore.json`.
pub(crate) fn keys(bytes: &[u8]) {
    const FILES: [&str; 5] = ["keys.json", "signing.key", "encryption.key", "signing.head", "restore.json"];
    let Ok(home) = tempfile::tempdir() else { return };
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for (name, text) in FILES.iter().zip(text.split("\n---\n")) {
        if std::fs::write(home.path().join(name), text).is_err() {
            return;
        }
    }
    read(home.path());
}

fn read(home: &Path) {
    let keys = Keys::of(home.to_owned());
    // Whatever they are: keys, or an error that says what is wrong.
    let _ = (keys.record(), keys.secrets().is_ok(), keys.lost(), keys.signers(domain::time::Instant(0)));
    let _ = store::replace::ordered(home);
}
