//! Forms (进度反馈表) of a task for each of its bodies, out of the console.

use super::TaskNames;
use crate::backend::call;
use crate::backend::door::Later;
use crate::state::{error_line, texts, tr};
use crate::ui::{Badge, Button, Icon, NoticeKind, Tint, use_clipboard, use_notices, write_asked};
use api::supervision::FormMade;
use api::task::{MakeTaskForm, TaskForm};
use domain::body::BodyId;
use domain::task::{TaskFields, TaskId};
use leptos::prelude::*;
use texts::format;

/// Whom forms are made for: who answers for the task first, then those that help.
pub(super) fn parties(fields: &TaskFields) -> Vec<Option<BodyId>> {
    std::iter::once(fields.lead).chain(fields.helpers.iter().copied().map(Some)).collect()
}

/// What a body is to the task now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Lead,
    Helper,
    /// Nothing any more: its forms can't be taken.
    Gone,
}

/// A body, its forms, and what it is to the task.
type Line = (Option<BodyId>, Vec<TaskForm>, Part);

/// The forms of a task body by body; what was made for a body that is none of its any more is told last.
fn by_party(parties: Vec<Option<BodyId>>, forms: Vec<TaskForm>) -> Vec<Line> {
    let mut rest = forms;
    let mut lines = Vec::new();
    for (n, body) in parties.into_iter().enumerate() {
        let (own, others) = rest.into_iter().partition(|form| form.body == body);
        rest = others;
        lines.push((body, own, if n == 0 { Part::Lead } else { Part::Helper }));
    }
    while let Some(body) = rest.first().map(|form| form.body) {
        let (own, others) = rest.into_iter().partition(|form| form.body == body);
        rest = others;
        lines.push((body, own, Part::Gone));
    }
    lines
}

/// The forms of a task body by body, and a new one for each while the task is open.
#[component]
pub(super) fn Papers(
    /// The task.
    id: TaskId,
    /// Its bodies, from [`parties`].
    parties: Vec<Option<BodyId>>,
    /// The forms that are out or back, the newest first.
    forms: Vec<TaskForm>,
    /// What tasks refer to.
    names: Memo<TaskNames>,
    /// New ones may be made.
    may_form: bool,
) -> impl IntoView {
    if !may_form && forms.is_empty() {
        return ().into_any();
    }
    let lines: Vec<_> = by_party(parties, forms)
        .into_iter()
        .map(|(body, forms, part)| view! { <Party id body part forms names may_form={may_form && part != Part::Gone}/> })
        .collect();
    view! {
        <section class="duty-part">
            <h4>{tr(|t| t.task_forms())}</h4>
            {may_form.then(|| view! { <p class="quiet">{tr(|t| t.task_forms_lead())}</p> })}
            <ul class="duty-versions">{lines}</ul>
        </section>
    }
    .into_any()
}

/// A body with its forms.
#[component]
fn Party(id: TaskId, body: Option<BodyId>, part: Part, forms: Vec<TaskForm>, names: Memo<TaskNames>, may_form: bool) -> impl IntoView {
    let (t, notices, clipboard) = (texts(), use_notices(), use_clipboard());
    let busy = RwSignal::new(false);
    let name = tr(move |t| match body {
        Some(body) => names.with(|names| names.units.body(body)),
        None => t.task_forms_person(),
    });
    let make = move || {
        busy.set(true);
        let name = name.get_untracked();
        leptos::task::spawn_local(async move {
            let (title, file) = t.with_untracked(|t| (t.task_form_make(name.as_str()), t.supervision_form_file(name.as_str())));
            let made = write_asked(&title, &file, |out| {
                let later: Later<FormMade> = Box::pin(call(MakeTaskForm { id, body, out }));
                Some(later)
            });
            let made = made.await;
            busy.try_set(false);
            match made {
                Ok(Some((made, file))) => {
                    clipboard.put(&made.text, |t| t.supervision_copied(), || {});
                    notices.done(t.with_untracked(|t| t.supervision_form_made(made.number.as_str(), file.name)));
                }
                Ok(None) => {}
                Err(error) => notices.tell(NoticeKind::Bad, t.with_untracked(|t| error_line(&error, t))),
            }
        });
    };
    let line = move |form: TaskForm| {
        let (made, taken) = (form.made_at, form.taken_at);
        let tint = if taken.is_some() { Tint::Accent } else { Tint::Quiet };
        let told = move || {
            t.with(|t| match taken {
                Some(at) => t.supervision_form_taken_at(format::instant(at)),
                None => t.supervision_form_out(format::instant(made)),
            })
        };
        view! { " "<span class="mono">{form.number}</span>" "<Badge tint>{told}</Badge> }
    };
    let is_out = forms.iter().any(|form| form.taken_at.is_none());
    let label = tr(move |t| match (part, body) {
        (Part::Lead, Some(_)) => t.task_lead(),
        (Part::Helper, _) => t.task_helpers(),
        (Part::Gone, Some(_)) if is_out => t.task_forms_gone_out(),
        (Part::Gone, Some(_)) => t.task_forms_gone(),
        (Part::Gone, None) if is_out => t.task_forms_person_gone(),
        (Part::Lead | Part::Gone, None) => String::new(),
    });
    let label = move || {
        let words = label.get();
        (!words.is_empty()).then(|| match part {
            Part::Gone if is_out => view! { " "<Badge tint=Tint::Warn>{words}</Badge> }.into_any(),
            _ => view! { " "<span class="quiet">{words}</span> }.into_any(),
        })
    };
    view! {
        <li>
            <span>{move || name.get()}</span>
            {label}
            {forms.into_iter().map(line).collect_view()}
            {may_form.then(|| view! {
                " "
                <Button icon=Icon::File busy on_press=make>
                    {move || t.with(|t| t.task_form_make(name.get()))}
                </Button>
            })}
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::time::Instant;

    #[test]
    fn forms_stand_with_whom_they_were_made_for() {
        let form =
            |n: i64, body: i64| TaskForm { number: format!("任务1-{n}"), body: Some(BodyId(body)), made_at: Instant(n), taken_at: None };
        let fields = TaskFields { lead: Some(BodyId(1)), helpers: vec![BodyId(2), BodyId(3)], ..TaskFields::default() };
        let forms = vec![form(4, 2), form(3, 9), form(2, 1), form(1, 2)];
        let told: Vec<(Option<i64>, usize, Part)> =
            by_party(parties(&fields), forms).into_iter().map(|(body, forms, part)| (body.map(|body| body.0), forms.len(), part)).collect();
        assert_eq!(told, [(Some(1), 1, Part::Lead), (Some(2), 2, Part::Helper), (Some(3), 0, Part::Helper), (Some(9), 1, Part::Gone)]);
    }
}
