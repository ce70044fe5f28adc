//! Versions as they are begun, saved, moved and published; one that is published is never written again but for its end.

use super::Head;
use crate::db::Conn;
use crate::error::StoreError;
use crate::seed::pinyin_of;
use crate::{on, sql};
use domain::duty::flow::{Deed, Stage};
use domain::duty::{DutyFields, DutyId, VersionId};
use domain::place::PlaceId;
use domain::time::Instant;
use jiff::civil::Date;

sql! {
    INSERT_DUTY = "INSERT INTO duty DEFAULT VALUES RETURNING id";
    // The first version of an entry stands for it at once: two indexes hold that, and each would be written twice.
    BEGIN = "INSERT INTO duty_version (duty_id, no, is_head, deed, based_on, list, kind, code, name, pinyin, search, body_id, place_id, parent_id, content,
            reason, author, author_name, begun_at, moved_at)
        SELECT CAST($1 AS BIGINT), (SELECT COALESCE(MAX(n.no), 0) + 1 FROM duty_version n WHERE n.duty_id = $1), CAST($18 AS BIGINT), CAST($2 AS TEXT),
            CAST($3 AS BIGINT), CAST($4 AS TEXT), CAST($5 AS TEXT), CAST($6 AS TEXT), CAST($7 AS TEXT), CAST($8 AS TEXT), CAST($9 AS TEXT),
            CAST($10 AS BIGINT), CAST($11 AS BIGINT), CAST($12 AS BIGINT), CAST($13 AS TEXT), CAST($14 AS TEXT), CAST($15 AS TEXT),
            CAST($16 AS TEXT), CAST($17 AS BIGINT), CAST($17 AS BIGINT)
        RETURNING id, no";
    SAVE = "UPDATE duty_version SET list = $3, kind = $4, code = $5, name = $6, pinyin = $7, search = $8, body_id = $9, place_id = $10, parent_id = $11,
            content = $12, reason = $13, based_on = $14, moved_at = $15, version = version + 1
        WHERE id = $1 AND version = $2 AND stage IN ('draft', 'proposed')";
    MOVE = "UPDATE duty_version SET stage = $3, step = $4, round = $5, chain = $6, effective = $7, paper = $8, countersigned = $9, failed = $10, moved_at = $11,
            version = version + 1
        WHERE id = $1 AND version = $2 AND stage IN ('draft', 'proposed', 'review', 'approved', 'planned')";
    END_CURRENT = "UPDATE duty_version SET until_day = $2 WHERE duty_id = $1 AND stage = 'published' AND until_day = '9999-12-31'";
    PUBLISH = "UPDATE duty_version SET stage = 'published', from_day = $3, until_day = '9999-12-31', effective = NULL, paper = $4, countersigned = $5,
            published_at = $6, published_by = $7, failed = '', moved_at = $6, version = version + 1
        WHERE id = $1 AND version = $2 AND stage IN ('approved', 'planned')";
    // What is in force stands for the entry; before that the newest version that was not given up, else the newest one.
    POINT = "UPDATE duty_version SET is_head = 1 - is_head WHERE duty_id = $1
            AND (is_head = 1) <> (id = (SELECT v.id FROM duty_version v WHERE v.duty_id = $1
                ORDER BY CASE WHEN v.until_day = '9999-12-31' THEN 0 WHEN v.stage IN ('refused', 'dropped') THEN 2 ELSE 1 END, v.no DESC LIMIT 1))";
    TAKE_JOINT = "DELETE FROM duty_joint_body WHERE version_id = $1";
    ADD_JOINT = "INSERT INTO duty_joint_body (version_id, body_id) VALUES ($1, $2)";
}

/// A version to be begun.
#[derive(Clone, Debug)]
pub struct NewVersion<'n> {
    /// Of which entry; none: of a new one.
    pub duty: Option<DutyId>,
    /// 调整类型
    pub deed: Deed,
    /// The published version upon which it is begun.
    pub based_on: Option<VersionId>,
    /// Its text.
    pub fields: &'n DutyFields,
    /// 调整依据 or 理由
    pub reason: &'n str,
    /// Who.
    pub author: &'n str,
    /// By name.
    pub author_name: &'n str,
    /// When.
    pub at: Instant,
}

/// What lists are filtered and ordered by: the pinyin, and everything that is searched.
fn searched(fields: &DutyFields) -> (String, String) {
    let (pinyin, initials) = pinyin_of(&fields.name);
    let basis = fields.basis.iter().flat_map(|row| [&row.law, &row.article]);
    let all = [&fields.name, &fields.code, &pinyin, &initials, &fields.undertaker].into_iter().chain(basis);
    let search = all.map(|text| text.to_lowercase()).collect::<Vec<_>>().join("\n");
    (pinyin, search)
}

/// The text as it is stored, and the place that every entry has.
fn stored(fields: &DutyFields) -> Result<(String, i64), StoreError> {
    let text = serde_json::to_string(fields).map_err(|e| StoreError::inconsistent("duty_version", "content", e))?;
    let place = fields.place.ok_or_else(|| StoreError::inconsistent("duty_version", "place_id", &fields.name))?;
    Ok((text, place.0))
}

/// Begins a version as a draft; gives it as it stands then.
pub async fn begin(conn: &mut Conn<'_>, new: &NewVersion<'_>) -> Result<Head, StoreError> {
    let is_first = new.duty.is_none();
    let duty = match new.duty {
        Some(duty) => duty,
        None => {
            let (id,): (i64,) = on!(conn, c => sqlx::query_as(INSERT_DUTY).fetch_one(c).await?);
            DutyId(id)
        }
    };
    let fields = new.fields;
    let ((pinyin, search), (text, place)) = (searched(fields), stored(fields)?);
    let (id, no): (i64, i64) = on!(conn, c => sqlx::query_as(BEGIN)
        .bind(duty.0)
        .bind(new.deed.code())
        .bind(new.based_on.map(|id| id.0))
        .bind(fields.list.code())
        .bind(fields.kind.code())
        .bind(&fields.code)
        .bind(&fields.name)
        .bind(pinyin.as_str())
        .bind(search.as_str())
        .bind(fields.body.map(|body| body.0))
        .bind(place)
        .bind(fields.parent.map(|parent| parent.0))
        .bind(text.as_str())
        .bind(new.reason)
        .bind(new.author)
        .bind(new.author_name)
        .bind(new.at.0)
        .bind(i64::from(is_first))
        .fetch_one(c)
        .await?);
    let id = VersionId(id);
    add_joint(conn, id, fields).await?;
    if !is_first {
        point(conn, duty).await?;
    }
    Ok(Head {
        id,
        duty,
        no,
        stage: Stage::Draft,
        deed: new.deed,
        based_on: new.based_on,
        list: fields.list,
        kind: fields.kind,
        code: fields.code.clone(),
        name: fields.name.clone(),
        body: fields.body,
        place: PlaceId(place),
        parent: fields.parent,
        reason: new.reason.to_owned(),
        countersigned: String::new(),
        paper: String::new(),
        chain: None,
        step: 0,
        round: 1,
        author: new.author.to_owned(),
        author_name: new.author_name.to_owned(),
        begun_at: new.at,
        moved_at: new.at,
        effective: None,
        from: None,
        until: None,
        published_at: None,
        published_by: String::new(),
        failed: String::new(),
        version: 1,
    })
}

async fn join(conn: &mut Conn<'_>, id: VersionId, fields: &DutyFields) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(TAKE_JOINT).bind(id.0).execute(c).await?; });
    add_joint(conn, id, fields).await
}

async fn add_joint(conn: &mut Conn<'_>, id: VersionId, fields: &DutyFields) -> Result<(), StoreError> {
    for body in &fields.joint {
        on!(conn, c => { sqlx::query(ADD_JOINT).bind(id.0).bind(body.0).execute(c).await?; });
    }
    Ok(())
}

async fn point(conn: &mut Conn<'_>, duty: DutyId) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(POINT).bind(duty.0).execute(c).await?; });
    Ok(())
}

/// Saves a draft's text. False if it has moved, or is no draft any more: nothing is written then.
pub async fn save(
    conn: &mut Conn<'_>,
    head: &Head,
    fields: &DutyFields,
    reason: &str,
    based_on: Option<VersionId>,
    at: Instant,
) -> Result<bool, StoreError> {
    let ((pinyin, search), (text, place)) = (searched(fields), stored(fields)?);
    let saved = on!(conn, c => sqlx::query(SAVE)
        .bind(head.id.0)
        .bind(head.version)
        .bind(fields.list.code())
        .bind(fields.kind.code())
        .bind(&fields.code)
        .bind(&fields.name)
        .bind(pinyin.as_str())
        .bind(search.as_str())
        .bind(fields.body.map(|body| body.0))
        .bind(place)
        .bind(fields.parent.map(|parent| parent.0))
        .bind(text.as_str())
        .bind(reason)
        .bind(based_on.map(|id| id.0))
        .bind(at.0)
        .execute(c)
        .await?
        .rows_affected());
    if saved == 1 {
        join(conn, head.id, fields).await?;
    }
    Ok(saved == 1)
}

/// Moves a version that is not decided as `head` says now. False if it has moved since, or is decided.
pub async fn move_to(conn: &mut Conn<'_>, head: &Head) -> Result<bool, StoreError> {
    let chain =
        head.chain.as_ref().map(serde_json::to_string).transpose().map_err(|e| StoreError::inconsistent("duty_version", "chain", e))?;
    let moved = on!(conn, c => sqlx::query(MOVE)
        .bind(head.id.0)
        .bind(head.version)
        .bind(head.stage.code())
        .bind(i64::try_from(head.step).unwrap_or(i64::MAX))
        .bind(head.round)
        .bind(chain.as_deref().unwrap_or_default())
        .bind(head.effective.map(|day| day.to_string()))
        .bind(&head.paper)
        .bind(&head.countersigned)
        .bind(&head.failed)
        .bind(head.moved_at.0)
        .execute(c)
        .await?
        .rows_affected());
    point(conn, head.duty).await?;
    Ok(moved == 1)
}

/// Publishes a version from a day on; what was in force until then ends. False if it has moved since, or can't be published.
pub async fn publish(conn: &mut Conn<'_>, head: &Head, from: Date, by: &str, at: Instant) -> Result<bool, StoreError> {
    on!(conn, c => { sqlx::query(END_CURRENT).bind(head.duty.0).bind(from.to_string()).execute(c).await?; });
    let published = on!(conn, c => sqlx::query(PUBLISH)
        .bind(head.id.0)
        .bind(head.version)
        .bind(from.to_string())
        .bind(&head.paper)
        .bind(&head.countersigned)
        .bind(at.0)
        .bind(by)
        .execute(c)
        .await?
        .rows_affected());
    point(conn, head.duty).await?;
    Ok(published == 1)
}
