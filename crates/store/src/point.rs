//! Service points (服务站点) with their windows and devices.

use crate::db::Conn;
use crate::error::StoreError;
use crate::inspection::visit::Visit;
use crate::{on, sql};
use domain::permission::Scope;
use domain::place::PlaceId;
use domain::point::{Device, Point, PointFields, PointId, PointKind, Window};
use jiff::civil::Date;
use sqlx::FromRow;
use std::collections::HashMap;

macro_rules! select {
    () => {
        "SELECT p.id, p.place_id, p.kind, p.name, p.address, p.head, p.staff, p.phone, p.hours, p.leader, p.cadre, p.opened, p.active, p.ended,
            p.version, m.successor_id AS merged_into
        FROM point p JOIN place_closure s ON s.descendant_id = p.place_id AND s.ancestor_id = $1
        LEFT JOIN unit_succession m ON m.unit = 'point' AND m.predecessor_id = p.id AND m.kind = 'merge'"
    };
}

sql! {
    WITHIN = concat!(select!(), " JOIN place_code c ON c.place_id = p.place_id AND c.valid_until IS NULL ORDER BY c.code, p.name");
    ONE = concat!(select!(), " WHERE p.id = $2");
    RENAME = "UPDATE point SET name = $2, version = version + 1 WHERE id = $1";
    SET_ENDED = "UPDATE point SET ended = $2, version = version + 1 WHERE id = $1";
    USES = "SELECT (SELECT COUNT(*) FROM rating WHERE point_id = $1) + (SELECT COUNT(*) FROM case_count WHERE point_id = $1)
        + (SELECT COUNT(*) FROM rating_window WHERE point_id = $1) + (SELECT COUNT(*) FROM availability WHERE point_id = $1)
        + (SELECT COUNT(*) FROM inspection_visit WHERE point_id = $1)";
    TAKE = "DELETE FROM point WHERE id = $1";
    NAMES_AT = "SELECT p.id, p.name FROM point p JOIN place_closure s ON s.descendant_id = p.place_id AND s.ancestor_id = $1 ORDER BY p.id";
    PLACE_OF = "SELECT place_id FROM point WHERE id = $1";
    NAMED = "SELECT id FROM point WHERE place_id = $1 AND name = $2";
    WINDOWS_WITHIN = "SELECT w.point_id, w.no, w.name FROM point_window w JOIN point p ON p.id = w.point_id
            JOIN place_closure s ON s.descendant_id = p.place_id AND s.ancestor_id = $1
        ORDER BY w.point_id, w.ordinal";
    DEVICES_WITHIN = "SELECT w.point_id, w.no, w.name FROM point_device w JOIN point p ON p.id = w.point_id
            JOIN place_closure s ON s.descendant_id = p.place_id AND s.ancestor_id = $1
        ORDER BY w.point_id, w.ordinal";
    INSERT = "INSERT INTO point (place_id, kind, name, address, head, staff, phone, hours, leader, cadre, opened, active)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id";
    SAVE = "UPDATE point SET name = $3, address = $4, head = $5, staff = $6, phone = $7, hours = $8, leader = $9, cadre = $10,
            opened = $11, active = $12, version = version + 1
        WHERE id = $1 AND version = $2
            AND place_id IN (SELECT descendant_id FROM place_closure WHERE ancestor_id = $13)";
    CLEAR_WINDOWS = "DELETE FROM point_window WHERE point_id = $1";
    CLEAR_DEVICES = "DELETE FROM point_device WHERE point_id = $1";
    ADD_WINDOW = "INSERT INTO point_window (point_id, ordinal, no, name) VALUES ($1, $2, $3, $4)";
    ADD_DEVICE = "INSERT INTO point_device (point_id, ordinal, no, name) VALUES ($1, $2, $3, $4)";
}

#[derive(FromRow)]
struct Row {
    id: i64,
    place_id: i64,
    kind: String,
    name: String,
    address: String,
    head: String,
    staff: String,
    phone: String,
    hours: String,
    leader: String,
    cadre: String,
    opened: Option<String>,
    active: bool,
    ended: Option<String>,
    merged_into: Option<i64>,
    version: i64,
}

impl Row {
    fn into_point(self, windows: Vec<Window>, devices: Vec<Device>) -> Result<Point, StoreError> {
        let wrong = |column| StoreError::inconsistent("point", column, self.id);
        Ok(Point {
            id: PointId(self.id),
            place: PlaceId(self.place_id),
            kind: PointKind::from_code(&self.kind).ok_or_else(|| wrong("kind"))?,
            ended: self.ended.as_deref().map(str::parse).transpose().map_err(|_| wrong("ended"))?,
            merged_into: self.merged_into.map(PointId),
            fields: PointFields {
                opened: self.opened.as_deref().map(str::parse).transpose().map_err(|_| wrong("opened"))?,
                name: self.name,
                address: self.address,
                head: self.head,
                staff: self.staff,
                phone: self.phone,
                hours: self.hours,
                leader: self.leader,
                cadre: self.cadre,
                active: self.active,
                windows,
                devices,
            },
            version: self.version,
        })
    }
}

/// Point, number, name: a window's or a device's row.
type Part = (i64, String, String);

/// The service points of a scope, by place code and name.
pub async fn within(conn: &mut Conn<'_>, scope: &Scope) -> Result<Vec<Point>, StoreError> {
    let top = scope.place().0;
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(WITHIN).bind(top).fetch_all(c).await?);
    let windows: Vec<Part> = on!(conn, c => sqlx::query_as(WINDOWS_WITHIN).bind(top).fetch_all(c).await?);
    let devices: Vec<Part> = on!(conn, c => sqlx::query_as(DEVICES_WITHIN).bind(top).fetch_all(c).await?);
    let mut windows_of: HashMap<i64, Vec<Window>> = HashMap::new();
    for (point, no, name) in windows {
        windows_of.entry(point).or_default().push(Window { no, name });
    }
    let mut devices_of: HashMap<i64, Vec<Device>> = HashMap::new();
    for (point, no, name) in devices {
        devices_of.entry(point).or_default().push(Device { no, name });
    }
    rows.into_iter()
        .map(|row| {
            let id = row.id;
            row.into_point(windows_of.remove(&id).unwrap_or_default(), devices_of.remove(&id).unwrap_or_default())
        })
        .collect()
}

/// One service point, if it lies within a scope.
pub async fn find(conn: &mut Conn<'_>, scope: &Scope, id: PointId) -> Result<Option<Point>, StoreError> {
    by_key(conn, scope.place(), id).await
}

async fn by_key(conn: &mut Conn<'_>, top: PlaceId, id: PointId) -> Result<Option<Point>, StoreError> {
    let row: Option<Row> = on!(conn, c => sqlx::query_as(ONE).bind(top.0).bind(id.0).fetch_optional(c).await?);
    let Some(row) = row else { return Ok(None) };
    // Few points stand at one place, so what hangs on them is read like a list.
    let place = row.place_id;
    let windows: Vec<Part> = on!(conn, c => sqlx::query_as(WINDOWS_WITHIN).bind(place).fetch_all(c).await?);
    let devices: Vec<Part> = on!(conn, c => sqlx::query_as(DEVICES_WITHIN).bind(place).fetch_all(c).await?);
    let windows = windows.into_iter().filter(|w| w.0 == id.0).map(|(_, no, name)| Window { no, name }).collect();
    let devices = devices.into_iter().filter(|d| d.0 == id.0).map(|(_, no, name)| Device { no, name }).collect();
    row.into_point(windows, devices).map(Some)
}

/// The service point of a visit: whoever goes there sees what is known of it, wherever his own place is.
pub async fn of_visit(conn: &mut Conn<'_>, visit: &Visit) -> Result<Option<Point>, StoreError> {
    by_key(conn, visit.spot.place, visit.spot.point).await
}

/// The place of a point, to ask for the scope with.
pub async fn place_of(conn: &mut Conn<'_>, id: PointId) -> Result<Option<PlaceId>, StoreError> {
    let row: Option<(i64,)> = on!(conn, c => sqlx::query_as(PLACE_OF).bind(id.0).fetch_optional(c).await?);
    Ok(row.map(|r| PlaceId(r.0)))
}

/// The point of a name at the place of a scope.
pub async fn named(conn: &mut Conn<'_>, scope: &Scope, name: &str) -> Result<Option<PointId>, StoreError> {
    let row: Option<(i64,)> = on!(conn, c => sqlx::query_as(NAMED).bind(scope.place().0).bind(name).fetch_optional(c).await?);
    Ok(row.map(|r| PointId(r.0)))
}

/// Makes a service point at the place of a scope.
pub async fn insert(conn: &mut Conn<'_>, scope: &Scope, kind: PointKind, fields: &PointFields) -> Result<PointId, StoreError> {
    let (id,): (i64,) = on!(conn, c => sqlx::query_as(INSERT)
        .bind(scope.place().0)
        .bind(kind.code())
        .bind(&fields.name)
        .bind(&fields.address)
        .bind(&fields.head)
        .bind(&fields.staff)
        .bind(&fields.phone)
        .bind(&fields.hours)
        .bind(&fields.leader)
        .bind(&fields.cadre)
        .bind(fields.opened.map(|d| d.to_string()))
        .bind(fields.active)
        .fetch_one(c)
        .await?);
    add_parts(conn, id, fields).await?;
    Ok(PointId(id))
}

/// Saves a service point; false if it lies outside of the scope or the version has moved.
pub async fn save(conn: &mut Conn<'_>, scope: &Scope, id: PointId, fields: &PointFields, version: i64) -> Result<bool, StoreError> {
    let changed = on!(conn, c => sqlx::query(SAVE)
        .bind(id.0)
        .bind(version)
        .bind(&fields.name)
        .bind(&fields.address)
        .bind(&fields.head)
        .bind(&fields.staff)
        .bind(&fields.phone)
        .bind(&fields.hours)
        .bind(&fields.leader)
        .bind(&fields.cadre)
        .bind(fields.opened.map(|d| d.to_string()))
        .bind(fields.active)
        .bind(scope.place().0)
        .execute(c)
        .await?
        .rows_affected());
    if changed != 1 {
        return Ok(false);
    }
    on!(conn, c => { sqlx::query(CLEAR_WINDOWS).bind(id.0).execute(c).await?; });
    on!(conn, c => { sqlx::query(CLEAR_DEVICES).bind(id.0).execute(c).await?; });
    add_parts(conn, id.0, fields).await?;
    Ok(true)
}

async fn add_parts(conn: &mut Conn<'_>, id: i64, fields: &PointFields) -> Result<(), StoreError> {
    for (ordinal, window) in (1_i64..).zip(&fields.windows) {
        on!(conn, c => { sqlx::query(ADD_WINDOW).bind(id).bind(ordinal).bind(&window.no).bind(&window.name).execute(c).await?; });
    }
    for (ordinal, device) in (1_i64..).zip(&fields.devices) {
        on!(conn, c => { sqlx::query(ADD_DEVICE).bind(id).bind(ordinal).bind(&device.no).bind(&device.name).execute(c).await?; });
    }
    Ok(())
}

/// Gives a point another name.
pub async fn rename(conn: &mut Conn<'_>, id: PointId, name: &str) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(RENAME).bind(id.0).bind(name).execute(c).await?; });
    Ok(())
}

/// Says until when a point is there.
pub async fn set_ended(conn: &mut Conn<'_>, id: PointId, ended: Option<Date>) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(SET_ENDED).bind(id.0).bind(ended.map(|day| day.to_string())).execute(c).await?; });
    Ok(())
}

/// Takes a point away that was opened by mistake; false if anything refers to it.
pub async fn take_back(conn: &mut Conn<'_>, id: PointId) -> Result<bool, StoreError> {
    let (uses,): (i64,) = on!(conn, c => sqlx::query_as(USES).bind(id.0).fetch_one(c).await?);
    if uses > 0 {
        return Ok(false);
    }
    for text in [CLEAR_WINDOWS, CLEAR_DEVICES, TAKE] {
        on!(conn, c => { sqlx::query(text).bind(id.0).execute(c).await?; });
    }
    Ok(true)
}

/// Keys and names of the points at a place and at those that were merged into it.
pub async fn names_at(conn: &mut Conn<'_>, place: PlaceId) -> Result<Vec<(i64, String)>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(NAMES_AT).bind(place.0).fetch_all(c).await?))
}
