//! 进度反馈表: the forms of tasks that were handed out, for whom, what was printed in them, and which came back.

use crate::db::Conn;
use crate::error::StoreError;
use crate::{on, sql};
use domain::body::BodyId;
use domain::supervision::form::FormField;
use domain::task::TaskId;
use domain::time::Instant;
use sqlx::FromRow;

sql! {
    NEXT = "SELECT COALESCE(MAX(no), 0) + 1 FROM task_form WHERE task_id = $1";
    INSERT = "INSERT INTO task_form (task_id, body_id, no, number, salt, printed, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    FIND = "SELECT task_id, body_id, number, salt, printed, made_at, taken_at FROM task_form WHERE number = $1";
    OF = "SELECT task_id, body_id, number, salt, printed, made_at, taken_at FROM task_form WHERE task_id = $1 ORDER BY no DESC";
    TAKE = "UPDATE task_form SET taken_at = $2 WHERE number = $1 AND taken_at IS NULL";
}

/// A form that was handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Of which task.
    pub task: TaskId,
    /// For whom; none: for the person who answers for a task that no body does.
    pub body: Option<BodyId>,
    /// Its number.
    pub number: String,
    /// What its code is reckoned with.
    pub salt: String,
    /// What was printed in it.
    pub printed: Vec<(FormField, String)>,
    /// When it was made.
    pub made_at: Instant,
    /// When it came back.
    pub taken_at: Option<Instant>,
}

#[derive(FromRow)]
struct Row {
    task_id: i64,
    body_id: Option<i64>,
    number: String,
    salt: String,
    printed: String,
    made_at: i64,
    taken_at: Option<i64>,
}

impl TryFrom<Row> for Form {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            task: TaskId(row.task_id),
            body: row.body_id.map(BodyId),
            printed: serde_json::from_str(&row.printed).map_err(|_| StoreError::inconsistent("task_form", "printed", &row.number))?,
            number: row.number,
            salt: row.salt,
            made_at: Instant(row.made_at),
            taken_at: row.taken_at.map(Instant),
        })
    }
}

/// The number that the next form of a task has among its forms.
pub async fn next(conn: &mut Conn<'_>, task: TaskId) -> Result<i64, StoreError> {
    let (no,): (i64,) = on!(conn, c => sqlx::query_as(NEXT).bind(task.0).fetch_one(c).await?);
    Ok(no)
}

/// Keeps a form that is handed out.
pub async fn insert(conn: &mut Conn<'_>, no: i64, form: &Form) -> Result<(), StoreError> {
    let printed = serde_json::to_string(&form.printed).map_err(|e| StoreError::inconsistent("task_form", "printed", e))?;
    on!(conn, c => {
        sqlx::query(INSERT)
            .bind(form.task.0)
            .bind(form.body.map(|body| body.0))
            .bind(no)
            .bind(&form.number)
            .bind(&form.salt)
            .bind(printed.as_str())
            .bind(form.made_at.0)
            .execute(c)
            .await?;
    });
    Ok(())
}

/// The form of a number.
pub async fn find(conn: &mut Conn<'_>, number: &str) -> Result<Option<Form>, StoreError> {
    let row: Option<Row> = on!(conn, c => sqlx::query_as(FIND).bind(number).fetch_optional(c).await?);
    row.map(Form::try_from).transpose()
}

/// The forms of a task, the newest first.
pub async fn of(conn: &mut Conn<'_>, task: TaskId) -> Result<Vec<Form>, StoreError> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(OF).bind(task.0).fetch_all(c).await?);
    rows.into_iter().map(Form::try_from).collect()
}

/// Notes that a form has come back. False if it had already.
pub async fn take(conn: &mut Conn<'_>, number: &str, at: Instant) -> Result<bool, StoreError> {
    Ok(on!(conn, c => sqlx::query(TAKE).bind(number).bind(at.0).execute(c).await?.rows_affected()) == 1)
}
