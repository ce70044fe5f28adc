//! The list of ratings.

use super::detail::DetailDrawer;
use super::filter_bar::FilterBar;
use super::grade::GradeMark;
use super::use_filtered;
use super::view_model::paging::Pages;
use super::view_model::rows::{Comment, rating_row};
use crate::backend::{call, view};
use crate::state::{error_words, texts, tr};
use crate::ui::{Badge, Column, EmptyState, ErrorState, NoticeKind, Pager, Row, Skeleton, Table, use_notices};
use api::ChangeKind;
use api::rating::{After, Filter, List};
use domain::rating::{Rating, RatingId};
use leptos::prelude::*;
use texts::format;

/// Rows fetched at a time.
const PAGE: u32 = 50;

/// What the list shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Face {
    Waiting,
    Failed,
    Empty,
    Rows,
}

/// Filter, count, rows, and the details of one.
#[component]
pub fn RatingRows() -> impl IntoView {
    let (filtered, t, notices) = (use_filtered(), texts(), use_notices());
    let filter = Memo::new(move |_| -> Option<Filter> {
        let place = filtered.place.get()?;
        Some(filtered.narrowing.with(|n| n.filter(place, filtered.period.get())))
    });
    let first = view(move || Some(List { filter: filter.get()?, after: None, limit: PAGE, with_total: true }));
    first.reload_on(&[ChangeKind::Figures]);
    let pages = RwSignal::new(Pages::<Rating, After>::default());
    Effect::new(move |_| {
        if let Some(reply) = first.get() {
            pages.update(|pages| pages.begin(reply.ratings, reply.next, reply.total));
        }
    });
    let more = move || {
        let Some(filter) = filter.get_untracked() else { return };
        let Some((after, round)) = pages.try_update(Pages::ask).flatten() else { return };
        leptos::task::spawn_local(async move {
            match call(List { filter, after: Some(after), limit: PAGE, with_total: false }).await {
                Ok(reply) => pages.try_update(|pages| pages.arrive(round, reply.ratings, reply.next)).unwrap_or_default(),
                Err(error) => {
                    pages.try_update(|pages| pages.fail(round));
                    let words = t.with_untracked(|t| error_words(&error, t));
                    notices.tell(NoticeKind::Bad, format!("{}{}", words.what, words.how));
                }
            }
        });
    };
    let face = Memo::new(move |_| match pages.with(|pages| (pages.rows().is_empty(), pages.total().is_some())) {
        (true, false) if first.error().is_some() => Face::Failed,
        (true, false) => Face::Waiting,
        (true, true) => Face::Empty,
        (false, _) => Face::Rows,
    });
    let total = Signal::derive(move || pages.with(Pages::total));
    let counted = tr(move |t| match total.get() {
        Some(n) => t.ratings_total(format::count(n)),
        None => t.ratings_counting(),
    });
    view! {
        <FilterBar/>
        <p class="rows-count" role="status">{counted}</p>
        <div class="loaded rows-box" class:is-stale=move || first.is_stale() aria-busy=move || first.is_waiting().then_some("true")>
            {move || first.error().map(|error| {
                view! { <ErrorState error=Signal::stored(error) retry=move || first.reload()/> }
            })}
            {move || match face.get() {
                Face::Waiting => view! { <Skeleton lines=12/> }.into_any(),
                Face::Failed => ().into_any(),
                Face::Empty => view! {
                    <EmptyState title=tr(|t| t.ratings_empty_title()) body=tr(|t| t.ratings_empty_body())/>
                }
                .into_any(),
                Face::Rows => view! { <RatingTable pages total/> }.into_any(),
            }}
        </div>
        <Show when=move || face.get() == Face::Rows>
            <Pager
                shown=Signal::derive(move || pages.with(|pages| pages.rows().len()))
                total
                more=Signal::derive(move || pages.with(Pages::has_more))
                busy=Signal::derive(move || pages.with(Pages::is_waiting))
                on_more=more
            />
        </Show>
        <DetailDrawer/>
    }
}

#[component]
fn RatingTable(pages: RwSignal<Pages<Rating, After>>, total: Signal<Option<i64>>) -> impl IntoView {
    let columns = Signal::stored(vec![
        Column::new("time", tr(|t| t.ratings_column_time())),
        Column::new("grade", tr(|t| t.ratings_column_grade())),
        Column::new("where", tr(|t| t.ratings_column_where())),
        Column::new("what", tr(|t| t.ratings_column_what())),
        Column::new("channel", tr(|t| t.ratings_column_channel())),
        Column::new("comment", tr(|t| t.ratings_column_comment())),
    ]);
    let rows = move || pages.with(|pages| pages.rows().to_vec());
    view! {
        <div class="rows-table ratings-table">
            <Table caption=tr(|t| t.ratings_title()) columns total grows=true>
                <For each=rows key=|rating| (rating.id, rating.version) let:rating>
                    <RatingLine rating/>
                </For>
            </Table>
        </div>
    }
}

#[component]
fn RatingLine(rating: Rating) -> impl IntoView {
    let (filtered, t) = (use_filtered(), texts());
    let (id, grade) = (rating.id, rating.grade);
    let opened = move || filtered.at.get("rating").and_then(|id| id.parse().ok()).map(RatingId);
    let row = Memo::new(move |_| t.with(|t| rating_row(t, &rating)));
    let two = |first: String, second: String| {
        view! {
            <span class="cell-first">{if first.is_empty() { format::NONE.to_owned() } else { first }}</span>
            {(!second.is_empty()).then(|| view! { <span class="cell-second">{second}</span> })}
        }
    };
    let comment = move |comment: Option<Comment>| match comment {
        Some(Comment::Words(words)) => view! { <span class="cell-words">{words}</span> }.into_any(),
        Some(Comment::Ticks(ticks)) => view! { <span class="cell-second">{ticks}</span> }.into_any(),
        None => view! {
            <span class="cell-none">
                <span aria-hidden="true">{format::NONE}</span>
                <span class="visually-hidden">{tr(|t| t.ratings_no_comment())}</span>
            </span>
        }
        .into_any(),
    };
    view! {
        <Row
            on_open=move || filtered.at.set(&[("rating", id.0.to_string())], false)
            current=Signal::derive(move || opened() == Some(id))
        >
            {move || {
                let row = row.get();
                let (day, clock) = row.time.split_once(' ').map(|(d, c)| (d.to_owned(), c.to_owned())).unwrap_or_default();
                view! {
                    <td class="cell-time">{two(day, clock)}</td>
                    <td>
                        <div class="cell-grade">
                            <GradeMark grade/>
                            {row.tags.into_iter().map(|tag| view! { <Badge>{tag}</Badge> }).collect_view()}
                        </div>
                    </td>
                    <td class="cell-place">{two(row.place, row.point)}</td>
                    <td class="cell-what">{two(row.item, row.body)}</td>
                    <td class="cell-place">{row.channel}</td>
                    <td class="cell-comment">{comment(row.comment)}</td>
                }
            }}
        </Row>
    }
}
