//! The program as it is started: a paper in, a PDF out, or why not.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn set(json: &str) -> Output {
    set_bytes(json.as_bytes())
}

fn set_bytes(input: &[u8]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_yimen-typeset"));
    let mut child = program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

/// A paper with every kind of block; `words` stand in each.
fn paper(words: &str) -> String {
    let block = |kind: &str| format!(r#"{{"kind":"{kind}","is":"{words}"}}"#);
    let plain: Vec<String> = ["under", "flush", "heading", "subheading", "section", "text", "signed"].into_iter().map(block).collect();
    let facts = format!(r#"{{"kind":"facts","is":[["{words}","{words}"],["","甲\n乙"]]}}"#);
    let rows = format!(r#"{{"kind":"rows","is":[["{words}",[["{words}","{words}"]]],["{words}",[]]]}}"#);
    let table = format!(
        r#"{{"kind":"table","is":{{"head":["{words}","乙"],"widths":[1,2],"rows":[[[["struck","{words}"],["underlined","丙"]],[["plain",""]]]]}}}}"#
    );
    let blocks = [plain.join(","), facts, rows, table].join(",");
    let sheet = format!(r#"{{"number":"{words}","title":"{words}","blocks":[{blocks}]}}"#);
    format!(
        r#"{{"creator":"一门","title":"{words}","lang":"zh","region":"cn","made":[2026,11,28],"contents":"目　录","sheets":[{sheet},{sheet}]}}"#
    )
}

#[test]
fn every_kind_of_block_is_set_whatever_stands_in_it() {
    // The last holds what would be a page break, a function and a formula in the language of typst.
    for words in ["一二三", "", "#pagebreak() #eval(1) $x$ *b* _i_ `r` <l> @r // \\\\ = 一"] {
        let done = set(&paper(words));
        assert!(done.status.success(), "{words}: {}", String::from_utf8_lossy(&done.stderr));
        assert!(done.stdout.starts_with(b"%PDF-1."), "{words}");
    }
}

#[test]
fn the_same_paper_is_the_same_file() {
    let done = set(&paper("一"));
    assert!(done.status.success());
    assert_eq!(done.stdout, set(&paper("一")).stdout);
}

/// The smallest picture that there is: one grey point.
const JPEG: &str = "ffd8ffe000104a46494600010100000100010000ffdb004300080606070605080707070909080a0c140d0c0b0b0c1912130f141d1a1f1e1d1a1c1c20242e2720222c231c1c2837292c30313434341f27393d38323c2e333432ffc0000b080001000101011100ffc4001f0000010501010101010100000000000000000102030405060708090a0bffc400b5100002010303020403050504040000017d01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728292a3435363738393a434445464748494a535455565758595a636465666768696a737475767778797a838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9faffda0008010100003f00fbfca28a28ffd9";

#[test]
fn pictures_come_behind_the_paper() {
    let jpeg: Vec<u8> = (0..JPEG.len()).step_by(2).map(|at| u8::from_str_radix(&JPEG[at..at + 2], 16).unwrap()).collect();
    let picture = r#"{"kind":"picture","is":{"no":1,"caption":"图1 大厅 #x $","width":4,"height":3}}"#;
    let json = format!(
        r#"{{"creator":"一门","title":"一","lang":"zh","region":"cn","made":[2026,11,28],"contents":null,"sheets":[{{"number":"","title":"一","blocks":[{picture}]}}]}}"#
    );
    let length = u32::try_from(jpeg.len()).unwrap().to_be_bytes();
    let input = [json.as_bytes(), b"\n", &1_u32.to_be_bytes(), &length, &jpeg].concat();
    let done = set_bytes(&input);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert!(done.stdout.starts_with(b"%PDF-1."));
    for end in [input.len() - 1, input.len() - jpeg.len() - 5, json.len()] {
        assert_eq!(set_bytes(&input[..end]).status.code(), Some(1), "a picture that is not there keeps the paper from being set");
    }
}

#[test]
fn what_is_no_paper_is_told_and_nothing_is_written() {
    for json in ["", "{", r#"{"title":1}"#, &paper("一").replace("\"under\"", "\"unknown\"")] {
        let done = set(json);
        assert_eq!(done.status.code(), Some(1), "{json}");
        assert!(done.stdout.is_empty() && !done.stderr.is_empty(), "{json}");
    }
}
