//! Backups: made, listed, checked, proved, restored, rotated.
//!
//! - `work`: long work as a job of this process, with progress, lease and cancellation.
//! - `make`, `prove`, `restore`: what the work does. `figures`: what of the first screen a backup carries, to be compared.
//! - `shelf`: the folder in which backups lie, and the labels beside them. `settings`: schedule and folder.
//! - `due`: what falls due by itself. `keys`: the installation's keys.

mod due;
mod figures;
mod keys;
mod make;
mod prove;
mod restore;
mod settings;
mod shelf;
mod work;

pub(crate) use due::{do_due, sweep_blobs};
pub(crate) use work::Works;

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::{Service, ratings};
use api::backup::{
    Backup, CancelWork, Drill, Make, Pending, Remove, RemoveReplaced, Replaced, Restore, RevokeRestore, SaveSchedule, SetFolder, Show,
    ShowWork, Shown, Task, Verify, Which, Work,
};
use api::job::JobState;
use api::{ApiError, Done, ErrorCode};
use domain::backup::{Standing, standing};
use domain::time::Instant;
use serde_json::json;
use std::path::PathBuf;
use store::archive::{ArchiveError, Protection};
use store::{StoreError, job, meta, replace};

/// Work that is listed.
const RECENT: i64 = 20;

/// How an archive's error is told.
pub(crate) fn unusable(name: &str, error: ArchiveError) -> Failure {
    let told = |detail: &str| ApiError::new(ErrorCode::BackupUnusable).with("name", name).with("detail", detail);
    match error {
        ArchiveError::NotOurs => told("not_ours").into(),
        ArchiveError::Damaged(what) => {
            tracing::warn!(%what, "a backup is damaged");
            told("damaged").with("what", what).into()
        }
        ArchiveError::PassphraseNeeded => told("passphrase_needed").into(),
        ArchiveError::PassphraseWrong => told("passphrase_wrong").into(),
        ArchiveError::OtherKey => told("other_key").into(),
        ArchiveError::Newer { found, known, .. } => told("newer").with("found", found).with("known", known).into(),
        ArchiveError::Unfit(what) => told("unfit").with("what", what).into(),
        ArchiveError::Cancelled => ErrorCode::Cancelled.into(),
        ArchiveError::File(io) => file_failure(name, &io),
        ArchiveError::Store(StoreError::File(io)) => file_failure(name, &io),
        // What the archive holds is damaged, not the database that people work in.
        ArchiveError::Store(error @ (StoreError::Damaged(_) | StoreError::Inconsistent { .. })) => {
            tracing::warn!(%error, "a backup is damaged");
            told("damaged").with("what", error).into()
        }
        ArchiveError::Store(error) => error.into(),
    }
}

fn file_failure(name: &str, error: &std::io::Error) -> Failure {
    use std::io::ErrorKind::{NotFound, PermissionDenied};
    match error.kind() {
        NotFound => ApiError::new(ErrorCode::FileUnreadable).with("name", name).with("detail", "gone").into(),
        PermissionDenied => ApiError::new(ErrorCode::FileUnreadable).with("name", name).with("detail", "denied").into(),
        _ => crate::files::unwritable(name, error).into(),
    }
}

/// When the newest good backup was made, and when one was last proved.
fn newest_and_proved(backups: &[Backup]) -> (Option<Instant>, Option<Instant>) {
    let good = backups.iter().filter(|b| b.problem.is_none());
    let newest = good.clone().filter_map(|b| b.about.as_ref().map(|a| a.made)).max();
    (newest, good.filter_map(|b| b.proof.as_ref().map(|p| p.at)).max())
}

/// How backups stand, and when the newest good one was made.
pub(crate) async fn standing_now(cx: &mut Cx<'_>) -> Result<(Standing, Option<Instant>), Failure> {
    let (now, location) = (cx.now, cx.service.store().location().clone());
    let conn = &mut cx.conn().await?;
    let kind = meta::get(conn, meta::KIND).await?.unwrap_or_default();
    let folder = settings::folder(conn, &location).await?;
    let backups = tokio::task::spawn_blocking(move || shelf::list(&folder, &kind)).await?;
    let (newest, proved) = newest_and_proved(&backups);
    Ok((standing(now, newest, proved), newest))
}

impl Handle for Show {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Shown, Failure> {
        let service = cx.service;
        let (now, location) = (cx.now, service.store().location().clone());
        let conn = &mut cx.conn().await?;
        let kind = meta::get(conn, meta::KIND).await?.unwrap_or_default();
        let schedule = settings::schedule(conn, &kind).await?;
        let folder = settings::folder(conn, &location).await?;
        let (engine, database) = meta::size(conn, &location).await?;
        let rows = job::newest_of(conn, job::BACKUPS, RECENT).await?;
        cx.reader = None;
        let recent = rows.into_iter().map(|row| work::told(service, row)).collect::<Result<Vec<Work>, _>>()?;
        let running = recent.iter().find(|w| !w.state.is_final()).cloned();
        let (backups, place) = {
            let (folder, home, kind) = (folder.clone(), location.home(), kind.clone());
            tokio::task::spawn_blocking(move || (shelf::list(&folder, &kind), shelf::place(&folder, &home))).await?
        };
        let (newest, proved) = newest_and_proved(&backups);
        let pending = replace::ordered(&location.home())?;
        let pending = pending.map(|o| Pending { archive: o.archive, made: o.made, by: o.by, ordered: o.ordered });
        let replaced = replace::replaced(&location).await?.into_iter().map(|r| Replaced { name: r.name, size: r.size }).collect();
        let keys = keys::shown(service).await?;
        Ok(Shown {
            standing: standing(now, newest, proved),
            newest,
            proved,
            schedule,
            place,
            database,
            engine,
            backups,
            replaced,
            running,
            recent,
            pending,
            keys,
        })
    }
}

/// A passphrase that protects everything the district has: as strong as a password.
async fn strong(cx: &mut Cx<'_>, passphrase: &str) -> Result<(), Failure> {
    let places = store::place::all(&mut cx.conn().await?).await?;
    cx.reader = None;
    crate::passwords::must_be_strong(passphrase, crate::passwords::words(&[], &places), "passphrase").await
}

impl Handle for Make {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Work, Failure> {
        let protection = match self.passphrase.filter(|p| !p.is_empty()) {
            Some(passphrase) => {
                strong(cx, &passphrase).await?;
                Protection::Passphrase(passphrase)
            }
            None => Protection::None,
        };
        let out: Option<PathBuf> = self.out.as_ref().map(|out| cx.path_out(out)).transpose()?;
        make::begin(cx, protection, store::archive::Trigger::Hand, out).await
    }
}

impl Handle for ShowWork {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Work, Failure> {
        let row = job::find(&mut cx.conn().await?, self.work).await?;
        let row = row.filter(|row| row.kind.starts_with("backup.")).ok_or(ErrorCode::NotFound)?;
        work::told(cx.service, row)
    }
}

impl Handle for CancelWork {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Done, Failure> {
        if !cx.service.works.cancel(self.work) {
            return Err(ErrorCode::NotFound.into());
        }
        cx.note(format!("job:{}", self.work), None);
        Ok(Done {})
    }
}

/// The file of a backup, and its name.
async fn file_of(cx: &mut Cx<'_>, which: &Which) -> Result<(PathBuf, String), Failure> {
    match (&which.file, &which.name) {
        (Some(file), _) => Ok((cx.path_in(file)?, file.name.clone())),
        (None, Some(name)) => {
            let location = cx.service.store().location().clone();
            let folder = settings::folder(&mut cx.conn().await?, &location).await?;
            let path = shelf::file(&folder, name).ok_or(ErrorCode::NotFound)?;
            Ok((path, name.clone()))
        }
        (None, None) => Err(ApiError::invalid("backup", "required").into()),
    }
}

impl Handle for Verify {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Work, Failure> {
        let (file, name) = file_of(cx, &self.backup).await?;
        let passphrase = self.backup.passphrase;
        work::begin(cx, Task::Verify, name, move |order| prove::verify(order, file, passphrase)).await
    }
}

impl Handle for Drill {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Work, Failure> {
        let (file, name) = file_of(cx, &self.backup).await?;
        let passphrase = self.backup.passphrase;
        work::begin(cx, Task::Drill, name, move |order| prove::drill(order, file, passphrase)).await
    }
}

impl Handle for Restore {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Work, Failure> {
        let reason = ratings::within(&self.reason, "reason", 2, 200)?.to_owned();
        if replace::ordered(&cx.service.store().location().home())?.is_some() {
            return Err(ApiError::invalid("backup", "pending").into());
        }
        let (file, name) = file_of(cx, &self.backup).await?;
        let wish = restore::Wish { file, passphrase: self.backup.passphrase, reason, adopt_keys: self.adopt_keys };
        work::begin(cx, Task::Restore, name, move |order| restore::restore(order, wish)).await
    }
}

impl Handle for RevokeRestore {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Done, Failure> {
        let revoked = replace::revoke(cx.service.store().location()).await?.ok_or(ErrorCode::NotFound)?;
        cx.note("database", Some(json!({ "archive": revoked.archive })));
        cx.work().await?.changed("backup", None);
        Ok(Done {})
    }
}

impl Handle for Remove {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Done, Failure> {
        let reason = ratings::within(&self.reason, "reason", 2, 200)?.to_owned();
        let which = Which { name: Some(self.name), file: None, passphrase: None };
        let (file, name) = file_of(cx, &which).await?;
        shelf::remove(&file).map_err(|e| file_failure(&name, &e))?;
        cx.note(format!("backup:{name}"), Some(json!({ "reason": reason })));
        cx.work().await?.changed("backup", None);
        Ok(Done {})
    }
}

impl Handle for RemoveReplaced {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Done, Failure> {
        let reason = ratings::within(&self.reason, "reason", 2, 200)?.to_owned();
        if !replace::forget(cx.service.store().location(), &self.name).await? {
            return Err(ErrorCode::NotFound.into());
        }
        cx.note(format!("replaced:{}", self.name), Some(json!({ "reason": reason })));
        cx.work().await?.changed("backup", None);
        Ok(Done {})
    }
}

impl Handle for SaveSchedule {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Done, Failure> {
        if let Some(field) = self.schedule.wrong() {
            let (from, to) = if field == "hour" { (0, 23) } else { (u16::from(field == "daily"), domain::backup::MOST_KEPT) };
            return Err(ApiError::invalid(field, "range").with("from", from).with("to", to).into());
        }
        let conn = &mut cx.work().await?.conn();
        let kind = meta::get(conn, meta::KIND).await?.unwrap_or_default();
        let before = settings::schedule(conn, &kind).await?;
        settings::set_schedule(conn, &self.schedule).await?;
        cx.note("setting:backup.schedule", Some(json!({ "before": before, "after": self.schedule })));
        cx.work().await?.changed("backup", None);
        Ok(Done {})
    }
}

impl Handle for SetFolder {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Done, Failure> {
        let location = cx.service.store().location().clone();
        let folder = match &self.folder {
            Some(folder) => Some(cx.path_folder(folder)?),
            None => None,
        };
        if let Some(folder) = &folder {
            let folder = folder.clone();
            let tried = tokio::task::spawn_blocking(move || shelf::try_out(&folder)).await?;
            tried.map_err(|problem| ApiError::invalid("folder", problem))?;
        }
        let conn = &mut cx.work().await?.conn();
        let before = settings::folder(conn, &location).await?;
        settings::set_folder(conn, folder.as_deref()).await?;
        let after = settings::folder(conn, &location).await?;
        cx.note("setting:backup.folder", Some(json!({ "before": before, "after": after })));
        cx.work().await?.changed("backup", None);
        Ok(Done {})
    }
}

impl Service {
    /// Waits for work on backups that runs here; its last state. For programs that have nothing else to do meanwhile.
    pub async fn wait_for_work(&self, id: uuid::Uuid) {
        self.works.wait(id).await;
    }

    /// Waits for all work on backups that runs here, and until its end is noted; whether all of it ended well.
    pub async fn wait_for_all_work(&self) -> Result<bool, StoreError> {
        let ids = self.works.wait_for_all().await;
        let mut reader = self.store().read().await?;
        for id in ids {
            let row = job::find(&mut reader.conn(), id).await?;
            if row.is_none_or(|row| row.state != JobState::Done.code()) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// A restored database waits: another program has the present one open.
    pub fn restore_waits(&self) -> bool {
        replace::ordered(&self.store().location().home()).is_ok_and(|order| order.is_some())
    }

    /// The databases that were put aside, newest first; one that had never been set up is not worth keeping.
    pub async fn forget_if_new(&self, was_new: bool) -> Result<Vec<String>, ApiError> {
        let listed = async {
            let location = self.store().location();
            let mut all: Vec<String> = replace::replaced(location).await?.into_iter().map(|r| r.name).collect();
            if let Some(newest) = all.first().filter(|_| was_new).cloned() {
                replace::forget(location, &newest).await?;
                all.remove(0);
            }
            Ok::<_, Failure>(all)
        };
        listed.await.map_err(|failure| failure.into_api("backup.restore", uuid::Uuid::now_v7()))
    }

    /// How far work on backups is that runs here: rows done, rows in all, what is done.
    pub fn progress_of_work(&self, id: uuid::Uuid) -> Option<(u64, u64, &'static str)> {
        self.works.progress(id)
    }
}
