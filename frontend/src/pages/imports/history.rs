//! Earlier imports: which files, with what result, and whose returned rows still wait.

use super::progress::kind;
use super::result::{JobResult, job_badge};
use super::words;
use crate::backend::{call, on_change, view};
use crate::list::{Clear, DataList, ExportButton, Line, ListColumn, ListState, Picked, Shown, Tools, WORDS, Words, WriteLater, stamp};
use crate::state::{Wording, error_line, texts, tr, use_session};
use crate::ui::{Badge, Button, Drawer, EmptyState, Icon, NoticeKind, Tint, use_notices};
use api::import::{ExportHistory, HistoryFilter, Import, ListHistory, Settle};
use api::job::JobState;
use api::{ChangeKind, OutFile};
use domain::import::ImportKind;
use leptos::prelude::*;
use std::sync::Arc;
use texts::format;
use texts::words::Word;
use uuid::Uuid;

/// Imports of a page.
const PAGE: u32 = 20;

/// What narrows, in the address.
const KEYS: [&str; 4] = [WORDS, "kind", "state", "open"];

fn columns() -> Vec<ListColumn> {
    vec![
        ListColumn::new("file", tr(|t| t.import_history_file())).width(16).fixed(),
        ListColumn::new("kind", tr(|t| t.import_history_kind())),
        ListColumn::new("state", tr(|t| t.import_history_state())),
        ListColumn::new("result", tr(|t| t.import_history_result())),
        ListColumn::new("started", tr(|t| t.import_history_when())).sorts_down(),
        ListColumn::new("took", tr(|t| t.import_history_took())).figures(),
        ListColumn::new("by", tr(|t| t.import_history_by())),
        ListColumn::new("settled", tr(|t| t.import_history_settled())),
    ]
}

fn filter_of(list: ListState) -> HistoryFilter {
    HistoryFilter {
        kind: list.get("kind").and_then(|code| ImportKind::from_code(&code)),
        states: list.get("state").and_then(|code| JobState::from_code(&code)).into_iter().collect(),
        text: list.words(),
        open_only: list.get("open").as_deref() == Some("1"),
    }
}

/// The list, newest first. A row opens its details.
#[component]
pub(super) fn History(
    /// The job that runs in sight, if one does: it is asked for by itself.
    running: Memo<Option<Uuid>>,
) -> impl IntoView {
    let (t, session) = (texts(), use_session());
    let list = ListState::new("imports", columns()).row_key("job");
    let filter = Memo::new(move |_| filter_of(list));
    let listed = view(move || Some(ListHistory { filter: filter.get(), sort: list.sort(), page: list.page(), limit: PAGE }));
    on_change(move |change| {
        if change.kind == ChangeKind::Job && running.get_untracked().is_none() {
            listed.reload();
        }
    });
    let was_running = Memo::new(move |_| running.get().is_some());
    Effect::new(move |before: Option<bool>| {
        let now = was_running.get();
        if before.is_some_and(|before| before != now) {
            listed.reload();
        }
        now
    });
    let reply = Memo::new(move |_| listed.with(|reply| reply.cloned()));
    let shown = Signal::derive(move || {
        reply.get().map(|reply| Shown { lines: reply.jobs.into_iter().map(|import| line(t, import)).collect(), edges: reply.edges })
    });
    let opened = Memo::new(move |_| {
        let id = list.opened()?;
        reply.with(|reply| reply.as_ref()?.jobs.iter().find(|i| i.job.id.to_string() == id && i.job.state.is_final()).cloned())
    });
    let name = tr(move |t| t.import_history_export_name(session.today().to_string()));
    let write = Callback::new(move |out: OutFile| WriteLater(Box::pin(call(ExportHistory { filter: filter.get_untracked(), out }))));
    let kinds = options(t, |t| {
        vec![(ImportKind::Ratings.code(), ImportKind::Ratings.word(t)), (ImportKind::Cases.code(), ImportKind::Cases.word(t))]
    });
    let states = options(t, |t| {
        let all = [JobState::Done, JobState::Refused, JobState::Compared, JobState::Failed, JobState::Cancelled, JobState::Interrupted];
        all.into_iter().map(|state| (state.code(), words::state_word(state, t))).collect()
    });
    let open = options(t, |t| vec![("1", t.import_history_open_only())]);
    view! {
        <section class="card">
            <div class="card-head">
                <h2>{tr(|t| t.import_history())}</h2>
                <ExportButton name write/>
            </div>
            <div class="list-head">
                <div class="list-filters">
                    <Words list hint=tr(|t| t.import_history_search())/>
                    <Picked list key="kind" label=tr(|t| t.import_history_kind()) options=kinds/>
                    <Picked list key="state" label=tr(|t| t.import_history_state()) options=states/>
                    <Picked list key="open" label=tr(|t| t.import_history_settled()) options=open/>
                    <Clear list keys=&KEYS/>
                </div>
                <Tools list/>
            </div>
            <DataList
                list
                caption=tr(|t| t.import_history())
                shown
                status=listed.status()
                size=PAGE as usize
                opens=true
                empty=|| view! { <EmptyState title=tr(|t| t.import_history_empty())/> }
            />
        </section>
        <Drawer
            open=Signal::derive(move || opened.with(Option::is_some))
            on_close=move || list.open("")
            title=Signal::derive(move || opened.with(|i| i.as_ref().map(|i| i.job.file.clone()).unwrap_or_default()))
        >
            {move || opened.get().map(|import| view! {
                <JobResult job=import.job.clone()/>
                <SettleButton import on_done=move || listed.reload()/>
            })}
        </Drawer>
    }
}

fn options(t: Wording, named: fn(&texts::Texts) -> Vec<(&'static str, String)>) -> Signal<Vec<(String, String)>> {
    Signal::derive(move || t.with(named).into_iter().map(|(code, name)| (code.to_owned(), name)).collect())
}

/// Says that what was returned needs nothing more.
#[component]
fn SettleButton(import: Import, #[prop(into)] on_done: Callback<()>) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let busy = RwSignal::new(false);
    let id = import.job.id;
    let settle = move || {
        busy.set(true);
        leptos::task::spawn_local(async move {
            let answer = call(Settle { job: id }).await;
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    notices.done(t.with_untracked(|t| t.import_history_settle_done()));
                    on_done.try_run(());
                }
                Err(error) => notices.tell(NoticeKind::Bad, t.with_untracked(|t| error_line(&error, t))),
            }
        });
    };
    (import.job.counts.returned > 0 && !import.settled).then(|| {
        view! {
            <p class="quiet">{tr(|t| t.import_history_settle_hint())}</p>
            <div class="actions"><Button icon=Icon::Check busy on_press=settle>{tr(|t| t.import_history_settle())}</Button></div>
        }
    })
}

/// An import as a line.
fn line(t: Wording, import: Import) -> Line {
    let job = &import.job;
    let stamp = stamp(&(job.state.code(), job.counts.taken, job.counts.returned, import.settled));
    let (key, label, import) = (job.id.to_string(), job.file.clone(), Arc::new(import));
    Line { key, version: 0, stamp, label, cell: Arc::new(move |column| cell(t, &import, column)) }
}

fn cell(t: Wording, import: &Arc<Import>, column: &'static str) -> AnyView {
    let import = Arc::clone(import);
    let job = import.job.clone();
    match column {
        "file" => {
            let title = job.file.clone();
            view! { <span class="cell-file" title=title>{job.file}</span> }.into_any()
        }
        "kind" => (move || t.with(|t| kind(&job).map(|k| k.word(t)).unwrap_or_default())).into_any(),
        "state" => job_badge(&job, t).into_any(),
        "result" => (move || t.with(|t| words::counts(&job, t))).into_any(),
        "started" => view! { <span class="nowrap">{format::instant(job.started)}</span> }.into_any(),
        "took" => (move || t.with(|t| words::took(&job, t))).into_any(),
        "by" => (move || t.with(|t| crate::pages::audit::who(&job.by, t))).into_any(),
        _ if job.counts.returned == 0 => format::NONE.into_any(),
        _ if import.settled => (move || t.with(|t| t.import_history_is_settled())).into_any(),
        _ => view! { <Badge tint=Tint::Warn>{move || t.with(|t| t.import_history_is_open())}</Badge> }.into_any(),
    }
}
