//! Findings of visits: raised, written anew, withdrawn. `course`: what becomes of them; `ledger`: 整改台账.

use super::record::Hand;
use super::{Seeing, visible};
use crate::db::Conn;
use crate::error::StoreError;
use crate::supervision::{day_text, stored_day};
use crate::{on, sql};
use domain::inspection::finding::{FindingFields, FindingId, FindingState};
use domain::inspection::plan::VisitId;
use domain::time::Instant;
use jiff::civil::Date;
use sqlx::FromRow;

/// What a finding `f` is read from.
macro_rules! columns {
    () => {
        "SELECT f.id, f.visit_id, f.state, f.found_day, f.due_day, f.content, f.reason, f.person, f.who, f.at, f.version, f.notice, f.noticed_day,
            f.first_due_day, f.asked_day, f.state_before, f.objected_day, f.mended_day, f.closed_day, f.checker, f.repeat_of, f.moved_at"
    };
}
pub(super) use columns;

macro_rules! row {
    () => {
        concat!(columns!(), " FROM inspection_finding f")
    };
}

sql! {
    OF = concat!(row!(), " WHERE f.visit_id = $1 ORDER BY f.id");
    ONE = concat!(row!(), " WHERE f.id = $1 AND f.visit_id = $2");
    ADD = "INSERT INTO inspection_finding (visit_id, line, unified, severity, remedy, found_day, due_day, content, person, who, at, sort_key, moved_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $11) RETURNING id";
    /// On a laptop: keys of its own, which nothing has that comes from the office (`domain::packet::MADE_OUTSIDE`). None is ever used again: a newer
    /// packet takes rows away, and what was made is still told by the outbox.
    ADD_OUTSIDE = "INSERT INTO inspection_finding (visit_id, line, unified, severity, remedy, found_day, due_day, content, person, who, at, sort_key, moved_at, id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $11,
            (SELECT CASE WHEN MAX(k.taken) >= 1099511627776 THEN MAX(k.taken) + 1 ELSE 1099511627776 END
                FROM (SELECT MAX(id) AS taken FROM inspection_finding UNION ALL SELECT MAX(made) FROM packet_outbox) AS k)) RETURNING id";
    SAVE = "UPDATE inspection_finding SET line = $3, unified = $4, severity = $5, remedy = $6, due_day = $7, content = $8, sort_key = $9,
            version = version + 1
        WHERE id = $1 AND version = $2 AND state = 'finding_open'";
    WITHDRAW = "UPDATE inspection_finding SET state = 'finding_withdrawn', reason = $3, version = version + 1
        WHERE id = $1 AND version = $2 AND state = 'finding_open'";
    /// What is open at the place of the visit $1 from others that were handed in, as far as who asks may see it: as for visits.
    AT_PLACE = concat!(row!(), " JOIN inspection_visit v ON v.id = f.visit_id JOIN inspection_plan p ON p.id = v.plan_id
        WHERE v.place_id = (SELECT place_id FROM inspection_visit WHERE id = $1) AND v.id <> $1
            AND f.state NOT IN ('finding_closed', 'finding_cancelled', 'finding_withdrawn') AND v.state IN ('visit_submitted', 'visit_agreed')
            AND ($2 <> '' OR EXISTS (SELECT 1 FROM inspection_goer g WHERE g.visit_id = v.id AND g.person = $6)
                OR (v.state = 'visit_agreed' AND EXISTS (SELECT 1 FROM place_closure c WHERE c.descendant_id = v.place_id AND $5 LIKE '%,' || c.ancestor_id || ',%')
                    AND ", visible!("$2", "$3", "$4"), "))
        ORDER BY f.due_day, f.id LIMIT 200");
}

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which.
    pub id: FindingId,
    /// Of which visit.
    pub visit: VisitId,
    /// How far it is.
    pub state: FindingState,
    /// 发现日期
    pub found: Date,
    /// 整改时限
    pub due: Option<Date>,
    /// What it says.
    pub fields: FindingFields,
    /// Why it was withdrawn.
    pub reason: String,
    /// Who raised it: an account's key.
    pub person: String,
    /// By name.
    pub who: String,
    /// When.
    pub at: Instant,
    /// What has become of it.
    pub course: Course,
    /// Moves by one with every change.
    pub version: i64,
}

/// What has become of a finding, as far as lists tell it; its steps tell the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// 整改通知书: its number; empty while none was sent.
    pub notice: String,
    /// When it was sent.
    pub noticed: Option<Date>,
    /// 原定时限
    pub first_due: Option<Date>,
    /// The day that is asked for and not decided about.
    pub asked: Option<Date>,
    /// Where it stood when 复核 was asked for.
    pub before: Option<FindingState>,
    /// When that was.
    pub objected: Option<Date>,
    /// When it was last reported as put right.
    pub mended: Option<Date>,
    /// 销号日期
    pub closed: Option<Date>,
    /// 复查人
    pub checker: String,
    /// The earlier one of which it is a repeat.
    pub repeat_of: Option<FindingId>,
    /// When something was last done with it.
    pub moved_at: Instant,
}

/// By what the ledger is ordered: what is open by its last day, then what is settled by when it was.
pub(super) fn sort_key(state: FindingState, due: Option<Date>, found: Date, closed: Option<Date>) -> String {
    if state.is_open() {
        format!("0:{}", due.map_or_else(|| "~".to_owned(), domain::day::text))
    } else {
        format!("1:{}", domain::day::text(closed.unwrap_or(found)))
    }
}

#[derive(FromRow)]
pub(super) struct Row {
    id: i64,
    visit_id: i64,
    state: String,
    found_day: String,
    due_day: String,
    content: String,
    reason: String,
    person: String,
    who: String,
    at: i64,
    version: i64,
    notice: String,
    noticed_day: String,
    first_due_day: String,
    asked_day: String,
    state_before: String,
    objected_day: String,
    mended_day: String,
    closed_day: String,
    checker: String,
    repeat_of: Option<i64>,
    moved_at: i64,
}

impl TryFrom<Row> for Finding {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let wrong = |column| StoreError::inconsistent("inspection_finding", column, row.id);
        let day = |text: &str, column| stored_day(text).map_err(|()| wrong(column));
        let course = Course {
            noticed: day(&row.noticed_day, "noticed_day")?,
            first_due: day(&row.first_due_day, "first_due_day")?,
            asked: day(&row.asked_day, "asked_day")?,
            before: match row.state_before.as_str() {
                "" => None,
                state => Some(FindingState::from_code(state).ok_or_else(|| wrong("state_before"))?),
            },
            objected: day(&row.objected_day, "objected_day")?,
            mended: day(&row.mended_day, "mended_day")?,
            closed: day(&row.closed_day, "closed_day")?,
            notice: row.notice,
            checker: row.checker,
            repeat_of: row.repeat_of.map(FindingId),
            moved_at: Instant(row.moved_at),
        };
        Ok(Self {
            id: FindingId(row.id),
            visit: VisitId(row.visit_id),
            state: FindingState::from_code(&row.state).ok_or_else(|| wrong("state"))?,
            found: domain::day::of_text(&row.found_day).ok_or_else(|| wrong("found_day"))?,
            due: day(&row.due_day, "due_day")?,
            fields: serde_json::from_str(&row.content).map_err(|_| wrong("content"))?,
            reason: row.reason,
            person: row.person,
            course,
            who: row.who,
            at: Instant(row.at),
            version: row.version,
        })
    }
}

fn content(fields: &FindingFields, id: i64) -> Result<String, StoreError> {
    serde_json::to_string(fields).map_err(|_| StoreError::inconsistent("inspection_finding", "content", id))
}

/// The findings of a visit, as they were raised.
pub async fn of(conn: &mut Conn<'_>, visit: VisitId) -> Result<Vec<Finding>, StoreError> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(OF).bind(visit.0).fetch_all(c).await?);
    rows.into_iter().map(Finding::try_from).collect()
}

/// A finding of a visit.
pub async fn find(conn: &mut Conn<'_>, visit: VisitId, id: FindingId) -> Result<Option<Finding>, StoreError> {
    let row: Option<Row> = on!(conn, c => sqlx::query_as(ONE).bind(id.0).bind(visit.0).fetch_optional(c).await?);
    row.map(Finding::try_from).transpose()
}

/// What is open at the place of a visit from other visits.
pub async fn at_place(conn: &mut Conn<'_>, visit: VisitId, seeing: &Seeing, today: Date) -> Result<Vec<Finding>, StoreError> {
    let (b, today) = (seeing.bound(), domain::day::text(today));
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(AT_PLACE)
        .bind(visit.0)
        .bind(b.all)
        .bind(&today)
        .bind(&b.towns)
        .bind(&b.places)
        .bind(&seeing.person)
        .fetch_all(c)
        .await?);
    rows.into_iter().map(Finding::try_from).collect()
}

/// Raises a finding that was found on a day and is to be put right by another.
pub async fn add(
    conn: &mut Conn<'_>,
    visit: VisitId,
    fields: &FindingFields,
    (found, due): (Date, Option<Date>),
    by: Hand<'_>,
) -> Result<FindingId, StoreError> {
    let content = content(fields, visit.0)?;
    let is_outside = crate::meta::get(conn, crate::meta::OUTPOST).await?.is_some();
    let (id,): (i64,) = on!(conn, c => sqlx::query_as(if is_outside { ADD_OUTSIDE } else { ADD })
        .bind(visit.0)
        .bind(&fields.line)
        .bind(fields.unified.code())
        .bind(fields.severity.code())
        .bind(fields.remedy.code())
        .bind(domain::day::text(found))
        .bind(day_text(due))
        .bind(&content)
        .bind(by.person)
        .bind(by.who)
        .bind(by.at.0)
        .bind(sort_key(FindingState::Open, due, found, None))
        .fetch_one(c)
        .await?);
    Ok(FindingId(id))
}

/// Writes a finding anew. False if it has moved since, or is withdrawn.
pub async fn save(conn: &mut Conn<'_>, id: FindingId, version: i64, fields: &FindingFields, due: Option<Date>) -> Result<bool, StoreError> {
    let content = content(fields, id.0)?;
    let key = sort_key(FindingState::Open, due, due.unwrap_or(Date::MIN), None);
    let saved = on!(conn, c => sqlx::query(SAVE)
        .bind(id.0)
        .bind(version)
        .bind(&fields.line)
        .bind(fields.unified.code())
        .bind(fields.severity.code())
        .bind(fields.remedy.code())
        .bind(day_text(due))
        .bind(&content)
        .bind(&key)
        .execute(c)
        .await?
        .rows_affected());
    Ok(saved == 1)
}

/// Withdraws a finding. False if it has moved since, or is withdrawn.
pub async fn withdraw(conn: &mut Conn<'_>, id: FindingId, version: i64, reason: &str) -> Result<bool, StoreError> {
    let done = on!(conn, c => sqlx::query(WITHDRAW).bind(id.0).bind(version).bind(reason).execute(c).await?.rows_affected());
    Ok(done == 1)
}
