//! A job while it runs: what it does, how far it is, and cancelling it.

use super::progress::{can_cancel, percent};
use super::words;
use crate::backend::call;
use crate::state::{texts, tr};
use crate::ui::{Button, ConfirmDialog, ErrorNote, Progress, announce};
use api::ApiError;
use api::job::{Cancel, Job, Show as ShowJob};
use leptos::prelude::*;
use std::time::Duration;
use texts::format;
use texts::format::count;

/// How often a running job is asked for.
const ASK_EVERY: Duration = Duration::from_millis(500);

/// The card of a running job.
#[component]
pub(super) fn RunningJob(
    /// The job as it was last seen.
    job: RwSignal<Option<Job>>,
    /// It has gone on.
    on_progress: Callback<Job>,
) -> impl IntoView {
    let t = texts();
    let asking = StoredValue::new(false);
    let failed = RwSignal::new(None::<ApiError>);
    let (confirming, cancelling) = (RwSignal::new(false), RwSignal::new(false));
    let ask = move || {
        let Some(id) = job.with_untracked(|j| j.as_ref().map(|j| j.id)) else { return };
        if asking.get_value() {
            return;
        }
        asking.set_value(true);
        leptos::task::spawn_local(async move {
            let answer = call(ShowJob { job: id }).await;
            // The card may be gone by now; the job goes on without it.
            if asking.try_set_value(false).is_some() {
                return;
            }
            match answer {
                Ok(fresh) => {
                    failed.set(None);
                    if let Some(said) = fresh.state.is_final().then(|| t.with_untracked(|t| words::state(&fresh, t))) {
                        announce(said);
                    }
                    on_progress.run(fresh);
                }
                Err(error) => failed.set(Some(error)),
            }
        });
    };
    let timer = set_interval_with_handle(ask, ASK_EVERY);
    on_cleanup(move || {
        if let Ok(timer) = timer {
            timer.clear();
        }
    });
    let cancel = move || {
        let Some(id) = job.with_untracked(|j| j.as_ref().map(|j| j.id)) else { return };
        cancelling.set(true);
        leptos::task::spawn_local(async move {
            let answer = call(Cancel { job: id }).await;
            confirming.try_set(false);
            if let Err(error) = answer {
                cancelling.try_set(false);
                failed.try_set(Some(error));
            }
        });
    };
    let with = move |read: fn(&Job) -> String| job.with(|j| j.as_ref().map(read).unwrap_or_default());
    let doing = Signal::derive(move || job.with(|j| j.as_ref().and_then(|j| t.with(|t| words::doing(j, t))).unwrap_or_default()));
    let note = Signal::derive(move || {
        job.with(|j| {
            let Some(j) = j else { return String::new() };
            t.with(|t| {
                let mut parts = vec![t.import_progress_rows(count(j.counts.read))];
                if j.rate > 0 {
                    parts.push(t.import_progress_rate(count(j.rate)));
                }
                parts.push(t.import_progress_bytes(format::bytes(j.at), format::bytes(j.size)));
                parts.join(" · ")
            })
        })
    });
    let can_cancel = Memo::new(move |_| job.with(|j| j.as_ref().is_some_and(can_cancel)));
    view! {
        <section class="card running" aria-label=tr(|t| t.import_job_running())>
            <h2>{move || with(|j| j.file.clone())}</h2>
            <Progress label=doing percent=Signal::derive(move || job.with(|j| j.as_ref().and_then(percent))) note/>
            <p class="quiet">
                {move || t.with(|t| if can_cancel.get() { t.import_progress_leave() } else { t.import_progress_no_cancel() })}
            </p>
            <ErrorNote error=failed/>
            <Show when=move || can_cancel.get()>
                <div class="actions">
                    <Button busy=cancelling on_press=move || confirming.set(true)>
                        {move || t.with(|t| if cancelling.get() { t.import_cancelling() } else { t.import_cancel() })}
                    </Button>
                </div>
            </Show>
        </section>
        <ConfirmDialog
            open=Signal::derive(move || confirming.get() && can_cancel.get())
            title=tr(|t| t.import_cancel_ask())
            body=tr(|t| t.import_cancel_ask_body())
            yes=tr(|t| t.import_cancel())
            no=tr(|t| t.import_cancel_no())
            danger=true
            busy=cancelling
            on_yes=cancel
            on_no=move || confirming.set(false)
        />
    }
}
