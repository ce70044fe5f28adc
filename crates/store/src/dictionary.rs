//! Dictionaries that ratings and cases point into: sources, items, modules, reasons, windows.

use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};

sql! {
    MODULES = "SELECT id, name FROM module ORDER BY id";
    SOURCES = "SELECT id, name, numberless FROM source ORDER BY name";
    SAVE_SOURCE = "INSERT INTO source (name, numberless) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET numberless = excluded.numberless RETURNING id";
    ITEMS = "SELECT id, code, name FROM item";
    ITEM_KEYS = "SELECT item_id, code FROM item_former_code
        UNION ALL SELECT MIN(i.id), 'name:' || i.name FROM item i WHERE i.id IN (SELECT item_id FROM item_version) GROUP BY i.name HAVING COUNT(*) = 1";
    ADD_ITEM = "INSERT INTO item (code, name) VALUES ($1, $2) ON CONFLICT (code) DO UPDATE SET code = excluded.code RETURNING id";
    REASONS = "SELECT id, name FROM reason";
    ADD_REASON = "INSERT INTO reason (name) VALUES ($1) ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING id";
    WINDOWS = "SELECT id, place_id, point_id, no FROM rating_window";
    ADD_WINDOW = "INSERT INTO rating_window (place_id, point_id, no) VALUES ($1, $2, $3)
        ON CONFLICT (place_id, point_id, no) DO UPDATE SET no = excluded.no RETURNING id";
    POINT_NAMES = "SELECT id, place_id, name FROM point ORDER BY id";
    BODY_NAMES = "SELECT id, code, name FROM body ORDER BY id";
}

/// A source of files.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Source {
    /// Key.
    pub id: i64,
    /// Name.
    pub name: String,
    /// Its records carry no number.
    pub numberless: bool,
}

/// Modules: key and name.
pub async fn modules(conn: &mut Conn<'_>) -> Result<Vec<(i64, String)>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(MODULES).fetch_all(c).await?))
}

/// Sources by name.
pub async fn sources(conn: &mut Conn<'_>) -> Result<Vec<Source>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(SOURCES).fetch_all(c).await?))
}

/// Declares a source, or changes whether it is numberless.
pub async fn save_source(conn: &mut Conn<'_>, name: &str, numberless: bool) -> Result<i64, StoreError> {
    let (id,): (i64,) = on!(conn, c => sqlx::query_as(SAVE_SOURCE).bind(name).bind(numberless).fetch_one(c).await?);
    Ok(id)
}

/// Items: key, code, name.
pub async fn items(conn: &mut Conn<'_>) -> Result<Vec<(i64, String, String)>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(ITEMS).fetch_all(c).await?))
}

/// Other keys by which files may know items: codes that an item had before, and `name:` with the name of an item of the
/// catalogue that no other one has.
pub async fn item_keys(conn: &mut Conn<'_>) -> Result<Vec<(i64, String)>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(ITEM_KEYS).fetch_all(c).await?))
}

/// The item of a code, made if it is new.
pub async fn add_item(conn: &mut Conn<'_>, code: &str, name: &str) -> Result<i64, StoreError> {
    let (id,): (i64,) = on!(conn, c => sqlx::query_as(ADD_ITEM).bind(code).bind(name).fetch_one(c).await?);
    Ok(id)
}

/// Reasons: key and name.
pub async fn reasons(conn: &mut Conn<'_>) -> Result<Vec<(i64, String)>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(REASONS).fetch_all(c).await?))
}

/// The reason of a name, made if it is new.
pub async fn add_reason(conn: &mut Conn<'_>, name: &str) -> Result<i64, StoreError> {
    let (id,): (i64,) = on!(conn, c => sqlx::query_as(ADD_REASON).bind(name).fetch_one(c).await?);
    Ok(id)
}

/// Windows that ratings named: key, place, point (0 unknown), number.
pub async fn windows(conn: &mut Conn<'_>) -> Result<Vec<(i64, i64, i64, String)>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(WINDOWS).fetch_all(c).await?))
}

/// The window of a point, made if it is new.
pub async fn add_window(conn: &mut Conn<'_>, place: i64, point: i64, no: &str) -> Result<i64, StoreError> {
    let (id,): (i64,) = on!(conn, c => sqlx::query_as(ADD_WINDOW).bind(place).bind(point).bind(no).fetch_one(c).await?);
    Ok(id)
}

/// Service points: key, place, name.
pub async fn point_names(conn: &mut Conn<'_>) -> Result<Vec<(i64, i64, String)>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(POINT_NAMES).fetch_all(c).await?))
}

/// Bodies: key, code, name.
pub async fn body_names(conn: &mut Conn<'_>) -> Result<Vec<(i64, Option<String>, String)>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(BODY_NAMES).fetch_all(c).await?))
}
