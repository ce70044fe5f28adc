//! Some rows of some tables, for a packet: taken from either database, put into SQLite beside what is there.

use super::dump::{postgres_line, sqlite_line};
use super::error::ArchiveError;
use super::manifest::Kind;
use super::schema::{Shape, shapes};
use crate::db::Conn;
use crate::error::StoreError;
use crate::keys::unhex;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::Arguments;
use sqlx::AssertSqlSafe;
use sqlx::sqlite::SqliteArguments;

/// Rows of a table; their cells are in the order of the columns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rows {
    /// The table.
    pub table: String,
    /// Its columns.
    pub columns: Vec<String>,
    /// Its rows: numbers, texts, null; bytes are hexadecimal.
    pub rows: Vec<Vec<Value>>,
}

impl Rows {
    /// Says something else in a column of every row.
    pub fn say(&mut self, column: &str, value: &Value) {
        let Some(at) = self.columns.iter().position(|one| one == column) else { return };
        for row in &mut self.rows {
            if let Some(cell) = row.get_mut(at) {
                cell.clone_from(value);
            }
        }
    }

    /// The numbers of a column.
    pub fn numbers(&self, column: &str) -> Vec<i64> {
        let at = self.columns.iter().position(|one| one == column);
        self.rows.iter().filter_map(|row| row.get(at?)?.as_i64()).collect()
    }

    /// Only the rows whose number in a column is kept.
    pub fn keep(&mut self, column: &str, kept: impl Fn(i64) -> bool) {
        let Some(at) = self.columns.iter().position(|one| one == column) else { return };
        self.rows.retain(|row| row.get(at).and_then(Value::as_i64).is_some_and(&kept));
    }
}

/// The tables of the database, so that each is asked for once.
pub(crate) struct Shapes(Vec<Shape>);

/// Which tables there are.
pub(crate) async fn shapes_of(conn: &mut Conn<'_>) -> Result<Shapes, StoreError> {
    Ok(Shapes(shapes(conn).await.map_err(told)?))
}

fn told(error: ArchiveError) -> StoreError {
    match error {
        ArchiveError::Store(error) => error,
        other => StoreError::Unavailable(other.to_string()),
    }
}

impl Shapes {
    fn of(&self, table: &str) -> Result<&Shape, StoreError> {
        let found = self.0.iter().find(|shape| shape.name == table);
        found.ok_or_else(|| StoreError::Unavailable(format!("there is no table {table}")))
    }

    /// The rows of a table for which `which` holds, a constant text in which `$1` is bound.
    pub(crate) async fn rows(&self, conn: &mut Conn<'_>, table: &str, which: &'static str, bound: &str) -> Result<Rows, StoreError> {
        let shape = self.of(table)?;
        let line = match conn {
            Conn::Sqlite(_) => sqlite_line(shape),
            Conn::Postgres(_) => postgres_line(shape),
        };
        let text = format!("SELECT {line} FROM {table} WHERE {which} ORDER BY {}", shape.key.join(", "));
        let lines: Vec<String> = crate::on!(conn, c => sqlx::query_scalar(AssertSqlSafe(text)).bind(bound).fetch_all(c).await?);
        let unfit = || StoreError::inconsistent("packet", "rows", table);
        let rows = lines.iter().map(|line| serde_json::from_str(line)).collect::<Result<_, _>>().map_err(|_| unfit())?;
        Ok(Rows { table: table.to_owned(), columns: shape.columns.iter().map(|column| column.name.clone()).collect(), rows })
    }

    /// Puts rows there; one whose key is there says from now on what they say. Columns that this program does not know mean a newer one.
    pub(crate) async fn put(&self, conn: &mut Conn<'_>, rows: &Rows) -> Result<(), StoreError> {
        let Conn::Sqlite(c) = conn else { return Err(StoreError::Unavailable("packets are taken into SQLite".to_owned())) };
        let shape = self.of(&rows.table)?;
        let mut kinds = Vec::with_capacity(rows.columns.len());
        for name in &rows.columns {
            let column = shape.columns.iter().find(|column| column.name == *name);
            kinds.push(column.ok_or_else(|| StoreError::Unavailable(format!("{}.{name} is not known", rows.table)))?.kind);
        }
        let others: Vec<String> =
            rows.columns.iter().filter(|name| !shape.key.contains(name)).map(|name| format!("{name} = excluded.{name}")).collect();
        let then = if others.is_empty() { "NOTHING".to_owned() } else { format!("UPDATE SET {}", others.join(", ")) };
        let text = format!(
            "INSERT INTO {} ({}) VALUES ({}) ON CONFLICT ({}) DO {then}",
            rows.table,
            rows.columns.join(", "),
            vec!["?"; rows.columns.len()].join(","),
            shape.key.join(", ")
        );
        let wrong = || StoreError::inconsistent("packet", "rows", &rows.table);
        for row in &rows.rows {
            if row.len() != kinds.len() {
                return Err(wrong());
            }
            let mut values = SqliteArguments::default();
            for (cell, kind) in row.iter().zip(&kinds) {
                let added = match (cell, kind) {
                    (Value::Null, _) => values.add(None::<i64>),
                    (Value::Number(n), _) => values.add(n.as_i64().ok_or_else(wrong)?),
                    (Value::String(hex), Kind::Bytes) => values.add(unhex(hex).ok_or_else(wrong)?),
                    (Value::String(text), _) => values.add(text.clone()),
                    _ => return Err(wrong()),
                };
                added.map_err(|_| wrong())?;
            }
            sqlx::query_with(AssertSqlSafe(text.clone()), values).execute(&mut **c).await?;
        }
        Ok(())
    }
}
