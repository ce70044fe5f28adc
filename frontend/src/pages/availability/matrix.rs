//! The grid: only what is in sight is drawn, in both directions; the focus stays on its frame and the active cell is named to screen
//! readers. Towns and points stay above, items at the left.

use super::data::{self, CHUNK, Cells, Covers, Look, Row, Town, short_name, towns};
use super::grid::{At, Hit, Key, Lengths, Selection, Sight, Size, far, walk};
use super::words;
use crate::backend::{call, on_change};
use crate::state::{texts, tr, use_at, use_places};
use api::availability::{ListOffers, Matrix};
use api::{ApiError, ChangeKind};
use domain::catalogue::item::ItemId;
use domain::place::PlaceId;
use leptos::prelude::*;
use std::collections::HashSet;
use std::sync::Arc;

/// What the grid shows and where the person is in it; a `Copy` handle.
#[derive(Clone, Copy)]
pub(super) struct Grid {
    /// Items and points; none until they have come.
    pub(super) matrix: Memo<Option<Arc<Matrix>>>,
    /// What the cells say, as far as it has come.
    pub(super) cells: RwSignal<Cells>,
    /// How far everything is covered; none until it has come.
    pub(super) covers: Memo<Option<Covers>>,
    /// What is selected.
    pub(super) selection: RwSignal<Selection>,
    /// Why rows have not come.
    pub(super) failed: RwSignal<Option<ApiError>>,
    place: Memo<Option<PlaceId>>,
    sight: RwSignal<Sight>,
    lengths: RwSignal<Lengths>,
    frame: NodeRef<leptos::html::Div>,
    asked: StoredValue<HashSet<ItemId>>,
    /// Moves when rows have to be asked for anew.
    round: RwSignal<u32>,
}

impl Grid {
    /// A grid that fetches the rows in sight.
    pub(super) fn new(place: Memo<Option<PlaceId>>, matrix: Memo<Option<Arc<Matrix>>>, covers: Memo<Option<Covers>>) -> Self {
        let grid = Self {
            matrix,
            cells: RwSignal::new(Cells::default()),
            covers,
            selection: RwSignal::new(Selection::default()),
            failed: RwSignal::new(None),
            place,
            sight: RwSignal::new(Sight::default()),
            lengths: RwSignal::new(Lengths::of_rem(16.0)),
            frame: NodeRef::new(),
            asked: StoredValue::new(HashSet::new()),
            round: RwSignal::new(0),
        };
        on_change(move |change| {
            if change.kind == ChangeKind::Availability {
                grid.ask_again();
            }
        });
        // Another place has other points: what has come says nothing of these.
        Effect::new(move |before: Option<Option<PlaceId>>| {
            let place = place.get();
            if before.is_some_and(|before| before != place) {
                grid.cells.set(Cells::default());
                grid.ask_again();
            }
            place
        });
        // A list that has become shorter keeps the selection inside.
        Effect::new(move |_| {
            let size = grid.size();
            let now = grid.selection.get_untracked();
            let kept = now.within(size).unwrap_or_default();
            if kept != now {
                grid.selection.set(kept);
            }
        });
        let rows = grid.rows();
        Effect::new(move |_| {
            grid.round.track();
            let (first, last) = rows.get();
            grid.fetch(first, last);
        });
        grid
    }

    /// Asks for the rows in sight again, and for others when they come into sight; what is shown stays until then.
    pub(super) fn ask_again(self) {
        self.asked.try_update_value(HashSet::clear);
        self.round.try_update(|round| *round = round.wrapping_add(1));
    }

    /// How large it is; tracked.
    pub(super) fn size(self) -> Size {
        self.matrix.with(|m| m.as_ref().map_or_else(Size::default, |m| Size { rows: m.items.len(), columns: m.points.len() }))
    }

    fn rows(self) -> Memo<(usize, usize)> {
        Memo::new(move |_| self.sight.get().rows(self.lengths.get(), self.size().rows))
    }

    fn columns(self) -> Memo<(usize, usize)> {
        Memo::new(move |_| self.sight.get().columns(self.lengths.get(), self.size().columns))
    }

    /// Asks for the chunks that hold these rows, as far as they were not asked for.
    fn fetch(self, first: usize, last: usize) {
        let (Some(place), Some(matrix)) = (self.place.get(), self.matrix.get()) else { return };
        for chunk in first / CHUNK..=last.saturating_sub(1) / CHUNK {
            let items = matrix.items.get(chunk * CHUNK..matrix.items.len().min((chunk + 1) * CHUNK)).unwrap_or_default();
            let missing: Vec<ItemId> = self
                .asked
                .try_update_value(|asked| items.iter().map(|item| item.id).filter(|id| asked.insert(*id)).collect())
                .unwrap_or_default();
            if missing.is_empty() {
                continue;
            }
            let round = self.round.get_untracked();
            leptos::task::spawn_local(async move {
                let answer = call(ListOffers { place, items: missing.clone(), on: None }).await;
                // What was asked before something changed is asked for again.
                if self.round.try_get_untracked() != Some(round) || self.place.try_get_untracked().flatten() != Some(place) {
                    return;
                }
                match answer {
                    Ok(reply) => {
                        self.failed.set(None);
                        self.cells.update(|cells| cells.take(reply.rows));
                    }
                    Err(error) => {
                        self.asked.update_value(|asked| {
                            missing.iter().for_each(|id| {
                                asked.remove(id);
                            })
                        });
                        self.failed.set(Some(error));
                    }
                }
            });
        }
    }

    /// The rows of these items, fetched where they have not come.
    pub(super) async fn complete(self, items: Vec<ItemId>) -> Result<Cells, ApiError> {
        let mut cells = self.cells.get_untracked();
        let Some(place) = self.place.get_untracked() else { return Ok(cells) };
        let missing: Vec<ItemId> = items.into_iter().filter(|id| cells.row(*id).is_none()).collect();
        for some in missing.chunks(api::availability::ROWS_LIMIT) {
            cells.take(call(ListOffers { place, items: some.to_vec(), on: None }).await?.rows);
        }
        Ok(cells)
    }

    /// Reads how far the frame was scrolled and how large it is.
    fn measure(self) {
        let Some(frame) = self.frame.get_untracked() else { return };
        let root = document().document_element().and_then(|root| window().get_computed_style(&root).ok().flatten());
        let size = root.and_then(|style| style.get_property_value("font-size").ok());
        let rem = size.and_then(|size| size.trim_end_matches("px").parse::<f64>().ok()).unwrap_or(16.0);
        let lengths = Lengths::of_rem(rem);
        if self.lengths.get_untracked() != lengths {
            self.lengths.set(lengths);
        }
        let sight = Sight {
            left: f64::from(frame.scroll_left()),
            top: f64::from(frame.scroll_top()),
            width: f64::from(frame.client_width()),
            height: f64::from(frame.client_height()),
        };
        if self.sight.get_untracked() != sight {
            self.sight.set(sight);
        }
    }

    /// Selects, and brings the active cell into sight.
    pub(super) fn select(self, selection: Selection) {
        self.selection.set(selection);
        self.bring(selection.active);
    }

    fn bring(self, at: At) {
        self.measure();
        let Some(frame) = self.frame.get_untracked() else { return };
        let (left, top) = self.sight.get_untracked().bring(at, self.lengths.get_untracked());
        let options = web_sys::ScrollToOptions::new();
        options.set_left(left.ceil());
        options.set_top(top.ceil());
        frame.scroll_to_with_scroll_to_options(&options);
        self.measure();
    }

    /// Gives the grid the focus.
    pub(super) fn focus(self) {
        if let Some(frame) = self.frame.get_untracked() {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = frame.focus_with_options(&options);
        }
    }

    /// Follows a key that walks; false if it does not.
    pub(super) fn walked(self, ev: &web_sys::KeyboardEvent) -> bool {
        let name = ev.key();
        let (size, now) = (untrack(|| self.size()), self.selection.get_untracked());
        if (ev.ctrl_key() || ev.meta_key()) && name.eq_ignore_ascii_case("a") && size.rows > 0 && size.columns > 0 {
            let corner = At { row: size.rows - 1, column: size.columns - 1 };
            self.selection.set(Selection { anchor: corner, active: At::default() });
            return true;
        }
        let key = Key { name: &name, extends: ev.shift_key(), far: ev.ctrl_key() || ev.meta_key() };
        let page = self.sight.get_untracked().page(self.lengths.get_untracked());
        match walk(now, key, size, page) {
            Some(next) => {
                self.select(next);
                true
            }
            None => false,
        }
    }

    /// What a press or a move of the pointer selects.
    fn pointed(self, ev: &web_sys::MouseEvent, extends: bool) {
        let Some(frame) = self.frame.get_untracked() else { return };
        let rect = frame.get_bounding_client_rect();
        let (x, y) = (f64::from(ev.client_x()) - rect.left(), f64::from(ev.client_y()) - rect.top());
        let size = untrack(|| self.size());
        let (Some(last_row), Some(last_column)) = (size.rows.checked_sub(1), size.columns.checked_sub(1)) else { return };
        let now = self.selection.get_untracked();
        let from =
            |far_end: At, near: At| if extends { Selection { active: near, ..now } } else { Selection { anchor: far_end, active: near } };
        let selection = match self.sight.get_untracked().hit(x, y, self.lengths.get_untracked(), size) {
            Hit::Cell(at) => from(at, at),
            Hit::Row(row) => Selection {
                anchor: At { row: if extends { now.anchor.row } else { row }, column: last_column },
                active: At { row, column: 0 },
            },
            Hit::Column(column) => Selection {
                anchor: At { row: last_row, column: if extends { now.anchor.column } else { column } },
                active: At { row: 0, column },
            },
            Hit::Town(column) => {
                let towns = self.matrix.with_untracked(|m| m.as_ref().map(|m| towns(&m.points)).unwrap_or_default());
                let Some(town) = towns.into_iter().find(|town| (town.first..town.first + town.n).contains(&column)) else { return };
                Selection { anchor: At { row: last_row, column: town.first + town.n - 1 }, active: At { row: 0, column: town.first } }
            }
            Hit::Corner => Selection { anchor: At { row: last_row, column: last_column }, active: At::default() },
            Hit::Nothing => return,
        };
        self.selection.set(selection);
    }
}

/// The id of a cell, for `aria-activedescendant`.
fn cell_id(row: usize, column: usize) -> String {
    format!("cell-{row}-{column}")
}

fn px(length: f64) -> String {
    format!("{length}px")
}

/// The grid. `on_key` is given the keys that don't walk; true: it took the key.
#[component]
pub(super) fn MatrixGrid(grid: Grid, #[prop(into)] on_key: Callback<web_sys::KeyboardEvent, bool>) -> impl IntoView {
    let (rows, columns) = (grid.rows(), grid.columns());
    let size = Memo::new(move |_| grid.size());
    let lengths = grid.lengths;
    let dragging = StoredValue::new(false);
    Effect::new(move |_| {
        if grid.frame.get().is_some() {
            request_animation_frame(move || grid.measure());
        }
    });
    let resized = window_event_listener(leptos::ev::resize, move |_| grid.measure());
    let released = window_event_listener(leptos::ev::pointerup, move |_| dragging.set_value(false));
    on_cleanup(move || {
        resized.remove();
        released.remove();
    });
    let pressed = move |ev: web_sys::PointerEvent| {
        if ev.button() != 0 {
            return;
        }
        // A bar that scrolls is not a cell, and an item's name leads to its guide.
        let on_link = ev
            .target()
            .and_then(|t| wasm_bindgen::JsCast::dyn_into::<web_sys::Element>(t).ok())
            .is_some_and(|e| e.closest("a").ok().flatten().is_some());
        let Some(frame) = grid.frame.get_untracked() else { return };
        let rect = frame.get_bounding_client_rect();
        let (x, y) = (f64::from(ev.client_x()) - rect.left(), f64::from(ev.client_y()) - rect.top());
        if on_link || x > f64::from(frame.client_width()) || y > f64::from(frame.client_height()) {
            return;
        }
        dragging.set_value(true);
        grid.pointed(&ev, ev.shift_key());
        grid.focus();
    };
    let moved = move |ev: web_sys::PointerEvent| {
        if dragging.get_value() && ev.buttons() == 1 {
            grid.pointed(&ev, true);
        }
    };
    let keydown = move |ev: web_sys::KeyboardEvent| {
        if crate::ui::is_composing(&ev) || ev.alt_key() {
            return;
        }
        let taken = grid.walked(&ev) || on_key.run(ev.clone());
        if taken {
            ev.prevent_default();
            ev.stop_propagation();
        }
    };
    let active = move || {
        let at = grid.selection.get().active;
        (grid.size().rows > 0).then(|| cell_id(at.row, at.column))
    };
    let width = move || {
        let lengths = lengths.get();
        px(lengths.names + far(size.get().columns) * lengths.cell)
    };
    let height = move || {
        let lengths = lengths.get();
        px(lengths.towns + lengths.heads + far(size.get().rows) * lengths.cell)
    };
    let range = move || {
        let (span, lengths) = (grid.selection.get().span(), lengths.get());
        format!(
            "left:{}px;top:{}px;width:{}px;height:{}px",
            lengths.names + far(span.left) * lengths.cell,
            lengths.towns + lengths.heads + far(span.top) * lengths.cell,
            far(span.columns()) * lengths.cell,
            far(span.rows()) * lengths.cell
        )
    };
    let now = move || {
        let (at, lengths) = (grid.selection.get().active, lengths.get());
        let top = lengths.towns + lengths.heads + far(at.row) * lengths.cell;
        format!("left:{}px;top:{top}px;width:{}px;height:{}px", lengths.names + far(at.column) * lengths.cell, lengths.cell, lengths.cell)
    };
    view! {
        <div
            class="matrix"
            node_ref=grid.frame
            role="grid"
            tabindex="0"
            aria-label=tr(|t| t.availability_title())
            aria-multiselectable="true"
            aria-rowcount=move || (size.get().rows + 2).to_string()
            aria-colcount=move || (size.get().columns + 1).to_string()
            aria-activedescendant=active
            on:scroll=move |_| grid.measure()
            on:keydown=keydown
            on:pointerdown=pressed
            on:pointermove=moved
        >
            <div class="matrix-plane" role="presentation" style:width=width style:height=height>
                <Heads grid columns/>
                <For each=move || { let (first, last) = rows.get(); first..last } key=|row| *row let:row>
                    <RowShown grid row columns/>
                </For>
                <div class="matrix-range" aria-hidden="true" style=range></div>
                <div class="matrix-now" aria-hidden="true" style=now></div>
            </div>
        </div>
    }
}

/// Towns and points above the columns.
#[component]
fn Heads(grid: Grid, columns: Memo<(usize, usize)>) -> impl IntoView {
    let (t, places) = (texts(), use_places());
    let lengths = grid.lengths;
    let all_towns = Memo::new(move |_| grid.matrix.with(|m| m.as_ref().map(|m| towns(&m.points)).unwrap_or_default()));
    let towns_here = move || {
        let (first, last) = columns.get();
        all_towns.with(|towns| towns.iter().filter(|town| town.first < last && town.first + town.n > first).cloned().collect::<Vec<_>>())
    };
    let town = move |town: Town| {
        let id = town.id;
        let name = move || match id {
            Some(id) => places.name(id),
            None => t.with(|t| t.availability_district_own()),
        };
        let style = move || {
            let lengths = lengths.get();
            format!("left:{}px;width:{}px", lengths.names + far(town.first) * lengths.cell, far(town.n) * lengths.cell)
        };
        view! {
            <div class="matrix-town" class:is-narrow=town.n == 1 role="columnheader" aria-colindex=(town.first + 2).to_string() aria-colspan=town.n.to_string() style=style>
                <span>{name}</span>
            </div>
        }
    };
    let point = move |column: usize| {
        let point = Memo::new(move |_| grid.matrix.with(|m| m.as_ref().and_then(|m| m.points.get(column).cloned())));
        let short = move || point.with(|p| p.as_ref().map(short_name).unwrap_or_default());
        let whole = move || {
            point.with(|p| {
                let name = p.as_ref().map(|p| p.name.clone()).unwrap_or_default();
                let closed = p.as_ref().is_some_and(|p| !p.active);
                t.with(|t| if closed { t.availability_point_closed(&name) } else { name })
            })
        };
        let cover = move || grid.covers.with(|c| c.as_ref().and_then(|c| c.columns.get(column).copied()));
        let title = move || {
            let said = cover().map(|covered| t.with(|t| words::covered_whole(covered, t))).unwrap_or_default();
            format!("{} {said}", whole())
        };
        let style = move || px(lengths.get().names + far(column) * lengths.get().cell);
        view! {
            <div
                class="matrix-point"
                class:is-closed=move || point.with(|p| p.as_ref().is_some_and(|p| !p.active))
                class:is-here=move || { let span = grid.selection.get().span(); (span.left..=span.right).contains(&column) }
                role="columnheader"
                aria-colindex=(column + 2).to_string()
                aria-label=whole
                title=title
                style:left=style
            >
                <span class="matrix-point-name">{short}</span>
                <span class="matrix-point-n" aria-hidden="true">{move || cover().map(words::covered)}</span>
            </div>
        }
    };
    view! {
        <div class="matrix-heads" role="rowgroup">
            <div class="matrix-towns" role="row" aria-rowindex="1">
                <div class="matrix-corner" role="columnheader" aria-colindex="1" aria-rowspan="2">
                    <span>{tr(|t| t.availability_corner_items())}</span>
                    <span>{tr(|t| t.availability_corner_points())}</span>
                </div>
                <For each=towns_here key=|town| (town.id, town.first, town.n) let:one>{town(one)}</For>
            </div>
            <div class="matrix-points" role="row" aria-rowindex="2">
                <For each=move || { let (first, last) = columns.get(); first..last } key=|column| *column let:column>{point(column)}</For>
            </div>
        </div>
    }
}

/// An item's row, as far as it is in sight.
#[component]
fn RowShown(grid: Grid, row: usize, columns: Memo<(usize, usize)>) -> impl IntoView {
    let (t, at) = (texts(), use_at());
    let lengths = grid.lengths;
    let item = Memo::new(move |_| grid.matrix.with(|m| m.as_ref().and_then(|m| m.items.get(row).cloned())));
    let said: Memo<Option<Arc<Row>>> =
        Memo::new(move |_| item.with(|item| item.as_ref().and_then(|item| grid.cells.with(|cells| cells.row(item.id)))));
    let looks: Memo<Vec<Look>> = Memo::new(move |_| {
        grid.matrix.with(|m| {
            let Some((m, item)) = m.as_ref().and_then(|m| Some((m, m.items.get(row)?))) else { return Vec::new() };
            said.with(|said| m.points.iter().map(|point| data::look(item, point, said.as_deref())).collect())
        })
    });
    let cover = move || grid.covers.with(|c| c.as_ref().and_then(|c| c.rows.get(row).copied()));
    let name = move || item.with(|item| item.as_ref().map(|item| item.name.clone()).unwrap_or_default());
    let href = move || {
        let id = item.with(|item| item.as_ref().map(|item| item.id.0.to_string()).unwrap_or_default());
        at.href("/catalogue/items", &[("item", id)])
    };
    let paused =
        move || item.with(|item| item.as_ref().is_some_and(|item| item.handled.state != domain::catalogue::codes::ItemState::Active));
    let cell = move |column: usize| {
        let look = Memo::new(move |_| looks.with(|looks| looks.get(column).copied().unwrap_or(Look::Waiting)));
        let selected = move || {
            let span = grid.selection.get().span();
            (span.top..=span.bottom).contains(&row) && (span.left..=span.right).contains(&column)
        };
        view! {
            <div
                class=move || format!("matrix-cell {}", look.get().class())
                id=cell_id(row, column)
                role="gridcell"
                aria-colindex=(column + 2).to_string()
                aria-selected=move || selected().to_string()
                aria-label=move || t.with(|t| words::look(look.get(), t))
                style:left=move || px(lengths.get().names + far(column) * lengths.get().cell)
            ></div>
        }
    };
    view! {
        <div
            class="matrix-row"
            role="row"
            aria-rowindex=(row + 3).to_string()
            style:top=move || px(lengths.get().towns + lengths.get().heads + far(row) * lengths.get().cell)
        >
            <div
                class="matrix-item"
                class:is-here=move || { let span = grid.selection.get().span(); (span.top..=span.bottom).contains(&row) }
                role="rowheader"
                aria-colindex="1"
                title=move || format!("{} {}", name(), cover().map(|covered| t.with(|t| words::covered_whole(covered, t))).unwrap_or_default())
            >
                <a href=href tabindex="-1">{name}</a>
                {move || paused().then(|| view! { <span class="quiet">{tr(|t| t.availability_item_paused())}</span> })}
                <span class="matrix-item-n">{move || cover().map(words::covered)}</span>
            </div>
            <For each=move || { let (first, last) = columns.get(); first..last } key=|column| *column let:column>{cell(column)}</For>
        </div>
    }
}
