//! 到期复核 in the real window: what nobody has checked for the settled months comes up, and goes with a check.

use crate::desk::Desk;
use crate::raw::Raw;

/// What is in use and was never checked, or too long ago.
const DUE: &str = "SELECT COUNT(*) FROM item_version WHERE state <> 'cancelled'
    AND (verified IS NULL OR verified < date('now', '+8 hours', '-12 months'))";

/// Entries in force that were published more than a year ago, and not checked since.
const DUTIES_DUE: &str =
    "SELECT COUNT(*) FROM duty_version v WHERE v.stage = 'published' AND v.until_day = '9999-12-31' AND v.deed <> 'withdraw'
    AND v.from_day < date('now', '+8 hours', '-12 months')
    AND NOT EXISTS (SELECT 1 FROM duty_check k WHERE k.duty_id = v.duty_id AND k.day >= date('now', '+8 hours', '-12 months'))";

/// A catalogue administrator goes from 待办 to the items that are due, checks one, and one entry of the responsibility lists; both are
/// out of the list then, as the database says. The months are settled beside the form of codes.
#[tokio::test]
async fn what_is_due_is_checked() {
    let Some(desk) = Desk::open("rechecks").await else { return };
    let raw = Raw::open(&desk.data).await;
    desk.enter_at("目录管理员", &["待办"]).await;
    let (items, duties) = (raw.number(DUE).await, raw.number(DUTIES_DUE).await);
    assert!(items > 0 && duties > 0, "the demonstration has both: {items}, {duties}");
    desk.wait(".todo", &format!("{duties}项权责事项到期复核")).await;
    desk.picture("todo").await;
    desk.click(".todo a", &format!("{items}个服务事项到期复核")).await;
    desk.wait("tbody tr", "医疗费用手工报销").await;
    desk.click("tbody input[type=checkbox]", "").await;
    desk.wait(".bulk", "已选1").await;
    desk.picture("ticked").await;
    desk.click(".bulk button", "核实无误").await;
    desk.wait(".toast", "已核实1项").await;
    assert_eq!(raw.number(DUE).await, items - 1);

    desk.click("main button", "编码与复核规则").await;
    desk.fill("dialog input", "复核周期", "121").await;
    desk.click("dialog button[type=submit]", "保存").await;
    desk.wait("dialog .field-error", "120").await;
    desk.picture("months").await;
    desk.click("dialog button", "取消").await;

    desk.click("nav a", "待办").await;
    desk.click(".todo a", &format!("{duties}项权责事项到期复核")).await;
    desk.wait("tbody tr", "").await;
    desk.picture("duties").await;
    desk.click("tbody tr", "").await;
    desk.wait(".duty .badge", "到期复核").await;
    desk.picture("duty").await;
    desk.click(".duty button", "核实无误").await;
    desk.wait(".duty", "演示目录管理员核实无误").await;
    desk.picture("checked").await;
    assert_eq!(raw.number(DUTIES_DUE).await, duties - 1);
    desk.close().await;
}
