//! What other programs change in the same database: looked for all the time, told on as if it had been done here.
//!
//! SQLite counts commits of other connections, so that nothing is read while nothing happens. PostgreSQL is asked for newer
//! events; an event that is committed late has a lower number than some that were seen, so the last few are asked for again.

use crate::Service;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;
use store::{Location, Reader, StoreError, event};
use tokio::task::JoinHandle;

/// How often SQLite's counter is looked at.
const EVERY_SQLITE: Duration = Duration::from_millis(250);
/// How often PostgreSQL is asked.
const EVERY_POSTGRES: Duration = Duration::from_millis(700);
/// How far behind the newest event one may appear late.
const LATE: i64 = 500;
/// For how long events are kept, in seconds: every program that is there has seen them long since.
const KEPT_SECONDS: i64 = 3_600;

/// The task that looks.
#[derive(Default)]
pub(crate) struct Watcher(Mutex<Option<JoinHandle<()>>>);

impl Watcher {
    /// Looks until the service is gone.
    pub(crate) fn start(&self, service: &Arc<Service>) {
        let task = tokio::spawn(watch(Arc::downgrade(service)));
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(task);
    }

    /// No longer looks.
    pub(crate) async fn stop(&self) {
        let task = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(task) = task {
            task.abort();
            // Until it has let go of its connection; that it was ended is no news.
            let _ = task.await;
        }
    }
}

/// What has been seen.
#[derive(Default)]
struct Seen {
    /// SQLite's counter, which is the connection's own.
    version: Option<i64>,
    newest: i64,
    /// The last few events.
    last: BTreeSet<i64>,
    begun: bool,
}

async fn watch(service: Weak<Service>) {
    let (mut seen, mut kept, mut failed) = (Seen::default(), None, false);
    loop {
        let every = {
            let Some(service) = service.upgrade() else { return };
            let looked = look(&service, &mut kept, &mut seen).await;
            if let (Err(error), false) = (&looked, failed) {
                tracing::warn!(%error, "changes of other programs can't be looked for");
            }
            failed = looked.is_err();
            if failed {
                (kept, seen.version) = (None, None);
            }
            if is_sqlite(&service) { EVERY_SQLITE } else { EVERY_POSTGRES }
        };
        tokio::time::sleep(every).await;
    }
}

fn is_sqlite(service: &Service) -> bool {
    matches!(service.store().location(), Location::Folder(_))
}

async fn look(service: &Arc<Service>, kept: &mut Option<Reader>, seen: &mut Seen) -> Result<(), StoreError> {
    // SQLite's counter needs the same connection every time; PostgreSQL's are given back.
    let mut reader = match kept.take() {
        Some(reader) => reader,
        None => service.store().read().await?,
    };
    let looked = events(service, &mut reader, seen).await;
    if is_sqlite(service) {
        *kept = Some(reader);
    }
    for foreign in looked? {
        service.tell(&foreign.kind, foreign.id);
    }
    Ok(())
}

/// Events of other programs that were not seen before.
async fn events(service: &Arc<Service>, reader: &mut Reader, seen: &mut Seen) -> Result<Vec<event::Foreign>, StoreError> {
    let conn = &mut reader.conn();
    let version = event::data_version(conn).await?;
    if version.is_some() && version == seen.version {
        return Ok(Vec::new());
    }
    if !seen.begun {
        seen.newest = event::newest(conn).await?;
    }
    let late = if version.is_some() { 0 } else { LATE };
    let found = event::after(conn, seen.newest.saturating_sub(late), service.store().origin()).await?;
    let mut fresh: Vec<event::Foreign> = Vec::new();
    for foreign in found {
        seen.newest = seen.newest.max(foreign.seq);
        let is_new = seen.last.insert(foreign.seq);
        // Several of the same are one.
        if is_new && seen.begun && !fresh.iter().any(|f| f.kind == foreign.kind && f.id == foreign.id) {
            fresh.push(foreign);
        }
    }
    let oldest = seen.newest.saturating_sub(2 * LATE);
    seen.last.retain(|seq| *seq >= oldest);
    (seen.version, seen.begun) = (version, true);
    Ok(fresh)
}

/// Forgets events that every program has seen.
pub(crate) async fn do_due(service: &Arc<Service>) -> Result<(), StoreError> {
    let now = service.now();
    let mut work = service.store().begin(&store::Actor::System).await?;
    event::forget(&mut work.conn(), now.plus_seconds(-KEPT_SECONDS)).await?;
    work.commit(now).await?;
    Ok(())
}
