//! When people rate: weekday by hour.

use super::MOVES;
use super::here::use_here;
use super::paint::{Part, use_paint};
use super::view_model::hours::{door, draw, months};
use crate::backend::view;
use crate::state::tr;
use crate::ui::{ChartView, Loaded, Skeleton};
use api::overview::{Houred, Hours};
use charts::Frame;
use leptos::prelude::*;
use texts::format;

/// The heat chart.
#[component]
pub fn HoursBlock() -> impl IntoView {
    let here = use_here();
    let cells = view(move || {
        let ((from, to), _) = months(here.period());
        Some(Hours { place: here.place()?, from, to })
    });
    cells.reload_on(MOVES);
    use_paint().watch(Part::Hours, cells);
    let title = tr(|t| t.overview_hours_title());
    let whole = tr(move |t| {
        let days = months(here.period()).1.map(|days| format::period(days, t.lang()));
        t.overview_hours_months(days.unwrap_or_default())
    });
    let on_mark = move |key: String| {
        let door = untrack(|| {
            let days = months(here.period()).1?;
            here.about(|about| door(about, days, &key)).flatten()
        });
        if let Some(door) = door {
            here.enter(&door);
        }
    };
    let picture = move |reply: Houred| {
        let reply = StoredValue::new(reply);
        let chart = move |frame: Frame| here.t.with(|t| reply.with_value(|reply| draw(&frame, t, &reply.cells)));
        view! {
            <ChartView title draw=chart empty=tr(|t| t.overview_hours_say_nothing()) height=16.0 on_mark>
                <span class="chart-about">{whole}</span>
            </ChartView>
        }
    };
    view! {
        <section class="board">
            <Loaded view=cells skeleton=|| view! { <Skeleton lines=8/> } let:reply>{picture(reply)}</Loaded>
        </section>
    }
}
