//! What the first rows of a file say: how it is written, and the rows as they stand.

use super::words;
use crate::state::{texts, tr};
use api::import::Previewed;
use leptos::prelude::*;
use texts::format::count;

/// How many rows were checked, and how the file is written.
#[component]
pub(in crate::pages) fn Facts(previewed: Previewed) -> impl IntoView {
    let t = texts();
    let (checked, whole, bad, asides) = (previewed.checked, previewed.whole, previewed.bad_rows, previewed.asides.len() as u64);
    let encoding = previewed.encoding.clone();
    let delimiter = previewed.delimiter.clone();
    let facts = move || {
        let t = t.get();
        let rows = count(checked);
        let mut pairs = vec![
            (t.import_checked(), if whole { t.import_checked_whole(rows) } else { t.import_checked_part(rows) }),
            (t.import_bad_rows(), if bad == 0 { t.import_bad_rows_none() } else { count(bad) }),
        ];
        if delimiter.is_empty() {
            pairs.push((t.import_format(), words::encoding(&encoding, &t)));
        } else {
            pairs.push((t.import_encoding(), words::encoding(&encoding, &t)));
            pairs.push((t.import_delimiter(), words::delimiter(&delimiter, &t)));
        }
        if asides > 0 {
            pairs.push((t.import_asides(), count(asides)));
        }
        pairs.into_iter().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).collect_view()
    };
    view! { <dl class="fact-strip">{facts}</dl> }
}

/// The rows as they stand in the file.
#[component]
pub(in crate::pages) fn FirstRows(previewed: Previewed) -> impl IntoView {
    let head = previewed.columns.iter().map(|c| view! { <th scope="col" class:unused=c.field.is_none()>{c.header.clone()}</th> });
    let used: Vec<bool> = previewed.columns.iter().map(|c| c.field.is_some()).collect();
    let rows = previewed.rows.iter().enumerate().map(|(index, row)| {
        let cells = row.iter().enumerate().map(|(column, cell)| {
            let unused = used.get(column) != Some(&true);
            view! { <td class="clip" class:unused=unused title=cell.clone()>{cell.clone()}</td> }
        });
        // As a spreadsheet counts, if no row between is empty.
        view! { <tr><td class="num quiet">{previewed.header_row + 1 + index as u64}</td>{cells.collect_view()}</tr> }
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
