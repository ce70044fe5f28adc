//! The audit log: who did what, when, and with what outcome. By time, person, operation, thing, outcome and words.

use super::entry::{EntryShown, outcome_badge};
use super::log::{self, Doers};
use super::verify::Verify;
use super::words;
use crate::backend::{call, view};
use crate::list::{
    Clear, DataList, Days, ExportButton, Line, ListColumn, ListState, Picked, SINCE, Shown, Tools, UNTIL, WORDS, Words, WriteLater, stamp,
};
use crate::state::{Wording, texts, tr, use_places, use_session};
use crate::ui::{Button, Choice, Combobox, Drawer, EmptyState, Glyph, Icon, PageHead, Segmented};
use api::OutFile;
use api::audit::{Count, Entry, Export, Filter, List, ListPeople, Listed};
use domain::account::AccountId;
use leptos::prelude::*;
use std::sync::Arc;
use texts::format;

/// Entries of a page.
const PAGE: u32 = 50;

/// What narrows, in the address.
const KEYS: [&str; 8] = [WORDS, SINCE, UNTIL, "who", "op", "outcome", "of", "by"];

fn columns() -> Vec<ListColumn> {
    vec![
        ListColumn::new("no", tr(|t| t.audit_column_no())).figures(),
        ListColumn::new("at", tr(|t| t.audit_column_at())).sorts_down().width(16).fixed(),
        ListColumn::new("who", tr(|t| t.audit_column_who())).width(8),
        ListColumn::new("operation", tr(|t| t.audit_column_operation())).width(12).fixed(),
        ListColumn::new("subject", tr(|t| t.audit_column_subject())),
        ListColumn::new("outcome", tr(|t| t.audit_column_outcome())),
        ListColumn::new("changes", tr(|t| t.audit_column_changes())).off(),
        ListColumn::new("code", tr(|t| t.audit_entry_code())).off(),
    ]
}

/// What is asked for; tracked.
fn filter_of(list: ListState) -> Filter {
    let text = |key: &str| list.get(key).filter(|value| !value.is_empty());
    let one = text("op").map(|op| vec![op]);
    let doers = list.get("by").and_then(|by| Doers::from_code(&by)).map(Doers::operations);
    let outcome = text("outcome");
    Filter {
        period: list.days(),
        account: text("who").and_then(|id| id.parse().ok()).map(AccountId),
        operations: one.or(doers).unwrap_or_default(),
        subject: text("of"),
        refused_only: outcome.as_deref() == Some("not_done"),
        outcome: outcome.filter(|outcome| outcome != "not_done"),
        text: Some(list.words()).filter(|words| !words.is_empty()),
    }
}

/// The page of the audit log.
#[component]
pub fn Log() -> impl IntoView {
    let (t, session) = (texts(), use_session());
    let list = ListState::new("audit", columns());
    let filter = Memo::new(move |_| filter_of(list));
    // Reading is entered too, so the log is asked for when a person asks, and not whenever something changes.
    let listed = view(move || Some(List { filter: filter.get(), sort: list.sort(), page: list.page(), limit: PAGE }));
    let counted = view(move || Some(Count { filter: filter.get() }));
    let total = Signal::derive(move || counted.get());
    let reply = Memo::new(move |_| listed.with(|reply| reply.cloned()));
    let shown = Signal::derive(move || {
        reply.get().map(|Listed { entries, edges }| Shown { lines: entries.into_iter().map(|entry| line(t, entry)).collect(), edges })
    });
    let opened = Memo::new(move |_| {
        let no: i64 = list.opened()?.parse().ok()?;
        reply.with(|reply| reply.as_ref()?.entries.iter().find(|entry| entry.no == no).cloned())
    });
    let title =
        Signal::derive(move || opened.with(|e| e.as_ref().map(|e| t.with(|t| words::operation(&e.operation, t))).unwrap_or_default()));
    let name = tr(move |t| t.audit_export_name(session.today().to_string()));
    let write = Callback::new(move |out: OutFile| WriteLater(Box::pin(call(Export { filter: filter.get_untracked(), out }))));
    view! {
        <PageHead title=tr(|t| t.nav_audit()) lead=tr(|t| t.audit_lead())>
            <ExportButton name write/>
        </PageHead>
        <div class="admin">
            <Verify/>
            <Filters list/>
            <DataList
                list
                caption=tr(|t| t.nav_audit())
                shown
                status=listed.status()
                size=PAGE as usize
                total
                opens=true
                empty=|| view! { <EmptyState title=tr(|t| t.audit_empty())/> }
            />
        </div>
        <Drawer open=Signal::derive(move || opened.with(Option::is_some)) on_close=move || list.open("") title>
            {move || opened.get().map(|entry| {
                let subject = entry.subject.clone();
                let only = (!subject.is_empty()).then(|| {
                    let press = move || list.set(&[("of", subject.clone())], false);
                    view! { <div class="actions"><Button icon=Icon::Search on_press=press>{tr(|t| t.audit_only_this())}</Button></div> }
                });
                view! { <EntryShown entry/>{only} }
            })}
        </Drawer>
    }
}

/// What narrows the log.
#[component]
fn Filters(list: ListState) -> impl IntoView {
    let (t, places) = (texts(), use_places());
    let people = view(|| Some(ListPeople {}));
    let who = Signal::derive(move || {
        let id: AccountId = list.get("who")?.parse().ok().map(AccountId)?;
        people.with(|p| {
            p?.people.iter().find(|p| p.account == id).map(|p| Choice {
                key: id.0.to_string(),
                label: p.name.clone(),
                note: p.login.clone(),
            })
        })
    });
    let search_people = move |typed: String| {
        let everybody = Choice { key: String::new(), label: t.with(|t| t.audit_everybody()), note: String::new() };
        let needle = typed.trim().to_lowercase();
        let all = people.with(|p| p.map(|p| p.people.clone()).unwrap_or_default());
        let fits = all
            .into_iter()
            .filter(|p| needle.is_empty() || p.name.to_lowercase().contains(&needle) || p.login.to_lowercase().contains(&needle));
        let found = fits.take(50).map(|p| Choice { key: p.account.0.to_string(), label: p.name, note: p.login });
        std::iter::once(everybody).filter(|_| needle.is_empty()).chain(found).collect()
    };
    let operation = Signal::derive(move || {
        let op = list.get("op").filter(|op| !op.is_empty())?;
        Some(Choice { label: t.with(|t| words::operation(&op, t)), note: String::new(), key: op })
    });
    let search_operations = move |typed: String| {
        let needle = typed.trim().to_lowercase();
        t.with(|t| {
            let all = std::iter::once(Choice { key: String::new(), label: t.audit_filter_all(), note: String::new() });
            let named = log::operations().into_iter().map(|name| Choice {
                key: name.to_owned(),
                label: words::operation(name, t),
                note: String::new(),
            });
            all.chain(named).filter(|c| needle.is_empty() || c.label.to_lowercase().contains(&needle) || c.key.contains(&needle)).collect()
        })
    };
    let outcomes = tr_options(t);
    let by = Signal::derive(move || list.get("by").and_then(|by| Doers::from_code(&by)));
    let doers = Signal::derive(move || {
        t.with(|t| {
            let all = std::iter::once((None, t.common_all()));
            all.chain(Doers::ALL.into_iter().map(|d| (Some(d), words::doers(d, t)))).collect::<Vec<_>>()
        })
    });
    let choose_doers = move |picked: Option<Doers>| {
        list.set(&[("by", picked.map(Doers::code).unwrap_or_default().to_owned()), ("op", String::new())], false);
    };
    let of = move || list.get("of").filter(|of| !of.is_empty());
    view! {
        <div class="list-head">
            <div class="list-filters">
                <Segmented
                    label=tr(|t| t.audit_by())
                    value=by
                    options=doers
                    on_choose=choose_doers
                />
                <Words list hint=tr(|t| t.audit_search_hint())/>
                <div class="list-combo">
                    <Combobox
                        value=who
                        search=search_people
                        on_choose=move |choice: Choice| list.set(&[("who", choice.key)], false)
                        label=Signal::derive(move || Some(t.with(|t| t.audit_column_who())))
                        placeholder=Signal::derive(move || Some(t.with(|t| t.audit_everybody())))
                    />
                </div>
                <div class="list-combo">
                    <Combobox
                        value=operation
                        search=search_operations
                        on_choose=move |choice: Choice| list.set(&[("op", choice.key)], false)
                        label=Signal::derive(move || Some(t.with(|t| t.audit_column_operation())))
                        placeholder=Signal::derive(move || Some(t.with(|t| t.audit_filter_all())))
                    />
                </div>
                <Picked list key="outcome" label=tr(|t| t.audit_column_outcome()) options=outcomes/>
                <Days list/>
                {move || of().map(|of| {
                    let name = t.with(|t| words::subject(&of, t, |id| places.name(id)));
                    view! {
                        <button
                            type="button"
                            class="chip"
                            title=t.with(|t| t.ratings_chip_remove(&name))
                            aria-label=t.with(|t| t.ratings_chip_remove(&name))
                            on:click=move |_| list.set(&[("of", String::new())], false)
                        >
                            <span>{name.clone()}</span>
                            <Glyph icon=Icon::Close/>
                        </button>
                    }
                })}
                <Clear list keys=&KEYS/>
            </div>
            <Tools list/>
        </div>
    }
}

fn tr_options(t: Wording) -> Signal<Vec<(String, String)>> {
    Signal::derive(move || {
        t.with(|t| {
            let one = |code: &str| (code.to_owned(), words::outcome(code, t));
            vec![one("done"), one("refused"), one("failed"), ("not_done".to_owned(), t.audit_filter_refused())]
        })
    })
}

/// An entry as a line.
fn line(t: Wording, entry: Entry) -> Line {
    let stamp = stamp(&(entry.no, entry.values.is_some()));
    let label = format!("{} {}", entry.at.text(), t.with_untracked(|t| words::operation(&entry.operation, t)));
    let (key, entry) = (entry.no.to_string(), Arc::new(entry));
    Line { key, version: 0, stamp, label, cell: Arc::new(move |column| cell(t, &entry, column)) }
}

fn cell(t: Wording, entry: &Arc<Entry>, column: &'static str) -> AnyView {
    let (entry, places) = (Arc::clone(entry), use_places());
    match column {
        "no" => format::count(entry.no).into_any(),
        "at" => view! { <span class="nowrap">{entry.at.text()}</span> }.into_any(),
        "outcome" => outcome_badge(t, entry.outcome.clone()).into_any(),
        "code" => view! { <span class="mono">{entry.operation.clone()}</span> }.into_any(),
        _ => (move || {
            t.with(|t| match column {
                "who" => words::who(&entry.who, t),
                "operation" => words::operation(&entry.operation, t),
                "subject" => words::subject(&entry.subject, t, |id| places.name(id)),
                _ => words::summary(entry.values.as_deref(), &entry.subject, t, |id| places.name(id)),
            })
        })
        .into_any(),
    }
}
