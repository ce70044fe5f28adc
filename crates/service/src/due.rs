//! What falls due by itself: looked at when the program starts and every few minutes while it runs.
//!
//! A provider is a function that does everything of its kind that is due by the service's clock, as [`store::Actor::System`].
//! It is idempotent, since two programs may look at the same database, and leaves what it can't do for the next time. To
//! add one, call it in [`Service::do_due`], or in [`Service::do_due_at_start`] if it is quick and figures need it.

use crate::{Service, backups, changes, drafts, duties, erasure, items, logs, notices, watch};
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;
use tokio::task::JoinHandle;

/// How often it is looked at.
const EVERY: Duration = Duration::from_secs(5 * 60);
/// The first look comes when whoever started the program has seen something.
const FIRST: Duration = Duration::from_secs(20);

/// The task that looks.
#[derive(Default)]
pub(crate) struct Ticker(Mutex<Option<JoinHandle<()>>>);

impl Ticker {
    /// Looks now and again until the service is gone.
    pub(crate) fn start(&self, service: &Arc<Service>) {
        let weak: Weak<Service> = Arc::downgrade(service);
        let task = tokio::spawn(async move {
            let mut wait = FIRST;
            loop {
                tokio::time::sleep(wait).await;
                wait = EVERY;
                let Some(service) = weak.upgrade() else { return };
                service.do_due().await;
            }
        });
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(task);
    }

    /// No longer looks.
    pub(crate) fn stop(&self) {
        if let Some(task) = self.0.lock().unwrap_or_else(PoisonError::into_inner).take() {
            task.abort();
        }
    }
}

/// Telling people what has happened, soon after it happened and once for all that happened together.
#[derive(Default)]
pub(crate) struct News {
    waiting: AtomicBool,
    turn: tokio::sync::Mutex<()>,
}

/// What happens within this time is looked at together.
const TOGETHER: Duration = Duration::from_millis(400);

impl News {
    /// Waits until people have been told.
    pub(crate) async fn wait(&self) {
        drop(self.turn.lock().await);
    }
}

impl Service {
    /// Tells people in the background what has happened. Calls that come while one waits are covered by it.
    pub(crate) fn sweep_soon(self: &Arc<Self>) {
        if self.news.waiting.swap(true, SeqCst) {
            return;
        }
        let weak = Arc::downgrade(self);
        tokio::spawn(async move {
            tokio::time::sleep(TOGETHER).await;
            let Some(service) = weak.upgrade() else { return };
            let _turn = service.news.turn.lock().await;
            service.news.waiting.store(false, SeqCst);
            if let Err(error) = notices::sweep(&service).await {
                tracing::warn!(%error, "people could not be told what has happened; they are the next time");
            }
        });
    }

    /// Tells people now what has happened.
    #[doc(hidden)]
    pub async fn sweep_now(self: &Arc<Self>) -> Result<(), store::StoreError> {
        let _turn = self.news.turn.lock().await;
        notices::sweep(self).await
    }

    /// Does what has fallen due and is quick. What fails is logged and tried again the next time.
    pub(crate) async fn do_due_at_start(self: &Arc<Self>) {
        if let Err(error) = duties::do_due(self).await {
            tracing::error!(%error, "entries that are to be published could not be looked at");
        }
        if let Err(error) = items::release::do_due(self).await {
            tracing::error!(%error, "items that are to be published could not be looked at");
        }
        if let Err(error) = changes::do_due(self).await {
            tracing::error!(%error, "planned changes could not be looked at");
        }
    }

    /// Does everything that has fallen due, and begins what takes long.
    pub async fn do_due(self: &Arc<Self>) {
        self.do_due_at_start().await;
        if let Err(error) = drafts::do_due(self).await {
            tracing::error!(%error, "old drafts could not be thrown away");
        }
        if let Err(error) = watch::do_due(self).await {
            tracing::error!(%error, "old change events could not be forgotten");
        }
        if let Err(error) = notices::do_due(self).await {
            tracing::error!(%error, "old notices could not be forgotten");
        }
        // Erased before it is backed up.
        if let Err(error) = erasure::do_due(self).await {
            tracing::error!(%error, "personal data that is due could not be erased");
        }
        if let Err(error) = backups::do_due(self).await {
            tracing::error!(%error, "backups that are due could not be begun");
        }
        logs::look(self);
        // After everything that people may have to be told of.
        self.sweep_soon();
    }
}
