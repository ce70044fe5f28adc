//! Earlier imports.

use super::progress::kind;
use super::result::job_badge;
use super::words;
use crate::backend::View;
use crate::state::{texts, tr};
use crate::ui::{Column, EmptyState, Loaded, Row, Skeleton, Table};
use api::job::{Job, Listed};
use leptos::prelude::*;
use texts::format;
use texts::words::Word;
use uuid::Uuid;

/// The list of jobs, newest first. A row opens its details.
#[component]
pub(super) fn History(
    /// The jobs.
    jobs: View<Listed>,
    /// The one whose details are shown.
    opened: RwSignal<Option<Uuid>>,
) -> impl IntoView {
    let columns = Signal::stored(vec![
        Column::new("file", tr(|t| t.import_history_file())).width(16),
        Column::new("kind", tr(|t| t.import_history_kind())),
        Column::new("state", tr(|t| t.import_history_state())),
        Column::new("result", tr(|t| t.import_history_result())),
        Column::new("when", tr(|t| t.import_history_when())),
        Column::new("took", tr(|t| t.import_history_took())).figures(),
        Column::new("by", tr(|t| t.import_history_by())),
    ]);
    view! {
        <section class="card">
            <h2>{tr(|t| t.import_history())}</h2>
            <Loaded view=jobs skeleton=|| view! { <Skeleton lines=4/> } let:listed>
                {if listed.jobs.is_empty() {
                    view! { <EmptyState title=tr(|t| t.import_history_empty())/> }.into_any()
                } else {
                    let rows = listed.jobs.into_iter().map(|job| view! { <JobRow job opened/> }).collect_view();
                    view! { <Table caption=tr(|t| t.import_history()) columns grows=true>{rows}</Table> }.into_any()
                }}
            </Loaded>
        </section>
    }
}

#[component]
fn JobRow(job: Job, opened: RwSignal<Option<Uuid>>) -> impl IntoView {
    let t = texts();
    let (id, is_over) = (job.id, job.state.is_final());
    let (kind, started, by) = (kind(&job), format::instant(job.started), job.by.clone());
    let (counted, timed) = (job.clone(), job.clone());
    view! {
        <Row on_open=move || if is_over { opened.set(Some(id)) } current=Signal::derive(move || opened.get() == Some(id))>
            <td class="clip" title=job.file.clone()>{job.file.clone()}</td>
            <td>{move || t.with(|t| kind.map(|k| k.word(t)).unwrap_or_default())}</td>
            <td>{job_badge(&job, t)}</td>
            <td>{move || t.with(|t| words::counts(&counted, t))}</td>
            <td class="nowrap">{started}</td>
            <td class="num">{move || t.with(|t| words::took(&timed, t))}</td>
            <td>{move || t.with(|t| crate::pages::audit::who(&by, t))}</td>
        </Row>
    }
}
