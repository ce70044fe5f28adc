//! Which tables and columns there are, read from the database itself.

use super::error::ArchiveError;
use super::manifest::{Column, Kind};
use crate::db::Conn;
use crate::error::StoreError;
use std::collections::{BTreeMap, BTreeSet};

/// Tables that an archive does not hold, each with the reason.
pub const LEFT_OUT: [(&str, &str); 5] = [
    ("session", "whoever is signed in has signed in here; after restoring everybody signs in again"),
    ("request_done", "replies to requests of the last days, which nobody will repeat"),
    ("enrolment", "one-time codes that are on their way; after restoring people are invited again"),
    ("change_event", "what programs tell each other while they run"),
    ("turn", "which program of this installation does what now"),
];

/// Named values that are not taken along: they are of no use elsewhere, or secret.
pub(super) const LEFT_OUT_META: [&str; 1] = ["strangers"];

/// The order in which rows are read, so that archives of equal databases are equal.
pub(super) struct Shape {
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
    /// Columns that are flags in PostgreSQL, or UUIDs.
    pub(super) native: Vec<String>,
    /// Its primary key.
    pub(super) key: Vec<String>,
    /// The tables that it points to.
    needs: BTreeSet<String>,
}

/// The tables that an archive holds, each after those that it points to.
pub async fn tables(conn: &mut Conn<'_>) -> Result<Vec<String>, ArchiveError> {
    Ok(shapes(conn).await?.into_iter().map(|s| s.name).collect())
}

/// How many rows each table has.
pub async fn numbers(conn: &mut Conn<'_>) -> Result<Vec<(String, u64)>, ArchiveError> {
    let mut numbers = Vec::new();
    for shape in shapes(conn).await? {
        let rows = super::dump::count(conn, &shape).await?;
        numbers.push((shape.name, rows));
    }
    Ok(numbers)
}

/// The same with their columns.
pub(super) async fn shapes(conn: &mut Conn<'_>) -> Result<Vec<Shape>, ArchiveError> {
    let rows = columns(conn).await?;
    let mut shapes: BTreeMap<String, Shape> = BTreeMap::new();
    for ColumnRow { table, column, declared, key } in rows {
        if LEFT_OUT.iter().any(|(left, _)| *left == table) {
            continue;
        }
        let kind = kind_of(&table, &column, &declared)?;
        let shape = shapes.entry(table.clone()).or_insert_with(|| Shape {
            name: table,
            columns: Vec::new(),
            native: Vec::new(),
            key: Vec::new(),
            needs: BTreeSet::new(),
        });
        shape.columns.push(Column { name: column.clone(), kind });
        shape.native.push(declared.to_ascii_lowercase());
        if key > 0 {
            shape.key.push(format!("{key:03}{column}"));
        }
    }
    for (table, needed) in references(conn).await? {
        if let Some(shape) = shapes.get_mut(&table).filter(|s| s.name != needed) {
            shape.needs.insert(needed);
        }
    }
    for shape in shapes.values_mut() {
        shape.key.sort();
        for column in &mut shape.key {
            column.drain(..3);
        }
    }
    in_order(shapes)
}

/// Puts each table after those that it points to.
fn in_order(mut waiting: BTreeMap<String, Shape>) -> Result<Vec<Shape>, ArchiveError> {
    let mut done: Vec<Shape> = Vec::new();
    while !waiting.is_empty() {
        let names: BTreeSet<String> = waiting.keys().cloned().collect();
        let free: Vec<String> = waiting.values().filter(|s| s.needs.is_disjoint(&names)).map(|s| s.name.clone()).collect();
        if free.is_empty() {
            return Err(ArchiveError::Unfit("tables point to each other in a circle".to_owned()));
        }
        done.extend(free.iter().filter_map(|name| waiting.remove(name)));
    }
    Ok(done)
}

fn kind_of(table: &str, column: &str, declared: &str) -> Result<Kind, ArchiveError> {
    match declared.to_ascii_lowercase().as_str() {
        "integer" | "bigint" | "boolean" | "smallint" => Ok(Kind::Number),
        "text" => Ok(Kind::Text),
        "blob" | "bytea" | "uuid" => Ok(Kind::Bytes),
        other => Err(ArchiveError::Unfit(format!("{table}.{column} is {other}"))),
    }
}

#[derive(sqlx::FromRow)]
struct ColumnRow {
    table: String,
    column: String,
    declared: String,
    /// Its place in the primary key, from 1.
    key: i64,
}

const SQLITE_COLUMNS: &str = "SELECT t.name AS \"table\", c.name AS \"column\", c.type AS declared, CAST(c.pk AS BIGINT) AS key
    FROM sqlite_master t JOIN pragma_table_info(t.name) c
    WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND t.name NOT LIKE '\\_sqlx%' ESCAPE '\\'
    ORDER BY t.name, c.cid";

const POSTGRES_COLUMNS: &str = "SELECT c.table_name::text AS \"table\", c.column_name::text AS \"column\", c.data_type::text AS declared,
        COALESCE((SELECT array_position(x.indkey::int2[], a.attnum)::bigint + 1 FROM pg_index x
            JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attname = c.column_name
            WHERE x.indisprimary AND x.indrelid = (quote_ident(c.table_schema) || '.' || quote_ident(c.table_name))::regclass), 0) AS key
    FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.table_name NOT LIKE '\\_sqlx%'
    ORDER BY c.table_name, c.ordinal_position";

async fn columns(conn: &mut Conn<'_>) -> Result<Vec<ColumnRow>, StoreError> {
    Ok(match conn {
        Conn::Sqlite(c) => sqlx::query_as(SQLITE_COLUMNS).fetch_all(&mut **c).await?,
        Conn::Postgres(c) => sqlx::query_as(POSTGRES_COLUMNS).fetch_all(&mut **c).await?,
    })
}

const SQLITE_REFERENCES: &str =
    "SELECT t.name, f.\"table\" FROM sqlite_master t JOIN pragma_foreign_key_list(t.name) f WHERE t.type = 'table'";

const POSTGRES_REFERENCES: &str = "SELECT t.relname::text, r.relname::text FROM pg_constraint c
    JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class r ON r.oid = c.confrelid JOIN pg_namespace n ON n.oid = t.relnamespace
    WHERE c.contype = 'f' AND n.nspname = current_schema()";

async fn references(conn: &mut Conn<'_>) -> Result<Vec<(String, String)>, StoreError> {
    Ok(match conn {
        Conn::Sqlite(c) => sqlx::query_as(SQLITE_REFERENCES).fetch_all(&mut **c).await?,
        Conn::Postgres(c) => sqlx::query_as(POSTGRES_REFERENCES).fetch_all(&mut **c).await?,
    })
}
