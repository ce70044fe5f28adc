//! What can be wrong with an archive or with restoring it.

use crate::error::StoreError;

/// Why an archive could not be made, read or restored.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// It is not an archive of this program.
    #[error("not an archive of this program")]
    NotOurs,
    /// A part is missing, too long, or not what the manifest says.
    #[error("damaged: {0}")]
    Damaged(String),
    /// It needs a passphrase, and none was given.
    #[error("a passphrase is needed")]
    PassphraseNeeded,
    /// The passphrase is another one.
    #[error("the passphrase is wrong")]
    PassphraseWrong,
    /// It was encrypted to another installation's key, or that key is lost.
    #[error("encrypted to another key")]
    OtherKey,
    /// Made by a newer program.
    #[error("the archive has {what} {found}, this program knows up to {known}")]
    Newer {
        /// `format` or `schema`.
        what: &'static str,
        /// The archive's.
        found: i64,
        /// The newest that this program knows.
        known: i64,
    },
    /// Its tables are not those of its schema.
    #[error("its tables do not fit: {0}")]
    Unfit(String),
    /// Somebody asked to stop.
    #[error("cancelled")]
    Cancelled,
    /// The file could not be read or written.
    #[error("file: {0}")]
    File(#[from] std::io::Error),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for ArchiveError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<zip::result::ZipError> for ArchiveError {
    fn from(error: zip::result::ZipError) -> Self {
        match error {
            zip::result::ZipError::Io(io) => io.into(),
            zip::result::ZipError::FileNotFound => Self::Damaged("a part is missing".to_owned()),
            other => Self::Damaged(other.to_string()),
        }
    }
}
