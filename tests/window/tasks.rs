//! 会议 and 工作组 in the real window: a meeting is recorded and issued, what was agreed becomes a matter; a task is added, a circle is
//! refused, a helper's form comes back, the Gantt chart is opened, and figures are compared with SQL.

use crate::desk::Desk;
use crate::raw::Raw;
use crate::workbook;

/// The sheet of a task's form, and where in it what is to be filled in stands (row from 0).
const SHEET: &str = "工作任务进度反馈表";
const PROGRESS: u32 = 9;
const WORDS: u32 = 10;
const FILLER: u32 = 12;

/// Adds a task by its form.
async fn add(desk: &Desk, title: &str, start: &str, due: &str) {
    desk.click("main button", "登记任务").await;
    desk.wait(".drawer h2", "登记任务").await;
    desk.fill("form input", "任务", title).await;
    desk.fill("form input", "责任人", "测试股股长").await;
    desk.fill("form input", "开始日期", start).await;
    desk.fill("form input", "完成时限", due).await;
}

/// Picks a task that has to be done before.
async fn wait_for(desk: &Desk, title: &str) {
    desk.fill("form input", "前置任务", title).await;
    desk.wait("[role=option]", title).await;
    desk.press("form input", "前置任务", "\u{E007}").await;
    desk.wait(".several-chosen li", title).await;
}

/// Picks a body that helps.
async fn helped_by(desk: &Desk, body: &str) {
    desk.fill("form input", "协助单位", body).await;
    desk.wait("[role=option]", body).await;
    desk.press("form input", "协助单位", "\u{E007}").await;
    desk.wait(".several-chosen li", body).await;
}

#[tokio::test]
async fn what_a_meeting_agreed_is_followed_up_and_tasks_are_planned() {
    let Some(desk) = Desk::open("tasks").await else { return };
    let raw = Raw::open(&desk.data).await;
    let day = |n: i64| format!("return new Date(Date.now() + {n} * 864e5).toISOString().slice(0, 10)");
    let at = async |n: i64| desk.script(&day(n)).await.as_str().unwrap().to_owned();
    let (yesterday, soon, later) = (at(-1).await, at(20).await, at(40).await);
    desk.click("button", "督查员").await;

    // A clerk records a meeting, issues it, and turns what was agreed into a matter.
    desk.click("nav a", "督办").await;
    desk.click("nav a", "领导小组会议").await;
    desk.wait("h1", "领导小组会议").await;
    desk.wait("tbody tr", "第二次会议").await;
    desk.picture("meetings").await;
    desk.click("main button", "登记会议").await;
    desk.fill("form input", "会议名称", "平台建设现场推进会").await;
    desk.fill("form input", "会议日期", &yesterday).await;
    desk.fill("form input", "主持人", "区政府分管领导").await;
    desk.click("form button", "添加议定事项").await;
    desk.fill("form textarea", "议定内容", "<script>逐站核对设备</script>").await;
    desk.fill("form input", "主办单位", "区民政局").await;
    desk.wait("[role=option]", "区民政局").await;
    desk.press("form input", "主办单位", "\u{E007}").await;
    desk.picture("meeting-form").await;
    desk.click("form button[type=submit]", "保存").await;
    desk.wait(".toast", "已保存“平台建设现场推进会”").await;
    desk.wait(".matter .badge", "起草").await;
    desk.wait(".matter .agreed", "<script>逐站核对设备</script>").await;
    desk.click(".matter .actions button", "印发").await;
    desk.wait(".matter .field-error", "纪要编号").await;
    desk.picture("not-ready").await;
    desk.click(".matter .actions button", "修改").await;
    desk.fill("form input", "纪要编号", "测试〔2026〕9号").await;
    desk.fill("form input", "完成时限", &soon).await;
    desk.click("form button[type=submit]", "保存").await;
    desk.click(".matter .actions button", "印发").await;
    desk.wait(".toast", "已印发").await;
    desk.wait(".matter .badge", "已印发").await;
    desk.click(".matter .actions button", "全部转督办").await;
    desk.wait(".toast", "1项议定事项已转督办").await;
    desk.wait(".matter .agreed .badge", "待交办").await;
    desk.picture("meeting").await;
    let made = "SELECT COUNT(*) FROM matter m JOIN meeting_agreed a ON a.id = m.link_id JOIN meeting t ON t.id = a.meeting_id
        WHERE m.link_kind = 'agreed' AND m.source = 'meeting' AND t.number = '测试〔2026〕9号'";
    assert_eq!(raw.number(made).await, 1);
    desk.click(".matter .actions button", "会议纪要").await;
    desk.wait(".toast", "文号、签发和印章留空待填").await;
    desk.click(".matter .agreed a", "逐站核对设备").await;
    desk.wait("h1", "督办台账").await;
    desk.wait(".matter", "测试〔2026〕9号 平台建设现场推进会议定事项第1项").await;

    // The ledger of tasks: figures as SQL has them.
    desk.click("nav a", "任务台账").await;
    desk.wait("h1", "任务台账").await;
    desk.wait("tbody tr .badge", "红灯").await;
    desk.picture("ledger").await;
    let red =
        raw.number("SELECT COUNT(*) FROM task WHERE state IN ('planned_task', 'underway') AND due_day < date('now', '+8 hours')").await;
    assert!(red > 0);
    desk.wait(".light-chip.is-red strong", &red.to_string()).await;
    desk.click(".light-chip", "红灯").await;
    desk.wait("main", &format!("共{red}条")).await;
    desk.click(".light-chip", "红灯").await;

    // Two tasks; the first can't wait for the second, which waits for it.
    add(&desk, "测试先做", &yesterday, &soon).await;
    desk.fill("form input", "完成时限", "2020-01-01").await;
    desk.click("form button[type=submit]", "保存").await;
    desk.wait("form .field-error", "结束日期早于开始日期").await;
    desk.fill("form input", "完成时限", &soon).await;
    desk.click("form button[type=submit]", "保存").await;
    desk.wait(".toast", "已保存“测试先做”").await;
    desk.wait(".matter .badge", "未开始").await;
    add(&desk, "测试后做", &soon, &later).await;
    helped_by(&desk, "区民政局").await;
    wait_for(&desk, "测试先做").await;
    desk.click("form button[type=submit]", "保存").await;
    desk.wait(".toast", "已保存“测试后做”").await;
    desk.wait(".matter", "测试先做").await;
    desk.picture("task").await;

    // Who helps has no account: a form goes out, comes back by its number, is looked at, and counts as that body's progress.
    desk.click(".matter button", "给区民政局生成反馈表").await;
    desk.wait(".toast", "已写入").await;
    desk.wait(".matter", "发出，未回").await;
    desk.picture("form").await;
    desk.looks("dark", "large").await;
    desk.picture("form-dark-large").await;
    desk.looks("light", "normal").await;
    let form = std::fs::read(desk.files.join("反馈表-区民政局.xlsx")).unwrap();
    assert_eq!(workbook::cell(&form, SHEET, PROGRESS, 0), "当前进度");
    let said = |row: u32, text: &str| (row, 1, text.to_owned());
    let filled = workbook::edited(&form, SHEET, &[said(PROGRESS, "20%"), said(WORDS, "已选好场地"), said(FILLER, "李示一")]);
    desk.offer("填好的进度.xlsx", &filled);
    desk.click("main button", "登记反馈表").await;
    desk.click("dialog button", "选择反馈表").await;
    desk.wait("dialog", "区民政局填报").await;
    desk.wait("dialog", "登记后状态为“进行中”").await;
    desk.picture("form-preview").await;
    desk.click("dialog .actions button", "登记").await;
    desk.wait(".toast", "已登记“测试后做”的进度").await;
    desk.wait(".matter-line", "李示一").await;
    desk.wait(".matter .task-progress", "20%").await;
    let told = "SELECT COUNT(*) FROM task_step s JOIN task_form f ON f.number = s.form JOIN body b ON b.id = f.body_id
        WHERE b.name = '区民政局' AND s.progress_after = 20 AND f.taken_at IS NOT NULL";
    assert_eq!(raw.number(told).await, 1);
    desk.click(".matter .as-link", "测试先做").await;
    desk.wait(".matter h3", "测试先做").await;
    desk.click(".matter .actions button", "修改").await;
    wait_for(&desk, "测试后做").await;
    desk.click("form button[type=submit]", "保存").await;
    desk.wait("form .field-error", "“测试先做” → “测试后做” → “测试先做”").await;
    desk.picture("circle").await;
    assert_eq!(raw.number("SELECT COUNT(*) FROM task_before b JOIN task t ON t.id = b.task_id WHERE t.title = '测试先做'").await, 0);
    desk.click("form .several-chosen button", "").await;
    desk.click("form button", "取消").await;
    desk.click(".matter .actions button", "填报进度").await;
    desk.fill("dialog input", "进度", "60").await;
    desk.fill("dialog textarea", "进展说明", "设备已到场").await;
    desk.picture("report").await;
    desk.click("dialog button[type=submit]", "填报进度").await;
    desk.wait(".matter .badge", "进行中").await;
    desk.wait(".matter .task-progress", "60%").await;
    desk.press("body", "", "\u{E00C}").await;

    // The plan over time, and loads.
    desk.click(".segmented button", "甘特图").await;
    desk.wait(".chart-sentence", "项任务").await;
    desk.picture("gantt").await;
    desk.click(".segmented button", "负荷").await;
    desk.wait(".chart-sentence", "未完成的任务最多").await;
    desk.picture("load").await;

    // How far platforms are built: as SQL has it.
    desk.click("nav a", "工作组").await;
    desk.wait("h1", "工作组").await;
    desk.wait(".building tbody tr", "全区").await;
    let built = "FROM task t JOIN place p ON p.id = t.place_id WHERE t.group_code IN ('district_platform', 'local_platform')
        AND t.state <> 'halted_task' AND p.level = 2";
    let (n, done) = (
        raw.number(&format!("SELECT COUNT(*) {built}")).await,
        raw.number(&format!("SELECT COUNT(*) {built} AND t.state = 'done_task'")).await,
    );
    let tenths = raw.number(&format!("SELECT CAST(ROUND(SUM(t.progress) * 10.0 / COUNT(*)) AS INTEGER) {built}")).await;
    let told = desk.wait(".building tbody tr", "全区").await;
    assert!(told.contains(&format!("（{done}/{n}）")), "{told}");
    assert!(told.contains(&format!("{}.{}", tenths / 10, tenths % 10)) || told.contains(&format!("{}%", tenths / 10)), "{told} {tenths}");
    desk.picture("groups").await;
    desk.click(".building tbody tr:first-child td:nth-of-type(2) a", "").await;
    desk.wait("h1", "任务台账").await;
    desk.wait("main", &format!("共{n}条")).await;

    desk.looks("dark", "large").await;
    desk.click("nav a", "工作组").await;
    desk.wait(".building tbody tr", "全区").await;
    desk.picture("groups-dark-large").await;
    desk.click("nav a", "任务台账").await;
    desk.click(".segmented button", "甘特图").await;
    desk.wait(".chart-sentence", "项任务").await;
    desk.picture("gantt-dark-large").await;
    desk.close().await;
}
