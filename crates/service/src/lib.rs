//! What each operation does.
//!
//! [`Service::call`] takes an envelope from a door. Around every handler stand, once: the envelope's version, the
//! session and its idleness, the permission check that makes the [`domain::permission::Access`], repeated requests,
//! the transaction, the audit entry, change events, caught panics and the mapping of errors. A handler is an
//! [`Handle`] implementation in the file of its area and does only what is particular to it.
//!
//! To add an operation: declare it in `api`, then implement [`Handle`] for it here; see `docs/ARCHITECTURE.md`.

mod accounts;
mod adjusting;
mod attachments;
mod audits;
mod availability;
mod backups;
mod bodies;
mod calendars;
mod cases;
mod catalogue;
mod cells;
mod changes;
mod clock;
mod context;
mod diagnosis;
mod dispatch;
mod drafts;
mod due;
mod duties;
mod erasure;
mod exceptions;
mod failure;
mod files;
mod health;
mod history;
mod home;
mod imports;
mod inspections;
mod items;
mod jobs;
mod lists;
pub mod logs;
mod meetings;
mod notes;
mod notices;
mod open;
mod overview;
mod packets;
mod papers;
mod passwords;
mod places;
mod points;
mod provincial;
mod ratings;
mod registers;
mod review;
mod rollups;
mod sealer;
mod sessions;
mod setup;
mod supervision;
mod tasks;
mod token;
mod views;
mod watch;
mod words;

pub use clock::SystemClock;
pub use context::{Cx, Handle};
pub use failure::{Failure, why};
pub use files::{Files, NoFiles};
pub use health::Health;
pub use store::{Actor, Location, StoreError};
pub use token::SessionToken;

use domain::time::{Clock, Instant};
use futures_util::future::BoxFuture;
use std::sync::Arc;
use store::Store;
use tokio::sync::broadcast;

/// What a door gets back.
#[derive(Debug)]
pub struct Answer {
    /// An [`api::Outcome`] as JSON.
    pub body: Vec<u8>,
    /// What the door does with the session it keeps.
    pub session: SessionChange,
}

/// What a door does with the session it keeps.
#[derive(Debug)]
pub enum SessionChange {
    /// Nothing.
    Keep,
    /// Keeps this one from now on.
    Set(SessionToken),
    /// Forgets it.
    Clear,
}

/// The console's core over one open database.
pub struct Service {
    store: Store,
    clock: Box<dyn Clock>,
    changes: broadcast::Sender<api::Change>,
    change_seq: std::sync::atomic::AtomicU64,
    jobs: jobs::Running,
    cancellations: dispatch::Cancellations,
    sealer: sealer::Sealer,
    ticker: due::Ticker,
    works: backups::Works,
    meters: registers::meter::Meters,
    /// For which day or month this program itself did last what falls due, by the name of the turn.
    done: std::sync::Mutex<std::collections::BTreeMap<&'static str, String>>,
    /// Names this program while it runs: what it holds a turn as.
    instance: uuid::Uuid,
    watcher: watch::Watcher,
    news: due::News,
}

/// A clock that is further behind the newest entry of the audit log than this has been set back.
pub(crate) const CLOCK_BACK_SECONDS: i64 = 300;

/// For how long a session that is over is kept: a week is enough to tell its owner why it ended.
const SESSIONS_KEPT_SECONDS: i64 = 7 * 24 * 3600;

/// Puts a database aside that can't be opened any more, unread, so that another one can be restored in its place.
pub async fn put_aside(location: &Location) -> Result<(), StoreError> {
    store::replace::put_aside(location, SystemClock.now()).await
}

impl Service {
    /// Opens (and creates) the database at a location, with this machine's clock.
    pub async fn open(location: Location) -> Result<Arc<Self>, StoreError> {
        Self::open_with(location, Box::new(SystemClock)).await
    }

    /// The same with another clock.
    pub fn open_with(location: Location, clock: Box<dyn Clock>) -> BoxFuture<'static, Result<Arc<Self>, StoreError>> {
        Box::pin(async move {
            let service = Self::opened(location, clock).await?;
            service.ticker.start(&service);
            service.watcher.start(&service);
            Ok(service)
        })
    }

    /// From now on what falls due is looked at by [`Service::do_due`] only.
    pub fn looks_when_asked(&self) {
        self.ticker.stop();
    }

    /// For a program that does one thing and ends: what falls due by itself and takes long is left to those that stay.
    pub async fn open_once(location: Location) -> Result<Arc<Self>, StoreError> {
        Self::opened(location, Box::new(SystemClock)).await
    }

    /// Boxed as `dyn` for the same reason as [`Service::call`].
    fn opened(location: Location, clock: Box<dyn Clock>) -> BoxFuture<'static, Result<Arc<Self>, StoreError>> {
        Box::pin(async move {
            let service = Self::over(Store::open(location).await?, clock);
            service.prepare().await?;
            service.do_due_at_start().await;
            Ok(service)
        })
    }

    /// A service over an open database, as it is: nothing is prepared, nothing falls due.
    pub(crate) fn over(store: Store, clock: Box<dyn Clock>) -> Arc<Self> {
        let (changes, _) = broadcast::channel(1024);
        Arc::new(Self {
            store,
            clock,
            changes,
            change_seq: std::sync::atomic::AtomicU64::new(0),
            jobs: jobs::Running::default(),
            cancellations: dispatch::Cancellations::default(),
            sealer: sealer::Sealer::default(),
            ticker: due::Ticker::default(),
            works: backups::Works::default(),
            meters: registers::meter::Meters::default(),
            done: std::sync::Mutex::default(),
            instance: uuid::Uuid::now_v7(),
            watcher: watch::Watcher::default(),
            news: due::News::default(),
        })
    }

    /// The district's places, and jobs that a stopped program left behind.
    async fn prepare(self: &Arc<Self>) -> Result<(), StoreError> {
        let now = self.now();
        let mut work = self.store.begin(&Actor::System).await?;
        store::seed::district(&mut work.conn()).await?;
        store::calendar::seed(&mut work.conn(), now).await?;
        store::inspection::checklist::seed(&mut work.conn(), now).await?;
        store::session::forget_old(&mut work.conn(), now.plus_seconds(-SESSIONS_KEPT_SECONDS)).await?;
        jobs::interrupt_left_over(&mut work, &self.store.location().staging(), now).await?;
        self.note_clock_set_back(&mut work, now).await?;
        work.commit(now).await?;
        self.seal_soon();
        Ok(())
    }

    /// That the clock stands before the newest entry of the audit log is entered in it: entries are in order by their numbers,
    /// and whoever reads their times must know.
    async fn note_clock_set_back(&self, work: &mut store::Work, now: Instant) -> Result<(), StoreError> {
        let Some(newest) = store::audit::newest_at(&mut work.conn()).await? else { return Ok(()) };
        if newest > now.plus_seconds(CLOCK_BACK_SECONDS) {
            tracing::warn!(
                newest = newest.text(),
                now = now.text(),
                "the clock of this machine stands before the newest entry of the audit log"
            );
            let values = Some(serde_json::json!({ "newest": newest.text(), "now": now.text() }));
            work.note(store::AuditNote {
                operation: "setting.clock.back".to_owned(),
                subject: "clock".to_owned(),
                outcome: "done",
                values,
            });
        }
        Ok(())
    }

    /// This program did for a day or month what falls due. Two desks whose clocks differ each mark what they did, and would undo
    /// each other's mark without end.
    pub(crate) fn did(&self, turn: &'static str, slot: &str) {
        self.done.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(turn, slot.to_owned());
    }

    /// Whether this program did it, whatever is marked in the database.
    pub(crate) fn has_done(&self, turn: &str, slot: &str) -> bool {
        self.done.lock().unwrap_or_else(std::sync::PoisonError::into_inner).get(turn).is_some_and(|done| done == slot)
    }

    /// The database.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The bytes of an attachment, once they are those of its hash. Who may see them is asked by [`api::attachment::ShowAttachment`].
    pub async fn attachment(&self, sha256: &str) -> std::io::Result<Vec<u8>> {
        let (blobs, sha256) = (self.store.location().blobs(), sha256.to_owned());
        tokio::task::spawn_blocking(move || blobs.read(&sha256)).await.map_err(std::io::Error::other)?
    }

    /// Where copies of attachments lie that were opened in other programs.
    pub fn opened_folder(&self) -> std::path::PathBuf {
        self.store.location().home().join("opened")
    }

    /// Removes the copies that were opened before.
    pub fn forget_opened(&self) {
        match std::fs::remove_dir_all(self.opened_folder()) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                tracing::warn!(%error, "copies of attachments could not be removed")
            }
            _ => {}
        }
    }

    /// The present instant by the service's clock.
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// Change events from now on.
    pub fn subscribe(&self) -> broadcast::Receiver<api::Change> {
        self.changes.subscribe()
    }

    /// The number of the newest change event.
    pub fn last_change(&self) -> u64 {
        self.change_seq.load(std::sync::atomic::Ordering::SeqCst)
    }

    /// Waits for running jobs to stop at a safe point and closes the database.
    pub async fn close(&self) {
        self.ticker.stop();
        self.watcher.stop().await;
        self.news.wait().await;
        self.jobs.stop_all().await;
        self.works.stop_all().await;
        self.sealer.wait().await;
        self.store.close().await;
    }

    fn announce(self: &Arc<Self>, changed: Vec<store::Changed>) {
        let is_news = changed.iter().any(|change| matches!(change.kind, "job" | "account" | "matter" | "duty" | "catalogue"));
        for change in changed {
            self.tell(change.kind, change.id);
        }
        if is_news {
            self.sweep_soon();
        }
    }

    /// Sends a change event, whoever made the change.
    fn tell(&self, kind: &str, id: Option<String>) {
        let Ok(kind) = serde_json::from_value(serde_json::Value::String(kind.to_owned())) else { return };
        let seq = self.change_seq.fetch_add(1, std::sync::atomic::Ordering::SeqCst) + 1;
        // Nobody may be listening; then there is nobody to tell.
        let _ = self.changes.send(api::Change { seq, kind, id });
    }
}
