//! Which columns a file should have, and what else they may be called.

use crate::state::{texts, tr};
use domain::import::Column;
use leptos::prelude::*;

/// The columns, folded.
#[component]
pub(in crate::pages) fn Expected(
    /// Columns of the kind of file.
    columns: Signal<&'static [Column]>,
    /// What holds for all of them.
    #[prop(into)]
    hint: Signal<String>,
) -> impl IntoView {
    let t = texts();
    let rows = move || {
        let t = t.get();
        let row = |column: &Column| {
            let header = column.headers.first().copied().unwrap_or_default();
            let also = column.headers.get(1..).unwrap_or_default().join("、");
            let needed = if column.required { t.import_column_required() } else { t.import_column_optional() };
            view! { <tr><td>{header}</td><td>{needed}</td><td class="quiet">{also}</td></tr> }
        };
        columns.get().iter().map(row).collect_view()
    };
    view! {
        <details class="columns-expected">
            <summary>{tr(|t| t.import_columns_expected())}</summary>
            <p class="quiet">{move || hint.get()}</p>
            <div class="table-box grows">
                <table>
                    <thead><tr>
                        <th scope="col">{tr(|t| t.import_problem_column())}</th>
                        <th scope="col"></th>
                        <th scope="col">{tr(|t| t.import_column_also())}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
}
