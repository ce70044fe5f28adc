//! Excluding a rating, upholding an appeal, putting it back: for approvers, with the reason.

use super::view_model::said;
use super::view_model::standing::{Decision, Length, REASON, check};
use crate::backend::{call, current};
use crate::edit::{DraftNote, done_undoable, keep_draft};
use crate::state::{field_error, texts, tr};
use crate::ui::{Button, ErrorNote, Field, Look, Notice, NoticeKind, Option_, RadioGroup, TextArea, use_notices};
use api::rating::SetStanding;
use api::{ApiError, ErrorCode};
use domain::rating::{Rating, Standing};
use leptos::prelude::*;
use texts::Texts;

/// How a text's length is to be mended.
pub fn too(t: &Texts, length: Length) -> String {
    match length {
        Length::TooShort => t.ratings_standing_too_short(),
        Length::TooLong => t.ratings_standing_too_long(),
    }
}

/// The form.
#[component]
pub fn StandingForm(
    /// The rating as it was read.
    rating: Rating,
) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let decisions = Decision::of(rating.standing);
    let chosen = RwSignal::new(None::<Decision>);
    let reason = RwSignal::new(String::new());
    let (busy, tried, failed) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let (id, version) = (rating.id, rating.version);
    let label = {
        let what = rating.item_name.clone().unwrap_or_else(|| rating.place_name.clone());
        tr(move |t| format!("{} {what}", t.ratings_standing_title()))
    };
    let typed = move || {
        let reason = reason.get();
        let decision = chosen.get().map(Decision::code).unwrap_or_default();
        (!reason.trim().is_empty()).then(|| format!("{decision}\n{reason}"))
    };
    let kept = keep_draft(format!("standing:{}", id.0), label, typed, move |body| {
        let (decision, text) = body.split_once('\n').unwrap_or(("", &body));
        chosen.set(Decision::from_code(decision).filter(|decision| decisions.contains(decision)));
        reason.set(text.to_owned());
    });
    let options =
        Signal::derive(move || t.with(|t| decisions.iter().map(|decision| Option_::new(*decision, decision.name(t))).collect::<Vec<_>>()));
    let wrong = Signal::derive(move || {
        let told = failed.with(|failed| failed.as_ref().and_then(|error| t.with(|t| field_error(error, "reason", t))));
        let length = tried.get().then(|| reason.with(|text| check(text, REASON))).flatten();
        told.or_else(|| length.map(|length| t.with(|t| too(t, length))))
    });
    let unchosen = tr(|t| t.ratings_standing_choose());
    let none_chosen = Signal::derive(move || (tried.get() && chosen.get().is_none()).then(|| unchosen.get()));
    let send = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        tried.set(true);
        let text = reason.get_untracked();
        let Some(decision) = chosen.get_untracked().filter(|_| check(&text, REASON).is_none() && !busy.get_untracked()) else {
            return;
        };
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let op = SetStanding { rating: id, standing: decision.standing(), reason: text.trim().to_owned(), version };
            let answer = call(op).await;
            busy.try_set(false);
            match answer {
                Ok(rating) => {
                    kept.again();
                    reason.try_set(String::new());
                    let words = t.with_untracked(|t| match decision {
                        Decision::Restore => t.ratings_standing_restored(),
                        _ => t.ratings_standing_done(said(t, &rating.standing)),
                    });
                    done_undoable(notices, t, words, format!("rating:{}", id.0));
                }
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    let conflict = Signal::derive(move || failed.with(|failed| failed.as_ref().and_then(standing_now)));
    let hint = tr(|t| t.ratings_standing_reason_hint());
    view! {
        <form class="form standing-form" on:submit=send>
            <h3>{tr(|t| t.ratings_standing_title())}</h3>
            <p class="field-hint">{tr(|t| t.ratings_standing_explain())}</p>
            <DraftNote draft=kept on_drop=move || {
                chosen.set(None);
                reason.set(String::new());
            }/>
            {move || conflict.get().map(|standing| view! {
                <Notice kind=NoticeKind::Warn>{tr(move |t| t.ratings_standing_conflict(said(t, &standing)))}</Notice>
            })}
            <ErrorNote error=Signal::derive(move || {
                failed.get().filter(|error| error.field.as_deref() != Some("reason") && error.code != ErrorCode::Conflict)
            })/>
            <Field label=tr(|t| t.ratings_standing_choice()) error=none_chosen>
                <RadioGroup value=chosen options on_choose=move |decision| chosen.set(Some(decision))/>
            </Field>
            <Field
                label=tr(|t| t.ratings_standing_reason())
                hint=Signal::derive(move || Some(hint.get()))
                error=wrong
            >
                <TextArea value=reason rows=3 max=500/>
            </Field>
            <div class="actions">
                <Button submit=true look=Look::Primary busy>{tr(|t| t.ratings_standing_submit())}</Button>
            </div>
        </form>
    }
}

/// How the rating stands by now, where somebody was faster.
fn standing_now(error: &ApiError) -> Option<Standing> {
    (error.code == ErrorCode::Conflict).then(|| current::<Rating>(error).ok())?.map(|r| r.standing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::ratings::view_model::rows::sample;

    #[test]
    fn a_conflict_says_what_stands_now() {
        let now = Rating { standing: Standing::Excluded, ..sample::rating() };
        let error = ApiError::new(ErrorCode::Conflict).with("current", serde_json::to_string(&now).unwrap());
        assert_eq!(standing_now(&error), Some(Standing::Excluded));
        assert_eq!(standing_now(&ApiError::new(ErrorCode::Busy)), None);
    }
}
