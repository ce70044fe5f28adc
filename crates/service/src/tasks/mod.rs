//! 工作组 and their tasks: the ledger, one task, who may do what with it.
//!
//! Whoever sees matters sees every task: they are the common plan of the leading group, and one that waits for another body's can't be
//! understood without it. Writing is as for matters.
//!
//! - `groups`: the five groups.
//! - `keep`: adding and editing. `work`: progress, halting, going on.
//! - `forms`: 进度反馈表, out and in.
//! - `plan`: the plan, loads, how far platforms are built. `ledger`: the ledger as a file.

mod forms;
mod groups;
mod keep;
mod ledger;
mod plan;
mod work;

pub(crate) use keep::{Back, taken_back};

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::lists;
use crate::places::conflict;
use crate::supervision::{Eyes, at, placed, rules_of};
use api::ErrorCode;
use api::page::{Sort, Total};
use api::supervision::Why;
use api::task::{
    CountTasks, ListTasks, ShowTask, TaskBeside, TaskCounts, TaskFilter, TaskForm, TaskMay, TaskRow, TaskShown, TaskStep, Tasks,
};
use domain::body::BodyId;
use domain::supervision::light::{Light, LightRule, light, turns, why};
use domain::task::flow::{TaskAct, TaskState, is_cause};
use domain::task::{Group, TaskId};
use domain::time::Instant;
use jiff::civil::Date;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use store::task::list::{self, Counted, Listed, TaskOrder};
use store::task::{self, Head};

/// Most rows of a page.
const PAGE: u32 = 200;

fn filter(asked: &TaskFilter) -> list::TaskFilter {
    list::TaskFilter {
        text: asked.text.clone(),
        groups: asked.groups.clone(),
        states: asked.states.clone(),
        light: asked.light,
        body: asked.body,
        place: asked.place,
        level: asked.level,
        person: asked.person.trim().to_owned(),
        from: asked.from,
        to: asked.to,
        builds: asked.builds,
    }
}

fn order(sort: Option<&Sort>) -> Result<TaskOrder, api::ApiError> {
    let orders = [
        ("urgency", false, TaskOrder::Urgency),
        ("due", false, TaskOrder::Due(false)),
        ("due", true, TaskOrder::Due(true)),
        ("start", false, TaskOrder::Start(false)),
        ("start", true, TaskOrder::Start(true)),
    ];
    lists::order(sort, TaskOrder::Urgency, &orders)
}

fn many(n: i64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn row(listed: Listed) -> TaskRow {
    TaskRow {
        id: listed.id,
        group: listed.group,
        title: listed.title,
        responsible: listed.responsible,
        lead: listed.lead,
        helpers: many(listed.helpers),
        place: listed.place,
        start: listed.start,
        due: listed.due,
        state: listed.state,
        light: listed.light,
        progress: listed.progress,
        waits: many(listed.waits),
        moved_at: listed.moved_at,
        version: listed.version,
    }
}

fn lit(head: &Head, rule: &LightRule, today: Date) -> Option<Light> {
    head.facts().and_then(|facts| turns(&facts, rule)).map(|turns| light(&turns, today))
}

impl Handle for ListTasks {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Tasks, Failure> {
        let (limit, order, at, today) = (lists::limit(self.limit, PAGE)?, order(self.sort.as_ref())?, at(&self.page)?, cx.today());
        let page = list::page(&mut cx.conn().await?, &filter(&self.filter), order, &at, today, limit).await?;
        let edges = lists::around(page.before, page.after, placed);
        Ok(Tasks { tasks: page.rows.into_iter().map(row).collect(), edges })
    }
}

impl Handle for CountTasks {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<TaskCounts, Failure> {
        let (today, asked) = (cx.today(), &self.filter);
        let counts = list::counts(&mut cx.conn().await?, &filter(asked), today).await?;
        let person = asked.person.trim();
        let has_state = |one: &Counted| asked.states.is_empty() || asked.states.contains(&one.state);
        let has_group =
            |one: &Counted| (asked.groups.is_empty() || asked.groups.contains(&one.group)) && (!asked.builds || one.group.builds());
        let has_light = |one: &Counted| asked.light.is_none() || asked.light == one.light;
        let has_person = |one: &Counted| person.is_empty() || one.person == person;
        let sum = |fits: &dyn Fn(&Counted) -> bool| counts.iter().filter(|one| fits(one)).map(|one| one.n).sum::<i64>();
        let total = sum(&|one| has_state(one) && has_group(one) && has_light(one) && has_person(one));
        // What a filter offers is counted with all filters but itself.
        let of_light = |light: Light| (light, sum(&|one| one.light == Some(light) && has_state(one) && has_group(one) && has_person(one)));
        let of_state = |state: TaskState| (state, sum(&|one| one.state == state && has_light(one) && has_group(one) && has_person(one)));
        let of_group = |group: Group| {
            let builds = !asked.builds || group.builds();
            (group, sum(&|one| builds && one.group == group && has_light(one) && has_state(one) && has_person(one)))
        };
        let mut persons: BTreeMap<String, i64> = BTreeMap::new();
        for one in counts.iter().filter(|one| has_state(one) && has_group(one) && has_light(one)) {
            *persons.entry(one.person.clone()).or_default() += one.n;
        }
        Ok(TaskCounts {
            total: Total { n: total, exact: true },
            lights: Light::ALL.iter().copied().map(of_light).collect(),
            states: TaskState::ALL.iter().copied().map(of_state).collect(),
            groups: Group::ALL.iter().copied().map(of_group).collect(),
            persons: persons.into_iter().collect(),
        })
    }
}

/// A task with the bodies that help.
async fn found(cx: &mut Cx<'_>, id: TaskId) -> Result<(Head, Vec<BodyId>), Failure> {
    let conn = &mut cx.conn().await?;
    let head = task::find(conn, id).await?.ok_or(ErrorCode::NotFound)?;
    Ok((head, task::helpers(conn, id).await?))
}

/// The same as it was read, or what has become of it since.
async fn read(cx: &mut Cx<'_>, eyes: &Eyes, id: TaskId, version: i64) -> Result<(Head, Vec<BodyId>), Failure> {
    let (head, helpers) = found(cx, id).await?;
    if head.version != version {
        return Err(conflict(&shown(cx, eyes, id).await?)?);
    }
    Ok((head, helpers))
}

fn may(eyes: &Eyes, head: &Head, helpers: &[BodyId], is_blocked: bool) -> Vec<TaskMay> {
    let (plans, leads) = (eyes.instructs_at(head.place), eyes.answers(head.place, head.lead));
    let reports = leads || eyes.helps(head.place, helpers);
    let all: &[(TaskMay, bool)] = match head.state {
        TaskState::Planned | TaskState::Underway => &[
            (TaskMay::Report, reports),
            (TaskMay::Finish, leads && !is_blocked),
            (TaskMay::Edit, plans),
            (TaskMay::Halt, plans),
            (TaskMay::Form, eyes.supervises_at(head.place)),
        ],
        TaskState::Halted => &[(TaskMay::Resume, plans), (TaskMay::Edit, plans)],
        TaskState::Done => &[(TaskMay::Resume, plans)],
    };
    all.iter().filter(|(_, may)| *may).map(|(one, _)| *one).collect()
}

fn beside(head: Head, first_due: Option<Date>, start: Option<Date>, rule: &LightRule, today: Date) -> TaskBeside {
    // Whichever of the two comes first ends after the other one begins.
    let overlaps = match (first_due, start) {
        (None, Some(start)) => head.due >= start,
        (Some(due), _) => due >= head.start,
        (None, None) => false,
    };
    TaskBeside {
        id: head.id,
        light: lit(&head, rule, today),
        title: head.title,
        responsible: head.responsible,
        state: head.state,
        due: head.due,
        overlaps,
    }
}

/// A task with everything that is known of it.
async fn shown(cx: &mut Cx<'_>, eyes: &Eyes, id: TaskId) -> Result<TaskShown, Failure> {
    let (head, helpers) = found(cx, id).await?;
    let today = cx.today();
    let conn = &mut cx.conn().await?;
    let rule = rules_of(conn).await?.light;
    let fields = task::content(conn, id).await?.ok_or(ErrorCode::NotFound)?;
    let steps = task::steps(conn, id).await?;
    let forms = task::form::of(conn, id).await?;
    let (before, after) = task::around(conn, id).await?;
    let waits = before.iter().filter(|one| one.state != TaskState::Done).count();
    let reasons = head.facts().map(|facts| why(&facts, &rule, today)).unwrap_or_default();
    Ok(TaskShown {
        row: TaskRow {
            id,
            group: head.group,
            title: head.title.clone(),
            responsible: head.responsible.clone(),
            lead: head.lead,
            helpers: u32::try_from(helpers.len()).unwrap_or(u32::MAX),
            place: head.place,
            start: head.start,
            due: head.due,
            state: head.state,
            light: lit(&head, &rule, today),
            progress: head.progress,
            waits: u32::try_from(waits).unwrap_or(u32::MAX),
            moved_at: head.moved_at,
            version: head.version,
        },
        fields,
        why: reasons.into_iter().filter(|(cause, _)| is_cause(*cause)).map(|(cause, days)| Why { cause, days }).collect(),
        done: head.done,
        may: may(eyes, &head, &helpers, waits > 0),
        before: before.into_iter().map(|one| beside(one, None, Some(head.start), &rule, today)).collect(),
        after: after.into_iter().map(|one| beside(one, Some(head.due), None, &rule, today)).collect(),
        steps: steps.into_iter().map(told).collect(),
        forms: forms
            .into_iter()
            .map(|form| TaskForm { number: form.number, body: form.body, made_at: form.made_at, taken_at: form.taken_at })
            .collect(),
    })
}

fn told(step: task::Step) -> TaskStep {
    TaskStep {
        act: step.act,
        words: step.words,
        proof: step.proof,
        progress_before: step.progress.0,
        progress_after: step.progress.1,
        due_before: step.due_before,
        due_after: step.due_after,
        form: step.form,
        filler: step.filler,
        who: step.who,
        at: Instant(step.at),
    }
}

impl Handle for ShowTask {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<TaskShown, Failure> {
        let eyes = Eyes::of(cx).await?;
        shown(cx, &eyes, self.id).await
    }
}

/// A step that the caller takes now; the progress stays as it is.
fn step(cx: &Cx<'_>, eyes: &Eyes, act: TaskAct, words: &str, progress: u8) -> task::Step {
    task::Step {
        act,
        words: words.to_owned(),
        progress: (progress, progress),
        person: eyes.person.clone(),
        who: eyes.who.clone(),
        day: Some(cx.today()),
        at: cx.now.0,
        ..task::Step::default()
    }
}

/// Enters in the log what was done to a task, and tells everybody who shows it.
async fn noted(cx: &mut Cx<'_>, id: TaskId, title: &str, values: Value) -> Result<(), Failure> {
    let mut told = json!({ "title": title });
    if let (Value::Object(told), Value::Object(values)) = (&mut told, values) {
        told.extend(values);
    }
    cx.note(format!("task:{}", id.0), Some(told));
    cx.work().await?.changed("task", Some(id.0.to_string()));
    Ok(())
}

/// Whether the caller may know what was done to a task.
pub(crate) async fn may_know(cx: &mut Cx<'_>, id: TaskId) -> Result<bool, Failure> {
    Ok(cx.access_for(api::Permission::Matters).is_some() && task::find(&mut cx.conn().await?, id).await?.is_some())
}
