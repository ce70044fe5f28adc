//! Daily work that goes wrong as it does in offices: two people change the same thing, the machine stops in the middle of a form.

use crate::desk::Desk;
use crate::other::Other;
use crate::raw::Raw;
use domain::account::Role;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, SqliteConnection};
use std::time::Duration;

/// The catalogue administrator's list of bodies.
async fn bodies(desk: &Desk) {
    desk.enter_at("目录管理员", &["系统管理", "部门"]).await;
}

/// Two people change one body: what only one of them changed is joined, what both changed is chosen; nothing is overwritten.
#[tokio::test]
async fn two_people_change_one_body() {
    let Some(desk) = Desk::open("together").await else { return };
    let raw = Raw::open(&desk.data).await;
    let name = raw.body().await;
    bodies(&desk).await;
    desk.click("tbody tr", &name).await;
    desk.wait("form label", "统一社会信用代码").await;
    desk.fill("form input", "名称", "区政务服务和数据管理局").await;

    let other = Other::enter(&desk.data, Role::CatalogueAdmin).await;
    let mut body = other.body(&name).await;
    (body.name, body.code) = ("区政务服务局".to_owned(), Some("11440811MB2C000126".to_owned()));
    other.save(&body).await.unwrap();

    desk.click("form button[type=submit]", "保存").await;
    desk.wait(".merge", "他人刚刚修改过同一条记录").await;
    desk.wait(".merge", "统一社会信用代码").await;
    desk.picture("clash").await;
    desk.click(".merge label.radio", "本人填写的").await;
    desk.click(".merge button", "合并并保存").await;
    desk.wait("tbody tr", "区政务服务和数据管理局").await;
    let kept = "SELECT COUNT(*) FROM body WHERE name = '区政务服务和数据管理局' AND code = '11440811MB2C000126'";
    assert_eq!(raw.number(kept).await, 1);
    // Whoever saves upon what is no longer there is refused.
    assert!(other.save(&body).await.is_err());
    other.leave().await;
    desk.close().await;
}

/// The program is killed while a form is filled in: what was typed is there when it is opened again.
#[tokio::test]
async fn a_crash_in_a_form_loses_nothing() {
    let Some(desk) = Desk::open("crash").await else { return };
    bodies(&desk).await;
    desk.click(".page-head button", "新增部门").await;
    desk.fill("form input", "名称", "区退役军人事务局").await;
    desk.fill("form input", "统一社会信用代码", "11440811MB2C").await;
    {
        let raw = Raw::open(&desk.data).await;
        let kept = "SELECT COUNT(*) FROM draft WHERE body LIKE '%11440811MB2C%'";
        raw.becomes(kept, 1).await;
    }
    let desk = desk.crash().await;
    // It may have come back to the page that was open, form and all.
    desk.wait("body", "演示数据").await;
    desk.enter_at("目录管理员", &["待办"]).await;
    desk.wait(".home-drafts", "新增部门").await;
    desk.picture("home").await;
    desk.click("a", "继续填写").await;
    desk.wait("form", "已填入").await;
    assert_eq!(desk.wait("form input", "名称").await, "区退役军人事务局");
    assert_eq!(desk.wait("form input", "统一社会信用代码").await, "11440811MB2C");
    desk.picture("again").await;
    desk.click("form button", "丢弃草稿").await;
    assert_eq!(desk.wait("form input", "名称").await, "");
    let raw = Raw::open(&desk.data).await;
    // A draft that was thrown away is gone.
    raw.becomes("SELECT COUNT(*) FROM draft", 0).await;
    desk.close().await;
}

/// The program is killed while the office writes why a matter is halted: the words are there when the dialog is opened again, and a
/// dialog that is left says that they are kept.
#[tokio::test]
async fn a_crash_in_a_dialog_loses_nothing() {
    let Some(desk) = Desk::open("crash-dialog").await else { return };
    let raw = Raw::open(&desk.data).await;
    let title = raw.text("SELECT title FROM matter WHERE state = 'in_hand' ORDER BY id LIMIT 1").await;
    let opened = async |desk: &Desk| {
        desk.enter_at("督查员", &["督办"]).await;
        desk.fill("input[type=search]", "", &title).await;
        desk.click("tbody tr", &title).await;
        desk.click(".matter .actions button", "中止").await;
    };
    opened(&desk).await;
    // Without a pause, so that only the longest wait can keep it.
    desk.script(
        "const field = document.querySelector('dialog textarea');
         const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set;
         let n = 0;
         window.typing = setInterval(() => {
             set.call(field, '上级政策调整，暂缓办理'.slice(0, 4 + n++ % 8));
             field.dispatchEvent(new Event('input', { bubbles: true }));
         }, 100); return '';",
    )
    .await;
    let kept = "SELECT COUNT(*) FROM draft WHERE body LIKE '%上级政策%'";
    raw.becomes(kept, 1).await;
    desk.script("clearInterval(window.typing); return '';").await;
    desk.fill("dialog textarea", "原因", "上级政策调整，暂缓办理").await;
    let whole = "SELECT COUNT(*) FROM draft WHERE body LIKE '%上级政策调整，暂缓办理%'";
    raw.becomes(whole, 1).await;
    let desk = desk.crash().await;
    desk.wait("body", "演示数据").await;
    opened(&desk).await;
    desk.wait("dialog", "已填入").await;
    assert_eq!(desk.wait("dialog textarea", "原因").await, "上级政策调整，暂缓办理");
    desk.picture("again").await;
    desk.click("dialog button", "取消").await;
    desk.wait("dialog", "已存为草稿").await;
    desk.close().await;
}

/// What could not be kept is tried again, but never after another person has come to the desk: it is not his.
#[tokio::test]
async fn what_could_not_be_kept_is_never_kept_as_anothers() {
    let Some(desk) = Desk::open("writer").await else { return };
    bodies(&desk).await;
    desk.click(".page-head button", "新增部门").await;
    // Another program writes, and takes its time.
    let options = SqliteConnectOptions::new().filename(desk.data.join("data.sqlite"));
    let mut slow = SqliteConnection::connect_with(&options).await.unwrap();
    sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut slow).await.unwrap();
    desk.fill("form input", "名称", "区退役军人事务局").await;
    desk.wait("[data-draft=unkept]", "还没有存为草稿").await;
    desk.picture("unkept").await;
    sqlx::raw_sql("ROLLBACK").execute(&mut slow).await.unwrap();
    // Within the pause before it is tried again.
    desk.choose(".top-bar button", "目录管理员", "[role^=menuitem]", "切换演示角色").await;
    desk.click("dialog button", "系统管理员").await;
    desk.wait(".top-bar button", "系统管理员").await;
    tokio::time::sleep(Duration::from_secs(8)).await;
    let raw = Raw::open(&desk.data).await;
    let anothers = "SELECT COUNT(*) FROM draft d JOIN account a ON a.id = d.account_id WHERE d.body LIKE '%退役军人%' AND a.name NOT LIKE '%目录管理员'";
    assert_eq!(raw.number(anothers).await, 0);
    desk.close().await;
}
