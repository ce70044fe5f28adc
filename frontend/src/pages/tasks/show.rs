//! One task: its light and why, what may be done, what it waits for, its text and its history.

use super::TaskNames;
use super::answer::{AnswerDialog, Wish};
use super::form::Edited;
use super::page::{percent, state_tint};
use super::papers::{Papers, parties};
use crate::backend::view;
use crate::edit::History;
use crate::pages::audit::words::who;
use crate::pages::supervision::Lamp;
use crate::state::{texts, tr};
use crate::ui::{Badge, Button, ErrorState, Look, Notice, NoticeKind, Skeleton};
use api::ChangeKind;
use api::task::{ShowTask, TaskBeside, TaskMay, TaskRow, TaskShown, TaskStep};
use domain::supervision::{Link, LinkKind};
use domain::task::flow::TaskAct;
use domain::task::{FIELDS, TaskFields, TaskId};
use leptos::prelude::*;
use texts::format;
use texts::task::{cause, field_name, value};
use texts::words::Word;

/// A task, once it has come.
#[component]
pub(super) fn TaskOf(
    /// Which.
    id: TaskId,
    /// What tasks refer to.
    names: Memo<TaskNames>,
    /// Opens its form.
    edit: Callback<Edited>,
    /// Shows another task.
    on_open: Callback<TaskId>,
) -> impl IntoView {
    let shown = view(move || Some(ShowTask { id }));
    shown.reload_on(&[ChangeKind::Task]);
    let task = Memo::new(move |_| shown.get());
    move || match (task.get(), shown.error()) {
        (Some(shown), _) => view! { <Shown shown names edit on_open/> }.into_any(),
        (None, Some(error)) => view! { <ErrorState error=Signal::stored(error) retry=move || shown.reload()/> }.into_any(),
        (None, None) => view! { <Skeleton lines=12/> }.into_any(),
    }
}

#[component]
fn Shown(shown: TaskShown, names: Memo<TaskNames>, edit: Callback<Edited>, on_open: Callback<TaskId>) -> impl IntoView {
    let t = texts();
    let TaskShown { row, fields, why, done, before, after, steps, forms, may } = shown;
    let (state, progress, start, due) = (row.state, row.progress, row.start, row.due);
    let reasons =
        Signal::derive(move || t.with(|t| why.iter().map(|one| cause(one.cause, one.days, t)).collect::<Vec<_>>().join(&t.merge_comma())));
    let days = move || t.with(|t| t.task_days(domain::day::text(start), domain::day::text(due)));
    let done = move || done.map(|day| t.with(|t| t.task_done_on(domain::day::text(day))));
    let subject = format!("task:{}", row.id.0);
    let overlaps = before.iter().any(|one| one.overlaps);
    let (may_form, parties) = (may.contains(&TaskMay::Form), parties(&fields));
    view! {
        <div class="duty matter">
            <h3>{fields.title.clone()}</h3>
            <p class="guide-badges">
                <Lamp light=row.light/>
                <Badge tint=state_tint(state)>{move || t.with(|t| state.word(t))}</Badge>
            </p>
            {move || {
                let reasons = reasons.get();
                (!reasons.is_empty()).then(|| view! { <p class="matter-why">{reasons}</p> })
            }}
            <p class="task-progress">
                <progress max="100" value=progress.to_string() aria-label=move || t.with(|t| t.task_progress())></progress>
                " "
                <strong>{percent(progress)}</strong>
            </p>
            <p class="quiet provincial-facts"><span>{days}</span><span>{done}</span></p>
            <Actions row=row.clone() fields=fields.clone() may edit/>
            {overlaps.then(|| view! { <Notice kind=NoticeKind::Warn><p>{tr(|t| t.task_overlaps())}</p></Notice> })}
            <Beside label=tr(|t| t.task_before()) tasks=before on_open/>
            <Beside label=tr(|t| t.task_after()) tasks=after on_open/>
            <Papers id=row.id parties forms names may_form/>
            <section class="duty-part">
                <h4>{tr(|t| t.task_content())}</h4>
                <Content fields names/>
            </section>
            <section class="duty-part">
                <h4>{tr(|t| t.task_line())}</h4>
                <ol class="matter-line">{steps.into_iter().rev().map(|step| view! { <StepLine step/> }).collect_view()}</ol>
            </section>
            <crate::pages::supervision::Turn link=Link { kind: LinkKind::Task, id: row.id.0 }/>
            <History subject=Signal::stored(subject)/>
        </div>
    }
}

/// What may be done, as buttons: the next step first, and as the obvious one.
#[component]
fn Actions(row: TaskRow, fields: TaskFields, may: Vec<TaskMay>, edit: Callback<Edited>) -> impl IntoView {
    let wish = RwSignal::new(None::<Wish>);
    let (id, version) = (row.id, row.version);
    let (row, fields) = (StoredValue::new(row), StoredValue::new(fields));
    let step = move |act: TaskAct, look: Look| {
        let press = move || wish.set(Some(Wish { act, row: row.get_value() }));
        view! { <Button look on_press=press>{tr(move |t| act.word(t))}</Button> }.into_any()
    };
    let is_done = row.with_value(|row| row.state == domain::task::flow::TaskState::Done);
    let buttons = may.into_iter().filter(|one| *one != TaskMay::Form).enumerate().map(move |(n, one)| {
        let look = if n == 0 { Look::Primary } else { Look::default() };
        match one {
            TaskMay::Report => step(TaskAct::Reported, look),
            TaskMay::Finish => step(TaskAct::Finished, look),
            TaskMay::Edit => {
                let open = move || edit.run(Edited { id: Some(id), fields: fields.get_value(), version });
                view! { <Button look on_press=open>{tr(|t| t.supervision_edit())}</Button> }.into_any()
            }
            TaskMay::Halt => step(TaskAct::Halted, Look::Quiet),
            TaskMay::Resume => step(if is_done { TaskAct::Reopened } else { TaskAct::Resumed }, look),
            TaskMay::Form => ().into_any(),
        }
    });
    view! {
        <div class="actions">{buttons.collect_view()}</div>
        <AnswerDialog wish/>
    }
}

/// Tasks before or after it, each with the way to it.
#[component]
fn Beside(label: Signal<String>, tasks: Vec<TaskBeside>, on_open: Callback<TaskId>) -> impl IntoView {
    let t = texts();
    let line = move |one: TaskBeside| {
        let (id, state, due) = (one.id, one.state, one.due);
        view! {
            <li>
                <button type="button" class="as-link" on:click=move |_| on_open.run(id)>{one.title}</button>
                " "
                <Badge tint=state_tint(state)>{move || t.with(|t| state.word(t))}</Badge>
                " "
                <Lamp light=one.light/>
                " "
                <span class="quiet">{one.responsible} " " {move || t.with(|t| t.supervision_due_told(domain::day::text(due)))}</span>
            </li>
        }
    };
    (!tasks.is_empty()).then(|| {
        view! {
            <section class="duty-part">
                <h4>{move || label.get()}</h4>
                <ul class="duty-versions">{tasks.into_iter().map(line).collect_view()}</ul>
            </section>
        }
    })
}

/// The text, field by field; what says nothing is left out.
#[component]
fn Content(fields: TaskFields, names: Memo<TaskNames>) -> impl IntoView {
    let t = texts();
    let fields = StoredValue::new(fields);
    let line = move |field: &'static str| {
        let label = move || t.with(|t| field_name(field, t).unwrap_or_default());
        let said = Signal::derive(move || t.with(|t| names.with(|names| fields.with_value(|fields| said(fields, field, names, t)))));
        view! {
            <Show when=move || !said.with(String::is_empty)>
                <div class="diff-field"><dt>{label}</dt><dd class="lines">{move || said.get()}</dd></div>
            </Show>
        }
    };
    let told = FIELDS.into_iter().filter(|field| !matches!(*field, "title" | "start" | "due" | "before"));
    view! { <dl class="diff">{told.map(line).collect_view()}</dl> }
}

/// The value of a field in words; a group by the name that it has here.
pub(super) fn said(fields: &TaskFields, field: &str, names: &TaskNames, t: &texts::Texts) -> String {
    match field {
        "group" => names.group(fields.group, t),
        other => value(fields, other, &names.units, &|id| names.task(id), t),
    }
}

/// A step of the history.
#[component]
fn StepLine(step: TaskStep) -> impl IntoView {
    let t = texts();
    let act = step.act;
    let by = {
        let (name, at) = (step.who.clone(), step.at);
        let (form, filler) = (step.form.clone(), step.filler.clone());
        move || {
            t.with(|t| match form.as_str() {
                "" => t.supervision_by(who(&name, t), format::instant(at)),
                form => t.supervision_by_form(filler.as_str(), form, who(&name, t), format::instant(at)),
            })
        }
    };
    let (from, to) = (step.progress_before, step.progress_after);
    let is_told = matches!(act, TaskAct::Reported | TaskAct::Finished | TaskAct::Reopened);
    let moved = match (step.due_before, step.due_after) {
        (Some(before), Some(after)) => Some((domain::day::text(before), domain::day::text(after))),
        _ => None,
    };
    view! {
        <li class=format!("is-{}", act.code())>
            <p><strong>{move || t.with(|t| act.word(t))}</strong>" "<span class="quiet">{by}</span></p>
            {is_told.then(|| view! { <p>{format!("{} → {}", percent(from), percent(to))}</p> })}
            {moved.map(|(before, after)| view! { <p>{move || t.with(|t| t.supervision_due_step(&before, &after))}</p> })}
            {(!step.words.is_empty()).then(|| view! { <p class="lines">{step.words.clone()}</p> })}
            {(!step.proof.is_empty()).then(|| view! {
                <p class="lines"><span class="quiet">{tr(|t| t.task_proof())}</span>" "{step.proof.clone()}</p>
            })}
        </li>
    }
}
