//! Every message is read by some room: the compiler can't tell, since the accessors are generated for all of them.

#![expect(clippy::unwrap_used, reason = "a test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Every file below a folder with that ending.
fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, ending, found);
        } else if path.extension().is_some_and(|e| e == ending) {
            found.push(path);
        }
    }
}

fn read_all(folder: &Path, ending: &str) -> Vec<String> {
    let mut found = Vec::new();
    files(folder, ending, &mut found);
    found.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}

/// Ids of messages in a Fluent file.
fn ids(file: &str) -> impl Iterator<Item = &str> {
    let is_id = |id: &&str| id.starts_with(|c: char| c.is_ascii_lowercase()) && id.bytes().all(|b| b == b'-' || b.is_ascii_alphanumeric());
    file.lines().filter_map(|line| line.split_once(" =")).map(|(id, _)| id).filter(is_id)
}

/// Words of a program text, without its comments and its tests.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let code = text.lines().map(|line| line.split("//").next().unwrap_or_default());
    code.flat_map(|line| line.split(|c: char| c != '_' && !c.is_alphanumeric()))
}

#[test]
fn every_message_is_read_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut rooms: Vec<PathBuf> = fs::read_dir(root.join("crates")).unwrap().map(|room| room.unwrap().path().join("src")).collect();
    rooms.extend([root.join("frontend/src"), root.join("src-tauri/src")]);
    let sources: Vec<String> = rooms.iter().filter(|room| room.is_dir()).flat_map(|room| read_all(room, "rs")).collect();
    let read: BTreeSet<&str> = sources.iter().flat_map(|text| words(text)).collect();
    let locales = read_all(&root.join("crates/texts/locales"), "ftl");
    let all: BTreeSet<&str> = locales.iter().flat_map(|file| ids(file)).collect();
    assert!(all.len() > 1_000 && read.contains("act_save"), "the texts and the programs were found");
    let unused: Vec<&str> = all.into_iter().filter(|id| !read.contains(id.replace('-', "_").as_str())).collect();
    assert!(unused.is_empty(), "nobody reads {unused:?}");
}
