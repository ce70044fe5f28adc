//! Texts of items that were handed in, are reviewed and published, and what was said about them; see docs/decisions/0029.
//!
//! Who may see or move what is not published is the service's to ask.

use super::item;
use super::list::{At, cut};
use super::moved;
use crate::db::Conn;
use crate::duty::OPEN;
use crate::error::StoreError;
use crate::keyed::{by_keys, keys};
use crate::page::{Page, Place, wanted};
use crate::rating::contains;
use crate::{on, opinion, sql};
use domain::body::BodyId;
use domain::catalogue::item::{ItemFields, ItemId};
use domain::catalogue::release::{ReleaseId, ReleaseStanding, Way};
use domain::duty::flow::{Chain, Deed, Stage};
use domain::time::Instant;
use jiff::civil::Date;
use sqlx::FromRow;
use std::collections::HashMap;

macro_rules! head {
    () => {
        "SELECT r.id, r.item_id, r.no, r.stage, r.deed, r.based_on, r.code, r.name, r.body_id, r.fields, r.reason, r.countersigned, r.paper,
            r.chain, r.step, r.round, r.author, r.author_name, r.moved_at, r.effective, r.from_day, r.until_day, r.published_at,
            r.published_by, r.failed, r.version FROM item_release r"
    };
}

// What is on its way: of the stage $1, if any; where $2 is not empty what waits for the person $3: he reviews steps of the bodies $4 (between
// commas, 0 for no body, `*` for all), and hands in and publishes if $5 is not empty.
macro_rules! asked {
    () => {
        " WHERE r.stage IN ('draft', 'review', 'approved', 'planned') AND ($1 = '' OR r.stage = $1)
            AND ($2 = '' OR CASE r.stage WHEN 'draft' THEN $5 <> '' WHEN 'planned' THEN FALSE WHEN 'review' THEN
                    $4 = '*' OR $4 LIKE '%,' || r.turn_body || ',%' ELSE $5 <> '' END
                AND (r.stage = 'draft' OR NOT EXISTS (SELECT 1 FROM item_opinion o WHERE o.person = $3 AND o.release_id = r.id
                    AND (o.act IN ('written', 'submitted') OR o.act = 'approved' AND o.round = r.round))))"
    };
}

// Behind or before the row of the key $6, $7; $8 rows.
macro_rules! page {
    ($than:literal, $way:literal) => {
        concat!(
            head!(),
            asked!(),
            " AND (CAST($6 AS BIGINT) IS NULL OR (r.moved_at, r.id) ",
            $than,
            " (CAST($6 AS BIGINT), CAST($7 AS BIGINT))) ORDER BY r.moved_at ",
            $way,
            ", r.id ",
            $way,
            " LIMIT $8"
        )
    };
}

// What was in force on the day $1 and not withdrawn: of the words $2, of the body $3.
macro_rules! then {
    () => {
        " WHERE r.stage = 'published' AND r.from_day <= $1 AND r.until_day > $1 AND r.deed <> 'withdraw'
            AND ($2 = '' OR LOWER(r.code || ' ' || r.name) LIKE $2 ESCAPE '\\') AND (CAST($3 AS BIGINT) IS NULL OR r.body_id = $3)"
    };
}

// Behind or before the row of the key $4, $5; $6 rows.
macro_rules! page_then {
    ($than:literal, $way:literal) => {
        concat!(
            head!(),
            then!(),
            " AND (CAST($4 AS TEXT) IS NULL OR (r.code, r.id) ",
            $than,
            " ($4, CAST($5 AS BIGINT))) ORDER BY r.code ",
            $way,
            ", r.id ",
            $way,
            " LIMIT $6"
        )
    };
}

sql! {
    HEAD = concat!(head!(), " WHERE r.id = $1");
    OF_ITEM = concat!(head!(), " WHERE r.item_id = $1 ORDER BY r.no DESC");
    OPEN_OF = concat!(head!(), " WHERE r.item_id = $1 AND r.stage IN ('draft', 'review', 'approved', 'planned')");
    CURRENT = concat!(head!(), " WHERE r.item_id = $1 AND r.stage = 'published' AND r.until_day = '9999-12-31'");
    IN_FORCE = concat!(head!(), " WHERE r.item_id = $1 AND r.stage = 'published' AND r.from_day <= $2 AND r.until_day > $2");
    DUE = concat!(head!(), " WHERE r.stage IN ('draft', 'review', 'approved', 'planned') AND r.stage = 'planned' AND r.effective <= $1
            ORDER BY r.effective, r.id");
    BETWEEN = concat!(head!(), " WHERE r.stage = 'published' AND r.from_day > $1 AND r.from_day <= $2 ORDER BY r.item_id, r.no");
    COUNT_THEN = concat!("SELECT COUNT(*) FROM item_release r", then!());
    UP_THEN = page_then!(">", "ASC");
    DOWN_THEN = page_then!("<", "DESC");
    UP = page!(">", "ASC");
    DOWN = page!("<", "DESC");
    COUNT = concat!("SELECT r.stage, COUNT(*), MIN(r.moved_at) FROM item_release r", asked!(), " GROUP BY r.stage");
    CONTENT = "SELECT content FROM item_release WHERE id = $1";
    IN_FORCE_TEXTS = "SELECT item_id, content FROM item_release WHERE stage = 'published' AND from_day <= $1 AND until_day > $1 AND deed <> 'withdraw'
            ORDER BY code, item_id";
    LAST_NO = "SELECT MAX(no) FROM item_release WHERE item_id = $1";
    BEGIN = "INSERT INTO item_release (item_id, no, deed, based_on, code, name, body_id, fields, content, reason, author, author_name, moved_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING id";
    RENEW = "UPDATE item_release SET deed = $3, based_on = $4, code = $5, name = $6, body_id = $7, fields = $8, content = $9, reason = $10, author = $11,
            author_name = $12, moved_at = $13
        WHERE id = $1 AND version = $2 AND stage = 'draft' RETURNING id";
    MOVE = "UPDATE item_release SET stage = $3, step = $4, round = $5, chain = $6, effective = $7, paper = $8, countersigned = $9, failed = $10, moved_at = $11,
            turn_body = $12, version = version + 1
        WHERE id = $1 AND version = $2 AND stage IN ('draft', 'review', 'approved', 'planned')";
    END_CURRENT = "UPDATE item_release SET until_day = $2 WHERE item_id = $1 AND stage = 'published' AND until_day = '9999-12-31'";
    PUBLISH = "UPDATE item_release SET stage = 'published', from_day = $3, until_day = '9999-12-31', effective = NULL, paper = $4, countersigned = $5,
            published_at = $6, published_by = $7, failed = '', moved_at = $6, version = version + 1
        WHERE id = $1 AND version = $2 AND stage IN ('approved', 'planned')";
    STAND = "UPDATE item SET standing = $2 WHERE id = $1";
    STANDS = "SELECT standing FROM item WHERE id = $1";
    HAS_ANY = "SELECT COUNT(*) FROM item_release WHERE item_id = $1";
    // Nobody else hands it in, publishes it or saves it until this unit of work ends.
    LOCK = "UPDATE item SET standing = standing WHERE id = $1";
    TAKE_BODIES = "DELETE FROM item_release_body WHERE release_id = $1";
    ADD_BODY = "INSERT INTO item_release_body (release_id, body_id) VALUES ($1, $2)";
    WROTE = "INSERT INTO item_hand (item_id, person, who, at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (item_id, person) DO UPDATE SET who = excluded.who, at = excluded.at";
    WRITERS = "SELECT person, who FROM item_hand h WHERE h.item_id = $1
            AND NOT EXISTS (SELECT 1 FROM item_opinion o WHERE o.release_id = $2 AND o.act = 'written' AND o.person = h.person) ORDER BY at, person";
    SETTLE_HANDS = "DELETE FROM item_hand WHERE item_id = $1 AND at <= (SELECT MAX(o.at) FROM item_opinion o WHERE o.release_id = $2 AND o.act = 'submitted')";
    OPINIONS = "SELECT release_id AS of_id, round, step, act, opinion, person, who, at FROM item_opinion WHERE release_id = $1 ORDER BY id";
    HANDS = concat!("SELECT o.release_id AS of_id, o.round, o.step, o.act, '' AS opinion, o.person, o.who, o.at FROM item_opinion o
        WHERE o.release_id IN ", keys!(), " ORDER BY o.id");
    FIND_ALL = concat!(head!(), " WHERE r.id IN ", keys!());
}

/// Adds what was done: as many rows of values as there are follow it.
const ADD_OPINION: &str = "INSERT INTO item_opinion (release_id, round, step, act, opinion, person, who, at) ";

/// A text without its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Key.
    pub id: ReleaseId,
    /// Of which item.
    pub item: ItemId,
    /// Counts the item's texts from 1.
    pub no: i64,
    /// How far it has come.
    pub stage: Stage,
    /// 调整类型
    pub deed: Deed,
    /// The text that was in force when it was handed in.
    pub based_on: Option<ReleaseId>,
    /// 实施编码
    pub code: String,
    /// 事项名称
    pub name: String,
    /// 实施主体
    pub body: Option<BodyId>,
    /// What it has otherwise than the text that was in force.
    pub fields: Vec<String>,
    /// 调整依据 or 理由
    pub reason: String,
    /// 会签意见
    pub countersigned: String,
    /// 批准文号
    pub paper: String,
    /// The chain as it was when it was handed in.
    pub chain: Option<Chain>,
    /// Whose turn it is.
    pub step: usize,
    /// Counts from 1, one more after each return.
    pub round: i64,
    /// Who handed it in.
    pub author: String,
    /// By name.
    pub author_name: String,
    /// When something last happened to it.
    pub moved_at: Instant,
    /// On which day it is to be published.
    pub effective: Option<Date>,
    /// In force from this day on.
    pub from: Option<Date>,
    /// Not in force any more from this day on; none: still.
    pub until: Option<Date>,
    /// When it was published.
    pub published_at: Option<Instant>,
    /// By whom.
    pub published_by: String,
    /// Why it could not be published on its day.
    pub failed: String,
    /// Moves by one with every change.
    pub version: i64,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    item_id: i64,
    no: i64,
    stage: String,
    deed: String,
    based_on: Option<i64>,
    code: String,
    name: String,
    body_id: Option<i64>,
    fields: String,
    reason: String,
    countersigned: String,
    paper: String,
    chain: String,
    step: i64,
    round: i64,
    author: String,
    author_name: String,
    moved_at: i64,
    effective: Option<String>,
    from_day: Option<String>,
    until_day: Option<String>,
    published_at: Option<i64>,
    published_by: String,
    failed: String,
    version: i64,
}

impl TryFrom<Row> for Head {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let wrong = |column| StoreError::inconsistent("item_release", column, row.id);
        let day = |text: Option<&str>, column| text.map(str::parse::<Date>).transpose().map_err(|_| wrong(column));
        let chain = if row.chain.is_empty() { None } else { Some(serde_json::from_str(&row.chain).map_err(|_| wrong("chain"))?) };
        Ok(Self {
            id: ReleaseId(row.id),
            item: ItemId(row.item_id),
            no: row.no,
            stage: Stage::from_code(&row.stage).ok_or_else(|| wrong("stage"))?,
            deed: Deed::from_code(&row.deed).ok_or_else(|| wrong("deed"))?,
            based_on: row.based_on.map(ReleaseId),
            body: row.body_id.map(BodyId),
            fields: row.fields.split(',').filter(|field| !field.is_empty()).map(str::to_owned).collect(),
            chain,
            step: usize::try_from(row.step).map_err(|_| wrong("step"))?,
            round: row.round,
            moved_at: Instant(row.moved_at),
            effective: day(row.effective.as_deref(), "effective")?,
            from: day(row.from_day.as_deref(), "from_day")?,
            until: day(row.until_day.as_deref().filter(|day| *day != OPEN), "until_day")?,
            published_at: row.published_at.map(Instant),
            code: row.code,
            name: row.name,
            reason: row.reason,
            countersigned: row.countersigned,
            paper: row.paper,
            author: row.author,
            author_name: row.author_name,
            published_by: row.published_by,
            failed: row.failed,
            version: row.version,
        })
    }
}

async fn one(conn: &mut Conn<'_>, text: &'static str, id: i64) -> Result<Option<Head>, StoreError> {
    let row: Option<Row> = on!(conn, c => sqlx::query_as(text).bind(id).fetch_optional(c).await?);
    row.map(Head::try_from).transpose()
}

/// A text without its words.
pub async fn find(conn: &mut Conn<'_>, id: ReleaseId) -> Result<Option<Head>, StoreError> {
    one(conn, HEAD, id.0).await
}

/// The same of many, in no order; what is not there is left out.
pub async fn find_all(conn: &mut Conn<'_>, ids: &[ReleaseId]) -> Result<Vec<Head>, StoreError> {
    let rows: Vec<Row> = by_keys!(conn, FIND_ALL, ids);
    rows.into_iter().map(Head::try_from).collect()
}

/// The text of an item that is on its way.
pub async fn open_of(conn: &mut Conn<'_>, item: ItemId) -> Result<Option<Head>, StoreError> {
    one(conn, OPEN_OF, item.0).await
}

/// The text of an item that was published last.
pub async fn current(conn: &mut Conn<'_>, item: ItemId) -> Result<Option<Head>, StoreError> {
    one(conn, CURRENT, item.0).await
}

/// The text of an item that was in force on a day.
pub async fn in_force(conn: &mut Conn<'_>, item: ItemId, day: Date) -> Result<Option<Head>, StoreError> {
    let row: Option<Row> = on!(conn, c => sqlx::query_as(IN_FORCE).bind(item.0).bind(day.to_string()).fetch_optional(c).await?);
    row.map(Head::try_from).transpose()
}

/// Every text of an item, the newest first.
pub async fn of_item(conn: &mut Conn<'_>, item: ItemId) -> Result<Vec<Head>, StoreError> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(OF_ITEM).bind(item.0).fetch_all(c).await?);
    rows.into_iter().map(Head::try_from).collect()
}

/// What is to be published by a day.
pub async fn due(conn: &mut Conn<'_>, today: Date) -> Result<Vec<Head>, StoreError> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(DUE).bind(today.to_string()).fetch_all(c).await?);
    rows.into_iter().map(Head::try_from).collect()
}

/// What came into force after a day and until another one, by item and in turn.
pub async fn between(conn: &mut Conn<'_>, after: Date, until: Date) -> Result<Vec<Head>, StoreError> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(BETWEEN).bind(after.to_string()).bind(until.to_string()).fetch_all(c).await?);
    rows.into_iter().map(Head::try_from).collect()
}

fn read(id: i64, text: &str) -> Result<ItemFields, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::inconsistent("item_release", "content", id))
}

/// The words of a text.
pub async fn content(conn: &mut Conn<'_>, id: ReleaseId) -> Result<Option<ItemFields>, StoreError> {
    let row: Option<(String,)> = on!(conn, c => sqlx::query_as(CONTENT).bind(id.0).fetch_optional(c).await?);
    row.map(|(text,)| read(id.0, &text)).transpose()
}

/// The words of everything that was in force on a day and not withdrawn, by code.
pub async fn in_force_texts(conn: &mut Conn<'_>, day: Date) -> Result<Vec<(ItemId, ItemFields)>, StoreError> {
    let rows: Vec<(i64, String)> = on!(conn, c => sqlx::query_as(IN_FORCE_TEXTS).bind(day.to_string()).fetch_all(c).await?);
    rows.into_iter().map(|(item, text)| Ok((ItemId(item), read(item, &text)?))).collect()
}

/// Which texts were in force on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Then {
    /// The day.
    pub on: Date,
    /// Part of a code or a name.
    pub text: String,
    /// Of this body only.
    pub body: Option<BodyId>,
}

/// How many items were in force on a day.
pub async fn count_then(conn: &mut Conn<'_>, then: &Then) -> Result<i64, StoreError> {
    let (n,): (i64,) = on!(conn, c => sqlx::query_as(COUNT_THEN)
        .bind(then.on.to_string())
        .bind(contains(&then.text.to_lowercase()))
        .bind(then.body.map(|body| body.0))
        .fetch_one(c)
        .await?);
    Ok(n)
}

/// A page of them, by code.
pub async fn page_then(conn: &mut Conn<'_>, then: &Then, at: &At, limit: usize) -> Result<Page<Head>, StoreError> {
    let from = at.from();
    let text = if at.is_forward() { UP_THEN } else { DOWN_THEN };
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(text)
        .bind(then.on.to_string())
        .bind(contains(&then.text.to_lowercase()))
        .bind(then.body.map(|body| body.0))
        .bind(from.map(|from| from.key.as_str()))
        .bind(from.map(|from| from.id))
        .bind(wanted(limit))
        .fetch_all(c)
        .await?);
    let rows = rows.into_iter().map(Head::try_from).collect::<Result<Vec<_>, _>>()?;
    Ok(cut(rows, |head| Place { key: head.code.clone(), id: head.id.0 }, at, false, limit))
}

/// Who asks what is on its way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asker {
    /// An account's key, or what does without one.
    pub person: String,
    /// Whose steps he takes, between commas, 0 for a step of no body; `*`: all; empty: none.
    pub turns: String,
    /// He hands in and publishes.
    pub keeps: bool,
}

/// Which of the texts on their way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Which {
    /// Only those that wait for the asker.
    pub waiting: bool,
    /// Of this stage only.
    pub stage: Option<Stage>,
}

/// Binds it to what `asked!` asks for.
macro_rules! bound {
    ($query:expr, $asker:ident, $which:ident) => {
        $query
            .bind($which.stage.map_or("", Stage::code))
            .bind(if $which.waiting { "1" } else { "" })
            .bind(&$asker.person)
            .bind(&$asker.turns)
            .bind(if $asker.keeps { "1" } else { "" })
    };
}

/// How many texts are on their way, by stage, and since when the one waits that has waited longest.
pub async fn counts(conn: &mut Conn<'_>, asker: &Asker, which: Which) -> Result<Vec<(Stage, i64, Instant)>, StoreError> {
    let rows: Vec<(String, i64, i64)> = on!(conn, c => bound!(sqlx::query_as(COUNT), asker, which).fetch_all(c).await?);
    rows.into_iter()
        .map(|(code, n, oldest)| {
            let stage = Stage::from_code(&code).ok_or_else(|| StoreError::inconsistent("item_release", "stage", &code))?;
            Ok((stage, n, Instant(oldest)))
        })
        .collect()
}

/// A page of the texts on their way, that which has waited longest first.
pub async fn page(conn: &mut Conn<'_>, asker: &Asker, which: Which, at: &At, limit: usize) -> Result<Page<Head>, StoreError> {
    let from = moved::from(at);
    let text = if at.is_forward() { UP } else { DOWN };
    let rows: Vec<Row> = on!(conn, c => bound!(sqlx::query_as(text), asker, which)
        .bind(from.0)
        .bind(from.1)
        .bind(wanted(limit))
        .fetch_all(c)
        .await?);
    let rows = rows.into_iter().map(Head::try_from).collect::<Result<Vec<_>, _>>()?;
    Ok(moved::page(rows, |head| (head.moved_at, head.id.0), at, false, limit))
}

/// A text to be handed in.
#[derive(Clone, Debug)]
pub struct NewRelease<'n> {
    /// Of which item.
    pub item: ItemId,
    /// 调整类型
    pub deed: Deed,
    /// The text that is in force.
    pub based_on: Option<ReleaseId>,
    /// What it has otherwise than that.
    pub changed: &'n [&'static str],
    /// Its words.
    pub fields: &'n ItemFields,
    /// 调整依据 or 理由
    pub reason: &'n str,
    /// Who.
    pub author: &'n str,
    /// By name.
    pub author_name: &'n str,
    /// When.
    pub at: Instant,
}

/// Begins a text, or writes one anew that was returned. False if that has moved since.
pub async fn write(conn: &mut Conn<'_>, open: Option<&Head>, new: &NewRelease<'_>) -> Result<Option<ReleaseId>, StoreError> {
    let content = serde_json::to_string(new.fields).map_err(|e| StoreError::inconsistent("item_release", "content", e))?;
    let (text, first, second) = match open {
        Some(open) => (RENEW, open.id.0, open.version),
        None => {
            let (last,): (Option<i64>,) = on!(conn, c => sqlx::query_as(LAST_NO).bind(new.item.0).fetch_one(c).await?);
            (BEGIN, new.item.0, last.unwrap_or_default() + 1)
        }
    };
    let written: Option<(i64,)> = on!(conn, c => sqlx::query_as(text)
        .bind(first)
        .bind(second)
        .bind(new.deed.code())
        .bind(new.based_on.map(|id| id.0))
        .bind(&new.fields.code)
        .bind(&new.fields.name)
        .bind(new.fields.body.map(|body| body.0))
        .bind(new.changed.join(","))
        .bind(&content)
        .bind(new.reason)
        .bind(new.author)
        .bind(new.author_name)
        .bind(new.at.0)
        .fetch_optional(c)
        .await?);
    let Some((id,)) = written else { return Ok(None) };
    name_bodies(conn, ReleaseId(id), new.fields).await?;
    Ok(Some(ReleaseId(id)))
}

/// 联办机构 of a text.
async fn name_bodies(conn: &mut Conn<'_>, id: ReleaseId, fields: &ItemFields) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(TAKE_BODIES).bind(id.0).execute(c).await?; });
    for body in &fields.joint {
        on!(conn, c => { sqlx::query(ADD_BODY).bind(id.0).bind(body.0).execute(c).await?; });
    }
    Ok(())
}

/// Keeps an item to this unit of work until it ends: whoever hands in, moves or publishes one of its texts asks for that first. Several
/// items are best locked in the order of their keys.
pub async fn lock(conn: &mut Conn<'_>, id: ItemId) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(LOCK).bind(id.0).execute(c).await?; });
    Ok(())
}

/// Somebody has edited the working text.
pub async fn wrote(conn: &mut Conn<'_>, id: ItemId, person: &str, who: &str, at: Instant) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(WROTE).bind(id.0).bind(person).bind(who).bind(at.0).execute(c).await?; });
    Ok(())
}

/// Who has edited the words of a text since what is in force was handed in, by key and name; without those of whom that has been said of it.
pub async fn writers(conn: &mut Conn<'_>, item: ItemId, of: ReleaseId) -> Result<Vec<(String, String)>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(WRITERS).bind(item.0).bind(of.0).fetch_all(c).await?))
}

/// Moves a text that is not decided as `head` says now. False if it has moved since, or is decided.
pub async fn move_to(conn: &mut Conn<'_>, head: &Head) -> Result<bool, StoreError> {
    let chain =
        head.chain.as_ref().map(serde_json::to_string).transpose().map_err(|e| StoreError::inconsistent("item_release", "chain", e))?;
    let step = head.chain.as_ref().filter(|_| head.stage == Stage::Review).and_then(|chain| chain.steps.get(head.step));
    let moved = on!(conn, c => sqlx::query(MOVE)
        .bind(head.id.0)
        .bind(head.version)
        .bind(head.stage.code())
        .bind(i64::try_from(head.step).unwrap_or(i64::MAX))
        .bind(head.round)
        .bind(chain.as_deref().unwrap_or_default())
        .bind(head.effective.map(|day| day.to_string()))
        .bind(&head.paper)
        .bind(&head.countersigned)
        .bind(&head.failed)
        .bind(head.moved_at.0)
        .bind(step.and_then(|step| step.body).map_or(0, |body| body.0))
        .execute(c)
        .await?
        .rows_affected());
    Ok(moved == 1)
}

/// Publishes a text from a day on; what was in force until then ends. False if it has moved since, or can't be published.
pub async fn publish(conn: &mut Conn<'_>, head: &Head, from: Date, by: &str, at: Instant) -> Result<bool, StoreError> {
    on!(conn, c => { sqlx::query(END_CURRENT).bind(head.item.0).bind(from.to_string()).execute(c).await?; });
    let published = on!(conn, c => sqlx::query(PUBLISH)
        .bind(head.id.0)
        .bind(head.version)
        .bind(from.to_string())
        .bind(&head.paper)
        .bind(&head.countersigned)
        .bind(at.0)
        .bind(by)
        .execute(c)
        .await?
        .rows_affected());
    // What was edited since it was handed in is of the next text.
    on!(conn, c => { sqlx::query(SETTLE_HANDS).bind(head.item.0).bind(head.id.0).execute(c).await?; });
    Ok(published == 1)
}

/// 公布状态 of an item as it is stored.
pub async fn standing(conn: &mut Conn<'_>, id: ItemId) -> Result<ReleaseStanding, StoreError> {
    let row: Option<(String,)> = on!(conn, c => sqlx::query_as(STANDS).bind(id.0).fetch_optional(c).await?);
    let code = row.map(|(code,)| code).unwrap_or_default();
    ReleaseStanding::from_code(&code).ok_or_else(|| StoreError::inconsistent("item", "standing", id.0))
}

/// Stores 公布状态 of an item anew: whoever has moved one of its texts calls this.
pub async fn stand(conn: &mut Conn<'_>, id: ItemId) -> Result<(), StoreError> {
    lock(conn, id).await?;
    let Some(item) = item::find(conn, id).await? else { return Ok(()) };
    stand_with(conn, id, &item.fields).await
}

/// The same with the working text at hand; of an item of which nothing was ever handed in there is nothing to store.
pub(super) async fn stand_with(conn: &mut Conn<'_>, id: ItemId, working: &ItemFields) -> Result<(), StoreError> {
    let (n,): (i64,) = on!(conn, c => sqlx::query_as(HAS_ANY).bind(id.0).fetch_one(c).await?);
    if n == 0 {
        return Ok(());
    }
    let (open, current) = (open_of(conn, id).await?, current(conn, id).await?);
    let text = match &current {
        Some(head) => content(conn, head.id).await?,
        None => None,
    };
    let in_force = current.as_ref().zip(text.as_ref()).map(|(head, text)| (head.deed, text));
    let standing = ReleaseStanding::of(Way { open: open.map(|head| head.stage), in_force }, working);
    on!(conn, c => { sqlx::query(STAND).bind(id.0).bind(standing.code()).execute(c).await?; });
    Ok(())
}

/// What somebody did with a text, and said about it.
pub type Opinion = opinion::Opinion<ReleaseId>;

/// Adds what was done with texts; a hundred at a time are best.
pub async fn say_all(conn: &mut Conn<'_>, said: &[Opinion]) -> Result<(), StoreError> {
    opinion::add_all(conn, ADD_OPINION, said, |id| id.0).await
}

/// Everything that was said about a text, in turn.
pub async fn opinions(conn: &mut Conn<'_>, id: ReleaseId) -> Result<Vec<Opinion>, StoreError> {
    let rows: Vec<opinion::Row> = on!(conn, c => sqlx::query_as(OPINIONS).bind(id.0).fetch_all(c).await?);
    rows.into_iter().map(|row| row.read(ReleaseId)).collect()
}

/// Who did what with texts, of each in turn; without their words.
pub async fn hands(conn: &mut Conn<'_>, ids: &[ReleaseId]) -> Result<HashMap<ReleaseId, Vec<Opinion>>, StoreError> {
    let rows: Vec<opinion::Row> = by_keys!(conn, HANDS, ids);
    let mut found: HashMap<ReleaseId, Vec<Opinion>> = HashMap::new();
    for row in rows {
        let hand = row.read(ReleaseId)?;
        found.entry(hand.of).or_default().push(hand);
    }
    Ok(found)
}
