//! Notices: what happened, newest first; those that were not read are marked.

use super::words;
use crate::backend::{call, view};
use crate::state::{error_line, texts, tr, use_at, use_taste};
use crate::ui::{Badge, Button, Icon, Loaded, Look, NoticeKind as Tone, Skeleton, Tint, use_notices};
use api::ChangeKind;
use api::notice::{List, Listed, MarkRead, Notice};
use api::page::PageAt;
use leptos::prelude::*;
use texts::format::instant;

/// Notices of a page.
const PAGE: u32 = 10;

#[component]
pub(super) fn News() -> impl IntoView {
    let first = view(|| Some(List { unread_only: false, page: PageAt::First, limit: PAGE }));
    first.reload_on(&[ChangeKind::Notice]);
    view! {
        <section class="card home-news">
            <Loaded view=first skeleton=|| view! { <Skeleton lines=4/> } let:listed>
                <Listing listed/>
            </Loaded>
        </section>
    }
}

#[component]
fn Listing(listed: Listed) -> impl IntoView {
    let (t, tones) = (texts(), use_notices());
    let newest = listed.notices.first().map(|notice| notice.id);
    let (unread, is_empty) = (listed.unread, listed.notices.is_empty());
    let (shown, next) = (RwSignal::new(listed.notices), RwSignal::new(listed.edges.after));
    let busy = RwSignal::new(false);
    let failed = move |error: &api::ApiError| tones.tell(Tone::Bad, t.with_untracked(|t| error_line(error, t)));
    let read_all = move || {
        busy.set(true);
        leptos::task::spawn_local(async move {
            let answer = call(MarkRead { ids: Vec::new(), until: newest }).await;
            busy.try_set(false);
            if let Err(error) = answer {
                failed(&error);
            }
        });
    };
    let more = move || {
        let Some(cursor) = next.get_untracked() else { return };
        busy.set(true);
        leptos::task::spawn_local(async move {
            let answer = call(List { unread_only: false, page: PageAt::After(cursor), limit: PAGE }).await;
            busy.try_set(false);
            match answer {
                Ok(page) => {
                    next.try_set(page.edges.after);
                    shown.try_update(|shown| shown.extend(page.notices));
                }
                Err(error) => failed(&error),
            }
        });
    };
    view! {
        <div class="card-head">
            <h2>{tr(|t| t.home_news())}</h2>
            {(unread > 0).then(|| view! {
                <Button look=Look::Quiet icon=Icon::Check busy on_press=read_all>{tr(|t| t.home_news_read_all())}</Button>
            })}
        </div>
        {is_empty.then(|| view! { <p class="quiet">{tr(|t| t.home_news_none())}</p> })}
        <ul class="plain home-lines">
            <For each=move || shown.get() key=|notice| notice.id let:notice>
                <NewsRow notice/>
            </For>
        </ul>
        <Show when=move || next.with(Option::is_some)>
            <Button icon=Icon::Down busy on_press=more>{tr(|t| t.home_news_more())}</Button>
        </Show>
    }
}

#[component]
fn NewsRow(notice: Notice) -> impl IntoView {
    let (t, at, taste) = (texts(), use_at(), use_taste());
    let (id, read, when) = (notice.id, notice.read, notice.at);
    let href = words::news_path(&notice);
    let notice = StoredValue::new(notice);
    let what = move || t.with(|t| notice.with_value(|notice| words::news(notice, taste.lang(), t)));
    // Whoever goes there has read it. If that can't be noted down, it only stays unread.
    let seen = move |_| {
        if !read {
            leptos::task::spawn_local(async move { drop(call(MarkRead { ids: vec![id], until: None }).await) });
        }
    };
    view! {
        <li class="home-line" class:is-unread=!read>
            <div>
                {match href {
                    Some((path, opened)) => view! { <a href=move || at.href(path, &opened) on:click=seen>{what}</a> }.into_any(),
                    None => view! { <span>{what}</span> }.into_any(),
                }}
                <p class="quiet">{instant(when)}</p>
            </div>
            {(!read).then(|| view! { <Badge tint=Tint::Accent>{tr(|t| t.home_news_new())}</Badge> })}
        </li>
    }
}
