//! Handles to paths: made by a door from a dialog, a drop or an argument, never by a request.

use std::path::PathBuf;

/// What a door knows of the handles it made.
pub trait Files: Send + Sync {
    /// The file behind an [`api::InFile::handle`]; `None` if this door never made it.
    fn path_in(&self, handle: &str) -> Option<PathBuf>;
    /// The file behind an [`api::OutFile::handle`].
    fn path_out(&self, handle: &str) -> Option<PathBuf>;
    /// The folder behind an [`api::Folder::handle`].
    fn path_folder(&self, _handle: &str) -> Option<PathBuf> {
        None
    }
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

/// The text of a small file in any usual encoding; refused if it is larger than `limit` bytes.
pub(crate) fn small_text(cx: &crate::Cx<'_>, file: &api::InFile, limit: usize) -> Result<String, crate::Failure> {
    use documents::decode::{FileProblem, Utf8Reader, sniff};
    use std::io::Read;
    let unreadable = |problem: &FileProblem| crate::imports::unreadable(&file.name, problem);
    let mut source = std::fs::File::open(cx.path_in(file)?).map_err(|e| unreadable(&e.into()))?;
    if source.metadata().map_err(|e| unreadable(&e.into()))?.len() > limit as u64 {
        return Err(unreadable(&FileProblem::TooLarge).into());
    }
    let encoding = sniff(&mut source).map_err(|e| unreadable(&e))?;
    let mut text = String::new();
    Utf8Reader::new(source, encoding).read_to_string(&mut text).map_err(|e| unreadable(&e.into()))?;
    Ok(text)
}

/// The error for a file that could not be written.
pub(crate) fn unwritable(name: &str, error: &std::io::Error) -> api::ApiError {
    use std::io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem, StorageFull};
    match error.kind() {
        std::io::ErrorKind::FileTooLarge => {
            api::ApiError::new(api::ErrorCode::FileUnwritable).with("name", name).with("detail", "too_many_rows")
        }
        StorageFull => api::ErrorCode::DiskFull.into(),
        PermissionDenied | ReadOnlyFilesystem => {
            api::ApiError::new(api::ErrorCode::FileUnwritable).with("name", name).with("detail", "denied")
        }
        _ => api::ApiError::new(api::ErrorCode::FileUnwritable).with("name", name).with("detail", error),
    }
}

/// A file that appears under its name only when it is whole: written beside it, then renamed.
pub(crate) struct Atomic {
    target: PathBuf,
    part: PathBuf,
    file: Option<std::io::BufWriter<std::fs::File>>,
}

impl Atomic {
    pub(crate) fn create(target: &std::path::Path, name: &str) -> Result<Self, api::ApiError> {
        let mut part = target.as_os_str().to_owned();
        part.push(".part");
        let part = PathBuf::from(part);
        let file = std::fs::File::create(&part).map_err(|e| unwritable(name, &e))?;
        Ok(Self { target: target.to_owned(), part, file: Some(std::io::BufWriter::with_capacity(1 << 16, file)) })
    }

    /// Where to write.
    pub(crate) fn writer(&mut self) -> impl std::io::Write + std::io::Seek + Send + '_ {
        Guarded(self.file.as_mut())
    }

    /// Writes the rest, syncs and renames.
    pub(crate) fn keep(mut self, name: &str) -> Result<(), api::ApiError> {
        let Some(file) = self.file.take() else { return Ok(()) };
        let done = file.into_inner().map_err(std::io::IntoInnerError::into_error).and_then(|f| f.sync_all());
        done.and_then(|()| std::fs::rename(&self.part, &self.target)).map_err(|e| unwritable(name, &e))
    }
}

impl Drop for Atomic {
    fn drop(&mut self) {
        if self.file.take().is_some() {
            // Nothing can be done about a part that can't be removed, and the target was never touched.
            let _ = std::fs::remove_file(&self.part);
        }
    }
}

struct Guarded<'f>(Option<&'f mut std::io::BufWriter<std::fs::File>>);

impl std::io::Write for Guarded<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.as_mut().map_or(Err(std::io::ErrorKind::BrokenPipe.into()), |f| f.write(bytes))
    }
    fn flush(&mut self) -> std::io::Result<()> {
        self.0.as_mut().map_or(Ok(()), |f| f.flush())
    }
}

impl std::io::Seek for Guarded<'_> {
    fn seek(&mut self, to: std::io::SeekFrom) -> std::io::Result<u64> {
        self.0.as_mut().map_or(Err(std::io::ErrorKind::BrokenPipe.into()), |f| f.seek(to))
    }
}
