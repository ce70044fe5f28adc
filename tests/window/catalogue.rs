//! The service catalogue: what stands on the terminals is kept true.

use crate::desk::Desk;
use crate::raw::Raw;
use std::time::Duration;

/// A catalogue administrator finds that the 26th module has no name, is refused one that is taken, and names it.
#[tokio::test]
async fn the_twenty_sixth_module_is_named() {
    let Some(desk) = Desk::open("modules").await else { return };
    let raw = Raw::open(&desk.data).await;
    desk.enter_at("目录管理员", &["服务事项", "功能模块"]).await;
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
    desk.enter_at("目录管理员", &["服务事项"]).await;
    desk.wait("tbody tr", "医疗费用手工报销").await;
    desk.picture("list").await;
    desk.click("tbody tr", "医疗费用手工报销").await;
    desk.wait(".guide", "30个工作日").await;
    desk.wait(".guide .badge", "待核实").await;
    desk.picture("guide").await;
    desk.click(".guide button", "导出办事指南").await;
    desk.wait(".toast", "可直接打印").await;
    assert!(desk.files.join("办事指南-医疗费用手工报销.docx").exists());

    desk.click("button", "新增事项").await;
    desk.click("form button[type=submit]", "保存").await;
    desk.wait(".field-error", "此项必填").await;
    desk.picture("missing").await;
    desk.fill("form input", "事项名称", "高龄津贴补发").await;
    desk.fill("form input", "实施编码", "440811T0001").await;
    desk.fill("form input", "实施主体", "区民政局").await;
    desk.wait("[role=option]", "区民政局").await;
    desk.press("form input", "实施主体", "\u{E007}").await;
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

/// A catalogue administrator fills the matrix: one cell by a key, a column by its head with a preview, a block by copying and pasting;
/// what can't be set says why, and what was done is taken back. From an item's guide a way leads to its row.
#[tokio::test]
async fn the_matrix_is_filled_by_keys_and_by_pasting() {
    let Some(desk) = Desk::open("availability").await else { return };
    let raw = Raw::open(&desk.data).await;
    let cells = "SELECT COUNT(*) FROM availability";
    desk.enter_at("目录管理员", &["服务事项", "可办矩阵"]).await;
    desk.wait(".page-lead", "应办").await;
    desk.wait(".matrix-point", "麻章").await;
    desk.wait(".matrix-cell.is-offered", "可办").await;
    desk.picture("matrix").await;
    // The sentence says what the database says.
    let offered = raw.number("SELECT COUNT(*) FROM availability WHERE state = 'offered'").await;
    assert!(offered > 2_000, "{offered}");
    let before = raw.number(cells).await;

    // The first cell: the district's centre offers it; Space takes it away, and the notice brings it back.
    desk.press(".matrix", "", " ").await;
    desk.wait(".toast", "已改变1格").await;
    assert_eq!(raw.number(cells).await, before - 1);
    desk.click(".toast button", "撤销").await;
    desk.wait(".toast", "已恢复1格").await;
    assert_eq!(raw.number(cells).await, before);

    // A suspension needs its reason.
    desk.press(".matrix", "", "z").await;
    desk.wait("dialog h2", "将要改变").await;
    desk.wait("dialog", "将改变1格").await;
    desk.picture("suspend").await;
    desk.click("dialog button", "写入").await;
    desk.wait(".field-error", "请填写暂停原因").await;
    desk.picture("no-reason").await;
    desk.fill("dialog input", "暂停原因", "窗口设备检修").await;
    desk.click("dialog button", "写入").await;
    desk.wait(".matrix-here", "暂停：窗口设备检修").await;
    assert_eq!(raw.number("SELECT COUNT(*) FROM availability WHERE reason = '窗口设备检修'").await, 1);

    // Copied and pasted four columns further: three cells of one row.
    desk.press(".matrix", "", "\u{E008}\u{E014}\u{E014}\u{E008}").await;
    desk.wait(".matrix-selected", "已选3格").await;
    desk.press(".matrix", "", "\u{E009}c\u{E009}").await;
    desk.wait(".toast", "已复制").await;
    desk.press(".matrix", "", "\u{E015}").await;
    desk.press(".matrix", "", "\u{E009}v\u{E009}").await;
    desk.wait("dialog h2", "将要改变").await;
    desk.picture("pasted").await;
    desk.click("dialog button", "写入").await;
    // The row below has the same; an older notice may still be in sight, so the cells themselves are waited for.
    let suspended = "SELECT COUNT(*) FROM availability WHERE reason = '窗口设备检修' AND state = 'suspended'";
    for _ in 0..100 {
        if raw.number(suspended).await == 2 && desk.script("return document.querySelectorAll('dialog[open]').length").await == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(raw.number(suspended).await, 2);

    // A text that can't be read writes nothing.
    let paste = "const t = document.querySelector('.availability textarea'); t.value = '可办\\t也许'; t.dispatchEvent(new Event('input', { bubbles: true })); return '';";
    desk.script(paste).await;
    desk.wait("dialog", "第1行第2列").await;
    desk.picture("unread").await;
    desk.click("dialog button", "取消").await;

    // What does not apply says why.
    desk.fill("input[type=search]", "", "社会保障卡申领").await;
    desk.wait(".page-lead", "1个事项").await;
    desk.press(".matrix", "", "\u{E010}").await;
    desk.wait(".matrix-here", "行使层级不含").await;
    desk.press(".matrix", "", "k").await;
    desk.wait(".toast", "行使层级不含").await;
    desk.picture("unfit").await;
    desk.looks("dark", "normal").await;
    desk.picture("dark").await;
    desk.looks("light", "large").await;
    desk.picture("large").await;
    desk.looks("light", "normal").await;

    // From an item's guide to its row.
    desk.click(".matrix-item a", "社会保障卡申领").await;
    desk.wait(".guide", "办理地点").await;
    desk.wait(".where-done", "现有").await;
    desk.picture("guide").await;
    desk.click(".where-done a", "在可办矩阵中查看").await;
    desk.wait(".matrix-item.is-here", "社会保障卡申领").await;
    desk.close().await;
}
