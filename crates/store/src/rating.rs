//! Ratings: the rows behind the figures.

use crate::db::Conn;
use crate::error::StoreError;
use crate::figures::instants;
use crate::import::FactRow;
use crate::rollup::{Deltas, reason_ids};
use crate::{on, sql};
use domain::body::BodyId;
use domain::change::Basis;
use domain::figures::Facet;
use domain::period::Period;
use domain::permission::Scope;
use domain::place::PlaceId;
use domain::point::PointId;
use domain::rating::{AssessNo, Channel, Grade, PersonType, RatedObject, Rating, RatingId, Standing};
use domain::time::Instant;
use sqlx::{AssertSqlSafe, FromRow};
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

macro_rules! in_scope {
    () => {
        " r.place_id IN (SELECT descendant_id FROM place_closure WHERE ancestor_id = $2) AND (CAST($3 AS BIGINT) = 0 OR r.body_id IN (SELECT descendant_id FROM body_closure WHERE ancestor_id = $3))"
    };
}

/// What every filtered query asks after the place: numbers as in [`Bound::bind`]. Weekday and hour are arithmetic on
/// instants with the district's constant offset (domain::time::SHANGHAI).
macro_rules! filter {
    () => {
        " AND r.at >= $2 AND r.at < $3 AND (CAST($4 AS BIGINT) = 0 OR r.body_id IN (SELECT descendant_id FROM body_closure WHERE ancestor_id = $4))
        AND ($5 = '' OR $5 LIKE '%,' || r.grade || ',%')
        AND ($6 = '' OR $6 LIKE '%,' || r.standing || ',%')
        AND ($7 = '' OR $7 LIKE '%,' || r.channel || ',%')
        AND (CAST($8 AS BIGINT) = 0 OR r.assess_no = $8)
        AND (CASE CAST($9 AS BIGINT) WHEN 0 THEN 1 WHEN 1 THEN CASE WHEN COALESCE(r.item_id, 0) = $10 THEN 1 ELSE 0 END
            WHEN 2 THEN CASE WHEN COALESCE(r.body_id, 0) = $10 OR r.body_id IN (SELECT descendant_id FROM body_closure WHERE ancestor_id = $10)
                THEN 1 ELSE 0 END
            WHEN 3 THEN CASE WHEN COALESCE(r.module_id, 0) = $10 THEN 1 ELSE 0 END
            WHEN 4 THEN CASE WHEN r.channel = $10 THEN 1 ELSE 0 END
            WHEN 5 THEN CASE WHEN r.reasons LIKE '%,' || CAST($10 AS BIGINT) || ',%' THEN 1 ELSE 0 END
            ELSE CASE WHEN COALESCE(r.window_id, 0) = $10 THEN 1 ELSE 0 END END) = 1
        AND (CAST($11 AS BIGINT) < 0 OR ((r.at + 28800000000) / 86400000000 + 3) % 7 = $11)
        AND (CAST($12 AS BIGINT) < 0 OR ((r.at + 28800000000) / 3600000000) % 24 = $12)
        AND (NOT $13 OR r.comment IS NOT NULL)
        AND ($14 = '' OR r.comment LIKE $14 ESCAPE '\\' OR r.record_no LIKE $14 ESCAPE '\\' OR r.case_no LIKE $14 ESCAPE '\\')"
    };
}

/// At the place itself, and at the places that were merged into it.
macro_rules! own {
    () => {
        "r.place_id IN (SELECT c.descendant_id FROM place_closure c JOIN place p ON p.id = c.descendant_id
            JOIN place t ON t.id = c.ancestor_id AND t.level = p.level WHERE c.ancestor_id = $1)"
    };
}
macro_rules! below {
    () => {
        "r.place_id IN (SELECT descendant_id FROM place_closure WHERE ancestor_id = $1)"
    };
}
/// The partial index of bad ratings serves this one; the sign keeps SQLite from choosing that of places, which would
/// read every rating of the period.
macro_rules! below_bad {
    () => {
        "r.grade <= 2 AND +r.place_id IN (SELECT descendant_id FROM place_closure WHERE ancestor_id = $1)"
    };
}
/// As places were then: what happened at a predecessor before it was merged is not the successor's.
macro_rules! then {
    ($place:expr) => {
        concat!(
            $place,
            " AND NOT EXISTS (SELECT 1 FROM unit_succession s JOIN place_closure x ON x.ancestor_id = s.predecessor_id
                AND x.descendant_id = r.place_id
            WHERE s.unit = 'place' AND s.kind = 'merge' AND s.successor_id = $1 AND r.at < s.effective_at)"
        )
    };
}
macro_rules! list_text {
    ($place:expr) => {
        concat!(
            select!(),
            " WHERE ",
            $place,
            filter!(),
            " AND (r.at < $15 OR (r.at = $15 AND r.id < $16)) ORDER BY r.at DESC, r.id DESC LIMIT $17"
        )
    };
}
macro_rules! count_text {
    ($place:expr) => {
        concat!("SELECT COUNT(*) FROM rating r WHERE ", $place, filter!())
    };
}

sql! {
    LIST_OWN = list_text!(own!());
    LIST_BELOW = list_text!(below!());
    LIST_BELOW_BAD = list_text!(below_bad!());
    COUNT_OWN = count_text!(own!());
    COUNT_BELOW = count_text!(below!());
    COUNT_BELOW_BAD = count_text!(below_bad!());
    LIST_OWN_THEN = list_text!(then!(own!()));
    LIST_BELOW_THEN = list_text!(then!(below!()));
    COUNT_OWN_THEN = count_text!(then!(own!()));
    COUNT_BELOW_THEN = count_text!(then!(below!()));
    ONE = concat!(select!(), " WHERE r.id = $1 AND", in_scope!());
    OTHER = concat!(select!(), " JOIN rating o ON o.source_id = r.source_id AND o.record_no = r.record_no AND o.assess_no <> r.assess_no
        WHERE o.id = $1 AND", in_scope!());
    REASONS = "SELECT id, name FROM reason";
    PERSON = "SELECT name, phone FROM rating_person WHERE rating_id = $1";
    FACT = "SELECT place_id, at, grade, standing, COALESCE(item_id, 0), COALESCE(body_id, 0), COALESCE(module_id, 0), channel,
        COALESCE(window_id, 0), reasons FROM rating WHERE id = $1";
    SET_STANDING = "UPDATE rating SET standing = $2, standing_reason = $3, version = version + 1 WHERE id = $1 AND version = $4";
}

#[derive(FromRow)]
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

/// Which ratings; see `api::rating::Filter`.
#[derive(Clone, Debug)]
pub struct Filter<'a> {
    /// Days.
    pub period: Period,
    /// With everything below the scope's place.
    pub below: bool,
    /// Grades; empty for all.
    pub grades: &'a [Grade],
    /// Standings; empty for all.
    pub standings: &'a [Standing],
    /// Channels; empty for all.
    pub channels: &'a [Channel],
    /// First or follow-up.
    pub assess_no: Option<AssessNo>,
    /// One value of a facet.
    pub facet: Option<(Facet, i64)>,
    /// Monday = 0.
    pub weekday: Option<u8>,
    /// 0…23
    pub hour: Option<u8>,
    /// Only those with words.
    pub with_comment: bool,
    /// Part of comment, record or case number.
    pub text: Option<&'a str>,
    /// By which places.
    pub basis: Basis,
}

/// The values of a filter as the texts expect them.
struct Bound {
    place: i64,
    from: i64,
    until: i64,
    body: i64,
    grades: String,
    standings: String,
    channels: String,
    assess_no: i64,
    facet: i64,
    key: i64,
    weekday: i64,
    hour: i64,
    with_comment: bool,
    text: String,
}

fn set(numbers: impl Iterator<Item = i16>) -> String {
    let inner: Vec<String> = numbers.map(|n| n.to_string()).collect();
    if inner.is_empty() { String::new() } else { format!(",{},", inner.join(",")) }
}

/// `%text%` with the pattern's own characters escaped.
fn contains(text: &str) -> String {
    let escaped = text.trim().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    if escaped.is_empty() { escaped } else { format!("%{escaped}%") }
}

impl Bound {
    fn new(scope: &Scope, filter: &Filter<'_>) -> Self {
        let (from, until) = instants(filter.period);
        Self {
            place: scope.place().0,
            from,
            until,
            body: scope.body().map_or(0, |b| b.0),
            grades: set(filter.grades.iter().map(|g| g.number())),
            standings: set(filter.standings.iter().map(|s| s.number())),
            channels: set(filter.channels.iter().map(|c| c.number())),
            assess_no: filter.assess_no.map_or(0, |n| n.number().into()),
            facet: filter.facet.map_or(0, |(f, _)| f.number().into()),
            key: filter.facet.map_or(0, |(_, key)| key),
            weekday: filter.weekday.map_or(-1, i64::from),
            hour: filter.hour.map_or(-1, i64::from),
            with_comment: filter.with_comment,
            text: filter.text.map(contains).unwrap_or_default(),
        }
    }
}

macro_rules! bound {
    ($query:expr, $b:expr) => {
        $query
            .bind($b.place)
            .bind($b.from)
            .bind($b.until)
            .bind($b.body)
            .bind(&$b.grades)
            .bind(&$b.standings)
            .bind(&$b.channels)
            .bind($b.assess_no)
            .bind($b.facet)
            .bind($b.key)
            .bind($b.weekday)
            .bind($b.hour)
            .bind($b.with_comment)
            .bind(&$b.text)
    };
}

fn variant(filter: &Filter<'_>) -> (&'static str, &'static str) {
    let only_bad = !filter.grades.is_empty() && filter.grades.iter().all(|g| g.is_bad());
    match (filter.basis, filter.below, only_bad) {
        (Basis::Now, false, _) => (LIST_OWN, COUNT_OWN),
        (Basis::Now, true, false) => (LIST_BELOW, COUNT_BELOW),
        (Basis::Now, true, true) => (LIST_BELOW_BAD, COUNT_BELOW_BAD),
        (Basis::Then, false, _) => (LIST_OWN_THEN, COUNT_OWN_THEN),
        (Basis::Then, true, _) => (LIST_BELOW_THEN, COUNT_BELOW_THEN),
    }
}

/// Names of reasons by key.
pub async fn reason_names(conn: &mut Conn<'_>) -> Result<BTreeMap<i64, String>, StoreError> {
    let rows: Vec<(i64, String)> = on!(conn, c => sqlx::query_as(REASONS).fetch_all(c).await?);
    Ok(rows.into_iter().collect())
}

/// A page of ratings after a given one, newest first.
pub async fn list(
    conn: &mut Conn<'_>,
    scope: &Scope,
    filter: &Filter<'_>,
    after: Option<(Instant, RatingId)>,
    limit: i64,
) -> Result<Vec<Found>, StoreError> {
    let names = reason_names(conn).await?;
    let b = Bound::new(scope, filter);
    let (at, id) = after.map_or((i64::MAX, i64::MAX), |(at, id)| (at.0, id.0));
    let (text, _) = variant(filter);
    let rows: Vec<Row> = on!(conn, c => bound!(sqlx::query_as(AssertSqlSafe(text)), b).bind(at).bind(id).bind(limit).fetch_all(c).await?);
    rows.into_iter().map(|row| row.found(&names)).collect()
}

/// How many ratings there are.
pub async fn count(conn: &mut Conn<'_>, scope: &Scope, filter: &Filter<'_>) -> Result<i64, StoreError> {
    let b = Bound::new(scope, filter);
    let (_, text) = variant(filter);
    let (n,): (i64,) = on!(conn, c => bound!(sqlx::query_as(AssertSqlSafe(text)), b).fetch_one(c).await?);
    Ok(n)
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
