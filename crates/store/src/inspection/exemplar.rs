//! 典型: recommended, reviewed, spread.

use super::Seeing;
use super::record::Hand;
use crate::catalogue::list::between;
use crate::db::Conn;
use crate::error::StoreError;
use crate::page;
use crate::{on, sql};
use domain::inspection::exemplar::{ExemplarFields, ExemplarId, ExemplarState};
use domain::inspection::plan::VisitId;
use domain::place::PlaceId;
use domain::time::Instant;
use jiff::civil::Date;
use sqlx::FromRow;

macro_rules! row {
    () => {
        "SELECT e.id, e.visit_id, e.state, e.content, e.person, e.who, e.at, e.opinion, e.decided_name, e.decided_at, e.version,
            o.name AS point_name, v.place_id, v.town_id
        FROM exemplar e JOIN inspection_visit v ON v.id = e.visit_id JOIN inspection_plan p ON p.id = v.plan_id JOIN point o ON o.id = v.point_id"
    };
}

// $1 states between commas; $2 he sees all, $3 today, $4 who he is. What was spread is everybody's, unless its plan is still under
// cover; what is not is the district's, and whoever's words it is.
macro_rules! asked {
    () => {
        " WHERE ($1 = '' OR $1 LIKE '%,' || e.state || ',%') AND ($2 <> '' OR e.person = $4 OR (e.state = 'exemplar_spread'
            AND (p.cover = 'open_visit' OR (p.released_day <> '' AND p.released_day <= $3))))"
    };
}

sql! {
    // Beyond the row of the key $5; $6 rows.
    DOWN = concat!(row!(), asked!(), " AND e.id < CAST($5 AS BIGINT) ORDER BY e.id DESC LIMIT $6");
    UP = concat!(row!(), asked!(), " AND e.id > CAST($5 AS BIGINT) ORDER BY e.id LIMIT $6");
    COUNT = concat!("SELECT COUNT(*) FROM exemplar e JOIN inspection_visit v ON v.id = e.visit_id JOIN inspection_plan p ON p.id = v.plan_id", asked!());
    ONE = concat!(row!(), " WHERE e.id = $1");
    ADD = "INSERT INTO exemplar (visit_id, content, person, who, at) VALUES ($1, $2, $3, $4, $5) RETURNING id";
    DECIDE = "UPDATE exemplar SET state = $3, opinion = $4, decided_by = $5, decided_name = $6, decided_at = $7, version = version + 1
        WHERE id = $1 AND version = $2 AND state = 'exemplar_proposed'";
    /// Spread since $1, or known since the day $3 of its being released, as far as its visit is known on the day $2.
    NEWS = concat!(row!(), " WHERE e.state = 'exemplar_spread' AND (e.decided_at >= $1 OR p.released_day >= $3)
        AND (p.cover = 'open_visit' OR (p.released_day <> '' AND p.released_day <= $2)) ORDER BY e.id");
}

/// An exemplar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exemplar {
    /// Which.
    pub id: ExemplarId,
    /// From which visit.
    pub visit: VisitId,
    /// The station.
    pub point_name: String,
    /// Its place.
    pub place: PlaceId,
    /// The town in which it lies.
    pub town: PlaceId,
    /// How far it is.
    pub state: ExemplarState,
    /// What it says.
    pub fields: ExemplarFields,
    /// Who recommended it: an account's key.
    pub person: String,
    /// By name.
    pub who: String,
    /// When.
    pub at: Instant,
    /// 审核意见
    pub opinion: String,
    /// Who reviewed it, by name.
    pub decided_by: String,
    /// When.
    pub decided_at: Option<Instant>,
    /// Moves by one with every change.
    pub version: i64,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    visit_id: i64,
    state: String,
    content: String,
    person: String,
    who: String,
    at: i64,
    opinion: String,
    decided_name: String,
    decided_at: Option<i64>,
    version: i64,
    point_name: String,
    place_id: i64,
    town_id: i64,
}

impl TryFrom<Row> for Exemplar {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let wrong = |column| StoreError::inconsistent("exemplar", column, row.id);
        Ok(Self {
            id: ExemplarId(row.id),
            visit: VisitId(row.visit_id),
            state: ExemplarState::from_code(&row.state).ok_or_else(|| wrong("state"))?,
            fields: serde_json::from_str(&row.content).map_err(|_| wrong("content"))?,
            point_name: row.point_name,
            place: PlaceId(row.place_id),
            town: PlaceId(row.town_id),
            person: row.person,
            who: row.who,
            at: Instant(row.at),
            opinion: row.opinion,
            decided_by: row.decided_name,
            decided_at: row.decided_at.map(Instant),
            version: row.version,
        })
    }
}

/// Which page.
pub type At = page::At<i64>;

/// A page of those in these states that somebody may see, the newest first.
pub async fn page(
    conn: &mut Conn<'_>,
    states: &[ExemplarState],
    seeing: &Seeing,
    today: Date,
    (at, limit): (&At, usize),
) -> Result<page::Page<Exemplar, i64>, StoreError> {
    let (text, edge) = if at.is_forward() { (DOWN, i64::MAX) } else { (UP, 0) };
    let (b, today, states) = (seeing.bound(), domain::day::text(today), between(states.iter().map(|one| one.code())));
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(text)
        .bind(&states)
        .bind(b.all)
        .bind(&today)
        .bind(&seeing.person)
        .bind(at.from().copied().unwrap_or(edge))
        .bind(page::wanted(limit))
        .fetch_all(c)
        .await?);
    let rows = rows.into_iter().map(Exemplar::try_from).collect::<Result<Vec<_>, _>>()?;
    Ok(page::cut(rows, |one: &Exemplar| one.id.0, at, limit))
}

/// How many there are.
pub async fn count(conn: &mut Conn<'_>, states: &[ExemplarState], seeing: &Seeing, today: Date) -> Result<i64, StoreError> {
    let (b, today, states) = (seeing.bound(), domain::day::text(today), between(states.iter().map(|one| one.code())));
    let (n,): (i64,) = on!(conn, c => sqlx::query_as(COUNT)
        .bind(&states)
        .bind(b.all)
        .bind(&today)
        .bind(&seeing.person)
        .fetch_one(c)
        .await?);
    Ok(n)
}

/// One of them, whoever asks.
pub async fn find(conn: &mut Conn<'_>, id: ExemplarId) -> Result<Option<Exemplar>, StoreError> {
    let row: Option<Row> = on!(conn, c => sqlx::query_as(ONE).bind(id.0).fetch_optional(c).await?);
    row.map(Exemplar::try_from).transpose()
}

/// Recommends one.
pub async fn add(conn: &mut Conn<'_>, visit: VisitId, fields: &ExemplarFields, by: Hand<'_>) -> Result<ExemplarId, StoreError> {
    let content = serde_json::to_string(fields).map_err(|_| StoreError::inconsistent("exemplar", "content", visit.0))?;
    let (id,): (i64,) =
        on!(conn, c => sqlx::query_as(ADD).bind(visit.0).bind(&content).bind(by.person).bind(by.who).bind(by.at.0).fetch_one(c).await?);
    Ok(ExemplarId(id))
}

/// Decides about one. False if it was decided about.
pub async fn decide(
    conn: &mut Conn<'_>,
    (id, version): (ExemplarId, i64),
    state: ExemplarState,
    opinion: &str,
    by: Hand<'_>,
) -> Result<bool, StoreError> {
    let done = on!(conn, c => sqlx::query(DECIDE)
        .bind(id.0)
        .bind(version)
        .bind(state.code())
        .bind(opinion)
        .bind(by.person)
        .bind(by.who)
        .bind(by.at.0)
        .execute(c)
        .await?
        .rows_affected());
    Ok(done == 1)
}

/// What was spread since an instant and may be known on a day.
pub async fn spread_since(conn: &mut Conn<'_>, since: Instant, today: Date) -> Result<Vec<Exemplar>, StoreError> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(NEWS).bind(since.0).bind(domain::day::text(today)).bind(domain::day::text(since.day())).fetch_all(c).await?);
    rows.into_iter().map(Exemplar::try_from).collect()
}
