//! Tasks of the working groups: groups, tasks, what they wait for, what was told of them; see docs/decisions/0023.
//!
//! A row keeps from which day on it is yellow and red, as matters do; whatever writes a row reckons those days anew.

pub mod form;
pub mod list;

use crate::db::Conn;
use crate::error::StoreError;
use crate::ledger::Placed;
use crate::seed::pinyin_of;
use crate::supervision::{day_text, stored_day};
use crate::{on, sql};
use domain::body::BodyId;
use domain::place::PlaceId;
use domain::supervision::light::{Facts, LightRule, turns};
use domain::task::building::Built;
use domain::task::flow::{TaskAct, TaskState, facts};
use domain::task::order::Before;
use domain::task::{Group, GroupFields, TaskFields, TaskId};
use domain::time::Instant;
use jiff::civil::Date;
use sqlx::FromRow;

macro_rules! head {
    () => {
        "t.id, t.group_code, t.title, t.responsible, t.lead_id, t.place_id, t.start_day, t.due_day, t.state, t.progress, t.done_day, t.author,
            t.moved_at, t.version"
    };
}

sql! {
    GROUPS = "SELECT code, content, version FROM task_group ORDER BY code";
    ADD_GROUP = "INSERT INTO task_group (code, content, lead_id) VALUES ($1, $2, $3) ON CONFLICT (code) DO NOTHING";
    SAVE_GROUP = "UPDATE task_group SET content = $2, lead_id = $3, version = version + 1 WHERE code = $1 AND version = $4";
    HEAD = concat!("SELECT ", head!(), " FROM task t WHERE t.id = $1");
    LIT = concat!("SELECT ", head!(), " FROM task t WHERE t.rank = 0 ORDER BY t.id");
    BEFORE_OF = concat!("SELECT ", head!(), " FROM task t JOIN task_before b ON b.before_id = t.id WHERE b.task_id = $1 ORDER BY t.start_day, t.id");
    AFTER_OF = concat!("SELECT ", head!(), " FROM task t JOIN task_before b ON b.task_id = t.id WHERE b.before_id = $1 ORDER BY t.start_day, t.id");
    CONTENT = "SELECT content FROM task WHERE id = $1";
    INSERT = "INSERT INTO task (group_code, title, pinyin, search, responsible, lead_id, place_id, start_day, due_day, state, rank, sort_day,
            yellow_from, author, moved_at, content)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) RETURNING id";
    SAVE = "UPDATE task SET group_code = $3, title = $4, pinyin = $5, search = $6, responsible = $7, lead_id = $8, place_id = $9, start_day = $10,
            due_day = $11, rank = $12, sort_day = $13, yellow_from = $14, moved_at = $15, content = $16, version = version + 1
        WHERE id = $1 AND version = $2";
    MOVE = "UPDATE task SET state = $3, progress = $4, done_day = $5, rank = $6, sort_day = $7, yellow_from = $8, moved_at = $9,
            version = version + 1
        WHERE id = $1 AND version = $2";
    RELIGHT = "UPDATE task SET sort_day = $2, yellow_from = $3 WHERE id = $1";
    BODIES = "SELECT body_id, is_lead FROM task_body WHERE task_id = $1 ORDER BY is_lead DESC, body_id";
    TAKE_BODIES = "DELETE FROM task_body WHERE task_id = $1";
    ADD_BODY = "INSERT INTO task_body (task_id, body_id, is_lead) VALUES ($1, $2, $3)";
    TAKE_BEFORE = "DELETE FROM task_before WHERE task_id = $1";
    ADD_BEFORE = "INSERT INTO task_before (task_id, before_id) VALUES ($1, $2)";
    ALL_BEFORE = "SELECT task_id, before_id FROM task_before ORDER BY task_id, before_id";
    STEPS = "SELECT task_id, act, words, proof, progress_before, progress_after, due_before, due_after, form, filler, person, who, day, at
        FROM task_step WHERE task_id = $1 ORDER BY id";
    ADD_STEP = "INSERT INTO task_step (task_id, act, words, proof, progress_before, progress_after, due_before, due_after, form, filler, person,
            who, day, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    BUILT = "SELECT t.place_id, COUNT(*) AS tasks, CAST(SUM(CASE WHEN t.state = 'done_task' THEN 1 ELSE 0 END) AS BIGINT) AS done,
            CAST(SUM(t.progress) AS BIGINT) AS progress
        FROM task t WHERE t.state <> 'halted_task' AND $1 LIKE '%,' || t.group_code || ',%' GROUP BY t.place_id ORDER BY t.place_id";
}

/// What was edited of the groups, each with its version; a group that nobody has edited is not among them.
pub async fn groups(conn: &mut Conn<'_>) -> Result<Vec<(Group, GroupFields, i64)>, StoreError> {
    let rows: Vec<(String, String, i64)> = on!(conn, c => sqlx::query_as(GROUPS).fetch_all(c).await?);
    let read = |(code, content, version): (String, String, i64)| {
        let wrong = |column| StoreError::inconsistent("task_group", column, &code);
        let group = Group::from_code(&code).ok_or_else(|| wrong("code"))?;
        Ok((group, serde_json::from_str(&content).map_err(|_| wrong("content"))?, version))
    };
    rows.into_iter().map(read).collect()
}

/// Saves a group; 0 is the version of one that nobody has edited. False if it has moved: nothing is written then.
pub async fn save_group(conn: &mut Conn<'_>, group: Group, fields: &GroupFields, version: i64) -> Result<bool, StoreError> {
    let text = serde_json::to_string(fields).map_err(|e| StoreError::inconsistent("task_group", "content", e))?;
    let lead = fields.lead.map(|body| body.0);
    let saved = on!(conn, c => if version == 0 {
        sqlx::query(ADD_GROUP).bind(group.code()).bind(text.as_str()).bind(lead).execute(c).await?.rows_affected()
    } else {
        sqlx::query(SAVE_GROUP).bind(group.code()).bind(text.as_str()).bind(lead).bind(version).execute(c).await?.rows_affected()
    });
    Ok(saved == 1)
}

/// A task without its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Key.
    pub id: TaskId,
    /// 工作组
    pub group: Group,
    /// 任务
    pub title: String,
    /// 责任人
    pub responsible: String,
    /// 责任单位
    pub lead: Option<BodyId>,
    /// 建设地点
    pub place: PlaceId,
    /// 开始日期
    pub start: Date,
    /// 完成时限
    pub due: Date,
    /// 任务状态
    pub state: TaskState,
    /// Percent, as last told.
    pub progress: u8,
    /// When it was done.
    pub done: Option<Date>,
    /// Who added it.
    pub author: String,
    /// When something last happened to it.
    pub moved_at: Instant,
    /// Moves by one with every change.
    pub version: i64,
}

impl Head {
    /// What its light depends on; none where it has none.
    pub fn facts(&self) -> Option<Facts> {
        facts(self.state, self.start, self.due)
    }
}

/// The ranks of what has no light: what stands still, what is done.
pub(crate) const RANKS: [(i64, TaskState); 2] = [(1, TaskState::Halted), (2, TaskState::Done)];

fn placed(state: TaskState, start: Date, due: Date, moved: Instant, rule: &LightRule) -> Placed {
    let rank = || RANKS.iter().find(|(_, one)| *one == state).map_or(1, |(rank, _)| *rank);
    let turns = facts(state, start, due).and_then(|facts| turns(&facts, rule));
    turns.map_or_else(|| Placed::unlit(rank(), moved.day()), |turns| Placed::lit(&turns))
}

#[derive(FromRow)]
struct Row {
    id: i64,
    group_code: String,
    title: String,
    responsible: String,
    lead_id: Option<i64>,
    place_id: i64,
    start_day: String,
    due_day: String,
    state: String,
    progress: i64,
    done_day: String,
    author: String,
    moved_at: i64,
    version: i64,
}

impl TryFrom<Row> for Head {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let wrong = |column| StoreError::inconsistent("task", column, row.id);
        let day = |text: &str, column| domain::day::of_text(text).ok_or_else(|| wrong(column));
        Ok(Self {
            id: TaskId(row.id),
            group: Group::from_code(&row.group_code).ok_or_else(|| wrong("group_code"))?,
            state: TaskState::from_code(&row.state).ok_or_else(|| wrong("state"))?,
            progress: u8::try_from(row.progress).map_err(|_| wrong("progress"))?,
            start: day(&row.start_day, "start_day")?,
            due: day(&row.due_day, "due_day")?,
            done: stored_day(&row.done_day).map_err(|()| wrong("done_day"))?,
            title: row.title,
            responsible: row.responsible,
            lead: row.lead_id.map(BodyId),
            place: PlaceId(row.place_id),
            author: row.author,
            moved_at: Instant(row.moved_at),
            version: row.version,
        })
    }
}

fn heads(rows: Vec<Row>) -> Result<Vec<Head>, StoreError> {
    rows.into_iter().map(Head::try_from).collect()
}

/// A task without its text.
pub async fn find(conn: &mut Conn<'_>, id: TaskId) -> Result<Option<Head>, StoreError> {
    let row: Option<Row> = on!(conn, c => sqlx::query_as(HEAD).bind(id.0).fetch_optional(c).await?);
    row.map(Head::try_from).transpose()
}

/// What a task waits for, and what waits for it.
pub async fn around(conn: &mut Conn<'_>, id: TaskId) -> Result<(Vec<Head>, Vec<Head>), StoreError> {
    let before = heads(on!(conn, c => sqlx::query_as(BEFORE_OF).bind(id.0).fetch_all(c).await?))?;
    let after = heads(on!(conn, c => sqlx::query_as(AFTER_OF).bind(id.0).fetch_all(c).await?))?;
    Ok((before, after))
}

/// What every task waits for.
pub async fn all_before(conn: &mut Conn<'_>) -> Result<Before, StoreError> {
    let rows: Vec<(i64, i64)> = on!(conn, c => sqlx::query_as(ALL_BEFORE).fetch_all(c).await?);
    let mut all = Before::new();
    for (task, before) in rows {
        all.entry(TaskId(task)).or_default().push(TaskId(before));
    }
    Ok(all)
}

/// A task's text.
pub async fn content(conn: &mut Conn<'_>, id: TaskId) -> Result<Option<TaskFields>, StoreError> {
    let row: Option<(String,)> = on!(conn, c => sqlx::query_as(CONTENT).bind(id.0).fetch_optional(c).await?);
    let read = |(text,): (String,)| serde_json::from_str(&text).map_err(|_| StoreError::inconsistent("task", "content", id.0));
    row.map(read).transpose()
}

/// Characters of a person's name that are searched: an index holds them.
const NAME_CHARS: usize = 60;

/// The pinyin of a title, and everything that is searched.
fn searched(fields: &TaskFields) -> (String, String) {
    let (pinyin, initials) = pinyin_of(&fields.title);
    let responsible: String = fields.responsible.chars().take(NAME_CHARS).collect();
    let search = [fields.title.as_str(), &pinyin, &initials, &responsible].map(str::to_lowercase).join("\n");
    (pinyin, search)
}

fn stored(fields: &TaskFields) -> Result<String, StoreError> {
    serde_json::to_string(fields).map_err(|e| StoreError::inconsistent("task", "content", e))
}

/// The days of a plan; both are there once its text has been checked.
fn planned(fields: &TaskFields) -> Result<(Date, Date), StoreError> {
    let missing = |column| StoreError::inconsistent("task", column, "none");
    Ok((fields.start.ok_or_else(|| missing("start_day"))?, fields.due.ok_or_else(|| missing("due_day"))?))
}

/// Adds a task about a place.
pub async fn insert(
    conn: &mut Conn<'_>,
    fields: &TaskFields,
    place: PlaceId,
    author: &str,
    at: Instant,
    rule: &LightRule,
) -> Result<TaskId, StoreError> {
    let ((pinyin, search), text, (start, due)) = (searched(fields), stored(fields)?, planned(fields)?);
    let state = TaskState::default();
    let placed = placed(state, start, due, at, rule);
    let (id,): (i64,) = on!(conn, c => sqlx::query_as(INSERT)
        .bind(fields.group.code())
        .bind(&fields.title)
        .bind(pinyin.as_str())
        .bind(search.as_str())
        .bind(&fields.responsible)
        .bind(fields.lead.map(|body| body.0))
        .bind(place.0)
        .bind(domain::day::text(start))
        .bind(domain::day::text(due))
        .bind(state.code())
        .bind(placed.rank)
        .bind(placed.sort_day.as_str())
        .bind(placed.yellow_from.as_str())
        .bind(author)
        .bind(at.0)
        .bind(text.as_str())
        .fetch_one(c)
        .await?);
    let id = TaskId(id);
    join(conn, id, fields).await?;
    Ok(id)
}

async fn join(conn: &mut Conn<'_>, id: TaskId, fields: &TaskFields) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(TAKE_BODIES).bind(id.0).execute(c).await?; });
    let all = fields.lead.iter().map(|body| (body, 1_i64)).chain(fields.helpers.iter().map(|body| (body, 0)));
    for (body, is_lead) in all {
        on!(conn, c => { sqlx::query(ADD_BODY).bind(id.0).bind(body.0).bind(is_lead).execute(c).await?; });
    }
    on!(conn, c => { sqlx::query(TAKE_BEFORE).bind(id.0).execute(c).await?; });
    for before in &fields.before {
        on!(conn, c => { sqlx::query(ADD_BEFORE).bind(id.0).bind(before.0).execute(c).await?; });
    }
    Ok(())
}

/// Saves the text of a task. False if it has moved: nothing is written then.
pub async fn save(
    conn: &mut Conn<'_>,
    head: &Head,
    fields: &TaskFields,
    place: PlaceId,
    at: Instant,
    rule: &LightRule,
) -> Result<bool, StoreError> {
    let ((pinyin, search), text, (start, due)) = (searched(fields), stored(fields)?, planned(fields)?);
    let placed = placed(head.state, start, due, at, rule);
    let saved = on!(conn, c => sqlx::query(SAVE)
        .bind(head.id.0)
        .bind(head.version)
        .bind(fields.group.code())
        .bind(&fields.title)
        .bind(pinyin.as_str())
        .bind(search.as_str())
        .bind(&fields.responsible)
        .bind(fields.lead.map(|body| body.0))
        .bind(place.0)
        .bind(domain::day::text(start))
        .bind(domain::day::text(due))
        .bind(placed.rank)
        .bind(placed.sort_day.as_str())
        .bind(placed.yellow_from.as_str())
        .bind(at.0)
        .bind(text.as_str())
        .execute(c)
        .await?
        .rows_affected());
    if saved == 1 {
        join(conn, head.id, fields).await?;
    }
    Ok(saved == 1)
}

/// Moves a task as `head` says now. False if it has moved since: nothing is written then.
pub async fn move_to(conn: &mut Conn<'_>, head: &Head, rule: &LightRule) -> Result<bool, StoreError> {
    let placed = placed(head.state, head.start, head.due, head.moved_at, rule);
    let moved = on!(conn, c => sqlx::query(MOVE)
        .bind(head.id.0)
        .bind(head.version)
        .bind(head.state.code())
        .bind(i64::from(head.progress))
        .bind(day_text(head.done))
        .bind(placed.rank)
        .bind(placed.sort_day.as_str())
        .bind(placed.yellow_from.as_str())
        .bind(head.moved_at.0)
        .execute(c)
        .await?
        .rows_affected());
    Ok(moved == 1)
}

/// Reckons the lights of all that have one by another rule; how many there are.
pub async fn relight(conn: &mut Conn<'_>, rule: &LightRule) -> Result<u64, StoreError> {
    let lit = heads(on!(conn, c => sqlx::query_as(LIT).fetch_all(c).await?))?;
    let n = lit.len() as u64;
    for head in lit {
        let placed = placed(head.state, head.start, head.due, head.moved_at, rule);
        on!(conn, c => {
            sqlx::query(RELIGHT)
                .bind(head.id.0)
                .bind(placed.sort_day.as_str())
                .bind(placed.yellow_from.as_str())
                .execute(c)
                .await?;
        });
    }
    Ok(n)
}

/// The bodies of a task that help.
pub async fn helpers(conn: &mut Conn<'_>, id: TaskId) -> Result<Vec<BodyId>, StoreError> {
    let rows: Vec<(i64, i64)> = on!(conn, c => sqlx::query_as(BODIES).bind(id.0).fetch_all(c).await?);
    Ok(rows.into_iter().filter(|(_, is_lead)| *is_lead == 0).map(|(body, _)| BodyId(body)).collect())
}

/// What somebody did with a task, and told of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// What.
    pub act: TaskAct,
    /// His words.
    pub words: String,
    /// 佐证
    pub proof: String,
    /// Percent before and afterwards.
    pub progress: (u8, u8),
    /// The term before, where it was moved.
    pub due_before: Option<Date>,
    /// The term afterwards.
    pub due_after: Option<Date>,
    /// The returned form that said it; empty: none.
    pub form: String,
    /// Who filled it in.
    pub filler: String,
    /// Who: an account's key, or what does without one.
    pub person: String,
    /// By name.
    pub who: String,
    /// On which day.
    pub day: Option<Date>,
    /// When.
    pub at: i64,
}

#[derive(FromRow)]
struct StepRow {
    task_id: i64,
    act: String,
    words: String,
    proof: String,
    progress_before: i64,
    progress_after: i64,
    due_before: String,
    due_after: String,
    form: String,
    filler: String,
    person: String,
    who: String,
    day: String,
    at: i64,
}

impl TryFrom<StepRow> for Step {
    type Error = StoreError;
    fn try_from(row: StepRow) -> Result<Self, StoreError> {
        let wrong = |column| StoreError::inconsistent("task_step", column, row.task_id);
        let day = |text: &str, column| stored_day(text).map_err(|()| wrong(column));
        let percent = |n: i64, column| u8::try_from(n).map_err(|_| wrong(column));
        Ok(Self {
            act: TaskAct::from_code(&row.act).ok_or_else(|| wrong("act"))?,
            progress: (percent(row.progress_before, "progress_before")?, percent(row.progress_after, "progress_after")?),
            due_before: day(&row.due_before, "due_before")?,
            due_after: day(&row.due_after, "due_after")?,
            day: day(&row.day, "day")?,
            words: row.words,
            proof: row.proof,
            form: row.form,
            filler: row.filler,
            person: row.person,
            who: row.who,
            at: row.at,
        })
    }
}

/// Everything that was done with a task, in turn.
pub async fn steps(conn: &mut Conn<'_>, id: TaskId) -> Result<Vec<Step>, StoreError> {
    let rows: Vec<StepRow> = on!(conn, c => sqlx::query_as(STEPS).bind(id.0).fetch_all(c).await?);
    rows.into_iter().map(Step::try_from).collect()
}

/// Adds what somebody did.
pub async fn add_step(conn: &mut Conn<'_>, id: TaskId, step: &Step) -> Result<(), StoreError> {
    on!(conn, c => {
        sqlx::query(ADD_STEP)
            .bind(id.0)
            .bind(step.act.code())
            .bind(&step.words)
            .bind(&step.proof)
            .bind(i64::from(step.progress.0))
            .bind(i64::from(step.progress.1))
            .bind(day_text(step.due_before))
            .bind(day_text(step.due_after))
            .bind(&step.form)
            .bind(&step.filler)
            .bind(&step.person)
            .bind(&step.who)
            .bind(day_text(step.day))
            .bind(step.at)
            .execute(c)
            .await?;
    });
    Ok(())
}

/// What was counted of the groups that build platforms, place by place.
pub async fn built(conn: &mut Conn<'_>) -> Result<Vec<(PlaceId, Built)>, StoreError> {
    let groups: Vec<&str> = Group::ALL.iter().filter(|group| group.builds()).map(|group| group.code()).collect();
    let groups = format!(",{},", groups.join(","));
    let rows: Vec<(i64, i64, i64, i64)> = on!(conn, c => sqlx::query_as(BUILT).bind(groups.as_str()).fetch_all(c).await?);
    Ok(rows.into_iter().map(|(place, tasks, done, progress)| (PlaceId(place), Built { tasks, done, progress })).collect())
}
