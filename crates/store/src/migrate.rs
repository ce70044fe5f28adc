//! Bringing a database to the newest schema; refusing one that is newer; saving a copy before an upgrade.

use crate::error::StoreError;
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::{PgPool, SqlitePool};
use std::path::Path;

static SQLITE: Migrator = sqlx::migrate!("../../migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("../../migrations/postgres");

/// The newest schema that this program knows.
pub fn known_version() -> i64 {
    SQLITE.iter().map(|m| m.version).max().unwrap_or(0)
}

/// The migrations up to a version: all, but for a test of what an upgrade makes of older data.
fn until(all: &Migrator, version: i64) -> Migrator {
    let migrations: Vec<_> = all.iter().filter(|m| m.version <= version).cloned().collect();
    Migrator { migrations: migrations.into(), ..Migrator::DEFAULT }
}

pub(crate) async fn sqlite(pool: &SqlitePool, folder: &Path, version: i64) -> Result<(), StoreError> {
    let has_table: Option<(String,)> =
        sqlx::query_as("SELECT name FROM sqlite_master WHERE name = '_sqlx_migrations'").fetch_optional(pool).await?;
    if has_table.is_some() {
        let (found,): (i64,) = sqlx::query_as("SELECT COALESCE(MAX(version), 0) FROM _sqlx_migrations").fetch_one(pool).await?;
        refuse_newer(found)?;
        if found > 0 && found < known_version() {
            let backups = folder.join("backups");
            std::fs::create_dir_all(&backups)?;
            let copy = backups.join(format!("before-schema-{}.sqlite", known_version()));
            if !copy.exists() {
                sqlx::query("VACUUM INTO $1").bind(copy.to_string_lossy().into_owned()).execute(pool).await?;
            }
        }
    }
    until(&SQLITE, version).run(pool).await.map_err(translate)
}

pub(crate) async fn postgres(pool: &PgPool, version: i64) -> Result<(), StoreError> {
    let (has_table,): (bool,) = sqlx::query_as("SELECT to_regclass('_sqlx_migrations') IS NOT NULL").fetch_one(pool).await?;
    if has_table {
        let (found,): (i64,) = sqlx::query_as("SELECT COALESCE(MAX(version), 0) FROM _sqlx_migrations").fetch_one(pool).await?;
        refuse_newer(found)?;
    }
    until(&POSTGRES, version).run(pool).await.map_err(translate)
}

fn refuse_newer(found: i64) -> Result<(), StoreError> {
    let known = known_version();
    if found > known { Err(StoreError::Newer { found, known }) } else { Ok(()) }
}

fn translate(error: MigrateError) -> StoreError {
    match error {
        MigrateError::Execute(e) | MigrateError::ExecuteMigration(e, _) => e.into(),
        other => StoreError::Unavailable(other.to_string()),
    }
}
