//! A workbook as an office keeps it, in the real window: imported, handed back marked, mended, imported again.

use crate::desk::Desk;
use crate::raw::Raw;

#[expect(unreachable_pub, reason = "shared with the tests of imports")]
#[path = "../support/messy.rs"]
mod messy;

/// An administrator imports a messy workbook: its code column is not known by that name, he says what it is; five of 300 rows
/// come back in his own workbook with reasons; mended and imported again, 295 are the same and five are new. The next file of
/// that form is read without asking.
#[tokio::test]
async fn a_messy_workbook_comes_back_and_goes_in() {
    let Some(desk) = Desk::open("workbook").await else { return };
    let raw = Raw::open(&desk.data).await;
    let before = raw.number("SELECT COUNT(*) FROM rating").await;
    desk.offer("评价明细.xlsx", &messy::messy());
    desk.enter_at("目录管理员", &["好差评", "数据导入"]).await;
    desk.click("button", "选择文件").await;
    desk.wait(".fact-strip", "XLSX").await;
    desk.wait("main", "没有找到").await;
    desk.picture("unknown").await;
    // The first column is the place's code.
    let choose =
        "const select = [...document.querySelectorAll('.columns-found select')].find(s => s.getAttribute('aria-label').includes('代码'));
        const option = [...select.options].find(o => o.text === '区划代码'); select.value = option.value;
        select.dispatchEvent(new Event('change', { bubbles: true })); return 'chosen';";
    assert_eq!(desk.script(choose).await, serde_json::json!("chosen"));
    desk.wait("main", "5行有问题").await;
    desk.wait(".fact-strip", "295").await;
    desk.picture("preview").await;
    // Looked through without taking any: what was chosen stays.
    desk.click("button", "只核对，不导入").await;
    desk.wait("main", "已逐行核对300行，没有导入").await;
    desk.wait("main", "新增295行，与已有记录内容不同0行，相同0行，有问题5行").await;
    desk.picture("compared").await;
    desk.looks("dark", "large").await;
    desk.picture("compared-dark-large").await;
    desk.looks("light", "normal").await;
    assert_eq!(raw.number("SELECT COUNT(*) FROM rating").await, before);
    desk.click("button", "返回继续导入").await;
    desk.wait("main", "5行有问题").await;
    desk.click("button", "开始导入").await;
    desk.wait("main", "读取300行，新收295行").await;
    desk.wait("main", "退回5行").await;
    desk.picture("done").await;
    desk.click("button", "下载退回行").await;
    desk.wait("body", "已写入").await;
    let back = desk.files.join("评价明细-退回.xlsx");
    let (bytes, reasons) = messy::mended(&std::fs::read(back).unwrap());
    assert_eq!(reasons.len(), 5, "{reasons:?}");
    assert_eq!(raw.number("SELECT COUNT(*) FROM rating").await, before + 295);

    desk.offer("评价明细-改好.xlsx", &bytes);
    desk.click("button", "再导入一个文件").await;
    desk.click("button", "选择文件").await;
    desk.wait("main", "已按上次的列对应读取").await;
    desk.wait(".fact-strip", "295").await;
    desk.wait("main", "可以导入").await;
    desk.picture("again").await;
    desk.click("button", "开始导入").await;
    desk.wait("main", "读取300行，新收5行").await;
    desk.wait("main", "相同295行").await;
    assert_eq!(raw.number("SELECT COUNT(*) FROM rating").await, before + 300);
    desk.close().await;
}
