//! Damaged files: flipped bytes and cut ends. What can't be read is said to be damaged, never taken for something else, and a good
//! backup always comes back.

use crate::district::{District, Told, copy, text, zh};
use crate::rounds;
use crate::saving::{Saver, What};
use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::path::{Path, PathBuf};

/// Damages done for each round that was asked for.
const EACH: u64 = 3;

/// A district with a good backup, put aside to be damaged again and again.
struct Victim {
    district: District,
    as_new: PathBuf,
    backup: PathBuf,
    ratings: i64,
}

impl Victim {
    fn new(seed: u64) -> Self {
        let district = District::new(seed);
        let backup = district.folder.path().join("good.yimen.zip");
        district.done(&["backup", text(&backup)]);
        let ratings = district.sound();
        let as_new = district.folder.path().join("as-new");
        fs::rename(district.data(), &as_new).unwrap();
        Self { district, as_new, backup, ratings }
    }

    fn renew(&self) {
        if self.district.data().exists() {
            fs::remove_dir_all(self.district.data()).unwrap();
        }
        copy(&self.as_new, &self.district.data());
    }

    /// Whatever is asked of it ends in words, and the backup comes back.
    fn endures(&self, what: &str, seen: &mut BTreeMap<&'static str, u64>) {
        let file = self.district.data().join("data.sqlite");
        for args in [&["--json", "doctor"][..], &["call", "home.show", "{}"], &["call", "place.tree", "{}"], &["backup"]] {
            let told = self.district.run(args);
            *seen.entry(judged(&told, &format!("{what}: {args:?}"))).or_default() += 1;
        }
        let told = self.district.run(&["restore", "--unreadable-aside", text(&self.backup)]);
        assert_eq!(told.code, Some(0), "{what}: {told:?}");
        assert_eq!(self.district.sound(), self.ratings, "{what}");
        // What was damaged is kept, for whoever can read more of it.
        let kept = fs::read_dir(self.district.data().join("replaced")).unwrap().count();
        assert!(kept >= 1 && file.exists(), "{what}");
    }
}

/// In which words a program ended; a fault of the program itself is none of them.
fn judged(told: &Told, what: &str) -> &'static str {
    let t = zh();
    match told.code {
        Some(0) => "not touched",
        Some(1) => "found by doctor",
        Some(5) if told.says(&t.error_database_damaged_what()) || told.out.contains("\"database_damaged\"") => "said to be damaged",
        Some(5) if told.says(&t.error_unavailable_what()) || told.out.contains("\"unavailable\"") => "said to be unavailable",
        _ => panic!("{what}: {told:?}"),
    }
}

#[test]
fn flipped_bytes_are_no_riddle() {
    // Where the bytes fall differs in each run, so that a usual one would be one of chance: only in a series that somebody reads.
    if std::env::var_os("YIMEN_FAULT_ROUNDS").is_none() {
        eprintln!("skipped: flipped bytes (set YIMEN_FAULT_ROUNDS)");
        return;
    }
    let mut victim = Victim::new(31);
    let mut seen = BTreeMap::new();
    for n in 0..rounds() * EACH {
        victim.renew();
        let file = victim.district.data().join("data.sqlite");
        let mut bytes = fs::read(&file).unwrap();
        let chance = &mut victim.district.chance;
        let (pages, size) = (bytes.len() as u64 / 4_096, bytes.len() as u64);
        // Anywhere, or where a page says what it holds.
        let at = if n % 3 == 0 { chance.below(pages) * 4_096 + chance.below(16) } else { chance.below(size) };
        let (length, at) = ([1, 8, 64, 4_096][usize::try_from(chance.below(4)).unwrap()], usize::try_from(at).unwrap());
        for byte in bytes.iter_mut().skip(at).take(length) {
            *byte ^= u8::try_from(1 + chance.below(255)).unwrap();
        }
        fs::write(&file, bytes).unwrap();
        victim.endures(&format!("damage {n}: {length} bytes from {at}"), &mut seen);
    }
    eprintln!("faults: {} damaged databases, each restored; answers: {seen:?}", rounds() * EACH);
}

/// Cuts a file to a length.
fn cut(file: &Path, length: u64) {
    OpenOptions::new().write(true).open(file).unwrap().set_len(length).unwrap();
}

#[test]
fn a_cut_database_is_not_taken_for_a_new_one() {
    let mut victim = Victim::new(32);
    let mut seen = BTreeMap::new();
    for n in 0..rounds() {
        victim.renew();
        let file = victim.district.data().join("data.sqlite");
        let size = fs::metadata(&file).unwrap().len();
        let length = match n {
            0 => 0,
            1 => size - 1,
            2 => 4_096,
            _ => victim.district.chance.below(size),
        };
        cut(&file, length);
        if n == 0 {
            let told = victim.district.run(&["doctor"]);
            assert!(told.code == Some(5) && told.says(&zh().error_database_damaged_what()), "{told:?}");
        }
        victim.endures(&format!("cut to {length}"), &mut seen);
    }
    eprintln!("faults: {} cut databases, each restored; answers: {seen:?}", rounds());
}

/// A log that lost its end has lost what was written last. The program goes on with the rest, whole, and says that something is
/// missing: the head of the audit chain that is kept beside the key reaches further.
#[test]
fn a_cut_log_leaves_whole_work_and_is_noticed() {
    let mut district = District::new(33);
    let as_new = district.folder.path().join("as-new");
    fs::rename(district.data(), &as_new).unwrap();
    let (mut noticed, mut whole, mut damaged) = (0, 0, 0);
    for round in 0..rounds() {
        copy(&as_new, &district.data());
        let (mut child, saving) = Saver::start(&district, What::Account).series(What::Account, "d".to_owned(), 10_000);
        let log = district.data().join("data.sqlite-wal");
        for _ in 0..400 {
            if fs::metadata(&log).is_ok_and(|m| m.len() > 0) {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        std::thread::sleep(std::time::Duration::from_millis(900));
        child.kill().unwrap();
        child.wait().unwrap();
        let (saved, _) = saving.join().unwrap();
        let size = fs::metadata(&log).unwrap().len();
        cut(&log, district.chance.below(size + 1));
        let health = match district.examined() {
            Ok(health) => health,
            // Part of the log was in the file already: what is left of it is older than the file. That can't be mended, and is said.
            Err(told) => {
                assert!(told.code == Some(5) && told.out.contains("\"database_damaged\""), "round {round}: {told:?}");
                damaged += 1;
                fs::remove_dir_all(district.data()).unwrap();
                continue;
            }
        };
        let sql = "SELECT CAST((SELECT COUNT(*) FROM audit WHERE operation = 'account.create') \
             - (SELECT COUNT(*) FROM account WHERE login LIKE 'd-%' OR login LIKE 'demo.%') AS TEXT)";
        assert_eq!((district.texts(sql), &health["faults"]), (vec!["0".to_owned()], &serde_json::json!([])), "round {round}");
        let stored = What::Account.stored(&district, "d");
        assert!(stored <= saved + 1);
        if health["well"] == true {
            whole += 1;
        } else {
            assert!(health["audit_faults"].as_i64() > Some(0), "round {round}: {health}");
            noticed += 1;
        }
        fs::remove_dir_all(district.data()).unwrap();
    }
    eprintln!(
        "faults: {} cut logs, {noticed} noticed by the audit chain, {whole} with nothing sealed missing, {damaged} said to be damaged",
        rounds()
    );
}

#[test]
fn a_cut_backup_is_refused_and_changes_nothing() {
    let mut victim = Victim::new(34);
    victim.renew();
    let size = fs::metadata(&victim.backup).unwrap().len();
    let cut_off = victim.district.folder.path().join("cut.yimen.zip");
    for round in 0..rounds() {
        fs::copy(&victim.backup, &cut_off).unwrap();
        let length = if round == 0 { 0 } else { victim.district.chance.below(size) };
        cut(&cut_off, length);
        let aside = &["restore", "--unreadable-aside", text(&cut_off)];
        for args in [&["backup", "verify", text(&cut_off)][..], &["restore", text(&cut_off)], aside] {
            let told = victim.district.run(args);
            assert!(told.code == Some(1) && told.says(&zh().error_backup_unusable_what("cut.yimen.zip")), "{length}: {args:?}: {told:?}");
        }
        assert_eq!(victim.district.sound(), victim.ratings);
        assert!(!victim.district.data().join("replaced").exists(), "a backup that is no good puts no database aside");
    }
}
