//! Problems of rows, gathered: what is wrong, how to fix it, and where it stands.

use super::problems::{Group, grouped, mended_here};
use crate::state::{texts, tr};
use crate::ui::{Badge, Tint};
use domain::import::RowProblem;
use leptos::prelude::*;
use texts::format::count;
use texts::{Texts, problem};

/// Problems by kind and column.
#[component]
pub(in crate::pages) fn ProblemGroups(
    /// The problems, in row order.
    problems: Vec<RowProblem>,
    /// How many there are in all, where only the first ones are given.
    total: Option<u64>,
    /// What is said when there are none.
    #[prop(into)]
    none: Signal<String>,
) -> impl IntoView {
    let t = texts();
    let shown = problems.len() as u64;
    let groups = grouped(problems);
    if groups.is_empty() {
        return view! { <p class="quiet">{move || none.get()}</p> }.into_any();
    }
    view! {
        <h3>{tr(|t| t.import_problems())}</h3>
        {total.filter(|total| *total > shown).map(|total| view! {
            <p class="quiet">{move || t.with(|t| t.import_problems_some(count(total), count(shown)))}</p>
        })}
        <ul class="problem-groups">
            {move || t.with(|t| groups.iter().map(|group| one(group, t)).collect_view())}
        </ul>
    }
    .into_any()
}

fn one(group: &Group, t: &Texts) -> impl IntoView + use<> {
    let said = problem::words(&group.problem, group.field.as_deref(), t);
    let column = group.field.as_deref().map_or_else(|| t.import_problem_whole_row(), |f| problem::field(f, t));
    let tint = if mended_here(&group.problem) { Tint::Accent } else { Tint::Warn };
    let how_many = t.import_problems_count(count(group.count as u64));
    let rows: Vec<_> = group
        .rows
        .iter()
        .map(|row| {
            let own = problem::words(&row.problem, row.field.as_deref(), t);
            // What holds for the group is said once; only what differs is said of the row.
            let note = if own.what == said.what { None } else { Some(own.what) };
            let note = note.or_else(|| (own.how != said.how).then_some(own.how));
            let value = if row.value.is_empty() { t.import_problem_value_empty() } else { row.value.clone() };
            view! {
                <li>
                    <span class="problem-row">{t.import_problems_row(count(row.row))}</span>
                    <span class="problem-value" class:quiet=row.value.is_empty()>{value}</span>
                    {note.map(|note| view! { <span class="quiet">{note}</span> })}
                </li>
            }
        })
        .collect();
    let more = (group.count > group.rows.len()).then(|| t.import_problems_more());
    view! {
        <li class="problem-group">
            <p class="problem-what">
                <Badge tint>{column}</Badge>
                <strong>{said.what}</strong>
                <span class="quiet">{how_many}</span>
            </p>
            <p class="problem-fix">{said.how}</p>
            <ul class="problem-rows">
                {rows}
                {more.map(|more| view! { <li class="quiet">{more}</li> })}
            </ul>
        </li>
    }
}
