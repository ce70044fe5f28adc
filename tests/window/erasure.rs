//! 个人信息清除: photos whose term is over are counted, erased at a press, and their matter says so.

use crate::desk::Desk;
use crate::raw::Raw;
use sqlx::AssertSqlSafe;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool};
use std::time::{Duration, UNIX_EPOCH};

/// A matter that went off the ledger eleven years ago, with two photos; its title.
async fn long_closed(desk: &Desk) -> String {
    let db = SqlitePool::connect_with(SqliteConnectOptions::new().filename(desk.data.join("data.sqlite"))).await.unwrap();
    let matter = "(SELECT MIN(id) FROM matter WHERE state = 'closed_off')";
    let long_ago = "(unixepoch() - 4000 * 86400) * 1000000";
    let mut texts = vec![format!("UPDATE matter SET moved_at = {long_ago} WHERE id = {matter}")];
    for (hash, name) in [("aa".repeat(32), "整改前.jpg"), ("bb".repeat(32), "整改后.jpg")] {
        let folder = desk.data.join("attachments").join(&hash[..2]);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(&hash), b"old").unwrap();
        std::fs::File::options()
            .write(true)
            .open(folder.join(&hash))
            .unwrap()
            .set_modified(UNIX_EPOCH + Duration::from_secs(1_000))
            .unwrap();
        texts.push(format!(
            "INSERT INTO attachment (subject, source, name, media, size, sha256, person, who, added_at)
            SELECT 'matter:' || id, '', '{name}', 'jpeg', 3, '{hash}', 'p', '演示督查员', {long_ago} FROM matter WHERE id = {matter}"
        ));
    }
    for text in texts {
        sqlx::query(AssertSqlSafe(text)).execute(&db).await.unwrap();
    }
    let title = sqlx::query_scalar(AssertSqlSafe(format!("SELECT title FROM matter WHERE id = {matter}"))).fetch_one(&db).await.unwrap();
    db.close().await;
    title
}

#[tokio::test]
async fn photos_whose_term_is_over_are_erased_and_their_matter_says_so() {
    let Some(desk) = Desk::open("erasure").await else { return };
    let raw = Raw::open(&desk.data).await;
    let title = long_closed(&desk).await;
    desk.enter_at("安全保密管理员", &["系统管理", "个人信息清除"]).await;
    let row = desk.wait("tbody tr", "督办、检查的照片和扫描件").await;
    let of_visits = "SELECT COUNT(*) FROM attachment a JOIN inspection_record r ON a.subject = 'visit:' || r.visit_id WHERE r.agreed_at IS NOT NULL AND a.erased_at IS NULL";
    let of_matters = "SELECT COUNT(*) FROM attachment a JOIN matter m ON a.subject = 'matter:' || m.id WHERE m.state = 'closed_off'";
    let (due, held) = (raw.number(of_matters).await, raw.number(of_matters).await + raw.number(of_visits).await);
    assert!(due == 2 && row.contains(&format!("3650天 {held} 2")), "{held} held, two of them due: {row}");
    desk.picture("terms").await;
    desk.looks("dark", "large").await;
    desk.picture("terms-dark-large").await;
    desk.looks("light", "large").await;
    desk.picture("terms-large").await;
    desk.looks("light", "normal").await;
    desk.click("button", "立即清除已到期内容").await;
    desk.fill("dialog textarea", "清除原因", "保存期满").await;
    desk.picture("now").await;
    desk.click("dialog button[type=submit]", "清除").await;
    desk.wait(".toast", "已清除").await;
    assert_eq!(
        raw.number("SELECT COUNT(*) FROM attachment WHERE subject LIKE 'matter:%' AND erased_at IS NOT NULL AND name = ''").await,
        2
    );
    for hash in ["aa".repeat(32), "bb".repeat(32)] {
        assert!(!desk.data.join("attachments").join(&hash[..2]).join(&hash).exists(), "its bytes are gone");
    }
    desk.become_another("安全保密管理员", "领导").await;
    desk.click("nav a", "督办").await;
    desk.wait("h1", "督办台账").await;
    desk.fill("input[type=search]", "", &title).await;
    desk.click("tbody tr", &title).await;
    desk.wait(".photo", "保存期满").await;
    desk.script("document.querySelector('.photo').scrollIntoView({ block: 'center' }); return '';").await;
    desk.picture("erased").await;
    desk.looks("dark", "large").await;
    desk.picture("erased-dark-large").await;
    desk.close().await;
}
