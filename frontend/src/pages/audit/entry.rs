//! One entry of the log: what it says, and what it changed.

use super::log::{Change, changes};
use super::words;
use crate::state::{Wording, texts, tr, use_places};
use crate::ui::{Badge, Tint};
use api::audit::Entry;
use leptos::prelude::*;
use texts::format;

/// How an outcome is tinted.
pub(super) fn outcome_tint(outcome: &str) -> Tint {
    match outcome {
        "done" => Tint::Quiet,
        "refused" => Tint::Warn,
        _ => Tint::Bad,
    }
}

/// An outcome as a badge.
pub(super) fn outcome_badge(t: Wording, outcome: String) -> impl IntoView {
    let tint = outcome_tint(&outcome);
    view! { <Badge tint>{move || t.with(|t| words::outcome(&outcome, t))}</Badge> }
}

/// What an entry changed, field by field; none if its values were erased.
#[component]
pub fn Changed(
    /// The values of the entry.
    values: Option<String>,
    /// About what it is.
    subject: String,
) -> impl IntoView {
    let (t, places) = (texts(), use_places());
    let lines = values.as_deref().map(changes);
    move || match &lines {
        None => view! { <p class="quiet">{t.with(|t| t.audit_erased())}</p> }.into_any(),
        Some(lines) if lines.is_empty() => view! { <p class="quiet">{t.with(|t| t.audit_no_values())}</p> }.into_any(),
        Some(lines) => {
            let row = |line: &Change| {
                let said = |value: &Option<String>| {
                    value.as_ref().map(|value| t.with(|t| words::value(&line.field, value, &subject, t, |id| places.name(id))))
                };
                let (before, after) = (said(&line.before), said(&line.after));
                let name = t.with(|t| words::field(&line.field, &subject, t));
                view! {
                    <dt>{name}</dt>
                    <dd>
                        {before.map(|before| view! { <del>{before}</del><span class="quiet">{tr(|t| t.audit_change_to())}</span> })}
                        <span>{after.unwrap_or_else(|| format::NONE.to_owned())}</span>
                    </dd>
                }
            };
            view! { <dl class="facts">{lines.iter().map(row).collect_view()}</dl> }.into_any()
        }
    }
}

/// One entry with what it changed.
#[component]
pub(super) fn EntryShown(
    /// The entry.
    entry: Entry,
) -> impl IntoView {
    let (t, places) = (texts(), use_places());
    let Entry { no, at, who, operation, subject, outcome, values, .. } = entry;
    let about = subject.clone();
    view! {
        <dl class="facts">
            <dt>{tr(|t| t.audit_column_no())}</dt><dd>{format::count(no)}</dd>
            <dt>{tr(|t| t.audit_column_at())}</dt><dd>{at.text()}</dd>
            <dt>{tr(|t| t.audit_column_who())}</dt><dd>{move || t.with(|t| words::who(&who, t))}</dd>
            <dt>{tr(|t| t.audit_column_subject())}</dt><dd>{move || t.with(|t| words::subject(&subject, t, |id| places.name(id)))}</dd>
            <dt>{tr(|t| t.audit_column_outcome())}</dt><dd>{outcome_badge(t, outcome)}</dd>
            <dt>{tr(|t| t.audit_entry_code())}</dt><dd class="mono">{operation}</dd>
        </dl>
        <h3>{tr(|t| t.audit_column_changes())}</h3>
        <Changed values subject=about/>
    }
}
