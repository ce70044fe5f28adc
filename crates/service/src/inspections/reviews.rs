//! A record is handed in, and agreed to or sent back by somebody who was not there. What a review agreed to is kept with its score.

use super::records::{filled, lead, list, moved, noted, read, shown, writing};
use super::{Eyes, years};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::places::conflict;
use crate::ratings::within;
use api::inspection::{LineReason, ReviewVisit, SubmitVisit, VisitShown, VisitVerdict};
use api::{ApiError, ErrorCode};
use domain::day::later;
use domain::inspection::checklist::ListFields;
use domain::inspection::finding::FindingState;
use domain::inspection::visit::{ANSWER_LIMIT, VisitAct, missing, score};
use domain::supervision::flow::{REASON_LEAST, WORDS_LIMIT};
use serde_json::json;
use store::inspection::record::{self, Decision, Hand};
use store::inspection::visit::Visit;
use store::inspection::{course, finding};

/// Why the caller can't review a visit; none: he can.
pub(super) async fn barred(cx: &mut Cx<'_>, eyes: &Eyes, visit: &Visit) -> Result<Option<ApiError>, Failure> {
    if !eyes.approves {
        return Ok(Some(ErrorCode::NotPermitted.into()));
    }
    let hands = record::hands(&mut cx.conn().await?, visit.id).await?;
    let is_own = eyes.is_sent(visit) || hands.contains(&eyes.person);
    Ok(is_own.then(|| ApiError::invalid("id", "visit_own")))
}

impl Handle for SubmitVisit {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<VisitShown, Failure> {
        cx.work().await?;
        let (eyes, now) = (Eyes::of(cx).await?, cx.now);
        let visit = read(cx, &eyes, self.id, self.version).await?;
        let (_, record) = writing(cx, &eyes, self.id).await?;
        let state = lead(&visit, VisitAct::Submitted)?;
        let (list, answers) = (list(cx, &visit).await?, filled(cx, self.id).await?);
        let missing = missing(&list.lines, &answers, &record.party, visit.cover);
        if !missing.is_empty() {
            let told = serde_json::to_string(&missing)?;
            return Err(ApiError::invalid("id", "visit_missing").with("n", missing.len()).with("missing", told).into());
        }
        moved(cx, &eyes, &visit, state).await?;
        let by = Hand { person: &eyes.person, who: &eyes.who, at: now };
        let round = record::submit(&mut cx.conn().await?, self.id, by).await?;
        noted(cx, &visit, json!({ "act": VisitAct::Submitted.code(), "round": round })).await?;
        Box::pin(shown(cx, &eyes, self.id)).await
    }
}

/// Lines with what is to be mended there, each once.
fn reasons(asked: Vec<LineReason>, list: &ListFields) -> Result<Vec<(String, String)>, ApiError> {
    let mut all: Vec<(String, String)> = Vec::with_capacity(asked.len());
    for (n, one) in asked.into_iter().enumerate() {
        if list.lines.iter().all(|line| line.no != one.line) {
            return Err(ApiError::invalid(&format!("reasons.{n}.line"), "unknown"));
        }
        if all.iter().any(|(line, _)| *line == one.line) {
            return Err(ApiError::invalid(&format!("reasons.{n}.line"), "twice"));
        }
        let reason = within(&one.reason, &format!("reasons.{n}.reason"), REASON_LEAST, ANSWER_LIMIT)?.to_owned();
        all.push((one.line, reason));
    }
    Ok(all)
}

/// Recognises what was found before at the same station and line (重复问题); how many.
async fn again(cx: &mut Cx<'_>, visit: &Visit) -> Result<usize, Failure> {
    let conn = &mut cx.conn().await?;
    let days = years::rules(conn).await?.again_days;
    if days == 0 {
        return Ok(0);
    }
    let mut n = 0;
    let at = (visit.spot.point, visit.checklist.list);
    for one in finding::of(conn, visit.id).await? {
        if one.state == FindingState::Withdrawn {
            continue;
        }
        let since = later(one.found, -i64::from(days));
        n += usize::from(course::recognise(conn, &one, at, since).await?.is_some());
    }
    Ok(n)
}

impl Handle for ReviewVisit {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<VisitShown, Failure> {
        cx.work().await?;
        let (eyes, now) = (Eyes::of(cx).await?, cx.now);
        let visit = read(cx, &eyes, self.id, self.version).await?;
        let act = match self.verdict {
            VisitVerdict::Agree => VisitAct::Agreed,
            VisitVerdict::Return => VisitAct::Returned,
        };
        let state = lead(&visit, act)?;
        if let Some(why) = barred(cx, &eyes, &visit).await? {
            return Err(why.into());
        }
        let list = list(cx, &visit).await?;
        let reasons = reasons(self.reasons, &list)?;
        let least = match self.verdict {
            VisitVerdict::Return if reasons.is_empty() => REASON_LEAST,
            VisitVerdict::Return | VisitVerdict::Agree => 0,
        };
        let opinion = within(&self.opinion, "opinion", least, WORDS_LIMIT)?.to_owned();
        if self.verdict == VisitVerdict::Agree && !reasons.is_empty() {
            return Err(ApiError::invalid("reasons", "visit_agreed_lines").into());
        }
        let record = record::find(&mut cx.conn().await?, self.id).await?.ok_or(ErrorCode::NotFound)?;
        moved(cx, &eyes, &visit, state).await?;
        let by = Hand { person: &eyes.person, who: &eyes.who, at: now };
        let said = Decision { verdict: act.code(), opinion: &opinion, reasons: &reasons };
        if !record::decide(&mut cx.conn().await?, self.id, record.round, said, by).await? {
            return Err(conflict(&Box::pin(shown(cx, &eyes, self.id)).await?)?);
        }
        let mut told = json!({ "act": act.code(), "round": record.round, "opinion": opinion, "lines": reasons });
        if act == VisitAct::Agreed {
            let score = score(&list.lines, &filled(cx, self.id).await?);
            if !record::agree(&mut cx.conn().await?, self.id, &score, now).await? {
                return Err(conflict(&Box::pin(shown(cx, &eyes, self.id)).await?)?);
            }
            told["score"] = json!(score.all);
            let again = again(cx, &visit).await?;
            if again > 0 {
                told["again"] = json!(again);
            }
        }
        noted(cx, &visit, told).await?;
        Box::pin(shown(cx, &eyes, self.id)).await
    }
}
