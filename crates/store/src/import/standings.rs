//! Ratings that the other rating of their record supersedes, on either side of a merge: a first one that was followed
//! up, and one that the system put in by default (channel 7) beside one that a person gave. See
//! `domain::rating::standing_of`.

use super::merge::{FACT_OF_RATING, FACT_OF_ROW, FactRow, apply};
use crate::db::Conn;
use crate::error::StoreError;
use crate::on;
use crate::rollup::{Deltas, Line};
use domain::rating::{AssessNo, Channel, Standing, standing_of};
use rustc_hash::FxHashMap;

/// Both ratings of records whose first is kept in one table and whose follow-up in another.
macro_rules! halves {
    ($first:literal, $follow_up:literal) => {
        concat!(
            " FROM ",
            $follow_up,
            " f2 JOIN ",
            $first,
            " f1 ON f1.source_id = f2.source_id AND f1.record_no = f2.record_no AND f1.assess_no = 1 WHERE f2.assess_no = 2"
        )
    };
}

macro_rules! firsts {
    ($key:literal, $first:literal, $follow_up:literal) => {
        concat!("SELECT f1.", $key, halves!($first, $follow_up), " AND f2.channel <> 7 AND f1.standing <= 1")
    };
}

macro_rules! defaults {
    ($key:literal, $first:literal, $follow_up:literal) => {
        concat!("SELECT f2.", $key, halves!($first, $follow_up), " AND f2.channel = 7 AND f2.standing = 1 AND f1.channel <> 7")
    };
}

const STAGED_IN_FILE: [&str; 2] = [firsts!("row_no", "stage_rating", "stage_rating"), defaults!("row_no", "stage_rating", "stage_rating")];
const STAGED_BY_STORED: [&str; 2] = [firsts!("row_no", "stage_rating", "rating"), defaults!("row_no", "rating", "stage_rating")];
const STORED_BY_STAGED: [&str; 2] = [firsts!("id", "rating", "stage_rating"), defaults!("id", "stage_rating", "rating")];

const RECORD: &str = "SELECT o.id, o.assess_no, o.channel, o.standing FROM rating r
    JOIN rating o ON o.source_id = r.source_id AND o.record_no = r.record_no WHERE r.id = $1";
const SUPERSEDE_STAGED: &str = "UPDATE stage_rating SET standing = 2 WHERE row_no = $1";
const SET_STORED: &str = "UPDATE rating SET standing = $2, version = version + 1 WHERE id = $1";

async fn set_stored(
    conn: &mut Conn<'_>,
    deltas: &mut Deltas,
    lines: &FxHashMap<i64, Line>,
    id: i64,
    standing: Standing,
) -> Result<(), StoreError> {
    let mut fact: FactRow = on!(conn, c => sqlx::query_as(FACT_OF_RATING).bind(id).fetch_one(c).await?);
    apply(deltas, &fact, lines, -1)?;
    fact.3 = i64::from(standing.number());
    apply(deltas, &fact, lines, 1)?;
    on!(conn, c => { sqlx::query(SET_STORED).bind(id).bind(fact.3).execute(c).await?; });
    Ok(())
}

fn numbered<T>(n: i64, column: &'static str, id: i64, from: impl Fn(i16) -> Option<T>) -> Result<T, StoreError> {
    i16::try_from(n).ok().and_then(from).ok_or_else(|| StoreError::inconsistent("rating", column, id))
}

/// How both ratings of replaced records stand now; a decision on one stays.
pub(super) async fn settle_replaced(
    conn: &mut Conn<'_>,
    deltas: &mut Deltas,
    lines: &FxHashMap<i64, Line>,
    replaced: &[i64],
) -> Result<(), StoreError> {
    for id in replaced {
        let halves: Vec<(i64, i64, i64, i64)> = on!(conn, c => sqlx::query_as(RECORD).bind(id).fetch_all(c).await?);
        let default = i64::from(Channel::SystemDefault.number());
        for (id, assess_no, channel, standing) in &halves {
            let other_given = halves.iter().any(|(other, _, channel, _)| other != id && *channel != default);
            let assess_no = numbered(*assess_no, "assess_no", *id, AssessNo::from_number)?;
            let wanted = standing_of(numbered(*channel, "channel", *id, Channel::from_number)?, assess_no, other_given);
            let is_decided = *standing > i64::from(Standing::Superseded.number());
            if !is_decided && *standing != i64::from(wanted.number()) {
                set_stored(conn, deltas, lines, *id, wanted).await?;
            }
        }
    }
    Ok(())
}

/// Marks what is superseded among the staged rows, and (if anything is stored) between them and the stored ones.
pub(super) async fn supersede(
    conn: &mut Conn<'_>,
    deltas: &mut Deltas,
    lines: &FxHashMap<i64, Line>,
    any_stored: bool,
) -> Result<(), StoreError> {
    let mut staged = STAGED_IN_FILE.to_vec();
    if any_stored {
        staged.extend(STAGED_BY_STORED);
        for text in STORED_BY_STAGED {
            let ids: Vec<(i64,)> = on!(conn, c => sqlx::query_as(text).fetch_all(c).await?);
            for (id,) in ids {
                set_stored(conn, deltas, lines, id, Standing::Superseded).await?;
            }
        }
    }
    for text in staged {
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
