//! The audit log: who did what, when, and with what outcome.

use super::log::{Filter, changes, oldest, operations};
use super::verify::Verify;
use super::words;
use crate::backend::{call, view};
use crate::state::{error_words, texts, tr, use_places};
use crate::ui::{
    Badge, Checkbox, Column, Drawer, EmptyState, Field, Loaded, NoticeKind, PageHead, Pager, Row, Select, Skeleton, Table, Tint,
    use_notices,
};
use api::audit::{Entry, Listed};
use leptos::prelude::*;
use texts::format;

/// The page of the audit log.
#[component]
pub fn Log() -> impl IntoView {
    let t = texts();
    let operation = RwSignal::new(None::<String>);
    let refused_only = RwSignal::new(false);
    let filter = Memo::new(move |_| Filter { operation: operation.get(), refused_only: refused_only.get() });
    // Reading is entered too, so the log is asked for when a person asks, and not whenever something changes.
    let first = view(move || Some(filter.with(|f| f.request(None))));
    let opened = RwSignal::new(None::<Entry>);
    let options = Signal::derive(move || {
        t.with(|t| {
            let mut named: Vec<(Option<String>, String)> =
                operations().into_iter().map(|name| (Some(name.to_owned()), words::operation(name, t))).collect();
            named.insert(0, (None, t.audit_filter_all()));
            named
        })
    });
    let title =
        Signal::derive(move || opened.with(|e| e.as_ref().map(|e| t.with(|t| words::operation(&e.operation, t))).unwrap_or_default()));
    view! {
        <PageHead title=tr(|t| t.nav_audit()) lead=tr(|t| t.audit_lead())/>
        <div class="admin">
            <Verify/>
            <div class="filter-bar" role="search">
                <Field label=tr(|t| t.audit_filter_operation())>
                    <Select value=Signal::derive(move || Some(operation.get())) options on_choose=move |picked| operation.set(picked)/>
                </Field>
                <Checkbox value=refused_only>{tr(|t| t.audit_filter_refused())}</Checkbox>
            </div>
            <Loaded view=first skeleton=|| view! { <Skeleton lines=10/> } let:listed>
                <Entries listed filter=filter.get_untracked() opened/>
            </Loaded>
        </div>
        <Drawer open=Signal::derive(move || opened.with(Option::is_some)) on_close=move || opened.set(None) title>
            {move || opened.get().map(|entry| view! { <EntryShown entry/> })}
        </Drawer>
    }
}

/// The first page, and the older ones that were asked for.
#[component]
fn Entries(listed: Listed, filter: Filter, opened: RwSignal<Option<Entry>>) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    if listed.entries.is_empty() {
        return view! { <EmptyState title=tr(|t| t.audit_empty())/> }.into_any();
    }
    let entries = RwSignal::new(listed.entries);
    let (more, busy) = (RwSignal::new(listed.more), RwSignal::new(false));
    let older = move || {
        let request = filter.request(entries.with_untracked(|e| oldest(e)));
        busy.set(true);
        leptos::task::spawn_local(async move {
            let answer = call(request).await;
            busy.try_set(false);
            match answer {
                Ok(page) => {
                    more.try_set(page.more);
                    entries.try_update(|entries| entries.extend(page.entries));
                }
                Err(error) => notices.tell(NoticeKind::Bad, t.with_untracked(|t| error_words(&error, t).what)),
            }
        });
    };
    let columns = Signal::stored(vec![
        Column::new("no", tr(|t| t.audit_column_no())).figures(),
        Column::new("at", tr(|t| t.audit_column_at())).width(16),
        Column::new("who", tr(|t| t.audit_column_who())).width(8),
        Column::new("operation", tr(|t| t.audit_column_operation())).width(14),
        Column::new("subject", tr(|t| t.audit_column_subject())),
        Column::new("outcome", tr(|t| t.audit_column_outcome())),
    ]);
    view! {
        <Table caption=tr(|t| t.nav_audit()) columns grows=true>
            <For each=move || entries.get() key=|entry| entry.no let:entry>
                <EntryRow entry opened/>
            </For>
        </Table>
        <Pager shown=Signal::derive(move || entries.with(Vec::len)) more busy on_more=older/>
    }
    .into_any()
}

#[component]
fn EntryRow(entry: Entry, opened: RwSignal<Option<Entry>>) -> impl IntoView {
    let (t, places) = (texts(), use_places());
    let no = entry.no;
    let tint = outcome_tint(&entry.outcome);
    let kept = StoredValue::new(entry.clone());
    let Entry { at, who, operation, subject, outcome, .. } = entry;
    view! {
        <Row
            on_open=move || opened.set(Some(kept.get_value()))
            current=Signal::derive(move || opened.with(|o| o.as_ref().is_some_and(|o| o.no == no)))
        >
            <td class="num">{no.to_string()}</td>
            <td class="nowrap">{at.text()}</td>
            <td>{move || t.with(|t| words::who(&who, t))}</td>
            <td>{move || t.with(|t| words::operation(&operation, t))}</td>
            <td class="clip">{move || t.with(|t| words::subject(&subject, t, |id| places.name(id)))}</td>
            <td><Badge tint>{move || t.with(|t| words::outcome(&outcome, t))}</Badge></td>
        </Row>
    }
}

fn outcome_tint(outcome: &str) -> Tint {
    match outcome {
        "done" => Tint::Quiet,
        "refused" => Tint::Warn,
        _ => Tint::Bad,
    }
}

/// One entry with what it changed.
#[component]
fn EntryShown(entry: Entry) -> impl IntoView {
    let (t, places) = (texts(), use_places());
    let tint = outcome_tint(&entry.outcome);
    let lines = entry.values.as_deref().map(changes);
    let Entry { no, at, who, operation, subject, outcome, .. } = entry;
    let code = operation.clone();
    let changed = move || match &lines {
        None => view! { <p class="quiet">{t.with(|t| t.audit_erased())}</p> }.into_any(),
        Some(lines) if lines.is_empty() => view! { <p class="quiet">{t.with(|t| t.audit_no_values())}</p> }.into_any(),
        Some(lines) => {
            let row = |line: &super::log::Change| {
                let said = |value: &Option<String>| {
                    value.as_ref().map(|value| t.with(|t| words::value(&line.field, value, t, |id| places.name(id))))
                };
                let (before, after) = (said(&line.before), said(&line.after));
                let name = t.with(|t| words::field(&line.field, t));
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
    };
    view! {
        <dl class="facts">
            <dt>{tr(|t| t.audit_column_no())}</dt><dd>{format::count(no)}</dd>
            <dt>{tr(|t| t.audit_column_at())}</dt><dd>{at.text()}</dd>
            <dt>{tr(|t| t.audit_column_who())}</dt><dd>{move || t.with(|t| words::who(&who, t))}</dd>
            <dt>{tr(|t| t.audit_column_subject())}</dt><dd>{move || t.with(|t| words::subject(&subject, t, |id| places.name(id)))}</dd>
            <dt>{tr(|t| t.audit_column_outcome())}</dt><dd><Badge tint>{move || t.with(|t| words::outcome(&outcome, t))}</Badge></dd>
            <dt>{tr(|t| t.audit_entry_code())}</dt><dd class="mono">{code}</dd>
        </dl>
        <h3>{tr(|t| t.audit_column_changes())}</h3>
        {changed}
    }
}
