//! 登记进度反馈表: a form that came back is looked at first, and taken then.

use crate::backend::{call, view};
use crate::pages::supervision::{Lamp, form_problem};
use crate::state::{error_line, texts, tr};
use crate::ui::{Button, Dialog, ErrorNote, FileButton, Loaded, Look, Notice, NoticeKind, Skeleton, use_notices};
use api::task::{PreviewTaskForm, TakeTaskForm, TaskFormAnswers, TaskFormPreviewed};
use api::{ApiError, InFile};
use domain::supervision::form::FormField;
use domain::task::TaskId;
use leptos::prelude::*;
use texts::words::Word;

/// The button and its dialog.
#[component]
pub(super) fn TakeButton(
    /// Shows the task afterwards.
    show: Callback<TaskId>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <Button on_press=move || open.set(true)>{tr(|t| t.supervision_form_take())}</Button>
        <Dialog open on_close=move || open.set(false) title=tr(|t| t.supervision_form_take())>
            <Show when=move || open.get()><Chosen open show/></Show>
        </Dialog>
    }
}

#[component]
fn Chosen(open: RwSignal<bool>, show: Callback<TaskId>) -> impl IntoView {
    let file = RwSignal::new(None::<InFile>);
    let failed = RwSignal::new(None::<ApiError>);
    let previewed = view(move || file.get().map(|file| PreviewTaskForm { file }));
    view! {
        <div class="duty-answer">
            <p>{tr(|t| t.task_form_lead())}</p>
            <FileButton file title=tr(|t| t.supervision_form_pick()) on_error=move |error| failed.set(Some(error))/>
            <ErrorNote error=failed/>
            <Show when=move || file.with(Option::is_some)>
                <Loaded view=previewed skeleton=|| view! { <Skeleton lines=5/> } let:preview>
                    <Previewed preview file open show/>
                </Loaded>
            </Show>
        </div>
    }
}

#[component]
fn Previewed(preview: TaskFormPreviewed, file: RwSignal<Option<InFile>>, open: RwSignal<bool>, show: Callback<TaskId>) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let TaskFormPreviewed { number, task, body, answers, state, problems } = preview;
    let is_good = problems.is_empty();
    let known = task.as_ref().map(|row| (row.id, row.version));
    let told = task.map(|row| {
        let light = row.light;
        view! {
            <p>
                <strong>{row.title}</strong>
                " "
                <Lamp light/>
            </p>
        }
    });
    let of = (!body.is_empty()).then(|| view! { <p>{move || t.with(|t| t.task_form_of(body.as_str()))}</p> });
    let wrong = StoredValue::new(problems);
    let lines = move || t.with(|t| wrong.with_value(|wrong| wrong.iter().map(|error| form_problem(error, t)).collect::<Vec<_>>()));
    let take = move || {
        let (Some(file), Some((id, version))) = (file.get_untracked(), known) else { return };
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let answer = call(TakeTaskForm { file, version }).await;
            busy.try_set(false);
            match answer {
                Ok(shown) => {
                    notices.done(t.with_untracked(|t| t.task_form_took(&shown.row.title)));
                    open.try_set(false);
                    show.try_run(id);
                }
                Err(error) => {
                    notices.tell(NoticeKind::Bad, t.with_untracked(|t| error_line(&error, t)));
                    failed.try_set(Some(error));
                }
            }
        });
    };
    let becomes = move || state.map(|state| t.with(|t| t.supervision_form_becomes(state.word(t))));
    view! {
        <p class="quiet"><span class="mono">{number}</span></p>
        {told}
        {of}
        {(!is_good).then(|| view! {
            <Notice kind=NoticeKind::Bad>
                <p>{tr(|t| t.supervision_form_wrong())}</p>
                <ul>{move || lines().into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            </Notice>
        })}
        {answers.map(|answers| view! { <Answers answers/> })}
        {move || becomes().map(|words| view! { <p>{words}</p> })}
        <ErrorNote error=failed/>
        <div class="actions actions-end">
            <Button on_press=move || open.set(false)>{tr(|t| t.act_cancel())}</Button>
            {is_good.then(|| view! { <Button look=Look::Primary busy on_press=take>{tr(|t| t.supervision_form_take_now())}</Button> })}
        </div>
    }
}

/// What was filled in.
#[component]
fn Answers(answers: TaskFormAnswers) -> impl IntoView {
    let TaskFormAnswers { progress, words, proof, filler, filled_on } = answers;
    let all = [
        (FormField::Percent, super::page::percent(progress)),
        (FormField::Words, words),
        (FormField::Proof, proof),
        (FormField::Filler, filler),
        (FormField::FilledOn, filled_on.map(domain::day::text).unwrap_or_default()),
    ];
    let told = all.into_iter().filter(|(_, said)| !said.is_empty());
    let line = |(field, said): (FormField, String)| {
        view! { <div class="diff-field"><dt>{field.label()}</dt><dd class="lines">{said}</dd></div> }
    };
    view! { <dl class="diff">{told.map(line).collect_view()}</dl> }
}
