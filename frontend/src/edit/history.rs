//! 变更记录 of something: who did what, when and why, field by field, the newest first; and taking the last one back.

use super::undo::undo;
use crate::backend::{call, view};
use crate::pages::audit::{Changed, words};
use crate::state::{error_words, texts, tr};
use crate::ui::{Button, Icon, Loaded, Look, NoticeKind, Skeleton, use_notices};
use api::ChangeKind;
use api::history::{Deed, List, Listed};
use api::page::PageAt;
use leptos::prelude::*;
use texts::format;

/// Deeds of a page.
const PAGE: u32 = 20;

/// What was done to something.
#[component]
pub fn History(
    /// To what: `point:17`; empty while it is not known.
    #[prop(into)]
    subject: Signal<String>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let t = texts();
    let subject = Memo::new(move |_| subject.get());
    // Another thing's history is asked for when it is looked at.
    Effect::new(move |before: Option<String>| {
        let now = subject.get();
        if before.is_some_and(|before| before != now) {
            open.set(false);
        }
        now
    });
    let words = move || t.with(|t| if open.get() { t.history_hide() } else { t.history_show() });
    view! {
        <section class="history">
            <p class="history-head">
                <button
                    type="button"
                    class="btn btn-quiet"
                    aria-expanded=move || open.get().to_string()
                    on:click=move |_| open.update(|open| *open = !*open)
                >
                    {words}
                </button>
            </p>
            {move || open.get().then(|| view! { <Deeds subject/> })}
        </section>
    }
}

#[component]
fn Deeds(subject: Memo<String>) -> impl IntoView {
    let first = view(move || {
        let subject = subject.get();
        (!subject.is_empty()).then_some(List { subject, page: PageAt::First, limit: PAGE })
    });
    const MOVES: &[ChangeKind] = &[
        ChangeKind::Place,
        ChangeKind::Point,
        ChangeKind::Body,
        ChangeKind::Account,
        ChangeKind::Figures,
        ChangeKind::Setting,
        ChangeKind::Calendar,
        ChangeKind::Catalogue,
        ChangeKind::Availability,
        ChangeKind::Duty,
        ChangeKind::Matter,
        ChangeKind::Task,
        ChangeKind::Meeting,
        ChangeKind::Inspection,
    ];
    first.reload_on(MOVES);
    view! {
        <Loaded view=first skeleton=|| view! { <Skeleton lines=4/> } let:listed>
            <Listing listed subject=subject.get_untracked()/>
        </Loaded>
    }
}

#[component]
fn Listing(listed: Listed, subject: String) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    if listed.deeds.is_empty() {
        return view! { <p class="quiet">{tr(|t| t.history_none())}</p> }.into_any();
    }
    let subject = StoredValue::new(subject);
    let (deeds, next) = (RwSignal::new(listed.deeds), RwSignal::new(listed.edges.after));
    let busy = RwSignal::new(false);
    let more = move || {
        let Some(cursor) = next.get_untracked() else { return };
        busy.set(true);
        let request = List { subject: subject.get_value(), page: PageAt::After(cursor), limit: PAGE };
        leptos::task::spawn_local(async move {
            let answer = call(request).await;
            busy.try_set(false);
            match answer {
                Ok(page) => {
                    next.try_set(page.edges.after);
                    deeds.try_update(|deeds| deeds.extend(page.deeds));
                }
                Err(error) => notices.tell(NoticeKind::Bad, t.with_untracked(|t| error_words(&error, t).what)),
            }
        });
    };
    view! {
        <ol class="deeds">
            <For each=move || deeds.get() key=|deed| deed.entry.no let:deed>
                <DeedShown deed subject/>
            </For>
        </ol>
        <Show when=move || next.with(Option::is_some)>
            <Button icon=Icon::Down busy on_press=more>{tr(|t| t.act_more())}</Button>
        </Show>
    }
    .into_any()
}

#[component]
fn DeedShown(deed: Deed, subject: StoredValue<String>) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let Deed { entry, can_undo } = deed;
    let (no, who, operation, at) = (entry.no, entry.who, entry.operation, entry.at);
    let values = entry.values;
    let press = move || undo(notices, t, subject.get_value(), Some(no));
    view! {
        <li class="deed">
            <p class="deed-head">
                <strong>{move || t.with(|t| words::operation(&operation, t))}</strong>
                <span>{move || t.with(|t| words::who(&who, t))}</span>
                <time class="quiet">{move || format::instant(at)}</time>
                {can_undo.then(|| view! { <Button look=Look::Quiet icon=Icon::Refresh on_press=press>{tr(|t| t.act_undo())}</Button> })}
            </p>
            <Changed values subject=subject.get_value()/>
        </li>
    }
}
