//! 现场检查 in the real window, by keys alone: an inspector answers and raises findings, the program is killed and nothing is lost; he hands in,
//! the leader sends one line back, it is mended and agreed to.

use crate::desk::Desk;
use crate::raw::Raw;

const ENTER: &str = "\u{E007}";
const ESC: &str = "\u{E00C}";
const DOWN: &str = "\u{E015}";
/// Held while the next key is pressed.
const CTRL_ENTER: &str = "\u{E009}\u{E007}";

/// Presses a key on the line that is looked at.
async fn key(desk: &Desk, key: &str) {
    desk.press(".visit-line.is-current", "", key).await;
}

/// Answers the line that is looked at, once it is this one, and goes on.
async fn answer(desk: &Desk, line: &str, with: &str) {
    desk.wait(".visit-line.is-current .visit-no", line).await;
    key(desk, with).await;
    desk.wait(".visit-line.is-current [role=radio][aria-checked=true]", "").await;
    key(desk, DOWN).await;
}

/// Says something at the line that is looked at.
async fn say(desk: &Desk, words: &str) {
    key(desk, ENTER).await;
    desk.press(".visit-line.is-current .visit-words", "", words).await;
    desk.press(".visit-line.is-current .visit-words", "", ESC).await;
}

/// Raises a finding at the line that is looked at.
async fn raise(desk: &Desk, what: &str) {
    key(desk, "f").await;
    desk.press("dialog form textarea", "问题描述", what).await;
    desk.press("dialog form textarea", "问题描述", CTRL_ENTER).await;
    desk.wait(".toast", "已登记问题").await;
    desk.wait(".visit-side .visit-findings", what).await;
}

/// Opens the visit from the list, by its row.
pub(crate) async fn open(desk: &Desk, tab: &str, row: &str) {
    desk.click(".rail-area", "督查检查").await;
    desk.click("nav a", "检查任务").await;
    desk.click("[role=tab]", tab).await;
    desk.click("tbody tr", row).await;
    desk.click(".drawer a", "打开检查").await;
    desk.wait(".visit h1", "现场检查").await;
}

/// Two photos: one by a key at the line that is looked at, one out of a camera's folder by its time; a box is drawn, and the record is set as a paper.
async fn photos(desk: &Desk, raw: &Raw, id: i64) {
    // A camera writes whole seconds: before the first answer there is none that could be nearer.
    let answered = raw.number(&format!("SELECT MAX(at) FROM inspection_answer WHERE visit_id = {id} AND line = '1.1'")).await;
    let taken = domain::time::Instant(answered).civil();
    desk.offer("大厅.jpg", &testkit::photo(1, None, None));
    std::fs::write(desk.files.join("next"), "大厅.jpg\n").unwrap();
    key(desk, "p").await;
    desk.wait("dialog .photo-found", "无元数据").await;
    desk.wait("dialog", "归到检查项3.2").await;
    desk.picture("photo-of-line").await;
    desk.click("dialog .actions button", "收下1个文件").await;
    desk.wait(".toast", "已收下1个文件").await;
    desk.wait("#visit-line-3-2 .visit-photo", "查看照片").await;

    let folder = desk.files.join("DCIM");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("IMG_0007.jpg"), testkit::photo(7, Some(taken), None)).unwrap();
    std::fs::write(folder.join("IMG_0001.jpg"), testkit::photo(8, Some(taken.date().yesterday().unwrap().to_datetime(taken.time())), None))
        .unwrap();
    std::fs::write(folder.join("readme.txt"), "not a photo").unwrap();
    std::fs::write(desk.files.join("next"), "DCIM\n").unwrap();
    desk.click(".visit-side button", "从相机文件夹收").await;
    desk.wait("dialog .photo-found", "IMG_0007.jpg").await;
    desk.wait("dialog .photo-found .badge", "相符").await;
    desk.wait("dialog .photo-found .badge", "不符").await;
    desk.picture("photo-folder").await;
    desk.looks("dark", "large").await;
    desk.picture("photo-folder-dark-large").await;
    desk.looks("light", "normal").await;
    desk.click("dialog .actions button", "收下1个文件").await;
    raw.becomes(&format!("SELECT COUNT(*) FROM inspection_photo WHERE visit_id = {id}"), 2).await;
    let line = format!("SELECT line FROM inspection_photo WHERE visit_id = {id} AND taken_at IS NOT NULL");
    assert_eq!(raw.text(&line).await, "1.1", "by its time");

    desk.click("#visit-line-1-1 .visit-photo", "").await;
    desk.wait("dialog .photo-large", "").await;
    desk.picture("photo-large").await;
    desk.click("dialog button", "遮盖").await;
    desk.click("dialog button", "添加黑框").await;
    desk.press("dialog .photo-box", "", "\u{E014}").await;
    desk.picture("photo-cover").await;
    desk.click("dialog button", "保存遮盖").await;
    desk.wait(".toast", "已保存遮盖").await;
    desk.wait("dialog", "有遮盖").await;
    desk.fill("dialog input", "说明", "便民箱").await;
    desk.click("dialog button[type=submit]", "保存").await;
    desk.wait(".toast", "已保存照片说明").await;
    raw.becomes(&format!("SELECT COUNT(*) FROM inspection_photo WHERE visit_id = {id} AND caption = '便民箱' AND boxes <> '[]'"), 1).await;
    desk.picture("photos").await;
    // Back to where the answers went on.
    for line in ["1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4", "2.5", "3.1"] {
        desk.wait(".visit-line.is-current .visit-no", line).await;
        key(desk, DOWN).await;
    }
}

/// A visit that waits for the inspector of the demonstration, and its station.
pub(crate) async fn waiting(raw: &Raw) -> (i64, String) {
    let id = raw
        .number(
            "SELECT v.id FROM inspection_visit v JOIN inspection_goer g ON g.visit_id = v.id JOIN inspection_plan p ON p.id = v.plan_id
             WHERE v.state = 'visit_waiting' AND g.name = '演示督查员' AND p.state = 'plan_drawn' ORDER BY v.id LIMIT 1",
        )
        .await;
    let name = format!("SELECT o.name FROM point o JOIN inspection_visit v ON v.point_id = o.id WHERE v.id = {id}");
    (id, raw.text(&name).await)
}

#[tokio::test]
async fn a_station_is_visited_by_keys_and_its_score_agreed_to() {
    let Some(desk) = Desk::open("visit").await else { return };
    let raw = Raw::open(&desk.data).await;
    let (id, name) = waiting(&raw).await;
    let answers = format!("SELECT COUNT(*) FROM inspection_answer WHERE visit_id = {id} AND answer <> ''");

    desk.enter_at("督查员", &[]).await;
    open(&desk, "我的任务", &name).await;
    desk.picture("before").await;
    desk.click(".page-head button", "开始检查").await;
    desk.wait(".visit-facts .badge", "检查中").await;

    // Ten lines and two findings, without a mouse.
    for line in ["1.1", "1.2"] {
        answer(&desk, line, "1").await;
    }
    desk.wait(".visit-line.is-current .visit-no", "1.3").await;
    say(&desk, "值班表是上季度的").await;
    raise(&desk, "值班表没有按季度更新").await;
    answer(&desk, "1.3", "2").await;
    for line in ["1.4", "2.1", "2.2", "2.3"] {
        answer(&desk, line, "1").await;
    }
    desk.wait(".visit-line.is-current .visit-no", "2.4").await;
    say(&desk, "便民箱缺老花镜，已拍照").await;
    raise(&desk, "没有老花镜").await;
    answer(&desk, "2.4", "2").await;
    answer(&desk, "2.5", "0").await;
    answer(&desk, "3.1", "1").await;
    raw.becomes(&answers, 10).await;
    desk.wait(".visit-sign", "已保存").await;
    desk.wait(".visit-score", "得").await;
    desk.picture("answered").await;
    photos(&desk, &raw, id).await;
    desk.looks("dark", "large").await;
    desk.picture("answered-dark-large").await;
    desk.looks("light", "normal").await;

    // Words are typed, and the power goes.
    desk.wait(".visit-line.is-current .visit-no", "3.2").await;
    say(&desk, "两份指南一致").await;
    raw.becomes(&format!("SELECT COUNT(*) FROM inspection_answer WHERE visit_id = {id} AND words = '两份指南一致'"), 1).await;
    let desk = desk.crash().await;
    desk.wait("body", "演示数据").await;
    desk.enter_at("督查员", &[]).await;
    open(&desk, "我的任务", &name).await;
    desk.wait(".visit-side .visit-findings", "没有老花镜").await;
    assert_eq!(raw.number(&answers).await, 10);
    assert_eq!(desk.wait("#visit-words-1-3", "").await, "值班表是上季度的");
    assert_eq!(desk.wait("#visit-words-3-2", "").await, "两份指南一致");
    desk.picture("again").await;

    // What is missing is told, each a way to its place.
    desk.click(".page-head button", "提交").await;
    desk.wait(".visit-missing", "没有登记被检查方人员").await;
    desk.picture("missing").await;
    desk.click(".visit-missing button", "3.2没有选结果").await;
    for line in ["3.2", "3.3", "3.4", "3.5", "4.1"] {
        answer(&desk, line, "1").await;
    }
    answer(&desk, "4.2", "3").await;
    // There is no terminal, so whether it works is not asked.
    for line in ["4.4", "4.5", "5.1", "5.2"] {
        desk.wait(".visit-line.is-current .visit-no", line).await;
        key(&desk, "1").await;
        key(&desk, DOWN).await;
    }
    raw.becomes(&answers, 20).await;
    desk.click(".visit-side button", "登记到场人员和时间").await;
    desk.fill("dialog input", "被检查方人员", "陈站长").await;
    desk.click("dialog button", "现在结束").await;
    desk.fill("dialog select", "签字情况", "1").await;
    desk.picture("party").await;
    desk.click("dialog button[type=submit]", "保存").await;
    desk.wait(".toast", "已登记到场人员和时间").await;
    desk.click(".page-head button", "提交").await;
    desk.wait("dialog", "提交后由未到场的人审核").await;
    desk.click("dialog button", "提交").await;
    desk.wait(".visit-facts .badge", "待审核").await;

    // The leader was not there: one line comes back.
    desk.become_another("督查员", "领导").await;
    open(&desk, "待我审核", &name).await;
    desk.click("#visit-line-1-3", "").await;
    key(&desk, ENTER).await;
    desk.press(".visit-line.is-current .visit-reason", "", "写明是哪一季度").await;
    desk.picture("review").await;
    desk.click(".page-head button", "审核").await;
    desk.wait("dialog", "写明是哪一季度").await;
    desk.click("dialog button", "退回修改").await;
    desk.wait(".visit-facts .badge", "已退回").await;

    desk.become_another("领导", "督查员").await;
    open(&desk, "我的任务", &name).await;
    desk.wait("#visit-line-1-3 .notice", "写明是哪一季度").await;
    desk.picture("returned").await;
    desk.fill("#visit-words-1-3", "", "值班表是第三季度的").await;
    raw.becomes(&format!("SELECT COUNT(*) FROM inspection_answer WHERE visit_id = {id} AND words = '值班表是第三季度的'"), 1).await;
    desk.click(".page-head button", "提交").await;
    desk.click("dialog button", "提交").await;
    desk.wait(".visit-facts .badge", "待审核").await;

    desk.become_another("督查员", "领导").await;
    open(&desk, "待我审核", &name).await;
    desk.click(".page-head button", "审核").await;
    desk.click("dialog button", "审定").await;
    desk.wait(".visit-facts .badge", "已审定").await;
    desk.wait(".visit-score h2", "审定得分").await;
    desk.picture("agreed").await;
    let fixed = format!("SELECT COUNT(*) FROM inspection_record WHERE visit_id = {id} AND got > 0 AND agreed_at IS NOT NULL AND round = 2");
    assert_eq!(raw.number(&fixed).await, 1);
    let past = format!("SELECT COUNT(*) FROM inspection_answer_past WHERE visit_id = {id} AND line = '1.3' AND words = '值班表是上季度的'");
    assert!(raw.number(&past).await > 0, "what was answered before is kept");
    desk.close().await;
}
