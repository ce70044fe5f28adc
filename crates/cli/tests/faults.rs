//! Power cuts: real processes are killed at random points of import, backup, restore and migration. At the next start nothing is
//! half done, and nothing that was acknowledged is lost.
//!
//! `YIMEN_FAULT_ROUNDS` says how many times each is killed; more than the few of a usual run are for the record in
//! `docs/FAULTS.md`.

#![expect(clippy::unwrap_used, clippy::panic, clippy::print_stderr, reason = "tests")]

use serde_json::Value;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::Duration;

/// Rows of an imported file.
const ROWS: i64 = 3_000;
/// The longest that is waited before killing, in microseconds: about as long as a whole run takes.
const LONGEST: u64 = 800_000;

fn rounds() -> u64 {
    std::env::var("YIMEN_FAULT_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(4)
}

/// Numbers that look random and are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

struct District {
    folder: tempfile::TempDir,
    chance: Chance,
    killed: u64,
}

impl District {
    /// A demonstration with a few ratings.
    fn new(seed: u64) -> Self {
        let district = Self { folder: tempfile::tempdir().unwrap(), chance: Chance(seed), killed: 0 };
        district.done(&["demo", "create", "--ratings", "500", "--seed", "1", "--until", "2026-11-22"]);
        district
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yimenctl"));
        command.env_remove("YIMEN_DATABASE").arg("--data").arg(self.data()).args(args).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    fn done(&self, args: &[&str]) {
        let status = self.command(args).status().unwrap();
        assert!(status.success(), "{args:?}: {status}");
    }

    /// Starts it and kills it after a while of its own; how it ended if it was faster.
    fn kill(&mut self, args: &[&str]) -> Option<ExitStatus> {
        let mut child = self.command(args).spawn().unwrap();
        // Most of it happens early: half of the time short whiles.
        let longest = if self.chance.below(2) == 0 { LONGEST / 5 } else { LONGEST };
        let wait = Duration::from_micros(self.chance.below(longest));
        let mut waited = Duration::ZERO;
        while waited < wait {
            if let Some(status) = child.try_wait().unwrap() {
                return Some(status);
            }
            std::thread::sleep(Duration::from_millis(1));
            waited += Duration::from_millis(1);
        }
        child.kill().unwrap();
        self.killed += 1;
        let status = child.wait().unwrap();
        status.success().then_some(status)
    }

    /// Opens it, and looks at everything: file, sums, audit chain. How many ratings there are.
    fn sound(&self) -> i64 {
        let out = Command::new(env!("CARGO_BIN_EXE_yimenctl"))
            .env_remove("YIMEN_DATABASE")
            .arg("--data")
            .arg(self.data())
            .args(["--json", "doctor"])
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&out.stdout).into_owned();
        let Ok(health) = serde_json::from_str::<Value>(&told) else { panic!("{told} {}", String::from_utf8_lossy(&out.stderr)) };
        assert_eq!(
            (out.status.code(), &health["well"], &health["audit_faults"], &health["rollups_differing"]),
            (Some(0), &true.into(), &0.into(), &0.into()),
            "{told}"
        );
        health["ratings"].as_i64().unwrap()
    }
}

fn file_of(district: &District, round: u64) -> PathBuf {
    let mut text = "数据来源,评价编号,区划代码,事项名称,评价渠道,评价等级,评价时间\n".to_owned();
    for n in 0..ROWS {
        writeln!(text, "断电,{round}-{n},440811100202,养老保险参保登记,2,{},2026-11-{:02} 09:30:00", n % 5 + 1, n % 20 + 1).unwrap();
    }
    let file = district.folder.path().join(format!("{round}.csv"));
    std::fs::write(&file, text).unwrap();
    file
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

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

/// Copies a folder of files and folders, if there is one.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).into_iter().flatten() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn a_backup_is_whole_or_not_there() {
    let mut district = District::new(12);
    let before = district.sound();
    let as_new = district.folder.path().join("as-new");
    std::fs::rename(district.data(), &as_new).unwrap();
    let mut made = 0;
    for round in 0..rounds() {
        // A backup that was killed is taken for running until its lease is over: each round has a district of its own.
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
