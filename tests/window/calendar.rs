//! The work calendar: next year's holidays are announced. A notice with a slip of the pen is refused with the day it is about; the
//! right one settles the days that were provisional, and a deadline that was counted over them is counted anew.

use crate::desk::Desk;
use crate::raw::Raw;
use domain::calendar::{Calendar, SHIPPED, Unit, YearList, notice};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};
use texts::{Lang, format};

/// `2月6日（周六）`
fn day(day: Date) -> String {
    const NAMES: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];
    let weekday = NAMES[usize::from(day.weekday().to_monday_zero_offset().unsigned_abs())];
    format!("{}月{}日（周{weekday}）", day.month(), day.day())
}

/// A made-up notice of a year in the form of the real ones.
fn notice_of(year: i16) -> String {
    let first = |month, of| date(year, month, of);
    let last = |from: Date, days: i64| from.checked_add((days - 1).days()).unwrap();
    let saturday = (1..=7).map(|n| first(1, 31 - n)).find(|d| d.weekday() == Weekday::Saturday).unwrap();
    let mut text = format!("国务院办公厅关于{year}年部分节假日安排的通知\n");
    let holidays = [
        ("元旦", first(1, 1), 1),
        ("春节", first(2, 5), 7),
        ("清明节", first(4, 5), 1),
        ("劳动节", first(5, 1), 3),
        ("端午节", first(6, 9), 1),
        ("中秋节", first(9, 15), 1),
        ("国庆节", first(10, 1), 7),
    ];
    for (name, from, days) in holidays {
        let run = if days == 1 { day(from) } else { format!("{}至{}", day(from), day(last(from, days))) };
        let worked = if name == "春节" { format!("{}上班。", day(saturday)) } else { String::new() };
        text.push_str(&format!("{name}：{run}放假，共{days}天。{worked}\n"));
    }
    text
}

/// Days of the shown year that nothing settles yet.
const PROVISIONAL: &str = "return document.querySelectorAll('.calendar-month td.is-provisional').length";

#[tokio::test]
async fn next_years_holidays_are_announced() {
    let Some(desk) = Desk::open("calendar").await else { return };
    let raw = Raw::open(&desk.data).await;
    let year = i16::try_from(raw.number("SELECT MAX(year) FROM calendar_year").await).unwrap() + 1;
    let (text, last_of_year) = (notice_of(year), date(year, 12, 21));
    // What a deadline over New Year and the spring festival is, before and after.
    let begins = date(year - 1, 12, 24);
    let shipped = || SHIPPED.iter().map(|text| YearList::parse(text).unwrap());
    let count = |calendar: Calendar| calendar.count(begins, 40, Unit::Workday).unwrap();
    let before = count(Calendar::new(shipped()));
    let after = count(Calendar::new(shipped().chain([notice::read(&text, None).unwrap()])));
    assert!(before.provisional && !after.provisional && before.last != after.last);

    desk.click("button", "目录管理员").await;
    desk.click(".rail-area", "系统管理").await;
    desk.click(".rail-page", "工作日历").await;
    let shown = desk.wait(".calendar-year h2", "年").await;
    let mut shown: i16 = shown.trim_end_matches('年').trim().parse().unwrap();
    while shown != year {
        let (button, by) = if shown < year { ("下一年", 1) } else { ("上一年", -1) };
        desk.click(".calendar-year button", button).await;
        shown += by;
    }
    desk.wait(".calendar-year h2", &format!("{year}年")).await;
    desk.wait(".calendar-year .fact-strip", "未导入，暂按周末推算").await;
    let days = date(year, 12, 31).day_of_year();
    assert_eq!(desk.script(PROVISIONAL).await, serde_json::json!(days));
    desk.fill(".calendar-count input", "起算日", &begins.to_string()).await;
    desk.fill(".calendar-count input", "天数", "40").await;
    desk.wait(".calendar-result", &format::date(before.last, Lang::Zh)).await;
    desk.wait(".calendar-result", "其中有暂定的日子").await;
    desk.picture("provisional").await;

    // A file in which a weekday is not that of its day.
    let dragon = date(year, 6, 9);
    let slip = text.replace(&day(dragon), &day(dragon.tomorrow().unwrap()).replace("10日", "9日"));
    assert_ne!(slip, text);
    desk.offer("通知-有误.txt", slip.as_bytes());
    desk.click(".calendar-import button", "选择文件").await;
    desk.wait(".calendar-import", "通知-有误.txt").await;
    desk.click(".calendar-import button", "检查").await;
    desk.wait(".calendar-import .field-error", "与括号里的星期不符").await;
    desk.picture("wrong").await;
    assert_eq!(raw.number(&format!("SELECT COUNT(*) FROM calendar_year WHERE year = {year}")).await, 0);

    desk.offer("通知.txt", text.as_bytes());
    desk.click(".calendar-import button", "更换文件").await;
    desk.wait(".calendar-import .file-name", "通知.txt").await;
    desk.click(".calendar-import button", "检查").await;
    desk.wait(".calendar-found", &format!("{year}年放假安排")).await;
    desk.wait(".calendar-found", "放假21天，调休上班1天").await;
    desk.picture("found").await;
    assert_eq!(raw.number(&format!("SELECT COUNT(*) FROM calendar_year WHERE year = {year}")).await, 0, "looked at, not taken");
    desk.click(".calendar-found button", "导入").await;
    desk.wait("body", &format!("已导入{year}年放假安排")).await;

    // The days are settled, but for those that the list of the year after will settle; everything on the page says so by itself.
    desk.wait(".calendar-year .fact-strip", "目录管理员于").await;
    desk.wait(".calendar-page", &format!("{}起的日子尚无依据", format::date(last_of_year, Lang::Zh))).await;
    assert_eq!(desk.script(PROVISIONAL).await, serde_json::json!(days - last_of_year.day_of_year() + 1));
    desk.wait(".calendar-result", &format::date(after.last, Lang::Zh)).await;
    let still = "return document.querySelector('.calendar-result').innerText.includes('暂定')";
    assert_eq!(desk.script(still).await, serde_json::json!(false));
    let title = "return document.querySelector('.calendar-month td.is-holiday').title";
    assert_eq!(desk.script(title).await, serde_json::json!("放假 · 元旦"));
    desk.picture("settled").await;
    let off = format!("SELECT COUNT(*) FROM calendar_day WHERE year = {year} AND off = 1");
    assert_eq!(raw.number(&off).await, 21);
    // The log has the import, and each matter whose term was counted anew by it.
    let logged = |subject: &str| {
        format!("SELECT COUNT(*) FROM audit WHERE operation = 'calendar.year.import' AND outcome = 'done' AND subject LIKE '{subject}:%'")
    };
    assert_eq!(raw.number(&logged("calendar")).await, 1);
    let recounted = raw.number("SELECT COUNT(*) FROM matter_step WHERE act = 'recounted'").await;
    assert!(recounted > 0, "the demonstration has matters that end in January");
    assert_eq!(raw.number(&logged("matter")).await, recounted);
    desk.close().await;
}
