//! A table: sticky header, sorting by its columns, rows that are walked and opened by keyboard.

use super::{Glyph, Icon};
use crate::state::texts;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Where a column's words stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Text.
    #[default]
    Start,
    /// Figures.
    End,
}

/// A column.
#[derive(Clone)]
pub struct Column {
    /// Names it when it is sorted by.
    pub key: &'static str,
    /// Its name.
    pub label: Signal<String>,
    /// Where its words stand; give the cells `class="num"` too.
    pub align: Align,
    /// The list can be sorted by it.
    pub sorts: bool,
    /// Least width in characters.
    pub width: Option<u32>,
}

impl Column {
    /// A column of text.
    pub fn new(key: &'static str, label: impl Into<Signal<String>>) -> Self {
        Self { key, label: label.into(), align: Align::Start, sorts: false, width: None }
    }

    /// A column of figures.
    #[must_use]
    pub fn figures(mut self) -> Self {
        self.align = Align::End;
        self
    }

    /// The list can be sorted by it.
    #[must_use]
    pub fn sorts(mut self) -> Self {
        self.sorts = true;
        self
    }

    /// At least that many characters wide.
    #[must_use]
    pub fn width(mut self, characters: u32) -> Self {
        self.width = Some(characters);
        self
    }
}

/// By which column a list is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// [`Column::key`].
    pub key: &'static str,
    /// The largest first.
    pub down: bool,
}

impl Sort {
    /// The sort after a press on a column's name: that column, largest first; the other way round on the second press.
    #[must_use]
    pub fn pressed(now: Option<Self>, key: &'static str) -> Self {
        match now {
            Some(sort) if sort.key == key => Self { key, down: !sort.down },
            _ => Self { key, down: true },
        }
    }
}

/// A table; its children are [`Row`]s or `<tr>`s.
#[component]
pub fn Table(
    /// What it lists; read out, not shown.
    #[prop(into)]
    caption: Signal<String>,
    /// The columns.
    #[prop(into)]
    columns: Signal<Vec<Column>>,
    /// By which column it is sorted.
    #[prop(optional, into)]
    sort: Signal<Option<Sort>>,
    /// Another sort is asked for.
    #[prop(optional, into)]
    on_sort: Option<Callback<Sort>>,
    /// Rows in all, where only the first ones are shown.
    #[prop(optional, into)]
    total: Signal<Option<i64>>,
    /// It grows with its rows and the page scrolls, rather than scrolling inside.
    #[prop(optional)]
    grows: bool,
    /// The rows.
    children: Children,
) -> impl IntoView {
    let t = texts();
    let head = move |column: Column| {
        let Column { key, label, align, sorts, width } = column;
        let mine = Memo::new(move |_| sort.get().filter(|sort| sort.key == key));
        let aria_sort = move || mine.get().map(|sort| if sort.down { "descending" } else { "ascending" });
        let name = move || label.get();
        let inner = match on_sort.filter(|_| sorts) {
            Some(on_sort) => view! {
                <button
                    type="button"
                    class="sorter"
                    title=move || t.with(|t| t.ui_sort_by(label.get()))
                    on:click=move |_| on_sort.run(Sort::pressed(sort.get_untracked(), key))
                >
                    {name}
                    {move || mine.get().map(|sort| view! { <Glyph icon=if sort.down { Icon::Down } else { Icon::Up }/> })}
                </button>
            }
            .into_any(),
            None => name.into_any(),
        };
        view! {
            <th
                scope="col"
                class:num=align == Align::End
                aria-sort=aria_sort
                style=width.map(|width| format!("min-width:{width}ch"))
            >
                {inner}
            </th>
        }
    };
    view! {
        <div class="table-box" class:grows=grows tabindex=(!grows).then_some("-1") on:keydown=walk_rows>
            <table aria-rowcount=move || total.get().map(|total| (total + 1).to_string())>
                <caption class="visually-hidden">{move || caption.get()}</caption>
                <thead><tr>{move || columns.get().into_iter().map(head).collect_view()}</tr></thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
}

/// A row that can be opened by click, Enter or Space; arrow keys walk.
#[component]
pub fn Row(
    /// It is opened.
    #[prop(into)]
    on_open: Callback<()>,
    /// It is the one whose details are shown.
    #[prop(optional, into)]
    current: Signal<bool>,
    /// Its cells.
    children: Children,
) -> impl IntoView {
    // A click on a button or link inside the row is for that, not for the row.
    let is_own = |target: Option<web_sys::EventTarget>| {
        let element = target.and_then(|t| t.dyn_into::<web_sys::Element>().ok());
        element.is_some_and(|e| e.closest("button, a, input, select, label, .definition").ok().flatten().is_none())
    };
    view! {
        <tr
            class="row"
            tabindex="0"
            aria-current=move || current.get().then_some("true")
            on:click=move |ev| if is_own(ev.target()) { on_open.run(()) }
            on:keydown=move |ev| if matches!(ev.key().as_str(), "Enter" | " ") && is_own(ev.target()) {
                ev.prevent_default();
                on_open.run(());
            }
        >
            {children()}
        </tr>
    }
}

/// Up, down, Home and End move the focus from row to row.
#[expect(clippy::needless_pass_by_value, reason = "an event handler")]
fn walk_rows(ev: web_sys::KeyboardEvent) {
    let Some(row) = ev.target().and_then(|t| t.dyn_into::<web_sys::HtmlElement>().ok()) else { return };
    if !row.class_list().contains("row") {
        return;
    }
    let next = match ev.key().as_str() {
        "ArrowDown" => row.next_element_sibling(),
        "ArrowUp" => row.previous_element_sibling(),
        "Home" => row.parent_element().and_then(|body| body.first_element_child()),
        "End" => row.parent_element().and_then(|body| body.last_element_child()),
        _ => return,
    };
    ev.prevent_default();
    if let Some(next) = next.and_then(|n| n.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = next.focus();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_press_turns_the_order() {
        let first = Sort::pressed(None, "cases");
        assert_eq!(first, Sort { key: "cases", down: true });
        assert_eq!(Sort::pressed(Some(first), "cases"), Sort { key: "cases", down: false });
        assert_eq!(Sort::pressed(Some(first), "name"), Sort { key: "name", down: true });
    }
}
