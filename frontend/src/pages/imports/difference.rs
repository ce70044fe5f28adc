//! What an import would change: new, changed field by field, the same.

use crate::state::{texts, tr};
use api::import::{Difference, FieldChange};
use leptos::prelude::*;
use texts::format::count;
use texts::problem;

/// The checked rows against what is stored.
#[component]
pub(in crate::pages) fn Changes(difference: Difference) -> impl IntoView {
    let t = texts();
    let (new, same, changed, changes) = (difference.new, difference.same, difference.changed, difference.changes);
    let counts = move || {
        let t = t.get();
        let named = [(t.import_difference_new(), new), (t.import_difference_changed(), changed), (t.import_difference_same(), same)];
        named.into_iter().map(|(name, n)| view! { <div><dt>{name}</dt><dd>{count(n)}</dd></div> }).collect_view()
    };
    let any = !changes.is_empty();
    let rows = move || {
        let t = t.get();
        let said = |value: &str| if value.is_empty() { t.import_problem_value_empty() } else { value.to_owned() };
        let row = |c: &FieldChange| {
            view! {
                <tr>
                    <td class="num">{c.row}</td>
                    <td>{problem::field(&c.field, &t)}</td>
                    <td class="clip" title=c.stored.clone()>{said(&c.stored)}</td>
                    <td class="clip" title=c.file.clone()>{said(&c.file)}</td>
                </tr>
            }
        };
        changes.iter().map(row).collect_view()
    };
    view! {
        <h3>{tr(|t| t.import_difference())}</h3>
        <dl class="fact-strip">{counts}</dl>
        {any.then(|| view! {
            <div class="table-box columns-box" tabindex="0">
                <table class="columns-found">
                    <thead><tr>
                        <th scope="col" class="num">{tr(|t| t.import_row_no())}</th>
                        <th scope="col">{tr(|t| t.import_problem_column())}</th>
                        <th scope="col">{tr(|t| t.import_difference_stored())}</th>
                        <th scope="col">{tr(|t| t.import_difference_file())}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        })}
    }
}
