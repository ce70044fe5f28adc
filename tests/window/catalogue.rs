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
    desk.click("nav a", "功能模块").await;
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

/// A catalogue administrator describes an item: what is wrong is told at its field, a promise longer than the law is refused
/// with the day on which it would be, and the guide shows what was written and warns of open wording.
#[tokio::test]
async fn an_item_is_described_and_its_guide_is_read() {
    let Some(desk) = Desk::open("items").await else { return };
    let raw = Raw::open(&desk.data).await;
    desk.click("button", "目录管理员").await;
    desk.click("nav a", "服务事项").await;
    desk.wait("tbody tr", "医疗费用手工报销").await;
    desk.picture("list").await;
    desk.click("tbody tr", "医疗费用手工报销").await;
    desk.wait(".guide", "30个工作日").await;
    desk.wait(".guide .badge", "待核实").await;
    desk.picture("guide").await;

    desk.click("button", "新增事项").await;
    desk.click("form button[type=submit]", "保存").await;
    desk.wait(".field-error", "填写").await;
    desk.picture("missing").await;
    desk.fill("form input", "事项名称", "高龄津贴补发").await;
    desk.fill("form input", "实施编码", "440811T0001").await;
    desk.fill("form input", "实施主体", "区民政局").await;
    desk.click("[role=option]", "区民政局").await;
    desk.fill("form input", "法定办结时限", "5").await;
    desk.fill("form input", "承诺办结时限", "8").await;
    desk.click("form button[type=submit]", "保存").await;
    desk.wait(".field-error", "长于法定时限").await;
    desk.picture("breach").await;
    desk.fill("form input", "承诺办结时限", "3").await;
    desk.click("form button[type=submit]", "保存").await;
    desk.wait(".guide", "3个工作日").await;
    let stored =
        "SELECT COUNT(*) FROM item_version WHERE name = '高龄津贴补发' AND legal_days = 5 AND promised_days = 3 AND verified IS NULL";
    assert_eq!(raw.number(stored).await, 1);
    desk.picture("described").await;
    desk.close().await;
}
