//! What the first rows of a file say: encoding, separator, columns, the rows as they stand.

use super::plan::example;
use super::words;
use crate::state::{texts, tr};
use api::import::Previewed;
use leptos::prelude::*;
use texts::problem;

/// How many rows were checked, and how the file is written.
#[component]
pub(super) fn Facts(previewed: Previewed) -> impl IntoView {
    let t = texts();
    let (checked, whole, bad) = (previewed.checked, previewed.whole, previewed.bad_rows);
    let encoding = previewed.encoding.clone();
    let delimiter = previewed.delimiter.clone();
    let facts = move || {
        let t = t.get();
        let rows = words::rows(checked);
        let pairs = [
            (t.import_checked(), if whole { t.import_checked_whole(rows) } else { t.import_checked_part(rows) }),
            (t.import_bad_rows(), if bad == 0 { t.import_bad_rows_none() } else { words::rows(bad) }),
            (t.import_encoding(), words::encoding(&encoding, &t)),
            (t.import_delimiter(), words::delimiter(&delimiter, &t)),
        ];
        pairs.into_iter().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).collect_view()
    };
    view! { <dl class="fact-strip">{facts}</dl> }
}

/// Which column was understood as what.
#[component]
pub(super) fn Columns(previewed: Previewed) -> impl IntoView {
    let t = texts();
    let unused = previewed.columns.iter().filter(|c| c.field.is_none()).count() as u64;
    let rows = move || {
        let t = t.get();
        let row = |(index, column): (usize, &api::import::ColumnFound)| {
            let header = if column.header.trim().is_empty() { t.import_column_empty() } else { column.header.clone() };
            let used = column.field.is_some();
            let field = column.field.as_deref().map_or_else(|| t.import_column_unused(), |f| problem::field(f, &t));
            let example = example(&previewed.rows, index).unwrap_or(texts::format::NONE).to_owned();
            view! {
                <tr class:unused=!used>
                    <td>{header}</td>
                    <td>{field}</td>
                    <td class="clip">{example}</td>
                </tr>
            }
        };
        previewed.columns.iter().enumerate().map(row).collect_view()
    };
    view! {
        <h3>{tr(|t| t.import_columns())}</h3>
        {(unused > 0).then(|| view! { <p class="quiet">{move || t.with(|t| t.import_columns_unused(words::rows(unused)))}</p> })}
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

/// The rows as they stand in the file.
#[component]
pub(super) fn FirstRows(previewed: Previewed) -> impl IntoView {
    let head = previewed.columns.iter().map(|c| view! { <th scope="col" class:unused=c.field.is_none()>{c.header.clone()}</th> });
    let used: Vec<bool> = previewed.columns.iter().map(|c| c.field.is_some()).collect();
    let rows = previewed.rows.iter().enumerate().map(|(index, row)| {
        let cells = row.iter().enumerate().map(|(column, cell)| {
            let unused = used.get(column) != Some(&true);
            view! { <td class="clip" class:unused=unused title=cell.clone()>{cell.clone()}</td> }
        });
        // The header is row 1, as a spreadsheet shows it.
        view! { <tr><td class="num quiet">{index + 2}</td>{cells.collect_view()}</tr> }
    });
    view! {
        <details>
            <summary>{tr(|t| t.import_first_rows())}</summary>
            <div class="table-box first-rows" tabindex="0">
                <table>
                    <thead><tr><th scope="col" class="num">{tr(|t| t.import_row_no())}</th>{head.collect_view()}</tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </details>
    }
}
