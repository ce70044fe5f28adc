//! What is done with findings: 下发, 签收, 整改, 延期, 异议复核, 移送, 复查, 撤销, 重新整改. What may be done where and by whom is said by
//! [`domain::inspection::finding::flow`]; here it is found out who the caller is to a finding, and what an act changes.

use super::ledger::{found, shown};
use super::{Eyes, years};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::places::conflict;
use crate::ratings::within;
use api::inspection::{
    AnswerFinding, BatchAct, ChosenFinding, ConfirmFinding, DecideFinding, FindingDeed, FindingReply, FindingShown, FindingsHandled,
    HandleFinding, HandleFindings, LeftFinding, TakeLedger, TakeReply,
};
use api::{ApiError, ErrorCode, Permission};
use domain::calendar::Unit;
use domain::day::later;
use domain::inspection::finding::flow::{
    Barred, FindingAct, Hand, MILESTONES_MOST, Milestone, PROOF_LIMIT, Standing, USUAL_DAYS, barred, next, object_until,
};
use domain::inspection::finding::{FindingId, FindingState, Remedy, SPOT_LIMIT};
use domain::inspection::plan::{VisitId, VisitState};
use domain::permission::Access;
use domain::supervision::flow::WORDS_LIMIT;
use domain::task::LAST_DAY;
use jiff::civil::Date;
use serde_json::json;
use std::collections::HashMap;
use store::calendar::calendar;
use store::inspection::course::{self, Step};
use store::inspection::finding::Finding;
use store::inspection::ledger::Listed;
use store::inspection::{plan, record, visit};
use store::place;

/// What the checked side does.
const ANSWERS: [FindingAct; 6] =
    [FindingAct::Signed, FindingAct::Reported, FindingAct::Mended, FindingAct::Asked, FindingAct::Objected, FindingAct::Reached];
/// What the office does; it also enters what comes on paper.
const HANDLES: [FindingAct; 14] = [
    FindingAct::Signed,
    FindingAct::Reported,
    FindingAct::Mended,
    FindingAct::Reached,
    FindingAct::Issued,
    FindingAct::Urged,
    FindingAct::Granted,
    FindingAct::Denied,
    FindingAct::Referred,
    FindingAct::Replied,
    FindingAct::Planned,
    FindingAct::Passed,
    FindingAct::Failed,
    FindingAct::Reopened,
];
/// What those do who approve.
const DECIDES: [FindingAct; 5] = [FindingAct::Upheld, FindingAct::Rejected, FindingAct::Cancelled, FindingAct::Passed, FindingAct::Failed];
/// In which order acts are offered: decisions and what leads on before what only adds; to urge and to cancel come last.
const ORDER: [FindingAct; 20] = [
    FindingAct::Confirmed,
    FindingAct::Issued,
    FindingAct::Signed,
    FindingAct::Upheld,
    FindingAct::Rejected,
    FindingAct::Granted,
    FindingAct::Denied,
    FindingAct::Passed,
    FindingAct::Failed,
    FindingAct::Replied,
    FindingAct::Mended,
    FindingAct::Reached,
    FindingAct::Reported,
    FindingAct::Asked,
    FindingAct::Objected,
    FindingAct::Planned,
    FindingAct::Urged,
    FindingAct::Referred,
    FindingAct::Reopened,
    FindingAct::Cancelled,
];
/// The series of numbers of 整改通知书.
const SERIES: &str = "notice";
/// Most findings at once.
pub(super) const SEVERAL: usize = 200;

/// Who the caller is to a finding.
pub(super) async fn standing(cx: &mut Cx<'_>, eyes: &Eyes, listed: &Listed) -> Result<Standing, Failure> {
    let access = cx.access_for(Permission::Answer);
    let conn = &mut cx.conn().await?;
    let path = place::path(conn, listed.place).await?;
    let own = |access: &Access| {
        let mut scopes = access.scopes().iter();
        scopes.any(|scope| scope.body().is_none() && scope.place() != eyes.district && path.contains(&scope.place()))
    };
    let id = listed.finding.visit;
    let (hands, reviewers) = (record::hands(conn, id).await?, record::reviewers(conn, id).await?);
    let present = record::find(conn, id).await?.map(|record| record.party.present).unwrap_or_default();
    let goer = visit::find(conn, listed.plan, id).await?.is_some_and(|visit| eyes.is_sent(&visit));
    let was_there = present.iter().any(|one| one.0.to_string() == eyes.person);
    Ok(Standing {
        is_office: eyes.makes(listed.kind),
        approves: eyes.approves,
        is_checked: access.as_ref().is_some_and(own),
        visited: goer || hands.contains(&eyes.person),
        reviewed: reviewers.contains(&eyes.person),
        is_second: was_there && listed.finding.person != eyes.person,
    })
}

/// What a finding waits for before anything can be done with it; none: it can.
fn unready(act: FindingAct, listed: &Listed, today: Date) -> Option<ApiError> {
    let rule = |rule: &str| Some(ApiError::invalid("id", rule));
    match act {
        FindingAct::Confirmed => None,
        _ if listed.visit_state != VisitState::Agreed => rule("visit_unreviewed"),
        // Whoever is told of it would know of the visit.
        FindingAct::Issued | FindingAct::Referred | FindingAct::Reopened if !listed.is_known(today) => rule("finding_secret"),
        _ => None,
    }
}

fn hands(steps: &[Step]) -> Vec<Hand<'_>> {
    steps.iter().map(|step| Hand { person: &step.person, act: step.act }).collect()
}

/// 阶段目标, as they were set and reached.
pub(super) fn milestones(steps: &[Step]) -> Vec<Milestone> {
    let mut all: Vec<Milestone> = Vec::new();
    for step in steps {
        match (step.act, step.day) {
            (FindingAct::Planned, Some(day)) => {
                all.push(Milestone { no: step.milestone, day, what: step.words.clone(), done: None, proof: String::new() });
            }
            (FindingAct::Reached, _) => {
                if let Some(one) = all.iter_mut().find(|one| one.no == step.milestone) {
                    (one.done, one.proof) = (Some(step.at.day()), step.proof.clone());
                }
            }
            _ => {}
        }
    }
    all
}

/// What is missing for an act besides state and person; none: it can be done.
fn lacking(act: FindingAct, listed: &Listed, steps: &[Step], today: Date) -> Option<ApiError> {
    let course = &listed.finding.course;
    let id = |is_wrong: bool, rule: &str| is_wrong.then(|| ApiError::invalid("id", rule));
    match act {
        FindingAct::Asked => id(course.asked.is_some(), "finding_asked"),
        FindingAct::Granted | FindingAct::Denied => id(course.asked.is_none(), "finding_not_asked"),
        FindingAct::Objected => match course.noticed.map(object_until) {
            None => id(true, "finding_unsent"),
            Some(until) if until < today => Some(ApiError::invalid("id", "finding_object_late").with("max", until)),
            Some(_) => None,
        },
        FindingAct::Reached => id(milestones(steps).iter().all(|one| one.done.is_some()), "finding_milestones_done"),
        FindingAct::Mended => id(milestones(steps).iter().any(|one| one.done.is_none()), "finding_milestones"),
        FindingAct::Planned => {
            let is_full = milestones(steps).len() >= MILESTONES_MOST;
            is_full.then(|| ApiError::invalid("id", "too_many").with("max", MILESTONES_MOST))
        }
        _ => None,
    }
}

/// What the caller may do with a finding now, the next step first.
pub(super) async fn may(cx: &mut Cx<'_>, eyes: &Eyes, listed: &Listed, steps: &[Step]) -> Result<Vec<FindingAct>, Failure> {
    let (today, who, one) = (cx.today(), standing(cx, eyes, listed).await?, &listed.finding);
    let hands = hands(steps);
    let can = |act: &FindingAct| {
        next(one.state, *act, one.fields.remedy, one.course.before).is_some()
            && barred(*act, who, &eyes.person, &hands).is_none()
            && unready(*act, listed, today).is_none()
            && lacking(*act, listed, steps, today).is_none()
    };
    Ok(ORDER.iter().copied().filter(can).collect())
}

/// Why the caller may not.
fn refused(why: Barred) -> ApiError {
    ApiError::invalid(
        "id",
        match why {
            Barred::Side => "finding_not_yours",
            Barred::Own => "finding_own",
            Barred::Checked => "finding_checked",
            Barred::Part => "finding_part",
        },
    )
}

/// A day to come, or the reason why it can't be one.
fn coming(day: Option<Date>, first: Date) -> Result<Date, ApiError> {
    match day {
        None => Err(ApiError::invalid("day", "required")),
        Some(day) if day < first => Err(ApiError::invalid("day", "too_early").with("min", first)),
        Some(day) if day > LAST_DAY => Err(ApiError::invalid("day", "too_late").with("max", LAST_DAY)),
        Some(day) => Ok(day),
    }
}

/// 整改时限 of a notice: the one that is told, else what the finding has; where that is over, so many working days from today.
async fn term(cx: &mut Cx<'_>, one: &Finding, told: Option<Date>) -> Result<Date, Failure> {
    let today = cx.today();
    match (told, one.due) {
        (Some(_), _) => Ok(coming(told, today)?),
        (None, Some(due)) if due >= today && one.fields.remedy != Remedy::OnTheSpot => Ok(due),
        _ => {
            let days = if one.fields.days == 0 { USUAL_DAYS } else { one.fields.days };
            let counted = calendar(&mut cx.conn().await?).await?.count(today, days, Unit::Workday);
            Ok(counted.map_err(|_| ApiError::invalid("day", "required"))?.last)
        }
    }
}

/// The next number of a notice that none has: a pattern may have been another one before.
async fn numbered(cx: &mut Cx<'_>) -> Result<String, Failure> {
    let year = cx.today().year();
    let conn = &mut cx.conn().await?;
    let pattern = years::rules(conn).await?.notice;
    loop {
        let number = pattern.number(year, plan::serial(conn, year, SERIES).await?);
        if !course::has_number(conn, &number).await? {
            return Ok(number);
        }
    }
}

/// What is said with an act, within its limits.
fn said(deed: FindingDeed, step: Step, enters: bool) -> Result<Step, ApiError> {
    let act = deed.act;
    let words = within(&deed.words, "words", act.least_words(), WORDS_LIMIT)?.to_owned();
    let proof = within(&deed.proof, "proof", 0, PROOF_LIMIT)?.to_owned();
    let least = usize::from(act.needs_recipient() || enters);
    let recipient = within(&deed.recipient, "recipient", least, SPOT_LIMIT)?.to_owned();
    if act.is_recheck() && deed.way.is_none() {
        return Err(ApiError::invalid("way", "required"));
    }
    let way = deed.way.filter(|_| act.is_recheck());
    Ok(Step { words, proof, recipient, way, ..step })
}

/// Changes what an act changes; `numbers` are those of notices that were given already, by visit.
async fn changed(
    cx: &mut Cx<'_>,
    listed: &Listed,
    steps: &[Step],
    (day, milestone): (Option<Date>, u32),
    step: &mut Step,
    numbers: &mut HashMap<VisitId, String>,
) -> Result<Finding, Failure> {
    let (today, mut one) = (cx.today(), listed.finding.clone());
    let due = one.due;
    match step.act {
        FindingAct::Issued => {
            one.due = Some(term(cx, &one, day).await?);
            (one.course.noticed, one.course.first_due) = (Some(today), one.due);
            let number = match numbers.get(&one.visit) {
                Some(number) => number.clone(),
                None => numbered(cx).await?,
            };
            numbers.insert(one.visit, number.clone());
            one.course.notice = number;
        }
        FindingAct::Asked => {
            let first = due.map_or(today, |due| later(due, 1)).max(today);
            step.day = Some(coming(day, first)?);
            one.course.asked = step.day;
        }
        FindingAct::Granted | FindingAct::Denied => {
            step.day = one.course.asked.take();
            if step.act == FindingAct::Granted {
                one.due = step.day;
            }
        }
        FindingAct::Objected => (one.course.before, one.course.objected) = (Some(one.state), Some(today)),
        FindingAct::Rejected => one.course.before = None,
        FindingAct::Mended | FindingAct::Replied => {
            // What was asked for is of no use any more.
            (one.course.mended, one.course.asked) = (Some(today), None);
        }
        FindingAct::Passed | FindingAct::Confirmed => {
            (one.course.closed, one.course.checker, one.course.asked) = (Some(today), step.who.clone(), None);
        }
        FindingAct::Failed => {
            one.course.mended = None;
            if day.is_some() {
                one.due = Some(coming(day, today)?);
            }
        }
        FindingAct::Referred => {
            one.due = if day.is_some() { Some(coming(day, today)?) } else { None };
            one.course.asked = None;
        }
        FindingAct::Planned => {
            step.day = Some(coming(day, today)?);
            step.milestone = u32::try_from(milestones(steps).len() + 1).unwrap_or(u32::MAX);
        }
        FindingAct::Reached => {
            if !milestones(steps).iter().any(|one| one.no == milestone && one.done.is_none()) {
                return Err(ApiError::invalid("milestone", "unknown").into());
            }
            step.milestone = milestone;
        }
        FindingAct::Upheld | FindingAct::Cancelled => {
            (one.course.closed, one.course.before, one.course.asked) = (Some(today), None, None);
        }
        FindingAct::Reopened => {
            one.due = Some(coming(day, today)?);
            (one.course.closed, one.course.mended) = (None, None);
            one.course.checker.clear();
        }
        FindingAct::Signed | FindingAct::Reported | FindingAct::Urged => {}
    }
    if one.due != due {
        (step.due_before, step.due_after) = (due, one.due);
    }
    Ok(one)
}

/// Does something with a finding inside of the work.
async fn done(
    cx: &mut Cx<'_>,
    eyes: &Eyes,
    (id, version): (FindingId, i64),
    deed: FindingDeed,
    allowed: &[FindingAct],
    numbers: &mut HashMap<VisitId, String>,
) -> Result<(), Failure> {
    let (act, day, milestone, today) = (deed.act, deed.day, deed.milestone, cx.today());
    if !allowed.contains(&act) {
        return Err(ApiError::invalid("act", "unknown").into());
    }
    let listed = found(cx, eyes, id).await?;
    if listed.finding.version != version {
        return Err(conflict(&Box::pin(shown(cx, eyes, id)).await?)?);
    }
    let steps = course::steps(&mut cx.conn().await?, id).await?;
    let who = standing(cx, eyes, &listed).await?;
    if let Some(why) = barred(act, who, &eyes.person, &hands(&steps)) {
        return Err(refused(why).into());
    }
    if let Some(error) = unready(act, &listed, today) {
        return Err(error.into());
    }
    let (state, before) = (listed.finding.state, listed.finding.course.before);
    let wrong_state = || ApiError::invalid("id", "finding_state").with("state", state.code());
    let to = match next(state, act, listed.finding.fields.remedy, before).ok_or_else(wrong_state)? {
        // What was put right on the spot had no notice: now it gets one.
        FindingState::InHand if act == FindingAct::Reopened && listed.finding.course.noticed.is_none() => FindingState::Open,
        to => to,
    };
    if let Some(error) = lacking(act, &listed, &steps, today) {
        return Err(error.into());
    }
    // Of what the office enters for others it says who told it.
    let enters = !who.is_checked && ANSWERS.contains(&act);
    let by = record::Hand { person: &eyes.person, who: &eyes.who, at: cx.now };
    let mut step = said(deed, course::step(act, by), enters)?;
    let mut after = Box::pin(changed(cx, &listed, &steps, (day, milestone), &mut step, numbers)).await?;
    (after.state, after.course.moved_at) = (to, cx.now);
    let conn = &mut cx.conn().await?;
    if !course::move_to(conn, &after).await? {
        return Err(conflict(&Box::pin(shown(cx, eyes, id)).await?)?);
    }
    course::add_step(conn, id, &step).await?;
    noted(cx, &listed, &after, &step).await
}

/// Enters in the log what was done with a finding, and tells everybody who shows one. Which it is would tell of one under cover.
async fn noted(cx: &mut Cx<'_>, listed: &Listed, after: &Finding, step: &Step) -> Result<(), Failure> {
    let told = json!({
        "number": listed.plan_number, "title": listed.plan_title, "point": listed.point_name, "finding": after.id.0, "act": step.act,
        "reason": step.words, "finding_state": after.state, "notice": after.course.notice,
        "due_before": step.due_before.map(domain::day::text), "due_after": step.due_after.map(domain::day::text),
    });
    cx.note(format!("inspection_visit:{}", after.visit.0), Some(told));
    cx.work().await?.changed("inspection", None);
    Ok(())
}

async fn act(cx: &mut Cx<'_>, chosen: (FindingId, i64), deed: FindingDeed, allowed: &[FindingAct]) -> Result<FindingShown, Failure> {
    cx.work().await?;
    let eyes = Eyes::of(cx).await?;
    Box::pin(done(cx, &eyes, chosen, deed, allowed, &mut HashMap::new())).await?;
    Box::pin(shown(cx, &eyes, chosen.0)).await
}

impl Handle for AnswerFinding {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<FindingShown, Failure> {
        Box::pin(act(cx, (self.id, self.version), self.deed, &ANSWERS)).await
    }
}

impl Handle for HandleFinding {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<FindingShown, Failure> {
        Box::pin(act(cx, (self.id, self.version), self.deed, &HANDLES)).await
    }
}

impl Handle for DecideFinding {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<FindingShown, Failure> {
        Box::pin(act(cx, (self.id, self.version), self.deed, &DECIDES)).await
    }
}

impl Handle for ConfirmFinding {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<FindingShown, Failure> {
        let deed = FindingDeed { act: FindingAct::Confirmed, words: self.words, ..FindingDeed::default() };
        Box::pin(act(cx, (self.id, self.version), deed, &[FindingAct::Confirmed])).await
    }
}

fn several(field: &str, n: usize) -> Result<(), ApiError> {
    if (1..=SEVERAL).contains(&n) { Ok(()) } else { Err(ApiError::invalid(field, "range").with("from", 1).with("to", SEVERAL)) }
}

impl Handle for HandleFindings {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<FindingsHandled, Failure> {
        cx.work().await?;
        several("findings", self.findings.len())?;
        let eyes = Eyes::of(cx).await?;
        let act = match self.act {
            BatchAct::Issue => FindingAct::Issued,
            BatchAct::Urge => FindingAct::Urged,
        };
        let (mut handled, mut numbers) = (FindingsHandled { done: Vec::new(), left: Vec::new(), notices: Vec::new() }, HashMap::new());
        for chosen in self.findings {
            let deed = FindingDeed { act, words: self.words.clone(), day: self.day, ..FindingDeed::default() };
            match Box::pin(done(cx, &eyes, (chosen.id, chosen.version), deed, &HANDLES, &mut numbers)).await {
                Ok(()) => handled.done.push(ChosenFinding { id: chosen.id, version: chosen.version + 1 }),
                Err(Failure::Api(error)) => handled.left.push(LeftFinding { id: chosen.id, error }),
                Err(failure) => return Err(failure),
            }
        }
        handled.notices = numbers.into_values().collect();
        handled.notices.sort();
        Ok(handled)
    }
}

impl Handle for TakeReply {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<FindingsHandled, Failure> {
        cx.work().await?;
        several("replies", self.replies.len())?;
        let eyes = Eyes::of(cx).await?;
        let filler = within(&self.filler, "filler", 1, SPOT_LIMIT)?.to_owned();
        let notice = self.notice.trim();
        if notice.is_empty() {
            return Err(ApiError::invalid("notice", "required").into());
        }
        let mut handled = FindingsHandled { done: Vec::new(), left: Vec::new(), notices: vec![notice.to_owned()] };
        for (n, reply) in self.replies.into_iter().enumerate() {
            let listed = match found(cx, &eyes, reply.id).await {
                Ok(listed) if listed.finding.course.notice == notice => listed,
                Ok(_) => return Err(ApiError::invalid("notice", "unknown").into()),
                Err(failure) => return Err(failure),
            };
            let id = reply.id;
            let version = Box::pin(replied(cx, &eyes, (n, listed.finding.state), reply, &filler)).await?;
            handled.done.push(ChosenFinding { id, version });
        }
        Ok(handled)
    }
}

impl Handle for TakeLedger {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<FindingsHandled, Failure> {
        cx.work().await?;
        several("replies", self.replies.len())?;
        let eyes = Eyes::of(cx).await?;
        let mut handled = FindingsHandled { done: Vec::new(), left: Vec::new(), notices: Vec::new() };
        for (n, reply) in self.replies.into_iter().enumerate() {
            let listed = found(cx, &eyes, reply.id).await?;
            if !standing(cx, &eyes, &listed).await?.is_checked {
                return Err(refused(Barred::Side).into());
            }
            let id = reply.id;
            let version = Box::pin(replied(cx, &eyes, (n, listed.finding.state), reply, "")).await?;
            handled.done.push(ChosenFinding { id, version });
        }
        Ok(handled)
    }
}

/// Does what the `n`th reply says, of a finding in this state; who told it, if the office enters it. Its version afterwards.
async fn replied(
    cx: &mut Cx<'_>,
    eyes: &Eyes,
    (n, state): (usize, FindingState),
    reply: FindingReply,
    filler: &str,
) -> Result<i64, Failure> {
    let at = |mut error: ApiError| {
        error.field = error.field.map(|field| format!("replies.{n}.{field}"));
        error
    };
    let mut version = reply.version;
    let deed = |act| FindingDeed { act, recipient: filler.to_owned(), ..FindingDeed::default() };
    let told =
        FindingDeed { words: reply.words, proof: reply.proof, ..deed(if reply.done { FindingAct::Mended } else { FindingAct::Reported }) };
    // What comes back shows that the notice was received.
    let signs = (state == FindingState::Issued).then(|| deed(FindingAct::Signed));
    for deed in signs.into_iter().chain([told]) {
        let tried = Box::pin(done(cx, eyes, (reply.id, version), deed, &ANSWERS, &mut HashMap::new())).await;
        match tried {
            Ok(()) => version += 1,
            Err(Failure::Api(error)) if error.code == ErrorCode::Invalid => return Err(at(error).into()),
            Err(failure) => return Err(failure),
        }
    }
    Ok(version)
}
