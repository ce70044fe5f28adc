//! A job's claim, on its staging file if it has one: a lock that the operating system takes away when the process ends, however it ends.

use super::staging::remove;
use crate::error::StoreError;
use crate::held::{self, Found};
use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// A lock file beside the staging file, held while the job runs.
pub struct Claim {
    path: PathBuf,
    /// Closing it opens the lock.
    _held: File,
}

impl Claim {
    /// Takes the claim of a job.
    pub fn make(folder: &Path, job: Uuid) -> Result<Self, StoreError> {
        let path = folder.join(format!("{job}.lock"));
        let held = held::hold(&path, OpenOptions::new().write(true).create(true).truncate(true))?;
        Ok(Self { path, _held: held })
    }

    /// Gives it up: the job has ended.
    pub fn give_up(self) -> Result<(), StoreError> {
        remove(&self.path)
    }
}

/// Removes the staging files of jobs whose process is gone, and hands back those jobs.
pub fn sweep(folder: &Path) -> Result<Vec<Uuid>, StoreError> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error.into()),
    };
    let mut jobs = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let known = path.extension().is_some_and(|e| e == "sqlite" || e == "lock");
        let job = path.file_stem().and_then(|stem| Uuid::try_parse(stem.to_str()?).ok());
        jobs.extend(job.filter(|_| known));
    }
    jobs.sort_unstable();
    jobs.dedup();
    let mut dead = Vec::new();
    for job in jobs {
        let lock = folder.join(format!("{job}.lock"));
        // One that can't be looked at is taken for held.
        let Ok(found @ (Found::Left(_) | Found::Gone)) = held::find(&lock) else { continue };
        remove(&folder.join(format!("{job}.sqlite")))?;
        remove(&lock)?;
        drop(found);
        dead.push(job);
    }
    Ok(dead)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn only_what_nobody_holds_is_swept() {
        let folder = tempfile::tempdir().unwrap();
        let [alive, dead, lockless] = [1_u128, 2, 3].map(Uuid::from_u128);
        for job in [alive, dead, lockless] {
            std::fs::write(folder.path().join(format!("{job}.sqlite")), "names and phones").unwrap();
        }
        std::fs::write(folder.path().join("notes.txt"), "not ours").unwrap();
        let held = Claim::make(folder.path(), alive).unwrap();
        drop(Claim::make(folder.path(), dead).unwrap());
        assert_eq!(sweep(folder.path()).unwrap(), [dead, lockless]);
        let mut left: Vec<String> =
            std::fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        left.sort();
        assert_eq!(left, [format!("{alive}.lock"), format!("{alive}.sqlite"), "notes.txt".to_owned()]);
        drop(held);
        assert_eq!(sweep(folder.path()).unwrap(), [alive]);
        assert_eq!(sweep(&folder.path().join("nowhere")).unwrap(), Vec::<Uuid>::new());
    }
}
