//! 待处理: what was brought back and could not be done, with both values and a choice.

use super::MOVES;
use super::words::{state, subject, tint, value};
use crate::backend::view;
use crate::edit::sending;
use crate::state::{error_line, texts, tr};
use crate::ui::{Badge, Button, EmptyState, ErrorNote, Loaded, Look, Skeleton};
use api::packet::{Choice, ListOps, OpRow, Ops, SettleOp};
use domain::packet::OpState;
use leptos::prelude::*;

#[component]
pub(super) fn Open() -> impl IntoView {
    let ops = view(|| Some(ListOps {}));
    ops.reload_on(MOVES);
    view! {
        <Loaded view=ops skeleton=|| view! { <Skeleton lines=3/> } let:shown><Listed shown/></Loaded>
    }
}

#[component]
fn Listed(shown: Ops) -> impl IntoView {
    if shown.ops.is_empty() {
        return view! { <EmptyState title=tr(|t| t.packet_open_none()) body=tr(|t| t.packet_open_none_body())/> }.into_any();
    }
    let rows = shown.ops.into_iter().map(|row| view! { <li class="card"><Row row/></li> });
    view! { <ul class="plain">{rows.collect_view()}</ul> }.into_any()
}

#[component]
fn Row(row: OpRow) -> impl IntoView {
    let (t, sending) = (texts(), sending());
    let row = StoredValue::new(row);
    let with = move |read: fn(&OpRow, &texts::Texts) -> String| tr(move |t| row.with_value(|row| read(row, t)));
    let settle = move |keep: Choice| {
        let (id, version) = row.with_value(|row| (row.id, row.version));
        sending.send(SettleOp { id, keep, version }, |_| {});
    };
    let (is_conflict, why, how) = row.with_value(|row| (row.state == OpState::Conflict, row.problem.clone(), row.state));
    let ours = with(|row, t| if row.state == OpState::Conflict { t.packet_keep_outside() } else { t.packet_try_again() });
    let theirs = with(|row, t| if row.state == OpState::Conflict { t.packet_keep_here() } else { t.packet_leave() });
    view! {
        <h3>
            {with(|row, t| t.packet_op_title(&row.point, subject(row, t)))}" "
            <Badge tint=tint(how)>{with(|row, t| state(row.state, t))}</Badge>
        </h3>
        <dl class="facts">
            <dt>{tr(|t| t.packet_outside())}</dt>
            <dd>{with(|row, t| value(&row.outside, t))}</dd>
            {is_conflict.then(|| view! {
                <dt>{tr(|t| t.packet_here())}</dt>
                <dd>{with(|row, t| row.here.as_ref().map(|here| value(here, t)).unwrap_or_default())}</dd>
            })}
            <dt>{tr(|t| t.packet_device())}</dt>
            <dd>{with(|row, _| row.device.clone())}</dd>
        </dl>
        {why.map(|error| view! { <p class="field-error">{move || t.with(|t| error_line(&error, t))}</p> })}
        <ErrorNote error=sending.above(&[])/>
        <div class="actions">
            <Button look=Look::Primary busy=sending.busy on_press=move || settle(Choice::Outside)>{ours}</Button>
            <Button busy=sending.busy on_press=move || settle(Choice::Here)>{theirs}</Button>
        </div>
    }
}
