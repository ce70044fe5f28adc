//! The ledger of tasks, page by page by key, the worst first; and how many there are by light, state, group and person.
//! How it is walked stands in [`crate::ledger`].

use super::RANKS;
use crate::catalogue::list::between;
use crate::db::Conn;
use crate::error::StoreError;
use crate::ledger::{self, Lane, Ledger, Spot, SpotAt, lanes, light_of};
use crate::rating::contains;
use crate::{on, packed, sql};
use domain::body::BodyId;
use domain::place::{Level, PlaceId};
use domain::supervision::light::Light;
use domain::task::flow::TaskState;
use domain::task::{Group, TaskId};
use domain::time::Instant;
use jiff::civil::Date;
use serde::Deserialize;
use sqlx::FromRow;

// What narrows, the cheapest test first: $1 words, $2 groups and $3 states between commas, $4 body, $5 place, $6 level of the place, $7 person, $8 and $9 a span in which
// it runs (what is open runs until today at least), $10 today.
macro_rules! filtered {
    () => {
        " AND (CAST($4 AS BIGINT) IS NULL OR t.id IN (SELECT b.task_id FROM task_body b WHERE b.body_id = $4))
            AND (CAST($5 AS BIGINT) IS NULL OR t.place_id IN (SELECT c.descendant_id FROM place_closure c WHERE c.ancestor_id = $5))
            AND (CAST($6 AS BIGINT) IS NULL OR t.place_id IN (SELECT p.id FROM place p WHERE p.level = $6))
            AND ($1 = '' OR t.search LIKE $1 ESCAPE '\\')
            AND ($2 = '' OR $2 LIKE '%,' || t.group_code || ',%')
            AND ($3 = '' OR $3 LIKE '%,' || t.state || ',%')
            AND ($7 = '' OR t.responsible = $7)
            AND ($8 = '' OR t.due_day >= $8 OR t.rank = 0 AND $10 >= $8)
            AND ($9 = '' OR t.start_day <= $9)"
    };
}

macro_rules! listed {
    () => {
        "t.group_code, t.title, t.responsible, t.lead_id, t.place_id, t.start_day, t.due_day, t.state, t.progress, t.rank,
            t.sort_day, t.yellow_from, t.moved_at, t.version,
            (SELECT COUNT(*) FROM task_body h WHERE h.task_id = t.id AND h.is_lead = 0) AS helpers,
            (SELECT COUNT(*) FROM task_before w JOIN task o ON o.id = w.before_id WHERE w.task_id = t.id AND o.state <> 'done_task') AS waits"
    };
}

// The sign before a rank keeps SQLite from an index that would have to be sorted. Of the ranks $11 to $12, red from the days $13 to $14 on, yellow
// from the days $15 to $16 on; beyond the key $17, $18; $19 rows.
macro_rules! page {
    ($rank:literal, $key:literal, $than:literal, $way:literal) => {
        concat!(
            "SELECT t.id, ",
            $key,
            " AS sort_key, ",
            listed!(),
            " FROM task t WHERE ",
            $rank,
            " $11 AND +t.rank <= $12 AND t.sort_day || '' >= $13 AND t.sort_day <= $14 AND t.yellow_from >= $15 AND t.yellow_from <= $16
            AND (",
            $key,
            ", t.id) ",
            $than,
            " ($17, CAST($18 AS BIGINT))",
            filtered!(),
            " ORDER BY ",
            $key,
            " ",
            $way,
            ", t.id ",
            $way,
            " LIMIT $19"
        )
    };
}

sql! {
    URGENCY_UP = page!("t.rank =", "t.sort_day", ">", "ASC");
    URGENCY_DOWN = page!("t.rank =", "t.sort_day", "<", "DESC");
    DUE_UP = page!("+t.rank >=", "t.due_day", ">", "ASC");
    DUE_DOWN = page!("+t.rank >=", "t.due_day", "<", "DESC");
    START_UP = page!("+t.rank >=", "t.start_day", ">", "ASC");
    START_DOWN = page!("+t.rank >=", "t.start_day", "<", "DESC");
    COUNTS = concat!(
        "SELECT CASE WHEN t.rank <> 0 THEN '' WHEN t.sort_day <= $10 THEN 'red' WHEN t.yellow_from <= $10 THEN 'yellow' ELSE 'green' END AS light,
            t.state, t.group_code, t.responsible, COUNT(*) AS n FROM task t WHERE 1 = 1",
        filtered!(),
        " GROUP BY 1, 2, 3, 4"
    );
}

/// Which tasks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskFilter {
    /// Part of the title, its pinyin or initials, or of the person's name.
    pub text: String,
    /// Of these groups; empty: of all.
    pub groups: Vec<Group>,
    /// In these states; empty: in all.
    pub states: Vec<TaskState>,
    /// With this light only.
    pub light: Option<Light>,
    /// Of this body only, as lead or helper.
    pub body: Option<BodyId>,
    /// About units at and below this place only.
    pub place: Option<PlaceId>,
    /// About units of this level only.
    pub level: Option<Level>,
    /// Of this person only.
    pub person: String,
    /// That run on this day or later; what is open runs until today at least.
    pub from: Option<Date>,
    /// That run on this day or before.
    pub to: Option<Date>,
    /// Of groups that build platforms only.
    pub builds: bool,
}

impl TaskFilter {
    /// The groups between commas as the SQL takes them: all, some, or none that there is.
    fn codes(&self) -> String {
        if self.groups.is_empty() && !self.builds {
            return String::new();
        }
        let fits = |group: &&Group| (self.groups.is_empty() || self.groups.contains(group)) && (!self.builds || group.builds());
        let codes: Vec<&str> = Group::ALL.iter().filter(fits).map(|group| group.code()).collect();
        format!(",{},", codes.join(","))
    }
}

/// By what the ledger is ordered; true: the last first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskOrder {
    /// The worst first.
    Urgency,
    /// By the day on which it is due.
    Due(bool),
    /// By the day on which it begins.
    Start(bool),
}

/// A row of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The task.
    pub id: TaskId,
    /// 工作组
    pub group: Group,
    /// 任务
    pub title: String,
    /// 责任人
    pub responsible: String,
    /// 责任单位
    pub lead: Option<BodyId>,
    /// How many bodies help.
    pub helpers: i64,
    /// 建设地点
    pub place: PlaceId,
    /// 开始日期
    pub start: Date,
    /// 完成时限
    pub due: Date,
    /// 任务状态
    pub state: TaskState,
    /// 督办灯
    pub light: Option<Light>,
    /// Percent.
    pub progress: u8,
    /// For how many tasks it waits that are not done.
    pub waits: i64,
    /// When something last happened to it.
    pub moved_at: Instant,
    /// Moves by one with every change.
    pub version: i64,
}

/// A page of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskPage {
    /// Its rows.
    pub rows: Vec<Listed>,
    /// There are rows before this one.
    pub before: Option<Spot>,
    /// There are rows behind this one.
    pub after: Option<Spot>,
}

/// What the columns of `page!` are called.
const COLUMNS: &str = "id, sort_key, group_code, title, responsible, lead_id, place_id, start_day, due_day, state, progress, rank, \
                       sort_day, yellow_from, moved_at, version, helpers, waits";

/// Columns stand as in `page!`: SQLite hands a page over as one array of arrays ([`packed::rows!`]).
#[derive(FromRow, Deserialize)]
struct Row {
    id: i64,
    sort_key: String,
    group_code: String,
    title: String,
    responsible: String,
    lead_id: Option<i64>,
    place_id: i64,
    start_day: String,
    due_day: String,
    state: String,
    progress: i64,
    rank: i64,
    sort_day: String,
    yellow_from: String,
    moved_at: i64,
    version: i64,
    helpers: i64,
    waits: i64,
}

impl Row {
    fn told(self, today: &str) -> Result<Listed, StoreError> {
        let wrong = |column| StoreError::inconsistent("task", column, self.id);
        let day = |text: &str, column| domain::day::of_text(text).ok_or_else(|| wrong(column));
        Ok(Listed {
            id: TaskId(self.id),
            group: Group::from_code(&self.group_code).ok_or_else(|| wrong("group_code"))?,
            state: TaskState::from_code(&self.state).ok_or_else(|| wrong("state"))?,
            progress: u8::try_from(self.progress).map_err(|_| wrong("progress"))?,
            start: day(&self.start_day, "start_day")?,
            due: day(&self.due_day, "due_day")?,
            light: light_of(self.rank, &self.sort_day, &self.yellow_from, today),
            title: self.title,
            responsible: self.responsible,
            lead: self.lead_id.map(BodyId),
            helpers: self.helpers,
            place: PlaceId(self.place_id),
            waits: self.waits,
            moved_at: Instant(self.moved_at),
            version: self.version,
        })
    }
}

/// The filter as the SQL takes it.
macro_rules! bound {
    ($query:expr, $filter:ident, $today:ident) => {
        $query
            .bind(contains(&$filter.text.to_lowercase()))
            .bind($filter.codes())
            .bind(between($filter.states.iter().map(|one| one.code())))
            .bind($filter.body.map(|body| body.0))
            .bind($filter.place.map(|place| place.0))
            .bind($filter.level.map(|level| i64::from(level.number())))
            .bind($filter.person.as_str())
            .bind(crate::supervision::day_text($filter.from))
            .bind(crate::supervision::day_text($filter.to))
            .bind(domain::day::text($today))
    };
}

/// What is asked of the ledger.
struct Asked<'a, 'c> {
    conn: &'a mut Conn<'c>,
    filter: &'a TaskFilter,
    order: TaskOrder,
    today: Date,
}

impl Ledger for Asked<'_, '_> {
    type Row = Row;

    async fn rows(&mut self, lane: &Lane, up: bool, beyond: (&str, i64), wanted: i64) -> Result<Vec<Row>, StoreError> {
        let text = match (self.order, up) {
            (TaskOrder::Urgency, true) => URGENCY_UP,
            (TaskOrder::Urgency, false) => URGENCY_DOWN,
            (TaskOrder::Due(_), true) => DUE_UP,
            (TaskOrder::Due(_), false) => DUE_DOWN,
            (TaskOrder::Start(_), true) => START_UP,
            (TaskOrder::Start(_), false) => START_DOWN,
        };
        let (filter, today) = (self.filter, self.today);
        Ok(packed::rows!(self.conn, COLUMNS, text, text =>
            ledger::bound_lane!(bound!(sqlx::query_as(text), filter, today), lane, beyond, wanted)))
    }

    fn key(row: &Row) -> (&str, i64) {
        (&row.sort_key, row.id)
    }
}

/// A page of the tasks that fit, as of a day.
pub async fn page(
    conn: &mut Conn<'_>,
    filter: &TaskFilter,
    order: TaskOrder,
    at: &SpotAt,
    today: Date,
    limit: usize,
) -> Result<TaskPage, StoreError> {
    let by_key = match order {
        TaskOrder::Urgency => None,
        TaskOrder::Due(down) | TaskOrder::Start(down) => Some(down),
    };
    let lanes = lanes(filter.light, by_key, &RANKS.map(|(rank, _)| rank), today);
    let found = ledger::page(&mut Asked { conn, filter, order, today }, &lanes, at, limit).await?;
    let today = domain::day::text(today);
    let rows = found.rows.into_iter().map(|row| row.told(&today)).collect::<Result<_, _>>()?;
    Ok(TaskPage { rows, before: found.before, after: found.after })
}

/// How many tasks there are of one light, state, group and person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// 督办灯
    pub light: Option<Light>,
    /// 任务状态
    pub state: TaskState,
    /// 工作组
    pub group: Group,
    /// 责任人
    pub person: String,
    /// How many.
    pub n: i64,
}

/// Counts of everything that fits but for light, states, groups and person.
pub async fn counts(conn: &mut Conn<'_>, filter: &TaskFilter, today: Date) -> Result<Vec<Counted>, StoreError> {
    let filter = &TaskFilter { states: Vec::new(), groups: Vec::new(), light: None, person: String::new(), ..filter.clone() };
    let rows: Vec<(String, String, String, String, i64)> =
        on!(conn, c => bound!(sqlx::query_as(COUNTS), filter, today).fetch_all(c).await?);
    let read = |(light, state, group, person, n): (String, String, String, String, i64)| {
        let wrong = |column| StoreError::inconsistent("task", column, n);
        Ok(Counted {
            light: Light::from_code(&light),
            state: TaskState::from_code(&state).ok_or_else(|| wrong("state"))?,
            group: Group::from_code(&group).ok_or_else(|| wrong("group_code"))?,
            person,
            n,
        })
    };
    rows.into_iter().map(read).collect()
}
