//! The stations of which nothing was heard, on demand; each leads to its place.

use crate::backend::view;
use crate::state::{texts, tr, use_at, use_taste};
use crate::ui::{Loaded, Skeleton};
use api::home::{ListStations, SilentStation, TodoKind};
use leptos::prelude::*;
use texts::format::date;

#[component]
pub(super) fn SilentStations(kind: TodoKind) -> impl IntoView {
    let t = texts();
    let open = RwSignal::new(false);
    let words = move || t.with(|t| if open.get() { t.home_stations_hide() } else { t.home_stations_show() });
    view! {
        <button
            type="button"
            class="btn btn-quiet todo-more"
            aria-expanded=move || open.get().to_string()
            on:click=move |_| open.update(|open| *open = !*open)
        >
            {words}
        </button>
        {move || open.get().then(|| view! { <Stations kind/> })}
    }
}

#[component]
fn Stations(kind: TodoKind) -> impl IntoView {
    let listed = view(move || Some(ListStations { kind }));
    view! {
        <Loaded view=listed skeleton=|| view! { <Skeleton lines=3/> } let:listed>
            <ul class="todo-stations">{listed.stations.into_iter().map(|station| view! { <Station station/> }).collect_view()}</ul>
        </Loaded>
    }
}

#[component]
fn Station(station: SilentStation) -> impl IntoView {
    let (at, taste) = (use_at(), use_taste());
    let SilentStation { place, name, above, last } = station;
    let words = tr(move |t| match last {
        Some(day) => t.home_station_last(date(day, taste.lang())),
        None => t.home_station_never(),
    });
    view! {
        <li>
            <a href=move || at.href_of("/places", place, &[])>{name}</a>
            <span class="quiet">{above}</span>
            <span class="quiet">{words}</span>
        </li>
    }
}
