//! Places: tree, codes, closure.

use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};
use domain::change::{Being, ChangeKind, Unit};
use domain::place::{Level, Place, PlaceCode, PlaceId, short_name};
use jiff::civil::Date;
use sqlx::FromRow;
use std::collections::HashMap;

macro_rules! select {
    () => {
        "SELECT p.id, p.level, p.parent_id, c.code, p.name, p.short_name, p.pinyin, p.initials, p.active, p.inactive_reason, p.opened,
            p.ended, p.version, m.successor_id AS merged_into
        FROM place p JOIN place_code c ON c.place_id = p.id AND c.valid_until IS NULL
        LEFT JOIN unit_succession m ON m.unit = 'place' AND m.predecessor_id = p.id AND m.kind = 'merge'"
    };
}

/// Every place without its words, packed; read by [`nodes`].
macro_rules! shape {
    () => {
        $crate::packed::of_7!(concat!(
            "SELECT p.id AS a, p.level AS b, COALESCE(m.successor_id, p.parent_id) AS c,
            CASE WHEN p.active THEN 1 ELSE 0 END AS d, ",
            $crate::packed::day!("p.opened"),
            " AS e, ",
            $crate::packed::day!("p.ended"),
            " AS f,
            m.successor_id AS g
        FROM place p LEFT JOIN unit_succession m ON m.unit = 'place' AND m.predecessor_id = p.id AND m.kind = 'merge' ORDER BY p.id"
        ))
    };
}
pub(crate) use shape;

sql! {
    ALL_PLACES = concat!(select!(), " ORDER BY c.code, p.id");
    ONE_PLACE = concat!(select!(), " WHERE p.id = $1");
    PATH = "SELECT ancestor_id FROM place_closure WHERE descendant_id = $1 ORDER BY depth";
    BELOW = "SELECT descendant_id FROM place_closure WHERE ancestor_id = $1 ORDER BY descendant_id";
    TOP_NAME = "SELECT name FROM place WHERE parent_id IS NULL ORDER BY id LIMIT 1";
    TOP = "SELECT id FROM place WHERE parent_id IS NULL";
    CODES = "SELECT c.code, c.place_id, c.valid_from, COALESCE(c.valid_until, p.ended) FROM place_code c JOIN place p ON p.id = c.place_id
        ORDER BY c.code, c.valid_from";
    RENAME = "UPDATE place SET name = $2, short_name = $3, pinyin = $4, initials = $5, version = version + 1 WHERE id = $1";
    SET_BEING = "UPDATE place SET opened = $2, ended = $3, version = version + 1 WHERE id = $1";
    RAISE = "UPDATE place SET version = version + 1 WHERE id = $1";
    END_CODE = "UPDATE place_code SET valid_until = $2 WHERE place_id = $1 AND valid_until IS NULL";
    TAKE_CODE = "DELETE FROM place_code WHERE place_id = $1 AND valid_until IS NULL";
    REVIVE_CODE = "UPDATE place_code SET valid_until = NULL WHERE place_id = $1 AND valid_until = $2";
    HOLDERS = "SELECT p.id FROM place_code c JOIN place p ON p.id = c.place_id
        WHERE c.code = $1 AND (c.valid_until IS NULL OR $2 < c.valid_until) AND (p.ended IS NULL OR $2 < p.ended)";
    CHILDREN = "SELECT id FROM place WHERE parent_id = $1 AND ended IS NULL ORDER BY id";
    USES = "SELECT (SELECT COUNT(*) FROM rating WHERE place_id = $1) + (SELECT COUNT(*) FROM case_count WHERE place_id = $1)
        + (SELECT COUNT(*) FROM account_grant WHERE place_id = $1) + (SELECT COUNT(*) FROM body WHERE place_id = $1)
        + (SELECT COUNT(*) FROM point WHERE place_id = $1) + (SELECT COUNT(*) FROM case_cover WHERE place_id = $1)
        + (SELECT COUNT(*) FROM place WHERE parent_id = $1) + (SELECT COUNT(*) FROM rating_window WHERE place_id = $1)
        + (SELECT COUNT(*) FROM duty_version WHERE place_id = $1) + (SELECT COUNT(*) FROM matter WHERE place_id = $1)
        + (SELECT COUNT(*) FROM task WHERE place_id = $1) + (SELECT COUNT(*) FROM inspection_plan_town WHERE place_id = $1)
        + (SELECT COUNT(*) FROM inspection_visit WHERE place_id = $1 OR town_id = $1)";
    TAKE_CODES = "DELETE FROM place_code WHERE place_id = $1";
    TAKE_CLOSURE = "DELETE FROM place_closure WHERE descendant_id = $1";
    TAKE = "DELETE FROM place WHERE id = $1";
    /// A predecessor and what is below it come to stand below its successor: what was above is one further up.
    DEEPER = "UPDATE place_closure SET depth = depth + $2
        WHERE descendant_id IN (SELECT descendant_id FROM place_closure WHERE ancestor_id = $1)
            AND ancestor_id IN (SELECT ancestor_id FROM place_closure WHERE descendant_id = $1 AND ancestor_id <> $1)";
    BELOW_SUCCESSOR = "INSERT INTO place_closure (ancestor_id, descendant_id, depth)
        SELECT CAST($2 AS BIGINT), descendant_id, depth + 1 FROM place_closure WHERE ancestor_id = $1";
    NOT_BELOW_SUCCESSOR = "DELETE FROM place_closure WHERE ancestor_id = $2
        AND descendant_id IN (SELECT descendant_id FROM place_closure WHERE ancestor_id = $1)";
    SET_ACTIVE = "UPDATE place SET active = $2, inactive_reason = $3, version = version + 1 WHERE id = $1 AND version = $4";
    INSERT = "INSERT INTO place (level, parent_id, name, short_name, pinyin, initials, active, inactive_reason, opened)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id";
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
    /// The place above; of a place that was merged, its successor.
    pub parent: Option<PlaceId>,
    /// It is counted.
    pub active: bool,
    /// When it is there.
    pub being: Being,
    /// The place that it was merged into.
    pub merged_into: Option<PlaceId>,
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
    opened: Option<String>,
    ended: Option<String>,
    merged_into: Option<i64>,
    version: i64,
}

fn being(id: i64, opened: Option<&str>, ended: Option<&str>) -> Result<Being, StoreError> {
    let day = |text: Option<&str>, column| text.map(str::parse).transpose().map_err(|_| StoreError::inconsistent("place", column, id));
    Ok(Being { opened: day(opened, "opened")?, ended: day(ended, "ended")? })
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
            being: being(row.id, row.opened.as_deref(), row.ended.as_deref())?,
            merged_into: row.merged_into.map(PlaceId),
            split_into: Vec::new(),
            version: row.version,
        })
    }
}

/// Every place with the code in force (of one that has ended, its last), in code order.
pub async fn all(conn: &mut Conn<'_>) -> Result<Vec<Place>, StoreError> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(ALL_PLACES).fetch_all(c).await?);
    let mut places: Vec<Place> = rows.into_iter().map(Place::try_from).collect::<Result<_, _>>()?;
    let mut split: HashMap<i64, Vec<PlaceId>> = HashMap::new();
    for s in crate::change::successions(conn, Unit::Place).await? {
        if s.kind == ChangeKind::Split {
            split.entry(s.predecessor).or_default().push(PlaceId(s.successor));
        }
    }
    if !split.is_empty() {
        for place in &mut places {
            place.split_into = split.remove(&place.id.0).unwrap_or_default();
        }
    }
    Ok(places)
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

/// The places that [`shape!`] packed, in the order of their keys.
pub(crate) fn nodes(packed: Option<&str>) -> Result<Vec<Node>, StoreError> {
    let rows: Vec<[i64; 7]> = crate::packed::unpack(packed)?;
    let some = |id: i64| Some(PlaceId(id)).filter(|id| id.0 != 0);
    let day = |place: i64, n: i64| -> Result<Option<Date>, StoreError> {
        let wrong = || StoreError::inconsistent("place", "opened", place);
        if n == 0 { Ok(None) } else { crate::packed::day_of(n).map(Some).ok_or_else(wrong) }
    };
    let mut nodes = Vec::with_capacity(rows.len());
    for [id, level, parent, active, opened, ended, merged_into] in rows {
        let level = i16::try_from(level).ok().and_then(Level::from_number);
        nodes.push(Node {
            id: PlaceId(id),
            level: level.ok_or_else(|| StoreError::inconsistent("place", "level", id))?,
            parent: some(parent),
            active: active != 0,
            being: Being { opened: day(id, opened)?, ended: day(id, ended)? },
            merged_into: some(merged_into),
        });
    }
    nodes.sort_unstable_by_key(|node| node.id);
    Ok(nodes)
}

/// The district; `None` in an empty database.
pub async fn district(conn: &mut Conn<'_>) -> Result<Option<PlaceId>, StoreError> {
    let row: Option<(i64,)> = on!(conn, c => sqlx::query_as(TOP).fetch_optional(c).await?);
    Ok(row.map(|r| PlaceId(r.0)))
}

/// The district's name; empty in an empty database.
pub async fn district_name(conn: &mut Conn<'_>) -> Result<String, StoreError> {
    let row: Option<(String,)> = on!(conn, c => sqlx::query_as(TOP_NAME).fetch_optional(c).await?);
    Ok(row.map(|r| r.0).unwrap_or_default())
}

/// A code that a place has or had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatedCode {
    /// 12 digits.
    pub code: String,
    /// Whose.
    pub place: PlaceId,
    /// From when on; the first row of a place is taken as having been in force before, too.
    pub from: Date,
    /// The first day on which it is no longer.
    pub until: Option<Date>,
}

/// Every code that was ever in force, with its place; for reading files that carry older codes.
pub async fn codes(conn: &mut Conn<'_>) -> Result<Vec<DatedCode>, StoreError> {
    let rows: Vec<(String, i64, String, Option<String>)> = on!(conn, c => sqlx::query_as(CODES).fetch_all(c).await?);
    let day = |text: &str, place: i64| text.parse().map_err(|_| StoreError::inconsistent("place_code", "valid_from", place));
    rows.into_iter()
        .map(|(code, place, from, until)| {
            let until = until.map(|until| day(&until, place)).transpose()?;
            Ok(DatedCode { code, place: PlaceId(place), from: day(&from, place)?, until })
        })
        .collect()
}

/// The places that hold a code on a day or after it.
pub async fn holders(conn: &mut Conn<'_>, code: &PlaceCode, day: Date) -> Result<Vec<PlaceId>, StoreError> {
    let rows: Vec<(i64,)> = on!(conn, c => sqlx::query_as(HOLDERS).bind(code.as_str()).bind(day.to_string()).fetch_all(c).await?);
    Ok(rows.into_iter().map(|r| PlaceId(r.0)).collect())
}

/// The places that stand directly below one and have not ended.
pub async fn children(conn: &mut Conn<'_>, id: PlaceId) -> Result<Vec<PlaceId>, StoreError> {
    let rows: Vec<(i64,)> = on!(conn, c => sqlx::query_as(CHILDREN).bind(id.0).fetch_all(c).await?);
    Ok(rows.into_iter().map(|r| PlaceId(r.0)).collect())
}

/// Gives a place another name.
pub async fn rename(conn: &mut Conn<'_>, id: PlaceId, name: &str) -> Result<(), StoreError> {
    let short = short_name(name);
    let (full, initials) = crate::seed::pinyin_of(short);
    on!(conn, c => { sqlx::query(RENAME).bind(id.0).bind(name).bind(short).bind(&full).bind(&initials).execute(c).await?; });
    Ok(())
}

/// Gives a place another code from a day on.
pub async fn recode(conn: &mut Conn<'_>, id: PlaceId, code: &PlaceCode, from: Date) -> Result<(), StoreError> {
    let from = from.to_string();
    on!(conn, c => { sqlx::query(END_CODE).bind(id.0).bind(&from).execute(c).await?; });
    on!(conn, c => { sqlx::query(INSERT_CODE).bind(code.as_str()).bind(id.0).bind(&from).execute(c).await?; });
    on!(conn, c => { sqlx::query(RAISE).bind(id.0).execute(c).await?; });
    Ok(())
}

/// Takes the newest code of a place back: the one that ended on that day is in force again.
pub async fn recode_back(conn: &mut Conn<'_>, id: PlaceId, from: Date) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(TAKE_CODE).bind(id.0).execute(c).await?; });
    on!(conn, c => { sqlx::query(REVIVE_CODE).bind(id.0).bind(from.to_string()).execute(c).await?; });
    on!(conn, c => { sqlx::query(RAISE).bind(id.0).execute(c).await?; });
    Ok(())
}

/// Says from when on and until when a place is there.
pub async fn set_being(conn: &mut Conn<'_>, id: PlaceId, being: Being) -> Result<(), StoreError> {
    let text = |day: Option<Date>| day.map(|day| day.to_string());
    on!(conn, c => { sqlx::query(SET_BEING).bind(id.0).bind(text(being.opened)).bind(text(being.ended)).execute(c).await?; });
    Ok(())
}

/// A place and everything below it come to stand below its successor, and their sums with it.
pub async fn merge(conn: &mut Conn<'_>, predecessor: PlaceId, successor: PlaceId, level: Level) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(DEEPER).bind(predecessor.0).bind(1_i64).execute(c).await?; });
    on!(conn, c => { sqlx::query(BELOW_SUCCESSOR).bind(predecessor.0).bind(successor.0).execute(c).await?; });
    crate::rollup::absorb(conn, successor.0, predecessor.0, level != Level::Village).await
}

/// Takes a merge back.
pub async fn unmerge(conn: &mut Conn<'_>, predecessor: PlaceId, successor: PlaceId, level: Level) -> Result<(), StoreError> {
    crate::rollup::release(conn, successor.0, predecessor.0, level != Level::Village).await?;
    on!(conn, c => { sqlx::query(NOT_BELOW_SUCCESSOR).bind(predecessor.0).bind(successor.0).execute(c).await?; });
    on!(conn, c => { sqlx::query(DEEPER).bind(predecessor.0).bind(-1_i64).execute(c).await?; });
    Ok(())
}

/// Takes a place away that was opened by mistake; false if anything refers to it.
pub async fn take_back(conn: &mut Conn<'_>, id: PlaceId) -> Result<bool, StoreError> {
    let (uses,): (i64,) = on!(conn, c => sqlx::query_as(USES).bind(id.0).fetch_one(c).await?);
    if uses > 0 {
        return Ok(false);
    }
    for text in [TAKE_CODES, TAKE_CLOSURE, TAKE] {
        on!(conn, c => { sqlx::query(text).bind(id.0).execute(c).await?; });
    }
    Ok(true)
}

/// Counts a place or leaves it out; false if the version has moved.
pub async fn set_active(conn: &mut Conn<'_>, id: PlaceId, active: bool, reason: Option<&str>, version: i64) -> Result<bool, StoreError> {
    let changed =
        on!(conn, c => sqlx::query(SET_ACTIVE).bind(id.0).bind(active).bind(reason).bind(version).execute(c).await?.rows_affected());
    Ok(changed == 1)
}

/// A place to be made.
pub struct NewPlace<'a> {
    /// Its level.
    pub level: Level,
    /// The place above.
    pub parent: Option<PlaceId>,
    /// Its code.
    pub code: &'a PlaceCode,
    /// Full name.
    pub name: &'a str,
    /// What fits on a tile.
    pub short_name: &'a str,
    /// Why it is not counted.
    pub inactive_reason: Option<&'a str>,
    /// From when on it has its code, `YYYY-MM-DD`.
    pub valid_from: &'a str,
    /// Its first day, if that is known.
    pub opened: Option<&'a str>,
}

/// Makes a place with its code, its line in the closure table and its pinyin.
pub async fn insert(conn: &mut Conn<'_>, new: &NewPlace<'_>) -> Result<PlaceId, StoreError> {
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
        .bind(new.opened)
        .fetch_one(c)
        .await?);
    on!(conn, c => { sqlx::query(INSERT_CODE).bind(new.code.as_str()).bind(id).bind(new.valid_from).execute(c).await?; });
    on!(conn, c => { sqlx::query(INSERT_CLOSURE).bind(id).bind(new.parent.map(|p| p.0)).execute(c).await?; });
    Ok(PlaceId(id))
}
