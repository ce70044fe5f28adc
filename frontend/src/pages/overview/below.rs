//! What stands below the first screen, in a part of the program of its own: drawn once the figures above can be seen.

use super::{causes, here, hours, places, trend, voices};
use leptos::prelude::*;

/// Bad ratings in all, for the share of a reason.
#[derive(Clone, Copy)]
pub struct Bad(pub Memo<Option<i64>>);

/// Ranking, trend, hours, causes, and what people said.
#[component]
pub fn Below() -> impl IntoView {
    let here = here::use_here();
    let Some(Bad(bad)) = use_context() else { return ().into_any() };
    view! {
        <div class="overview-pair" class:is-alone=move || here.is_village()>
            <Show when=move || !here.is_village()>
                <places::Ranks/>
            </Show>
            <div class="overview-column">
                <trend::TrendBlock/>
                <hours::HoursBlock/>
            </div>
        </div>
        <causes::Causes bad/>
        <voices::Voices bad/>
    }
    .into_any()
}
