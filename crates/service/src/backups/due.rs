//! What falls due: the day's backup, its rotation, the month's drill.

use super::{make, prove, settings, shelf, work};
use crate::Service;
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::jobs::LEASE_SECONDS;
use api::backup::{Task, Trigger, Work};
use api::job::JobState;
use api::{Effect, ErrorCode, Operation, Permission};
use domain::backup::{Made, Schedule, kept};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use store::archive::Protection;
use store::{Actor, AuditNote, StoreError, meta, replace, turn};

/// Names of the turns.
const DAILY: &str = "backup";
const MONTHLY: &str = "backup.drill";
/// Names the daily look for bytes that no attachment refers to.
const SWEPT: &str = "attachments";
/// After a failure it is tried again so much later, in seconds.
const AGAIN_SECONDS: i64 = 3_600;
/// A turn is held for so long without a sign, in seconds; the next sign comes much earlier.
const TURN_SECONDS: i64 = LEASE_SECONDS;
const SIGN_EVERY: Duration = Duration::from_secs(20);

/// Makes the day's backup.
#[derive(Serialize, Deserialize)]
struct MakeDue {}

impl Operation for MakeDue {
    type Reply = Work;
    const NAME: &'static str = "backup.due";
    const NEEDS: Permission = Permission::Backup;
    const EFFECT: Effect = Effect::Write;
}

impl Handle for MakeDue {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Work, Failure> {
        let conn = &mut cx.conn().await?;
        let kind = meta::get(conn, meta::KIND).await?.ok_or(ErrorCode::SetupNeeded)?;
        let protection = match settings::schedule(conn, &kind).await?.protected {
            true => Protection::Key(cx.service.store().keys().record()?.encryption.public),
            false => Protection::None,
        };
        make::begin(cx, protection, store::archive::Trigger::Schedule, None).await
    }
}

/// Proves the newest backup.
#[derive(Serialize, Deserialize)]
struct DrillDue {
    file: PathBuf,
    name: String,
}

impl Operation for DrillDue {
    type Reply = Work;
    const NAME: &'static str = "backup.drill.due";
    const NEEDS: Permission = Permission::Backup;
    const EFFECT: Effect = Effect::Write;
}

impl Handle for DrillDue {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Work, Failure> {
        let file = self.file;
        work::begin(cx, Task::Drill, self.name, move |order| prove::drill(order, file, None)).await
    }
}

/// Does what is due. Only one of the programs that look does it.
pub(crate) async fn do_due(service: &Arc<Service>) -> Result<(), Failure> {
    let (kind, schedule, folder) = {
        let mut reader = service.store().read().await?;
        let conn = &mut reader.conn();
        let Some(kind) = meta::get(conn, meta::KIND).await? else { return Ok(()) };
        let schedule = settings::schedule(conn, &kind).await?;
        (kind, schedule, settings::folder(conn, service.store().location()).await?)
    };
    // What can't be tidied up today is no reason to make no backup.
    if let Err(error) = replace::sweep(service.store().location()).await {
        tracing::warn!(%error, "what drills and restores have left behind could not be removed");
    }
    if let Err(error) = store::archive::sweep_parts(&folder) {
        tracing::warn!(%error, "parts of backups that were broken off could not be removed");
    }
    if let Err(error) = sweep_daily(service).await {
        tracing::warn!(%error, "bytes that no attachment refers to could not be removed");
    }
    // A drill opens a backup that is there: beside the day's it would only be put off.
    if daily(service, &schedule).await? { Ok(()) } else { monthly(service, &schedule, &folder, &kind).await }
}

async fn sweep_daily(service: &Arc<Service>) -> Result<(), Failure> {
    let today = service.now().day().to_string();
    if service.has_done(SWEPT, &today) {
        return Ok(());
    }
    service.did(SWEPT, &today);
    sweep_blobs(service).await
}

/// Removes bytes to which no attachment refers, but for those of the last day, which may be on their way in. While a database is put
/// aside, or a backup is made, all are left alone; the next day looks again.
pub(crate) async fn sweep_blobs(service: &Arc<Service>) -> Result<(), Failure> {
    let location = service.store().location();
    if !replace::replaced(location).await?.is_empty() || replace::ordered(&location.home())?.is_some() {
        return Ok(());
    }
    let used = {
        let mut reader = service.store().read().await?;
        // A backup that is being made has listed what there was when it began.
        if store::job::running_of(&mut reader.conn(), store::job::BACKUPS, service.now()).await?.is_some() {
            return Ok(());
        }
        store::attachment::hashes(&mut reader.conn()).await?
    };
    let now = std::time::UNIX_EPOCH + std::time::Duration::from_micros(u64::try_from(service.now().0).unwrap_or_default());
    let blobs = location.blobs();
    let gone = tokio::task::spawn_blocking(move || blobs.sweep(&used.into_iter().map(|(hash, _)| hash).collect(), now)).await?;
    let gone = gone.map_err(StoreError::from)?;
    if gone > 0 {
        tracing::info!(gone, "bytes that no attachment refers to were removed");
    }
    Ok(())
}

/// Begins the day's backup, if it is due and this program's turn; whether it has.
async fn daily(service: &Arc<Service>, schedule: &Schedule) -> Result<bool, Failure> {
    let done_for = done_for(service, DAILY).await?;
    let Some(slot) = schedule.due(service.now(), done_for.as_deref().and_then(domain::day::of_text)) else { return Ok(false) };
    let slot = slot.to_string();
    if service.has_done(DAILY, &slot) || !take(service, DAILY, &slot).await? {
        return Ok(false);
    }
    let began = service.run_plain(Actor::System, MakeDue {}).await;
    let has_begun = began.is_ok();
    follow(service, DAILY, &slot, began.map(|work| work.id)).await?;
    Ok(has_begun)
}

async fn monthly(service: &Arc<Service>, schedule: &Schedule, folder: &Path, kind: &str) -> Result<(), Failure> {
    let done_for = done_for(service, MONTHLY).await?;
    let Some(month) = schedule.drill_due(service.now(), done_for.as_deref()) else { return Ok(()) };
    if service.has_done(MONTHLY, &month) {
        return Ok(());
    }
    // What a passphrase protects can't be opened without anybody.
    let all = shelf::list(folder, kind);
    let newest = all.into_iter().find(|b| b.problem.is_none() && b.about.is_some() && b.protected != api::backup::Protected::Passphrase);
    let Some(newest) = newest else { return Ok(()) };
    if !take(service, MONTHLY, &month).await? {
        return Ok(());
    }
    let drill = DrillDue { file: folder.join(&newest.name), name: newest.name };
    let began = service.run_plain(Actor::System, drill).await;
    follow(service, MONTHLY, &month, began.map(|work| work.id)).await
}

async fn done_for(service: &Arc<Service>, name: &str) -> Result<Option<String>, Failure> {
    let mut reader = service.store().read().await?;
    Ok(turn::done_for(&mut reader.conn(), name).await?)
}

async fn take(service: &Arc<Service>, name: &str, slot: &str) -> Result<bool, Failure> {
    let now = service.now();
    let mut work = service.store().begin(&Actor::System).await?;
    let taken = turn::take(&mut work.conn(), name, service.instance, slot, now.plus_seconds(TURN_SECONDS), now).await?;
    work.commit(now).await?;
    Ok(taken)
}

async fn renew(service: &Arc<Service>, name: &str) -> Result<(), Failure> {
    let now = service.now();
    let mut work = service.store().begin(&Actor::System).await?;
    turn::renew(&mut work.conn(), name, service.instance, now.plus_seconds(TURN_SECONDS)).await?;
    work.commit(now).await?;
    Ok(())
}

/// Waits for the end in the background and notes it: done for this day, or to be tried again later.
async fn follow(service: &Arc<Service>, name: &'static str, slot: &str, began: Result<uuid::Uuid, api::ApiError>) -> Result<(), Failure> {
    let id = match began {
        Ok(id) => id,
        Err(error) => {
            tracing::warn!(%error, turn = name, "what is due could not be begun");
            // Another piece of work is running, or the database has much to do: soon again.
            let is_passing = matches!(error.code, ErrorCode::JobRunning | ErrorCode::Busy | ErrorCode::Unavailable);
            let later = if is_passing { 60 } else { AGAIN_SECONDS };
            return put_off(service, name, later).await;
        }
    };
    let (owner, service, slot) = (Arc::clone(service), Arc::clone(service), slot.to_owned());
    let waiting = async move {
        // The turn is renewed as long as the work goes on.
        while tokio::time::timeout(SIGN_EVERY, service.wait_for_work(id)).await.is_err() {
            renew(&service, name).await?;
        }
        // The end may not be in the database yet.
        let is_done = match service.jobs.end_of(id) {
            Some(end) => end.state == JobState::Done,
            None => {
                let mut reader = service.store().read().await?;
                store::job::find(&mut reader.conn(), id).await?.is_some_and(|row| row.state == JobState::Done.code())
            }
        };
        if is_done {
            service.did(name, &slot);
            let now = service.now();
            let mut work = service.store().begin(&Actor::System).await?;
            turn::done(&mut work.conn(), name, service.instance, &slot, now).await?;
            work.commit(now).await?;
            return Ok::<_, Failure>(());
        }
        put_off(&service, name, AGAIN_SECONDS).await
    };
    owner.works.keep_follower(tokio::spawn(async move {
        if let Err(error) = waiting.await {
            tracing::error!(%error, turn = name, "how what was due ended could not be noted");
        }
    }));
    Ok(())
}

async fn put_off(service: &Arc<Service>, name: &str, seconds: i64) -> Result<(), Failure> {
    let now = service.now();
    let mut work = service.store().begin(&Actor::System).await?;
    turn::put_off(&mut work.conn(), name, service.instance, now.plus_seconds(seconds)).await?;
    work.commit(now).await?;
    Ok(())
}

/// Removes the backups of the schedule that are not kept any more. Those by hand and those before upgrades stay.
pub(super) async fn rotate(service: &Arc<Service>, kind: &str, folder: Option<&Path>) -> Result<(), Failure> {
    let Some(folder) = folder.map(Path::to_path_buf) else { return Ok(()) };
    let schedule = {
        let mut reader = service.store().read().await?;
        settings::schedule(&mut reader.conn(), kind).await?
    };
    let (listed, kind) = (folder.clone(), kind.to_owned());
    let all = tokio::task::spawn_blocking(move || shelf::list(&listed, &kind)).await?;
    let of_schedule: Vec<(String, Made)> = all
        .into_iter()
        .filter(|b| b.problem.is_none())
        .filter_map(|b| {
            let about = b.about.filter(|a| a.trigger == Trigger::Schedule)?;
            Some((b.name, Made { at: about.made, proved: b.proof.is_some() }))
        })
        .collect();
    let made: Vec<Made> = of_schedule.iter().map(|(_, made)| *made).collect();
    let mut removed = Vec::new();
    for ((name, _), is_kept) in of_schedule.iter().zip(kept(&made, schedule.keep)) {
        if !is_kept {
            shelf::remove(&folder.join(name)).map_err(|e| super::file_failure(name, &e))?;
            removed.push(name.clone());
        }
    }
    if removed.is_empty() {
        return Ok(());
    }
    let now = service.now();
    let mut work = service.store().begin(&Actor::System).await?;
    let values = Some(json!({ "removed": removed, "keep": schedule.keep }));
    work.note(AuditNote { operation: "backup.rotate".to_owned(), subject: "backups".to_owned(), outcome: "done", values });
    work.commit(now).await?;
    service.seal_soon();
    Ok(())
}
