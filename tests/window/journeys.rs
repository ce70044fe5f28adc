//! What people come to do, in the real window; what the screen says is compared with plain SQL over the raw rows.

use crate::desk::Desk;
use crate::raw::{Raw, grouped};

/// A leader enters and reads the first screen: its sentence and figures are those of the raw rows. He follows a bad
/// rating to the words that were left, by keyboard and by mouse; then reads in another language and another look, and
/// finds both again after a restart.
#[tokio::test]
async fn a_leader_reads_the_first_screen_and_drills_to_a_comment() {
    let Some(desk) = Desk::open("overview").await else { return };
    desk.wait("body", "演示数据").await;
    desk.picture("door").await;
    desk.click("button", "领导").await;

    let raw = Raw::open(&desk.data).await;
    let week = raw.last_whole_week().await;
    let (cases, rated) = (raw.cases(&week).await, raw.rated(&week).await);
    desk.wait("[data-figure=cases] .tile-number", &grouped(cases)).await;
    let rate = format!("{:.1}", 100.0 * rated as f64 / cases as f64);
    desk.wait("[data-figure=rating_rate] .tile-number", &rate).await;
    let (satisfied, counted) = raw.satisfied(&week).await;
    let shown = desk.wait("[data-figure=satisfied_rate] .tile-number", "").await;
    let share = 100.0 * satisfied as f64 / counted as f64;
    assert!((shown.parse::<f64>().unwrap() - share).abs() <= 0.005 + f64::EPSILON, "{shown} on the screen, {share} in the rows");
    desk.wait("h1", &format!("办件{}件", grouped(cases))).await;
    for place in ["麻章镇", "太平镇", "湖光镇", "洋村东"] {
        desk.wait("main", place).await;
    }
    desk.picture("light").await;

    // A longer time, in which somebody was dissatisfied.
    let year = raw.year_to_date().await;
    let (cases, bad) = (raw.cases(&year).await, raw.bad(&year).await);
    assert!(bad > 0, "a year without a bad rating shows nothing to follow");
    desk.choose(".top-bar button", "上周", ".period-picker [role=radio]", "今年累计").await;
    desk.wait("[data-figure=cases] .tile-number", &grouped(cases)).await;
    desk.wait("[data-figure=bad] .tile-number", &grouped(bad)).await;
    desk.picture("year").await;

    // From the sentence to the rows, by keyboard.
    desk.press("h1 a.words-door", &format!("差评{bad}件"), "\u{E007}").await;
    desk.wait(".rows-count", &format!("共{bad}条评价")).await;
    assert_eq!(desk.script("return document.querySelectorAll('.ratings-table tbody tr').length").await, bad.min(50));
    desk.picture("rows").await;
    // From a row to the words.
    let comment = raw.newest_bad_comment(&year).await;
    desk.click(".ratings-table tbody tr", &comment).await;
    desk.wait(".rating-card blockquote", &comment).await;
    desk.picture("comment").await;
    desk.press("body", "", "\u{E00C}").await;

    // The same in English, in the dark, with large letters.
    desk.choose(".top-bar button", "领导", ".menu-group [role^=menuitem]", "English").await;
    desk.wait("nav", "Overview").await;
    desk.click(".menu-group [role^=menuitem]", "Dark").await;
    desk.press("body", "", "\u{E00C}").await;
    desk.click("nav a", "Overview").await;
    desk.wait("[data-figure=cases] .tile-number", &grouped(cases)).await;
    assert_eq!(desk.script("return document.documentElement.dataset.theme").await, "dark");
    desk.picture("dark-english").await;
    let desk = desk.restart().await;
    // The look and the language are there before anyone has signed in.
    desk.click("button", "Leader").await;
    desk.wait("[data-figure=cases] .tile-number", &grouped(cases)).await;
    desk.wait("nav", "Overview").await;
    assert_eq!(desk.script("return document.documentElement.dataset.theme").await, "dark");
    desk.close().await;
}

/// A catalogue administrator imports what a service window exported, in the encoding that Excel writes; the good rows
/// are in, the bad one comes back with its reason, and the leader's figures have moved by what was taken.
#[tokio::test]
async fn an_administrator_imports_a_file() {
    let Some(desk) = Desk::open("import").await else { return };
    let raw = Raw::open(&desk.data).await;
    let week = raw.last_whole_week().await;
    let (before, place, body) = (raw.rated(&week).await, raw.station().await, raw.body().await);
    let header = "数据来源,评价编号,区划代码,事项名称,承办部门,评价渠道,评价等级,留言,评价时间";
    let mut text = format!("{header}\n");
    for (no, grade, words) in [("J-1", "非常满意", "办得快"), ("J-2", "5", ""), ("J-3", "1", "跑了三趟才办成"), ("J-4", "9", "")]
    {
        text.push_str(&format!("窗口评价仪,{no},{place},养老保险参保登记,{body},2,{grade},{words},{} 10:00:00\n", week.last));
    }
    let (bytes, ..) = encoding_rs::GB18030.encode(&text);
    desk.offer("窗口评价.csv", &bytes);

    desk.click("button", "目录管理员").await;
    desk.click("nav a", "好差评").await;
    desk.click("nav a", "数据导入").await;
    desk.click("button", "选择文件").await;
    desk.wait(".fact-strip", "GB18030").await;
    desk.wait("main", "可以导入").await;
    desk.picture("preview").await;
    desk.click("button", "开始导入").await;
    desk.wait("main", "读取4行，新收3行").await;
    desk.picture("done").await;
    desk.click("button", "下载退回行").await;
    desk.wait("body", "已写入").await;
    let back = std::fs::read_dir(&desk.files).unwrap().map(|e| e.unwrap().path()).find(|p| p.to_string_lossy().contains("退回")).unwrap();
    let back = String::from_utf8(std::fs::read(back).unwrap()).unwrap();
    assert!(back.contains("J-4") && !back.contains("J-1"), "{back}");
    assert_eq!(raw.rated(&week).await, before + 3);

    // What was taken is in the leader's figures, and the words can be read.
    desk.click("nav a", "总览").await;
    let rate = format!("{:.1}", 100.0 * (before + 3) as f64 / raw.cases(&week).await as f64);
    desk.wait("[data-figure=rating_rate] .tile-number", &rate).await;
    desk.click("h1 a.words-door", "差评").await;
    desk.wait(".ratings-table", "跑了三趟才办成").await;
    desk.close().await;
}

/// A new district is set up: three administrators, no password that anyone else knows; then one signs out and in again.
#[tokio::test]
async fn a_district_is_set_up_and_signed_in_to() {
    const PASSWORD: &str = "lantern-quarry-9-otter";
    let Some(desk) = Desk::open_empty("first-run").await else { return };
    desk.wait("h1", "首次设置").await;
    desk.picture("purpose").await;
    desk.click("label.radio", "正式使用").await;
    desk.click("label.check", "已知悉").await;
    desk.click("button", "下一步").await;
    desk.fill("input", "姓名", "张三").await;
    desk.fill("input", "登录名", "zhangsan").await;
    desk.fill("input", "设置密码", PASSWORD).await;
    desk.fill("input", "再输一遍密码", PASSWORD).await;
    desk.wait("form", "可以使用").await;
    desk.picture("person").await;
    desk.click("button", "下一步").await;
    for (nth, name, login) in [(1, "李四", "lisi"), (2, "王五", "wangwu")] {
        desk.fill(&format!("fieldset:nth-of-type({nth}) input"), "姓名", name).await;
        desk.fill(&format!("fieldset:nth-of-type({nth}) input"), "登录名", login).await;
    }
    desk.click("button", "下一步").await;
    desk.wait("form", "王五").await;
    desk.click("button", "完成设置").await;
    desk.wait("main", "李四的登录码").await;
    desk.picture("codes").await;
    desk.click("button", "进入系统").await;
    desk.wait("nav", "账号").await;
    desk.choose(".top-bar button", "张三", "[role^=menuitem]", "退出登录").await;

    desk.fill("input", "登录名", "zhangsan").await;
    desk.fill("input", "密码", "not-the-password-1").await;
    desk.click("button[type=submit]", "登录").await;
    desk.wait("[role=alert]", "").await;
    desk.picture("refused").await;
    desk.fill("input", "密码", PASSWORD).await;
    desk.click("button[type=submit]", "登录").await;
    desk.wait("nav", "账号").await;
    desk.picture("signed-in").await;
    let raw = Raw::open(&desk.data).await;
    assert_eq!(raw.number("SELECT COUNT(*) FROM account").await, 3);
    assert_eq!(raw.number("SELECT COUNT(*) FROM audit WHERE operation = 'session.open' AND outcome <> 'done'").await, 1);
    desk.close().await;
}
