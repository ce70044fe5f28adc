//! Meetings of the leading group, and what they agreed on; see docs/decisions/0023.

use crate::db::Conn;
use crate::error::StoreError;
use crate::page::{self, Place};
use crate::rating::contains;
use crate::seed::pinyin_of;
use crate::supervision::{day_text, stored_day};
use crate::{on, sql};
use domain::meeting::{AgreedId, MeetingFields, MeetingId, MeetingState};
use domain::time::Instant;
use jiff::civil::Date;
use sqlx::FromRow;

macro_rules! head {
    () => {
        "m.id, m.number, m.title, m.day, m.state, m.issued_day, m.moved_at, m.version,
            (SELECT COUNT(*) FROM meeting_agreed a WHERE a.meeting_id = m.id) AS agreed,
            (SELECT COUNT(*) FROM meeting_agreed a WHERE a.meeting_id = m.id
                AND a.id IN (SELECT l.link_id FROM matter l WHERE l.link_kind = 'agreed' AND l.state <> 'revoked_matter')) AS turned"
    };
}

// $1 words, $2 states between commas; the newest first, beyond the day $3 and the key $4; $5 rows.
sql! {
    HEAD = concat!("SELECT ", head!(), " FROM meeting m WHERE m.id = $1");
    PAGE_DOWN = concat!("SELECT ", head!(), " FROM meeting m WHERE ($1 = '' OR m.search LIKE $1 ESCAPE '\\') AND $2 LIKE '%,' || m.state || ',%'
        AND (m.day, m.id) < ($3, CAST($4 AS BIGINT)) ORDER BY m.day DESC, m.id DESC LIMIT $5");
    PAGE_UP = concat!("SELECT ", head!(), " FROM meeting m WHERE ($1 = '' OR m.search LIKE $1 ESCAPE '\\') AND $2 LIKE '%,' || m.state || ',%'
        AND (m.day, m.id) > ($3, CAST($4 AS BIGINT)) ORDER BY m.day, m.id LIMIT $5");
    COUNT = "SELECT COUNT(*) FROM meeting m WHERE ($1 = '' OR m.search LIKE $1 ESCAPE '\\') AND $2 LIKE '%,' || m.state || ',%'";
    CONTENT = "SELECT content FROM meeting WHERE id = $1";
    NUMBERED = "SELECT id FROM meeting WHERE number = $1 AND state <> 'meeting_revoked'";
    INSERT = "INSERT INTO meeting (number, title, search, day, author, moved_at, content) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id";
    SAVE = "UPDATE meeting SET number = $3, title = $4, search = $5, day = $6, moved_at = $7, content = $8, version = version + 1
        WHERE id = $1 AND version = $2 AND state = 'meeting_draft'";
    MOVE = "UPDATE meeting SET state = $3, issued_day = $4, moved_at = $5, version = version + 1 WHERE id = $1 AND version = $2";
    TAKE_AGREED = "DELETE FROM meeting_agreed WHERE meeting_id = $1";
    ADD_AGREED = "INSERT INTO meeting_agreed (meeting_id, no) VALUES ($1, $2)";
    AGREED = "SELECT id FROM meeting_agreed WHERE meeting_id = $1 ORDER BY no";
    OF_AGREED = "SELECT meeting_id, no FROM meeting_agreed WHERE id = $1";
    TAKE_BODIES = "DELETE FROM meeting_body WHERE meeting_id = $1";
    ADD_BODY = "INSERT INTO meeting_body (meeting_id, body_id) VALUES ($1, $2)";
}

/// A meeting without its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Key.
    pub id: MeetingId,
    /// 纪要编号; empty while it is not given.
    pub number: String,
    /// 会议名称
    pub title: String,
    /// 会议日期
    pub day: Date,
    /// How far its record is.
    pub state: MeetingState,
    /// When it was issued.
    pub issued: Option<Date>,
    /// When something last happened to it.
    pub moved_at: Instant,
    /// Moves by one with every change.
    pub version: i64,
    /// How many matters were agreed on.
    pub agreed: i64,
    /// Of how many a matter of 督办 was made.
    pub turned: i64,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    number: String,
    title: String,
    day: String,
    state: String,
    issued_day: String,
    moved_at: i64,
    version: i64,
    agreed: i64,
    turned: i64,
}

impl TryFrom<Row> for Head {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let wrong = |column| StoreError::inconsistent("meeting", column, row.id);
        Ok(Self {
            id: MeetingId(row.id),
            day: domain::day::of_text(&row.day).ok_or_else(|| wrong("day"))?,
            state: MeetingState::from_code(&row.state).ok_or_else(|| wrong("state"))?,
            issued: stored_day(&row.issued_day).map_err(|()| wrong("issued_day"))?,
            number: row.number,
            title: row.title,
            moved_at: Instant(row.moved_at),
            version: row.version,
            agreed: row.agreed,
            turned: row.turned,
        })
    }
}

/// A meeting without its text.
pub async fn find(conn: &mut Conn<'_>, id: MeetingId) -> Result<Option<Head>, StoreError> {
    let row: Option<Row> = on!(conn, c => sqlx::query_as(HEAD).bind(id.0).fetch_optional(c).await?);
    row.map(Head::try_from).transpose()
}

/// A meeting's text.
pub async fn content(conn: &mut Conn<'_>, id: MeetingId) -> Result<Option<MeetingFields>, StoreError> {
    let row: Option<(String,)> = on!(conn, c => sqlx::query_as(CONTENT).bind(id.0).fetch_optional(c).await?);
    let read = |(text,): (String,)| serde_json::from_str(&text).map_err(|_| StoreError::inconsistent("meeting", "content", id.0));
    row.map(read).transpose()
}

/// The meeting that has a number, unless it was given up.
pub async fn numbered(conn: &mut Conn<'_>, number: &str) -> Result<Option<MeetingId>, StoreError> {
    let row: Option<(i64,)> = on!(conn, c => sqlx::query_as(NUMBERED).bind(number).fetch_optional(c).await?);
    Ok(row.map(|(id,)| MeetingId(id)))
}

/// Which meetings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MeetingFilter {
    /// Part of the number, the title, its pinyin or initials, or of what was agreed.
    pub text: String,
    /// In these states.
    pub states: Vec<MeetingState>,
}

/// Which page; the newest stands first.
pub type At = page::At<Place>;

/// A page of them.
pub type MeetingPage = page::Page<Head>;

/// Beyond every day.
const LAST: &str = "~";

fn codes(states: &[MeetingState]) -> String {
    format!(",{},", states.iter().map(|state| state.code()).collect::<Vec<_>>().join(","))
}

/// A page of the meetings that fit.
pub async fn page(conn: &mut Conn<'_>, filter: &MeetingFilter, at: &At, limit: usize) -> Result<MeetingPage, StoreError> {
    let (text, edge) = if at.is_forward() { (PAGE_DOWN, LAST) } else { (PAGE_UP, "") };
    let (day, id) = at.from().map_or((edge, 0), |place| (place.key.as_str(), place.id));
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(text)
        .bind(contains(&filter.text.to_lowercase()))
        .bind(codes(&filter.states))
        .bind(day)
        .bind(id)
        .bind(page::wanted(limit))
        .fetch_all(c)
        .await?);
    let rows = rows.into_iter().map(Head::try_from).collect::<Result<Vec<_>, _>>()?;
    Ok(page::cut(rows, |head: &Head| Place { key: domain::day::text(head.day), id: head.id.0 }, at, limit))
}

/// How many meetings fit.
pub async fn count(conn: &mut Conn<'_>, filter: &MeetingFilter) -> Result<i64, StoreError> {
    let (n,): (i64,) = on!(conn, c => sqlx::query_as(COUNT)
        .bind(contains(&filter.text.to_lowercase()))
        .bind(codes(&filter.states))
        .fetch_one(c)
        .await?);
    Ok(n)
}

/// What is searched: number, title with its pinyin and initials, what was agreed.
fn searched(fields: &MeetingFields) -> String {
    let (pinyin, initials) = pinyin_of(&fields.title);
    let mut all = vec![fields.number.as_str(), fields.title.as_str(), pinyin.as_str(), initials.as_str()];
    let agreed: Vec<String> = fields.agreed.iter().map(domain::meeting::Agreed::title).collect();
    all.extend(agreed.iter().map(String::as_str));
    all.join("\n").to_lowercase()
}

fn stored(fields: &MeetingFields) -> Result<String, StoreError> {
    serde_json::to_string(fields).map_err(|e| StoreError::inconsistent("meeting", "content", e))
}

/// The day of a meeting; it is there once the text has been checked.
fn held(fields: &MeetingFields) -> Result<String, StoreError> {
    fields.day.map(domain::day::text).ok_or_else(|| StoreError::inconsistent("meeting", "day", "none"))
}

/// Adds a meeting.
pub async fn insert(conn: &mut Conn<'_>, fields: &MeetingFields, author: &str, at: Instant) -> Result<MeetingId, StoreError> {
    let (search, text, day) = (searched(fields), stored(fields)?, held(fields)?);
    let (id,): (i64,) = on!(conn, c => sqlx::query_as(INSERT)
        .bind(&fields.number)
        .bind(&fields.title)
        .bind(search.as_str())
        .bind(day.as_str())
        .bind(author)
        .bind(at.0)
        .bind(text.as_str())
        .fetch_one(c)
        .await?);
    let id = MeetingId(id);
    join(conn, id, fields).await?;
    Ok(id)
}

async fn join(conn: &mut Conn<'_>, id: MeetingId, fields: &MeetingFields) -> Result<(), StoreError> {
    // Nothing hangs on what a draft says: matters are made of issued meetings only.
    on!(conn, c => { sqlx::query(TAKE_AGREED).bind(id.0).execute(c).await?; });
    for (no, _) in (1_i64..).zip(&fields.agreed) {
        on!(conn, c => { sqlx::query(ADD_AGREED).bind(id.0).bind(no).execute(c).await?; });
    }
    on!(conn, c => { sqlx::query(TAKE_BODIES).bind(id.0).execute(c).await?; });
    let named = fields.agreed.iter().flat_map(|one| one.lead.iter().chain(&one.helpers)).map(|body| body.0);
    for body in named.collect::<std::collections::BTreeSet<_>>() {
        on!(conn, c => { sqlx::query(ADD_BODY).bind(id.0).bind(body).execute(c).await?; });
    }
    Ok(())
}

/// Saves the text of a draft. False if it has moved, or is none: nothing is written then.
pub async fn save(conn: &mut Conn<'_>, head: &Head, fields: &MeetingFields, at: Instant) -> Result<bool, StoreError> {
    let (search, text, day) = (searched(fields), stored(fields)?, held(fields)?);
    let saved = on!(conn, c => sqlx::query(SAVE)
        .bind(head.id.0)
        .bind(head.version)
        .bind(&fields.number)
        .bind(&fields.title)
        .bind(search.as_str())
        .bind(day.as_str())
        .bind(at.0)
        .bind(text.as_str())
        .execute(c)
        .await?
        .rows_affected());
    if saved == 1 {
        join(conn, head.id, fields).await?;
    }
    Ok(saved == 1)
}

/// Moves a meeting as `head` says now. False if it has moved since: nothing is written then.
pub async fn move_to(conn: &mut Conn<'_>, head: &Head) -> Result<bool, StoreError> {
    let moved = on!(conn, c => sqlx::query(MOVE)
        .bind(head.id.0)
        .bind(head.version)
        .bind(head.state.code())
        .bind(day_text(head.issued))
        .bind(head.moved_at.0)
        .execute(c)
        .await?
        .rows_affected());
    Ok(moved == 1)
}

/// The keys of what a meeting agreed on, in turn.
pub async fn agreed(conn: &mut Conn<'_>, id: MeetingId) -> Result<Vec<AgreedId>, StoreError> {
    let rows: Vec<(i64,)> = on!(conn, c => sqlx::query_as(AGREED).bind(id.0).fetch_all(c).await?);
    Ok(rows.into_iter().map(|(id,)| AgreedId(id)).collect())
}

/// In which meeting something was agreed, and as the how manieth, counted from 1.
pub async fn of_agreed(conn: &mut Conn<'_>, id: AgreedId) -> Result<Option<(MeetingId, usize)>, StoreError> {
    let row: Option<(i64, i64)> = on!(conn, c => sqlx::query_as(OF_AGREED).bind(id.0).fetch_optional(c).await?);
    Ok(row.map(|(meeting, no)| (MeetingId(meeting), usize::try_from(no).unwrap_or(usize::MAX))))
}
