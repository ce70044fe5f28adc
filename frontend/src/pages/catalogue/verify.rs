//! 核实: ticked items or entries were compared with their sources today.

use crate::backend::call;
use crate::list::ListState;
use crate::state::{error_line, error_words, texts, tr};
use crate::ui::{Button, Icon, NoticeKind, use_notices};
use api::ApiError;
use api::duty::VerifyDuties;
use api::item::{ChosenItem, Verified, VerifyItems};
use domain::catalogue::item::ItemId;
use domain::duty::DutyId;
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::future::Future;
use texts::format::count;

/// Ticked items.
#[component]
pub(super) fn VerifyItemsButton(list: ListState) -> impl IntoView {
    let ask = move || {
        let read = |(key, version): (&String, &i64)| Some(ChosenItem { item: ItemId(key.parse().ok()?), version: *version });
        call(VerifyItems { items: list.ticked.with_untracked(|ticked| ticked.iter().filter_map(read).collect()) })
    };
    view! { <Press ask on_done=move || list.ticked.set(BTreeMap::new())/> }
}

/// Ticked entries of the responsibility lists.
#[component]
pub(in crate::pages) fn VerifyDutiesButton(list: ListState) -> impl IntoView {
    let ask = move || {
        let read = |key: &String| Some(DutyId(key.parse().ok()?));
        call(VerifyDuties { duties: list.ticked.with_untracked(|ticked| ticked.keys().filter_map(read).collect()) })
    };
    view! { <Press ask on_done=move || list.ticked.set(BTreeMap::new())/> }
}

/// One entry that is looked at.
#[component]
pub(in crate::pages) fn VerifyDutyButton(duty: DutyId) -> impl IntoView {
    view! { <Press ask=move || call(VerifyDuties { duties: vec![duty] }) on_done=|| ()/> }
}

/// The button, and what became of it.
#[component]
fn Press<A, F>(ask: A, #[prop(into)] on_done: Callback<()>) -> impl IntoView
where
    A: Fn() -> F + Copy + Send + Sync + 'static,
    F: Future<Output = Result<Verified, ApiError>> + 'static,
{
    let (t, notices, busy) = (texts(), use_notices(), RwSignal::new(false));
    let press = move || {
        busy.set(true);
        let asked = ask();
        leptos::task::spawn_local(async move {
            let answer = asked.await;
            busy.try_set(false);
            match answer {
                Ok(verified) => {
                    let done = count(verified.done);
                    t.with_untracked(|t| match verified.left.first() {
                        None => notices.done(t.item_verify_done(done)),
                        Some(first) => {
                            let left = count(verified.left.len());
                            notices.tell(NoticeKind::Warn, t.list_some_left(done, left, error_line(&first.error, t)));
                        }
                    });
                    on_done.try_run(());
                }
                Err(error) => notices.tell(NoticeKind::Bad, t.with_untracked(|t| error_words(&error, t).what)),
            }
        });
    };
    view! { <Button icon=Icon::Check busy on_press=press>{tr(|t| t.item_verify())}</Button> }
}
