//! Staged rows that are stored already with other content: which field differs, and whether the importer may know.

use crate::db::Conn;
use crate::error::StoreError;
use crate::on;
use domain::rating::{mask_name, mask_phone};

/// A staged row that is stored with other content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differs {
    /// Row in the file.
    pub row: i64,
    /// Key of what is stored.
    pub stored: i64,
    /// The first field that differs, as `domain::import::Column::field` names it.
    pub field: &'static str,
    /// The stored value; keys and numbers as they are kept, a rater's name and phone masked.
    pub old: String,
    /// The file's value, likewise; a rater's as the file has it.
    pub new: String,
}

/// A staged row that a merge hands back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Stored with other content, and replacing was not chosen.
    Differs(Differs),
    /// Its record is stored outside of what the importer may touch; what is stored there is not told.
    Elsewhere {
        /// Row in the file.
        row: i64,
        /// The number of the record.
        record_no: String,
    },
}

impl Refused {
    /// Row in the file.
    pub fn row(&self) -> i64 {
        match self {
            Self::Differs(d) => d.row,
            Self::Elsewhere { row, .. } => *row,
        }
    }
}

const RECORD_NO: &str = "SELECT record_no FROM stage_rating WHERE row_no = $1";

/// A staged row whose record is kept elsewhere.
pub(super) async fn elsewhere(conn: &mut Conn<'_>, row: i64) -> Result<Refused, StoreError> {
    let (record_no,): (String,) = on!(conn, c => sqlx::query_as(RECORD_NO).bind(row).fetch_one(c).await?);
    Ok(Refused::Elsewhere { row, record_no })
}

/// Fields in the order in which a difference is looked for.
pub(super) const COMPARED: [&str; 18] = [
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
    "assess_no",
    "rater_name",
    "rater_phone",
];

/// Both sides of [`COMPARED`], one column each, separated so that NULL and empty stay apart.
const BOTH: &str = "SELECT
    CAST(s.grade AS TEXT), CAST(r.grade AS TEXT), CAST(s.at AS TEXT), CAST(r.at AS TEXT), CAST(s.place_id AS TEXT), CAST(r.place_id AS TEXT),
    CAST(s.channel AS TEXT), CAST(r.channel AS TEXT), s.comment, r.comment, s.case_no, r.case_no,
    CAST(s.point_id AS TEXT), CAST(r.point_id AS TEXT), CAST(s.window_id AS TEXT), CAST(r.window_id AS TEXT), s.staff_no, r.staff_no,
    CAST(s.item_id AS TEXT), CAST(r.item_id AS TEXT), CAST(s.body_id AS TEXT), CAST(r.body_id AS TEXT),
    CAST(s.module_id AS TEXT), CAST(r.module_id AS TEXT), CAST(s.object AS TEXT), CAST(r.object AS TEXT),
    CAST(s.person_type AS TEXT), CAST(r.person_type AS TEXT), s.reasons, r.reasons, CAST(s.assess_no AS TEXT), CAST(r.assess_no AS TEXT),
    p.name, q.name, p.phone, q.phone
    FROM stage_rating s CROSS JOIN rating r LEFT JOIN stage_person p ON p.row_no = s.row_no LEFT JOIN rating_person q ON q.rating_id = r.id
    WHERE s.row_no = $1 AND r.id = $2";

/// Which field of a staged row differs from what is stored.
pub(super) async fn difference(conn: &mut Conn<'_>, row: i64, stored: i64) -> Result<Differs, StoreError> {
    use sqlx::Row;
    let mut sides: Vec<Option<String>> = Vec::with_capacity(COMPARED.len() * 2);
    on!(conn, c => {
        let found = sqlx::query(BOTH).bind(row).bind(stored).fetch_one(c).await?;
        for column in 0..found.len() {
            sides.push(found.try_get(column)?);
        }
    });
    let mut pairs = COMPARED.iter().zip(sides.chunks(2));
    let differing = pairs.find_map(|(field, pair)| match pair {
        [new, old] if is_other(field, new.as_deref(), old.as_deref()) => {
            Some((*field, old.clone().unwrap_or_default(), new.clone().unwrap_or_default()))
        }
        _ => None,
    });
    let (field, old, new) = differing.unwrap_or(("record_no", String::new(), String::new()));
    Ok(Differs { row, stored, field, old: masked(field, old), new })
}

/// It is about who rated.
pub(super) fn is_of_rater(field: &str) -> bool {
    field.starts_with("rater_")
}

/// Whether a file says something else of a field. One that leaves the rater out says nothing about him.
pub(super) fn is_other(field: &str, new: Option<&str>, old: Option<&str>) -> bool {
    new != old && !(is_of_rater(field) && new.is_none())
}

/// A stored value as it may be told.
pub(super) fn masked(field: &str, stored: String) -> String {
    match field {
        "rater_name" => mask_name(&stored),
        "rater_phone" => mask_phone(&stored),
        _ => stored,
    }
}
