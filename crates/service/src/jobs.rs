//! Jobs: what runs in this process, and what the database knows of all.

use crate::Service;
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use api::job::{Cancel, ImportCounts, Job, JobState, List, Listed, Show};
use api::{ApiError, Done, ErrorCode};
use domain::permission::Access;
use domain::time::Instant;
use std::collections::HashMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
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

/// Jobs of this process.
#[derive(Default)]
pub(crate) struct Running(Mutex<HashMap<Uuid, (Arc<Live>, Option<JoinHandle<()>>)>>);

impl Running {
    fn map(&self) -> std::sync::MutexGuard<'_, HashMap<Uuid, (Arc<Live>, Option<JoinHandle<()>>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
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
    let (mut state, mut at, mut rate) = (state, if state.is_final() { size } else { 0 }, 0);
    match service.jobs.get(row.id) {
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
    Ok(Job {
        id: row.id,
        kind: row.kind,
        state,
        file: row.file_name,
        by: row.by_name,
        started: Instant(row.started_at),
        ended: row.ended_at.map(Instant),
        size,
        at,
        rate,
        counts,
        error: row.error.as_deref().map(serde_json::from_str).transpose()?,
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
