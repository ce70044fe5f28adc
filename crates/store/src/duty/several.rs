//! What is known of several versions or entries at once: keys are asked for in groups, so a page or a set costs a few statements.

use super::{Head, Opinion, Row, heads};
use crate::db::Conn;
use crate::error::StoreError;
use crate::keyed::{by_keys, keys};
use crate::{opinion, sql};
use domain::duty::{DutyFields, DutyId, VersionId};
use std::collections::HashMap;

sql! {
    FIND_ALL = concat!("SELECT ", head!(), " FROM duty_version v WHERE v.id IN ", keys!());
    CONTENTS = concat!("SELECT id, content FROM duty_version WHERE id IN ", keys!());
    CURRENTS = concat!("SELECT duty_id, id FROM duty_version WHERE stage = 'published' AND until_day = '9999-12-31' AND duty_id IN ", keys!());
    HANDS = concat!("SELECT o.version_id AS of_id, o.round, o.step, o.act, '' AS opinion, o.person, o.who, o.at FROM duty_opinion o
        WHERE o.version_id IN ", keys!(), " ORDER BY o.id");
    BEGUN_BY = concat!("SELECT ", head!(), " FROM duty_version v WHERE v.duty_id IN ", keys!(), " AND v.author = $51
            AND v.stage IN ('draft', 'proposed', 'review', 'approved', 'planned')");
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
    let rows: Vec<opinion::Row> = by_keys!(conn, HANDS, ids);
    let mut found: HashMap<VersionId, Vec<Opinion>> = HashMap::new();
    for row in rows {
        let hand = row.read(VersionId)?;
        found.entry(hand.of).or_default().push(hand);
    }
    Ok(found)
}
