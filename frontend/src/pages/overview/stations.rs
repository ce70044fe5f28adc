//! The names behind 零办件站 and 零评价站, by town.

use super::here::use_here;
use super::view_model::door::{Door, Missing};
use super::view_model::stations::{TownStations, by_town};
use crate::backend::View;
use crate::state::tr;
use crate::ui::{Drawer, EmptyState};
use api::overview::Summarised;
use domain::place::PlaceId;
use leptos::prelude::*;
use texts::format;

/// The drawer with the names.
#[component]
pub fn StationsDrawer(
    /// Whose stations.
    summary: View<Summarised>,
) -> impl IntoView {
    let here = use_here();
    let ids = Memo::new(move |_| -> Vec<PlaceId> {
        summary.with(|reply| match (reply, here.missing.get()) {
            (Some(reply), Some(Missing::Cases)) => reply.without_cases.clone().unwrap_or_default(),
            (Some(reply), Some(Missing::Ratings)) => reply.without_ratings.clone(),
            _ => Vec::new(),
        })
    });
    let towns = Memo::new(move |_| here.tree.with(|tree| ids.with(|ids| by_town(tree.all(), ids))));
    let title = tr(move |t| {
        let n = ids.with(|ids| format::count(ids.len()));
        match here.missing.get() {
            Some(Missing::Ratings) => t.overview_stations_unrated_title(n),
            _ => t.overview_stations_silent_title(n),
        }
    });
    let about = tr(move |t| match here.missing.get() {
        Some(Missing::Ratings) => t.overview_unrated_means(),
        _ => t.overview_silent_means(),
    });
    let group = move |town: TownStations| {
        let TownStations { town, stations } = town;
        let n = stations.len();
        let heading = tr(move |t| t.overview_stations_of_town(&town, n));
        view! {
            <h3>{heading}</h3>
            <ul class="stations">
                {stations.into_iter().map(|(id, name)| view! {
                    <li><a href=move || here.href(&Door::Place(id))>{name}</a></li>
                }).collect_view()}
            </ul>
        }
    };
    view! {
        <Drawer
            open=Signal::derive(move || here.missing.get().is_some())
            on_close=move || here.missing.set(None)
            title
        >
            <p class="quiet">{about}</p>
            <Show
                when=move || towns.with(|towns| !towns.is_empty())
                fallback=|| view! { <EmptyState title=tr(|t| t.overview_stations_none())/> }
            >
                {move || towns.get().into_iter().map(group).collect_view()}
            </Show>
        </Drawer>
    }
}
