//! Handles to paths: made by a door from a dialog, a drop or an argument, never by a request.

use std::path::PathBuf;

/// What a door knows of the handles it made.
pub trait Files: Send + Sync {
    /// The file behind an [`api::InFile::handle`]; `None` if this door never made it.
    fn path_in(&self, handle: &str) -> Option<PathBuf>;
    /// The file behind an [`api::OutFile::handle`].
    fn path_out(&self, handle: &str) -> Option<PathBuf>;
}

/// A door without files.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoFiles;

impl Files for NoFiles {
    fn path_in(&self, _: &str) -> Option<PathBuf> {
        None
    }
    fn path_out(&self, _: &str) -> Option<PathBuf> {
        None
    }
}
