//! Long work on backups: a job row with state, progress and lease, one at a time in a database.

use crate::context::Cx;
use crate::failure::Failure;
use crate::jobs::{self, End, LEASE_SECONDS};
use crate::{Actor, Service};
use api::backup::{Task, Work};
use api::job::{ImportCounts, JobState};
use api::{ApiError, ErrorCode};
use domain::time::Instant;
use futures_util::FutureExt;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use store::archive::Progress;
use store::import::Claim;
use store::job::{self, JobRow};
use store::{AuditNote, StoreError};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use uuid::Uuid;

/// How often progress is announced.
const SIGN_EVERY: Duration = Duration::from_millis(500);
/// How often the lease is renewed.
const LEASE_EVERY: Duration = Duration::from_secs(20);

/// What runs in this process.
pub(crate) struct Live {
    pub(super) progress: Arc<Progress>,
    phase: Mutex<&'static str>,
    /// Becomes true when it has ended.
    ended: watch::Sender<bool>,
}

/// Work of this process.
#[derive(Default)]
pub(crate) struct Works {
    running: Mutex<HashMap<Uuid, Arc<Live>>>,
    /// Those who note what becomes of work that fell due.
    followers: Mutex<Vec<JoinHandle<()>>>,
}

impl Works {
    fn map(&self) -> std::sync::MutexGuard<'_, HashMap<Uuid, Arc<Live>>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps somebody who notes the end of work, to be waited for.
    pub(super) fn keep_follower(&self, follower: JoinHandle<()>) {
        let mut all = self.followers.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|follower| !follower.is_finished());
        all.push(follower);
    }

    async fn wait_for_followers(&self) {
        let all = std::mem::take(&mut *self.followers.lock().unwrap_or_else(PoisonError::into_inner));
        for follower in all {
            // One that panicked has ended too.
            let _ = follower.await;
        }
    }

    fn get(&self, id: Uuid) -> Option<Arc<Live>> {
        self.map().get(&id).map(Arc::clone)
    }

    /// Asks work to stop; false if it does not run here.
    pub(super) fn cancel(&self, id: Uuid) -> bool {
        self.get(id).map(|live| live.progress.cancel.store(true, Ordering::SeqCst)).is_some()
    }

    pub(super) fn progress(&self, id: Uuid) -> Option<(u64, u64, &'static str)> {
        let live = self.get(id)?;
        Some((live.progress.done.load(Ordering::Relaxed), live.progress.total.load(Ordering::Relaxed), live.phase()))
    }

    /// Waits for its end.
    pub(super) async fn wait(&self, id: Uuid) {
        let Some(live) = self.get(id) else { return };
        // Its sender is in hand: it can't be gone.
        let _ = live.ended.subscribe().wait_for(|ended| *ended).await;
    }

    /// Waits for the end of everything; what it was.
    pub(super) async fn wait_for_all(&self) -> Vec<Uuid> {
        let ids: Vec<Uuid> = self.map().keys().copied().collect();
        for id in &ids {
            self.wait(*id).await;
        }
        self.wait_for_followers().await;
        ids
    }

    /// Asks everything to stop and waits until it has.
    pub(crate) async fn stop_all(&self) {
        let ids: Vec<Uuid> = self.map().keys().copied().collect();
        for id in ids {
            self.cancel(id);
            self.wait(id).await;
        }
        self.wait_for_followers().await;
    }
}

impl Live {
    fn phase(&self) -> &'static str {
        *self.phase.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is to be done, and how it tells where it is.
pub(super) struct Order {
    pub(super) service: Arc<Service>,
    pub(super) id: Uuid,
    pub(super) task: Task,
    /// The backup's name.
    pub(super) name: String,
    pub(super) actor: Actor,
    pub(super) live: Arc<Live>,
}

/// What work did: values for the audit log.
pub(super) struct Did(pub(super) Value);

impl Order {
    pub(super) fn progress(&self) -> Arc<Progress> {
        Arc::clone(&self.live.progress)
    }

    /// The next part of the work begins: its progress counts from nothing.
    pub(super) fn phase(&self, phase: &'static str) {
        *self.live.phase.lock().unwrap_or_else(PoisonError::into_inner) = phase;
        self.live.progress.done.store(0, Ordering::Relaxed);
        self.live.progress.total.store(0, Ordering::Relaxed);
        self.sign();
    }

    /// Somebody asked to stop.
    pub(super) fn check(&self) -> Result<(), Failure> {
        if self.live.progress.cancel.load(Ordering::SeqCst) { Err(ErrorCode::Cancelled.into()) } else { Ok(()) }
    }

    fn sign(&self) {
        self.service.announce(vec![store::Changed { kind: "backup", id: Some(self.id.to_string()) }]);
    }
}

fn kind_of(task: Task) -> &'static str {
    match task {
        Task::Make => "backup.make",
        Task::Verify => "backup.verify",
        Task::Drill => "backup.drill",
        Task::Restore => "backup.restore",
    }
}

fn task_of(kind: &str) -> Option<Task> {
    [Task::Make, Task::Verify, Task::Drill, Task::Restore].into_iter().find(|task| kind_of(*task) == kind)
}

/// Work as it is told.
pub(super) fn told(service: &Service, row: JobRow) -> Result<Work, Failure> {
    let inconsistent = |column| StoreError::inconsistent("job", column, row.no);
    let state = JobState::from_code(&row.state).ok_or_else(|| inconsistent("state"))?;
    let task = task_of(&row.kind).ok_or_else(|| inconsistent("kind"))?;
    let counts: ImportCounts = serde_json::from_str(&row.counts)?;
    let end = service.jobs.end_of(row.id).filter(|_| !state.is_final());
    let (done, total, phase) = service.works.progress(row.id).filter(|_| !state.is_final()).unwrap_or((counts.read, counts.read, ""));
    let mut error = row.error.as_deref().map(serde_json::from_str).transpose()?;
    let (mut state, mut ended) = (state, row.ended_at.map(Instant));
    if let Some(end) = end {
        (state, ended, error) = (end.state, Some(end.at), end.error);
    }
    Ok(Work {
        id: row.id,
        task,
        state,
        name: row.file_name,
        by: row.by_name,
        started: Instant(row.started_at),
        ended,
        done,
        total,
        phase: phase.to_owned(),
        error,
    })
}

/// Notes the job within the call's unit of work and starts it once that is committed. One at a time.
pub(super) async fn begin<F, W>(cx: &mut Cx<'_>, task: Task, name: String, what: F) -> Result<Work, Failure>
where
    F: FnOnce(Arc<Order>) -> W + Send + 'static,
    W: Future<Output = Result<Did, Failure>> + Send + 'static,
{
    let (now, id, actor) = (cx.now, Uuid::now_v7(), cx.actor.clone());
    let staging = cx.service.store().location().staging();
    let work = cx.work().await?;
    jobs::interrupt_left_over(work, &staging, now).await?;
    if job::running_of(&mut work.conn(), job::BACKUPS, now).await?.is_some() {
        return Err(ErrorCode::JobRunning.into());
    }
    // Before the job is there: if this program is killed, or its disk is too full to note the end, the next work need not wait for the lease.
    let claim = Claim::make(&staging, id)?;
    let new = job::NewJob {
        id,
        kind: kind_of(task),
        state: JobState::Checking.code(),
        account: actor.account(),
        by_name: actor.who(),
        file_name: &name,
        request: "{}",
        size: 0,
        started: now,
        lease_until: now.plus_seconds(LEASE_SECONDS),
        counts: &serde_json::to_string(&ImportCounts::default())?,
    };
    job::begin(&mut work.conn(), &new).await?;
    work.changed("backup", Some(id.to_string()));
    let row = job::find(&mut work.conn(), id).await?.ok_or_else(|| Failure::Fault("the job is gone".to_owned()))?;
    cx.note(format!("backup:{name}"), Some(json!({ "job": id })));
    let live = Arc::new(Live { progress: Arc::new(Progress::default()), phase: Mutex::new(""), ended: watch::Sender::new(false) });
    let order = Arc::new(Order { service: Arc::clone(cx.service), id, task, name, actor, live: Arc::clone(&live) });
    let told = told(cx.service, row);
    cx.then(move || {
        order.service.works.map().insert(id, live);
        tokio::spawn(run(Arc::clone(&order), what(order), claim));
    });
    told
}

/// Runs it to its end and notes how it ended, whatever happens.
async fn run(order: Arc<Order>, what: impl Future<Output = Result<Did, Failure>> + Send, claim: Claim) {
    let watched = AssertUnwindSafe(watched(&order, what)).catch_unwind().await;
    let ended = watched.unwrap_or_else(|_| Err(Failure::Fault("work on a backup panicked".to_owned())));
    let (end, outcome, values) = ending(&order, ended);
    let tell = || {
        order.service.works.map().remove(&order.id);
        order.live.ended.send_replace(true);
        order.sign();
    };
    let noted = order.service.jobs.note(order.id, end.clone(), tell, || note_end(&order, &end, outcome, &values)).await;
    if noted && let Err(error) = claim.give_up() {
        tracing::warn!(job = %order.id, %error, "the claim of work on a backup could not be removed");
    }
}

/// The work itself, with signs of life beside it.
async fn watched(order: &Order, what: impl Future<Output = Result<Did, Failure>>) -> Result<Did, Failure> {
    // Beside the work, never in its way: it may hold the writer that a renewal waits for.
    let signs = async {
        let mut sign = tokio::time::interval(SIGN_EVERY);
        let mut lease = tokio::time::interval_at(tokio::time::Instant::now() + LEASE_EVERY, LEASE_EVERY);
        loop {
            tokio::select! {
                _ = sign.tick() => order.sign(),
                _ = lease.tick() => {
                    // A database that is busy for a moment is no reason to stop; the lease is three times as long.
                    if let Err(error) = jobs::renew_lease(&order.service, order.id).await {
                        tracing::warn!(%error, "the lease of work on a backup could not be renewed");
                    }
                }
            }
        }
    };
    tokio::select! {
        done = what => done,
        never = signs => never,
    }
}

/// How it ended: the job's end, and outcome and values for the audit log.
fn ending(order: &Order, ended: Result<Did, Failure>) -> (End, &'static str, Value) {
    let read = order.live.progress.done.load(Ordering::Relaxed);
    let (state, outcome, values, error) = match ended {
        Ok(Did(values)) => (JobState::Done, "done", values, None),
        Err(failure) => {
            let error: ApiError = failure.into_api(kind_of(order.task), order.id);
            let state = if error.code == ErrorCode::Cancelled { JobState::Cancelled } else { JobState::Failed };
            (state, "failed", json!({ "error": error.code, "detail": error.arg("detail") }), Some(error))
        }
    };
    (End { state, at: order.service.now(), counts: ImportCounts { read, ..ImportCounts::default() }, error }, outcome, values)
}

async fn note_end(order: &Order, end: &End, outcome: &'static str, values: &Value) -> Result<(), Failure> {
    let service = &order.service;
    let error = end.error.as_ref().map(serde_json::to_string).transpose()?;
    let mut work = service.store().begin(&order.actor).await?;
    if jobs::has_ended(&mut work, order.id).await? {
        work.roll_back().await;
        return Ok(());
    }
    job::finish(&mut work.conn(), order.id, end.state.code(), end.at, &serde_json::to_string(&end.counts)?, error.as_deref()).await?;
    work.note(AuditNote {
        operation: kind_of(order.task).to_owned(),
        subject: format!("backup:{}", order.name),
        outcome,
        values: Some(values.clone()),
    });
    work.changed("backup", Some(order.id.to_string()));
    let changed = work.commit(service.now()).await?;
    service.announce(changed);
    service.seal_soon();
    Ok(())
}
