//! Databases that are gone when the test is over.

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::path::{Path, PathBuf};
use store::Location;
use tempfile::TempDir;
use uuid::Uuid;

/// Where tests find a PostgreSQL cluster.
const POSTGRES: &str = "YIMEN_TEST_POSTGRES";

/// An empty database of its own with its folder; both are gone when it is dropped.
pub struct Scratch {
    folder: TempDir,
    database: Option<Database>,
}

/// A PostgreSQL database made for a test.
struct Database {
    cluster: String,
    name: String,
    url: String,
}

impl Scratch {
    /// A SQLite folder.
    pub fn sqlite() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder"), database: None }
    }

    /// A PostgreSQL database; none, and a loud line, if no cluster was named.
    pub async fn postgres() -> Option<Self> {
        let Ok(cluster) = std::env::var(POSTGRES) else {
            eprintln!("skipped: PostgreSQL ({POSTGRES} is not set)");
            return None;
        };
        let name = format!("yimen_test_{}", Uuid::now_v7().simple());
        let mut connection = PgConnection::connect(&cluster).await.expect("the PostgreSQL cluster for tests");
        sqlx::query(AssertSqlSafe(format!("CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")))
            .execute(&mut connection)
            .await
            .expect("a database for this test");
        connection.close().await.expect("closing a connection");
        let url = with_database(&cluster, &name);
        Some(Self { folder: tempfile::tempdir().expect("a temporary folder"), database: Some(Database { cluster, name, url }) })
    }

    /// Where to open it.
    pub fn location(&self) -> Location {
        match &self.database {
            None => Location::Folder(self.folder.path().to_path_buf()),
            Some(database) => Location::Postgres { url: database.url.clone(), staging: self.folder.path().join("staging") },
        }
    }

    /// The folder that holds the database or, for PostgreSQL, what belongs to it outside of the database.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A file in the scratch folder.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The address of the PostgreSQL database; none on SQLite.
    pub fn url(&self) -> Option<&str> {
        self.database.as_ref().map(|d| d.url.as_str())
    }

    /// Runs SQL past the store, on its own connection: for looking at what is stored, and for tampering with it.
    /// Several statements may be separated by semicolons.
    pub async fn execute(&self, sql: &str) {
        let statements = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()));
        if let Some(database) = &self.database {
            let mut connection = PgConnection::connect(&database.url).await.expect("the scratch database");
            statements.execute(&mut connection).await.expect(sql);
        } else {
            let mut connection = self.sqlite_connection().await;
            statements.execute(&mut connection).await.expect(sql);
            connection.close().await.expect("closing a connection");
        }
    }

    /// The whole numbers in the first column of a query's rows.
    pub async fn numbers(&self, sql: &str) -> Vec<i64> {
        let rows: Vec<(i64,)> = match &self.database {
            Some(database) => {
                let mut connection = PgConnection::connect(&database.url).await.expect("the scratch database");
                sqlx::query_as(AssertSqlSafe(sql.to_owned())).fetch_all(&mut connection).await.expect(sql)
            }
            None => sqlx::query_as(AssertSqlSafe(sql.to_owned())).fetch_all(&mut self.sqlite_connection().await).await.expect(sql),
        };
        rows.into_iter().map(|row| row.0).collect()
    }

    /// The texts in the first column of a query's rows.
    pub async fn texts(&self, sql: &str) -> Vec<String> {
        let rows: Vec<(String,)> = match &self.database {
            Some(database) => {
                let mut connection = PgConnection::connect(&database.url).await.expect("the scratch database");
                sqlx::query_as(AssertSqlSafe(sql.to_owned())).fetch_all(&mut connection).await.expect(sql)
            }
            None => sqlx::query_as(AssertSqlSafe(sql.to_owned())).fetch_all(&mut self.sqlite_connection().await).await.expect(sql),
        };
        rows.into_iter().map(|row| row.0).collect()
    }

    async fn sqlite_connection(&self) -> sqlx::SqliteConnection {
        let options = sqlx::sqlite::SqliteConnectOptions::new()
            .filename(Location::sqlite_file(self.folder.path()))
            .foreign_keys(false)
            .busy_timeout(std::time::Duration::from_secs(10));
        sqlx::SqliteConnection::connect_with(&options).await.expect("the scratch database")
    }
}

/// The address of another database of the same cluster.
fn with_database(cluster: &str, name: &str) -> String {
    let (address, query) = cluster.split_once('?').map_or((cluster, String::new()), |(a, q)| (a, format!("?{q}")));
    let authority = address.find("://").map_or(0, |at| at + 3);
    let end = address[authority..].find('/').map_or(address.len(), |at| authority + at);
    format!("{}/{name}{query}", &address[..end])
}

impl Drop for Database {
    fn drop(&mut self) {
        let (cluster, name) = (self.cluster.clone(), self.name.clone());
        // Dropping can't wait on the test's own runtime.
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().ok()?;
            runtime.block_on(async {
                let mut connection = PgConnection::connect(&cluster).await.ok()?;
                let drop = AssertSqlSafe(format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
                sqlx::query(drop).execute(&mut connection).await.ok()
            })
        });
        if !matches!(dropped.join(), Ok(Some(_))) {
            eprintln!("{} was left behind", self.name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::with_database;

    #[test]
    fn the_database_of_an_address_is_replaced() {
        assert_eq!(with_database("postgres://u:p@h:5/x?sslmode=disable", "y"), "postgres://u:p@h:5/y?sslmode=disable");
        assert_eq!(with_database("postgres:///x?host=/tmp", "y"), "postgres:///y?host=/tmp");
        assert_eq!(with_database("postgres://h", "y"), "postgres://h/y");
    }
}
