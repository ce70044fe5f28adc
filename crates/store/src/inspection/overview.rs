//! What leaders' figures of inspections are made of: scores that reviews fixed, findings, and when each service point was last visited; as far as
//! somebody may know of them, as lists of visits and the ledger tell it.

use super::ledger::{again, told};
use super::{Seeing, visible};
use crate::catalogue::list::between;
use crate::db::Conn;
use crate::error::StoreError;
use crate::supervision::stored_day;
use crate::{on, sql};
use domain::inspection::checklist::ChecklistId;
use domain::inspection::checklist::score::{Score, Share};
use domain::inspection::finding::{FindingState, Remedy};
use domain::inspection::plan::ListVersion;
use domain::inspection::points::Points;
use domain::place::PlaceId;
use domain::point::PointId;
use jiff::civil::Date;
use sqlx::FromRow;
use std::collections::HashMap;

/// A visit `v` of a plan `p` whose score is fixed and of which somebody may know: the same as the list of visits says.
macro_rules! agreed {
    ($all:literal, $today:literal, $towns:literal, $places:literal, $person:literal) => {
        concat!(
            "v.state = 'visit_agreed' AND (",
            $all,
            " <> '' OR EXISTS (SELECT 1 FROM inspection_goer g WHERE g.visit_id = v.id AND g.person = ",
            $person,
            ") OR (EXISTS (SELECT 1 FROM place_closure c WHERE c.descendant_id = v.place_id AND ",
            $places,
            " LIKE '%,' || c.ancestor_id || ',%') AND ",
            visible!($all, $today, $towns),
            "))"
        )
    };
}

// In the order in which they are named: what was made on some days is little of what was agreed to, which SQLite can't know of days that it is given later.
sql! {
    // $1 and $2 days; $3 the first day of which what was lost is read, too; $4 at and below which place; $5 he sees all, $6 today, $7 his towns,
    // $8 his places, $9 who he is.
    SCORED = concat!("SELECT v.id, v.point_id, v.place_id, p.checklist_id, p.checklist_no, r.made_day, r.got, r.full_points,
            CASE WHEN r.made_day >= $3 THEN r.score ELSE '' END AS score
        FROM inspection_record r CROSS JOIN inspection_visit v CROSS JOIN inspection_plan p
        WHERE v.id = r.visit_id AND p.id = v.plan_id AND r.made_day >= $1 AND r.made_day <= $2 AND r.made_day <> ''
            AND (CAST($4 AS BIGINT) IS NULL
                OR EXISTS (SELECT 1 FROM place_closure c WHERE c.descendant_id = v.place_id AND c.ancestor_id = CAST($4 AS BIGINT)))
            AND ", agreed!("$5", "$6", "$7", "$8", "$9"), " ORDER BY r.made_day, v.id");
    // $1 the last day; the rest as above from $2 on; $8 the first day, $9 service points between commas; empty: any.
    LAST = concat!("SELECT l.point_id, l.made_day, l.got, l.full_points FROM (SELECT v.point_id, r.made_day, r.got, r.full_points,
                ROW_NUMBER() OVER (PARTITION BY v.point_id ORDER BY r.made_day DESC, v.id DESC) AS nth
            FROM inspection_record r CROSS JOIN inspection_visit v CROSS JOIN inspection_plan p
            WHERE v.id = r.visit_id AND p.id = v.plan_id AND r.made_day <> '' AND r.made_day <= $1 AND r.made_day >= $8
                AND ($9 = '' OR v.point_id IN (SELECT o.id FROM point o WHERE $9 LIKE '%,' || o.id || ',%'))
                AND (CAST($2 AS BIGINT) IS NULL
                    OR EXISTS (SELECT 1 FROM place_closure c WHERE c.descendant_id = v.place_id AND c.ancestor_id = CAST($2 AS BIGINT)))
                AND ", agreed!("$3", "$4", "$5", "$6", "$7"), ") l WHERE l.nth = 1");
    // What is open, and what was found or closed from $1 on; the rest as above from $2 on.
    FINDINGS = concat!("SELECT f.id, f.state, v.point_id, v.place_id, f.remedy, f.notice, f.found_day, f.due_day, f.mended_day, f.closed_day, CASE WHEN ",
            again!("$3", "$4", "$5"), " THEN 1 ELSE 0 END AS again
        FROM inspection_finding f CROSS JOIN inspection_visit v CROSS JOIN inspection_plan p
        WHERE v.id = f.visit_id AND p.id = v.plan_id AND (f.found_day >= $1 OR f.closed_day >= $1 OR f.state IN ('finding_open', 'finding_issued', 'finding_in_hand', 'finding_returned',
                'finding_to_recheck', 'finding_objected', 'finding_referred'))
            AND f.state <> 'finding_cancelled'
            AND (CAST($2 AS BIGINT) IS NULL
                OR EXISTS (SELECT 1 FROM place_closure c WHERE c.descendant_id = v.place_id AND c.ancestor_id = CAST($2 AS BIGINT)))
            AND ", told!("$3", "$4", "$5", "$6", "$7"), " ORDER BY f.id");
}

/// A visit whose score is fixed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scored {
    /// At which service point.
    pub point: PointId,
    /// Its place.
    pub place: PlaceId,
    /// 检查表版本
    pub checklist: ListVersion,
    /// When it was made.
    pub made: Date,
    /// 得分
    pub all: Share,
    /// By 五统一, and what was lost; none of days for which it was not asked.
    pub score: Option<Score>,
}

#[derive(FromRow)]
struct ScoredRow {
    id: i64,
    point_id: i64,
    place_id: i64,
    checklist_id: Option<i64>,
    checklist_no: Option<i64>,
    made_day: String,
    got: Option<i64>,
    full_points: Option<i64>,
    score: String,
}

fn share(got: Option<i64>, of: Option<i64>, id: i64) -> Result<Share, StoreError> {
    let points = |tenths: Option<i64>| {
        let tenths = tenths.and_then(|tenths| u32::try_from(tenths).ok());
        tenths.map(Points).ok_or_else(|| StoreError::inconsistent("inspection_record", "got", id))
    };
    Ok(Share { got: points(got)?, of: points(of)? })
}

fn made(day: &str, id: i64) -> Result<Date, StoreError> {
    domain::day::of_text(day).ok_or_else(|| StoreError::inconsistent("inspection_record", "made_day", id))
}

impl TryFrom<ScoredRow> for Scored {
    type Error = StoreError;
    fn try_from(row: ScoredRow) -> Result<Self, StoreError> {
        let id = row.id;
        let checklist = row.checklist_id.zip(row.checklist_no).map(|(list, no)| ListVersion { list: ChecklistId(list), no });
        let score = match row.score.as_str() {
            "" => None,
            text => Some(serde_json::from_str(text).map_err(|_| StoreError::inconsistent("inspection_record", "score", id))?),
        };
        Ok(Self {
            point: PointId(row.point_id),
            place: PlaceId(row.place_id),
            checklist: checklist.ok_or_else(|| StoreError::inconsistent("inspection_plan", "checklist_id", id))?,
            made: made(&row.made_day, id)?,
            all: share(row.got, row.full_points, id)?,
            score,
        })
    }
}

/// What is asked for: at and below which place, by whom, on which day.
#[derive(Clone, Debug)]
pub struct Asked {
    /// At and below this place only.
    pub place: Option<PlaceId>,
    /// What whoever asks may see.
    pub seeing: Seeing,
    /// As of which day.
    pub today: Date,
}

/// The visits that were made from one day to another and whose scores are fixed, by day; parts of a score are read from the third day on.
pub async fn scored(conn: &mut Conn<'_>, asked: &Asked, from: Date, to: Date, parts_from: Date) -> Result<Vec<Scored>, StoreError> {
    let (b, today) = (asked.seeing.bound(), domain::day::text(asked.today));
    let (from, to, parts_from) = (domain::day::text(from), domain::day::text(to), domain::day::text(parts_from));
    let rows: Vec<ScoredRow> = on!(conn, c => sqlx::query_as(SCORED)
        .bind(&from)
        .bind(&to)
        .bind(&parts_from)
        .bind(asked.place.map(|place| place.0))
        .bind(b.all)
        .bind(&today)
        .bind(&b.towns)
        .bind(&b.places)
        .bind(&asked.seeing.person)
        .fetch_all(c)
        .await?);
    rows.into_iter().map(Scored::try_from).collect()
}

/// When service points were last visited, and what they got then.
pub type Last = HashMap<PointId, (Date, Share)>;

/// When each of some service points was last visited up to a day. Most were since `recent`: what is older is read only of those that were not.
pub async fn last(conn: &mut Conn<'_>, asked: &Asked, until: Date, recent: Date, points: &[PointId]) -> Result<Last, StoreError> {
    let mut found = visited(conn, asked, until, &domain::day::text(recent), "").await?;
    let missing = between(points.iter().filter(|point| !found.contains_key(*point)).map(|point| point.0));
    if !missing.is_empty() {
        found.extend(visited(conn, asked, domain::day::later(recent, -1).min(until), "", &missing).await?);
    }
    Ok(found)
}

async fn visited(conn: &mut Conn<'_>, asked: &Asked, until: Date, from: &str, points: &str) -> Result<Last, StoreError> {
    let (b, today, until) = (asked.seeing.bound(), domain::day::text(asked.today), domain::day::text(until));
    let rows: Vec<(i64, String, Option<i64>, Option<i64>)> = on!(conn, c => sqlx::query_as(LAST)
        .bind(&until)
        .bind(asked.place.map(|place| place.0))
        .bind(b.all)
        .bind(&today)
        .bind(&b.towns)
        .bind(&b.places)
        .bind(&asked.seeing.person)
        .bind(from)
        .bind(points)
        .fetch_all(c)
        .await?);
    rows.into_iter().map(|(point, day, got, of)| Ok((PointId(point), (made(&day, point)?, share(got, of, point)?)))).collect()
}

/// A finding as far as figures need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// How far it is.
    pub state: FindingState,
    /// At which service point.
    pub point: PointId,
    /// Its place.
    pub place: PlaceId,
    /// 处理方式
    pub remedy: Remedy,
    /// A notice was sent for it.
    pub noticed: bool,
    /// 发现日期
    pub found: Date,
    /// 整改时限
    pub due: Option<Date>,
    /// When it was last reported as put right.
    pub mended: Option<Date>,
    /// 销号日期
    pub closed: Option<Date>,
    /// 重复问题, as far as whoever asks may know of the earlier one.
    pub again: bool,
}

#[derive(FromRow)]
struct FoundRow {
    id: i64,
    state: String,
    point_id: i64,
    place_id: i64,
    remedy: String,
    notice: String,
    found_day: String,
    due_day: String,
    mended_day: String,
    closed_day: String,
    again: i32,
}

impl TryFrom<FoundRow> for Found {
    type Error = StoreError;
    fn try_from(row: FoundRow) -> Result<Self, StoreError> {
        let wrong = |column| StoreError::inconsistent("inspection_finding", column, row.id);
        let day = |text: &str, column| stored_day(text).map_err(|()| wrong(column));
        Ok(Self {
            state: FindingState::from_code(&row.state).ok_or_else(|| wrong("state"))?,
            point: PointId(row.point_id),
            place: PlaceId(row.place_id),
            remedy: Remedy::from_code(&row.remedy).ok_or_else(|| wrong("remedy"))?,
            noticed: !row.notice.is_empty(),
            found: domain::day::of_text(&row.found_day).ok_or_else(|| wrong("found_day"))?,
            due: day(&row.due_day, "due_day")?,
            mended: day(&row.mended_day, "mended_day")?,
            closed: day(&row.closed_day, "closed_day")?,
            again: row.again != 0,
        })
    }
}

/// The findings that are open, and those that were found or closed from a day on; none that were struck out.
pub async fn findings(conn: &mut Conn<'_>, asked: &Asked, from: Date) -> Result<Vec<Found>, StoreError> {
    let (b, today, from) = (asked.seeing.bound(), domain::day::text(asked.today), domain::day::text(from));
    let rows: Vec<FoundRow> = on!(conn, c => sqlx::query_as(FINDINGS)
        .bind(&from)
        .bind(asked.place.map(|place| place.0))
        .bind(b.all)
        .bind(&today)
        .bind(&b.towns)
        .bind(&b.places)
        .bind(&asked.seeing.person)
        .fetch_all(c)
        .await?);
    rows.into_iter().map(Found::try_from).collect()
}
