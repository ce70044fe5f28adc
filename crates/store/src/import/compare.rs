//! Rows of a file against what is stored, before anything is staged: for the preview.

use super::rows::{StagedCase, StagedRating};
use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};
use domain::rating::{mask_name, mask_phone};
use sqlx::Row;

sql! {
    RATING = "SELECT r.content_hash, r.place_id, r.body_id,
            CAST(r.grade AS TEXT), CAST(r.at AS TEXT), CAST(r.place_id AS TEXT), CAST(r.channel AS TEXT), r.comment, r.case_no,
            CAST(r.point_id AS TEXT), CAST(r.window_id AS TEXT), r.staff_no, CAST(r.item_id AS TEXT), CAST(r.body_id AS TEXT),
            CAST(r.module_id AS TEXT), CAST(r.object AS TEXT), CAST(r.person_type AS TEXT), r.reasons, q.name, q.phone
        FROM rating r LEFT JOIN rating_person q ON q.rating_id = r.id
        WHERE r.source_id = $1 AND r.record_no = $2 AND r.assess_no = $3";
    CASE = "SELECT cases FROM case_count WHERE source_id = $1 AND place_id = $2 AND point_id = $3 AND item_id = $4 AND body_id = $5 AND day = $6";
}

/// Fields in the order of [`RATING`].
const FIELDS: [&str; 17] = [
    "grade",
    "at",
    "place_code",
    "channel",
    "comment",
    "case_no",
    "point",
    "window_no",
    "staff_no",
    "item_code",
    "body",
    "module",
    "object",
    "person_type",
    "reasons",
    "rater_name",
    "rater_phone",
];

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
    /// Stored at this place and for this body, where the importer may not look.
    At(i64, Option<i64>, Box<Compared>),
}

/// A rating; where it is stored is told with how it differs.
pub async fn rating(conn: &mut Conn<'_>, row: &StagedRating) -> Result<Compared, StoreError> {
    let (mut hash, mut at, mut stored) = (None::<Vec<u8>>, (0_i64, None::<i64>), Vec::with_capacity(FIELDS.len()));
    on!(conn, c => {
        let found = sqlx::query(RATING).bind(row.source).bind(&row.record_no).bind(i64::from(row.assess_no)).fetch_optional(c).await?;
        if let Some(found) = found {
            hash = Some(found.try_get(0)?);
            at = (found.try_get(1)?, found.try_get(2)?);
            for column in 3..found.len() {
                stored.push(found.try_get::<Option<String>, _>(column)?);
            }
        }
    });
    let Some(hash) = hash else { return Ok(Compared::New) };
    let (id, small) = (|n: Option<i64>| n.map(|n| n.to_string()), |n: i16| Some(n.to_string()));
    let mine: [Option<String>; 17] = [
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
        row.rater_name.clone(),
        row.rater_phone.clone(),
    ];
    let same_content = hash == row.content_hash;
    let mut differing = Vec::new();
    for ((field, file), stored) in FIELDS.into_iter().zip(mine).zip(stored) {
        let of_rater = field.starts_with("rater_");
        // A file that leaves the rater out says nothing about him.
        if file == stored || (of_rater && file.is_none()) || (same_content && !of_rater) {
            continue;
        }
        let stored = stored.unwrap_or_default();
        let stored = match field {
            "rater_name" => mask_name(&stored),
            "rater_phone" => mask_phone(&stored),
            _ => stored,
        };
        differing.push(FieldDiffers { field, stored, file: file.unwrap_or_default() });
    }
    let compared = if differing.is_empty() { Compared::Same } else { Compared::Changed(differing) };
    Ok(Compared::At(at.0, at.1, Box::new(compared)))
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
