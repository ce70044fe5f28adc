//! 整改台账: findings of visits that were handed in, as far as somebody may see them; what is open first, by its last day.

use super::finding::{Finding, Row as FindingRow, columns};
use super::{Seeing, visible};
use crate::catalogue::list::between;
use crate::db::Conn;
use crate::error::StoreError;
use crate::page::{self, Place};
use crate::rating::contains;
use crate::supervision::day_text;
use crate::{on, sql};
use domain::inspection::checklist::Unified;
use domain::inspection::finding::{FindingId, FindingState, Remedy, Severity};
use domain::inspection::plan::{Cover, PlanId, PlanKind, VisitState};
use domain::place::PlaceId;
use domain::point::PointId;
use jiff::civil::Date;
use sqlx::FromRow;

/// It is told of as found again: the earlier one stands, and whoever asks may know of that.
macro_rules! again {
    ($all:literal, $today:literal, $towns:literal) => {
        concat!(
            "EXISTS (SELECT 1 FROM inspection_finding e JOIN inspection_visit w ON w.id = e.visit_id JOIN inspection_plan p ON p.id = w.plan_id
                WHERE e.id = f.repeat_of AND e.state NOT IN ('finding_withdrawn', 'finding_cancelled') AND ",
            visible!($all, $today, $towns),
            ")"
        )
    };
}

/// Whoever reaches the whole district sees what was handed in, whoever is sent his own, everybody else what was agreed to in his places.
macro_rules! told {
    ($all:literal, $today:literal, $towns:literal, $places:literal, $person:literal) => {
        concat!(
            "f.state <> 'finding_withdrawn' AND v.state IN ('visit_submitted', 'visit_agreed') AND (",
            $all,
            " <> '' OR EXISTS (SELECT 1 FROM inspection_goer g WHERE g.visit_id = v.id AND g.person = ",
            $person,
            ") OR (v.state = 'visit_agreed' AND EXISTS (SELECT 1 FROM place_closure c WHERE c.descendant_id = v.place_id AND ",
            $places,
            " LIKE '%,' || c.ancestor_id || ',%') AND ",
            visible!($all, $today, $towns),
            "))"
        )
    };
}

pub(super) use again;
pub(super) use told;

macro_rules! from {
    () => {
        " FROM inspection_finding f JOIN inspection_visit v ON v.id = f.visit_id JOIN inspection_plan p ON p.id = v.plan_id
            JOIN point o ON o.id = v.point_id"
    };
}

macro_rules! row {
    ($all:literal, $today:literal, $towns:literal) => {
        concat!(
            columns!(),
            ", v.plan_id, p.number AS plan_number, p.title AS plan_title, p.kind, p.cover, p.released_day,
                o.name AS point_name, v.place_id, v.town_id, v.state AS visit_state, CASE WHEN ",
            again!($all, $today, $towns),
            " THEN 1 ELSE 0 END AS again",
            from!()
        )
    };
}

/// Its term runs and is over on the day.
macro_rules! late {
    ($today:literal) => {
        concat!("f.state IN ('finding_issued', 'finding_in_hand', 'finding_returned') AND f.due_day <> '' AND f.due_day < ", $today)
    };
}

// $1 states, $2 五统一, $3 severities and $4 remedies between commas; $5 late ones only; $6 at and below which place; $7 of which plan; $8 found again
// only; $9 words; $10 those only for which time is asked; $11 those only that can be issued, of the
// kinds between commas; $12 he sees all, $13 today, $14 his towns, $15 his places, $16 who he is; $17 those
// at his places only, not those to which he is sent elsewhere; $18 and $19 days on which it was found, or, with $20, closed;
// $21 at which service point.
macro_rules! asked {
    () => {
        concat!(
            " WHERE ",
            told!("$12", "$13", "$14", "$15", "$16"),
            " AND ($1 = '' OR $1 LIKE '%,' || f.state || ',%') AND ($2 = '' OR $2 LIKE '%,' || f.unified || ',%')
                AND ($3 = '' OR $3 LIKE '%,' || f.severity || ',%') AND ($4 = '' OR $4 LIKE '%,' || f.remedy || ',%')
                AND ($5 = '' OR (",
            late!("$13"),
            ")) AND (CAST($6 AS BIGINT) IS NULL
                    OR EXISTS (SELECT 1 FROM place_closure c WHERE c.descendant_id = v.place_id AND c.ancestor_id = CAST($6 AS BIGINT)))
                AND (CAST($7 AS BIGINT) IS NULL OR v.plan_id = CAST($7 AS BIGINT)) AND ($8 = '' OR ",
            again!("$12", "$13", "$14"),
            ") AND ($9 = '' OR LOWER(f.content) LIKE $9 ESCAPE '\\' OR LOWER(o.name) LIKE $9 ESCAPE '\\' OR LOWER(f.notice) LIKE $9 ESCAPE '\\')
                AND ($10 = '' OR f.asked_day <> '') AND ($11 = '' OR (f.state = 'finding_open' AND v.state = 'visit_agreed' AND $11 LIKE '%,' || p.kind || ',%'
                    AND (p.cover = 'open_visit' OR (p.released_day <> '' AND p.released_day <= $13))))
                AND ($17 = '' OR EXISTS (SELECT 1 FROM place_closure c WHERE c.descendant_id = v.place_id AND $15 LIKE '%,' || c.ancestor_id || ',%'))
                AND ($18 = '' OR CASE WHEN $20 <> '' THEN f.closed_day ELSE f.found_day END >= $18)
                AND ($19 = '' OR CASE WHEN $20 <> '' THEN f.closed_day ELSE f.found_day END <= $19) AND ($20 = '' OR f.closed_day <> '')
                AND (CAST($21 AS BIGINT) IS NULL OR v.point_id = CAST($21 AS BIGINT))"
        )
    };
}

sql! {
    // Beyond the row of the key $22, $23; $24 rows.
    DOWN = concat!(row!("$12", "$13", "$14"), asked!(), " AND (f.sort_key, f.id) > ($22, CAST($23 AS BIGINT)) ORDER BY f.sort_key, f.id LIMIT $24");
    UP = concat!(row!("$12", "$13", "$14"), asked!(), " AND (f.sort_key, f.id) < ($22, CAST($23 AS BIGINT)) ORDER BY f.sort_key DESC, f.id DESC LIMIT $24");
    COUNT = concat!("SELECT f.state, CAST(COUNT(*) AS BIGINT), CAST(COALESCE(SUM(CASE WHEN ", late!("$13"), " THEN 1 ELSE 0 END), 0) AS BIGINT),
            CAST(COALESCE(SUM(CASE WHEN f.asked_day <> '' THEN 1 ELSE 0 END), 0) AS BIGINT), MIN(CASE WHEN f.due_day <> '' THEN f.due_day END)",
        from!(), asked!(), " GROUP BY f.state");
    SEEN = concat!(row!("$2", "$3", "$4"), " WHERE f.id = $1 AND ", told!("$2", "$3", "$4", "$5", "$6"));
    /// The findings of a plan's agreed visits, as they were found: for figures.
    OF_PLAN = concat!(row!("$2", "$3", "$4"), " WHERE v.plan_id = $1 AND v.state = 'visit_agreed' AND f.state <> 'finding_withdrawn' ORDER BY f.found_day, f.id");
}

/// A finding with where it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The finding.
    pub finding: Finding,
    /// Of which plan.
    pub plan: PlanId,
    /// 方案编号
    pub plan_number: String,
    /// 方案名称
    pub plan_title: String,
    /// 督查类型
    pub kind: PlanKind,
    /// 督查方式
    pub cover: Cover,
    /// From when on what was under cover may be known.
    pub released: Option<Date>,
    /// What the service point is called.
    pub point_name: String,
    /// Its place.
    pub place: PlaceId,
    /// The town in which it lies.
    pub town: PlaceId,
    /// How far its visit is.
    pub visit_state: VisitState,
    /// The same was found there before, and whoever asks may know of that.
    pub again: bool,
}

impl Listed {
    /// Whether the checked side may know of it on a day.
    pub fn is_known(&self, today: Date) -> bool {
        self.visit_state == VisitState::Agreed && (self.cover == Cover::Open || self.released.is_some_and(|day| day <= today))
    }
}

#[derive(FromRow)]
struct Row {
    #[sqlx(flatten)]
    finding: FindingRow,
    plan_id: i64,
    plan_number: String,
    plan_title: String,
    kind: String,
    cover: String,
    released_day: String,
    point_name: String,
    place_id: i64,
    town_id: i64,
    visit_state: String,
    again: i32,
}

impl TryFrom<Row> for Listed {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let finding = Finding::try_from(row.finding)?;
        let wrong = |column| StoreError::inconsistent("inspection_plan", column, row.plan_id);
        Ok(Self {
            plan: PlanId(row.plan_id),
            plan_number: row.plan_number,
            plan_title: row.plan_title,
            kind: PlanKind::from_code(&row.kind).ok_or_else(|| wrong("kind"))?,
            cover: Cover::from_code(&row.cover).ok_or_else(|| wrong("cover"))?,
            released: crate::supervision::stored_day(&row.released_day).map_err(|()| wrong("released_day"))?,
            point_name: row.point_name,
            place: PlaceId(row.place_id),
            town: PlaceId(row.town_id),
            visit_state: VisitState::from_code(&row.visit_state)
                .ok_or_else(|| StoreError::inconsistent("inspection_visit", "state", finding.visit.0))?,
            again: row.again != 0,
            finding,
        })
    }
}

/// Which findings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindingFilter {
    /// In these states; none: in any.
    pub states: Vec<FindingState>,
    /// Of these of the five; none: of any.
    pub unified: Vec<Unified>,
    /// So grave; none: however grave.
    pub severities: Vec<Severity>,
    /// To be put right so; none: in any way.
    pub remedies: Vec<Remedy>,
    /// Only those that are late.
    pub late: bool,
    /// At and below this place only.
    pub place: Option<PlaceId>,
    /// Of this plan only.
    pub plan: Option<PlanId>,
    /// Only those that were found again.
    pub again: bool,
    /// In which these words are.
    pub text: String,
    /// Only those for which more time is asked.
    pub asking: bool,
    /// At the places of whoever asks only.
    pub own: bool,
    /// On this day or later.
    pub from: Option<Date>,
    /// On this day or before.
    pub to: Option<Date>,
    /// Days are those on which it was closed; else on which it was found.
    pub closed: bool,
    /// At this service point only.
    pub point: Option<PointId>,
    /// Only those of which a notice can be sent, of plans of these kinds.
    pub to_issue: Option<Vec<PlanKind>>,
    /// What whoever asks may see.
    pub seeing: Seeing,
    /// As of which day.
    pub today: Option<Date>,
}

struct Bound {
    states: String,
    unified: String,
    severities: String,
    remedies: String,
    text: String,
    to_issue: String,
    from: String,
    to: String,
    seeing: super::Bound,
    today: String,
}

fn yes(is: bool) -> &'static str {
    if is { "1" } else { "" }
}

impl FindingFilter {
    fn bound(&self) -> Bound {
        Bound {
            states: between(self.states.iter().map(|one| one.code())),
            unified: between(self.unified.iter().map(|one| one.code())),
            severities: between(self.severities.iter().map(|one| one.code())),
            remedies: between(self.remedies.iter().map(|one| one.code())),
            text: contains(&self.text.trim().to_lowercase()),
            // Of no kinds nothing fits; where it is not asked for everything does.
            to_issue: self.to_issue.as_ref().map(|kinds| format!(",{}", between(kinds.iter().map(|one| one.code())))).unwrap_or_default(),
            from: day_text(self.from),
            to: day_text(self.to),
            seeing: self.seeing.bound(),
            today: day_text(self.today),
        }
    }
}

macro_rules! bind {
    ($query:expr, $filter:ident, $b:ident) => {
        $query
            .bind(&$b.states)
            .bind(&$b.unified)
            .bind(&$b.severities)
            .bind(&$b.remedies)
            .bind(yes($filter.late))
            .bind($filter.place.map(|place| place.0))
            .bind($filter.plan.map(|plan| plan.0))
            .bind(yes($filter.again))
            .bind(&$b.text)
            .bind(yes($filter.asking))
            .bind(&$b.to_issue)
            .bind($b.seeing.all)
            .bind(&$b.today)
            .bind(&$b.seeing.towns)
            .bind(&$b.seeing.places)
            .bind(&$filter.seeing.person)
            .bind(yes($filter.own))
            .bind(&$b.from)
            .bind(&$b.to)
            .bind(yes($filter.closed))
            .bind($filter.point.map(|point| point.0))
    };
}

/// Which page.
pub type At = page::At<Place>;

/// A page of them.
pub type FindingPage = page::Page<Listed>;

/// Behind every key.
const LAST: &str = "~";

fn place(listed: &Listed) -> Place {
    let one = &listed.finding;
    Place { key: super::finding::sort_key(one.state, one.due, one.found, one.course.closed), id: one.id.0 }
}

/// A page of the findings that fit.
pub async fn page(conn: &mut Conn<'_>, filter: &FindingFilter, at: &At, limit: usize) -> Result<FindingPage, StoreError> {
    let (text, edge) = if at.is_forward() { (DOWN, ("", 0)) } else { (UP, (LAST, i64::MAX)) };
    let (key, id) = at.from().map_or(edge, |place| (place.key.as_str(), place.id));
    let b = filter.bound();
    let rows: Vec<Row> =
        on!(conn, c => bind!(sqlx::query_as(text), filter, b).bind(key).bind(id).bind(page::wanted(limit)).fetch_all(c).await?);
    let rows = rows.into_iter().map(Listed::try_from).collect::<Result<Vec<_>, _>>()?;
    Ok(page::cut(rows, place, at, limit))
}

/// How many there are of a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StateCount {
    /// The state.
    pub state: FindingState,
    /// How many.
    pub n: i64,
    /// Of them late.
    pub late: i64,
    /// Of them those for which more time is asked.
    pub asking: i64,
    /// The first last day among them.
    pub first_due: Option<Date>,
}

/// How many findings fit, by state.
pub async fn counts(conn: &mut Conn<'_>, filter: &FindingFilter) -> Result<Vec<StateCount>, StoreError> {
    let b = filter.bound();
    let rows: Vec<(String, i64, i64, i64, Option<String>)> = on!(conn, c => bind!(sqlx::query_as(COUNT), filter, b).fetch_all(c).await?);
    let wrong = |state: &str| StoreError::inconsistent("inspection_finding", "state", state);
    let read = |(state, n, late, asking, first): (String, i64, i64, i64, Option<String>)| {
        let known = FindingState::from_code(&state).ok_or_else(|| wrong(&state))?;
        Ok(StateCount { state: known, n, late, asking, first_due: first.as_deref().and_then(domain::day::of_text) })
    };
    rows.into_iter().map(read).collect()
}

/// A finding that somebody may know of.
pub async fn seen(conn: &mut Conn<'_>, id: FindingId, seeing: &Seeing, today: Date) -> Result<Option<Listed>, StoreError> {
    let (b, today) = (seeing.bound(), domain::day::text(today));
    let row: Option<Row> = on!(conn, c => sqlx::query_as(SEEN)
        .bind(id.0)
        .bind(b.all)
        .bind(&today)
        .bind(&b.towns)
        .bind(&b.places)
        .bind(&seeing.person)
        .fetch_optional(c)
        .await?);
    row.map(Listed::try_from).transpose()
}

/// The findings of a plan's visits whose scores are fixed.
pub async fn of_plan(conn: &mut Conn<'_>, plan: PlanId, seeing: &Seeing, today: Date) -> Result<Vec<Listed>, StoreError> {
    let (b, today) = (seeing.bound(), domain::day::text(today));
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(OF_PLAN).bind(plan.0).bind(b.all).bind(&today).bind(&b.towns).fetch_all(c).await?);
    rows.into_iter().map(Listed::try_from).collect()
}
