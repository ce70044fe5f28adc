//! Errors of handlers, and how they are worded for a door.

use api::{ApiError, ErrorCode};
use store::StoreError;

/// Why a handler gave up.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Something the person can act on.
    #[error(transparent)]
    Api(#[from] ApiError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Anything else: a fault of ours.
    #[error("{0}")]
    Fault(String),
}

impl From<ErrorCode> for Failure {
    fn from(code: ErrorCode) -> Self {
        Self::Api(code.into())
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Fault(error.to_string())
    }
}

impl From<getrandom::Error> for Failure {
    fn from(error: getrandom::Error) -> Self {
        Self::Fault(error.to_string())
    }
}

impl From<tokio::task::JoinError> for Failure {
    fn from(error: tokio::task::JoinError) -> Self {
        Self::Fault(error.to_string())
    }
}

impl Failure {
    /// What crosses the door. A fault is logged in full under an id, and only the id is told.
    pub(crate) fn into_api(self, operation: &str, id: uuid::Uuid) -> ApiError {
        use std::io::ErrorKind::{PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
        match self {
            Self::Api(error) => error,
            Self::Store(StoreError::Busy) => ErrorCode::Busy.into(),
            Self::Store(StoreError::DiskFull) => ErrorCode::DiskFull.into(),
            Self::Store(StoreError::ReadOnly) => ErrorCode::ReadOnly.into(),
            Self::Store(StoreError::KeyLost(which)) => ApiError::new(ErrorCode::KeyLost).with("key", which.code()),
            Self::Store(StoreError::InUse) => ErrorCode::InUse.into(),
            Self::Store(StoreError::Newer { found, known }) => {
                ApiError::new(ErrorCode::DatabaseNewer).with("found", found).with("known", known)
            }
            Self::Store(StoreError::Unavailable(detail)) => ApiError::new(ErrorCode::Unavailable).with("detail", detail),
            Self::Store(StoreError::File(io)) if matches!(io.kind(), StorageFull | QuotaExceeded) => ErrorCode::DiskFull.into(),
            Self::Store(StoreError::File(io)) if matches!(io.kind(), PermissionDenied | ReadOnlyFilesystem) => {
                ApiError::new(ErrorCode::ReadOnly).with("detail", io)
            }
            Self::Store(error @ (StoreError::Damaged(_) | StoreError::Inconsistent { .. })) => {
                tracing::error!(%operation, %error, "what is stored can't be read");
                ApiError::new(ErrorCode::DatabaseDamaged).with("detail", error)
            }
            other => {
                tracing::error!(%operation, %id, error = %other, "an operation failed by a fault");
                ApiError::new(ErrorCode::Internal).with("id", id)
            }
        }
    }
}

/// Why a database could not be opened, or put aside, as it is told.
pub fn why(error: StoreError) -> ApiError {
    tracing::error!(%error, "the database could not be opened");
    match error {
        StoreError::NetworkFolder(folder) => ApiError::new(ErrorCode::Unavailable).with("detail", format!("network folder {folder}")),
        // Nothing can be looked up in the log of a program that did not start: what is wrong is told.
        error => {
            let detail = error.to_string();
            let told = Failure::Store(error).into_api("open", uuid::Uuid::now_v7());
            if told.code == ErrorCode::Internal { ApiError::new(ErrorCode::Unavailable).with("detail", detail) } else { told }
        }
    }
}
