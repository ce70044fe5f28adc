//! Handles of files that were named on the command line.

use api::{ApiError, ErrorCode, InFile, OutFile};
use service::Files;
use std::path::{Path, PathBuf};

/// The files of one command: its handle is the path itself, and only those named here are known.
#[derive(Clone, Debug, Default)]
pub(crate) struct Named(Vec<PathBuf>);

fn name_of(path: &Path) -> String {
    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}

impl Named {
    /// A file to be read.
    pub(crate) fn input(&mut self, path: &Path) -> Result<InFile, ApiError> {
        let name = name_of(path);
        let detail = |e: &std::io::Error| if e.kind() == std::io::ErrorKind::PermissionDenied { "denied" } else { "gone" };
        let size = std::fs::metadata(path)
            .map_err(|e| ApiError::new(ErrorCode::FileUnreadable).with("name", &name).with("detail", detail(&e)))?
            .len();
        self.0.push(path.to_path_buf());
        Ok(InFile { handle: (self.0.len() - 1).to_string(), name, size })
    }

    /// A file to be written.
    pub(crate) fn output(&mut self, path: &Path) -> OutFile {
        self.0.push(path.to_path_buf());
        OutFile { handle: (self.0.len() - 1).to_string(), name: name_of(path) }
    }

    fn path(&self, handle: &str) -> Option<PathBuf> {
        self.0.get(handle.parse::<usize>().ok()?).cloned()
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
