//! Putting a restored database in the place of the one that is there.
//!
//! A database is restored and proved in a scratch place ([`Scratch`]). When it is to become the district's own, an order
//! ([`Order`], `restore.json` beside the database) is written; whoever next opens the database with nobody else having it open
//! carries it out ([`settle`]): the replaced one is put aside under its date, the restored one takes its place. Every step can
//! be done again, so that a machine that stops in between goes on where it was.

use crate::archive::digits;
use crate::db::Location;
use crate::error::StoreError;
use crate::held::{self, Found};
use crate::keys::{Former, HEAD_FILE, Keys};
use crate::lock;
use domain::time::Instant;
use serde::{Deserialize, Serialize};
use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;
use uuid::Uuid;

const ORDER: &str = "restore.json";
/// Folder of databases that are being restored or drilled.
const SCRATCH: &str = "scratch";
/// Folder of databases that were replaced.
const ASIDE: &str = "replaced";
/// Beginning of the names of schemas in which PostgreSQL restores.
const SCRATCH_SCHEMA: &str = "yimen_scratch_";
/// Beginning of the names of schemas that were replaced.
const ASIDE_SCHEMA: &str = "yimen_replaced_";
/// Names advisory locks of scratch schemas.
const LOCK_SPACE: i32 = 7_105_283;
/// How long is waited for other programs to close before a swap is put off: a window that starts itself again needs a moment.
const PATIENCE: Duration = Duration::from_secs(10);

/// What is to take the place of the database.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Order {
    /// Names the scratch place.
    pub scratch: Uuid,
    /// Under which name the replaced database is put aside: the time in digits.
    pub aside: String,
    /// The schema that is replaced, on PostgreSQL.
    pub schema: Option<String>,
    /// Who ordered it.
    pub by: String,
    /// When.
    pub ordered: Instant,
    /// The archive's name.
    pub archive: String,
    /// When the archive was made.
    pub made: Instant,
    /// Keys whose signatures count from now on.
    pub signers: Vec<Former>,
}

/// A database that was put aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// Its name: the time in digits.
    pub name: String,
    /// Bytes; unknown on PostgreSQL.
    pub size: Option<u64>,
}

/// A place in which a database is restored: a folder, or a schema of the same PostgreSQL database. What is not kept by an
/// [`Order`] is removed by [`Scratch::remove`], or by [`sweep`] if the process ended.
#[must_use = "remove it, or order it to become the database"]
pub struct Scratch {
    home: PathBuf,
    id: Uuid,
    location: Location,
    /// Both are held while it is used, so that nobody sweeps it away: the folder's lock, and that of a schema.
    _lock: File,
    schema: Option<PgConnection>,
}

fn folder(home: &Path, id: Uuid) -> PathBuf {
    home.join(SCRATCH).join(id.to_string())
}

/// Takes a scratch place's lock before there is anything that it stands for: where it will be, and the lock.
fn claim(home: &Path, id: Uuid) -> Result<(PathBuf, File), StoreError> {
    let path = folder(home, id);
    fs::create_dir_all(home.join(SCRATCH))?;
    let lock = held::hold(&path.with_extension("lock"), OpenOptions::new().write(true).create(true).truncate(true))?;
    Ok((path, lock))
}

fn schema_of(id: Uuid) -> String {
    format!("{SCRATCH_SCHEMA}{}", id.simple())
}

/// The same database with another schema in front.
fn in_schema(url: &str, schema: &str) -> String {
    let join = if url.contains('?') { '&' } else { '?' };
    format!("{url}{join}options[search_path]={schema}")
}

async fn connect(url: &str) -> Result<PgConnection, StoreError> {
    let options = PgConnectOptions::from_str(url)?.application_name("yimen restore");
    Ok(PgConnection::connect_with(&options).await?)
}

impl Scratch {
    /// A folder of this home with nothing in it, for SQLite: drills use it whatever the database is.
    pub fn folder(home: &Path) -> Result<Self, StoreError> {
        let id = Uuid::now_v7();
        let (path, lock) = claim(home, id)?;
        fs::create_dir(&path)?;
        Ok(Self { home: home.to_owned(), id, location: Location::Folder(path), _lock: lock, schema: None })
    }

    /// A place of the same kind as the database's own, from which it can take the database's place.
    pub async fn beside(location: &Location) -> Result<Self, StoreError> {
        let Location::Postgres { url, .. } = location else { return Self::folder(&location.home()) };
        let id = Uuid::now_v7();
        let schema = schema_of(id);
        let mut held = connect(url).await?;
        sqlx::query("SELECT pg_advisory_lock($1, hashtext($2))").bind(LOCK_SPACE).bind(&schema).execute(&mut held).await?;
        sqlx::query(AssertSqlSafe(format!("CREATE SCHEMA {schema}"))).execute(&mut held).await?;
        let home = location.home();
        let (path, lock) = claim(&home, id)?;
        let location = Location::Postgres { url: in_schema(url, &schema), staging: path.join("staging") };
        Ok(Self { home, id, location, _lock: lock, schema: Some(held) })
    }

    /// Where it is.
    pub fn location(&self) -> &Location {
        &self.location
    }

    /// Its name in an [`Order`].
    pub fn id(&self) -> Uuid {
        self.id
    }

    /// Removes it.
    pub async fn remove(self) -> Result<(), StoreError> {
        if let Some(mut held) = self.schema {
            sqlx::query(AssertSqlSafe(format!("DROP SCHEMA IF EXISTS {} CASCADE", schema_of(self.id)))).execute(&mut held).await?;
        }
        remove_folder(&self.home, self.id)
    }
}

fn remove_folder(home: &Path, id: Uuid) -> Result<(), StoreError> {
    let path = folder(home, id);
    gone(fs::remove_dir_all(&path))?;
    Ok(gone(fs::remove_file(path.with_extension("lock")))?)
}

/// That it was not there is as good.
fn gone(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// The order that waits to be carried out.
pub fn ordered(home: &Path) -> Result<Option<Order>, StoreError> {
    match fs::read(home.join(ORDER)) {
        Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|e| StoreError::Unavailable(format!("{ORDER}: {e}"))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Orders that the scratch place becomes the database; it is carried out by the next [`settle`].
pub fn order(home: &Path, order: &Order) -> Result<(), StoreError> {
    let bytes = serde_json::to_vec_pretty(order).map_err(|e| StoreError::Unavailable(e.to_string()))?;
    let part = home.join(format!("{ORDER}.part"));
    let mut file = File::create(&part)?;
    file.write_all(&bytes)?;
    file.sync_all()?;
    drop(file);
    fs::rename(&part, home.join(ORDER))?;
    sync_folder(home);
    Ok(())
}

/// Takes an order back, unless it has begun to be carried out.
pub async fn revoke(location: &Location) -> Result<Option<Order>, StoreError> {
    let home = location.home();
    let Some(order) = ordered(&home)? else { return Ok(None) };
    if has_begun(&home, &order) {
        return Err(StoreError::InUse);
    }
    fs::remove_file(home.join(ORDER))?;
    if let Location::Postgres { url, .. } = location {
        let mut db = connect(url).await?;
        sqlx::query(AssertSqlSafe(format!("DROP SCHEMA IF EXISTS {} CASCADE", schema_of(order.scratch)))).execute(&mut db).await?;
        db.close().await?;
    }
    remove_folder(&home, order.scratch)?;
    Ok(Some(order))
}

fn has_begun(home: &Path, order: &Order) -> bool {
    order.schema.is_none() && home.join(ASIDE).join(&order.aside).join("data.sqlite").exists()
}

/// Carries out an order that waits, if nobody else has the database open. What was carried out.
pub async fn settle(location: &Location) -> Result<Option<Order>, StoreError> {
    let home = location.home();
    if ordered(&home)?.is_none() {
        return Ok(None);
    }
    let Some(_alone) = lock::alone(&home, PATIENCE).await? else {
        // A database of which a part was moved already must not be opened before the rest is.
        return match ordered(&home)? {
            Some(order) if has_begun(&home, &order) => Err(StoreError::InUse),
            _ => {
                tracing::warn!("a restored database waits: another program has the present one open");
                Ok(None)
            }
        };
    };
    let Some(order) = ordered(&home)? else { return Ok(None) };
    // Attachments first: they are known by what they are, so those of both databases lie beside each other.
    location.blobs().absorb(&Location::Folder(folder(&home, order.scratch)).blobs())?;
    match location {
        Location::Folder(folder) => swap_files(folder, &order).await?,
        Location::Postgres { url, .. } => swap_schemas(url, &order).await?,
    }
    let aside = home.join(ASIDE).join(&order.aside);
    fs::create_dir_all(&aside)?;
    // The head that was kept beside the key is that of the replaced chain.
    move_if_there(&home.join(HEAD_FILE), &aside.join(HEAD_FILE))?;
    let keys = Keys::of(home.clone());
    for signer in &order.signers {
        keys.know(signer.clone())?;
    }
    remove_folder(&home, order.scratch)?;
    fs::remove_file(home.join(ORDER))?;
    sync_folder(&home);
    tracing::info!(aside = %order.aside, archive = %order.archive, "a restored database has taken the place of the one before");
    Ok(Some(order))
}

async fn swap_files(home: &Path, order: &Order) -> Result<(), StoreError> {
    let own = Location::sqlite_file(home);
    let restored = Location::sqlite_file(&folder(home, order.scratch));
    let aside = home.join(ASIDE).join(&order.aside);
    fs::create_dir_all(&aside)?;
    if !restored.exists() {
        // Moved already, unless both are gone.
        return if own.exists() { Ok(()) } else { Err(StoreError::Unavailable("the restored database is gone".to_owned())) };
    }
    if own.exists() {
        // Whoever could open the one before can open this one.
        fs::set_permissions(&restored, fs::metadata(&own)?.permissions())?;
    }
    if own.exists() && !aside.join("data.sqlite").exists() {
        // What is in the write-ahead log goes into the file, so that one file is the whole database. One that is damaged is
        // put aside as it is.
        if let Err(error) = checkpoint(&own).await {
            tracing::warn!(%error, "the replaced database could not be closed properly");
        }
        for ending in ["-wal", "-shm"] {
            move_if_there(&beside(&own, ending), &aside.join(format!("data.sqlite{ending}")))?;
        }
        fs::rename(&own, aside.join("data.sqlite"))?;
        sync_folder(&aside);
        sync_folder(home);
    }
    fs::rename(&restored, &own)?;
    sync_folder(home);
    Ok(())
}

async fn checkpoint(file: &Path) -> Result<(), StoreError> {
    let mut db = SqliteConnection::connect_with(&SqliteConnectOptions::new().filename(file).create_if_missing(false)).await?;
    sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut db).await?;
    db.close().await?;
    Ok(())
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn move_if_there(from: &Path, to: &Path) -> io::Result<()> {
    gone(fs::rename(from, to))
}

/// Renamed files are found again after the machine stops. That it can't be done everywhere (Windows) is no error.
fn sync_folder(folder: &Path) {
    let _ = File::open(folder).and_then(|f| f.sync_all());
}

async fn swap_schemas(url: &str, order: &Order) -> Result<(), StoreError> {
    let Some(own) = &order.schema else { return Err(StoreError::Unavailable(format!("{ORDER} names no schema"))) };
    let scratch = schema_of(order.scratch);
    let aside = format!("{ASIDE_SCHEMA}{}", order.aside);
    let mut db = connect(url).await?;
    let mut tx = db.begin().await?;
    let (is_there,): (bool,) =
        sqlx::query_as("SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = $1)").bind(&scratch).fetch_one(&mut *tx).await?;
    if is_there {
        sqlx::query(AssertSqlSafe(format!("ALTER SCHEMA {} RENAME TO {}", quoted(own), quoted(&aside)))).execute(&mut *tx).await?;
        sqlx::query(AssertSqlSafe(format!("ALTER SCHEMA {scratch} RENAME TO {}", quoted(own)))).execute(&mut *tx).await?;
    }
    tx.commit().await?;
    Ok(db.close().await?)
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The schema in which the database's tables are, on PostgreSQL.
pub async fn own_schema(location: &Location) -> Result<Option<String>, StoreError> {
    let Location::Postgres { url, .. } = location else { return Ok(None) };
    let mut db = connect(url).await?;
    let (schema,): (String,) = sqlx::query_as("SELECT current_schema()::text").fetch_one(&mut db).await?;
    db.close().await?;
    Ok(Some(schema))
}

/// Removes scratch places whose process is gone, but for the one that is ordered.
pub async fn sweep(location: &Location) -> Result<(), StoreError> {
    let home = location.home();
    let entries = match fs::read_dir(home.join(SCRATCH)) {
        Ok(entries) => entries.collect::<Result<Vec<_>, _>>()?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error.into()),
    };
    let mut ids: Vec<Uuid> = entries.iter().filter_map(|e| Uuid::try_parse(e.path().file_stem()?.to_str()?).ok()).collect();
    ids.sort_unstable();
    ids.dedup();
    for id in ids {
        // One that can't be looked at is left for the next time.
        let found = held::find(&folder(&home, id).with_extension("lock"));
        // It may have been ordered while others were removed: that is written before its lock is let go.
        if let Ok(Found::Left(_) | Found::Gone) = found
            && !is_ordered(&home, id)?
        {
            remove_folder(&home, id)?;
        }
    }
    if let Location::Postgres { url, .. } = location {
        sweep_schemas(url, &home).await?;
    }
    Ok(())
}

fn is_ordered(home: &Path, id: Uuid) -> Result<bool, StoreError> {
    Ok(ordered(home)?.is_some_and(|order| order.scratch == id))
}

async fn sweep_schemas(url: &str, home: &Path) -> Result<(), StoreError> {
    let mut db = connect(url).await?;
    let names: Vec<(String,)> = sqlx::query_as("SELECT nspname::text FROM pg_namespace WHERE left(nspname, 14) = $1")
        .bind(SCRATCH_SCHEMA)
        .fetch_all(&mut db)
        .await?;
    for (name,) in names {
        let (is_free,): (bool,) =
            sqlx::query_as("SELECT pg_try_advisory_lock($1, hashtext($2))").bind(LOCK_SPACE).bind(&name).fetch_one(&mut db).await?;
        if is_free {
            if ordered(home)?.is_none_or(|order| schema_of(order.scratch) != name) {
                sqlx::query(AssertSqlSafe(format!("DROP SCHEMA IF EXISTS {} CASCADE", quoted(&name)))).execute(&mut db).await?;
            }
            sqlx::query("SELECT pg_advisory_unlock($1, hashtext($2))").bind(LOCK_SPACE).bind(&name).execute(&mut db).await?;
        }
    }
    Ok(db.close().await?)
}

/// The databases that were put aside, newest first.
pub async fn replaced(location: &Location) -> Result<Vec<Replaced>, StoreError> {
    let mut all = Vec::new();
    match location {
        Location::Folder(home) => {
            let Ok(entries) = fs::read_dir(home.join(ASIDE)) else { return Ok(all) };
            for entry in entries {
                let path = entry?.path();
                let size = fs::metadata(path.join("data.sqlite")).map(|m| m.len());
                if let (Some(name), Ok(size)) = (path.file_name().and_then(|n| n.to_str()), size) {
                    all.push(Replaced { name: name.to_owned(), size: Some(size) });
                }
            }
        }
        Location::Postgres { url, .. } => {
            let mut db = connect(url).await?;
            let names: Vec<(String,)> = sqlx::query_as("SELECT nspname::text FROM pg_namespace WHERE left(nspname, 15) = $1")
                .bind(ASIDE_SCHEMA)
                .fetch_all(&mut db)
                .await?;
            let names = names.into_iter().filter_map(|(name,)| name.strip_prefix(ASIDE_SCHEMA).map(str::to_owned));
            all.extend(names.map(|name| Replaced { name, size: None }));
            db.close().await?;
        }
    }
    all.sort_by(|a, b| b.name.cmp(&a.name));
    Ok(all)
}

/// The name of what is put aside at a time: the time in digits. A second that has one already is not used again.
pub fn aside_name(location: &Location, at: Instant) -> String {
    let aside = location.home().join(ASIDE);
    let mut name = digits(at);
    for later in 1.. {
        if !aside.join(&name).exists() {
            break;
        }
        name = digits(at.plus_seconds(later));
    }
    name
}

/// Puts a database aside that can't be opened, as it is. Only a folder's: PostgreSQL's own tools look after its files.
pub async fn put_aside(location: &Location, at: Instant) -> Result<(), StoreError> {
    let Location::Folder(home) = location else {
        return Err(StoreError::Unavailable("a PostgreSQL database is not a file".to_owned()));
    };
    let Some(_alone) = lock::alone(home, Duration::ZERO).await? else { return Err(StoreError::InUse) };
    let own = Location::sqlite_file(home);
    let aside = home.join(ASIDE).join(aside_name(location, at));
    fs::create_dir_all(&aside)?;
    for ending in ["", "-wal", "-shm"] {
        move_if_there(&beside(&own, ending), &aside.join(format!("data.sqlite{ending}")))?;
    }
    move_if_there(&home.join(HEAD_FILE), &aside.join(HEAD_FILE))?;
    sync_folder(home);
    Ok(())
}

/// Removes a database that was put aside.
pub async fn forget(location: &Location, name: &str) -> Result<bool, StoreError> {
    if !replaced(location).await?.iter().any(|r| r.name == name) {
        return Ok(false);
    }
    if let Location::Postgres { url, .. } = location {
        let mut db = connect(url).await?;
        let schema = quoted(&format!("{ASIDE_SCHEMA}{name}"));
        sqlx::query(AssertSqlSafe(format!("DROP SCHEMA IF EXISTS {schema} CASCADE"))).execute(&mut db).await?;
        db.close().await?;
    }
    gone(fs::remove_dir_all(location.home().join(ASIDE).join(name)))?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_put_aside_under_a_name_that_is_taken() {
        let home = tempfile::tempdir().unwrap();
        let location = Location::Folder(home.path().to_path_buf());
        let at = Instant::from_civil(jiff::civil::date(2026, 11, 27).at(23, 59, 59, 0)).unwrap();
        for expected in ["20261127-235959", "20261128-000000", "20261128-000001"] {
            let name = aside_name(&location, at);
            assert_eq!(name, expected);
            fs::create_dir_all(home.path().join(ASIDE).join(name)).unwrap();
        }
    }
}
