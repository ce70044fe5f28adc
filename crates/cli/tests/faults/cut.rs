//! Power cuts: real processes are killed at random points of import, backup, restore and save. At the next start nothing is half
//! done, and nothing that was acknowledged is lost. Migrations are killed in `versions`.

use crate::district::{District, ROWS, copy, file_of, text};
use crate::rounds;
use crate::saving::{Saver, What};

#[test]
fn an_import_is_whole_or_not_there() {
    let mut district = District::new(11);
    let (mut there, mut taken) = (district.sound(), 0);
    for round in 0..rounds() {
        let file = file_of(&district, round);
        let ended = district.kill(&["import", "ratings", text(&file)]);
        let now = district.sound();
        assert!(now == there || now == there + ROWS, "round {round}: {there} ratings became {now}");
        if let Some(status) = ended {
            assert!(status.success(), "round {round}: {status}");
            assert_eq!(now, there + ROWS, "round {round}: it was acknowledged");
        }
        taken += u64::from(now > there);
        there = now;
    }
    // What a stopped import has left behind is not in the way of the next.
    let file = file_of(&district, rounds());
    district.done(&["import", "ratings", text(&file)]);
    assert_eq!(district.sound(), there + ROWS);
    eprintln!("faults: import killed {} times in {} rounds, {taken} taken", district.killed, rounds());
}

#[test]
fn a_backup_is_whole_or_not_there() {
    let mut district = District::new(12);
    let before = district.sound();
    let as_new = district.folder.path().join("as-new");
    std::fs::rename(district.data(), &as_new).unwrap();
    let mut made = 0;
    for round in 0..rounds() {
        // Each round has a district of its own: what one leaves behind is looked at as a whole.
        copy(&as_new, &district.data());
        let ended = district.kill(&["backup"]);
        assert_eq!(district.sound(), before, "round {round}");
        let mut whole = 0;
        let kept = district.folder.path().join("kept");
        copy(&district.data().join("backups"), &kept);
        std::fs::remove_dir_all(district.data()).unwrap();
        copy(&as_new, &district.data());
        for entry in std::fs::read_dir(&kept).unwrap() {
            let path = entry.unwrap().path();
            if text(&path).ends_with(".yimen.zip") {
                district.done(&["backup", "verify", text(&path)]);
                whole += 1;
            }
        }
        std::fs::remove_dir_all(&kept).unwrap();
        if let Some(status) = ended {
            assert!(status.success(), "round {round}: {status}");
            assert_eq!(whole, 1, "round {round}: it was acknowledged");
        }
        made += whole;
        std::fs::remove_dir_all(district.data()).unwrap();
    }
    eprintln!("faults: backup killed {} times in {} rounds, {made} made", district.killed, rounds());
}

/// The next backup does not wait for a killed one's lease to be over, and lists what was interrupted as that.
#[test]
fn a_killed_backup_is_not_in_the_way_of_the_next() {
    let mut district = District::new(15);
    for round in 0..rounds() {
        let before = district.killed;
        // Until one was at work when it was killed.
        let at_work = "SELECT CAST(COUNT(*) AS TEXT) FROM job WHERE kind = 'backup.make' AND ended_at IS NULL";
        while district.texts(at_work) == ["0"] {
            assert!(district.killed < before + 50, "round {round}: never killed at work");
            district.kill(&["backup"]);
        }
        let file = district.folder.path().join(format!("next-{round}.yimen.zip"));
        district.done(&["backup", text(&file)]);
        district.done(&["backup", "verify", text(&file)]);
        assert_eq!(district.texts(at_work), ["0"], "round {round}: what was killed still counts as at work");
        let cut = "SELECT CAST(COUNT(*) AS TEXT) FROM job WHERE kind = 'backup.make' AND state = 'interrupted'";
        assert_ne!(district.texts(cut), ["0"], "round {round}: nothing counts as interrupted");
    }
    district.sound();
    eprintln!("faults: a backup right after one that was killed: {} times in {} rounds", district.killed, rounds());
}

#[test]
fn a_restore_leaves_one_database_or_the_other() {
    let mut district = District::new(13);
    let backup = district.folder.path().join("before.yimen.zip");
    district.done(&["backup", text(&backup)]);
    let restored = district.sound();
    let file = file_of(&district, 0);
    district.done(&["import", "ratings", text(&file)]);
    let there = district.sound();
    let as_new = district.folder.path().join("as-new");
    std::fs::rename(district.data(), &as_new).unwrap();
    let mut swapped = 0;
    for round in 0..rounds() {
        copy(&as_new, &district.data());
        let ended = district.kill(&["restore", text(&backup)]);
        // The next start may be cut too, in the middle of taking the other database's place.
        district.kill(&["doctor"]);
        let now = district.sound();
        assert!(now == there || now == restored, "round {round}: {there} ratings became {now}, not {restored}");
        if let Some(status) = ended {
            assert!(status.success(), "round {round}: {status}");
            assert_eq!(now, restored, "round {round}: it was acknowledged");
        }
        swapped += u64::from(now == restored);
        std::fs::remove_dir_all(district.data()).unwrap();
    }
    eprintln!("faults: restore killed {} times in {} rounds, {swapped} restored", district.killed, rounds());
}

#[test]
fn what_was_saved_is_there() {
    let mut district = District::new(14);
    let (mut acknowledged, mut more) = (0, 0);
    for round in 0..rounds() {
        let what = What::ALL[usize::try_from(round % 3).unwrap()];
        let series = format!("d{round}");
        let (child, saving) = Saver::start(&district, what).series(what, series.clone(), 10_000);
        assert!(district.kill_child(child).is_none(), "round {round}: it ended by itself");
        let (saved, errors) = saving.join().unwrap();
        assert!(errors.is_empty(), "round {round}: {errors:?}");
        district.sound();
        // The last one may have been safe before it could be said.
        let stored = what.stored(&district, &series);
        assert!(stored == saved || stored == saved + 1, "round {round}: {saved} of {what:?} acknowledged, {stored} there");
        // Data and audit entry are written together; a draft has none.
        if let Some(rows) = what.rows() {
            let operation = what.operation();
            let sql = format!("SELECT CAST((SELECT COUNT(*) FROM audit WHERE operation = '{operation}') - ({rows}) AS TEXT)");
            assert_eq!(district.texts(&sql), ["0"], "round {round}: {operation} without an entry, or an entry without it");
        }
        if what == What::Draft && stored > 0 {
            // A person has so many drafts and no more; a long series would only try that.
            district.done(&["call", "draft.drop", &serde_json::json!({ "form": format!("point:{series}") }).to_string()]);
        }
        acknowledged += saved;
        more += stored - saved;
    }
    eprintln!(
        "faults: save killed {} times in {} rounds, {acknowledged} acknowledged and there, {more} more there",
        district.killed,
        rounds()
    );
}
