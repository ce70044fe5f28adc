//! Grants: who holds which role, where and until when.

use super::grant_form::GrantForm;
use super::grant_list::GrantList;
use super::people::{Standing, found};
use crate::backend::view;
use crate::state::unsaved::leaving;
use crate::state::{texts, tr, use_at, use_session};
use crate::ui::{Badge, Column, EmptyState, Field, Loaded, PageHead, Row, Skeleton, Table, TextInput, Tint};
use api::ChangeKind;
use api::account::{Account, ListForGrants, Listed};
use domain::account::AccountId;
use leptos::prelude::*;
use texts::words::Word;

/// The page of grants: accounts at the left, the chosen one's roles at the right.
#[component]
pub fn Grants() -> impl IntoView {
    let at = use_at();
    let accounts = view(|| Some(ListForGrants {}));
    accounts.reload_on(&[ChangeKind::Account]);
    let text = RwSignal::new(String::new());
    let chosen = Memo::new(move |_| {
        let id = at.get("account")?.parse().ok().map(AccountId)?;
        accounts.with(|a| a?.accounts.iter().find(|a| a.id == id).cloned())
    });
    view! {
        <PageHead title=tr(|t| t.nav_grants()) lead=tr(|t| t.grant_lead())/>
        <div class="admin grants">
            <div class="grants-people">
                <Field label=tr(|t| t.account_find())><TextInput value=text kind="search"/></Field>
                <Loaded view=accounts skeleton=|| view! { <Skeleton lines=8/> } let:listed>
                    <People listed text chosen/>
                </Loaded>
            </div>
            <section class="card grants-of">
                {move || match chosen.get() {
                    Some(account) => view! { <GrantsOf account on_changed=move || accounts.reload()/> }.into_any(),
                    None => view! { <EmptyState title=tr(|t| t.grant_choose())/> }.into_any(),
                }}
            </section>
        </div>
    }
}

/// The accounts to choose from.
#[component]
fn People(listed: Listed, text: RwSignal<String>, chosen: Memo<Option<Account>>) -> impl IntoView {
    let columns =
        Signal::stored(vec![Column::new("name", tr(|t| t.account_name())).width(12), Column::new("roles", tr(|t| t.account_roles()))]);
    let fits = Memo::new(move |_| found(&listed.accounts, &text.get(), false));
    view! {
        <Show when=move || fits.with(|f| !f.is_empty()) fallback=|| view! { <EmptyState title=tr(|t| t.account_none_found())/> }>
            <Table caption=tr(|t| t.nav_grants()) columns grows=true>
                {move || fits.get().into_iter().map(|account| view! { <PersonRow account chosen/> }).collect_view()}
            </Table>
        </Show>
    }
}

#[component]
fn PersonRow(account: Account, chosen: Memo<Option<Account>>) -> impl IntoView {
    let (t, at, session) = (texts(), use_at(), use_session());
    let id = account.id;
    let today = untrack(|| session.today());
    let is_invited = super::people::standing(&account, domain::time::Instant(i64::MAX)) == Standing::Invited;
    let mut roles: Vec<_> = super::grants::in_order(&account.grants, today)
        .into_iter()
        .filter(|g| super::grants::standing(g, today) <= super::grants::Standing::Coming)
        .map(|g| g.grant.role)
        .collect();
    roles.dedup();
    let open = move || leaving(move || at.set(&[("account", id.0.to_string())], true));
    view! {
        <Row on_open=open current=Signal::derive(move || chosen.with(|c| c.as_ref().is_some_and(|c| c.id == id)))>
            <td>
                <span>{account.name}</span>
                <span class="quiet block">{account.login}</span>
                {is_invited.then(|| view! { <Badge tint=Tint::Accent>{tr(|t| domain::account::AccountState::Invited.word(t))}</Badge> })}
            </td>
            <td>{move || t.with(|t| {
                if roles.is_empty() { t.account_no_roles() } else { roles.iter().map(|r| r.word(t)).collect::<Vec<_>>().join("、") }
            })}</td>
        </Row>
    }
}

/// One person's roles, and the form for another one.
#[component]
fn GrantsOf(account: Account, #[prop(into)] on_changed: Callback<()>) -> impl IntoView {
    let (t, session) = (texts(), use_session());
    let id = account.id;
    let is_self = Memo::new(move |_| session.person().is_some_and(|p| p.account == id));
    let (name, login) = (account.name.clone(), account.login.clone());
    view! {
        <h2>{name}" "<span class="quiet">{login}</span></h2>
        <h3>{tr(|t| t.grant_list())}</h3>
        <GrantList account=account.clone() on_changed/>
        <h3>{tr(|t| t.grant_give())}</h3>
        {move || if is_self.get() {
            view! { <p class="quiet">{t.with(|t| t.grant_self())}</p> }.into_any()
        } else {
            view! { <GrantForm account=account.clone() on_changed/> }.into_any()
        }}
    }
}
