//! 待处理: what was brought back and could not be done, with both values and a choice.

use super::MOVES;
use super::words::{lines, state, subject, tint};
use crate::backend::view;
use crate::edit::{Sending, sending};
use crate::state::{error_line, texts, tr};
use crate::ui::{Badge, Button, EmptyState, ErrorNote, Loaded, Look, Skeleton, use_notices};
use api::inspection::{Goer, ShowVisit};
use api::packet::{Choice, ListOps, OpRow, Ops, RetryOps, SettleOp};
use api::{ApiError, Operation};
use domain::packet::OpState;
use leptos::prelude::*;
use texts::format::count;

/// What is decided or tried again, one after the other. The list is built anew meanwhile: why it could not be done outlives its row.
#[derive(Clone, Copy)]
struct Deciding {
    sending: Sending,
    /// At which row.
    at: RwSignal<i64>,
}

impl Deciding {
    fn send<O: Operation>(self, at: i64, request: O, done: impl FnOnce(O::Reply) + 'static) {
        self.at.set(at);
        self.sending.send(request, done);
    }

    /// Why it could not be done, if that is told here.
    fn failed(self, is_here: impl Fn(i64) -> bool + Send + Sync + 'static) -> Signal<Option<ApiError>> {
        Signal::derive(move || self.sending.failed.get().filter(|_| is_here(self.at.get())))
    }
}

#[component]
pub(super) fn Open() -> impl IntoView {
    let ops = view(|| Some(ListOps {}));
    ops.reload_on(MOVES);
    let deciding = Deciding { sending: sending(), at: RwSignal::new(0) };
    let rows = Memo::new(move |_| ops.with(|shown| shown.map(|shown| shown.ops.iter().map(|row| row.id).collect::<Vec<_>>())));
    let is_gone = move |id: i64| rows.with(|rows| rows.as_ref().is_none_or(|rows| !rows.contains(&id)));
    view! {
        <ErrorNote error=deciding.failed(is_gone)/>
        <Loaded view=ops skeleton=|| view! { <Skeleton lines=3/> } let:shown><Listed shown deciding/></Loaded>
    }
}

#[component]
fn Listed(shown: Ops, deciding: Deciding) -> impl IntoView {
    if shown.ops.is_empty() {
        return view! { <EmptyState title=tr(|t| t.packet_open_none()) body=tr(|t| t.packet_open_none_body())/> }.into_any();
    }
    let rows = shown.ops.into_iter().map(|row| view! { <li class="card"><Row row deciding/></li> });
    view! { <ul class="plain">{rows.collect_view()}</ul> }.into_any()
}

#[component]
fn Row(row: OpRow, deciding: Deciding) -> impl IntoView {
    let (t, notices, busy) = (texts(), use_notices(), deciding.sending.busy);
    let (id, version, device, visit) = (row.id, row.version, row.device_id, row.visit);
    let (how, why, has_party) = (row.state, row.problem.clone(), row.outside.party.is_some());
    let is_conflict = how == OpState::Conflict;
    let row = StoredValue::new(row);
    let with = move |read: fn(&OpRow, &texts::Texts) -> String| tr(move |t| row.with_value(|row| read(row, t)));
    // Who was there is kept by account.
    let shown = view(move || has_party.then_some(ShowVisit { id: visit }));
    let goers = Memo::new(move |_| shown.with(|shown| shown.map(|shown| shown.visit.inspectors.clone()).unwrap_or_default()));
    let settle = move |keep: Choice| deciding.send(id, SettleOp { id, keep, version }, |_| {});
    let retry = move || {
        deciding.send(id, RetryOps { device }, move |left| {
            notices.done(t.with_untracked(|t| t.packet_tried(count(left.ops.len()))));
        });
    };
    view! {
        <h3>
            {with(|row, t| t.packet_op_title(&row.point, subject(row, t)))}" "
            <Badge tint=tint(how)>{with(|row, t| state(row.state, t))}</Badge>
        </h3>
        <dl class="facts">
            <dt>{tr(|t| t.packet_outside())}</dt>
            <dd><Said row is_outside=true goers/></dd>
            {is_conflict.then(|| view! {
                <dt>{tr(|t| t.packet_here())}</dt>
                <dd><Said row is_outside=false goers/></dd>
            })}
            <dt>{tr(|t| t.packet_device())}</dt>
            <dd>{with(|row, _| row.device.clone())}</dd>
        </dl>
        {why.map(|error| view! { <p class="field-error">{move || t.with(|t| error_line(&error, t))}</p> })}
        <ErrorNote error=deciding.failed(move |at| at == id)/>
        <div class="actions">
            {if is_conflict {
                view! {
                    <Button look=Look::Primary busy on_press=move || settle(Choice::Outside)>{tr(|t| t.packet_keep_outside())}</Button>
                    <Button busy on_press=move || settle(Choice::Here)>{tr(|t| t.packet_keep_here())}</Button>
                }
                .into_any()
            } else {
                view! {
                    <Button look=Look::Primary busy on_press=retry>{tr(|t| t.packet_try_again())}</Button>
                    <Button busy on_press=move || settle(Choice::Here)>{tr(|t| t.packet_leave())}</Button>
                }
                .into_any()
            }}
        </div>
    }
}

/// One of the two values: in what it differs from the other, if there are two.
#[component]
fn Said(row: StoredValue<OpRow>, is_outside: bool, goers: Memo<Vec<Goer>>) -> impl IntoView {
    let t = texts();
    let said = move || {
        let said = row.with_value(|row| {
            let (outside, here) = (Some(&row.outside), row.here.as_ref());
            let (one, other) = if is_outside { (outside, here) } else { (here, outside) };
            let said = |one| goers.with(|goers| t.with(|t| lines(one, other, goers, t)));
            one.map(said).unwrap_or_default()
        });
        said.into_iter().map(|line| view! { <li class="lines">{line}</li> }).collect_view()
    };
    view! { <ul class="plain">{said}</ul> }
}
