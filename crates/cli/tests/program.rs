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
