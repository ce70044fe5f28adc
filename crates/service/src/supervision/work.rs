//! 交办, 签收, 反馈, 审核, 退回, 催办, 中止, 恢复, 销号.

use super::eyes::{Eyes, Parties};
use super::keep::lead;
use super::{moved, noted, read, rules, shown, step, workdays};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::items;
use crate::ratings::within;
use api::supervision::{
    ChosenMatter, CloseMatter, HaltMatter, IssueMatter, LeftMatter, MatterShown, ReportMatter, ResumeMatter, ReturnMatter, ReviewMatter,
    SEVERAL, SignMatter, UrgeMatters, Urged,
};
use api::{ApiError, ErrorCode};
use domain::period::FIRST_DAY;
use domain::supervision::MatterId;
use domain::supervision::flow::{Act, REASON_LEAST, State, WORDS_LIMIT};
use domain::supervision::recount::resumed;
use jiff::civil::Date;
use serde_json::json;
use store::supervision::{self, Head, Step};

/// What is said about an act; who has to say why does.
fn said(act: Act, words: &str, field: &str) -> Result<String, ApiError> {
    let least = if act.needs_reason() { REASON_LEAST } else { 0 };
    within(words, field, least, WORDS_LIMIT).map(str::to_owned)
}

/// The matter as it was read, if the caller is the office for it.
pub(super) async fn office(cx: &mut Cx<'_>, eyes: &Eyes, id: MatterId, version: i64) -> Result<(Head, Parties), Failure> {
    let (head, parties) = read(cx, eyes, id, version).await?;
    if eyes.supervises_at(head.place) { Ok((head, parties)) } else { Err(ApiError::invalid("id", "matter_not_yours").into()) }
}

/// Moves a matter on by a step, and enters both.
pub(super) async fn taken(cx: &mut Cx<'_>, eyes: &Eyes, head: &Head, step: &Step) -> Result<(), Failure> {
    moved(cx, eyes, head).await?;
    supervision::add_step(&mut cx.conn().await?, head.id, step).await?;
    let values = json!({
        "act": step.act, "words": step.words, "matter_state": head.state,
        "due_before": step.due_before.map(domain::day::text), "due_after": step.due_after.map(domain::day::text),
    });
    noted(cx, head, values).await
}

/// Until when the next feedback is due, after `today`'s report where there is one.
pub(super) async fn next_feedback(cx: &mut Cx<'_>, head: &Head, start: Date, today: Option<Date>) -> Result<Option<Date>, Failure> {
    let conn = &mut cx.conn().await?;
    let fields = supervision::content(conn, head.id).await?.ok_or(ErrorCode::NotFound)?;
    let calendar = workdays(conn).await?;
    let told = supervision::steps(conn, head.id).await?;
    let is_report = |step: &Step| matches!(step.act, Act::Reported | Act::Submitted);
    let reports = told.iter().filter(|step| is_report(step)).filter_map(|step| step.day).filter(|day| *day >= start);
    let mut days: Vec<Date> = reports.chain(today).collect();
    // What is entered later may have been told before.
    days.sort_unstable();
    Ok(fields.cycle.next(start, days, &calendar))
}

/// The day on which something was done that is entered now; not one to come, and not before `first`.
fn entered(on: Option<Date>, first: Date, today: Date) -> Result<Date, ApiError> {
    match on {
        Some(day) if day > today => Err(ApiError::invalid("on", "future").with("max", today)),
        Some(day) if day < first => Err(ApiError::invalid("on", "too_early").with("min", first)),
        Some(day) => Ok(day),
        None => Ok(today),
    }
}

/// A number for a matter that is handed out for the first time.
async fn numbered(cx: &mut Cx<'_>, today: Date) -> Result<(String, String), Failure> {
    let conn = &mut cx.conn().await?;
    let pattern = rules::read(conn).await?.number;
    loop {
        let serial = supervision::next_serial(conn, today.year()).await?;
        let number = pattern.number(today.year(), serial);
        // A pattern that was changed meanwhile may say what an earlier one has said.
        if !supervision::is_numbered(conn, &number).await? {
            return Ok((number, format!("{:04}-{serial:08}", today.year())));
        }
    }
}

impl Handle for IssueMatter {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<MatterShown, Failure> {
        cx.work().await?;
        let (eyes, today) = (Eyes::of(cx).await?, cx.today());
        let words = said(Act::Issued, &self.words, "words")?;
        let (head, _) = office(cx, &eyes, self.id, self.version).await?;
        let state = lead(&head, Act::Issued)?;
        let conn = &mut cx.conn().await?;
        let fields = supervision::content(conn, head.id).await?.ok_or(ErrorCode::NotFound)?;
        if let Some(problem) = fields.unready() {
            return Err(items::check::wrong(&problem).into());
        }
        let calendar = workdays(conn).await?;
        let day = entered(self.on, fields.instructed.unwrap_or(FIRST_DAY), today)?;
        let due = fields.term.last(day, &calendar).map_err(|_| ApiError::invalid("term", "too_far"))?;
        // What was handed out on paper may be over by now; its own beginning it can't precede.
        if due < day {
            return Err(ApiError::invalid("term", "too_early").with("min", day).into());
        }
        let feedback = fields.cycle.next(day, [], &calendar);
        let (number, number_key) =
            if head.number.is_empty() { numbered(cx, day).await? } else { (head.number.clone(), head.number_key.clone()) };
        let issued = Head {
            number,
            number_key,
            state,
            issued: Some(day),
            due: Some(due),
            first_due: Some(due),
            feedback_from: Some(day),
            feedback,
            ..head
        };
        let step = Step { due_after: Some(due), day: Some(day), ..step(cx, &eyes, Act::Issued, &words) };
        taken(cx, &eyes, &issued, &step).await?;
        shown(cx, &eyes, self.id).await
    }
}

impl Handle for SignMatter {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<MatterShown, Failure> {
        cx.work().await?;
        let eyes = Eyes::of(cx).await?;
        let words = said(Act::Signed, &self.words, "words")?;
        let (head, _) = read(cx, &eyes, self.id, self.version).await?;
        if !eyes.leads(&head) {
            return Err(ApiError::invalid("id", "matter_not_yours").into());
        }
        let state = lead(&head, Act::Signed)?;
        let step = step(cx, &eyes, Act::Signed, &words);
        taken(cx, &eyes, &Head { state, ..head }, &step).await?;
        shown(cx, &eyes, self.id).await
    }
}

/// A matter after progress was told, or it was reported as done; also by a form.
pub(super) async fn reported(cx: &mut Cx<'_>, head: Head, is_done: bool, today: Date) -> Result<Head, Failure> {
    let state = lead(&head, if is_done { Act::Submitted } else { Act::Reported })?;
    let start = head.feedback_from.or(head.issued).unwrap_or(today);
    let feedback = next_feedback(cx, &head, start, Some(today)).await?;
    Ok(Head { state, feedback, submitted: is_done.then_some(today), ..head })
}

impl Handle for ReportMatter {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<MatterShown, Failure> {
        cx.work().await?;
        let eyes = Eyes::of(cx).await?;
        let progress = within(&self.progress, "progress", REASON_LEAST, WORDS_LIMIT)?.to_owned();
        let problems = within(&self.problems, "problems", 0, WORDS_LIMIT)?.to_owned();
        let steps = within(&self.steps, "steps", 0, WORDS_LIMIT)?.to_owned();
        let (head, parties) = read(cx, &eyes, self.id, self.version).await?;
        if !eyes.reports(&head, &parties) {
            return Err(ApiError::invalid("id", "matter_not_yours").into());
        }
        // Helpers tell what they did; that it is done is the lead's to say.
        if self.done && !eyes.leads(&head) {
            return Err(ApiError::invalid("done", "matter_lead").into());
        }
        let day = entered(self.on, head.issued.unwrap_or(FIRST_DAY), cx.today())?;
        let after = reported(cx, head, self.done, day).await?;
        let act = if self.done { Act::Submitted } else { Act::Reported };
        let step = Step { problems, steps, day: Some(day), ..step(cx, &eyes, act, &progress) };
        taken(cx, &eyes, &after, &step).await?;
        shown(cx, &eyes, self.id).await
    }
}

impl Handle for ReviewMatter {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<MatterShown, Failure> {
        cx.work().await?;
        let (eyes, today) = (Eyes::of(cx).await?, cx.today());
        let act = if self.passed { Act::Passed } else { Act::Returned };
        let opinion = said(act, &self.opinion, "opinion")?;
        let (head, _) = office(cx, &eyes, self.id, self.version).await?;
        if head.state == State::Unsigned {
            return Err(ApiError::invalid("id", "matter_state").with("state", head.state.code()).into());
        }
        let state = lead(&head, act)?;
        if head.state == State::InReview {
            let steps = supervision::steps(&mut cx.conn().await?, head.id).await?;
            if eyes.is_own(&steps, Act::Submitted) {
                return Err(ApiError::invalid("id", "matter_own").into());
            }
        }
        let after = if self.passed {
            // What was asked for is of no use any more.
            Head { state, asking: None, ..head }
        } else {
            let feedback = next_feedback(cx, &head, head.feedback_from.unwrap_or(today), None).await?;
            Head { state, submitted: None, feedback, ..head }
        };
        let step = step(cx, &eyes, act, &opinion);
        taken(cx, &eyes, &after, &step).await?;
        shown(cx, &eyes, self.id).await
    }
}

impl Handle for ReturnMatter {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<MatterShown, Failure> {
        cx.work().await?;
        let eyes = Eyes::of(cx).await?;
        let reason = said(Act::Returned, &self.reason, "reason")?;
        let (head, _) = read(cx, &eyes, self.id, self.version).await?;
        if !eyes.leads(&head) {
            return Err(ApiError::invalid("id", "matter_not_yours").into());
        }
        if head.state != State::Unsigned {
            return Err(ApiError::invalid("id", "matter_state").with("state", head.state.code()).into());
        }
        let state = lead(&head, Act::Returned)?;
        let back = Head { state, issued: None, due: None, first_due: None, feedback_from: None, feedback: None, ..head };
        let step = step(cx, &eyes, Act::Returned, &reason);
        taken(cx, &eyes, &back, &step).await?;
        // What is not handed out is the office's again: whoever sent it back does not see it any more.
        match shown(cx, &eyes, self.id).await {
            Err(Failure::Api(error)) if error.code == ErrorCode::NotFound => super::as_office(cx, &eyes, self.id).await,
            other => other,
        }
    }
}

/// Urges one matter inside of the work.
async fn urge(cx: &mut Cx<'_>, eyes: &Eyes, chosen: ChosenMatter, words: &str) -> Result<ChosenMatter, Failure> {
    let (head, _) = office(cx, eyes, chosen.id, chosen.version).await?;
    let state = lead(&head, Act::Urged)?;
    let step = step(cx, eyes, Act::Urged, words);
    taken(cx, eyes, &Head { state, ..head }, &step).await?;
    Ok(ChosenMatter { id: chosen.id, version: chosen.version + 1 })
}

impl Handle for UrgeMatters {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Urged, Failure> {
        cx.work().await?;
        let eyes = Eyes::of(cx).await?;
        let words = said(Act::Urged, &self.words, "words")?;
        if self.matters.is_empty() || self.matters.len() > SEVERAL {
            return Err(ApiError::invalid("matters", "range").with("from", 1).with("to", SEVERAL).into());
        }
        let mut urged = Urged { done: Vec::new(), left: Vec::new() };
        for chosen in self.matters {
            match urge(cx, &eyes, chosen, &words).await {
                Ok(done) => urged.done.push(done),
                Err(Failure::Api(error)) => urged.left.push(LeftMatter { id: chosen.id, error }),
                Err(failure) => return Err(failure),
            }
        }
        Ok(urged)
    }
}

impl Handle for HaltMatter {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<MatterShown, Failure> {
        cx.work().await?;
        let (eyes, today) = (Eyes::of(cx).await?, cx.today());
        let reason = said(Act::Halted, &self.reason, "reason")?;
        let (head, _) = office(cx, &eyes, self.id, self.version).await?;
        let state = lead(&head, Act::Halted)?;
        let step = step(cx, &eyes, Act::Halted, &reason);
        taken(cx, &eyes, &Head { state, state_before: Some(head.state), halted: Some(today), ..head }, &step).await?;
        shown(cx, &eyes, self.id).await
    }
}

impl Handle for ResumeMatter {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<MatterShown, Failure> {
        cx.work().await?;
        let (eyes, today) = (Eyes::of(cx).await?, cx.today());
        let reason = said(Act::Resumed, &self.reason, "reason")?;
        let (head, _) = office(cx, &eyes, self.id, self.version).await?;
        let state = lead(&head, Act::Resumed)?;
        let calendar = workdays(&mut cx.conn().await?).await?;
        let due = head.due.map(|due| resumed((due, false), head.halted, today, &calendar).0);
        let feedback = next_feedback(cx, &head, today, None).await?;
        let step = Step { due_before: head.due, due_after: due, ..step(cx, &eyes, Act::Resumed, &reason) };
        let after = Head { state, state_before: None, halted: None, due, feedback_from: Some(today), feedback, ..head };
        taken(cx, &eyes, &after, &step).await?;
        shown(cx, &eyes, self.id).await
    }
}

impl Handle for CloseMatter {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<MatterShown, Failure> {
        cx.work().await?;
        let eyes = Eyes::of(cx).await?;
        let words = said(Act::Closed, &self.words, "words")?;
        let (head, _) = office(cx, &eyes, self.id, self.version).await?;
        let state = lead(&head, Act::Closed)?;
        let step = step(cx, &eyes, Act::Closed, &words);
        taken(cx, &eyes, &Head { state, ..head }, &step).await?;
        shown(cx, &eyes, self.id).await
    }
}
