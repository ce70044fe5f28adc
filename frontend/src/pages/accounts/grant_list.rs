//! The roles of a person, each with its place and days, and taking one back.

use super::grants::in_order;
use crate::backend::call;
use crate::edit::done_undoable;
use crate::state::{error_line, texts, tr, use_session};
use crate::ui::{Badge, Button, Checkbox, Column, ConfirmDialog, Look, NoticeKind, Table, Tint, use_notices};
use api::account::{Account, EndGrant, grant_standing};
use api::session::GrantShown;
use domain::account::GrantStanding;
use leptos::prelude::*;
use texts::words::Word;

/// The roles of a person.
#[component]
pub(super) fn GrantList(
    /// Whose.
    account: Account,
    /// One could not be ended: it may stand otherwise by now.
    on_failed: Callback<()>,
) -> impl IntoView {
    let (t, session, notices) = (texts(), use_session(), use_notices());
    let with_past = RwSignal::new(false);
    let asked = RwSignal::new(None::<GrantShown>);
    let busy = RwSignal::new(false);
    let (id, name, grants) = (account.id, StoredValue::new(account.name), account.grants);
    let is_past = move |g: &GrantShown| grant_standing(g, session.today()) >= GrantStanding::Over;
    let has_past = untrack(|| grants.iter().any(is_past));
    let shown = Memo::new(move |_| {
        let sorted = in_order(&grants, session.today());
        sorted.into_iter().filter(|g| with_past.get() || !is_past(g)).collect::<Vec<_>>()
    });
    let columns = Signal::stored(vec![
        Column::new("role", tr(|t| t.grant_role())).width(8),
        Column::new("place", tr(|t| t.grant_place())),
        Column::new("span", tr(|t| t.grant_from())).width(16),
        Column::new("by", tr(|t| t.grant_by())),
        Column::new("state", tr(|t| t.account_state())),
        Column::new("end", tr(|t| t.account_actions())).figures(),
    ]);
    let end = move || {
        let Some(grant) = asked.get_untracked() else { return };
        busy.set(true);
        leptos::task::spawn_local(async move {
            let done = call(EndGrant { grant: grant.grant.id }).await;
            busy.try_set(false);
            asked.try_set(None);
            match done {
                Ok(_) => {
                    let words = t.with_untracked(|t| t.grant_ended(name.get_value(), grant.grant.role.word(t)));
                    done_undoable(notices, t, words, format!("account:{}", id.0));
                }
                Err(error) => {
                    notices.tell(NoticeKind::Bad, t.with_untracked(|t| error_line(&error, t)));
                    on_failed.try_run(());
                }
            }
        });
    };
    let asking = move |words: fn(&texts::Texts, String, String) -> String| {
        Signal::derive(move || {
            let role = asked.with(|a| a.as_ref().map(|a| a.grant.role));
            role.map(|role| t.with(|t| words(t, role.word(t), name.get_value()))).unwrap_or_default()
        })
    };
    view! {
        <Show
            when=move || shown.with(|s| !s.is_empty())
            fallback=move || view! { <p class="quiet">{tr(|t| t.grant_none())}</p> }
        >
            <Table caption=tr(|t| t.grant_list()) columns grows=true>
                {move || shown.get().into_iter().map(|grant| view! { <GrantRow grant asked/> }).collect_view()}
            </Table>
        </Show>
        {has_past.then(|| view! { <Checkbox value=with_past>{tr(|t| t.grant_with_past())}</Checkbox> })}
        <ConfirmDialog
            open=Signal::derive(move || asked.with(Option::is_some))
            title=asking(|t, role, name| t.grant_end_ask(name, role))
            body=tr(|t| t.grant_end_body())
            yes=tr(|t| t.grant_end_yes())
            danger=true
            busy
            on_yes=end
            on_no=move || asked.set(None)
        />
    }
}

#[component]
fn GrantRow(grant: GrantShown, asked: RwSignal<Option<GrantShown>>) -> impl IntoView {
    let (t, session) = (texts(), use_session());
    let stands = untrack(|| grant_standing(&grant, session.today()));
    let tint = if stands == GrantStanding::InForce { Tint::Accent } else { Tint::Quiet };
    let can_end = stands <= GrantStanding::Coming;
    let (role, from, until) = (grant.grant.role, grant.grant.from.to_string(), grant.grant.until.map(|d| d.to_string()));
    let (place, body, by) = (grant.place_name.clone(), grant.body_name.clone(), grant.given_by.clone());
    let kept = StoredValue::new(grant);
    view! {
        <tr>
            <td class="strong">{move || t.with(|t| role.word(t))}</td>
            <td>{place}{body.map(|body| view! { <span class="quiet block">{body}</span> })}</td>
            <td class="nowrap">{move || t.with(|t| {
                let until = until.clone().unwrap_or_else(|| t.grant_open_ended());
                t.grant_span(&from, until)
            })}</td>
            <td>{move || by.clone().unwrap_or_else(|| t.with(|t| t.grant_by_first_run()))}</td>
            <td><Badge tint>{move || t.with(|t| stands.word(t))}</Badge></td>
            <td class="row-actions">
                {can_end.then(|| view! {
                    <Button look=Look::Quiet on_press=move || asked.set(Some(kept.get_value()))>{tr(|t| t.grant_end())}</Button>
                })}
            </td>
        </tr>
    }
}
