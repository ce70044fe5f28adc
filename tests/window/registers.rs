//! Registers kept by workbook, in the real window: an office's list of bodies, people with their codes, villages renamed by file.

use crate::desk::Desk;
use crate::raw::Raw;
use crate::workbook;

/// An administrator imports an office's list of bodies: two of twelve rows come back in the office's own workbook; mended and
/// imported again, ten are the same and two are new. The register then says so.
#[tokio::test]
async fn a_list_of_bodies_goes_and_comes() {
    let Some(desk) = Desk::open("registers").await else { return };
    let raw = Raw::open(&desk.data).await;
    let before = raw.number("SELECT COUNT(*) FROM body").await;
    let saved_before = raw.number("SELECT COUNT(*) FROM audit WHERE operation = 'body.save'").await;
    desk.offer("部门名录.xlsx", &workbook::messy_bodies());
    desk.click("button", "目录管理员").await;
    desk.click(".rail-area", "系统管理").await;
    desk.click(".rail-page", "部门").await;
    desk.click("a", "导入").await;
    desk.wait("h1", "导入部门").await;
    desk.picture("empty").await;
    desk.click("button", "选择文件").await;
    desk.wait(".fact-strip", "XLSX").await;
    desk.wait("main", "10行可以导入，2行有问题会退回").await;
    desk.picture("preview").await;
    desk.click("label.radio", "全部正确才收").await;
    desk.wait("main", "已选择“全部正确才收”").await;
    desk.click("label.radio", "收下正确的行").await;
    desk.click("button", "下载退回行").await;
    desk.wait("body", "已写入").await;
    let back = std::fs::read(desk.files.join("部门名录-退回.xlsx")).unwrap();
    let (bytes, reasons) = workbook::mended_bodies(&back);
    assert_eq!(reasons.len(), 2, "{reasons:?}");
    desk.click("button:not([aria-disabled=true])", "开始导入").await;
    desk.wait("main", "新增10，修改0，相同0").await;
    desk.wait("main", "2行没有导入").await;
    desk.picture("done").await;
    assert_eq!(raw.number("SELECT COUNT(*) FROM body").await, before + 10);

    desk.offer("部门名录-改好.xlsx", &bytes);
    desk.click("button", "再导入一个文件").await;
    desk.click("button", "选择文件").await;
    desk.wait("main", "检查无误，将导入2行").await;
    desk.picture("again").await;
    desk.click("button:not([aria-disabled=true])", "开始导入").await;
    desk.wait("main", "新增2，修改0，相同10").await;
    assert_eq!(raw.number("SELECT COUNT(*) FROM body").await, before + 12);
    assert_eq!(raw.number("SELECT COUNT(*) FROM audit WHERE operation = 'body.save'").await, saved_before + 12);
    desk.click("a", "返回").await;
    desk.wait("tbody", "区第12局").await;
    desk.picture("register").await;
    // What is there goes out and comes back without a difference.
    desk.click("button", "导出").await;
    // Not the earlier message of the rows that came back.
    desk.wait("body", "行：部门-2").await;
    let day = std::fs::read_dir(&desk.files).unwrap().filter_map(|e| e.unwrap().file_name().into_string().ok());
    let exported = day.filter(|name| name.starts_with("部门-2")).collect::<Vec<_>>();
    std::fs::write(desk.files.join("next"), &exported[0]).unwrap();
    desk.click("a", "导入").await;
    desk.click("button", "选择文件").await;
    desk.wait("main", "文件与已有内容完全相同").await;
    desk.picture("same").await;
    desk.close().await;
}

/// People are entered by file; their codes are shown once.
#[tokio::test]
async fn people_come_by_file() {
    let Some(desk) = Desk::open("registers-people").await else { return };
    desk.offer("人员.csv", "姓名,登录名\n李四,li.si\n王五,wang.wu\n坏名,<b>\n".as_bytes());
    desk.click("button", "系统管理员").await;
    desk.click(".rail-area", "系统管理").await;
    desk.click(".rail-page", "账号").await;
    desk.click("a", "导入").await;
    desk.click("button", "选择文件").await;
    desk.wait("main", "2行可以导入，1行有问题会退回").await;
    desk.click("button:not([aria-disabled=true])", "开始导入").await;
    desk.wait(".codes", "li.si").await;
    desk.picture("codes").await;
    desk.click("a", "返回").await;
    desk.click("dialog button", "离开").await;
    desk.click("tbody tr", "li.si").await;
    desk.click("button", "更正姓名").await;
    desk.fill("dialog input", "姓名", "李思").await;
    desk.picture("rename").await;
    desk.click("dialog button", "保存").await;
    desk.wait("tbody", "李思").await;
    desk.close().await;
}

/// Villages are renamed and recoded by file, with a day and a reason.
#[tokio::test]
async fn villages_are_renamed_by_file() {
    let Some(desk) = Desk::open("registers-units").await else { return };
    let raw = Raw::open(&desk.data).await;
    let text = "区划代码,单位名称\n440811100201,鸭曹社区居委会\n440811100299,新设社区居委会\n999999999999,不在本区村委会\n";
    desk.offer("区划.csv", text.as_bytes());
    desk.click("button", "目录管理员").await;
    desk.click(".rail-area", "服务站点").await;
    desk.click(".rail-page", "变更").await;
    desk.wait("h1", "区划和机构变更").await;
    desk.click("a", "导入区划").await;
    desk.click("button", "选择文件").await;
    desk.wait("main", "2行可以导入，1行有问题会退回").await;
    desk.wait(".columns-found", "鸭曹社区居委会").await;
    desk.picture("undecided").await;
    desk.fill("input", "生效日期", "2026-07-01").await;
    desk.fill("textarea", "原因", "村改居").await;
    desk.wait("main", "2行可以导入，1行有问题会退回").await;
    desk.picture("preview").await;
    desk.click("button:not([aria-disabled=true])", "开始导入").await;
    desk.wait("main", "新增1，修改1").await;
    desk.picture("done").await;
    desk.click("a", "返回").await;
    desk.wait("table", "鸭曹村委会更名为鸭曹社区居委会").await;
    desk.wait("table", "新设新设社区居委会").await;
    assert_eq!(raw.number("SELECT COUNT(*) FROM unit_change WHERE reason = '村改居' AND effective = '2026-07-01'").await, 2);
    desk.close().await;
}
