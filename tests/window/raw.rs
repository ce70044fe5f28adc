//! The raw rows behind the screen, asked with SQL of its own: nothing of the program stands between.

use sqlx::sqlite::{SqliteConnectOptions, SqlitePool};
use std::path::Path;
use std::time::Duration;

/// The database that the window shows, read only.
pub(crate) struct Raw(SqlitePool);

/// Days, both included, as they are stored.
pub(crate) struct Days {
    pub(crate) first: String,
    pub(crate) last: String,
}

/// The day of a rating in China.
const DAY: &str = "date(at / 1000000 + 28800, 'unixepoch')";

impl Raw {
    pub(crate) async fn open(data: &Path) -> Self {
        let options = SqliteConnectOptions::new().filename(data.join("data.sqlite")).read_only(true);
        Self(SqlitePool::connect_with(options).await.unwrap())
    }

    pub(crate) async fn number(&self, sql: &str) -> i64 {
        sqlx::query_scalar(sqlx::AssertSqlSafe(sql.to_owned())).fetch_one(&self.0).await.unwrap()
    }

    /// Waits until this many rows are counted.
    pub(crate) async fn becomes(&self, sql: &str, n: i64) {
        for _ in 0..500 {
            if self.number(sql).await == n {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("not {n} but {}: {sql}", self.number(sql).await);
    }

    pub(crate) async fn text(&self, sql: &str) -> String {
        sqlx::query_scalar(sqlx::AssertSqlSafe(sql.to_owned())).fetch_one(&self.0).await.unwrap()
    }

    /// The newest day of data.
    async fn newest(&self) -> String {
        self.text(&format!("SELECT MAX(day) FROM (SELECT MAX(day) AS day FROM case_count UNION SELECT MAX({DAY}) FROM rating)")).await
    }

    /// From New Year to the newest day of data.
    pub(crate) async fn year_to_date(&self) -> Days {
        let last = self.newest().await;
        Days { first: format!("{}-01-01", &last[..4]), last }
    }

    /// The last week from Monday to Sunday that was over on the newest day of data.
    pub(crate) async fn last_whole_week(&self) -> Days {
        let last = self.text(&format!("SELECT date('{}', '-6 days', 'weekday 0')", self.newest().await)).await;
        Days { first: self.text(&format!("SELECT date('{last}', '-6 days')")).await, last }
    }

    /// Cases handled.
    pub(crate) async fn cases(&self, Days { first, last }: &Days) -> i64 {
        self.number(&format!("SELECT SUM(cases) FROM case_count WHERE day BETWEEN '{first}' AND '{last}'")).await
    }

    /// Cases that were rated at all: each first rating that no follow-up replaced, and each follow-up.
    pub(crate) async fn rated(&self, Days { first, last }: &Days) -> i64 {
        self.number(&format!("SELECT COUNT(*) FROM rating WHERE standing <> {SUPERSEDED} AND {DAY} BETWEEN '{first}' AND '{last}'")).await
    }

    /// Valid ratings of the two lowest grades.
    pub(crate) async fn bad(&self, Days { first, last }: &Days) -> i64 {
        self.number(&format!(
            "SELECT COUNT(*) FROM rating WHERE grade <= 2 AND standing = {COUNTED} AND {DAY} BETWEEN '{first}' AND '{last}'"
        ))
        .await
    }

    /// Valid ratings of 基本满意 and better, and all valid ones.
    pub(crate) async fn satisfied(&self, Days { first, last }: &Days) -> (i64, i64) {
        let among = format!("FROM rating WHERE standing = {COUNTED} AND {DAY} BETWEEN '{first}' AND '{last}'");
        (self.number(&format!("SELECT COUNT(*) {among} AND grade >= 3")).await, self.number(&format!("SELECT COUNT(*) {among}")).await)
    }

    /// The newest words that somebody left with a bad rating.
    pub(crate) async fn newest_bad_comment(&self, Days { first, last }: &Days) -> String {
        self.text(&format!(
            "SELECT trim(comment) FROM rating WHERE grade <= 2 AND standing = {COUNTED} AND trim(comment) <> ''
             AND {DAY} BETWEEN '{first}' AND '{last}' ORDER BY at DESC LIMIT 1"
        ))
        .await
    }

    /// Cases of one place by its own rows, from the later of the period's first day and `from` on.
    pub(crate) async fn cases_at(&self, place: i64, Days { first, last }: &Days, from: &str) -> i64 {
        self.number(&format!(
            "SELECT COALESCE(SUM(cases), 0) FROM case_count WHERE place_id = {place} AND day BETWEEN max('{first}', '{from}') AND '{last}'"
        ))
        .await
    }

    /// Two villages of one town that had cases, with their names.
    pub(crate) async fn two_villages_of_a_town(&self) -> [(i64, String); 2] {
        // IN, not EXISTS: SQLite 3.51 turns EXISTS into a join and then skips rows of it for OFFSET.
        let nth = |n: i64| {
            format!(
                "FROM place WHERE level = 3 AND active AND parent_id = (SELECT MIN(id) FROM place WHERE level = 2)
             AND id IN (SELECT place_id FROM case_count) ORDER BY id LIMIT 1 OFFSET {n}"
            )
        };
        let one = async |n| (self.number(&format!("SELECT id {}", nth(n))).await, self.text(&format!("SELECT name {}", nth(n))).await);
        [one(3).await, one(7).await]
    }

    /// The name of a body.
    pub(crate) async fn body(&self) -> String {
        self.text("SELECT name FROM body ORDER BY id LIMIT 1").await
    }

    /// What somebody who holds a role signs in with.
    pub(crate) async fn login(&self) -> String {
        self.text("SELECT login FROM account WHERE id IN (SELECT account_id FROM account_grant) ORDER BY login DESC LIMIT 1").await
    }

    /// The code of a village with a station.
    pub(crate) async fn station(&self) -> String {
        self.text("SELECT code FROM place_code WHERE length(code) = 12 AND code NOT LIKE '%000' ORDER BY code LIMIT 1").await
    }
}

/// `rating.standing` of a rating that counts.
const COUNTED: i64 = 0;
/// `rating.standing` of a first rating that a follow-up replaced.
const SUPERSEDED: i64 = 2;

/// 1204 → `1,204`, as the screen writes it.
pub(crate) fn grouped(n: i64) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(c);
    }
    text
}
