//! 填报进度, 完成, 中止, 恢复, 重新打开.

use super::{noted, read, shown, step};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::places::conflict;
use crate::ratings::within;
use crate::supervision::{Eyes, rules_of};
use api::task::{HaltTask, ReportTask, ResumeTask, TaskShown};
use api::{ApiError, ErrorCode};
use domain::catalogue::parts::LINE_LIMIT;
use domain::supervision::flow::{REASON_LEAST, WORDS_LIMIT};
use domain::task::TaskId;
use domain::task::flow::{DONE, TaskAct, TaskState, next};
use serde_json::{Value, json};
use store::task::{self, Head, Step};

/// Where an act leads, or that it can't be done where the task is.
fn lead(head: &Head, act: TaskAct) -> Result<TaskState, ApiError> {
    next(head.state, act, head.progress).ok_or_else(|| ApiError::invalid("id", "task_state"))
}

/// Moves a task on by a step, and enters both.
pub(super) async fn taken(cx: &mut Cx<'_>, eyes: &Eyes, head: &Head, step: &Step) -> Result<(), Failure> {
    let head = &Head { moved_at: cx.now, ..head.clone() };
    let conn = &mut cx.conn().await?;
    let rule = rules_of(conn).await?.light;
    if !task::move_to(conn, head, &rule).await? {
        return Err(conflict(&shown(cx, eyes, head.id).await?)?);
    }
    task::add_step(&mut cx.conn().await?, head.id, step).await?;
    let values = json!({
        "act": step.act, "words": step.words, "proof": step.proof, "progress_before": step.progress.0, "progress_after": step.progress.1,
        "task_state": head.state,
    });
    // Who told it by a form stands in the log with its number.
    let values = match values {
        Value::Object(mut values) if !step.form.is_empty() => {
            values.insert("form".to_owned(), json!(step.form));
            values.insert("filler".to_owned(), json!(step.filler));
            Value::Object(values)
        }
        values => values,
    };
    noted(cx, head.id, &head.title, values).await
}

/// What is not done and has to come before, if anything.
pub(super) async fn open_before(cx: &mut Cx<'_>, id: TaskId) -> Result<Option<Head>, Failure> {
    let (before, _) = task::around(&mut cx.conn().await?, id).await?;
    Ok(before.into_iter().find(|one| one.state != TaskState::Done))
}

/// Refused while something is not done that has to come before.
async fn waits(cx: &mut Cx<'_>, id: TaskId) -> Result<(), Failure> {
    match open_before(cx, id).await? {
        Some(open) => Err(ApiError::invalid("progress", "task_waits").with("title", open.title).into()),
        None => Ok(()),
    }
}

impl Handle for ReportTask {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<TaskShown, Failure> {
        cx.work().await?;
        let eyes = Eyes::of(cx).await?;
        let words = within(&self.words, "words", REASON_LEAST, WORDS_LIMIT)?.to_owned();
        let is_done = self.progress == DONE;
        let proof = within(&self.proof, "proof", 0, LINE_LIMIT)?.to_owned();
        if self.progress > DONE {
            return Err(ApiError::invalid("progress", "range").with("from", 0).with("to", DONE).into());
        }
        if is_done && proof.is_empty() {
            return Err(ApiError::invalid("proof", "task_proof").into());
        }
        let (head, helpers) = read(cx, &eyes, self.id, self.version).await?;
        let leads = eyes.answers(head.place, head.lead);
        if !leads && !eyes.helps(head.place, &helpers) {
            return Err(ErrorCode::NotPermitted.into());
        }
        // That it is done is for the body to say that answers for it.
        if is_done && !leads {
            return Err(ApiError::invalid("progress", "task_lead").into());
        }
        let act = if is_done { TaskAct::Finished } else { TaskAct::Reported };
        let state = lead(&head, act)?;
        if is_done {
            waits(cx, head.id).await?;
        }
        let done = is_done.then(|| cx.today());
        let told = Step { proof, progress: (head.progress, self.progress), ..step(cx, &eyes, act, &words, head.progress) };
        taken(cx, &eyes, &Head { state, progress: self.progress, done, ..head }, &told).await?;
        shown(cx, &eyes, self.id).await
    }
}

impl Handle for HaltTask {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<TaskShown, Failure> {
        cx.work().await?;
        let eyes = Eyes::of(cx).await?;
        let reason = within(&self.reason, "reason", REASON_LEAST, WORDS_LIMIT)?.to_owned();
        let (head, _) = read(cx, &eyes, self.id, self.version).await?;
        if !eyes.instructs_at(head.place) {
            return Err(ErrorCode::NotPermitted.into());
        }
        let state = lead(&head, TaskAct::Halted)?;
        let told = step(cx, &eyes, TaskAct::Halted, &reason, head.progress);
        taken(cx, &eyes, &Head { state, ..head }, &told).await?;
        shown(cx, &eyes, self.id).await
    }
}

impl Handle for ResumeTask {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<TaskShown, Failure> {
        cx.work().await?;
        let eyes = Eyes::of(cx).await?;
        let reason = within(&self.reason, "reason", REASON_LEAST, WORDS_LIMIT)?.to_owned();
        let (head, _) = read(cx, &eyes, self.id, self.version).await?;
        if !eyes.instructs_at(head.place) {
            return Err(ErrorCode::NotPermitted.into());
        }
        let act = if head.state == TaskState::Done { TaskAct::Reopened } else { TaskAct::Resumed };
        let state = lead(&head, act)?;
        // What was not done after all is as far as it was told to be before.
        let progress = match act {
            TaskAct::Reopened => {
                let steps = task::steps(&mut cx.conn().await?, head.id).await?;
                steps.iter().rev().find(|step| step.act == TaskAct::Finished).map_or(0, |step| step.progress.0)
            }
            _ => head.progress,
        };
        let told = Step { progress: (head.progress, progress), ..step(cx, &eyes, act, &reason, head.progress) };
        taken(cx, &eyes, &Head { state, progress, done: None, ..head }, &told).await?;
        shown(cx, &eyes, self.id).await
    }
}
