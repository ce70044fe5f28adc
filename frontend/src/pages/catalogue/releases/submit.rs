//! 送审: the working text of an item, or of ticked ones together, is handed in with the grounds of the change.

use super::words::told;
use crate::backend::call;
use crate::edit::{ReasonDialog, ReasonForm, Reasoned, Why, several};
use crate::list::ListState;
use crate::state::unsaved::OwnWork;
use crate::state::{texts, tr};
use crate::ui::{Button, Notices, use_notices};
use api::item::{ChosenItem, SubmitItems};
use domain::catalogue::item::ItemId;
use domain::duty::flow::{OPINION_LIMIT, REASON_LEAST};
use leptos::prelude::*;
use std::collections::BTreeMap;
use texts::format::count;

/// What handing in asks for; `grounds` were given before.
fn why(items: &[ChosenItem], name: String, grounds: String) -> Why {
    let n = items.len();
    let form = format!("item:submit:{}", several(items.iter().map(|one| one.item.0)));
    let lead = tr(move |t| {
        let several = if n > 1 { format!("\n{}", t.release_submit_several(count(n))) } else { String::new() };
        format!("{}{several}", t.release_submit_lead())
    });
    let (label, hint) = (tr(|t| t.release_reason()), tr(|t| t.release_reason_hint()));
    let hint = Signal::derive(move || Some(hint.get()));
    let usual = Why::of(form, name, tr(|t| t.release_submit()), (REASON_LEAST, OPINION_LIMIT));
    Why { lead, label, hint, first: grounds, ..usual }
}

/// Hands them in, and says so.
async fn submit(items: Vec<ChosenItem>, reason: String, t: crate::state::Wording, notices: Notices) -> Result<(), api::ApiError> {
    let moved = call(SubmitItems { items, reason }).await?;
    let names: Vec<String> = moved.releases.into_iter().map(|one| one.name).collect();
    notices.done(t.with_untracked(|t| t.release_submitted(told(&names, t))));
    Ok(())
}

/// Asks for the grounds of one item, and hands it in.
#[component]
pub(super) fn SubmitForm(
    /// The item, as it was read.
    item: ChosenItem,
    /// What it is called.
    name: String,
    /// The grounds that were given before.
    grounds: String,
    /// It was done, or left.
    #[prop(into)]
    on_end: Callback<()>,
) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let send = Callback::new(move |reason: String| Reasoned(Box::pin(submit(vec![item], reason, t, notices))));
    view! { <ReasonForm why=why(&[item], name, grounds) send own=OwnWork::new() on_end on_done=|()| ()/> }
}

/// Ticked items of the list, and the dialog that hands them in.
#[component]
pub(in crate::pages::catalogue) fn SubmitButton(
    /// The list of items.
    list: ListState,
) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let open = RwSignal::new(false);
    let chosen = move || {
        let read = |(key, version): (&String, &i64)| Some(ChosenItem { item: ItemId(key.parse().ok()?), version: *version });
        list.ticked.with_untracked(|ticked| ticked.iter().filter_map(read).collect::<Vec<_>>())
    };
    let asks = move |()| {
        let items = chosen();
        let name = t.with_untracked(|t| t.release_n_items(count(items.len())));
        why(&items, name, String::new())
    };
    let send = Callback::new(move |reason: String| Reasoned(Box::pin(submit(chosen(), reason, t, notices))));
    let untick = move |()| {
        list.ticked.try_set(BTreeMap::new());
    };
    view! {
        <Button on_press=move || open.set(true)>{tr(|t| t.release_submit())}</Button>
        <ReasonDialog open title=tr(|t| t.release_submit()) why=asks send on_done=untick/>
    }
}
