//! One's own drafts: gone on with where they were begun, or thrown away.

use crate::backend::{call, view};
use crate::state::{error_line, texts, tr};
use crate::ui::{Button, Icon, Loaded, Look, NoticeKind, Skeleton, use_notices};
use api::draft::{Draft, Drop, KEPT_DAYS, List};
use leptos::prelude::*;
use texts::format::instant;

#[component]
pub(super) fn Drafts() -> impl IntoView {
    let listed = view(|| Some(List {}));
    let reload = Callback::new(move |()| listed.reload());
    view! {
        <section class="card home-drafts">
            <h2>{tr(|t| t.draft_list())}</h2>
            <Loaded view=listed skeleton=|| view! { <Skeleton lines=2/> } let:listed>
                {if listed.drafts.is_empty() {
                    view! { <p class="quiet">{tr(|t| t.home_drafts_none())}</p> }.into_any()
                } else {
                    let rows = listed.drafts.into_iter().map(|draft| view! { <DraftRow draft on_gone=reload/> }).collect_view();
                    view! { <ul class="plain home-lines">{rows}</ul> }.into_any()
                }}
            </Loaded>
        </section>
    }
}

#[component]
fn DraftRow(draft: Draft, on_gone: Callback<()>) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let Draft { form, label, address, saved } = draft;
    let busy = RwSignal::new(false);
    let drop = move || {
        let form = form.clone();
        busy.set(true);
        leptos::task::spawn_local(async move {
            let answer = call(Drop { form }).await;
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    on_gone.try_run(());
                }
                Err(error) => notices.tell(NoticeKind::Bad, t.with_untracked(|t| error_line(&error, t))),
            }
        });
    };
    view! {
        <li class="home-line">
            <div>
                <strong>{label}</strong>
                <p class="quiet">{move || t.with(|t| t.home_draft_saved(instant(saved), KEPT_DAYS.to_string()))}</p>
            </div>
            <div class="actions">
                <a class="btn" href=address>{tr(|t| t.draft_go_on())}</a>
                <Button look=Look::Quiet icon=Icon::Close busy on_press=drop>{tr(|t| t.draft_drop())}</Button>
            </div>
        </li>
    }
}
