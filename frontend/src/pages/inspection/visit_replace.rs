//! 替补: the next station that stands by steps in for one that can't be visited.

use crate::backend::call;
use crate::edit::{ReasonDialog, Reasoned, Why};
use crate::state::{texts, tr};
use crate::ui::{Button, Icon, use_notices};
use api::inspection::{ReplaceVisit, VisitRow};
use domain::inspection::plan::VisitId;
use domain::supervision::flow::{REASON_LEAST, WORDS_LIMIT};
use leptos::prelude::*;

/// The button for one visit that waits.
#[component]
pub fn ReplaceButton(
    /// Which, as it was last read.
    row: Signal<VisitRow>,
    /// It was done: which visit took its place.
    #[prop(into)]
    on_done: Callback<VisitId>,
) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let (asks, came) = (RwSignal::new(false), RwSignal::new(None::<VisitId>));
    let act = tr(|t| t.inspect_replace());
    let why = move |()| {
        let (id, about) = row.with_untracked(|row| (row.id, row.point_name.clone()));
        let form = format!("inspection_visit:{}:replace", id.0);
        Why { lead: tr(|t| t.inspect_replace_lead()), ..Why::of(form, about, act, (REASON_LEAST, WORDS_LIMIT)) }
    };
    let send = Callback::new(move |reason: String| {
        let (id, version) = row.with_untracked(|row| (row.id, row.version));
        Reasoned(Box::pin(async move {
            let stands = call(ReplaceVisit { id, reason, version }).await?;
            notices.done(t.with_untracked(|t| t.inspect_replace_done(&stands.point_name)));
            came.try_set(Some(stands.id));
            Ok(())
        }))
    });
    let done = move |()| {
        if let Some(by) = came.try_get_untracked().flatten() {
            on_done.try_run(by);
        }
    };
    view! {
        <Button icon=Icon::Refresh on_press=move || asks.set(true)>{act}</Button>
        <ReasonDialog open=asks title=act why send on_done=done/>
    }
}
