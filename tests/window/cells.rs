//! Service items and entries of the responsibility lists, cell by cell in their table: by keys, by a pasted column, and several at once.

use crate::axe::Found;
use crate::desk::Desk;
use crate::raw::Raw;
use serde_json::json;

/// Puts the person into a cell, as the mouse does.
async fn enter(desk: &Desk, item: &str, column: &str) {
    desk.wait("table.cells tr", item).await;
    let found = desk
        .script(&format!(
            "const row = [...document.querySelectorAll('table.cells tbody tr')].find(r => r.innerText.includes({item}) \
                || [...r.querySelectorAll('input')].some(i => i.value.includes({item})));
             const cell = row && row.querySelector(`td[data-column={column}]`);
             if (!cell) return 'none';
             cell.dispatchEvent(new MouseEvent('mousedown', {{ bubbles: true, cancelable: true }}));
             return 'there';",
            item = json!(item)
        ))
        .await;
    assert_eq!(found, json!("there"), "{item}: {column}");
    desk.wait(&format!("td.is-active[data-column={column}]"), "").await;
}

#[tokio::test]
async fn cells_are_edited_by_keys_pasted_and_changed_together() {
    let Some(desk) = Desk::open("cells").await else { return };
    let raw = Raw::open(&desk.data).await;
    desk.enter_at("目录管理员", &["服务事项"]).await;
    desk.wait("tbody tr", "医疗费用手工报销").await;
    desk.click("label", "在表中编辑").await;
    desk.wait(".cell-keys", "F2").await;
    desk.picture("grid").await;

    // Typed over, saved by Enter; a promise longer than the law is told at the cell, and what was typed stays.
    enter(&desk, "医疗费用手工报销", "promised").await;
    desk.press("td.is-active input", "", "12个工作日\u{E007}").await;
    desk.wait("table.cells tr", "12个工作日").await;
    let promised = |days: i64| format!("SELECT COUNT(*) FROM item_version WHERE name = '医疗费用手工报销' AND promised_days = {days}");
    raw.becomes(&promised(12), 1).await;
    enter(&desk, "医疗费用手工报销", "promised").await;
    desk.press("td.is-active input", "", "90个工作日\u{E004}").await;
    desk.wait("td.is-wrong .field-error", "").await;
    desk.picture("refused").await;
    assert_eq!(raw.number(&promised(12)).await, 1, "nothing was changed");
    enter(&desk, "医疗费用手工报销", "promised").await;
    desk.press("td.is-active input", "", "\u{E00C}").await;

    // A column of three: one is no limit, one stands at an item that is done at once; the rest is applied.
    desk.script(
        "const data = new DataTransfer(); data.setData('text/plain', '11个工作日\\n不是时限\\n10个工作日');
         document.querySelector('td.is-active input').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));",
    )
    .await;
    desk.wait(".cell-change", "其中2处有问题").await;
    desk.picture("pasted").await;
    desk.click(".cell-change button", "应用").await;
    desk.wait(".toast", "已修改").await;
    raw.becomes(&promised(11), 1).await;
    let mut found = Found::default();
    enter(&desk, "医疗费用手工报销", "promised").await;
    found.look_in_all(&desk, "items in their table").await;
    found.end(5);
    desk.looks("dark", "large").await;
    desk.picture("grid-dark-large").await;
    desk.close().await;
}

/// Cells of what is published go into the person's own draft, which the table shows while it is edited; several at once are shown first.
#[tokio::test]
async fn cells_of_entries_go_into_drafts() {
    let Some(desk) = Desk::open("duty-cells").await else { return };
    let raw = Raw::open(&desk.data).await;
    desk.enter_at("目录管理员", &["服务事项", "权责清单"]).await;
    desk.wait("tbody tr", "社会团体成立登记").await;
    desk.click("label", "在表中编辑").await;
    desk.wait(".notice", "修改写入您的草稿").await;
    enter(&desk, "社会团体成立登记", "name").await;
    desk.press("td.is-active input", "", "社会团体设立登记\u{E007}").await;
    desk.wait("table.cells tr", "社会团体设立登记").await;
    desk.wait(".toast", "已写入草稿").await;
    raw.becomes("SELECT COUNT(*) FROM duty_version WHERE name = '社会团体设立登记' AND stage = 'draft' AND based_on IS NOT NULL", 1).await;
    raw.becomes(
        "SELECT COUNT(*) FROM duty_version WHERE name = '社会团体成立登记' AND stage = 'published' AND until_day = '9999-12-31'",
        1,
    )
    .await;
    desk.picture("grid").await;
    // The next cell goes into the same draft.
    enter(&desk, "社会团体设立登记", "kind").await;
    desk.script(
        "const select = document.querySelector('td.is-active select'); select.value = 'confirmation';
         select.dispatchEvent(new Event('change', { bubbles: true }));",
    )
    .await;
    raw.becomes("SELECT COUNT(*) FROM duty_version WHERE name = '社会团体设立登记' AND kind = 'confirmation' AND stage = 'draft'", 1).await;
    // What was begun is taken back, and typed anew.
    enter(&desk, "公开募捐资格审核", "name").await;
    desk.press("td.is-active input", "", "公开募捐资格认定\u{E007}").await;
    desk.wait(".toast", "公开募捐资格审核").await;
    desk.wait("table.cells tr", "公开募捐资格认定").await;
    let begun = |n: i64| format!("SELECT COUNT(*) = {n} FROM duty_version WHERE name = '公开募捐资格认定' AND stage = 'draft'");
    raw.becomes(&begun(1), 1).await;
    desk.script(
        "const toast = [...document.querySelectorAll('.toast')].find(t => t.innerText.includes('公开募捐资格审核'));
         [...toast.querySelectorAll('button')].find(b => b.innerText.includes('撤销')).click(); return '';",
    )
    .await;
    raw.becomes(&begun(0), 1).await;
    desk.wait("table.cells tr", "公开募捐资格审核").await;
    enter(&desk, "公开募捐资格审核", "name").await;
    desk.press("td.is-active input", "", "公开募捐资格认定\u{E007}").await;
    raw.becomes(&begun(1), 1).await;
    // A code that another entry has is refused at its cell.
    let taken = raw
        .text(
            "SELECT code FROM duty_version WHERE is_head = 1 AND stage = 'published' AND name <> '社会团体成立登记' ORDER BY code LIMIT 1",
        )
        .await;
    enter(&desk, "社会团体设立登记", "code").await;
    desk.press("td.is-active input", "", &format!("{taken}\u{E004}")).await;
    desk.wait("td.is-wrong .field-error", "").await;
    desk.picture("refused").await;
    enter(&desk, "社会团体设立登记", "code").await;
    desk.press("td.is-active input", "", "\u{E00C}").await;

    // One field of three rows at once.
    desk.script(
        "for (const box of [...document.querySelectorAll('table.cells tbody td.cell-tick input')].slice(0, 3)) box.click(); return '';",
    )
    .await;
    desk.click("button", "批量修改").await;
    desk.wait("dialog", "修改的字段").await;
    desk.fill("dialog input", "改为", "综合服务股").await;
    desk.click("dialog button[type=submit]", "预览").await;
    desk.wait(".cell-change", "综合服务股").await;
    desk.picture("bulk").await;
    desk.looks("dark", "large").await;
    desk.picture("bulk-dark-large").await;
    desk.looks("light", "normal").await;
    desk.click(".cell-change button", "应用3处修改").await;
    desk.wait(".toast", "写入草稿").await;
    raw.becomes("SELECT COUNT(*) FROM duty_version WHERE stage = 'draft' AND content LIKE '%\"undertaker\":\"综合服务股\"%'", 3).await;
    let mut found = Found::default();
    found.look_in_all(&desk, "entries in their table").await;
    found.end(5);
    desk.looks("dark", "large").await;
    desk.picture("grid-dark-large").await;
    desk.looks("light", "normal").await;
    // Without editing the list is what is in force.
    desk.click("label", "在表中编辑").await;
    desk.wait("tbody tr", "社会团体成立登记").await;
    desk.close().await;
}
