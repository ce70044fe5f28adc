//! What the overview of ratings says of inspections, in one line.

use super::super::{FINDINGS, MOVES, OVERVIEW};
use super::doors;
use super::pictures::rate;
use crate::backend::view;
use crate::state::{texts, use_at, use_places, use_session};
use api::Permission;
use api::inspection::{InspectionOverview, ShowInspectionOverview};
use domain::day::{later, months_later};
use domain::inspection::overview::MONTHS_USUAL;
use domain::period::Period;
use domain::place::Level;
use leptos::prelude::*;
use texts::format::count;

/// Coverage, mean score, what is late; nothing before a score was fixed, or where the person may not know.
#[component]
pub fn Brief() -> impl IntoView {
    let (t, session, at, places) = (texts(), use_session(), use_at(), use_places());
    let today = session.today();
    let shown = view(move || {
        let place = at.place().filter(|_| session.may(Permission::Inspections));
        let period = Period { from: later(months_later(today, -12), 1), to: today };
        place.map(|place| ShowInspectionOverview { place: Some(place), period, months: MONTHS_USUAL })
    });
    shown.reload_on(MOVES);
    let reply = Memo::new(move |_| shown.with(|reply| reply.filter(|reply| reply.visits > 0).cloned()));
    let area = Memo::new(move |_| {
        let tree = places.tree();
        at.place().filter(|id| tree.with(|tree| tree.get(*id).is_some_and(|place| place.level != Level::District)))
    });
    let said = move |reply: &InspectionOverview| {
        let (stations, within) = (count(reply.coverage.stations), count(reply.coverage.within));
        t.with(|t| t.lead_brief(rate(reply.rate), stations, within))
    };
    let line = move |reply: InspectionOverview| {
        let late = reply.findings.late;
        let is_late = late > 0;
        let href = move || at.href(OVERVIEW, &[]);
        let to_late = move || at.href(FINDINGS, &doors::late(area.get()));
        let words = move || said(&reply);
        view! {
            <p class="inspect-brief">
                <a href=href>{words}</a>
                {is_late.then(|| view! { " "<a class="is-late" href=to_late>{move || t.with(|t| t.lead_brief_late(count(late)))}</a> })}
            </p>
        }
    };
    move || reply.get().map(line)
}
