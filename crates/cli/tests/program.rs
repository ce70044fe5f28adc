//! The program itself: what scripts rely on.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::process::Command;

fn run(args: &[&str]) -> (Option<i32>, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_yimenctl")).args(args).output().unwrap();
    (done.status.code(), String::from_utf8(done.stdout).unwrap())
}

#[test]
fn operations_are_listed() {
    let (code, out) = run(&["operations"]);
    assert_eq!((code, out.lines().count()), (Some(0), api::operations().len()));
}

#[test]
fn exit_codes() {
    assert_eq!(run(&["nonsense"]).0, Some(2));
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    assert_eq!(run(&["--data", data, "init", "--kind", "real"]).0, Some(0));
    assert_eq!(run(&["--data", data, "rollup", "verify"]).0, Some(3));
    assert_eq!(run(&["--data", data, "call", "no.such", "{}"]).0, Some(2));
}

#[test]
fn what_is_typed_beats_the_environment() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    // Nothing listens there, so it fails as unavailable, wherever it is asked for.
    let nowhere = "postgres://nobody@127.0.0.1:1/none";
    let doctor = |env: (&str, &str), args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yimenctl"));
        command.env_remove("YIMEN_DATA").env_remove("YIMEN_DATABASE").env(env.0, env.1).args(args);
        command.output().unwrap().status.code()
    };
    assert_eq!(run(&["--data", data, "init", "--kind", "real"]).0, Some(0));
    for args in [&["--data", data, "doctor"][..], &["doctor", "--data", data]] {
        assert_eq!(doctor(("YIMEN_DATABASE", nowhere), args), Some(0), "{args:?}");
    }
    assert_eq!(doctor(("YIMEN_DATA", data), &["doctor", "--database", nowhere]), Some(5));
}

/// One-time codes are told once: that the rows which come back can't be written doesn't keep them back.
#[test]
fn codes_come_before_what_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let people = folder.path().join("people.csv");
    std::fs::write(&people, "姓名,账号\n李四,li.si\n坏名,<b>\n").unwrap();
    let (data, people, nowhere) = (data.to_str().unwrap(), people.to_str().unwrap(), folder.path().join("no/where.csv"));
    assert_eq!(run(&["--data", data, "demo", "create", "--ratings", "10"]).0, Some(0));
    let (code, out) = run(&["--data", data, "import", "accounts", people, "--returned", nowhere.to_str().unwrap()]);
    assert!(code != Some(0) && out.lines().any(|line| line.starts_with("li.si\t李四\t")), "{code:?} {out}");
}

/// The published vector is computed anew by the program and by the script that outsiders have; a changed one by neither.
#[test]
fn certificates_of_draws_are_computed_anew() {
    const DOCS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs");
    let folder = tempfile::tempdir().unwrap();
    let (vector, changed) = (format!("{DOCS}/draw_vector.json"), folder.path().join("changed.json"));
    let text = std::fs::read_to_string(&vector).unwrap();
    std::fs::write(&changed, text.replacen("\"nonce\": \"", "\"nonce\": \"1", 1)).unwrap();
    let changed = changed.to_str().unwrap();
    let script = |file: &str| {
        let done = Command::new("python3").args(["-B", &format!("{DOCS}/draw_verify.py"), file]).output().unwrap();
        (done.status.code(), String::from_utf8(done.stdout).unwrap())
    };
    let (code, said) = run(&["inspection", "draw", "verify", &vector]);
    assert_eq!((code, said.matches("correct").count()), (Some(0), 2), "{said}");
    let (code, said) = script(&vector);
    assert_eq!((code, said.matches("correct").count()), (Some(0), 2), "{said}");
    assert_eq!(run(&["inspection", "draw", "verify", changed]).0, Some(1));
    assert_eq!(script(changed).0, Some(1));
    assert_eq!(run(&["inspection", "draw", "verify", &format!("{DOCS}/draw_verify.py")]).0, Some(1));
    assert_eq!(run(&["inspection", "draw", "verify", &format!("{DOCS}/no.json")]).0, Some(1));
}
