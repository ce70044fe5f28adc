//! Bodies (部门).

use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};
use domain::body::{Body, BodyId};
use domain::change::Being;
use domain::permission::Scope;
use domain::place::PlaceId;
use jiff::civil::Date;
use sqlx::FromRow;

macro_rules! select {
    () => {
        "SELECT b.id, b.code, b.name, b.place_id, b.active, b.opened, b.ended, b.version, m.successor_id AS merged_into
        FROM body b LEFT JOIN unit_succession m ON m.unit = 'body' AND m.predecessor_id = b.id AND m.kind = 'merge'"
    };
}

sql! {
    EVERY = concat!(select!(), " ORDER BY b.name");
    ONE = concat!(select!(), " WHERE b.id = $1");
    NAMED = "SELECT id FROM body WHERE name = $1";
    CODED = "SELECT id FROM body WHERE code = $1";
    FIRST = "SELECT id FROM body ORDER BY id LIMIT 1";
    INSERT = "INSERT INTO body (code, name, place_id, active)
        SELECT CAST($1 AS TEXT), CAST($2 AS TEXT), CAST($3 AS BIGINT), CAST($4 AS BOOLEAN) FROM place_closure
        WHERE ancestor_id = $5 AND descendant_id = $3 RETURNING id";
    SAVE = "UPDATE body SET code = $2, name = $3, place_id = $4, active = $5, version = version + 1
        WHERE id = $1 AND version = $6
            AND place_id IN (SELECT descendant_id FROM place_closure WHERE ancestor_id = $7)";
    IS_ITSELF = "INSERT INTO body_closure (ancestor_id, descendant_id) VALUES ($1, $1)";
    MERGED = "INSERT INTO body_closure (ancestor_id, descendant_id) SELECT CAST($2 AS BIGINT), descendant_id FROM body_closure WHERE ancestor_id = $1";
    UNMERGED = "DELETE FROM body_closure WHERE ancestor_id = $2
        AND descendant_id IN (SELECT descendant_id FROM body_closure WHERE ancestor_id = $1)";
    CLOSURE = "SELECT ancestor_id, descendant_id FROM body_closure WHERE ancestor_id <> descendant_id";
    RENAME = "UPDATE body SET name = $2, version = version + 1 WHERE id = $1";
    RECODE = "UPDATE body SET code = $2, version = version + 1 WHERE id = $1";
    KEEP_CODE = "INSERT INTO body_code (body_id, code, valid_until) VALUES ($1, $2, $3)
        ON CONFLICT (body_id, valid_until) DO NOTHING";
    TAKE_CODE = "DELETE FROM body_code WHERE body_id = $1 AND valid_until = $2";
    CODES = "SELECT body_id, code FROM body_code ORDER BY body_id, valid_until";
    SET_BEING = "UPDATE body SET opened = $2, ended = $3, version = version + 1 WHERE id = $1";
    USES = "SELECT (SELECT COUNT(*) FROM rating WHERE body_id = $1) + (SELECT COUNT(*) FROM case_count WHERE body_id = $1)
        + (SELECT COUNT(*) FROM account_grant WHERE body_id = $1) + (SELECT COUNT(*) FROM case_cover WHERE body_id = $1)
        + (SELECT COUNT(*) FROM module WHERE owner_id = $1) + (SELECT COUNT(*) FROM item_version WHERE body_id = $1)
        + (SELECT COUNT(*) FROM item_joint_body WHERE body_id = $1) + (SELECT COUNT(*) FROM item_release WHERE body_id = $1)
        + (SELECT COUNT(*) FROM item_release_body WHERE body_id = $1)
        + (SELECT COUNT(*) FROM item_proposal WHERE body_id = $1 OR speaks_for = $1)
        + (SELECT COUNT(*) FROM provincial_row WHERE body_id = $1)
        + (SELECT COUNT(*) FROM duty_version WHERE body_id = $1) + (SELECT COUNT(*) FROM duty_joint_body WHERE body_id = $1)
        + (SELECT COUNT(*) FROM matter_body WHERE body_id = $1) + (SELECT COUNT(*) FROM task_body WHERE body_id = $1)
        + (SELECT COUNT(*) FROM task_form WHERE body_id = $1)
        + (SELECT COUNT(*) FROM task_group WHERE lead_id = $1) + (SELECT COUNT(*) FROM meeting_body WHERE body_id = $1)";
    TAKE_CLOSURE = "DELETE FROM body_closure WHERE descendant_id = $1";
    TAKE = "DELETE FROM body WHERE id = $1";
}

#[derive(FromRow)]
struct Row {
    id: i64,
    code: Option<String>,
    name: String,
    place_id: i64,
    active: bool,
    opened: Option<String>,
    ended: Option<String>,
    merged_into: Option<i64>,
    version: i64,
}

impl TryFrom<Row> for Body {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let day =
            |text: Option<&str>, column| text.map(str::parse).transpose().map_err(|_| StoreError::inconsistent("body", column, row.id));
        Ok(Self {
            id: BodyId(row.id),
            being: Being { opened: day(row.opened.as_deref(), "opened")?, ended: day(row.ended.as_deref(), "ended")? },
            code: row.code,
            name: row.name,
            place: PlaceId(row.place_id),
            active: row.active,
            merged_into: row.merged_into.map(BodyId),
            version: row.version,
        })
    }
}

/// What is stored of a body.
#[derive(Clone, Copy, Debug)]
pub struct BodyFields<'a> {
    /// 统一社会信用代码
    pub code: Option<&'a str>,
    /// Name.
    pub name: &'a str,
    /// Where it sits.
    pub place: PlaceId,
    /// Still handling cases.
    pub active: bool,
}

/// Every body by name. Bodies are published to all who are signed in.
pub async fn all(conn: &mut Conn<'_>) -> Result<Vec<Body>, StoreError> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(EVERY).fetch_all(c).await?);
    rows.into_iter().map(Body::try_from).collect()
}

/// One body.
pub async fn find(conn: &mut Conn<'_>, id: BodyId) -> Result<Option<Body>, StoreError> {
    let row: Option<Row> = on!(conn, c => sqlx::query_as(ONE).bind(id.0).fetch_optional(c).await?);
    row.map(Body::try_from).transpose()
}

/// The body of a name.
pub async fn named(conn: &mut Conn<'_>, name: &str) -> Result<Option<BodyId>, StoreError> {
    let row: Option<(i64,)> = on!(conn, c => sqlx::query_as(NAMED).bind(name).fetch_optional(c).await?);
    Ok(row.map(|r| BodyId(r.0)))
}

/// The body of a credit code.
pub async fn coded(conn: &mut Conn<'_>, code: &str) -> Result<Option<BodyId>, StoreError> {
    let row: Option<(i64,)> = on!(conn, c => sqlx::query_as(CODED).bind(code).fetch_optional(c).await?);
    Ok(row.map(|r| BodyId(r.0)))
}

/// The oldest body, if there is any.
pub async fn first(conn: &mut Conn<'_>) -> Result<Option<BodyId>, StoreError> {
    let row: Option<(i64,)> = on!(conn, c => sqlx::query_as(FIRST).fetch_optional(c).await?);
    Ok(row.map(|r| BodyId(r.0)))
}

/// Makes a body within a scope; `None` if its place lies outside.
pub async fn insert(conn: &mut Conn<'_>, scope: &Scope, fields: &BodyFields<'_>) -> Result<Option<BodyId>, StoreError> {
    let row: Option<(i64,)> = on!(conn, c => sqlx::query_as(INSERT)
        .bind(fields.code)
        .bind(fields.name)
        .bind(fields.place.0)
        .bind(fields.active)
        .bind(scope.place().0)
        .fetch_optional(c)
        .await?);
    if let Some((id,)) = row {
        on!(conn, c => { sqlx::query(IS_ITSELF).bind(id).execute(c).await?; });
    }
    Ok(row.map(|r| BodyId(r.0)))
}

/// Gives a body another name.
pub async fn rename(conn: &mut Conn<'_>, id: BodyId, name: &str) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(RENAME).bind(id.0).bind(name).execute(c).await?; });
    Ok(())
}

/// Gives a body another credit code, keeping the one that it had until a day.
pub async fn recode(conn: &mut Conn<'_>, id: BodyId, before: Option<&str>, code: &str, from: Date) -> Result<(), StoreError> {
    if let Some(before) = before {
        keep_code(conn, id, before, from).await?;
    }
    on!(conn, c => { sqlx::query(RECODE).bind(id.0).bind(code).execute(c).await?; });
    Ok(())
}

/// Keeps the code that a body had until a day; of several on one day the first one.
pub async fn keep_code(conn: &mut Conn<'_>, id: BodyId, code: &str, until: Date) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(KEEP_CODE).bind(id.0).bind(code).bind(until.to_string()).execute(c).await?; });
    Ok(())
}

/// Takes a change of code back.
pub async fn recode_back(conn: &mut Conn<'_>, id: BodyId, before: Option<&str>, from: Date) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(TAKE_CODE).bind(id.0).bind(from.to_string()).execute(c).await?; });
    on!(conn, c => { sqlx::query(RECODE).bind(id.0).bind(before).execute(c).await?; });
    Ok(())
}

/// Credit codes that bodies had before.
pub async fn former_codes(conn: &mut Conn<'_>) -> Result<Vec<(BodyId, String)>, StoreError> {
    let rows: Vec<(i64, String)> = on!(conn, c => sqlx::query_as(CODES).fetch_all(c).await?);
    Ok(rows.into_iter().map(|(id, code)| (BodyId(id), code)).collect())
}

/// Says from when on and until when a body is there.
pub async fn set_being(conn: &mut Conn<'_>, id: BodyId, being: Being) -> Result<(), StoreError> {
    let text = |day: Option<Date>| day.map(|day| day.to_string());
    on!(conn, c => { sqlx::query(SET_BEING).bind(id.0).bind(text(being.opened)).bind(text(being.ended)).execute(c).await?; });
    Ok(())
}

/// What a body handled counts for its successor from now on.
pub async fn merge(conn: &mut Conn<'_>, predecessor: BodyId, successor: BodyId) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(MERGED).bind(predecessor.0).bind(successor.0).execute(c).await?; });
    Ok(())
}

/// Takes a merge back.
pub async fn unmerge(conn: &mut Conn<'_>, predecessor: BodyId, successor: BodyId) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(UNMERGED).bind(predecessor.0).bind(successor.0).execute(c).await?; });
    Ok(())
}

/// Pairs of a body and one that was merged into it, also through others.
pub async fn merged(conn: &mut Conn<'_>) -> Result<Vec<(BodyId, BodyId)>, StoreError> {
    let rows: Vec<(i64, i64)> = on!(conn, c => sqlx::query_as(CLOSURE).fetch_all(c).await?);
    Ok(rows.into_iter().map(|(into, from)| (BodyId(into), BodyId(from))).collect())
}

/// Takes a body away that was opened by mistake; false if anything refers to it.
pub async fn take_back(conn: &mut Conn<'_>, id: BodyId) -> Result<bool, StoreError> {
    let (uses,): (i64,) = on!(conn, c => sqlx::query_as(USES).bind(id.0).fetch_one(c).await?);
    if uses > 0 {
        return Ok(false);
    }
    for text in [TAKE_CLOSURE, TAKE] {
        on!(conn, c => { sqlx::query(text).bind(id.0).execute(c).await?; });
    }
    Ok(true)
}

/// Saves a body that sits within a scope; false if it lies outside or the version has moved.
pub async fn save(conn: &mut Conn<'_>, scope: &Scope, id: BodyId, fields: &BodyFields<'_>, version: i64) -> Result<bool, StoreError> {
    let changed = on!(conn, c => sqlx::query(SAVE)
        .bind(id.0)
        .bind(fields.code)
        .bind(fields.name)
        .bind(fields.place.0)
        .bind(fields.active)
        .bind(version)
        .bind(scope.place().0)
        .execute(c)
        .await?
        .rows_affected());
    Ok(changed == 1)
}
