//! Logs: a file a day for each program, in `logs/` of the district's folder, without personal data: what is logged names
//! operations, counts, keys of our own and errors.
//!
//! They are kept for their term (`domain::retention::Kept::Logs`, six months at least) and removed by the erasure schedule, not by
//! size: a folder that grows beyond [`SIZE_WARNED`] is warned of.

use crate::Service;
use domain::time::Instant;
use std::path::{Path, PathBuf};
use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{RollingFileAppender, Rotation};

/// Bytes of logs beyond which the administrator is warned.
pub const SIZE_WARNED: u64 = 512 << 20;

/// A log file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogFile {
    /// Where.
    pub path: PathBuf,
    /// The beginning of its day.
    pub at: Instant,
    /// Bytes.
    pub size: u64,
    /// The newest of its program, which may be written to.
    pub is_newest: bool,
}

/// Begins to log into a folder, as the named program; what is logged is on the disk once the guard is dropped. `YIMEN_LOG` says
/// how much.
pub fn start(home: &Path, program: &str) -> Option<WorkerGuard> {
    // Logs come first, before the database is opened.
    store::private::folder(home).ok()?;
    let appender = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix(program)
        .filename_suffix("log")
        .build(home.join("logs"))
        .ok()?;
    let (writer, guard) = tracing_appender::non_blocking(appender);
    let filter = tracing_subscriber::EnvFilter::try_from_env("YIMEN_LOG").unwrap_or_else(|_| "info,sqlx=warn".into());
    let started = tracing_subscriber::fmt().with_writer(writer).with_ansi(false).with_env_filter(filter).try_init();
    started.ok().map(|()| guard)
}

/// The folder of logs of an open database.
pub(crate) fn folder(service: &Service) -> PathBuf {
    service.store().location().home().join("logs")
}

/// The log files of a folder, oldest first: `window.2026-11-23.log`.
pub(crate) fn files(folder: &Path) -> Vec<LogFile> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut all: Vec<(String, LogFile)> = entries
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let name = entry.file_name().into_string().ok()?;
            let (program, rest) = name.split_once('.')?;
            let day = domain::day::of_text(rest.strip_suffix(".log")?)?;
            let at = Instant::from_civil(day.at(0, 0, 0, 0))?;
            let size = entry.metadata().ok()?.len();
            Some((program.to_owned(), LogFile { path: entry.path(), at, size, is_newest: false }))
        })
        .collect();
    all.sort_by(|a, b| (a.1.at, &a.0).cmp(&(b.1.at, &b.0)));
    let mut seen: Vec<String> = Vec::new();
    for (program, file) in all.iter_mut().rev() {
        if !seen.contains(program) {
            seen.push(program.clone());
            file.is_newest = true;
        }
    }
    all.into_iter().map(|(_, file)| file).collect()
}

/// Bytes of all of them.
pub(crate) fn size(folder: &Path) -> u64 {
    files(folder).iter().map(|f| f.size).sum()
}

/// Warns if they take too much room.
pub(crate) fn look(service: &Service) {
    let size = size(&folder(service));
    if size > SIZE_WARNED {
        tracing::warn!(size, "the logs take much room; nothing is removed before its term is over");
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn only_logs_are_logs_and_the_newest_of_each_program_is_known() {
        let folder = tempfile::tempdir().unwrap();
        for name in
            ["window.2026-11-22.log", "window.2026-11-23.log", "yimenctl.2026-05-01.log", "notes.txt", "window.log", "x.2026-02-30.log"]
        {
            std::fs::write(folder.path().join(name), name).unwrap();
        }
        let found: Vec<(String, bool)> =
            files(folder.path()).into_iter().map(|f| (f.path.file_name().unwrap().to_string_lossy().into_owned(), f.is_newest)).collect();
        let named = |name: &str, newest| (name.to_owned(), newest);
        assert_eq!(
            found,
            [named("yimenctl.2026-05-01.log", true), named("window.2026-11-22.log", false), named("window.2026-11-23.log", true)]
        );
        assert_eq!(size(folder.path()), 21 * 2 + 23);
        assert!(files(&folder.path().join("nowhere")).is_empty());
    }
}
