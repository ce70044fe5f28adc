//! What truly differs between the databases when many rows are loaded.

use crate::db::Conn;
use crate::error::StoreError;
use futures_util::TryStreamExt;
use sqlx::{AssertSqlSafe, PgConnection, Row, SqliteConnection};
use std::fmt::Write as _;

const PG_TABLES: &str = "
    CREATE TEMP TABLE stage_rating (row_no BIGINT PRIMARY KEY, source_id BIGINT NOT NULL, record_no TEXT COLLATE \"C\" NOT NULL,
        assess_no BIGINT NOT NULL, content_hash BYTEA NOT NULL, case_no TEXT, place_id BIGINT NOT NULL, point_id BIGINT, window_id BIGINT,
        staff_no TEXT, item_id BIGINT, body_id BIGINT, module_id BIGINT, channel BIGINT NOT NULL, grade BIGINT NOT NULL,
        object BIGINT NOT NULL, person_type BIGINT, reasons TEXT, comment TEXT, at BIGINT NOT NULL, standing BIGINT NOT NULL) ON COMMIT DROP;
    CREATE TEMP TABLE stage_person (row_no BIGINT PRIMARY KEY, name TEXT, phone TEXT) ON COMMIT DROP;
    CREATE TEMP TABLE stage_case (row_no BIGINT PRIMARY KEY, source_id BIGINT NOT NULL, place_id BIGINT NOT NULL, point_id BIGINT NOT NULL,
        item_id BIGINT NOT NULL, body_id BIGINT NOT NULL, day TEXT COLLATE \"C\" NOT NULL, cases BIGINT NOT NULL) ON COMMIT DROP;";

const PG_INDEXES: &str = "
    CREATE INDEX stage_key ON stage_rating (source_id, record_no, assess_no);
    CREATE INDEX stage_follow_up ON stage_rating (source_id, record_no) WHERE assess_no = 2;
    ANALYZE stage_rating; ANALYZE stage_case;";

/// Copies the staged rows into temporary tables of the transaction.
pub(super) async fn copy_to_postgres(stage: &mut SqliteConnection, conn: &mut Conn<'_>) -> Result<(), StoreError> {
    let Conn::Postgres(pg) = conn else { return Ok(()) };
    sqlx::raw_sql(PG_TABLES).execute(&mut **pg).await?;
    for (table, columns) in [
        (
            "stage_rating",
            "row_no, source_id, record_no, assess_no, '\\x' || hex(content_hash), case_no, place_id, point_id, window_id, staff_no, item_id,
             body_id, module_id, channel, grade, object, person_type, reasons, comment, at, standing",
        ),
        ("stage_person", "row_no, name, phone"),
        ("stage_case", "row_no, source_id, place_id, point_id, item_id, body_id, day, cases"),
    ] {
        copy(stage, pg, table, columns).await?;
    }
    sqlx::raw_sql(PG_INDEXES).execute(&mut **pg).await?;
    Ok(())
}

async fn copy(stage: &mut SqliteConnection, pg: &mut PgConnection, table: &str, columns: &str) -> Result<(), StoreError> {
    let as_text: Vec<String> = columns.split(", ").flat_map(|c| c.split(",\n")).map(|c| format!("CAST({} AS TEXT)", c.trim())).collect();
    let select = format!("SELECT {} FROM {table} ORDER BY row_no", as_text.join(", "));
    let mut rows = sqlx::query(AssertSqlSafe(select)).fetch(stage);
    let mut sink = pg.copy_in_raw(&format!("COPY {table} FROM STDIN")).await?;
    let mut buffer = String::with_capacity(1 << 17);
    while let Some(row) = rows.try_next().await? {
        for column in 0..row.len() {
            if column > 0 {
                buffer.push('\t');
            }
            match row.try_get::<Option<&str>, _>(column)? {
                Some(text) => escape(text, &mut buffer),
                None => buffer.push_str("\\N"),
            }
        }
        buffer.push('\n');
        if buffer.len() > 1 << 16 {
            sink.send(buffer.as_bytes()).await?;
            buffer.clear();
        }
    }
    sink.send(buffer.as_bytes()).await?;
    sink.finish().await?;
    Ok(())
}

/// PostgreSQL's text format of COPY.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            _ => {
                // Writing to a string can't fail.
                let _ = out.write_char(c);
            }
        }
    }
}

const MATCHING: &str = "SELECT s.row_no, r.id, (s.assess_no = r.assess_no) AS same_half, (s.content_hash = r.content_hash) AS same_content
    FROM stage_rating s JOIN rating r ON r.source_id = s.source_id AND r.record_no = s.record_no";

/// Notes which staged rows are stored, or have the other half of their record stored, in the temporary table `stage_match`:
/// one pass over all staged rows instead of one for every question about them.
pub(super) async fn match_stored(conn: &mut Conn<'_>) -> Result<(), StoreError> {
    match conn {
        Conn::Sqlite(c) => {
            // Without a journal of its own a temporary table outlives the transaction that made it.
            sqlx::raw_sql("DROP TABLE IF EXISTS temp.stage_match").execute(&mut **c).await?;
            sqlx::query(AssertSqlSafe(format!("CREATE TEMP TABLE stage_match AS {MATCHING}"))).execute(&mut **c).await?;
        }
        Conn::Postgres(c) => {
            sqlx::query(AssertSqlSafe(format!("CREATE TEMP TABLE stage_match ON COMMIT DROP AS {MATCHING}"))).execute(&mut **c).await?;
        }
    }
    Ok(())
}

/// Indexes of ratings that are cheaper to build anew than to keep, when most rows are new.
const INDEXES: [(&str, &str); 5] = [
    ("DROP INDEX rating_key", "CREATE UNIQUE INDEX rating_key ON rating (source_id, record_no, assess_no)"),
    ("DROP INDEX rating_place_at", "CREATE INDEX rating_place_at ON rating (place_id, at)"),
    (
        "DROP INDEX rating_at",
        "CREATE INDEX rating_at ON rating (at, id, place_id, body_id, grade, standing, channel, assess_no, item_id, module_id)",
    ),
    ("DROP INDEX rating_bad", "CREATE INDEX rating_bad ON rating (at, id, place_id, body_id, grade, standing) WHERE grade <= 2"),
    ("DROP INDEX rating_follow_up", "CREATE INDEX rating_follow_up ON rating (source_id, record_no) WHERE assess_no = 2"),
];

/// Drops the indexes before a load that more than doubles the table; true if it did. Everything is in the caller's
/// transaction, so that a load that fails leaves them as they were.
pub(super) async fn drop_indexes(conn: &mut Conn<'_>, existing: i64, new: i64) -> Result<bool, StoreError> {
    if new < 50_000 || new < existing {
        return Ok(false);
    }
    for (drop, _) in INDEXES {
        crate::on!(conn, c => { sqlx::query(drop).execute(c).await?; });
    }
    Ok(true)
}

/// Memory for sorting while indexes are built, in KiB, and what the writing connection has otherwise.
const SORTER_KIB: u32 = 8 << 10;

/// Builds them again. SQLite sorts within its page cache: a larger one for the time being means fewer runs to be merged from
/// the disk, and a second thread sorts while the first reads (with a list of its own, of that size).
pub(super) async fn create_indexes(conn: &mut Conn<'_>) -> Result<(), StoreError> {
    set_sorter(conn, SORTER_KIB, 1).await?;
    for (_, create) in INDEXES {
        crate::on!(conn, c => { sqlx::query(create).execute(c).await?; });
    }
    set_sorter(conn, crate::db::WRITER_CACHE_KIB, 0).await
}

async fn set_sorter(conn: &mut Conn<'_>, cache_kib: u32, threads: u32) -> Result<(), StoreError> {
    if let Conn::Sqlite(c) = conn {
        let text = format!("PRAGMA cache_size = -{cache_kib}; PRAGMA threads = {threads};");
        sqlx::raw_sql(AssertSqlSafe(text)).execute(&mut **c).await?;
    }
    Ok(())
}
