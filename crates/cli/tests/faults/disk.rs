//! Disks on which nothing can be written: full ones, and ones that are read-only. A small file system in memory is mounted for
//! that, which needs to be root.

use crate::district::{Chance, District, ROWS, file_of, run, text, yimenctl, zh};
use crate::rounds;
use crate::saving::{Saver, What};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A small disk; unmounted when dropped.
struct Disk(tempfile::TempDir);

impl Disk {
    /// None, and a loud line, where it can't be mounted.
    fn mount(mib: u32) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let size = format!("size={mib}m,mode=755");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(folder.path()).output();
        if mounted.is_ok_and(|m| m.status.success()) {
            return Some(Self(folder));
        }
        eprintln!("skipped: a small disk can't be mounted here (that takes root)");
        None
    }

    fn folder(&self) -> &Path {
        self.0.path()
    }

    /// Fills it but for so many KiB.
    fn fill(&self, left_kib: u64) -> Filled {
        let path = self.folder().join("full");
        let mut file = File::create(&path).unwrap();
        let mut size = 0;
        for chunk in [1 << 20, 4 << 10] {
            let bytes = vec![0_u8; chunk];
            while file.write_all(&bytes).is_ok() {
                size += chunk as u64;
            }
            file.set_len(size).unwrap();
        }
        file.set_len(size.saturating_sub(left_kib << 10)).unwrap();
        Filled(path)
    }

    fn remount(&self, how: &str) {
        let done = Command::new("mount").args(["-o", &format!("remount,{how}")]).arg(self.folder()).status().unwrap();
        assert!(done.success());
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // What is still open in it keeps it until then; nobody sees it any more.
        let _ = Command::new("umount").arg("-l").arg(self.folder()).status();
    }
}

/// What fills a disk; removed when dropped.
struct Filled(PathBuf);

impl Drop for Filled {
    fn drop(&mut self) {
        fs::remove_file(&self.0).unwrap();
    }
}

/// How much room is left: around what opening, staging, merging and a backup need.
fn left(chance: &mut Chance, round: u64) -> u64 {
    const KNOWN: [u64; 8] = [0, 8, 36, 72, 120, 300, 700, 1_500];
    match KNOWN.get(usize::try_from(round).unwrap()) {
        Some(kib) => *kib,
        None => chance.below(2_500),
    }
}

#[test]
fn a_full_disk_takes_nothing_away() {
    let Some(disk) = Disk::mount(24) else { return };
    let mut district = District::in_folder(21, disk.folder().join("data"));
    let full = zh().error_disk_full_what();
    let (mut there, mut refused, mut saved_in_all) = (district.sound(), 0, 0);
    for round in 0..rounds().max(6) {
        let left = left(&mut district.chance, round);
        let (file, series) = (file_of(&district, round), format!("d{round}"));
        let filled = disk.fill(left);
        for args in [&["import", "ratings", text(&file)][..], &["backup"]] {
            let told = district.run(args);
            let is_import = args[0] == "import";
            assert!(told.code == Some(0) || told.code == Some(5) && told.says(&full), "{left} KiB left: {args:?}: {told:?}");
            refused += u64::from(told.code != Some(0));
            if is_import && told.code == Some(0) {
                there += ROWS;
            }
        }
        let (mut child, saving) = Saver::start(&district, What::Account).series(What::Account, series.clone(), 30);
        let (saved, errors) = saving.join().unwrap();
        child.wait().unwrap();
        assert!(errors.iter().all(|code| code == "disk_full"), "{left} KiB left: {errors:?}");
        drop(filled);
        assert_eq!(district.sound(), there, "{left} KiB left");
        assert_eq!(What::Account.stored(&district, &series), saved, "{left} KiB left");
        saved_in_all += saved;
        // Nothing stands in the way once there is room again, nor was anything left behind.
        let again = file_of(&district, 1_000 + round);
        district.done(&["import", "ratings", text(&again)]);
        assert_eq!(district.sound(), there + ROWS, "{left} KiB left");
        district.done(&["backup"]);
        let backups = district.data().join("backups");
        for entry in fs::read_dir(&backups).unwrap() {
            let path = entry.unwrap().path();
            assert!(!text(&path).ends_with(".part"), "{}", path.display());
            if text(&path).ends_with(".zip") {
                district.done(&["backup", "verify", text(&path)]);
            }
        }
        // The disk would fill by itself.
        fs::remove_dir_all(&backups).unwrap();
        fs::remove_dir_all(district.data()).unwrap();
        district = District::in_folder(22 + round, district.data());
        there = district.sound();
    }
    eprintln!("faults: {} full disks, {refused} refusals, {saved_in_all} saves acknowledged and there", rounds().max(6));
}

/// A program that stays open while the disk is full works again once there is room, without being started again.
#[test]
fn a_program_outlives_a_full_disk() {
    let Some(disk) = Disk::mount(24) else { return };
    let district = District::in_folder(23, disk.folder().join("data"));
    let mut saver = Saver::start(&district, What::Account);
    let (mut saved, mut refused) = (0, 0);
    for round in 0..rounds() {
        let series = format!("d{round}");
        let filled = disk.fill(round % 3 * 20);
        for n in 0..60 {
            let reply = saver.save(&What::Account.request(&series, n)).unwrap_or_else(|| panic!("round {round}: {:?}", saver.ended()));
            match reply["error"]["code"].as_str() {
                None => saved += 1,
                Some("disk_full") => refused += 1,
                Some(other) => panic!("round {round}: {other}"),
            }
        }
        drop(filled);
        let reply = saver.save(&What::Account.request(&series, 60)).unwrap();
        assert!(reply.get("ok").is_some(), "round {round}: there is room again, and still {reply}");
        saved += 1;
    }
    let (mut child, rest) = saver.series(What::Account, "d".to_owned(), 0);
    rest.join().unwrap();
    child.wait().unwrap();
    assert!(refused > 0, "the disk was never full");
    district.sound();
    let stored = district.texts("SELECT CAST(COUNT(*) AS TEXT) FROM account WHERE login LIKE 'd%-%'");
    assert_eq!(stored, [saved.to_string()]);
}

#[test]
fn a_read_only_folder_is_said_to_be_one() {
    let Some(disk) = Disk::mount(24) else { return };
    let district = District::in_folder(24, disk.folder().join("data"));
    let (there, file) = (district.sound(), file_of(&district, 0));
    disk.remount("ro");
    let read_only = zh().error_read_only_what();
    for args in [&["doctor"][..], &["import", "ratings", text(&file)], &["backup"]] {
        let told = district.run(args);
        assert!(told.code == Some(5) && told.says(&read_only), "{args:?}: {told:?}");
    }
    let told = run(yimenctl(&disk.folder().join("new")).args(["init", "--kind", "real"]));
    assert!(told.code == Some(5) && told.says(&read_only), "{told:?}");
    disk.remount("rw");
    assert_eq!(district.sound(), there);
}
