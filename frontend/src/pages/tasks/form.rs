//! The form of a task.

use super::TaskNames;
use super::show::said;
use crate::backend::call;
use crate::edit::{DraftNote, Field as Compared, FormEnd, MergePanel, join, keep_draft, refused};
use crate::pages::catalogue::bound::{bound, bound_day};
use crate::pages::catalogue::item_form::{Several, choices, show_first_error};
use crate::pages::catalogue::told::told;
use crate::state::{texts, tr};
use crate::ui::{Choice, Combobox, DateInput, ErrorNote, Field, Select, TextArea, TextInput, announce, use_notices};
use api::ApiError;
use api::task::{SaveTask, TaskShown};
use domain::body::BodyId;
use domain::place::PlaceId;
use domain::task::{FIELDS, Group, TaskFields, TaskId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use texts::task::field_name;

/// A task that is edited.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Edited {
    /// Which; none for a new one.
    pub(super) id: Option<TaskId>,
    /// Its text.
    pub(super) fields: TaskFields,
    /// The version that was read.
    pub(super) version: i64,
}

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
    let form = RwSignal::new(edited.fields.clone());
    let as_opened = StoredValue::new(edited.clone());
    let key = id.map_or_else(|| "task:new".to_owned(), |id| format!("task:{}", id.0));
    // Upon what it is edited: the version that was read goes with it, so that nothing is overwritten afterwards.
    let base = RwSignal::new(edited);
    let (tried, busy) = (RwSignal::new(false), RwSignal::new(false));
    let failed = RwSignal::new(None::<ApiError>);
    let theirs = RwSignal::new(None::<TaskShown>);
    let label = tr(move |t| {
        let title = base.with(|base| base.fields.title.clone());
        if title.is_empty() { t.task_new_title() } else { format!("{} {title}", t.task_title()) }
    });
    let typed = move || {
        let base = base.get();
        let now = Edited { fields: form.get(), ..base.clone() };
        (now != base).then(|| serde_json::to_string(&(now, base)).unwrap_or_default())
    };
    let kept = keep_draft(key, label, typed, move |body| {
        if let Ok((now, before)) = serde_json::from_str::<(Edited, Edited)>(&body) {
            base.set(before);
            form.set(now.fields);
        }
    });
    let told = told(tried, move || form.with(|f| f.clone().tidy().problem()), failed, |field| FIELDS.contains(&field));
    let above = told.above;
    let error_of = move |field: &'static str| told.of(field);
    let submit = move || {
        tried.set(true);
        let fields = form.with_untracked(|fields| fields.clone().tidy());
        if fields.problem().is_some() {
            announce(t.with_untracked(|t| t.point_fix_first()));
            show_first_error();
            return;
        }
        let version = base.with_untracked(|base| base.version);
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let answer = call(SaveTask { id, fields, version }).await;
            busy.try_set(false);
            match answer {
                Ok(saved) => {
                    kept.forget();
                    notices.done(t.with_untracked(|t| t.task_saved(&saved.row.title)));
                    on_saved.try_run(saved.row.id);
                }
                Err(error) => {
                    if !refused(error, theirs, failed) {
                        show_first_error();
                    }
                }
            }
        });
    };
    let side = move |fields: &TaskFields| -> Vec<Compared> {
        untrack(|| names.with(|names| t.with(|t| FIELDS.map(|key| Compared { key, value: said(fields, key, names, t) }).to_vec())))
    };
    let merged = Callback::new(move |taken: Vec<&'static str>| {
        let Some(stored) = theirs.get_untracked() else { return };
        let mut fields = form.get_untracked();
        for field in taken {
            fields.take(field, &stored.fields);
        }
        theirs.set(None);
        base.set(Edited { id, fields: stored.fields, version: stored.row.version });
        form.set(fields);
        submit();
    });
    let back = move || {
        let opened = as_opened.get_value();
        form.set(opened.fields.clone());
        base.set(opened);
    };
    let name_of = move |field: &'static str| tr(move |t| field_name(field, t).unwrap_or_default());
    let line = move |field: &'static str, get: fn(&TaskFields) -> String, set: fn(&mut TaskFields, String)| {
        let value = bound(form, get, set);
        view! { <Field label=name_of(field) error=error_of(field)><TextInput value/></Field> }
    };
    let text = move |field: &'static str, get: fn(&TaskFields) -> String, set: fn(&mut TaskFields, String)| {
        let value = bound(form, get, set);
        view! { <Field label=name_of(field) error=error_of(field) optional=true><TextArea value rows=3/></Field> }
    };
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
        <form
            class="item-form"
            on:submit=move |ev| {
                ev.prevent_default();
                submit();
            }
        >
            <DraftNote draft=kept on_drop=back/>
            {move || theirs.get().map(|stored| {
                let told = base.with_untracked(|base| base.fields.clone());
                let joined = join(&side(&told), &side(&form.get_untracked()), &side(&stored.fields));
                let label = Callback::new(move |key: &'static str| t.with(|t| field_name(key, t).unwrap_or_default()));
                view! { <MergePanel joined label on_choose=merged busy/> }
            })}
            {line("title", |f| f.title.clone(), |f, v| f.title = v)}
            <Field label=name_of("group") error=error_of("group")>
                <Select
                    value=Signal::derive(move || Some(form.with(|f| f.group)))
                    options=groups
                    on_choose=move |one: Group| form.update(|f| f.group = one)
                />
            </Field>
            {text("demand", |f| f.demand.clone(), |f, v| f.demand = v)}

            <h3>{tr(|t| t.supervision_group_who())}</h3>
            {line("responsible", |f| f.responsible.clone(), |f, v| f.responsible = v)}
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
            {text("note", |f| f.note.clone(), |f, v| f.note = v)}
            <ErrorNote error=above/>
            <FormEnd draft=kept busy words=tr(|t| t.act_save()) on_cancel=on_cancel/>
        </form>
    }
}
