//! Who has how many open tasks, month by month, drawn by `charts`.

use crate::backend::view;
use crate::list::{ListState, SINCE, UNTIL};
use crate::state::{texts, tr};
use crate::ui::{ChartView, Loaded, Skeleton};
use api::ChangeKind;
use api::task::{LoadTasks, TaskFilter, TaskLoads};
use charts::heat::{Heat, HeatCell, HeatFinding, HeatWords};
use charts::scale::Classes;
use charts::{Chart, Frame};
use domain::task::flow::TaskState;
use leptos::prelude::*;
use texts::Texts;
use texts::format::count;

/// From how many tasks on a month is drawn darker: what one person can see to at once.
const BOUNDS: [f64; 4] = [1.0, 2.0, 4.0, 6.0];
/// The same in words.
const CLASSES: [&str; 5] = ["0", "1", "2–3", "4–5", "≥6"];

/// The chart, once the loads have come.
#[component]
pub(super) fn Loads(
    /// Of which tasks.
    filter: Memo<TaskFilter>,
    /// The ledger, where a cell leads to.
    list: ListState,
) -> impl IntoView {
    let loads = view(move || Some(LoadTasks { filter: filter.get() }));
    loads.reload_on(&[ChangeKind::Task]);
    view! {
        <Loaded view=loads skeleton=|| view! { <Skeleton lines=12/> } let:loads>
            <Drawn loads list/>
        </Loaded>
    }
}

#[component]
fn Drawn(loads: TaskLoads, list: ListState) -> impl IntoView {
    let t = texts();
    let others = loads.others;
    let loads = StoredValue::new(loads);
    let draw = move |frame: Frame| t.with(|t| loads.with_value(|loads| chart(&frame, loads, t)));
    // A figure leads to the tasks that it counts.
    let open = move |key: String| {
        let Some((person, month)) = key.rsplit_once(':') else { return };
        let days = domain::day::of_text(&format!("{month}-01")).map(|first| (first, first.last_of_month()));
        let Some((first, last)) = days else { return };
        let states = [TaskState::Planned, TaskState::Underway].map(TaskState::code).join(",");
        let changes = [
            ("as", String::new()),
            ("person", person.to_owned()),
            ("state", states),
            (SINCE, domain::day::text(first)),
            (UNTIL, domain::day::text(last)),
        ];
        list.set(&changes, false);
    };
    view! {
        <ChartView title=tr(|t| t.task_as_load()) draw empty=tr(|t| t.task_none_found()) height=20.0 on_mark=open/>
        <p class="quiet">{tr(|t| t.task_load_note())}</p>
        {(others > 0).then(|| view! { <p class="quiet">{tr(move |t| t.task_load_others(count(others)))}</p> })}
    }
}

/// Draws the loads.
fn chart(frame: &Frame, loads: &TaskLoads, t: &Texts) -> Chart {
    let classes = Classes::at(BOUNDS.to_vec());
    let cells = loads.persons.iter().flat_map(|load| {
        loads.months.iter().zip(&load.months).map(|(month, n)| HeatCell {
            key: format!("{}:{month}", load.person),
            label: t.task_load_label(&load.person, month, count(*n)),
            value: classes.class(*n as f64).map(|class| (*n as f64, class)),
            text: count(*n),
        })
    });
    let data = Heat {
        rows: loads.persons.iter().map(|load| t.task_load_row(&load.person, count(load.open))).collect(),
        columns: loads.months.clone(),
        cells: cells.collect(),
        classes: CLASSES.map(str::to_owned).to_vec(),
    };
    let say = |found: &HeatFinding<'_>| match (found.peak, found.column, loads.persons.first()) {
        (Some(_), Some(_), Some(most)) => t.task_load_say(&most.person, count(most.open)),
        _ => String::new(),
    };
    let words = HeatWords { measure: t.task_load_measure(), not_enough: t.common_too_few(), corner: t.task_responsible(), say: &say };
    charts::heat::heat(frame, &data, &words)
}
