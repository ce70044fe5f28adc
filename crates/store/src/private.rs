//! What nobody else on this machine may read: the district's folder, its database, its backups and its keys.
//!
//! Elsewhere than on Unix the folder of the person's own data is private already.

use std::fs::{DirBuilder, OpenOptions};
use std::io;
use std::path::Path;

/// For a file that only its owner may read once it is made; one that is there keeps what was set.
pub(crate) fn file() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Makes a folder that only its owner may enter, with what leads to it; one that is there keeps what was set.
pub fn folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;

    fn mode(path: &Path) -> u32 {
        std::fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    /// A district's data is its owner's, whatever the account's umask; a folder that was made for several keeps its rights.
    #[tokio::test]
    async fn nobody_else_reads_a_new_district() {
        let outer = tempfile::tempdir().unwrap();
        let home = outer.path().join("district");
        let store = crate::Store::open(crate::Location::Folder(home.clone())).await.unwrap();
        assert_eq!((mode(&home), mode(&home.join("data.sqlite"))), (0o700, 0o600));
        store.close().await;

        let shared = outer.path().join("shared");
        std::fs::create_dir(&shared).unwrap();
        std::fs::set_permissions(&shared, std::fs::Permissions::from_mode(0o750)).unwrap();
        crate::Store::open(crate::Location::Folder(shared.clone())).await.unwrap().close().await;
        assert_eq!(mode(&shared), 0o750);
    }
}
