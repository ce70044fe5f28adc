//! One change: what, why, by whom, and taking it back.

use super::{StateBadge, words};
use crate::backend::call;
use crate::state::{field_error, texts, tr, use_session, use_taste};
use crate::ui::{Button, Dialog, ErrorNote, Field, Look, NoticeKind, TextArea, use_notices};
use api::change::{Change, Revoke};
use api::{ApiError, Permission};
use domain::change::{ChangeState, REASON_CHARS};
use leptos::prelude::*;
use texts::format;
use texts::words::Word;

/// A change in the drawer.
#[component]
pub(super) fn Detail(change: Change, #[prop(into)] on_revoked: Callback<Change>) -> impl IntoView {
    let (t, taste, session) = (texts(), use_taste(), use_session());
    let asking = RwSignal::new(false);
    let (no, kind, state, effective) = (change.no, change.kind, change.state, change.effective);
    let subjects = change.subjects.iter().map(|s| match &s.code {
        Some(code) => format!("{}（{code}）", s.name),
        None => s.name.clone(),
    });
    let subjects: Vec<String> = subjects.collect();
    let (made, by, done) = (change.made, change.by.clone(), change.done);
    let fact = |name: Signal<String>, value: AnyView| view! { <dt>{move || name.get()}</dt><dd>{value}</dd> };
    let may = Memo::new(move |_| session.may(Permission::Changes) && state != ChangeState::Revoked);
    let kept = StoredValue::new(change.clone());
    let closing = move || t.with(|t| kept.with_value(|change| words::closing(change, t)));
    let closing_name = tr(move |t| if state == ChangeState::Failed { t.change_closing_failed() } else { t.change_closing_revoked() });
    view! {
        <div class="change-detail">
            <p><StateBadge state/></p>
            <dl class="facts">
                {fact(tr(|t| t.change_column_kind()), (move || t.with(|t| kind.word(t))).into_any())}
                {fact(tr(|t| t.change_column_effective()), (move || format::date(effective, taste.lang())).into_any())}
                {(!subjects.is_empty()).then(|| fact(tr(|t| t.change_subjects()), subjects.into_iter().map(|s| view! { <p>{s}</p> }).collect_view().into_any()))}
                {fact(tr(|t| t.change_field_reason()), change.reason.clone().into_any())}
                {fact(tr(|t| t.change_column_paper()), if change.paper.is_empty() { format::NONE.to_owned() } else { change.paper.clone() }.into_any())}
                {fact(tr(|t| t.change_fact_made()), (move || t.with(|t| t.change_by(&by, format::instant(made)))).into_any())}
                {done.map(|done| fact(tr(|t| t.change_fact_done()), format::instant(done).into_any()))}
                {closing().map(|_| fact(closing_name, (move || closing()).into_any()))}
            </dl>
            <Show when=move || may.get()>
                <Button look=Look::Danger on_press=move || asking.set(true)>{tr(|t| t.change_revoke())}</Button>
            </Show>
        </div>
        <Dialog open=asking on_close=move || asking.set(false) title=tr(|t| t.change_revoke_title())>
            <RevokeForm no on_done=move |change| {
                asking.set(false);
                on_revoked.run(change);
            } on_leave=move || asking.set(false)/>
        </Dialog>
    }
}

#[component]
fn RevokeForm(no: i64, #[prop(into)] on_done: Callback<Change>, #[prop(into)] on_leave: Callback<()>) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let (reason, tried, busy) = (RwSignal::new(String::new()), RwSignal::new(false), RwSignal::new(false));
    let failed = RwSignal::new(None::<ApiError>);
    let is_wrong = move || {
        let (least, most) = REASON_CHARS;
        !(least..=most).contains(&reason.with(|r| r.trim().chars().count()))
    };
    let error = Signal::derive(move || (tried.get() && is_wrong()).then(|| t.with(|t| t.change_reason_missing())));
    // What stands in the way is about the change itself, and said as a sentence.
    let in_the_way = move || failed.with(|e| e.as_ref().and_then(|e| t.with(|t| field_error(e, "no", t))));
    let above = Signal::derive(move || failed.get().filter(|e| e.field.as_deref() != Some("no")));
    let revoke = move || {
        tried.set(true);
        if untrack(is_wrong) {
            return;
        }
        busy.set(true);
        failed.set(None);
        let request = Revoke { no, reason: reason.get_untracked().trim().to_owned() };
        leptos::task::spawn_local(async move {
            let answer = call(request).await;
            busy.try_set(false);
            match answer {
                Ok(change) => {
                    notices.tell(NoticeKind::Done, t.with_untracked(|t| t.change_revoked()));
                    on_done.try_run(change);
                }
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    view! {
        <p>{tr(|t| t.change_revoke_body())}</p>
        <Field label=tr(|t| t.change_field_reason()) hint=tr(|t| t.change_field_reason_hint()) error>
            <TextArea value=reason rows=2 max=200/>
        </Field>
        {move || in_the_way().map(|words| view! { <p class="field-error" role="alert">{words}</p> })}
        <ErrorNote error=above/>
        <div class="actions actions-end">
            <Button on_press=on_leave>{tr(|t| t.act_cancel())}</Button>
            <Button look=Look::Danger busy on_press=revoke>
                {move || t.with(|t| if busy.get() { t.change_revoking() } else { t.change_revoke_yes() })}
            </Button>
        </div>
    }
}
