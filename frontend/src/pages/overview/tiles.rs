//! The key figures as tiles.

use super::here::use_here;
use super::view_model::change::Tone;
use super::view_model::coverage::days_of_months;
use super::view_model::door::{Door, Missing};
use super::view_model::figures::{ChangeWords, FigureTile, Way, Which, draw_spark, figures};
use super::view_model::trend::door as month_door;
use crate::backend::View;
use crate::pages::ratings::address::Narrowing;
use crate::state::tr;
use crate::ui::{ChartView, Definition, Glyph, Icon, Loaded};
use api::overview::Summarised;
use charts::Frame;
use leptos::prelude::*;

/// All tiles.
#[component]
pub fn Tiles(
    /// Their counts.
    summary: View<Summarised>,
) -> impl IntoView {
    let here = use_here();
    view! {
        <section class="tiles" aria-label=tr(|t| t.overview_figures())>
            <Loaded view=summary skeleton=skeleton let:reply>
                {
                    let tiles = Memo::new(move |_| {
                        here.about(|about| here.t.with(|t| figures(t, about, &reply))).unwrap_or_default()
                    });
                    view! {
                        <div class="tiles-row">
                            {move || {
                                let (alone, stations): (Vec<_>, Vec<_>) =
                                    tiles.get().into_iter().partition(|tile| !matches!(tile.which, Which::Without(_)));
                                let alone = alone.into_iter().map(|tile| view! { <Tile tile/> }).collect_view();
                                view! {
                                    {alone}
                                    {(!stations.is_empty()).then(|| view! {
                                        <div class="tile tile-twin">
                                            {stations.into_iter().map(|tile| view! { <Tile tile/> }).collect_view()}
                                        </div>
                                    })}
                                }
                            }}
                        </div>
                    }
                }
            </Loaded>
        </section>
    }
}

fn skeleton() -> impl IntoView {
    view! {
        <div class="tiles-row" aria-hidden="true">
            {(0..6).map(|_| view! { <div class="tile"><div class="skeleton tile-skeleton"></div></div> }).collect_view()}
        </div>
    }
}

#[component]
fn Tile(tile: FigureTile) -> impl IntoView {
    let here = use_here();
    let (name, means, which) = (tile.name.clone(), tile.means.clone(), tile.which);
    let number = tile.value.clone().unwrap_or_else(|| texts::format::NONE.to_owned());
    let unit = tile.value.as_ref().map(|_| tile.unit.clone());
    let inner = view! {
        <strong class="tile-number">{number}</strong>
        {unit.map(|unit| view! { <span class="tile-unit">{unit}</span> })}
    };
    let label = tile.door_name.clone();
    let value = match tile.door.clone() {
        None => view! { <span>{inner}</span> }.into_any(),
        Some(Door::Stations(missing)) => view! {
            <button
                type="button"
                class="tile-door"
                aria-haspopup="dialog"
                aria-label=label
                on:click=move |_| here.missing.set(Some(missing))
            >
                {inner}
            </button>
        }
        .into_any(),
        Some(door) => view! { <a class="tile-door" aria-label=label href=move || here.href(&door)>{inner}</a> }.into_any(),
    };
    view! {
        <article class="tile" data-figure=which.code()>
            <h2 class="tile-name"><Definition means>{name}</Definition></h2>
            <p class="tile-value">{value}</p>
            <p class="tile-n">{tile.n.clone()}</p>
            {tile.note.clone().map(|note| view! { <p class="tile-note">{note}</p> })}
            {tile.change.clone().map(|change| view! { <Changed change/> })}
            {tile.spark.is_some().then(|| view! { <Trend tile/> })}
        </article>
    }
}

#[component]
fn Changed(change: ChangeWords) -> impl IntoView {
    let icon = match change.way {
        Way::Up => Some(Icon::Up),
        Way::Down => Some(Icon::Down),
        Way::Level => None,
    };
    let class = match change.tone {
        Tone::Neutral => "tile-change",
        Tone::Better => "tile-change is-better",
        Tone::Worse => "tile-change is-worse",
    };
    view! { <p class=class>{icon.map(|icon| view! { <Glyph icon/> })}<span>{change.text}</span></p> }
}

/// Thirteen months; each month leads to its rows.
#[component]
fn Trend(tile: FigureTile) -> impl IntoView {
    let here = use_here();
    let (name, which, last_day) = (tile.name.clone(), tile.which, tile.last_day);
    let title = tr(move |t| t.overview_figure_trend(&name));
    let on_mark = move |month: String| {
        let Some(place) = untrack(|| here.place()) else { return };
        let door = match which {
            Which::Measure(measure) => month_door(measure, place, &month, last_day),
            Which::Bad => {
                days_of_months(&month, &month, last_day).map(|period| Door::Ratings { place, period, narrowing: Narrowing::bad() })
            }
            Which::Without(Missing::Cases | Missing::Ratings) => None,
        };
        if let Some(door) = door {
            here.enter(&door);
        }
    };
    let tile = StoredValue::new(tile);
    let draw = move |frame: Frame| here.t.with(|t| tile.with_value(|tile| draw_spark(&frame, t, tile)));
    view! { <div class="tile-spark"><ChartView title draw on_mark bare=true height=1.75/></div> }
}
