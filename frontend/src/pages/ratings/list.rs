//! The list of ratings.

use super::bulk::BulkStanding;
use super::detail::DetailDrawer;
use super::filter_bar::FilterBar;
use super::grade::GradeMark;
use super::use_filtered;
use super::view_model::rows::{Comment, RatingRow, joined, rating_row};
use crate::backend::view;
use crate::list::{DataList, Line, ListColumn, ListState, Shown, Tools, stamp};
use crate::state::{Wording, texts, tr, use_session};
use crate::ui::{Badge, EmptyState};
use api::rating::{Count, Filter, List, Listed};
use api::{ChangeKind, Permission};
use domain::rating::Rating;
use leptos::prelude::*;
use std::sync::Arc;
use texts::format;

/// Rows of a page.
const PAGE: u32 = 50;

fn columns() -> Vec<ListColumn> {
    vec![
        ListColumn::new("time", tr(|t| t.ratings_column_time())).sorts_down().fixed(),
        ListColumn::new("grade", tr(|t| t.ratings_column_grade())).sorts_up().fixed(),
        ListColumn::new("place", tr(|t| t.ratings_column_where())).sorts_up(),
        ListColumn::new("what", tr(|t| t.ratings_column_what())),
        ListColumn::new("channel", tr(|t| t.ratings_column_channel())),
        ListColumn::new("comment", tr(|t| t.ratings_column_comment())),
        ListColumn::new("reasons", tr(|t| t.ratings_detail_reasons())).off(),
        ListColumn::new("window", tr(|t| t.ratings_detail_window())).off(),
        ListColumn::new("record", tr(|t| t.ratings_detail_record())).off(),
        ListColumn::new("source", tr(|t| t.ratings_column_source())).off(),
    ]
}

/// Filter, count, rows, and the details of one.
#[component]
pub fn RatingRows() -> impl IntoView {
    let (t, filtered, session) = (texts(), use_filtered(), use_session());
    let list = ListState::new("ratings", columns()).row_key("rating");
    let filter = Memo::new(move |_| -> Option<Filter> {
        let place = filtered.place.get()?;
        Some(filtered.narrowing.with(|n| n.filter(place, filtered.period.get())))
    });
    let listed = view(move || Some(List { filter: filter.get()?, sort: list.sort(), page: list.page(), limit: PAGE }));
    listed.reload_on(&[ChangeKind::Figures]);
    // Asked for beside the page, which need not wait for it.
    let counted = view(move || Some(Count { filter: filter.get()? }));
    counted.reload_on(&[ChangeKind::Figures]);
    let total = Signal::derive(move || counted.get());
    let shown = Memo::new(move |_| listed.with(|reply| reply.cloned()));
    let shown = Signal::derive(move || {
        shown
            .get()
            .map(|reply: Listed| Shown { lines: reply.ratings.into_iter().map(|rating| line(t, rating)).collect(), edges: reply.edges })
    });
    let words = tr(move |t| match total.get() {
        Some(total) if total.exact => t.ratings_total(format::count(total.n)),
        Some(total) => t.ratings_total_at_least(format::count(total.n)),
        None => t.ratings_counting(),
    });
    let may_decide = Memo::new(move |_| session.may(Permission::Standing));
    view! {
        <div class="list-head">
            <div class="list-filters"><FilterBar/></div>
            <Tools list/>
        </div>
        <p class="rows-count" role="status">{words}</p>
        <div class="rows-box rows-table ratings-table">
            <DataList
                list
                caption=tr(|t| t.ratings_title())
                shown
                status=listed.status()
                size=PAGE as usize
                total
                opens=true
                ticks=may_decide
                bulk=move || view! { <BulkStanding list/> }
                empty=|| view! { <EmptyState title=tr(|t| t.ratings_empty_title()) body=tr(|t| t.ratings_empty_body())/> }
            />
        </div>
        <DetailDrawer/>
    }
}

/// A rating as a line.
fn line(t: Wording, rating: Rating) -> Line {
    let (key, version) = (rating.id.0.to_string(), rating.version);
    let stamp = stamp(&(version, &rating.place_name, &rating.body_name, &rating.item_name));
    let label = t.with_untracked(|t| rating_row(t, &rating).label);
    let rating = Arc::new(rating);
    Line { key, version, stamp, label, cell: Arc::new(move |column| cell(t, &rating, column)) }
}

fn two(first: String, second: String) -> AnyView {
    view! {
        <span class="cell-first">{if first.is_empty() { format::NONE.to_owned() } else { first }}</span>
        {(!second.is_empty()).then(|| view! { <span class="cell-second">{second}</span> })}
    }
    .into_any()
}

fn comment(comment: Option<Comment>) -> AnyView {
    match comment {
        Some(Comment::Words(words)) => view! { <span class="cell-words">{words}</span> }.into_any(),
        Some(Comment::Ticks(ticks)) => view! { <span class="cell-second">{ticks}</span> }.into_any(),
        None => view! {
            <span class="cell-none">
                <span aria-hidden="true">{format::NONE}</span>
                <span class="visually-hidden">{tr(|t| t.ratings_no_comment())}</span>
            </span>
        }
        .into_any(),
    }
}

/// The cell of a column, in the person's language.
fn cell(t: Wording, rating: &Arc<Rating>, column: &'static str) -> AnyView {
    let rating = Arc::clone(rating);
    let said = move || {
        let row: RatingRow = t.with(|t| rating_row(t, &rating));
        let plain = |text: Option<String>| text.filter(|text| !text.is_empty()).unwrap_or_else(|| format::NONE.to_owned());
        match column {
            "time" => {
                let (day, clock) = row.time.split_once(' ').map(|(d, c)| (d.to_owned(), c.to_owned())).unwrap_or_default();
                view! { <div class="cell-time">{two(day, clock)}</div> }.into_any()
            }
            "grade" => view! {
                <div class="cell-grade">
                    <GradeMark grade=rating.grade/>
                    {row.tags.into_iter().map(|tag| view! { <Badge>{tag}</Badge> }).collect_view()}
                </div>
            }
            .into_any(),
            "place" => view! { <div class="cell-place">{two(row.place, row.point)}</div> }.into_any(),
            "what" => view! { <div class="cell-what">{two(row.item, row.body)}</div> }.into_any(),
            "channel" => view! { <span class="cell-place">{row.channel}</span> }.into_any(),
            "comment" => view! { <div class="cell-comment">{comment(row.comment)}</div> }.into_any(),
            "reasons" => plain(Some(t.with(|t| joined(t, &rating.reasons)))).into_any(),
            "window" => plain(rating.window_no.clone()).into_any(),
            "record" => view! { <span class="mono">{rating.record_no.clone()}</span> }.into_any(),
            _ => rating.source.clone().into_any(),
        }
    };
    said.into_any()
}
