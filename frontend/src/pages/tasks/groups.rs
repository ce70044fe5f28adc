//! The five working groups, how their tasks stand, and how far platforms are built.

use super::PATH;
use crate::backend::{call, view};
use crate::edit::{bound, choices};
use crate::state::unsaved::OwnWork;
use crate::state::{field_error, texts, tr, use_at};
use crate::ui::{
    Button, Choice, Combobox, Definition, Dialog, ErrorNote, Field, InputForm, Loaded, Look, PageHead, Skeleton, TextInput, use_notices,
};
use api::task::{Building, BuildingRow, GroupRow, ListGroups, SaveGroup, ShowBuilding};
use api::{ApiError, ChangeKind};
use domain::body::BodyId;
use domain::place::{Level, PlaceId};
use domain::supervision::light::Light;
use domain::task::GroupFields;
use domain::task::building::Built;
use domain::task::flow::TaskState;
use leptos::prelude::*;
use std::collections::BTreeMap;
use texts::format::{NONE, count, percent};
use texts::words::Word;

/// The page.
#[component]
pub fn Groups() -> impl IntoView {
    let groups = view(|| Some(ListGroups {}));
    groups.reload_on(&[ChangeKind::Task, ChangeKind::Body]);
    let bodies = view(|| Some(api::body::List {}));
    bodies.reload_on(&[ChangeKind::Body]);
    let names = Memo::new(move |_| {
        bodies.with(|l| l.map(|l| l.bodies.iter().map(|b| (b.id, b.name.clone())).collect::<BTreeMap<_, _>>()).unwrap_or_default())
    });
    let building = view(|| Some(ShowBuilding {}));
    building.reload_on(&[ChangeKind::Task, ChangeKind::Place]);
    let edited = RwSignal::new(None::<GroupRow>);
    view! {
        <PageHead title=tr(|t| t.task_groups()) lead=tr(|t| t.task_groups_lead())/>
        <div class="admin supervision task-groups">
            <Loaded view=groups skeleton=|| view! { <Skeleton lines=8/> } let:reply>
                <ul class="group-cards">
                    {
                        let editable = reply.editable;
                        reply.groups.into_iter().map(|row| view! { <Card row editable names edited/> }).collect_view()
                    }
                </ul>
            </Loaded>
            <section>
                <h2>
                    <Definition means=tr(|t| t.task_building_means())>{tr(|t| t.task_building())}</Definition>
                </h2>
                <Loaded view=building skeleton=|| view! { <Skeleton lines=8/> } let:reply>
                    <Progress reply/>
                </Loaded>
            </section>
        </div>
        <GroupDialog edited names/>
    }
}

/// The name of a group: its own, or the one that it is shipped with.
fn name_of(row: &GroupRow, t: &texts::Texts) -> String {
    if row.fields.name.is_empty() { row.group.word(t) } else { row.fields.name.clone() }
}

/// A group with its figures; each leads to the tasks that it counts.
#[component]
fn Card(row: GroupRow, editable: bool, names: Memo<BTreeMap<BodyId, String>>, edited: RwSignal<Option<GroupRow>>) -> impl IntoView {
    let (t, at) = (texts(), use_at());
    let group = row.group.code();
    let lead = row.fields.lead;
    let leader = row.fields.leader.clone();
    let stored = StoredValue::new(row.clone());
    let title = move || stored.with_value(|row| t.with(|t| name_of(row, t)));
    let figure = move |label: Signal<String>, n: i64, own: Vec<(&'static str, String)>, look: &'static str| {
        let href = move || {
            let own: Vec<(&str, String)> = std::iter::once(("group", group.to_owned())).chain(own.clone()).collect();
            at.href(PATH, &own)
        };
        view! { <a class=format!("group-figure {look}") href=href><strong>{count(n)}</strong>" "<span>{label}</span></a> }
    };
    let open = [TaskState::Planned, TaskState::Underway, TaskState::Done].map(TaskState::code).join(",");
    let lit = |light: Light| vec![("light", light.code().to_owned())];
    view! {
        <li class="group-card">
            <h2>{title}</h2>
            <p class="quiet">
                {move || t.with(|t| t.task_group_lead(lead.and_then(|id| names.with(|n| n.get(&id).cloned())).unwrap_or_else(|| NONE.to_owned())))}
                {(!leader.is_empty()).then(|| view! { <br/> {move || t.with(|t| t.task_group_head(&leader))} })}
            </p>
            <p class="group-figures">
                {figure(tr(|t| t.task_n_tasks()), row.tasks, vec![("state", open)], "")}
                {figure(tr(|t| TaskState::Done.word(t)), row.done, vec![("state", TaskState::Done.code().to_owned())], "")}
                {figure(tr(|t| Light::Red.word(t)), row.red, lit(Light::Red), if row.red > 0 { "is-red" } else { "" })}
                {figure(tr(|t| Light::Yellow.word(t)), row.yellow, lit(Light::Yellow), if row.yellow > 0 { "is-yellow" } else { "" })}
            </p>
            {editable.then(|| view! {
                <Button look=Look::Quiet on_press=move || edited.set(Some(stored.get_value()))>{tr(|t| t.supervision_edit())}</Button>
            })}
        </li>
    }
}

/// How far platforms are built, by level and town.
#[component]
fn Progress(reply: Building) -> impl IntoView {
    let t = texts();
    let head = move |level: Level| {
        t.with(|t| match level {
            Level::District => t.task_building_district(),
            Level::Town => t.task_building_town(),
            Level::Village => t.task_building_village(),
        })
    };
    let row = move |row: BuildingRow| {
        let (place, called) = (row.place, row.name);
        let name = move || if place.is_none() { t.with(|t| t.supervision_whole_district()) } else { called.clone() };
        let district = match place {
            None => view! { <Cell built=row.district level=Level::District place/> }.into_any(),
            // A town has no platform of the district.
            Some(_) => view! { <td></td> }.into_any(),
        };
        view! {
            <tr>
                <th scope="row">{name}</th>
                {district}
                <Cell built=row.town level=Level::Town place/>
                <Cell built=row.village level=Level::Village place/>
            </tr>
        }
    };
    view! {
        <table class="table building">
            <caption class="visually-hidden">{tr(|t| t.task_building())}</caption>
            <thead>
                <tr>
                    <th scope="col">{tr(|t| t.task_place())}</th>
                    {Level::ALL.map(|level| view! { <th scope="col">{move || head(level)}</th> })}
                </tr>
            </thead>
            <tbody>{reply.rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

/// A figure with how many tasks it rests on, and the way to them; `—` where there is none.
#[component]
fn Cell(built: Built, level: Level, place: Option<PlaceId>) -> impl IntoView {
    let (t, at) = (texts(), use_at());
    let Some(share) = built.rate() else { return view! { <td class="quiet">{NONE}</td> }.into_any() };
    let href = move || {
        let states = [TaskState::Planned, TaskState::Underway, TaskState::Done].map(TaskState::code).join(",");
        let mut own = vec![("builds", "1".to_owned()), ("level", level.code().to_owned()), ("state", states)];
        own.extend(place.map(|place| ("area", place.0.to_string())));
        at.href(PATH, &own)
    };
    let rests = move || t.with(|t| t.task_building_rests(count(built.done), count(built.tasks)));
    view! { <td><a href=href><strong>{percent(share)}</strong></a>" "<span class="quiet">{rests}</span></td> }.into_any()
}

/// The form of a group.
#[component]
fn GroupDialog(edited: RwSignal<Option<GroupRow>>, names: Memo<BTreeMap<BodyId, String>>) -> impl IntoView {
    let own = OwnWork::new();
    view! {
        <Dialog open=Signal::derive(move || edited.with(Option::is_some)) on_close=move || own.leaving(move || edited.set(None)) title=tr(|t| t.task_group_edit())>
            {move || edited.get().map(|row| view! { <GroupForm row edited names own/> })}
        </Dialog>
    }
}

#[component]
fn GroupForm(row: GroupRow, edited: RwSignal<Option<GroupRow>>, names: Memo<BTreeMap<BodyId, String>>, own: OwnWork) -> impl IntoView {
    let (t, notices) = (texts(), use_notices());
    let (group, version) = (row.group, row.version);
    let before = StoredValue::new(row.fields.clone());
    let form = RwSignal::new(row.fields);
    own.guard(Signal::derive(move || before.with_value(|before| form.with(|now| now != before))));
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let error_of =
        move |field: &'static str| Signal::derive(move || failed.with(|e| e.as_ref().and_then(|e| t.with(|t| field_error(e, field, t)))));
    let above =
        Signal::derive(move || failed.get().filter(|e| !e.field.as_deref().is_some_and(|f| ["name", "lead", "leader"].contains(&f))));
    let name = bound(form, |f: &GroupFields| f.name.clone(), |f, v| f.name = v);
    let leader = bound(form, |f: &GroupFields| f.leader.clone(), |f, v| f.leader = v);
    let lead = Signal::derive(move || {
        let id = form.with(|f| f.lead)?;
        Some(Choice { key: id.0.to_string(), label: names.with(|names| names.get(&id).cloned().unwrap_or_default()), note: String::new() })
    });
    let find = Callback::new(move |typed: String| {
        untrack(|| names.with(|names| choices(names.iter().map(|(id, name)| (*id, name.clone())), &typed, |id: BodyId| id.0)))
    });
    let write = move || {
        busy.set(true);
        failed.set(None);
        let request = SaveGroup { group, fields: form.get_untracked(), version };
        leptos::task::spawn_local(async move {
            let answer = call(request).await;
            busy.try_set(false);
            match answer {
                Ok(saved) => {
                    notices.done(t.with_untracked(|t| t.task_group_saved(name_of(&saved, t))));
                    edited.try_set(None);
                }
                Err(error) => {
                    failed.try_set(Some(error));
                }
            }
        });
    };
    view! {
        <InputForm class="duty-answer" on_submit=write>
            <Field label=tr(|t| t.task_group_name()) hint=tr(move |t| t.task_group_name_hint(group.word(t))) error=error_of("name") optional=true>
                <TextInput value=name/>
            </Field>
            <Field label=tr(|t| t.task_group_body()) error=error_of("lead") optional=true>
                <Combobox value=lead search=find on_choose=move |picked: Choice| form.update(|f| f.lead = picked.key.parse().ok().map(BodyId))/>
            </Field>
            <Field label=tr(|t| t.task_group_leader()) error=error_of("leader") optional=true><TextInput value=leader/></Field>
            <ErrorNote error=above/>
            <div class="actions actions-end">
                <Button on_press=move || own.leaving(move || edited.set(None))>{tr(|t| t.act_cancel())}</Button>
                <Button submit=true look=Look::Primary busy>{tr(|t| t.act_save())}</Button>
            </div>
        </InputForm>
    }
}
