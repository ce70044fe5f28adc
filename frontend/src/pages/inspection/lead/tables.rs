//! Towns, stations and months in rows; every figure leads to its rows.

use super::super::{COVERAGE, FINDINGS, OVERVIEW, VISITS};
use super::pictures::{changed, days_of, rate, share};
use super::{Here, SPAN, doors};
use crate::state::{tr, use_places};
use api::inspection::{MonthInspected, StationInspected, TownInspected};
use domain::inspection::overview::Covered;
use domain::place::{Level, PlaceId};
use jiff::civil::Date;
use leptos::prelude::*;
use texts::format::{NONE, count, month, percent_or_none};

/// A cell with a figure that leads on; nothing leads nowhere.
#[component]
fn Figure(
    /// In words.
    words: String,
    /// How many rows there are.
    n: i64,
    /// Where they are; nothing: no list has just them.
    #[prop(into)]
    href: Option<Signal<String>>,
) -> impl IntoView {
    match href.filter(|_| n != 0) {
        Some(href) => view! { <td class="num"><a href=move || href.get()>{words}</a></td> }.into_any(),
        None => view! { <td class="num">{words}</td> }.into_any(),
    }
}

/// The days and months of the page, in an address.
fn own(here: Here) -> doors::Own {
    vec![(SPAN, here.span.get().code().to_owned()), (doors::MONTHS, here.months.get().to_string())]
}

/// Coverage, scores and findings by town.
#[component]
pub(super) fn Towns(here: Here, towns: Vec<TownInspected>, as_of: Date) -> impl IntoView {
    let places = use_places();
    let row = move |town: TownInspected| {
        let place = town.place;
        // What stands at the district itself has no list of its own: that of the district has everything.
        let is_own = places.tree().with(|tree| tree.get(place).is_some_and(|place| place.level == Level::District));
        let linked = move |href: Signal<String>| (!is_own).then_some(href);
        let name = if is_own {
            view! { <th scope="row">{tr(|t| t.lead_district_own())}</th> }.into_any()
        } else {
            view! { <th scope="row"><a href=move || here.at.href_of(OVERVIEW, place, &own(here))>{move || places.name(place)}</a></th> }
                .into_any()
        };
        let to_stations =
            Signal::derive(move || here.at.href(COVERAGE, &doors::coverage(Some(place), Some(Covered::Within), here.months.get(), as_of)));
        let to_all = Signal::derive(move || here.at.href(COVERAGE, &doors::coverage(Some(place), None, here.months.get(), as_of)));
        let coverage = town.coverage;
        let to_visits = here.door(VISITS, move |_, period| doors::visits(Some(place), period));
        view! {
            <tr>
                {name}
                <Figure words=count(coverage.stations) n=coverage.stations href=linked(to_all)/>
                <Figure words=share(coverage.within, coverage.stations) n=coverage.within href=linked(to_stations)/>
                <Figure words=count(town.visits) n=town.visits href=linked(to_visits)/>
                <td class="num">{rate(town.rate)}</td>
                <td>{move || here.t.with(|t| changed(t, town.rate, town.change))}</td>
                <Figure words=count(town.open) n=town.open href=linked(here.door(FINDINGS, move |_, _| doors::open(Some(place))))/>
                <Figure words=count(town.late) n=town.late href=linked(here.door(FINDINGS, move |_, _| doors::late(Some(place))))/>
            </tr>
        }
    };
    view! {
        <section class="board">
            <h2 class="board-title">{tr(|t| t.lead_towns())}</h2>
            <div class="table-box grows" tabindex="0" role="region" aria-label=move || here.t.with(|t| t.lead_towns())>
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{tr(|t| t.lead_town())}</th>
                            <th scope="col" class="num">{tr(|t| t.lead_stations())}</th>
                            <th scope="col" class="num">{tr(|t| t.lead_coverage_rate())}</th>
                            <th scope="col" class="num">{tr(|t| t.lead_visits())}</th>
                            <th scope="col" class="num">{tr(|t| t.lead_rate())}</th>
                            <th scope="col">{tr(|t| t.lead_change())}</th>
                            <th scope="col" class="num">{tr(|t| t.lead_open())}</th>
                            <th scope="col" class="num">{tr(|t| t.lead_late())}</th>
                        </tr>
                    </thead>
                    <tbody>{move || towns.iter().copied().map(row).collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
}

/// Stations with the lowest scores, beside what people said of them.
#[component]
pub(super) fn Stations(here: Here, stations: Vec<StationInspected>) -> impl IntoView {
    let places = use_places();
    if stations.is_empty() {
        return view! {
            <section class="board">
                <h2 class="board-title">{tr(|t| t.lead_worst_stations())}</h2>
                <p class="quiet">{tr(|t| t.lead_worst_stations_none())}</p>
            </section>
        }
        .into_any();
    }
    let row = move |station: StationInspected| {
        let (point, place, town) = (station.point, station.place, station.town);
        let href = here.door(VISITS, move |_, period| doors::visits_of(point, period));
        let score = percent_or_none(station.score.hundredth().map(|score| f64::from(score) / 1_000.0));
        let satisfied = station.satisfied.zip(station.valid).filter(|(_, valid)| valid.is_positive());
        let said = match satisfied {
            Some((satisfied, valid)) => {
                let href = move || here.at.href_for("/ratings", place, here.period.get(), &[]);
                let words = move || here.t.with(|t| t.lead_satisfied_n(share(satisfied, valid), count(valid)));
                // Of any place but a village ratings of all that lies below would be shown.
                let is_village = move || places.tree().with(|tree| tree.get(place).is_some_and(|place| place.level == Level::Village));
                let told = move || if is_village() { view! { <a href=href>{words}</a> }.into_any() } else { words.into_any() };
                view! { <td class="num">{told}</td> }.into_any()
            }
            None => view! { <td class="num quiet">{NONE}</td> }.into_any(),
        };
        view! {
            <tr>
                <th scope="row"><a href=move || href.get()>{station.name}</a></th>
                <td>{move || places.name(town)}</td>
                <td class="nowrap">{domain::day::text(station.last)}</td>
                <td class="num">{score}</td>
                {said}
                <Figure words=count(station.open) n=station.open href=here.door(FINDINGS, move |_, _| doors::open_of(point))/>
            </tr>
        }
    };
    view! {
        <section class="board">
            <h2 class="board-title">{tr(|t| t.lead_worst_stations())}</h2>
            <div class="table-box grows" tabindex="0" role="region" aria-label=move || here.t.with(|t| t.lead_worst_stations())>
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{tr(|t| t.lead_station())}</th>
                            <th scope="col">{tr(|t| t.lead_town())}</th>
                            <th scope="col">{tr(|t| t.lead_last())}</th>
                            <th scope="col" class="num">{tr(|t| t.lead_last_score())}</th>
                            <th scope="col" class="num">{tr(|t| t.lead_satisfied())}</th>
                            <th scope="col" class="num">{tr(|t| t.lead_open())}</th>
                        </tr>
                    </thead>
                    <tbody>{stations.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
            <p class="chart-about">{tr(|t| t.lead_beside())}</p>
        </section>
    }
    .into_any()
}

/// Visits, scores, findings raised and closed, month by month.
#[component]
pub(super) fn Months(here: Here, months: Vec<MonthInspected>) -> impl IntoView {
    let row = move |one: MonthInspected| {
        let (name, visits) = (one.month.clone(), one.visits);
        let days = days_of(&one.month).map(|days| domain::period::Period { to: days.to.min(here.today), ..days });
        let to = move |path: &'static str, own: fn(Option<PlaceId>, domain::period::Period) -> doors::Own| {
            here.door(path, move |area, period| own(area, days.unwrap_or(period)))
        };
        view! {
            <tr>
                <th scope="row">{move || here.t.with(|t| month(&name, t.lang()))}</th>
                <Figure words=count(visits) n=visits href=to(VISITS, doors::visits)/>
                <td class="num">{rate(one.rate)}</td>
                <Figure words=count(one.raised) n=one.raised href=to(FINDINGS, doors::raised)/>
                <Figure words=count(one.closed) n=one.closed href=to(FINDINGS, doors::closed)/>
            </tr>
        }
    };
    view! {
        <section class="board">
            <h2 class="board-title">{tr(|t| t.lead_months_table())}</h2>
            <div class="table-box grows" tabindex="0" role="region" aria-label=move || here.t.with(|t| t.lead_months_table())>
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{tr(|t| t.lead_month())}</th>
                            <th scope="col" class="num">{tr(|t| t.lead_visits())}</th>
                            <th scope="col" class="num">{tr(|t| t.lead_rate())}</th>
                            <th scope="col" class="num">{tr(|t| t.lead_raised())}</th>
                            <th scope="col" class="num">{tr(|t| t.lead_closed())}</th>
                        </tr>
                    </thead>
                    <tbody>{months.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
}
