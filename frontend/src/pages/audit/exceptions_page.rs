//! 例外事项, for the business auditor: what was corrected, withdrawn, taken out, replaced or looked at, by whom and why.

use super::entry::EntryShown;
use super::log;
use super::words;
use crate::backend::{call, view};
use crate::list::{
    Clear, DataList, Days, ExportButton, Line, ListColumn, ListState, SINCE, Shown, Ticked, Tools, UNTIL, WORDS, Words, WriteLater, stamp,
};
use crate::state::{Wording, texts, tr, use_places, use_session};
use crate::ui::{Drawer, EmptyState, PageHead};
use api::OutFile;
use api::audit::Entry;
use api::exception::{ExceptionKind, Export, Filter, List, Listed};
use leptos::prelude::*;
use std::sync::Arc;
use texts::Texts;
use texts::format;

/// Entries of a page.
const PAGE: u32 = 50;

/// What narrows, in the address.
const KEYS: [&str; 4] = [WORDS, SINCE, UNTIL, "kind"];

fn columns() -> Vec<ListColumn> {
    vec![
        ListColumn::new("at", tr(|t| t.audit_column_at())).width(16).fixed(),
        ListColumn::new("kind", tr(|t| t.exception_column_kind())).width(10).fixed(),
        ListColumn::new("who", tr(|t| t.audit_column_who())).width(8),
        ListColumn::new("subject", tr(|t| t.audit_column_subject())),
        ListColumn::new("why", tr(|t| t.exception_column_why())).width(16),
        ListColumn::new("changes", tr(|t| t.audit_column_changes())).off(),
        ListColumn::new("operation", tr(|t| t.audit_column_operation())).off(),
        ListColumn::new("no", tr(|t| t.audit_column_no())).figures().off(),
    ]
}

/// A kind with its words.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Kind(ExceptionKind);

const KINDS: [Kind; ExceptionKind::ALL.len()] = {
    let mut kinds = [Kind(ExceptionKind::Standing); ExceptionKind::ALL.len()];
    let mut nth = 0;
    while nth < kinds.len() {
        kinds[nth] = Kind(ExceptionKind::ALL[nth]);
        nth += 1;
    }
    kinds
};

impl texts::words::Word for Kind {
    fn word(&self, t: &Texts) -> String {
        words::exception(self.0, t)
    }
}

fn filter_of(list: ListState) -> Filter {
    Filter {
        period: list.days(),
        kinds: list.many("kind", &KINDS, |kind| kind.0.code()).into_iter().map(|kind| kind.0).collect(),
        text: Some(list.words()).filter(|words| !words.is_empty()),
    }
}

/// The page of exceptions.
#[component]
pub fn Exceptions() -> impl IntoView {
    let (t, session) = (texts(), use_session());
    let list = ListState::new("exceptions", columns());
    let filter = Memo::new(move |_| filter_of(list));
    let listed = view(move || Some(List { filter: filter.get(), page: list.page(), limit: PAGE }));
    let reply = Memo::new(move |_| listed.with(|reply| reply.cloned()));
    let shown = Signal::derive(move || {
        reply.get().map(|Listed { entries, edges }| Shown { lines: entries.into_iter().map(|entry| line(t, entry)).collect(), edges })
    });
    let opened = Memo::new(move |_| {
        let no: i64 = list.opened()?.parse().ok()?;
        reply.with(|reply| reply.as_ref()?.entries.iter().find(|entry| entry.no == no).cloned())
    });
    let title = Signal::derive(move || opened.with(|e| e.as_ref().map(|e| t.with(|t| kind_words(e, t))).unwrap_or_default()));
    let name = tr(move |t| t.exception_export_name(session.today().to_string()));
    let write = Callback::new(move |out: OutFile| WriteLater(Box::pin(call(Export { filter: filter.get_untracked(), out }))));
    view! {
        <PageHead title=tr(|t| t.nav_exceptions()) lead=tr(|t| t.exception_lead())>
            <ExportButton name write/>
        </PageHead>
        <div class="admin">
            <div class="list-head">
                <div class="list-filters">
                    <Words list hint=tr(|t| t.exception_search_hint())/>
                    <Ticked list key="kind" label=tr(|t| t.exception_column_kind()) all=&KINDS code=|kind: Kind| kind.0.code()/>
                    <Days list/>
                    <Clear list keys=&KEYS/>
                </div>
                <Tools list/>
            </div>
            <DataList
                list
                caption=tr(|t| t.nav_exceptions())
                shown
                status=listed.status()
                size=PAGE as usize
                opens=true
                empty=|| view! { <EmptyState title=tr(|t| t.exception_empty())/> }
            />
        </div>
        <Drawer open=Signal::derive(move || opened.with(Option::is_some)) on_close=move || list.open("") title>
            {move || opened.get().map(|entry| view! { <EntryShown entry/> })}
        </Drawer>
    }
}

fn kind_words(entry: &Entry, t: &Texts) -> String {
    ExceptionKind::of(&entry.operation).map_or_else(|| words::operation(&entry.operation, t), |kind| words::exception(kind, t))
}

fn line(t: Wording, entry: Entry) -> Line {
    let stamp = stamp(&(entry.no, entry.values.is_some()));
    let label = format!("{} {}", entry.at.text(), t.with_untracked(|t| kind_words(&entry, t)));
    let (key, entry) = (entry.no.to_string(), Arc::new(entry));
    Line { key, version: 0, stamp, label, cell: Arc::new(move |column| cell(t, &entry, column)) }
}

fn cell(t: Wording, entry: &Arc<Entry>, column: &'static str) -> AnyView {
    let (entry, places) = (Arc::clone(entry), use_places());
    match column {
        "no" => format::count(entry.no).into_any(),
        "at" => view! { <span class="nowrap">{entry.at.text()}</span> }.into_any(),
        _ => (move || {
            t.with(|t| match column {
                "who" => words::who(&entry.who, t),
                "operation" => words::operation(&entry.operation, t),
                "subject" => words::subject(&entry.subject, t, |id| places.name(id)),
                "kind" => kind_words(&entry, t),
                "why" => log::why(entry.values.as_deref()).unwrap_or_else(|| format::NONE.to_owned()),
                _ => words::summary(entry.values.as_deref(), &entry.subject, t, |id| places.name(id)),
            })
        })
        .into_any(),
    }
}
