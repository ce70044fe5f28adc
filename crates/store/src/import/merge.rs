//! Merging staged ratings into the database, inside of one transaction.

use super::load;
use super::rows::NewEntries;
use crate::db::Conn;
use crate::error::StoreError;
use crate::on;
use crate::rollup::{Deltas, Line, RatingFact};
use domain::import::Differing;
use domain::rating::Standing;
use domain::time::Instant;
use futures_util::TryStreamExt;
use rustc_hash::FxHashMap;

/// What a rating adds to the sums: place, at, grade, standing, item, body, module, channel, window, reasons.
pub type FactRow = (i64, i64, i64, i64, i64, i64, i64, i64, i64, Option<String>);

pub(super) const FACT_OF_ROW: &str = "SELECT place_id, at, grade, standing, COALESCE(item_id, 0), COALESCE(body_id, 0),
    COALESCE(module_id, 0), channel, COALESCE(window_id, 0), reasons FROM stage_rating WHERE row_no = $1";

const FACT_OF_RATING: &str = "SELECT place_id, at, grade, standing, COALESCE(item_id, 0), COALESCE(body_id, 0),
    COALESCE(module_id, 0), channel, COALESCE(window_id, 0), reasons FROM rating WHERE id = $1";

const IDENTICAL: &str = "SELECT s.place_id, s.at, s.grade, s.standing, COALESCE(s.item_id, 0), COALESCE(s.body_id, 0),
    COALESCE(s.module_id, 0), s.channel, COALESCE(s.window_id, 0), s.reasons
    FROM stage_rating s JOIN rating r ON r.source_id = s.source_id AND r.record_no = s.record_no AND r.assess_no = s.assess_no
    WHERE r.content_hash = s.content_hash";

const DELETE_IDENTICAL: &str = "DELETE FROM stage_rating WHERE row_no IN (SELECT s.row_no
    FROM stage_rating s JOIN rating r ON r.source_id = s.source_id AND r.record_no = s.record_no AND r.assess_no = s.assess_no
    WHERE r.content_hash = s.content_hash)";

const DIFFERING: &str = "SELECT s.row_no, r.id
    FROM stage_rating s JOIN rating r ON r.source_id = s.source_id AND r.record_no = s.record_no AND r.assess_no = s.assess_no
    WHERE r.content_hash <> s.content_hash ORDER BY s.row_no";

const REPLACE: &str = "UPDATE rating SET content_hash = s.content_hash, case_no = s.case_no, place_id = s.place_id, point_id = s.point_id,
    window_id = s.window_id, staff_no = s.staff_no, item_id = s.item_id, body_id = s.body_id, module_id = s.module_id,
    channel = s.channel, grade = s.grade, object = s.object, person_type = s.person_type, reasons = s.reasons, comment = s.comment,
    at = s.at, standing = $3, import_no = $4, version = rating.version + 1
    FROM stage_rating s WHERE s.row_no = $1 AND rating.id = $2";

const DROP_ROW: &str = "DELETE FROM stage_rating WHERE row_no = $1";
const STANDING_OF: &str = "SELECT standing FROM rating WHERE id = $1";

const STAGED_FIRST_STAGED_FOLLOW_UP: &str = "SELECT f1.row_no FROM stage_rating f2
    JOIN stage_rating f1 ON f1.source_id = f2.source_id AND f1.record_no = f2.record_no AND f1.assess_no = 1
    WHERE f2.assess_no = 2 AND f2.standing = 0 AND f1.standing = 0";
const STAGED_FIRST_STORED_FOLLOW_UP: &str = "SELECT f1.row_no FROM rating f2
    JOIN stage_rating f1 ON f1.source_id = f2.source_id AND f1.record_no = f2.record_no AND f1.assess_no = 1
    WHERE f2.assess_no = 2 AND f2.standing = 0 AND f1.standing = 0";
const STORED_FIRST_STAGED_FOLLOW_UP: &str = "SELECT f1.id FROM stage_rating f2
    JOIN rating f1 ON f1.source_id = f2.source_id AND f1.record_no = f2.record_no AND f1.assess_no = 1
    WHERE f2.assess_no = 2 AND f2.standing = 0 AND f1.standing = 0";
const SUPERSEDE_STAGED: &str = "UPDATE stage_rating SET standing = 2 WHERE row_no = $1";
const SUPERSEDE_STORED: &str = "UPDATE rating SET standing = 2, version = version + 1 WHERE id = $1";

const LAST_ID: &str = "SELECT COALESCE(MAX(id), 0) FROM rating";
const STAGED: &str = "SELECT COUNT(*) FROM stage_rating";

const INSERT: &str =
    "INSERT INTO rating (id, source_id, record_no, assess_no, content_hash, case_no, place_id, point_id, window_id, staff_no,
        item_id, body_id, module_id, channel, grade, object, person_type, reasons, comment, at, standing, import_no)
    SELECT CAST($1 AS BIGINT) + row_no, source_id, record_no, assess_no, content_hash, case_no, place_id, point_id, window_id, staff_no,
        item_id, body_id, module_id, channel, grade, object, person_type, reasons, comment, at, standing, CAST($2 AS BIGINT)
    FROM stage_rating ORDER BY row_no";
const INSERT_PERSONS: &str = "INSERT INTO rating_person (rating_id, name, phone)
    SELECT CAST($1 AS BIGINT) + p.row_no, p.name, p.phone FROM stage_person p JOIN stage_rating s ON s.row_no = p.row_no";

const ADD_SOURCE: &str = "INSERT INTO source (id, name, numberless) VALUES ($1, $2, $3)";
const ADD_ITEM: &str = "INSERT INTO item (id, code, name) VALUES ($1, $2, $3)";
const ADD_REASON: &str = "INSERT INTO reason (id, name) VALUES ($1, $2)";
const ADD_WINDOW: &str = "INSERT INTO rating_window (id, place_id, point_id, no) VALUES ($1, $2, $3, $4)";

/// What a merge did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MergeCounts {
    /// New rows.
    pub taken: u64,
    /// Rows that were stored already, with the same content.
    pub identical: u64,
    /// Stored rows that were replaced.
    pub replaced: u64,
}

/// A staged row that is stored with other content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differs {
    /// Row in the file.
    pub row: i64,
    /// Key of what is stored.
    pub stored: i64,
    /// The first field that differs, as `domain::import::Column::field` names it.
    pub field: &'static str,
    /// The stored value; keys and numbers as they are kept.
    pub old: String,
    /// The file's value, likewise.
    pub new: String,
}

/// Fields in the order in which a difference is looked for.
const COMPARED: [&str; 16] = [
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
];

/// Both sides of [`COMPARED`], one column each, separated so that NULL and empty stay apart.
const BOTH: &str = "SELECT
    CAST(s.grade AS TEXT), CAST(r.grade AS TEXT), CAST(s.at AS TEXT), CAST(r.at AS TEXT), CAST(s.place_id AS TEXT), CAST(r.place_id AS TEXT),
    CAST(s.channel AS TEXT), CAST(r.channel AS TEXT), s.comment, r.comment, s.case_no, r.case_no,
    CAST(s.point_id AS TEXT), CAST(r.point_id AS TEXT), CAST(s.window_id AS TEXT), CAST(r.window_id AS TEXT), s.staff_no, r.staff_no,
    CAST(s.item_id AS TEXT), CAST(r.item_id AS TEXT), CAST(s.body_id AS TEXT), CAST(r.body_id AS TEXT),
    CAST(s.module_id AS TEXT), CAST(r.module_id AS TEXT), CAST(s.object AS TEXT), CAST(r.object AS TEXT),
    CAST(s.person_type AS TEXT), CAST(r.person_type AS TEXT), s.reasons, r.reasons, CAST(s.assess_no AS TEXT), CAST(r.assess_no AS TEXT)
    FROM stage_rating s, rating r WHERE s.row_no = $1 AND r.id = $2";

/// Which field of a staged row differs from what is stored.
async fn difference(conn: &mut Conn<'_>, row: i64, stored: i64) -> Result<Differs, StoreError> {
    use sqlx::Row;
    let mut sides: Vec<Option<String>> = Vec::with_capacity(32);
    on!(conn, c => {
        let found = sqlx::query(BOTH).bind(row).bind(stored).fetch_one(c).await?;
        for column in 0..found.len() {
            sides.push(found.try_get(column)?);
        }
    });
    let pairs = COMPARED.iter().zip(sides.chunks(2));
    let mut pairs = pairs;
    let (field, old, new) = pairs
        .find_map(|(field, pair)| match pair {
            [new, old] if new != old => Some((*field, old.clone().unwrap_or_default(), new.clone().unwrap_or_default())),
            _ => None,
        })
        .unwrap_or(("record_no", String::new(), String::new()));
    Ok(Differs { row, stored, field, old, new })
}

/// The facts of a row as the sums take them.
pub(super) fn fact_of<'a>(row: &FactRow, lines: &'a FxHashMap<i64, Line>, reasons: &'a [i64]) -> Result<RatingFact<'a>, StoreError> {
    let civil = Instant(row.1).civil();
    let standing = i16::try_from(row.3).ok().and_then(Standing::from_number);
    Ok(RatingFact {
        line: lines.get(&row.0).ok_or_else(|| StoreError::inconsistent("rating", "place_id", row.0))?,
        day: civil.date(),
        hour: civil.hour(),
        grade: i16::try_from(row.2).unwrap_or(0),
        standing: standing.ok_or_else(|| StoreError::inconsistent("rating", "standing", row.3))?,
        item: row.4,
        body: row.5,
        module: row.6,
        channel: row.7,
        window: row.8,
        reasons,
    })
}

/// Adds (1) or takes away (-1) a row's part of the sums.
pub fn apply(deltas: &mut Deltas, row: &FactRow, lines: &FxHashMap<i64, Line>, sign: i32) -> Result<(), StoreError> {
    let reasons = crate::rollup::reason_ids(row.9.as_deref());
    deltas.rating(&fact_of(row, lines, &reasons)?, sign);
    Ok(())
}

/// Adds the dictionary entries of a file with the keys that were given out for them.
pub(super) async fn add_entries(conn: &mut Conn<'_>, new: &NewEntries) -> Result<(), StoreError> {
    for (id, name) in &new.sources {
        on!(conn, c => { sqlx::query(ADD_SOURCE).bind(id).bind(name).bind(false).execute(c).await?; });
    }
    for (id, code, name) in &new.items {
        on!(conn, c => { sqlx::query(ADD_ITEM).bind(id).bind(code).bind(name).execute(c).await?; });
    }
    for (id, name) in &new.reasons {
        on!(conn, c => { sqlx::query(ADD_REASON).bind(id).bind(name).execute(c).await?; });
    }
    for (id, place, point, no) in &new.windows {
        on!(conn, c => { sqlx::query(ADD_WINDOW).bind(id).bind(place).bind(point).bind(no).execute(c).await?; });
    }
    Ok(())
}

/// Merges what is staged. `deltas` are the sums of all staged rows; they are corrected for what is not taken and
/// written with the rows. Rows stored with other content are handed back, or replaced if that was chosen.
pub async fn merge_ratings(
    conn: &mut Conn<'_>,
    mut deltas: Deltas,
    new: &NewEntries,
    differing: Differing,
    import_no: i64,
) -> Result<(MergeCounts, Vec<Differs>), StoreError> {
    let lines = crate::rollup::lines(conn).await?;
    let mut counts = MergeCounts::default();
    let mut refused = Vec::new();
    let (last_id,): (i64,) = on!(conn, c => sqlx::query_as(LAST_ID).fetch_one(c).await?);
    if last_id > 0 {
        on!(conn, c => {
            let mut rows = sqlx::query_as::<_, FactRow>(IDENTICAL).fetch(c);
            while let Some(row) = rows.try_next().await? {
                apply(&mut deltas, &row, &lines, -1)?;
                counts.identical += 1;
            }
        });
        if counts.identical > 0 {
            on!(conn, c => { sqlx::query(DELETE_IDENTICAL).execute(c).await?; });
        }
        let differs: Vec<(i64, i64)> = on!(conn, c => sqlx::query_as(DIFFERING).fetch_all(c).await?);
        for (row, stored) in differs {
            let staged: FactRow = on!(conn, c => sqlx::query_as(FACT_OF_ROW).bind(row).fetch_one(c).await?);
            apply(&mut deltas, &staged, &lines, -1)?;
            match differing {
                Differing::Refuse => refused.push(difference(conn, row, stored).await?),
                Differing::Replace => {
                    replace(conn, &mut deltas, &lines, row, stored, staged, import_no).await?;
                    counts.replaced += 1;
                }
            }
            on!(conn, c => { sqlx::query(DROP_ROW).bind(row).execute(c).await?; });
        }
    }
    supersede(conn, &mut deltas, &lines, last_id > 0).await?;
    add_entries(conn, new).await?;
    let (staged,): (i64,) = on!(conn, c => sqlx::query_as(STAGED).fetch_one(c).await?);
    let rebuilt = load::drop_indexes(conn, last_id, staged).await?;
    counts.taken = on!(conn, c => sqlx::query(INSERT).bind(last_id).bind(import_no).execute(c).await?.rows_affected());
    on!(conn, c => { sqlx::query(INSERT_PERSONS).bind(last_id).execute(c).await?; });
    if rebuilt {
        load::create_indexes(conn).await?;
    }
    deltas.write(conn).await?;
    Ok((counts, refused))
}

/// Replaces one stored rating. A decision on it (excluded, appeal upheld) or its being superseded stays.
async fn replace(
    conn: &mut Conn<'_>,
    deltas: &mut Deltas,
    lines: &FxHashMap<i64, Line>,
    row: i64,
    stored: i64,
    mut staged: FactRow,
    import_no: i64,
) -> Result<(), StoreError> {
    let old: FactRow = on!(conn, c => sqlx::query_as(FACT_OF_RATING).bind(stored).fetch_one(c).await?);
    apply(deltas, &old, lines, -1)?;
    let (standing,): (i64,) = on!(conn, c => sqlx::query_as(STANDING_OF).bind(stored).fetch_one(c).await?);
    if standing >= i64::from(Standing::Superseded.number()) && staged.3 == i64::from(Standing::Counted.number()) {
        staged.3 = standing;
    }
    apply(deltas, &staged, lines, 1)?;
    on!(conn, c => { sqlx::query(REPLACE).bind(row).bind(stored).bind(staged.3).bind(import_no).execute(c).await?; });
    Ok(())
}

/// First ratings that a follow-up replaces in rates, on either side of the merge.
async fn supersede(conn: &mut Conn<'_>, deltas: &mut Deltas, lines: &FxHashMap<i64, Line>, stored: bool) -> Result<(), StoreError> {
    let mut texts = vec![STAGED_FIRST_STAGED_FOLLOW_UP];
    if stored {
        texts.push(STAGED_FIRST_STORED_FOLLOW_UP);
        let ids: Vec<(i64,)> = on!(conn, c => sqlx::query_as(STORED_FIRST_STAGED_FOLLOW_UP).fetch_all(c).await?);
        for (id,) in ids {
            let mut fact: FactRow = on!(conn, c => sqlx::query_as(FACT_OF_RATING).bind(id).fetch_one(c).await?);
            apply(deltas, &fact, lines, -1)?;
            fact.3 = i64::from(Standing::Superseded.number());
            apply(deltas, &fact, lines, 1)?;
            on!(conn, c => { sqlx::query(SUPERSEDE_STORED).bind(id).execute(c).await?; });
        }
    }
    for text in texts {
        let rows: Vec<(i64,)> = on!(conn, c => sqlx::query_as(text).fetch_all(c).await?);
        for (row,) in rows {
            let mut fact: FactRow = on!(conn, c => sqlx::query_as(FACT_OF_ROW).bind(row).fetch_one(c).await?);
            apply(deltas, &fact, lines, -1)?;
            fact.3 = i64::from(Standing::Superseded.number());
            apply(deltas, &fact, lines, 1)?;
            on!(conn, c => { sqlx::query(SUPERSEDE_STAGED).bind(row).execute(c).await?; });
        }
    }
    Ok(())
}
