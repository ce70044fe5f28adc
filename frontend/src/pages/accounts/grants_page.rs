//! Grants: who holds which role, where and until when; every grant is a row.

use super::bulk::EndSeveral;
use super::grant_giving::{GrantsOf, Whom};
use crate::backend::{call, view};
use crate::list::{
    Clear, DataList, ExportButton, Line, ListColumn, ListState, Picked, Shown, Ticked, Tools, WORDS, Words, WriteLater, cut, stamp,
};
use crate::state::unsaved::leaving;
use crate::state::{Wording, texts, tr, use_session};
use crate::ui::{Badge, Button, Dialog, Drawer, EmptyState, Look, Notice, NoticeKind, PageHead, Tint};
use api::account::{ExportGrants, GrantFilter, Granted, ListForGrants, grant_standing, granted};
use api::page::Total;
use api::{ChangeKind, OutFile};
use domain::account::{AccountId, GrantStanding, Role};
use jiff::civil::Date;
use leptos::prelude::*;
use std::sync::Arc;
use texts::words::Word;

/// Grants of a page.
const PAGE: usize = 50;

/// What narrows, in the address.
const KEYS: [&str; 4] = [WORDS, "state", "role", "ends"];

fn columns() -> Vec<ListColumn> {
    vec![
        ListColumn::new("person", tr(|t| t.account_name())).width(8).sorts_up().fixed(),
        ListColumn::new("role", tr(|t| t.grant_role())).width(8).sorts_up().fixed(),
        ListColumn::new("place", tr(|t| t.grant_place())).sorts_up(),
        ListColumn::new("from", tr(|t| t.grant_from())).sorts_down(),
        ListColumn::new("until", tr(|t| t.grant_until())).sorts_up(),
        ListColumn::new("by", tr(|t| t.grant_by())),
        ListColumn::new("state", tr(|t| t.account_state())),
    ]
}

fn filter_of(list: ListState) -> GrantFilter {
    GrantFilter {
        text: list.words(),
        standings: list.many("state", &GrantStanding::ALL, GrantStanding::code),
        roles: list.many("role", &Role::ALL, Role::code),
        ends_within: list.get("ends").and_then(|days| days.parse().ok()),
        account: None,
    }
}

/// The page of grants.
#[component]
pub fn Grants() -> impl IntoView {
    let (t, session) = (texts(), use_session());
    let list = ListState::new("grants", columns()).row_key("account");
    let accounts = view(|| Some(ListForGrants {}));
    accounts.reload_on(&[ChangeKind::Account]);
    let filter = Memo::new(move |_| filter_of(list));
    let found = Memo::new(move |_| {
        let (filter, sort) = (filter.get(), list.sort());
        accounts.with(|listed| listed.map(|listed| filter.of(granted(&listed.accounts), sort.as_ref(), session.today())))
    });
    let total = Signal::derive(move || found.with(|f| f.as_ref().map(|f| Total::all(f.len()))));
    let shown = Signal::derive(move || {
        let (today, page) = (session.today(), list.page());
        found.get().map(|found| cut(found.into_iter().map(|granted| line(t, granted, today)).collect(), &page, PAGE))
    });
    // Whose grants are in sight: of the row that was opened, or of an account that was chosen.
    let opened = Memo::new(move |_| {
        let key = list.opened()?;
        accounts.with(|listed| {
            let of = |a: &&api::account::Account| a.id.0.to_string() == key || a.grants.iter().any(|g| g.grant.id.to_string() == key);
            listed?.accounts.iter().find(of).cloned()
        })
    });
    let without = Memo::new(move |_| {
        let today = session.today();
        accounts.with(|listed| {
            let accounts = listed.map(|listed| listed.accounts.as_slice()).unwrap_or_default();
            accounts.iter().filter(|a| a.lacks_grants(today)).map(|a| (a.id, a.name.clone())).collect::<Vec<_>>()
        })
    });
    let title = Signal::derive(move || opened.with(|a| a.as_ref().map(|a| a.name.clone()).unwrap_or_default()));
    // `?act=give` asks to whom, so that a link or the palette can.
    let giving = Signal::derive(move || list.get("act").as_deref() == Some("give"));
    let ask = move |on: bool| list.at.set(&[("act", if on { "give" } else { "" }.to_owned())], true);
    let name = tr(move |t| t.grant_export_name(session.today().to_string()));
    let write = Callback::new(move |out: OutFile| {
        let (filter, sort) = (filter.get_untracked(), untrack(|| list.sort()));
        WriteLater(Box::pin(call(ExportGrants { filter, sort, out })))
    });
    let soon = Signal::derive(move || {
        t.with(|t| vec![("30".to_owned(), t.grant_ends_within("30")), ("90".to_owned(), t.grant_ends_within("90"))])
    });
    view! {
        <PageHead title=tr(|t| t.nav_grants()) lead=tr(|t| t.grant_lead())>
            <ExportButton name write/>
            <Button look=Look::Primary on_press=move || leaving(move || ask(true))>{tr(|t| t.grant_give())}</Button>
        </PageHead>
        <div class="admin">
            {move || {
                let without = without.get();
                (!without.is_empty()).then(|| {
                    let person = move |(id, name): (AccountId, String)| view! {
                        <Button look=Look::Quiet on_press=move || leaving(move || list.open(&id.0.to_string()))>{name}</Button>
                    };
                    view! {
                        <Notice kind=NoticeKind::Warn>
                            <p>{tr(|t| t.grant_without())}</p>
                            <div class="actions">{without.into_iter().take(12).map(person).collect_view()}</div>
                        </Notice>
                    }
                })
            }}
            <div class="list-head">
                <div class="list-filters">
                    <Words list hint=tr(|t| t.grant_find())/>
                    <Ticked list key="state" label=tr(|t| t.account_state()) all=&GrantStanding::ALL code=GrantStanding::code/>
                    <Ticked list key="role" label=tr(|t| t.grant_role()) all=&Role::ALL code=Role::code/>
                    <Picked list key="ends" label=tr(|t| t.grant_until()) options=soon/>
                    <Clear list keys=&KEYS/>
                </div>
                <Tools list/>
            </div>
            <DataList
                list
                caption=tr(|t| t.nav_grants())
                shown
                status=accounts.status()
                size=PAGE
                total
                opens=true
                ticks=true
                bulk=move || view! { <EndSeveral list/> }
                empty=|| view! { <EmptyState title=tr(|t| t.grant_none_found())/> }
            />
        </div>
        <Drawer open=Signal::derive(move || opened.with(Option::is_some)) on_close=move || leaving(move || list.open("")) title>
            {move || opened.get().map(|account| view! { <GrantsOf account on_failed=move || accounts.reload()/> })}
        </Drawer>
        <Dialog open=giving on_close=move || ask(false) title=tr(|t| t.grant_give())>
            <Whom accounts on_choose=move |key: String| list.at.set(&[("act", String::new()), ("account", key)], false)/>
        </Dialog>
    }
}

/// A grant as a line.
fn line(t: Wording, granted: Granted, today: Date) -> Line {
    let stands = grant_standing(&granted.shown, today);
    let stamp = stamp(&(stands.code(), granted.shown.grant.until, &granted.name));
    let label = format!("{} {}", granted.name, t.with_untracked(|t| granted.shown.grant.role.word(t)));
    let (key, granted) = (granted.shown.grant.id.to_string(), Arc::new(granted));
    Line { key, version: 0, stamp, label, cell: Arc::new(move |column| cell(t, &granted, column, stands)) }
}

fn cell(t: Wording, granted: &Arc<Granted>, column: &'static str, stands: GrantStanding) -> AnyView {
    let granted = Arc::clone(granted);
    let grant = granted.shown.grant.clone();
    match column {
        "person" => view! { <span>{granted.name.clone()}</span><span class="quiet block">{granted.login.clone()}</span> }.into_any(),
        "role" => (move || t.with(|t| grant.role.word(t))).into_any(),
        "place" => view! {
            <span>{granted.shown.place_name.clone()}</span>
            {granted.shown.body_name.clone().map(|body| view! { <span class="quiet block">{body}</span> })}
        }
        .into_any(),
        "from" => view! { <span class="nowrap">{grant.from.to_string()}</span> }.into_any(),
        "until" => {
            let until = grant.until.map(|day| day.to_string());
            view! { <span class="nowrap">{move || until.clone().unwrap_or_else(|| t.with(|t| t.grant_open_ended()))}</span> }.into_any()
        }
        "by" => (move || granted.shown.given_by.clone().unwrap_or_else(|| t.with(|t| t.grant_by_first_run()))).into_any(),
        _ => {
            let tint = if stands == GrantStanding::InForce { Tint::Accent } else { Tint::Quiet };
            view! { <Badge tint>{move || t.with(|t| stands.word(t))}</Badge> }.into_any()
        }
    }
}
