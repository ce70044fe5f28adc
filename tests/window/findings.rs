//! 整改台账 in the real window: a notice is sent and written as a paper, the town signs, asks for more time, reports it put right; somebody else
//! looks and closes it.

use crate::desk::Desk;
use crate::raw::Raw;

/// What was found, in the demonstration: nothing was done about it yet.
const WHAT: &str = "公示栏有一条过期信息";

/// Opens the ledger and the finding in it.
async fn open(desk: &Desk) {
    desk.click(".rail-area", "督查检查").await;
    desk.click("nav a", "整改台账").await;
    desk.wait("h1", "整改台账").await;
    desk.fill("input[type=search]", "", WHAT).await;
    desk.wait("main", "共1条").await;
    desk.click("tbody tr", WHAT).await;
    desk.wait(".drawer .matter h3", WHAT).await;
}

/// Does something with it: the words, and what else its form asks for.
async fn act(desk: &Desk, button: &str, words: (&str, &str), more: &[(&str, &str)], then: &str) {
    desk.click(".drawer .actions button", button).await;
    if !words.0.is_empty() {
        desk.fill("dialog textarea", words.0, words.1).await;
    }
    for (label, value) in more {
        desk.fill("dialog input", label, value).await;
    }
    desk.click("dialog button[type=submit]", button).await;
    desk.wait(".toast", "已办理").await;
    desk.wait(".drawer .matter .badge", then).await;
}

#[tokio::test]
async fn a_finding_is_put_right_and_closed_by_another() {
    let Some(desk) = Desk::open("findings").await else { return };
    let raw = Raw::open(&desk.data).await;
    let later = desk.script("return new Date(Date.now() + 60 * 864e5).toISOString().slice(0, 10)").await;
    let later = later.as_str().unwrap().to_owned();

    desk.enter_at("督查员", &[]).await;
    desk.click("nav a", "待办").await;
    desk.wait("main", "个问题待下发整改通知").await;
    desk.click(".rail-area", "督查检查").await;
    desk.click("nav a", "整改台账").await;
    desk.wait("h1", "整改台账").await;
    desk.wait(".light-chip", "待复查").await;
    desk.picture("ledger").await;
    desk.looks("dark", "large").await;
    desk.picture("ledger-dark-large").await;
    desk.looks("light", "normal").await;

    // Several at once: those of a station go with one number.
    desk.click(".light-chip", "已登记").await;
    desk.wait(".light-chip[aria-pressed=true]", "已登记").await;
    desk.wait("tbody tr", WHAT).await;
    desk.click("thead input[type=checkbox]", "").await;
    desk.click(".bulk button", "下发整改通知").await;
    desk.picture("issue").await;
    desk.click("dialog button[type=submit]", "下发整改通知").await;
    desk.wait(".toast", "整改通知：麻督改").await;
    raw.becomes(&format!("SELECT COUNT(*) FROM inspection_finding WHERE state = 'finding_issued' AND content LIKE '%{WHAT}%'"), 1).await;
    desk.click(".light-chip", "已登记").await;
    open(&desk).await;
    desk.wait(".drawer .matter .badge", "待签收").await;
    desk.click(".drawer .actions button", "整改通知书").await;
    desk.wait(".toast", "已写入").await;
    let paper = desk.paper("整改通知书（1个问题）.docx");
    assert!(paper.contains(WHAT) && paper.contains("麻督改"), "{paper}");
    desk.picture("issued").await;

    // The town signs and asks for more time.
    desk.become_another("督查员", "镇管理员").await;
    open(&desk).await;
    act(&desk, "签收", ("", ""), &[], "整改中").await;
    act(&desk, "申请延期", ("理由", "公示栏要重新制作"), &[("申请延期到", &later)], "申请延期到").await;
    desk.picture("asked").await;
    desk.become_another("镇管理员", "督查员").await;
    open(&desk).await;
    act(&desk, "同意延期", ("", ""), &[], "整改中").await;
    desk.wait(".drawer .matter-line", &format!("改为{later}")).await;

    // It is put right; whoever reported it does not close it.
    desk.become_another("督查员", "镇管理员").await;
    open(&desk).await;
    act(&desk, "报送整改完成", ("整改情况", "已撤下过期信息"), &[("佐证", "照片一张")], "待复查").await;
    desk.become_another("镇管理员", "督查员").await;
    open(&desk).await;
    desk.click(".drawer .actions button", "复查通过，销号").await;
    desk.fill("dialog textarea", "复查情况", "现场查看，已撤下").await;
    desk.picture("recheck").await;
    desk.click("dialog button[type=submit]", "复查通过，销号").await;
    desk.wait(".toast", "已办理").await;
    desk.wait(".drawer .matter .badge", "已销号").await;
    desk.picture("closed").await;
    let closed = format!(
        "SELECT COUNT(*) FROM inspection_finding WHERE state = 'finding_closed' AND checker = '演示督查员' AND due_day = '{later}'
         AND first_due_day < '{later}' AND content LIKE '%{WHAT}%'"
    );
    assert_eq!(raw.number(&closed).await, 1);

    // What is done well can be read by everybody.
    desk.click("nav a", "典型").await;
    desk.wait("tbody tr", "代办不出村").await;
    desk.click("tbody tr", "代办不出村").await;
    desk.wait(".drawer", "可借鉴之处").await;
    desk.picture("exemplar").await;
    desk.close().await;
}
