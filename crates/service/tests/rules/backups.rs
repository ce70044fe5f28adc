//! Backups are made while others work, proved, rotated and restored, on both databases.

use super::code;
use api::backup::{
    CancelWork, Drill, Make, Protected, Restore, RevokeRestore, SaveSchedule, SetFolder, Show, ShowWork, Shown, Verify, Which, Work,
};
use api::job::JobState;
use api::session::DatabaseKind;
use api::{ErrorCode, Folder};
use domain::account::Role;
use domain::backup::{Keep, Schedule, Standing};
use domain::time::Clock;
use std::path::Path;
use std::sync::Arc;
use testkit::{Desk, Scratch};

/// A demonstration with a few ratings, and the system administrator at its door.
async fn desk(scratch: &Scratch) -> Desk {
    let mut desk = Desk::demo(scratch).await;
    let village = desk.place("洋村东村委会").await;
    let code = scratch.texts(&format!("SELECT code FROM place_code WHERE place_id = {}", village.0)).await[0].clone();
    let mut text = "数据来源,评价编号,区划代码,事项名称,评价渠道,评价等级,评价时间,评价人姓名,评价人电话\n".to_owned();
    for n in 0..300 {
        text.push_str(&format!("窗口,{n},{code},养老保险参保登记,2,{},2026-11-{:02} 09:30:00,王小明,13800001234\n", n % 5 + 1, n % 20 + 1));
    }
    std::fs::write(scratch.file("ratings.csv"), text).unwrap();
    desk.enter(Role::CatalogueAdmin).await;
    import(&mut desk, &scratch.file("ratings.csv")).await;
    desk.enter(Role::SystemAdmin).await;
    desk
}

/// What drills and restores have left behind.
fn left_in_scratch(scratch: &Scratch) -> Vec<std::ffi::OsString> {
    std::fs::read_dir(scratch.file("scratch")).into_iter().flatten().map(|e| e.unwrap().file_name()).collect()
}

async fn import(desk: &mut Desk, file: &Path) {
    let file = desk.gives(file);
    let start = api::import::Start {
        kind: domain::import::ImportKind::Ratings,
        file,
        source: None,
        taking: domain::import::Taking::Good,
        differing: domain::import::Differing::Refuse,
        extent: None,
        reading: Default::default(),
        compare_only: false,
    };
    let mut job = desk.call(start).await.unwrap();
    while !job.state.is_final() {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        job = desk.call(api::job::Show { job: job.id }).await.unwrap();
    }
    assert_eq!(job.state, JobState::Done, "{job:?}");
}

async fn ended(desk: &mut Desk, work: Work) -> Work {
    desk.service.wait_for_work(work.id).await;
    desk.call(ShowWork { work: work.id }).await.unwrap()
}

async fn made(desk: &mut Desk) -> Work {
    let work = desk.call(Make { passphrase: None, out: None }).await.unwrap();
    ended(desk, work).await
}

fn of(name: &str) -> Which {
    Which { name: Some(name.to_owned()), file: None, passphrase: None }
}

async fn shown(desk: &mut Desk) -> Shown {
    desk.call(Show {}).await.unwrap()
}

testkit::on_both! {
    async fn a_backup_is_made_checked_and_proved(scratch) {
        let mut desk = desk(&scratch).await;
        assert_eq!(shown(&mut desk).await.standing, Standing::Missing);
        let work = made(&mut desk).await;
        assert_eq!((work.state, work.error.clone()), (JobState::Done, None));
        let first = shown(&mut desk).await;
        assert_eq!((first.standing, first.backups.len(), first.running), (Standing::Unproved, 1, None));
        let about = first.backups[0].about.clone().unwrap();
        assert_eq!((about.kind.as_str(), about.district.as_str(), about.by.as_str(), about.ratings), ("demo", "麻章区", "演示系统管理员", 300));
        assert_eq!(about.rows, work.done);
        let name = first.backups[0].name.clone();
        assert!(name.starts_with("yimen-demo-20261123-") && name.ends_with("-hand.yimen.zip"), "{name}");

        let work = desk.call(Verify { backup: of(&name) }).await.unwrap();
        assert_eq!(ended(&mut desk, work).await.state, JobState::Done);
        let work = desk.call(Drill { backup: of(&name) }).await.unwrap();
        let work = ended(&mut desk, work).await;
        assert_eq!((work.state, work.error), (JobState::Done, None));
        let proved = shown(&mut desk).await;
        let proof = proved.backups[0].proof.clone().unwrap();
        assert_eq!((proved.standing, proof.by.as_str(), proof.rows), (Standing::Good, "演示系统管理员", about.rows));
        assert!(proof.rollups > 100 && proof.audit > 3 && proof.figures > 20, "{proof:?}");
        // Nothing of the drill is left.
        assert_eq!(left_in_scratch(&scratch), Vec::<std::ffi::OsString>::new());
        assert!(desk.operate(api::audit::Verify {}).await.unwrap().faults.is_empty());
    }

    async fn a_backup_becomes_the_database_and_the_one_before_is_kept(scratch) {
        let mut desk = desk(&scratch).await;
        let made = made(&mut desk).await;
        let entries = desk.operate(api::audit::Verify {}).await.unwrap().entries;
        // What is done afterwards is not in it.
        desk.call(api::account::Create { login: "later".to_owned(), name: "后来的人".to_owned() }).await.unwrap();
        let restore = |reason: &str| Restore { backup: of(&made.name), reason: reason.to_owned(), adopt_keys: false };
        assert_eq!(code(desk.call(restore("")).await), ErrorCode::Invalid);
        let work = desk.call(restore("误删数据")).await.unwrap();
        let work = ended(&mut desk, work).await;
        assert_eq!((work.state, work.error), (JobState::Done, None));
        let pending = shown(&mut desk).await.pending.unwrap();
        assert_eq!((pending.archive.as_str(), pending.by.as_str()), (made.name.as_str(), "演示系统管理员"));
        assert_eq!(code(desk.call(restore("再来一次")).await), ErrorCode::Invalid);
        // Given up: the present one stays; then ordered again.
        desk.call(RevokeRestore {}).await.unwrap();
        assert_eq!(shown(&mut desk).await.pending, None);
        let work = desk.call(restore("误删数据")).await.unwrap();
        assert_eq!(ended(&mut desk, work).await.state, JobState::Done);
        desk.service.close().await;

        let mut restored = Desk::new(&scratch).await;
        restored.enter(Role::SystemAdmin).await;
        let after = shown(&mut restored).await;
        assert_eq!((after.pending, after.replaced.len()), (None, 1));
        let logins: Vec<String> = restored.call(api::account::List {}).await.unwrap().accounts.into_iter().map(|a| a.login).collect();
        assert!(!logins.contains(&"later".to_owned()));
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM rating").await, [300]);
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM audit WHERE operation = 'backup.restored'").await, [1]);
        let proof = restored.operate(api::audit::Verify {}).await.unwrap();
        assert!(proof.faults.is_empty() && proof.entries > entries, "{proof:?}");
        assert_eq!(restored.operate(api::audit::VerifyRollups {}).await.unwrap().differing, 0);
        // Whoever looks after exceptions reads of it.
        let filter = api::exception::Filter { kinds: vec![api::exception::ExceptionKind::Restored], ..Default::default() };
        let list = api::exception::List { filter, page: api::page::PageAt::First, limit: 10 };
        let mut auditor = restored.another();
        auditor.enter(Role::BusinessAuditor).await;
        let told = auditor.call(list).await.unwrap().entries;
        assert_eq!(told.iter().map(|entry| entry.operation.as_str()).collect::<Vec<_>>(), ["backup.restored"]);
        let values = told[0].values.clone().unwrap();
        assert!(values.contains("误删数据") && values.contains(&made.name), "{values}");
        assert_eq!(told[0].who, "演示系统管理员");
        // The replaced one can be removed, with a reason.
        let name = after.replaced[0].name.clone();
        restored.call(api::backup::RemoveReplaced { name, reason: "已核对".to_owned() }).await.unwrap();
        assert!(shown(&mut restored).await.replaced.is_empty());
        restored.service.close().await;
    }

    async fn what_can_not_be_used_is_said_and_changes_nothing(scratch) {
        let mut desk = desk(&scratch).await;
        let work = made(&mut desk).await;
        let folder = scratch.file("backups");
        let bytes = std::fs::read(folder.join(&work.name)).unwrap();
        let put = |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes).unwrap();
        let mut changed = bytes.clone();
        // In several places: one alone may be a moment in a header, which nothing depends on.
        for n in 1..10 {
            let at = changed.len() * n / 20;
            changed[at] ^= 1;
        }
        put("changed.yimen.zip", &changed);
        put("cut.yimen.zip", &bytes[..bytes.len() - 40]);
        put("other.yimen.zip", b"PK but nothing else");
        let listed = shown(&mut desk).await.backups;
        let problem = |name: &str| listed.iter().find(|b| b.name == name).unwrap().problem.clone();
        assert_eq!(problem("cut.yimen.zip").as_deref(), Some("not_ours"));
        assert_eq!(problem("other.yimen.zip").as_deref(), Some("not_ours"));
        for (name, detail) in [("changed.yimen.zip", "damaged"), ("cut.yimen.zip", "not_ours")] {
            for restores in [false, true] {
                let work = if restores {
                    desk.call(Restore { backup: of(name), reason: "试试".to_owned(), adopt_keys: false }).await.unwrap()
                } else {
                    desk.call(Drill { backup: of(name) }).await.unwrap()
                };
                let failed = ended(&mut desk, work).await;
                let error = failed.error.unwrap();
                assert_eq!((failed.state, error.code, error.arg("detail")), (JobState::Failed, ErrorCode::BackupUnusable, detail), "{name}");
            }
        }
        assert_eq!(code(desk.call(Drill { backup: of("../data.sqlite") }).await), ErrorCode::NotFound);
        assert_eq!(shown(&mut desk).await.pending, None);
        assert_eq!(left_in_scratch(&scratch), Vec::<std::ffi::OsString>::new());
    }

    async fn real_data_and_demonstrations_never_cross(scratch) {
        let mut desk = desk(&scratch).await;
        let real = Scratch::sqlite();
        let other = Desk::new(&real).await;
        other.service.init(DatabaseKind::Real).await.unwrap();
        let out = real.file("real.yimen.zip");
        let mut there = other.clone();
        let target = there.takes(&out);
        let work = run(&there, Make { passphrase: None, out: Some(target) }).await.unwrap();
        there.service.wait_for_work(work.id).await;
        assert!(out.exists());
        let file = desk.gives(&out);
        let backup = Which { name: None, file: Some(file), passphrase: None };
        let work = desk.call(Restore { backup, reason: "试试".to_owned(), adopt_keys: false }).await.unwrap();
        let failed = ended(&mut desk, work).await.error.unwrap();
        assert_eq!((failed.code, failed.arg("detail"), failed.arg("found"), failed.arg("here")), (ErrorCode::BackupUnusable, "other_kind", "real", "demo"));
    }

    async fn a_passphrase_is_strong_and_needed(scratch) {
        let mut desk = desk(&scratch).await;
        assert_eq!(code(desk.call(Make { passphrase: Some("mazhang2026".to_owned()), out: None }).await), ErrorCode::Invalid);
        let passphrase = Some("lantern-quarry-9-otter".to_owned());
        let work = desk.call(Make { passphrase: passphrase.clone(), out: None }).await.unwrap();
        let work = ended(&mut desk, work).await;
        assert_eq!(work.state, JobState::Done, "{work:?}");
        let listed = shown(&mut desk).await.backups;
        assert_eq!((listed[0].protected, listed[0].about.as_ref().unwrap().has_keys), (Protected::Passphrase, true));
        let mut tries = Vec::new();
        for given in [None, Some("lantern-quarry-9-ottex".to_owned()), passphrase] {
            let backup = Which { passphrase: given, ..of(&work.name) };
            let work = desk.call(Drill { backup }).await.unwrap();
            tries.push(ended(&mut desk, work).await.error.map(|e| e.arg("detail").to_owned()));
        }
        assert_eq!(tries, [Some("passphrase_needed".to_owned()), Some("passphrase_wrong".to_owned()), None]);
        // Neither the audit log nor the job knows it.
        let known = scratch.texts("SELECT request || counts || file_name FROM job UNION ALL SELECT body FROM audit_values").await.join(" ");
        assert!(!known.contains("quarry"));
    }

    async fn the_day_s_backup_is_made_once_and_old_ones_go(scratch) {
        let desk = Desk::new(&scratch).await;
        desk.service.init(DatabaseKind::Real).await.unwrap();
        let backups = || {
            let Ok(entries) = std::fs::read_dir(scratch.file("backups")) else { return Vec::new() };
            let mut all: Vec<String> = entries.filter_map(|e| e.unwrap().file_name().into_string().ok()).filter(|n| n.ends_with(".zip")).collect();
            all.sort();
            all
        };
        // Two programs look at the same database at the same time, one of them again and again.
        let other = Desk::new(&scratch).await;
        let again = async {
            for _ in 0..50 {
                other.service.do_due().await;
                tokio::time::sleep(std::time::Duration::from_millis(2)).await;
            }
        };
        tokio::join!(desk.service.do_due(), again);
        for service in [&desk.service, &other.service] {
            service.wait_for_all_work().await.unwrap();
        }
        settle().await;
        assert_eq!(backups().len(), 1, "{:?}", backups());
        // The drill of the month follows, once: a minute later, since whoever looks while the backup is being made puts it off for so long.
        desk.clock.advance(61);
        let drills = "SELECT COUNT(*) FROM job WHERE kind = 'backup.drill' AND state = 'done'";
        desk.service.do_due().await;
        desk.service.wait_for_all_work().await.unwrap();
        settle().await;
        assert_eq!(scratch.numbers(drills).await, [1]);
        desk.service.do_due().await;
        desk.service.wait_for_all_work().await.unwrap();
        assert_eq!((backups().len(), scratch.numbers(drills).await[0]), (1, 1));
        // Twelve days on, with two days, two weeks and one month kept.
        let keep = Keep { daily: 2, weekly: 2, monthly: 1 };
        run(&desk, SaveSchedule { schedule: Schedule { keep, drill: false, ..Schedule::default() } }).await.unwrap();
        for _ in 0..12 {
            desk.clock.advance(86_400);
            desk.service.do_due().await;
            desk.service.wait_for_all_work().await.unwrap();
            settle().await;
        }
        // 23 November was proved and stays; Sunday 29th, 4 and 5 December.
        let days: Vec<String> = backups().iter().map(|n| n[11..19].to_owned()).collect();
        assert_eq!(days, ["20261123", "20261129", "20261204", "20261205"]);
        assert!(scratch.numbers("SELECT COUNT(*) FROM audit WHERE operation = 'backup.rotate'").await[0] > 5);
        other.service.close().await;
    }

    /// Each desk marks what it did for the day that its own clock shows; the other takes that for undone or for a clock that was
    /// set back, once.
    async fn two_clocks_do_not_redo_each_other_s_work(scratch) {
        let desk = Desk::new(&scratch).await;
        desk.service.init(DatabaseKind::Real).await.unwrap();
        let behind = Desk::new(&scratch).await;
        behind.clock.advance(-60 * 86_400);
        let made = "SELECT COUNT(*) FROM job WHERE kind LIKE 'backup%' AND kind <> 'backup.drill' AND state = 'done'";
        for expected in [1, 2, 2, 2] {
            for one in if expected == 1 { vec![&desk] } else { vec![&behind, &desk] } {
                one.service.do_due().await;
                one.service.wait_for_all_work().await.unwrap();
                settle().await;
            }
            assert_eq!(scratch.numbers(made).await, [expected]);
        }
        behind.service.close().await;
    }

    async fn a_backup_that_fails_is_seen_and_tried_again(scratch) {
        let mut desk = Desk::new(&scratch).await;
        desk.service.init(DatabaseKind::Real).await.unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        let folder = elsewhere.path().join("usb");
        std::fs::create_dir(&folder).unwrap();
        desk.knows("usb", &folder);
        let given = Folder { handle: "usb".to_owned(), name: folder.display().to_string() };
        run(&desk, SetFolder { folder: Some(given.clone()) }).await.unwrap();
        std::fs::remove_dir(&folder).unwrap();
        assert_eq!(code(run(&desk, SetFolder { folder: Some(given) }).await), ErrorCode::Invalid);
        let attempt = async |desk: &Desk| {
            desk.service.do_due().await;
            desk.service.wait_for_all_work().await.unwrap();
            settle().await;
            run(desk, Show {}).await.unwrap()
        };
        let failed = attempt(&desk).await;
        assert_eq!((failed.recent.len(), failed.recent[0].state, failed.place.problem.as_deref()), (1, JobState::Failed, Some("gone")));
        assert_eq!(failed.recent[0].error.as_ref().unwrap().code, ErrorCode::FileUnwritable);
        // Not again every five minutes, but after an hour.
        assert_eq!(attempt(&desk).await.recent.len(), 1);
        desk.clock.advance(3_700);
        assert_eq!(attempt(&desk).await.recent.len(), 2);
        std::fs::create_dir(&folder).unwrap();
        desk.clock.advance(3_700);
        let done = attempt(&desk).await;
        assert_eq!((done.recent[0].state, done.backups.len(), done.standing), (JobState::Done, 1, Standing::Unproved));
    }

    /// A demonstration backs nothing up by itself; without a schedule nothing is due.
    async fn a_demonstration_is_left_alone(scratch) {
        let mut desk = desk(&scratch).await;
        desk.service.do_due().await;
        desk.service.wait_for_all_work().await.unwrap();
        assert!(shown(&mut desk).await.recent.is_empty());
    }

    async fn stopped_work_leaves_nothing(scratch) {
        let mut desk = desk(&scratch).await;
        let work = made(&mut desk).await;
        let begun = desk.call(Drill { backup: of(&work.name) }).await.unwrap();
        // Only one at a time.
        assert_eq!(code(desk.call(Make { passphrase: None, out: None }).await), ErrorCode::JobRunning);
        desk.call(CancelWork { work: begun.id }).await.unwrap();
        let stopped = ended(&mut desk, begun).await;
        assert!(matches!(stopped.state, JobState::Cancelled | JobState::Done), "{stopped:?}");
        assert_eq!(left_in_scratch(&scratch), Vec::<std::ffi::OsString>::new());
    }
}

/// What is noted after the end of work that was due is noted a moment later.
async fn settle() {
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
}

/// Runs an operation for a local operator, with the files that the desk gave.
async fn run<O: service::Handle>(desk: &Desk, operation: O) -> Result<O::Reply, api::ApiError> {
    desk.run_with_files(operation).await
}

/// A restored database waits as long as another program has the present one open.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restored_database_waits_for_others_to_close() {
    let scratch = Scratch::sqlite();
    let mut desk = desk(&scratch).await;
    let made = made(&mut desk).await;
    let work = desk.call(Restore { backup: of(&made.name), reason: "换机".to_owned(), adopt_keys: false }).await.unwrap();
    assert_eq!(ended(&mut desk, work).await.state, JobState::Done);
    // Another one still works with the present database.
    let other = Arc::clone(&desk.service);
    let opened = store::Store::open(scratch.location()).await.unwrap();
    assert!(store::replace::ordered(scratch.folder()).unwrap().is_some());
    opened.close().await;
    other.close().await;
    let opened = store::Store::open(scratch.location()).await.unwrap();
    assert!(store::replace::ordered(scratch.folder()).unwrap().is_none());
    opened.close().await;
}

/// Another machine takes a district over from one file and its passphrase: keys, audit log and all.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_machine_takes_over() {
    let scratch = Scratch::sqlite();
    let mut desk = desk(&scratch).await;
    let passphrase = Some("lantern-quarry-9-otter".to_owned());
    let out = scratch.file("all.yimen.zip.age");
    let target = desk.takes(&out);
    let work = desk.call(Make { passphrase: passphrase.clone(), out: Some(target) }).await.unwrap();
    assert_eq!(ended(&mut desk, work).await.state, JobState::Done);
    let keys = shown(&mut desk).await.keys;
    for elsewhere in [Some(Scratch::sqlite()), Scratch::postgres().await].into_iter().flatten() {
        let mut new = Desk::new(&elsewhere).await;
        let file = new.gives(&out);
        let backup = Which { name: None, file: Some(file), passphrase: passphrase.clone() };
        let work = run(&new, Restore { backup, reason: "换机".to_owned(), adopt_keys: true }).await.unwrap();
        new.service.wait_for_work(work.id).await;
        let work = run(&new, ShowWork { work: work.id }).await.unwrap();
        assert_eq!((work.state, work.error), (JobState::Done, None));
        new.service.close().await;
        let mut there = Desk::new(&elsewhere).await;
        there.enter(Role::SystemAdmin).await;
        let shown = shown(&mut there).await;
        assert_eq!((shown.keys.signing, shown.keys.encryption), (keys.signing.clone(), keys.encryption.clone()));
        assert!(there.operate(api::audit::Verify {}).await.unwrap().faults.is_empty());
        assert_eq!(elsewhere.numbers("SELECT COUNT(*) FROM rating").await, [300]);
        there.service.close().await;
    }
}

/// What was prepared for a test is what it looks like.
#[test]
fn the_test_s_day_is_a_monday() {
    let now = testkit::TestClock::default().now();
    assert_eq!(now.day(), jiff::civil::date(2026, 11, 23));
}

/// Every answer that a leader's first screen asks for, as it crosses the door.
async fn first_screen(desk: &Desk) -> Vec<serde_json::Value> {
    let mut desk = desk.another();
    desk.enter(Role::Leader).await;
    let place = desk.place("麻章区").await;
    let period = serde_json::json!({ "from": "2026-11-01", "to": "2026-11-20" });
    let facet = |facet: &str| ("overview.facets", serde_json::json!({ "place": place, "period": period, "facet": facet, "limit": 8 }));
    let asked = [
        ("overview.summary", serde_json::json!({ "place": place, "period": period })),
        ("overview.grid", serde_json::json!({ "place": place, "period": period })),
        ("overview.trend", serde_json::json!({ "place": place, "until": "2026-11" })),
        facet("item"),
        facet("body"),
        facet("reason"),
        ("overview.hours", serde_json::json!({ "place": place, "from": "2026-11", "to": "2026-11" })),
        ("rating.list", serde_json::json!({ "filter": { "place": place, "below": true, "period": period }, "limit": 500 })),
    ];
    let mut answers = Vec::new();
    for (name, body) in asked {
        answers.push(desk.json(uuid::Uuid::now_v7(), name, body).await.unwrap());
    }
    answers
}

/// A backup that is taken while somebody writes is restored into PostgreSQL, and the first screen says the same to the last digit.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_figure_is_the_same_in_postgresql() {
    let Some(elsewhere) = Scratch::postgres().await else { return };
    let scratch = Scratch::sqlite();
    let mut desk = desk(&scratch).await;
    let here = first_screen(&desk).await;
    assert_eq!(here[0]["counts"]["grades"], serde_json::json!([60, 60, 60, 60, 60]));
    let mut writer = desk.another();
    writer.enter(Role::CatalogueAdmin).await;
    let out = scratch.file("in-use.yimen.zip");
    let target = desk.takes(&out);
    let work = desk.call(Make { passphrase: None, out: Some(target) }).await.unwrap();
    // What is written meanwhile is no figure, so that those before and after are the same.
    let mut written = 0;
    while !desk.call(ShowWork { work: work.id }).await.unwrap().state.is_final() {
        let source = api::body::Source { name: format!("来源{written}"), numberless: false };
        writer.call(api::body::SaveSource { source }).await.unwrap();
        written += 1;
    }
    assert_eq!(ended(&mut desk, work).await.state, JobState::Done);
    assert!(written > 0, "nobody wrote while the backup was made");

    let mut new = Desk::new(&elsewhere).await;
    let file = new.gives(&out);
    let backup = Which { name: None, file: Some(file), passphrase: None };
    let work = new.run_with_files(Restore { backup, reason: "换机".to_owned(), adopt_keys: false }).await.unwrap();
    new.service.wait_for_work(work.id).await;
    new.service.close().await;
    let mut there = Desk::new(&elsewhere).await;
    there.enter(Role::SystemAdmin).await;
    assert_eq!(first_screen(&there).await, here);
    assert_eq!(there.operate(api::audit::VerifyRollups {}).await.unwrap().differing, 0);
    there.service.close().await;
}
