//! 数据导入: choose a file, see what is wrong with it, import it, get the rest back.
//!
//! - `form`: what is chosen, in three cards (file, what was found, how to take it).
//! - `shape`: which sheet, which row is the header, which column is what; `expected`: which columns there should be;
//!   `difference`: against what is stored.
//! - `running`, `result`: a job while it runs and afterwards.
//! - `history`: earlier jobs.
//! - `checked`, `plan`, `problems`, `progress`, `words`: the logic, without a view.

mod checked;
mod difference;
mod expected;
mod extent;
mod form;
mod found;
mod history;
mod plan;
mod problem_list;
mod problems;
mod progress;
mod result;
mod running;
mod shape;
mod sources;
mod taking;
mod words;

pub use words::state_word;
// What the registers' imports show in the same way.
pub(super) use checked::{checked, unchecked};
pub(super) use difference::Changes;
pub(super) use expected::Expected;
pub(super) use found::{Facts, FirstRows};
pub(super) use problem_list::ProblemGroups;
pub(super) use shape::{Columns, SheetAndHeader};
pub(super) use taking::TakingField;
pub(super) use words::returned_name;

use crate::backend::{on_change, view};
use crate::state::tr;
use crate::ui::{Button, Icon, PageHead};
use api::ChangeKind;
use api::job::{Job, JobState, List};
use form::{Form, ImportForm};
use history::History;
use leptos::prelude::*;
use result::JobResult;
use running::RunningJob;

/// Jobs looked at for one that runs.
const JOBS: u32 = 5;

/// The page of imports.
#[component]
pub fn Imports() -> impl IntoView {
    let jobs = view(|| Some(List { limit: JOBS }));
    let form = Form::new();
    // The job that was started here, or that runs: it stays in sight until the next file.
    let watched = RwSignal::new(None::<Job>);
    Effect::new(move |_| {
        let running = jobs.with(|listed| listed.and_then(|l| l.jobs.iter().find(|j| !j.state.is_final()).cloned()));
        if running.is_some() && watched.with_untracked(|w| w.as_ref().is_none_or(|w| w.state.is_final())) {
            watched.set(running);
        }
    });
    on_change(move |change| {
        // While a job is in sight it is asked for by itself, and the list when it ends.
        let is_running = watched.with_untracked(|w| w.as_ref().is_some_and(|w| !w.state.is_final()));
        if change.kind == ChangeKind::Job && !is_running {
            jobs.reload();
        }
    });
    let went_on = Callback::new(move |job: Job| {
        let is_over = job.state.is_final();
        watched.set(Some(job));
        if is_over {
            jobs.reload();
        }
    });
    let compared = RwSignal::new(None);
    let started = Callback::new(move |job: Job| {
        // What was only compared may be imported next, as it was chosen.
        if compared.get_untracked() != Some(job.id) {
            form.clear();
        }
        went_on.run(job);
        jobs.reload();
    });
    let running = Memo::new(move |_| watched.with(|w| w.as_ref().filter(|w| !w.state.is_final()).map(|w| w.id)));
    let over = Memo::new(move |_| watched.get().filter(|w| w.state.is_final()));
    view! {
        <PageHead title=tr(|t| t.import_title()) lead=tr(|t| t.import_lead())/>
        <div class="imports">
            {move || match (running.get(), over.get()) {
                (Some(_), _) => view! { <RunningJob job=watched on_progress=went_on/> }.into_any(),
                (None, Some(job)) => {
                let job_state = job.state;
                view! {
                    <section class="card">
                        <JobResult job/>
                        <div class="actions">
                            {
                                let label = if job_state == JobState::Compared { tr(|t| t.import_go_on()) } else { tr(|t| t.import_another()) };
                                view! { <Button icon=Icon::Import on_press=move || watched.set(None)>{label}</Button> }
                            }
                        </div>
                    </section>
                }
                .into_any()
                }
                (None, None) => view! { <ImportForm form compared on_started=started/> }.into_any(),
            }}
            <History running/>
        </div>
    }
}
