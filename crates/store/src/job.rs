//! Jobs: long work with state, lease, counts and the rows it returned.

use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};
use domain::account::AccountId;
use domain::time::Instant;
use sqlx::FromRow;
use uuid::Uuid;

pub mod history;

sql! {
    INSERT = "INSERT INTO job (id, kind, state, account_id, by_name, file_name, request, size, started_at, lease_until, counts)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING no";
    RUNNING = "SELECT id FROM job WHERE kind LIKE $2 AND state IN ('checking', 'merging') AND lease_until >= $1 LIMIT 1";
    LEASE = "UPDATE job SET lease_until = $2 WHERE id = $1 AND state IN ('checking', 'merging')";
    // A lease that ends later than any lease can was given out by a clock that has since been set back.
    INTERRUPT = "UPDATE job SET state = 'interrupted', ended_at = $1, lease_until = NULL
        WHERE state IN ('checking', 'merging') AND (lease_until < $1 OR lease_until > $2)";
    INTERRUPT_ONE = "UPDATE job SET state = 'interrupted', ended_at = $2, lease_until = NULL
        WHERE id = $1 AND state IN ('checking', 'merging')";
    FINISH = "UPDATE job SET state = $2, ended_at = $3, counts = $4, error = $5, lease_until = NULL WHERE id = $1";
    ONE = "SELECT no, id, kind, state, account_id, by_name, file_name, size, started_at, ended_at, counts, error FROM job WHERE id = $1";
    NEWEST = "SELECT no, id, kind, state, account_id, by_name, file_name, size, started_at, ended_at, counts, error FROM job
        WHERE kind LIKE $2 ORDER BY no DESC LIMIT $1";
    NEWEST_BY = "SELECT no, id, kind, state, account_id, by_name, file_name, size, started_at, ended_at, counts, error FROM job
        WHERE account_id = $2 AND kind LIKE $3 ORDER BY no DESC LIMIT $1";
    ADD_PROBLEM = "INSERT INTO job_problem (job_no, ordinal, problem, cells) VALUES ($1, $2, $3, $4)";
    PROBLEMS = "SELECT ordinal, problem, cells FROM job_problem WHERE job_no = $1 AND ordinal > $2 ORDER BY ordinal LIMIT $3";
    PROBLEM_COUNT = "SELECT COUNT(*) FROM job_problem WHERE job_no = $1";
}

/// A job as it is kept. `counts` and `error` are the JSON of `api::job::ImportCounts` and `api::ApiError`.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct JobRow {
    /// Number, rising.
    pub no: i64,
    /// Key.
    pub id: Uuid,
    /// `import.ratings`, `import.cases`
    pub kind: String,
    /// `api::job::JobState` as a word.
    pub state: String,
    /// The account that started it; none for the system and a local operator.
    pub account_id: Option<Uuid>,
    /// Who started it.
    pub by_name: String,
    /// Name of the file.
    pub file_name: String,
    /// Bytes of the file.
    pub size: i64,
    /// When it began.
    pub started_at: i64,
    /// When it ended.
    pub ended_at: Option<i64>,
    /// What it did.
    pub counts: String,
    /// Why it failed.
    pub error: Option<String>,
}

/// A job to be begun.
#[derive(Clone, Debug)]
pub struct NewJob<'a> {
    /// Key.
    pub id: Uuid,
    /// `import.ratings`, `import.cases`
    pub kind: &'a str,
    /// State as a word.
    pub state: &'a str,
    /// Who.
    pub account: Option<AccountId>,
    /// His name.
    pub by_name: &'a str,
    /// Name of the file.
    pub file_name: &'a str,
    /// The request as JSON.
    pub request: &'a str,
    /// Bytes of the file.
    pub size: i64,
    /// Now.
    pub started: Instant,
    /// Until when it is taken to be alive.
    pub lease_until: Instant,
    /// Counts as JSON.
    pub counts: &'a str,
}

/// Notes a job; its number.
pub async fn begin(conn: &mut Conn<'_>, new: &NewJob<'_>) -> Result<i64, StoreError> {
    let (no,): (i64,) = on!(conn, c => sqlx::query_as(INSERT)
        .bind(new.id)
        .bind(new.kind)
        .bind(new.state)
        .bind(new.account.map(|a| a.0))
        .bind(new.by_name)
        .bind(new.file_name)
        .bind(new.request)
        .bind(new.size)
        .bind(new.started.0)
        .bind(new.lease_until.0)
        .bind(new.counts)
        .fetch_one(c)
        .await?);
    Ok(no)
}

/// Kinds of jobs that belong together, as a pattern: imports.
pub const IMPORTS: &str = "import.%";
/// Work on backups.
pub const BACKUPS: &str = "backup.%";

/// An import that is alive in this or another process.
pub async fn running(conn: &mut Conn<'_>, now: Instant) -> Result<Option<Uuid>, StoreError> {
    running_of(conn, IMPORTS, now).await
}

/// A job of some kinds that is alive in this or another process.
pub async fn running_of(conn: &mut Conn<'_>, kinds: &str, now: Instant) -> Result<Option<Uuid>, StoreError> {
    let row: Option<(Uuid,)> = on!(conn, c => sqlx::query_as(RUNNING).bind(now.0).bind(kinds).fetch_optional(c).await?);
    Ok(row.map(|r| r.0))
}

/// Says that it is still alive.
pub async fn lease(conn: &mut Conn<'_>, id: Uuid, until: Instant) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(LEASE).bind(id).bind(until.0).execute(c).await?; });
    Ok(())
}

/// Marks a job whose process is known to be gone.
pub async fn interrupt(conn: &mut Conn<'_>, id: Uuid, now: Instant) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(INTERRUPT_ONE).bind(id).bind(now.0).execute(c).await?; });
    Ok(())
}

/// Marks jobs whose lease is over: their process is gone, or was stopped for longer than that.
pub async fn interrupt_left_over(conn: &mut Conn<'_>, now: Instant) -> Result<u64, StoreError> {
    Ok(
        on!(conn, c => sqlx::query(INTERRUPT).bind(now.0).bind(now.plus_seconds(crate::turn::LONGEST_SECONDS).0).execute(c).await?.rows_affected()),
    )
}

/// Ends a job.
pub async fn finish(conn: &mut Conn<'_>, id: Uuid, state: &str, at: Instant, counts: &str, error: Option<&str>) -> Result<(), StoreError> {
    on!(conn, c => { sqlx::query(FINISH).bind(id).bind(state).bind(at.0).bind(counts).bind(error).execute(c).await?; });
    Ok(())
}

/// One job.
pub async fn find(conn: &mut Conn<'_>, id: Uuid) -> Result<Option<JobRow>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(ONE).bind(id).fetch_optional(c).await?))
}

/// The newest imports.
pub async fn newest(conn: &mut Conn<'_>, limit: i64) -> Result<Vec<JobRow>, StoreError> {
    newest_of(conn, IMPORTS, limit).await
}

/// The newest jobs of some kinds.
pub async fn newest_of(conn: &mut Conn<'_>, kinds: &str, limit: i64) -> Result<Vec<JobRow>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(NEWEST).bind(limit).bind(kinds).fetch_all(c).await?))
}

/// The newest imports that an account started.
pub async fn newest_by(conn: &mut Conn<'_>, account: AccountId, limit: i64) -> Result<Vec<JobRow>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(NEWEST_BY).bind(limit).bind(account.0).bind(IMPORTS).fetch_all(c).await?))
}

/// Keeps the problems of a job: JSON of `domain::import::RowProblem` and of the row's cells.
pub async fn add_problems(conn: &mut Conn<'_>, job_no: i64, problems: &[(String, String)]) -> Result<(), StoreError> {
    for (ordinal, (problem, cells)) in (1_i64..).zip(problems) {
        on!(conn, c => { sqlx::query(ADD_PROBLEM).bind(job_no).bind(ordinal).bind(problem).bind(cells).execute(c).await?; });
    }
    Ok(())
}

/// A page of problems after an ordinal: ordinal, problem, cells.
pub async fn problems(conn: &mut Conn<'_>, job_no: i64, after: i64, limit: i64) -> Result<Vec<(i64, String, String)>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(PROBLEMS).bind(job_no).bind(after).bind(limit).fetch_all(c).await?))
}

/// How many problems a job has kept.
pub async fn problem_count(conn: &mut Conn<'_>, job_no: i64) -> Result<i64, StoreError> {
    let (n,): (i64,) = on!(conn, c => sqlx::query_as(PROBLEM_COUNT).bind(job_no).fetch_one(c).await?);
    Ok(n)
}
