//! Schedule and folder, as named values of the database.

use crate::failure::Failure;
use domain::backup::Schedule;
use std::path::{Path, PathBuf};
use store::migrate::BACKUPS;
use store::{Conn, Location, meta};

const SCHEDULE: &str = "backup.schedule";
const FOLDER: &str = "backup.folder";

/// When backups are made. Until somebody decides: every night, but for a demonstration.
pub(super) async fn schedule(conn: &mut Conn<'_>, kind: &str) -> Result<Schedule, Failure> {
    let usual = Schedule { on: matches!(kind, "real" | "rehearsal"), ..Schedule::default() };
    Ok(match meta::get(conn, SCHEDULE).await? {
        Some(text) => serde_json::from_str(&text).unwrap_or(usual),
        None => usual,
    })
}

pub(super) async fn set_schedule(conn: &mut Conn<'_>, schedule: &Schedule) -> Result<(), Failure> {
    Ok(meta::set(conn, SCHEDULE, Some(&serde_json::to_string(schedule)?)).await?)
}

/// Where backups lie: beside the database unless somebody chose a folder.
pub(super) async fn folder(conn: &mut Conn<'_>, location: &Location) -> Result<PathBuf, Failure> {
    Ok(meta::get(conn, FOLDER).await?.map_or_else(|| location.home().join(BACKUPS), PathBuf::from))
}

pub(super) async fn set_folder(conn: &mut Conn<'_>, folder: Option<&Path>) -> Result<(), Failure> {
    let text = folder.map(|f| f.to_string_lossy().into_owned());
    Ok(meta::set(conn, FOLDER, text.as_deref()).await?)
}
