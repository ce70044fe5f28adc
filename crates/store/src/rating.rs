//! Ratings: the rows behind the figures.

use crate::db::Conn;
use crate::error::StoreError;
use crate::import::FactRow;
use crate::rollup::{Deltas, reason_ids};
use crate::{on, packed, sql};
use domain::body::BodyId;
use domain::permission::Scope;
use domain::place::PlaceId;
use domain::point::PointId;
use domain::rating::{AssessNo, Channel, Grade, PersonType, RatedObject, Rating, RatingId, Standing};
use domain::time::Instant;
use serde::Deserialize;
use sqlx::FromRow;
use std::collections::BTreeMap;

/// Every rating has a source, a place and its code; they are joined from the left all the same, so that no planner begins
/// with the places and reads all ratings of each.
macro_rules! select {
    () => {
        "SELECT r.id, s.name AS source, r.record_no, r.assess_no, r.case_no, r.place_id, p.name AS place_name, pc.code AS place_code,
            r.point_id, t.name AS point_name, w.no AS window_no, r.staff_no, i.code AS item_code, i.name AS item_name,
            r.body_id, b.name AS body_name, m.name AS module_name, r.channel, r.grade, r.object, r.person_type, r.reasons, r.comment,
            r.at, r.standing, r.standing_reason, (x.rating_id IS NOT NULL) AS has_rater, r.version
        FROM rating r
        LEFT JOIN source s ON s.id = r.source_id
        LEFT JOIN place p ON p.id = r.place_id
        LEFT JOIN place_code pc ON pc.place_id = r.place_id AND pc.valid_until IS NULL
        LEFT JOIN point t ON t.id = r.point_id
        LEFT JOIN rating_window w ON w.id = r.window_id
        LEFT JOIN item i ON i.id = r.item_id
        LEFT JOIN body b ON b.id = r.body_id
        LEFT JOIN module m ON m.id = r.module_id
        LEFT JOIN rating_person x ON x.rating_id = r.id"
    };
}

/// What they are called.
const COLUMNS: &str = "id, source, record_no, assess_no, case_no, place_id, place_name, place_code, point_id, point_name, window_no,
    staff_no, item_code, item_name, body_id, body_name, module_name, channel, grade, object, person_type, reasons, comment, at, standing,
    standing_reason, has_rater, version";

macro_rules! in_scope {
    () => {
        " r.place_id IN (SELECT descendant_id FROM place_closure WHERE ancestor_id = $2) AND (CAST($3 AS BIGINT) = 0 OR r.body_id IN (SELECT descendant_id FROM body_closure WHERE ancestor_id = $3))"
    };
}

mod list;

pub(crate) use list::{ALL as LIST, MERGED, contains, has_below, places};
pub use list::{Filter, Order, count, page};

sql! {
    ONE = concat!(select!(), " WHERE r.id = $1 AND", in_scope!());
    OTHER = concat!(select!(), " JOIN rating o ON o.source_id = r.source_id AND o.record_no = r.record_no AND o.assess_no <> r.assess_no
        WHERE o.id = $1 AND", in_scope!());
    REASONS = "SELECT id, name FROM reason";
    PERSON = "SELECT name, phone FROM rating_person WHERE rating_id = $1";
    FACT = "SELECT place_id, at, grade, standing, COALESCE(item_id, 0), COALESCE(body_id, 0), COALESCE(module_id, 0), channel,
        COALESCE(window_id, 0), reasons FROM rating WHERE id = $1";
    SET_STANDING = "UPDATE rating SET standing = $2, standing_reason = $3, version = version + 1 WHERE id = $1 AND version = $4";
}

/// Columns stand as in `select!`: SQLite hands a page over as one array of arrays ([`packed::rows!`]).
#[derive(FromRow, Deserialize)]
struct Row {
    id: i64,
    source: String,
    record_no: String,
    assess_no: i64,
    case_no: Option<String>,
    place_id: i64,
    place_name: String,
    place_code: String,
    point_id: Option<i64>,
    point_name: Option<String>,
    window_no: Option<String>,
    staff_no: Option<String>,
    item_code: Option<String>,
    item_name: Option<String>,
    body_id: Option<i64>,
    body_name: Option<String>,
    module_name: Option<String>,
    channel: i64,
    grade: i64,
    object: i64,
    person_type: Option<i64>,
    reasons: Option<String>,
    comment: Option<String>,
    at: i64,
    standing: i64,
    standing_reason: Option<String>,
    #[serde(deserialize_with = "packed::flag")]
    has_rater: bool,
    version: i64,
}

/// A rating with the code of its place, as files carry it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The rating.
    pub rating: Rating,
    /// 12-digit code in force.
    pub place_code: String,
}

fn small<T>(n: i64, from: impl Fn(i16) -> Option<T>) -> Option<T> {
    i16::try_from(n).ok().and_then(from)
}

impl Row {
    fn found(self, reasons: &BTreeMap<i64, String>) -> Result<Found, StoreError> {
        let wrong = |column| StoreError::inconsistent("rating", column, self.id);
        let rating = Rating {
            id: RatingId(self.id),
            source: self.source,
            record_no: self.record_no,
            case_no: self.case_no,
            place: PlaceId(self.place_id),
            place_name: self.place_name,
            point: self.point_id.map(PointId),
            point_name: self.point_name,
            window_no: self.window_no,
            staff_no: self.staff_no,
            // An item that came without a code is kept under `name:…`; that is no code to show.
            item_code: self.item_code.filter(|c| !c.starts_with("name:")),
            item_name: self.item_name,
            body: self.body_id.map(BodyId),
            body_name: self.body_name,
            module_name: self.module_name,
            channel: small(self.channel, Channel::from_number).ok_or_else(|| wrong("channel"))?,
            grade: small(self.grade, Grade::from_number).ok_or_else(|| wrong("grade"))?,
            assess_no: small(self.assess_no, AssessNo::from_number).ok_or_else(|| wrong("assess_no"))?,
            object: small(self.object, RatedObject::from_number).ok_or_else(|| wrong("object"))?,
            person_type: self.person_type.map(|n| small(n, PersonType::from_number).ok_or_else(|| wrong("person_type"))).transpose()?,
            reasons: reason_ids(self.reasons.as_deref()).iter().filter_map(|id| reasons.get(id).cloned()).collect(),
            comment: self.comment,
            at: Instant(self.at),
            standing: small(self.standing, Standing::from_number).ok_or_else(|| wrong("standing"))?,
            standing_reason: self.standing_reason,
            has_rater: self.has_rater,
            version: self.version,
        };
        Ok(Found { rating, place_code: self.place_code })
    }
}

/// Names of reasons by key.
pub async fn reason_names(conn: &mut Conn<'_>) -> Result<BTreeMap<i64, String>, StoreError> {
    let rows: Vec<(i64, String)> = packed::rows!(conn, "id, name", REASONS, text => sqlx::query_as(text));
    Ok(rows.into_iter().collect())
}

/// One rating within the scope.
pub async fn find(conn: &mut Conn<'_>, scope: &Scope, id: RatingId) -> Result<Option<Found>, StoreError> {
    one(conn, ONE, scope, id).await
}

/// The follow-up of a rating, or the first one that it follows.
pub async fn other(conn: &mut Conn<'_>, scope: &Scope, id: RatingId) -> Result<Option<Found>, StoreError> {
    one(conn, OTHER, scope, id).await
}

async fn one(conn: &mut Conn<'_>, text: &'static str, scope: &Scope, id: RatingId) -> Result<Option<Found>, StoreError> {
    let names = reason_names(conn).await?;
    let body = scope.body().map_or(0, |b| b.0);
    let row: Option<Row> = on!(conn, c => sqlx::query_as(text).bind(id.0).bind(scope.place().0).bind(body).fetch_optional(c).await?);
    row.map(|row| row.found(&names)).transpose()
}

/// Name and phone of the rater.
pub async fn person(conn: &mut Conn<'_>, id: RatingId) -> Result<Option<(Option<String>, Option<String>)>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(PERSON).bind(id.0).fetch_optional(c).await?))
}

/// Changes how a rating stands and moves its part of the sums; false if the version has moved.
pub async fn set_standing(
    conn: &mut Conn<'_>,
    id: RatingId,
    standing: Standing,
    reason: Option<&str>,
    version: i64,
) -> Result<bool, StoreError> {
    let fact: Option<FactRow> = on!(conn, c => sqlx::query_as(FACT).bind(id.0).fetch_optional(c).await?);
    let Some(mut fact) = fact else { return Ok(false) };
    let number = i64::from(standing.number());
    let changed =
        on!(conn, c => sqlx::query(SET_STANDING).bind(id.0).bind(number).bind(reason).bind(version).execute(c).await?.rows_affected());
    if changed == 0 {
        return Ok(false);
    }
    let lines = crate::rollup::lines(conn).await?;
    let mut deltas = Deltas::default();
    crate::import::apply(&mut deltas, &fact, &lines, -1)?;
    fact.3 = number;
    crate::import::apply(&mut deltas, &fact, &lines, 1)?;
    deltas.write(conn, &lines).await?;
    Ok(true)
}
