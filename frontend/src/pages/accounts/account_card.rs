//! One account: what is known of it, what can be done with it, and what was done.

use super::accounts_page::ShownCode;
use super::people::{now, state_tint};
use super::words;
use crate::backend::{View, call};
use crate::edit::{History, done_undoable};
use crate::state::{texts, tr, use_session};
use crate::ui::{Badge, Button, ConfirmDialog, NoticeKind, use_notices};
use api::account::{Account, Invite, Invited, Listed, SetClosed};
use api::{ApiError, ErrorCode};
use domain::account::AccountStanding;
use leptos::prelude::*;
use texts::{Texts, format};

/// What is asked before it is done.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Asked {
    Invite(Account),
    Close(Account),
}

impl Asked {
    fn account(&self) -> &Account {
        match self {
            Self::Invite(account) | Self::Close(account) => account,
        }
    }
}

/// The details beside the list.
#[component]
pub(super) fn AccountCard(
    /// The account.
    account: Account,
    /// What is asked before it is done.
    asked: RwSignal<Option<Asked>>,
    /// Whose name is asked for.
    renaming: RwSignal<Option<Account>>,
) -> impl IntoView {
    let (t, session, notices) = (texts(), use_session(), use_notices());
    let standing = account.standing(now());
    let roles = account.roles(untrack(|| session.today()));
    let id = account.id;
    let not_self = Signal::derive(move || session.person().is_some_and(|p| p.account == id).then(|| t.with(|t| t.account_self())));
    let (kept, busy) = (StoredValue::new(account.clone()), RwSignal::new(false));
    let open = move || {
        let account = kept.get_value();
        busy.set(true);
        leptos::task::spawn_local(async move {
            let done = call(SetClosed { account: account.id, closed: false, version: account.version }).await;
            busy.try_set(false);
            match done {
                Ok(_) => {
                    done_undoable(notices, t, t.with_untracked(|t| t.account_opened(&account.name)), format!("account:{}", account.id.0))
                }
                Err(error) => {
                    let (kind, words) = t.with_untracked(|t| failed(&error, t));
                    notices.tell(kind, words);
                }
            }
        });
    };
    let or_none = |at: Option<domain::time::Instant>| at.map_or_else(|| format::NONE.to_owned(), format::instant);
    let (until, seen) = (account.locked_until, account.seen.map(format::instant));
    view! {
        <dl class="facts">
            <dt>{tr(|t| t.account_login())}</dt><dd>{account.login.clone()}</dd>
            <dt>{tr(|t| t.account_state())}</dt>
            <dd><Badge tint=state_tint(standing)>{move || t.with(|t| words::standing(standing, until, t))}</Badge></dd>
            <dt>{tr(|t| t.account_roles())}</dt><dd>{move || t.with(|t| words::roles(&roles, t))}</dd>
            <dt>{tr(|t| t.account_seen())}</dt>
            <dd>{move || seen.clone().unwrap_or_else(|| t.with(|t| t.account_never_seen()))}</dd>
            <dt>{tr(|t| t.account_code_column())}</dt><dd>{or_none(account.code_until)}</dd>
        </dl>
        <div class="actions">
            {if standing == AccountStanding::Closed {
                view! { <Button busy on_press=open>{tr(|t| t.account_open())}</Button> }.into_any()
            } else {
                view! {
                    <Button on_press=move || renaming.set(Some(kept.get_value()))>{tr(|t| t.account_rename())}</Button>
                    <Button why_not=not_self on_press=move || asked.set(Some(Asked::Invite(kept.get_value())))>
                        {tr(|t| t.account_invite())}
                    </Button>
                    <Button why_not=not_self on_press=move || asked.set(Some(Asked::Close(kept.get_value())))>
                        {tr(|t| t.account_close())}
                    </Button>
                }
                .into_any()
            }}
        </div>
        <History subject=format!("account:{}", id.0)/>
    }
}

/// The question before a code is made or an account closed.
#[component]
pub(super) fn Asking(
    /// What is asked.
    asked: RwSignal<Option<Asked>>,
    /// The accounts, asked for again afterwards.
    accounts: View<Listed>,
    /// A code was made.
    #[prop(into)]
    on_code: Callback<ShownCode>,
) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let busy = RwSignal::new(false);
    let worded = move |invite: fn(&Texts, &str) -> String, close: fn(&Texts, &str) -> String| {
        Signal::derive(move || {
            asked.with(|asked| {
                t.with(|t| match asked {
                    Some(Asked::Invite(a)) => invite(t, &a.name),
                    Some(Asked::Close(a)) => close(t, &a.name),
                    None => String::new(),
                })
            })
        })
    };
    let yes = move || {
        let Some(now) = asked.get_untracked() else { return };
        busy.set(true);
        leptos::task::spawn_local(async move {
            let (id, name) = (now.account().id, now.account().name.clone());
            let done: Result<Option<Invited>, ApiError> = match &now {
                Asked::Invite(account) => call(Invite { account: account.id }).await.map(Some),
                Asked::Close(account) => {
                    call(SetClosed { account: account.id, closed: true, version: account.version }).await.map(|_| None)
                }
            };
            busy.try_set(false);
            asked.try_set(None);
            match done {
                Ok(Some(invited)) => {
                    on_code.try_run(ShownCode { name, invited });
                }
                Ok(None) => done_undoable(notices, t, t.with_untracked(|t| t.account_closed(name)), format!("account:{}", id.0)),
                Err(error) => {
                    let (kind, words) = t.with_untracked(|t| failed(&error, t));
                    notices.tell(kind, words);
                    // It may stand otherwise by now.
                    accounts.reload();
                }
            }
        });
    };
    view! {
        <ConfirmDialog
            open=Signal::derive(move || asked.with(Option::is_some))
            title=worded(|t, name| t.account_invite_ask(name), |t, name| t.account_close_ask(name))
            body=worded(|t, _| t.account_invite_body(), |t, _| t.account_close_body())
            yes=worded(|t, _| t.account_invite_yes(), |t, _| t.account_close_yes())
            danger=true
            busy
            on_yes=yes
            on_no=move || asked.set(None)
        />
    }
}

/// What went wrong, in one line.
fn failed(error: &ApiError, t: &Texts) -> (NoticeKind, String) {
    if error.code == ErrorCode::Conflict {
        return (NoticeKind::Warn, t.account_conflict());
    }
    (NoticeKind::Bad, crate::state::error_line(error, t))
}
