//! 带回包: previewed, then merged.

use super::ENDING;
use crate::backend::FileKind;
use crate::edit::sending;
use crate::state::{texts, tr};
use crate::ui::{Button, Column, ErrorNote, FileButton, InputForm, Look, Notice, NoticeKind, Table, use_notices};
use api::packet::{BackShown, MergeBack, PreviewBack};
use api::{ApiError, InFile};
use leptos::prelude::*;
use texts::format::{count, instant};

#[component]
pub(super) fn TakeBack() -> impl IntoView {
    let (t, notices, sending) = (texts(), use_notices(), sending());
    let (file, shown) = (RwSignal::new(None::<InFile>), RwSignal::new(None::<BackShown>));
    sending.look(file, shown, |file| PreviewBack { file });
    let merge = move || {
        let Some(chosen) = file.get_untracked() else { return sending.lacks("file") };
        sending.send(MergeBack { file: chosen.clone() }, move |done| {
            let open = done.open.len();
            notices.done(t.with_untracked(|t| t.packet_merged(&done.device.name, count(open as u64))));
            // Another one that was chosen meanwhile stays.
            if file.try_with_untracked(|now| now.as_ref() == Some(&chosen)) == Some(true) {
                file.try_set(None);
            }
        });
    };
    let failed = move |error: ApiError| sending.failed.set(Some(error));
    view! {
        <InputForm class="form" on_submit=merge>
            <p>{tr(|t| t.packet_back_lead(ENDING))}</p>
            <FileButton file kind=FileKind::Any title=tr(|t| t.packet_back_pick()) on_error=failed/>
            {move || shown.get().map(|shown| view! { <Previewed shown/> })}
            <ErrorNote error=sending.above(&[])/>
            <Show when=move || shown.with(Option::is_some)>
                <div class="actions">
                    <Button submit=true look=Look::Primary busy=sending.busy>{tr(|t| t.packet_merge())}</Button>
                </div>
            </Show>
        </InputForm>
    }
}

#[component]
fn Previewed(shown: BackShown) -> impl IntoView {
    let columns = Signal::derive(|| {
        vec![
            Column::new("point", tr(|t| t.inspect_visit_station())).width(14),
            Column::new("plan", tr(|t| t.inspect_visit_plan())).width(10),
            Column::new("done", tr(|t| t.packet_will_merge())).figures(),
            Column::new("conflicts", tr(|t| t.packet_state_conflict())).figures(),
            Column::new("failed", tr(|t| t.packet_state_failed())).figures(),
            Column::new("waiting", tr(|t| t.packet_state_waiting())).figures(),
        ]
    });
    let rows = shown.visits.iter().map(|one| {
        view! {
            <tr>
                <td>{one.point.clone()}</td>
                <td class="nowrap">{one.number.clone()}</td>
                <td class="num">{count(one.done)}</td>
                <td class="num">{count(one.conflicts)}</td>
                <td class="num">{count(one.failed)}</td>
                <td class="num">{count(one.waiting)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let BackShown { device, no, made_at, ops, known, .. } = shown;
    let late = device.revoked_at.is_some();
    let kind = if late { NoticeKind::Warn } else { NoticeKind::Info };
    let (name, person) = (device.name, device.person);
    view! {
        <Notice kind>
            <p>{tr(move |t| t.packet_back_of(&name, &person, no.to_string(), instant(made_at)))}</p>
            <p>{tr(move |t| t.packet_back_ops(count(ops), count(known)))}</p>
            {late.then(|| view! { <p>{tr(|t| t.packet_back_late())}</p> })}
        </Notice>
        <Table caption=tr(|t| t.packet_back()) columns grows=true>{rows}</Table>
    }
}
