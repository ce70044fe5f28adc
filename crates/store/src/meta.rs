//! Named values of the whole database: its kind and its settings.

use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};

sql! {
    GET = "SELECT value FROM meta WHERE name = $1";
    PUT = "INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    TAKE = "DELETE FROM meta WHERE name = $1";
    LOCK = "UPDATE meta SET value = value WHERE name = $1";
    ADD = "INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
}

/// `real`, `demo` or `rehearsal`; set once.
pub const KIND: &str = "kind";
/// 统计截止日, if fixed by hand.
pub const CUTOFF: &str = "cutoff";
/// Minutes until an idle session ends.
pub const IDLE_MINUTES: &str = "idle_minutes";
/// 编码规则: what codes of items look like; missing: any.
pub const ITEM_CODES: &str = "item_codes";
/// Months after which items and entries are to be checked again; see `domain::catalogue::recheck`.
pub const RECHECK_MONTHS: &str = "recheck_months";
/// 审核链: the steps that a responsibility list's entries go through, as JSON; missing: the usual ones.
pub const DUTY_CHAIN: &str = "duty_chain";
/// 编号规则 and 亮灯规则 of 督办, as JSON; missing: the usual ones.
pub const SUPERVISION_RULES: &str = "supervision_rules";
/// 督查规则, as JSON; missing: the usual ones.
pub const INSPECTION_RULES: &str = "inspection_rules";
/// What an installation that goes out knows of its office, as JSON; missing: this is no such installation.
pub const OUTPOST: &str = "outpost";
/// Names the district to installations that go out.
pub const DISTRICT: &str = "district";
/// First and last day of ratings, `FROM/TO`.
pub const RATING_DAYS: &str = "rating_days";

/// Counts changes of the tree of places; see [`lock_structure`].
pub const STRUCTURE: &str = "structure";

/// The value of a name.
pub async fn get(conn: &mut Conn<'_>, name: &str) -> Result<Option<String>, StoreError> {
    let row: Option<(String,)> = on!(conn, c => sqlx::query_as(GET).bind(name).fetch_optional(c).await?);
    Ok(row.map(|r| r.0))
}

/// Sets a value; `None` takes it away.
pub async fn set(conn: &mut Conn<'_>, name: &str, value: Option<&str>) -> Result<(), StoreError> {
    match value {
        Some(value) => on!(conn, c => { sqlx::query(PUT).bind(name).bind(value).execute(c).await?; }),
        None => on!(conn, c => { sqlx::query(TAKE).bind(name).execute(c).await?; }),
    }
    Ok(())
}

/// Sets a value unless there is one; false if there was.
pub async fn set_once(conn: &mut Conn<'_>, name: &str, value: &str) -> Result<bool, StoreError> {
    let added = on!(conn, c => sqlx::query(ADD).bind(name).bind(value).execute(c).await?.rows_affected());
    Ok(added == 1)
}

/// Holds the tree of places as it is until the transaction ends, and says which state of it this is. Sums that an import adds
/// are those of the tree that it has read: it compares.
pub async fn lock_structure(conn: &mut Conn<'_>) -> Result<i64, StoreError> {
    on!(conn, c => { sqlx::query(ADD).bind(STRUCTURE).bind("0").execute(c).await?; });
    on!(conn, c => { sqlx::query(LOCK).bind(STRUCTURE).execute(c).await?; });
    structure(conn).await
}

/// Which state of the tree of places this is.
pub async fn structure(conn: &mut Conn<'_>) -> Result<i64, StoreError> {
    Ok(get(conn, STRUCTURE).await?.and_then(|text| text.parse().ok()).unwrap_or(0))
}

/// The tree of places is another one from now on.
pub async fn change_structure(conn: &mut Conn<'_>) -> Result<(), StoreError> {
    let now = lock_structure(conn).await?;
    set(conn, STRUCTURE, Some(&(now + 1).to_string())).await
}

/// The engine's name, and the bytes that the database takes.
pub async fn size(conn: &mut Conn<'_>, location: &crate::Location) -> Result<(String, u64), StoreError> {
    match conn {
        Conn::Sqlite(_) => {
            let file = crate::Location::sqlite_file(&location.home());
            Ok(("SQLite".to_owned(), std::fs::metadata(file).map_or(0, |m| m.len())))
        }
        Conn::Postgres(c) => {
            let (bytes,): (i64,) = sqlx::query_as("SELECT pg_database_size(current_database())").fetch_one(&mut **c).await?;
            Ok(("PostgreSQL".to_owned(), u64::try_from(bytes).unwrap_or(0)))
        }
    }
}

/// Name and version of the engine, and what its own integrity check found (SQLite's `quick_check` and foreign keys;
/// PostgreSQL checks pages by itself).
pub async fn integrity(conn: &mut Conn<'_>) -> Result<(String, Vec<String>), StoreError> {
    match conn {
        Conn::Sqlite(c) => {
            let (version,): (String,) = sqlx::query_as("SELECT sqlite_version()").fetch_one(&mut **c).await?;
            let found: Vec<(String,)> = sqlx::query_as("PRAGMA quick_check(20)").fetch_all(&mut **c).await?;
            let mut faults: Vec<String> = found.into_iter().map(|f| f.0).filter(|f| f != "ok").collect();
            let keys: Vec<(String,)> =
                sqlx::query_as("SELECT \"table\" FROM pragma_foreign_key_check LIMIT 20").fetch_all(&mut **c).await?;
            faults.extend(keys.into_iter().map(|k| format!("foreign key in {}", k.0)));
            Ok((format!("SQLite {version}"), faults))
        }
        Conn::Postgres(c) => {
            let (version,): (String,) = sqlx::query_as("SELECT version()").fetch_one(&mut **c).await?;
            Ok((version, Vec::new()))
        }
    }
}
