//! The tasks as a plan over time, drawn by `charts`.

use super::TaskNames;
use super::page::percent;
use crate::backend::view;
use crate::state::{texts, tr, use_session};
use crate::ui::{ChartView, Loaded, Notice, NoticeKind, Skeleton};
use api::ChangeKind;
use api::task::{Plan, PlanRow, PlanTasks, TaskFilter};
use charts::gantt::{Bar, PlanWords, Standing, gantt};
use charts::{Chart, Frame};
use domain::day::months_later;
use domain::supervision::light::Light;
use domain::task::TaskId;
use domain::task::flow::TaskState;
use jiff::civil::{Date, date};
use leptos::prelude::*;
use std::collections::HashMap;
use texts::Texts;
use texts::format::count;
use texts::words::Word;

/// Tasks of a picture; more are not looked at but narrowed.
const DRAWN: u32 = 300;

/// Days are counted from here.
const BEGIN: Date = date(2010, 1, 1);

fn number(day: Date) -> i32 {
    (day - BEGIN).get_days()
}

/// The chart, once the plan has come.
#[component]
pub(super) fn Gantt(
    /// Which tasks.
    filter: Memo<TaskFilter>,
    /// What tasks refer to.
    names: Memo<TaskNames>,
    /// A bar was chosen.
    on_open: Callback<TaskId>,
) -> impl IntoView {
    let plan = view(move || Some(PlanTasks { filter: filter.get(), limit: DRAWN }));
    plan.reload_on(&[ChangeKind::Task]);
    view! {
        <Loaded view=plan skeleton=|| view! { <Skeleton lines=16/> } let:plan>
            <Drawn plan names on_open/>
        </Loaded>
    }
}

#[component]
fn Drawn(plan: Plan, names: Memo<TaskNames>, on_open: Callback<TaskId>) -> impl IntoView {
    let (t, session) = (texts(), use_session());
    let more = plan.more;
    let plan = StoredValue::new(plan);
    let draw = move |frame: Frame| {
        let today = session.today();
        t.with(|t| names.with(|names| plan.with_value(|plan| chart(&frame, &plan.rows, today, names, t))))
    };
    let open = move |key: String| {
        if let Ok(id) = key.parse() {
            on_open.run(TaskId(id));
        }
    };
    view! {
        {more.then(|| view! { <Notice kind=NoticeKind::Info><p>{tr(|t| t.task_gantt_more(count(DRAWN)))}</p></Notice> })}
        <ChartView title=tr(|t| t.task_as_gantt()) draw empty=tr(|t| t.task_none_found()) height=26.0 on_mark=open/>
    }
}

fn standing(row: &PlanRow) -> Standing {
    match (row.row.state, row.row.light) {
        (TaskState::Done, _) => Standing::Done,
        (TaskState::Halted, _) => Standing::Still,
        (_, Some(Light::Red)) => Standing::Late,
        (_, Some(Light::Yellow)) => Standing::Soon,
        _ => Standing::Well,
    }
}

/// Draws the plan.
fn chart(frame: &Frame, rows: &[PlanRow], today: Date, names: &TaskNames, t: &Texts) -> Chart {
    let places: HashMap<TaskId, usize> = rows.iter().enumerate().map(|(n, one)| (one.row.id, n)).collect();
    let mut before = None;
    let bars = rows
        .iter()
        .map(|one| {
            let row = &one.row;
            let heading = if before == Some(row.group) { String::new() } else { names.group(row.group, t) };
            before = Some(row.group);
            let (start, due) = (domain::day::text(row.start), domain::day::text(row.due));
            let light = row.light.map_or_else(|| row.state.word(t), |light| light.word(t));
            let waits: Vec<String> = one.before.iter().map(|id| names.task(*id)).collect();
            Bar {
                key: row.id.0.to_string(),
                heading,
                label: t.task_gantt_label(&row.title, &row.responsible, &start, &due, percent(row.progress), &light),
                name: row.title.clone(),
                from: number(row.start),
                to: number(row.due),
                progress: row.progress,
                standing: standing(one),
                before: one.before.iter().filter_map(|id| places.get(id).copied()).collect(),
                cells: vec![
                    names.group(row.group, t),
                    row.title.clone(),
                    row.responsible.clone(),
                    start,
                    due,
                    percent(row.progress),
                    light,
                    waits.join(&t.merge_comma()),
                ],
            }
        })
        .collect();
    let first = rows.iter().map(|one| one.row.start).min().unwrap_or(today).min(today).first_of_month();
    let last = rows.iter().map(|one| one.row.due).max().unwrap_or(today).max(today);
    let months = (0..).map(|n| months_later(first, n)).take_while(|month| *month <= last).take(1_200);
    let months = months.map(|month| (number(month), domain::day::text(month).chars().take("2026-11".len()).collect()));
    let data = charts::gantt::Plan { bars, months: months.collect(), today: number(today) };
    let words = PlanWords {
        head: vec![
            t.task_group(),
            t.task_title(),
            t.task_responsible(),
            t.task_start(),
            t.task_due(),
            t.task_progress(),
            t.supervision_light(),
            t.task_before(),
        ],
        standings: [Light::Red.word(t), Light::Yellow.word(t), Light::Green.word(t), TaskState::Done.word(t), TaskState::Halted.word(t)],
        today: t.task_gantt_today(),
        say: &|found| {
            if found.count == 0 { String::new() } else { t.task_gantt_say(count(found.count), count(found.late), count(found.clash)) }
        },
    };
    gantt(frame, &data, &words)
}
