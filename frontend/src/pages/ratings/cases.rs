//! The list of case counts, with their sum.

use super::address::Narrowing;
use super::case_drawer::CaseDrawer;
use super::filter_bar::Chips;
use super::use_filtered;
use crate::backend::view;
use crate::list::{DataList, Line, ListColumn, ListState, Shown, Tools, stamp};
use crate::state::{Wording, texts, tr};
use crate::ui::EmptyState;
use api::ChangeKind;
use api::case::{CaseRow, Count, Filter, List, Listed};
use domain::figures::Facet;
use domain::period::Period;
use domain::place::PlaceId;
use leptos::prelude::*;
use std::sync::Arc;
use texts::format;

/// Rows of a page.
const PAGE: u32 = 100;

/// What of a filter cases know: the place itself or all below, and one item or body.
pub fn case_filter(narrowing: &Narrowing, place: PlaceId, period: Period) -> Filter {
    let facet = narrowing.facet.clone().filter(|key| matches!(key.facet, Facet::Item | Facet::Body));
    Filter { place, below: !narrowing.own, period, facet, basis: narrowing.basis }
}

fn columns() -> Vec<ListColumn> {
    vec![
        ListColumn::new("day", tr(|t| t.ratings_column_day())).sorts_down().fixed(),
        ListColumn::new("place", tr(|t| t.ratings_column_place())).sorts_up(),
        ListColumn::new("point", tr(|t| t.ratings_column_point())),
        ListColumn::new("item", tr(|t| t.ratings_column_item())).width(20),
        ListColumn::new("body", tr(|t| t.ratings_column_body())).width(14),
        ListColumn::new("cases", tr(|t| t.ratings_column_cases())).figures().fixed(),
        ListColumn::new("source", tr(|t| t.ratings_column_source())),
    ]
}

/// Sum and rows.
#[component]
pub fn CaseRows() -> impl IntoView {
    let (t, filtered) = (texts(), use_filtered());
    let list = ListState::new("cases", columns()).row_key("case");
    let filter = Memo::new(move |_| {
        let place = filtered.place.get()?;
        Some(filtered.narrowing.with(|n| case_filter(n, place, filtered.period.get())))
    });
    let listed = view(move || Some(List { filter: filter.get()?, sort: list.sort(), page: list.page(), limit: PAGE }));
    listed.reload_on(&[ChangeKind::Figures]);
    let counted = view(move || Some(Count { filter: filter.get()? }));
    counted.reload_on(&[ChangeKind::Figures]);
    let shown = Memo::new(move |_| listed.with(|reply| reply.cloned()));
    let opened = Memo::new(move |_| {
        let id = list.opened()?;
        shown.with(|reply| reply.as_ref()?.rows.iter().find(|row| row.id.to_string() == id).cloned())
    });
    let shown = Signal::derive(move || {
        shown.get().map(|reply: Listed| Shown { lines: reply.rows.into_iter().map(|row| line(t, row)).collect(), edges: reply.edges })
    });
    let sum = tr(move |t| match counted.get() {
        Some(total) if total.exact => t.ratings_cases_total(format::count(total.n)),
        Some(total) => t.ratings_cases_at_least(format::count(total.n)),
        None => t.ratings_counting(),
    });
    view! {
        <div class="list-head">
            <div class="list-filters"><Chips/></div>
            <Tools list/>
        </div>
        <p class="rows-count" role="status">{sum}</p>
        <div class="rows-box rows-table cases-table">
            <DataList
                list
                caption=tr(|t| t.ratings_cases_title())
                shown
                status=listed.status()
                size=PAGE as usize
                opens=true
                empty=|| view! { <EmptyState title=tr(|t| t.ratings_cases_empty_title()) body=tr(|t| t.ratings_cases_empty_body())/> }
            />
        </div>
        <CaseDrawer row=opened on_close=Callback::new(move |()| list.open(""))/>
    }
}

fn line(t: Wording, row: CaseRow) -> Line {
    let or_none = |text: &Option<String>| text.clone().filter(|text| !text.is_empty()).unwrap_or_else(|| format::NONE.to_owned());
    let label = t.with_untracked(|t| format!("{} {} {}", row.day, row.place_name, t.ratings_cases_total(format::count(row.cases))));
    let key = row.id.to_string();
    let row = Arc::new(row);
    let cell = move |column: &'static str| match column {
        "day" => view! { <span class="cell-time">{row.day.to_string()}</span> }.into_any(),
        "place" => view! { <span class="cell-place">{row.place_name.clone()}</span> }.into_any(),
        "point" => view! { <span class="cell-place">{or_none(&row.point_name)}</span> }.into_any(),
        "item" => or_none(&row.item_name).into_any(),
        "body" => or_none(&row.body_name).into_any(),
        "cases" => format::count(row.cases).into_any(),
        _ => row.source.clone().into_any(),
    };
    Line { stamp: stamp(&(&key, &label)), key, version: 0, label, cell: Arc::new(cell) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn cases_know_items_and_bodies_only() {
        let period = Period { from: date(2026, 11, 16), to: date(2026, 11, 22) };
        let filter = |facet| case_filter(&Narrowing { own: true, ..Narrowing::bad().with_facet(facet, 3) }, PlaceId(1), period);
        assert!(filter(Facet::Item).facet.is_some() && filter(Facet::Reason).facet.is_none());
        assert!(!filter(Facet::Body).below);
    }
}
