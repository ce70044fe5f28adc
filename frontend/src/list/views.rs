//! 常用筛选: filters under names of one's own, and a link that shares the one in sight.

use super::state::{ListState, PAGE};
use crate::backend::{call, view};
use crate::state::{error_words, field_error, texts, tr};
use crate::ui::{
    Button, Dialog, ErrorNote, Field, Glyph, Icon, IconButton, Look, NoticeKind, Popover, TextInput, use_clipboard, use_notices,
};
use api::ApiError;
use api::view::{Drop, List, Save, SavedView};
use leptos::prelude::*;

/// The panel of named filters.
#[component]
pub fn Views(list: ListState) -> impl IntoView {
    let (t, notices, clipboard) = (texts(), use_notices(), use_clipboard());
    let (open, naming) = (RwSignal::new(false), RwSignal::new(false));
    // Asked for when the panel is opened.
    let kept = view(move || open.get().then(|| List { list: Some(list.name.to_owned()) }));
    let here = Memo::new(move |_| list.at.own_query(&[PAGE, list.row_key]));
    let apply = move |saved: &SavedView| {
        open.set(false);
        list.ticked.set(std::collections::BTreeMap::new());
        list.at.go_to_query(&saved.query);
    };
    let drop = move |id: i64| {
        leptos::task::spawn_local(async move {
            match call(Drop { id }).await {
                Ok(_) => kept.reload(),
                Err(error) => notices.tell(NoticeKind::Bad, t.with_untracked(|t| error_words(&error, t).what)),
            }
        });
    };
    let copy = move || {
        clipboard.put(&untrack(|| list.at.whole_address()), |t| t.list_view_copied(), || {});
        open.set(false);
    };
    let row = move |saved: SavedView| {
        let (name, id) = (saved.name.clone(), saved.id);
        let is_here = {
            let query = saved.query.clone();
            move || here.with(|here| *here == query)
        };
        let remove = {
            let name = name.clone();
            tr(move |t| t.list_view_drop(&name))
        };
        view! {
            <li class="view-line">
                <button type="button" class="menu-item" aria-current=move || is_here().then_some("true") on:click=move |_| apply(&saved)>
                    <span class="menu-mark"><Glyph icon=Icon::Ratings/></span>
                    <span>{name}</span>
                </button>
                <IconButton icon=Icon::Close label=remove on_press=move || drop(id)/>
            </li>
        }
    };
    view! {
        <Popover open label=tr(|t| t.list_views()) icon=Icon::Ratings at_end=true words=move || t.with(|t| t.list_views())>
            <div class="views">
                {move || kept.with(|reply| reply.map(|reply| reply.views.clone())).map(|views| {
                    if views.is_empty() {
                        view! { <p class="panel-note">{tr(|t| t.list_views_none())}</p> }.into_any()
                    } else {
                        view! { <ul class="plain">{views.into_iter().map(row).collect_view()}</ul> }.into_any()
                    }
                })}
                <div class="actions">
                    <Button icon=Icon::Check on_press=move || { open.set(false); naming.set(true); }>{tr(|t| t.list_view_save())}</Button>
                    <Button icon=Icon::Copy on_press=copy>{tr(|t| t.list_view_copy())}</Button>
                </div>
            </div>
        </Popover>
        <Dialog open=naming on_close=move || naming.set(false) title=tr(|t| t.list_view_save())>
            <Naming list query=here on_done=move || naming.set(false)/>
        </Dialog>
    }
}

/// Asks for the name.
#[component]
fn Naming(list: ListState, query: Memo<String>, #[prop(into)] on_done: Callback<()>) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let name = RwSignal::new(String::new());
    let (tried, busy) = (RwSignal::new(false), RwSignal::new(false));
    let failed = RwSignal::new(None::<ApiError>);
    let wrong = Signal::derive(move || {
        let missing = tried.get() && name.with(|name| name.trim().is_empty());
        let told = failed.with(|failed| failed.as_ref().and_then(|error| t.with(|t| field_error(error, "name", t))));
        told.or_else(|| missing.then(|| t.with(|t| t.error_field_required())))
    });
    let send = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        tried.set(true);
        let named = name.with_untracked(|name| name.trim().to_owned());
        if named.is_empty() || busy.get_untracked() {
            return;
        }
        busy.set(true);
        let request = Save { list: list.name.to_owned(), name: named, query: query.get_untracked() };
        leptos::task::spawn_local(async move {
            let answer = call(request).await;
            busy.try_set(false);
            match answer {
                Ok(saved) => {
                    notices.done(t.with_untracked(|t| t.list_view_saved(saved.name)));
                    on_done.try_run(());
                }
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    let hint = tr(|t| t.list_view_name_hint());
    view! {
        <form class="form" on:submit=send>
            <ErrorNote error=Signal::derive(move || failed.get().filter(|error| error.field.is_none()))/>
            <Field label=tr(|t| t.list_view_name()) hint=Signal::derive(move || Some(hint.get())) error=wrong>
                <TextInput value=name max=40 focused=true/>
            </Field>
            <div class="actions actions-end">
                <Button on_press=move || on_done.run(())>{tr(|t| t.act_cancel())}</Button>
                <Button submit=true look=Look::Primary busy>{tr(|t| t.act_save())}</Button>
            </div>
        </form>
    }
}
