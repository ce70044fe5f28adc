//! Erasing what is due now rather than by the schedule.

use crate::backend::call;
use crate::state::unsaved::{guard_unsaved, leaving};
use crate::state::{field_error, texts, tr};
use crate::ui::{Button, Dialog, ErrorNote, Field, InputForm, Look, Notice, NoticeKind, TextArea, use_notices};
use api::ApiError;
use api::erasure::{Now, Term};
use domain::retention::Kept;
use leptos::prelude::*;
use texts::format::count;

/// What was due when it was asked for.
#[derive(Clone)]
pub(super) struct Due {
    n: u64,
    kinds: Vec<Kept>,
}

/// The button.
#[component]
pub(super) fn EraseNow(
    /// All terms.
    terms: Vec<Term>,
    /// What is to be erased.
    asking: RwSignal<Option<Due>>,
) -> impl IntoView {
    let t = texts();
    let due: u64 = terms.iter().map(|term| term.due).sum();
    let kinds: Vec<Kept> = terms.iter().filter(|term| term.due > 0).map(|term| term.kept).collect();
    let why_not = Signal::derive(move || (due == 0).then(|| t.with(|t| t.erasure_now_none())));
    let ask = move || asking.set(Some(Due { n: due, kinds: kinds.clone() }));
    view! {
        <div class="actions">
            <Button look=Look::Danger why_not on_press=ask>{tr(|t| t.erasure_now())}</Button>
        </div>
    }
}

/// The dialog for what is to be erased.
#[component]
pub(super) fn AskNow(asking: RwSignal<Option<Due>>) -> impl IntoView {
    view! {
        <Dialog
            open=Signal::derive(move || asking.with(Option::is_some))
            on_close=move || leaving(move || asking.set(None))
            title=tr(|t| t.erasure_now_title())
        >
            {move || asking.get().map(|due| view! { <Form due on_close=Callback::new(move |()| asking.set(None))/> })}
        </Dialog>
    }
}

#[component]
fn Form(due: Due, on_close: Callback<()>) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let (reason, busy, failed) = (RwSignal::new(String::new()), RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let (n, kinds) = (count(due.n), StoredValue::new(due.kinds));
    guard_unsaved(Signal::derive(move || reason.with(|reason| !reason.trim().is_empty())));
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
                    notices.done(t.with_untracked(|t| t.erasure_now_done(count(n))));
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
        <InputForm class="form" on_submit=erase>
            <Notice kind=NoticeKind::Warn><p>{move || t.with(|t| t.erasure_now_lead(n.clone()))}</p></Notice>
            <Field label=tr(|t| t.erasure_now_reason()) error=wrong><TextArea value=reason rows=2 max=200/></Field>
            <ErrorNote error=Signal::derive(move || failed.get().filter(|e| e.field.is_none()))/>
            <div class="actions actions-end">
                <Button on_press=move || leaving(move || on_close.run(()))>{tr(|t| t.act_cancel())}</Button>
                <Button submit=true busy look=Look::Danger>{tr(|t| t.erasure_now_yes())}</Button>
            </div>
        </InputForm>
    }
}
