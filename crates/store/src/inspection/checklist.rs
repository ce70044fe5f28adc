//! Checklists in versions: one of them may be a draft, the others are fixed for ever.

use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};
use domain::inspection::checklist::shipped::{CODES, shipped};
use domain::inspection::checklist::{ChecklistId, ListFields, ListStage, Target};
use domain::inspection::plan::ListVersion;
use domain::inspection::points::Points;
use domain::time::Instant;
use sqlx::FromRow;

sql! {
    LISTS = "SELECT id, code, target, version FROM checklist ORDER BY code, id";
    VERSIONS = "SELECT checklist_id, no, stage, name, lines, full_points, saved_by, saved_at, published_by, published_at FROM checklist_version
        ORDER BY checklist_id, no DESC";
    CONTENT = "SELECT stage, content FROM checklist_version WHERE checklist_id = $1 AND no = $2";
    ADD = "INSERT INTO checklist (code, target) VALUES ($1, $2) ON CONFLICT (code) DO NOTHING RETURNING id";
    MOVE = "UPDATE checklist SET target = $3, version = version + 1 WHERE id = $1 AND version = $2";
    ADD_VERSION = "INSERT INTO checklist_version (checklist_id, no, name, lines, full_points, content, saved_by, saved_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (checklist_id, no) DO UPDATE SET name = excluded.name, lines = excluded.lines, full_points = excluded.full_points,
            content = excluded.content, saved_by = excluded.saved_by, saved_at = excluded.saved_at
        WHERE checklist_version.stage = 'list_draft'";
    PUBLISH = "UPDATE checklist_version SET stage = 'list_published', published_by = $3, published_at = $4
        WHERE checklist_id = $1 AND no = $2 AND stage = 'list_draft'";
    NEWEST = "SELECT v.checklist_id, MAX(v.no) AS no FROM checklist_version v JOIN checklist l ON l.id = v.checklist_id
        WHERE v.stage = 'list_published' AND l.target = $1 GROUP BY v.checklist_id ORDER BY v.checklist_id LIMIT 1";
}

/// A list with its versions, without their lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// Which.
    pub id: ChecklistId,
    /// 编码
    pub code: String,
    /// 适用对象
    pub target: Target,
    /// The newest first.
    pub versions: Vec<Version>,
    /// Moves by one with every change.
    pub version: i64,
}

impl List {
    /// The version that is being written.
    pub fn draft(&self) -> Option<&Version> {
        self.versions.iter().find(|version| version.stage == ListStage::Draft)
    }

    /// The newest one that was published.
    pub fn published(&self) -> Option<&Version> {
        self.versions.iter().find(|version| version.stage == ListStage::Published)
    }
}

/// A version without its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// From 1 on.
    pub no: i64,
    /// 草稿 or 已发布
    pub stage: ListStage,
    /// 名称
    pub name: String,
    /// How many lines it has.
    pub lines: i64,
    /// 总分
    pub full: Points,
    /// Who wrote it last.
    pub saved_by: String,
    /// When.
    pub saved_at: Instant,
    /// Who published it.
    pub published_by: String,
    /// When.
    pub published_at: Option<Instant>,
}

#[derive(FromRow)]
struct VersionRow {
    checklist_id: i64,
    no: i64,
    stage: String,
    name: String,
    lines: i64,
    full_points: i64,
    saved_by: String,
    saved_at: i64,
    published_by: String,
    published_at: Option<i64>,
}

fn stage(code: &str, id: i64) -> Result<ListStage, StoreError> {
    ListStage::from_code(code).ok_or_else(|| StoreError::inconsistent("checklist_version", "stage", id))
}

impl TryFrom<VersionRow> for Version {
    type Error = StoreError;
    fn try_from(row: VersionRow) -> Result<Self, StoreError> {
        let full =
            u32::try_from(row.full_points).map_err(|_| StoreError::inconsistent("checklist_version", "full_points", row.checklist_id))?;
        Ok(Self {
            no: row.no,
            stage: stage(&row.stage, row.checklist_id)?,
            name: row.name,
            lines: row.lines,
            full: Points(full),
            saved_by: row.saved_by,
            saved_at: Instant(row.saved_at),
            published_by: row.published_by,
            published_at: row.published_at.map(Instant),
        })
    }
}

/// Every list, by code.
pub async fn all(conn: &mut Conn<'_>) -> Result<Vec<List>, StoreError> {
    let rows: Vec<(i64, String, String, i64)> = on!(conn, c => sqlx::query_as(LISTS).fetch_all(c).await?);
    let versions: Vec<VersionRow> = on!(conn, c => sqlx::query_as(VERSIONS).fetch_all(c).await?);
    let mut lists = Vec::with_capacity(rows.len());
    for (id, code, target, version) in rows {
        let target = Target::from_code(&target).ok_or_else(|| StoreError::inconsistent("checklist", "target", id))?;
        lists.push(List { id: ChecklistId(id), code, target, versions: Vec::new(), version });
    }
    for row in versions {
        if let Some(list) = lists.iter_mut().find(|list| list.id.0 == row.checklist_id) {
            list.versions.push(row.try_into()?);
        }
    }
    Ok(lists)
}

/// One list.
pub async fn find(conn: &mut Conn<'_>, id: ChecklistId) -> Result<Option<List>, StoreError> {
    // There are a handful of them.
    Ok(all(conn).await?.into_iter().find(|list| list.id == id))
}

/// What a version says, and whether it is fixed.
pub async fn content(conn: &mut Conn<'_>, at: ListVersion) -> Result<Option<(ListStage, ListFields)>, StoreError> {
    let row: Option<(String, String)> = on!(conn, c => sqlx::query_as(CONTENT).bind(at.list.0).bind(at.no).fetch_optional(c).await?);
    let Some((code, text)) = row else { return Ok(None) };
    let fields = serde_json::from_str(&text).map_err(|_| StoreError::inconsistent("checklist_version", "content", at.list.0))?;
    Ok(Some((stage(&code, at.list.0)?, fields)))
}

/// The newest published version of the first list for a kind of service point.
pub async fn newest(conn: &mut Conn<'_>, target: Target) -> Result<Option<ListVersion>, StoreError> {
    let row: Option<(i64, i64)> = on!(conn, c => sqlx::query_as(NEWEST).bind(target.code()).fetch_optional(c).await?);
    Ok(row.map(|(list, no)| ListVersion { list: ChecklistId(list), no }))
}

/// Begins a list; none if there is one with the code.
pub async fn add(conn: &mut Conn<'_>, code: &str, target: Target) -> Result<Option<ChecklistId>, StoreError> {
    let row: Option<(i64,)> = on!(conn, c => sqlx::query_as(ADD).bind(code).bind(target.code()).fetch_optional(c).await?);
    Ok(row.map(|(id,)| ChecklistId(id)))
}

/// Says that a list has changed. False if it has moved since it was read: nothing is written then.
pub async fn moved(conn: &mut Conn<'_>, id: ChecklistId, target: Target, version: i64) -> Result<bool, StoreError> {
    let moved = on!(conn, c => sqlx::query(MOVE).bind(id.0).bind(version).bind(target.code()).execute(c).await?.rows_affected());
    Ok(moved == 1)
}

/// Writes a draft, new or as it goes on. False if that version is published.
pub async fn write(conn: &mut Conn<'_>, at: ListVersion, fields: &ListFields, who: &str, now: Instant) -> Result<bool, StoreError> {
    let written = on!(conn, c => sqlx::query(ADD_VERSION)
        .bind(at.list.0)
        .bind(at.no)
        .bind(&fields.name)
        .bind(i64::try_from(fields.lines.len()).unwrap_or(i64::MAX))
        .bind(i64::from(fields.full().0))
        .bind(fields.canonical())
        .bind(who)
        .bind(now.0)
        .execute(c)
        .await?
        .rows_affected());
    Ok(written == 1)
}

/// Publishes a draft. False if it is none.
pub async fn publish(conn: &mut Conn<'_>, at: ListVersion, who: &str, now: Instant) -> Result<bool, StoreError> {
    let done = on!(conn, c => sqlx::query(PUBLISH).bind(at.list.0).bind(at.no).bind(who).bind(now.0).execute(c).await?.rows_affected());
    Ok(done == 1)
}

/// Puts the lists there that come with the program, each published as its first version; one that is there stays as it is.
pub async fn seed(conn: &mut Conn<'_>, now: Instant) -> Result<(), StoreError> {
    for (code, fields) in CODES.into_iter().zip(shipped()) {
        let Some(list) = add(conn, code, fields.target).await? else { continue };
        let first = ListVersion { list, no: 1 };
        write(conn, first, &fields, "system", now).await?;
        publish(conn, first, "system", now).await?;
    }
    Ok(())
}
