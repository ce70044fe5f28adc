//! The measure month by month, against the same months of the year before.

use super::MOVES;
use super::here::use_here;
use super::view_model::trend::{door, draw};
use crate::backend::view;
use crate::state::tr;
use crate::ui::{ChartView, Loaded, Skeleton};
use api::overview::{Trend, Trended};
use charts::Frame;
use domain::time::month_of;
use leptos::prelude::*;
use texts::words::Word;

/// The trend.
#[component]
pub fn TrendBlock() -> impl IntoView {
    let here = use_here();
    let trended = view(move || Some(Trend { place: here.place()?, until: month_of(here.period().to), basis: here.basis() }));
    trended.reload_on(MOVES);
    let title = tr(move |t| t.overview_trend_name(here.measure().word(t)));
    let on_mark = move |key: String| {
        let last_day = untrack(|| trended.with(|found| found.map(|found| found.last_day)));
        let door = untrack(|| door(here.measure(), here.place()?, &key, last_day?));
        if let Some(door) = door {
            here.enter(&door);
        }
    };
    let picture = move |reply: Trended| {
        let reply = StoredValue::new(reply);
        let chart = move |frame: Frame| {
            let measure = here.measure();
            here.t.with(|t| reply.with_value(|reply| draw(&frame, t, measure, reply)))
        };
        view! { <ChartView title draw=chart empty=tr(|t| t.overview_trend_say_nothing()) height=20.0 on_mark/> }
    };
    view! {
        <section class="board">
            <Loaded view=trended skeleton=|| view! { <Skeleton lines=10/> } let:reply>{picture(reply)}</Loaded>
        </section>
    }
}
