//! Many small rows of numbers as one text: `7,0,1,2;8,0,3,4`.
//!
//! Every row that a query of SQLite hands out crosses from its thread to ours, and is built and taken apart again on the way;
//! for the few hundred sums of a tile that is most of the time. `string_agg` and `format` are the same in both databases.
//! What is too much for one text comes in many, see [`crate::lined`]. Rows with texts in them are packed as JSON: [`rows!`].

use crate::error::StoreError;
use serde::de::{Deserialize, DeserializeOwned, Deserializer};

/// Packs a query whose columns are called a and b.
macro_rules! of_2 {
    ($inner:expr) => {
        concat!("SELECT string_agg(format('%s,%s', a, b), ';') FROM (", $inner, ") q")
    };
}
pub(crate) use of_2;

/// Packs a query whose columns are called a to d.
macro_rules! of_4 {
    ($inner:expr) => {
        concat!("SELECT string_agg(format('%s,%s,%s,%s', a, b, c, d), ';') FROM (", $inner, ") q")
    };
}
pub(crate) use of_4;

/// Packs a query whose columns are called a to e.
macro_rules! of_5 {
    ($inner:expr) => {
        concat!("SELECT string_agg(format('%s,%s,%s,%s,%s', a, b, c, d, e), ';') FROM (", $inner, ") q")
    };
}
pub(crate) use of_5;

/// Packs a query whose columns are called a to g.
macro_rules! of_7 {
    ($inner:expr) => {
        concat!("SELECT string_agg(format('%s,%s,%s,%s,%s,%s,%s', a, b, c, d, e, f, g), ';') FROM (", $inner, ") q")
    };
}
pub(crate) use of_7;

/// A day or a month as a number that reads as it does: 20261101, 202611.
macro_rules! day {
    ($column:literal) => {
        concat!("CAST(replace(", $column, ", '-', '') AS BIGINT)")
    };
}
pub(crate) use day;

/// The day of such a number; none for another number.
pub(crate) fn day_of(n: i64) -> Option<jiff::civil::Date> {
    let part = |n: i64| i8::try_from(n).ok();
    jiff::civil::Date::new(i16::try_from(n / 10_000).ok()?, part(n / 100 % 100)?, part(n % 100)?).ok()
}

/// The rows of a packed text; none for no text. An empty cell is 0.
pub(crate) fn unpack<const N: usize>(text: Option<&str>) -> Result<Vec<[i64; N]>, StoreError> {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(Vec::new()) };
    let mut rows = Vec::with_capacity(text.len() / (2 * N) + 1);
    for line in text.split(';') {
        rows.push(numbers(&mut line.split(','), line)?);
    }
    Ok(rows)
}

/// The next numbers of a line. An empty cell is 0.
pub(crate) fn numbers<'l, const N: usize>(cells: &mut impl Iterator<Item = &'l str>, line: &str) -> Result<[i64; N], StoreError> {
    let wrong = || StoreError::inconsistent("packed", "row", line);
    let mut read = [0; N];
    for n in &mut read {
        let text = cells.next().ok_or_else(wrong)?;
        *n = if text.is_empty() { 0 } else { text.parse().map_err(|_| wrong())? };
    }
    Ok(read)
}

/// The rows of a query with texts in them, in no order that may be relied on: `packed::rows!(conn, COLUMNS, TEXT, text => query of
/// text)`. SQLite hands them over as one array of arrays, whose columns stand as the fields of the row do; PostgreSQL's cost
/// little by themselves.
macro_rules! rows {
    ($conn:expr, $columns:expr, $text:expr, $packed:ident => $query:expr) => {
        match &mut *$conn {
            $crate::Conn::Sqlite(c) => {
                let $packed = sqlx::AssertSqlSafe($crate::packed::as_one($columns, $text));
                let (rows,): (String,) = $query.fetch_one(&mut **c).await?;
                $crate::packed::unpack_rows(&rows)?
            }
            $crate::Conn::Postgres(c) => {
                let $packed = sqlx::AssertSqlSafe($text);
                $query.fetch_all(&mut **c).await?
            }
        }
    };
}
pub(crate) use rows;

/// SQLite's rows of a query as one array of arrays.
pub(crate) fn as_one(columns: &str, query: &str) -> String {
    format!("SELECT json_group_array(json_array({columns})) FROM ({query})")
}

/// The rows of such an array.
pub(crate) fn unpack_rows<T: DeserializeOwned>(text: &str) -> Result<Vec<T>, StoreError> {
    serde_json::from_str(text).map_err(|e| StoreError::inconsistent("packed", "rows", e))
}

/// Yes and no as SQLite has them.
pub(crate) fn flag<'de, D: Deserializer<'de>>(value: D) -> Result<bool, D::Error> {
    Ok(i64::deserialize(value)? != 0)
}

/// The same where there may be neither.
pub(crate) fn maybe_flag<'de, D: Deserializer<'de>>(value: D) -> Result<Option<bool>, D::Error> {
    Ok(Option::<i64>::deserialize(value)?.map(|n| n != 0))
}

#[cfg(test)]
mod tests {
    use super::{day_of, unpack};

    #[test]
    fn rows_of_numbers() {
        assert_eq!(unpack::<3>(Some("1,-2,3;4,,6")).unwrap(), [[1, -2, 3], [4, 0, 6]]);
        assert_eq!(unpack::<2>(None).unwrap(), [[0; 2]; 0]);
        assert_eq!((day_of(20_261_101), day_of(20_261_131)), (Some(jiff::civil::date(2026, 11, 1)), None));
        assert!(unpack::<2>(Some("1")).is_err() && unpack::<2>(Some("1,x")).is_err());
    }
}
