//! One decision, with one reason, on several ratings.

use super::standing::too;
use super::view_model::said;
use super::view_model::standing::{Decision, REASON, check};
use crate::backend::call;
use crate::list::ListState;
use crate::state::unsaved::OwnWork;
use crate::state::{error_line, field_error, texts, tr};
use crate::ui::{Button, Dialog, ErrorNote, Field, Icon, Look, NoticeKind, Option_, RadioGroup, TextArea, use_notices};
use api::ApiError;
use api::rating::{Chosen, Decided, SetStandings};
use domain::rating::RatingId;
use leptos::prelude::*;
use texts::format::count;

/// The button and its dialog.
#[component]
pub fn BulkStanding(list: ListState) -> impl IntoView {
    let (open, own) = (RwSignal::new(false), OwnWork::new());
    view! {
        <Button icon=Icon::Check on_press=move || open.set(true)>{tr(|t| t.ratings_standing_title())}</Button>
        <Dialog open on_close=move || own.leaving(move || open.set(false)) title=tr(|t| t.ratings_standing_title())>
            <Form list own on_done=move || open.set(false)/>
        </Dialog>
    }
}

#[component]
fn Form(list: ListState, own: OwnWork, #[prop(into)] on_done: Callback<()>) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let chosen = RwSignal::new(None::<Decision>);
    let reason = RwSignal::new(String::new());
    own.guard(Signal::derive(move || chosen.with(Option::is_some) || reason.with(|reason| !reason.trim().is_empty())));
    let (busy, tried, failed) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let decisions = [Decision::Exclude, Decision::Uphold, Decision::Restore];
    let options = Signal::derive(move || t.with(|t| decisions.iter().map(|d| Option_::new(*d, d.name(t))).collect::<Vec<_>>()));
    let unchosen = tr(|t| t.ratings_standing_choose());
    let none_chosen = Signal::derive(move || (tried.get() && chosen.get().is_none()).then(|| unchosen.get()));
    let wrong = Signal::derive(move || {
        let told = failed.with(|failed| failed.as_ref().and_then(|error| t.with(|t| field_error(error, "reason", t))));
        let length = tried.get().then(|| reason.with(|text| check(text, REASON))).flatten();
        told.or_else(|| length.map(|length| t.with(|t| too(t, length))))
    });
    let say = move |decided: &Decided, decision: Decision| {
        let done = count(decided.done.len());
        t.with_untracked(|t| match decided.left.first() {
            None => notices.done(t.ratings_standings_done(done, said(t, &decision.standing()))),
            Some(first) => {
                let left = count(decided.left.len());
                notices.tell(NoticeKind::Warn, t.list_some_left(done, left, error_line(&first.error, t)));
            }
        });
    };
    let send = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        tried.set(true);
        let text = reason.get_untracked();
        let Some(decision) = chosen.get_untracked().filter(|_| check(&text, REASON).is_none() && !busy.get_untracked()) else { return };
        let read = |(key, version): (&String, &i64)| Some(Chosen { rating: RatingId(key.parse().ok()?), version: *version });
        let ratings: Vec<Chosen> = list.ticked.with_untracked(|ticked| ticked.iter().filter_map(read).collect());
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let answer = call(SetStandings { ratings, standing: decision.standing(), reason: text.trim().to_owned() }).await;
            busy.try_set(false);
            match answer {
                Ok(decided) => {
                    say(&decided, decision);
                    list.ticked.set(std::collections::BTreeMap::new());
                    on_done.try_run(());
                }
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    let about = move || t.with(|t| t.list_ticked(count(list.ticked.with(std::collections::BTreeMap::len))));
    let hint = tr(|t| t.ratings_standing_reason_hint());
    view! {
        <form class="form" on:submit=send>
            <p>{about}</p>
            <ErrorNote error=Signal::derive(move || failed.get().filter(|error| error.field.as_deref() != Some("reason")))/>
            <Field label=tr(|t| t.ratings_standing_choice()) error=none_chosen>
                <RadioGroup value=chosen options on_choose=move |decision| chosen.set(Some(decision))/>
            </Field>
            <Field label=tr(|t| t.ratings_standing_reason()) hint=Signal::derive(move || Some(hint.get())) error=wrong>
                <TextArea value=reason rows=3 max=500/>
            </Field>
            <div class="actions actions-end">
                <Button on_press=move || own.leaving(move || on_done.run(()))>{tr(|t| t.act_cancel())}</Button>
                <Button submit=true look=Look::Primary busy>{tr(|t| t.ratings_standing_submit())}</Button>
            </div>
        </form>
    }
}
