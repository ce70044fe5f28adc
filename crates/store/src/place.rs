//! Places: tree, codes, closure.

use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};
use domain::place::{Level, Place, PlaceCode, PlaceId};
use sqlx::FromRow;

sql! {
    ALL_PLACES = "SELECT p.id, p.level, p.parent_id, c.code, p.name, p.short_name, p.pinyin, p.initials, p.active, p.inactive_reason, p.version
        FROM place p JOIN place_code c ON c.place_id = p.id AND c.valid_until IS NULL
        ORDER BY c.code";
    SHAPE = "SELECT id, level, parent_id, active FROM place ORDER BY id";
    ONE_PLACE = "SELECT p.id, p.level, p.parent_id, c.code, p.name, p.short_name, p.pinyin, p.initials, p.active, p.inactive_reason, p.version
        FROM place p JOIN place_code c ON c.place_id = p.id AND c.valid_until IS NULL
        WHERE p.id = $1";
    PATH = "SELECT ancestor_id FROM place_closure WHERE descendant_id = $1 ORDER BY depth";
    BELOW = "SELECT descendant_id FROM place_closure WHERE ancestor_id = $1 ORDER BY descendant_id";
    TOP = "SELECT id FROM place WHERE parent_id IS NULL";
    CODES = "SELECT code, place_id FROM place_code ORDER BY code, valid_from";
    SET_ACTIVE = "UPDATE place SET active = $2, inactive_reason = $3, version = version + 1 WHERE id = $1 AND version = $4";
    INSERT = "INSERT INTO place (level, parent_id, name, short_name, pinyin, initials, active, inactive_reason)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id";
    INSERT_CODE = "INSERT INTO place_code (code, place_id, valid_from) VALUES ($1, $2, $3)";
    INSERT_CLOSURE = "INSERT INTO place_closure (ancestor_id, descendant_id, depth)
        SELECT ancestor_id, CAST($1 AS BIGINT), depth + 1 FROM place_closure WHERE descendant_id = $2
        UNION ALL SELECT CAST($1 AS BIGINT), CAST($1 AS BIGINT), 0";
}

/// A place without its words: what figures need to know of the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// The place.
    pub id: PlaceId,
    /// Its level.
    pub level: Level,
    /// The place above.
    pub parent: Option<PlaceId>,
    /// It is counted.
    pub active: bool,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    level: i64,
    parent_id: Option<i64>,
    code: String,
    name: String,
    short_name: String,
    pinyin: String,
    initials: String,
    active: bool,
    inactive_reason: Option<String>,
    version: i64,
}

impl TryFrom<Row> for Place {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let level = i16::try_from(row.level).ok().and_then(Level::from_number);
        Ok(Self {
            id: PlaceId(row.id),
            level: level.ok_or_else(|| StoreError::inconsistent("place", "level", row.id))?,
            parent: row.parent_id.map(PlaceId),
            code: PlaceCode::parse(&row.code).ok_or_else(|| StoreError::inconsistent("place_code", "code", row.id))?,
            name: row.name,
            short_name: row.short_name,
            pinyin: row.pinyin,
            initials: row.initials,
            active: row.active,
            inactive_reason: row.inactive_reason,
            version: row.version,
        })
    }
}

/// Every place with the code in force, in code order.
pub async fn all(conn: &mut Conn<'_>) -> Result<Vec<Place>, StoreError> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(ALL_PLACES).fetch_all(c).await?);
    rows.into_iter().map(Place::try_from).collect()
}

/// One place.
pub async fn find(conn: &mut Conn<'_>, id: PlaceId) -> Result<Option<Place>, StoreError> {
    let row: Option<Row> = on!(conn, c => sqlx::query_as(ONE_PLACE).bind(id.0).fetch_optional(c).await?);
    row.map(Place::try_from).transpose()
}

/// The place itself and all places above it, nearest first; empty if there is no such place.
pub async fn path(conn: &mut Conn<'_>, id: PlaceId) -> Result<Vec<PlaceId>, StoreError> {
    let rows: Vec<(i64,)> = on!(conn, c => sqlx::query_as(PATH).bind(id.0).fetch_all(c).await?);
    Ok(rows.into_iter().map(|r| PlaceId(r.0)).collect())
}

/// The place itself and all places below it.
pub async fn below(conn: &mut Conn<'_>, id: PlaceId) -> Result<Vec<PlaceId>, StoreError> {
    let rows: Vec<(i64,)> = on!(conn, c => sqlx::query_as(BELOW).bind(id.0).fetch_all(c).await?);
    Ok(rows.into_iter().map(|r| PlaceId(r.0)).collect())
}

/// Every place without its words.
pub async fn shape(conn: &mut Conn<'_>) -> Result<Vec<Node>, StoreError> {
    let rows: Vec<(i64, i64, Option<i64>, bool)> = on!(conn, c => sqlx::query_as(SHAPE).fetch_all(c).await?);
    rows.into_iter()
        .map(|(id, level, parent, active)| {
            let level = i16::try_from(level).ok().and_then(Level::from_number);
            let level = level.ok_or_else(|| StoreError::inconsistent("place", "level", id))?;
            Ok(Node { id: PlaceId(id), level, parent: parent.map(PlaceId), active })
        })
        .collect()
}

/// The district; `None` in an empty database.
pub async fn district(conn: &mut Conn<'_>) -> Result<Option<PlaceId>, StoreError> {
    let row: Option<(i64,)> = on!(conn, c => sqlx::query_as(TOP).fetch_optional(c).await?);
    Ok(row.map(|r| PlaceId(r.0)))
}

/// Every code that was ever in force, with its place; for reading files that carry older codes.
pub async fn codes(conn: &mut Conn<'_>) -> Result<Vec<(String, PlaceId)>, StoreError> {
    let rows: Vec<(String, i64)> = on!(conn, c => sqlx::query_as(CODES).fetch_all(c).await?);
    Ok(rows.into_iter().map(|(code, id)| (code, PlaceId(id))).collect())
}

/// Counts a place or leaves it out; false if the version has moved.
pub async fn set_active(conn: &mut Conn<'_>, id: PlaceId, active: bool, reason: Option<&str>, version: i64) -> Result<bool, StoreError> {
    let changed =
        on!(conn, c => sqlx::query(SET_ACTIVE).bind(id.0).bind(active).bind(reason).bind(version).execute(c).await?.rows_affected());
    Ok(changed == 1)
}

/// A place to be made.
pub(crate) struct NewPlace<'a> {
    pub(crate) level: Level,
    pub(crate) parent: Option<PlaceId>,
    pub(crate) code: &'a PlaceCode,
    pub(crate) name: &'a str,
    pub(crate) short_name: &'a str,
    pub(crate) inactive_reason: Option<&'a str>,
    pub(crate) valid_from: &'a str,
}

/// Makes a place with its code, its line in the closure table and its pinyin.
pub(crate) async fn insert(conn: &mut Conn<'_>, new: &NewPlace<'_>) -> Result<PlaceId, StoreError> {
    let (full, initials) = crate::seed::pinyin_of(new.short_name);
    let (id,): (i64,) = on!(conn, c => sqlx::query_as(INSERT)
        .bind(i64::from(new.level.number()))
        .bind(new.parent.map(|p| p.0))
        .bind(new.name)
        .bind(new.short_name)
        .bind(&full)
        .bind(&initials)
        .bind(new.inactive_reason.is_none())
        .bind(new.inactive_reason)
        .fetch_one(c)
        .await?);
    on!(conn, c => { sqlx::query(INSERT_CODE).bind(new.code.as_str()).bind(id).bind(new.valid_from).execute(c).await?; });
    on!(conn, c => { sqlx::query(INSERT_CLOSURE).bind(id).bind(new.parent.map(|p| p.0)).execute(c).await?; });
    Ok(PlaceId(id))
}
