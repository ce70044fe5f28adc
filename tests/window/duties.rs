//! 权责清单 in the real window: a town proposes, the chain approves, it is published; the list as it was last month.

use crate::desk::Desk;
use crate::picture::{is_drawn, picture};
use crate::raw::Raw;
use crate::workbook;

async fn become_another(desk: &Desk, now: &str, role: &str) {
    desk.become_another(now, role).await;
    desk.click("nav a", "服务事项").await;
    desk.click("nav a", "权责清单").await;
    desk.wait("h1", "权责清单").await;
}

/// The administrator shortens the chain; a town drafts and hands in; the administrator accepts; the approver, not without a reason, returns
/// it, and approves it after it was handed in anew; it is published, and stands in the list of today and not in that of last month.
#[tokio::test]
async fn a_town_proposes_and_the_chain_publishes() {
    let Some(desk) = Desk::open("duties").await else { return };
    let raw = Raw::open(&desk.data).await;
    desk.enter_at("目录管理员", &["服务事项", "权责清单"]).await;
    desk.wait("tbody tr", "社会团体成立登记").await;
    desk.picture("list").await;
    desk.click("main button", "审核链").await;
    desk.wait("dialog", "环节名称").await;
    desk.picture("chain").await;
    for _ in 0..2 {
        desk.click("dialog .part-row button", "1").await;
    }
    desk.click("dialog button[type=submit]", "保存").await;
    desk.wait(".toast", "审核链已保存").await;

    become_another(&desk, "目录管理员", "镇管理员").await;
    desk.click("main button", "编制新事项").await;
    desk.click("form button[type=submit]", "保存草稿").await;
    desk.wait(".field-error", "此项必填").await;
    desk.picture("missing").await;
    desk.fill("form input", "事项名称", "组织开展防汛巡查").await;
    desk.fill("form input", "行使主体", "麻章镇人民政府").await;
    desk.wait("[role=option]", "麻章镇人民政府").await;
    desk.press("form input", "行使主体", "\u{E007}").await;
    // The flow chart is a picture; a text file is none.
    desk.offer("流程图.txt", "一、受理".as_bytes());
    desk.click("form button", "选择流程图文件").await;
    desk.wait(".field-error", "只能收照片").await;
    desk.picture("no-chart").await;
    desk.offer("防汛巡查流程图.png", &picture());
    desk.click("form button", "选择流程图文件").await;
    desk.wait("form .field", "防汛巡查流程图.png").await;
    is_drawn(&desk, ".flow-chart img").await;
    desk.picture("chart").await;
    desk.click("form button[type=submit]", "保存草稿").await;
    desk.wait(".toast", "草稿已保存").await;
    desk.wait(".duty .badge", "编制中").await;
    desk.wait(".duty", "防汛巡查流程图.png").await;
    desk.click(".duty button", "申报").await;
    desk.wait(".duty .badge", "待受理").await;
    desk.picture("proposed").await;

    become_another(&desk, "镇管理员", "目录管理员").await;
    desk.click("[role=tab]", "待我办理").await;
    desk.click(".duty-drafts button", "组织开展防汛巡查").await;
    desk.click(".duty-review button", "受理").await;
    desk.wait(".duty .badge", "审核中").await;

    become_another(&desk, "目录管理员", "审批人").await;
    desk.click("[role=tab]", "待我办理").await;
    desk.click(".duty-drafts button", "组织开展防汛巡查").await;
    desk.click(".duty-review button", "退回").await;
    desk.wait(".duty-review .field-error", "至少").await;
    desk.fill(".duty-review textarea", "意见", "请写明依据").await;
    desk.picture("review").await;
    desk.click(".duty-review button", "退回").await;
    desk.wait(".toast", "已退回").await;

    become_another(&desk, "审批人", "镇管理员").await;
    desk.click("[role=tab]", "待我办理").await;
    desk.click(".duty-drafts button", "组织开展防汛巡查").await;
    desk.wait(".duty-said", "请写明依据").await;
    desk.picture("returned").await;
    desk.click(".duty button", "申报").await;
    desk.wait(".duty .badge", "待受理").await;
    become_another(&desk, "镇管理员", "目录管理员").await;
    desk.click("[role=tab]", "待我办理").await;
    desk.click(".duty-drafts button", "组织开展防汛巡查").await;
    desk.click(".duty-review button", "受理").await;
    desk.wait(".duty .badge", "审核中").await;
    become_another(&desk, "目录管理员", "审批人").await;
    desk.click("[role=tab]", "待我办理").await;
    desk.click(".duty-drafts button", "组织开展防汛巡查").await;
    desk.click(".duty-review button", "同意").await;
    desk.wait(".duty .badge", "待公布").await;
    become_another(&desk, "审批人", "目录管理员").await;
    desk.click("[role=tab]", "待我办理").await;
    desk.click(".duty-drafts button", "组织开展防汛巡查").await;
    desk.click(".duty-review button", "公布").await;
    desk.fill("dialog input", "批准文号", "麻府办〔2026〕30号").await;
    desk.picture("publish").await;
    desk.click("dialog button[type=submit]", "公布").await;
    desk.wait(".toast", "已公布1项").await;
    desk.wait(".duty .badge", "已公布").await;
    let stored = "SELECT COUNT(*) FROM duty_version WHERE name = '组织开展防汛巡查' AND stage = 'published' AND until_day = '9999-12-31'";
    assert_eq!(raw.number(stored).await, 1);

    // The paper of what was published alone, read back.
    desk.click(".duty button", "导出动态调整公告").await;
    desk.wait(".toast", "动态调整公告已写入").await;
    let paper = desk.paper("权责清单动态调整-组织开展防汛巡查.docx");
    for wanted in [
        "权责清单动态调整公告",
        "增加1项，调整0项，取消0项",
        "（一）组织开展防汛巡查",
        "麻府办〔2026〕30号",
        "区政府审定",
        "发文机关（盖章）",
    ] {
        assert!(paper.contains(wanted), "{wanted}");
    }
    // The same to be printed: set as PDF, and opened from where that is said.
    desk.click(".duty button", "导出动态调整公告（PDF）").await;
    desk.wait(".toast", ".pdf").await;
    let pdf = "权责清单动态调整-组织开展防汛巡查.pdf";
    assert!(std::fs::read(desk.files.join(pdf)).unwrap().starts_with(b"%PDF"));
    desk.click(".toast button", "打开").await;
    assert_eq!(desk.opened().await, pdf);
    desk.picture("published").await;

    // Everybody reads it today; last month it was not there, and what was withdrawn since was.
    become_another(&desk, "目录管理员", "领导").await;
    desk.fill("input[type=search]", "", "防汛").await;
    desk.wait("main", "共1条").await;
    desk.wait("tbody tr", "组织开展防汛巡查").await;
    // Who had no draft to see sees the flow chart that was published.
    desk.click("tbody tr", "组织开展防汛巡查").await;
    is_drawn(&desk, ".flow-chart img").await;
    desk.click(".flow-chart", "").await;
    desk.wait("dialog .photo-large", "").await;
    desk.press("dialog button", "打开", "\u{E00C}").await;
    desk.script("document.querySelector('.flow-chart').scrollIntoView({ block: 'center' }); return '';").await;
    desk.looks("dark", "large").await;
    desk.picture("chart-dark-large").await;
    desk.looks("light", "normal").await;
    desk.press("body", "", "\u{E00C}").await;
    // Words of a text are found once all texts are asked.
    desk.fill("input[type=search]", "", "擅自放宽条件").await;
    desk.wait("main", "没有符合条件的事项").await;
    desk.click(".list-filters .check input", "全文").await;
    let risky = "SELECT COUNT(*) FROM duty_version WHERE is_head = 1 AND stage = 'published' AND content LIKE '%擅自放宽条件%'";
    desk.wait("main", &format!("共{}条", raw.number(risky).await)).await;
    desk.picture("all-texts").await;
    desk.fill("input[type=search]", "", "防汛").await;
    desk.wait("main", "共1条").await;
    desk.fill("input[type=date]", "查看日期", "2026-10-31").await;
    desk.wait(".notice", "2026-10-31").await;
    desk.wait("main", "没有符合条件的事项").await;
    desk.fill("input[type=search]", "", "特种设备安全监管").await;
    desk.wait("tbody tr .badge", "已公布").await;
    desk.fill("input[type=date]", "查看日期", "").await;
    desk.wait("tbody tr .badge", "已废止").await;
    desk.picture("abolished").await;
    // What became of the list between two days.
    desk.click("[role=tab]", "两日对比").await;
    desk.fill("input[type=date]", "从", "2026-08-31").await;
    desk.wait("main", "取消1项").await;
    desk.picture("dates").await;
    desk.looks("dark", "large").await;
    desk.picture("dates-dark-large").await;
    desk.close().await;
}

/// The list is written for print and as a workbook; three cells of it are edited, come back, and are drafts; what is published stays. Two days as
/// a paper, and open data.
#[tokio::test]
async fn a_list_goes_out_and_comes_back_as_drafts() {
    let Some(desk) = Desk::open("duties-files").await else { return };
    let raw = Raw::open(&desk.data).await;
    let in_force = "SELECT COUNT(*) FROM duty_version WHERE stage = 'published' AND until_day = '9999-12-31'";
    let drafts = "SELECT COUNT(*) FROM duty_version WHERE stage = 'draft'";
    desk.enter_at("目录管理员", &["服务事项", "权责清单"]).await;
    desk.wait("tbody tr", "社会团体成立登记").await;
    let (published, drafted) = (raw.number(in_force).await, raw.number(drafts).await);

    desk.fill("input[type=search]", "", "养老").await;
    desk.wait("main", "共3条").await;
    desk.click("main button", "生成打印稿").await;
    desk.wait(".toast", "3项已写入").await;
    let name = |start: &str, end: &str| {
        let all = std::fs::read_dir(&desk.files).unwrap().filter_map(|e| e.unwrap().file_name().into_string().ok());
        all.filter(|name| name.starts_with(start) && name.ends_with(end)).max().unwrap()
    };
    let text = desk.paper(name("权责清单-", ".docx"));
    assert!(text.contains("目　录") && text.contains("对养老服务机构的监督检查") && !text.contains("食品经营许可"));
    desk.fill("input[type=search]", "", "").await;
    desk.wait("tbody tr", "社会团体成立登记").await;

    desk.click("main button:not([disabled])", "导出").await;
    desk.wait(".toast", "行：权责清单-2").await;
    let exported = name("权责清单-", ".xlsx");
    let bytes = std::fs::read(desk.files.join(&exported)).unwrap();
    desk.click("main a", "导入").await;
    desk.wait("h1", "导入权责清单").await;
    desk.offer("权责清单-原样.xlsx", &bytes);
    desk.click("button", "选择文件").await;
    desk.wait("main", "文件与已有内容完全相同").await;
    let at = |header: &str| workbook::column(&bytes, "数据", header);
    let is_plain = |row: &u32| workbook::cell(&bytes, "数据", *row, at("状态")) == "已公布";
    let rows: Vec<u32> = (1..30).filter(is_plain).take(2).collect();
    let edits = [
        (rows[0], at("监督电话"), "0759-3300000".to_owned()),
        (rows[0], at("追责情形"), "对符合法定条件的申请不予受理的".to_owned()),
        (rows[1], at("责任事项"), "受理责任：公示条件。\n送达责任：十日内送达。".to_owned()),
    ];
    desk.offer("权责清单-改.xlsx", &workbook::edited(&bytes, "数据", &edits));
    desk.click("button", "更换文件").await;
    desk.wait("main", "将导入2行").await;
    desk.wait("main", "归你名下").await;
    desk.wait("main", "0759-3300000").await;
    desk.picture("preview").await;
    desk.click("button:not([aria-disabled=true])", "开始导入").await;
    desk.wait("main", "新增0，修改2").await;
    assert_eq!(raw.number(in_force).await, published, "what is published stays");
    assert_eq!(raw.number(drafts).await, drafted + 2);
    desk.picture("taken").await;
    desk.click("a", "返回").await;
    desk.click("[role=tab]", "在编在审").await;
    desk.wait(".duty-drafts", "编制中").await;
    // Both drafts of the file are handed in together.
    let in_review = "SELECT COUNT(*) FROM duty_version WHERE stage = 'review'";
    let reviewed = raw.number(in_review).await;
    for row in &rows {
        desk.click(".duty-drafts label.check", &workbook::cell(&bytes, "数据", *row, at("事项名称"))).await;
    }
    desk.fill(".duty-together textarea", "意见", "请予审核").await;
    desk.picture("together").await;
    desk.click(".duty-together button", "申报所选（2）").await;
    desk.wait(".toast", "已申报：2项").await;
    assert_eq!(raw.number(in_review).await, reviewed + 2);
    let words = "SELECT COUNT(*) FROM duty_opinion WHERE act = 'submitted' AND opinion = '请予审核'";
    assert_eq!(raw.number(words).await, 2);

    desk.click("[role=tab]", "两日对比").await;
    desk.fill("input[type=date]", "从", "2026-08-31").await;
    desk.wait("main", "取消1项").await;
    desk.click("main button", "导出动态调整公告").await;
    desk.wait(".toast", "动态调整公告已写入").await;
    let text = desk.paper(name("权责清单动态调整-2026-08-31", ".docx"));
    assert!(text.contains("取消（1项）") && text.contains("特种设备安全监管"));
    desk.looks("dark", "large").await;
    desk.picture("dates-dark-large").await;
    desk.looks("light", "normal").await;

    desk.click("nav a", "事项清单").await;
    desk.click("main button", "导出公开数据").await;
    desk.wait(".toast", "已导出公开数据").await;
    let open = std::fs::read_to_string(desk.files.join(name("公开数据-", ".json"))).unwrap();
    assert!(open.contains("\"notice\": \"演示数据\"") && open.contains("hasCompetentAuthority"));
    desk.close().await;
}
