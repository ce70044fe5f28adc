//! How a file is to be read: which sheet, which row is the header, which column is what.

use super::plan::{example, letter, remapped};
use crate::state::{texts, tr};
use crate::ui::{Field, Notice, NoticeKind, Select};
use api::import::Previewed;
use domain::import::{Column, Reading};
use leptos::prelude::*;
use texts::format::count;
use texts::problem;

/// Rows that can be chosen as the header.
const HEADER_ROWS: u64 = 30;

/// The sheet of a workbook that has several, and the row of the header.
#[component]
pub(in crate::pages) fn SheetAndHeader(previewed: Previewed, reading: RwSignal<Reading>) -> impl IntoView {
    let t = texts();
    let many = previewed.sheets.len() > 1;
    let sheet = previewed.reading.sheet.clone();
    let sheets = previewed.sheets.clone();
    let options = Signal::derive(move || {
        let word = |s: &api::import::SheetFound| if s.hidden { t.with(|t| t.import_sheet_hidden(s.name.clone())) } else { s.name.clone() };
        sheets.iter().filter(|s| !s.empty).map(|s| (s.name.clone(), word(s))).collect::<Vec<_>>()
    });
    let header_row = previewed.header_row;
    let last = HEADER_ROWS.max(header_row);
    let rows = Signal::derive(move || t.with(|t| (1..=last).map(|n| (n, t.import_header_row_n(n.to_string()))).collect::<Vec<_>>()));
    let choose_sheet = move |name: String| reading.set(Reading { sheet: Some(name), ..Reading::default() });
    let choose_row = move |row: u64| {
        reading.update(|r| {
            r.header_row = Some(row);
            r.mapping.clear();
        });
    };
    view! {
        <div class="shape">
            {many.then(|| view! {
                <Field label=tr(|t| t.import_sheet())>
                    <Select
                        value=Signal::stored(sheet)
                        options
                        on_choose=choose_sheet
                    />
                </Field>
            })}
            <Field label=tr(|t| t.import_header_row())>
                <Select
                    value=Signal::stored(Some(header_row))
                    options=rows
                    on_choose=choose_row
                />
            </Field>
        </div>
    }
}

/// Which column is what; each can be said otherwise. It stands beside what is built anew with every answer: its rows stay as long
/// as the file has the same columns, and so does the focus on what was just said.
#[component]
pub(in crate::pages) fn Columns(
    /// What was found.
    #[prop(into)]
    found: Signal<Option<Previewed>>,
    reading: RwSignal<Reading>,
    /// The columns that are known.
    #[prop(into)]
    known: Signal<&'static [Column]>,
) -> impl IntoView {
    let t = texts();
    let read = move |read: fn(&Previewed) -> Vec<String>| Memo::new(move |_| found.with(|p| p.as_ref().map(read)));
    let headers = read(|p| p.columns.iter().map(|c| c.header.clone()).collect());
    let missing = read(|p| p.missing.clone());
    let remembered = Memo::new(move |_| found.with(|p| p.as_ref().is_some_and(|p| p.remembered)));
    let unused = Memo::new(move |_| found.with(|p| p.iter().flat_map(|p| &p.columns).filter(|c| c.field.is_none()).count() as u64));
    let fields = Signal::derive(move || {
        let known = known.get();
        t.with(|t| {
            let none = std::iter::once((None, t.import_column_unused()));
            none.chain(known.iter().map(|c| (Some(c.field.to_owned()), problem::field(c.field, t)))).collect::<Vec<_>>()
        })
    });
    let row = move |(index, header): (usize, String)| {
        let empty = header.trim().is_empty();
        let header = if empty { t.with_untracked(|t| t.import_column_lettered(letter(index))) } else { header };
        let field = Memo::new(move |_| found.with(|p| p.as_ref().and_then(|p| p.columns.get(index)).and_then(|c| c.field.clone())));
        let example = move || {
            let first = found.with(|p| p.as_ref().and_then(|p| example(&p.rows, index).map(str::to_owned)));
            first.unwrap_or_else(|| texts::format::NONE.to_owned())
        };
        let name = header.clone();
        let choose = move |chosen: Option<String>| {
            let mapping = found.with_untracked(|p| p.as_ref().map(|p| remapped(&p.columns, index, chosen.as_deref())));
            reading.update(|r| r.mapping = mapping.unwrap_or_default());
        };
        view! {
            <tr class:unused=move || field.with(Option::is_none)>
                <td>{header}</td>
                <td>
                    <Select
                        value=Signal::derive(move || Some(field.get()))
                        options=fields
                        label=Signal::stored(Some(name))
                        on_choose=choose
                    />
                </td>
                <td class="clip">{example}</td>
            </tr>
        }
    };
    let lacking = move || missing.get().filter(|missing| !missing.is_empty());
    let table = move || {
        let rows = headers.get()?.into_iter().enumerate().map(row).collect_view();
        Some(view! {
            <h3>{tr(|t| t.import_columns())}</h3>
            {move || lacking().map(|missing| view! {
                <Notice kind=NoticeKind::Warn><p>{move || t.with(|t| t.import_columns_say(missing.join("、")))}</p></Notice>
            })}
            {move || remembered.get().then(|| view! {
                <Notice kind=NoticeKind::Info><p>{tr(|t| t.import_columns_remembered())}</p></Notice>
            })}
            {move || (unused.get() > 0).then(|| view! {
                <p class="quiet">{move || t.with(|t| t.import_columns_unused(count(unused.get())))}</p>
            })}
            <div class="table-box columns-box" tabindex="0">
                <table class="columns-found">
                    <thead><tr>
                        <th scope="col">{tr(|t| t.import_column_in_file())}</th>
                        <th scope="col">{tr(|t| t.import_column_field())}</th>
                        <th scope="col">{tr(|t| t.import_column_example())}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        })
    };
    view! { {table} }
}
