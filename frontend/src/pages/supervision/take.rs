//! 登记反馈表: a form that came back is looked at first, and taken then.

use super::lamp::Lamp;
use crate::backend::{call, view};
use crate::state::{error_line, texts, tr};
use crate::ui::{Button, Dialog, ErrorNote, FileButton, Loaded, Look, Notice, NoticeKind, Skeleton, use_notices};
use api::supervision::{FormAnswers, FormPreviewed, PreviewForm, TakeForm};
use api::{ApiError, InFile};
use domain::supervision::MatterId;
use domain::supervision::form::FormField;
use leptos::prelude::*;
use texts::Texts;
use texts::words::Word;

/// The button and its dialog.
#[component]
pub(super) fn TakeButton(
    /// Shows the matter afterwards.
    show: Callback<MatterId>,
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
fn Chosen(open: RwSignal<bool>, show: Callback<MatterId>) -> impl IntoView {
    let file = RwSignal::new(None::<InFile>);
    let failed = RwSignal::new(None::<ApiError>);
    let previewed = view(move || file.get().map(|file| PreviewForm { file }));
    view! {
        <div class="duty-answer">
            <p>{tr(|t| t.supervision_form_lead())}</p>
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

/// What is wrong with a cell: which row, what it is called, and how it is mended.
pub(in crate::pages) fn problem(error: &ApiError, t: &Texts) -> String {
    let name = error.field.as_deref().and_then(FormField::from_code).map_or("", FormField::label);
    let how = texts::error::rule(error.arg("rule"), &error.args, t);
    match error.arg("row") {
        "" => t.supervision_form_problem(name, how),
        row => t.supervision_form_problem_row(row, name, how),
    }
}

#[component]
fn Previewed(preview: FormPreviewed, file: RwSignal<Option<InFile>>, open: RwSignal<bool>, show: Callback<MatterId>) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let FormPreviewed { number, matter, answers, state, problems } = preview;
    let is_good = problems.is_empty();
    let known = matter.as_ref().map(|row| (row.id, row.version));
    let told = matter.map(|row| {
        let light = row.light;
        view! {
            <p>
                <strong>{format!("{} {}", row.number, row.title)}</strong>
                " "
                <Lamp light/>
            </p>
        }
    });
    let wrong = StoredValue::new(problems);
    let lines = move || t.with(|t| wrong.with_value(|wrong| wrong.iter().map(|error| problem(error, t)).collect::<Vec<_>>()));
    let take = move || {
        let (Some(file), Some((id, version))) = (file.get_untracked(), known) else { return };
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let answer = call(TakeForm { file, version }).await;
            busy.try_set(false);
            match answer {
                Ok(shown) => {
                    notices.done(t.with_untracked(|t| t.supervision_form_took(&shown.row.title)));
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
fn Answers(answers: FormAnswers) -> impl IntoView {
    let day = |day: Option<jiff::civil::Date>| day.map(domain::day::text).unwrap_or_default();
    let done = if answers.done { "是" } else { "否" };
    let all = [
        (FormField::Body, answers.body),
        (FormField::Progress, answers.progress),
        (FormField::Done, done.to_owned()),
        (FormField::Problems, answers.problems),
        (FormField::Steps, answers.steps),
        (FormField::ExtendTo, day(answers.extend_to)),
        (FormField::ExtendReason, answers.extend_reason),
        (FormField::Filler, answers.filler),
        (FormField::FilledOn, day(answers.filled_on)),
    ];
    let told = all.into_iter().filter(|(_, said)| !said.is_empty());
    let line = |(field, said): (FormField, String)| {
        view! { <div class="diff-field"><dt>{field.label()}</dt><dd class="lines">{said}</dd></div> }
    };
    view! { <dl class="diff">{told.map(line).collect_view()}</dl> }
}
