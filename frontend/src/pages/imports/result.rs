//! What a finished job did, what it gives back, and where to go from here.

use super::problem_list::ProblemGroups;
use super::progress::{Mood, has_returned, mood};
use super::words;
use crate::backend::{call, door::Later, view};
use crate::state::{Wording, error_line, texts, tr, use_at};
use crate::ui::{Badge, Icon, LinkButton, Loaded, Notice, NoticeKind, SaveButton, Skeleton, Tint};
use api::OutFile;
use api::import::{Problems, Returned};
use api::job::{Job, JobState};
use leptos::prelude::*;
use texts::Texts;
use texts::format::{self, count};

/// Problems shown of a job.
const SHOWN: u32 = 500;

/// A job that is over, in words.
#[component]
pub(super) fn JobResult(
    /// The job.
    job: Job,
) -> impl IntoView {
    let (t, at) = (texts(), use_at());
    let kind = match mood(&job) {
        Mood::Good => NoticeKind::Done,
        Mood::Mixed => NoticeKind::Warn,
        Mood::Bad => NoticeKind::Bad,
        Mood::Quiet | Mood::Running => NoticeKind::Info,
    };
    let (said, failed) = (job.clone(), job.error.clone());
    let sentences = move || {
        let t = t.get();
        let mut lines = words::result(&said, &t);
        lines.extend(failed.as_ref().map(|error| error_line(error, &t)));
        lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()
    };
    let is_taken = job.state != JobState::Compared;
    let has_data = is_taken && job.counts.taken + job.counts.replaced + job.counts.identical > 0;
    let returned = has_returned(&job);
    let (id, to_save) = (job.id, job.clone());
    view! {
        <JobFacts job/>
        <Notice kind>{sentences}</Notice>
        <div class="actions">
            {returned.then(|| view! { <ReturnedButton job=to_save/> })}
            {has_data.then(|| view! {
                <LinkButton icon=Icon::Overview href=Signal::derive(move || at.href("/overview", &[]))>
                    {tr(|t| t.import_see_overview())}
                </LinkButton>
            })}
        </div>
        {returned.then(|| view! { <JobProblems id/> })}
    }
}

/// Kind, state, when and by whom.
#[component]
fn JobFacts(job: Job) -> impl IntoView {
    let t = texts();
    let kind = super::progress::kind(&job);
    view! {
        <div class="job-head">
            <h2>{job.file.clone()}</h2>
            {job_badge(&job, t)}
        </div>
        <p class="quiet">
            {move || t.with(|t| {
                let kind = kind.map(|k| texts::words::Word::word(&k, t)).unwrap_or_default();
                [kind, format::instant(job.started), words::took(&job, t), crate::pages::audit::who(&job.by, t)].join(" · ")
            })}
        </p>
    }
}

/// The state of a job as a badge.
pub(super) fn job_badge(job: &Job, t: Wording) -> impl IntoView + use<> {
    let tint = match mood(job) {
        Mood::Running => Tint::Accent,
        Mood::Good | Mood::Quiet => Tint::Quiet,
        Mood::Mixed => Tint::Warn,
        Mood::Bad => Tint::Bad,
    };
    let job = job.clone();
    view! { <Badge tint>{move || t.with(|t| words::state(&job, t))}</Badge> }
}

/// Writes the rows that were not taken into a file of the person's choice.
#[component]
fn ReturnedButton(job: Job) -> impl IntoView {
    let t = texts();
    let (id, file) = (job.id, job.file);
    let name = move || t.with_untracked(|t| words::returned_name(&file, t));
    let write = move |out: OutFile| -> Option<Later<String>> {
        Some(Box::pin(async move {
            let name = out.name.clone();
            let written = call(Returned { job: id, out }).await?;
            Ok(t.with_untracked(|t| t.import_returned_saved(name, count(written.rows))))
        }))
    };
    view! { <SaveButton label=tr(|t| t.import_returned_save()) name write/> }
}

/// The first problems of a job.
#[component]
fn JobProblems(id: uuid::Uuid) -> impl IntoView {
    let problems = view(move || Some(Problems { job: id, limit: SHOWN }));
    view! {
        <Loaded view=problems skeleton=|| view! { <Skeleton lines=5/> } let:listed>
            <ProblemGroups problems=listed.problems total=Some(listed.total) none=tr(|t| t.import_problems_none())/>
        </Loaded>
    }
}
