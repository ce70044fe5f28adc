//! The rows of a list: a grid of one tab stop, walked by arrows, Home and End, Page Up and Page Down; Enter opens, the space
//! bar ticks.

use super::pages::Step;
use super::state::{Line, ListColumn, ListState};
use crate::state::{texts, tr};
use crate::ui::{Align, Glyph, Icon};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Which row gets the focus once other rows have come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum After {
    First,
    Last,
}

/// The grid.
#[component]
pub fn Grid(
    /// Where the person is.
    list: ListState,
    /// What it lists; read out, not shown.
    #[prop(into)]
    caption: Signal<String>,
    /// The rows.
    lines: Signal<Vec<Line>>,
    /// Rows in all; −1 if it is not known.
    rows: Signal<i64>,
    /// Rows can be ticked.
    #[prop(into)]
    ticks: Signal<bool>,
    /// A row's details are to be shown; rows can't be opened without.
    on_open: Option<Callback<String>>,
    /// The row whose details are shown.
    #[prop(into)]
    opened: Signal<Option<String>>,
    /// Goes to another page; whether there is one.
    on_step: Callback<Step, bool>,
) -> impl IntoView {
    let t = texts();
    let active = RwSignal::new(0_usize);
    let after = StoredValue::new(None::<After>);
    let body = NodeRef::<leptos::html::Tbody>::new();
    let count = move || lines.with_untracked(Vec::len);
    let focus = move |nth: usize| {
        active.set(nth);
        let row = body.get_untracked().and_then(|b| b.children().item(u32::try_from(nth).ok()?));
        if let Some(row) = row.and_then(|r| r.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = row.focus();
        }
    };
    Effect::new(move |_| {
        let n = lines.with(Vec::len);
        if active.get_untracked() >= n {
            active.set(n.saturating_sub(1));
        }
        if let Some(after) = after.try_update_value(Option::take).flatten() {
            let to = if after == After::First { 0 } else { n.saturating_sub(1) };
            // Once they stand there.
            request_animation_frame(move || focus(to));
        }
    });
    let tick = move |line: &Line| {
        let (key, version) = (line.key.clone(), line.version);
        list.ticked.update(|ticked| {
            if ticked.remove(&key).is_none() {
                ticked.insert(key, version);
            }
        });
    };
    // Where there is no such page, no rows will come that could take the focus.
    let step = move |step: Step, then: After| after.set_value(on_step.run(step).then_some(then));
    let walk = move |ev: web_sys::KeyboardEvent| {
        let on_row = ev.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok()).is_some_and(|e| e.class_list().contains("row"));
        if !on_row || ev.alt_key() || ev.meta_key() {
            return;
        }
        let (now, last) = (active.get_untracked(), count().saturating_sub(1));
        let line = || lines.with_untracked(|lines| lines.get(now).cloned());
        match (ev.key().as_str(), ev.ctrl_key()) {
            ("ArrowDown", false) => focus((now + 1).min(last)),
            ("ArrowUp", false) => focus(now.saturating_sub(1)),
            ("Home", false) => focus(0),
            ("End", false) => focus(last),
            ("PageDown", false) => step(Step::After, After::First),
            ("PageUp", false) => step(Step::Before, After::Last),
            ("Home", true) => step(Step::First, After::First),
            ("End", true) => step(Step::Last, After::Last),
            (" ", false) if ticks.get_untracked() => {
                if let Some(line) = line() {
                    tick(&line);
                }
            }
            ("Enter" | " ", false) => {
                if let (Some(line), Some(on_open)) = (line(), on_open) {
                    on_open.run(line.key);
                }
            }
            _ => return,
        }
        ev.prevent_default();
    };
    let head = move |column: ListColumn| {
        let ListColumn { key, label, align, sorts, width, .. } = column;
        let mine = Memo::new(move |_| list.sort().filter(|sort| sort.by == key).map(|sort| sort.down));
        let inner = match sorts {
            Some(_) => view! {
                <button
                    type="button"
                    class="sorter"
                    title=move || t.with(|t| t.ui_sort_by(label.get()))
                    on:click=move |_| list.press_sort(key)
                >
                    {move || label.get()}
                    {move || mine.get().map(|down| view! { <Glyph icon=if down { Icon::Down } else { Icon::Up }/> })}
                </button>
            }
            .into_any(),
            None => (move || label.get()).into_any(),
        };
        view! {
            <th
                scope="col"
                class:num=align == Align::End
                aria-sort=move || mine.get().map(|down| if down { "descending" } else { "ascending" })
                style=width.map(|width| format!("min-width:{width}ch"))
            >
                {inner}
            </th>
        }
    };
    let all_ticked = Memo::new(move |_| {
        lines.with(|lines| !lines.is_empty() && list.ticked.with(|ticked| lines.iter().all(|line| ticked.contains_key(&line.key))))
    });
    let tick_all = move |on: bool| {
        let page: Vec<(String, i64)> = lines.with_untracked(|lines| lines.iter().map(|l| (l.key.clone(), l.version)).collect());
        list.ticked.update(|ticked| {
            for (key, version) in page {
                if on {
                    ticked.insert(key, version);
                } else {
                    ticked.remove(&key);
                }
            }
        });
    };
    let offset = Memo::new(move |_| list.offset());
    let row = move |(nth, line): (usize, Line)| {
        let key = StoredValue::new(line.key.clone());
        let is_ticked = Memo::new(move |_| key.with_value(|key| list.ticked.with(|ticked| ticked.contains_key(key))));
        let is_opened = Memo::new(move |_| opened.with(|opened| key.with_value(|key| opened.as_ref() == Some(key))));
        let name = line.label.clone();
        let label = move || t.with(|t| t.list_tick(&name));
        let (kept, cells) = (StoredValue::new(line.clone()), line.cell);
        let own = |ev: &web_sys::MouseEvent| {
            let element = ev.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok());
            element.is_some_and(|e| e.closest("button, a, input, select, label, .definition").ok().flatten().is_none())
        };
        view! {
            <tr
                class="row"
                class:is-fixed=on_open.is_none()
                role="row"
                tabindex=move || if active.get() == nth { "0" } else { "-1" }
                aria-rowindex=move || offset.get().map(|offset| (offset + i64::try_from(nth).unwrap_or(0) + 2).to_string())
                aria-selected=move || ticks.get().then(|| is_ticked.get().to_string())
                aria-current=move || is_opened.get().then_some("true")
                on:focus=move |_| active.set(nth)
                on:click=move |ev| if own(&ev) {
                    active.set(nth);
                    if let Some(on_open) = on_open {
                        on_open.run(key.get_value());
                    }
                }
            >
                {move || ticks.get().then(|| {
                    let label = label.clone();
                    view! {
                        <td class="cell-tick">
                            <input
                                type="checkbox"
                                tabindex="-1"
                                aria-label=label
                                prop:checked=move || is_ticked.get()
                                on:change=move |_| kept.with_value(|line| tick(line))
                            />
                        </td>
                    }
                })}
                {move || list.columns().into_iter().map(|column| view! {
                    <td class:num=column.align == Align::End data-column=column.key>{cells(column.key)}</td>
                }).collect_view()}
            </tr>
        }
    };
    // Rows that stay keep their elements, and with them the focus.
    let numbered = move || lines.get().into_iter().enumerate().collect::<Vec<_>>();
    view! {
        <div class="table-box grows list-box" on:keydown=walk>
            <table
                role="grid"
                aria-rowcount=move || match rows.get() {
                    known if known >= 0 => (known + 1).to_string(),
                    _ => "-1".to_owned(),
                }
                aria-multiselectable=move || ticks.get().then_some("true")
            >
                <caption class="visually-hidden">{move || caption.get()}</caption>
                <thead>
                    <tr>
                        {move || ticks.get().then(|| view! {
                            <th scope="col" class="cell-tick">
                                <input
                                    type="checkbox"
                                    aria-label=tr(|t| t.list_tick_all())
                                    prop:checked=move || all_ticked.get()
                                    on:change=move |ev| tick_all(event_target_checked(&ev))
                                />
                            </th>
                        })}
                        {move || list.columns().into_iter().map(head).collect_view()}
                    </tr>
                </thead>
                <tbody node_ref=body>
                    <For each=numbered key=|(nth, line)| (*nth, line.key.clone(), line.stamp) children=row/>
                </tbody>
            </table>
        </div>
    }
}
