//! What was done outside is done again here, by the same handlers, on behalf of whoever did it, at the moment at which he did.
//!
//! - Each visit is a unit of work (of one person) of its own, and what became of each operation is written in it: a program that is stopped
//!   in between has done an operation and knows it, or has done nothing. A visit at which the program fails does not keep others waiting.
//! - An operation was made upon a version. If that was the office's, it still has to be there; if it was made by an operation before, what
//!   came of that one here takes its place. If nothing came of it, what stands here is somebody else's: a conflict, never written over.
//! - That a visit was begun by somebody else meanwhile is no conflict: it is begun.

use crate::Service;
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::files::NoFiles;
use api::inspection::{BeginVisit, SaveAnswer, SaveFinding, SaveParty, SubmitVisit, WithdrawFinding};
use api::{ApiError, ErrorCode, Lang, Operation};
use domain::account::AccountState;
use domain::inspection::plan::{VisitId, VisitState};
use domain::packet::{MADE_OUTSIDE, OpState, Subject, came_of, moment};
use domain::permission;
use domain::time::Instant;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::inspection::{Seeing, visit};
use store::packet::device::Device;
use store::packet::op::{self, Op};
use store::{Actor, AuditNote, Changed, StoreError, Work, account};
use uuid::Uuid;

/// What became of a visit that somebody else had begun.
const BEGUN_BEFORE: &str = "begun_before";
/// A version that nothing has: it can only meet the same value, or a conflict.
const NO_VERSION: i64 = -1;

/// Operations of a laptop that are being done again.
pub(super) struct Replay<'r> {
    pub(super) service: &'r Arc<Service>,
    pub(super) device: &'r Device,
    /// Which of its packets, for the audit log; 0: none of them anew.
    pub(super) packet: i64,
    /// Who lets it be done.
    pub(super) by: String,
    pub(super) now: Instant,
    /// Everything in the work that is there, which is taken back afterwards: to see what would come of it.
    pub(super) is_trial: bool,
    pub(super) work: Option<Work>,
}

impl Replay<'_> {
    fn work(&mut self) -> Result<&mut Work, Failure> {
        self.work.as_mut().ok_or_else(|| Failure::Fault("no unit of work".to_owned()))
    }

    /// Does everything of the laptop again that waits or was refused before, or what is of one visit. What is in conflict waits for somebody's
    /// choice. What fails by a fault of the program waits, too: the others are done, then it is told; of a trial it is told as waiting.
    pub(super) async fn run(&mut self, only: Option<i64>) -> Result<(), Failure> {
        let open = match &mut self.work {
            Some(work) => op::open(&mut work.conn(), self.device.id).await?,
            None => op::open(&mut self.service.store().read().await?.conn(), self.device.id).await?,
        };
        let mut visits: BTreeMap<i64, Vec<Op>> = BTreeMap::new();
        for op in open.into_iter().filter(|op| op.state != OpState::Conflict && only.is_none_or(|only| only == op.kept.visit_id)) {
            visits.entry(op.kept.visit_id).or_default().push(op);
        }
        let mut fault = None;
        for (visit, ops) in visits {
            match self.visit(ops).await {
                Err(failure) if is_fatal(&failure) => return Err(failure),
                Err(failure) => {
                    tracing::error!(%visit, error = %failure, "what was brought back could not be done");
                    fault.get_or_insert(failure);
                }
                Ok(()) => {}
            }
        }
        match fault {
            Some(failure) if !self.is_trial => Err(failure),
            _ => Ok(()),
        }
    }

    /// Does what waits of one visit, or nothing of it if the program fails.
    async fn visit(&mut self, ops: Vec<Op>) -> Result<(), Failure> {
        let mark = match &mut self.work {
            Some(work) if self.is_trial => Some(work.mark().await?),
            _ => None,
        };
        let mut done = Ok(());
        for op in ops {
            done = self.one(op, None).await.map(|_| ());
            if done.is_err() {
                break;
            }
        }
        match (done, mark) {
            (Ok(()), Some(mark)) => Ok(self.work()?.keep(mark).await?),
            (Ok(()), None) => self.end().await,
            (Err(failure), Some(mark)) => {
                if !is_fatal(&failure) {
                    self.work()?.back_to(mark).await?;
                }
                Err(failure)
            }
            (Err(failure), None) => {
                if let Some(work) = self.work.take() {
                    work.roll_back().await;
                }
                Err(failure)
            }
        }
    }

    /// Enters in the same unit of work what somebody else than the goer did.
    pub(super) async fn note(&mut self, actor: &Actor, note: AuditNote) -> Result<(), Failure> {
        let now = self.now;
        let work = self.work()?;
        work.enter(now).await?;
        work.become_actor(actor.clone());
        work.note(note);
        Ok(())
    }

    /// What was done so far stays, whatever happens next.
    pub(super) async fn end(&mut self) -> Result<(), Failure> {
        if self.is_trial {
            return Ok(());
        }
        if let Some(mut work) = self.work.take() {
            work.changed("inspection", None);
            let changed: Vec<Changed> = work.commit(self.now).await?;
            self.service.announce(changed);
            self.service.seal_soon();
        }
        Ok(())
    }

    /// Does one again and says what became of it; upon another version than it was made upon, if somebody chose so.
    pub(super) async fn one(&mut self, mut op: Op, upon: Option<i64>) -> Result<OpState, Failure> {
        // What it says of who did it is believed only if it is whoever takes the laptop along: see `tried`.
        let actor = Actor::Account { id: super::account_of(&self.device.person)?, name: self.device.person_name.clone() };
        if self.work.is_none() {
            self.work = Some(self.service.store().begin(&actor).await?);
        }
        let work = self.work()?;
        work.become_actor(actor);
        let mark = work.mark().await?;
        match Box::pin(self.tried(&op, upon)).await {
            Ok(Came::Waits) => {
                self.work()?.back_to(mark).await?;
                op.state = OpState::Waiting;
                op.problem.clear();
            }
            Ok(Came::Done { here, here_made, problem }) => {
                let (by, now) = (if upon.is_some() { self.by.clone() } else { String::new() }, self.now);
                let work = self.work()?;
                work.keep(mark).await?;
                op::overtake(&mut work.conn(), &op, &by, now).await?;
                op.state = OpState::Done;
                (op.here, op.here_made) = (Some(here), here_made);
                problem.clone_into(&mut op.problem);
            }
            Err(Failure::Api(error)) => {
                self.work()?.back_to(mark).await?;
                op.state = if error.code == ErrorCode::Conflict { OpState::Conflict } else { OpState::Failed };
                op.problem = serde_json::to_string(&error)?;
            }
            // The database is busy, the disk is full, the program is wrong: nothing can be said of the operation.
            Err(failure) => {
                if self.is_trial && !is_fatal(&failure) {
                    self.work()?.back_to(mark).await?;
                }
                return Err(failure);
            }
        }
        if !op::set(&mut self.work()?.conn(), &op).await? {
            return Err(ErrorCode::Busy.into());
        }
        Ok(op.state)
    }

    async fn tried(&mut self, op: &Op, upon: Option<i64>) -> Result<Came, Failure> {
        let mut body: Value = serde_json::from_str(&op.kept.body).map_err(|_| ApiError::new(ErrorCode::Malformed))?;
        let subject = Subject::of(&op.kept.operation, &body).ok_or(ErrorCode::Malformed)?;
        // A laptop speaks for whoever takes it along, and for nobody else.
        if op.kept.person != self.device.person {
            return Err(ApiError::new(ErrorCode::NotPermitted).with("operation", &op.kept.operation).into());
        }
        if let Subject::Finding(visit, Some(key)) = &subject
            && *key >= MADE_OUTSIDE
        {
            let conn = &mut self.work()?.conn();
            let made = op::maker(conn, op, *key, &Subject::Finding(*visit, None).code()).await?;
            body["id"] = json!(made.and_then(|made| made.here_made).ok_or(ErrorCode::NotFound)?);
        }
        let version = match upon {
            Some(version) => version,
            None => match self.upon(op, &subject).await? {
                Upon::Version(version) => version,
                Upon::Begun(version) => return Ok(Came::Done { here: version, here_made: None, problem: BEGUN_BEFORE }),
                Upon::Waits => return Ok(Came::Waits),
            },
        };
        body["version"] = json!(version);
        let reply = match op.kept.operation.as_str() {
            <BeginVisit as Operation>::NAME => self.again::<BeginVisit>(op, body).await?,
            <SaveParty as Operation>::NAME => self.again::<SaveParty>(op, body).await?,
            <SaveAnswer as Operation>::NAME => self.again::<SaveAnswer>(op, body).await?,
            <SaveFinding as Operation>::NAME => self.again::<SaveFinding>(op, body).await?,
            <WithdrawFinding as Operation>::NAME => self.again::<WithdrawFinding>(op, body).await?,
            <SubmitVisit as Operation>::NAME => self.again::<SubmitVisit>(op, body).await?,
            name => return Err(ApiError::new(ErrorCode::UnknownOperation).with("name", name).into()),
        };
        let (here, here_made) = came_of(&op.kept.operation, &reply);
        Ok(Came::Done { here, here_made, problem: "" })
    }

    /// Upon which version of ours an operation is to be done.
    async fn upon(&mut self, op: &Op, subject: &Subject) -> Result<Upon, Failure> {
        let (device, today) = (self.device.id, self.now.day());
        let conn = &mut self.work()?.conn();
        let is_begin = op.kept.operation == <BeginVisit as Operation>::NAME;
        if let Subject::Visit(id) = subject {
            if !is_begin && op::stuck(conn, op).await? > 0 {
                return Ok(Upon::Waits);
            }
            if is_begin {
                let all = Seeing { all: true, ..Seeing::default() };
                let visit = visit::seen(conn, VisitId(*id), &all, today).await?.ok_or(ErrorCode::NotFound)?;
                // A day that was set meanwhile changes nothing about that it was begun.
                return Ok(match visit.state {
                    VisitState::Begun | VisitState::Returned => Upon::Begun(visit.version),
                    _ => Upon::Version(visit.version),
                });
            }
        }
        if op.kept.upon.is_empty() {
            return Ok(Upon::Version(op.kept.base));
        }
        let Some(before) = op::requested(conn, device, &op.kept.upon).await? else { return Ok(Upon::Version(NO_VERSION)) };
        let was_begin = before.kept.operation == <BeginVisit as Operation>::NAME;
        Ok(Upon::Version(match (before.state, before.here) {
            (OpState::Done, Some(_)) if was_begin && matches!(subject, Subject::Party(_)) => {
                if before.problem == BEGUN_BEFORE {
                    NO_VERSION
                } else {
                    op.kept.base
                }
            }
            (OpState::Done, Some(here)) => here,
            _ => NO_VERSION,
        }))
    }

    /// The handler, with what it needs to believe that it is then and there.
    async fn again<O: Handle>(&mut self, op: &Op, body: Value) -> Result<Value, Failure> {
        let operation: O = serde_json::from_value(body).map_err(|error| ApiError::new(ErrorCode::Malformed).with("detail", error))?;
        let id = super::account_of(&op.kept.person)?;
        let at = moment(Instant(op.kept.done_at), self.now);
        let conn = &mut self.work()?.conn();
        let found = account::find(conn, id).await?.filter(|found| found.state != AccountState::Closed);
        let found = found.ok_or_else(|| ApiError::new(ErrorCode::NotPermitted).with("operation", O::NAME))?;
        let grants = account::grants_of(conn, id).await?;
        let access = permission::check(Some(&grants), O::NEEDS, at.day());
        let access = access.map_err(|_| ApiError::new(ErrorCode::NotPermitted).with("operation", O::NAME))?;
        let actor = Actor::Account { id, name: found.name };
        let request = Uuid::parse_str(&op.kept.request_id).unwrap_or_else(|_| Uuid::now_v7());
        let mut cx: Cx<'_> = self.service.context::<O>(actor, None, access, Lang::Zh, request, &NoFiles);
        (cx.now, cx.grants, cx.work) = (at, grants, self.work.take());
        let done = operation.handle(&mut cx).await;
        let notes: Vec<AuditNote> = std::mem::take(&mut cx.notes);
        self.work = cx.work.take();
        let reply = done?;
        let via = json!({ "device": self.device.installation.name, "packet": self.packet, "done_at": at.text(), "taken_by": self.by });
        let work = self.work()?;
        for mut note in notes {
            let values = note.values.get_or_insert_with(|| json!({}));
            values["outside"] = via.clone();
            work.note(note);
        }
        Ok(serde_json::to_value(reply)?)
    }
}

/// The database can't go on whatever is done next, or something has moved meanwhile; else the program failed at what it was doing.
fn is_fatal(failure: &Failure) -> bool {
    match failure {
        Failure::Store(error) => !matches!(error, StoreError::Constraint(_) | StoreError::Inconsistent { .. } | StoreError::Sql(_)),
        Failure::Api(_) => true,
        Failure::Fault(_) => false,
    }
}

/// Upon which version something is done.
enum Upon {
    Version(i64),
    /// The visit was begun already; the version that it has.
    Begun(i64),
    /// Something before it is to be decided first.
    Waits,
}

/// What came of it.
enum Came {
    Done { here: i64, here_made: Option<i64>, problem: &'static str },
    Waits,
}
