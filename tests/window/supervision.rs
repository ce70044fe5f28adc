//! 督办 in the real window: a bad rating becomes a matter, it is handed out, its form comes back by file, and the light turns.

use crate::desk::Desk;
use crate::picture::{is_drawn, picture};
use crate::raw::Raw;
use crate::workbook;

/// The sheet of a form, and where in it what is to be filled in stands (row from 0).
const SHEET: &str = "督办事项反馈表";
const PROGRESS: u32 = 9;
const DUE: u32 = 7;
const FILLER: u32 = 15;

async fn become_another(desk: &Desk, now: &str, role: &str) {
    desk.become_another(now, role).await;
    desk.click("nav a", "督办").await;
    desk.wait("h1", "督办台账").await;
}

#[tokio::test]
async fn a_bad_rating_becomes_a_matter_and_its_form_turns_the_light() {
    let Some(desk) = Desk::open("supervision").await else { return };
    let raw = Raw::open(&desk.data).await;
    let before = raw.number("SELECT COUNT(*) FROM matter").await;
    let day = desk.script("return new Date(Date.now() - 5 * 864e5).toISOString().slice(0, 10)").await;
    let day = day.as_str().unwrap().to_owned();
    desk.enter_at("领导", &["督办"]).await;
    desk.wait("h1", "督办台账").await;
    desk.wait(".light-chip", "红灯").await;
    desk.wait("tbody tr .badge", "红灯").await;
    desk.picture("ledger").await;
    // What is red only, and all of it again.
    desk.click(".light-chip", "黄灯").await;
    desk.wait("tbody tr .badge", "黄灯").await;
    desk.wait(".light-chip[aria-pressed=true]", "黄灯").await;
    desk.click(".light-chip", "黄灯").await;

    desk.click(".rail-area", "好差评").await;
    desk.click(".ratings-table tbody tr", "").await;
    desk.wait(".drawer .turn", "督办").await;
    desk.click(".drawer .turn a", "转督办").await;
    desk.wait(".drawer h2", "转督办").await;
    desk.fill("form input", "督办事项", "窗口服务差评整改").await;
    desk.fill("form input", "批示日期", &day).await;
    desk.fill("form textarea", "批示原文", "请立行立改").await;
    desk.fill("form input", "主办单位", "区民政局").await;
    desk.wait("[role=option]", "区民政局").await;
    desk.press("form input", "主办单位", "\u{E007}").await;
    desk.picture("turn").await;
    desk.click("form button[type=submit]", "保存").await;
    desk.wait(".toast", "已登记“窗口服务差评整改”").await;
    desk.wait(".matter .badge", "待交办").await;
    desk.wait(".matter", "评价（").await;
    assert_eq!(raw.number("SELECT COUNT(*) FROM matter WHERE link_kind = 'rating' AND title = '窗口服务差评整改'").await, 1);
    assert_eq!(raw.number("SELECT COUNT(*) FROM matter").await, before + 1);

    // The office hands it out: five days ago, on paper.
    become_another(&desk, "领导", "督查员").await;
    desk.fill("input[type=search]", "", "窗口服务差评整改").await;
    desk.wait("main", "共1条").await;
    desk.click("tbody tr", "窗口服务差评整改").await;
    desk.click(".matter .actions button", "交办").await;
    desk.fill("dialog input", "交办日期", &day).await;
    desk.picture("issue").await;
    desk.click("dialog button[type=submit]", "交办").await;
    desk.wait(".matter .badge", "待签收").await;
    desk.wait(".matter .badge", "黄灯").await;
    desk.wait(".matter-why", "未按时签收").await;
    desk.click(".matter button", "生成反馈表").await;
    desk.wait(".toast", "已写入").await;
    desk.wait(".matter", "发出，未回").await;
    desk.picture("issued").await;
    let form = std::fs::read_dir(&desk.files).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let form = form.filter(|name| name.starts_with("反馈表-")).collect::<Vec<_>>().pop().expect("a form");
    let form = std::fs::read(desk.files.join(form)).unwrap();
    assert_eq!(workbook::cell(&form, SHEET, PROGRESS, 0), "办理进展");

    // It comes back altered, then as it should be.
    let said = |row: u32, text: &str| (row, 1, text.to_owned());
    let altered = workbook::edited(&form, SHEET, &[said(PROGRESS, "已约谈"), said(DUE, "2099-01-01")]);
    desk.offer("改过的.xlsx", &altered);
    desk.click("main button", "登记反馈表").await;
    desk.click("dialog button", "选择反馈表").await;
    desk.wait("dialog .notice", "办理时限：这一格与发出时不一样").await;
    desk.picture("altered").await;
    let filled = workbook::edited(&form, SHEET, &[said(PROGRESS, "已约谈窗口人员，当天整改"), said(FILLER, "李示一")]);
    desk.offer("填好的.xlsx", &filled);
    desk.click("dialog button", "换").await;
    desk.wait("dialog", "已约谈窗口人员，当天整改").await;
    desk.wait("dialog", "登记后状态为“办理中”").await;
    desk.picture("preview").await;
    desk.click("dialog .actions button", "登记").await;
    desk.wait(".toast", "已登记“窗口服务差评整改”的反馈").await;
    desk.wait(".matter .badge", "绿灯").await;
    desk.wait(".matter .badge", "办理中").await;
    desk.wait(".matter-line", "李示一").await;
    desk.picture("green").await;

    // Photos come back by the number in their names: one without is told, and keeps the other from being taken alone.
    let number = raw.text("SELECT number FROM matter_form ORDER BY id DESC LIMIT 1").await;
    let photo = format!("{} 整改后.png", number.replace('〔', "[").replace('〕', "]"));
    desk.offer("IMG_0001.png", &picture());
    desk.offer(&photo, &picture());
    std::fs::write(desk.files.join("next"), format!("{photo}\nIMG_0001.png\n")).unwrap();
    desk.click("main button", "收回照片").await;
    desk.wait("dialog .notice", "1个文件收不了").await;
    desk.wait("dialog .photo-found", "窗口服务差评整改").await;
    desk.picture("photos").await;
    desk.click("dialog .photo-found.is-bad button", "").await;
    desk.click("dialog .actions button", "收下1个文件").await;
    desk.wait(".toast", "已收下1个文件").await;
    desk.wait(".photo-name", "整改后.png").await;
    is_drawn(&desk, ".photo img").await;
    desk.script("document.querySelector('.photo').scrollIntoView(); return '';").await;
    desk.picture("photo").await;
    desk.looks("dark", "large").await;
    desk.picture("photo-dark-large").await;
    desk.looks("light", "normal").await;
    desk.click(".photo-open", "").await;
    desk.wait("dialog .photo-large", "").await;
    desk.click("dialog button", "打开").await;
    assert_eq!(desk.opened().await, photo);
    desk.press("dialog button", "打开", "\u{E00C}").await;
    let told = "SELECT COUNT(*) FROM matter_step WHERE act = 'reported' AND words = '已约谈窗口人员，当天整改' AND form <> ''";
    assert_eq!(raw.number(told).await, 1);
    // Another one comes, and its file is lost.
    let second = photo.replace("整改后", "门口");
    desk.offer(&second, &[picture().as_slice(), b"another"].concat());
    std::fs::write(desk.files.join("next"), format!("{second}\n")).unwrap();
    desk.click("main button", "收回照片").await;
    desk.click("dialog .actions button", "收下1个文件").await;
    desk.wait(".photo-name", "门口.png").await;
    let lost = raw.text("SELECT sha256 FROM attachment ORDER BY id DESC LIMIT 1").await;
    std::fs::remove_file(desk.data.join("attachments").join(&lost[..2]).join(&lost)).unwrap();
    // Not without a reason; with one it goes, and the record of it stays.
    desk.click(".photo button", "撤回").await;
    desk.wait("dialog", "撤回后不再显示").await;
    desk.click("dialog button[type=submit]", "撤回照片").await;
    desk.wait("dialog .field-error", "").await;
    desk.picture("withdraw").await;
    desk.looks("dark", "large").await;
    desk.picture("withdraw-dark-large").await;
    desk.looks("light", "normal").await;
    desk.fill("dialog textarea", "原因", "拍到了群众的脸").await;
    desk.click("dialog button[type=submit]", "撤回照片").await;
    desk.wait(".toast", "已撤回").await;
    assert_eq!(raw.number("SELECT COUNT(*) FROM attachment WHERE withdrawn_why = '拍到了群众的脸'").await, 1);
    desk.wait(".photo", "文件缺失").await;
    desk.script("document.querySelector('.photo').scrollIntoView(); return '';").await;
    desk.picture("photo-missing").await;
    desk.looks("dark", "large").await;
    desk.script("document.querySelector('.photo').scrollIntoView(); return '';").await;
    desk.picture("photo-missing-dark-large").await;
    desk.looks("light", "normal").await;
    // The notice is a paper, and goes out with a form of its own, whose number stands in it.
    let out = "SELECT COUNT(*) FROM matter_form WHERE taken_at IS NULL AND number LIKE (SELECT number FROM matter WHERE title = '窗口服务差评整改') || '-%'";
    assert_eq!(raw.number(out).await, 0);
    desk.click(".matter button", "督办通知单").await;
    desk.wait(".toast", "文号、签发和印章留空待填").await;
    desk.wait(".toast", "反馈表").await;
    assert_eq!(raw.number(out).await, 1);
    let second = raw.text("SELECT number FROM matter_form ORDER BY id DESC LIMIT 1").await;
    let notice = std::fs::read_dir(&desk.files).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let notice =
        notice.filter(|name| name.starts_with("督办通知单") && name.ends_with(".docx")).collect::<Vec<_>>().pop().expect("a notice");
    assert!(desk.paper(&notice).contains(&second), "{second}");
    // Said again, it takes the form that is out.
    desk.click(".matter button", "催办单").await;
    desk.wait(".toast", "催办单").await;
    assert_eq!(raw.number(out).await, 1);

    // Whoever asked for it is told how it goes, by name, and goes there from what he is told.
    desk.become_another("督查员", "领导").await;
    desk.wait(".news-button", "未读").await;
    desk.click(".news-button", "通知").await;
    desk.wait(".home-news .is-unread", "督办“窗口服务差评整改”：").await;
    desk.picture("told").await;
    desk.looks("dark", "large").await;
    desk.picture("told-dark-large").await;
    desk.looks("light", "normal").await;
    desk.click(".home-news .is-unread a", "已约谈窗口人员，当天整改").await;
    desk.wait(".matter .badge", "办理中").await;
    let read = "SELECT COUNT(*) FROM notice WHERE kind = 'matter_moved' AND body LIKE '%当天整改%' AND read_at IS NOT NULL";
    raw.becomes(read, 1).await;

    // The ledger finds nothing, and all of it again.
    desk.click("nav a", "督办").await;
    desk.wait("h1", "督办台账").await;
    desk.fill("input[type=search]", "", "没有这样的事").await;
    desk.wait("main", "没有这样的督办件").await;
    desk.picture("none").await;
    desk.fill("input[type=search]", "", "").await;
    desk.looks("dark", "large").await;
    desk.wait("tbody tr .badge", "红灯").await;
    desk.picture("dark-large").await;
    desk.close().await;
}

/// A leader turns a row of cases and a village into matters: each form begins with what it is about.
#[tokio::test]
async fn a_row_of_cases_and_a_village_become_matters() {
    let Some(desk) = Desk::open("turned").await else { return };
    let raw = Raw::open(&desk.data).await;
    desk.click("button", "领导").await;
    desk.click("main a", "办件明细").await;
    desk.click(".cases-table tbody tr", "").await;
    desk.wait(".turn a", "转督办").await;
    desk.picture("case").await;
    desk.looks("dark", "large").await;
    desk.picture("case-dark-large").await;
    desk.looks("light", "normal").await;
    let before = raw.number("SELECT COUNT(*) FROM matter").await;
    desk.click(".turn a", "转督办").await;
    desk.wait("form.item-form input", "办件").await;
    desk.click("form button[type=submit]", "保存").await;
    desk.wait(".toast", "已登记").await;
    assert_eq!(raw.number("SELECT COUNT(*) FROM matter WHERE link_kind = 'case'").await, 1);

    desk.click(".rail-area", "服务站点").await;
    desk.click("main tbody tr", "鸭曹").await;
    desk.wait(".turn h3", "本地督办").await;
    desk.wait(".turn h3", "本站督办").await;
    desk.script("document.querySelectorAll('.turn')[1].scrollIntoView(); return '';").await;
    desk.picture("place").await;
    desk.looks("dark", "large").await;
    desk.picture("place-dark-large").await;
    desk.looks("light", "normal").await;
    let own = "[...document.querySelectorAll('.turn')].find(t => t.innerText.includes('本地督办')).querySelector('a').click(); return '';";
    desk.script(own).await;
    desk.wait("form.item-form input", "鸭曹").await;
    desk.click("form button[type=submit]", "保存").await;
    desk.wait(".toast", "已登记").await;
    assert_eq!(raw.number("SELECT COUNT(*) FROM matter WHERE link_kind = 'place'").await, 1);
    assert_eq!(raw.number("SELECT COUNT(*) FROM matter").await, before + 2);

    // A cell of the matrix, whatever it says, and the way back to it.
    desk.click("nav a", "服务事项").await;
    desk.click("nav a", "可办矩阵").await;
    desk.wait(".matrix-cell.is-offered", "可办").await;
    desk.press(".matrix", "", "\u{E015}").await;
    desk.wait(".availability .turn a", "转督办").await;
    desk.script("document.querySelector('.availability .turn').scrollIntoView(); return '';").await;
    desk.picture("cell").await;
    desk.looks("dark", "large").await;
    desk.picture("cell-dark-large").await;
    desk.looks("light", "normal").await;
    desk.click(".availability .turn a", "转督办").await;
    desk.wait("form.item-form textarea", "可办矩阵显示").await;
    desk.click("form button[type=submit]", "保存").await;
    raw.becomes("SELECT COUNT(*) FROM matter WHERE link_kind = 'cell'", 1).await;
    desk.click(".matter .duty-part a", "办理").await;
    desk.wait(".availability .turn li a", "办理的督办").await;
    assert_eq!(raw.number("SELECT COUNT(*) FROM matter").await, before + 3);

    // What is to do: red tasks among it.
    desk.click("nav a", "待办").await;
    desk.wait("main", "工作组").await;
    desk.picture("todo").await;
    desk.looks("dark", "large").await;
    desk.picture("todo-dark-large").await;
    desk.close().await;
}
