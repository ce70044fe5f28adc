//! The rows of a list as cells that are edited where they stand: one tab stop, walked by arrows; what can be edited is a field of text
//! or the system's own choice, there as soon as the person is in the cell, so that an input method composes in it from the first key on.
//!
//! Typing or F2 edits, Enter saves and goes down, Tab saves and goes right, Esc gives up; several cells are pasted as spreadsheets
//! hand them over. What becomes of a saved cell, the page says by [`Cells::marks`].

use super::cell_walk::{Spot, fall, next, walk};
use super::clip::cells_of;
use super::pages::Step;
use super::state::{Line, ListColumn, ListState};
use crate::state::{texts, tr};
use crate::ui::{Align, is_composing};
use leptos::prelude::*;
use std::collections::BTreeMap;
use wasm_bindgen::JsCast;

/// How a column is edited.
#[derive(Clone, PartialEq)]
pub enum Editor {
    /// A line of text.
    Line,
    /// One of several: what is sent, and its word.
    Choice(Vec<(String, String)>),
}

/// A cell as it is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The row.
    pub key: String,
    /// What the row is called.
    pub label: String,
    /// Its version that was read.
    pub version: i64,
    /// The column.
    pub column: &'static str,
    /// What was typed.
    pub text: String,
}

/// What became of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It is being saved.
    Saving(String),
    /// It was saved, as this version; stands until the row has come anew.
    Saved(String, i64),
    /// It was refused: what was typed, and why.
    Refused(String, String),
}

impl Mark {
    fn text(&self) -> &str {
        match self {
            Self::Saving(text) | Self::Saved(text, _) | Self::Refused(text, _) => text,
        }
    }
}

/// Cells that were pasted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pasted {
    /// What is to be changed.
    pub edits: Vec<Edit>,
    /// Cells beyond the rows or columns in sight.
    pub beyond: usize,
    /// Cells on what is only read.
    pub fixed: usize,
}

/// Marks by row and column.
pub type Marks = BTreeMap<(String, &'static str), Mark>;

/// How a list is edited in its table; a `Copy` handle.
#[derive(Clone, Copy)]
pub struct Cells {
    /// It is edited now.
    pub on: Signal<bool>,
    /// How a column is edited; none: it is only read. Tracked.
    pub editor: Callback<&'static str, Option<Editor>>,
    /// What a cell says as it is typed: by row and column; none where it can't be edited. Tracked.
    pub text: Callback<(String, &'static str), Option<String>>,
    /// Saves a cell.
    pub save: Callback<Edit>,
    /// Several cells were pasted.
    pub paste: Callback<Pasted>,
    /// What became of cells.
    pub marks: RwSignal<Marks>,
}

/// The cell in which the person is.
type Active = (String, &'static str);

/// The cells.
#[component]
pub fn CellGrid(
    /// Where the person is.
    list: ListState,
    /// What it lists; read out, not shown.
    #[prop(into)]
    caption: Signal<String>,
    /// The rows.
    lines: Signal<Vec<Line>>,
    /// Rows in all; −1 if it is not known.
    rows: Signal<i64>,
    /// How it is edited.
    cells: Cells,
    /// Goes to another page; whether there is one.
    on_step: Callback<Step, bool>,
) -> impl IntoView {
    let t = texts();
    let body = NodeRef::<leptos::html::Tbody>::new();
    let active = RwSignal::new(None::<Active>);
    // What is being typed into the cell in which the person is; none: it is only walked over.
    let draft = RwSignal::new(None::<String>);
    let keys = Memo::new(move |_| lines.with(|lines| lines.iter().map(|line| line.key.clone()).collect::<Vec<_>>()));
    let columns = Memo::new(move |_| list.columns().into_iter().map(|column| column.key).collect::<Vec<_>>());
    let can = Memo::new(move |_| columns.with(|columns| columns.iter().map(|key| cells.editor.run(key).is_some()).collect::<Vec<_>>()));
    // The cell of a handle that is gone (another page, a column that was left out) is the first one.
    let spot = Memo::new(move |_| {
        active
            .with(|active| {
                let (key, column) = active.as_ref()?;
                let row = keys.with(|keys| keys.iter().position(|one| one == key))?;
                Some((row, columns.with(|columns| columns.iter().position(|one| one == column))?))
            })
            .unwrap_or((0, 0))
    });
    let named = move |(row, column): Spot| -> Option<Active> {
        Some((keys.with_untracked(|keys| keys.get(row).cloned())?, columns.with_untracked(|columns| columns.get(column).copied())?))
    };
    let here = move || named(spot.get_untracked());
    let element = move |(row, column): Spot| {
        let row = body.get_untracked()?.children().item(u32::try_from(row).ok()?)?;
        row.children().item(u32::try_from(column + 1).ok()?)
    };
    let focus = move || {
        let Some(cell) = element(spot.get_untracked()) else { return };
        let control = cell.query_selector("input, select").ok().flatten().unwrap_or(cell);
        if let Ok(control) = control.dyn_into::<web_sys::HtmlElement>() {
            let _ = control.focus();
            if let Some(input) = control.dyn_ref::<web_sys::HtmlInputElement>() {
                input.select();
            }
        }
    };
    // Once the field stands in it.
    let go = move |to: Spot| {
        active.set(named(to));
        request_animation_frame(focus);
    };
    let commit = move || {
        let Some((text, (key, column))) = draft.try_update(Option::take).flatten().zip(here()) else { return };
        let stored = untrack(|| cells.text.run((key.clone(), column)));
        let is_refused = cells.marks.with_untracked(|marks| matches!(marks.get(&(key.clone(), column)), Some(Mark::Refused(..))));
        if stored.as_deref() == Some(text.trim()) {
            if is_refused {
                cells.marks.update(|marks| drop(marks.remove(&(key, column))));
            }
            return;
        }
        let (label, version) = lines.with_untracked(|lines| {
            lines.iter().find(|line| line.key == key).map(|line| (line.label.clone(), line.version)).unwrap_or_default()
        });
        cells.marks.update(|marks| drop(marks.insert((key.clone(), column), Mark::Saving(text.clone()))));
        cells.save.run(Edit { key, label, version, column, text });
    };
    // What was saved stands in the rows by now.
    Effect::new(move |_| {
        let versions: BTreeMap<String, i64> = lines.with(|lines| lines.iter().map(|line| (line.key.clone(), line.version)).collect());
        let is_old = |(key, _): &(String, &str), mark: &Mark| matches!(mark, Mark::Saved(_, version) if versions.get(key).is_none_or(|now| now >= version));
        if cells.marks.with_untracked(|marks| marks.iter().any(|(at, mark)| is_old(at, mark))) {
            cells.marks.update(|marks| marks.retain(|at, mark| !is_old(at, mark)));
        }
    });
    // Rows that come anew, or in another order, keep the person in his cell.
    let had_focus = StoredValue::new(false);
    Effect::new(move |before: Option<Vec<String>>| {
        let now = keys.get();
        if before.is_some_and(|before| before != now) && had_focus.get_value() {
            request_animation_frame(focus);
        }
        now
    });
    let on_key = move |ev: web_sys::KeyboardEvent| {
        let is_cell =
            ev.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok()).is_some_and(|e| e.closest("td.cell").ok().flatten().is_some());
        if is_composing(&ev) || ev.alt_key() || !is_cell {
            return;
        }
        let (key, far) = (ev.key(), ev.ctrl_key() || ev.meta_key());
        let (now, size) = (spot.get_untracked(), (keys.with_untracked(Vec::len), columns.with_untracked(Vec::len)));
        let is_typing = draft.with_untracked(Option::is_some);
        match key.as_str() {
            "Escape" => {
                let at = here();
                if !is_typing && !cells.marks.with_untracked(|marks| at.as_ref().is_some_and(|at| marks.contains_key(at))) {
                    return;
                }
                draft.set(None);
                cells.marks.update(|marks| {
                    if let Some(at) = at
                        && matches!(marks.get(&at), Some(Mark::Refused(..)))
                    {
                        marks.remove(&at);
                    }
                });
                request_animation_frame(focus);
            }
            "F2" => {
                if let Some(input) = ev.target().and_then(|t| t.dyn_into::<web_sys::HtmlInputElement>().ok()) {
                    draft.set(Some(input.value()));
                    let end = u32::try_from(input.value().encode_utf16().count()).unwrap_or(u32::MAX);
                    let _ = input.set_selection_range(end, end);
                }
            }
            "Tab" => {
                commit();
                let Some(to) = can.with_untracked(|can| next(now, ev.shift_key(), size.0, can)) else { return };
                go(to);
            }
            "Enter" => {
                commit();
                let to = if ev.shift_key() { walk(now, "ArrowUp", false, size) } else { walk(now, "Enter", false, size) };
                if let Some(to) = to {
                    go(to);
                }
            }
            "PageDown" | "PageUp" => {
                commit();
                on_step.run(if key == "PageDown" { Step::After } else { Step::Before });
            }
            // Inside of what is being typed these move the caret.
            "ArrowLeft" | "ArrowRight" | "Home" | "End" if is_typing => return,
            _ => {
                let Some(to) = walk(now, &key, far, size) else { return };
                commit();
                go(to);
            }
        }
        ev.prevent_default();
    };
    let on_paste = move |ev: web_sys::ClipboardEvent| {
        let Some(text) = ev.clipboard_data().and_then(|data| data.get_data("text/plain").ok()) else { return };
        let rows = cells_of(&text);
        // One cell is text like any other.
        if rows.len() < 2 && rows.first().is_none_or(|row| row.len() < 2) {
            return;
        }
        ev.prevent_default();
        draft.set(None);
        let fallen = can.with_untracked(|can| fall(spot.get_untracked(), rows, keys.with_untracked(Vec::len), can));
        let mut pasted = Pasted { edits: Vec::new(), beyond: fallen.beyond, fixed: fallen.fixed };
        for (at, text) in fallen.cells {
            let Some((key, column)) = named(at) else { continue };
            if untrack(|| cells.text.run((key.clone(), column))).is_none() {
                pasted.fixed += 1;
                continue;
            }
            let (label, version) =
                lines.with_untracked(|lines| lines.get(at.0).map(|line| (line.label.clone(), line.version)).unwrap_or_default());
            pasted.edits.push(Edit { key, label, version, column, text });
        }
        cells.paste.run(pasted);
    };
    let head = move |column: ListColumn| {
        view! {
            <th scope="col" class:num=column.align == Align::End style=column.width.map(|width| format!("min-width:{width}ch"))>
                {move || column.label.get()}
            </th>
        }
    };
    let offset = Memo::new(move |_| list.offset());
    let row = move |(nth, key): (usize, String)| {
        let key = StoredValue::new(key);
        let line = Signal::derive(move || lines.with(|lines| lines.get(nth).cloned()));
        let name = Memo::new(move |_| line.with(|line| line.as_ref().map(|line| line.label.clone()).unwrap_or_default()));
        let is_ticked = Memo::new(move |_| key.with_value(|key| list.ticked.with(|ticked| ticked.contains_key(key))));
        let tick = move |_| {
            let version = line.with_untracked(|line| line.as_ref().map_or(0, |line| line.version));
            list.ticked.update(|ticked| {
                if ticked.remove(&key.get_value()).is_none() {
                    ticked.insert(key.get_value(), version);
                }
            });
        };
        let cell = move |(at, column): (usize, ListColumn)| {
            let key_of = move || (key.get_value(), column.key);
            let is_active = Memo::new(move |_| spot.get() == (nth, at));
            let mark = Memo::new(move |_| cells.marks.with(|marks| marks.get(&key_of()).cloned()));
            let editor = Memo::new(move |_| {
                let is_editable = cells.text.run(key_of()).is_some();
                if is_editable { cells.editor.run(column.key) } else { None }
            });
            let told = Memo::new(move |_| match mark.get() {
                Some(mark) => mark.text().to_owned(),
                None => cells.text.run(key_of()).unwrap_or_default(),
            });
            let why = Memo::new(move |_| match mark.get() {
                Some(Mark::Refused(_, why)) => Some(why),
                _ => None,
            });
            let id = StoredValue::new(crate::ui::fresh_id("cell"));
            let label = move || t.with(|t| t.cell_label(name.get(), column.label.get()));
            let control = move |editor: Editor| match editor {
                Editor::Line => view! {
                    <input
                        class="cell-input"
                        type="text"
                        autocomplete="off"
                        spellcheck="false"
                        aria-label=label
                        aria-invalid=move || why.with(Option::is_some).then_some("true")
                        aria-describedby=move || why.with(Option::is_some).then(|| id.get_value())
                        prop:value=move || draft.get().unwrap_or_else(|| told.get())
                        on:input=move |ev| draft.set(Some(event_target_value(&ev)))
                    />
                }
                .into_any(),
                Editor::Choice(options) => {
                    let option = move |(value, word): (String, String)| {
                        let is_chosen = told.get() == value;
                        view! { <option value=value selected=is_chosen>{word}</option> }
                    };
                    view! {
                        <select
                            class="cell-input"
                            aria-label=label
                            aria-invalid=move || why.with(Option::is_some).then_some("true")
                            aria-describedby=move || why.with(Option::is_some).then(|| id.get_value())
                            on:change=move |ev| {
                                draft.set(Some(event_target_value(&ev)));
                                commit();
                            }
                        >
                            {move || options.clone().into_iter().map(option).collect_view()}
                        </select>
                    }
                    .into_any()
                }
            };
            // The word of what was chosen, the text of what was typed, or what the list shows of it.
            let shown = move || match (mark.get(), editor.get()) {
                (Some(mark), Some(Editor::Choice(options))) => {
                    let word = options.into_iter().find(|(value, _)| value == mark.text()).map(|(_, word)| word);
                    word.unwrap_or_else(|| mark.text().to_owned()).into_any()
                }
                (Some(mark), _) => mark.text().to_owned().into_any(),
                (None, _) => line.with(|line| line.as_ref().map(|line| (line.cell)(column.key))).into_any(),
            };
            view! {
                <td
                    role="gridcell"
                    class="cell"
                    class:num=column.align == Align::End
                    class:is-active=move || is_active.get()
                    class:is-wrong=move || why.with(Option::is_some)
                    class:is-saving=move || matches!(mark.get(), Some(Mark::Saving(_)))
                    data-column=column.key
                    tabindex=move || match (is_active.get(), editor.with(Option::is_some)) {
                        (true, true) => None,
                        (true, false) => Some("0"),
                        (false, _) => Some("-1"),
                    }
                    aria-readonly=move || editor.with(Option::is_none).then_some("true")
                    on:mousedown=move |ev: web_sys::MouseEvent| if !is_active.get_untracked() {
                        ev.prevent_default();
                        commit();
                        go((nth, at));
                    }
                >
                    {move || match editor.get().filter(|_| is_active.get()) {
                        Some(editor) => control(editor),
                        None => shown(),
                    }}
                    {move || why.get().map(|why| view! { <p class="field-error" id=id.get_value() role="alert">{why}</p> })}
                </td>
            }
        };
        view! {
            <tr
                role="row"
                aria-rowindex=move || offset.get().map(|offset| (offset + i64::try_from(nth).unwrap_or(0) + 2).to_string())
                aria-selected=move || is_ticked.get().to_string()
            >
                <td class="cell-tick" role="gridcell">
                    <input
                        type="checkbox"
                        tabindex="-1"
                        aria-label=move || t.with(|t| t.list_tick(name.get()))
                        prop:checked=move || is_ticked.get()
                        on:change=tick
                    />
                </td>
                {move || list.columns().into_iter().enumerate().map(cell).collect_view()}
            </tr>
        }
    };
    let numbered = move || keys.get().into_iter().enumerate().collect::<Vec<_>>();
    view! {
        <p class="cell-keys">{tr(|t| t.cell_edit_keys())}</p>
        <div
            class="table-box grows list-box"
            on:keydown=on_key
            on:paste=on_paste
            on:focusin=move |_| had_focus.set_value(true)
            on:focusout=move |ev: web_sys::FocusEvent| if ev.related_target().is_some() { had_focus.set_value(false) }
        >
            <table
                role="grid"
                class="cells"
                aria-rowcount=move || match rows.get() {
                    known if known >= 0 => (known + 1).to_string(),
                    _ => "-1".to_owned(),
                }
                aria-multiselectable="true"
            >
                <caption class="visually-hidden">{move || caption.get()}</caption>
                <thead>
                    <tr>
                        <th scope="col" class="cell-tick"><span class="visually-hidden">{tr(|t| t.list_tick_all())}</span></th>
                        {move || list.columns().into_iter().map(head).collect_view()}
                    </tr>
                </thead>
                <tbody node_ref=body>
                    <For each=numbered key=|row| row.clone() children=row/>
                </tbody>
            </table>
        </div>
    }
}
