//! 权责清单: entries, their versions and what was said about them; see docs/decisions/0019.
//!
//! Published versions are read by all who are signed in; who may see or move what is not published is the service's to ask.

macro_rules! head {
    () => {
        "v.id, v.duty_id, v.no, v.stage, v.deed, v.based_on, v.list, v.kind, v.code, v.name, v.body_id, v.place_id, v.parent_id, v.reason,
            v.countersigned, v.paper, v.chain, v.step, v.round, v.author, v.author_name, v.begun_at, v.moved_at, v.effective, v.from_day,
            v.until_day, v.published_at, v.published_by, v.failed, v.version"
    };
}

pub mod check;
pub mod drafts;
pub mod list;
pub(crate) mod opinion;
pub(crate) mod several;
pub(crate) mod turned;
pub(crate) mod write;

pub use opinion::{Opinion, opinions, say_all};
pub use several::{begun_by, contents, currents, find_all, hands};
pub use turned::{Turned, turned};
pub use write::{NewVersion, begin, begin_all, move_to, publish, save};

use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};
use domain::attachment::AttachmentId;
use domain::body::BodyId;
use domain::catalogue::codes::ItemKind;
use domain::duty::flow::{Chain, Deed, Stage};
use domain::duty::{DutyFields, DutyId, DutyList, VersionId};
use domain::place::PlaceId;
use domain::time::Instant;
use jiff::civil::Date;
use sqlx::FromRow;

/// The last day of what is in force without an end.
pub(crate) const OPEN: &str = "9999-12-31";

sql! {
    HEAD = concat!("SELECT ", head!(), " FROM duty_version v WHERE v.id = $1");
    CONTENT = "SELECT content FROM duty_version WHERE id = $1";
    VERSIONS = concat!("SELECT ", head!(), " FROM duty_version v WHERE v.duty_id = $1 ORDER BY v.no DESC");
    WITH_CHART = concat!("SELECT ", head!(), " FROM duty_version v WHERE v.flow_chart_id = $1 ORDER BY v.id");
    DUE = concat!("SELECT ", head!(), " FROM duty_version v WHERE v.stage IN ('draft', 'proposed', 'review', 'approved', 'planned')
            AND v.stage = 'planned' AND v.effective <= $1 ORDER BY v.effective, v.id");
    STANDING = "SELECT v.duty_id AS id, v.id AS version_id, v.no, v.version, v.stage, v.deed, v.list, v.code, v.name, v.body_id, v.place_id, v.author
        FROM duty_version v WHERE v.is_head = 1 AND v.stage NOT IN ('refused', 'dropped') ORDER BY v.duty_id";
    OPEN_OF = concat!("SELECT ", head!(), " FROM duty_version v WHERE v.author = $1 AND v.stage IN ('draft', 'proposed', 'review', 'approved', 'planned')
            AND EXISTS (SELECT 1 FROM duty_version p WHERE p.duty_id = v.duty_id AND p.stage = 'published') ORDER BY v.id");
    HEAD_OF = "SELECT id FROM duty_version WHERE duty_id = $1 AND is_head = 1";
    IN_FORCE = "SELECT id FROM duty_version WHERE duty_id = $1 AND stage = 'published' AND from_day <= $2 AND until_day > $2";
    CURRENT = "SELECT id FROM duty_version WHERE duty_id = $1 AND stage = 'published' AND until_day = '9999-12-31'";
    JOINT = "SELECT body_id FROM duty_joint_body WHERE version_id = $1 ORDER BY body_id";
    HELD = "SELECT DISTINCT code FROM duty_version WHERE code <> '' AND (until_day = '9999-12-31' OR stage IN ('draft', 'proposed', 'review', 'approved', 'planned'))";
    CODED = "SELECT DISTINCT duty_id FROM duty_version WHERE code = $1 AND duty_id <> $2
            AND (until_day = '9999-12-31' AND deed <> 'withdraw' OR stage IN ('draft', 'proposed', 'review', 'approved', 'planned')) ORDER BY duty_id";
    PARENT = "SELECT v.parent_id FROM duty_version v WHERE v.duty_id = $1 AND v.is_head = 1";
    CHILDREN = "SELECT v.duty_id, v.code, v.name, v.stage, v.deed FROM duty_version v WHERE v.parent_id = $1 AND v.is_head = 1
            AND v.stage NOT IN ('refused', 'dropped') ORDER BY v.code, v.duty_id";
    NAME = "SELECT v.code, v.name FROM duty_version v WHERE v.duty_id = $1 AND v.is_head = 1";
}

/// A version without its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Key.
    pub id: VersionId,
    /// Of which entry.
    pub duty: DutyId,
    /// Counts the entry's versions from 1.
    pub no: i64,
    /// How far it has come.
    pub stage: Stage,
    /// 调整类型
    pub deed: Deed,
    /// The published version upon which it was begun.
    pub based_on: Option<VersionId>,
    /// 清单类别
    pub list: DutyList,
    /// 权力类型
    pub kind: ItemKind,
    /// 事项编码
    pub code: String,
    /// 事项名称
    pub name: String,
    /// 行使主体
    pub body: Option<BodyId>,
    /// 行使区域
    pub place: PlaceId,
    /// 主项
    pub parent: Option<DutyId>,
    /// 调整依据 or 理由
    pub reason: String,
    /// 会签意见
    pub countersigned: String,
    /// 批准文号
    pub paper: String,
    /// The chain as it was when it was submitted.
    pub chain: Option<Chain>,
    /// Whose turn it is.
    pub step: usize,
    /// Counts from 1, one more after each return.
    pub round: i64,
    /// Who began it.
    pub author: String,
    /// By name.
    pub author_name: String,
    /// When it was begun.
    pub begun_at: Instant,
    /// When something last happened to it.
    pub moved_at: Instant,
    /// On which day it is to be published.
    pub effective: Option<Date>,
    /// In force from this day on.
    pub from: Option<Date>,
    /// Not in force any more from this day on; none: still.
    pub until: Option<Date>,
    /// When it was published.
    pub published_at: Option<Instant>,
    /// By whom.
    pub published_by: String,
    /// Why it could not be published on its day.
    pub failed: String,
    /// Moves by one with every change.
    pub version: i64,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    duty_id: i64,
    no: i64,
    stage: String,
    deed: String,
    based_on: Option<i64>,
    list: String,
    kind: String,
    code: String,
    name: String,
    body_id: Option<i64>,
    place_id: i64,
    parent_id: Option<i64>,
    reason: String,
    countersigned: String,
    paper: String,
    chain: String,
    step: i64,
    round: i64,
    author: String,
    author_name: String,
    begun_at: i64,
    moved_at: i64,
    effective: Option<String>,
    from_day: Option<String>,
    until_day: Option<String>,
    published_at: Option<i64>,
    published_by: String,
    failed: String,
    version: i64,
}

impl TryFrom<Row> for Head {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let wrong = |column| StoreError::inconsistent("duty_version", column, row.id);
        let day = |text: Option<&str>, column| text.map(str::parse::<Date>).transpose().map_err(|_| wrong(column));
        let chain = if row.chain.is_empty() { None } else { Some(serde_json::from_str(&row.chain).map_err(|_| wrong("chain"))?) };
        Ok(Self {
            id: VersionId(row.id),
            duty: DutyId(row.duty_id),
            no: row.no,
            stage: Stage::from_code(&row.stage).ok_or_else(|| wrong("stage"))?,
            deed: Deed::from_code(&row.deed).ok_or_else(|| wrong("deed"))?,
            based_on: row.based_on.map(VersionId),
            list: DutyList::from_code(&row.list).ok_or_else(|| wrong("list"))?,
            kind: ItemKind::from_code(&row.kind).ok_or_else(|| wrong("kind"))?,
            body: row.body_id.map(BodyId),
            place: PlaceId(row.place_id),
            parent: row.parent_id.map(DutyId),
            chain,
            step: usize::try_from(row.step).map_err(|_| wrong("step"))?,
            round: row.round,
            begun_at: Instant(row.begun_at),
            moved_at: Instant(row.moved_at),
            effective: day(row.effective.as_deref(), "effective")?,
            from: day(row.from_day.as_deref(), "from_day")?,
            until: day(row.until_day.as_deref().filter(|day| *day != OPEN), "until_day")?,
            published_at: row.published_at.map(Instant),
            code: row.code,
            name: row.name,
            reason: row.reason,
            countersigned: row.countersigned,
            paper: row.paper,
            author: row.author,
            author_name: row.author_name,
            published_by: row.published_by,
            failed: row.failed,
            version: row.version,
        })
    }
}

fn heads(rows: Vec<Row>) -> Result<Vec<Head>, StoreError> {
    rows.into_iter().map(Head::try_from).collect()
}

/// A version without its text.
pub async fn find(conn: &mut Conn<'_>, id: VersionId) -> Result<Option<Head>, StoreError> {
    let row: Option<Row> = on!(conn, c => sqlx::query_as(HEAD).bind(id.0).fetch_optional(c).await?);
    row.map(Head::try_from).transpose()
}

/// A version's text.
pub async fn content(conn: &mut Conn<'_>, id: VersionId) -> Result<Option<DutyFields>, StoreError> {
    let row: Option<(String,)> = on!(conn, c => sqlx::query_as(CONTENT).bind(id.0).fetch_optional(c).await?);
    let read = |(text,): (String,)| serde_json::from_str(&text).map_err(|_| StoreError::inconsistent("duty_version", "content", id.0));
    row.map(read).transpose()
}

/// What stands for an entry now, without its text: all entries are looked through by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The entry.
    pub duty: DutyId,
    /// The version: the one in force, else the newest.
    pub version: VersionId,
    /// Counts the entry's versions.
    pub no: i64,
    /// How often it has been saved or moved.
    pub saved: i64,
    /// How far it has come.
    pub stage: Stage,
    /// 调整类型
    pub deed: Deed,
    /// 清单类别
    pub list: DutyList,
    /// 事项编码
    pub code: String,
    /// 事项名称
    pub name: String,
    /// 行使主体
    pub body: Option<BodyId>,
    /// 行使区域
    pub place: PlaceId,
    /// Who has begun it.
    pub author: String,
}

/// Columns stand as in `STANDING`.
#[derive(FromRow, serde::Deserialize)]
struct StandingRow {
    id: i64,
    version_id: i64,
    no: i64,
    version: i64,
    stage: String,
    deed: String,
    list: String,
    code: String,
    name: String,
    body_id: Option<i64>,
    place_id: i64,
    author: String,
}

/// What the columns of `STANDING` are called.
const STANDING_COLUMNS: &str = "id, version_id, no, version, stage, deed, list, code, name, body_id, place_id, author";

impl TryFrom<StandingRow> for Standing {
    type Error = StoreError;
    fn try_from(row: StandingRow) -> Result<Self, StoreError> {
        let wrong = |column| StoreError::inconsistent("duty_version", column, row.version_id);
        Ok(Self {
            duty: DutyId(row.id),
            version: VersionId(row.version_id),
            no: row.no,
            saved: row.version,
            stage: Stage::from_code(&row.stage).ok_or_else(|| wrong("stage"))?,
            deed: Deed::from_code(&row.deed).ok_or_else(|| wrong("deed"))?,
            list: DutyList::from_code(&row.list).ok_or_else(|| wrong("list"))?,
            code: row.code,
            name: row.name,
            body: row.body_id.map(BodyId),
            place: PlaceId(row.place_id),
            author: row.author,
        })
    }
}

/// Every entry as it stands now; what was given up before it was ever published is none.
pub async fn standing(conn: &mut Conn<'_>) -> Result<Vec<Standing>, StoreError> {
    let rows: Vec<StandingRow> = crate::packed::rows!(conn, STANDING_COLUMNS, STANDING, text => sqlx::query_as(text));
    rows.into_iter().map(Standing::try_from).collect()
}

/// What somebody has begun of published entries and that is not decided.
pub async fn open_of(conn: &mut Conn<'_>, author: &str) -> Result<Vec<Head>, StoreError> {
    heads(on!(conn, c => sqlx::query_as(OPEN_OF).bind(author).fetch_all(c).await?))
}

/// Every version of an entry, the newest first.
pub async fn versions(conn: &mut Conn<'_>, duty: DutyId) -> Result<Vec<Head>, StoreError> {
    heads(on!(conn, c => sqlx::query_as(VERSIONS).bind(duty.0).fetch_all(c).await?))
}

/// Every version whose text has a file as its flow chart.
pub async fn with_chart(conn: &mut Conn<'_>, chart: AttachmentId) -> Result<Vec<Head>, StoreError> {
    heads(on!(conn, c => sqlx::query_as(WITH_CHART).bind(chart.0).fetch_all(c).await?))
}

/// What is to be published by now.
pub async fn due(conn: &mut Conn<'_>, today: Date) -> Result<Vec<Head>, StoreError> {
    heads(on!(conn, c => sqlx::query_as(DUE).bind(today.to_string()).fetch_all(c).await?))
}

async fn key(conn: &mut Conn<'_>, text: &'static str, duty: DutyId, day: Option<Date>) -> Result<Option<VersionId>, StoreError> {
    let row: Option<(Option<i64>,)> = on!(conn, c => {
        let mut query = sqlx::query_as(text).bind(duty.0);
        if let Some(day) = day {
            query = query.bind(day.to_string());
        }
        query.fetch_optional(c).await?
    });
    Ok(row.and_then(|row| row.0).map(VersionId))
}

/// The version that stands for an entry now.
pub async fn head(conn: &mut Conn<'_>, duty: DutyId) -> Result<Option<VersionId>, StoreError> {
    key(conn, HEAD_OF, duty, None).await
}

/// The version that was in force on a day.
pub async fn in_force(conn: &mut Conn<'_>, duty: DutyId, day: Date) -> Result<Option<VersionId>, StoreError> {
    key(conn, IN_FORCE, duty, Some(day)).await
}

/// The version that was published last.
pub async fn current(conn: &mut Conn<'_>, duty: DutyId) -> Result<Option<VersionId>, StoreError> {
    key(conn, CURRENT, duty, None).await
}

/// Another entry that has a code, in force or drafted.
pub async fn coded(conn: &mut Conn<'_>, code: &str, but: Option<DutyId>) -> Result<Option<DutyId>, StoreError> {
    let row: Option<(i64,)> = on!(conn, c => sqlx::query_as(CODED).bind(code).bind(but.map_or(0, |id| id.0)).fetch_optional(c).await?);
    Ok(row.map(|row| DutyId(row.0)))
}

/// Every code that an entry has, in force or drafted.
pub async fn held(conn: &mut Conn<'_>) -> Result<Vec<String>, StoreError> {
    let rows: Vec<(String,)> = on!(conn, c => sqlx::query_as(HELD).fetch_all(c).await?);
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// The entries above one, the nearest first; they end where a circle would begin.
pub async fn above(conn: &mut Conn<'_>, duty: DutyId) -> Result<Vec<DutyId>, StoreError> {
    let (mut found, mut next) = (Vec::new(), Some(duty));
    while let Some(here) = next {
        let row: Option<(Option<i64>,)> = on!(conn, c => sqlx::query_as(PARENT).bind(here.0).fetch_optional(c).await?);
        next = row.and_then(|row| row.0).map(DutyId).filter(|parent| !found.contains(parent));
        found.extend(next);
    }
    Ok(found)
}

/// 子项
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Child {
    /// The entry.
    pub id: DutyId,
    /// 事项编码
    pub code: String,
    /// 事项名称
    pub name: String,
    /// How far its version has come.
    pub stage: Stage,
    /// 调整类型
    pub deed: Deed,
}

/// The entries below one.
pub async fn children(conn: &mut Conn<'_>, duty: DutyId) -> Result<Vec<Child>, StoreError> {
    let rows: Vec<(i64, String, String, String, String)> = on!(conn, c => sqlx::query_as(CHILDREN).bind(duty.0).fetch_all(c).await?);
    let read = |(id, code, name, stage, deed): (i64, String, String, String, String)| {
        let wrong = |column| StoreError::inconsistent("duty_version", column, id);
        let stage = Stage::from_code(&stage).ok_or_else(|| wrong("stage"))?;
        let deed = Deed::from_code(&deed).ok_or_else(|| wrong("deed"))?;
        Ok(Child { id: DutyId(id), code, name, stage, deed })
    };
    rows.into_iter().map(read).collect()
}

/// Code and name of an entry as it stands now.
pub async fn name(conn: &mut Conn<'_>, duty: DutyId) -> Result<Option<(String, String)>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(NAME).bind(duty.0).fetch_optional(c).await?))
}

/// 共同行使主体 of a version.
pub async fn joint(conn: &mut Conn<'_>, id: VersionId) -> Result<Vec<BodyId>, StoreError> {
    let rows: Vec<(i64,)> = on!(conn, c => sqlx::query_as(JOINT).bind(id.0).fetch_all(c).await?);
    Ok(rows.into_iter().map(|row| BodyId(row.0)).collect())
}
