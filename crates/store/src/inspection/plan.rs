//! Plans: their words, states, steps, numbers; annual plans.

use super::{Seeing, visible};
use crate::catalogue::list::between;
use crate::db::Conn;
use crate::error::StoreError;
use crate::page::{self, Place};
use crate::rating::contains;
use crate::seed::pinyin_of;
use crate::supervision::{day_text, stored_day};
use crate::{on, sql};
use domain::account::AccountId;
use domain::inspection::plan::{Cover, Coverage, PlanAct, PlanFields, PlanId, PlanKind, PlanState};
use domain::inspection::rules::YearFields;
use domain::place::PlaceId;
use domain::time::Instant;
use jiff::civil::Date;
use sqlx::FromRow;
use std::collections::BTreeMap;

macro_rules! head {
    () => {
        "SELECT p.id, p.number, p.title, p.kind, p.cover, p.coverage, p.state, p.from_day, p.until_day, p.approver, p.author, p.author_name,
            p.released_day, p.moved_at, p.version,
            (SELECT COUNT(*) FROM inspection_visit v WHERE v.plan_id = p.id AND v.state NOT IN ('visit_standby', 'visit_void')) AS visits,
            (SELECT COUNT(*) FROM inspection_attempt a WHERE a.plan_id = p.id AND a.drawn_at IS NOT NULL) AS attempts
        FROM inspection_plan p"
    };
}

// $1 words, $2 states and $3 kinds between commas, $4 cover, $5 to $6 a period that its own touches, $7 for whom alone it waits,
// $8 he sees all, $9 today, $10 his towns between commas.
macro_rules! asked {
    () => {
        concat!(
            " WHERE ($1 = '' OR p.search LIKE $1 ESCAPE '\\') AND ($2 = '' OR $2 LIKE '%,' || p.state || ',%')
                AND ($3 = '' OR $3 LIKE '%,' || p.kind || ',%') AND ($4 = '' OR p.cover = $4)
                AND ($5 = '' OR (p.from_day <> '' AND p.from_day <= $6 AND (p.until_day = '' OR p.until_day >= $5)))
                AND ($7 = '' OR (p.state = 'plan_pending' AND p.approver = $7)
                    OR (p.state IN ('plan_returned', 'plan_approved', 'plan_sealed') AND p.author = $7)) AND ",
            visible!("$8", "$9", "$10")
        )
    };
}

// Beyond the row of the key $11, $12; $13 rows.
macro_rules! page {
    ($than:literal, $way:literal) => {
        concat!(
            head!(),
            asked!(),
            " AND (p.sort_day, p.id) ",
            $than,
            " ($11, CAST($12 AS BIGINT)) ORDER BY p.sort_day ",
            $way,
            ", p.id ",
            $way,
            " LIMIT $13"
        )
    };
}

sql! {
    HEAD = concat!(head!(), " WHERE p.id = $1");
    DOWN = page!("<", "DESC");
    UP = page!(">", "ASC");
    COUNT = concat!("SELECT p.state, COUNT(*) FROM inspection_plan p", asked!(), " GROUP BY p.state");
    OLDEST = concat!("SELECT CAST(MIN(p.moved_at) AS BIGINT) FROM inspection_plan p", asked!());
    CONTENT = "SELECT content FROM inspection_plan WHERE id = $1";
    TOWNS = "SELECT place_id FROM inspection_plan_town WHERE plan_id = $1 ORDER BY place_id";
    INSERT = "INSERT INTO inspection_plan (title, search, kind, cover, coverage, from_day, until_day, sort_day, checklist_id, checklist_no, approver,
            author, author_name, moved_at, content)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) RETURNING id";
    SAVE = "UPDATE inspection_plan SET title = $3, search = $4, kind = $5, cover = $6, coverage = $7, from_day = $8, until_day = $9, sort_day = $10,
            checklist_id = $11, checklist_no = $12, approver = $13, moved_at = $14, content = $15, version = version + 1
        WHERE id = $1 AND version = $2 AND state IN ('plan_draft', 'plan_returned')";
    MOVE = "UPDATE inspection_plan SET state = $3, number = $4, search = $5, released_day = $6, moved_at = $7, version = version + 1
        WHERE id = $1 AND version = $2";
    TAKE_TOWNS = "DELETE FROM inspection_plan_town WHERE plan_id = $1";
    ADD_TOWN = "INSERT INTO inspection_plan_town (plan_id, place_id) VALUES ($1, $2)";
    ADD_STEP = "INSERT INTO inspection_step (plan_id, act, words, person, who, at) VALUES ($1, $2, $3, $4, $5, $6)";
    STEPS = "SELECT act, words, person, who, at FROM inspection_step WHERE plan_id = $1 ORDER BY id";
    SERIAL = "INSERT INTO inspection_serial (year, series, last) VALUES ($1, $2, 1)
        ON CONFLICT (year, series) DO UPDATE SET last = inspection_serial.last + 1 RETURNING last";
    NUMBERED = "SELECT COUNT(*) FROM inspection_plan WHERE number = $1";
    /// Others that are handed in or agreed to, and whose period touches that from $2 to $3.
    BESIDE = concat!(head!(), " WHERE p.id <> $1 AND p.state IN ('plan_pending', 'plan_approved', 'plan_sealed', 'plan_drawn')
        AND p.from_day <> '' AND p.from_day <= $3 AND p.until_day >= $2 ORDER BY p.from_day, p.id");
    ALL_TOWNS = "SELECT t.plan_id, t.place_id FROM inspection_plan_town t JOIN inspection_plan p ON p.id = t.plan_id
        WHERE p.from_day <> '' AND p.from_day <= $2 AND p.until_day >= $1 ORDER BY t.plan_id, t.place_id";
    YEAR = "SELECT kind, content, version FROM inspection_year WHERE year = $1 ORDER BY kind";
    ADD_YEAR = "INSERT INTO inspection_year (year, kind, content) VALUES ($1, $2, $3) ON CONFLICT (year, kind) DO NOTHING";
    SAVE_YEAR = "UPDATE inspection_year SET content = $4, version = version + 1 WHERE year = $1 AND kind = $2 AND version = $3";
    /// Plans of the year $1 by kind, drawn ones and their visits, as far as they are seen.
    OF_YEAR = concat!("SELECT p.kind, CAST(COUNT(*) AS BIGINT), CAST(COALESCE(SUM(CASE WHEN p.state = 'plan_drawn' THEN 1 ELSE 0 END), 0) AS BIGINT),
            CAST(COALESCE(SUM((SELECT COUNT(*) FROM inspection_visit v WHERE v.plan_id = p.id AND v.state NOT IN ('visit_standby', 'visit_void'))), 0) AS BIGINT)
        FROM inspection_plan p WHERE SUBSTR(p.from_day, 1, 4) = $1 AND p.state <> 'plan_revoked' AND ", visible!("$2", "$3", "$4"), " GROUP BY p.kind");
}

/// A plan without its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Which.
    pub id: PlanId,
    /// 方案编号; empty before it is agreed to.
    pub number: String,
    /// 方案名称
    pub title: String,
    /// 督查类型
    pub kind: PlanKind,
    /// 督查方式
    pub cover: Cover,
    /// 督查范围
    pub coverage: Coverage,
    /// How far it is.
    pub state: PlanState,
    /// 开始日期
    pub from: Option<Date>,
    /// 结束日期
    pub until: Option<Date>,
    /// 审批人
    pub approver: Option<AccountId>,
    /// Who made it: an account's key, or what does without one.
    pub author: String,
    /// By name.
    pub author_name: String,
    /// From when on what was under cover may be known.
    pub released: Option<Date>,
    /// When something last happened to it.
    pub moved_at: Instant,
    /// Moves by one with every change.
    pub version: i64,
    /// Visits that came of the draw that counts, without those that stand by.
    pub visits: i64,
    /// How often it was drawn.
    pub attempts: i64,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    number: String,
    title: String,
    kind: String,
    cover: String,
    coverage: String,
    state: String,
    from_day: String,
    until_day: String,
    approver: String,
    author: String,
    author_name: String,
    released_day: String,
    moved_at: i64,
    version: i64,
    visits: i64,
    attempts: i64,
}

/// An account as it is kept; empty for none.
pub(super) fn account(text: &str) -> Result<Option<AccountId>, ()> {
    if text.is_empty() { Ok(None) } else { text.parse().map(|id| Some(AccountId(id))).map_err(|_| ()) }
}

impl TryFrom<Row> for Head {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let wrong = |column| StoreError::inconsistent("inspection_plan", column, row.id);
        let day = |text: &str, column| stored_day(text).map_err(|()| wrong(column));
        Ok(Self {
            id: PlanId(row.id),
            kind: PlanKind::from_code(&row.kind).ok_or_else(|| wrong("kind"))?,
            cover: Cover::from_code(&row.cover).ok_or_else(|| wrong("cover"))?,
            coverage: Coverage::from_code(&row.coverage).ok_or_else(|| wrong("coverage"))?,
            state: PlanState::from_code(&row.state).ok_or_else(|| wrong("state"))?,
            from: day(&row.from_day, "from_day")?,
            until: day(&row.until_day, "until_day")?,
            released: day(&row.released_day, "released_day")?,
            approver: account(&row.approver).map_err(|()| wrong("approver"))?,
            number: row.number,
            title: row.title,
            author: row.author,
            author_name: row.author_name,
            moved_at: Instant(row.moved_at),
            version: row.version,
            visits: row.visits,
            attempts: row.attempts,
        })
    }
}

/// A plan without its words.
pub async fn find(conn: &mut Conn<'_>, id: PlanId) -> Result<Option<Head>, StoreError> {
    let row: Option<Row> = on!(conn, c => sqlx::query_as(HEAD).bind(id.0).fetch_optional(c).await?);
    row.map(Head::try_from).transpose()
}

/// A plan's words.
pub async fn content(conn: &mut Conn<'_>, id: PlanId) -> Result<Option<PlanFields>, StoreError> {
    let row: Option<(String,)> = on!(conn, c => sqlx::query_as(CONTENT).bind(id.0).fetch_optional(c).await?);
    let read = |(text,): (String,)| serde_json::from_str(&text).map_err(|_| StoreError::inconsistent("inspection_plan", "content", id.0));
    row.map(read).transpose()
}

/// The towns that a plan is about; none: the whole district.
pub async fn towns(conn: &mut Conn<'_>, id: PlanId) -> Result<Vec<PlaceId>, StoreError> {
    let rows: Vec<(i64,)> = on!(conn, c => sqlx::query_as(TOWNS).bind(id.0).fetch_all(c).await?);
    Ok(rows.into_iter().map(|(id,)| PlaceId(id)).collect())
}

/// Which plans.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanFilter {
    /// Part of the number, the title, its pinyin or initials.
    pub text: String,
    /// In these states; empty: in any.
    pub states: Vec<PlanState>,
    /// Of these kinds; empty: of any.
    pub kinds: Vec<PlanKind>,
    /// Open or under cover only.
    pub cover: Option<Cover>,
    /// Whose period touches this one.
    pub period: Option<(Date, Date)>,
    /// Only what waits for whoever asks.
    pub waiting: bool,
    /// What he may see.
    pub seeing: Seeing,
    /// As of which day.
    pub today: Option<Date>,
}

/// The filter as SQL takes it.
struct Bound {
    text: String,
    states: String,
    kinds: String,
    cover: &'static str,
    from: String,
    to: String,
    waiting: String,
    seeing: super::Bound,
    today: String,
}

impl PlanFilter {
    fn bound(&self) -> Bound {
        Bound {
            text: contains(&self.text.trim().to_lowercase()),
            states: between(self.states.iter().map(|state| state.code())),
            kinds: between(self.kinds.iter().map(|kind| kind.code())),
            cover: self.cover.map_or("", Cover::code),
            from: day_text(self.period.map(|(from, _)| from)),
            to: day_text(self.period.map(|(_, to)| to)),
            waiting: if self.waiting { self.seeing.person.clone() } else { String::new() },
            seeing: self.seeing.bound(),
            today: day_text(self.today),
        }
    }
}

macro_rules! bind {
    ($query:expr, $b:ident) => {
        $query
            .bind(&$b.text)
            .bind(&$b.states)
            .bind(&$b.kinds)
            .bind($b.cover)
            .bind(&$b.from)
            .bind(&$b.to)
            .bind(&$b.waiting)
            .bind($b.seeing.all)
            .bind(&$b.today)
            .bind(&$b.seeing.towns)
    };
}

/// Which page; those that begin last stand first.
pub type At = page::At<Place>;

/// A page of them.
pub type PlanPage = page::Page<Head>;

/// The day of a plan that has none: before all others.
const UNDATED: &str = "~";
/// Beyond that.
const LAST: &str = "~~";

/// A page of the plans that fit.
pub async fn page(conn: &mut Conn<'_>, filter: &PlanFilter, at: &At, limit: usize) -> Result<PlanPage, StoreError> {
    let (text, edge) = if at.is_forward() { (DOWN, LAST) } else { (UP, "") };
    let (day, id) = at.from().map_or((edge, 0), |place| (place.key.as_str(), place.id));
    let b = filter.bound();
    let rows: Vec<Row> = on!(conn, c => bind!(sqlx::query_as(text), b)
        .bind(day)
        .bind(id)
        .bind(page::wanted(limit))
        .fetch_all(c)
        .await?);
    let rows = rows.into_iter().map(Head::try_from).collect::<Result<Vec<_>, _>>()?;
    Ok(page::cut(rows, |head: &Head| Place { key: sort_day(head.from), id: head.id.0 }, at, limit))
}

/// How many plans fit, by state.
pub async fn counts(conn: &mut Conn<'_>, filter: &PlanFilter) -> Result<BTreeMap<PlanState, i64>, StoreError> {
    let b = filter.bound();
    let rows: Vec<(String, i64)> = on!(conn, c => bind!(sqlx::query_as(COUNT), b).fetch_all(c).await?);
    let read = |(code, n): (String, i64)| {
        PlanState::from_code(&code).map(|state| (state, n)).ok_or_else(|| StoreError::inconsistent("inspection_plan", "state", code))
    };
    rows.into_iter().map(read).collect()
}

/// When the plan that fits was last moved that has stood still longest.
pub async fn oldest(conn: &mut Conn<'_>, filter: &PlanFilter) -> Result<Option<Instant>, StoreError> {
    let b = filter.bound();
    let (at,): (Option<i64>,) = on!(conn, c => bind!(sqlx::query_as(OLDEST), b).fetch_one(c).await?);
    Ok(at.map(Instant))
}

fn sort_day(from: Option<Date>) -> String {
    from.map_or_else(|| UNDATED.to_owned(), domain::day::text)
}

fn searched(number: &str, title: &str) -> String {
    let (pinyin, initials) = pinyin_of(title);
    [number, title, &pinyin, &initials].join("\n").to_lowercase()
}

fn stored(fields: &PlanFields) -> Result<String, StoreError> {
    serde_json::to_string(fields).map_err(|e| StoreError::inconsistent("inspection_plan", "content", e))
}

fn key(account: Option<AccountId>) -> String {
    account.map(|account| account.0.to_string()).unwrap_or_default()
}

/// Makes a plan.
pub async fn insert(conn: &mut Conn<'_>, fields: &PlanFields, person: &str, who: &str, at: Instant) -> Result<PlanId, StoreError> {
    let (search, text) = (searched("", &fields.title), stored(fields)?);
    let (id,): (i64,) = on!(conn, c => sqlx::query_as(INSERT)
        .bind(&fields.title)
        .bind(&search)
        .bind(fields.kind.code())
        .bind(fields.cover.code())
        .bind(fields.coverage.code())
        .bind(day_text(fields.from))
        .bind(day_text(fields.until))
        .bind(sort_day(fields.from))
        .bind(fields.checklist.map(|list| list.list.0))
        .bind(fields.checklist.map(|list| list.no))
        .bind(key(fields.approver))
        .bind(person)
        .bind(who)
        .bind(at.0)
        .bind(&text)
        .fetch_one(c)
        .await?);
    join(conn, PlanId(id), fields).await?;
    Ok(PlanId(id))
}

async fn join(conn: &mut Conn<'_>, id: PlanId, fields: &PlanFields) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(TAKE_TOWNS).bind(id.0).execute(c).await?; });
    for town in &fields.towns {
        on!(conn, c => { sqlx::query(ADD_TOWN).bind(id.0).bind(town.0).execute(c).await?; });
    }
    Ok(())
}

/// Saves the words of a plan that is not handed in. False if it has moved, or is: nothing is written then.
pub async fn save(conn: &mut Conn<'_>, head: &Head, fields: &PlanFields, at: Instant) -> Result<bool, StoreError> {
    let (search, text) = (searched(&head.number, &fields.title), stored(fields)?);
    let saved = on!(conn, c => sqlx::query(SAVE)
        .bind(head.id.0)
        .bind(head.version)
        .bind(&fields.title)
        .bind(&search)
        .bind(fields.kind.code())
        .bind(fields.cover.code())
        .bind(fields.coverage.code())
        .bind(day_text(fields.from))
        .bind(day_text(fields.until))
        .bind(sort_day(fields.from))
        .bind(fields.checklist.map(|list| list.list.0))
        .bind(fields.checklist.map(|list| list.no))
        .bind(key(fields.approver))
        .bind(at.0)
        .bind(&text)
        .execute(c)
        .await?
        .rows_affected());
    if saved == 1 {
        join(conn, head.id, fields).await?;
    }
    Ok(saved == 1)
}

/// Moves a plan as `head` says now. False if it has moved since: nothing is written then.
pub async fn move_to(conn: &mut Conn<'_>, head: &Head) -> Result<bool, StoreError> {
    let moved = on!(conn, c => sqlx::query(MOVE)
        .bind(head.id.0)
        .bind(head.version)
        .bind(head.state.code())
        .bind(&head.number)
        .bind(searched(&head.number, &head.title))
        .bind(day_text(head.released))
        .bind(head.moved_at.0)
        .execute(c)
        .await?
        .rows_affected());
    Ok(moved == 1)
}

/// What was done with a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// What.
    pub act: PlanAct,
    /// 意见 or reason.
    pub words: String,
    /// Who: an account's key, or what does without one.
    pub person: String,
    /// By name.
    pub who: String,
    /// When.
    pub at: i64,
}

/// Enters what was done with a plan.
pub async fn add_step(conn: &mut Conn<'_>, id: PlanId, step: &Step) -> Result<(), StoreError> {
    on!(conn, c => {
        sqlx::query(ADD_STEP)
            .bind(id.0)
            .bind(step.act.code())
            .bind(&step.words)
            .bind(&step.person)
            .bind(&step.who)
            .bind(step.at)
            .execute(c)
            .await?;
    });
    Ok(())
}

/// What was done with a plan, the oldest first.
pub async fn steps(conn: &mut Conn<'_>, id: PlanId) -> Result<Vec<Step>, StoreError> {
    let rows: Vec<(String, String, String, String, i64)> = on!(conn, c => sqlx::query_as(STEPS).bind(id.0).fetch_all(c).await?);
    let read = |(act, words, person, who, at): (String, String, String, String, i64)| {
        let act = PlanAct::from_code(&act).ok_or_else(|| StoreError::inconsistent("inspection_step", "act", id.0))?;
        Ok(Step { act, words, person, who, at })
    };
    rows.into_iter().map(read).collect()
}

/// The next number of a year's series.
pub async fn serial(conn: &mut Conn<'_>, year: i16, series: &str) -> Result<i64, StoreError> {
    let (n,): (i64,) = on!(conn, c => sqlx::query_as(SERIAL).bind(i64::from(year)).bind(series).fetch_one(c).await?);
    Ok(n)
}

/// Whether a plan has a number.
pub async fn has_number(conn: &mut Conn<'_>, number: &str) -> Result<bool, StoreError> {
    let (n,): (i64,) = on!(conn, c => sqlx::query_as(NUMBERED).bind(number).fetch_one(c).await?);
    Ok(n > 0)
}

/// Other plans that are handed in or agreed to and whose period touches this one, each with its towns.
pub async fn beside(conn: &mut Conn<'_>, id: PlanId, from: Date, to: Date) -> Result<Vec<(Head, Vec<PlaceId>)>, StoreError> {
    let (from, to) = (domain::day::text(from), domain::day::text(to));
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(BESIDE).bind(id.0).bind(&from).bind(&to).fetch_all(c).await?);
    let towns: Vec<(i64, i64)> = on!(conn, c => sqlx::query_as(ALL_TOWNS).bind(&from).bind(&to).fetch_all(c).await?);
    let of = |plan: i64| towns.iter().filter(|(one, _)| *one == plan).map(|(_, place)| PlaceId(*place)).collect();
    rows.into_iter().map(|row| Head::try_from(row).map(|head| (of(head.id.0), head)).map(|(towns, head)| (head, towns))).collect()
}

/// What is filed for a year: kind, text, version.
pub async fn year(conn: &mut Conn<'_>, year: i16) -> Result<Vec<(PlanKind, YearFields, i64)>, StoreError> {
    let rows: Vec<(String, String, i64)> = on!(conn, c => sqlx::query_as(YEAR).bind(i64::from(year)).fetch_all(c).await?);
    let wrong = |column| StoreError::inconsistent("inspection_year", column, year);
    let read = |(kind, text, version): (String, String, i64)| {
        let kind = PlanKind::from_code(&kind).ok_or_else(|| wrong("kind"))?;
        Ok((kind, serde_json::from_str(&text).map_err(|_| wrong("content"))?, version))
    };
    rows.into_iter().map(read).collect()
}

/// Files or edits the annual plan of a kind; `version` 0: nothing was filed. False if it has moved since.
pub async fn save_year(conn: &mut Conn<'_>, year: i16, kind: PlanKind, fields: &YearFields, version: i64) -> Result<bool, StoreError> {
    let text = serde_json::to_string(fields).map_err(|e| StoreError::inconsistent("inspection_year", "content", e))?;
    let saved = if version == 0 {
        on!(conn, c => sqlx::query(ADD_YEAR).bind(i64::from(year)).bind(kind.code()).bind(&text).execute(c).await?.rows_affected())
    } else {
        let at = (i64::from(year), kind.code());
        on!(conn, c => sqlx::query(SAVE_YEAR).bind(at.0).bind(at.1).bind(version).bind(&text).execute(c).await?.rows_affected())
    };
    Ok(saved == 1)
}

/// Of a year and a kind: how many plans there are, how many are drawn, how many visits came of them.
pub type OfYear = (PlanKind, i64, i64, i64);

/// What came of a year, as far as somebody sees it.
pub async fn of_year(conn: &mut Conn<'_>, year: i16, seeing: &Seeing, today: Date) -> Result<Vec<OfYear>, StoreError> {
    let (b, today) = (seeing.bound(), domain::day::text(today));
    let rows: Vec<(String, i64, i64, i64)> =
        on!(conn, c => sqlx::query_as(OF_YEAR).bind(format!("{year:04}")).bind(b.all).bind(&today).bind(&b.towns).fetch_all(c).await?);
    let read = |(kind, plans, drawn, visits): (String, i64, i64, i64)| {
        let kind = PlanKind::from_code(&kind).ok_or_else(|| StoreError::inconsistent("inspection_plan", "kind", kind))?;
        Ok((kind, plans, drawn, visits))
    };
    rows.into_iter().map(read).collect()
}
