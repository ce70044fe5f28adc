//! Archives as files of a folder: an archive appears under its name only when it is whole.

use super::manifest::{About, Manifest};
use super::protect::Protection;
use super::write::{Progress, write};
use super::{ArchiveError, ENDING, PROTECTED_ENDING};
use crate::blobs::Blobs;
use crate::db::Conn;
use crate::held::{self, Found};
use crate::keys::{Former, Secrets};
use domain::time::Instant;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// Ending of an archive that is being written.
const PART: &str = ".part";

/// The name of an archive: kind, time by the district's clocks, why.
pub fn name_of(about: &About, protection: &Protection) -> String {
    let ending = if matches!(protection, Protection::None) { ENDING } else { PROTECTED_ENDING };
    format!("yimen-{}-{}-{}{ending}", about.kind, digits(about.made), about.trigger.code())
}

/// `20261123-093005`
pub fn digits(at: Instant) -> String {
    let c = at.civil();
    format!("{:04}{:02}{:02}-{:02}{:02}{:02}", c.year(), c.month(), c.day(), c.hour(), c.minute(), c.second())
}

/// Writes an archive into a file: beside it under another name first, synced, then renamed. A file of that name is replaced
/// only by a whole one.
pub async fn write_file(
    conn: &mut Conn<'_>,
    blobs: &Blobs,
    target: &Path,
    protection: Protection,
    about: About,
    signers: Vec<Former>,
    secrets: Option<Secrets>,
    progress: &Progress,
) -> Result<Manifest, ArchiveError> {
    let part = part_of(target);
    let folder = target.parent().unwrap_or(Path::new("."));
    // Held until it has its name, so that nobody sweeps it away; emptied once it is held. Whoever else writes it is waited for.
    let mut options = crate::private::data_in(folder);
    options.write(true).create(true).truncate(false);
    let held = part.clone();
    let file = tokio::task::spawn_blocking(move || held::hold(&held, &options)).await.map_err(std::io::Error::other)??;
    file.set_len(0)?;
    let guard = Unless(Some(part.clone()));
    let (manifest, file) = write(conn, blobs, file, protection, about, signers, secrets, progress).await?;
    file.sync_all()?;
    progress.check()?;
    fs::rename(&part, target)?;
    guard.done();
    drop(file);
    // A rename that is not on the disk yet is one that did not happen; elsewhere than on Unix a folder can't be synced.
    if let Some(folder) = target.parent() {
        let _ = File::open(folder).and_then(|f| f.sync_all());
    }
    Ok(manifest)
}

fn part_of(target: &Path) -> PathBuf {
    let mut name = target.as_os_str().to_owned();
    name.push(PART);
    PathBuf::from(name)
}

/// Removes what was not finished.
struct Unless(Option<PathBuf>);

impl Unless {
    fn done(mut self) {
        self.0 = None;
    }
}

impl Drop for Unless {
    fn drop(&mut self) {
        if let Some(path) = self.0.take() {
            // Nothing can be done about a part that can't be removed.
            let _ = fs::remove_file(path);
        }
    }
}

/// Removes parts that processes which are gone left in a folder.
pub fn sweep_parts(folder: &Path) -> std::io::Result<()> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        let is_part = [ENDING, PROTECTED_ENDING].iter().any(|ending| name.ends_with(&format!("{ending}{PART}")));
        // One that can't be looked at is left for the next time.
        if is_part && let Ok(Found::Left(_held)) = held::find(&path) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}
