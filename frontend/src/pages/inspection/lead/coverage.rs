//! 站点覆盖清单: every open station with its last visit.

use super::super::narrow::{AREA, areas};
use super::super::{MOVES, VISITS};
use super::doors;
use crate::backend::{call, view};
use crate::list::{
    AS_OF, AsOf, Clear, DataList, ExportButton, Line, ListColumn, ListState, Picked, Shown, Ticked, Tools, WriteLater, stamp,
};
use crate::state::{At, Places, Wording, texts, tr, use_at, use_places};
use crate::ui::{Badge, EmptyState, PageHead, Tint};
use api::OutFile;
use api::inspection::{CoverageFilter, CoverageRow, CoverageRows, ExportCoverage, ListCoverage};
use domain::inspection::checklist::score::Share;
use domain::inspection::overview::Covered;
use domain::inspection::points::Points;
use domain::period::{FIRST_DAY, Period};
use domain::place::PlaceId;
use leptos::prelude::*;
use std::sync::Arc;
use texts::format::{count, or_none};
use texts::words::Word;

/// Stations of a page.
const PAGE: u32 = 50;
/// What narrows, in the address.
const KEYS: [&str; 4] = [AREA, "state", doors::MONTHS, AS_OF];

fn columns() -> Vec<ListColumn> {
    vec![
        ListColumn::new("station", tr(|t| t.lead_station())).width(16).fixed(),
        ListColumn::new("town", tr(|t| t.lead_town())).width(6),
        ListColumn::new("state", tr(|t| t.lead_covered())).width(8),
        ListColumn::new("last", tr(|t| t.lead_last())).width(8).sorts_up(),
        ListColumn::new("score", tr(|t| t.lead_last_score())).figures().sorts_up(),
        ListColumn::new("open", tr(|t| t.lead_open())).figures().sorts_down(),
    ]
}

/// How coverage is tinted.
fn tint(state: Covered) -> Tint {
    match state {
        Covered::Never => Tint::Bad,
        Covered::Longer => Tint::Warn,
        Covered::Within => Tint::Accent,
    }
}

/// What is asked for; tracked.
fn filter_of(list: ListState) -> CoverageFilter {
    CoverageFilter {
        place: list.get(AREA).and_then(|id| id.parse().ok()).map(PlaceId),
        states: list.many("state", Covered::ALL, Covered::code),
        months: list.get(doors::MONTHS).and_then(|n| n.parse().ok()),
        as_of: list.as_of(),
    }
}

/// The page.
#[component]
pub fn CoverageList() -> impl IntoView {
    let (t, places, at) = (texts(), use_places(), use_at());
    let list = ListState::new("inspection_coverage", columns()).row_key("station");
    let filter = Memo::new(move |_| filter_of(list));
    let listed = view(move || Some(ListCoverage { filter: filter.get(), sort: list.sort(), page: list.page(), limit: PAGE }));
    listed.reload_on(MOVES);
    let reply = Memo::new(move |_| listed.with(|reply| reply.cloned()));
    let total = Signal::derive(move || reply.with(|reply| reply.as_ref().map(|reply| reply.total)));
    let shown = Signal::derive(move || {
        reply.get().map(|CoverageRows { stations, edges, .. }| Shown {
            lines: stations.into_iter().map(|row| line(t, places, at, row)).collect(),
            edges,
        })
    });
    let export = Callback::new(move |out: OutFile| {
        let asked = ExportCoverage { filter: untrack(|| filter_of(list)), sort: untrack(|| list.sort()), out };
        WriteLater(Box::pin(call(asked)))
    });
    let months = Signal::derive(move || {
        t.with(|t| super::WITHIN.map(|n| (n.to_string(), t.lead_months_within(n.to_string()))).into_iter().collect::<Vec<_>>())
    });
    view! {
        <PageHead title=tr(|t| t.lead_coverage_title()) lead=tr(|t| t.lead_coverage_lead())/>
        <div class="admin supervision">
            <div class="list-head">
                <div class="list-filters">
                    <Picked list key=AREA label=tr(|t| t.lead_town()) options=areas(list, places)/>
                    <Ticked list key="state" label=tr(|t| t.lead_covered()) all=Covered::ALL code=Covered::code/>
                    <Picked list key=doors::MONTHS label=tr(|t| t.lead_months()) options=months/>
                    <AsOf list/>
                    <Clear list keys=&KEYS/>
                </div>
                <Tools list><ExportButton name=tr(|t| t.lead_coverage_file()) write=export/></Tools>
            </div>
            <DataList
                list
                caption=tr(|t| t.lead_coverage_title())
                shown
                status=listed.status()
                size=PAGE as usize
                total
                empty=|| view! { <EmptyState title=tr(|t| t.lead_coverage_none()) body=tr(|t| t.lead_coverage_none_body())/> }
            />
        </div>
    }
}

/// A station as a line.
fn line(t: Wording, places: Places, at: At, row: CoverageRow) -> Line {
    let stamp = stamp(&(row.state.code(), row.last, row.open, &row.name, row.score.map(|score| (score.got.0, score.of.0))));
    let (key, label) = (row.point.0.to_string(), row.name.clone());
    let row = Arc::new(row);
    Line { key, version: 0, stamp, label, cell: Arc::new(move |column| cell(t, places, at, &row, column)) }
}

fn cell(t: Wording, places: Places, at: At, row: &Arc<CoverageRow>, column: &'static str) -> AnyView {
    let (town, point, state) = (row.town, row.point, row.state);
    match column {
        "station" => match row.last {
            // All of its visits, whenever they were.
            Some(last) => {
                let own = doors::visits_of(point, Period { from: FIRST_DAY.min(last), to: last });
                view! { <a href=move || at.href(VISITS, &own)>{row.name.clone()}</a> }.into_any()
            }
            None => row.name.clone().into_any(),
        },
        "town" => (move || places.name(town)).into_any(),
        "state" => view! { <Badge tint=tint(state)>{move || t.with(|t| state.word(t))}</Badge> }.into_any(),
        "last" => view! { <span class="nowrap">{or_none(row.last.map(domain::day::text).unwrap_or_default())}</span> }.into_any(),
        "score" => {
            let score = row.score.and_then(Share::hundredth);
            or_none(score.map(|score| Points(score).to_string()).unwrap_or_default()).into_any()
        }
        _ => count(row.open).into_any(),
    }
}
