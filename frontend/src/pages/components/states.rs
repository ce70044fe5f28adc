//! What is said while something comes, is not there, or went wrong.

use super::Sample;
use crate::frame::RoleCards;
use crate::state::{texts, tr};
use crate::ui::{Button, Definition, EmptyState, ErrorNote, ErrorState, Notice, NoticeKind, Progress, Skeleton, use_notices};
use api::{ApiError, ErrorCode};
use domain::figures::Measure;
use leptos::prelude::*;
use texts::words::{Word, measure_means};

#[component]
pub(super) fn States() -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let kinds = [NoticeKind::Done, NoticeKind::Info, NoticeKind::Warn, NoticeKind::Bad];
    let toast = move |kind: NoticeKind| {
        let tell = move || {
            let words = t.with_untracked(|t| t.unsaved_title());
            if kind == NoticeKind::Done {
                notices.done_with_undo(words, t.with_untracked(|t| t.act_undo()), || {});
            } else {
                notices.tell(kind, words);
            }
        };
        view! { <Button on_press=tell>{format!("{kind:?}")}</Button> }
    };
    let errors = [ErrorCode::NotFound, ErrorCode::Busy, ErrorCode::DiskFull, ErrorCode::Internal];
    view! {
        <Sample name="Notice">
            {kinds.map(|kind| view! { <Notice kind><p>{tr(|t| t.unsaved_body())}</p></Notice> }).collect_view()}
        </Sample>
        <Sample name="Toasts"><div class="actions" lang="en">{kinds.map(toast).collect_view()}</div></Sample>
        <Sample name="EmptyState">
            <EmptyState title=tr(|t| t.overview_empty_title()) body=tr(|t| t.overview_empty_body())>
                <Button>{tr(|t| t.overview_empty_import())}</Button>
            </EmptyState>
        </Sample>
        <Sample name="ErrorState">
            {errors.map(|code| view! { <ErrorState error=Signal::stored(ApiError::new(code)) retry=|| {}/> }).collect_view()}
        </Sample>
        <Sample name="ErrorNote"><ErrorNote error=Signal::stored(Some(ApiError::new(ErrorCode::ReadOnly)))/></Sample>
        <Sample name="Skeleton"><Skeleton lines=3/><Skeleton block=4.0/></Sample>
        <Sample name="Progress">
            <Progress label=tr(|t| t.common_loading()) percent=Signal::stored(Some(62)) note=Signal::stored("62%".to_owned())/>
            <Progress label=tr(|t| t.common_loading()) percent=Signal::stored(None)/>
        </Sample>
        <Sample name="Definition">
            <p><Definition means=tr(|t| measure_means(Measure::RatingRate, t))>{tr(|t| Measure::RatingRate.word(t))}</Definition></p>
        </Sample>
        <Sample name="RoleCards"><RoleCards/></Sample>
    }
}
