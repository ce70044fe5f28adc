//! What the door keeps: the service (or why there is none), the session, the files that dialogs gave.

use crate::files::OpenFiles;
use api::{ApiError, Outcome};
use service::{Answer, Service, SessionChange, SessionToken};
use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::watch;

/// The service, or why it could not be opened.
pub type Opened = Result<Arc<Service>, ApiError>;

/// State of the window's door.
pub struct Desk {
    /// None while the database is being opened.
    opened: watch::Receiver<Option<Opened>>,
    session: Arc<Mutex<Option<SessionToken>>>,
    /// The page has called: it runs.
    called: AtomicBool,
    /// Handles that dialogs made.
    pub files: OpenFiles,
}

impl Desk {
    /// A door to a service, or one that answers everything with why it could not be opened.
    pub fn new(service: Opened) -> Self {
        Self::over(watch::channel(Some(service)).1)
    }

    /// A door to a service that is opened, perhaps with a session, while the window is made; whoever calls waits for it.
    pub fn opening(opening: impl Future<Output = (Opened, Option<SessionToken>)> + Send + 'static) -> Self {
        let (tell, opened) = watch::channel(None);
        let desk = Self::over(opened);
        let kept = Arc::clone(&desk.session);
        tauri::async_runtime::spawn(async move {
            let (service, session) = opening.await;
            *kept.lock().unwrap_or_else(PoisonError::into_inner) = session;
            // Nobody waits if the window could not be made.
            let _ = tell.send(Some(service));
        });
        desk
    }

    fn over(opened: watch::Receiver<Option<Opened>>) -> Self {
        Self { opened, session: Arc::default(), called: AtomicBool::new(false), files: OpenFiles::default() }
    }

    /// The service, if it is open.
    pub fn service(&self) -> Option<Arc<Service>> {
        self.opened.borrow().as_ref().and_then(|opened| opened.as_ref().ok().cloned())
    }

    /// The service once it has been opened.
    pub async fn opened(&self) -> Opened {
        let mut opened = self.opened.clone();
        let told = opened.wait_for(Option::is_some).await.ok().and_then(|told| told.clone());
        told.unwrap_or_else(|| Err(ApiError::new(api::ErrorCode::Unavailable).with("detail", "not opened")))
    }

    /// The page has called.
    pub fn was_called(&self) -> bool {
        self.called.load(Ordering::Relaxed)
    }

    /// Carries an envelope to the service and keeps the session that comes back.
    pub async fn carry(&self, envelope: &[u8]) -> Vec<u8> {
        self.called.store(true, Ordering::Relaxed);
        let service = match self.opened().await {
            Ok(service) => service,
            Err(error) => return serde_json::to_vec(&Outcome::Error(error)).unwrap_or_default(),
        };
        let session = self.session.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let Answer { body, session } = service.call(session.as_ref(), envelope, &self.files).await;
        match session {
            SessionChange::Keep => {}
            SessionChange::Set(token) => *self.session.lock().unwrap_or_else(PoisonError::into_inner) = Some(token),
            SessionChange::Clear => *self.session.lock().unwrap_or_else(PoisonError::into_inner) = None,
        }
        body
    }
}
