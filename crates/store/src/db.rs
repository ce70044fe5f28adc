//! Opening a database, and connections to read from it.

use crate::blobs::Blobs;
use crate::error::StoreError;
use crate::keys::Keys;
use crate::work::{Actor, Work};
use crate::{lock, migrate};
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection, PgConnection, PgPool, Postgres, Sqlite, SqliteConnection, SqlitePool, Transaction};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Where a district's database is.
#[derive(Clone)]
pub enum Location {
    /// One folder per district: `data.sqlite`, `attachments/`, `staging/`, `logs/`.
    Folder(PathBuf),
    /// A PostgreSQL database, with a local folder for staging files.
    Postgres {
        /// `postgres://…`
        url: String,
        /// Where imports are staged.
        staging: PathBuf,
    },
}

impl std::fmt::Debug for Location {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Folder(path) => write!(f, "Folder({})", path.display()),
            // The address may hold a password.
            Self::Postgres { .. } => write!(f, "Postgres(…)"),
        }
    }
}

impl Location {
    /// The SQLite file of a folder.
    pub fn sqlite_file(folder: &Path) -> PathBuf {
        folder.join("data.sqlite")
    }

    /// Where imports are staged.
    pub fn staging(&self) -> PathBuf {
        match self {
            Self::Folder(folder) => folder.join("staging"),
            Self::Postgres { staging, .. } => staging.clone(),
        }
    }

    /// The bytes of attachments.
    pub fn blobs(&self) -> Blobs {
        Blobs::of(&self.home())
    }

    /// The folder of what belongs to the database but does not lie in it: keys, backups, logs.
    pub fn home(&self) -> PathBuf {
        match self {
            Self::Folder(folder) => folder.clone(),
            Self::Postgres { staging, .. } => staging.parent().map_or_else(|| staging.clone(), Path::to_path_buf),
        }
    }
}

enum Pools {
    Sqlite { readers: SqlitePool, writer: SqlitePool },
    Postgres(PgPool),
}

/// An open database.
pub struct Store {
    pools: Pools,
    location: Location,
    keys: Keys,
    /// Held as long as the database is open.
    lock: Mutex<Option<lock::Lock>>,
    pub(crate) origin: uuid::Uuid,
}

/// A connection of either database.
pub enum Conn<'c> {
    /// SQLite
    Sqlite(&'c mut SqliteConnection),
    /// PostgreSQL
    Postgres(&'c mut PgConnection),
}

/// A connection to read from, given back when dropped.
pub enum Reader {
    /// SQLite
    Sqlite(PoolConnection<Sqlite>),
    /// PostgreSQL
    Postgres(PoolConnection<Postgres>),
    /// SQLite, showing one state of the database.
    SqliteSnapshot(Transaction<'static, Sqlite>),
    /// PostgreSQL, showing one state of the database.
    PostgresSnapshot(Transaction<'static, Postgres>),
}

impl Reader {
    /// The connection.
    pub fn conn(&mut self) -> Conn<'_> {
        match self {
            Self::Sqlite(c) => Conn::Sqlite(c),
            Self::Postgres(c) => Conn::Postgres(c),
            Self::SqliteSnapshot(tx) => Conn::Sqlite(tx),
            Self::PostgresSnapshot(tx) => Conn::Postgres(tx),
        }
    }
}

/// Begins a transaction of PostgreSQL that shows one state of the database.
pub(crate) const SNAPSHOT_POSTGRES: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// An import's sums lie in memory beside the writer's pages, so it has few of them; the tiles' reads profit from more.
pub(crate) const WRITER_CACHE_KIB: u32 = 8 << 10;
const READER_CACHE_KIB: u32 = 16 << 10;

/// A connection on which SQLite ended the transaction by itself (the disk was full, a page could not be read) is left with one
/// that can neither be rolled back nor followed by another: it is closed, and the next one who needs it opens a new one.
fn sqlite_pool() -> SqlitePoolOptions {
    SqlitePoolOptions::new().idle_timeout(None).max_lifetime(None).after_release(|connection, _| {
        Box::pin(async move {
            // A rollback may still be on its way.
            connection.ping().await?;
            Ok(!connection.is_in_transaction())
        })
    })
}

fn sqlite_options(file: &Path, cache_kib: u32) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        .pragma("cache_size", format!("-{cache_kib}"))
        .pragma("temp_store", "FILE")
        .pragma("journal_size_limit", "67108864")
        .optimize_on_close(true, Some(400))
}

impl Store {
    /// Opens (and creates) the database and brings it to the newest schema. A restored database that waits takes its place
    /// before ([`crate::replace`]).
    pub async fn open(location: Location) -> Result<Self, StoreError> {
        if let Location::Folder(folder) = &location {
            refuse_network(folder)?;
        }
        crate::replace::settle(&location).await?;
        Self::open_as(location, migrate::known_version(), false).await
    }

    /// Opens the database and brings it to a schema that may be an older one: for tests of upgrades.
    #[doc(hidden)]
    pub async fn open_at(location: Location, version: i64) -> Result<Self, StoreError> {
        Self::open_as(location, version, false).await
    }

    /// Opens a database that is not the district's own: in a scratch place, at any schema. Nothing is backed up.
    pub async fn open_scratch(location: Location, version: i64) -> Result<Self, StoreError> {
        Self::open_as(location, version, true).await
    }

    async fn open_as(location: Location, version: i64, is_scratch: bool) -> Result<Self, StoreError> {
        let lock = if is_scratch { None } else { Some(lock::share(&location.home()).await?) };
        let upgrade = migrate::Upgrade { location: &location, version, backed_up: !is_scratch };
        let pools = match &location {
            Location::Folder(folder) => {
                crate::private::folder(folder)?;
                let file = Location::sqlite_file(folder);
                let was_there = file.exists();
                // Its journals get its rights. Never one that is there: closing it would take away the locks that this process has on it.
                match crate::private::data_in(folder).write(true).create_new(true).open(&file) {
                    Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => return Err(error.into()),
                    _ => {}
                }
                let writer = sqlite_pool()
                    .max_connections(1)
                    .acquire_timeout(Duration::from_secs(30))
                    .connect_with(sqlite_options(&file, WRITER_CACHE_KIB))
                    .await?;
                let was_filled = was_there && !is_scratch && folder.join(crate::keys::HEAD_FILE).exists();
                if was_filled && let Err(error) = refuse_emptied(&writer).await {
                    // Windows moves no file aside that is open.
                    writer.close().await;
                    return Err(error);
                }
                upgrade.sqlite(&writer).await?;
                let readers = sqlite_pool()
                    // One of them looks all the time for what other programs change.
                    .max_connections(5)
                    .min_connections(1)
                    .connect_with(sqlite_options(&file, READER_CACHE_KIB).create_if_missing(false).pragma("query_only", "ON"))
                    .await?;
                Pools::Sqlite { readers, writer }
            }
            Location::Postgres { url, .. } => {
                let options = PgConnectOptions::from_str(url)?.application_name("yimen");
                let pool = PgPoolOptions::new().max_connections(8).acquire_timeout(Duration::from_secs(10)).connect_with(options).await?;
                upgrade.postgres(&pool).await?;
                Pools::Postgres(pool)
            }
        };
        std::fs::create_dir_all(location.staging())?;
        let keys = Keys::of(location.home());
        Ok(Self { pools, location, origin: uuid::Uuid::now_v7(), keys, lock: Mutex::new(lock) })
    }

    /// The installation's keys.
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// Where it is.
    pub fn location(&self) -> &Location {
        &self.location
    }

    /// A connection to read from.
    pub async fn read(&self) -> Result<Reader, StoreError> {
        Ok(match &self.pools {
            Pools::Sqlite { readers, .. } => Reader::Sqlite(readers.acquire().await?),
            Pools::Postgres(pool) => match pool.acquire().await {
                Ok(connection) => Reader::Postgres(connection),
                Err(error) => return Err(unreached(pool, error).await),
            },
        })
    }

    /// A connection that shows the database as it is now, whatever others write meanwhile, until it is dropped.
    pub async fn snapshot(&self) -> Result<Reader, StoreError> {
        let mut reader = match &self.pools {
            Pools::Sqlite { readers, .. } => Reader::SqliteSnapshot(readers.begin_with("BEGIN").await?),
            Pools::Postgres(pool) => match pool.begin_with(SNAPSHOT_POSTGRES).await {
                Ok(tx) => Reader::PostgresSnapshot(tx),
                Err(error) => return Err(unreached(pool, error).await),
            },
        };
        // Both take the state with the first thing that is read.
        crate::meta::get(&mut reader.conn(), crate::meta::KIND).await?;
        Ok(reader)
    }

    /// Begins a unit of work for somebody; ends with [`Work::commit`], or changes nothing.
    pub async fn begin(&self, actor: &Actor) -> Result<Work, StoreError> {
        let tx = match &self.pools {
            Pools::Sqlite { writer, .. } => crate::work::Tx::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?),
            Pools::Postgres(pool) => match pool.begin().await {
                Ok(tx) => crate::work::Tx::Postgres(tx),
                Err(error) => return Err(unreached(pool, error).await),
            },
        };
        Ok(Work::new(tx, actor.clone(), self.origin))
    }

    /// The one connection that writes to SQLite, for attaching a staging file; `None` on PostgreSQL.
    pub(crate) async fn sqlite_writer(&self) -> Result<Option<PoolConnection<Sqlite>>, StoreError> {
        match &self.pools {
            Pools::Sqlite { writer, .. } => Ok(Some(writer.acquire().await?)),
            Pools::Postgres(_) => Ok(None),
        }
    }

    /// Closes all connections; SQLite writes its log back into the file.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { readers, writer } => {
                readers.close().await;
                writer.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
        drop(self.lock.lock().unwrap_or_else(PoisonError::into_inner).take());
    }
}

/// A file that was cut off to nothing looks like one that was never filled. Where an audit chain was signed there was a database.
async fn refuse_emptied(writer: &SqlitePool) -> Result<(), StoreError> {
    let found = migrate::version_of(&mut Conn::Sqlite(&mut *writer.acquire().await?)).await?;
    if found == 0 { Err(StoreError::Damaged("the file is empty, and was not".to_owned())) } else { Ok(()) }
}

/// A pool tries for a while to connect to a server that is not there and then says only that time is over, as it does when all
/// its connections are in use: which of the two it was.
async fn unreached(pool: &PgPool, error: sqlx::Error) -> StoreError {
    if !matches!(error, sqlx::Error::PoolTimedOut) {
        return error.into();
    }
    let asked = tokio::time::timeout(Duration::from_secs(2), PgConnection::connect_with(&pool.connect_options())).await;
    match asked {
        Ok(Ok(probe)) => {
            // It says good-bye, so that the server doesn't log a lost client.
            let _ = probe.close().await;
            StoreError::Busy
        }
        Ok(Err(error)) => error.into(),
        Err(_) => StoreError::Unavailable("the server does not answer".to_owned()),
    }
}

/// SQLite's locks can't be trusted over NFS, SMB and the like; the folder must be on a local disk.
#[cfg(target_os = "linux")]
fn refuse_network(folder: &Path) -> Result<(), StoreError> {
    const NETWORK: [&str; 8] = ["nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "fuse.sshfs"];
    let Ok(mounts) = std::fs::read_to_string("/proc/self/mounts") else { return Ok(()) };
    let absolute = std::path::absolute(folder)?;
    let of_folder = mounts
        .lines()
        .filter_map(|line| {
            let mut words = line.split(' ').skip(1);
            Some((words.next()?.replace("\\040", " "), words.next()?))
        })
        .filter(|(mount, _)| absolute.starts_with(mount))
        .max_by_key(|(mount, _)| mount.len());
    match of_folder {
        Some((_, kind)) if NETWORK.contains(&kind) => Err(StoreError::NetworkFolder(folder.display().to_string())),
        _ => Ok(()),
    }
}

#[cfg(not(target_os = "linux"))]
fn refuse_network(folder: &Path) -> Result<(), StoreError> {
    // A UNC path is a share on Windows.
    if folder.to_string_lossy().starts_with(r"\\") {
        return Err(StoreError::NetworkFolder(folder.display().to_string()));
    }
    Ok(())
}
