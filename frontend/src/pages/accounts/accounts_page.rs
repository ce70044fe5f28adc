//! Accounts: who may sign in. Roles are given elsewhere, by somebody else.

use super::code::CodeDialog;
use super::new_account::NewAccount;
use super::people::{Standing, found, standing};
use super::words;
use crate::backend::{View, call, view};
use crate::frame::offer_action;
use crate::state::{error_words, texts, tr, use_session};
use crate::ui::{
    Badge, Button, Checkbox, Column, ConfirmDialog, Dialog, EmptyState, Field, Loaded, Look, NoticeKind, PageHead, Skeleton, Table,
    TextInput, Tint, use_notices,
};
use api::account::{Account, Invite, Invited, List, Listed, SetClosed};
use api::{ApiError, ChangeKind, ErrorCode};
use domain::time::Instant;
use leptos::prelude::*;
use texts::format;
use texts::words::Word;

/// What is asked before it is done.
#[derive(Clone, Debug, PartialEq)]
enum Asked {
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

/// A code that is shown once.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ShownCode {
    /// Whose it is.
    pub(super) name: String,
    /// Code and end.
    pub(super) invited: Invited,
}

/// The page of accounts.
#[component]
pub fn Accounts() -> impl IntoView {
    let accounts = view(|| Some(List {}));
    accounts.reload_on(&[ChangeKind::Account]);
    let (text, with_closed) = (RwSignal::new(String::new()), RwSignal::new(false));
    let making = RwSignal::new(false);
    let code = RwSignal::new(None::<ShownCode>);
    let asked = RwSignal::new(None::<Asked>);
    let made = Callback::new(move |shown: ShownCode| {
        making.set(false);
        code.set(Some(shown));
        accounts.reload();
    });
    offer_action(tr(|t| t.account_new()), Signal::stored(None::<String>), move || making.set(true));
    view! {
        <PageHead title=tr(|t| t.nav_accounts()) lead=tr(|t| t.account_lead())>
            <Button look=Look::Primary on_press=move || making.set(true)>{tr(|t| t.account_new())}</Button>
        </PageHead>
        <div class="admin">
            <div class="filter-bar" role="search">
                <Field label=tr(|t| t.account_find())><TextInput value=text kind="search"/></Field>
                <Checkbox value=with_closed>{tr(|t| t.account_with_closed())}</Checkbox>
            </div>
            <Loaded view=accounts skeleton=|| view! { <Skeleton lines=8/> } let:listed>
                <AccountTable listed text with_closed accounts asked/>
            </Loaded>
        </div>
        <Dialog open=making on_close=move || making.set(false) title=tr(|t| t.account_new())>
            <NewAccount accounts on_made=made on_cancel=move || making.set(false)/>
        </Dialog>
        <Asking asked accounts on_code=move |shown| code.set(Some(shown))/>
        <CodeDialog code/>
    }
}

/// The accounts that fit.
#[component]
fn AccountTable(
    listed: Listed,
    text: RwSignal<String>,
    with_closed: RwSignal<bool>,
    accounts: View<Listed>,
    asked: RwSignal<Option<Asked>>,
) -> impl IntoView {
    let columns = Signal::stored(vec![
        Column::new("login", tr(|t| t.account_login())).width(12),
        Column::new("name", tr(|t| t.account_name())).width(8),
        Column::new("state", tr(|t| t.account_state())),
        Column::new("roles", tr(|t| t.account_roles())).width(16),
        Column::new("seen", tr(|t| t.account_seen())),
        Column::new("actions", tr(|t| t.account_actions())).figures(),
    ]);
    if listed.accounts.is_empty() {
        return view! { <EmptyState title=tr(|t| t.account_empty())/> }.into_any();
    }
    let fits = Memo::new(move |_| found(&listed.accounts, &text.get(), with_closed.get()));
    view! {
        <Show
            when=move || fits.with(|f| !f.is_empty())
            fallback=|| view! { <EmptyState title=tr(|t| t.account_none_found())/> }
        >
            <Table caption=tr(|t| t.nav_accounts()) columns grows=true>
                {move || fits.get().into_iter().map(|account| view! { <AccountRow account accounts asked/> }).collect_view()}
            </Table>
        </Show>
    }
    .into_any()
}

#[component]
fn AccountRow(account: Account, accounts: View<Listed>, asked: RwSignal<Option<Asked>>) -> impl IntoView {
    let (t, session, notices) = (texts(), use_session(), use_notices());
    let state = standing(&account, now());
    let tint = match state {
        Standing::Active => Tint::Quiet,
        Standing::Invited => Tint::Accent,
        Standing::Locked { .. } => Tint::Bad,
        Standing::Closed => Tint::Warn,
    };
    let today = untrack(|| session.today());
    let mut roles: Vec<_> = super::grants::in_order(&account.grants, today)
        .into_iter()
        .filter(|g| super::grants::standing(g, today) == super::grants::Standing::InForce)
        .map(|g| g.grant.role)
        .collect();
    roles.dedup();
    let is_closed = state == Standing::Closed;
    let id = account.id;
    let is_self = move || session.person().is_some_and(|p| p.account == id);
    let not_self = Signal::derive(move || is_self().then(|| t.with(|t| t.account_self())));
    let kept = StoredValue::new(account.clone());
    let open = move || {
        let account = kept.get_value();
        leptos::task::spawn_local(async move {
            let done = call(SetClosed { account: account.id, closed: false, version: account.version }).await;
            let words = t.with_untracked(|t| match &done {
                Ok(_) => (NoticeKind::Done, t.account_opened(&account.name)),
                Err(error) => failed(error, t),
            });
            notices.tell(words.0, words.1);
            accounts.reload();
        });
    };
    let seen = account.seen.map(format::instant);
    view! {
        <tr>
            <td>{account.login}</td>
            <td>{account.name}</td>
            <td><Badge tint>{move || t.with(|t| words::standing(state, t))}</Badge></td>
            <td>{move || t.with(|t| {
                if roles.is_empty() { t.account_no_roles() } else { roles.iter().map(|r| r.word(t)).collect::<Vec<_>>().join("、") }
            })}</td>
            <td class="nowrap">{move || seen.clone().unwrap_or_else(|| t.with(|t| t.account_never_seen()))}</td>
            <td class="row-actions">
                {if is_closed {
                    view! { <Button look=Look::Quiet on_press=open>{tr(|t| t.account_open())}</Button> }.into_any()
                } else {
                    view! {
                        <Button look=Look::Quiet why_not=not_self on_press=move || asked.set(Some(Asked::Invite(kept.get_value())))>
                            {tr(|t| t.account_invite())}
                        </Button>
                        <Button look=Look::Quiet why_not=not_self on_press=move || asked.set(Some(Asked::Close(kept.get_value())))>
                            {tr(|t| t.account_close())}
                        </Button>
                    }
                    .into_any()
                }}
            </td>
        </tr>
    }
}

/// The question before a code is made or an account closed.
#[component]
fn Asking(asked: RwSignal<Option<Asked>>, accounts: View<Listed>, #[prop(into)] on_code: Callback<ShownCode>) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let busy = RwSignal::new(false);
    let worded = move |invite: fn(&texts::Texts, &str) -> String, close: fn(&texts::Texts, &str) -> String| {
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
            let name = now.account().name.clone();
            let done: Result<Option<Invited>, ApiError> = match &now {
                Asked::Invite(account) => call(Invite { account: account.id }).await.map(Some),
                Asked::Close(account) => {
                    call(SetClosed { account: account.id, closed: true, version: account.version }).await.map(|_| None)
                }
            };
            busy.try_set(false);
            asked.try_set(None);
            accounts.reload();
            match done {
                Ok(Some(invited)) => {
                    on_code.try_run(ShownCode { name, invited });
                }
                Ok(None) => {
                    let (words, undo) = t.with_untracked(|t| (t.account_closed(name), t.act_undo()));
                    let (account, version) = (now.account().id, now.account().version + 1);
                    notices.done_with_undo(words, undo, move || {
                        leptos::task::spawn_local(async move {
                            // The list shows whether it is open again.
                            let _ = call(SetClosed { account, closed: false, version }).await;
                            accounts.reload();
                        });
                    });
                }
                Err(error) => {
                    let (kind, words) = t.with_untracked(|t| failed(&error, t));
                    notices.tell(kind, words);
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
fn failed(error: &ApiError, t: &texts::Texts) -> (NoticeKind, String) {
    if error.code == ErrorCode::Conflict {
        return (NoticeKind::Warn, t.account_conflict());
    }
    let words = error_words(error, t);
    let stop = if t.lang() == texts::Lang::En { ". " } else { "\u{3002}" };
    (NoticeKind::Bad, format!("{}{stop}{}", words.what, words.how))
}

/// The machine's clock: whether a lock is over.
fn now() -> Instant {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit")]
    Instant((js_sys::Date::now() as i64).saturating_mul(1_000))
}
