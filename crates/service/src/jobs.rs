//! Jobs: what runs in this process, and what the database knows of all.

use crate::Service;
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use api::job::{Cancel, ImportCounts, Job, JobState, List, Listed, Show};
use api::{ApiError, Done, ErrorCode};
use domain::permission::Access;
use domain::time::Instant;
use std::collections::HashMap;
use std::future::Future;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use store::job::{self, JobRow};
use store::{Actor, StoreError, Work};
use tokio::task::JoinHandle;
use uuid::Uuid;

/// For how long a job is taken to be alive without a sign, in seconds.
pub(crate) const LEASE_SECONDS: i64 = 60;

/// Progress of a job that runs here, read while it runs.
#[derive(Debug, Default)]
pub(crate) struct Live {
    /// Asked to stop.
    pub(crate) cancel: AtomicBool,
    /// No longer to be cancelled.
    pub(crate) merging: AtomicBool,
    /// Bytes read.
    pub(crate) at: AtomicU64,
    /// Data rows read.
    pub(crate) read: AtomicU64,
    /// Rows with problems.
    pub(crate) returned: AtomicU64,
    /// Milliseconds since it began, as of the last sign.
    pub(crate) elapsed_ms: AtomicU64,
}

impl Live {
    pub(crate) fn is_cancelled(&self) -> bool {
        self.cancel.load(Ordering::SeqCst)
    }
}

/// How a job ended, while the database can't be told: its disk is full, its server is starting.
#[derive(Clone, Debug)]
pub(crate) struct End {
    pub(crate) state: JobState,
    pub(crate) at: Instant,
    pub(crate) counts: ImportCounts,
    pub(crate) error: Option<ApiError>,
}

/// Jobs of this process.
#[derive(Default)]
pub(crate) struct Running {
    live: Mutex<HashMap<Uuid, (Arc<Live>, Option<JoinHandle<()>>)>>,
    /// Those that have ended, though the database says otherwise.
    unnoted: Mutex<HashMap<Uuid, End>>,
    closing: AtomicBool,
}

/// How long is waited before the end of a job is noted again.
const NOTE_AGAIN: Duration = Duration::from_secs(2);

impl Running {
    fn map(&self) -> std::sync::MutexGuard<'_, HashMap<Uuid, (Arc<Live>, Option<JoinHandle<()>>)>> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn unnoted(&self) -> std::sync::MutexGuard<'_, HashMap<Uuid, End>> {
        self.unnoted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How a job ended that the database still takes to be running.
    pub(crate) fn end_of(&self, id: Uuid) -> Option<End> {
        self.unnoted().get(&id).cloned()
    }

    /// Notes the end of a job, again and again until it is noted or the program ends. `tell` says that it has ended as soon as
    /// that can be asked for: once it is noted, or once it is kept here since it can't be. False if it could not be noted; then
    /// its claim is to be left behind, so that the next start sees that nobody runs it.
    pub(crate) async fn note<N>(&self, id: Uuid, end: End, tell: impl Fn(), note: impl Fn() -> N) -> bool
    where
        N: Future<Output = Result<(), Failure>>,
    {
        let mut is_told = false;
        while let Err(error) = note().await {
            if !is_told {
                tracing::error!(job = %id, %error, "how a job ended could not be noted yet");
                self.unnoted().insert(id, end.clone());
                tell();
                is_told = true;
            }
            for _ in 0..20 {
                if self.closing.load(Ordering::SeqCst) {
                    return false;
                }
                tokio::time::sleep(NOTE_AGAIN / 20).await;
            }
        }
        self.unnoted().remove(&id);
        // Once more: whoever asked when it was told first may have found no database to ask.
        tell();
        true
    }

    pub(crate) fn add(&self, id: Uuid, live: Arc<Live>) {
        self.map().insert(id, (live, None));
    }

    pub(crate) fn keep_handle(&self, id: Uuid, handle: JoinHandle<()>) {
        if let Some(entry) = self.map().get_mut(&id) {
            entry.1 = Some(handle);
        }
    }

    pub(crate) fn get(&self, id: Uuid) -> Option<Arc<Live>> {
        self.map().get(&id).map(|(live, _)| Arc::clone(live))
    }

    pub(crate) fn remove(&self, id: Uuid) {
        self.map().remove(&id);
    }

    /// Asks every job to stop and waits until it has: at once while it checks, after its transaction while it merges.
    pub(crate) async fn stop_all(&self) {
        self.closing.store(true, Ordering::SeqCst);
        let handles: Vec<JoinHandle<()>> = self
            .map()
            .values_mut()
            .filter_map(|(live, handle)| {
                live.cancel.store(true, Ordering::SeqCst);
                handle.take()
            })
            .collect();
        for handle in handles {
            // A job that panicked has ended too.
            let _ = handle.await;
        }
    }
}

/// Marks jobs that a stopped program left behind: those whose lease is over, and at once those that this machine ran.
/// Their staging files, which may hold names and phones, are removed.
pub(crate) async fn interrupt_left_over(work: &mut Work, staging: &Path, now: Instant) -> Result<(), StoreError> {
    for dead in store::import::sweep(staging)? {
        job::interrupt(&mut work.conn(), dead, now).await?;
    }
    job::interrupt_left_over(&mut work.conn(), now).await?;
    Ok(())
}

/// Whether the database knows how a job ended: a server that stopped while it was told that rows were taken may have taken them.
pub(crate) async fn has_ended(work: &mut Work, id: Uuid) -> Result<bool, StoreError> {
    let row = job::find(&mut work.conn(), id).await?;
    Ok(row.and_then(|row| JobState::from_code(&row.state)).is_some_and(JobState::is_final))
}

/// A sign of life of a job that runs here.
pub(crate) async fn renew_lease(service: &Service, id: Uuid) -> Result<(), StoreError> {
    let now = service.now();
    let mut work = service.store().begin(&Actor::System).await?;
    job::lease(&mut work.conn(), id, now.plus_seconds(LEASE_SECONDS)).await?;
    work.commit(now).await?;
    Ok(())
}

/// A job as it is told, with the progress if it runs here.
pub(crate) fn told(service: &Service, row: JobRow) -> Result<Job, Failure> {
    let state = JobState::from_code(&row.state).ok_or_else(|| StoreError::inconsistent("job", "state", row.no))?;
    let mut counts: ImportCounts = serde_json::from_str(&row.counts)?;
    let size = u64::try_from(row.size).unwrap_or(0);
    let end = service.jobs.end_of(row.id).filter(|_| !state.is_final());
    let (mut state, mut at, mut rate) = (state, if state.is_final() { size } else { 0 }, 0);
    let (mut ended, mut error) = (row.ended_at.map(Instant), row.error.as_deref().map(serde_json::from_str).transpose()?);
    match service.jobs.get(row.id) {
        _ if end.is_some() => {}
        Some(live) if !state.is_final() => {
            if live.merging.load(Ordering::SeqCst) {
                state = JobState::Merging;
            }
            at = live.at.load(Ordering::SeqCst);
            counts.read = live.read.load(Ordering::SeqCst);
            counts.returned = live.returned.load(Ordering::SeqCst);
            rate = counts.read * 1000 / live.elapsed_ms.load(Ordering::SeqCst).max(1);
        }
        // Its rows are there; the workbook that is handed back is still being written.
        Some(live) if live.merging.load(Ordering::SeqCst) => state = JobState::Merging,
        _ => {
            if let Some(ended) = row.ended_at {
                let ms = u64::try_from((ended - row.started_at) / 1000).unwrap_or(0).max(1);
                rate = counts.read * 1000 / ms;
            }
        }
    }
    if let Some(end) = end {
        (state, ended, counts, error) = (end.state, Some(end.at), end.counts, end.error);
    }
    Ok(Job {
        id: row.id,
        kind: row.kind,
        state,
        file: row.file_name,
        by: row.by_name,
        started: Instant(row.started_at),
        ended,
        size,
        at,
        rate,
        counts,
        error,
    })
}

/// Whether the person may do this in the whole district, so that nobody's rows are hidden from him.
pub(crate) async fn is_for_the_district(cx: &mut Cx<'_>) -> Result<bool, Failure> {
    let access = cx.access.clone();
    is_of_the_district(cx, &access).await
}

/// Whether an access reaches the whole district.
pub(crate) async fn is_of_the_district(cx: &mut Cx<'_>, access: &Access) -> Result<bool, Failure> {
    let district = store::place::district(&mut cx.conn().await?).await?;
    Ok(access.scopes().iter().any(|scope| Some(scope.place()) == district && scope.body().is_none()))
}

/// A job, if it is the person's own or he may do this in the whole district; what it returned names people and places
/// that another's grant may not reach.
pub(crate) async fn visible(cx: &mut Cx<'_>, id: Uuid) -> Result<JobRow, Failure> {
    let row = job::find(&mut cx.conn().await?, id).await?.ok_or(ErrorCode::NotFound)?;
    let is_own = row.account_id.is_some() && row.account_id == cx.actor.account().map(|a| a.0);
    if is_own || is_for_the_district(cx).await? { Ok(row) } else { Err(ErrorCode::NotFound.into()) }
}

impl Handle for Show {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Job, Failure> {
        let row = visible(cx, self.job).await?;
        told(cx.service, row)
    }
}

impl Handle for List {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Listed, Failure> {
        if !(1..=200).contains(&self.limit) {
            return Err(ApiError::invalid("limit", "range").with("from", 1).with("to", 200).into());
        }
        let rows = match cx.actor.account() {
            Some(own) if !is_for_the_district(cx).await? => job::newest_by(&mut cx.conn().await?, own, self.limit.into()).await?,
            _ => job::newest(&mut cx.conn().await?, self.limit.into()).await?,
        };
        let jobs = rows.into_iter().map(|row| told(cx.service, row)).collect::<Result<_, _>>()?;
        Ok(Listed { jobs })
    }
}

impl Handle for Cancel {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Done, Failure> {
        visible(cx, self.job).await?;
        let live = cx.service.jobs.get(self.job).ok_or(ErrorCode::NotFound)?;
        if live.merging.load(Ordering::SeqCst) {
            return Err(ApiError::invalid("job", "merging").into());
        }
        live.cancel.store(true, Ordering::SeqCst);
        cx.note(format!("job:{}", self.job), None);
        Ok(Done {})
    }
}
