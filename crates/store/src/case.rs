//! Case counts: the rows behind 办件量.

use crate::db::Conn;
use crate::error::StoreError;
use crate::figures;
use crate::walk::{self, Ask, Budget, Key, Lanes, Page, Stretch, Way};
use crate::{on, packed, sql};
use domain::change::Basis;
use domain::figures::Facet;
use domain::period::Period;
use domain::permission::Scope;
use domain::place::PlaceId;
use jiff::civil::Date;
use serde::Deserialize;
use sqlx::FromRow;

/// Between two keys. `$2`, `$3`: not this one; `$4`, `$5`: this one too.
macro_rules! down {
    () => {
        "(r.day, r.id) < ($2, $3) AND (r.day, r.id) >= ($4, $5)"
    };
}
macro_rules! up {
    () => {
        "(r.day, r.id) > ($2, $3) AND (r.day, r.id) <= ($4, $5)"
    };
}
macro_rules! falling {
    () => {
        " ORDER BY r.day DESC, r.id DESC LIMIT "
    };
}
macro_rules! rising {
    () => {
        " ORDER BY r.day, r.id LIMIT "
    };
}
macro_rules! at_place {
    () => {
        " AND r.place_id = $1"
    };
}
/// The sign keeps SQLite from choosing the index of places, which would read every row of the period.
macro_rules! below {
    () => {
        " AND +r.place_id IN (SELECT descendant_id FROM place_closure WHERE ancestor_id = $1)"
    };
}
macro_rules! filter {
    () => {
        " AND (CAST($6 AS BIGINT) = 0 OR r.body_id IN (SELECT descendant_id FROM body_closure WHERE ancestor_id = $6))
        AND (CASE CAST($7 AS BIGINT) WHEN 1 THEN CASE WHEN r.item_id = $8 THEN 1 ELSE 0 END
            WHEN 2 THEN CASE WHEN r.body_id = $8 OR r.body_id IN (SELECT descendant_id FROM body_closure WHERE ancestor_id = $8)
                THEN 1 ELSE 0 END ELSE 1 END) = 1"
    };
}
/// As places were then: what happened at a predecessor before it was merged is not the successor's. The parameter is the
/// place that is asked for.
macro_rules! then {
    ($asked:literal) => {
        concat!(
            " AND NOT EXISTS (SELECT 1 FROM unit_succession u JOIN place_closure x ON x.ancestor_id = u.predecessor_id
            AND x.descendant_id = r.place_id
        WHERE u.unit = 'place' AND u.kind = 'merge' AND u.successor_id = ",
            $asked,
            " AND r.day < u.effective)"
        )
    };
}
macro_rules! rows {
    ($between:expr, $lane:expr, $then:expr, $order:expr) => {
        concat!(
            "SELECT r.id, r.day, r.place_id, p.name AS place_name, pc.code AS place_code, t.name AS point_name,
            i.code AS item_code, i.name AS item_name, b.name AS body_name, s.name AS source, r.cases
        FROM case_count r
        LEFT JOIN source s ON s.id = r.source_id
        LEFT JOIN place p ON p.id = r.place_id
        LEFT JOIN place_code pc ON pc.place_id = r.place_id AND pc.valid_until IS NULL
        LEFT JOIN point t ON t.id = r.point_id
        LEFT JOIN item i ON i.id = r.item_id
        LEFT JOIN body b ON b.id = r.body_id WHERE ",
            $between,
            $lane,
            filter!(),
            $then,
            $order,
            "$9"
        )
    };
}
/// The key so many entries ahead, whatever is filtered.
macro_rules! ahead {
    ($between:expr, $lane:expr, $order:expr) => {
        concat!("SELECT r.day, r.id FROM case_count r WHERE ", $between, $lane, $order, "1 OFFSET $1")
    };
}
macro_rules! summed {
    ($lane:expr, $then:expr) => {
        concat!("SELECT CAST(COALESCE(SUM(r.cases), 0) AS BIGINT) FROM case_count r WHERE ", down!(), $lane, filter!(), $then)
    };
}

sql! {
    PLACE_DOWN = rows!(down!(), at_place!(), "", falling!());
    PLACE_UP = rows!(up!(), at_place!(), "", rising!());
    BELOW_DOWN = rows!(down!(), below!(), "", falling!());
    BELOW_UP = rows!(up!(), below!(), "", rising!());
    PLACE_DOWN_THEN = rows!(down!(), at_place!(), then!("$10"), falling!());
    PLACE_UP_THEN = rows!(up!(), at_place!(), then!("$10"), rising!());
    BELOW_DOWN_THEN = rows!(down!(), below!(), then!("$10"), falling!());
    BELOW_UP_THEN = rows!(up!(), below!(), then!("$10"), rising!());
    AHEAD_PLACE_DOWN = ahead!(down!(), " AND r.place_id = $6", falling!());
    AHEAD_PLACE_UP = ahead!(up!(), " AND r.place_id = $6", rising!());
    AHEAD_DOWN = ahead!(down!(), "", falling!());
    AHEAD_UP = ahead!(up!(), "", rising!());
    SUM_PLACE = summed!(at_place!(), "");
    SUM_BELOW = summed!(below!(), "");
    SUM_PLACE_THEN = summed!(at_place!(), then!("$9"));
    SUM_BELOW_THEN = summed!(below!(), then!("$9"));
}

/// What the columns of `rows!` are called, in the order of [`Row`]'s fields.
const COLUMNS: &str = "id, day, place_id, place_name, place_code, point_name, item_code, item_name, body_name, source, cases";

#[derive(FromRow, Deserialize)]
struct Row {
    id: i64,
    day: String,
    place_id: i64,
    place_name: String,
    place_code: String,
    point_name: Option<String>,
    item_code: Option<String>,
    item_name: Option<String>,
    body_name: Option<String>,
    source: String,
    cases: i64,
}

/// A count of cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseRow {
    /// Key.
    pub id: i64,
    /// Day of completion.
    pub day: Date,
    /// Where.
    pub place: PlaceId,
    /// Its name.
    pub place_name: String,
    /// 12-digit code in force.
    pub place_code: String,
    /// Service point.
    pub point_name: Option<String>,
    /// Item's code.
    pub item_code: Option<String>,
    /// Item's name.
    pub item_name: Option<String>,
    /// Handling body.
    pub body_name: Option<String>,
    /// Source.
    pub source: String,
    /// How many.
    pub cases: i64,
}

impl TryFrom<Row> for CaseRow {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id,
            day: row.day.parse().map_err(|_| StoreError::inconsistent("case_count", "day", row.id))?,
            place: PlaceId(row.place_id),
            place_name: row.place_name,
            place_code: row.place_code,
            point_name: row.point_name,
            item_code: row.item_code.filter(|c| !c.starts_with("name:")),
            item_name: row.item_name,
            body_name: row.body_name,
            source: row.source,
            cases: row.cases,
        })
    }
}

/// Which cases; see `api::case::Filter`.
#[derive(Clone, Copy, Debug)]
pub struct Filter {
    /// Days.
    pub period: Period,
    /// With everything below the scope's place.
    pub below: bool,
    /// One item or body.
    pub facet: Option<(Facet, i64)>,
    /// By which places.
    pub basis: Basis,
}

/// How a list is ordered. Within one place the newest comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The newest day first.
    #[default]
    Newest,
    /// The oldest day first.
    Oldest,
    /// By the codes of places.
    Place,
    /// The other way round.
    PlaceDown,
}

/// Days as the numbers that keys hold.
fn number(day: Date) -> i64 {
    i64::from(day.since(EPOCH).map_or(0, |span| span.get_days()))
}

fn text(number: i64) -> String {
    match number {
        i64::MAX => "9999-12-31".to_owned(),
        number => domain::day::later(EPOCH, number).to_string(),
    }
}

const EPOCH: Date = Date::constant(1970, 1, 1);

/// A filter's values as the texts expect them.
struct Bound {
    /// The place that is asked for.
    place: i64,
    body: i64,
    facet: (i64, i64),
    then: bool,
}

impl Bound {
    fn new(scope: &Scope, filter: Filter) -> Self {
        Self {
            place: scope.place().0,
            body: scope.body().map_or(0, |b| b.0),
            facet: filter.facet.map_or((0, 0), |(facet, key)| (facet.number().into(), key)),
            then: filter.basis == Basis::Then,
        }
    }
}

macro_rules! bound {
    ($text:expr, $place:expr, $stretch:expr, $b:expr) => {{
        let (from, to) = ($stretch.from, $stretch.to);
        sqlx::query_as($text)
            .bind($place)
            .bind(text(from.major))
            .bind(from.id)
            .bind(text(to.major))
            .bind(to.id)
            .bind($b.body)
            .bind($b.facet.0)
            .bind($b.facet.1)
    }};
}

struct List<'l, 'c> {
    conn: &'l mut Conn<'c>,
    b: Bound,
    /// Lanes are places.
    by_place: bool,
    /// Empty: the place with everything below. Else these alone.
    own: Vec<i64>,
}

impl List<'_, '_> {
    /// The places along whose indexes a lane is read; none: along the days.
    fn places(&self, lane: i64) -> Vec<Option<i64>> {
        match (self.by_place, self.own.is_empty()) {
            (true, _) => vec![Some(lane)],
            (false, true) => vec![None],
            (false, false) => self.own.iter().copied().map(Some).collect(),
        }
    }
}

impl Lanes for List<'_, '_> {
    type Row = CaseRow;

    async fn ahead(&mut self, lane: i64, stretch: Stretch, skip: i64) -> Result<Option<Key>, StoreError> {
        let places = self.places(lane);
        let offset = walk::share(skip, places.len());
        let mut nearest: Option<Key> = None;
        for place in places {
            let query = match (place, stretch.way) {
                (Some(_), Way::Down) => AHEAD_PLACE_DOWN,
                (Some(_), Way::Up) => AHEAD_PLACE_UP,
                (None, Way::Down) => AHEAD_DOWN,
                (None, Way::Up) => AHEAD_UP,
            };
            let (from, to) = (stretch.from, stretch.to);
            let found: Option<(String, i64)> = on!(self.conn, c => {
                let query = sqlx::query_as(query).bind(offset).bind(text(from.major)).bind(from.id).bind(text(to.major)).bind(to.id);
                let query = if let Some(place) = place { query.bind(place) } else { query };
                query.fetch_optional(c).await?
            });
            let key = |(day, id): (String, i64)| {
                let day = day.parse().map_err(|_| StoreError::inconsistent("case_count", "day", id))?;
                Ok::<_, StoreError>(Key { major: number(day), id })
            };
            nearest = walk::nearer(nearest, found.map(key).transpose()?, stretch.way);
        }
        Ok(nearest)
    }

    async fn rows(&mut self, lane: i64, stretch: Stretch, limit: i64) -> Result<Vec<(Key, CaseRow)>, StoreError> {
        let mut all = Vec::new();
        for place in self.places(lane) {
            let query = match (place, stretch.way, self.b.then) {
                (Some(_), Way::Down, false) => PLACE_DOWN,
                (Some(_), Way::Up, false) => PLACE_UP,
                (Some(_), Way::Down, true) => PLACE_DOWN_THEN,
                (Some(_), Way::Up, true) => PLACE_UP_THEN,
                (None, Way::Down, false) => BELOW_DOWN,
                (None, Way::Up, false) => BELOW_UP,
                (None, Way::Down, true) => BELOW_DOWN_THEN,
                (None, Way::Up, true) => BELOW_UP_THEN,
            };
            let (at, b) = (place.unwrap_or(self.b.place), &self.b);
            let rows: Vec<Row> = packed::rows!(self.conn, COLUMNS, query, query => {
                let query = bound!(query, at, stretch, b).bind(limit);
                if b.then { query.bind(b.place) } else { query }
            });
            for row in rows {
                let row = CaseRow::try_from(row)?;
                all.push((Key { major: number(row.day), id: row.id }, row));
            }
        }
        Ok(walk::merged(all, stretch.way, limit))
    }
}

/// The keys of a period.
fn within(period: Period) -> (Key, Key) {
    (Key::before(number(period.from)), Key::before(number(period.to) + 1))
}

/// A page of case counts.
pub async fn page(
    conn: &mut Conn<'_>,
    scope: &Scope,
    filter: Filter,
    order: Order,
    ask: Ask,
    limit: usize,
) -> Result<Page<CaseRow>, StoreError> {
    let b = Bound::new(scope, filter);
    let every = crate::rating::places(conn, b.place, filter.below).await?;
    let own = if filter.below && every.len() > crate::rating::MERGED { Vec::new() } else { every.clone() };
    let by_place = matches!(order, Order::Place | Order::PlaceDown);
    let (lanes, way) = match order {
        Order::Newest => (vec![0], Way::Down),
        Order::Oldest => (vec![0], Way::Up),
        Order::Place => (every, Way::Down),
        Order::PlaceDown => (every.into_iter().rev().collect(), Way::Down),
    };
    let is_open = b.body == 0 && b.facet.0 == 0;
    let budget = if is_open && (by_place || !own.is_empty()) { Budget { first: 0, all: 4_000 } } else { Budget { first: 400, all: 5_000 } };
    let mut list = List { conn, b, by_place, own };
    walk::page(&mut list, &lanes, within(filter.period), way, ask, limit, budget).await
}

/// Entries looked at for a sum that is not kept.
const LOOKED_AT: i64 = 60_000;

/// The sum of all cases, and whether that is all: kept sums tell it where they are kept by what is filtered; else as much is
/// added up as a moment allows.
pub async fn total(conn: &mut Conn<'_>, scope: &Scope, filter: Filter) -> Result<(i64, bool), StoreError> {
    let is_kept = filter.below
        && filter.basis == Basis::Now
        && scope.body().is_none()
        && filter.period.from <= filter.period.to
        && filter.facet.is_none_or(|(facet, _)| facet != Facet::Body);
    if is_kept {
        let has_below = crate::rating::has_below(conn, scope).await?;
        let cases = match filter.facet {
            Some((facet, key)) => figures::by_facet(conn, scope, has_below, filter.period, facet).await?.0.get(&key).and_then(|c| c.cases),
            None => figures::total(conn, scope, has_below, filter.period).await?.cases,
        };
        return Ok((cases.unwrap_or(0), true));
    }
    let b = Bound::new(scope, filter);
    let own = if filter.below { Vec::new() } else { crate::rating::places(conn, b.place, false).await? };
    let (from, until) = within(filter.period);
    let mut list = List { conn, b, by_place: false, own };
    let whole = Stretch { from: until, to: from, way: Way::Down };
    let bound = list.ahead(0, whole, LOOKED_AT).await?;
    let stretch = Stretch { to: bound.unwrap_or(whole.to), ..whole };
    let mut n = 0;
    for place in list.places(0) {
        let query = match (place, list.b.then) {
            (Some(_), false) => SUM_PLACE,
            (Some(_), true) => SUM_PLACE_THEN,
            (None, false) => SUM_BELOW,
            (None, true) => SUM_BELOW_THEN,
        };
        let (at, b) = (place.unwrap_or(list.b.place), &list.b);
        let (found,): (i64,) = on!(list.conn, c => {
            let query = bound!(query, at, stretch, b);
            let query = if b.then { query.bind(b.place) } else { query };
            query.fetch_one(c).await?
        });
        n += found;
    }
    Ok((n, bound.is_none()))
}
