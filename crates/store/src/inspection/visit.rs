//! Visits: who goes where, and when.

use super::attempt::Spot;
use super::{Seeing, visible};
use crate::catalogue::list::between;
use crate::db::Conn;
use crate::error::StoreError;
use crate::page;
use crate::supervision::{day_text, stored_day};
use crate::{on, sql};
use domain::account::AccountId;
use domain::inspection::checklist::ChecklistId;
use domain::inspection::checklist::score::Share;
use domain::inspection::plan::{Cover, ListVersion, PlanId, PlanKind, VisitId, VisitState};
use domain::inspection::points::Points;
use domain::place::PlaceId;
use domain::point::PointId;
use domain::time::Instant;
use jiff::civil::Date;
use sqlx::FromRow;
use std::collections::{BTreeMap, HashMap};

macro_rules! row {
    () => {
        concat!(
            "SELECT v.id, v.plan_id, p.number, p.title, p.kind, p.cover, p.checklist_id, p.checklist_no, p.from_day, p.until_day, v.point_id,
                o.name AS point_name, v.place_id, v.town_id, v.ordinal, v.state, v.day, v.version,
                r.begun_at, r.submitted_at, r.agreed_at, r.got, r.full_points,
                COALESCE((SELECT x.reason FROM inspection_replacement x WHERE x.visit_id = v.id), '') AS void_why,
                COALESCE((SELECT q.name FROM inspection_replacement x JOIN inspection_visit w ON w.id = x.visit_id JOIN point q ON q.id = w.point_id
                    WHERE x.by_id = v.id), '') AS stands_for,
                CAST(CASE WHEN v.state = 'visit_waiting' AND EXISTS (SELECT 1 FROM inspection_visit s WHERE s.plan_id = v.plan_id
                    AND s.attempt = v.attempt AND s.town_id = v.town_id AND s.state = 'visit_standby') THEN 1 ELSE 0 END AS BIGINT) AS has_standby
            FROM inspection_visit v JOIN inspection_plan p ON p.id = v.plan_id JOIN point o ON o.id = v.point_id
                LEFT JOIN inspection_record r ON r.visit_id = v.id"
        )
    };
}

// $1 the plan, $2 to whom alone somebody is sent, $3 at and below which place, $4 and $5 days, $6 those without a day only, $7 states between
// commas; $8 he sees all, $9 today, $10 his towns, $11 his places, $12 who he is;
// $13 to whom nobody of that key is sent; $14 days are those on which it was made, of those whose score is fixed; $15 and $16: points were lost at
// this line of this list; $17 at which service point.
macro_rules! asked {
    () => {
        concat!(
            " WHERE (CAST($1 AS BIGINT) IS NULL OR v.plan_id = CAST($1 AS BIGINT))
                AND ($2 = '' OR v.id IN (SELECT g.visit_id FROM inspection_goer g WHERE g.person = $2))
                AND (CAST($3 AS BIGINT) IS NULL OR v.place_id IN (SELECT c.descendant_id FROM place_closure c WHERE c.ancestor_id = CAST($3 AS BIGINT)))
                AND ($14 <> '' OR (($4 = '' OR v.day >= $4) AND ($5 = '' OR (v.day <> '' AND v.day <= $5)))) AND ($6 = '' OR v.day = '')
                AND ($14 = '' OR v.id IN (SELECT m.visit_id FROM inspection_record m
                    WHERE m.made_day <> '' AND m.made_day >= $4 AND ($5 = '' OR m.made_day <= $5)))
                AND ($16 = '' OR EXISTS (SELECT 1 FROM inspection_record m JOIN inspection_plan q ON q.id = v.plan_id
                    WHERE m.visit_id = v.id AND q.checklist_id = CAST($15 AS BIGINT)
                        AND REPLACE(m.score, '[\"' || $16 || '\",', '') <> m.score))
                AND (CAST($17 AS BIGINT) IS NULL OR v.point_id = CAST($17 AS BIGINT))
                AND v.state IN (SELECT DISTINCT s.state FROM inspection_visit s WHERE $7 LIKE '%,' || s.state || ',%')
                AND ($13 = '' OR v.id NOT IN (SELECT g.visit_id FROM inspection_goer g WHERE g.person = $13))
                AND ($8 <> '' OR (v.state NOT IN ('visit_standby', 'visit_void') AND v.id IN (SELECT g.visit_id FROM inspection_goer g WHERE g.person = $12))
                    OR (v.place_id IN (SELECT c.descendant_id FROM place_closure c WHERE $11 LIKE '%,' || c.ancestor_id || ',%')
                        AND EXISTS (SELECT 1 FROM inspection_plan p WHERE p.id = v.plan_id AND ",
            visible!("$8", "$9", "$10"),
            ")))"
        )
    };
}

/// What everybody may know of a plan `p` on the day $1.
macro_rules! known_on {
    () => {
        "(p.cover = 'open_visit' OR (p.released_day <> '' AND p.released_day <= $1))"
    };
}

// By plan, the newest first, then as they were drawn. Beyond the row of the key $18, $19; $20 rows.
sql! {
    DOWN = concat!(row!(), asked!(), " AND v.plan_id <= CAST($18 AS BIGINT) AND (v.plan_id < CAST($18 AS BIGINT) OR v.id > CAST($19 AS BIGINT))
        ORDER BY v.plan_id DESC, v.id LIMIT $20");
    UP = concat!(row!(), asked!(), " AND v.plan_id >= CAST($18 AS BIGINT) AND (v.plan_id > CAST($18 AS BIGINT) OR v.id < CAST($19 AS BIGINT))
        ORDER BY v.plan_id, v.id DESC LIMIT $20");
    COUNT = concat!("SELECT COUNT(*) FROM inspection_visit v", asked!());
    DAYS = concat!("SELECT v.day, COUNT(*) FROM inspection_visit v", asked!(), " GROUP BY v.day ORDER BY v.day");
    ONE = concat!(row!(), " WHERE v.id = $1 AND v.plan_id = $2");
    GOERS = "SELECT g.visit_id, g.person, g.name FROM inspection_visit v JOIN inspection_goer g ON g.visit_id = v.id
        WHERE v.plan_id = $1 AND v.id >= $2 AND v.id <= $3 ORDER BY g.visit_id, g.no";
    ADD = "INSERT INTO inspection_visit (plan_id, attempt, ordinal, point_id, place_id, town_id, state) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id";
    ADD_GOER = "INSERT INTO inspection_goer (visit_id, no, person, name) VALUES ($1, $2, $3, $4)";
    /// What was begun stays as it is: it was seen.
    VOID = "UPDATE inspection_visit SET state = 'visit_void', version = version + 1 WHERE plan_id = $1 AND state IN ('visit_waiting', 'visit_standby')";
    BEGUN = "SELECT COUNT(*) FROM inspection_visit v JOIN inspection_record r ON r.visit_id = v.id WHERE v.plan_id = $1";
    MOVE = "UPDATE inspection_visit SET state = $3, version = version + 1 WHERE id = $1 AND version = $2";
    /// One by itself, as far as who asks may see it: $2 he sees all, $3 today, $4 his towns, $5 his places, $6 who he is. Those of the checked side see
    /// what came of it, not what is being written.
    SEEN = concat!(row!(), " WHERE v.id = $1 AND ($2 <> '' OR (v.state NOT IN ('visit_standby', 'visit_void')
            AND EXISTS (SELECT 1 FROM inspection_goer g WHERE g.visit_id = v.id AND g.person = $6))
        OR (v.state = 'visit_agreed' AND EXISTS (SELECT 1 FROM place_closure c WHERE c.descendant_id = v.place_id AND $5 LIKE '%,' || c.ancestor_id || ',%')
            AND ", visible!("$2", "$3", "$4"), "))");
    /// The newest that was agreed to at the service point of the visit $1, seen as above.
    LAST_AGREED = concat!(row!(), " WHERE v.id <> $1 AND v.point_id = (SELECT point_id FROM inspection_visit WHERE id = $1) AND v.state = 'visit_agreed'
            AND ($2 <> '' OR EXISTS (SELECT 1 FROM inspection_goer g WHERE g.visit_id = v.id AND g.person = $6)
                OR (EXISTS (SELECT 1 FROM place_closure c WHERE c.descendant_id = v.place_id AND $5 LIKE '%,' || c.ancestor_id || ',%') AND ",
        visible!("$2", "$3", "$4"), ")) ORDER BY r.agreed_at DESC, v.id DESC LIMIT 1");
    /// That of the plan numbered $1 which was drawn as the $2nd.
    OF_FORM = "SELECT v.id FROM inspection_plan p JOIN inspection_visit v ON v.plan_id = p.id
        WHERE p.number = $1 AND p.number <> '' AND v.ordinal = $2 AND v.state NOT IN ('visit_standby', 'visit_void')";
    /// Of the town and the draw of the visit $1, the next in the order drawn that stands by.
    NEXT = concat!(row!(), " WHERE v.state = 'visit_standby' AND EXISTS (SELECT 1 FROM inspection_visit w
            WHERE w.id = $1 AND w.plan_id = v.plan_id AND w.attempt = v.attempt AND w.town_id = v.town_id) ORDER BY v.ordinal, v.id LIMIT 1");
    /// Its number goes on behind those that were drawn: a form that was printed for the station before is not its.
    STEP_IN = "UPDATE inspection_visit SET state = 'visit_waiting', day = $3, version = version + 1,
            ordinal = (SELECT MAX(w.ordinal) + 1 FROM inspection_visit w WHERE w.plan_id = inspection_visit.plan_id
                AND w.attempt = inspection_visit.attempt AND w.state <> 'visit_standby')
        WHERE id = $1 AND version = $2 AND state = 'visit_standby'";
    ADD_REPLACEMENT = "INSERT INTO inspection_replacement (visit_id, by_id, reason, who, at) VALUES ($1, $2, $3, $4, $5)";
    REPLACED = "SELECT x.visit_id, x.by_id, a.name, b.name, x.reason, x.who, x.at FROM inspection_replacement x
            JOIN inspection_visit v ON v.id = x.visit_id JOIN point a ON a.id = v.point_id
            JOIN inspection_visit w ON w.id = x.by_id JOIN point b ON b.id = w.point_id
        WHERE v.plan_id = $1 AND v.attempt = $2 ORDER BY x.at, w.ordinal";
    LOAD = "SELECT g.person, COUNT(*) FROM inspection_visit v JOIN inspection_goer g ON g.visit_id = v.id
        WHERE v.plan_id = $1 AND v.state NOT IN ('visit_standby', 'visit_void') GROUP BY g.person";
    SET_DAY = "UPDATE inspection_visit SET day = $4, version = version + 1
        WHERE id = $1 AND plan_id = $2 AND version = $3 AND state = 'visit_waiting'";
    PLACES = "SELECT place_id FROM inspection_visit WHERE plan_id = $1 AND state NOT IN ('visit_standby', 'visit_void') ORDER BY id";
    /// Visits of other plans than $1 on a day from $2 to $3; of those without a day the last day of the plan counts.
    NEAR = "SELECT v.plan_id, v.place_id, CASE WHEN v.day <> '' THEN v.day ELSE p.until_day END AS day
        FROM inspection_visit v JOIN inspection_plan p ON p.id = v.plan_id
        WHERE v.plan_id <> $1 AND v.state NOT IN ('visit_standby', 'visit_void') AND p.state <> 'plan_revoked' AND p.until_day >= $2 AND p.from_day <= $3
        ORDER BY v.plan_id, v.id";
    /// The last day before $1 on which each service point was visited: one that was planned only is none.
    LAST = concat!("SELECT d.point_id, MAX(d.day) FROM (SELECT v.point_id, CASE WHEN r.made_day <> '' THEN r.made_day ELSE v.day END AS day
            FROM inspection_visit v JOIN inspection_record r ON r.visit_id = v.id JOIN inspection_plan p ON p.id = v.plan_id
            WHERE v.state NOT IN ('visit_standby', 'visit_void') AND ", known_on!(), ") AS d
        WHERE d.day <> '' AND d.day < $1 GROUP BY d.point_id");
    /// The last score of each service point that was agreed to, in thousandths, as far as it is known on the day $1.
    RATES = concat!("SELECT s.point_id, CAST(s.got * 1000 / s.full_points AS BIGINT) FROM (SELECT v.point_id, r.got, r.full_points,
            ROW_NUMBER() OVER (PARTITION BY v.point_id ORDER BY r.made_day DESC, v.id DESC) AS nth
            FROM inspection_visit v JOIN inspection_record r ON r.visit_id = v.id JOIN inspection_plan p ON p.id = v.plan_id
            WHERE v.state = 'visit_agreed' AND r.full_points > 0 AND ", known_on!(), ") AS s
        WHERE s.nth = 1");
    OPEN_FINDINGS = concat!("SELECT v.point_id, COUNT(*) FROM inspection_finding f JOIN inspection_visit v ON v.id = f.visit_id
            JOIN inspection_plan p ON p.id = v.plan_id
        WHERE v.state = 'visit_agreed' AND f.state NOT IN ('finding_closed', 'finding_cancelled', 'finding_withdrawn') AND ", known_on!(),
        " GROUP BY v.point_id");
}

/// Somebody who goes there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goer {
    /// Who.
    pub account: AccountId,
    /// Name.
    pub name: String,
}

/// A visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// Which.
    pub id: VisitId,
    /// Of which plan.
    pub plan: PlanId,
    /// 方案编号
    pub number: String,
    /// 方案名称
    pub title: String,
    /// 督查类型
    pub kind: PlanKind,
    /// 督查方式
    pub cover: Cover,
    /// 检查表版本
    pub checklist: ListVersion,
    /// First day of the plan.
    pub from: Date,
    /// Last day of the plan.
    pub until: Date,
    /// Where.
    pub spot: Spot,
    /// What the service point is called.
    pub point_name: String,
    /// As it was drawn.
    pub order: i64,
    /// Who goes there.
    pub goers: Vec<Goer>,
    /// How far it is.
    pub state: VisitState,
    /// When.
    pub day: Option<Date>,
    /// When its record was begun.
    pub begun_at: Option<Instant>,
    /// When it was last handed in.
    pub submitted_at: Option<Instant>,
    /// When its score was fixed.
    pub agreed_at: Option<Instant>,
    /// The score that a review agreed to.
    pub score: Option<Share>,
    /// Why another station stepped in for it; empty: none did.
    pub void_why: String,
    /// For which station it stepped in; empty: it was drawn.
    pub stands_for: String,
    /// It waits, and a station of its town stands by.
    pub has_standby: bool,
    /// Moves by one with every change.
    pub version: i64,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    plan_id: i64,
    number: String,
    title: String,
    kind: String,
    cover: String,
    checklist_id: Option<i64>,
    checklist_no: Option<i64>,
    from_day: String,
    until_day: String,
    point_id: i64,
    point_name: String,
    place_id: i64,
    town_id: i64,
    ordinal: i64,
    state: String,
    day: String,
    version: i64,
    begun_at: Option<i64>,
    submitted_at: Option<i64>,
    agreed_at: Option<i64>,
    got: Option<i64>,
    full_points: Option<i64>,
    void_why: String,
    stands_for: String,
    has_standby: i64,
}

impl TryFrom<Row> for Visit {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let wrong = |column| StoreError::inconsistent("inspection_visit", column, row.id);
        let day = |text: &str, column| domain::day::of_text(text).ok_or_else(|| wrong(column));
        let points = |tenths: i64| u32::try_from(tenths).map(Points).map_err(|_| wrong("got"));
        let score = match row.got.zip(row.full_points) {
            Some((got, of)) => Some(Share { got: points(got)?, of: points(of)? }),
            None => None,
        };
        let checklist = row.checklist_id.zip(row.checklist_no).map(|(list, no)| ListVersion { list: ChecklistId(list), no });
        Ok(Self {
            id: VisitId(row.id),
            plan: PlanId(row.plan_id),
            kind: PlanKind::from_code(&row.kind).ok_or_else(|| wrong("kind"))?,
            cover: Cover::from_code(&row.cover).ok_or_else(|| wrong("cover"))?,
            checklist: checklist.ok_or_else(|| wrong("checklist_id"))?,
            from: day(&row.from_day, "from_day")?,
            until: day(&row.until_day, "until_day")?,
            spot: Spot { point: PointId(row.point_id), place: PlaceId(row.place_id), town: PlaceId(row.town_id) },
            state: VisitState::from_code(&row.state).ok_or_else(|| wrong("state"))?,
            day: stored_day(&row.day).map_err(|()| wrong("day"))?,
            number: row.number,
            title: row.title,
            point_name: row.point_name,
            order: row.ordinal,
            goers: Vec::new(),
            begun_at: row.begun_at.map(Instant),
            submitted_at: row.submitted_at.map(Instant),
            agreed_at: row.agreed_at.map(Instant),
            score,
            void_why: row.void_why,
            stands_for: row.stands_for,
            has_standby: row.has_standby == 1,
            version: row.version,
        })
    }
}

/// Which visits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VisitFilter {
    /// Of this plan only.
    pub plan: Option<PlanId>,
    /// Only those to which whoever asks is sent.
    pub mine: bool,
    /// At and below this place only.
    pub place: Option<PlaceId>,
    /// On this day or later.
    pub from: Option<Date>,
    /// On this day or before.
    pub to: Option<Date>,
    /// Only those without a day.
    pub undated: bool,
    /// Only those that others than who asks were sent to.
    pub others: bool,
    /// Days are those on which it was made, of those whose score is fixed; else those that were planned.
    pub made: bool,
    /// Only those that lost points at this line of this checklist.
    pub lost: Option<(ChecklistId, String)>,
    /// At this service point only.
    pub point: Option<PointId>,
    /// In these states.
    pub states: Vec<VisitState>,
    /// What whoever asks may see.
    pub seeing: Seeing,
    /// As of which day.
    pub today: Option<Date>,
}

/// The filter as SQL takes it.
struct Bound {
    mine: String,
    others: String,
    made: &'static str,
    list: Option<i64>,
    line: String,
    from: String,
    to: String,
    undated: &'static str,
    states: String,
    seeing: super::Bound,
    today: String,
}

impl VisitFilter {
    fn bound(&self) -> Bound {
        Bound {
            mine: if self.mine { self.seeing.person.clone() } else { String::new() },
            others: if self.others { self.seeing.person.clone() } else { String::new() },
            made: if self.made { "1" } else { "" },
            list: self.lost.as_ref().map(|(list, _)| list.0),
            line: self.lost.as_ref().map(|(_, line)| line.clone()).unwrap_or_default(),
            from: day_text(self.from),
            to: day_text(self.to),
            undated: if self.undated { "1" } else { "" },
            states: between(self.states.iter().map(|state| state.code())),
            seeing: self.seeing.bound(),
            today: day_text(self.today),
        }
    }
}

macro_rules! bind {
    ($query:expr, $filter:ident, $b:ident) => {
        $query
            .bind($filter.plan.map(|plan| plan.0))
            .bind(&$b.mine)
            .bind($filter.place.map(|place| place.0))
            .bind(&$b.from)
            .bind(&$b.to)
            .bind($b.undated)
            .bind(&$b.states)
            .bind($b.seeing.all)
            .bind(&$b.today)
            .bind(&$b.seeing.towns)
            .bind(&$b.seeing.places)
            .bind(&$filter.seeing.person)
            .bind(&$b.others)
            .bind($b.made)
            .bind($b.list)
            .bind(&$b.line)
            .bind($filter.point.map(|point| point.0))
    };
}

/// A place in the list of visits: plan and key.
pub type Place = (i64, i64);

/// Which page.
pub type At = page::At<Place>;

/// A page of them.
pub type VisitPage = page::Page<Visit, Place>;

/// A page of the visits that fit.
pub async fn page(conn: &mut Conn<'_>, filter: &VisitFilter, at: &At, limit: usize) -> Result<VisitPage, StoreError> {
    let (text, edge) = if at.is_forward() { (DOWN, (i64::MAX, 0)) } else { (UP, (0, i64::MAX)) };
    let (plan, id) = at.from().copied().unwrap_or(edge);
    let b = filter.bound();
    let rows: Vec<Row> = on!(conn, c => bind!(sqlx::query_as(text), filter, b)
        .bind(plan)
        .bind(id)
        .bind(page::wanted(limit))
        .fetch_all(c)
        .await?);
    let rows = rows.into_iter().map(Visit::try_from).collect::<Result<Vec<_>, _>>()?;
    let mut page = page::cut(rows, |visit: &Visit| (visit.plan.0, visit.id.0), at, limit);
    let mut goers = goers(conn, &page.rows).await?;
    for visit in &mut page.rows {
        visit.goers = goers.remove(&visit.id).unwrap_or_default();
    }
    Ok(page)
}

async fn goers(conn: &mut Conn<'_>, visits: &[Visit]) -> Result<HashMap<VisitId, Vec<Goer>>, StoreError> {
    let mut found: HashMap<VisitId, Vec<Goer>> = HashMap::new();
    // A page has few plans; their visits stand beside each other.
    let mut plans: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
    for visit in visits {
        let (first, last) = plans.entry(visit.plan.0).or_insert((visit.id.0, visit.id.0));
        (*first, *last) = ((*first).min(visit.id.0), (*last).max(visit.id.0));
    }
    for (plan, (first, last)) in plans {
        let rows: Vec<(i64, String, String)> = on!(conn, c => sqlx::query_as(GOERS).bind(plan).bind(first).bind(last).fetch_all(c).await?);
        for (visit, person, name) in rows {
            let account = super::plan::account(&person).ok().flatten();
            let account = account.ok_or_else(|| StoreError::inconsistent("inspection_goer", "person", visit))?;
            found.entry(VisitId(visit)).or_default().push(Goer { account, name });
        }
    }
    Ok(found)
}

/// A visit of a plan.
pub async fn find(conn: &mut Conn<'_>, plan: PlanId, id: VisitId) -> Result<Option<Visit>, StoreError> {
    let row: Option<Row> = on!(conn, c => sqlx::query_as(ONE).bind(id.0).bind(plan.0).fetch_optional(c).await?);
    let Some(mut visit) = row.map(Visit::try_from).transpose()? else { return Ok(None) };
    visit.goers = goers(conn, std::slice::from_ref(&visit)).await?.remove(&visit.id).unwrap_or_default();
    Ok(Some(visit))
}

async fn one(conn: &mut Conn<'_>, text: &'static str, id: VisitId, seeing: &Seeing, today: Date) -> Result<Option<Visit>, StoreError> {
    let (b, today) = (seeing.bound(), domain::day::text(today));
    let row: Option<Row> = on!(conn, c => sqlx::query_as(text)
        .bind(id.0)
        .bind(b.all)
        .bind(&today)
        .bind(&b.towns)
        .bind(&b.places)
        .bind(&seeing.person)
        .fetch_optional(c)
        .await?);
    let Some(mut visit) = row.map(Visit::try_from).transpose()? else { return Ok(None) };
    visit.goers = goers(conn, std::slice::from_ref(&visit)).await?.remove(&visit.id).unwrap_or_default();
    Ok(Some(visit))
}

/// A visit that somebody may know of, with what is written in it.
pub async fn seen(conn: &mut Conn<'_>, id: VisitId, seeing: &Seeing, today: Date) -> Result<Option<Visit>, StoreError> {
    one(conn, SEEN, id, seeing, today).await
}

/// The visit of a plan's number and its place in the draw, whoever may see it.
pub async fn of_form(conn: &mut Conn<'_>, number: &str, order: i64) -> Result<Option<VisitId>, StoreError> {
    let row: Option<(i64,)> = on!(conn, c => sqlx::query_as(OF_FORM).bind(number).bind(order).fetch_optional(c).await?);
    Ok(row.map(|(id,)| VisitId(id)))
}

/// The newest visit of the same service point whose score is fixed, as far as somebody may know of it.
pub async fn last_agreed(conn: &mut Conn<'_>, id: VisitId, seeing: &Seeing, today: Date) -> Result<Option<Visit>, StoreError> {
    one(conn, LAST_AGREED, id, seeing, today).await
}

/// Moves a visit on. False if it has moved since it was read.
pub async fn move_to(conn: &mut Conn<'_>, visit: &Visit, state: VisitState) -> Result<bool, StoreError> {
    let moved = on!(conn, c => sqlx::query(MOVE).bind(visit.id.0).bind(visit.version).bind(state.code()).execute(c).await?.rows_affected());
    Ok(moved == 1)
}

/// How many visits of a plan were begun.
pub async fn begun(conn: &mut Conn<'_>, plan: PlanId) -> Result<i64, StoreError> {
    let (n,): (i64,) = on!(conn, c => sqlx::query_as(BEGUN).bind(plan.0).fetch_one(c).await?);
    Ok(n)
}

/// How many visits fit.
pub async fn count(conn: &mut Conn<'_>, filter: &VisitFilter) -> Result<i64, StoreError> {
    let b = filter.bound();
    let (n,): (i64,) = on!(conn, c => bind!(sqlx::query_as(COUNT), filter, b).fetch_one(c).await?);
    Ok(n)
}

/// How many visits that fit are planned for each day; those without one under none.
pub async fn days(conn: &mut Conn<'_>, filter: &VisitFilter) -> Result<Vec<(Option<Date>, i64)>, StoreError> {
    let b = filter.bound();
    let rows: Vec<(String, i64)> = on!(conn, c => bind!(sqlx::query_as(DAYS), filter, b).fetch_all(c).await?);
    let wrong = |day: &str| StoreError::inconsistent("inspection_visit", "day", day);
    rows.into_iter().map(|(day, n)| Ok((stored_day(&day).map_err(|()| wrong(&day))?, n))).collect()
}

/// A visit to be made.
#[derive(Clone, Debug)]
pub struct NewVisit {
    /// Of which plan.
    pub plan: PlanId,
    /// Of which draw.
    pub attempt: u32,
    /// As it was drawn.
    pub order: i64,
    /// Where.
    pub spot: Spot,
    /// It is visited, or stands by.
    pub state: VisitState,
    /// Who goes there.
    pub goers: Vec<Goer>,
}

/// Adds a visit.
pub async fn add(conn: &mut Conn<'_>, new: &NewVisit) -> Result<VisitId, StoreError> {
    let (id,): (i64,) = on!(conn, c => sqlx::query_as(ADD)
        .bind(new.plan.0)
        .bind(i64::from(new.attempt))
        .bind(new.order)
        .bind(new.spot.point.0)
        .bind(new.spot.place.0)
        .bind(new.spot.town.0)
        .bind(new.state.code())
        .fetch_one(c)
        .await?);
    send(conn, VisitId(id), &new.goers).await?;
    Ok(VisitId(id))
}

/// Says who goes to a visit to which nobody went so far.
async fn send(conn: &mut Conn<'_>, id: VisitId, goers: &[Goer]) -> Result<(), StoreError> {
    for (no, goer) in (1_i64..).zip(goers) {
        let person = goer.account.0.to_string();
        on!(conn, c => { sqlx::query(ADD_GOER).bind(id.0).bind(no).bind(&person).bind(&goer.name).execute(c).await?; });
    }
    Ok(())
}

/// The next visit of the same town and draw that stands by, in the order drawn.
pub async fn next_standby(conn: &mut Conn<'_>, id: VisitId) -> Result<Option<Visit>, StoreError> {
    let row: Option<Row> = on!(conn, c => sqlx::query_as(NEXT).bind(id.0).fetch_optional(c).await?);
    row.map(Visit::try_from).transpose()
}

/// Makes a visit that stands by one that waits, numbered behind those that were drawn. False if it has moved since it was read.
pub async fn step_in(conn: &mut Conn<'_>, next: &Visit, day: Option<Date>, goers: &[Goer]) -> Result<bool, StoreError> {
    let at = (next.id.0, next.version);
    let done = on!(conn, c => sqlx::query(STEP_IN).bind(at.0).bind(at.1).bind(day_text(day)).execute(c).await?.rows_affected());
    if done == 1 {
        send(conn, next.id, goers).await?;
    }
    Ok(done == 1)
}

/// A station that stood by stepped in for another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// The visit that is void.
    pub visit: VisitId,
    /// The one that took its place.
    pub by: VisitId,
    /// What the service point of the one is called; of no account when it is kept.
    pub from: String,
    /// And that of the other.
    pub to: String,
    /// Why.
    pub reason: String,
    /// Who did it, by name.
    pub who: String,
    /// When.
    pub at: Instant,
}

/// Keeps which station stepped in for which, and why.
pub async fn replaced(conn: &mut Conn<'_>, one: &Replacement) -> Result<(), StoreError> {
    on!(conn, c => {
        sqlx::query(ADD_REPLACEMENT)
            .bind(one.visit.0)
            .bind(one.by.0)
            .bind(&one.reason)
            .bind(&one.who)
            .bind(one.at.0)
            .execute(c)
            .await?;
    });
    Ok(())
}

/// Which stations stepped in for which after a draw, the first one first.
pub async fn replacements(conn: &mut Conn<'_>, plan: PlanId, attempt: u32) -> Result<Vec<Replacement>, StoreError> {
    let rows: Vec<(i64, i64, String, String, String, String, i64)> =
        on!(conn, c => sqlx::query_as(REPLACED).bind(plan.0).bind(i64::from(attempt)).fetch_all(c).await?);
    let read = |(visit, by, from, to, reason, who, at)| Replacement {
        visit: VisitId(visit),
        by: VisitId(by),
        from,
        to,
        reason,
        who,
        at: Instant(at),
    };
    Ok(rows.into_iter().map(read).collect())
}

/// To how many visits of a plan each person goes who goes to any, by his key.
pub async fn load(conn: &mut Conn<'_>, plan: PlanId) -> Result<BTreeMap<String, i64>, StoreError> {
    let rows: Vec<(String, i64)> = on!(conn, c => sqlx::query_as(LOAD).bind(plan.0).fetch_all(c).await?);
    Ok(rows.into_iter().collect())
}

/// Makes the visits of a plan void that were not begun.
pub async fn void(conn: &mut Conn<'_>, plan: PlanId) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(VOID).bind(plan.0).execute(c).await?; });
    Ok(())
}

/// Sets the day of a visit of a plan. False if it has moved since, is not of that plan, or is not to be visited.
pub async fn set_day(conn: &mut Conn<'_>, plan: PlanId, id: VisitId, version: i64, day: Option<Date>) -> Result<bool, StoreError> {
    let set =
        on!(conn, c => sqlx::query(SET_DAY).bind(id.0).bind(plan.0).bind(version).bind(day_text(day)).execute(c).await?.rows_affected());
    Ok(set == 1)
}

/// The places that a plan visits.
pub async fn places(conn: &mut Conn<'_>, plan: PlanId) -> Result<Vec<PlaceId>, StoreError> {
    let rows: Vec<(i64,)> = on!(conn, c => sqlx::query_as(PLACES).bind(plan.0).fetch_all(c).await?);
    Ok(rows.into_iter().map(|(id,)| PlaceId(id)).collect())
}

/// Visits of other plans whose period touches this one: plan, place, day. Of those without a day the last day of their plan counts.
pub async fn near(conn: &mut Conn<'_>, plan: PlanId, from: Date, to: Date) -> Result<Vec<(PlanId, PlaceId, Date)>, StoreError> {
    let (from, to) = (domain::day::text(from), domain::day::text(to));
    let rows: Vec<(i64, i64, String)> = on!(conn, c => sqlx::query_as(NEAR).bind(plan.0).bind(&from).bind(&to).fetch_all(c).await?);
    let wrong = |id: i64| StoreError::inconsistent("inspection_visit", "day", id);
    rows.into_iter()
        .map(|(plan, place, day)| Ok((PlanId(plan), PlaceId(place), domain::day::of_text(&day).ok_or_else(|| wrong(plan))?)))
        .collect()
}

/// The last day before a day on which each service point was visited, as far as it is known then.
pub async fn last(conn: &mut Conn<'_>, before: Date) -> Result<HashMap<PointId, Date>, StoreError> {
    let rows: Vec<(i64, String)> = on!(conn, c => sqlx::query_as(LAST).bind(domain::day::text(before)).fetch_all(c).await?);
    let wrong = |id: i64| StoreError::inconsistent("inspection_visit", "day", id);
    rows.into_iter().map(|(point, day)| Ok((PointId(point), domain::day::of_text(&day).ok_or_else(|| wrong(point))?))).collect()
}

/// What is known of a service point from earlier visits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Past {
    /// Its last score that was agreed to, in thousandths of what could be reached.
    pub rate: Option<i64>,
    /// Findings that are neither closed nor struck out.
    pub open: i64,
}

/// Of each service point that was visited, as far as it is known on a day: what is under cover is not. A sealed roster is read by those whom it
/// concerns, and its weights would tell them.
pub async fn past(conn: &mut Conn<'_>, on: Date) -> Result<HashMap<PointId, Past>, StoreError> {
    let on = domain::day::text(on);
    let rates: Vec<(i64, i64)> = on!(conn, c => sqlx::query_as(RATES).bind(&on).fetch_all(c).await?);
    let open: Vec<(i64, i64)> = on!(conn, c => sqlx::query_as(OPEN_FINDINGS).bind(&on).fetch_all(c).await?);
    let mut all: HashMap<PointId, Past> = rates.into_iter().map(|(id, rate)| (PointId(id), Past { rate: Some(rate), open: 0 })).collect();
    for (id, n) in open {
        all.entry(PointId(id)).or_default().open = n;
    }
    Ok(all)
}
