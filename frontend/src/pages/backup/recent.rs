//! What was done lately, failures with their reason.

use super::words;
use crate::state::{error_line, texts, tr};
use crate::ui::{Badge, Column, EmptyState, Table};
use api::backup::Work;
use leptos::prelude::*;
use texts::format::instant;

#[component]
pub(super) fn Recent(recent: Vec<Work>) -> impl IntoView {
    let columns = Signal::stored(vec![
        Column::new("when", tr(|t| t.import_history_when())),
        Column::new("task", tr(|t| t.import_history_kind())),
        Column::new("state", tr(|t| t.import_history_state())),
        Column::new("name", tr(|t| t.import_history_file())).width(20),
        Column::new("by", tr(|t| t.import_history_by())),
    ]);
    view! {
        <section class="card">
            <h2>{tr(|t| t.backup_recent())}</h2>
            {if recent.is_empty() {
                view! { <EmptyState title=tr(|t| t.backup_recent_empty())/> }.into_any()
            } else {
                let rows = recent.into_iter().map(|work| view! { <WorkRow work/> }).collect_view();
                view! { <Table caption=tr(|t| t.backup_recent()) columns grows=true>{rows}</Table> }.into_any()
            }}
        </section>
    }
}

#[component]
fn WorkRow(work: Work) -> impl IntoView {
    let t = texts();
    let (task, state, by, error) = (work.task, work.state, work.by, work.error);
    let badge = move || {
        let (word, tint) = t.with(|t| words::state(state, t));
        view! { <Badge tint>{word}</Badge> }
    };
    let why = move || error.as_ref().map(|e| view! { <p class="backup-failed">{t.with(|t| error_line(e, t))}</p> });
    view! {
        <tr>
            <td class="nowrap">{instant(work.started)}</td>
            <td>{move || t.with(|t| words::task(task, t))}</td>
            <td>{badge}</td>
            <td><span class="backup-name">{work.name}</span>{why}</td>
            <td>{move || t.with(|t| crate::pages::audit::who(&by, t))}</td>
        </tr>
    }
}
