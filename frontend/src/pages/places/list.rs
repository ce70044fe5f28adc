//! Places and their service points, by town. A large district is folded at first: ten thousand rows are not looked through.

use super::tree::{Block, Filter, PlaceRow, lacking};
use super::words;
use crate::state::{texts, tr, use_at};
use crate::ui::{Badge, Button, Column, EmptyState, Look, Row, Table, Tint};
use domain::place::{Level, PlaceId};
use domain::point::Point;
use leptos::prelude::*;
use texts::format::count;
use texts::words::Word;

/// Villages in sight up to which all towns are unfolded at first, and the rows of a town that are shown at first.
const FEW: usize = 300;

/// The blocks of the district and its towns.
#[component]
pub(super) fn Blocks(
    /// What passes the filter.
    shown: Memo<Vec<Block>>,
    /// The filter.
    filter: Memo<Filter>,
    /// The place whose details are shown.
    opened: Memo<Option<PlaceId>>,
    /// Opens a place.
    open: Callback<Option<PlaceId>>,
    /// There are points at all.
    has_points: bool,
) -> impl IntoView {
    let at = use_at();
    let clear = move || at.set(&[("q", String::new()), ("show", String::new()), ("kind", String::new())], true);
    view! {
        {(!has_points).then(|| view! { <EmptyState title=tr(|t| t.place_empty()) body=tr(|t| t.place_empty_how())/> })}
        {move || {
            let blocks = shown.get();
            if blocks.is_empty() && !filter.with(Filter::is_empty) {
                return view! {
                    <EmptyState title=tr(|t| t.place_none_found()) body=tr(|t| t.place_none_found_how())>
                        <Button on_press=clear>{tr(|t| t.place_clear_filter())}</Button>
                    </EmptyState>
                }
                .into_any();
            }
            let few = blocks.iter().map(|b| b.villages.len()).sum::<usize>() <= FEW;
            blocks.into_iter().map(|block| view! { <BlockView block unfolded=few opened open/> }).collect_view().into_any()
        }}
    }
}

/// The district, or a town with its villages.
#[component]
fn BlockView(block: Block, unfolded: bool, opened: Memo<Option<PlaceId>>, open: Callback<Option<PlaceId>>) -> impl IntoView {
    let t = texts();
    let (is_open, all) = (RwSignal::new(unfolded), RwSignal::new(false));
    let details = NodeRef::<leptos::html::Details>::new();
    let is_town = block.head.place.level == Level::Town;
    let (whole, active, total) = (block.whole, block.active, block.total);
    let name = block.head.place.name.clone();
    let caption = name.clone();
    let counts = move || t.with(|t| t.place_town_count(count(active), count(total)));
    let columns = Signal::stored(vec![
        Column::new("place", tr(|t| t.place_column_place())).width(18),
        Column::new("point", tr(|t| t.place_column_point())).width(22),
        Column::new("head", tr(|t| t.place_column_head())).width(8),
        Column::new("phone", tr(|t| t.place_column_phone())).width(14),
        Column::new("hours", tr(|t| t.place_column_hours())).width(16),
        Column::new("state", tr(|t| t.place_column_state())).width(10),
    ]);
    let rows: Vec<PlaceRow> = whole.then_some(block.head).into_iter().chain(block.villages).collect();
    let rest = rows.len().saturating_sub(FEW);
    let rows = StoredValue::new(rows);
    let row = move |row: &PlaceRow| {
        let row = row.clone();
        view! { <PlaceRows row opened open/> }
    };
    let shown = move || {
        let n = if all.get() { usize::MAX } else { FEW };
        rows.with_value(|rows| rows.iter().take(n).map(row).collect_view())
    };
    view! {
        <details
            class="card town"
            node_ref=details
            open=unfolded
            on:toggle=move |_| is_open.set(details.get_untracked().is_some_and(|d| d.open()))
        >
            <summary>
                <h2>{name}</h2>
                {(whole && is_town).then(|| view! { <span class="quiet">{counts}</span> })}
            </summary>
            <Show when=move || is_open.get()>
                <Table caption=Signal::stored(caption.clone()) columns grows=true>{shown}</Table>
                <Show when=move || (rest > 0) && !all.get()>
                    <Button look=Look::Quiet on_press=move || all.set(true)>
                        {move || t.with(|t| t.place_show_rest(count(rest)))}
                    </Button>
                </Show>
            </Show>
        </details>
    }
}

/// A place: one row for each of its points, or one that says that there is none.
#[component]
fn PlaceRows(row: PlaceRow, opened: Memo<Option<PlaceId>>, open: Callback<Option<PlaceId>>) -> impl IntoView {
    let id = row.place.id;
    let (first, others) = match row.points.split_first() {
        Some((first, others)) => (Some(first.clone()), others.to_vec()),
        None => (None, Vec::new()),
    };
    let current = Signal::derive(move || opened.get() == Some(id));
    let opens = move || open.run(Some(id));
    let name = view! { <PlaceName row/> };
    view! {
        <Row on_open=opens current>
            <td>{name}</td>
            {match first {
                Some(point) => view! { <PointCells point/> }.into_any(),
                None => view! { <td class="quiet" colspan="5">{tr(|t| t.place_no_point())}</td> }.into_any(),
            }}
        </Row>
        {others.into_iter().map(|point| view! {
            <Row on_open=opens current>
                <td></td>
                <PointCells point/>
            </Row>
        }).collect_view()}
    }
}

/// The name of a place, and why it is not counted.
#[component]
fn PlaceName(row: PlaceRow) -> impl IntoView {
    let t = texts();
    let place = row.place;
    let is_head = place.level != Level::Village;
    let ended = place.being.has_ended();
    let reason = (!place.active && !ended).then(|| place.inactive_reason.clone().unwrap_or_default());
    view! {
        <span class:strong=is_head>{place.name}</span>
        {ended.then(|| view! { " "<Badge tint=Tint::Quiet>{tr(|t| t.place_ended())}</Badge> })}
        {reason.map(|reason| view! {
            <span class="inactive-reason">
                <Badge tint=Tint::Warn>{tr(|t| t.place_inactive())}</Badge>
                <span class="quiet">{reason}</span>
            </span>
        })}
        {(is_head && !row.points.is_empty()).then(|| view! { <span class="visually-hidden">{move || t.with(|t| place.level.word(t))}</span> })}
    }
}

/// The cells of a point, after that of its place.
#[component]
fn PointCells(point: Point) -> impl IntoView {
    let t = texts();
    let (missing, active, kind, ended) = (lacking(&point), point.fields.active, point.kind, point.ended.is_some());
    let f = point.fields;
    view! {
        <td>
            <span>{f.name}</span>
            <span class="point-kind quiet">{move || t.with(|t| kind.word(t))}</span>
        </td>
        <td>{f.head}</td>
        <td class="nowrap">{f.phone}</td>
        <td>{f.hours}</td>
        <td>
            {match (active, missing.is_empty()) {
                _ if ended => view! { <Badge tint=Tint::Quiet>{tr(|t| t.point_ended())}</Badge> }.into_any(),
                (false, _) => view! { <Badge tint=Tint::Warn>{tr(|t| t.point_closed())}</Badge> }.into_any(),
                (true, true) => view! { <span>{tr(|t| t.point_active())}</span> }.into_any(),
                (true, false) => view! {
                    <span class="quiet">{move || t.with(|t| t.point_lacking(words::fields(&missing, t)))}</span>
                }
                .into_any(),
            }}
        </td>
    }
}
