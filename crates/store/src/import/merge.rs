//! Merging staged ratings into the database, inside of one transaction.

use super::differing::{Refused, difference, elsewhere};
use super::load;
use super::reach::Reach;
use super::rows::NewEntries;
use super::standings::{settle_replaced, supersede};
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

pub(super) const FACT_OF_RATING: &str = "SELECT place_id, at, grade, standing, COALESCE(item_id, 0), COALESCE(body_id, 0),
    COALESCE(module_id, 0), channel, COALESCE(window_id, 0), reasons FROM rating WHERE id = $1";

/// What of the staged rows is stored already, found in one pass: `stage_match` (see [`load::match_stored`]).
const IDENTICAL: &str = "SELECT s.place_id, s.at, s.grade, s.standing, COALESCE(s.item_id, 0), COALESCE(s.body_id, 0),
    COALESCE(s.module_id, 0), s.channel, COALESCE(s.window_id, 0), s.reasons
    FROM stage_match m JOIN stage_rating s ON s.row_no = m.row_no WHERE m.same_half AND m.same_content";

const DELETE_IDENTICAL: &str =
    "DELETE FROM stage_rating WHERE row_no IN (SELECT m.row_no FROM stage_match m WHERE m.same_half AND m.same_content)";

const DIFFERING: &str = "SELECT m.row_no, m.id FROM stage_match m WHERE m.same_half AND NOT m.same_content ORDER BY m.row_no";

const REPLACE: &str = "UPDATE rating SET content_hash = s.content_hash, case_no = s.case_no, place_id = s.place_id, point_id = s.point_id,
    window_id = s.window_id, staff_no = s.staff_no, item_id = s.item_id, body_id = s.body_id, module_id = s.module_id,
    channel = s.channel, grade = s.grade, object = s.object, person_type = s.person_type, reasons = s.reasons, comment = s.comment,
    at = s.at, standing = $3, import_no = $4, version = rating.version + 1
    FROM stage_rating s WHERE s.row_no = $1 AND rating.id = $2";

const DROP_ROW: &str = "DELETE FROM stage_rating WHERE row_no = $1";

/// The same content, but a rater whom the file names otherwise.
const OTHER_RATER: &str = "SELECT m.row_no, m.id
    FROM stage_match m JOIN stage_person p ON p.row_no = m.row_no LEFT JOIN rating_person q ON q.rating_id = m.id
    WHERE m.same_half AND m.same_content AND q.erased_at IS NULL
        AND ((p.name IS NOT NULL AND p.name IS DISTINCT FROM q.name) OR (p.phone IS NOT NULL AND p.phone IS DISTINCT FROM q.phone))
    ORDER BY m.row_no";
/// The other rating of the same record, wherever it is.
const OTHER_HALF: &str = "SELECT m.row_no, r.place_id, r.body_id
    FROM stage_match m JOIN stage_rating s ON s.row_no = m.row_no JOIN rating r ON r.id = m.id WHERE NOT m.same_half ORDER BY m.row_no";

/// What a file says of the rater; what it leaves out stays, and what was erased is not brought back.
const REPLACE_PERSON: &str = "INSERT INTO rating_person (rating_id, name, phone)
    SELECT CAST($2 AS BIGINT), p.name, p.phone FROM stage_person p WHERE p.row_no = $1
    ON CONFLICT (rating_id) DO UPDATE SET name = COALESCE(excluded.name, rating_person.name), phone = COALESCE(excluded.phone, rating_person.phone)
    WHERE rating_person.erased_at IS NULL";

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
pub fn apply(deltas: &mut Deltas, row: &FactRow, lines: &FxHashMap<i64, Line>, sign: i8) -> Result<(), StoreError> {
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
/// written with the rows. Rows stored with other content are handed back, or replaced if that was chosen; rows whose
/// record is stored outside of `reach` are handed back whatever was chosen.
pub async fn merge_ratings(
    conn: &mut Conn<'_>,
    mut deltas: Deltas,
    new: &NewEntries,
    differing: Differing,
    reach: &Reach,
    import_no: i64,
) -> Result<(MergeCounts, Vec<Refused>), StoreError> {
    let lines = crate::rollup::lines(conn).await?;
    let mut counts = MergeCounts::default();
    let mut refused = Vec::new();
    let (last_id,): (i64,) = on!(conn, c => sqlx::query_as(LAST_ID).fetch_one(c).await?);
    if last_id > 0 {
        load::match_stored(conn).await?;
        let mut known: Vec<(i64, i64)> = on!(conn, c => sqlx::query_as(DIFFERING).fetch_all(c).await?);
        known.extend::<Vec<(i64, i64)>>(on!(conn, c => sqlx::query_as(OTHER_RATER).fetch_all(c).await?));
        known.sort_unstable();
        let mut replaced = Vec::new();
        for (row, stored) in known {
            let staged: FactRow = on!(conn, c => sqlx::query_as(FACT_OF_ROW).bind(row).fetch_one(c).await?);
            let old: FactRow = on!(conn, c => sqlx::query_as(FACT_OF_RATING).bind(stored).fetch_one(c).await?);
            apply(&mut deltas, &staged, &lines, -1)?;
            if !reach.covers(old.0, Some(old.5).filter(|b| *b != 0)) {
                refused.push(elsewhere(conn, row).await?);
            } else if differing == Differing::Refuse {
                refused.push(Refused::Differs(difference(conn, row, stored).await?));
            } else {
                replace(conn, &mut deltas, &lines, (row, staged), (stored, old), import_no).await?;
                replaced.push(stored);
            }
            on!(conn, c => { sqlx::query(DROP_ROW).bind(row).execute(c).await?; });
        }
        counts.replaced = u64::try_from(replaced.len()).unwrap_or(u64::MAX);
        settle_replaced(conn, &mut deltas, &lines, &replaced).await?;
        counts.identical = drop_identical(conn, &mut deltas, &lines).await?;
        if !reach.is_everything() {
            let halves: Vec<(i64, i64, Option<i64>)> = on!(conn, c => sqlx::query_as(OTHER_HALF).fetch_all(c).await?);
            for (row, ..) in halves.into_iter().filter(|(_, place, body)| !reach.covers(*place, *body)) {
                let staged: FactRow = on!(conn, c => sqlx::query_as(FACT_OF_ROW).bind(row).fetch_one(c).await?);
                apply(&mut deltas, &staged, &lines, -1)?;
                refused.push(elsewhere(conn, row).await?);
                on!(conn, c => { sqlx::query(DROP_ROW).bind(row).execute(c).await?; });
            }
        }
    }
    supersede(conn, &mut deltas, &lines, last_id > 0).await?;
    add_entries(conn, new).await?;
    let (staged,): (i64,) = on!(conn, c => sqlx::query_as(STAGED).fetch_one(c).await?);
    let rebuilt = load::drop_indexes(conn, last_id, staged).await?;
    counts.taken = on!(conn, c => sqlx::query(INSERT).bind(last_id).bind(import_no).execute(c).await?.rows_affected());
    on!(conn, c => { sqlx::query(INSERT_PERSONS).bind(last_id).execute(c).await?; });
    // The sums first: what sorts the indexes finds their memory free.
    deltas.write(conn, &lines).await?;
    if rebuilt {
        load::create_indexes(conn).await?;
    }
    Ok((counts, refused))
}

/// Takes out what is stored already, as it stands in the file.
async fn drop_identical(conn: &mut Conn<'_>, deltas: &mut Deltas, lines: &FxHashMap<i64, Line>) -> Result<u64, StoreError> {
    let mut identical = 0;
    on!(conn, c => {
        let mut rows = sqlx::query_as::<_, FactRow>(IDENTICAL).fetch(c);
        while let Some(row) = rows.try_next().await? {
            apply(deltas, &row, lines, -1)?;
            identical += 1;
        }
    });
    if identical > 0 {
        on!(conn, c => { sqlx::query(DELETE_IDENTICAL).execute(c).await?; });
    }
    Ok(identical)
}

/// Replaces one stored rating by a staged row. A decision on it (excluded, appeal upheld) stays; whether a follow-up
/// supersedes it is settled when all rows are replaced.
async fn replace(
    conn: &mut Conn<'_>,
    deltas: &mut Deltas,
    lines: &FxHashMap<i64, Line>,
    (row, mut staged): (i64, FactRow),
    (stored, old): (i64, FactRow),
    import_no: i64,
) -> Result<(), StoreError> {
    apply(deltas, &old, lines, -1)?;
    if old.3 > i64::from(Standing::Superseded.number()) {
        staged.3 = old.3;
    }
    apply(deltas, &staged, lines, 1)?;
    on!(conn, c => { sqlx::query(REPLACE).bind(row).bind(stored).bind(staged.3).bind(import_no).execute(c).await?; });
    on!(conn, c => { sqlx::query(REPLACE_PERSON).bind(row).bind(stored).execute(c).await?; });
    Ok(())
}
