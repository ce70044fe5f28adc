//! 省级事项清单: editions, their rows as they came, what each means here and what was decided about it; see docs/decisions/0017.
//!
//! Editions are published to all who are signed in, as items are; who may decide is the service's to ask.

use super::item::newest;
use crate::db::Conn;
use crate::error::StoreError;
use crate::page;
use crate::rating::contains;
use crate::seed::pinyin_of;
use crate::{on, packed, sql};
use domain::body::BodyId;
use domain::catalogue::codes::ItemKind;
use domain::catalogue::item::{ItemFields, ItemId};
use domain::catalogue::provincial::{Decision, EditionId, Held, MatchedBy, RowId, Standing};
use domain::time::Instant;
use jiff::civil::Date;
use serde::Deserialize;
use sqlx::FromRow;

// What narrows: $1 edition, $2 words, $3 decision, $4 body.
macro_rules! filtered {
    () => {
        " FROM provincial_row r WHERE r.edition_id = $1 AND ($2 = '' OR r.search LIKE $2 ESCAPE '\\') AND ($3 = '' OR r.decision = $3)
            AND (CAST($4 AS BIGINT) IS NULL OR r.body_id = $4)"
    };
}

// Besides: $5 kinds between commas.
macro_rules! of_kinds {
    () => {
        concat!(filtered!(), " AND ($5 = '' OR $5 LIKE '%,' || r.standing || ',%')")
    };
}

macro_rules! columns {
    () => {
        "r.id, r.file_row, r.base_code, r.code, r.name, r.kind, r.body_name, r.standing, r.matched, r.item_id, r.body_id, r.fields, r.decision,
            r.reason, r.decided_by, r.decided_at, r.version"
    };
}

sql! {
    EDITIONS = "SELECT id, name, issued_on, paper, file_name, file_hash, told, loaded_by, loaded_at FROM provincial_edition ORDER BY id DESC";
    EDITION = "SELECT id, name, issued_on, paper, file_name, file_hash, told, loaded_by, loaded_at FROM provincial_edition WHERE id = $1";
    NEWEST = "SELECT id, name, issued_on, paper, file_name, file_hash, told, loaded_by, loaded_at FROM provincial_edition ORDER BY id DESC LIMIT 1";
    TALLIES = "SELECT edition_id, standing, decision, COUNT(*) AS n FROM provincial_row GROUP BY edition_id, standing, decision";
    ADD_EDITION = "INSERT INTO provincial_edition (name, issued_on, paper, file_name, file_hash, told, loaded_by, loaded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id";
    ADD_ROW = "INSERT INTO provincial_row (edition_id, file_row, base_code, handle_code, code, name, kind, body_name, search, content, standing, matched,
            item_id, body_id, fields)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    COUNTS = concat!("SELECT r.standing, COUNT(*) AS n", filtered!(), " GROUP BY r.standing");
    IDS = concat!("SELECT r.id", of_kinds!(), " ORDER BY r.id");
    UP = concat!("SELECT ", columns!(), of_kinds!(), " AND (CAST($6 AS BIGINT) IS NULL OR r.id > $6) ORDER BY r.id LIMIT $7");
    DOWN = concat!("SELECT ", columns!(), of_kinds!(), " AND (CAST($6 AS BIGINT) IS NULL OR r.id < $6) ORDER BY r.id DESC LIMIT $7");
    ONE = concat!("SELECT ", columns!(), " FROM provincial_row r WHERE r.id = $1");
    WHOLE = "SELECT edition_id, handle_code, content, item_before, item_version FROM provincial_row WHERE id = $1";
    ABOUT = "SELECT id FROM provincial_row WHERE edition_id = $1 AND item_id = $2 ORDER BY id";
    WAITING = "SELECT id FROM provincial_row WHERE edition_id = $1 AND item_id IS NULL AND standing = 'new' AND decision = 'open'
            AND ((base_code <> '' AND base_code = $2) OR (code <> '' AND code = $3)) ORDER BY id";
    STAND = "UPDATE provincial_row SET standing = $2, matched = $3, item_id = $4, body_id = COALESCE($5, body_id), fields = $6 WHERE id = $1";
    DECIDE = "UPDATE provincial_row SET decision = $3, reason = $4, decided_by = $5, decided_at = $6, standing = $7, fields = $8, item_id = $9,
            item_before = $10, item_version = $11, version = version + 1
        WHERE id = $1 AND version = $2";
    EARLIER = "SELECT e.name, r.decision, r.reason FROM provincial_row r JOIN provincial_edition e ON e.id = r.edition_id
        WHERE r.edition_id < $1 AND r.decision <> 'open' AND r.base_code = $2 AND r.handle_code = $3 AND r.code = $4 AND r.name = $5
        ORDER BY r.edition_id DESC, r.id LIMIT 1";
    HELD = concat!("SELECT i.id, v.code, v.base_code, v.handle_code, v.name", newest!(), " WHERE v.id IS NOT NULL");
    PROVINCIAL = concat!("SELECT i.id", newest!(), " WHERE v.origin = 'province' AND v.state <> 'cancelled' ORDER BY i.code");
}

/// An edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Key.
    pub id: EditionId,
    /// What it is called.
    pub name: String,
    /// The day on which it was issued.
    pub issued_on: Option<Date>,
    /// 文号
    pub paper: String,
    /// Its file's name.
    pub file_name: String,
    /// Its file's hash.
    pub file_hash: String,
    /// The fields that its columns speak about.
    pub told: Vec<String>,
    /// Who loaded it.
    pub loaded_by: String,
    /// When.
    pub loaded_at: Instant,
}

#[derive(FromRow)]
struct EditionRow {
    id: i64,
    name: String,
    issued_on: Option<String>,
    paper: String,
    file_name: String,
    file_hash: String,
    told: String,
    loaded_by: String,
    loaded_at: i64,
}

fn pieces(text: &str) -> Vec<String> {
    text.split(',').filter(|piece| !piece.is_empty()).map(str::to_owned).collect()
}

impl TryFrom<EditionRow> for Edition {
    type Error = StoreError;
    fn try_from(row: EditionRow) -> Result<Self, StoreError> {
        let wrong = |_| StoreError::inconsistent("provincial_edition", "issued_on", row.id);
        Ok(Self {
            id: EditionId(row.id),
            issued_on: row.issued_on.as_deref().map(str::parse).transpose().map_err(wrong)?,
            name: row.name,
            paper: row.paper,
            file_name: row.file_name,
            file_hash: row.file_hash,
            told: pieces(&row.told),
            loaded_by: row.loaded_by,
            loaded_at: Instant(row.loaded_at),
        })
    }
}

/// Every edition, the newest first.
pub async fn editions(conn: &mut Conn<'_>) -> Result<Vec<Edition>, StoreError> {
    let rows: Vec<EditionRow> = on!(conn, c => sqlx::query_as(EDITIONS).fetch_all(c).await?);
    rows.into_iter().map(Edition::try_from).collect()
}

/// One edition.
pub async fn edition(conn: &mut Conn<'_>, id: EditionId) -> Result<Option<Edition>, StoreError> {
    let row: Option<EditionRow> = on!(conn, c => sqlx::query_as(EDITION).bind(id.0).fetch_optional(c).await?);
    row.map(Edition::try_from).transpose()
}

/// The edition that is worked on: the newest one.
pub async fn current(conn: &mut Conn<'_>) -> Result<Option<Edition>, StoreError> {
    let row: Option<EditionRow> = on!(conn, c => sqlx::query_as(NEWEST).fetch_optional(c).await?);
    row.map(Edition::try_from).transpose()
}

fn standing(code: &str, id: i64) -> Result<Standing, StoreError> {
    Standing::from_code(code).ok_or_else(|| StoreError::inconsistent("provincial_row", "standing", id))
}

fn decision(code: &str, id: i64) -> Result<Decision, StoreError> {
    Decision::from_code(code).ok_or_else(|| StoreError::inconsistent("provincial_row", "decision", id))
}

/// How many rows of every edition mean what and were decided how.
pub async fn tallies(conn: &mut Conn<'_>) -> Result<Vec<(EditionId, Standing, Decision, i64)>, StoreError> {
    let rows: Vec<(i64, String, String, i64)> = on!(conn, c => sqlx::query_as(TALLIES).fetch_all(c).await?);
    rows.into_iter().map(|(id, what, how, n)| Ok((EditionId(id), standing(&what, id)?, decision(&how, id)?, n))).collect()
}

/// Adds an edition without rows; its key counts not.
pub async fn add_edition(conn: &mut Conn<'_>, edition: &Edition) -> Result<EditionId, StoreError> {
    let (id,): (i64,) = on!(conn, c => sqlx::query_as(ADD_EDITION)
        .bind(&edition.name)
        .bind(edition.issued_on.map(|day| day.to_string()))
        .bind(&edition.paper)
        .bind(&edition.file_name)
        .bind(&edition.file_hash)
        .bind(edition.told.join(","))
        .bind(&edition.loaded_by)
        .bind(edition.loaded_at.0)
        .fetch_one(c)
        .await?);
    Ok(EditionId(id))
}

/// A row before it is stored.
#[derive(Clone, Debug)]
pub struct NewRow<'f> {
    /// Row in the file.
    pub file_row: Option<u64>,
    /// What the file says; of a withdrawn one, the item here.
    pub fields: &'f ItemFields,
    /// 实施主体 as the file names it.
    pub body_name: &'f str,
    /// The body here.
    pub body: Option<BodyId>,
    /// What it means here.
    pub standing: Standing,
    /// The item here, and by what it was found.
    pub item: Option<(ItemId, Option<MatchedBy>)>,
    /// What claiming changes.
    pub changed: &'f [&'static str],
}

/// Adds a row to an edition.
pub async fn add_row(conn: &mut Conn<'_>, edition: EditionId, row: &NewRow<'_>) -> Result<(), StoreError> {
    let fields = row.fields;
    let (pinyin, initials) = pinyin_of(&fields.name);
    let search = [&fields.name, &fields.code, &fields.base_code, &pinyin, &initials, &row.body_name.to_owned()]
        .map(|text| text.to_lowercase())
        .join("\n");
    // What is withdrawn is the item's, not the file's.
    let content = row
        .file_row
        .map(|_| serde_json::to_string(fields))
        .transpose()
        .map_err(|e| StoreError::inconsistent("provincial_row", "content", e))?;
    on!(conn, c => { sqlx::query(ADD_ROW)
        .bind(edition.0)
        .bind(row.file_row.map(|n| i64::try_from(n).unwrap_or(i64::MAX)))
        .bind(&fields.base_code)
        .bind(&fields.handle_code)
        .bind(&fields.code)
        .bind(&fields.name)
        .bind(fields.kind.code())
        .bind(row.body_name)
        .bind(search.as_str())
        .bind(content.as_deref())
        .bind(row.standing.code())
        .bind(row.item.and_then(|(_, by)| by).map(MatchedBy::code))
        .bind(row.item.map(|(id, _)| id.0))
        .bind(row.body.map(|body| body.0))
        .bind(row.changed.join(","))
        .execute(c)
        .await?; });
    Ok(())
}

/// Which rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowFilter {
    /// Of this edition.
    pub edition: EditionId,
    /// Part of a code, the name, its pinyin or initials, or the body.
    pub text: String,
    /// Decided so only.
    pub decision: Option<Decision>,
    /// Of this body only.
    pub body: Option<BodyId>,
    /// Only what means one of these; empty: all.
    pub what: Vec<Standing>,
}

impl RowFilter {
    fn kinds(&self) -> String {
        let kinds: Vec<&str> = self.what.iter().map(|what| what.code()).collect();
        if kinds.is_empty() { String::new() } else { format!(",{},", kinds.join(",")) }
    }
}

/// A row without what the file says of it in full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Key.
    pub id: RowId,
    /// Row in the file.
    pub file_row: Option<u64>,
    /// 基本编码
    pub base_code: String,
    /// 实施编码
    pub code: String,
    /// 事项名称
    pub name: String,
    /// 事项类型
    pub kind: ItemKind,
    /// 实施主体 as the file names it.
    pub body_name: String,
    /// What it means here.
    pub standing: Standing,
    /// By what it was found to be an item here.
    pub matched: Option<MatchedBy>,
    /// The item here.
    pub item: Option<ItemId>,
    /// The body here.
    pub body: Option<BodyId>,
    /// What claiming changes.
    pub fields: Vec<String>,
    /// What was decided.
    pub decision: Decision,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub decided_by: String,
    /// When.
    pub decided_at: Option<Instant>,
    /// Moves by one with every decision.
    pub version: i64,
}

/// What the columns of `columns!` are called.
const COLUMNS: &str = "id, file_row, base_code, code, name, kind, body_name, standing, matched, item_id, body_id, fields, decision, reason,
    decided_by, decided_at, version";

/// Columns stand as in `columns!`: SQLite hands a page over as one array of arrays ([`packed::rows!`]).
#[derive(FromRow, Deserialize)]
struct Stored {
    id: i64,
    file_row: Option<i64>,
    base_code: String,
    code: String,
    name: String,
    kind: String,
    body_name: String,
    standing: String,
    matched: Option<String>,
    item_id: Option<i64>,
    body_id: Option<i64>,
    fields: String,
    decision: String,
    reason: String,
    decided_by: String,
    decided_at: Option<i64>,
    version: i64,
}

impl TryFrom<Stored> for Row {
    type Error = StoreError;
    fn try_from(row: Stored) -> Result<Self, StoreError> {
        let wrong = |column| StoreError::inconsistent("provincial_row", column, row.id);
        let matched = row.matched.as_deref().map(|code| MatchedBy::from_code(code).ok_or_else(|| wrong("matched"))).transpose()?;
        Ok(Self {
            id: RowId(row.id),
            file_row: row.file_row.and_then(|n| u64::try_from(n).ok()),
            kind: ItemKind::from_code(&row.kind).ok_or_else(|| wrong("kind"))?,
            standing: standing(&row.standing, row.id)?,
            matched,
            item: row.item_id.map(ItemId),
            body: row.body_id.map(BodyId),
            fields: pieces(&row.fields),
            decision: decision(&row.decision, row.id)?,
            decided_at: row.decided_at.map(Instant),
            base_code: row.base_code,
            code: row.code,
            name: row.name,
            body_name: row.body_name,
            reason: row.reason,
            decided_by: row.decided_by,
            version: row.version,
        })
    }
}

/// Which page, in the order of the file.
pub type At = page::At<RowId>;

/// A page of rows.
pub type Page = page::Page<Row, RowId>;

/// How many rows fit, by what they mean, whatever kinds are asked for.
pub async fn counts(conn: &mut Conn<'_>, filter: &RowFilter) -> Result<Vec<(Standing, i64)>, StoreError> {
    let rows: Vec<(String, i64)> = on!(conn, c => sqlx::query_as(COUNTS)
        .bind(filter.edition.0)
        .bind(contains(&filter.text.to_lowercase()))
        .bind(filter.decision.map_or("", Decision::code))
        .bind(filter.body.map(|body| body.0))
        .fetch_all(c)
        .await?);
    rows.into_iter().map(|(code, n)| Ok((standing(&code, 0)?, n))).collect()
}

/// The keys of all rows that fit.
pub async fn ids(conn: &mut Conn<'_>, filter: &RowFilter) -> Result<Vec<RowId>, StoreError> {
    let rows: Vec<(i64,)> = on!(conn, c => sqlx::query_as(IDS)
        .bind(filter.edition.0)
        .bind(contains(&filter.text.to_lowercase()))
        .bind(filter.decision.map_or("", Decision::code))
        .bind(filter.body.map(|body| body.0))
        .bind(filter.kinds())
        .fetch_all(c)
        .await?);
    Ok(rows.into_iter().map(|row| RowId(row.0)).collect())
}

/// A page of the rows that fit.
pub async fn page(conn: &mut Conn<'_>, filter: &RowFilter, at: At, limit: usize) -> Result<Page, StoreError> {
    let (text, kinds) = (contains(&filter.text.to_lowercase()), filter.kinds());
    let mut rows: Vec<Stored> = packed::rows!(conn, COLUMNS, if at.is_forward() { UP } else { DOWN }, query => sqlx::query_as(query)
        .bind(filter.edition.0)
        .bind(&text)
        .bind(filter.decision.map_or("", Decision::code))
        .bind(filter.body.map(|body| body.0))
        .bind(&kinds)
        .bind(at.from().map(|id| id.0))
        .bind(page::wanted(limit)));
    rows.sort_unstable_by_key(|row| row.id);
    if !at.is_forward() {
        rows.reverse();
    }
    let page::Page { rows, before, after } = page::cut(rows, |row| RowId(row.id), &at, limit);
    Ok(Page { rows: rows.into_iter().map(Row::try_from).collect::<Result<_, _>>()?, before, after })
}

/// A row with what the file says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    /// The row.
    pub row: Row,
    /// Its edition.
    pub edition: EditionId,
    /// 业务办理项编码
    pub handle_code: String,
    /// What the file says; none of a withdrawn one.
    pub content: Option<ItemFields>,
    /// The item before it was decided about.
    pub before: Option<ItemFields>,
    /// The item's version right after.
    pub item_version: Option<i64>,
}

fn read(text: Option<&str>, column: &'static str, id: RowId) -> Result<Option<ItemFields>, StoreError> {
    text.map(serde_json::from_str).transpose().map_err(|_| StoreError::inconsistent("provincial_row", column, id.0))
}

/// One row.
pub async fn find(conn: &mut Conn<'_>, id: RowId) -> Result<Option<Whole>, StoreError> {
    let row: Option<Stored> = on!(conn, c => sqlx::query_as(ONE).bind(id.0).fetch_optional(c).await?);
    let Some(row) = row else { return Ok(None) };
    let (edition, handle_code, content, before, item_version): (i64, String, Option<String>, Option<String>, Option<i64>) =
        on!(conn, c => sqlx::query_as(WHOLE).bind(id.0).fetch_one(c).await?);
    Ok(Some(Whole {
        row: row.try_into()?,
        edition: EditionId(edition),
        handle_code,
        content: read(content.as_deref(), "content", id)?,
        before: read(before.as_deref(), "item_before", id)?,
        item_version,
    }))
}

/// The rows of an edition that are about an item.
pub async fn about(conn: &mut Conn<'_>, edition: EditionId, item: ItemId) -> Result<Vec<RowId>, StoreError> {
    let rows: Vec<(i64,)> = on!(conn, c => sqlx::query_as(ABOUT).bind(edition.0).bind(item.0).fetch_all(c).await?);
    Ok(rows.into_iter().map(|row| RowId(row.0)).collect())
}

/// Open new rows of an edition that have one of these codes.
pub async fn waiting(conn: &mut Conn<'_>, edition: EditionId, base_code: &str, code: &str) -> Result<Vec<RowId>, StoreError> {
    let rows: Vec<(i64,)> = on!(conn, c => sqlx::query_as(WAITING).bind(edition.0).bind(base_code).bind(code).fetch_all(c).await?);
    Ok(rows.into_iter().map(|row| RowId(row.0)).collect())
}

/// What a row means here by now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stand<'f> {
    /// What it means.
    pub standing: Standing,
    /// By what it was found to be an item here.
    pub matched: Option<MatchedBy>,
    /// The item.
    pub item: Option<ItemId>,
    /// The item's body.
    pub body: Option<BodyId>,
    /// What claiming changes.
    pub fields: &'f [&'static str],
}

/// Keeps what a row means by now.
pub async fn stand(conn: &mut Conn<'_>, id: RowId, stand: &Stand<'_>) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(STAND)
        .bind(id.0)
        .bind(stand.standing.code())
        .bind(stand.matched.map(MatchedBy::code))
        .bind(stand.item.map(|item| item.0))
        .bind(stand.body.map(|body| body.0))
        .bind(stand.fields.join(","))
        .execute(c)
        .await?; });
    Ok(())
}

/// A decision about a row.
#[derive(Clone, Debug)]
pub struct Decided<'d> {
    /// What.
    pub decision: Decision,
    /// Why.
    pub reason: &'d str,
    /// Who.
    pub by: &'d str,
    /// When; none: it is open again.
    pub at: Option<Instant>,
    /// What the row means, or meant when it was decided.
    pub standing: Standing,
    /// What claiming changes or changed.
    pub fields: &'d [String],
    /// The item here.
    pub item: Option<ItemId>,
    /// The item before.
    pub before: Option<&'d ItemFields>,
    /// The item's version right after.
    pub item_version: Option<i64>,
}

/// Decides about a row; false if somebody else has.
pub async fn decide(conn: &mut Conn<'_>, id: RowId, version: i64, decided: &Decided<'_>) -> Result<bool, StoreError> {
    let before =
        decided.before.map(serde_json::to_string).transpose().map_err(|e| StoreError::inconsistent("provincial_row", "item_before", e))?;
    let changed = on!(conn, c => sqlx::query(DECIDE)
        .bind(id.0)
        .bind(version)
        .bind(decided.decision.code())
        .bind(decided.reason)
        .bind(decided.by)
        .bind(decided.at.map(|at| at.0))
        .bind(decided.standing.code())
        .bind(decided.fields.join(","))
        .bind(decided.item.map(|item| item.0))
        .bind(before.as_deref())
        .bind(decided.item_version)
        .execute(c)
        .await?
        .rows_affected());
    Ok(changed == 1)
}

/// What was decided about the same row of an edition before: that edition's name, the decision and its reason.
pub async fn earlier(conn: &mut Conn<'_>, whole: &Whole) -> Result<Option<(String, Decision, String)>, StoreError> {
    let found: Option<(String, String, String)> = on!(conn, c => sqlx::query_as(EARLIER)
        .bind(whole.edition.0)
        .bind(&whole.row.base_code)
        .bind(&whole.handle_code)
        .bind(&whole.row.code)
        .bind(&whole.row.name)
        .fetch_optional(c)
        .await?);
    found.map(|(name, code, reason)| Ok((name, decision(&code, whole.row.id.0)?, reason))).transpose()
}

/// What every described item is known by.
pub async fn held(conn: &mut Conn<'_>) -> Result<Vec<Held>, StoreError> {
    let rows: Vec<(i64, String, String, String, String)> =
        packed::rows!(conn, "id, code, base_code, handle_code, name", HELD, query => sqlx::query_as(query));
    let mut held: Vec<Held> = rows
        .into_iter()
        .map(|(id, code, base_code, handle_code, name)| Held { id: ItemId(id), code, base_code, handle_code, name })
        .collect();
    held.sort_unstable_by_key(|item| item.id);
    Ok(held)
}

/// Items of 省统一 that are not cancelled, by code.
pub async fn provincial(conn: &mut Conn<'_>) -> Result<Vec<ItemId>, StoreError> {
    let rows: Vec<(i64,)> = on!(conn, c => sqlx::query_as(PROVINCIAL).fetch_all(c).await?);
    Ok(rows.into_iter().map(|row| ItemId(row.0)).collect())
}
