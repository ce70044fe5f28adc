//! Rows into an empty database. The archive is read, checked and parsed by a thread of its own, part by part, ahead of the
//! database; indexes are built when all rows are there.

use super::error::ArchiveError;
use super::manifest::{Column, Kind, Manifest, Table};
use super::read::{Archive, Cell, each_row};
use super::schema::{self, Shape};
use super::write::Progress;
use crate::blobs::Blobs;
use crate::db::{Location, Store};
use crate::error::StoreError;
use crate::keys::unhex;
use sqlx::sqlite::{SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqliteLockingMode, SqliteSynchronous};
use sqlx::{Arguments, AssertSqlSafe, Connection, PgConnection, SqliteConnection};
use std::fmt::Write as _;
use std::io::{Read, Seek};
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use tokio::sync::mpsc;

/// Bound values of a statement, far below SQLite's limit.
const VALUES: usize = 6_000;
/// Batches that may wait for the database.
const WAITING: usize = 4;

/// What was loaded.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// What the archive says of itself.
    pub manifest: Manifest,
    /// Rows.
    pub rows: u64,
}

/// Some rows on their way.
enum Batch {
    Sqlite { table: usize, rows: usize, values: SqliteArguments },
    Postgres { table: usize, rows: usize, text: String },
}

/// Which database is filled.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Engine {
    Sqlite,
    Postgres,
}

/// A table that is filled.
#[derive(Clone)]
struct Target {
    table: Table,
    /// Which columns are `bytea`: their text form begins with `\x`, a UUID's does not.
    bytea: Vec<bool>,
}

/// Makes a database of an archive in an empty place, at the schema that the archive was taken with; every part's hash and
/// every table's number of rows has been checked when it comes back. [`Store::open`] then brings it to the newest schema.
pub async fn restore<R>(archive: Archive<R>, into: &Location, progress: Arc<Progress>) -> Result<Loaded, ArchiveError>
where
    R: Read + Seek + Send + 'static,
{
    let manifest = archive.manifest().clone();
    let store = Store::open_scratch(into.clone(), manifest.schema).await?;
    let shapes = {
        let mut reader = store.read().await?;
        schema::shapes(&mut reader.conn()).await
    };
    store.close().await;
    let shapes = shapes?;
    let order = fitting(&manifest, &shapes)?;
    progress.total.fetch_add(manifest.rows() + manifest.blobs.len() as u64, Ordering::Relaxed);
    let engine = if matches!(into, Location::Folder(_)) { Engine::Sqlite } else { Engine::Postgres };
    let (send, receive) = mpsc::channel(WAITING);
    let parsing = {
        let (tables, progress, blobs) = (order.clone(), Arc::clone(&progress), into.blobs());
        tokio::task::spawn_blocking(move || parse(archive, &tables, engine, &blobs, &send, &progress))
    };
    let filled = match into {
        Location::Folder(folder) => fill_sqlite(&Location::sqlite_file(folder), &order, receive, &progress).await,
        Location::Postgres { url, .. } => fill_postgres(url, &order, receive, &progress).await,
    };
    let parsed = parsing.await.map_err(|_| std::io::Error::other("the archive's thread panicked"))?;
    // What stopped the reading is why the filling came to an end too early.
    parsed?;
    let rows = filled?;
    if rows != manifest.rows() {
        return Err(ArchiveError::Damaged(format!("{rows} rows instead of {}", manifest.rows())));
    }
    Ok(Loaded { manifest, rows })
}

/// The archive's tables in the order in which the database can be filled; refused if they are not those of the schema.
fn fitting(manifest: &Manifest, shapes: &[Shape]) -> Result<Vec<Target>, ArchiveError> {
    let unfit = |what: String| Err(ArchiveError::Unfit(what));
    for table in &manifest.tables {
        if shapes.iter().all(|s| s.name != table.name) {
            return unfit(format!("schema {} has no table {}", manifest.schema, table.name));
        }
    }
    let mut order = Vec::new();
    for shape in shapes {
        let Some(table) = manifest.tables.iter().find(|t| t.name == shape.name) else {
            return unfit(format!("the table {} is missing", shape.name));
        };
        let sorted = |columns: &[Column]| {
            let mut all: Vec<(String, Kind)> = columns.iter().map(|c| (c.name.clone(), c.kind)).collect();
            all.sort_by(|a, b| a.0.cmp(&b.0));
            all
        };
        if sorted(&table.columns) != sorted(&shape.columns) {
            return unfit(format!("the columns of {}", shape.name));
        }
        let is_bytea = |column: &Column| {
            let at = shape.columns.iter().position(|c| c.name == column.name);
            at.and_then(|at| shape.native.get(at)).is_some_and(|native| native == "bytea")
        };
        order.push(Target { table: table.clone(), bytea: table.columns.iter().map(is_bytea).collect() });
    }
    Ok(order)
}

/// Reads, checks and parses all parts.
fn parse<R: Read + Seek>(
    mut archive: Archive<R>,
    tables: &[Target],
    engine: Engine,
    blobs: &Blobs,
    send: &mpsc::Sender<Batch>,
    progress: &Progress,
) -> Result<(), ArchiveError> {
    for (nth, target) in tables.iter().enumerate() {
        let table = &target.table;
        let most = rows_of(table);
        for part in &table.parts {
            progress.check()?;
            let text = archive.rows(part)?;
            let mut batch = Building::new(engine, nth);
            let mut went = true;
            each_row(table, part, &text, |row| {
                batch.add(row, target)?;
                if batch.rows >= most && went {
                    went = send.blocking_send(std::mem::replace(&mut batch, Building::new(engine, nth)).done()).is_ok();
                }
                Ok(())
            })?;
            if batch.rows > 0 && went {
                went = send.blocking_send(batch.done()).is_ok();
            }
            if !went {
                // Whoever took the batches has stopped, and tells why.
                return Ok(());
            }
        }
    }
    for blob in archive.manifest().blobs.clone() {
        progress.check()?;
        let bytes = archive.blob(&blob)?;
        blobs.keep(bytes.as_slice(), blob.size)?;
        progress.add(1);
    }
    Ok(())
}

fn rows_of(table: &Table) -> usize {
    (VALUES / table.columns.len().max(1)).max(1)
}

/// A batch that is being filled.
struct Building {
    table: usize,
    rows: usize,
    values: SqliteArguments,
    text: Option<String>,
}

impl Building {
    fn new(engine: Engine, table: usize) -> Self {
        Self { table, rows: 0, values: SqliteArguments::default(), text: (engine == Engine::Postgres).then(String::new) }
    }

    fn add(&mut self, row: Vec<Cell<'_>>, target: &Target) -> Result<(), ArchiveError> {
        match &mut self.text {
            Some(text) => copy_row(text, &row, target),
            None => {
                for (cell, column) in row.into_iter().zip(&target.table.columns) {
                    let added = match (cell, column.kind) {
                        (Cell::Null, _) => self.values.add(None::<i64>),
                        (Cell::Number(n), _) => self.values.add(n),
                        (Cell::Text(hex), Kind::Bytes) => self.values.add(unhex(&hex).unwrap_or_default()),
                        (Cell::Text(text), _) => self.values.add(text.into_owned()),
                    };
                    added.map_err(|e| ArchiveError::Damaged(e.to_string()))?;
                }
            }
        }
        self.rows += 1;
        Ok(())
    }

    fn done(self) -> Batch {
        let Self { table, rows, values, text } = self;
        match text {
            Some(text) => Batch::Postgres { table, rows, text },
            None => Batch::Sqlite { table, rows, values },
        }
    }
}

/// A row in the text form of PostgreSQL's COPY. It reads 0 and 1 as flags and 32 hexadecimal digits as a UUID.
fn copy_row(out: &mut String, row: &[Cell<'_>], target: &Target) {
    for (nth, (cell, is_bytea)) in row.iter().zip(&target.bytea).enumerate() {
        if nth > 0 {
            out.push('\t');
        }
        match cell {
            Cell::Null => out.push_str("\\N"),
            Cell::Number(n) => {
                // Writing to a string can't fail.
                let _ = write!(out, "{n}");
            }
            Cell::Text(hex) if *is_bytea => {
                out.push_str("\\\\x");
                out.push_str(hex);
            }
            Cell::Text(text) => {
                for c in text.chars() {
                    match c {
                        '\\' => out.push_str("\\\\"),
                        '\t' => out.push_str("\\t"),
                        '\n' => out.push_str("\\n"),
                        '\r' => out.push_str("\\r"),
                        _ => out.push(c),
                    }
                }
            }
        }
    }
    out.push('\n');
}

/// After loading: what was in flight when the snapshot was taken has not happened here; but for the backup itself, whose file this
/// was.
const SETTLE: &str = "UPDATE job SET state = CASE WHEN kind = 'backup.make' THEN 'done' ELSE 'interrupted' END, ended_at = started_at,
        lease_until = NULL WHERE state IN ('checking', 'merging')";

async fn fill_sqlite(
    file: &std::path::Path,
    tables: &[Target],
    mut receive: mpsc::Receiver<Batch>,
    progress: &Progress,
) -> Result<u64, ArchiveError> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(false)
        // Nobody else knows this file, and after a crash it is made anew.
        .journal_mode(SqliteJournalMode::Off)
        .synchronous(SqliteSynchronous::Off)
        .locking_mode(SqliteLockingMode::Exclusive)
        .foreign_keys(false)
        .pragma("cache_size", "-65536")
        .pragma("temp_store", "FILE")
        .pragma("threads", "2");
    let mut db = SqliteConnection::connect_with(&options).await.map_err(StoreError::from)?;
    let indexes: Vec<(String, String)> =
        sqlx::query_as("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name")
            .fetch_all(&mut db)
            .await?;
    sqlx::query("BEGIN EXCLUSIVE").execute(&mut db).await?;
    for (name, _) in &indexes {
        sqlx::query(AssertSqlSafe(format!("DROP INDEX \"{name}\""))).execute(&mut db).await?;
    }
    for table in tables.iter().rev() {
        sqlx::query(AssertSqlSafe(format!("DELETE FROM {}", table.table.name))).execute(&mut db).await?;
    }
    let mut loaded = 0;
    while let Some(batch) = receive.recv().await {
        progress.check()?;
        let Batch::Sqlite { table, rows, values } = batch else { continue };
        let Some(Target { table: into, .. }) = tables.get(table) else { continue };
        let text = insert(into, rows);
        // Full batches use one statement again and again; the last one of a part is not worth keeping.
        let persistent = rows == rows_of(into);
        sqlx::query_with(AssertSqlSafe(text), values).persistent(persistent).execute(&mut db).await?;
        loaded += rows as u64;
        progress.add(rows as u64);
    }
    for (_, create) in indexes {
        progress.check()?;
        sqlx::query(AssertSqlSafe(create)).execute(&mut db).await?;
    }
    sqlx::query(SETTLE).execute(&mut db).await?;
    sqlx::query("COMMIT").execute(&mut db).await?;
    let broken: Option<(String,)> =
        sqlx::query_as("SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1").fetch_optional(&mut db).await?;
    if let Some((table,)) = broken {
        return Err(ArchiveError::Damaged(format!("a row of {table} points to nothing")));
    }
    sqlx::raw_sql("PRAGMA analysis_limit = 400; ANALYZE;").execute(&mut db).await?;
    db.close().await?;
    // Windows syncs only what may be written to.
    std::fs::OpenOptions::new().write(true).open(file)?.sync_all()?;
    Ok(loaded)
}

/// The statement for so many rows. Bare `?`: a number after it would be a name, which SQLite looks up among all others at every
/// binding.
fn insert(table: &Table, rows: usize) -> String {
    let columns: Vec<&str> = table.columns.iter().map(|c| c.name.as_str()).collect();
    let row = format!("({})", vec!["?"; columns.len()].join(","));
    format!("INSERT INTO {} ({}) VALUES {}", table.name, columns.join(", "), vec![row; rows].join(","))
}

/// Indexes that belong to no constraint.
const POSTGRES_INDEXES: &str = "SELECT i.relname::text, pg_get_indexdef(x.indexrelid) FROM pg_index x
    JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_namespace n ON n.oid = i.relnamespace
    WHERE n.nspname = current_schema() AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = x.indexrelid) ORDER BY 1";

const POSTGRES_IDENTITIES: &str = "SELECT table_name::text, column_name::text FROM information_schema.columns
    WHERE table_schema = current_schema() AND is_identity = 'YES'";

async fn fill_postgres(url: &str, tables: &[Target], mut receive: mpsc::Receiver<Batch>, progress: &Progress) -> Result<u64, ArchiveError> {
    let options = sqlx::postgres::PgConnectOptions::from_str(url)?.application_name("yimen restore");
    let mut db = PgConnection::connect_with(&options).await.map_err(StoreError::from)?;
    let mut tx = db.begin().await?;
    sqlx::raw_sql("SET LOCAL maintenance_work_mem = '256MB'; SET LOCAL synchronous_commit = off;").execute(&mut *tx).await?;
    let indexes: Vec<(String, String)> = sqlx::query_as(POSTGRES_INDEXES).fetch_all(&mut *tx).await?;
    for (name, _) in &indexes {
        sqlx::query(AssertSqlSafe(format!("DROP INDEX \"{name}\""))).execute(&mut *tx).await?;
    }
    for table in tables.iter().rev() {
        sqlx::query(AssertSqlSafe(format!("DELETE FROM {}", table.table.name))).execute(&mut *tx).await?;
    }
    let mut loaded = 0;
    let mut waiting = receive.recv().await;
    while let Some(batch) = waiting.take() {
        let Batch::Postgres { table: now, .. } = &batch else { break };
        let (now, Some(Target { table: into, .. })) = (*now, tables.get(*now)) else { break };
        let columns: Vec<&str> = into.columns.iter().map(|c| c.name.as_str()).collect();
        let mut sink = tx.copy_in_raw(&format!("COPY {} ({}) FROM STDIN", into.name, columns.join(", "))).await?;
        let mut next = Some(batch);
        while let Some(Batch::Postgres { table, rows, text }) = next {
            if table != now {
                next = Some(Batch::Postgres { table, rows, text });
                break;
            }
            if let Err(stopped) = progress.check() {
                // What is given up is rolled back with everything.
                let _ = sink.abort("cancelled").await;
                return Err(stopped);
            }
            sink.send(text.as_bytes()).await?;
            loaded += rows as u64;
            progress.add(rows as u64);
            next = receive.recv().await;
        }
        sink.finish().await?;
        waiting = next;
    }
    for (_, create) in indexes {
        progress.check()?;
        sqlx::query(AssertSqlSafe(create)).execute(&mut *tx).await?;
    }
    let identities: Vec<(String, String)> = sqlx::query_as(POSTGRES_IDENTITIES).fetch_all(&mut *tx).await?;
    for (table, column) in identities {
        let text = format!(
            "SELECT setval(pg_get_serial_sequence('{table}', '{column}'), GREATEST((SELECT MAX({column}) FROM {table}), 1),
                (SELECT MAX({column}) FROM {table}) IS NOT NULL)"
        );
        sqlx::query(AssertSqlSafe(text)).execute(&mut *tx).await?;
    }
    sqlx::query(SETTLE).execute(&mut *tx).await?;
    tx.commit().await?;
    sqlx::query("ANALYZE").execute(&mut db).await?;
    db.close().await?;
    Ok(loaded)
}
