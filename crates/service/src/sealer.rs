//! Chains new audit entries soon after they were committed, one batch at a time.

use crate::Service;
use std::sync::Arc;
use tokio::sync::Mutex;

/// At most one batch is sealed at a time in this process.
#[derive(Default)]
pub(crate) struct Sealer {
    turn: Mutex<()>,
    waiting: std::sync::atomic::AtomicBool,
}

impl Sealer {
    /// Waits until a batch that is being sealed is done.
    pub(crate) async fn wait(&self) {
        drop(self.turn.lock().await);
    }
}

impl Service {
    /// Seals in the background. Calls that come while one waits are covered by it.
    pub(crate) fn seal_soon(self: &Arc<Self>) {
        use std::sync::atomic::Ordering::SeqCst;
        if self.sealer.waiting.swap(true, SeqCst) {
            return;
        }
        let service = Arc::clone(self);
        tokio::spawn(async move {
            let _turn = service.sealer.turn.lock().await;
            service.sealer.waiting.store(false, SeqCst);
            if let Err(error) = store::audit::seal(service.store(), service.now()).await {
                tracing::warn!(%error, "audit entries could not be sealed; the next change tries again");
            }
        });
    }
}
