//! What people come to do, in the real window; what the screen says is compared with plain SQL over the raw rows.

use crate::desk::Desk;
use crate::raw::{Raw, grouped};

/// What stands beside the window, where nobody sees it; what a table or the matrix holds is scrolled to inside of it.
const BESIDE: &str = "const wide = document.documentElement.clientWidth;
    return [...document.querySelectorAll('main *')].filter(e => {
        const box = e.getBoundingClientRect();
        const inside = e.closest('.table-box, .visually-hidden, svg') || e.parentElement.closest('.matrix');
        return !inside && box.width > 0 && (box.right > wide + 1 || box.left < -1);
    }).map(e => e.className + ': ' + (e.innerText || '').slice(0, 40));";

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
    // The places are a tree to whoever can't see it, too.
    desk.click(".top-bar button", "地点").await;
    desk.wait(".place-lines [role=treeitem][aria-level='1']", "麻章区").await;
    desk.press(".place-picker input", "", "\u{E015}").await;
    desk.press(".place-picker input", "", "\u{E014}").await;
    desk.wait(".place-lines [role=treeitem][aria-level='3']", "").await;
    desk.picture("places").await;
    desk.press(".place-picker input", "", "\u{E00C}").await;

    // With large letters and with high contrast the same figures stand there, and nothing leaves the window.
    for (choice, attribute, value) in
        [("大字", "text", "large"), ("高对比度", "theme", "contrast"), ("浅色", "theme", "light"), ("标准", "text", "normal")]
    {
        desk.choose(".top-bar button", "领导", ".menu-group [role^=menuitem]", choice).await;
        desk.press(".menu-group [role^=menuitem]", choice, "\u{E00C}").await;
        assert_eq!(desk.script(&format!("return document.documentElement.dataset.{attribute}")).await, value);
        desk.wait("[data-figure=cases] .tile-number", &grouped(cases)).await;
        desk.picture(value).await;
        assert_eq!(desk.script(BESIDE).await, serde_json::json!([]), "{choice}");
    }

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

    // The same in English, in the dark.
    desk.choose(".top-bar button", "领导", ".menu-group [role^=menuitem]", "English").await;
    desk.wait("nav", "Overview").await;
    desk.click(".menu-group [role^=menuitem]", "Dark").await;
    desk.press(".menu-group [role^=menuitem]", "Dark", "\u{E00C}").await;
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

/// Whoever changes the period faster than answers come sees the newest choice's figures, and they stay.
#[tokio::test]
async fn a_late_answer_is_never_shown() {
    let Some(desk) = Desk::open("late").await else { return };
    desk.click("button", "领导").await;
    let raw = Raw::open(&desk.data).await;
    let (week, year) = (raw.last_whole_week().await, raw.year_to_date().await);
    let (of_week, of_year) = (grouped(raw.cases(&week).await), grouped(raw.cases(&year).await));
    assert_ne!(of_week, of_year);
    desk.wait("[data-figure=cases] .tile-number", &of_week).await;
    // Every answer from now on takes as long as `late` says when it is asked for.
    desk.script(
        "const ask = window.fetch; window.late = 3000; window.held = 0;
         window.fetch = (...to) => {
             const late = String(to[0]).includes('.wasm') ? 0 : window.late;
             if (late) window.held += 1;
             return ask(...to).then(answer => new Promise(done => setTimeout(() => done(answer), late)));
         }; return '';",
    )
    .await;
    desk.choose(".top-bar button", "上周", ".period-picker [role=radio]", "今年累计").await;
    desk.wait(".top-bar button", "今年累计").await;
    desk.script("window.late = 0; return '';").await;
    desk.choose(".top-bar button", "今年累计", ".period-picker [role=radio]", "上周").await;
    assert!(desk.script("return window.held").await.as_u64() > Some(0), "no answer was held back");
    let shown = "return document.querySelector('[data-figure=cases] .tile-number').innerText.replace(/\\s/g, '')";
    for _ in 0..8 {
        desk.wait("[data-figure=cases] .tile-number", &of_week).await;
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        assert!(desk.script(shown).await.as_str().is_some_and(|now| now.contains(&of_week)));
    }
    desk.close().await;
}

/// Every page that somebody can reach, with large letters: nothing leaves the window.
#[tokio::test]
async fn every_page_holds_large_letters() {
    for (role, name) in [("目录管理员", "large-catalogue"), ("安全审计员", "large-auditor"), ("安全保密管理员", "large-security")]
    {
        let Some(desk) = Desk::open(name).await else { return };
        desk.click("button", role).await;
        desk.choose(".top-bar button", role, ".menu-group [role^=menuitem]", "大字").await;
        desk.press(".menu-group [role^=menuitem]", "大字", "\u{E00C}").await;
        let mut seen = 0;
        for area in names(&desk, ".rail-area").await {
            desk.click(".rail-area", &area).await;
            // An area of one page shows no pages of its own.
            let pages = Some(names(&desk, ".rail-page").await).filter(|p| !p.is_empty()).unwrap_or_else(|| vec![String::new()]);
            for page in pages {
                desk.click(if page.is_empty() { ".rail-area.is-here" } else { ".rail-page" }, &page).await;
                desk.wait("h1", "").await;
                desk.picture(&seen.to_string()).await;
                assert_eq!(desk.script(BESIDE).await, serde_json::json!([]), "{role}: {area} {page}");
                seen += 1;
            }
        }
        assert!(seen > 0, "{role} sees no page");
        desk.close().await;
    }
}

async fn names(desk: &Desk, css: &str) -> Vec<String> {
    let found = desk.script(&format!("return [...document.querySelectorAll('{css}')].map(a => a.innerText.trim())")).await;
    found.as_array().into_iter().flatten().filter_map(|name| name.as_str().map(str::to_owned)).collect()
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

    desk.enter_at("目录管理员", &["好差评", "数据导入"]).await;
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
    desk.fill("input", "再次输入密码", PASSWORD).await;
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
    desk.wait("nav", "待办").await;
    desk.choose(".top-bar button", "张三", "[role^=menuitem]", "退出登录").await;

    desk.fill("input", "登录名", "zhangsan").await;
    desk.fill("input", "密码", "not-the-password-1").await;
    desk.click("button[type=submit]", "登录").await;
    desk.wait("[role=alert]", "").await;
    desk.picture("refused").await;
    desk.fill("input", "密码", PASSWORD).await;
    desk.click("button[type=submit]", "登录").await;
    desk.click("nav a", "系统管理").await;
    desk.wait("nav", "账号").await;
    desk.picture("signed-in").await;
    let raw = Raw::open(&desk.data).await;
    assert_eq!(raw.number("SELECT COUNT(*) FROM account").await, 3);
    assert_eq!(raw.number("SELECT COUNT(*) FROM audit WHERE operation = 'session.open' AND outcome <> 'done'").await, 1);
    desk.close().await;
}
