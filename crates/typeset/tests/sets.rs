//! The program as it is started: a paper in, a PDF out, or why not.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn set(json: &str) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_yimen-typeset"));
    let mut child = program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(json.as_bytes()).unwrap();
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

#[test]
fn what_is_no_paper_is_told_and_nothing_is_written() {
    for json in ["", "{", r#"{"title":1}"#, &paper("一").replace("\"under\"", "\"unknown\"")] {
        let done = set(json);
        assert_eq!(done.status.code(), Some(1), "{json}");
        assert!(done.stdout.is_empty() && !done.stderr.is_empty(), "{json}");
    }
}
