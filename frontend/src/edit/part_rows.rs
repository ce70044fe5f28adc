//! Rows of an item or an entry in its form: conditions, materials, duties and the like, each a small block of cells.

use crate::state::{texts, tr};
use crate::ui::{Button, Field, Icon, IconButton, Look, Select, TextArea, TextInput};
use domain::catalogue::item::ItemFields;
use domain::catalogue::parts::{CellKind, PartColumn, PartKind, is_blank};
use leptos::prelude::*;
use std::sync::Arc;
use texts::{Texts, item, words};

/// A kind of rows, and the form that holds them.
pub trait Rows: Copy + Send + Sync + 'static {
    /// What is edited.
    type Form: Send + Sync + 'static;
    /// Its name as a field.
    fn code(self) -> &'static str;
    /// Its cells.
    fn columns(self) -> &'static [PartColumn];
    /// The rows that are there.
    fn rows(self, form: &Self::Form) -> Vec<Vec<String>>;
    /// Puts rows there.
    fn set_rows(self, form: &mut Self::Form, rows: &[Vec<String>]);
    /// What they are called.
    fn name(self, t: &Texts) -> String;
    /// What a cell is called.
    fn cell_name(self, column: &str, t: &Texts) -> String;
    /// What is chosen in a cell, in words.
    fn cell_word(self, column: &str, cell: &str, t: &Texts) -> String;
}

impl Rows for PartKind {
    type Form = ItemFields;
    fn code(self) -> &'static str {
        self.code()
    }
    fn columns(self) -> &'static [PartColumn] {
        self.columns()
    }
    fn rows(self, form: &ItemFields) -> Vec<Vec<String>> {
        form.rows(self)
    }
    fn set_rows(self, form: &mut ItemFields, rows: &[Vec<String>]) {
        form.set_rows(self, rows);
    }
    fn name(self, t: &Texts) -> String {
        item::part_name(self, t)
    }
    fn cell_name(self, column: &str, t: &Texts) -> String {
        words::cell_name(self, column, t)
    }
    fn cell_word(self, column: &str, cell: &str, t: &Texts) -> String {
        words::cell_word(self, column, cell, t)
    }
}

/// A row as it is typed.
#[derive(Clone)]
struct RowState {
    id: u32,
    cells: Arc<Vec<RwSignal<String>>>,
}

impl RowState {
    fn new(id: u32, cells: Vec<String>) -> Self {
        Self { id, cells: Arc::new(cells.into_iter().map(RwSignal::new).collect()) }
    }

    /// The cells as they stand; tracked.
    fn values(&self, columns: &[PartColumn]) -> Vec<String> {
        columns.iter().zip(self.cells.iter()).map(|(column, cell)| read(column, cell.get())).collect()
    }
}

/// A cell as it is stored: what is no number is one that can't be, so that it is told.
fn read(column: &PartColumn, typed: String) -> String {
    match column.kind {
        CellKind::Count => typed.trim().parse::<u32>().unwrap_or(u32::MAX).to_string(),
        _ => typed,
    }
}

/// The cells of a row in which nothing was typed yet.
fn fresh(columns: &[PartColumn]) -> Vec<String> {
    let cell = |column: &PartColumn| match column.kind {
        CellKind::Count => "1".to_owned(),
        CellKind::Choice(codes) => codes.first().copied().unwrap_or_default().to_owned(),
        CellKind::Line | CellKind::Text => String::new(),
    };
    columns.iter().map(cell).collect()
}

/// The rows of a kind.
#[component]
pub fn PartRows<K: Rows>(
    /// Which.
    kind: K,
    /// What is edited.
    form: RwSignal<K::Form>,
    /// What is wrong, by path: `materials.2.name`.
    error: Callback<String, Option<String>>,
    /// They can't be changed.
    #[prop(into)]
    locked: Signal<bool>,
) -> impl IntoView {
    let t = texts();
    let next = StoredValue::new(0_u32);
    let number = move || {
        next.update_value(|n| *n += 1);
        next.get_value()
    };
    let of_form = move || form.with_untracked(|fields| kind.rows(fields));
    let rows = RwSignal::new(of_form().into_iter().map(|cells| RowState::new(number(), cells)).collect::<Vec<_>>());
    // What is typed goes into the item …
    Effect::new(move |before: Option<()>| {
        let now: Vec<Vec<String>> = rows.with(|rows| rows.iter().map(|row| row.values(kind.columns())).collect());
        if before.is_some() && of_form() != now {
            form.update(|fields| kind.set_rows(fields, &now));
        }
    });
    // … and what a draft or a merge puts there comes back.
    let stored = Memo::new(move |_| form.with(|fields| kind.rows(fields)));
    Effect::new(move |before: Option<()>| {
        let stored = stored.get();
        let now: Vec<Vec<String>> = untrack(|| rows.with(|rows| rows.iter().map(|row| row.values(kind.columns())).collect()));
        if before.is_some() && stored != now {
            rows.set(stored.into_iter().map(|cells| RowState::new(number(), cells)).collect());
        }
    });
    let place_of = move |id: u32| rows.with(|rows| rows.iter().position(|row| row.id == id).unwrap_or(0));
    // Rows in which nothing was typed are left out when it is saved, so errors count without them.
    let counted = move |id: u32| {
        rows.with(|rows| {
            let before = rows.iter().take_while(|row| row.id != id);
            before.filter(|row| !is_blank(kind.columns(), &row.values(kind.columns()))).count()
        })
    };
    let row_view = move |row: RowState| {
        let id = row.id;
        let nth = move || (place_of(id) + 1).to_string();
        let cells = kind.columns().iter().zip(row.cells.iter().copied()).map(|(column, cell)| {
            let wrong = Signal::derive(move || error.run(format!("{}.{}.{}", kind.code(), counted(id), column.key)));
            let label = tr(move |t| kind.cell_name(column.key, t));
            // Made inside of its field, which ties it to its label.
            let input = move || match column.kind {
                CellKind::Line => view! { <TextInput value=cell/> }.into_any(),
                CellKind::Text => view! { <TextArea value=cell rows=2/> }.into_any(),
                CellKind::Count => view! { <TextInput value=cell width=4/> }.into_any(),
                CellKind::Choice(codes) => {
                    let options = Signal::derive(move || {
                        t.with(|t| codes.iter().map(|code| ((*code).to_owned(), kind.cell_word(column.key, code, t))).collect::<Vec<_>>())
                    });
                    view! { <Select value=Signal::derive(move || Some(cell.get())) options on_choose=move |code: String| cell.set(code)/> }
                        .into_any()
                }
            };
            let optional = !column.required && matches!(column.kind, CellKind::Line | CellKind::Text);
            view! { <Field label error=wrong optional>{input()}</Field> }
        });
        let cells = cells.collect_view();
        let up = move || {
            rows.update(|rows| {
                if let Some(at) = rows.iter().position(|row| row.id == id).filter(|at| *at > 0) {
                    rows.swap(at, at - 1);
                }
            });
        };
        let remove = move || rows.update(|rows| rows.retain(|row| row.id != id));
        view! {
            <li class="part-row">
                <div class="part-row-head">
                    <strong>{move || t.with(|t| t.item_row(nth()))}</strong>
                    <Show when=move || { place_of(id) > 0 }>
                        <IconButton icon=Icon::Up label=tr(move |t| t.item_row_up(nth())) on_press=up/>
                    </Show>
                    <IconButton icon=Icon::Close label=tr(move |t| t.item_row_remove(nth())) on_press=remove/>
                </div>
                {cells}
            </li>
        }
    };
    let add = move || rows.update(|rows| rows.push(RowState::new(number(), fresh(kind.columns()))));
    let too_many = move || error.run(kind.code().to_owned());
    view! {
        <fieldset class="field part" disabled=move || locked.get()>
            <legend class="field-label">{move || t.with(|t| kind.name(t))}</legend>
            <ol class="part-rows">
                <For each=move || rows.get() key=|row| row.id children=row_view/>
            </ol>
            <Button look=Look::Quiet on_press=add>{tr(|t| t.item_row_add())}</Button>
            <p class="field-error" aria-live="polite">{too_many}</p>
        </fieldset>
    }
}
