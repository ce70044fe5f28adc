//! One person's roles, and giving another one.

use super::grant_form::GrantForm;
use super::grant_list::GrantList;
use crate::backend::View;
use crate::edit::History;
use crate::state::{texts, tr, use_session};
use crate::ui::{Choice, Combobox, Field};
use api::account::{Account, Listed};
use domain::account::AccountState;
use leptos::prelude::*;

/// One person's roles, the form for another one, and what was done.
#[component]
pub(super) fn GrantsOf(
    /// Whose.
    account: Account,
    /// What is shown may stand otherwise by now.
    #[prop(into)]
    on_failed: Callback<()>,
) -> impl IntoView {
    let id = account.id;
    view! {
        <p class="quiet">{account.login.clone()}</p>
        <h3>{tr(|t| t.grant_list())}</h3>
        <GrantList account=account.clone() on_failed/>
        <h3>{tr(|t| t.grant_give())}</h3>
        <Give account/>
        <History subject=format!("account:{}", id.0)/>
    }
}

/// The form, unless it is oneself.
#[component]
fn Give(account: Account) -> impl IntoView {
    let (t, session) = (texts(), use_session());
    let id = account.id;
    let is_self = Memo::new(move |_| session.person().is_some_and(|p| p.account == id));
    move || {
        if is_self.get() {
            view! { <p class="quiet">{t.with(|t| t.grant_self())}</p> }.into_any()
        } else {
            view! { <GrantForm account=account.clone()/> }.into_any()
        }
    }
}

/// To whom: his roles and the form then stand beside the list.
#[component]
pub(super) fn Whom(
    /// The accounts.
    accounts: View<Listed>,
    /// Somebody was chosen.
    #[prop(into)]
    on_choose: Callback<String>,
) -> impl IntoView {
    let search = move |typed: String| {
        let filter = api::account::Filter { text: typed, ..api::account::Filter::default() };
        let now = super::people::now();
        let choice = |a: &Account| Choice { key: a.id.0.to_string(), label: a.name.clone(), note: a.login.clone() };
        accounts.with(|listed| {
            let open = listed.map(|l| l.accounts.as_slice()).unwrap_or_default().iter().filter(|a| a.state != AccountState::Closed);
            open.filter(|a| filter.fits(a, now)).take(50).map(choice).collect()
        })
    };
    view! {
        <Field label=tr(|t| t.grant_person())>
            <Combobox value=Signal::stored(None) search on_choose=move |picked: Choice| on_choose.run(picked.key)/>
        </Field>
    }
}
