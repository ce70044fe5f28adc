//! 可办矩阵: what is said of items at service points.
//!
//! Where items are done is published to all who are signed in; who may edit which point is the service's to ask. Lists over many cells
//! come as one text an item, see [`crate::packed`].

use super::item::newest;
use super::list::{Bound, ItemFilter, bound, filtered, in_texts};
use crate::db::Conn;
use crate::error::StoreError;
use crate::packed::{self, unpack};
use crate::{on, sql};
use domain::catalogue::availability::{Handled, Offer, OfferState};
use domain::catalogue::codes::ItemState;
use domain::catalogue::item::ItemId;
use domain::permission::Scope;
use domain::place::PlaceId;
use domain::point::{PointId, PointKind};
use jiff::civil::Date;
use serde::Deserialize;
use sqlx::FromRow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

// An item in use can be done at a point: by its levels, or by its word on self-service.
macro_rules! fits {
    () => {
        " v.state <> 'cancelled' AND CASE p.kind WHEN 'district_centre' THEN v.at_district WHEN 'town_centre' THEN v.at_town
            WHEN 'station' THEN v.at_village ELSE v.terminal END"
    };
}

macro_rules! items {
    () => {
        concat!("SELECT i.id, v.code, v.name, v.at_district, v.at_town, v.at_village, v.terminal, v.state", newest!())
    };
}

macro_rules! cells {
    () => {
        "string_agg(CASE a.state WHEN 'offered' THEN '1,' WHEN 'planned' THEN '2,' ELSE '3,' END || a.point_id, ';') AS cells
        FROM availability a WHERE a.point_id IN (SELECT p.id FROM point p
            JOIN place_closure s ON s.descendant_id = p.place_id AND s.ancestor_id = $1)"
    };
}

macro_rules! suspended {
    () => {
        "SELECT a.item_id, a.point_id, a.reason, a.until FROM availability a JOIN point p ON p.id = a.point_id
            JOIN place_closure s ON s.descendant_id = p.place_id AND s.ancestor_id = $1
        WHERE a.state = 'suspended'"
    };
}

sql! {
    POINTS = "SELECT p.id, p.place_id, CASE t.level WHEN 2 THEN t.id WHEN 3 THEN t.parent_id END AS town_id, p.kind, p.name, p.active
        FROM point p JOIN place_closure s ON s.descendant_id = p.place_id AND s.ancestor_id = $1
            JOIN place t ON t.id = p.place_id
            JOIN place_code c ON c.place_id = p.place_id AND c.valid_until IS NULL
        WHERE p.ended IS NULL OR p.ended > $2
        ORDER BY c.code, CASE p.kind WHEN 'self_service' THEN 1 ELSE 0 END, p.id";
    ITEMS = concat!(items!(), filtered!(), " AND v.state <> 'cancelled' ORDER BY v.code, i.id");
    ITEM = concat!(items!(), " WHERE i.id = $1 AND v.id IS NOT NULL");
    UNDESCRIBED = concat!("SELECT COUNT(*)", newest!(), " WHERE v.id IS NULL");
    NAME = "SELECT name FROM item WHERE id = $1";
    /// Every cell as four times its point and what it says on a day ($1): 1 offered, 2 planned, 3 suspended.
    CELLS = "SELECT a.item_id, string_agg(CAST(a.point_id * 4 + CASE a.state WHEN 'offered' THEN 1 WHEN 'planned' THEN 2
            ELSE CASE WHEN a.until < $1 THEN 1 ELSE 3 END END AS TEXT), ';') AS cells FROM availability a GROUP BY a.item_id";
    ROW = concat!("SELECT ", cells!(), " AND a.item_id = $2");
    ROWS = concat!("SELECT a.item_id, ", cells!(), " GROUP BY a.item_id");
    SUSPENDED = concat!(suspended!(), " AND a.item_id = $2");
    ALL_SUSPENDED = suspended!();
    AT_POINTS = "SELECT p.id, p.place_id, COALESCE(CASE t.level WHEN 2 THEN t.name WHEN 3 THEN u.name END, '') AS town, p.kind, p.name, p.address,
            p.phone, p.hours, p.active, a.state, a.reason, a.until
        FROM availability a JOIN point p ON p.id = a.point_id JOIN place t ON t.id = p.place_id LEFT JOIN place u ON u.id = t.parent_id
            JOIN place_code c ON c.place_id = p.place_id AND c.valid_until IS NULL
        WHERE a.item_id = $1 AND (p.ended IS NULL OR p.ended > $2)
        ORDER BY c.code, CASE p.kind WHEN 'self_service' THEN 1 ELSE 0 END, p.id";
    KINDS = "SELECT kind, COUNT(*) FROM point WHERE ended IS NULL OR ended > $1 GROUP BY kind";
    OF_POINT = concat!(
        "SELECT i.id, v.code, v.name, a.state, a.reason, a.until, v.state AS item_state",
        newest!(),
        " JOIN point p ON p.id = $1 JOIN place_closure s ON s.descendant_id = p.place_id AND s.ancestor_id = $2
            LEFT JOIN availability a ON a.item_id = i.id AND a.point_id = p.id
        WHERE",
        fits!(),
        " AND (v.state = 'in_use' OR a.item_id IS NOT NULL) ORDER BY v.code, i.id"
    );
    PUT = "INSERT INTO availability (item_id, point_id, state, reason, until)
        SELECT CAST($1 AS BIGINT), p.id, CAST($3 AS TEXT), CAST($4 AS TEXT), CAST($5 AS TEXT) FROM point p WHERE $2 LIKE '%,' || p.id || ',%'
        ON CONFLICT (item_id, point_id) DO UPDATE SET state = excluded.state, reason = excluded.reason, until = excluded.until";
    TAKE = "DELETE FROM availability WHERE item_id = $1 AND $2 LIKE '%,' || point_id || ',%'";
}

/// A service point of the matrix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatrixPoint {
    /// Key.
    pub id: PointId,
    /// Its place.
    pub place: PlaceId,
    /// The town that it belongs to; none: the district's own.
    pub town: Option<PlaceId>,
    /// Its kind.
    pub kind: PointKind,
    /// 挂牌名称
    pub name: String,
    /// In use.
    pub active: bool,
}

#[derive(FromRow)]
struct PointRow {
    id: i64,
    place_id: i64,
    town_id: Option<i64>,
    kind: String,
    name: String,
    active: bool,
}

fn kind(text: &str, id: i64) -> Result<PointKind, StoreError> {
    PointKind::from_code(text).ok_or_else(|| StoreError::inconsistent("point", "kind", id))
}

/// The points of a scope that are there on a day: the district's own, then town by town, its centre first.
pub async fn points(conn: &mut Conn<'_>, scope: &Scope, day: Date) -> Result<Vec<MatrixPoint>, StoreError> {
    let rows: Vec<PointRow> = on!(conn, c => sqlx::query_as(POINTS).bind(scope.place().0).bind(day.to_string()).fetch_all(c).await?);
    let point = |row: PointRow| {
        let PointRow { id, place_id, town_id, kind: word, name, active } = row;
        let kind = kind(&word, id)?;
        Ok(MatrixPoint { id: PointId(id), place: PlaceId(place_id), town: town_id.map(PlaceId), kind, name, active })
    };
    rows.into_iter().map(point).collect()
}

/// An item of the matrix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatrixItem {
    /// Key.
    pub id: ItemId,
    /// 实施编码
    pub code: String,
    /// 事项名称
    pub name: String,
    /// Where it can be done.
    pub handled: Handled,
}

/// What the columns of `items!` are called.
const ITEM_COLUMNS: &str = "id, code, name, at_district, at_town, at_village, terminal, state";

#[derive(FromRow, Deserialize)]
struct ItemRow {
    id: i64,
    code: String,
    name: String,
    #[serde(deserialize_with = "packed::flag")]
    at_district: bool,
    #[serde(deserialize_with = "packed::flag")]
    at_town: bool,
    #[serde(deserialize_with = "packed::flag")]
    at_village: bool,
    #[serde(deserialize_with = "packed::flag")]
    terminal: bool,
    state: String,
}

impl TryFrom<ItemRow> for MatrixItem {
    type Error = StoreError;
    fn try_from(row: ItemRow) -> Result<Self, StoreError> {
        let state = ItemState::from_code(&row.state).ok_or_else(|| StoreError::inconsistent("item_version", "state", row.id))?;
        let levels = super::levels(row.at_district, row.at_town, row.at_village);
        Ok(Self { id: ItemId(row.id), code: row.code, name: row.name, handled: Handled { levels, terminal: row.terminal, state } })
    }
}

/// The described items that fit, by code, without those that were cancelled.
pub async fn items(conn: &mut Conn<'_>, filter: &ItemFilter) -> Result<Vec<MatrixItem>, StoreError> {
    let bound = Bound::of(filter);
    let mut rows: Vec<ItemRow> = packed::rows!(conn, ITEM_COLUMNS, ITEMS, text => bound!(sqlx::query_as(text), bound));
    rows.sort_unstable_by(|a, b| (&a.code, a.id).cmp(&(&b.code, b.id)));
    rows.into_iter().map(MatrixItem::try_from).collect()
}

/// A described item, in whatever state.
pub async fn item(conn: &mut Conn<'_>, id: ItemId) -> Result<Option<MatrixItem>, StoreError> {
    let row: Option<ItemRow> = on!(conn, c => sqlx::query_as(ITEM).bind(id.0).fetch_optional(c).await?);
    row.map(MatrixItem::try_from).transpose()
}

/// The name of an item, described or not.
pub async fn name(conn: &mut Conn<'_>, id: ItemId) -> Result<Option<String>, StoreError> {
    let row: Option<(String,)> = on!(conn, c => sqlx::query_as(NAME).bind(id.0).fetch_optional(c).await?);
    Ok(row.map(|r| r.0))
}

/// How many items nobody has described yet.
pub async fn undescribed(conn: &mut Conn<'_>) -> Result<i64, StoreError> {
    let (n,): (i64,) = on!(conn, c => sqlx::query_as(UNDESCRIBED).fetch_one(c).await?);
    Ok(n)
}

/// Cells by what they say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// 可办
    pub offered: i64,
    /// 筹办
    pub planned: i64,
    /// 暂停
    pub suspended: i64,
}

impl Counts {
    fn add(&mut self, said: i64) {
        match said {
            1 => self.offered += 1,
            2 => self.planned += 1,
            _ => self.suspended += 1,
        }
    }
}

/// How far points and items are covered; those without any cell are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// By point.
    pub points: BTreeMap<PointId, Counts>,
    /// By item.
    pub items: BTreeMap<ItemId, Counts>,
}

/// The cells of the items that fit, at the points of a scope, counted as of a day; cells where an item can't be done are left out.
///
/// All cells are read once and counted here: in SQL each would look up its item and its point, twice.
pub async fn coverage(conn: &mut Conn<'_>, scope: &Scope, filter: &ItemFilter, day: Date) -> Result<Coverage, StoreError> {
    let kinds: HashMap<i64, PointKind> = points(conn, scope, day).await?.into_iter().map(|point| (point.id.0, point.kind)).collect();
    let items: HashMap<i64, Handled> = items(conn, filter).await?.into_iter().map(|item| (item.id.0, item.handled)).collect();
    let day = day.to_string();
    let rows: Vec<(i64, String)> = packed::rows!(conn, "item_id, cells", CELLS, text => sqlx::query_as(text).bind(&day));
    let mut coverage = Coverage::default();
    for (item, cells) in rows {
        let Some(handled) = items.get(&item) else { continue };
        let fitting: Vec<PointKind> = PointKind::ALL.into_iter().filter(|kind| handled.unfit(*kind).is_none()).collect();
        let mut of_item = Counts::default();
        for [cell] in unpack::<1>(Some(&cells))? {
            let (point, said) = (cell / 4, cell % 4);
            if kinds.get(&point).is_some_and(|kind| fitting.contains(kind)) {
                of_item.add(said);
                coverage.points.entry(PointId(point)).or_default().add(said);
            }
        }
        if of_item != Counts::default() {
            coverage.items.insert(ItemId(item), of_item);
        }
    }
    Ok(coverage)
}

/// What is said of an item, by point.
pub type Cells = HashMap<PointId, Offer>;

type SuspendedRow = (i64, i64, String, Option<String>);

/// Number in the packed text → the state without what only a suspension has.
fn plain(n: i64, id: i64) -> Result<Option<Offer>, StoreError> {
    match n {
        1 => Ok(Some(Offer::offered())),
        2 => Ok(Some(Offer::planned())),
        3 => Ok(None),
        _ => Err(StoreError::inconsistent("availability", "state", id)),
    }
}

fn until(text: Option<&str>, id: i64) -> Result<Option<Date>, StoreError> {
    text.map(str::parse).transpose().map_err(|_| StoreError::inconsistent("availability", "until", id))
}

fn read(item: i64, packed: Option<&str>, suspended: Vec<SuspendedRow>) -> Result<Cells, StoreError> {
    let mut cells = Cells::new();
    for [state, point] in unpack::<2>(packed)? {
        if let Some(offer) = plain(state, item)? {
            cells.insert(PointId(point), offer);
        }
    }
    for (_, point, reason, day) in suspended {
        cells.insert(PointId(point), Offer::suspended(reason, until(day.as_deref(), item)?));
    }
    Ok(cells)
}

/// Up to so many items are read one by one; more are found among all of them.
const ONE_BY_ONE: usize = 200;

/// What is said of items at the points of a scope, as it is stored: see [`Offer::on`].
pub async fn rows(conn: &mut Conn<'_>, scope: &Scope, items: &[ItemId]) -> Result<HashMap<ItemId, Cells>, StoreError> {
    let (top, items) = (scope.place().0, items.iter().copied().collect::<BTreeSet<ItemId>>());
    let mut found = HashMap::with_capacity(items.len());
    if items.len() <= ONE_BY_ONE {
        for item in items {
            let (packed,): (Option<String>,) = on!(conn, c => sqlx::query_as(ROW).bind(top).bind(item.0).fetch_one(c).await?);
            let suspended: Vec<SuspendedRow> = match packed.as_deref() {
                Some(text) if text.starts_with("3,") || text.contains(";3,") => {
                    on!(conn, c => sqlx::query_as(SUSPENDED).bind(top).bind(item.0).fetch_all(c).await?)
                }
                _ => Vec::new(),
            };
            found.insert(item, read(item.0, packed.as_deref(), suspended)?);
        }
        return Ok(found);
    }
    let all: Vec<(i64, Option<String>)> = packed::rows!(conn, "item_id, cells", ROWS, text => sqlx::query_as(text).bind(top));
    let suspended: Vec<SuspendedRow> = on!(conn, c => sqlx::query_as(ALL_SUSPENDED).bind(top).fetch_all(c).await?);
    let mut of_item: HashMap<i64, Vec<SuspendedRow>> = HashMap::new();
    for row in suspended {
        of_item.entry(row.0).or_default().push(row);
    }
    let mut packed: HashMap<i64, Option<String>> = all.into_iter().collect();
    for item in items {
        let text = packed.remove(&item.0).flatten();
        let cells = read(item.0, text.as_deref(), of_item.remove(&item.0).unwrap_or_default())?;
        found.insert(item, cells);
    }
    Ok(found)
}

/// A point where something is said of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At {
    /// Key.
    pub id: PointId,
    /// Its place.
    pub place: PlaceId,
    /// Its town's name; empty: the district's own.
    pub town: String,
    /// Its kind.
    pub kind: PointKind,
    /// 挂牌名称
    pub name: String,
    /// 地址
    pub address: String,
    /// 电话
    pub phone: String,
    /// 开放时间
    pub hours: String,
    /// In use.
    pub active: bool,
    /// What is said, as it is stored.
    pub offer: Offer,
}

#[derive(FromRow)]
struct AtRow {
    id: i64,
    place_id: i64,
    town: String,
    kind: String,
    name: String,
    address: String,
    phone: String,
    hours: String,
    active: bool,
    state: String,
    reason: String,
    until: Option<String>,
}

fn offer(state: &str, reason: String, day: Option<&str>, id: i64) -> Result<Offer, StoreError> {
    let state = OfferState::from_code(state).ok_or_else(|| StoreError::inconsistent("availability", "state", id))?;
    Ok(Offer { state, reason, until: until(day, id)? })
}

/// Where something is said of an item, all over the district, at points that are there on a day.
pub async fn of_item(conn: &mut Conn<'_>, item: ItemId, day: Date) -> Result<Vec<At>, StoreError> {
    let rows: Vec<AtRow> = on!(conn, c => sqlx::query_as(AT_POINTS).bind(item.0).bind(day.to_string()).fetch_all(c).await?);
    let at = |row: AtRow| {
        Ok(At {
            kind: kind(&row.kind, row.id)?,
            offer: offer(&row.state, row.reason, row.until.as_deref(), item.0)?,
            id: PointId(row.id),
            place: PlaceId(row.place_id),
            town: row.town,
            name: row.name,
            address: row.address,
            phone: row.phone,
            hours: row.hours,
            active: row.active,
        })
    };
    rows.into_iter().map(at).collect()
}

/// How many points of each kind the district has on a day.
pub async fn kinds(conn: &mut Conn<'_>, day: Date) -> Result<Vec<(PointKind, i64)>, StoreError> {
    let rows: Vec<(String, i64)> = on!(conn, c => sqlx::query_as(KINDS).bind(day.to_string()).fetch_all(c).await?);
    rows.into_iter().map(|(word, n)| Ok((kind(&word, 0)?, n))).collect()
}

/// An item that can be done at a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Of {
    /// Key.
    pub id: ItemId,
    /// 实施编码
    pub code: String,
    /// 事项名称
    pub name: String,
    /// It is in use, so the point should offer it.
    pub is_due: bool,
    /// What is said, as it is stored.
    pub offer: Option<Offer>,
}

type OfRow = (i64, String, String, Option<String>, Option<String>, Option<String>, String);

/// The items that can be done at a point of a scope: those in use, and others of which something is said.
pub async fn of_point(conn: &mut Conn<'_>, scope: &Scope, point: PointId) -> Result<Vec<Of>, StoreError> {
    let rows: Vec<OfRow> = on!(conn, c => sqlx::query_as(OF_POINT).bind(point.0).bind(scope.place().0).fetch_all(c).await?);
    let of = |(id, code, name, state, reason, day, item_state): OfRow| {
        let offer = state.map(|state| offer(&state, reason.unwrap_or_default(), day.as_deref(), id)).transpose()?;
        Ok(Of { id: ItemId(id), code, name, is_due: ItemState::from_code(&item_state) == Some(ItemState::Active), offer })
    };
    rows.into_iter().map(of).collect()
}

/// Says the same of an item at several points; nothing takes away what is said. Whether they may be set, the service has asked.
pub async fn put(conn: &mut Conn<'_>, item: ItemId, points: &[PointId], offer: Option<&Offer>) -> Result<(), StoreError> {
    use std::fmt::Write as _;
    let mut listed = String::from(",");
    for point in points {
        let _ = write!(listed, "{},", point.0);
    }
    match offer {
        Some(offer) => {
            let until = offer.until.map(|day| day.to_string());
            on!(conn, c => { sqlx::query(PUT).bind(item.0).bind(&listed).bind(offer.state.code()).bind(&offer.reason).bind(until).execute(c).await?; });
        }
        None => on!(conn, c => { sqlx::query(TAKE).bind(item.0).bind(&listed).execute(c).await?; }),
    }
    Ok(())
}
