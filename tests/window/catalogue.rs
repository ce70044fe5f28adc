//! The service catalogue: what stands on the terminals is kept true.

use crate::desk::Desk;
use crate::raw::Raw;

/// A catalogue administrator finds that the 26th module has no name, is refused one that is taken, and names it.
#[tokio::test]
async fn the_twenty_sixth_module_is_named() {
    let Some(desk) = Desk::open("modules").await else { return };
    let raw = Raw::open(&desk.data).await;
    desk.click("button", "目录管理员").await;
    desk.click("nav a", "服务事项").await;
    desk.wait(".notice", "第26个模块尚未命名").await;
    desk.wait("tbody tr", "322一线工作法").await;
    desk.picture("open-slot").await;
    desk.click("button", "命名第26个模块").await;
    desk.fill("form input", "名称", "办事指南").await;
    desk.click("form button[type=submit]", "保存").await;
    desk.wait(".field-error", "已有同名模块").await;
    desk.picture("taken").await;
    desk.fill("form input", "名称", "电费缴纳").await;
    desk.click("form button[type=submit]", "保存").await;
    desk.wait("tbody tr", "电费缴纳").await;
    assert_eq!(
        raw.number("SELECT COUNT(*) FROM module WHERE name = '电费缴纳' AND category = 'convenience' AND state = 'preparing'").await,
        1
    );
    assert_eq!(raw.number("SELECT COUNT(*) FROM module").await, 26);

    desk.click("tbody tr", "办事指南").await;
    desk.wait("form label", "责任部门").await;
    desk.picture("form").await;
    desk.close().await;
}
