//! Bodies (部门).

use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};
use domain::body::{Body, BodyId};
use domain::permission::Scope;
use domain::place::PlaceId;
use sqlx::FromRow;

sql! {
    EVERY = "SELECT id, code, name, place_id, active, version FROM body ORDER BY name";
    ONE = "SELECT id, code, name, place_id, active, version FROM body WHERE id = $1";
    NAMED = "SELECT id FROM body WHERE name = $1";
    CODED = "SELECT id FROM body WHERE code = $1";
    FIRST = "SELECT id FROM body ORDER BY id LIMIT 1";
    INSERT = "INSERT INTO body (code, name, place_id, active)
        SELECT CAST($1 AS TEXT), CAST($2 AS TEXT), CAST($3 AS BIGINT), CAST($4 AS BOOLEAN) FROM place_closure
        WHERE ancestor_id = $5 AND descendant_id = $3 RETURNING id";
    SAVE = "UPDATE body SET code = $2, name = $3, place_id = $4, active = $5, version = version + 1
        WHERE id = $1 AND version = $6
            AND place_id IN (SELECT descendant_id FROM place_closure WHERE ancestor_id = $7)";
}

#[derive(FromRow)]
struct Row {
    id: i64,
    code: Option<String>,
    name: String,
    place_id: i64,
    active: bool,
    version: i64,
}

impl From<Row> for Body {
    fn from(row: Row) -> Self {
        Self { id: BodyId(row.id), code: row.code, name: row.name, place: PlaceId(row.place_id), active: row.active, version: row.version }
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
    Ok(rows.into_iter().map(Body::from).collect())
}

/// One body.
pub async fn find(conn: &mut Conn<'_>, id: BodyId) -> Result<Option<Body>, StoreError> {
    let row: Option<Row> = on!(conn, c => sqlx::query_as(ONE).bind(id.0).fetch_optional(c).await?);
    Ok(row.map(Body::from))
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
    Ok(row.map(|r| BodyId(r.0)))
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
