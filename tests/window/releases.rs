//! 送审与公布 of items in the real window: an approver takes his step, the administrator publishes what waits, and a leader reads what is in force.

use crate::desk::Desk;
use crate::raw::Raw;

/// What of the chain's last step waits, what waits to be published, and what is in force.
const IN_REVIEW: &str = "SELECT COUNT(*) FROM item_release WHERE stage = 'review'";
const IN_FORCE: &str = "SELECT COUNT(*) FROM item_release WHERE stage = 'published' AND until_day = '9999-12-31'";

#[tokio::test]
async fn items_are_reviewed_published_and_read() {
    let Some(desk) = Desk::open("releases").await else { return };
    let raw = Raw::open(&desk.data).await;
    assert_eq!((raw.number(IN_REVIEW).await, raw.number(IN_FORCE).await), (1, 8), "as the demonstration begins");
    desk.enter_at("审批人", &["待办"]).await;
    desk.click(".todo a", "1个事项送审待办理").await;
    desk.wait("[role=tab][aria-selected=true]", "待我办理（1）").await;
    desk.picture("waiting").await;
    desk.click("tbody tr", "门诊特定病种备案").await;
    desk.wait(".drawer", "增加周六服务").await;
    desk.wait(".drawer ins, .drawer .diff", "周六上午").await;
    desk.picture("review").await;
    // Who returns it says why.
    desk.click(".duty-review button", "退回").await;
    desk.wait(".duty-review .field-error", "至少").await;
    desk.fill(".duty-review textarea", "意见", "同意，注意安排值班。").await;
    desk.looks("dark", "large").await;
    desk.picture("dark-large").await;
    desk.looks("light", "normal").await;
    desk.click(".duty-review button", "同意").await;
    desk.wait(".toast", "门诊特定病种备案").await;
    raw.becomes(IN_REVIEW, 0).await;

    desk.become_another("审批人", "目录管理员").await;
    desk.click("nav a", "服务事项").await;
    desk.click("nav a", "事项送审").await;
    desk.wait("[role=tab][aria-selected=true]", "在办（4）").await;
    desk.picture("on-their-way").await;
    desk.click("[role=tab]", "待我办理").await;
    for name in ["门诊特定病种备案", "退役军人优待证申领"] {
        desk.wait("tbody tr", name).await;
    }
    let tick = "const all = [...document.querySelectorAll('tbody tr')].filter(row => row.innerText.includes('待公布'));
        all.forEach(row => row.querySelector('input[type=checkbox]').click()); return all.length;";
    assert_eq!(desk.script(tick).await, serde_json::json!(2));
    desk.click(".bulk button", "公布").await;
    desk.fill("dialog input", "批准文号", "麻府办〔2026〕32号").await;
    desk.picture("publishing").await;
    desk.click("dialog button[type=submit]", "公布").await;
    desk.wait(".toast", "已公布2项").await;
    let published = "SELECT COUNT(*) FROM item_release WHERE stage = 'published' AND paper = '麻府办〔2026〕32号'";
    assert_eq!((raw.number(published).await, raw.number(IN_FORCE).await), (2, 8), "each in the place of the one before");
    desk.click("[role=tab]", "两日对比").await;
    desk.wait("tbody tr", "退役军人优待证申领").await;
    desk.wait("[role=status]", "调整2项").await;
    desk.picture("dates").await;
    // What was returned goes again from the item, as it is now.
    desk.click("[role=tab]", "待我办理").await;
    desk.click("tbody tr", "农村危房改造申请").await;
    desk.wait(".drawer", "节假日值班安排未明确").await;
    desk.picture("returned").await;

    desk.become_another("目录管理员", "领导").await;
    desk.click("nav a", "服务事项").await;
    desk.fill("input[type=search]", "", "耕地地力保护补贴申报").await;
    desk.click("tbody tr", "耕地地力保护补贴申报").await;
    desk.wait(".drawer", "以下为现行公布文本（第1版）").await;
    desk.picture("read").await;
    // The catalogue as it was then, with the texts of then.
    desk.click(".drawer-head button", "").await;
    desk.fill("input[type=search]", "", "").await;
    desk.fill("input[type=date]", "查看日期", "2026-06-01").await;
    desk.wait(".notice", "2026-06-01当天有效的事项").await;
    let then = "SELECT COUNT(*) FROM item_release WHERE stage = 'published' AND from_day <= '2026-06-01' AND until_day > '2026-06-01' AND deed <> 'withdraw'";
    desk.wait("main", &format!("共{}条", raw.number(then).await)).await;
    desk.click("tbody tr", "水费缴纳").await;
    desk.wait(".drawer", "第1版").await;
    desk.picture("then").await;
    desk.looks("dark", "large").await;
    desk.picture("then-dark-large").await;
    desk.close().await;
}
