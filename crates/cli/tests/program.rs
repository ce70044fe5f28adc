//! The program itself: what scripts rely on.

#![expect(clippy::unwrap_used, reason = "tests")]

use api::import::Start;
use api::job::{JobState, Show};
use api::overview::Grid;
use api::register::{ImportBodies, ImportPoints, Sheet, Take};
use api::session::DatabaseKind;
use domain::change::Basis;
use domain::import::{CaseExtent, Differing, ImportKind, Reading, Taking};
use domain::period::Period;
use jiff::civil::date;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use testkit::{Desk, Scratch, TestClock};

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

/// Whoever wrote a request is told where it is wrong; a folder is not a file; an empty form has a header and no rows.
#[test]
fn what_is_wrong_is_said_where_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let (data, form) = (folder.path().join("data"), folder.path().join("form.csv"));
    let (data, here, form) = (data.to_str().unwrap(), folder.path().to_str().unwrap(), form.to_str().unwrap());
    assert_eq!(run(&["--data", data, "demo", "create", "--ratings", "10"]).0, Some(0));
    let complaint = |args: &[&str]| {
        let done = Command::new(env!("CARGO_BIN_EXE_yimenctl")).args(["--data", data]).args(args).output().unwrap();
        (done.status.code(), String::from_utf8(done.stderr).unwrap())
    };
    for body in [r#"{"plce":1}"#, "{"] {
        let (code, said) = complaint(&["call", "overview.summary", body]);
        assert!(code == Some(2) && said.lines().count() == 2, "{code:?} {said}");
    }
    let (code, said) = complaint(&["import", "ratings", here]);
    assert!(code == Some(1) && said.contains("文件夹"), "{code:?} {said}");
    assert_eq!(run(&["--data", data, "export", "cases", form, "--template"]), (Some(0), "rows 0\n".to_owned()));
    assert!(std::fs::read_to_string(form).unwrap().trim_end().ends_with("办结日期,办件量"));
}

/// A folder that was mistyped is neither made a database nor called well.
#[test]
fn a_folder_without_a_database_stays_one() {
    let folder = tempfile::tempdir().unwrap();
    let nowhere = folder.path().join("nowhere");
    for command in [&["doctor"][..], &["call", "home.show", "{}"], &["export", "ratings", "r.csv"], &["audit", "verify"]] {
        let (code, out) = run(&[&["--data", nowhere.to_str().unwrap()], command].concat());
        assert_eq!((code, out.as_str()), (Some(1), ""), "{command:?}");
        assert!(!nowhere.exists(), "{command:?}");
    }
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

/// A file without the numbers that its own console gave, as somebody clears two columns for another one.
fn without_keys(file: &Path) {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(file).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let own = ["系统编号", "系统版本"];
    assert!(own.iter().all(|name| rows[0].iter().any(|header| header.trim_start_matches('\u{feff}') == *name)));
    let kept: Vec<bool> = rows[0].iter().map(|header| !own.contains(&header.trim_start_matches('\u{feff}'))).collect();
    let mut writer = csv::Writer::from_path(file).unwrap();
    for row in rows {
        writer.write_record(row.iter().zip(&kept).filter(|(_, keep)| **keep).map(|(cell, _)| cell)).unwrap();
    }
    writer.flush().unwrap();
}

/// The counts of every place over two years, by its code.
async fn figures(desk: &Desk) -> BTreeMap<String, String> {
    let places = desk.operate(api::place::Tree {}).await.unwrap().places;
    let code = |id| places.iter().find(|place| place.id == id).unwrap().code.as_str().to_owned();
    let period = Period { from: date(2024, 11, 23), to: date(2026, 11, 22) };
    let rows = desk.operate(Grid { place: places[0].id, period, basis: Basis::Now }).await.unwrap().rows;
    rows.into_iter().map(|row| (code(row.place), format!("{:?}", row.counts))).collect()
}

/// What a district exports goes into a database in which there is nothing but its units: first bodies and service points, then ratings and
/// cases; every station has the same figures afterwards.
#[tokio::test]
async fn exported_files_make_the_same_figures_in_an_empty_database() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let (data, file) = (data.to_str().unwrap(), |name: &str| folder.path().join(format!("{name}.csv")));
    assert_eq!(run(&["--data", data, "demo", "create", "--ratings", "3000", "--until", "2026-11-22"]).0, Some(0));
    for what in ["bodies", "points", "ratings", "cases"] {
        assert_eq!(run(&["--data", data, "export", what, file(what).to_str().unwrap()]).0, Some(0), "{what}");
    }
    let clock = TestClock::default();
    let service = service::Service::open_with(store::Location::Folder(data.into()), Box::new(clock.clone())).await.unwrap();
    let here = figures(&Desk::over(service, clock)).await;

    let scratch = Scratch::sqlite();
    let mut empty = Desk::new(&scratch).await;
    empty.service.init(DatabaseKind::Rehearsal).await.unwrap();
    let take = |desk: &mut Desk, name: &str| {
        without_keys(&file(name));
        let sheet = Sheet { file: desk.gives(&file(name)), reading: Reading::default(), decision: None };
        Take { sheet, taking: Taking::AllOrNothing, seen: None }
    };
    let bodies = take(&mut empty, "bodies");
    let taken = empty.run_with_files(ImportBodies(bodies)).await.unwrap();
    assert_eq!((taken.refused, taken.problems), (false, Vec::new()));
    let points = take(&mut empty, "points");
    let taken = empty.run_with_files(ImportPoints(points)).await.unwrap();
    assert_eq!((taken.refused, taken.problems), (false, Vec::new()));
    for (kind, name) in [(ImportKind::Ratings, "ratings"), (ImportKind::Cases, "cases")] {
        let days = Some(Period { from: date(2024, 11, 23), to: date(2026, 11, 22) });
        let start = Start {
            kind,
            file: empty.gives(&file(name)),
            source: None,
            taking: Taking::AllOrNothing,
            differing: Differing::Refuse,
            extent: (kind == ImportKind::Cases).then_some(CaseExtent { days, named_only: false, zero_absent: false }),
            reading: Reading::default(),
            compare_only: false,
        };
        let mut job = empty.run_with_files(start).await.unwrap();
        while !job.state.is_final() {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            job = empty.operate(Show { job: job.id }).await.unwrap();
        }
        assert_eq!((job.state, job.counts.returned), (JobState::Done, 0), "{name}: {:?}", job.error);
    }
    let there = figures(&empty).await;
    assert_eq!(here.len(), 105, "the district, three towns and their 101 units");
    assert!(here.values().collect::<std::collections::BTreeSet<_>>().len() > 50, "places differ: {here:?}");
    assert_eq!(there, here);
    assert_eq!(empty.operate(api::audit::VerifyRollups {}).await.unwrap().differing, 0);
}
