//! Rows out of a database, as lines of JSON that are the same for both databases.

use super::error::ArchiveError;
use super::manifest::Kind;
use super::read::Cell;
use super::schema::{LEFT_OUT_META, Shape};
use super::write::{Message, Progress};
use crate::db::Conn;
use crate::error::StoreError;
use crate::keys::unhex;
use futures_util::TryStreamExt;
use sqlx::{AssertSqlSafe, SqliteConnection};
use tokio::sync::mpsc;

/// How many bytes of rows make a part.
const PART: usize = 4 << 20;
/// How many rows SQLite hands out at once.
const STEP: i64 = 1_000;

/// Some rows of a table.
pub(super) struct Lines {
    pub(super) rows: u64,
    pub(super) text: String,
}

/// Where the parts of a table go.
pub(super) struct Out<'o> {
    pub(super) send: &'o mpsc::Sender<Message>,
    pub(super) table: usize,
    pub(super) progress: &'o Progress,
}

impl Out<'_> {
    async fn part(&self, lines: Lines) -> Result<(), ArchiveError> {
        self.progress.check()?;
        self.progress.add(lines.rows);
        let sent = self.send.send(Message::Rows { table: self.table, lines }).await;
        sent.map_err(|_| ArchiveError::File(std::io::ErrorKind::BrokenPipe.into()))
    }
}

/// How many rows a table has.
pub(super) async fn count(conn: &mut Conn<'_>, shape: &Shape) -> Result<u64, StoreError> {
    let text = AssertSqlSafe(format!("SELECT COUNT(*) FROM {}{}", shape.name, which(shape)));
    let (n,): (i64,) = crate::on!(conn, c => sqlx::query_as(text).fetch_one(c).await?);
    Ok(u64::try_from(n).unwrap_or(0))
}

/// Which rows are taken.
fn which(shape: &Shape) -> String {
    if shape.name != "meta" {
        return String::new();
    }
    let names: Vec<String> = LEFT_OUT_META.iter().map(|name| format!("'{name}'")).collect();
    format!(" WHERE name NOT IN ({})", names.join(", "))
}

/// A row as its line, in SQLite's words.
pub(super) fn sqlite_line(shape: &Shape) -> String {
    let cells = shape.columns.iter().map(|column| match column.kind {
        Kind::Number | Kind::Text => column.name.clone(),
        // hex(NULL) is the empty text.
        Kind::Bytes => format!("CASE WHEN {0} IS NULL THEN NULL ELSE lower(hex({0})) END", column.name),
    });
    format!("json_array({})", cells.collect::<Vec<_>>().join(", "))
}

/// The same in PostgreSQL's.
pub(super) fn postgres_line(shape: &Shape) -> String {
    let cells = shape.columns.iter().zip(&shape.native).map(|(column, native)| {
        let (name, cell) = (&column.name, column.kind);
        let text = match (cell, native.as_str()) {
            (Kind::Number, "boolean") => format!("{name}::int::text"),
            (Kind::Number, _) => format!("{name}::text"),
            (Kind::Text, _) => format!("to_json({name})::text"),
            (Kind::Bytes, "uuid") => format!("'\"' || replace({name}::text, '-', '') || '\"'"),
            (Kind::Bytes, _) => format!("'\"' || encode({name}, 'hex') || '\"'"),
        };
        format!("COALESCE({text}, 'null')")
    });
    format!("'[' || {} || ']'", cells.collect::<Vec<_>>().join(" || ',' || "))
}

/// Hands out the rows of a table, part by part.
pub(super) async fn dump(conn: &mut Conn<'_>, shape: &Shape, out: &Out<'_>) -> Result<(), ArchiveError> {
    let mut gathered = Gathered::new(out);
    match conn {
        Conn::Sqlite(c) if !shape.key.is_empty() && which(shape).is_empty() => by_steps(c, shape, &mut gathered).await?,
        Conn::Sqlite(_) => one_by_one(conn, shape, &sqlite_line(shape), &mut gathered).await?,
        Conn::Postgres(_) => one_by_one(conn, shape, &postgres_line(shape), &mut gathered).await?,
    }
    gathered.end().await
}

/// Lines that wait until they make a part.
struct Gathered<'o> {
    lines: Lines,
    out: &'o Out<'o>,
}

impl<'o> Gathered<'o> {
    fn new(out: &'o Out<'o>) -> Self {
        Self { lines: Self::none(), out }
    }

    fn none() -> Lines {
        Lines { rows: 0, text: String::with_capacity(PART + (PART >> 2)) }
    }

    /// Some lines, without the end of the last one.
    async fn add(&mut self, rows: u64, text: &str) -> Result<(), ArchiveError> {
        self.lines.text.push_str(text);
        self.lines.text.push('\n');
        self.lines.rows += rows;
        if self.lines.text.len() >= PART {
            self.out.part(std::mem::replace(&mut self.lines, Self::none())).await?;
        }
        Ok(())
    }

    async fn end(self) -> Result<(), ArchiveError> {
        if self.lines.rows > 0 { self.out.part(self.lines).await } else { Ok(()) }
    }
}

/// Rows as the database hands them out.
async fn one_by_one(conn: &mut Conn<'_>, shape: &Shape, line: &str, gathered: &mut Gathered<'_>) -> Result<(), ArchiveError> {
    let order = if shape.key.is_empty() { String::new() } else { format!(" ORDER BY {}", shape.key.join(", ")) };
    let text = AssertSqlSafe(format!("SELECT {line} FROM {}{}{order}", shape.name, which(shape)));
    crate::on!(conn, c => {
        let mut rows = sqlx::query_scalar::<_, String>(text).fetch(c);
        while let Some(line) = rows.try_next().await? {
            gathered.add(1, &line).await?;
        }
    });
    Ok(())
}

/// Many rows of SQLite's as one value: between its thread and this one each value costs more than the row that it holds. A step
/// begins behind the primary key of the last row of the step before.
async fn by_steps(conn: &mut SqliteConnection, shape: &Shape, gathered: &mut Gathered<'_>) -> Result<(), ArchiveError> {
    let key = shape.key.join(", ");
    let places = vec!["?"; shape.key.len()].join(", ");
    // The rows come out of the inner query in its order, since nothing but its end can be moved outwards past a LIMIT.
    let step = |from: &str| {
        let line = sqlite_line(shape);
        format!(
            "SELECT COUNT(*), group_concat(line, char(10)) FROM
                (SELECT {line} AS line FROM {}{from} ORDER BY {key} LIMIT {STEP})",
            shape.name
        )
    };
    let (first, next) = (step(""), step(&format!(" WHERE ({key}) > ({places})")));
    let mut behind: Option<Vec<Cell<'static>>> = None;
    loop {
        let text = AssertSqlSafe(if behind.is_none() { first.clone() } else { next.clone() });
        let mut query = sqlx::query_as::<_, (i64, Option<String>)>(text);
        for (cell, name) in behind.into_iter().flatten().zip(&shape.key) {
            let is_bytes = shape.columns.iter().any(|c| c.name == *name && c.kind == Kind::Bytes);
            query = match cell {
                Cell::Null => query.bind(None::<i64>),
                Cell::Number(n) => query.bind(n),
                Cell::Text(hex) if is_bytes => query.bind(unhex(&hex).unwrap_or_default()),
                Cell::Text(text) => query.bind(text.into_owned()),
            };
        }
        let (rows, Some(text)) = query.fetch_one(&mut *conn).await.map_err(StoreError::from)? else { return Ok(()) };
        gathered.add(u64::try_from(rows).unwrap_or(0), &text).await?;
        if rows < STEP {
            return Ok(());
        }
        behind = Some(key_of(shape, &text)?);
    }
}

/// The primary key of the last of some lines.
fn key_of(shape: &Shape, lines: &str) -> Result<Vec<Cell<'static>>, ArchiveError> {
    let last = lines.rsplit('\n').next().unwrap_or_default();
    let unfit = || ArchiveError::Unfit(format!("a row of {} can't be read back", shape.name));
    let cells = Cell::row(last).ok_or_else(unfit)?;
    let of = |name: &String| {
        let at = shape.columns.iter().position(|c| c.name == *name)?;
        cells.get(at).cloned().map(Cell::into_owned)
    };
    shape.key.iter().map(|name| of(name).ok_or_else(unfit)).collect()
}
