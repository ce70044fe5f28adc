//! 问题: raised, written anew and withdrawn while the visit is being written; what becomes of them afterwards stands in `course`.

use super::Eyes;
use super::records::{finding_row, list, noted, writing};
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::items;
use crate::places::conflict;
use crate::ratings::within;
use api::inspection::{FindingRow, SaveFinding, WithdrawFinding};
use api::{ApiError, ErrorCode};
use domain::calendar::Unit;
use domain::inspection::checklist::ListFields;
use domain::inspection::finding::{DAYS_MOST, FINDINGS_MOST, FindingFields, FindingId, FindingState, Remedy};
use domain::inspection::plan::VisitId;
use domain::supervision::flow::{REASON_LEAST, WORDS_LIMIT};
use jiff::civil::Date;
use serde_json::json;
use store::calendar::calendar;
use store::inspection::finding::{self, Finding};
use store::inspection::record::Hand;

/// What it says, with 五统一 of the line from which it was raised.
fn checked(fields: FindingFields, list: &ListFields) -> Result<FindingFields, ApiError> {
    let mut fields = fields.tidy();
    if !fields.line.is_empty() {
        let line = list.lines.iter().find(|line| line.no == fields.line).ok_or_else(|| ApiError::invalid("line", "unknown"))?;
        fields.unified = line.unified;
    }
    match fields.problem() {
        Some(problem) if problem.at.path() == "days" => Err(ApiError::invalid("days", "range").with("from", 1).with("to", DAYS_MOST)),
        Some(problem) => Err(items::check::wrong(&problem)),
        None => Ok(fields),
    }
}

/// By when it is to be put right: what is put right at once, on the day itself.
async fn due(cx: &mut Cx<'_>, fields: &FindingFields, found: Date) -> Result<Option<Date>, Failure> {
    match fields.remedy {
        Remedy::OnTheSpot => Ok(Some(found)),
        Remedy::Referred => Ok(None),
        Remedy::Limited | Remedy::Long => {
            let counted = calendar(&mut cx.conn().await?).await?.count(found, fields.days, Unit::Workday);
            let counted = counted.map_err(|_| ApiError::invalid("days", "range").with("from", 1).with("to", DAYS_MOST))?;
            Ok(Some(counted.last))
        }
    }
}

async fn read(cx: &mut Cx<'_>, visit: VisitId, id: FindingId, version: i64) -> Result<Finding, Failure> {
    let found = finding::find(&mut cx.conn().await?, visit, id).await?.ok_or(ErrorCode::NotFound)?;
    if found.state == FindingState::Withdrawn {
        return Err(ApiError::invalid("id", "finding_withdrawn").into());
    }
    // 立行立改 that was confirmed stays as it was confirmed, also where the visit is sent back.
    if found.state != FindingState::Open {
        return Err(ApiError::invalid("id", "finding_state").with("state", found.state.code()).into());
    }
    if found.version == version { Ok(found) } else { Err(conflict(&finding_row(found))?) }
}

async fn stands(cx: &mut Cx<'_>, visit: VisitId, id: FindingId) -> Result<FindingRow, Failure> {
    Ok(finding_row(finding::find(&mut cx.conn().await?, visit, id).await?.ok_or(ErrorCode::NotFound)?))
}

impl Handle for SaveFinding {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<FindingRow, Failure> {
        cx.work().await?;
        let (eyes, now) = (Eyes::of(cx).await?, cx.now);
        let (visit, record) = writing(cx, &eyes, self.visit).await?;
        let fields = checked(self.fields, &list(cx, &visit).await?)?;
        let (id, before) = if let Some(id) = self.id {
            let before = read(cx, self.visit, id, self.version).await?;
            let due = due(cx, &fields, before.found).await?;
            if !finding::save(&mut cx.conn().await?, id, self.version, &fields, due).await? {
                return Err(conflict(&stands(cx, self.visit, id).await?)?);
            }
            (id, Some(before.fields))
        } else {
            if finding::of(&mut cx.conn().await?, self.visit).await?.len() >= FINDINGS_MOST {
                return Err(ApiError::invalid("visit", "too_many").with("max", FINDINGS_MOST).into());
            }
            // What is written down afterwards was found while they were there.
            let found = record.party.began.unwrap_or(now).day();
            let due = due(cx, &fields, found).await?;
            let by = Hand { person: &eyes.person, who: &eyes.who, at: now };
            (finding::add(&mut cx.conn().await?, self.visit, &fields, (found, due), by).await?, None)
        };
        noted(cx, &visit, json!({ "finding": id.0, "before": before, "after": fields })).await?;
        stands(cx, self.visit, id).await
    }
}

impl Handle for WithdrawFinding {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<FindingRow, Failure> {
        cx.work().await?;
        let eyes = Eyes::of(cx).await?;
        let reason = within(&self.reason, "reason", REASON_LEAST, WORDS_LIMIT)?.to_owned();
        let (visit, _) = writing(cx, &eyes, self.visit).await?;
        read(cx, self.visit, self.id, self.version).await?;
        if !finding::withdraw(&mut cx.conn().await?, self.id, self.version, &reason).await? {
            return Err(conflict(&stands(cx, self.visit, self.id).await?)?);
        }
        noted(cx, &visit, json!({ "finding": self.id.0, "reason": reason })).await?;
        stands(cx, self.visit, self.id).await
    }
}
