//! Who has a district's folder open. Every program that opens the database holds a shared lock on `lock` for as long; what needs
//! the database alone (putting a restored one in its place) asks for it exclusively. The operating system takes the lock away
//! when a process ends, however it ends.

use crate::error::StoreError;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use std::time::Duration;

const FILE: &str = "lock";

/// A lock; it ends when it is dropped.
#[derive(Debug)]
pub(crate) struct Lock {
    _held: File,
}

fn file(home: &Path) -> Result<File, StoreError> {
    crate::private::folder(home)?;
    Ok(OpenOptions::new().read(true).write(true).create(true).truncate(false).open(home.join(FILE))?)
}

/// Shares the folder with other programs; waits while one has it alone.
pub(crate) async fn share(home: &Path) -> Result<Lock, StoreError> {
    let file = file(home)?;
    for _ in 0..600 {
        match file.try_lock_shared() {
            Ok(()) => return Ok(Lock { _held: file }),
            Err(TryLockError::WouldBlock) => tokio::time::sleep(Duration::from_millis(50)).await,
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
    }
    Err(StoreError::InUse)
}

/// Has the folder alone; `None` if another program has it open for longer than `patience`.
pub(crate) async fn alone(home: &Path, patience: Duration) -> Result<Option<Lock>, StoreError> {
    const STEP: Duration = Duration::from_millis(50);
    let file = file(home)?;
    let mut left = patience;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Some(Lock { _held: file })),
            Err(TryLockError::WouldBlock) if left.is_zero() => return Ok(None),
            Err(TryLockError::WouldBlock) => {
                tokio::time::sleep(STEP.min(left)).await;
                left = left.saturating_sub(STEP);
            }
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[tokio::test]
    async fn many_share_and_one_has_it_alone() {
        let home = tempfile::tempdir().unwrap();
        let (first, second) = (share(home.path()).await.unwrap(), share(home.path()).await.unwrap());
        assert!(alone(home.path(), Duration::ZERO).await.unwrap().is_none());
        drop(first);
        assert!(alone(home.path(), Duration::from_millis(120)).await.unwrap().is_none());
        drop(second);
        let only = alone(home.path(), Duration::ZERO).await.unwrap().unwrap();
        let waiting = tokio::spawn({
            let home = home.path().to_owned();
            async move { share(&home).await.map(|_| ()) }
        });
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert!(!waiting.is_finished());
        drop(only);
        waiting.await.unwrap().unwrap();
    }
}
