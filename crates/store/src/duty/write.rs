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
use sqlx::{Postgres, QueryBuilder, Sqlite};
use std::collections::HashMap;

sql! {
    LAST_NO = "SELECT MAX(no) FROM duty_version WHERE duty_id = $1";
    SAVE = "UPDATE duty_version SET list = $3, kind = $4, code = $5, name = $6, pinyin = $7, search = $8, body_id = $9, place_id = $10, parent_id = $11,
            content = $12, reason = $13, based_on = $14, moved_at = $15, flow_chart_id = $16, version = version + 1
        WHERE id = $1 AND version = $2 AND stage IN ('draft', 'proposed')";
    MOVE = "UPDATE duty_version SET stage = $3, step = $4, round = $5, chain = $6, effective = $7, paper = $8, countersigned = $9, failed = $10, moved_at = $11,
            turn_body = $12, version = version + 1
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

/// Begins versions: as many rows of values as there are follow it.
const BEGIN: &str =
    "INSERT INTO duty_version (duty_id, no, is_head, deed, based_on, list, kind, code, name, pinyin, search, body_id, place_id,
        parent_id, content, reason, author, author_name, begun_at, moved_at, flow_chart_id) ";

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

/// Keys for entries that are new, the least first.
async fn new_duties(conn: &mut Conn<'_>, count: usize) -> Result<Vec<DutyId>, StoreError> {
    // Neither database knows how the other one leaves a key to itself.
    let mut keys: Vec<i64> = match conn {
        Conn::Sqlite(c) => {
            let mut query = QueryBuilder::<Sqlite>::new("INSERT INTO duty (id) VALUES ");
            let mut rows = query.separated(", ");
            (0..count).for_each(|_| {
                rows.push("(NULL)");
            });
            query.push(" RETURNING id").build_query_scalar().fetch_all(&mut **c).await?
        }
        Conn::Postgres(c) => {
            let mut query = QueryBuilder::<Postgres>::new("INSERT INTO duty (id) VALUES ");
            let mut rows = query.separated(", ");
            (0..count).for_each(|_| {
                rows.push("(DEFAULT)");
            });
            query.push(" RETURNING id").build_query_scalar().fetch_all(&mut **c).await?
        }
    };
    keys.sort_unstable();
    Ok(keys.into_iter().map(DutyId).collect())
}

/// Begins a version as a draft; gives it as it stands then.
pub async fn begin(conn: &mut Conn<'_>, new: &NewVersion<'_>) -> Result<Head, StoreError> {
    begin_all(conn, std::slice::from_ref(new)).await?.pop().ok_or_else(|| StoreError::inconsistent("duty_version", "id", &new.fields.name))
}

/// The same of many, in their order. More than a few hundred are best begun a hundred at a time.
pub async fn begin_all(conn: &mut Conn<'_>, new: &[NewVersion<'_>]) -> Result<Vec<Head>, StoreError> {
    if new.is_empty() {
        return Ok(Vec::new());
    }
    let mut first = match new.iter().filter(|new| new.duty.is_none()).count() {
        0 => Vec::new(),
        count => new_duties(conn, count).await?,
    }
    .into_iter();
    let mut begun = Vec::with_capacity(new.len());
    for new in new {
        let (duty, no) = match new.duty {
            Some(duty) => (duty, next_no(conn, duty).await?),
            None => (first.next().ok_or_else(|| StoreError::inconsistent("duty", "id", &new.fields.name))?, 1),
        };
        let (pinyin, search) = searched(new.fields);
        let (text, place) = stored(new.fields)?;
        begun.push(Begun { duty, no, pinyin, search, text, place });
    }
    let keys: HashMap<i64, i64> = on!(conn, c => {
        let mut query = QueryBuilder::new(BEGIN);
        query.push_values(new.iter().zip(&begun), |mut row, (new, begun)| {
            let fields = new.fields;
            row.push_bind(begun.duty.0)
                .push_bind(begun.no)
                // The first version of an entry stands for it at once: two indexes hold that, and each would be written twice.
                .push_bind(i64::from(new.duty.is_none()))
                .push_bind(new.deed.code())
                .push_bind(new.based_on.map(|id| id.0))
                .push_bind(fields.list.code())
                .push_bind(fields.kind.code())
                .push_bind(&fields.code)
                .push_bind(&fields.name)
                .push_bind(&begun.pinyin)
                .push_bind(&begun.search)
                .push_bind(fields.body.map(|body| body.0))
                .push_bind(begun.place)
                .push_bind(fields.parent.map(|parent| parent.0))
                .push_bind(&begun.text)
                .push_bind(new.reason)
                .push_bind(new.author)
                .push_bind(new.author_name)
                .push_bind(new.at.0)
                .push_bind(new.at.0)
                .push_bind(fields.flow_chart_file.as_ref().map(|chart| chart.id.0));
        });
        let keys: Vec<(i64, i64)> = query.push(" RETURNING duty_id, id").build_query_as().fetch_all(c).await?;
        keys.into_iter().collect()
    });
    let mut heads = Vec::with_capacity(new.len());
    for (new, begun) in new.iter().zip(begun) {
        let id = keys.get(&begun.duty.0).map(|id| VersionId(*id));
        let id = id.ok_or_else(|| StoreError::inconsistent("duty_version", "id", &new.fields.name))?;
        add_joint(conn, id, new.fields).await?;
        if new.duty.is_some() {
            point(conn, begun.duty).await?;
        }
        heads.push(head(id, new, &begun));
    }
    Ok(heads)
}

/// What a version has besides what was asked for.
struct Begun {
    duty: DutyId,
    no: i64,
    pinyin: String,
    search: String,
    text: String,
    place: i64,
}

async fn next_no(conn: &mut Conn<'_>, duty: DutyId) -> Result<i64, StoreError> {
    let (last,): (Option<i64>,) = on!(conn, c => sqlx::query_as(LAST_NO).bind(duty.0).fetch_one(c).await?);
    Ok(last.unwrap_or_default() + 1)
}

/// A version as it stands when it has just been begun.
fn head(id: VersionId, new: &NewVersion<'_>, begun: &Begun) -> Head {
    let fields = new.fields;
    Head {
        id,
        duty: begun.duty,
        no: begun.no,
        stage: Stage::Draft,
        deed: new.deed,
        based_on: new.based_on,
        list: fields.list,
        kind: fields.kind,
        code: fields.code.clone(),
        name: fields.name.clone(),
        body: fields.body,
        place: PlaceId(begun.place),
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
    }
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
        .bind(fields.flow_chart_file.as_ref().map(|chart| chart.id.0))
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
    // The body whose step it is: lists of what waits for somebody ask for it.
    let step = head.chain.as_ref().filter(|_| head.stage == Stage::Review).and_then(|chain| chain.steps.get(head.step));
    let turn = step.and_then(|step| step.body);
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
        .bind(turn.map(|body| body.0))
        .execute(c)
        .await?
        .rows_affected());
    // What stands for an entry is another version only where one is given up.
    if !head.stage.is_open() {
        point(conn, head.duty).await?;
    }
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
