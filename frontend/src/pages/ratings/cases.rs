//! The list of case counts, with their sum.

use super::address::Narrowing;
use super::filter_bar::Chips;
use super::use_filtered;
use super::view_model::paging::Pages;
use crate::backend::{call, view};
use crate::state::{error_words, texts, tr};
use crate::ui::{Column, EmptyState, ErrorState, NoticeKind, Pager, Skeleton, Table, use_notices};
use api::ChangeKind;
use api::case::{After, CaseRow, Filter, List};
use domain::figures::Facet;
use domain::period::Period;
use domain::place::PlaceId;
use leptos::prelude::*;
use texts::format;

/// Rows fetched at a time.
const PAGE: u32 = 100;

/// What of a filter cases know: the place itself or all below, and one item or body.
pub fn case_filter(narrowing: &Narrowing, place: PlaceId, period: Period) -> Filter {
    let facet = narrowing.facet.clone().filter(|key| matches!(key.facet, Facet::Item | Facet::Body));
    Filter { place, below: !narrowing.own, period, facet, basis: narrowing.basis }
}

/// Sum and rows.
#[component]
pub fn CaseRows() -> impl IntoView {
    let (filtered, t, notices) = (use_filtered(), texts(), use_notices());
    let filter = Memo::new(move |_| {
        let place = filtered.place.get()?;
        Some(filtered.narrowing.with(|n| case_filter(n, place, filtered.period.get())))
    });
    let first = view(move || Some(List { filter: filter.get()?, after: None, limit: PAGE }));
    first.reload_on(&[ChangeKind::Figures]);
    let pages = RwSignal::new(Pages::<CaseRow, After>::default());
    Effect::new(move |_| {
        if let Some(reply) = first.get() {
            pages.update(|pages| pages.begin(reply.rows, reply.next, reply.total));
        }
    });
    let more = move || {
        let Some(filter) = filter.get_untracked() else { return };
        let Some((after, round)) = pages.try_update(Pages::ask).flatten() else { return };
        leptos::task::spawn_local(async move {
            match call(List { filter, after: Some(after), limit: PAGE }).await {
                Ok(reply) => pages.try_update(|pages| pages.arrive(round, reply.rows, reply.next)).unwrap_or_default(),
                Err(error) => {
                    pages.try_update(|pages| pages.fail(round));
                    let words = t.with_untracked(|t| error_words(&error, t));
                    notices.tell(NoticeKind::Bad, format!("{}{}", words.what, words.how));
                }
            }
        });
    };
    let sum = tr(move |t| match pages.with(Pages::total) {
        Some(n) => t.ratings_cases_total(format::count(n)),
        None => t.ratings_counting(),
    });
    let has_rows = Memo::new(move |_| pages.with(|pages| (!pages.rows().is_empty(), pages.total().is_some())));
    view! {
        <Chips/>
        <p class="rows-count" role="status">{sum}</p>
        <div class="loaded rows-box" class:is-stale=move || first.is_stale() aria-busy=move || first.is_waiting().then_some("true")>
            {move || first.error().map(|error| {
                view! { <ErrorState error=Signal::stored(error) retry=move || first.reload()/> }
            })}
            {move || match has_rows.get() {
                (true, _) => view! { <CaseTable pages/> }.into_any(),
                (false, true) => view! {
                    <EmptyState title=tr(|t| t.ratings_cases_empty_title()) body=tr(|t| t.ratings_cases_empty_body())/>
                }
                .into_any(),
                (false, false) if first.error().is_some() => ().into_any(),
                (false, false) => view! { <Skeleton lines=12/> }.into_any(),
            }}
        </div>
        <Show when=move || has_rows.get().0>
            <Pager
                shown=Signal::derive(move || pages.with(|pages| pages.rows().len()))
                more=Signal::derive(move || pages.with(Pages::has_more))
                busy=Signal::derive(move || pages.with(Pages::is_waiting))
                on_more=more
            />
        </Show>
    }
}

#[component]
fn CaseTable(pages: RwSignal<Pages<CaseRow, After>>) -> impl IntoView {
    let columns = Signal::stored(vec![
        Column::new("day", tr(|t| t.ratings_column_day())),
        Column::new("place", tr(|t| t.ratings_column_place())),
        Column::new("point", tr(|t| t.ratings_column_point())),
        Column::new("item", tr(|t| t.ratings_column_item())).width(20),
        Column::new("body", tr(|t| t.ratings_column_body())).width(14),
        Column::new("cases", tr(|t| t.ratings_column_cases())).figures(),
        Column::new("source", tr(|t| t.ratings_column_source())),
    ]);
    let or_none = |text: Option<String>| text.filter(|text| !text.is_empty()).unwrap_or_else(|| format::NONE.to_owned());
    view! {
        <div class="rows-table cases-table">
            <Table caption=tr(|t| t.ratings_cases_title()) columns grows=true>
                <For each=move || pages.with(|pages| pages.rows().to_vec()) key=|row| row.id let:row>
                    <tr>
                        <td class="cell-time">{row.day.to_string()}</td>
                        <td class="cell-place">{row.place_name}</td>
                        <td class="cell-place">{or_none(row.point_name)}</td>
                        <td>{or_none(row.item_name)}</td>
                        <td>{or_none(row.body_name)}</td>
                        <td class="num">{format::count(row.cases)}</td>
                        <td>{row.source}</td>
                    </tr>
                </For>
            </Table>
        </div>
    }
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
