//! Bringing a database to the newest schema; refusing one that is newer; backing it up before an upgrade.

use crate::archive::{self, About, ArchiveError, Progress, Protection, Trigger};
use crate::blobs::Blobs;
use crate::db::{Conn, Location, Reader, SNAPSHOT_POSTGRES};
use crate::error::StoreError;
use crate::keys::Keys;
use crate::{meta, on, place};
use domain::time::Instant;
use serde_json::Value;
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::{PgPool, SqlitePool};
use std::path::Path;

static SQLITE: Migrator = sqlx::migrate!("../../migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("../../migrations/postgres");

/// Where backups lie that nobody has chosen a folder for.
pub const BACKUPS: &str = "backups";

/// The newest schema that this program knows.
pub fn known_version() -> i64 {
    SQLITE.iter().map(|m| m.version).max().unwrap_or(0)
}

/// The migrations up to a version: all, but for a test of what an upgrade makes of older data and for restoring it.
fn until(all: &Migrator, version: i64) -> Migrator {
    let migrations: Vec<_> = all.iter().filter(|m| m.version <= version).cloned().collect();
    Migrator { migrations: migrations.into(), ..Migrator::DEFAULT }
}

/// The schema of a database; 0 if it has none yet.
pub(crate) async fn version_of(conn: &mut Conn<'_>) -> Result<i64, StoreError> {
    let has_table: bool = match conn {
        Conn::Sqlite(c) => {
            let found: Option<(String,)> =
                sqlx::query_as("SELECT name FROM sqlite_master WHERE name = '_sqlx_migrations'").fetch_optional(&mut **c).await?;
            found.is_some()
        }
        Conn::Postgres(c) => {
            // In the schema of its own: a scratch schema beside another one must not be taken for it.
            let (found,): (bool,) = sqlx::query_as(
                "SELECT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = '_sqlx_migrations')",
            )
            .fetch_one(&mut **c)
            .await?;
            found
        }
    };
    if !has_table {
        return Ok(0);
    }
    let (found,): (i64,) = on!(conn, c => sqlx::query_as("SELECT CAST(COALESCE(MAX(version), 0) AS BIGINT) FROM _sqlx_migrations WHERE success").fetch_one(c).await?);
    Ok(found)
}

/// How a database is brought to a schema.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Upgrade<'l> {
    /// Where it is.
    pub(crate) location: &'l Location,
    /// To which schema.
    pub(crate) version: i64,
    /// It is backed up before: not if it is a scratch one.
    pub(crate) backed_up: bool,
}

impl Upgrade<'_> {
    pub(crate) async fn sqlite(self, pool: &SqlitePool) -> Result<(), StoreError> {
        let _turn = turn(&self.location.home())?;
        let found = version_of(&mut Conn::Sqlite(&mut *pool.acquire().await?)).await?;
        if self.is_needed(found)? {
            self.back_up(found, Reader::SqliteSnapshot(pool.begin_with("BEGIN").await?)).await?;
        }
        until(&SQLITE, self.version).run(pool).await.map_err(translate)
    }

    pub(crate) async fn postgres(self, pool: &PgPool) -> Result<(), StoreError> {
        let _turn = turn(&self.location.home())?;
        let found = version_of(&mut Conn::Postgres(&mut *pool.acquire().await?)).await?;
        if self.is_needed(found)? {
            self.back_up(found, Reader::PostgresSnapshot(pool.begin_with(SNAPSHOT_POSTGRES).await?)).await?;
        }
        until(&POSTGRES, self.version).run(pool).await.map_err(translate)
    }

    /// Whether there is something to be backed up before going on; a newer database is refused.
    fn is_needed(self, found: i64) -> Result<bool, StoreError> {
        let known = known_version();
        if found > known {
            return Err(StoreError::Newer { found, known });
        }
        Ok(self.backed_up && found > 0 && found < self.version)
    }

    /// A backup of the present schema, once: one that is there already was made by an upgrade that did not come to its end.
    async fn back_up(self, found: i64, mut snapshot: Reader) -> Result<(), StoreError> {
        let home = self.location.home();
        let folder = home.join(BACKUPS);
        std::fs::create_dir_all(&folder)?;
        let conn = &mut snapshot.conn();
        let kind = meta::get(conn, meta::KIND).await?.unwrap_or_else(|| "none".to_owned());
        let target = folder.join(format!("yimen-{kind}-schema-{found}-to-{}{}", self.version, archive::ENDING));
        if target.exists() {
            return Ok(());
        }
        let district = place::district_name(conn).await?;
        let now = now();
        let about = About {
            program: env!("CARGO_PKG_VERSION").to_owned(),
            kind,
            district,
            made: now,
            by: "system".to_owned(),
            trigger: Trigger::Upgrade,
            figures: Value::Null,
        };
        let blobs = Blobs::of(&home);
        let signers = Keys::of(home).signers(now)?;
        let made = archive::write_file(conn, &blobs, &target, Protection::None, about, signers, None, &Progress::default()).await;
        match made {
            Ok(_) => Ok(()),
            Err(ArchiveError::Store(error)) => Err(error),
            Err(ArchiveError::File(error)) => Err(error.into()),
            Err(other) => Err(StoreError::Unavailable(format!("the backup before the upgrade: {other}"))),
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "an upgrade comes before there is a service with a clock")]
fn now() -> Instant {
    Instant(jiff::Timestamp::now().as_microsecond())
}

/// Two programs that start at the same time upgrade one after the other; SQLite has no lock of its own for that.
fn turn(home: &Path) -> Result<std::fs::File, StoreError> {
    crate::private::folder(home)?;
    let file = std::fs::File::create(home.join("upgrade.lock"))?;
    file.lock()?;
    Ok(file)
}

fn translate(error: MigrateError) -> StoreError {
    match error {
        MigrateError::Execute(e) | MigrateError::ExecuteMigration(e, _) => e.into(),
        other => StoreError::Unavailable(other.to_string()),
    }
}
