//! Grid and ranking of the stations: one call, two pictures.

use super::MOVES;
use super::here::{Here, use_here};
use super::paint::{Part, use_paint};
use super::view_model::door::Door;
use super::view_model::grid::{self, place_of_key};
use super::view_model::ranking::{self, Wish};
use crate::backend::{View, view};
use crate::state::tr;
use crate::ui::{ChartView, Checkbox, Loaded, Skeleton};
use api::overview::{Grid, Gridded};
use charts::{Chart, Frame};
use domain::figures::Measure;
use leptos::prelude::*;

/// Makes the call that grid and ranking share. Below a village there is nothing to compare.
pub fn provide_rows() {
    let (here, paint) = (use_here(), use_paint());
    let rows = view(move || {
        let place = here.place().filter(|_| !here.is_village())?;
        Some(Grid { place, period: here.period(), basis: here.basis() })
    });
    rows.reload_on(MOVES);
    paint.watch(Part::Places, rows);
    Effect::new(move |_| {
        if here.is_village() {
            paint.skip(Part::Places);
        }
    });
    provide_context(Rows(rows));
}

/// What the call brings.
#[derive(Clone, Copy)]
struct Rows(View<Gridded>);

/// Now and then differ for the rows that are shown; tracked through the signal.
pub fn differs() -> Signal<bool> {
    match use_context() {
        Some(Rows(rows)) => Signal::derive(move || rows.with(|reply| reply.is_some_and(|reply| reply.differs))),
        None => Signal::stored(false),
    }
}

/// Where a mark of either picture leads: a village to its own overview, a centre to the rows of the measure at it.
fn enter(here: Here, key: &str) {
    let door = place_of_key(key).map(|(place, own)| {
        if own { untrack(|| Door::of_measure(here.measure(), place, here.period(), true)) } else { Door::Place(place) }
    });
    if let Some(door) = door {
        here.enter(&door);
    }
}

/// One tile a station, by town.
#[component]
pub fn Stations() -> impl IntoView {
    let here = use_here();
    let Some(Rows(rows)) = use_context() else { return ().into_any() };
    let title = tr(|t| t.overview_grid_title());
    let picture = move |reply: Gridded| {
        let reply = StoredValue::new(reply);
        let draw = move |frame: Frame| -> Chart {
            let (measure, top) = (here.measure(), here.place());
            here.t.with(|t| {
                here.tree.with(|tree| {
                    reply.with_value(|reply| match top {
                        Some(top) => grid::draw(&frame, t, measure, tree.all(), top, &reply.rows),
                        None => grid::draw(&frame, t, measure, &[], domain::place::PlaceId(0), &[]),
                    })
                })
            })
        };
        view! {
            <ChartView title draw empty=tr(|t| t.overview_grid_empty()) height=26.0 on_mark=move |key: String| enter(here, &key)/>
        }
    };
    view! {
        <section class="board">
            <Loaded view=rows skeleton=|| view! { <Skeleton lines=12/> } let:reply>{picture(reply)}</Loaded>
        </section>
    }
    .into_any()
}

/// Stations in order.
#[component]
pub fn Ranks() -> impl IntoView {
    let here = use_here();
    let Some(Rows(rows)) = use_context() else { return ().into_any() };
    let (intervals, all) = (RwSignal::new(false), RwSignal::new(false));
    let title = tr(|t| t.overview_ranking_title());
    let picture = move |reply: Gridded| {
        let reply = StoredValue::new(reply);
        let draw = move |frame: Frame| -> Chart {
            let wish = Wish { intervals: intervals.get(), all: all.get() };
            let (measure, top) = (here.measure(), here.place().unwrap_or(domain::place::PlaceId(0)));
            here.t.with(|t| {
                here.tree.with(|tree| reply.with_value(|reply| ranking::draw(&frame, t, measure, tree.all(), top, &reply.rows, wish)))
            })
        };
        view! {
            <ChartView
                title
                draw
                empty=tr(|t| t.overview_ranking_say_nothing())
                height=24.0
                on_mark=move |key: String| enter(here, &key)
            >
                <Show when=move || here.measure() != Measure::Cases>
                    <Checkbox value=intervals>{tr(|t| t.overview_ranking_intervals())}</Checkbox>
                </Show>
                <Checkbox value=all>{tr(|t| t.overview_ranking_all())}</Checkbox>
            </ChartView>
        }
    };
    view! {
        <section class="board">
            <Loaded view=rows skeleton=|| view! { <Skeleton lines=12/> } let:reply>{picture(reply)}</Loaded>
        </section>
    }
    .into_any()
}
