//! 登记进度反馈表: a form that came back is looked at first, and taken then.

use super::page::percent;
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
    let TaskFormPreviewed { number, task, body, answers, state, below, problems } = preview;
    let is_good = problems.is_empty();
    let known = task.as_ref().map(|row| (row.id, row.version));
    let now = task.as_ref().map(|row| row.progress);
    let moves = now.zip(answers.as_ref().map(|answers| answers.progress)).filter(|_| is_good && below);
    let doubt = moves.map(|(now, told)| doubt_of(now, told));
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
        {answers.map(|answers| view! { <Answers answers now/> })}
        {doubt.map(|words| view! { <Notice kind=NoticeKind::Warn><p>{words}</p></Notice> })}
        {move || becomes().map(|words| view! { <p>{words}</p> })}
        <ErrorNote error=failed/>
        <div class="actions actions-end">
            <Button on_press=move || open.set(false)>{tr(|t| t.act_cancel())}</Button>
            {is_good.then(|| view! { <Button look=Look::Primary busy on_press=take>{tr(|t| t.supervision_form_take_now())}</Button> })}
        </div>
    }
}

/// What to look at before a form is taken that tells less than what is known, or was made before the task was last told of.
fn doubt_of(now: u8, told: u8) -> Signal<String> {
    let (is_less, now, told) = (told < now, percent(now), percent(told));
    tr(move |t| if is_less { t.task_form_less(&now, &told) } else { t.task_form_since(&now) })
}

/// What was filled in, the progress beside the present one where that is known.
#[component]
fn Answers(answers: TaskFormAnswers, now: Option<u8>) -> impl IntoView {
    let TaskFormAnswers { progress, words, proof, filler, filled_on } = answers;
    let all = [
        (FormField::Words, words),
        (FormField::Proof, proof),
        (FormField::Filler, filler),
        (FormField::FilledOn, filled_on.map(domain::day::text).unwrap_or_default()),
    ];
    let told = all.into_iter().filter(|(_, said)| !said.is_empty());
    let line = |(field, said): (FormField, String)| {
        view! { <div class="diff-field"><dt>{field.label()}</dt><dd class="lines">{said}</dd></div> }
    };
    let (moves, shift) = match now {
        Some(now) => (tr(|t| t.task_form_moves()), format!("{} → {}", percent(now), percent(progress))),
        None => (Signal::stored(FormField::Percent.label().to_owned()), percent(progress)),
    };
    view! {
        <dl class="diff">
            <div class="diff-field"><dt>{moves}</dt><dd class="nowrap">{shift}</dd></div>
            {told.map(line).collect_view()}
        </dl>
    }
}
