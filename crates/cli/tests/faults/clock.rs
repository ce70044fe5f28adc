//! A clock that was set back: the database was last used at a time that is yet to come.

use crate::district::{District, ROWS, copy, file_of, text};
use domain::time::Clock;
use service::{Actor, SystemClock};
use std::fs;
use testkit::{Scratch, TestClock};

/// A demonstration that was used a year from now, with work that a program which is gone left behind then.
fn used_in_a_year(district: &District) {
    let scratch = Scratch::sqlite();
    copy(&district.data(), scratch.folder());
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let clock = TestClock::at(SystemClock.now().plus_seconds(366 * 86_400).civil());
        let service = testkit::start(&scratch, &clock).await;
        let new = api::account::Create { login: "d-0".to_owned(), name: "来年".to_owned() };
        service.run_plain(Actor::LocalOperator, new).await.unwrap();
        service.close().await;
    });
    fs::remove_dir_all(district.data()).unwrap();
    copy(scratch.folder(), &district.data());
    // Such a lease is over in a year only.
    district.execute(
        "INSERT INTO job (no, id, kind, state, by_name, file_name, request, size, started_at, lease_until, counts)
         SELECT 900, randomblob(16), 'import.ratings', 'merging', 'x', 'x.csv', '{}', 1, MAX(at), MAX(at) + 60000000, '{}' FROM audit;
         INSERT INTO turn (name, done_for, done_at) VALUES ('backup', '2999-01-01', 1), ('backup.drill', '2999-01', 1)
         ON CONFLICT (name) DO UPDATE SET done_for = excluded.done_for;
         INSERT INTO meta (name, value) VALUES ('backup.schedule',
            '{\"on\":true,\"hour\":2,\"keep\":{\"daily\":7,\"weekly\":4,\"monthly\":6},\"protected\":false,\"drill\":true}')",
    );
}

#[test]
fn a_clock_that_was_set_back_stops_nothing() {
    let district = District::new(51);
    let there = district.sound();
    used_in_a_year(&district);
    assert_eq!(district.sound(), there);
    // It is entered in the audit log, once for each program that was started.
    assert!(!district.texts("SELECT operation FROM audit WHERE operation = 'setting.clock.back'").is_empty());
    let file = file_of(&district, 0);
    district.done(&["import", "ratings", text(&file)]);
    assert_eq!(district.sound(), there + ROWS);
    assert_eq!(district.texts("SELECT state FROM job WHERE no = 900"), ["interrupted"]);
    // What was done for a day that is yet to come is done for today.
    district.done(&["due"]);
    let backups = fs::read_dir(district.data().join("backups")).unwrap().filter_map(|e| e.unwrap().file_name().into_string().ok());
    assert_eq!(backups.filter(|name| name.ends_with(".zip")).count(), 1);
    assert_eq!(district.texts("SELECT name FROM turn WHERE done_for > '2998'"), Vec::<String>::new());
    let told = district.run(&["call", "account.list", "{}"]);
    assert!(told.code == Some(0) && told.out.contains("来年"), "{told:?}");
}
