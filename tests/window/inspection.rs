//! 督查检查 in the real window: a plan under cover is made, agreed to by the leader, sealed, drawn and proved; who is sent sees his visits,
//! a town's administrator does not see the plan.

use crate::desk::Desk;
use crate::raw::Raw;
use std::path::Path;
use std::process::Command;

/// The plan of this journey.
const TITLE: &str = "测试节前窗口值班暗访";

/// Chooses in a menu of the form, by the words of its label and of the choice.
async fn choose(desk: &Desk, label: &str, option: &str) {
    let script = format!(
        "const field = [...document.querySelectorAll('form .field')].find(f => f.querySelector('label')?.innerText.startsWith('{label}'));
         const select = field?.querySelector('select');
         const option = select && [...select.options].find(o => o.text.includes('{option}'));
         if (!option) return '';
         select.value = option.value; select.dispatchEvent(new Event('change', {{ bubbles: true }})); return option.text;"
    );
    for _ in 0..100 {
        if desk.script(&script).await.as_str().is_some_and(|chosen| !chosen.is_empty()) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("no {option} among {label}");
}

/// Adds one of those who may be sent.
async fn send(desk: &Desk, name: &str) {
    desk.fill("form input", "添加检查人员", name).await;
    desk.wait("[role=option]", name).await;
    desk.press("form input", "添加检查人员", "\u{E007}").await;
    desk.wait(".sent-row strong", name).await;
}

/// What is shown large, without its gaps.
async fn digest(desk: &Desk) -> String {
    desk.wait(".digest", "").await.split_whitespace().collect()
}

/// Computes a certificate anew, with the script alone.
fn prove(certificate: &Path) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/draw_verify.py");
    let proved = Command::new("python3").arg(script).arg(certificate).output().unwrap();
    let told = [proved.stdout, proved.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    assert!(proved.status.success(), "{told:?}");
}

/// The certificate that was written with these words in it, proved.
async fn written(desk: &Desk, words: &str) -> String {
    for _ in 0..100 {
        let all = std::fs::read_dir(&desk.files).unwrap().map(|entry| entry.unwrap().path());
        for path in all.filter(|path| path.extension().is_some_and(|ending| ending == "json")) {
            let content = std::fs::read_to_string(&path).unwrap();
            if content.contains(words) && content.trim_end().ends_with('}') {
                prove(&path);
                return content;
            }
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("no certificate with {words}");
}

/// Looks for the plan in the list.
async fn find(desk: &Desk) {
    desk.fill("input[type=search]", "", TITLE).await;
    desk.wait("main", "共1条").await;
    desk.click("tbody tr", TITLE).await;
    desk.wait(".matter h3", TITLE).await;
}

/// Somebody else looks at it.
async fn look_as(desk: &Desk, now: &str, role: &str) {
    desk.become_another(now, role).await;
    desk.click(".rail-area", "督查检查").await;
    desk.click("nav a", "督查方案").await;
    find(desk).await;
}

#[tokio::test]
async fn a_plan_under_cover_is_agreed_to_drawn_and_proved() {
    let Some(desk) = Desk::open("inspection").await else { return };
    let raw = Raw::open(&desk.data).await;
    let day = |n: i64| format!("return new Date(Date.now() + {n} * 864e5).toISOString().slice(0, 10)");
    let at = async |n: i64| desk.script(&day(n)).await.as_str().unwrap().to_owned();
    let (from, until) = (at(1).await, at(21).await);

    // The office makes a plan; what is missing is told when it is handed in.
    desk.enter_at("督查员", &["督查检查"]).await;
    desk.click("nav a", "督查方案").await;
    desk.wait("h1", "督查方案").await;
    desk.wait(".light-chip", "已抽取").await;
    desk.picture("plans").await;
    desk.click("main button", "编制方案").await;
    desk.wait(".drawer h2", "编制督查方案").await;
    desk.click("form button[type=submit]", "保存").await;
    desk.wait("form .field-error", "").await;
    desk.fill("form input", "方案名称", TITLE).await;
    choose(&desk, "督查方式", "暗访").await;
    choose(&desk, "检查表", "村级").await;
    desk.fill("form input", "开始日期", &from).await;
    desk.fill("form input", "结束日期", &until).await;
    for name in ["演示督查员", "演示目录管理员", "演示部门经办人"] {
        send(&desk, name).await;
    }
    desk.fill("form input", "抽取数量", "6").await;
    choose(&desk, "审批人", "演示领导").await;
    desk.fill("form textarea", "督查内容", "窗口值守、便民电话、办事指南").await;
    desk.picture("form").await;
    desk.click("form button[type=submit]", "保存").await;
    desk.wait(".toast", &format!("已保存“{TITLE}”")).await;
    desk.wait(".matter .badge", "编制中").await;
    desk.click(".matter .actions button", "提交审批").await;
    desk.wait(".matter .field-error", "督查依据").await;
    desk.picture("not-ready").await;
    desk.click(".matter .actions button", "修改").await;
    desk.fill("form textarea", "督查依据", "区政府常务会议议定").await;
    desk.click("form button[type=submit]", "保存").await;
    desk.click(".matter .actions button", "提交审批").await;
    desk.wait(".matter .badge", "待审批").await;

    // The leader sends it back, then agrees.
    look_as(&desk, "督查员", "领导").await;
    desk.wait(".matter", "演示部门经办人").await;
    desk.picture("to-decide").await;
    desk.click(".matter .actions button", "退回").await;
    desk.fill("dialog textarea", "审批意见", "减少站点数，避开赶集日。").await;
    desk.click("dialog button[type=submit]", "退回").await;
    desk.wait(".matter .badge", "已退回").await;
    look_as(&desk, "领导", "督查员").await;
    desk.wait(".matter .notice", "减少站点数").await;
    desk.picture("returned").await;
    desk.click(".matter .actions button", "修改").await;
    desk.fill("form input", "抽取数量", "4").await;
    desk.click("form button[type=submit]", "保存").await;
    desk.click(".matter .actions button", "提交审批").await;
    desk.wait(".matter .badge", "待审批").await;
    look_as(&desk, "督查员", "领导").await;
    desk.click(".matter .actions button", "批准").await;
    desk.click("dialog button[type=submit]", "批准").await;
    desk.wait(".toast", "已批准").await;
    desk.wait(".matter .badge", "已批准").await;

    // The office seals the roster, reads its digest out, and draws.
    look_as(&desk, "领导", "督查员").await;
    desk.wait(".draw-step.is-now", "封存名录").await;
    desk.click(".draw-step button", "封存名录").await;
    desk.wait(".draw-step.is-now", "录入随机数").await;
    let sealed = digest(&desk).await;
    let stored = format!("SELECT digest FROM inspection_attempt a JOIN inspection_plan p ON p.id = a.plan_id WHERE p.title = '{TITLE}'");
    assert_eq!(raw.text(&format!("{stored} AND a.no = 1")).await, sealed);
    desk.picture("sealed").await;
    desk.fill(".draw-step input", "见证人", "张见证、李见证").await;
    desk.click(".draw-step button[type=submit]", "抽取").await;
    desk.wait(".draw-step .field-error", "").await;
    desk.fill(".draw-step input", "随机数", "3 1 4 1 5").await;
    desk.click(".draw-step button[type=submit]", "抽取").await;
    desk.wait(".toast", "抽取完成").await;
    desk.wait(".draw-step", "抽中4个站点").await;
    desk.wait(".drawn-town", "备选").await;
    desk.picture("drawn").await;
    desk.click(".draw-step button", "证书数据").await;
    desk.wait(".toast", "已写入").await;
    let content = written(&desk, "3 1 4 1 5").await;
    assert!(content.contains(&sealed));

    // A second draw is never quiet.
    desk.click(".draw-step button", "作废并重新抽取").await;
    desk.fill("dialog textarea", "作废原因", "随机数录入有误，见证人当场提出").await;
    desk.picture("redraw").await;
    desk.click("dialog button[type=submit]", "作废并重新抽取").await;
    desk.wait(".void-attempts", "随机数录入有误").await;
    desk.fill(".draw-step input", "随机数", "2 7 1 8 2").await;
    desk.fill(".draw-step input", "见证人", "张见证").await;
    desk.click(".draw-step button[type=submit]", "抽取").await;
    desk.wait(".draw-step", "抽中4个站点").await;
    desk.click(".draw-step button", "证书数据").await;
    desk.wait(".toast", "已写入").await;
    assert!(written(&desk, "随机数录入有误").await.contains("3 1 4 1 5"));
    desk.looks("dark", "large").await;
    desk.picture("drawn-dark-large").await;
    desk.looks("light", "normal").await;

    // Days are set for all of its visits, and who is sent sees his own.
    desk.click(".matter a", "检查任务（4）").await;
    desk.wait("h1", "检查任务").await;
    desk.wait("main", "共4条").await;
    desk.click("thead input[type=checkbox]", "").await;
    desk.click(".bulk button", "安排日期").await;
    desk.fill("dialog input", "计划日期", &from).await;
    desk.click("dialog button[type=submit]", "保存").await;
    desk.wait(".toast", "已安排4项任务的日期").await;
    desk.wait("tbody tr", &from).await;
    let dated = format!(
        "SELECT COUNT(*) FROM inspection_visit v JOIN inspection_plan p ON p.id = v.plan_id WHERE p.title = '{TITLE}' AND v.day = '{from}'"
    );
    assert_eq!(raw.number(&dated).await, 4);
    desk.picture("visits").await;
    desk.click("[role=tab]", "我的任务").await;
    desk.wait("tbody tr", "演示督查员").await;
    desk.picture("mine").await;
    desk.click("tbody tr", "").await;
    desk.wait(".drawer .facts", "演示督查员").await;
    desk.picture("visit").await;

    // The checklists.
    desk.click("nav a", "检查表").await;
    desk.wait("h1", "检查表").await;
    desk.click("tbody tr", "村级").await;
    desk.wait(".checklist h4", "统一机构人员").await;
    desk.picture("checklist").await;

    // A town hears nothing of it: in no list, and not by its address.
    desk.click("nav a", "督查方案").await;
    find(&desk).await;
    let address = desk.script("return location.pathname + location.search").await.as_str().unwrap().to_owned();
    desk.become_another("督查员", "镇管理员").await;
    desk.click(".rail-area", "督查检查").await;
    desk.click("nav a", "督查方案").await;
    desk.wait("h1", "督查方案").await;
    desk.fill("input[type=search]", "", TITLE).await;
    desk.wait(".empty-title", "没有这样的方案").await;
    desk.picture("town").await;
    let told = desk.script("return document.querySelector('main').innerText").await;
    assert!(!told.as_str().unwrap().contains(TITLE));
    let go =
        "const a = document.createElement('a'); a.href = arguments[0]; document.querySelector('main').append(a); a.click(); return '';";
    desk.script(&go.replace("arguments[0]", &format!("'{address}'"))).await;
    desk.wait(".drawer .error-state", "").await;
    desk.close().await;
}
