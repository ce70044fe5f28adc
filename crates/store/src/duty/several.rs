//! What is known of several versions or entries at once: keys are asked for in groups, so a page or a set costs a few statements.

use super::opinion::OpinionRow;
use super::{Head, Opinion, Row, heads};
use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};
use domain::duty::{DutyFields, DutyId, VersionId};
use std::collections::HashMap;

sql! {
    FIND_ALL = concat!("SELECT ", head!(), " FROM duty_version v WHERE v.id IN ", keys!());
    CONTENTS = concat!("SELECT id, content FROM duty_version WHERE id IN ", keys!());
    CURRENTS = concat!("SELECT duty_id, id FROM duty_version WHERE stage = 'published' AND until_day = '9999-12-31' AND duty_id IN ", keys!());
    HANDS = concat!("SELECT o.version_id, o.round, o.step, o.act, '' AS opinion, o.person, o.who, o.at FROM duty_opinion o
        WHERE o.version_id IN ", keys!(), " ORDER BY o.id");
    BEGUN_BY = concat!("SELECT ", head!(), " FROM duty_version v WHERE v.duty_id IN ", keys!(), " AND v.author = $51
            AND v.stage IN ('draft', 'proposed', 'review', 'approved', 'planned')");
}

/// So many keys stand in one statement.
const KEYS: usize = 50;

/// Keys of a statement; where there are fewer, the last one stands again.
fn padded(keys: &[i64]) -> impl Iterator<Item = i64> {
    let last = keys.last().copied().unwrap_or_default();
    keys.iter().copied().chain(std::iter::repeat(last)).take(KEYS)
}

/// The rows of a statement for all keys, a group at a time: `by_keys!(conn, TEXT, keys)`, and what else is bound behind them.
macro_rules! by_keys {
    ($conn:expr, $text:expr, $keys:expr $(, $more:expr)?) => {{
        let mut found = Vec::new();
        let keys: Vec<i64> = $keys.iter().map(|key| key.0).collect();
        for some in keys.chunks(KEYS) {
            let mut group = on!($conn, c => {
                let mut query = sqlx::query_as($text);
                for key in padded(some) {
                    query = query.bind(key);
                }
                $(query = query.bind($more);)?
                query.fetch_all(c).await?
            });
            found.append(&mut group);
        }
        found
    }};
}

/// Versions without their texts, in no order; what is not there is left out.
pub async fn find_all(conn: &mut Conn<'_>, ids: &[VersionId]) -> Result<Vec<Head>, StoreError> {
    let rows: Vec<Row> = by_keys!(conn, FIND_ALL, ids);
    heads(rows)
}

/// What somebody has begun of these entries and that is not decided.
pub async fn begun_by(conn: &mut Conn<'_>, author: &str, duties: &[DutyId]) -> Result<Vec<Head>, StoreError> {
    let rows: Vec<Row> = by_keys!(conn, BEGUN_BY, duties, author);
    heads(rows)
}

/// The texts of many versions.
pub async fn contents(conn: &mut Conn<'_>, ids: &[VersionId]) -> Result<HashMap<VersionId, DutyFields>, StoreError> {
    let rows: Vec<(i64, String)> = by_keys!(conn, CONTENTS, ids);
    let read = |(id, text): (i64, String)| {
        let fields = serde_json::from_str(&text).map_err(|_| StoreError::inconsistent("duty_version", "content", id))?;
        Ok((VersionId(id), fields))
    };
    rows.into_iter().map(read).collect()
}

/// The version that was published last of each entry that has one.
pub async fn currents(conn: &mut Conn<'_>, duties: &[DutyId]) -> Result<HashMap<DutyId, VersionId>, StoreError> {
    let rows: Vec<(i64, i64)> = by_keys!(conn, CURRENTS, duties);
    Ok(rows.into_iter().map(|(duty, id)| (DutyId(duty), VersionId(id))).collect())
}

/// Who did what with versions, of each in turn; without their words.
pub async fn hands(conn: &mut Conn<'_>, ids: &[VersionId]) -> Result<HashMap<VersionId, Vec<Opinion>>, StoreError> {
    let rows: Vec<OpinionRow> = by_keys!(conn, HANDS, ids);
    let mut found: HashMap<VersionId, Vec<Opinion>> = HashMap::new();
    for row in rows {
        let hand = Opinion::try_from(row)?;
        found.entry(hand.of).or_default().push(hand);
    }
    Ok(found)
}
