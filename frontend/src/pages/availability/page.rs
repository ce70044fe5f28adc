//! The page of the matrix: what narrows it, the sentence, what is selected and what can be done with it.

use super::change::{ChangeDialog, Wish};
use super::data::{self, covers, is_plain, lettered, named, paste, toggled};
use super::grid::Selection;
use super::matrix::{Grid, MatrixGrid};
use super::{ITEM, POINT, done, words};
use crate::backend::{call, view};
use crate::list::{Clear, ExportButton, ListState, Picked, Ticked, WORDS, Words, WriteLater, cells_of};
use crate::pages::catalogue::items_page::filter_of;
use crate::pages::supervision::Turn;
use crate::state::{error_line, texts, tr, use_at, use_places, use_session};
use crate::ui::{Button, EmptyState, ErrorState, Look, NoticeKind, PageHead, Skeleton, announce, is_typing, use_clipboard, use_notices};
use api::OutFile;
use api::availability::{ExportMatrix, Matrix, MatrixItem, MatrixPoint, PreviewOffers, ShowCoverage, ShowMatrix};
use api::{ChangeKind, Permission};
use domain::catalogue::availability::{Offer, OfferState, Unfit};
use domain::catalogue::codes::ItemKind;
use domain::place::{Level, PlaceId};
use domain::supervision::Link;
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;
use texts::format::count;
use texts::words::Word;

/// What narrows, in the address.
const KEYS: [&str; 4] = [WORDS, "kind", "module", "level"];

/// What is to be seen below the filters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Face {
    Waiting,
    Failed,
    Empty,
    Cells,
}

/// The page.
#[component]
pub fn Availability() -> impl IntoView {
    let (t, at, session) = (texts(), use_at(), use_session());
    let list = ListState::new("availability", Vec::new()).row_key(ITEM);
    let filter = Memo::new(move |_| filter_of(list));
    let place = Memo::new(move |_| at.place());
    let shown = view(move || place.get().map(|place| ShowMatrix { place, filter: filter.get(), on: None }));
    shown.reload_on(&[ChangeKind::Catalogue, ChangeKind::Point, ChangeKind::Place]);
    let coverage = view(move || place.get().map(|place| ShowCoverage { place, filter: filter.get(), on: None }));
    coverage.reload_on(&[ChangeKind::Availability, ChangeKind::Catalogue, ChangeKind::Point]);
    let matrix: Memo<Option<Arc<Matrix>>> = Memo::new(move |_| shown.with(|m| m.cloned().map(Arc::new)));
    let covered = Memo::new(move |_| {
        matrix.with(|matrix| coverage.with(|coverage| matrix.as_ref().zip(coverage).map(|(matrix, coverage)| covers(matrix, coverage))))
    });
    let grid = Grid::new(place, matrix, covered);
    // An address that names an item or a point leads to its row or column, once it has come.
    let wanted = Memo::new(move |_| {
        let id = |key: &str| at.get(key).and_then(|id| id.parse::<i64>().ok());
        matrix.with(|m| m.as_ref().and_then(|m| named(m, id(ITEM), id(POINT))))
    });
    Effect::new(move |_| {
        if let Some((anchor, active)) = wanted.get() {
            request_animation_frame(move || grid.select(Selection { anchor, active }));
        }
    });
    let modules = view(|| Some(api::catalogue::ListModules {}));
    let modules = Signal::derive(move || {
        modules.with(|l| {
            l.map(|l| l.modules.iter().map(|m| (m.id.0.to_string(), m.fields.name.clone())).collect::<Vec<_>>()).unwrap_or_default()
        })
    });
    let levels = Signal::derive(move || t.with(|t| Level::ALL.map(|one| (one.code().to_owned(), one.word(t))).to_vec()));
    let sentence = Signal::derive(move || {
        matrix.with(|m| {
            covered.with(|c| m.as_ref().zip(c.as_ref()).map(|(m, c)| t.with(|t| words::sentence(c.all, m.items.len(), m.points.len(), t))))
        })
    });
    let undescribed = Memo::new(move |_| matrix.with(|m| m.as_ref().map_or(0, |m| m.undescribed)));
    // Moves only when another thing is to be seen, so that a new reply leaves selection, focus and dialog alone.
    let face = Memo::new(move |_| {
        let size = grid.size();
        match matrix.with(Option::is_some) {
            false if shown.has_failed() => Face::Failed,
            false => Face::Waiting,
            true if size.rows == 0 || size.columns == 0 => Face::Empty,
            true => Face::Cells,
        }
    });
    let named_href = move || at.href("/catalogue/items", &[("described", "named".to_owned())]);
    let export_name = tr(move |t| t.availability_export_name(session.today().to_string()));
    let write = Callback::new(move |out: OutFile| {
        let asked = place.get_untracked().map(|place| ExportMatrix { place, filter: filter.get_untracked(), on: None, out });
        WriteLater::by(asked)
    });
    let may_describe = Memo::new(move |_| session.may(Permission::Catalogue));
    view! {
        <PageHead title=tr(|t| t.availability_title()) lead=sentence/>
        <div class="availability">
            <div class="list-head">
                <div class="list-filters">
                    <Words list hint=tr(|t| t.item_find())/>
                    <Ticked list key="kind" label=tr(|t| t.item_kind()) all=ItemKind::ALL code=ItemKind::code/>
                    <Picked list key="level" label=tr(|t| t.item_levels()) options=levels/>
                    <Picked list key="module" label=tr(|t| t.item_module()) options=modules/>
                    <Clear list keys=&KEYS/>
                </div>
                <div class="list-tools">
                    <ExportButton name=export_name write/>
                </div>
                <Legend/>
            </div>
            <Show when=move || undescribed.with(|n| *n > 0)>
                <p class="quiet availability-note">
                    {move || t.with(|t| t.availability_undescribed(count(undescribed.get())))}
                    <Show when=move || may_describe.get()>" "<a href=named_href>{tr(|t| t.availability_describe())}</a></Show>
                </p>
            </Show>
            {move || grid.failed.get().map(|error| view! { <ErrorState error=Signal::stored(error) retry=move || grid.ask_again()/> })}
            {move || shown.error().map(|error| view! { <ErrorState error=Signal::stored(error) retry=move || shown.reload()/> })}
            {move || match face.get() {
                Face::Failed => ().into_any(),
                Face::Waiting => view! { <Skeleton lines=14/> }.into_any(),
                Face::Empty => view! { <Nothing grid/> }.into_any(),
                Face::Cells => view! { <Work grid/> }.into_any(),
            }}
        </div>
    }
}

/// No item fits, or no point is there.
#[component]
fn Nothing(grid: Grid) -> impl IntoView {
    let no_points = move || grid.size().columns == 0;
    let title = tr(move |t| if no_points() { t.availability_no_points() } else { t.availability_no_items() });
    let body = tr(move |t| if no_points() { t.availability_no_points_body() } else { t.availability_no_items_body() });
    view! { <EmptyState title body/> }
}

/// What the marks mean.
#[component]
fn Legend() -> impl IntoView {
    let t = texts();
    let looks = [
        data::Look::Says(OfferState::Offered),
        data::Look::Says(OfferState::Planned),
        data::Look::Says(OfferState::Suspended),
        data::Look::Nothing,
        data::Look::Unfit,
    ];
    let one = move |look: data::Look| {
        view! {
            <li>
                <span class=format!("matrix-cell matrix-sample {}", look.class()) aria-hidden="true"></span>
                {move || t.with(|t| words::look(look, t))}
            </li>
        }
    };
    view! { <ul class="matrix-legend">{looks.map(one).into_iter().collect_view()}</ul> }
}

/// The grid with what is selected and what can be done with it.
#[component]
fn Work(grid: Grid) -> impl IntoView {
    let (t, notices, clipboard, session) = (texts(), use_notices(), use_clipboard(), use_session());
    let wish = RwSignal::new(None::<Wish>);
    let catcher = NodeRef::<leptos::html::Textarea>::new();
    let may = Memo::new(move |_| session.may(Permission::Points));
    let span = Memo::new(move |_| grid.selection.get().span());
    // Tracked: why nothing can be set here.
    let unfit = Memo::new(move |_| match may.get() {
        true => grid.matrix.with(|m| m.as_ref().and_then(|m| data::unfit(m, span.get()))),
        false => Some(Unfit::Elsewhere),
    });
    let why_not = Signal::derive(move || {
        if !may.get() {
            return Some(t.with(|t| t.availability_read_only()));
        }
        unfit.get().map(|why| t.with(|t| words::unfit(why, t)))
    });
    // One cell is written at once and can be taken back; more are looked at first, and a suspension needs its reason.
    let want = move |to: Option<Offer>| {
        let Some(matrix) = grid.matrix.get_untracked() else { return };
        // What is wrong can always be taken away, so nothing is refused before the door has seen it.
        if let Some(why) = why_not.get_untracked().filter(|_| to.is_some() || !may.get_untracked()) {
            notices.tell(NoticeKind::Warn, why.clone());
            announce(&why);
            return;
        }
        let span = span.get_untracked();
        let blocks = vec![data::block(&matrix, span, to.clone())];
        let is_suspension = to.is_some_and(|to| to.state == OfferState::Suspended);
        if span.cells() > 1 || is_suspension {
            wish.set(Some(Wish { blocks, unread: Vec::new(), beyond: 0 }));
            return;
        }
        leptos::task::spawn_local(async move {
            let answer = match call(PreviewOffers { blocks: blocks.clone() }).await {
                // It says so already.
                Ok(plan) if plan.changed == 0 && plan.refused.is_empty() => return,
                Ok(plan) if is_plain(&plan) => done::set(notices, t, blocks, plan.stamp).await.map(drop),
                Ok(_) => {
                    wish.try_set(Some(Wish { blocks, unread: Vec::new(), beyond: 0 }));
                    Ok(())
                }
                Err(error) => Err(error),
            };
            if let Err(error) = answer {
                notices.tell(NoticeKind::Bad, t.with_untracked(|t| error_line(&error, t)));
            }
        });
    };
    let active = move || {
        let at = grid.selection.get().active;
        let (item, point) =
            grid.matrix.with(|m| m.as_ref().and_then(|m| Some((m.items.get(at.row)?.clone(), m.points.get(at.column)?.clone()))))?;
        let offer = grid.cells.with(|cells| cells.row(item.id)).and_then(|row| row.get(&point.id).cloned());
        Some((item, point, offer))
    };
    let copy = move || {
        let Some(matrix) = grid.matrix.get_untracked() else { return };
        let span = span.get_untracked();
        let items = data::block(&matrix, span, None).items;
        leptos::task::spawn_local(async move {
            match grid.complete(items).await {
                Ok(cells) => clipboard.put(&data::copy(&matrix, span, &cells), |t| t.availability_copied(), || {}),
                Err(error) => notices.tell(NoticeKind::Bad, t.with_untracked(|t| error_line(&error, t))),
            }
        });
    };
    let pasted = move |text: String| {
        let Some(matrix) = grid.matrix.get_untracked() else { return };
        if !may.get_untracked() {
            notices.tell(NoticeKind::Warn, t.with_untracked(|t| t.availability_read_only()));
            return;
        }
        let pasted = paste(&matrix, span.get_untracked(), &cells_of(&text));
        if pasted.blocks.is_empty() && pasted.unread.is_empty() {
            notices.tell(NoticeKind::Warn, t.with_untracked(|t| t.availability_pasted_nothing()));
            return;
        }
        wish.set(Some(Wish { blocks: pasted.blocks, unread: pasted.unread, beyond: pasted.beyond }));
    };
    let on_key = Callback::new(move |ev: web_sys::KeyboardEvent| {
        let key = ev.key();
        if ev.ctrl_key() || ev.meta_key() {
            if key.eq_ignore_ascii_case("c") {
                copy();
                return true;
            }
            if key.eq_ignore_ascii_case("v") {
                // The text lands in a field of its own, wherever the system keeps its clipboard: the key goes on to it.
                if let Some(catcher) = catcher.get_untracked() {
                    catcher.set_value("");
                    let _ = catcher.focus();
                }
            }
            return false;
        }
        if key == " " {
            want(toggled(untrack(active).and_then(|(_, _, offer)| offer).as_ref()));
            return true;
        }
        if key == "Escape" {
            let now = grid.selection.get_untracked();
            grid.selection.set(Selection::one(now.active));
            return now.anchor != now.active;
        }
        match lettered(&key) {
            Some(to) if !is_typing(&ev) => {
                want(to);
                true
            }
            _ => false,
        }
    });
    let caught = move |_| {
        let Some(field) = catcher.get_untracked() else { return };
        let text = field.value();
        field.set_value("");
        grid.focus();
        if !text.is_empty() {
            pasted(text);
        }
    };
    // The dialog gives the focus back to whatever had it; from a toolbar's button the keys would be lost.
    Effect::new(move |before: Option<bool>| {
        let open = wish.with(Option::is_some);
        if before == Some(true) && !open {
            request_animation_frame(move || grid.focus());
        }
        open
    });
    let cell = Memo::new(move |_| active().and_then(|(item, point, _)| Link::of_cell(item.id, point.id)));
    view! {
        <div class="matrix-tools" role="toolbar" aria-label=tr(|t| t.availability_tools())>
            <span class="matrix-selected" role="status">
                {move || {
                    let span = span.get();
                    let n = |n: usize| count(i64::try_from(n).unwrap_or(i64::MAX));
                    t.with(|t| t.availability_selected(n(span.cells()), n(span.rows()), n(span.columns())))
                }}
            </span>
            <Deed key="K" why_not label=tr(|t| OfferState::Offered.word(t)) on_press=move || want(Some(Offer::offered()))/>
            <Deed key="C" why_not label=tr(|t| OfferState::Planned.word(t)) on_press=move || want(Some(Offer::planned()))/>
            <Deed key="Z" why_not label=tr(|t| t.availability_suspend()) on_press=move || want(Some(Offer::suspended("", None)))/>
            <Deed key="Delete" why_not=Signal::derive(move || (!may.get()).then(|| t.with(|t| t.availability_read_only()))) label=tr(|t| t.availability_clear()) on_press=move || want(None)/>
            <Deed key="Ctrl C" why_not=Signal::stored(None) label=tr(|t| t.availability_copy()) on_press=copy/>
        </div>
        <MatrixGrid grid on_key/>
        <textarea
            node_ref=catcher
            class="visually-hidden"
            tabindex="-1"
            aria-hidden="true"
            on:input=caught
        ></textarea>
        <Here active=Signal::derive(active)/>
        <p class="quiet matrix-help">{tr(|t| t.availability_help())}</p>
        <Followed cell/>
        <ChangeDialog wish/>
    }
}

/// How long the person rests on a cell before its matters are asked for: walking over cells asks for nothing.
const REST: Duration = Duration::from_millis(300);

/// The matters that were made of the active cell, and the way to make one (转督办), once the person rests on it.
#[component]
fn Followed(cell: Memo<Option<Link>>) -> impl IntoView {
    let rested = RwSignal::new(None::<Link>);
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(timer) = waiting.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    Effect::new(move |_| {
        let link = cell.get();
        stop();
        // What stands there is never another cell's.
        if rested.get_untracked() != link {
            rested.set(None);
        }
        let settle = move || {
            rested.try_set(link);
        };
        waiting.set_value(set_timeout_with_handle(settle, REST).ok());
    });
    on_cleanup(stop);
    move || rested.get().map(|link| view! { <Turn link top=true/> })
}

/// A deed with its key.
#[component]
fn Deed(
    key: &'static str,
    #[prop(into)] label: Signal<String>,
    why_not: Signal<Option<String>>,
    #[prop(into)] on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <Button look=Look::Quiet why_not on_press>
            {move || label.get()}
            <kbd aria-hidden="true">{key}</kbd>
        </Button>
    }
}

/// The active cell: its item, its point, and what it says.
type Active = (MatrixItem, MatrixPoint, Option<Offer>);

/// The active cell in words, with ways to its item and its point.
#[component]
fn Here(active: Signal<Option<Active>>) -> impl IntoView {
    let (t, at) = (texts(), use_at());
    let said = move |(item, point, offer): &Active| {
        t.with(|t| match (item.handled.unfit(point.kind), offer) {
            (Some(why), _) => words::unfit(why, t),
            (None, Some(offer)) => words::offer(offer, t),
            (None, None) => t.availability_nothing(),
        })
    };
    let item_href = move |id: i64| at.href("/catalogue/items", &[("item", id.to_string())]);
    let places = use_places();
    let point_href = move |place: PlaceId| {
        let code = places.tree().with(|tree| tree.address_code(place)).unwrap_or_default();
        at.href("/places", &[("open", code)])
    };
    view! {
        <div class="matrix-here" aria-live="polite">
            {move || active.get().map(|cell| {
                let words = said(&cell);
                let (item, point, _) = cell;
                let (item_link, point_link) = (item_href(item.id.0), point_href(point.place));
                view! {
                    <p>
                        <a href=item_link>{item.name}</a>
                        <span aria-hidden="true">" × "</span>
                        <a href=point_link>{point.name}</a>
                        <span aria-hidden="true">" · "</span>
                        <strong>{words}</strong>
                    </p>
                }
            })}
        </div>
    }
}
