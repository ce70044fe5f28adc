//! 整改台账 back from its file: what is changed is shown before it is reported.

use crate::edit::sending;
use crate::pages::imports::ProblemGroups;
use crate::state::unsaved::OwnWork;
use crate::state::{texts, tr};
use crate::ui::{Button, Column, Dialog, ErrorNote, Field, FileButton, Icon, Look, Notice, NoticeKind, Table, use_notices};
use api::InFile;
use api::inspection::{FindingReply, LedgerChange, LedgerRead, ReadLedger, TakeLedger};
use leptos::prelude::*;
use texts::format::{count, or_none};

/// The button for whoever answers for a place, and its dialog.
#[component]
pub(super) fn LedgerButton() -> impl IntoView {
    let (open, own) = (RwSignal::new(false), OwnWork::new());
    view! {
        <Button icon=Icon::File on_press=move || open.set(true)>{tr(|t| t.finding_ledger_read())}</Button>
        <Dialog open on_close=move || own.leaving(move || open.set(false)) title=tr(|t| t.finding_ledger_read()) wide=true>
            <Show when=move || open.get()><LedgerForm open/></Show>
        </Dialog>
    }
}

#[component]
fn LedgerForm(open: RwSignal<bool>) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let (file, read) = (RwSignal::new(None::<InFile>), RwSignal::new(None::<LedgerRead>));
    let (reading, taking) = (sending(), sending());
    reading.look(file, read, |file| ReadLedger { file });
    // What could not be taken was another file's.
    Effect::new(move |_| {
        file.track();
        taking.failed.set(None);
    });
    let write = move || {
        let replies: Vec<FindingReply> =
            read.with_untracked(|read| read.iter().flat_map(|read| &read.changes).map(|change| change.reply.clone()).collect());
        let n = count(replies.len());
        taking.send(TakeLedger { replies }, move |_| {
            notices.done(t.with_untracked(|t| t.finding_ledger_taken(&n)));
            open.try_set(false);
        });
    };
    let told = move || {
        read.get().map(|LedgerRead { sheet, changes, same, problems, wrong }| {
            if wrong > 0 {
                let words =
                    move || t.with(|t| if sheet.is_empty() { t.finding_ledger_wrong() } else { t.finding_ledger_wrong_sheet(&sheet) });
                return view! {
                    <Notice kind=NoticeKind::Warn><p>{words}</p></Notice>
                    <ProblemGroups problems total=Some(wrong) none=String::new()/>
                }
                .into_any();
            }
            if changes.is_empty() {
                return view! { <p>{tr(|t| t.finding_ledger_none())}</p> }.into_any();
            }
            let n = changes.len();
            let told = tr(move |t| t.finding_ledger_found(count(n), count(same)));
            view! {
                <p>{told}</p>
                <Changes changes/>
            }
            .into_any()
        })
    };
    let has_some = Memo::new(move |_| read.with(|read| read.as_ref().is_some_and(|read| !read.changes.is_empty())));
    view! {
        <div class="duty-answer">
            <p>{tr(|t| t.finding_ledger_read_lead())}</p>
            <Field label=tr(|t| t.finding_ledger())>
                <FileButton file title=tr(|t| t.import_file_pick()) on_error=move |error| reading.failed.set(Some(error))/>
            </Field>
            <ErrorNote error=reading.failed/>
            {told}
            <ErrorNote error=taking.failed/>
            <div class="actions actions-end">
                <Button on_press=move || open.set(false)>{tr(|t| t.act_cancel())}</Button>
                <Show when=move || has_some.get()>
                    <Button look=Look::Primary busy=taking.busy on_press=write>{tr(|t| t.finding_ledger_take())}</Button>
                </Show>
            </div>
        </div>
    }
}

/// What the file reports, beside what was reported before.
#[component]
fn Changes(changes: Vec<LedgerChange>) -> impl IntoView {
    let t = texts();
    let columns = Signal::derive(|| {
        vec![
            Column::new("station", tr(|t| t.inspect_visit_station())).width(10),
            Column::new("what", tr(|t| t.finding_what())).width(14),
            Column::new("before", tr(|t| t.finding_ledger_before())).width(12),
            Column::new("words", tr(|t| t.finding_progress())).width(14),
            Column::new("proof", tr(|t| t.finding_proof())).width(8),
            Column::new("done", tr(|t| t.finding_is_mended())),
        ]
    });
    let rows = changes.into_iter().map(move |LedgerChange { reply, point_name, what, before }| {
        let done = reply.done;
        view! {
            <tr>
                <td>{point_name}</td>
                <td class="lines">{what}</td>
                <td class="lines">{or_none(before)}</td>
                <td class="lines">{reply.words}</td>
                <td class="lines">{or_none(reply.proof)}</td>
                <td>{move || t.with(|t| if done { t.common_yes() } else { t.common_no() })}</td>
            </tr>
        }
    });
    view! { <Table caption=tr(|t| t.finding_ledger()) columns grows=true>{rows.collect_view()}</Table> }
}
