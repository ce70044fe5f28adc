//! Daily work that goes wrong as it does in offices: two people change the same thing, the machine stops in the middle of a form.

use crate::desk::Desk;
use crate::other::Other;
use crate::raw::Raw;
use domain::account::Role;
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
        for _ in 0..100 {
            if raw.number(kept).await == 1 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert_eq!(raw.number(kept).await, 1);
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
    for _ in 0..100 {
        if raw.number("SELECT COUNT(*) FROM draft").await == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(raw.number("SELECT COUNT(*) FROM draft").await, 0, "a draft that was thrown away is gone");
    desk.close().await;
}
