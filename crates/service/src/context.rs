//! What a handler is given, and what it must be.

use crate::failure::Failure;
use crate::files::Files;
use crate::token::SessionToken;
use crate::{Service, SessionChange};
use api::{ApiError, ErrorCode, Lang, Operation};
use domain::account::Grant;
use domain::permission::{self, Access, Permission, Scope};
use domain::place::PlaceId;
use domain::time::Instant;
use jiff::civil::Date;
use serde_json::Value;
use std::future::Future;
use std::sync::Arc;
use store::{Actor, AuditNote, Conn, Reader, Work};
use uuid::Uuid;

/// The one handler of an operation.
pub trait Handle: Operation {
    /// Does it. Permission has been checked; `cx.access` says for where.
    fn handle(self, cx: &mut Cx<'_>) -> impl Future<Output = Result<Self::Reply, Failure>> + Send;
}

/// What a handler is given.
pub struct Cx<'a> {
    /// The service, for jobs and the clock.
    pub service: &'a Arc<Service>,
    /// On whose behalf.
    pub actor: Actor,
    /// The session, if one is open.
    pub session: Option<SessionToken>,
    /// Name to sign in with.
    pub login: Option<String>,
    /// Grants of the signed-in person.
    pub grants: Vec<Grant>,
    /// What the permission check allowed.
    pub access: Access,
    /// The person's language.
    pub lang: Lang,
    /// The request's id.
    pub request_id: Uuid,
    /// Handles that the door made.
    pub files: &'a dyn Files,
    /// The instant at which the call came in.
    pub now: Instant,
    pub(crate) operation: &'static str,
    pub(crate) reader: Option<Reader>,
    /// A snapshot that is read instead: for figures of a moment.
    pub(crate) shown: Option<&'a mut Reader>,
    pub(crate) work: Option<Work>,
    pub(crate) notes: Vec<AuditNote>,
    /// What was done was entered in the audit log with it, in a unit of work of its own.
    pub(crate) is_noted: bool,
    pub(crate) then: Vec<Box<dyn FnOnce() + Send>>,
    pub(crate) session_change: SessionChange,
}

/// What is being done, and where it may reach.
#[must_use = "what is being done goes on afterwards"]
pub(crate) struct Standing(&'static str, Access);

impl Cx<'_> {
    /// Today by the service's clock.
    pub fn today(&self) -> Date {
        self.now.day()
    }

    /// A connection to read from: inside of the unit of work once one has begun.
    pub async fn conn(&mut self) -> Result<Conn<'_>, Failure> {
        if let Some(shown) = &mut self.shown {
            return Ok(shown.conn());
        }
        if self.work.is_none() && self.reader.is_none() {
            self.reader = Some(self.service.store().read().await?);
        }
        match (&mut self.work, &mut self.reader) {
            (Some(work), _) => Ok(work.conn()),
            (None, Some(reader)) => Ok(reader.conn()),
            (None, None) => Err(Failure::Fault("no connection".to_owned())),
        }
    }

    /// The unit of work, begun at the first call. Do slow things (hashing, files) before; it holds the write lock.
    pub async fn work(&mut self) -> Result<&mut Work, Failure> {
        if self.work.is_none() {
            self.reader = None;
            self.work = Some(self.service.store().begin(&self.actor).await?);
        }
        self.work.as_mut().ok_or_else(|| Failure::Fault("no unit of work".to_owned()))
    }

    /// What is to be done once the unit of work is committed, and not if it isn't: starting a job that needs its row.
    pub fn then(&mut self, act: impl FnOnce() + Send + 'static) {
        self.then.push(Box::new(act));
    }

    /// Notes for the audit log what is being done to what. An operation that writes and notes nothing gets an entry
    /// without a subject.
    pub fn note(&mut self, subject: impl Into<String>, values: Option<Value>) {
        self.notes.push(AuditNote { operation: self.operation.to_owned(), subject: subject.into(), outcome: "done", values });
    }

    /// Commits what was done so far although an error will be returned: counting a failed sign-in.
    pub async fn commit_failure(&mut self, subject: impl Into<String>, values: Option<Value>) -> Result<(), Failure> {
        let note = AuditNote { operation: self.operation.to_owned(), subject: subject.into(), outcome: "failed", values };
        self.work().await?.note(note);
        if let Some(work) = self.work.take() {
            let changed = work.commit(self.now).await?;
            self.service.announce(changed);
        }
        Ok(())
    }

    /// What the caller may reach by another permission than the one that was checked; none if he has none of it.
    pub(crate) fn access_for(&self, needed: Permission) -> Option<Access> {
        match self.actor {
            Actor::Account { .. } => permission::check(Some(&self.grants), needed, self.today()).ok(),
            // The system and a local operator reach everything anyway.
            Actor::System | Actor::LocalOperator => Some(self.access.clone()),
            Actor::Nobody => None,
        }
    }

    /// What follows is done and noted as an operation of its own, with its own permission, until [`Cx::stand_as`] gets what this gives.
    pub(crate) fn stand_for<O: Operation>(&mut self) -> Result<Standing, Failure> {
        let access = self.access_for(O::NEEDS).ok_or(ErrorCode::NotPermitted)?;
        Ok(Standing(std::mem::replace(&mut self.operation, O::NAME), std::mem::replace(&mut self.access, access)))
    }

    /// Back to what was being done.
    pub(crate) fn stand_as(&mut self, Standing(operation, access): Standing) {
        (self.operation, self.access) = (operation, access);
    }

    /// The scope for a place that was asked for; not found if it lies outside.
    pub async fn scope_at(&mut self, place: PlaceId) -> Result<Scope, Failure> {
        let path = store::place::path(&mut self.conn().await?, place).await?;
        self.scope_along(place, &path)
    }

    /// The same when the place and all places above it have been read.
    pub fn scope_along(&self, place: PlaceId, path: &[PlaceId]) -> Result<Scope, Failure> {
        self.access.narrow(place, path).ok_or_else(|| ErrorCode::NotFound.into())
    }

    /// The file behind a handle.
    pub fn path_in(&self, file: &api::InFile) -> Result<std::path::PathBuf, Failure> {
        let unreadable = || ApiError::new(ErrorCode::FileUnreadable).with("name", &file.name).with("detail", "gone");
        Ok(self.files.path_in(&file.handle).ok_or_else(unreadable)?)
    }

    /// The file behind a handle to be written.
    pub fn path_out(&self, file: &api::OutFile) -> Result<std::path::PathBuf, Failure> {
        let unwritable = || ApiError::new(ErrorCode::FileUnwritable).with("name", &file.name).with("detail", "gone");
        Ok(self.files.path_out(&file.handle).ok_or_else(unwritable)?)
    }

    /// The folder behind a handle.
    pub fn path_folder(&self, folder: &api::Folder) -> Result<std::path::PathBuf, Failure> {
        let gone = || ApiError::new(ErrorCode::FileUnwritable).with("name", &folder.name).with("detail", "gone");
        Ok(self.files.path_folder(&folder.handle).ok_or_else(gone)?)
    }

    /// The session that the door keeps from now on.
    pub fn set_session(&mut self, change: SessionChange) {
        self.session_change = change;
    }
}
