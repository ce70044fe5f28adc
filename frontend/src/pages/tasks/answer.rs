//! Dialogs of what is done with a task: progress, done, halted, on again.

use crate::backend::call;
use crate::edit::{DraftNote, Input, keep_words};
use crate::state::unsaved::OwnWork;
use crate::state::{field_error, texts, tr};
use crate::ui::{Button, Dialog, ErrorNote, Field, InputForm, Look, TextArea, TextInput, use_notices};
use api::ApiError;
use api::task::{HaltTask, ReportTask, ResumeTask, TaskRow, TaskShown};
use domain::task::flow::{DONE, TaskAct};
use leptos::prelude::*;
use texts::Texts;
use texts::words::Word;

/// Something that is to be done with a task.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Wish {
    /// What.
    pub(super) act: TaskAct,
    /// With which.
    pub(super) row: TaskRow,
}

/// What was typed.
struct Typed {
    words: String,
    progress: String,
    proof: String,
}

async fn send(wish: Wish, typed: Typed) -> Result<TaskShown, ApiError> {
    let Wish { act, row } = wish;
    let (id, version) = (row.id, row.version);
    let Typed { words, progress, proof } = typed;
    match act {
        TaskAct::Finished => call(ReportTask { id, progress: DONE, words, proof, version }).await,
        TaskAct::Halted => call(HaltTask { id, reason: words, version }).await,
        TaskAct::Resumed | TaskAct::Reopened => call(ResumeTask { id, reason: words, version }).await,
        TaskAct::Added | TaskAct::Edited | TaskAct::Reported => {
            // What is no number is more than any that is allowed, so that it is told.
            let progress = progress.trim().trim_end_matches(['%', '％']).trim().parse().unwrap_or(u8::MAX);
            call(ReportTask { id, progress, words, proof, version }).await
        }
    }
}

/// What is asked for above the field.
fn lead(act: TaskAct, t: &Texts) -> String {
    match act {
        TaskAct::Finished => t.task_lead_finish(),
        TaskAct::Halted => t.task_lead_halt(),
        TaskAct::Reopened => t.task_lead_reopen(),
        _ => String::new(),
    }
}

/// The dialog, while something is wanted.
#[component]
pub(super) fn AnswerDialog(
    /// What is wanted; taken when it was done or left.
    wish: RwSignal<Option<Wish>>,
) -> impl IntoView {
    let own = OwnWork::new();
    let title = tr(move |t| wish.with(|wish| wish.as_ref().map(|wish| wish.act.word(t)).unwrap_or_default()));
    view! {
        <Dialog open=Signal::derive(move || wish.with(Option::is_some)) on_close=move || own.leaving(move || wish.set(None)) title>
            {move || wish.get().map(|wanted| view! { <Asked wanted wish own/> })}
        </Dialog>
    }
}

#[component]
fn Asked(wanted: Wish, wish: RwSignal<Option<Wish>>, own: OwnWork) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let act = wanted.act;
    let is_told = matches!(act, TaskAct::Reported | TaskAct::Finished);
    let (words, proof) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let progress = RwSignal::new(wanted.row.progress.to_string());
    let (form, about) = (format!("task:{}:{}", wanted.row.id.0, act.code()), wanted.row.title.clone());
    let (draft, put_back) = keep_words(
        own,
        form,
        tr(move |t| format!("{} {about}", act.word(t))),
        [Input::Text(words), Input::Text(proof), Input::Text(progress)],
    );
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let field = if is_told { "words" } else { "reason" };
    let error_of =
        move |field: &'static str| Signal::derive(move || failed.with(|e| e.as_ref().and_then(|e| t.with(|t| field_error(e, field, t)))));
    // That it can't be done at all is told above, as is what has no field here.
    let asks_progress = act == TaskAct::Reported;
    let above = Signal::derive(move || {
        failed.get().filter(|e| match e.field.as_deref() {
            Some("progress") => !asks_progress,
            Some("proof") => !is_told,
            Some(named) => named != field,
            None => true,
        })
    });
    let title = wanted.row.title.clone();
    let asks = Signal::derive(move || t.with(|t| lead(act, t)));
    let wanted = StoredValue::new(wanted);
    let write = move || {
        let text = |signal: RwSignal<String>| signal.with_untracked(|text| text.trim().to_owned());
        let typed = Typed { words: text(words), progress: text(progress), proof: text(proof) };
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let answer = send(wanted.get_value(), typed).await;
            busy.try_set(false);
            match answer {
                Ok(shown) => {
                    notices.done(t.with_untracked(|t| t.supervision_done(shown.row.title, shown.row.state.word(t))));
                    draft.forget();
                    wish.try_set(None);
                }
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    let label = tr(move |t| if is_told { t.task_words() } else { t.supervision_reason() });
    view! {
        <InputForm class="duty-answer" on_submit=write>
            <p class="lines"><strong>{title}</strong></p>
            <DraftNote draft on_drop=put_back/>
            {move || {
                let asks = asks.get();
                (!asks.is_empty()).then(|| view! { <p>{asks}</p> })
            }}
            {asks_progress.then(|| view! {
                <Field label=tr(|t| t.task_progress()) hint=tr(|t| t.task_progress_hint()) error=error_of("progress")>
                    <TextInput value=progress width=6/>
                </Field>
            })}
            <Field label error=error_of(field)><TextArea value=words rows=3/></Field>
            {is_told.then(|| view! {
                <Field label=tr(|t| t.task_proof()) hint=tr(|t| t.task_proof_hint()) error=error_of("proof") optional=asks_progress>
                    <TextInput value=proof/>
                </Field>
            })}
            <ErrorNote error=above/>
            <div class="actions actions-end">
                <Button on_press=move || own.leaving(move || wish.set(None))>{tr(|t| t.act_cancel())}</Button>
                <Button submit=true look=Look::Primary busy>{tr(move |t| act.word(t))}</Button>
            </div>
        </InputForm>
    }
}
