//! 现场检查: a visit is begun, who was there is said, lines are answered. Whoever is sent there writes, nobody else.
//!
//! An answer is made upon the version that its writer has read: if somebody else has answered the line meanwhile, nothing is written, and what
//! stands there comes back beside what he wrote. Sending the same again changes nothing.

use super::{Eyes, visits};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::items;
use crate::places::conflict;
use api::inspection::{
    AnswerRow, AnswerSaved, AnswersShown, BeginVisit, FindingRow, LineReason, Party, PartySaved, RecordShown, SaveAnswer, SaveParty,
    ShowAnswers, ShowVisit, StationFacts, VisitMay, VisitRound, VisitShown,
};
use api::{ApiError, ErrorCode};
use domain::inspection::checklist::ListFields;
use domain::inspection::checklist::score::Score;
use domain::inspection::finding::FindingState;
use domain::inspection::plan::{VisitId, VisitState};
use domain::inspection::visit::{Filled, Missing, PartyFields, Signing, VisitAct, missing, score};
use domain::time::Instant;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use store::inspection::finding::Finding;
use store::inspection::record::{self, Answered, Hand, Record, Round};
use store::inspection::visit::{self, Visit};
use store::inspection::{checklist, finding};
use store::{place, point};

/// Microseconds of a minute: times of a visit are told by the minute.
const MINUTE: i64 = 60_000_000;

/// A visit that the caller may know of.
pub(super) async fn seen(cx: &mut Cx<'_>, eyes: &Eyes, id: VisitId) -> Result<Visit, Failure> {
    let today = cx.today();
    Ok(visit::seen(&mut cx.conn().await?, id, &eyes.seeing, today).await?.ok_or(ErrorCode::NotFound)?)
}

/// Where an act leads, or that it can't be done where the visit is.
pub(super) fn lead(visit: &Visit, act: VisitAct) -> Result<VisitState, ApiError> {
    visit.state.after(act).ok_or_else(|| wrong_state(visit))
}

fn wrong_state(visit: &Visit) -> ApiError {
    ApiError::invalid("id", "visit_state").with("state", visit.state.code())
}

fn sent(eyes: &Eyes, visit: &Visit) -> Result<(), ApiError> {
    if eyes.is_sent(visit) { Ok(()) } else { Err(ApiError::invalid("id", "visit_not_yours")) }
}

/// A visit in which the caller writes, and its record.
pub(super) async fn writing(cx: &mut Cx<'_>, eyes: &Eyes, id: VisitId) -> Result<(Visit, Record), Failure> {
    let visit = seen(cx, eyes, id).await?;
    sent(eyes, &visit)?;
    if !visit.state.is_written() {
        return Err(wrong_state(&visit).into());
    }
    let record = record::find(&mut cx.conn().await?, id).await?.ok_or(ErrorCode::NotFound)?;
    Ok((visit, record))
}

/// The list that the plan of a visit holds on to.
pub(super) async fn list(cx: &mut Cx<'_>, visit: &Visit) -> Result<ListFields, Failure> {
    let found = checklist::content(&mut cx.conn().await?, visit.checklist).await?;
    Ok(found.map(|(_, list)| list).ok_or(ErrorCode::NotFound)?)
}

/// Answers by line.
pub(super) async fn filled(cx: &mut Cx<'_>, id: VisitId) -> Result<BTreeMap<String, Filled>, Failure> {
    let answers = record::answers(&mut cx.conn().await?, id).await?;
    Ok(answers.into_iter().map(|answer| (answer.line, answer.filled)).collect())
}

pub(super) fn answer_row(answer: Answered) -> AnswerRow {
    AnswerRow { line: answer.line, filled: answer.filled, who: answer.who, at: answer.at, version: answer.version }
}

pub(super) fn finding_row(finding: Finding) -> FindingRow {
    FindingRow {
        id: finding.id,
        visit: finding.visit,
        state: finding.state,
        found: finding.found,
        due: finding.due,
        fields: finding.fields,
        reason: finding.reason,
        who: finding.who,
        at: finding.at,
        version: finding.version,
    }
}

fn round(round: Round) -> VisitRound {
    VisitRound {
        no: round.no,
        submitted_by: round.submitted_by,
        submitted_at: round.submitted_at,
        verdict: VisitAct::from_code(&round.verdict),
        opinion: round.opinion,
        reasons: round.reasons.into_iter().map(|(line, reason)| LineReason { line, reason }).collect(),
        decided_by: round.decided_by,
        decided_at: round.decided_at,
    }
}

async fn may(cx: &mut Cx<'_>, eyes: &Eyes, visit: &Visit) -> Result<Vec<VisitMay>, Failure> {
    let (is_sent, today) = (eyes.is_sent(visit), cx.today());
    let writes = is_sent && visit.state.is_written();
    let reviews = visit.state == VisitState::Submitted && super::reviews::barred(cx, eyes, visit).await?.is_none();
    // Packets carry none: they come with the camera's folder in the office.
    let keeps_photos =
        visit.state.is_begun() && super::photos::keeps(eyes, visit) && !crate::packets::is_outpost(&mut cx.conn().await?).await?;
    let all = [
        (VisitMay::Begin, is_sent && visit.state == VisitState::Waiting && today >= visit.from),
        (VisitMay::Write, writes),
        (VisitMay::Submit, writes),
        (VisitMay::Review, reviews),
        (VisitMay::Export, visit.state.counts()),
        (VisitMay::KeepPhotos, keeps_photos),
    ];
    Ok(all.into_iter().filter(|(_, may)| *may).map(|(one, _)| one).collect())
}

/// What was written. The checked side reads what came of it: not what was said among those who checked, nor what was taken back.
async fn record_shown(cx: &mut Cx<'_>, eyes: &Eyes, visit: &Visit, record: Record, list: &ListFields) -> Result<RecordShown, Failure> {
    let is_inside = eyes.sees_all() || eyes.is_sent(visit);
    let conn = &mut cx.conn().await?;
    let answers = record::answers(conn, visit.id).await?;
    let findings = finding::of(conn, visit.id).await?;
    let rounds = if is_inside { record::rounds(conn, visit.id).await? } else { Vec::new() };
    let by_line: BTreeMap<String, Filled> = answers.iter().map(|answer| (answer.line.clone(), answer.filled.clone())).collect();
    let photos = super::photos::shown(cx, eyes, visit, &record).await?;
    let is_fixed = record.score.is_some();
    let missing = if visit.state.is_written() { missing(&list.lines, &by_line, &record.party, visit.cover) } else { Vec::new() };
    Ok(RecordShown {
        begun_by: record.begun_name,
        begun_at: record.begun_at,
        score: record.score.unwrap_or_else(|| score(&list.lines, &by_line)),
        is_fixed,
        missing,
        party: Party { fields: record.party, version: record.version },
        answers: answers.into_iter().map(answer_row).collect(),
        findings: findings.into_iter().filter(|one| is_inside || one.state != FindingState::Withdrawn).map(finding_row).collect(),
        photos,
        rounds: rounds.into_iter().map(round).collect(),
    })
}

/// A visit with everything that is needed there.
pub(super) async fn shown(cx: &mut Cx<'_>, eyes: &Eyes, id: VisitId) -> Result<VisitShown, Failure> {
    let (today, visit) = (cx.today(), seen(cx, eyes, id).await?);
    let list = list(cx, &visit).await?;
    let conn = &mut cx.conn().await?;
    let point = point::of_visit(conn, &visit).await?.ok_or(ErrorCode::NotFound)?;
    let at = place::find(conn, visit.spot.place).await?.ok_or(ErrorCode::NotFound)?;
    let last = visit::last_agreed(conn, id, &eyes.seeing, today).await?;
    let open = finding::at_place(conn, id, &eyes.seeing, today).await?;
    let found = record::find(conn, id).await?;
    let record = match found {
        Some(found) => Some(Box::pin(record_shown(cx, eyes, &visit, found, &list)).await?),
        None => None,
    };
    Ok(VisitShown {
        may: may(cx, eyes, &visit).await?,
        visit: visits::row(visit, eyes),
        station: StationFacts { kind: point.kind, code: at.code.as_str().to_owned(), fields: point.fields },
        last: last.map(|last| visits::row(last, eyes)),
        open_findings: open.into_iter().map(finding_row).collect(),
        list,
        record,
    })
}

impl Handle for ShowVisit {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<VisitShown, Failure> {
        let eyes = Eyes::of(cx).await?;
        Box::pin(shown(cx, &eyes, self.id)).await
    }
}

/// Enters in the log what was done on a visit, and tells everybody who shows one. Which it is would tell of one under cover.
pub(super) async fn noted(cx: &mut Cx<'_>, visit: &Visit, values: Value) -> Result<(), Failure> {
    let mut told = json!({ "number": visit.number, "title": visit.title, "point": visit.point_name });
    if let (Value::Object(told), Value::Object(values)) = (&mut told, values) {
        told.extend(values);
    }
    cx.note(format!("inspection_visit:{}", visit.id.0), Some(told));
    cx.work().await?.changed("inspection", None);
    Ok(())
}

/// Moves a visit on, or tells what somebody else has made of it meanwhile.
pub(super) async fn moved(cx: &mut Cx<'_>, eyes: &Eyes, visit: &Visit, state: VisitState) -> Result<(), Failure> {
    if visit::move_to(&mut cx.conn().await?, visit, state).await? {
        Ok(())
    } else {
        Err(conflict(&Box::pin(shown(cx, eyes, visit.id)).await?)?)
    }
}

/// A visit as it was read, or what has become of it since.
pub(super) async fn read(cx: &mut Cx<'_>, eyes: &Eyes, id: VisitId, version: i64) -> Result<Visit, Failure> {
    let visit = seen(cx, eyes, id).await?;
    if visit.version == version { Ok(visit) } else { Err(conflict(&Box::pin(shown(cx, eyes, id)).await?)?) }
}

impl Handle for BeginVisit {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<VisitShown, Failure> {
        cx.work().await?;
        let (eyes, today, now) = (Eyes::of(cx).await?, cx.today(), cx.now);
        let visit = read(cx, &eyes, self.id, self.version).await?;
        sent(&eyes, &visit)?;
        let state = lead(&visit, VisitAct::Begun)?;
        if today < visit.from {
            return Err(ApiError::invalid("id", "visit_early").with("min", visit.from).into());
        }
        // Of what is written down after the period (补录) the times are told.
        let minute = Instant(now.0 - now.0.rem_euclid(MINUTE));
        let began = (today <= visit.until).then_some(minute);
        let party = PartyFields { present: visit.goers.iter().map(|goer| goer.account).collect(), began, ..PartyFields::default() };
        moved(cx, &eyes, &visit, state).await?;
        let by = Hand { person: &eyes.person, who: &eyes.who, at: now };
        if !record::begin(&mut cx.conn().await?, self.id, &party, by).await? {
            return Err(wrong_state(&visit).into());
        }
        noted(cx, &visit, json!({ "act": VisitAct::Begun.code() })).await?;
        Box::pin(shown(cx, &eyes, self.id)).await
    }
}

/// Who was there as the log tells it: without whoever received them.
fn logged(fields: &PartyFields, visit: &Visit) -> Value {
    let present: Vec<&str> =
        visit.goers.iter().filter(|goer| fields.present.contains(&goer.account)).map(|goer| goer.name.as_str()).collect();
    json!({ "present": present, "signing": fields.signing.code(), "began": fields.began.map(|at| at.text()), "ended": fields.ended.map(|at| at.text()) })
}

/// Refused if it says what can't be.
fn possible(fields: &PartyFields, visit: &Visit, now: Instant) -> Result<(), ApiError> {
    if let Some(problem) = fields.problem() {
        return Err(items::check::wrong(&problem));
    }
    if fields.present.iter().any(|one| visit.goers.iter().all(|goer| goer.account != *one)) {
        return Err(ApiError::invalid("present", "visit_not_sent"));
    }
    if fields.signing == Signing::Signed && fields.receiver.is_empty() {
        return Err(ApiError::invalid("receiver", "required"));
    }
    for (field, at) in [("began", fields.began), ("ended", fields.ended)] {
        let Some(at) = at else { continue };
        match () {
            () if at > now => return Err(ApiError::invalid(field, "future").with("max", now.day())),
            () if at.day() < visit.from => return Err(ApiError::invalid(field, "too_early").with("min", visit.from)),
            () if at.day() > visit.until => return Err(ApiError::invalid(field, "too_late").with("max", visit.until)),
            () => {}
        }
    }
    Ok(())
}

impl Handle for SaveParty {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<PartySaved, Failure> {
        cx.work().await?;
        let (eyes, now) = (Eyes::of(cx).await?, cx.now);
        let (visit, record) = writing(cx, &eyes, self.visit).await?;
        let fields = self.fields.tidy();
        possible(&fields, &visit, now)?;
        if fields != record.party {
            let is_as_read = record.version == self.version;
            if !is_as_read || !record::set_party(&mut cx.conn().await?, self.visit, self.version, &fields).await? {
                let party = Party { fields: record.party, version: record.version };
                return Err(conflict(&PartySaved { visit: self.visit, party, missing: Vec::new() })?);
            }
            noted(cx, &visit, json!({ "before": logged(&record.party, &visit), "after": logged(&fields, &visit) })).await?;
        }
        let (list, answers) = (list(cx, &visit).await?, filled(cx, self.visit).await?);
        let record = record::find(&mut cx.conn().await?, self.visit).await?.ok_or(ErrorCode::NotFound)?;
        let missing = missing(&list.lines, &answers, &record.party, visit.cover);
        Ok(PartySaved { visit: self.visit, party: Party { fields: record.party, version: record.version }, missing })
    }
}

/// What a visit is worth now, and what is missing.
async fn reckoned(cx: &mut Cx<'_>, visit: &Visit, party: &PartyFields, list: &ListFields) -> Result<(Score, Vec<Missing>), Failure> {
    let answers = filled(cx, visit.id).await?;
    Ok((score(&list.lines, &answers), missing(&list.lines, &answers, party, visit.cover)))
}

impl Handle for SaveAnswer {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<AnswerSaved, Failure> {
        cx.work().await?;
        let (eyes, now) = (Eyes::of(cx).await?, cx.now);
        let (visit, record) = writing(cx, &eyes, self.visit).await?;
        let list = list(cx, &visit).await?;
        if list.lines.iter().all(|line| line.no != self.line) {
            return Err(ApiError::invalid("line", "unknown").into());
        }
        let filled = self.filled.tidy();
        if let Some(problem) = filled.problem() {
            return Err(items::check::wrong(&problem).into());
        }
        let before = record::answer(&mut cx.conn().await?, self.visit, &self.line).await?;
        let is_same = before.as_ref().is_some_and(|before| before.filled == filled);
        if !is_same {
            let stands = before.as_ref().map_or(0, |before| before.version);
            let by = Hand { person: &eyes.person, who: &eyes.who, at: now };
            let is_as_read = stands == self.version;
            let saved = is_as_read && record::save_answer(&mut cx.conn().await?, self.visit, &self.line, stands, &filled, by).await?;
            if !saved {
                let none = Answered {
                    line: self.line.clone(),
                    filled: Filled::default(),
                    person: String::new(),
                    who: String::new(),
                    at: now,
                    version: 0,
                };
                let stands = record::answer(&mut cx.conn().await?, self.visit, &self.line).await?;
                return Err(conflict(&answer_row(stands.unwrap_or(none)))?);
            }
            let before = before.map(|before| before.filled);
            noted(cx, &visit, json!({ "line": self.line, "before": before, "after": filled })).await?;
        }
        let answer = record::answer(&mut cx.conn().await?, self.visit, &self.line).await?.ok_or(ErrorCode::NotFound)?;
        let (score, missing) = reckoned(cx, &visit, &record.party, &list).await?;
        Ok(AnswerSaved { answer: answer_row(answer), score, missing })
    }
}

impl Handle for ShowAnswers {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<AnswersShown, Failure> {
        let eyes = Eyes::of(cx).await?;
        let visit = seen(cx, &eyes, self.visit).await?;
        if !eyes.sees_all() && !eyes.is_sent(&visit) {
            return Err(ErrorCode::NotFound.into());
        }
        let conn = &mut cx.conn().await?;
        let now = record::answer(conn, self.visit, &self.line).await?;
        let past = record::past(conn, self.visit, &self.line).await?;
        Ok(AnswersShown { answers: now.into_iter().chain(past).map(answer_row).collect() })
    }
}
