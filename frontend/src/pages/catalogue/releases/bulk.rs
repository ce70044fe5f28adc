//! What can be done with ticked texts: reviewed or published together, where the person may with each of them.

use super::answer::{Asked, Wish};
use crate::list::ListState;
use crate::state::tr;
use crate::ui::{Button, Icon, Look};
use api::duty::May;
use api::item::{ChosenRelease, Release};
use leptos::prelude::*;
use std::collections::BTreeMap;
use texts::format::count;

/// Texts that were in sight, by the keys of their rows: what is ticked may stand on another page.
pub(super) type Known = RwSignal<BTreeMap<String, Release>>;

/// The buttons of the bar.
#[component]
pub(super) fn Bulk(
    /// The list.
    list: ListState,
    /// What was in sight.
    known: Known,
    /// What is asked for.
    wish: RwSignal<Option<Wish>>,
) -> impl IntoView {
    let all_may = move |may: May| {
        let has = |release: &Release| release.may.contains(&may);
        list.ticked.with(|ticked| known.with(|known| ticked.keys().all(|key| known.get(key).is_some_and(has))))
    };
    let reviews = Memo::new(move |_| all_may(May::Review));
    let publishes = Memo::new(move |_| all_may(May::Publish));
    let n = move || count(list.ticked.with(BTreeMap::len));
    // In the versions that were ticked: what somebody has moved meanwhile is told, not moved again.
    let asked = move || {
        let of = |(key, version): (&String, &i64)| {
            let release = known.with_untracked(|known| known.get(key).cloned())?;
            // As it was ticked: what has moved since is told as such.
            Some(Asked { chosen: ChosenRelease { release: release.id, version: *version }, ..Asked::of(&release) })
        };
        list.ticked.with_untracked(|ticked| ticked.iter().filter_map(of).collect::<Vec<_>>())
    };
    let review = move || wish.set(Some(Wish::Review(asked())));
    let publish = move || wish.set(Some(Wish::Publish(asked())));
    view! {
        <Show when=move || reviews.get()>
            <Button look=Look::Primary icon=Icon::Check on_press=review>{tr(move |t| t.release_review_several(n()))}</Button>
        </Show>
        <Show when=move || publishes.get()>
            <Button look=Look::Primary icon=Icon::Check on_press=publish>{tr(move |t| t.duty_publish_several(n()))}</Button>
        </Show>
        <Show when=move || !(reviews.get() || publishes.get())>
            <span class="quiet">{tr(|t| t.release_mixed())}</span>
        </Show>
    }
}
