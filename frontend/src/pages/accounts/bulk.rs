//! What is done with several accounts or grants at once.

use crate::backend::call;
use crate::list::ListState;
use crate::state::{error_line, texts, tr};
use crate::ui::{Button, ConfirmDialog, NoticeKind, Notices, use_notices};
use api::ApiError;
use api::account::{Chosen, CloseSeveral as Close, EndGrants};
use domain::account::AccountId;
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::pin::Pin;
use texts::format::count;
use uuid::Uuid;

/// How many things were done, how many were left, and why the first of them was.
type Outcome = Result<(usize, usize, Option<ApiError>), ApiError>;
/// That, later.
type Later = Pin<Box<dyn Future<Output = Outcome>>>;

/// Says what became of it.
fn say(notices: Notices, t: crate::state::Wording, outcome: Outcome, words: fn(&texts::Texts, String) -> String) {
    t.with_untracked(|t| match outcome {
        Ok((done, _, None)) => notices.done(words(t, count(done))),
        Ok((done, left, Some(why))) => notices.tell(NoticeKind::Warn, t.list_some_left(count(done), count(left), error_line(&why, t))),
        Err(error) => notices.tell(NoticeKind::Bad, error_line(&error, t)),
    });
}

/// A button that asks, and does it with everything ticked.
#[component]
fn Several(
    list: ListState,
    label: Signal<String>,
    title: fn(&texts::Texts, String) -> String,
    body: Signal<String>,
    yes: Signal<String>,
    done: fn(&texts::Texts, String) -> String,
    run: Callback<BTreeMap<String, i64>, Later>,
) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let (open, busy) = (RwSignal::new(false), RwSignal::new(false));
    let ticked = Memo::new(move |_| list.ticked.with(BTreeMap::len));
    let deed = move || {
        let Some(later) = run.try_run(list.ticked.get_untracked()) else { return };
        busy.set(true);
        leptos::task::spawn_local(async move {
            let outcome = later.await;
            busy.try_set(false);
            open.try_set(false);
            if outcome.is_ok() {
                list.ticked.try_set(BTreeMap::new());
            }
            say(notices, t, outcome, done);
        });
    };
    view! {
        <Button on_press=move || open.set(true)>{label}</Button>
        <ConfirmDialog
            open
            title=Signal::derive(move || t.with(|t| title(t, count(ticked.get()))))
            body
            yes
            danger=true
            busy
            on_yes=deed
            on_no=move || open.set(false)
        />
    }
}

/// Closes the ticked accounts.
#[component]
pub(super) fn CloseSeveral(
    /// The list of accounts.
    list: ListState,
) -> impl IntoView {
    let run = Callback::new(move |ticked: BTreeMap<String, i64>| -> Later {
        let read = |(key, version): (String, i64)| Some(Chosen { account: AccountId(key.parse().ok()?), version });
        let accounts = ticked.into_iter().filter_map(read).collect();
        Box::pin(async move {
            let closed = call(Close { accounts }).await?;
            Ok((closed.done.len(), closed.left.len(), closed.left.into_iter().next().map(|left| left.error)))
        })
    });
    view! {
        <Several
            list
            label=tr(|t| t.account_close())
            title=|t, n| t.account_close_several_ask(n)
            body=tr(|t| t.account_close_body())
            yes=tr(|t| t.account_close_yes())
            done=|t, n| t.account_closed_several(n)
            run
        />
    }
}

/// Ends the ticked grants.
#[component]
pub(super) fn EndSeveral(
    /// The list of grants.
    list: ListState,
) -> impl IntoView {
    let run = Callback::new(move |ticked: BTreeMap<String, i64>| -> Later {
        let grants: Vec<Uuid> = ticked.into_keys().filter_map(|key| key.parse().ok()).collect();
        Box::pin(async move {
            let ended = call(EndGrants { grants }).await?;
            Ok((ended.done.len(), ended.left.len(), ended.left.into_iter().next().map(|left| left.error)))
        })
    });
    view! {
        <Several
            list
            label=tr(|t| t.grant_end())
            title=|t, n| t.grant_end_several_ask(n)
            body=tr(|t| t.grant_end_body())
            yes=tr(|t| t.grant_end_yes())
            done=|t, n| t.grant_ended_several(n)
            run
        />
    }
}
