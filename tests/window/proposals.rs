//! 申报 of items in the real window: a town proposes, the administrator takes it over and refuses, and the town is told.

use crate::desk::Desk;
use crate::raw::Raw;

const WORKING: &str =
    "SELECT v.hours FROM item i JOIN item_version v ON v.item_id = i.id WHERE i.name = '公共租赁住房申请' ORDER BY v.id DESC";

#[tokio::test]
async fn a_town_proposes_and_is_answered() {
    let Some(desk) = Desk::open("proposals").await else { return };
    let raw = Raw::open(&desk.data).await;
    desk.enter_at("镇管理员", &["服务事项"]).await;
    desk.fill("input[type=search]", "", "公共租赁住房申请").await;
    desk.click("tbody tr", "公共租赁住房申请").await;
    desk.click(".drawer a", "申报调整").await;
    desk.wait(".drawer h2", "事项申报").await;
    // What is missing is said where it is missing.
    desk.fill(".drawer input", "办理时间", "工作日 8:30—17:30，周六上午").await;
    desk.click(".drawer button[type=submit]", "提交申报").await;
    desk.wait(".drawer .field-error", "至少").await;
    desk.picture("form").await;
    desk.fill(".drawer textarea", "申报理由", "群众反映工作日不便办理。").await;
    desk.click(".drawer button[type=submit]", "提交申报").await;
    desk.wait(".toast", "已提交申报").await;
    desk.wait(".drawer ins, .drawer .diff", "周六上午").await;
    desk.wait("[role=tab][aria-selected=true]", "全部（").await;
    desk.picture("proposed").await;
    let open = "SELECT COUNT(*) FROM item_proposal WHERE state = 'open'";
    assert_eq!(raw.number(open).await, 4, "three of the demonstration's, and this one");

    desk.become_another("镇管理员", "目录管理员").await;
    desk.click("nav a", "待办").await;
    desk.click(".todo a", "4件事项申报待受理").await;
    desk.wait("[role=tab][aria-selected=true]", "待受理（4）").await;
    desk.picture("inbox").await;
    // A new item has no code yet, and is not taken over without one.
    desk.click("tbody tr", "高龄老人津贴上门认证").await;
    desk.wait(".drawer", "尚未填写实施编码").await;
    desk.looks("dark", "large").await;
    desk.picture("new-dark-large").await;
    desk.looks("light", "normal").await;
    desk.click(".drawer button", "不予采纳").await;
    desk.fill("dialog textarea", "", "纳入养老认证事项一并办理。").await;
    desk.click("dialog button[type=submit]", "不予采纳").await;
    desk.wait(".toast", "不予采纳").await;
    desk.click("tbody tr", "公共租赁住房申请").await;
    desk.wait(".drawer", "群众反映工作日不便办理").await;
    desk.click(".drawer button", "采纳").await;
    desk.picture("accepting").await;
    desk.click("dialog button[type=submit]", "采纳").await;
    desk.wait(".toast", "写入编制文本").await;
    raw.becomes(open, 2).await;
    assert_eq!(raw.text(WORKING).await, "工作日 8:30—17:30，周六上午");

    desk.become_another("目录管理员", "镇管理员").await;
    desk.click("nav a", "待办").await;
    desk.wait(".news, .home-news, main", "“公共租赁住房申请”").await;
    desk.picture("told").await;
    desk.close().await;
}
