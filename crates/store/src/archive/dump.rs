//! Rows out of a database, as lines of JSON that are the same for both databases.

use super::error::ArchiveError;
use super::manifest::Kind;
use super::schema::{LEFT_OUT_META, Shape};
use super::write::{Message, Progress};
use crate::db::Conn;
use crate::error::StoreError;
use futures_util::TryStreamExt;
use sqlx::AssertSqlSafe;
use tokio::sync::mpsc;

/// How many bytes of rows make a part.
const PART: usize = 4 << 20;

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

/// The statement whose rows are the table's lines.
fn statement(conn: &Conn<'_>, shape: &Shape) -> String {
    let order = if shape.key.is_empty() { String::new() } else { format!(" ORDER BY {}", shape.key.join(", ")) };
    let line = match conn {
        Conn::Sqlite(_) => {
            let cells = shape.columns.iter().map(|column| match column.kind {
                Kind::Number | Kind::Text => column.name.clone(),
                // hex(NULL) is the empty text.
                Kind::Bytes => format!("CASE WHEN {0} IS NULL THEN NULL ELSE lower(hex({0})) END", column.name),
            });
            format!("json_array({})", cells.collect::<Vec<_>>().join(", "))
        }
        Conn::Postgres(_) => {
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
    };
    format!("SELECT {line} FROM {}{}{order}", shape.name, which(shape))
}

/// Hands out the rows of a table, part by part.
pub(super) async fn dump(conn: &mut Conn<'_>, shape: &Shape, out: &Out<'_>) -> Result<(), ArchiveError> {
    let text = AssertSqlSafe(statement(conn, shape));
    let mut lines = Lines { rows: 0, text: String::with_capacity(PART + (PART >> 2)) };
    crate::on!(conn, c => {
        let mut rows = sqlx::query_scalar::<_, String>(text).fetch(c);
        while let Some(line) = rows.try_next().await? {
            lines.text.push_str(&line);
            lines.text.push('\n');
            lines.rows += 1;
            if lines.text.len() >= PART {
                let full = std::mem::replace(&mut lines, Lines { rows: 0, text: String::with_capacity(PART + (PART >> 2)) });
                out.part(full).await?;
            }
        }
    });
    if lines.rows > 0 {
        out.part(lines).await?;
    }
    Ok(())
}
