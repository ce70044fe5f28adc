//! Rows of a file against what is stored, before anything is staged: for the preview.

use super::differing::{COMPARED, is_of_rater, is_other, masked};
use super::rows::{StagedCase, StagedRating};
use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};
use sqlx::Row;

sql! {
    // From the fourth column on in the order of [`COMPARED`].
    RATING = "SELECT r.content_hash, r.place_id, r.body_id, q.erased_at IS NOT NULL,
            CAST(r.grade AS TEXT), CAST(r.at AS TEXT), CAST(r.place_id AS TEXT), CAST(r.channel AS TEXT), r.comment, r.case_no,
            CAST(r.point_id AS TEXT), CAST(r.window_id AS TEXT), r.staff_no, CAST(r.item_id AS TEXT), CAST(r.body_id AS TEXT),
            CAST(r.module_id AS TEXT), CAST(r.object AS TEXT), CAST(r.person_type AS TEXT), r.reasons,
            CAST(r.assess_no AS TEXT), q.name, q.phone
        FROM rating r LEFT JOIN rating_person q ON q.rating_id = r.id
        WHERE r.source_id = $1 AND r.record_no = $2 AND r.assess_no = $3";
    CASE = "SELECT cases FROM case_count WHERE source_id = $1 AND place_id = $2 AND point_id = $3 AND item_id = $4 AND body_id = $5 AND day = $6";
}

/// A field that is stored otherwise; keys and numbers as they are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldDiffers {
    /// The field, as `domain::import::Column::field` names it.
    pub field: &'static str,
    /// What is stored; a rater's name and phone masked.
    pub stored: String,
    /// What the file has.
    pub file: String,
}

/// How a row stands to what is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Compared {
    /// Not stored yet.
    New,
    /// Stored with the same content.
    Same,
    /// Stored with other content.
    Changed(Vec<FieldDiffers>),
}

/// Where a rating is stored: its place and body.
pub type At = (i64, Option<i64>);

/// A rating, and where it is stored, if it is.
pub async fn rating(conn: &mut Conn<'_>, row: &StagedRating) -> Result<(Compared, Option<At>), StoreError> {
    let (mut hash, mut at, mut is_erased) = (None::<Vec<u8>>, (0_i64, None::<i64>), false);
    let mut stored = Vec::with_capacity(COMPARED.len());
    on!(conn, c => {
        let found = sqlx::query(RATING).bind(row.source).bind(&row.record_no).bind(i64::from(row.assess_no)).fetch_optional(c).await?;
        if let Some(found) = found {
            hash = Some(found.try_get(0)?);
            (at, is_erased) = ((found.try_get(1)?, found.try_get(2)?), found.try_get(3)?);
            for column in 4..found.len() {
                stored.push(found.try_get::<Option<String>, _>(column)?);
            }
        }
    });
    let Some(hash) = hash else { return Ok((Compared::New, None)) };
    let (id, small) = (|n: Option<i64>| n.map(|n| n.to_string()), |n: i16| Some(n.to_string()));
    let mine: [Option<String>; COMPARED.len()] = [
        small(row.grade),
        Some(row.at.to_string()),
        Some(row.place.to_string()),
        small(row.channel),
        row.comment.clone(),
        row.case_no.clone(),
        id(row.point),
        id(row.window),
        row.staff_no.clone(),
        id(row.item),
        id(row.body),
        id(row.module),
        small(row.object),
        row.person_type.map(|n| n.to_string()),
        row.reasons.clone(),
        small(row.assess_no),
        row.rater_name.clone(),
        row.rater_phone.clone(),
    ];
    let same_content = hash == row.content_hash;
    let mut differing = Vec::new();
    for ((field, file), stored) in COMPARED.into_iter().zip(mine).zip(stored) {
        // What was erased is not brought back, and the content's hash is of everything else.
        let is_settled = if is_of_rater(field) { is_erased } else { same_content };
        if !is_settled && is_other(field, file.as_deref(), stored.as_deref()) {
            differing.push(FieldDiffers { field, stored: masked(field, stored.unwrap_or_default()), file: file.unwrap_or_default() });
        }
    }
    Ok((if differing.is_empty() { Compared::Same } else { Compared::Changed(differing) }, Some(at)))
}

/// A case count. Place and body belong to its key, so it is stored where the importer may look.
pub async fn case(conn: &mut Conn<'_>, row: &StagedCase) -> Result<Compared, StoreError> {
    let found: Option<(i64,)> = on!(conn, c => sqlx::query_as(CASE)
        .bind(row.source)
        .bind(row.place)
        .bind(row.point)
        .bind(row.item)
        .bind(row.body)
        .bind(&row.day)
        .fetch_optional(c)
        .await?);
    Ok(match found {
        None => Compared::New,
        Some((stored,)) if stored == row.cases => Compared::Same,
        Some((stored,)) => {
            Compared::Changed(vec![FieldDiffers { field: "cases", stored: stored.to_string(), file: row.cases.to_string() }])
        }
    })
}
