//! A backup that was made in one window is restored in another, into PostgreSQL.

use crate::desk::Desk;
use crate::raw::{Raw, grouped};
use crate::shared::{CASES, cases, import_cases};
use service::Location;
use std::time::Duration;
use testkit::Scratch;

/// Every figure of the first screen and every row of its table, as a person reads them.
const FIGURES: &str = "const found = [...document.querySelectorAll('main [data-figure], main tbody tr')];
    return found.map(e => e.innerText.replace(/\\s+/g, ' ').trim()).join('\\n');";

/// The figures, once they are all there.
async fn figures(desk: &Desk) -> String {
    let mut seen = String::new();
    for _ in 0..50 {
        tokio::time::sleep(Duration::from_millis(300)).await;
        let now = desk.script(FIGURES).await.as_str().unwrap_or_default().to_owned();
        if !now.is_empty() && now == seen {
            return now;
        }
        seen = now;
    }
    panic!("the figures do not come to rest: {seen}");
}

async fn open_backups(desk: &Desk) {
    desk.click(".rail-area", "系统管理").await;
    desk.click(".rail-page", "备份与恢复").await;
}

/// Figures that only the backup has are on the screen after it is restored and the program opened again; the database that stood
/// there before is kept.
#[tokio::test]
async fn a_backup_of_one_window_is_restored_into_postgresql_in_another() {
    let Some(scratch) = Scratch::postgres().await else { return };
    let Some(desk) = Desk::open("backed-up").await else { return };
    desk.click("button", "领导").await;
    let brought = import_cases(Location::Folder(desk.data.clone()), &scratch.file("cases.csv")).await;
    let expected = grouped(Raw::open(&desk.data).await.number(CASES).await);
    desk.wait("[data-figure=cases] .tile-number", &expected).await;
    let there = figures(&desk).await;
    desk.become_another("领导", "系统管理员").await;
    open_backups(&desk).await;
    desk.click(".backup-standing button", "立即备份").await;
    desk.click("dialog button[type=submit]", "立即备份").await;
    desk.wait("table", "完成").await;
    let backups = std::fs::read_dir(desk.data.join("backups")).unwrap().map(|entry| entry.unwrap().path());
    let backup = std::fs::read(backups.into_iter().find(|path| path.extension().is_some_and(|e| e == "zip")).unwrap()).unwrap();
    desk.close().await;

    let desk = Desk::open_shared("restored", scratch.url().unwrap()).await.unwrap();
    desk.wait("body", "演示数据").await;
    let before = cases(&scratch).await;
    assert_ne!(grouped(before), expected);
    desk.click("button", "系统管理员").await;
    open_backups(&desk).await;
    desk.offer("一门备份.yimen.zip", &backup);
    desk.click(".backup-standing button", "用其他备份文件").await;
    desk.click("dialog button[type=submit]", "开始恢复").await;
    desk.picture("asked").await;
    desk.click("dialog button", "选择备份文件").await;
    desk.wait("dialog .file-name", "一门备份.yimen.zip").await;
    desk.fill("dialog textarea", "恢复原因", "换用共享数据库").await;
    desk.click("dialog button[type=submit]", "开始恢复").await;
    desk.wait(".backup-pending", "已通过核对，重新启动后启用").await;
    desk.wait(".backup-pending", "请先通知其他人员关闭程序").await;
    desk.picture("waits").await;
    assert_eq!(cases(&scratch).await, before, "nothing changes before the restart");

    let desk = desk.restart().await;
    desk.click("button", "领导").await;
    desk.wait("[data-figure=cases] .tile-number", &expected).await;
    assert_eq!(figures(&desk).await, there);
    assert_eq!(cases(&scratch).await, before + brought);
    assert_eq!(scratch.numbers("SELECT COUNT(*) FROM audit WHERE operation = 'backup.restored'").await, [1]);
    desk.picture("figures").await;
    desk.become_another("领导", "系统管理员").await;
    open_backups(&desk).await;
    desk.wait("main", "被替换的数据库").await;
    desk.wait("main", "换下").await;
    desk.picture("after").await;
    desk.close().await;
}
