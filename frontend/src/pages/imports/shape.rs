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

/// Which column is what; each can be said otherwise.
#[component]
pub(in crate::pages) fn Columns(previewed: Previewed, reading: RwSignal<Reading>, known: &'static [Column]) -> impl IntoView {
    let t = texts();
    let unused = previewed.columns.iter().filter(|c| c.field.is_none()).count() as u64;
    let (missing, remembered) = (previewed.missing.clone(), previewed.remembered);
    let fields = Signal::derive(move || {
        t.with(|t| {
            let none = std::iter::once((None, t.import_column_unused()));
            none.chain(known.iter().map(|c| (Some(c.field.to_owned()), problem::field(c.field, t)))).collect::<Vec<_>>()
        })
    });
    let columns = StoredValue::new(previewed.columns.clone());
    let row = move |(index, column): (usize, &api::import::ColumnFound)| {
        let empty = column.header.trim().is_empty();
        let header = if empty { t.with_untracked(|t| t.import_column_lettered(letter(index))) } else { column.header.clone() };
        let (used, field) = (column.field.is_some(), column.field.clone());
        let example = example(&previewed.rows, index).unwrap_or(texts::format::NONE).to_owned();
        let name = header.clone();
        let choose = move |chosen: Option<String>| {
            reading.update(|r| r.mapping = columns.with_value(|c| remapped(c, index, chosen.as_deref())));
        };
        view! {
            <tr class:unused=!used>
                <td>{header}</td>
                <td>
                    <Select
                        value=Signal::stored(Some(field))
                        options=fields
                        label=Signal::stored(Some(name))
                        on_choose=choose
                    />
                </td>
                <td class="clip">{example}</td>
            </tr>
        }
    };
    let rows = previewed.columns.iter().enumerate().map(row).collect_view();
    view! {
        <h3>{tr(|t| t.import_columns())}</h3>
        {(!missing.is_empty()).then(|| view! {
            <Notice kind=NoticeKind::Warn><p>{move || t.with(|t| t.import_columns_say(missing.join("、")))}</p></Notice>
        })}
        {remembered.then(|| view! { <Notice kind=NoticeKind::Info><p>{tr(|t| t.import_columns_remembered())}</p></Notice> })}
        {(unused > 0).then(|| view! { <p class="quiet">{move || t.with(|t| t.import_columns_unused(count(unused)))}</p> })}
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
    }
}
