//! What the door keeps: the service (or why there is none), the session, the files that dialogs gave.

use crate::files::OpenFiles;
use api::{ApiError, Outcome};
use service::{Answer, Service, SessionChange, SessionToken};
use std::sync::{Arc, Mutex, PoisonError};

/// State of the window's door.
pub struct Desk {
    service: Result<Arc<Service>, ApiError>,
    session: Mutex<Option<SessionToken>>,
    /// Handles that dialogs made.
    pub files: OpenFiles,
}

impl Desk {
    /// A door to a service, or one that answers everything with why it could not be opened.
    pub fn new(service: Result<Arc<Service>, ApiError>) -> Self {
        Self { service, session: Mutex::new(None), files: OpenFiles::default() }
    }

    /// The service, if it could be opened.
    pub fn service(&self) -> Option<&Arc<Service>> {
        self.service.as_ref().ok()
    }

    /// Carries an envelope to the service and keeps the session that comes back.
    pub async fn carry(&self, envelope: &[u8]) -> Vec<u8> {
        let service = match &self.service {
            Ok(service) => service,
            Err(error) => return serde_json::to_vec(&Outcome::Error(error.clone())).unwrap_or_default(),
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
