//! What is missing, each a way to its place; handing in.

use super::desk::{Desk, Open};
use super::side::hundredth;
use super::words::missed;
use crate::backend::call;
use crate::edit::sending;
use crate::state::{texts, tr};
use crate::ui::{Button, ErrorNote, Icon, Look, Notice, NoticeKind, use_notices};
use api::ApiError;
use api::inspection::SubmitVisit;
use domain::inspection::visit::Missing;
use leptos::prelude::*;

/// In a dialog.
#[component]
pub(super) fn SubmitPanel(
    desk: Desk,
    /// It was handed in, or left.
    on_end: Callback<()>,
) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let missing = Memo::new(move |_| desk.missing());
    let unsaved = Memo::new(move |_| desk.sheet.with(|sheet| sheet.dirty()));
    let sending = sending();
    let why_not = Signal::derive(move || {
        let (missing, unsaved) = (missing.with(Vec::len), unsaved.get());
        t.with(|t| match (missing, unsaved) {
            (0, 0) => None,
            (0, unsaved) => Some(t.visit_wait_saved(unsaved.to_string())),
            (missing, _) => Some(t.visit_missing_n(missing.to_string())),
        })
    });
    let go = move |one: Missing| {
        on_end.run(());
        match one.line() {
            Some(line) => desk.go_to(line),
            None => desk.open.set(Some(Open::Party)),
        }
    };
    let line = move |one: Missing| {
        let words = {
            let one = one.clone();
            tr(move |t| missed(&one, t))
        };
        view! { <li><Button look=Look::Quiet icon=Icon::Right on_press=move || go(one.clone())>{words}</Button></li> }
    };
    let send = move || {
        let (id, version) = desk.shown.with_untracked(|shown| (shown.visit.id, shown.visit.version));
        sending.tried(SubmitVisit { id, version }, move |handed_in| {
            desk.reload.try_run(());
            if handed_in.is_some() {
                notices.done(t.with_untracked(|t| t.visit_submitted()));
                on_end.try_run(());
            }
        });
    };
    let score = move || {
        let (figure, lost) = desk.score.with(|score| (hundredth(score), score.lost.len()));
        t.with(|t| t.visit_submit_lead(figure, lost.to_string(), desk.findings().len().to_string()))
    };
    view! {
        <Show
            when=move || missing.with(Vec::is_empty)
            fallback=move || view! {
                <Notice kind=NoticeKind::Warn><p>{move || t.with(|t| t.visit_missing_lead(missing.with(Vec::len).to_string()))}</p></Notice>
                <ul class="visit-missing">{move || missing.get().into_iter().map(line).collect_view()}</ul>
            }
        >
            <p>{score}</p>
        </Show>
        <ErrorNote error=sending.failed/>
        <div class="actions actions-end">
            <Button on_press=on_end>{tr(|t| t.act_cancel())}</Button>
            <Button look=Look::Primary busy=sending.busy why_not on_press=send>{tr(|t| t.visit_submit())}</Button>
        </div>
    }
}
