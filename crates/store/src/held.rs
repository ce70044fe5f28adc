//! Files that a process holds locked for as long as it needs what they stand for, and how others see whether one still does. The
//! operating system takes a lock away when a process ends, however it ends.
//!
//! A file is made and locked in two steps, between which somebody who tidies up may take it for left behind. So whoever holds
//! one asks again whether it is still there, and whoever removes one has its lock meanwhile.

use same_file::Handle;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::Path;
use std::time::Duration;

/// So often it is tried again where a file went away each time, or was about to.
const TRIES: u32 = 200;
/// Between two tries.
const PAUSE: Duration = Duration::from_millis(5);

/// What others find.
pub(crate) enum Found {
    /// A process holds it, or has just made it.
    Held,
    /// Its process is gone. What it stands for is removed first, then the file, then its lock is let go.
    Left(File),
    /// There is no such file.
    Gone,
}

/// Opens a file, which `options` may make, and holds it until it is closed; waits for whoever holds it. In a folder that knows
/// no locks it is only opened: nobody can take the lock there that [`find`] asks for.
pub(crate) fn hold(path: &Path, options: &OpenOptions) -> io::Result<File> {
    let mut tries = 0;
    loop {
        tries += 1;
        let file = match options.open(path) {
            Ok(file) => file,
            Err(error) if is_going(&error) && tries < TRIES => {
                std::thread::sleep(PAUSE);
                continue;
            }
            Err(error) => return Err(error),
        };
        match file.lock() {
            // Where files can't be told apart nobody can tidy up either.
            Ok(()) if is_at(&file, path)? || tries >= TRIES => return Ok(file),
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_) => return Ok(file),
        }
    }
}

/// On Windows a file that was removed stays until everybody has closed it, and can't be opened meanwhile.
fn is_going(error: &io::Error) -> bool {
    cfg!(windows) && error.kind() == ErrorKind::PermissionDenied
}

/// Whether somebody holds a file.
pub(crate) fn find(path: &Path) -> io::Result<Found> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Found::Gone),
        Err(error) => return Err(error),
    };
    match file.try_lock() {
        Ok(()) if is_at(&file, path)? => Ok(Found::Left(file)),
        Ok(()) | Err(TryLockError::WouldBlock) => Ok(Found::Held),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Whether a path still leads to an open file.
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    match Handle::from_path(path) {
        Ok(there) => Ok(there == Handle::from_file(file.try_clone()?)?),
        Err(error) if error.kind() == ErrorKind::NotFound || is_going(&error) => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use std::sync::atomic::{AtomicBool, Ordering};

    fn making() -> OpenOptions {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        options
    }

    #[test]
    fn what_is_held_is_left_alone_and_what_is_left_can_be_taken() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("one.lock");
        assert!(matches!(find(&path).unwrap(), Found::Gone));
        let held = hold(&path, &making()).unwrap();
        assert!(matches!(find(&path).unwrap(), Found::Held));
        drop(held);
        let Found::Left(left) = find(&path).unwrap() else { panic!("nobody holds it") };
        assert!(matches!(find(&path).unwrap(), Found::Held), "one who tidies up is enough");
        std::fs::remove_file(&path).unwrap();
        drop(left);
        assert!(matches!(find(&path).unwrap(), Found::Gone));
    }

    /// Somebody tidies up all the time; what is held is there each time all the same.
    #[test]
    fn a_file_is_there_as_long_as_it_is_held() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("one.lock");
        let is_over = AtomicBool::new(false);
        let removed = std::thread::scope(|scope| {
            let sweeper = scope.spawn(|| {
                let mut removed = 0;
                loop {
                    // Once more after the last one was let go.
                    let was_over = is_over.load(Ordering::SeqCst);
                    if let Found::Left(file) = find(&path).unwrap() {
                        std::fs::remove_file(&path).unwrap();
                        drop(file);
                        removed += 1;
                    }
                    if was_over {
                        return removed;
                    }
                }
            });
            for _ in 0..20_000 {
                let held = hold(&path, &making()).unwrap();
                let is_there = is_at(&held, &path).unwrap();
                drop(held);
                if !is_there {
                    is_over.store(true, Ordering::SeqCst);
                    panic!("it was removed although it was held");
                }
            }
            is_over.store(true, Ordering::SeqCst);
            sweeper.join().unwrap()
        });
        assert!(removed > 0, "the two never met");
    }
}
