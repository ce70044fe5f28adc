//! A door for tests: what a window or the command line does, without either.

use crate::{Scratch, TestClock};
use api::session::{DatabaseKind, Enter};
use api::{ApiError, Call, Lang, Operation, Outcome};
use domain::account::{AccountId, Role};
use serde_json::Value;
use service::{Answer, Files, NoFiles, Service, SessionChange, SessionToken};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use uuid::Uuid;

/// Opens a scratch database with a test clock. The database is new and not set up. What falls due is done when a test says so: a slow machine
/// would otherwise do some of it in between.
pub async fn start(scratch: &Scratch, clock: &TestClock) -> Arc<Service> {
    let service = Service::open_with(scratch.location(), Box::new(clock.clone())).await.expect("the scratch database");
    service.looks_when_asked();
    service
}

/// A door for tests. It keeps the session as doors do and carries every operation as the bytes of an envelope.
#[derive(Clone)]
pub struct Desk {
    /// The service behind it.
    pub service: Arc<Service>,
    /// The clock of the service.
    pub clock: TestClock,
    /// The session it keeps.
    pub token: Option<SessionToken>,
    files: Handles,
}

/// Handles of the files that a test gave.
#[derive(Clone, Default)]
struct Handles(HashMap<String, PathBuf>);

impl Files for Handles {
    fn path_in(&self, handle: &str) -> Option<PathBuf> {
        self.0.get(handle).cloned()
    }
    fn path_out(&self, handle: &str) -> Option<PathBuf> {
        self.0.get(handle).cloned()
    }
    fn path_folder(&self, handle: &str) -> Option<PathBuf> {
        self.0.get(handle).cloned()
    }
}

impl Desk {
    /// A desk at a new database that is not set up.
    pub async fn new(scratch: &Scratch) -> Self {
        let clock = TestClock::default();
        Self::over(start(scratch, &clock).await, clock)
    }

    /// A desk at a service that was opened elsewhere; nobody is signed in.
    pub fn over(service: Arc<Service>, clock: TestClock) -> Self {
        Self { service, clock, token: None, files: Handles::default() }
    }

    /// A desk at a new demonstration database; nobody is signed in.
    pub async fn demo(scratch: &Scratch) -> Self {
        let desk = Self::new(scratch).await;
        desk.service.create_demo(DatabaseKind::Demo).await.expect("a demonstration");
        desk
    }

    /// Another desk at the same database; nobody is signed in.
    #[must_use]
    pub fn another(&self) -> Self {
        Self { token: None, ..self.clone() }
    }

    /// Enters a demonstration as the account of a role.
    pub async fn enter(&mut self, role: Role) -> &mut Self {
        self.call(Enter { role }).await.expect("a demonstration is entered without a password");
        self
    }

    /// Calls an operation.
    pub async fn call<O: Operation>(&mut self, operation: O) -> Result<O::Reply, ApiError> {
        self.repeat(Uuid::now_v7(), operation).await
    }

    /// Calls an operation with a request id of one's own.
    pub async fn repeat<O: Operation>(&mut self, request_id: Uuid, operation: O) -> Result<O::Reply, ApiError> {
        let body = serde_json::to_value(operation).expect("a request as JSON");
        let reply = self.json(request_id, O::NAME, body).await?;
        Ok(serde_json::from_value(reply).expect("a reply of the operation's form"))
    }

    /// Calls an operation by its name.
    pub async fn json(&mut self, request_id: Uuid, name: &str, body: Value) -> Result<Value, ApiError> {
        match self.bytes(&Self::envelope(request_id, name, body)).await {
            Outcome::Ok(reply) => Ok(reply),
            Outcome::Error(error) => Err(error),
        }
    }

    /// Sends bytes through the door, whatever they are.
    pub async fn bytes(&mut self, envelope: &[u8]) -> Outcome {
        Self::outcome(&self.answer(envelope).await)
    }

    pub(crate) fn envelope(request_id: Uuid, name: &str, body: Value) -> Vec<u8> {
        let call = Call { v: api::VERSION, request_id, lang: Lang::Zh, name: name.to_owned(), body };
        serde_json::to_vec(&call).expect("an envelope as JSON")
    }

    pub(crate) async fn answer(&mut self, envelope: &[u8]) -> Vec<u8> {
        let Answer { body, session } = self.service.call(self.token.as_ref(), envelope, &self.files).await;
        match session {
            SessionChange::Keep => {}
            SessionChange::Set(token) => self.token = Some(token),
            SessionChange::Clear => self.token = None,
        }
        body
    }

    pub(crate) fn outcome(body: &[u8]) -> Outcome {
        match serde_json::from_slice(body) {
            Ok(outcome) => outcome,
            Err(error) => panic!("the door answered with something else than an outcome: {error}"),
        }
    }

    /// A file to be read, as the door hands it out.
    pub fn gives(&mut self, path: &Path) -> api::InFile {
        let (handle, name) = self.handle(path);
        api::InFile { handle, name, size: std::fs::metadata(path).map_or(0, |m| m.len()) }
    }

    /// A file to be written, as the door hands it out.
    pub fn takes(&mut self, path: &Path) -> api::OutFile {
        let (handle, name) = self.handle(path);
        api::OutFile { handle, name }
    }

    /// Makes a file known under a handle of the test's own.
    pub fn knows(&mut self, handle: &str, path: &Path) {
        self.files.0.insert(handle.to_owned(), path.to_path_buf());
    }

    fn handle(&mut self, path: &Path) -> (String, String) {
        let handle = format!("file-{}", self.files.0.len());
        self.files.0.insert(handle.clone(), path.to_path_buf());
        (handle, path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default())
    }

    /// The id of a place by its name.
    pub async fn place(&self, name: &str) -> domain::place::PlaceId {
        let mut reader = self.service.store().read().await.expect("a connection");
        let all = store::place::all(&mut reader.conn()).await.expect("places");
        all.into_iter().find(|p| p.name == name).map(|p| p.id).expect("a place of this name")
    }

    /// Runs an operation for a local operator, with the files that were given here.
    pub async fn run_with_files<O: service::Handle>(&self, operation: O) -> Result<O::Reply, ApiError> {
        self.service.run(service::Actor::LocalOperator, operation, &self.files).await
    }

    /// The same for an account, with the grants that it holds.
    pub async fn run_for_with_files<O: service::Handle>(&self, account: AccountId, operation: O) -> Result<O::Reply, ApiError> {
        self.service.run_for_with(account, operation, &self.files).await
    }

    /// Runs an operation for a local operator, without files.
    pub async fn operate<O: service::Handle>(&self, operation: O) -> Result<O::Reply, ApiError> {
        self.service.run(service::Actor::LocalOperator, operation, &NoFiles).await
    }
}
