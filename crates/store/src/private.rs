//! What nobody else on this machine may read: the district's folder, its database, its backups and its keys.
//!
//! Elsewhere than on Unix the folder of the person's own data is private already.

use std::fs::{DirBuilder, OpenOptions};
use std::io;
use std::path::Path;

/// For a secret: a file that only its owner may read once it is made.
pub(crate) fn secret() -> OpenOptions {
    with_mode(0o600)
}

/// For data in a folder: a file that its owner may read once it is made, and those who may write into the folder too, since it was made
/// for them. One that is there keeps what was set.
pub(crate) fn data_in(folder: &Path) -> OpenOptions {
    with_mode(0o600 | shared(folder))
}

/// Makes a folder that only its owner may enter, with what leads to it; one that is there keeps what was set.
pub fn folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

#[cfg(unix)]
fn with_mode(mode: u32) -> OpenOptions {
    let mut options = OpenOptions::new();
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
    options
}

#[cfg(not(unix))]
fn with_mode(_: u32) -> OpenOptions {
    OpenOptions::new()
}

/// Rights of the others who may write into a folder.
#[cfg(unix)]
fn shared(folder: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(folder).map_or(0, |found| found.permissions().mode());
    [0o020, 0o002].into_iter().filter(|writes| mode & writes != 0).map(|writes| writes | writes << 1).sum()
}

#[cfg(not(unix))]
fn shared(_: &Path) -> u32 {
    0
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use std::fs::Permissions;
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;

    fn mode(path: &Path) -> u32 {
        std::fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    /// A district's data is its owner's; in a folder that was made for several it is theirs.
    #[tokio::test]
    async fn nobody_else_reads_a_new_district() {
        let outer = tempfile::tempdir().unwrap();
        let home = outer.path().join("district");
        let store = crate::Store::open(crate::Location::Folder(home.clone())).await.unwrap();
        assert_eq!((mode(&home), mode(&home.join("data.sqlite"))), (0o700, 0o600));
        store.close().await;
        for (given, file) in [(0o770, 0o660), (0o777, 0o666), (0o755, 0o600), (0o750, 0o600)] {
            let shared = outer.path().join(format!("{given:o}"));
            std::fs::create_dir(&shared).unwrap();
            std::fs::set_permissions(&shared, Permissions::from_mode(given)).unwrap();
            crate::Store::open(crate::Location::Folder(shared.clone())).await.unwrap().close().await;
            // What the account's umask takes away is taken away here too.
            let made = mode(&shared.join("data.sqlite"));
            assert_eq!((mode(&shared), made & 0o600, made & !file), (given, 0o600, 0), "{given:o}");
        }
    }
}
