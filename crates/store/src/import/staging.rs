//! The staging file: a SQLite database of its own, made for one import and removed after it.

use super::claim::Claim;
use super::load;
use super::rows::{StagedCase, StagedRating};
use crate::db::Store;
use crate::error::StoreError;
use crate::work::{Actor, Work};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use uuid::Uuid;

const CREATE: &str = "
    CREATE TABLE stage_rating (row_no INTEGER PRIMARY KEY, source_id INTEGER NOT NULL, record_no TEXT NOT NULL, assess_no INTEGER NOT NULL,
        content_hash BLOB NOT NULL, case_no TEXT, place_id INTEGER NOT NULL, point_id INTEGER, window_id INTEGER, staff_no TEXT,
        item_id INTEGER, body_id INTEGER, module_id INTEGER, channel INTEGER NOT NULL, grade INTEGER NOT NULL, object INTEGER NOT NULL,
        person_type INTEGER, reasons TEXT, comment TEXT, at INTEGER NOT NULL, standing INTEGER NOT NULL, generated INTEGER NOT NULL) STRICT;
    CREATE TABLE stage_person (row_no INTEGER PRIMARY KEY, name TEXT, phone TEXT) STRICT;
    CREATE TABLE stage_case (row_no INTEGER PRIMARY KEY, source_id INTEGER NOT NULL, place_id INTEGER NOT NULL, point_id INTEGER NOT NULL,
        item_id INTEGER NOT NULL, body_id INTEGER NOT NULL, day TEXT NOT NULL, cases INTEGER NOT NULL) STRICT;";

const COLUMNS: usize = 22;
/// Rows a statement.
const ROWS: usize = 250;

/// Bare `?`: a number after it would be a name, which SQLite looks up among all others at every binding.
fn values(rows: usize, columns: usize) -> String {
    let row = format!("({})", vec!["?"; columns].join(","));
    vec![row; rows].join(",")
}

static MANY: LazyLock<String> = LazyLock::new(|| format!("INSERT INTO stage_rating VALUES {}", values(ROWS, COLUMNS)));
static ONE: LazyLock<String> = LazyLock::new(|| format!("INSERT INTO stage_rating VALUES {}", values(1, COLUMNS)));
static MANY_CASES: LazyLock<String> = LazyLock::new(|| format!("INSERT INTO stage_case VALUES {}", values(ROWS, 8)));
static ONE_CASE: LazyLock<String> = LazyLock::new(|| format!("INSERT INTO stage_case VALUES {}", values(1, 8)));

/// A row whose key stands in an earlier row of the same file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duplicate {
    /// The later row.
    pub row: i64,
    /// The first row with this key.
    pub first: i64,
    /// Same content too.
    pub identical: bool,
}

/// A staging file.
pub struct Staging {
    path: PathBuf,
    conn: SqliteConnection,
    claim: Claim,
    /// Some rows carry a fingerprint instead of a number.
    has_generated: bool,
}

impl Staging {
    /// Makes an empty one in the folder, for the job whose claim this is.
    pub async fn create(folder: &Path, job: Uuid, claim: Claim) -> Result<Self, StoreError> {
        let path = folder.join(format!("{job}.sqlite"));
        remove(&path)?;
        let options = SqliteConnectOptions::new()
            .filename(&path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Off)
            .synchronous(SqliteSynchronous::Off)
            // Rows are added at the end, and the keys of two million are sorted in one pass of some sixteen runs; the sums of the import need
            // the rest. A second thread sorts one list of that size while the first fills another.
            .pragma("cache_size", "-4096")
            .pragma("threads", "1")
            .pragma("temp_store", "FILE");
        let mut conn = SqliteConnection::connect_with(&options).await?;
        sqlx::raw_sql(CREATE).execute(&mut conn).await?;
        sqlx::query("BEGIN").execute(&mut conn).await?;
        Ok(Self { path, conn, claim, has_generated: false })
    }

    /// Adds ratings.
    pub async fn add_ratings(&mut self, rows: Vec<StagedRating>) -> Result<(), StoreError> {
        let mut rows = rows.into_iter();
        loop {
            let chunk: Vec<StagedRating> = rows.by_ref().take(ROWS).collect();
            if chunk.is_empty() {
                return Ok(());
            }
            self.has_generated |= chunk.iter().any(|r| r.generated);
            for r in chunk.iter().filter(|r| r.rater_name.is_some() || r.rater_phone.is_some()) {
                sqlx::query("INSERT INTO stage_person VALUES (?1, ?2, ?3)")
                    .bind(r.row)
                    .bind(&r.rater_name)
                    .bind(&r.rater_phone)
                    .execute(&mut self.conn)
                    .await?;
            }
            if chunk.len() == ROWS {
                self.insert_ratings(MANY.as_str(), chunk).await?;
            } else {
                for row in chunk {
                    self.insert_ratings(ONE.as_str(), vec![row]).await?;
                }
            }
        }
    }

    async fn insert_ratings(&mut self, text: &'static str, rows: Vec<StagedRating>) -> Result<(), StoreError> {
        let mut query = sqlx::query(AssertSqlSafe(text));
        for r in rows {
            query = query
                .bind(r.row)
                .bind(r.source)
                .bind(r.record_no)
                .bind(r.assess_no)
                .bind(r.content_hash.to_vec())
                .bind(r.case_no)
                .bind(r.place)
                .bind(r.point)
                .bind(r.window)
                .bind(r.staff_no)
                .bind(r.item)
                .bind(r.body)
                .bind(r.module)
                .bind(r.channel)
                .bind(r.grade)
                .bind(r.object)
                .bind(r.person_type)
                .bind(r.reasons)
                .bind(r.comment)
                .bind(r.at)
                .bind(r.standing)
                .bind(r.generated);
        }
        query.execute(&mut self.conn).await?;
        Ok(())
    }

    /// Adds case counts.
    pub async fn add_cases(&mut self, rows: Vec<StagedCase>) -> Result<(), StoreError> {
        let mut rows = rows.into_iter();
        loop {
            let chunk: Vec<StagedCase> = rows.by_ref().take(ROWS).collect();
            if chunk.is_empty() {
                return Ok(());
            }
            if chunk.len() == ROWS {
                self.insert_cases(MANY_CASES.as_str(), chunk).await?;
            } else {
                for row in chunk {
                    self.insert_cases(ONE_CASE.as_str(), vec![row]).await?;
                }
            }
        }
    }

    async fn insert_cases(&mut self, text: &'static str, rows: Vec<StagedCase>) -> Result<(), StoreError> {
        let mut query = sqlx::query(AssertSqlSafe(text));
        for r in rows {
            query = query.bind(r.row).bind(r.source).bind(r.place).bind(r.point).bind(r.item).bind(r.body).bind(r.day).bind(r.cases);
        }
        query.execute(&mut self.conn).await?;
        Ok(())
    }

    /// Gives identical rows of numberless sources an ordinal, indexes the keys and finds keys that stand twice.
    ///
    /// Duplicates are taken out of the staging tables; what they had added to the sums is the caller's to take away.
    pub async fn settle_ratings(&mut self) -> Result<Vec<Duplicate>, StoreError> {
        if self.has_generated {
            sqlx::query(
                "UPDATE stage_rating SET record_no = n.numbered FROM
                    (SELECT row_no, record_no || '#' || ROW_NUMBER() OVER (PARTITION BY source_id, record_no, assess_no ORDER BY row_no) AS numbered
                     FROM stage_rating WHERE generated = 1) n
                 WHERE n.row_no = stage_rating.row_no",
            )
            .execute(&mut self.conn)
            .await?;
        }
        sqlx::query("CREATE INDEX stage_key ON stage_rating (source_id, record_no, assess_no)").execute(&mut self.conn).await?;
        sqlx::query("CREATE INDEX stage_follow_up ON stage_rating (source_id, record_no) WHERE assess_no = 2")
            .execute(&mut self.conn)
            .await?;
        self.duplicates(
            "SELECT s.row_no, f.first_row, s.content_hash = o.content_hash
             FROM (SELECT source_id, record_no, assess_no, MIN(row_no) AS first_row FROM stage_rating
                   GROUP BY source_id, record_no, assess_no HAVING COUNT(*) > 1) f
             JOIN stage_rating s ON s.source_id = f.source_id AND s.record_no = f.record_no AND s.assess_no = f.assess_no AND s.row_no > f.first_row
             JOIN stage_rating o ON o.row_no = f.first_row
             ORDER BY s.row_no",
        )
        .await
    }

    /// The same for case counts.
    pub async fn settle_cases(&mut self) -> Result<Vec<Duplicate>, StoreError> {
        sqlx::query("CREATE INDEX stage_case_key ON stage_case (source_id, place_id, point_id, item_id, body_id, day)")
            .execute(&mut self.conn)
            .await?;
        self.duplicates(
            "SELECT s.row_no, f.first_row, s.cases = o.cases
             FROM (SELECT source_id, place_id, point_id, item_id, body_id, day, MIN(row_no) AS first_row FROM stage_case
                   GROUP BY source_id, place_id, point_id, item_id, body_id, day HAVING COUNT(*) > 1) f
             JOIN stage_case s ON s.source_id = f.source_id AND s.place_id = f.place_id AND s.point_id = f.point_id AND s.item_id = f.item_id
                AND s.body_id = f.body_id AND s.day = f.day AND s.row_no > f.first_row
             JOIN stage_case o ON o.row_no = f.first_row
             ORDER BY s.row_no",
        )
        .await
    }

    async fn duplicates(&mut self, text: &'static str) -> Result<Vec<Duplicate>, StoreError> {
        let rows: Vec<(i64, i64, bool)> = sqlx::query_as(text).fetch_all(&mut self.conn).await?;
        Ok(rows.into_iter().map(|(row, first, identical)| Duplicate { row, first, identical }).collect())
    }

    /// Takes a rating out again and hands back what it had added to the sums.
    pub async fn take_rating(&mut self, row: i64) -> Result<Option<super::merge::FactRow>, StoreError> {
        let fact = sqlx::query_as(super::merge::FACT_OF_ROW).bind(row).fetch_optional(&mut self.conn).await?;
        sqlx::query("DELETE FROM stage_rating WHERE row_no = ?1").bind(row).execute(&mut self.conn).await?;
        sqlx::query("DELETE FROM stage_person WHERE row_no = ?1").bind(row).execute(&mut self.conn).await?;
        Ok(fact)
    }

    /// Takes a case count out again: place, day, item, body, cases.
    pub async fn take_case(&mut self, row: i64) -> Result<Option<(i64, String, i64, i64, i64)>, StoreError> {
        let fact = sqlx::query_as("SELECT place_id, day, item_id, body_id, cases FROM stage_case WHERE row_no = ?1")
            .bind(row)
            .fetch_optional(&mut self.conn)
            .await?;
        sqlx::query("DELETE FROM stage_case WHERE row_no = ?1").bind(row).execute(&mut self.conn).await?;
        Ok(fact)
    }

    /// Begins the merging transaction, in which the staged rows can be read by their plain names.
    ///
    /// The staging connection is closed; [`finish`] removes the file after the work has ended.
    pub async fn begin(mut self, store: &Store, actor: &Actor) -> Result<(Work, StagedFile), StoreError> {
        sqlx::query("COMMIT").execute(&mut self.conn).await?;
        if let Some(mut writer) = store.sqlite_writer().await? {
            self.conn.close().await?;
            detach(&mut writer).await?;
            sqlx::query("ATTACH DATABASE $1 AS stage").bind(self.path.to_string_lossy().into_owned()).execute(&mut *writer).await?;
            drop(writer);
            let file = StagedFile { path: self.path, attached: true, claim: self.claim };
            return match store.begin(actor).await {
                Ok(work) => Ok((work, file)),
                Err(error) => {
                    file.remove(store).await?;
                    Err(error)
                }
            };
        }
        let mut work = store.begin(actor).await?;
        load::copy_to_postgres(&mut self.conn, &mut work.conn()).await?;
        self.conn.close().await?;
        Ok((work, StagedFile { path: self.path, attached: false, claim: self.claim }))
    }

    /// Gives up: closes and removes the file.
    pub async fn discard(self) -> Result<(), StoreError> {
        self.conn.close().await?;
        remove(&self.path)?;
        self.claim.give_up()
    }
}

/// A staging file whose rows are being merged.
#[must_use = "remove it after the work has ended"]
pub struct StagedFile {
    path: PathBuf,
    attached: bool,
    claim: Claim,
}

impl StagedFile {
    /// Detaches and removes it; call after the work was committed or rolled back.
    pub async fn remove(self, store: &Store) -> Result<(), StoreError> {
        if self.attached
            && let Some(mut writer) = store.sqlite_writer().await?
        {
            detach(&mut writer).await?;
        }
        remove(&self.path)?;
        self.claim.give_up()
    }
}

/// Detaches what a merge attached, if anything: also what one left that panicked.
async fn detach(writer: &mut SqliteConnection) -> Result<(), StoreError> {
    let attached: Option<(i64,)> =
        sqlx::query_as("SELECT 1 FROM pragma_database_list WHERE name = 'stage'").fetch_optional(&mut *writer).await?;
    if attached.is_some() {
        sqlx::query("DETACH DATABASE stage").execute(writer).await?;
    }
    Ok(())
}

/// After a merge that panicked: lets go of its staging file, which [`sweep`] then removes.
pub async fn release(store: &Store) -> Result<(), StoreError> {
    if let Some(mut writer) = store.sqlite_writer().await? {
        detach(&mut writer).await?;
    }
    Ok(())
}

pub(super) fn remove(path: &Path) -> Result<(), StoreError> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}
