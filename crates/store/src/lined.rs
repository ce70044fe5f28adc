//! Rows of large tables as lines of text, for whoever adds up all of them: `RATINGS.each(conn, |line| …)`.
//!
//! Each value that SQLite hands over costs more than what is done with it, and so does each row; here many rows come as one value.

use crate::db::Conn;
use crate::error::StoreError;
use futures_util::TryStreamExt;
use sqlx::AssertSqlSafe;

/// How many rows of SQLite's come at once.
const STEP: i64 = 2_000;

/// Some columns of a table.
pub(crate) struct Lined {
    pub(crate) table: &'static str,
    /// Columns in SQL, none of them NULL; in the line they are parted by `|`.
    pub(crate) columns: &'static str,
    pub(crate) by: By,
}

/// How rows of SQLite's are taken together.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// So many at a time, by a column `id`.
    Id,
    /// A place at a time: the primary key begins with `place_id`.
    Place,
}

impl Lined {
    /// Calls `each` with every row's line, in no order that may be relied on.
    pub(crate) async fn each(&self, conn: &mut Conn<'_>, mut each: impl FnMut(&str) -> Result<(), StoreError>) -> Result<(), StoreError> {
        let Self { table, columns, by } = self;
        match (conn, by) {
            (Conn::Sqlite(c), By::Id) => {
                let text = format!(
                    "SELECT COUNT(*), MAX(id), group_concat(line, char(10)) FROM
                        (SELECT id, concat_ws('|', {columns}) AS line FROM {table} WHERE id > ? ORDER BY id LIMIT {STEP})"
                );
                let mut behind = i64::MIN;
                loop {
                    let query = sqlx::query_as::<_, (i64, Option<i64>, Option<String>)>(AssertSqlSafe(text.clone())).bind(behind);
                    let (rows, last, lines) = query.fetch_one(&mut **c).await?;
                    lines.unwrap_or_default().lines().try_for_each(&mut each)?;
                    match last {
                        Some(last) if rows == STEP => behind = last,
                        _ => return Ok(()),
                    }
                }
            }
            (Conn::Sqlite(c), By::Place) => {
                let text = format!("SELECT group_concat(concat_ws('|', {columns}), char(10)) FROM {table} GROUP BY place_id");
                let mut rows = sqlx::query_scalar::<_, String>(AssertSqlSafe(text)).fetch(&mut **c);
                while let Some(lines) = rows.try_next().await? {
                    lines.lines().try_for_each(&mut each)?;
                }
                Ok(())
            }
            (Conn::Postgres(c), _) => {
                let text = format!("SELECT concat_ws('|', {columns}) FROM {table}");
                let mut rows = sqlx::query_scalar::<_, String>(AssertSqlSafe(text)).fetch(&mut **c);
                while let Some(line) = rows.try_next().await? {
                    each(&line)?;
                }
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sqlx::{Connection, SqliteConnection};

    /// Exactly two steps of rows, and one more: neither the last row nor one at the seam is lost or comes twice.
    #[tokio::test]
    async fn every_row_comes_once() {
        for rows in [0, 1, STEP - 1, STEP, STEP + 1, 2 * STEP, 2 * STEP + 1] {
            let mut c = SqliteConnection::connect("sqlite::memory:").await.unwrap();
            let fill = format!(
                "CREATE TABLE t (id INTEGER PRIMARY KEY, place_id INTEGER NOT NULL);
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows})
                INSERT INTO t SELECT i * 3, i % 7 FROM n WHERE i <= {rows};"
            );
            sqlx::raw_sql(AssertSqlSafe(fill)).execute(&mut c).await.unwrap();
            for by in [By::Id, By::Place] {
                let mut found = Vec::new();
                let each = |line: &str| {
                    found.push(line.to_owned());
                    Ok(())
                };
                Lined { table: "t", columns: "id, place_id", by }.each(&mut Conn::Sqlite(&mut c), each).await.unwrap();
                found.sort_unstable();
                let mut all: Vec<String> = (1..=rows).map(|i| format!("{}|{}", i * 3, i % 7)).collect();
                all.sort_unstable();
                assert_eq!(found, all, "{rows} rows");
            }
        }
    }
}
