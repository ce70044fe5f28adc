//! Accounts: who may sign in. Roles are given elsewhere, by somebody else.

use super::account_card::{AccountCard, Asked, Asking};
use super::bulk::CloseSeveral;
use super::code::CodeDialog;
use super::new_account::NewAccount;
use super::people::{now, state_tint};
use super::rename::RenameDialog;
use super::words;
use crate::backend::{call, view};
use crate::list::{Clear, DataList, ExportButton, Line, ListColumn, ListState, Shown, Ticked, Tools, WORDS, Words, WriteLater, cut, stamp};
use crate::pages::registers::ImportLink;
use crate::state::unsaved::leaving;
use crate::state::{Wording, texts, tr, use_session};
use crate::ui::{Badge, Button, Dialog, Drawer, EmptyState, Look, PageHead};
use api::account::{Account, Export, Filter, Invited, List};
use api::page::Total;
use api::{ChangeKind, OutFile};
use domain::account::{AccountStanding, Role};
use domain::register::Register;
use domain::time::Instant;
use jiff::civil::Date;
use leptos::prelude::*;
use std::sync::Arc;
use texts::format;
use texts::words::Word;

/// Accounts of a page.
const PAGE: usize = 50;

/// What narrows, in the address.
const KEYS: [&str; 3] = [WORDS, "state", "role"];

/// A code that is shown once.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ShownCode {
    /// Whose it is.
    pub(super) name: String,
    /// Code and end.
    pub(super) invited: Invited,
}

fn columns() -> Vec<ListColumn> {
    vec![
        ListColumn::new("login", tr(|t| t.account_login())).width(12).sorts_up().fixed(),
        ListColumn::new("name", tr(|t| t.account_name())).width(8).sorts_up().fixed(),
        ListColumn::new("state", tr(|t| t.account_state())).sorts_up(),
        ListColumn::new("roles", tr(|t| t.account_roles())).width(16),
        ListColumn::new("seen", tr(|t| t.account_seen())).sorts_down(),
        ListColumn::new("code", tr(|t| t.account_code_column())).off(),
    ]
}

fn filter_of(list: ListState) -> Filter {
    Filter {
        text: list.words(),
        standings: list.many("state", &AccountStanding::ALL, AccountStanding::code),
        roles: list.many("role", &Role::ALL, Role::code),
    }
}

/// The page of accounts.
#[component]
pub fn Accounts() -> impl IntoView {
    let (t, session) = (texts(), use_session());
    let list = ListState::new("accounts", columns());
    let accounts = view(|| Some(List {}));
    accounts.reload_on(&[ChangeKind::Account]);
    let filter = Memo::new(move |_| filter_of(list));
    let found = Memo::new(move |_| {
        let (filter, sort) = (filter.get(), list.sort());
        accounts.with(|listed| listed.map(|listed| filter.of(listed.accounts.clone(), sort.as_ref(), now())))
    });
    let total = Signal::derive(move || found.with(|f| f.as_ref().map(|f| Total::all(f.len()))));
    let shown = Signal::derive(move || {
        let (today, page) = (session.today(), list.page());
        found.get().map(|found| cut(found.into_iter().map(|account| line(t, account, today, now())).collect(), &page, PAGE))
    });
    let opened = Memo::new(move |_| {
        let id = list.opened()?;
        accounts.with(|listed| listed?.accounts.iter().find(|a| a.id.0.to_string() == id).cloned())
    });
    let title = Signal::derive(move || opened.with(|a| a.as_ref().map(|a| a.name.clone()).unwrap_or_default()));
    // `?act=new` opens the form, so that a link or the palette can.
    let making = Signal::derive(move || list.get("act").as_deref() == Some("new"));
    let make = move |on: bool| list.at.set(&[("act", if on { "new" } else { "" }.to_owned())], true);
    let code = RwSignal::new(None::<ShownCode>);
    let asked = RwSignal::new(None::<Asked>);
    let renaming = RwSignal::new(None::<Account>);
    let made = Callback::new(move |shown: ShownCode| {
        make(false);
        code.set(Some(shown));
    });
    let name = tr(move |t| t.account_export_name(session.today().to_string()));
    let write = Callback::new(move |out: OutFile| {
        let (filter, sort) = (filter.get_untracked(), untrack(|| list.sort()));
        WriteLater(Box::pin(call(Export { filter, sort, template: false, out })))
    });
    view! {
        <PageHead title=tr(|t| t.nav_accounts()) lead=tr(|t| t.account_lead())>
            <ImportLink register=Register::Accounts/>
            <ExportButton name write/>
            <Button look=Look::Primary on_press=move || make(true)>{tr(|t| t.account_new())}</Button>
        </PageHead>
        <div class="admin">
            <div class="list-head">
                <div class="list-filters">
                    <Words list hint=tr(|t| t.account_find())/>
                    <Ticked list key="state" label=tr(|t| t.account_state()) all=&AccountStanding::ALL code=AccountStanding::code/>
                    <Ticked list key="role" label=tr(|t| t.account_roles()) all=&Role::ALL code=Role::code/>
                    <Clear list keys=&KEYS/>
                </div>
                <Tools list/>
            </div>
            <DataList
                list
                caption=tr(|t| t.nav_accounts())
                shown
                status=accounts.status()
                size=PAGE
                total
                opens=true
                ticks=true
                bulk=move || view! { <CloseSeveral list/> }
                empty=|| view! { <EmptyState title=tr(|t| t.account_none_found())/> }
            />
        </div>
        <Drawer open=Signal::derive(move || opened.with(Option::is_some)) on_close=move || list.open("") title>
            {move || opened.get().map(|account| view! { <AccountCard account asked renaming/> })}
        </Drawer>
        <Dialog open=making on_close=move || leaving(move || make(false)) title=tr(|t| t.account_new())>
            <NewAccount accounts on_made=made on_cancel=move || make(false)/>
        </Dialog>
        <Asking asked accounts on_code=move |shown| code.set(Some(shown))/>
        <RenameDialog renaming/>
        <CodeDialog code/>
    }
}

/// An account as a line.
fn line(t: Wording, account: Account, today: Date, now: Instant) -> Line {
    let standing = account.standing(now);
    let stamp = stamp(&(
        account.version,
        standing.code(),
        account.seen.map(|at| at.0),
        account.roles(today).len(),
        account.code_until.map(|at| at.0),
    ));
    let (key, version, label) = (account.id.0.to_string(), account.version, account.name.clone());
    let account = Arc::new(account);
    Line { key, version, stamp, label, cell: Arc::new(move |column| cell(t, &account, column, today, standing)) }
}

fn cell(t: Wording, account: &Arc<Account>, column: &'static str, today: Date, standing: AccountStanding) -> AnyView {
    let account = Arc::clone(account);
    match column {
        "login" => account.login.clone().into_any(),
        "name" => account.name.clone().into_any(),
        "state" => {
            let until = account.locked_until;
            view! { <Badge tint=state_tint(standing)>{move || t.with(|t| words::standing(standing, until, t))}</Badge> }.into_any()
        }
        "roles" => {
            let roles = account.roles(today);
            (move || t.with(|t| words::roles(&roles, t))).into_any()
        }
        "code" => account.code_until.map_or_else(|| format::NONE.to_owned(), format::instant).into_any(),
        _ => {
            let seen = account.seen.map(format::instant);
            view! { <span class="nowrap">{move || seen.clone().unwrap_or_else(|| t.with(|t| t.account_never_seen()))}</span> }.into_any()
        }
    }
}
