//! Whoever was not there agrees, or sends back with what is to be mended, line by line.

use super::desk::Desk;
use super::side::hundredth;
use crate::backend::call;
use crate::edit::{Draft, DraftNote, sending};
use crate::state::{field_error, texts, tr};
use crate::ui::{Button, ErrorNote, Field, Look, TextArea, use_notices};
use api::ApiError;
use api::inspection::{LineReason, ReviewVisit, VisitVerdict};
use domain::supervision::flow::REASON_LEAST;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// What a reviewer has typed.
#[derive(Clone, Copy)]
pub(super) struct Reviewing {
    /// 审核意见
    pub(super) opinion: RwSignal<String>,
    /// What was typed survives a crash.
    pub(super) draft: Draft,
}

/// What is kept of a review: opinion and reasons.
pub(super) fn kept(opinion: RwSignal<String>, reasons: RwSignal<BTreeMap<String, String>>) -> Option<String> {
    let (opinion, reasons) = (opinion.get(), reasons.get());
    if opinion.is_empty() && reasons.is_empty() { None } else { serde_json::to_string(&(opinion, reasons)).ok() }
}

/// Puts it back.
pub(super) fn put_back(kept: &str, to: RwSignal<String>, into: RwSignal<BTreeMap<String, String>>) {
    if let Ok((opinion, reasons)) = serde_json::from_str::<(String, BTreeMap<String, String>)>(kept) {
        to.set(opinion);
        into.set(reasons);
    }
}

/// In a dialog.
#[component]
pub(super) fn ReviewPanel(
    desk: Desk,
    reviewing: Reviewing,
    /// It was done, or left.
    on_end: Callback<()>,
) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let Reviewing { opinion, draft } = reviewing;
    let sending = sending();
    let n = Memo::new(move |_| desk.reasons.with(BTreeMap::len));
    let is_said = Memo::new(move |_| opinion.with(|opinion| opinion.trim().chars().count() >= REASON_LEAST));
    let send = move |verdict: VisitVerdict| {
        let (id, version) = desk.shown.with_untracked(|shown| (shown.visit.id, shown.visit.version));
        let reasons = desk.reasons.get_untracked().into_iter().map(|(line, reason)| LineReason { line, reason }).collect();
        let ask = ReviewVisit { id, verdict, opinion: opinion.get_untracked(), reasons, version };
        sending.send(ask, move |_| {
            draft.forget();
            let told = |t: &texts::Texts| if verdict == VisitVerdict::Agree { t.visit_agreed() } else { t.visit_returned() };
            notices.done(t.with_untracked(told));
            desk.reasons.try_set(BTreeMap::new());
            desk.reload.try_run(());
            on_end.try_run(());
        });
    };
    let agree_not = Signal::derive(move || (n.get() != 0).then(|| t.with(|t| t.error_field_visit_agreed_lines())));
    let return_not = Signal::derive(move || (n.get() == 0 && !is_said.get()).then(|| t.with(|t| t.visit_return_why())));
    let lead = move || {
        let figure = desk.score.with(hundredth);
        t.with(|t| t.visit_review_lead(figure, n.get().to_string()))
    };
    let line = move |(line, reason): (String, String)| view! { <li><strong>{line}</strong>" "<span class="lines">{reason}</span></li> };
    let drop = move || {
        opinion.set(String::new());
        desk.reasons.set(BTreeMap::new());
    };
    view! {
        <DraftNote draft on_drop=drop/>
        <p>{lead}</p>
        <ul>{move || desk.reasons.get().into_iter().map(line).collect_view()}</ul>
        <Field label=tr(|t| t.visit_opinion()) error=sending.at("opinion") optional=true><TextArea value=opinion rows=3/></Field>
        <ErrorNote error=sending.above(&["opinion"])/>
        <div class="actions actions-end">
            <Button on_press=on_end>{tr(|t| t.act_cancel())}</Button>
            <Button busy=sending.busy why_not=return_not on_press=move || send(VisitVerdict::Return)>{tr(|t| t.visit_return())}</Button>
            <Button look=Look::Primary busy=sending.busy why_not=agree_not on_press=move || send(VisitVerdict::Agree)>{tr(|t| t.visit_agree())}</Button>
        </div>
    }
}
