//! When people rate: weekday by hour.

use super::MOVES;
use super::here::use_here;
use super::view_model::coverage::months_touched;
use super::view_model::hours::{days, door, draw};
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
        let (from, to) = months_touched(here.period());
        Some(Hours { place: here.place()?, from, to, basis: here.basis() })
    });
    cells.reload_on(MOVES);
    let title = tr(|t| t.overview_hours_title());
    let told = move || days(here.period(), cells.with(|found| found.map(|found| found.last_day))?);
    let whole = tr(move |t| t.overview_hours_months(told().map(|days| format::period(days, t.lang())).unwrap_or_default()));
    let on_mark = move |key: String| {
        let door = untrack(|| {
            let days = told()?;
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
