//! The ledger of tasks: lights with counts, what narrows it, its rows; the same as a Gantt chart or as loads when asked for.

use super::TaskNames;
use super::form::{Edited, TaskForm};
use super::gantt::Gantt;
use super::load::Loads;
use super::show::TaskOf;
use super::take::TakeButton;
use crate::backend::{call, view};
use crate::list::{
    Clear, DataList, Days, ExportButton, Found, Line, ListColumn, ListState, Picked, SINCE, Shown, Ticked, Tools, UNTIL, WORDS, Words,
    WriteLater, stamp,
};
use crate::pages::supervision::{Lamp, drawn};
use crate::state::unsaved::leaving;
use crate::state::{Wording, texts, tr, use_places, use_session};
use crate::ui::{Badge, Button, Drawer, EmptyState, Glyph, Look, PageHead, Segmented, Tint};
use api::task::{CountTasks, ExportTasks, ListGroups, ListTasks, PLANNED, PlanTasks, TaskCounts, TaskFilter, TaskRow, Tasks};
use api::{ChangeKind, OutFile, Permission};
use domain::body::BodyId;
use domain::place::{Level, PlaceId};
use domain::supervision::light::Light;
use domain::task::flow::TaskState;
use domain::task::{Group, TaskId};
use leptos::prelude::*;
use std::sync::Arc;
use texts::Texts;
use texts::format::count;
use texts::format::or_none;
use texts::supervision::Names;
use texts::words::Word;

/// Tasks of a page.
const PAGE: u32 = 50;
/// What narrows, in the address.
const KEYS: [&str; 11] = [WORDS, "light", "group", "state", "person", "body", "area", "level", "builds", SINCE, UNTIL];
/// The word of the address for a task that is not there yet.
const NEW: &str = "new";
/// The key of the address for how tasks are shown.
const LOOK: &str = "as";

/// How tasks are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum As {
    #[default]
    Ledger,
    Gantt,
    Load,
}

impl As {
    const ALL: [Self; 3] = [Self::Ledger, Self::Gantt, Self::Load];

    fn code(self) -> &'static str {
        match self {
            Self::Ledger => "",
            Self::Gantt => "gantt",
            Self::Load => "load",
        }
    }

    fn word(self, t: &Texts) -> String {
        match self {
            Self::Ledger => t.task_as_ledger(),
            Self::Gantt => t.task_as_gantt(),
            Self::Load => t.task_as_load(),
        }
    }
}

fn columns() -> Vec<ListColumn> {
    vec![
        ListColumn::new("light", tr(|t| t.supervision_light())),
        ListColumn::new("title", tr(|t| t.task_title())).width(15).fixed(),
        ListColumn::new("group", tr(|t| t.task_group())).width(9),
        ListColumn::new("responsible", tr(|t| t.task_responsible())),
        ListColumn::new("lead", tr(|t| t.task_lead())).width(9),
        ListColumn::new("start", tr(|t| t.task_start())).sorts_up().width(6),
        ListColumn::new("due", tr(|t| t.task_due())).sorts_up().width(6),
        ListColumn::new("progress", tr(|t| t.task_progress())).figures(),
        ListColumn::new("state", tr(|t| t.task_state())),
        ListColumn::new("waits", tr(|t| t.task_before())),
        ListColumn::new("place", tr(|t| t.task_place())).off(),
    ]
}

/// What is asked for; tracked.
fn filter_of(list: ListState) -> TaskFilter {
    let key = |key: &str| list.get(key).and_then(|id| id.parse::<i64>().ok());
    let days = list.days();
    TaskFilter {
        text: list.words(),
        groups: list.many("group", Group::ALL, Group::code),
        states: list.many("state", TaskState::ALL, TaskState::code),
        light: list.get("light").and_then(|code| Light::from_code(&code)),
        body: key("body").map(BodyId),
        place: key("area").map(PlaceId),
        level: list.get("level").and_then(|code| Level::ALL.into_iter().find(|level| level.code() == code)),
        person: list.get("person").unwrap_or_default(),
        from: days.map(|days| days.from),
        to: days.map(|days| days.to),
        builds: list.get("builds").is_some(),
    }
}

/// How a state is tinted.
pub(super) fn state_tint(state: TaskState) -> Tint {
    match state {
        TaskState::Planned => Tint::Warn,
        TaskState::Underway => Tint::Accent,
        TaskState::Done | TaskState::Halted => Tint::Quiet,
    }
}

/// What stands in the drawer.
#[derive(Clone, PartialEq)]
enum Open {
    /// A task.
    Task(TaskId),
    /// A form, as it was opened.
    Form(Box<Edited>),
}

/// The page.
#[component]
pub fn TaskLedger() -> impl IntoView {
    let (t, session, places) = (texts(), use_session(), use_places());
    let list = ListState::new("tasks", columns()).row_key("task");
    let bodies = view(|| Some(api::body::List {}));
    bodies.reload_on(&[ChangeKind::Body]);
    let groups = view(|| Some(ListGroups {}));
    groups.reload_on(&[ChangeKind::Task]);
    let everything = view(|| Some(PlanTasks { filter: TaskFilter::default(), limit: PLANNED }));
    everything.reload_on(&[ChangeKind::Task]);
    let names = Memo::new(move |_| TaskNames {
        units: Names {
            bodies: bodies.with(|l| l.map(|l| l.bodies.iter().map(|b| (b.id, b.name.clone())).collect()).unwrap_or_default()),
            places: places.tree().with(|tree| tree.all().iter().map(|place| (place.id, place.name.clone())).collect()),
        },
        groups: groups.with(|l| l.map(|l| l.groups.iter().map(|g| (g.group, g.fields.name.clone())).collect()).unwrap_or_default()),
        tasks: everything.with(|l| l.map(|l| l.rows.iter().map(|one| (one.row.id, one.row.title.clone())).collect()).unwrap_or_default()),
    });
    let plans = Memo::new(move |_| session.may(Permission::Instruct));
    let supervises = Memo::new(move |_| session.may(Permission::Supervise));
    let filter = Memo::new(move |_| filter_of(list));
    let look = Memo::new(move |_| {
        let code = list.get(LOOK).unwrap_or_default();
        As::ALL.into_iter().find(|one| one.code() == code).unwrap_or_default()
    });
    let open = RwSignal::new(None::<Open>);
    let opened = Memo::new(move |_| list.opened());
    Effect::new(move |_| {
        open.set(match opened.get().as_deref() {
            Some(NEW) if plans.get() => Some(Open::Form(Box::default())),
            Some(id) => id.parse().ok().map(|id| Open::Task(TaskId(id))),
            None => None,
        });
    });
    let show = Callback::new(move |id: TaskId| {
        list.open(&id.0.to_string());
        open.set(Some(Open::Task(id)));
    });
    let edit = Callback::new(move |edited: Edited| open.set(Some(Open::Form(Box::new(edited)))));
    let close = move || leaving(move || list.open(""));
    let cancelled = Callback::new(move |()| match open.get_untracked() {
        Some(Open::Form(edited)) if edited.id.is_some() => open.set(edited.id.map(Open::Task)),
        _ => list.open(""),
    });
    let title = tr(move |t| {
        open.with(|open| match open {
            Some(Open::Form(edited)) if edited.id.is_some() => t.task_edit_title(),
            Some(Open::Form(_)) => t.task_new_title(),
            _ => t.task_title(),
        })
    });
    let listed = view(move || Some(ListTasks { filter: filter.get(), sort: list.sort(), page: list.page(), limit: PAGE }));
    listed.reload_on(&[ChangeKind::Task, ChangeKind::Body, ChangeKind::Place]);
    let counted = view(move || Some(CountTasks { filter: filter.get() }));
    counted.reload_on(&[ChangeKind::Task]);
    let reply = Memo::new(move |_| listed.with(|reply| reply.cloned()));
    let total = Signal::derive(move || counted.with(|reply| reply.map(|reply| reply.total)));
    let counts = Memo::new(move |_| counted.with(|reply| reply.cloned()));
    let shown = Signal::derive(move || {
        reply.get().map(|Tasks { tasks, edges }| Shown { lines: tasks.into_iter().map(|row| line(t, names, row)).collect(), edges })
    });
    let export = Callback::new(move |out: OutFile| {
        let asked = ExportTasks { filter: untrack(|| filter_of(list)), sort: untrack(|| list.sort()), out };
        WriteLater(Box::pin(call(asked)))
    });
    let looks = Signal::derive(move || t.with(|t| As::ALL.map(|one| (one, one.word(t))).to_vec()));
    let choose = move |one: As| list.set(&[(LOOK, one.code().to_owned())], false);
    view! {
        <PageHead title=tr(|t| t.task_ledger()) lead=tr(|t| t.task_page_lead())>
            <Segmented label=tr(|t| t.task_as()) value=look options=looks on_choose=choose/>
            <Show when=move || supervises.get()>
                <TakeButton show/>
            </Show>
            <Show when=move || plans.get()>
                <Button look=Look::Primary on_press=move || leaving(move || list.open(NEW))>{tr(|t| t.task_new())}</Button>
            </Show>
        </PageHead>
        <div class="admin supervision">
            <Lights list counts/>
            <Filters list names counts>
                <ExportButton name=tr(|t| t.task_ledger_file()) write=export/>
            </Filters>
            {move || match look.get() {
                As::Ledger => view! {
                    <DataList
                        list
                        caption=tr(|t| t.task_ledger())
                        shown
                        status=listed.status()
                        size=PAGE as usize
                        total
                        opens=true
                        empty=|| view! { <EmptyState title=tr(|t| t.task_none_found()) body=tr(|t| t.task_none_found_body())/> }
                    />
                }
                .into_any(),
                As::Gantt => view! { <Gantt filter names on_open=show/> }.into_any(),
                As::Load => view! { <Loads filter list/> }.into_any(),
            }}
        </div>
        <Drawer open=Signal::derive(move || open.with(Option::is_some)) on_close=close title>
            {move || match open.get() {
                Some(Open::Form(edited)) => view! { <TaskForm edited=*edited names on_saved=show on_cancel=cancelled/> }.into_any(),
                Some(Open::Task(id)) => view! { <TaskOf id names edit on_open=show/> }.into_any(),
                None => ().into_any(),
            }}
        </Drawer>
    }
}

/// Lights with how many tasks each has, to be pressed; the pressed one again shows all.
#[component]
fn Lights(list: ListState, counts: Memo<Option<TaskCounts>>) -> impl IntoView {
    let t = texts();
    let chosen = Memo::new(move |_| list.get("light").and_then(|code| Light::from_code(&code)));
    let chip = move |light: Light| {
        let (icon, _) = drawn(light);
        let n = move || {
            counts.with(|counts| counts.as_ref().and_then(|c| c.lights.iter().find(|(one, _)| *one == light)).map_or(0, |(_, n)| *n))
        };
        let is_on = move || chosen.get() == Some(light);
        let press = move |_| {
            let word = if untrack(is_on) { String::new() } else { light.code().to_owned() };
            list.set(&[("light", word)], false);
        };
        view! {
            <button type="button" class=format!("light-chip is-{}", light.code()) aria-pressed=move || is_on().to_string() on:click=press>
                <Glyph icon/>
                <span>{move || t.with(|t| light.word(t))}</span>
                <strong>{move || count(n())}</strong>
            </button>
        }
    };
    view! {
        <div class="light-chips" role="group" aria-label=move || t.with(|t| t.supervision_light())>
            {Light::ALL.iter().map(|light| chip(*light)).collect_view()}
        </div>
    }
}

/// What narrows the ledger.
#[component]
fn Filters(list: ListState, names: Memo<TaskNames>, counts: Memo<Option<TaskCounts>>, children: Children) -> impl IntoView {
    let (t, places) = (texts(), use_places());
    let seats = Signal::derive(move || {
        places.tree().with(|tree| {
            let towns = tree.all().iter().filter(|place| place.level != Level::Village);
            towns.map(|place| (place.id.0.to_string(), place.name.clone())).collect::<Vec<_>>()
        })
    });
    let bodies = Signal::derive(move || {
        names.with(|n| n.units.bodies.iter().map(|(id, name)| (id.0.to_string(), name.clone())).collect::<Vec<_>>())
    });
    let levels = Signal::derive(move || t.with(|t| Level::ALL.map(|one| (one.code().to_owned(), one.word(t))).to_vec()));
    let groups = Signal::derive(move || {
        t.with(|t| names.with(|n| Group::ALL.iter().map(|g| (g.code().to_owned(), n.group(*g, t))).collect::<Vec<_>>()))
    });
    let persons = Signal::derive(move || {
        counts.with(|counts| counts.iter().flat_map(|c| &c.persons).map(|(name, _)| (name.clone(), name.clone())).collect::<Vec<_>>())
    });
    let building = Signal::derive(move || vec![("1".to_owned(), t.with(|t| t.task_building_only()))]);
    view! {
        <div class="list-head">
            <div class="list-filters">
                <Words list hint=tr(|t| t.task_find())/>
                <Picked list key="group" label=tr(|t| t.task_group()) options=groups/>
                <Ticked list key="state" label=tr(|t| t.task_state()) all=TaskState::ALL code=TaskState::code/>
                <Found list key="person" label=tr(|t| t.task_responsible()) options=persons/>
                <Found list key="body" label=tr(|t| t.task_body()) options=bodies/>
                <Picked list key="area" label=tr(|t| t.task_place()) options=seats/>
                <Picked list key="level" label=tr(|t| t.task_level()) options=levels/>
                <Picked list key="builds" label=tr(|t| t.task_counts_for()) options=building/>
                <Days list/>
                <Clear list keys=&KEYS/>
            </div>
            <Tools list>{children()}</Tools>
        </div>
    }
}

/// A task as a line.
fn line(t: Wording, names: Memo<TaskNames>, row: TaskRow) -> Line {
    let stamp = stamp(&(row.version, &row.title, row.state.code(), row.progress, row.waits, row.light.map(Light::code)));
    let (key, label, version) = (row.id.0.to_string(), row.title.clone(), row.version);
    let row = Arc::new(row);
    Line { key, version, stamp, label, cell: Arc::new(move |column| cell(t, names, &row, column)) }
}

fn cell(t: Wording, names: Memo<TaskNames>, row: &Arc<TaskRow>, column: &'static str) -> AnyView {
    let row = Arc::clone(row);
    match column {
        "title" => row.title.clone().into_any(),
        "light" => view! { <Lamp light=row.light/> }.into_any(),
        "state" => {
            let state = row.state;
            view! { <Badge tint=state_tint(state)>{move || t.with(|t| state.word(t))}</Badge> }.into_any()
        }
        "start" | "due" => {
            view! { <span class="nowrap">{move || t.with(|t| names.with(|names| or_none(words(&row, column, names, t))))}</span> }
                .into_any()
        }
        _ => (move || t.with(|t| names.with(|names| or_none(words(&row, column, names, t))))).into_any(),
    }
}

/// The words of a cell.
fn words(row: &TaskRow, column: &str, names: &TaskNames, t: &Texts) -> String {
    match column {
        "group" => names.group(row.group, t),
        "responsible" => row.responsible.clone(),
        "lead" => {
            let name = row.lead.map(|body| names.units.body(body)).unwrap_or_default();
            if row.helpers > 0 { format!("{name} +{}", row.helpers) } else { name }
        }
        "start" => domain::day::text(row.start),
        "due" => domain::day::text(row.due),
        "progress" => percent(row.progress),
        "waits" if row.waits > 0 => t.task_waits(row.waits.to_string()),
        "place" => names.units.place(row.place),
        _ => String::new(),
    }
}

/// Progress as it is shown.
pub(super) fn percent(progress: u8) -> String {
    format!("{progress}%")
}
