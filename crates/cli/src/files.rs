//! Handles of files that were named on the command line.

use api::{ApiError, ErrorCode, InFile, OutFile};
use service::Files;
use std::path::{Path, PathBuf};

/// The files of one command; only those named on its line are known.
#[derive(Clone, Debug, Default)]
pub(crate) struct Named(Vec<(String, PathBuf)>);

fn name_of(path: &Path) -> String {
    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}

impl Named {
    /// A file to be read.
    pub(crate) fn input(&mut self, path: &Path) -> Result<InFile, ApiError> {
        let name = name_of(path);
        let detail = |e: &std::io::Error| if e.kind() == std::io::ErrorKind::PermissionDenied { "denied" } else { "gone" };
        let unreadable = |detail: &str| ApiError::new(ErrorCode::FileUnreadable).with("name", &name).with("detail", detail);
        let found = std::fs::metadata(path).map_err(|e| unreadable(detail(&e)))?;
        if found.is_dir() {
            return Err(unreadable("folder"));
        }
        Ok(InFile { handle: self.add(path), name, size: found.len() })
    }

    /// A file to be written.
    pub(crate) fn output(&mut self, path: &Path) -> OutFile {
        OutFile { handle: self.add(path), name: name_of(path) }
    }

    /// A file under a handle that the person chose.
    pub(crate) fn know(&mut self, handle: &str, path: &Path) {
        self.0.push((handle.to_owned(), path.to_path_buf()));
    }

    fn add(&mut self, path: &Path) -> String {
        let handle = self.0.len().to_string();
        self.0.push((handle.clone(), path.to_path_buf()));
        handle
    }

    fn path(&self, handle: &str) -> Option<PathBuf> {
        self.0.iter().find(|(known, _)| known == handle).map(|(_, path)| path.clone())
    }
}

impl Files for Named {
    fn path_in(&self, handle: &str) -> Option<PathBuf> {
        self.path(handle)
    }
    fn path_out(&self, handle: &str) -> Option<PathBuf> {
        self.path(handle)
    }
}
