//! From an envelope to a handler and back: everything that is the same for every operation.

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::files::{Files, NoFiles};
use crate::token::SessionToken;
use crate::{Answer, Service, SessionChange, packets};
use api::{ApiError, Call, Effect, ErrorCode, Lang, Operation};
use domain::account::{AccountId, Grant, IDLE_MINUTES};
use domain::packet::{BROUGHT_BACK, may_write_outside};
use domain::permission::{self, Access, Refusal};
use domain::time::Instant;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};
use store::{Actor, AuditNote, meta, session};
use tokio::sync::oneshot;
use uuid::Uuid;

/// Calls that can be cancelled, by request id.
#[derive(Default)]
pub(crate) struct Cancellations(Mutex<HashMap<Uuid, oneshot::Sender<()>>>);

impl Cancellations {
    fn map(&self) -> std::sync::MutexGuard<'_, HashMap<Uuid, oneshot::Sender<()>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Who is calling, as the session says.
struct Caller {
    actor: Actor,
    login: Option<String>,
    grants: Option<Vec<Grant>>,
    /// The session that was presented is over.
    session_over: bool,
}

/// Operations whose reply holds a secret or a session: it is never kept for a repeated request.
const REPLY_NOT_KEPT: [&str; 10] = [
    "account.create",
    "account.import",
    "account.invite",
    "packet.grant.take",
    "setup.finish",
    "session.open",
    "session.enter",
    "session.enrol",
    "session.close",
    "session.password.change",
];

/// Sessions are marked as seen at most this often, in seconds, so that reading does not write.
const SEEN_EVERY_SECONDS: i64 = 60;

impl Service {
    /// Does what an envelope asks for, on behalf of whoever the session belongs to.
    ///
    /// Boxed as `dyn`: else every program and every test that waits for it would compile all handlers anew.
    pub fn call<'c>(
        self: &'c Arc<Self>,
        token: Option<&'c SessionToken>,
        envelope: &'c [u8],
        files: &'c dyn Files,
    ) -> BoxFuture<'c, Answer> {
        Box::pin(self.answered(token, envelope, files))
    }

    async fn answered(self: &Arc<Self>, token: Option<&SessionToken>, envelope: &[u8], files: &dyn Files) -> Answer {
        let call: Call = match serde_json::from_slice(envelope) {
            Ok(call) => call,
            Err(error) => return refused(ApiError::new(ErrorCode::Malformed).with("detail", error), SessionChange::Keep),
        };
        if call.v != api::VERSION {
            let error = ApiError::new(ErrorCode::VersionMismatch).with("expected", api::VERSION).with("found", call.v);
            return refused(error, SessionChange::Keep);
        }
        let (cancel, cancelled) = oneshot::channel();
        self.cancellations.map().insert(call.request_id, cancel);
        let request_id = call.request_id;
        let work = self.dispatch(token, call, files);
        let answered = tokio::select! {
            answered = work => answered,
            Ok(()) = cancelled => refused(ErrorCode::Cancelled.into(), SessionChange::Keep),
        };
        self.cancellations.map().remove(&request_id);
        answered
    }

    /// Gives up a call that still runs; what it was about to write is not written.
    pub fn cancel(&self, request_id: Uuid) {
        if let Some(cancel) = self.cancellations.map().remove(&request_id) {
            // The call may just have ended; then there is nothing to cancel.
            let _ = cancel.send(());
        }
    }

    /// Runs an operation for the system itself or a local operator, with access to the whole district.
    pub async fn run<O: Handle>(self: &Arc<Self>, actor: Actor, operation: O, files: &dyn Files) -> Result<O::Reply, ApiError> {
        let request_id = Uuid::now_v7();
        let district = async {
            let mut reader = self.store.read().await?;
            Ok::<_, Failure>(store::place::district(&mut reader.conn()).await?)
        };
        let access = match district.await {
            Ok(Some(id)) => Access::of_system(id),
            Ok(None) => return Err(ErrorCode::SetupNeeded.into()),
            Err(failure) => return Err(failure.into_api(O::NAME, request_id)),
        };
        let mut cx = self.context::<O>(actor, None, access, Lang::Zh, request_id, files);
        let done = self.guarded(operation, &mut cx).await;
        done.map_err(|failure| failure.into_api(O::NAME, request_id))
    }

    /// The same without files.
    pub async fn run_plain<O: Handle>(self: &Arc<Self>, actor: Actor, operation: O) -> Result<O::Reply, ApiError> {
        self.run(actor, operation, &NoFiles).await
    }

    /// Runs an operation for a person with the grants that he holds now, as if he were signed in: a demonstration has people who
    /// have done things.
    pub async fn run_for<O: Handle>(self: &Arc<Self>, account: AccountId, operation: O) -> Result<O::Reply, ApiError> {
        self.run_for_with(account, operation, &NoFiles).await
    }

    /// The same with files.
    pub async fn run_for_with<O: Handle>(
        self: &Arc<Self>,
        account: AccountId,
        operation: O,
        files: &dyn Files,
    ) -> Result<O::Reply, ApiError> {
        let request_id = Uuid::now_v7();
        let today = self.now().day();
        let person = async {
            let mut reader = self.store.read().await?;
            let found = store::account::find(&mut reader.conn(), account).await?.ok_or(ErrorCode::NotFound)?;
            Ok::<_, Failure>((found.name, store::account::grants_of(&mut reader.conn(), account).await?))
        };
        let (name, grants) = person.await.map_err(|failure| failure.into_api(O::NAME, request_id))?;
        let access = permission::check(Some(&grants), O::NEEDS, today);
        let access = access.map_err(|_| ApiError::new(ErrorCode::NotPermitted).with("operation", O::NAME))?;
        let mut cx = self.context::<O>(Actor::Account { id: account, name }, None, access, Lang::Zh, request_id, files);
        cx.grants = grants;
        let done = self.guarded(operation, &mut cx).await;
        done.map_err(|failure| failure.into_api(O::NAME, request_id))
    }

    fn dispatch<'c>(self: &'c Arc<Self>, token: Option<&'c SessionToken>, call: Call, files: &'c dyn Files) -> BoxFuture<'c, Answer> {
        macro_rules! by_name {
            ($($area:ident :: $op:ident),+) => {
                match call.name.as_str() {
                    $(<api::$area::$op as Operation>::NAME => self.later::<api::$area::$op>(token, call, files),)+
                    _ => {
                        let unknown = ApiError::new(ErrorCode::UnknownOperation).with("name", &call.name);
                        Box::pin(std::future::ready(refused(unknown, SessionChange::Keep)))
                    }
                }
            };
        }
        api::for_each_operation!(by_name)
    }

    /// [`Service::typed`] on the heap. A function of its own: where all operations are told apart, each would have room on the stack.
    fn later<'c, O: Handle + 'c>(
        self: &'c Arc<Self>,
        token: Option<&'c SessionToken>,
        call: Call,
        files: &'c dyn Files,
    ) -> BoxFuture<'c, Answer> {
        Box::pin(self.typed::<O>(token, call, files))
    }

    async fn typed<O: Handle>(self: &Arc<Self>, token: Option<&SessionToken>, call: Call, files: &dyn Files) -> Answer {
        let operation: O = match serde_json::from_value(call.body) {
            Ok(operation) => operation,
            Err(error) => return refused(ApiError::new(ErrorCode::Malformed).with("detail", error), SessionChange::Keep),
        };
        let caller = match self.caller(token).await {
            Ok(caller) => caller,
            Err(failure) => return refused(failure.into_api(O::NAME, call.request_id), SessionChange::Keep),
        };
        let over = if caller.session_over { SessionChange::Clear } else { SessionChange::Keep };
        let access = match permission::check(caller.grants.as_deref(), O::NEEDS, self.now().day()) {
            Ok(access) => access,
            Err(refusal) => {
                let code = match refusal {
                    Refusal::SignInNeeded if caller.session_over => ErrorCode::SessionEnded,
                    Refusal::SignInNeeded => ErrorCode::SignInNeeded,
                    Refusal::RoleMissing => ErrorCode::NotPermitted,
                };
                self.audit_refusal(&caller.actor, O::NAME).await;
                return refused(ApiError::new(code).with("operation", O::NAME), over);
            }
        };
        let mut cx = self.context::<O>(caller.actor, token.cloned(), access, call.lang, call.request_id, files);
        cx.login = caller.login;
        cx.grants = caller.grants.unwrap_or_default();
        if caller.session_over {
            cx.session = None;
            cx.session_change = SessionChange::Clear;
        }
        let done = AssertUnwindSafe(self.guarded(operation, &mut cx)).catch_unwind().await;
        let outcome = match done {
            Ok(Ok(reply)) => Ok(reply),
            Ok(Err(failure)) => Err(failure.into_api(O::NAME, call.request_id)),
            Err(_) => Err(Failure::Fault("a handler panicked".to_owned()).into_api(O::NAME, call.request_id)),
        };
        let session = match std::mem::replace(&mut cx.session_change, SessionChange::Keep) {
            // What was not committed has opened no session.
            SessionChange::Set(_) if outcome.is_err() => SessionChange::Keep,
            change => change,
        };
        answer(outcome, session)
    }

    pub(crate) fn context<'a, O: Operation>(
        self: &'a Arc<Self>,
        actor: Actor,
        session: Option<SessionToken>,
        access: Access,
        lang: Lang,
        request_id: Uuid,
        files: &'a dyn Files,
    ) -> Cx<'a> {
        Cx {
            service: self,
            actor,
            session,
            login: None,
            grants: Vec::new(),
            access,
            lang,
            request_id,
            files,
            now: self.now(),
            operation: O::NAME,
            reader: None,
            shown: None,
            work: None,
            notes: Vec::new(),
            is_noted: false,
            then: Vec::new(),
            session_change: SessionChange::Keep,
        }
    }

    /// The handler between repeated requests before it and audit, commit and change events after it.
    async fn guarded<O: Handle>(self: &Arc<Self>, operation: O, cx: &mut Cx<'_>) -> Result<O::Reply, Failure> {
        let writes = O::EFFECT == Effect::Write;
        let request_id = cx.request_id;
        if writes && let Some(done) = store::request::find(&mut cx.conn().await?, request_id).await? {
            // Somebody else's reply is not told, however his request id became known.
            if done.operation != O::NAME || done.account_id != cx.actor.account().map(|a| a.0) {
                return Err(ApiError::new(ErrorCode::Malformed).with("detail", "request id used before").into());
            }
            return Ok(serde_json::from_str(&done.reply)?);
        }
        let is_outside = writes && packets::is_outpost(&mut cx.conn().await?).await?;
        if is_outside && !may_write_outside(O::NAME) {
            return Err(ApiError::new(ErrorCode::OnOutpost).with("operation", O::NAME).into());
        }
        // What is done on a laptop is kept as it was sent, to be done again in the office.
        let sent = if is_outside && BROUGHT_BACK.contains(&O::NAME) { Some(serde_json::to_value(&operation)?) } else { None };
        let reply = operation.handle(cx).await?;
        if let Some(sent) = sent {
            packets::keep_sent(cx, O::NAME, &sent, &serde_json::to_value(&reply)?).await?;
        }
        if writes || O::EFFECT == Effect::AuditedRead {
            if cx.notes.is_empty() && !cx.is_noted {
                cx.note("", None);
            }
            let notes = std::mem::take(&mut cx.notes);
            let (now, account) = (cx.now, cx.actor.account());
            let work = cx.work().await?;
            for note in notes {
                work.note(note);
            }
            if writes && !REPLY_NOT_KEPT.contains(&O::NAME) {
                let reply = serde_json::to_string(&reply)?;
                store::request::keep(&mut work.conn(), request_id, account, O::NAME, &reply, now).await?;
            }
        }
        if let Some(work) = cx.work.take() {
            let changed = work.commit(cx.now).await?;
            self.announce(changed);
            self.seal_soon();
        }
        for act in std::mem::take(&mut cx.then) {
            act();
        }
        Ok(reply)
    }

    /// Who the session belongs to, with the grants in force; marks it as seen, ends it when it was idle for too long.
    async fn caller(self: &Arc<Self>, token: Option<&SessionToken>) -> Result<Caller, Failure> {
        let nobody = |session_over| Caller { actor: Actor::Nobody, login: None, grants: None, session_over };
        let Some(token) = token else { return Ok(nobody(false)) };
        let hash = token.hash();
        let mut reader = self.store.read().await?;
        let Some(open) = session::find(&mut reader.conn(), &hash).await? else { return Ok(nobody(true)) };
        let now = self.now();
        drop(reader);
        let idle = idle_of(open.idle_minutes.as_deref());
        // One that was seen after now is from before the clock was set back; it would never be idle.
        if now > open.seen.plus_seconds(idle * 60) || open.seen > now.plus_seconds(crate::CLOCK_BACK_SECONDS) {
            self.end_idle(&hash, &open, now).await?;
            return Ok(nobody(true));
        }
        if now > open.seen.plus_seconds(SEEN_EVERY_SECONDS) {
            let mut work = self.store.begin(&Actor::System).await?;
            session::seen(&mut work.conn(), &hash, now).await?;
            work.commit(now).await?;
        }
        Ok(Caller {
            actor: Actor::Account { id: open.account, name: open.name },
            login: Some(open.login),
            grants: Some(open.grants),
            session_over: false,
        })
    }

    async fn end_idle(self: &Arc<Self>, hash: &[u8], open: &session::OpenSession, now: Instant) -> Result<(), Failure> {
        let actor = Actor::Account { id: open.account, name: open.name.clone() };
        let mut work = self.store.begin(&actor).await?;
        session::close(&mut work.conn(), hash, now).await?;
        work.note(AuditNote { operation: "session.idle".to_owned(), subject: String::new(), outcome: "done", values: None });
        work.commit(now).await?;
        self.seal_soon();
        Ok(())
    }

    /// Enters a refusal in the audit log. That it could not be entered must not hide the refusal itself.
    async fn audit_refusal(self: &Arc<Self>, actor: &Actor, operation: &'static str) {
        if *actor == Actor::Nobody {
            return;
        }
        let written = async {
            let mut work = self.store.begin(actor).await?;
            work.note(AuditNote { operation: operation.to_owned(), subject: String::new(), outcome: "refused", values: None });
            work.commit(self.now()).await
        };
        match written.await {
            Ok(_) => self.seal_soon(),
            Err(error) => tracing::error!(%operation, %error, "a refusal could not be entered in the audit log"),
        }
    }
}

/// Minutes until an idle session ends, as set.
pub(crate) async fn idle_minutes(conn: &mut store::Conn<'_>) -> Result<i64, Failure> {
    Ok(idle_of(meta::get(conn, meta::IDLE_MINUTES).await?.as_deref()))
}

fn idle_of(set: Option<&str>) -> i64 {
    set.and_then(|m| m.parse().ok()).filter(|m| (1..=480).contains(m)).unwrap_or(IDLE_MINUTES)
}

fn refused(error: ApiError, session: SessionChange) -> Answer {
    answer::<()>(Err(error), session)
}

fn answer<R: serde::Serialize>(outcome: Result<R, ApiError>, session: SessionChange) -> Answer {
    /// [`api::Outcome`] before its reply is turned into a tree of values, which takes longer than most questions.
    #[derive(serde::Serialize)]
    #[serde(rename_all = "snake_case")]
    enum Said<R> {
        Ok(R),
        Error(ApiError),
    }
    let outcome = match outcome {
        Ok(reply) => Said::Ok(reply),
        Err(error) => Said::Error(error),
    };
    let body = serde_json::to_vec(&outcome).unwrap_or_else(|_| br#"{"error":{"code":"internal"}}"#.to_vec());
    Answer { body, session }
}
