//! 反馈表: made with a notice, filled in elsewhere, taken in here. A preview is what taking would do, without doing it.

use super::eyes::{Eyes, Parties};
use super::work::{reported, taken};
use super::{found, noted, row_of, rules, shown, step};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::places::conflict;
use crate::{files, imports, words};
use api::supervision::{FormAnswers, FormMade, FormPreviewed, MakeForm, MatterShown, PreviewForm, TakeForm};
use api::{ApiError, ErrorCode, InFile};
use domain::supervision::flow::{Act, State, next};
use domain::supervision::form::{Answers, FormCell, FormField, FormProblem, FormRule, MATTER, altered, answers, cell};
use domain::task::flow::DONE;
use jiff::civil::Date;
use serde_json::json;
use sha2::{Digest, Sha256};
use store::supervision::form::{self, Form};
use store::supervision::{self, Head, Step};
use store::{Conn, body};

/// The code over what is printed: blanks count for nothing, as when the cells are compared.
pub(crate) fn code(salt: &str, printed: &[(FormField, String)]) -> String {
    let mut hash = Sha256::new();
    hash.update(salt.as_bytes());
    for (field, text) in printed.iter().filter(|(field, _)| *field != FormField::Check) {
        hash.update(format!("\n{}\t", field.code()).as_bytes());
        hash.update(text.split_whitespace().collect::<String>().as_bytes());
    }
    let hex: String = hash.finalize().iter().take(5).map(|byte| format!("{byte:02X}")).collect();
    let (left, right) = hex.split_at(5);
    format!("{left}-{right}")
}

/// What the code of a new form is reckoned with: nobody outside can.
pub(crate) fn salt() -> Result<String, Failure> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

async fn body_name(conn: &mut Conn<'_>, head: &Head) -> Result<String, Failure> {
    Ok(match head.lead {
        Some(id) => body::find(conn, id).await?.map(|body| body.name).unwrap_or_default(),
        None => String::new(),
    })
}

/// Forms are made of what has been handed out and is not reported as done.
fn is_answered(state: State) -> bool {
    matches!(state, State::Unsigned | State::InHand)
}

impl Handle for MakeForm {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<FormMade, Failure> {
        cx.work().await?;
        let (eyes, now, t) = (Eyes::of(cx).await?, cx.now, words::texts(cx.lang));
        let (head, _) = found(cx, &eyes, self.id).await?;
        if !eyes.supervises_at(head.place) {
            return Err(ApiError::invalid("id", "matter_not_yours").into());
        }
        let (true, Some(due)) = (is_answered(head.state), head.due) else {
            return Err(ApiError::invalid("id", "matter_state").with("state", head.state.code()).into());
        };
        let conn = &mut cx.conn().await?;
        let fields = supervision::content(conn, head.id).await?.ok_or(ErrorCode::NotFound)?;
        let (no, lead) = (form::next(conn, head.id).await?, body_name(conn, &head).await?);
        let (number, salt) = (format!("{}-{no}", head.number), salt()?);
        let demand = if fields.demand.is_empty() { fields.instruction } else { fields.demand };
        let said = |field: FormField| match field {
            FormField::Number => number.clone(),
            FormField::Title => head.title.clone(),
            FormField::Demand => demand.clone(),
            FormField::Lead => lead.clone(),
            FormField::Due => domain::day::text(due),
            _ => String::new(),
        };
        let mut printed: Vec<(FormField, String)> = MATTER.printed.iter().map(|field| (*field, said(*field))).collect();
        let check = code(&salt, &printed);
        if let Some((_, text)) = printed.iter_mut().find(|(field, _)| *field == FormField::Check) {
            *text = check;
        }
        let kept = Form { matter: head.id, number: number.clone(), salt, printed, made_at: now, taken_at: None };
        form::insert(conn, no, &kept).await?;
        let stamp = crate::ratings::stamp(cx).await?;
        let path = cx.path_out(&self.out)?;
        let mut file = files::Atomic::create(&path, &self.out.name)?;
        documents::form::write(&MATTER, &kept.printed, &lead, stamp, file.writer()).map_err(|e| files::unwritable(&self.out.name, &e))?;
        file.keep(&self.out.name)?;
        noted(cx, &head, json!({ "form": number, "file": self.out.name })).await?;
        let due_text = domain::day::text(due);
        let text = match head.feedback.filter(|day| *day < due) {
            Some(day) => t.supervision_message_feedback(&head.number, &head.title, due_text, domain::day::text(day), number.as_str()),
            None => t.supervision_message(&head.number, &head.title, due_text, number.as_str()),
        };
        Ok(FormMade { number, text })
    }
}

/// The error for a cell that can't be taken.
pub(crate) fn wrong(problem: &FormProblem, today: Date) -> ApiError {
    let of = |rule: &str| ApiError::invalid(problem.field.code(), rule);
    let error = match problem.rule {
        FormRule::Gone => of("form_gone"),
        FormRule::Twice => of("twice"),
        FormRule::Required => of("required"),
        FormRule::TooLong(limit) => of("too_long").with("limit", limit),
        FormRule::TooShort(limit) => of("too_short").with("limit", limit),
        FormRule::Control => of("control"),
        FormRule::Day => of("form_day"),
        FormRule::Future => of("future").with("max", today),
        FormRule::YesNo => of("form_yes_no"),
        FormRule::Altered => of("form_altered"),
        FormRule::Percent => of("range").with("from", 0).with("to", DONE),
        FormRule::Unproved => of("task_proof"),
    };
    match problem.row {
        Some(row) => error.with("row", row),
        None => error,
    }
}

/// A form as it was read and compared.
struct Checked {
    number: String,
    form: Option<Form>,
    matter: Option<(Head, Parties)>,
    answers: Option<Answers>,
    problems: Vec<ApiError>,
}

/// The cells of a form that came back.
pub(crate) async fn cells(cx: &mut Cx<'_>, file: &InFile) -> Result<Vec<FormCell>, Failure> {
    let (path, name) = (cx.path_in(file)?, file.name.clone());
    let read = tokio::task::spawn_blocking(move || {
        let open = std::fs::File::open(path).map_err(|e| imports::unreadable(&name, &e.into()))?;
        documents::form::read(open).map_err(|e| imports::unreadable(&name, &e))
    });
    let cells = read.await??;
    if cells.is_empty() {
        return Err(ApiError::new(ErrorCode::FileUnreadable).with("name", &file.name).with("detail", "not_form").into());
    }
    Ok(cells)
}

async fn checked(cx: &mut Cx<'_>, eyes: &Eyes, cells: &[FormCell]) -> Result<Checked, Failure> {
    let today = cx.today();
    let mut checked = Checked { number: String::new(), form: None, matter: None, answers: None, problems: Vec::new() };
    match cell(cells, FormField::Number) {
        Ok(cell) => checked.number = cell.text.split_whitespace().collect(),
        Err(problem) => checked.problems.push(wrong(&problem, today)),
    }
    match answers(cells, today, documents::times::day) {
        Ok(read) => checked.answers = Some(read),
        Err(problems) => checked.problems.extend(problems.iter().map(|problem| wrong(problem, today))),
    }
    let unknown = |number: &str| ApiError::invalid(FormField::Number.code(), "form_unknown").with("number", number);
    let Some(known) = form::find(&mut cx.conn().await?, &checked.number).await? else {
        checked.problems.insert(0, unknown(&checked.number));
        return Ok(checked);
    };
    // Of a matter that is not his to answer for he learns nothing.
    let matter = match found(cx, eyes, known.matter).await {
        Ok(matter) if eyes.supervises_at(matter.0.place) => matter,
        Err(Failure::Api(error)) if error.code == ErrorCode::NotFound => {
            checked.problems.insert(0, unknown(&checked.number));
            return Ok(checked);
        }
        Err(failure) => return Err(failure),
        Ok(_) => {
            checked.problems.insert(0, unknown(&checked.number));
            return Ok(checked);
        }
    };
    let mut first: Vec<ApiError> = altered(cells, &known.printed).iter().map(|problem| wrong(problem, today)).collect();
    if let Some(at) = known.taken_at {
        first.insert(0, ApiError::invalid(FormField::Number.code(), "form_taken").with("day", at.day()));
    }
    let head = &matter.0;
    let act = if checked.answers.as_ref().is_some_and(|answers| answers.is_done) { Act::Submitted } else { Act::Reported };
    let signed = if head.state == State::Unsigned { State::InHand } else { head.state };
    if next(signed, act, None).is_none() {
        first.push(ApiError::invalid(FormField::Number.code(), "matter_state").with("state", head.state.code()));
    } else if let Some(to) = checked.answers.as_ref().and_then(|answers| answers.extend_to)
        && let Err(error) = super::extend::may_ask(head, to, today, FormField::ExtendTo.code())
    {
        let row = cell(cells, FormField::ExtendTo).map_or(0, |cell| cell.row);
        first.push(error.with("row", row));
    }
    first.append(&mut checked.problems);
    (checked.problems, checked.form, checked.matter) = (first, Some(known), Some(matter));
    Ok(checked)
}

fn told(answers: Answers) -> FormAnswers {
    FormAnswers {
        body: answers.body,
        progress: answers.progress,
        done: answers.is_done,
        problems: answers.problems,
        steps: answers.steps,
        extend_to: answers.extend_to,
        extend_reason: answers.extend_reason,
        filler: answers.filler,
        filled_on: answers.filled_on,
    }
}

impl Handle for PreviewForm {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<FormPreviewed, Failure> {
        let (eyes, today) = (Eyes::of(cx).await?, cx.today());
        let cells = cells(cx, &self.file).await?;
        let checked = checked(cx, &eyes, &cells).await?;
        let rules = rules::read(&mut cx.conn().await?).await?;
        let is_good = checked.problems.is_empty();
        let state =
            checked.answers.as_ref().filter(|_| is_good).map(|answers| if answers.is_done { State::InReview } else { State::InHand });
        Ok(FormPreviewed {
            number: checked.number,
            matter: checked.matter.map(|(head, parties)| row_of(&head, &parties, &rules, today)),
            answers: checked.answers.map(told),
            state,
            problems: checked.problems,
        })
    }
}

impl Handle for TakeForm {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<MatterShown, Failure> {
        // Read before the write lock is held.
        let cells = cells(cx, &self.file).await?;
        cx.work().await?;
        let (eyes, now, today) = (Eyes::of(cx).await?, cx.now, cx.today());
        let checked = checked(cx, &eyes, &cells).await?;
        if let Some(problem) = checked.problems.into_iter().next() {
            return Err(problem.into());
        }
        let (Some(form), Some((mut head, _)), Some(answers)) = (checked.form, checked.matter, checked.answers) else {
            return Err(ErrorCode::NotFound.into());
        };
        if head.version != self.version {
            return Err(conflict(&shown(cx, &eyes, head.id).await?)?);
        }
        if !form::take(&mut cx.conn().await?, &form.number, now).await? {
            return Err(ErrorCode::Busy.into());
        }
        let filler = match (answers.filler.as_str(), answers.body.as_str()) {
            ("", body) => body.to_owned(),
            (filler, "") => filler.to_owned(),
            (filler, body) => format!("{body} {filler}"),
        };
        let of_form = |step: Step| Step { form: form.number.clone(), filler: filler.clone(), ..step };
        // A form that comes back shows that the matter was received.
        if head.state == State::Unsigned {
            head.state = State::InHand;
            let signed = of_form(step(cx, &eyes, Act::Signed, ""));
            supervision::add_step(&mut cx.conn().await?, head.id, &signed).await?;
        }
        let act = if answers.is_done { Act::Submitted } else { Act::Reported };
        let mut after = reported(cx, head, answers.is_done, today).await?;
        let told = Step { problems: answers.problems, steps: answers.steps, ..of_form(step(cx, &eyes, act, &answers.progress)) };
        if let Some(to) = answers.extend_to {
            let asked = step(cx, &eyes, Act::Asked, &answers.extend_reason);
            let asked = of_form(Step { due_before: after.due, due_after: Some(to), ..asked });
            supervision::add_step(&mut cx.conn().await?, after.id, &asked).await?;
            after.asking = Some((to, answers.extend_reason, filler.clone()));
        }
        taken(cx, &eyes, &after, &told).await?;
        noted(cx, &after, json!({ "form": form.number, "file": self.file.name, "filler": filler })).await?;
        shown(cx, &eyes, after.id).await
    }
}
