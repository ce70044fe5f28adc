//! Erasing what is due now rather than by the schedule.

use crate::backend::call;
use crate::state::{field_error, texts, tr};
use crate::ui::{Button, Dialog, ErrorNote, Field, Look, Notice, NoticeKind, TextArea, use_notices};
use api::ApiError;
use api::erasure::{Now, Term};
use domain::retention::Kept;
use leptos::prelude::*;
use texts::format::count;

#[component]
pub(super) fn EraseNow(terms: Vec<Term>) -> impl IntoView {
    let t = texts();
    let due: u64 = terms.iter().map(|term| term.due).sum();
    let kinds: Vec<Kept> = terms.iter().filter(|term| term.due > 0).map(|term| term.kept).collect();
    let asking = RwSignal::new(false);
    let why_not = Signal::derive(move || (due == 0).then(|| t.with(|t| t.erasure_now_none())));
    let n = count(i64::try_from(due).unwrap_or(i64::MAX));
    let kinds = StoredValue::new(kinds);
    view! {
        <div class="actions">
            <Button look=Look::Danger why_not on_press=move || asking.set(true)>{tr(|t| t.erasure_now())}</Button>
        </div>
        <Dialog open=asking on_close=move || asking.set(false) title=tr(|t| t.erasure_now_title())>
            <Form n=n.clone() kinds=kinds.get_value() on_close=Callback::new(move |()| asking.set(false))/>
        </Dialog>
    }
}

#[component]
fn Form(n: String, kinds: Vec<Kept>, on_close: Callback<()>) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let (reason, busy, failed) = (RwSignal::new(String::new()), RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let kinds = StoredValue::new(kinds);
    let erase = move || {
        busy.set(true);
        failed.set(None);
        let now = Now { kept: kinds.get_value(), reason: reason.get_untracked() };
        leptos::task::spawn_local(async move {
            let answer = call(now).await;
            busy.try_set(false);
            match answer {
                Ok(ran) => {
                    let n: u64 = ran.erased.iter().map(|e| e.count).sum();
                    notices.done(t.with_untracked(|t| t.erasure_now_done(count(i64::try_from(n).unwrap_or(i64::MAX)))));
                    on_close.try_run(());
                }
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    let wrong = Signal::derive(move || failed.with(|e| e.as_ref().and_then(|e| t.with(|t| field_error(e, "reason", t)))));
    view! {
        <form class="form" on:submit=move |ev| {
            ev.prevent_default();
            erase();
        }>
            <Notice kind=NoticeKind::Warn><p>{move || t.with(|t| t.erasure_now_lead(n.clone()))}</p></Notice>
            <Field label=tr(|t| t.erasure_now_reason()) error=wrong><TextArea value=reason rows=2 max=200/></Field>
            <ErrorNote error=Signal::derive(move || failed.get().filter(|e| e.field.is_none()))/>
            <div class="actions actions-end">
                <Button on_press=on_close>{tr(|t| t.act_cancel())}</Button>
                <Button submit=true busy look=Look::Danger>{tr(|t| t.erasure_now_yes())}</Button>
            </div>
        </form>
    }
}
