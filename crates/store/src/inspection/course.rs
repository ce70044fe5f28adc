//! What becomes of a finding: its steps, where it stands, numbers of notices, what is found again.

use super::finding::{Finding, sort_key};
use super::record::Hand;
use crate::db::Conn;
use crate::error::StoreError;
use crate::supervision::{day_text, stored_day};
use crate::{on, sql};
use domain::inspection::checklist::ChecklistId;
use domain::inspection::finding::FindingId;
use domain::inspection::finding::flow::{FindingAct, RecheckWay};
use domain::inspection::plan::VisitId;
use domain::point::PointId;
use domain::time::Instant;
use jiff::civil::Date;
use sqlx::FromRow;

sql! {
    MOVE = "UPDATE inspection_finding SET state = $3, due_day = $4, notice = $5, noticed_day = $6, first_due_day = $7, asked_day = $8, state_before = $9,
            objected_day = $10, mended_day = $11, closed_day = $12, checker = $13, sort_key = $14, moved_at = $15, version = version + 1
        WHERE id = $1 AND version = $2";
    ADD_STEP = "INSERT INTO inspection_finding_step (finding_id, act, words, proof, recipient, way, milestone, day, due_before, due_after, person, who, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    STEPS = "SELECT id, act, words, proof, recipient, way, milestone, day, due_before, due_after, person, who, at FROM inspection_finding_step
        WHERE finding_id = $1 ORDER BY id";
    NUMBERED = "SELECT COUNT(*) FROM inspection_finding WHERE notice = $1";
    OF_NOTICE = "SELECT id FROM inspection_finding WHERE notice = $1 AND notice <> '' ORDER BY id";
    /// The newest finding of the line $3 of the list $2 at the service point $1 from another visit than $4, found on a day from $5 to $6.
    AGAIN = "SELECT MAX(f.id) FROM inspection_finding f JOIN inspection_visit v ON v.id = f.visit_id JOIN inspection_plan p ON p.id = v.plan_id
        WHERE v.point_id = $1 AND p.checklist_id = $2 AND f.line = $3 AND f.visit_id <> $4 AND f.found_day >= $5 AND f.found_day <= $6
            AND v.state = 'visit_agreed' AND f.state NOT IN ('finding_withdrawn', 'finding_cancelled')";
    SET_AGAIN = "UPDATE inspection_finding SET repeat_of = $2 WHERE id = $1";
}

/// Something that was done with a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What.
    pub act: FindingAct,
    /// What was said.
    pub words: String,
    /// 佐证
    pub proof: String,
    /// To whom it goes, or who told what was entered for him.
    pub recipient: String,
    /// 复查方式
    pub way: Option<RecheckWay>,
    /// Of a milestone: which, from 1 on.
    pub milestone: u32,
    /// The day that is told.
    pub day: Option<Date>,
    /// 整改时限 before.
    pub due_before: Option<Date>,
    /// 整改时限 afterwards.
    pub due_after: Option<Date>,
    /// Who: an account's key, or what does without one.
    pub person: String,
    /// By name.
    pub who: String,
    /// When.
    pub at: Instant,
}

#[derive(FromRow)]
struct StepRow {
    id: i64,
    act: String,
    words: String,
    proof: String,
    recipient: String,
    way: String,
    milestone: i64,
    day: String,
    due_before: String,
    due_after: String,
    person: String,
    who: String,
    at: i64,
}

impl TryFrom<StepRow> for Step {
    type Error = StoreError;
    fn try_from(row: StepRow) -> Result<Self, StoreError> {
        let wrong = |column| StoreError::inconsistent("inspection_finding_step", column, row.id);
        let day = |text: &str, column| stored_day(text).map_err(|()| wrong(column));
        Ok(Self {
            act: FindingAct::from_code(&row.act).ok_or_else(|| wrong("act"))?,
            way: match row.way.as_str() {
                "" => None,
                way => Some(RecheckWay::from_code(way).ok_or_else(|| wrong("way"))?),
            },
            milestone: u32::try_from(row.milestone).map_err(|_| wrong("milestone"))?,
            day: day(&row.day, "day")?,
            due_before: day(&row.due_before, "due_before")?,
            due_after: day(&row.due_after, "due_after")?,
            words: row.words,
            proof: row.proof,
            recipient: row.recipient,
            person: row.person,
            who: row.who,
            at: Instant(row.at),
        })
    }
}

/// Moves a finding to where it stands now. False if it has moved since it was read.
pub async fn move_to(conn: &mut Conn<'_>, finding: &Finding) -> Result<bool, StoreError> {
    let course = &finding.course;
    let key = sort_key(finding.state, finding.due, finding.found, course.closed);
    let moved = on!(conn, c => sqlx::query(MOVE)
        .bind(finding.id.0)
        .bind(finding.version)
        .bind(finding.state.code())
        .bind(day_text(finding.due))
        .bind(&course.notice)
        .bind(day_text(course.noticed))
        .bind(day_text(course.first_due))
        .bind(day_text(course.asked))
        .bind(course.before.map_or("", |state| state.code()))
        .bind(day_text(course.objected))
        .bind(day_text(course.mended))
        .bind(day_text(course.closed))
        .bind(&course.checker)
        .bind(&key)
        .bind(course.moved_at.0)
        .execute(c)
        .await?
        .rows_affected());
    Ok(moved == 1)
}

/// Enters what was done.
pub async fn add_step(conn: &mut Conn<'_>, id: FindingId, step: &Step) -> Result<(), StoreError> {
    on!(conn, c => {
        sqlx::query(ADD_STEP)
            .bind(id.0)
            .bind(step.act.code())
            .bind(&step.words)
            .bind(&step.proof)
            .bind(&step.recipient)
            .bind(step.way.map_or("", RecheckWay::code))
            .bind(i64::from(step.milestone))
            .bind(day_text(step.day))
            .bind(day_text(step.due_before))
            .bind(day_text(step.due_after))
            .bind(&step.person)
            .bind(&step.who)
            .bind(step.at.0)
            .execute(c)
            .await?;
    });
    Ok(())
}

/// What was done with a finding, the oldest first.
pub async fn steps(conn: &mut Conn<'_>, id: FindingId) -> Result<Vec<Step>, StoreError> {
    let rows: Vec<StepRow> = on!(conn, c => sqlx::query_as(STEPS).bind(id.0).fetch_all(c).await?);
    rows.into_iter().map(Step::try_from).collect()
}

/// Whether a notice has a number.
pub async fn has_number(conn: &mut Conn<'_>, number: &str) -> Result<bool, StoreError> {
    let (n,): (i64,) = on!(conn, c => sqlx::query_as(NUMBERED).bind(number).fetch_one(c).await?);
    Ok(n > 0)
}

/// The findings that went with a notice.
pub async fn of_notice(conn: &mut Conn<'_>, number: &str) -> Result<Vec<FindingId>, StoreError> {
    let rows: Vec<(i64,)> = on!(conn, c => sqlx::query_as(OF_NOTICE).bind(number).fetch_all(c).await?);
    Ok(rows.into_iter().map(|(id,)| FindingId(id)).collect())
}

/// Keeps of which earlier finding this one is a repeat: the newest of the same line of the same list at the same service point that was found
/// since a day and is neither withdrawn nor cancelled.
pub async fn recognise(
    conn: &mut Conn<'_>,
    finding: &Finding,
    (point, list): (PointId, ChecklistId),
    since: Date,
) -> Result<Option<FindingId>, StoreError> {
    if finding.fields.line.is_empty() {
        return Ok(None);
    }
    let VisitId(visit) = finding.visit;
    let (since, until) = (domain::day::text(since), domain::day::text(finding.found));
    let (again,): (Option<i64>,) = on!(conn, c => sqlx::query_as(AGAIN)
        .bind(point.0)
        .bind(list.0)
        .bind(&finding.fields.line)
        .bind(visit)
        .bind(&since)
        .bind(&until)
        .fetch_one(c)
        .await?);
    if let Some(again) = again {
        on!(conn, c => { sqlx::query(SET_AGAIN).bind(finding.id.0).bind(again).execute(c).await?; });
    }
    Ok(again.map(FindingId))
}

/// A step by a person, with nothing said yet.
pub fn step(act: FindingAct, by: Hand<'_>) -> Step {
    Step {
        act,
        words: String::new(),
        proof: String::new(),
        recipient: String::new(),
        way: None,
        milestone: 0,
        day: None,
        due_before: None,
        due_after: None,
        person: by.person.to_owned(),
        who: by.who.to_owned(),
        at: by.at,
    }
}
