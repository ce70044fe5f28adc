//! Which items, bodies and reasons draw bad ratings: three calls, three columns.

use super::MOVES;
use super::here::use_here;
use super::view_model::causes::{FACETS, SHOWN, door, draw, title};
use crate::backend::view;
use crate::state::tr;
use crate::ui::{ChartView, Loaded, Skeleton};
use api::overview::{Faceted, Facets};
use charts::Frame;
use domain::figures::Facet;
use leptos::prelude::*;

/// The three columns; one line where nobody was dissatisfied.
#[component]
pub fn Causes(
    /// Bad ratings in all, for the share of a reason.
    bad: Memo<Option<i64>>,
) -> impl IntoView {
    let none = Memo::new(move |_| bad.get() == Some(0));
    let columns = move || FACETS.into_iter().map(|facet| view! { <Cause facet bad/> }).collect_view();
    view! {
        <Show
            when=move || !none.get()
            fallback=|| view! {
                <section class="board">
                    <h2 class="board-title">{tr(|t| t.overview_causes_title())}</h2>
                    <p class="quiet">{tr(|t| t.overview_causes_none())}</p>
                </section>
            }
        >
            <section class="overview-causes">{columns()}</section>
        </Show>
    }
}

#[component]
fn Cause(facet: Facet, bad: Memo<Option<i64>>) -> impl IntoView {
    let here = use_here();
    let limit = u32::try_from(SHOWN).unwrap_or(8);
    let rows = view(move || Some(Facets { place: here.place()?, period: here.period(), facet, limit, basis: here.basis() }));
    rows.reload_on(MOVES);
    let heading = tr(move |t| title(t, facet));
    let empty = tr(move |t| match facet {
        Facet::Reason => t.overview_causes_none_reason(),
        _ => t.overview_causes_none(),
    });
    let on_mark = move |key: String| {
        let door = untrack(|| here.about(|about| door(about, facet, &key)).flatten());
        if let Some(door) = door {
            here.enter(&door);
        }
    };
    let picture = move |reply: Faceted| {
        let reply = StoredValue::new(reply);
        let chart = move |frame: Frame| {
            let bad = bad.get();
            here.t.with(|t| reply.with_value(|reply| draw(&frame, t, facet, &reply.rows, bad)))
        };
        view! { <ChartView title=heading draw=chart empty height=12.0 on_mark/> }
    };
    view! {
        <div class="board">
            <Loaded view=rows skeleton=|| view! { <Skeleton lines=6/> } let:reply>{picture(reply)}</Loaded>
        </div>
    }
}
