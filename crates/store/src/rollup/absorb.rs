//! A merged unit is the sum of its predecessors: what was stored for a predecessor is added to the sums that hold a place
//! with everything below, or taken away again when the merge is revoked.

use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};

macro_rules! grades {
    ($table:literal, $keys:literal, $sign:literal) => {
        concat!(
            "INSERT INTO ",
            $table,
            " (place_id, ",
            $keys,
            ", n1, n2, n3, n4, n5) SELECT CAST($1 AS BIGINT), ",
            $keys,
            ", ",
            $sign,
            "n1, ",
            $sign,
            "n2, ",
            $sign,
            "n3, ",
            $sign,
            "n4, ",
            $sign,
            "n5 FROM ",
            $table,
            " WHERE place_id = $2 ON CONFLICT (place_id, ",
            $keys,
            ") DO UPDATE SET n1 = ",
            $table,
            ".n1 + excluded.n1, n2 = ",
            $table,
            ".n2 + excluded.n2, n3 = ",
            $table,
            ".n3 + excluded.n3, n4 = ",
            $table,
            ".n4 + excluded.n4, n5 = ",
            $table,
            ".n5 + excluded.n5"
        )
    };
}
macro_rules! numbers {
    ($table:literal, $keys:literal, $sign:literal) => {
        concat!(
            "INSERT INTO ",
            $table,
            " (place_id, ",
            $keys,
            ", n) SELECT CAST($1 AS BIGINT), ",
            $keys,
            ", ",
            $sign,
            "n FROM ",
            $table,
            " WHERE place_id = $2 ON CONFLICT (place_id, ",
            $keys,
            ") DO UPDATE SET n = ",
            $table,
            ".n + excluded.n"
        )
    };
}

sql! {
    ADD_FACET_MONTH = grades!("rating_facet_month", "facet, month, facet_key, standing", "");
    ADD_FACET_DAY = grades!("rating_facet_day", "facet, day, facet_key, standing", "");
    ADD_HOUR = grades!("rating_place_hour", "month, weekday, hour, standing", "");
    ADD_CASE_MONTH = numbers!("case_facet_month", "facet, month, facet_key", "");
    ADD_CASE_DAY = numbers!("case_facet_day", "facet, day, facet_key", "");
    TAKE_FACET_MONTH = grades!("rating_facet_month", "facet, month, facet_key, standing", "-");
    TAKE_FACET_DAY = grades!("rating_facet_day", "facet, day, facet_key, standing", "-");
    TAKE_HOUR = grades!("rating_place_hour", "month, weekday, hour, standing", "-");
    TAKE_CASE_MONTH = numbers!("case_facet_month", "facet, month, facet_key", "-");
    TAKE_CASE_DAY = numbers!("case_facet_day", "facet, day, facet_key", "-");
}

/// Adds a predecessor's sums to its successor's. Sums by day are kept for `upper` places (towns) alone.
pub async fn absorb(conn: &mut Conn<'_>, successor: i64, predecessor: i64, upper: bool) -> Result<(), StoreError> {
    run(conn, successor, predecessor, &[ADD_FACET_MONTH, ADD_HOUR, ADD_CASE_MONTH]).await?;
    if upper { run(conn, successor, predecessor, &[ADD_FACET_DAY, ADD_CASE_DAY]).await } else { Ok(()) }
}

/// Takes a predecessor's sums away from its successor's again.
pub async fn release(conn: &mut Conn<'_>, successor: i64, predecessor: i64, upper: bool) -> Result<(), StoreError> {
    run(conn, successor, predecessor, &[TAKE_FACET_MONTH, TAKE_HOUR, TAKE_CASE_MONTH]).await?;
    if upper { run(conn, successor, predecessor, &[TAKE_FACET_DAY, TAKE_CASE_DAY]).await } else { Ok(()) }
}

async fn run(conn: &mut Conn<'_>, successor: i64, predecessor: i64, texts: &[&'static str]) -> Result<(), StoreError> {
    for text in texts {
        on!(conn, c => { sqlx::query(*text).bind(successor).bind(predecessor).execute(c).await?; });
    }
    Ok(())
}
