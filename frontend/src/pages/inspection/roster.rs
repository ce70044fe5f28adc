//! What is drawn from: how many stations, towns and inspectors, and all of them by name.

use crate::state::{texts, tr, use_places};
use crate::ui::{Column, Table};
use api::inspection::RosterShown;
use leptos::prelude::*;
use std::collections::BTreeSet;
use texts::format::{count, count_or_none, or_none, percent_or_none};

/// Stations that are listed; the certificate has all.
const LISTED: usize = 500;

/// How many there are.
#[component]
pub(super) fn RosterTold(roster: RosterShown) -> impl IntoView {
    let objects = roster.roster.objects;
    let towns: BTreeSet<&str> = objects.iter().map(|object| object.stratum.as_str()).collect();
    let (n, n_towns, people) = (objects.len(), towns.len(), roster.roster.inspectors.len());
    let excluded = objects.iter().filter(|object| !object.excluded.is_empty()).count();
    let take = roster.roster.take;
    view! {
        <p class="roster-told">
            <strong>{tr(move |t| t.inspect_roster_told(count(n), count(n_towns), count(people)))}</strong>
            {(excluded > 0).then(|| view! { <span>{tr(move |t| t.inspect_roster_excluded(count(excluded)))}</span> })}
            <span>{tr(move |t| t.inspect_roster_take(count(i64::from(take))))}</span>
        </p>
    }
}

/// All of them by name, when somebody wants to see them.
#[component]
pub(super) fn RosterLists(roster: RosterShown) -> impl IntoView {
    let open = RwSignal::new(false);
    let roster = StoredValue::new(roster);
    view! {
        <details class="roster-lists" on:toggle=move |_| open.set(true)>
            <summary>{tr(|t| t.inspect_roster_show())}</summary>
            {move || open.get().then(|| view! { <Lists roster=roster.get_value()/> })}
        </details>
    }
}

#[component]
fn Lists(roster: RosterShown) -> impl IntoView {
    let (t, places) = (texts(), use_places());
    let RosterShown { roster, points, .. } = roster;
    let by_risk = points.iter().any(|point| point.bad.is_some() || point.days_since.is_some());
    let all = roster.objects.len();
    let columns = Signal::derive(move || {
        let mut columns = vec![
            Column::new("town", tr(|t| t.inspect_roster_town())),
            Column::new("station", tr(|t| t.inspect_roster_station())),
            Column::new("weight", tr(|t| t.inspect_roster_weight())).figures(),
        ];
        if by_risk {
            columns.push(Column::new("bad", tr(|t| t.inspect_roster_bad())).figures());
            columns.push(Column::new("days", tr(|t| t.inspect_roster_days())).figures());
            columns.push(Column::new("rate", tr(|t| t.inspect_roster_rate())).figures());
            columns.push(Column::new("open", tr(|t| t.inspect_roster_open())).figures());
        }
        columns.push(Column::new("why", tr(|t| t.inspect_roster_why())));
        columns
    });
    let rows = roster.objects.into_iter().zip(points).take(LISTED).map(move |(object, point)| {
        view! {
            <tr>
                <td>{move || places.name(point.town)}</td>
                <td>{object.name}</td>
                <td class="num">{count(i64::from(object.weight))}</td>
                {by_risk.then(|| view! {
                    <td class="num">{count_or_none(point.bad)}</td>
                    <td class="num">{count_or_none(point.days_since)}</td>
                    <td class="num">{percent_or_none(point.rate.map(|rate| rate as f64 / 1_000.0))}</td>
                    <td class="num">{count_or_none(point.open)}</td>
                })}
                <td>{or_none(object.excluded)}</td>
            </tr>
        }
    });
    let people = roster.inspectors.into_iter().map(|one| one.name).collect::<Vec<_>>();
    view! {
        <p>
            <span class="quiet">{tr(|t| t.inspect_roster_people())}</span>
            " "
            {move || t.with(|t| people.join(&t.merge_comma()))}
        </p>
        <Table caption=tr(|t| t.inspect_roster_objects()) columns>{rows.collect_view()}</Table>
        {(all > LISTED).then(|| view! { <p class="quiet">{tr(|t| t.inspect_roster_first(count(LISTED)))}</p> })}
    }
}
