//! What people come to do, in the real window; what the screen says is compared with plain SQL over the raw rows.

use crate::desk::Desk;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool};

/// One number from the database that the window shows, asked apart from the program.
async fn number(desk: &Desk, sql: &'static str) -> i64 {
    let options = SqliteConnectOptions::new().filename(desk.data.join("data.sqlite")).read_only(true);
    let pool = SqlitePool::connect_with(options).await.unwrap();
    let (n,): (i64,) = sqlx::query_as(sql).fetch_one(&pool).await.unwrap();
    pool.close().await;
    n
}

/// 1204 → `1,204`, as the screen writes it.
fn grouped(n: i64) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            text.push(',');
        }
        text.push(c);
    }
    text
}

/// A leader enters and reads the first screen: its sentence and figures are those of the raw rows. Then another
/// language and another look.
#[tokio::test]
async fn a_leader_reads_the_first_screen() {
    let Some(desk) = Desk::open("overview").await else { return };
    desk.wait("body", "演示数据").await;
    desk.picture("door").await;
    desk.click("button", "领导").await;
    // The last whole week before the newest day of data (a Saturday) is the one from the 9th to the 15th.
    let cases = number(&desk, "SELECT SUM(cases) FROM case_count WHERE day BETWEEN '2026-11-09' AND '2026-11-15'").await;
    desk.wait("main", &grouped(cases)).await;
    let bad = number(
        &desk,
        "SELECT COUNT(*) FROM rating WHERE grade <= 2 AND standing = 0
         AND date(at / 1000000 + 28800, 'unixepoch') BETWEEN '2026-11-09' AND '2026-11-15'",
    )
    .await;
    desk.wait("main", &format!("差评{bad}件")).await;
    for place in ["麻章镇", "太平镇", "湖光镇", "洋村东"] {
        desk.wait("main", place).await;
    }
    desk.picture("light").await;
    desk.script("document.documentElement.dataset.theme = 'dark'").await;
    desk.picture("dark").await;
    desk.script("document.documentElement.dataset.theme = 'contrast'").await;
    desk.picture("contrast").await;
    desk.script("document.documentElement.dataset.theme = 'light'; document.documentElement.dataset.text = 'large'").await;
    desk.picture("large").await;
    desk.close().await;
}
