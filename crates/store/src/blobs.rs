//! The bytes of attachments: files of a folder, named by their SHA-256. The seam behind which another place could stand.
//!
//! A blob appears under its name only when it is whole, and is on the disk before anything refers to it; the same bytes are kept
//! once. What nothing refers to, since whoever brought it was stopped, is swept away after a day.

use crate::keys::hex;
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// Ending of a blob that is being written.
const PART: &str = ".part";

/// How long what nothing refers to is left alone: whoever writes it may not have finished.
const ALONE: Duration = Duration::from_secs(24 * 60 * 60);

/// A folder of blobs.
#[derive(Clone, Debug)]
pub struct Blobs {
    folder: PathBuf,
}

/// What was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its name: SHA-256, hexadecimal.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
}

impl Blobs {
    /// Those of a district, beside its database.
    pub fn of(home: &Path) -> Self {
        Self::new(home.join("attachments"))
    }

    /// The blobs of a folder, which need not be there yet.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Where a blob lies; none if it is no name of one.
    pub fn path(&self, sha256: &str) -> Option<PathBuf> {
        let is_name = sha256.len() == 64 && sha256.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        let start = sha256.get(..2).filter(|_| is_name)?;
        Some(self.folder.join(start).join(sha256))
    }

    /// Keeps what can be read. More than `limit` bytes are refused as [`std::io::ErrorKind::FileTooLarge`].
    pub fn keep(&self, from: impl Read, limit: u64) -> std::io::Result<Kept> {
        fs::create_dir_all(&self.folder)?;
        let part = self.folder.join(format!("{}{PART}", uuid::Uuid::now_v7().simple()));
        let kept = self.copy(from, &part, limit);
        if kept.is_err() {
            // Nothing can be done about a part that can't be removed; it is swept away later.
            let _ = fs::remove_file(&part);
        }
        kept
    }

    fn copy(&self, from: impl Read, part: &Path, limit: u64) -> std::io::Result<Kept> {
        let (mut from, mut file) = (from.take(limit.saturating_add(1)), File::create(part)?);
        let (mut hash, mut size, mut buffer) = (Sha256::new(), 0_u64, vec![0_u8; 1 << 16]);
        loop {
            let n = from.read(&mut buffer)?;
            let Some(bytes) = buffer.get(..n).filter(|bytes| !bytes.is_empty()) else { break };
            hash.update(bytes);
            file.write_all(bytes)?;
            size += bytes.len() as u64;
        }
        if size > limit {
            return Err(std::io::ErrorKind::FileTooLarge.into());
        }
        file.sync_all()?;
        drop(file);
        let sha256 = hex(&hash.finalize());
        let target = self.path(&sha256).ok_or(std::io::ErrorKind::InvalidData)?;
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
            fs::rename(part, &target)?;
            // A rename that is not on the disk yet is one that did not happen; elsewhere than on Unix a folder can't be synced.
            let _ = File::open(folder).and_then(|folder| folder.sync_all());
        }
        Ok(Kept { sha256, size })
    }

    /// Reads a blob, once its bytes are those of its name.
    pub fn read(&self, sha256: &str) -> std::io::Result<Vec<u8>> {
        let path = self.path(sha256).ok_or(std::io::ErrorKind::InvalidInput)?;
        let bytes = fs::read(path)?;
        if hex(&Sha256::digest(&bytes)) == sha256 { Ok(bytes) } else { Err(std::io::ErrorKind::InvalidData.into()) }
    }

    /// Takes the blobs of another folder over, which is left without them. What was taken over before is no error.
    pub fn absorb(&self, other: &Self) -> std::io::Result<()> {
        let Ok(folders) = fs::read_dir(&other.folder) else { return Ok(()) };
        for folder in folders {
            let folder = folder?.path();
            if !folder.is_dir() {
                continue;
            }
            for file in fs::read_dir(folder)? {
                let file = file?.path();
                let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
                let Some(target) = self.path(name) else { continue };
                if let Some(parent) = target.parent() {
                    fs::create_dir_all(parent)?;
                }
                // The same name is the same bytes.
                fs::rename(&file, &target)?;
            }
        }
        Ok(())
    }

    /// Removes parts and blobs that nothing refers to and that have lain for a day; how many. One that can't be removed now keeps no
    /// other one.
    pub fn sweep(&self, used: &HashSet<String>, now: SystemTime) -> std::io::Result<usize> {
        let mut gone = 0;
        let Ok(entries) = fs::read_dir(&self.folder) else { return Ok(0) };
        let mut files = Vec::new();
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                files.extend(fs::read_dir(path)?.filter_map(|entry| Some(entry.ok()?.path())));
            } else {
                files.push(path);
            }
        }
        for path in files {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let is_ours = name.ends_with(PART) || self.path(name).is_some_and(|own| own == path);
            let at = fs::metadata(&path).and_then(|about| about.modified());
            let is_old = at.is_ok_and(|at| now.duration_since(at).is_ok_and(|age| age > ALONE));
            if is_ours && is_old && !used.contains(name) {
                match fs::remove_file(&path) {
                    Ok(()) => gone += 1,
                    Err(error) => tracing::warn!(%error, "bytes that nothing refers to could not be removed"),
                }
            }
        }
        Ok(gone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(folder: &Path) -> usize {
        let inner = |path: PathBuf| if path.is_dir() { fs::read_dir(path).unwrap().count() } else { 1 };
        fs::read_dir(folder).map_or(0, |all| all.map(|entry| inner(entry.unwrap().path())).sum())
    }

    #[test]
    fn the_same_bytes_are_kept_once_and_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::new(folder.path().join("attachments"));
        let kept = blobs.keep(&b"photo"[..], 10).unwrap();
        assert_eq!(kept, blobs.keep(&b"photo"[..], 10).unwrap());
        assert_eq!((kept.size, blobs.read(&kept.sha256).unwrap().as_slice()), (5, &b"photo"[..]));
        assert_eq!(files(&folder.path().join("attachments")), 1);
        for odd in ["", "..", &"0".repeat(63), &format!("../{}", "0".repeat(61)), &"G".repeat(64)] {
            assert!(blobs.path(odd).is_none(), "{odd}");
        }
    }

    #[test]
    fn one_folder_takes_over_what_another_has() {
        let folder = tempfile::tempdir().unwrap();
        let (own, other) = (Blobs::new(folder.path().join("own")), Blobs::new(folder.path().join("other")));
        own.absorb(&other).unwrap();
        let (both, new) = (own.keep(&b"both"[..], 10).unwrap(), other.keep(&b"new"[..], 10).unwrap());
        other.keep(&b"both"[..], 10).unwrap();
        own.absorb(&other).unwrap();
        own.absorb(&other).unwrap();
        assert!(own.read(&both.sha256).is_ok() && own.read(&new.sha256).is_ok());
        assert_eq!(files(&folder.path().join("other")), 0);
    }

    #[test]
    fn too_much_is_refused_and_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::new(folder.path().to_owned());
        assert_eq!(blobs.keep(&[7_u8; 11][..], 10).unwrap_err().kind(), std::io::ErrorKind::FileTooLarge);
        assert_eq!(files(folder.path()), 0);
    }

    #[test]
    fn bytes_that_are_others_are_found() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::new(folder.path().to_owned());
        let kept = blobs.keep(&b"photo"[..], 10).unwrap();
        fs::write(blobs.path(&kept.sha256).unwrap(), b"pHoto").unwrap();
        assert_eq!(blobs.read(&kept.sha256).unwrap_err().kind(), std::io::ErrorKind::InvalidData);
    }

    #[test]
    fn what_nothing_refers_to_goes_after_a_day() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::new(folder.path().to_owned());
        let (used, not) = (blobs.keep(&b"a"[..], 10).unwrap(), blobs.keep(&b"b"[..], 10).unwrap());
        fs::write(folder.path().join("0.part"), b"c").unwrap();
        fs::write(folder.path().join("note.txt"), b"somebody's own").unwrap();
        let known = HashSet::from([used.sha256.clone()]);
        let now = fs::metadata(folder.path().join("0.part")).unwrap().modified().unwrap();
        assert_eq!(blobs.sweep(&known, now).unwrap(), 0, "it may not be finished");
        assert_eq!(blobs.sweep(&known, now + ALONE * 2).unwrap(), 2);
        assert!(blobs.read(&used.sha256).is_ok() && blobs.read(&not.sha256).is_err());
        assert!(folder.path().join("note.txt").exists());
    }

    #[test]
    fn one_that_can_not_be_removed_keeps_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::new(folder.path().to_owned());
        let names = ["00", "55", "ff"].map(|start| start.repeat(32));
        for (n, name) in names.iter().enumerate() {
            let path = blobs.path(name).unwrap();
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            // What is a folder can't be removed as a file.
            if n == 1 { fs::create_dir(&path).unwrap() } else { fs::write(&path, b"a").unwrap() }
        }
        let now = fs::metadata(blobs.path(&names[1]).unwrap()).unwrap().modified().unwrap();
        assert_eq!(blobs.sweep(&HashSet::new(), now + ALONE * 2).unwrap(), 2);
        assert_eq!(names.map(|name| blobs.path(&name).unwrap().exists()), [false, true, false]);
    }
}
