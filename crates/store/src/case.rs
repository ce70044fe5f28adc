//! Case counts: the rows behind 办件量.

use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};
use domain::change::Basis;
use domain::figures::Facet;
use domain::period::Period;
use domain::permission::Scope;
use domain::place::PlaceId;
use jiff::civil::Date;
use sqlx::FromRow;

/// As places were then: what happened at a predecessor before it was merged is not the successor's.
macro_rules! then {
    () => {
        " AND NOT EXISTS (SELECT 1 FROM unit_succession u JOIN place_closure x ON x.ancestor_id = u.predecessor_id
            AND x.descendant_id = r.place_id
        WHERE u.unit = 'place' AND u.kind = 'merge' AND u.successor_id = $1 AND r.day < u.effective)"
    };
}

macro_rules! filter {
    () => {
        " WHERE r.place_id IN (SELECT c.descendant_id FROM place_closure c JOIN place p ON p.id = c.descendant_id
            JOIN place t ON t.id = c.ancestor_id AND ($2 OR t.level = p.level) WHERE c.ancestor_id = $1)
        AND r.day BETWEEN $3 AND $4 AND (CAST($5 AS BIGINT) = 0 OR r.body_id IN (SELECT descendant_id FROM body_closure WHERE ancestor_id = $5))
        AND (CASE CAST($6 AS BIGINT) WHEN 1 THEN CASE WHEN r.item_id = $7 THEN 1 ELSE 0 END
            WHEN 2 THEN CASE WHEN r.body_id = $7 OR r.body_id IN (SELECT descendant_id FROM body_closure WHERE ancestor_id = $7)
                THEN 1 ELSE 0 END ELSE 1 END) = 1"
    };
}

macro_rules! list {
    () => {
        "SELECT r.id, r.day, r.place_id, p.name AS place_name, pc.code AS place_code, t.name AS point_name,
            i.code AS item_code, i.name AS item_name, b.name AS body_name, s.name AS source, r.cases
        FROM case_count r
        LEFT JOIN source s ON s.id = r.source_id
        LEFT JOIN place p ON p.id = r.place_id
        LEFT JOIN place_code pc ON pc.place_id = r.place_id AND pc.valid_until IS NULL
        LEFT JOIN point t ON t.id = r.point_id
        LEFT JOIN item i ON i.id = r.item_id
        LEFT JOIN body b ON b.id = r.body_id"
    };
}
macro_rules! page {
    () => {
        " AND (r.day < $8 OR (r.day = $8 AND r.id < $9)) ORDER BY r.day DESC, r.id DESC LIMIT $10"
    };
}

sql! {
    LIST = concat!(list!(), filter!(), page!());
    LIST_THEN = concat!(list!(), filter!(), then!(), page!());
    TOTAL = concat!("SELECT CAST(COALESCE(SUM(r.cases), 0) AS BIGINT) FROM case_count r", filter!());
    TOTAL_THEN = concat!("SELECT CAST(COALESCE(SUM(r.cases), 0) AS BIGINT) FROM case_count r", filter!(), then!());
}

#[derive(FromRow)]
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

impl Filter {
    fn facet(self) -> (i64, i64) {
        self.facet.map_or((0, 0), |(facet, key)| (facet.number().into(), key))
    }
}

/// A page of case counts after a given one, newest day first.
pub async fn list(
    conn: &mut Conn<'_>,
    scope: &Scope,
    filter: Filter,
    after: Option<(Date, i64)>,
    limit: i64,
) -> Result<Vec<CaseRow>, StoreError> {
    let (from, to) = (filter.period.from.to_string(), filter.period.to.to_string());
    let body = scope.body().map_or(0, |b| b.0);
    let (facet, key) = filter.facet();
    let (day, id) = after.map_or(("9999-12-31".to_owned(), i64::MAX), |(day, id)| (day.to_string(), id));
    let text = if filter.basis == Basis::Now { LIST } else { LIST_THEN };
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(text)
        .bind(scope.place().0).bind(filter.below).bind(&from).bind(&to).bind(body).bind(facet).bind(key).bind(&day).bind(id).bind(limit)
        .fetch_all(c).await?);
    rows.into_iter().map(CaseRow::try_from).collect()
}

/// The sum of all cases.
pub async fn total(conn: &mut Conn<'_>, scope: &Scope, filter: Filter) -> Result<i64, StoreError> {
    let (from, to) = (filter.period.from.to_string(), filter.period.to.to_string());
    let body = scope.body().map_or(0, |b| b.0);
    let (facet, key) = filter.facet();
    let text = if filter.basis == Basis::Now { TOTAL } else { TOTAL_THEN };
    let (n,): (i64,) = on!(conn, c => sqlx::query_as(text)
        .bind(scope.place().0).bind(filter.below).bind(&from).bind(&to).bind(body).bind(facet).bind(key)
        .fetch_one(c).await?);
    Ok(n)
}
