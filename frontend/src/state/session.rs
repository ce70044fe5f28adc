//! Who is signed in, what he may do, and of what kind the database is.

use super::taste::Taste;
use crate::backend;
use api::session::{DatabaseKind, Person, SavePreference, Show, State};
use api::{ApiError, ErrorCode, Permission};
use domain::place::PlaceId;
use jiff::civil::Date;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::Cell;

/// What the page as a whole shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Phase {
    /// Asking who is at the door.
    Opening,
    /// The door did not answer.
    Failed(ApiError),
    /// The database is not set up yet.
    FirstRun,
    /// Nobody is signed in; why the last session ended, if there was one.
    SignedOut(Option<ErrorCode>),
    /// Somebody is.
    SignedIn,
}

/// The session, from context by [`use_session`].
#[derive(Clone, Copy)]
pub struct Session {
    state: RwSignal<Option<State>>,
    failed: RwSignal<Option<ApiError>>,
    lost: RwSignal<Option<ErrorCode>>,
    wizard: RwSignal<bool>,
}

/// The session, from context.
pub fn use_session() -> Session {
    use_context().unwrap_or_else(Session::provide)
}

impl Session {
    /// An unknown session, provided to all below; [`Session::open`] asks.
    pub fn provide() -> Self {
        let session =
            Self { state: RwSignal::new(None), failed: RwSignal::new(None), lost: RwSignal::new(None), wizard: RwSignal::new(false) };
        provide_context(session);
        backend::on_session_lost(move |code| session.lose(code));
        session
    }

    /// Asks who is at the door.
    pub fn open(&self, taste: Taste) {
        let session = *self;
        session.failed.set(None);
        spawn_local(async move {
            match backend::call(Show {}).await {
                Ok(state) => {
                    backend::mark("session");
                    session.enter(state, taste);
                }
                Err(error) => session.failed.set(Some(error)),
            }
        });
    }

    /// Takes over the state that a sign-in or the first run brought.
    pub fn enter(&self, state: State, taste: Taste) {
        SIGNED_IN.set(state.person.is_some());
        if state.person.is_some() {
            taste.adopt(|key| state.preferences.get(key).cloned());
            self.lost.set(None);
        }
        self.state.set(Some(state));
    }

    /// Reads cutoff, grants and tastes again without disturbing the page.
    pub fn refresh(&self) {
        let session = *self;
        spawn_local(async move {
            if let Ok(state) = backend::call(Show {}).await {
                session.state.update(|now| {
                    if now.as_ref() != Some(&state) {
                        *now = Some(state);
                    }
                });
            }
        });
    }

    /// Signs out; then the next person begins at the start.
    pub fn close(&self, at_start: impl Fn() + 'static) {
        let session = *self;
        spawn_local(async move {
            // Whatever the door says, the page shows nothing any more.
            let _ = backend::call(api::session::Close {}).await;
            session.forget(None);
            at_start();
        });
    }

    /// Signs out since nobody was there for too long.
    pub fn close_idle(&self) {
        let session = *self;
        spawn_local(async move {
            let _ = backend::call(api::session::Close {}).await;
            session.forget(Some(ErrorCode::SessionEnded));
        });
    }

    fn lose(&self, code: ErrorCode) {
        // Before anybody signed in, a refused call is that call's error and no news.
        if self.person_untracked().is_some() {
            self.forget(Some(code));
        }
    }

    fn forget(&self, why: Option<ErrorCode>) {
        SIGNED_IN.set(false);
        self.lost.set(why);
        self.state.update(|state| {
            if let Some(state) = state {
                state.person = None;
                state.preferences.clear();
            }
        });
    }

    /// Keeps the first run's wizard open although the database is set up: it still shows the codes.
    pub fn hold_wizard(&self, hold: bool) {
        self.wizard.set(hold);
    }

    /// What the page as a whole shows; tracked.
    pub fn phase(&self) -> Phase {
        if let Some(error) = self.failed.get() {
            return Phase::Failed(error);
        }
        if self.wizard.get() {
            return Phase::FirstRun;
        }
        self.state.with(|state| match state {
            None => Phase::Opening,
            Some(State { kind: None, .. }) => Phase::FirstRun,
            Some(State { person: None, .. }) => Phase::SignedOut(self.lost.get()),
            Some(_) => Phase::SignedIn,
        })
    }

    /// Who is signed in; tracked.
    pub fn person(&self) -> Option<Person> {
        self.state.with(|state| state.as_ref()?.person.clone())
    }

    fn person_untracked(&self) -> Option<Person> {
        self.state.with_untracked(|state| state.as_ref()?.person.clone())
    }

    /// Whether the person may do what needs this somewhere; tracked.
    pub fn may(&self, needed: Permission) -> bool {
        self.state.with(|state| {
            let person = state.as_ref().and_then(|s| s.person.as_ref());
            match needed {
                Permission::Anyone => true,
                Permission::SignedIn => person.is_some(),
                needed => person.is_some_and(|p| p.permissions.contains(&needed)),
            }
        })
    }

    /// Of what kind the database is; tracked.
    pub fn kind(&self) -> Option<DatabaseKind> {
        self.state.with(|state| state.as_ref()?.kind)
    }

    /// 统计截止日; tracked. The calendar's first day before the door has answered.
    pub fn cutoff(&self) -> Date {
        self.state.with(|state| state.as_ref().map(|s| s.cutoff)).unwrap_or_default()
    }

    /// Today by the service's clock; tracked.
    pub fn today(&self) -> Date {
        self.state.with(|state| state.as_ref().map(|s| s.today)).unwrap_or_default()
    }

    /// Where the person starts; tracked.
    pub fn home(&self) -> Option<PlaceId> {
        self.state.with(|state| state.as_ref()?.person.as_ref().map(|p| p.home))
    }

    /// A kept taste; tracked.
    pub fn preference(&self, key: &str) -> Option<String> {
        self.state.with(|state| state.as_ref()?.preferences.get(key).cloned())
    }

    /// Keeps a taste, for the next time and for whatever asks for it before that. What shows it already isn't told.
    pub fn keep(&self, key: String, value: String) {
        self.state.update_untracked(|state| {
            if let Some(state) = state {
                state.preferences.insert(key.clone(), value.clone());
            }
        });
        save_preference(key, value);
    }

    /// Minutes without any call after which the session ends; tracked.
    pub fn idle_minutes(&self) -> i64 {
        self.state.with(|state| state.as_ref().map_or(0, |s| s.idle_minutes))
    }

    /// Version of the program; tracked.
    pub fn version(&self) -> String {
        self.state.with(|state| state.as_ref().map(|s| s.version.clone())).unwrap_or_default()
    }

    /// The whole state, for what has no question of its own; tracked.
    pub fn state(&self) -> Option<State> {
        self.state.get()
    }
}

thread_local! {
    /// Somebody is signed in; for [`save_preference`], which is called where there is no context.
    static SIGNED_IN: Cell<bool> = const { Cell::new(false) };
}

/// Keeps a taste for the next time. Nobody waits for it, and nobody is told if it could not be kept.
pub fn save_preference(key: impl Into<String>, value: String) {
    // Before sign-in there is nobody to keep it for.
    if !SIGNED_IN.get() {
        return;
    }
    let key = key.into();
    spawn_local(async move {
        if let Err(error) = backend::call(SavePreference { key: key.clone(), value }).await {
            leptos::logging::warn!("{key} was not kept: {error}");
        }
    });
}
