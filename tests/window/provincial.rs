//! 省级清单 in the real window: a list of the province is compared with the items here, and its rows are claimed and declined.

use crate::desk::Desk;
use crate::other::Other;
use crate::raw::Raw;
use domain::account::Role;
use serde_json::json;

#[allow(unreachable_pub, dead_code, reason = "shared with the tests of rules")]
#[path = "../support/provincial.rs"]
mod workbook;

/// Three hundred rows: one that the demonstration's item says otherwise, two that are the same, one known by its name, the rest new.
fn list() -> Vec<u8> {
    let mut lines = vec![
        workbook::line("000811000003", "临时救助金给付", "12个工作日"),
        workbook::line("000811000002", "特困人员救助供养申请", "20个工作日"),
        workbook::line("000811000004", "高龄老人津贴申领", "20个工作日"),
        workbook::line("000799000001", "优抚对象抚恤补助申领", "20个工作日"),
    ];
    lines.extend(workbook::fresh(296));
    workbook::workbook(&lines)
}

/// A catalogue administrator looks at what the demonstration's edition changes, loads a newer one of three hundred rows after a file that
/// is none was refused, claims twenty at once, declines one with a reason, takes another decision back, and finds the items in the catalogue. One of them is
/// checked, handed in and published alone, and the paper of that is read.
#[tokio::test]
async fn a_provincial_list_is_claimed() {
    let Some(desk) = Desk::open("provincial").await else { return };
    let raw = Raw::open(&desk.data).await;
    desk.enter_at("目录管理员", &["服务事项", "省级清单"]).await;
    desk.wait(".provincial-head", "待处理").await;
    desk.picture("demo").await;

    // What was there is struck, what comes is marked.
    desk.click("tbody tr", "临时救助对象认定和救助金给付").await;
    desk.wait(".diff-field del", "20个工作日").await;
    desk.wait(".diff-field ins", "15个工作日").await;
    desk.wait(".diff-rows", "家庭经济状况核对授权书").await;
    desk.picture("compared").await;
    desk.looks("dark", "normal").await;
    desk.picture("compared-dark").await;
    desk.looks("light", "large").await;
    desk.picture("compared-large").await;
    desk.looks("light", "normal").await;
    // A limit below what the district promises is in the way, and is told before anything is written.
    desk.click("tbody tr", "困难残疾人生活补贴").await;
    desk.wait(".diff-field ins", "5个工作日").await;
    desk.click(".provincial-row button", "认领").await;
    desk.wait("dialog .notice", "长于法定时限").await;
    desk.picture("in-the-way").await;
    desk.click("dialog button", "取消").await;

    // A file without codes is no list; one of three hundred rows is.
    desk.click("a", "载入新一版").await;
    desk.wait("h1", "载入省级清单").await;
    desk.picture("load-empty").await;
    desk.offer("无编码.csv", "事项名称,事项类型\n甲,行政给付\n".as_bytes());
    desk.click("button", "选择文件").await;
    desk.wait("main", "缺少列：基本编码 / 实施编码").await;
    desk.picture("no-codes").await;
    desk.offer("广东省政务服务事项目录2026.xlsx", &list());
    desk.click(".file button", "换").await;
    desk.wait(".provincial-found", "新增296项，调整2项，取消9项，一致2项").await;
    desk.wait(".notice", "旧版只能查看").await;
    desk.picture("found").await;
    desk.click("main button:not([aria-disabled=true])", "载入").await;
    desk.wait(".provincial-head", "待处理307项，已认领0项，不认领0项").await;
    desk.picture("loaded").await;

    // Twenty at once: the counts come before anything is written.
    desk.click("[role=tab]", "新增（296）").await;
    desk.wait("tbody tr", "省级新增事项001").await;
    let tick = "const all = [...document.querySelectorAll('.provincial tbody input[type=checkbox]')].slice(0, 20);
        all.forEach(one => one.click()); return all.length;";
    assert_eq!(desk.script(tick).await, json!(20));
    desk.wait(".bulk", "已选20条").await;
    desk.click(".bulk button", "认领").await;
    desk.wait("dialog", "新建事项20个").await;
    desk.picture("claim").await;
    assert_eq!(raw.number("SELECT COUNT(*) FROM provincial_row WHERE decision = 'claimed'").await, 0);
    desk.click("dialog button", "确认认领").await;
    desk.wait(".toast", "已认领20项").await;
    desk.wait(".provincial-head", "待处理287项，已认领20项").await;
    assert_eq!(raw.number("SELECT COUNT(*) FROM provincial_row WHERE decision = 'claimed' AND standing = 'new'").await, 20);
    let made = "SELECT COUNT(*) FROM item_version WHERE base_code LIKE '0009%' AND origin = 'province' AND verified IS NULL";
    assert_eq!(raw.number(made).await, 20);
    desk.picture("claimed").await;

    // One is declined, which needs a reason.
    desk.click("tbody tr", "省级新增事项021").await;
    desk.wait(".provincial-row", "本区没有这个事项").await;
    desk.wait(".provincial-row", "清单未写明").await;
    desk.picture("new").await;
    desk.click(".provincial-row button", "不认领").await;
    desk.wait("dialog", "不认领1项").await;
    desk.click("dialog button", "确认不认领").await;
    desk.wait("dialog .field-error", "至少").await;
    desk.fill("dialog textarea", "不认领的理由", "本区没有这项业务").await;
    desk.click("dialog button", "确认不认领").await;
    desk.wait(".toast", "已登记1项不认领").await;
    desk.wait(".provincial-row", "本区没有这项业务").await;
    assert_eq!(raw.number("SELECT COUNT(*) FROM provincial_row WHERE decision = 'declined' AND reason = '本区没有这项业务'").await, 1);
    desk.click(".provincial-row button", "撤回处理").await;
    desk.wait("dialog", "恢复为待处理1项").await;
    desk.click("dialog button", "确认撤回").await;
    desk.wait(".provincial-head", "待处理287项，已认领20项，不认领0项").await;

    // A whole filter: what the province withdrew is kept here with a reason.
    desk.click("[role=tab]", "取消（9）").await;
    desk.wait("tbody tr", "居住证申领").await;
    desk.click(".provincial-all button", "全部不认领").await;
    desk.wait("dialog", "9个事项省里已取消，改为本地补充保留").await;
    desk.fill("dialog textarea", "不认领的理由", "群众仍有需要").await;
    desk.picture("kept").await;
    desk.click("dialog button", "确认不认领").await;
    desk.wait(".toast", "已登记9项不认领").await;
    assert_eq!(raw.number("SELECT COUNT(*) FROM item_version WHERE base_code LIKE '000811%' AND origin = 'local'").await, 9);
    desk.click(".toast:last-child button", "撤销").await;
    desk.wait(".toast", "已恢复9项为待处理").await;
    assert_eq!(raw.number("SELECT COUNT(*) FROM item_version WHERE base_code LIKE '000811%' AND origin = 'local'").await, 0);

    // The claimed ones are items now, and say where they come from.
    desk.click("nav a", "事项清单").await;
    desk.fill("input[type=search]", "", "省级新增事项001").await;
    desk.click("tbody tr", "省级新增事项001").await;
    desk.wait(".guide .badge", "待核实").await;
    desk.wait(".guide", "居民身份证").await;
    desk.click(".history button", "").await;
    desk.wait(".history", "广东省政务服务事项目录2026").await;
    desk.wait(".release-panel", "尚未核实").await;
    desk.picture("item").await;
    desk.press("body", "", "\u{E00C}").await;

    // It is checked, handed in and published alone, by other hands; what became of it is read and printed.
    desk.click("tbody input[type=checkbox]", "").await;
    desk.click(".bulk button", "核实无误").await;
    desk.wait(".toast", "已核实1项").await;
    desk.click("tbody tr", "省级新增事项001").await;
    desk.click(".release-panel button", "送审").await;
    desk.fill(".release-panel textarea", "调整依据", "省级目录2026年版").await;
    desk.picture("handing-in").await;
    desk.click(".release-panel button[type=submit]", "送审").await;
    desk.wait(".toast", "已送审：省级新增事项001").await;
    desk.wait(".release-panel .badge", "审核中").await;
    let code = raw.text("SELECT code FROM item_release WHERE name = '省级新增事项001'").await;
    let others = Other::enter(&desk.data, Role::BusinessAuditor).await;
    others.publish(&code, "麻府办〔2026〕31号").await;
    others.leave().await;
    desk.wait(".release-panel .badge", "已公布").await;
    desk.click(".release-panel button", "查看各版文本").await;
    desk.wait(".release-panel", "麻府办〔2026〕31号").await;
    desk.picture("published").await;
    let stored = "SELECT COUNT(*) FROM item_release WHERE name = '省级新增事项001' AND stage = 'published' AND until_day = '9999-12-31'";
    assert_eq!(raw.number(stored).await, 1);
    desk.click(".release-panel button", "导出动态调整公告").await;
    desk.wait(".toast", "动态调整公告已写入").await;
    let paper = desk.paper("服务事项动态调整-省级新增事项001.docx");
    for wanted in [
        "政务服务事项动态调整公告",
        "增加1项，调整0项，取消0项",
        "（一）省级新增事项001",
        "麻府办〔2026〕31号",
        "省级目录2026年版",
        "区政府审定",
        "发文机关（盖章）",
    ] {
        assert!(paper.contains(wanted), "{wanted}");
    }
    desk.close().await;
}
