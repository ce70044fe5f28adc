//! Adding a task, and editing one; what it waits for may lead back to it by no way.

use super::{noted, read, shown, step};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::items;
use crate::places::conflict;
use crate::supervision::{Eyes, rules_of};
use api::task::{HaltTask, SaveTask, TaskShown};
use api::{ApiError, ErrorCode};
use domain::period::FIRST_DAY;
use domain::place::PlaceId;
use domain::task::flow::{TaskAct, next};
use domain::task::order::circle;
use domain::task::{LAST_DAY, TaskFields, TaskId};
use serde_json::{Value, json};
use std::collections::HashMap;
use store::{Conn, body, place, task};

/// Refused if it names what is not there; the place that it is about.
async fn refers(cx: &mut Cx<'_>, eyes: &Eyes, id: Option<TaskId>, fields: &TaskFields) -> Result<PlaceId, Failure> {
    if fields.lead.is_some_and(|lead| !eyes.is_body(lead)) {
        return Err(ApiError::invalid("lead", "unknown").into());
    }
    if fields.helpers.iter().any(|helper| !eyes.is_body(*helper)) {
        return Err(ApiError::invalid("helpers", "unknown").into());
    }
    let conn = &mut cx.conn().await?;
    let district = place::district(conn).await?.ok_or(ErrorCode::SetupNeeded)?;
    let at = fields.place.unwrap_or(district);
    if !eyes.is_place(at) {
        return Err(ApiError::invalid("place", "unknown").into());
    }
    for before in &fields.before {
        if task::find(conn, *before).await?.is_none() {
            return Err(ApiError::invalid("before", "unknown").into());
        }
    }
    if let Some(id) = id
        && let Some(path) = circle(&task::all_before(conn).await?, id, &fields.before)
    {
        return Err(ApiError::invalid("before", "circle").with("path", told(conn, id, &fields.title, &path).await?).into());
    }
    // Nor can he plan something where he registers nothing.
    if eyes.instructs_at(at) { Ok(at) } else { Err(ErrorCode::NotFound.into()) }
}

/// A way in words: 甲 → 乙 → 甲.
async fn told(conn: &mut Conn<'_>, id: TaskId, title: &str, path: &[TaskId]) -> Result<String, Failure> {
    let mut titles = Vec::with_capacity(path.len());
    for one in path {
        let name = if *one == id { title.to_owned() } else { task::find(conn, *one).await?.map(|head| head.title).unwrap_or_default() };
        titles.push(format!("“{name}”"));
    }
    Ok(titles.join(" → "))
}

/// Tidy fields; refused if something is wrong with them by themselves.
fn checked(fields: TaskFields) -> Result<TaskFields, ApiError> {
    let fields = fields.tidy();
    if let Some(problem) = fields.problem() {
        return Err(items::check::wrong(&problem));
    }
    match fields.day_outside() {
        Some((field, true)) => Err(ApiError::invalid(field, "too_early").with("min", FIRST_DAY)),
        Some((field, false)) => Err(ApiError::invalid(field, "too_late").with("max", LAST_DAY)),
        None => Ok(fields),
    }
}

/// A text as the log tells it: with names beside keys, since they may be others later.
async fn logged(conn: &mut Conn<'_>, fields: &TaskFields) -> Result<Value, Failure> {
    let bodies: HashMap<_, _> = body::all(conn).await?.into_iter().map(|body| (body.id, body.name)).collect();
    let mut before = Vec::with_capacity(fields.before.len());
    for one in &fields.before {
        before.push(task::find(conn, *one).await?.map(|head| head.title).unwrap_or_default());
    }
    let mut told = json!(fields);
    if let Value::Object(map) = &mut told {
        map.insert("lead_name".to_owned(), json!(fields.lead.and_then(|body| bodies.get(&body))));
        map.insert("helper_names".to_owned(), json!(fields.helpers.iter().filter_map(|body| bodies.get(body)).collect::<Vec<_>>()));
        map.insert("before_names".to_owned(), json!(before));
    }
    Ok(json!({ "task": told }))
}

impl Handle for SaveTask {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<TaskShown, Failure> {
        cx.work().await?;
        let (eyes, now) = (Eyes::of(cx).await?, cx.now);
        let fields = checked(self.fields)?;
        let at = refers(cx, &eyes, self.id, &fields).await?;
        let rule = rules_of(&mut cx.conn().await?).await?.light;
        let (id, before) = match self.id {
            None => {
                let id = task::insert(&mut cx.conn().await?, &fields, at, &eyes.person, now, &rule).await?;
                let added = task::Step { due_after: fields.due, ..step(cx, &eyes, TaskAct::Added, "", 0) };
                task::add_step(&mut cx.conn().await?, id, &added).await?;
                (id, None)
            }
            Some(id) => {
                let (head, _) = read(cx, &eyes, id, self.version).await?;
                if !eyes.instructs_at(head.place) {
                    return Err(ErrorCode::NotPermitted.into());
                }
                if next(head.state, TaskAct::Edited, head.progress).is_none() {
                    return Err(ApiError::invalid("id", "task_state").into());
                }
                let before = task::content(&mut cx.conn().await?, id).await?.ok_or(ErrorCode::NotFound)?;
                if !task::save(&mut cx.conn().await?, &head, &fields, at, now, &rule).await? {
                    return Err(conflict(&shown(cx, &eyes, id).await?)?);
                }
                let is_moved = before.due != fields.due;
                let edited = task::Step {
                    due_before: before.due.filter(|_| is_moved),
                    due_after: fields.due.filter(|_| is_moved),
                    ..step(cx, &eyes, TaskAct::Edited, "", head.progress)
                };
                task::add_step(&mut cx.conn().await?, id, &edited).await?;
                (id, Some(before))
            }
        };
        let conn = &mut cx.conn().await?;
        let values = json!({
            "begun": before.is_none(),
            "version": self.id.map_or(1, |_| self.version + 1),
            "before": match &before {
                Some(before) => Some(logged(conn, before).await?),
                None => None,
            },
            "after": logged(conn, &fields).await?,
        });
        noted(cx, id, &fields.title, values).await?;
        shown(cx, &eyes, id).await
    }
}

/// What takes the saving of a task back.
pub(crate) enum Back {
    /// What it said before.
    Save(Box<SaveTask>),
    /// It was entered by that, so it is halted.
    Halt(HaltTask),
}

/// By what the saving of a task is taken back, from what the log says of it.
pub(crate) fn taken_back(id: i64, values: &Value, reason: String) -> Option<Back> {
    let (id, version) = (TaskId(id), values.get("version")?.as_i64()?);
    if values.get("begun")?.as_bool()? {
        return Some(Back::Halt(HaltTask { id, reason, version }));
    }
    let fields: TaskFields = serde_json::from_value(values.get("before")?.get("task")?.clone()).ok()?;
    Some(Back::Save(Box::new(SaveTask { id: Some(id), fields, version })))
}
