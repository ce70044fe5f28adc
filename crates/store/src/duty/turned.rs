//! What was in force on one of two days and not on the other: what an adjustment is made of.

use crate::db::Conn;
use crate::error::StoreError;
use crate::sql;
use domain::body::BodyId;
use domain::duty::flow::Deed;
use domain::duty::{DutyId, VersionId};
use jiff::civil::Date;
use sqlx::FromRow;

sql! {
    CHANGED = "SELECT v.id, v.duty_id, v.deed, (v.from_day <= $1 AND v.until_day > $1) AS was, (v.from_day <= $2 AND v.until_day > $2) AS is_now,
            v.code, v.name, v.body_id, v.paper
        FROM duty_version v WHERE v.stage = 'published' AND (v.from_day <= $1 AND v.until_day > $1) <> (v.from_day <= $2 AND v.until_day > $2)
        ORDER BY v.code, v.duty_id, v.no";
}

/// A version that was in force on one of two days and not on the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turned {
    /// The version.
    pub id: VersionId,
    /// Of which entry.
    pub duty: DutyId,
    /// It is the entry's withdrawal.
    pub withdrawn: bool,
    /// On the first day.
    pub was: bool,
    /// On the second day.
    pub is_now: bool,
    /// 事项编码
    pub code: String,
    /// 事项名称
    pub name: String,
    /// 行使主体
    pub body: Option<BodyId>,
    /// 批准文号
    pub paper: String,
}

/// Columns stand as in `CHANGED`.
#[derive(FromRow, serde::Deserialize)]
struct TurnedRow {
    id: i64,
    duty_id: i64,
    deed: String,
    #[serde(deserialize_with = "crate::packed::flag")]
    was: bool,
    #[serde(deserialize_with = "crate::packed::flag")]
    is_now: bool,
    code: String,
    name: String,
    body_id: Option<i64>,
    paper: String,
}

/// What the columns of `CHANGED` are called.
const CHANGED_COLUMNS: &str = "id, duty_id, deed, was, is_now, code, name, body_id, paper";

/// Every version that was in force on one of two days and not on the other.
pub async fn turned(conn: &mut Conn<'_>, from: Date, to: Date) -> Result<Vec<Turned>, StoreError> {
    let rows: Vec<TurnedRow> = crate::packed::rows!(conn, CHANGED_COLUMNS, CHANGED, text => sqlx::query_as(text)
        .bind(from.to_string())
        .bind(to.to_string()));
    let read = |row: TurnedRow| Turned {
        id: VersionId(row.id),
        duty: DutyId(row.duty_id),
        withdrawn: row.deed == Deed::Withdraw.code(),
        was: row.was,
        is_now: row.is_now,
        code: row.code,
        name: row.name,
        body: row.body_id.map(BodyId),
        paper: row.paper,
    };
    Ok(rows.into_iter().map(read).collect())
}
