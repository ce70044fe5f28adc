//! The form of a task.

use super::TaskNames;
use super::show::said;
use crate::edit::{EditForm, Field as Compared, Plan, Several, bound_day, choices, done_undoable, editing};
use crate::state::{texts, tr};
use crate::ui::{Choice, Combobox, DateInput, Field, Select, use_notices};
use api::task::{SaveTask, TaskShown};
use domain::body::BodyId;
use domain::place::PlaceId;
use domain::task::{FIELDS, Group, TaskFields, TaskId};
use leptos::prelude::*;
use texts::Texts;
use texts::task::field_name;

/// A task that is edited; no id for a new one.
pub(super) type Edited = crate::edit::Edited<Option<TaskId>, TaskFields>;

/// The form.
#[component]
pub(super) fn TaskForm(
    /// What is edited.
    edited: Edited,
    /// What tasks refer to.
    names: Memo<TaskNames>,
    /// Saved.
    on_saved: Callback<TaskId>,
    /// Given up.
    on_cancel: Callback<()>,
) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let id = edited.id;
    let plan = Plan {
        key: id.map_or_else(|| "task:new".to_owned(), |id| format!("task:{}", id.0)),
        opened: edited,
        label: |_, fields: &TaskFields, t: &Texts| {
            if fields.title.is_empty() { t.task_new_title() } else { format!("{} {}", t.task_title(), fields.title) }
        },
        name: field_name,
        request: |id, fields, version| SaveTask { id, fields, version },
        stored: |shown: TaskShown| Edited { id: Some(shown.row.id), fields: shown.fields, version: shown.row.version },
        on_saved: Callback::new(move |saved: TaskShown| {
            let words = t.with_untracked(|t| t.task_saved(&saved.row.title));
            done_undoable(notices, t, words, format!("task:{}", saved.row.id.0));
            on_saved.try_run(saved.row.id);
        }),
    };
    let editing = editing(plan);
    let form = editing.form;
    let values = Callback::new(move |fields: TaskFields| -> Vec<Compared> {
        names.with(|names| t.with(|t| FIELDS.map(|key| Compared { key, value: said(&fields, key, names, t) }).to_vec()))
    });
    let (name_of, error_of) = (move |field| editing.name_of(field), move |field| editing.error_of(field));
    let groups = Signal::derive(move || {
        t.with(|t| names.with(|names| Group::ALL.iter().map(|one| (*one, names.group(*one, t))).collect::<Vec<_>>()))
    });
    let lead = Signal::derive(move || {
        let id = form.with(|f| f.lead)?;
        Some(Choice { key: id.0.to_string(), label: names.with(|names| names.units.body(id)), note: String::new() })
    });
    let find_body = Callback::new(move |typed: String| {
        untrack(|| names.with(|names| choices(names.units.bodies.iter().map(|(id, name)| (*id, name.clone())), &typed, |id: BodyId| id.0)))
    });
    let place = Signal::derive(move || {
        let id = form.with(|f| f.place)?;
        Some(Choice { key: id.0.to_string(), label: names.with(|names| names.units.place(id)), note: String::new() })
    });
    let find_place = Callback::new(move |typed: String| {
        let district = Choice { key: String::new(), label: t.with_untracked(|t| t.supervision_whole_district()), note: String::new() };
        let found = untrack(|| {
            names.with(|names| choices(names.units.places.iter().map(|(id, name)| (*id, name.clone())), &typed, |id: PlaceId| id.0))
        });
        std::iter::once(district).filter(|_| typed.trim().is_empty()).chain(found).collect::<Vec<_>>()
    });
    let find_task = Callback::new(move |typed: String| {
        untrack(|| {
            names.with(|names| {
                let others = names.tasks.iter().filter(|(one, _)| Some(**one) != id);
                choices(others.map(|(id, title)| (*id, title.clone())), &typed, |id: TaskId| id.0)
            })
        })
    });
    view! {
        <EditForm editing values words=tr(|t| t.act_save()) on_cancel>
            {editing.line("title", |f| f.title.clone(), |f, v| f.title = v, false)}
            <Field label=name_of("group") error=error_of("group")>
                <Select
                    value=Signal::derive(move || Some(form.with(|f| f.group)))
                    options=groups
                    on_choose=move |one: Group| form.update(|f| f.group = one)
                />
            </Field>
            {editing.text("demand", |f| f.demand.clone(), |f, v| f.demand = v)}

            <h3>{tr(|t| t.supervision_group_who())}</h3>
            {editing.line("responsible", |f| f.responsible.clone(), |f, v| f.responsible = v, false)}
            <Field label=name_of("lead") error=error_of("lead") optional=true>
                <Combobox
                    value=lead
                    search=find_body
                    on_choose=move |picked: Choice| form.update(|f| f.lead = picked.key.parse().ok().map(BodyId))
                />
            </Field>
            <Several
                label=name_of("helpers")
                add=tr(|t| t.task_helper_add())
                chosen=Signal::derive(move || form.with(|f| names.with(|n| f.helpers.iter().map(|b| (b.0, n.units.body(*b))).collect())))
                search=find_body
                on_add=move |id: i64| form.update(|f| f.helpers.push(BodyId(id)))
                on_remove=move |id: i64| form.update(|f| f.helpers.retain(|b| b.0 != id))
                error=error_of("helpers")
            />
            <Field label=name_of("place") hint=tr(|t| t.task_place_hint()) error=error_of("place") optional=true>
                <Combobox
                    value=place
                    search=find_place
                    on_choose=move |picked: Choice| form.update(|f| f.place = picked.key.parse().ok().map(PlaceId))
                />
            </Field>

            <h3>{tr(|t| t.supervision_group_when())}</h3>
            <Field label=name_of("start") error=error_of("start")>
                <DateInput value=bound_day(form, |f| f.start, |f, day| f.start = day)/>
            </Field>
            <Field label=name_of("due") error=error_of("due")>
                <DateInput value=bound_day(form, |f| f.due, |f, day| f.due = day)/>
            </Field>
            <Several
                label=name_of("before")
                add=tr(|t| t.task_before_add())
                chosen=Signal::derive(move || form.with(|f| names.with(|n| f.before.iter().map(|one| (one.0, n.task(*one))).collect())))
                search=find_task
                on_add=move |id: i64| form.update(|f| f.before.push(TaskId(id)))
                on_remove=move |id: i64| form.update(|f| f.before.retain(|one| one.0 != id))
                error=error_of("before")
            />
            {editing.text("note", |f| f.note.clone(), |f, v| f.note = v)}
        </EditForm>
    }
}
