//! 进度反馈表: made for one of a task's bodies, filled in elsewhere, taken in here. What it tells counts as if that body had told it
//! itself: of a helper progress, of the body that answers for the task also that it is done.

use super::groups::Names as Groups;
use super::work::{open_before, taken};
use super::{found, noted, shown, step};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::places::conflict;
use crate::supervision::Eyes;
use crate::supervision::forms::{cells, code, salt, wrong};
use crate::{files, words};
use api::supervision::FormMade;
use api::task::{MakeTaskForm, PreviewTaskForm, TakeTaskForm, TaskFormAnswers, TaskFormPreviewed, TaskShown};
use api::{ApiError, ErrorCode, Lang};
use domain::body::BodyId;
use domain::supervision::form::{FormCell, FormField, altered, cell};
use domain::task::flow::{DONE, TaskAct, next};
use domain::task::form::{TASK, TaskAnswers, answers};
use serde_json::json;
use store::task::form::{self, Form};
use store::task::{self, Head, Step};
use store::{Conn, body};

/// What a body is called; nothing for none.
async fn named(conn: &mut Conn<'_>, id: Option<BodyId>) -> Result<String, Failure> {
    Ok(match id {
        Some(id) => body::find(conn, id).await?.map(|body| body.name).unwrap_or_default(),
        None => String::new(),
    })
}

/// Whether a form for this body is one of the task's.
fn is_of(head: &Head, helpers: &[BodyId], body: Option<BodyId>) -> bool {
    body == head.lead || body.is_some_and(|body| helpers.contains(&body))
}

impl Handle for MakeTaskForm {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<FormMade, Failure> {
        cx.work().await?;
        let (eyes, now, t) = (Eyes::of(cx).await?, cx.now, words::texts(cx.lang));
        let (head, helpers) = found(cx, self.id).await?;
        if !eyes.supervises_at(head.place) {
            return Err(ErrorCode::NotPermitted.into());
        }
        if !head.state.is_open() {
            return Err(ApiError::invalid("id", "task_state").into());
        }
        let body = self.body.or(head.lead);
        if !is_of(&head, &helpers, body) {
            return Err(ApiError::invalid("body", "unknown").into());
        }
        // A form is in Chinese whatever language the console has.
        let zh = words::texts(Lang::Zh);
        let conn = &mut cx.conn().await?;
        let fields = task::content(conn, head.id).await?.ok_or(ErrorCode::NotFound)?;
        let group = Groups::read(conn, &zh).await?.of(head.group);
        let (no, name) = (form::next(conn, head.id).await?, named(conn, body).await?);
        let (number, salt, due) = (format!("任务{}-{no}", head.id.0), salt()?, domain::day::text(head.due));
        let said = |field: FormField| match field {
            FormField::Number => number.clone(),
            FormField::Task => head.title.clone(),
            FormField::TaskDemand => fields.demand.clone(),
            FormField::Group => group.clone(),
            FormField::Body => name.clone(),
            FormField::TaskDue => due.clone(),
            _ => String::new(),
        };
        let mut printed: Vec<(FormField, String)> = TASK.printed.iter().map(|field| (*field, said(*field))).collect();
        let check = code(&salt, &printed);
        if let Some((_, text)) = printed.iter_mut().find(|(field, _)| *field == FormField::Check) {
            *text = check;
        }
        let kept = Form { task: head.id, body, number: number.clone(), salt, printed, made_at: now, taken_at: None };
        form::insert(conn, no, &kept).await?;
        let stamp = crate::ratings::stamp(cx).await?;
        let path = cx.path_out(&self.out)?;
        let mut file = files::Atomic::create(&path, &self.out.name)?;
        documents::form::write(&TASK, &kept.printed, &name, stamp, file.writer()).map_err(|e| files::unwritable(&self.out.name, &e))?;
        file.keep(&self.out.name)?;
        noted(cx, head.id, &head.title, json!({ "form": number, "file": self.out.name })).await?;
        let text = t.task_message(head.title.as_str(), due, number.as_str());
        Ok(FormMade { number, text })
    }
}

/// A form as it was read and compared.
#[derive(Default)]
struct Checked {
    number: String,
    form: Option<Form>,
    head: Option<Head>,
    answers: Option<TaskAnswers>,
    problems: Vec<ApiError>,
}

/// What is wrong with progress of all that was done, told by a body.
async fn unfinished(cx: &mut Cx<'_>, head: &Head, body: Option<BodyId>) -> Result<Option<ApiError>, Failure> {
    // That it is done is for the body to say that answers for it.
    if body != head.lead {
        return Ok(Some(ApiError::invalid(FormField::Percent.code(), "task_lead")));
    }
    let open = open_before(cx, head.id).await?;
    Ok(open.map(|open| ApiError::invalid(FormField::Percent.code(), "task_waits").with("title", open.title)))
}

async fn checked(cx: &mut Cx<'_>, eyes: &Eyes, cells: &[FormCell]) -> Result<Checked, Failure> {
    let today = cx.today();
    let mut checked = Checked::default();
    match cell(cells, FormField::Number) {
        Ok(cell) => checked.number = cell.text.split_whitespace().collect(),
        Err(problem) => {
            checked.problems.push(wrong(&problem, today));
            return Ok(checked);
        }
    }
    // Of a task that is not his to take forms of he learns nothing; a form of something else is told as such alone.
    let kept = form::find(&mut cx.conn().await?, &checked.number).await?;
    let known = match kept {
        Some(known) => {
            let (head, helpers) = found(cx, known.task).await?;
            eyes.supervises_at(head.place).then_some((known, head, helpers))
        }
        None => None,
    };
    let Some((known, head, helpers)) = known else {
        let unknown = ApiError::invalid(FormField::Number.code(), "form_unknown").with("number", &checked.number);
        checked.problems.push(unknown);
        return Ok(checked);
    };
    let problems = &mut checked.problems;
    if let Some(at) = known.taken_at {
        problems.push(ApiError::invalid(FormField::Number.code(), "form_taken").with("day", at.day()));
    }
    problems.extend(altered(cells, &known.printed).iter().map(|problem| wrong(problem, today)));
    if !is_of(&head, &helpers, known.body) {
        problems.push(ApiError::invalid(FormField::Body.code(), "task_form_body"));
    }
    match answers(cells, today, documents::times::day) {
        Ok(read) => {
            let is_done = read.progress == DONE;
            let act = if is_done { TaskAct::Finished } else { TaskAct::Reported };
            if next(head.state, act, head.progress).is_none() {
                problems.push(ApiError::invalid(FormField::Number.code(), "task_state"));
            } else if is_done && let Some(error) = unfinished(cx, &head, known.body).await? {
                let row = cell(cells, FormField::Percent).map_or(0, |cell| cell.row);
                problems.push(error.with("row", row));
            }
            checked.answers = Some(read);
        }
        Err(all) => problems.extend(all.iter().map(|problem| wrong(problem, today))),
    }
    (checked.form, checked.head) = (Some(known), Some(head));
    Ok(checked)
}

fn told(answers: TaskAnswers) -> TaskFormAnswers {
    let TaskAnswers { progress, words, proof, filler, filled_on } = answers;
    TaskFormAnswers { progress, words, proof, filler, filled_on }
}

impl Handle for PreviewTaskForm {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<TaskFormPreviewed, Failure> {
        let eyes = Eyes::of(cx).await?;
        let cells = cells(cx, &self.file).await?;
        let Checked { number, form, head, answers, problems } = checked(cx, &eyes, &cells).await?;
        let body = named(&mut cx.conn().await?, form.as_ref().and_then(|form| form.body)).await?;
        let state = match (&head, &answers) {
            (Some(head), Some(answers)) if problems.is_empty() => {
                let act = if answers.progress == DONE { TaskAct::Finished } else { TaskAct::Reported };
                next(head.state, act, head.progress)
            }
            _ => None,
        };
        let mut below = false;
        let task = match head {
            Some(head) => {
                let shown = shown(cx, &eyes, head.id).await?;
                let made = form.as_ref().map(|form| form.made_at);
                let tells = |step: &api::task::TaskStep| matches!(step.act, TaskAct::Reported | TaskAct::Finished);
                let is_newer = shown.steps.iter().any(|step| tells(step) && made.is_some_and(|made| step.at > made));
                below = is_newer || answers.as_ref().is_some_and(|answers| answers.progress < head.progress);
                Some(shown.row)
            }
            None => None,
        };
        Ok(TaskFormPreviewed { number, task, body, answers: answers.map(told), state, below, problems })
    }
}

impl Handle for TakeTaskForm {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<TaskShown, Failure> {
        // Read before the write lock is held.
        let cells = cells(cx, &self.file).await?;
        cx.work().await?;
        let (eyes, now, today) = (Eyes::of(cx).await?, cx.now, cx.today());
        let checked = checked(cx, &eyes, &cells).await?;
        if let Some(problem) = checked.problems.into_iter().next() {
            return Err(problem.into());
        }
        let (Some(form), Some(head), Some(answers)) = (checked.form, checked.head, checked.answers) else {
            return Err(ErrorCode::NotFound.into());
        };
        if head.version != self.version {
            return Err(conflict(&shown(cx, &eyes, head.id).await?)?);
        }
        let is_done = answers.progress == DONE;
        let act = if is_done { TaskAct::Finished } else { TaskAct::Reported };
        let state = next(head.state, act, head.progress).ok_or_else(|| ApiError::invalid("id", "task_state"))?;
        if !form::take(&mut cx.conn().await?, &form.number, now).await? {
            return Err(ErrorCode::Busy.into());
        }
        let body = named(&mut cx.conn().await?, form.body).await?;
        let filler = [body.as_str(), answers.filler.as_str()].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
        let told = Step {
            proof: answers.proof,
            progress: (head.progress, answers.progress),
            form: form.number,
            filler,
            ..step(cx, &eyes, act, &answers.words, head.progress)
        };
        let done = is_done.then_some(today);
        let id = head.id;
        taken(cx, &eyes, &Head { state, progress: answers.progress, done, ..head }, &told).await?;
        shown(cx, &eyes, id).await
    }
}
