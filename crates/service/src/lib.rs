//! What each operation does.
//!
//! [`Service::call`] takes an envelope from a door. Around every handler stand, once: the envelope's version, the
//! session and its idleness, the permission check that makes the [`domain::permission::Access`], repeated requests,
//! the transaction, the audit entry, change events, caught panics and the mapping of errors. A handler is an
//! [`Handle`] implementation in the file of its area and does only what is particular to it.
//!
//! To add an operation: declare it in `api`, then implement [`Handle`] for it here; see `docs/ARCHITECTURE.md`.

mod accounts;
mod audits;
mod bodies;
mod calendars;
mod cases;
mod changes;
mod clock;
mod context;
mod dispatch;
mod due;
mod failure;
mod files;
mod health;
mod imports;
mod jobs;
mod notes;
mod overview;
mod passwords;
mod places;
mod points;
mod ratings;
mod rollups;
mod sealer;
mod sessions;
mod setup;
mod token;
mod words;

pub use clock::SystemClock;
pub use context::{Cx, Handle};
pub use failure::Failure;
pub use files::{Files, NoFiles};
pub use health::Health;
pub use store::{Actor, Location, StoreError};
pub use token::SessionToken;

use domain::time::{Clock, Instant};
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
}

/// For how long a session that is over is kept: a week is enough to tell its owner why it ended.
const SESSIONS_KEPT_SECONDS: i64 = 7 * 24 * 3600;

impl Service {
    /// Opens (and creates) the database at a location, with this machine's clock.
    pub async fn open(location: Location) -> Result<Arc<Self>, StoreError> {
        Self::open_with(location, Box::new(SystemClock)).await
    }

    /// The same with another clock.
    pub async fn open_with(location: Location, clock: Box<dyn Clock>) -> Result<Arc<Self>, StoreError> {
        let store = Store::open(location).await?;
        let (changes, _) = broadcast::channel(1024);
        let service = Arc::new(Self {
            store,
            clock,
            changes,
            change_seq: std::sync::atomic::AtomicU64::new(0),
            jobs: jobs::Running::default(),
            cancellations: dispatch::Cancellations::default(),
            sealer: sealer::Sealer::default(),
            ticker: due::Ticker::default(),
        });
        service.prepare().await?;
        service.do_due().await;
        service.ticker.start(&service);
        Ok(service)
    }

    /// The district's places, and jobs that a stopped program left behind.
    async fn prepare(self: &Arc<Self>) -> Result<(), StoreError> {
        let now = self.now();
        let mut work = self.store.begin(&Actor::System).await?;
        store::seed::district(&mut work.conn()).await?;
        store::calendar::seed(&mut work.conn(), now).await?;
        store::session::forget_old(&mut work.conn(), now.plus_seconds(-SESSIONS_KEPT_SECONDS)).await?;
        jobs::interrupt_left_over(&mut work, &self.store.location().staging(), now).await?;
        work.commit(now).await?;
        let today = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_micros(u64::try_from(now.0).unwrap_or(0));
        imports::forget_older(&self.store.location().staging(), imports::KEPT_DAYS, today)?;
        self.seal_soon();
        Ok(())
    }

    /// The database.
    pub fn store(&self) -> &Store {
        &self.store
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
        self.jobs.stop_all().await;
        self.sealer.wait().await;
        self.store.close().await;
    }

    fn announce(&self, changed: Vec<store::Changed>) {
        for change in changed {
            let Ok(kind) = serde_json::from_value(serde_json::Value::String(change.kind.to_owned())) else { continue };
            let seq = self.change_seq.fetch_add(1, std::sync::atomic::Ordering::SeqCst) + 1;
            // Nobody may be listening; then there is nobody to tell.
            let _ = self.changes.send(api::Change { seq, kind, id: change.id });
        }
    }
}
