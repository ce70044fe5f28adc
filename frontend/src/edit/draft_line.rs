//! Drafts on their way to be kept or thrown away: of each form one request at a time, and of what waits only the newest, so that
//! nothing older comes after it. A line outlives the form that made it: what was typed last is kept though the form is gone.

use crate::backend::call;
use crate::state::Session;
use api::ApiError;
use api::draft::{Drop, Keep};
use domain::account::AccountId;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::{Callable, Callback, untrack};
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

/// Milliseconds after which what could not be kept is tried again.
const AGAIN: u32 = 5_000;
/// So often; what is typed afterwards begins anew.
const TRIES: u32 = 60;
/// Milliseconds between two looks at a line that somebody waits for.
const LOOK: u32 = 20;

/// What is to be done with the draft of a form.
pub(super) enum Deed {
    /// It is kept.
    Keep(Keep),
    /// It is thrown away.
    Drop,
}

/// Whose drafts they are. A line outlives a session too: what one person typed must not be kept as another's.
#[derive(Clone, Copy)]
pub(super) struct Writer {
    session: Session,
    account: Option<AccountId>,
}

impl Writer {
    /// Whoever is signed in now.
    pub(super) fn of(session: Session) -> Self {
        Self { session, account: account(session) }
    }

    fn is_here(self) -> bool {
        self.account.is_some() && account(self.session) == self.account
    }
}

fn account(session: Session) -> Option<AccountId> {
    untrack(|| session.person()).map(|person| person.account)
}

/// What is to be done.
struct Waiting {
    deed: Deed,
    writer: Writer,
    /// Who is told why it did not go; nothing once it did.
    told: Callback<Option<ApiError>>,
}

thread_local! {
    /// Lines in which something is on its way, with what waits behind it.
    static LINES: RefCell<HashMap<&'static str, Option<Waiting>>> = RefCell::new(HashMap::new());
    /// Names of forms: as many as there are things to edit, some tens of bytes each, as long as the window is open.
    static NAMES: RefCell<HashSet<&'static str>> = RefCell::new(HashSet::new());
}

/// The name of a form for as long as the window is open, so that its draft can be thrown away when the form itself is gone.
pub(super) fn named(form: String) -> &'static str {
    NAMES.with_borrow_mut(|names| {
        if let Some(name) = names.get(form.as_str()) {
            return *name;
        }
        let name: &'static str = Box::leak(form.into_boxed_str());
        names.insert(name);
        name
    })
}

/// Does it once what was asked for before is answered; what waited until now is no longer wanted.
pub(super) fn put(form: &'static str, deed: Deed, writer: Writer, told: Callback<Option<ApiError>>) {
    let begins = LINES.with_borrow_mut(|lines| lines.insert(form, Some(Waiting { deed, writer, told })).is_none());
    if begins {
        leptos::task::spawn_local(go(form));
    }
}

/// Until nothing is on its way for a form.
pub(super) async fn settled(form: &'static str) {
    // While something can't be kept, what is stored is all that there is.
    for _ in 0..100 {
        if !LINES.with_borrow(|lines| lines.contains_key(form)) {
            return;
        }
        TimeoutFuture::new(LOOK).await;
    }
}

/// The next deed of a line; none, and the line is over.
fn next(form: &'static str) -> Option<Waiting> {
    LINES.with_borrow_mut(|lines| {
        let waiting = lines.get_mut(form).and_then(Option::take);
        if waiting.is_none() {
            lines.remove(form);
        }
        waiting
    })
}

async fn go(form: &'static str) {
    let mut tries = 0;
    while let Some(waiting) = next(form) {
        if !waiting.writer.is_here() {
            continue;
        }
        let failed = match &waiting.deed {
            Deed::Keep(keep) => call(keep.clone()).await.err(),
            Deed::Drop => call(Drop { form: form.to_owned() }).await.err(),
        };
        let is_newest = LINES.with_borrow(|lines| lines.get(form).is_some_and(Option::is_none));
        if !is_newest {
            continue;
        }
        tries = if failed.is_some() { tries + 1 } else { 0 };
        let is_tried_again = failed.is_some() && tries < TRIES;
        waiting.told.try_run(failed);
        if is_tried_again {
            TimeoutFuture::new(AGAIN).await;
            // Unless something newer came meanwhile.
            LINES.with_borrow_mut(|lines| {
                lines.entry(form).or_default().get_or_insert(waiting);
            });
        }
    }
}
