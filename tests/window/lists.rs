//! Lists as a person works through them: ticking, narrowing, walking by keys; and forms beside them that keep what is typed.

use crate::desk::Desk;
use crate::raw::Raw;
use serde_json::json;

/// Rows that are ticked.
const TICKED: &str = "return document.querySelectorAll('tbody tr.row[aria-selected=true]').length";

/// Whoever ticks a rating and then narrows the list by its filter bar has nothing ticked any more, also not out of sight.
#[tokio::test]
async fn ticked_rows_are_let_go_by_the_filter_bar() {
    let Some(desk) = Desk::open("ticked").await else { return };
    desk.click("button", "审批人").await;
    desk.click(".rail-area", "好差评").await;
    desk.wait(".ratings-table tbody tr", "").await;
    desk.choose(".top-bar button", "上周", ".period-picker [role=radio]", "今年累计").await;
    desk.wait(".top-bar button", "今年累计").await;
    let raw = Raw::open(&desk.data).await;
    let bad = raw.bad(&raw.year_to_date().await).await;
    for choice in ["差评", "全部"] {
        desk.wait(".rows-count", "条").await;
        desk.wait(".ratings-table .loaded:not(.is-stale) tbody tr", "").await;
        desk.click(".ratings-table tbody input[type=checkbox]", "").await;
        desk.wait(".bulk", "已选1条").await;
        assert_eq!(desk.script(TICKED).await, json!(1));
        desk.picture("one").await;
        desk.click(".filters [role=radio]", choice).await;
        desk.wait(".filters [role=radio][aria-checked=true]", choice).await;
        if choice == "差评" {
            desk.wait(".rows-count", &format!("共{bad}条评价")).await;
        }
        assert_eq!(desk.script(TICKED).await, json!(0), "{choice}");
        assert_eq!(desk.script("return document.querySelector('.bulk') === null").await, json!(true), "{choice}");
    }
    desk.close().await;
}

/// A first day after the last narrows nothing, and that is said beside the field.
#[tokio::test]
async fn a_first_day_after_the_last_is_said() {
    let Some(desk) = Desk::open("days").await else { return };
    desk.click("button", "安全审计员").await;
    desk.click(".rail-area", "系统管理").await;
    // The only page that the auditor has there.
    desk.wait("h1", "操作日志").await;
    desk.wait("tbody tr.row", "").await;
    desk.fill(".list-days input", "至", "2020-01-01").await;
    desk.wait(".empty", "没有符合条件的日志").await;
    desk.fill(".list-days input", "自", "2020-02-01").await;
    desk.wait(".list-days .field-error", "截止日期早于起始日期").await;
    desk.wait("tbody tr.row", "").await;
    desk.picture("reversed").await;
    desk.fill(".list-days input", "自", "").await;
    desk.wait(".empty", "没有符合条件的日志").await;
    assert_eq!(desk.script("return document.querySelector('.list-days .is-wrong') === null").await, json!(true));
    desk.close().await;
}

/// Page Down where there is no other page does nothing, and nothing later: the focus stays where the person went on.
#[tokio::test]
async fn page_down_at_the_end_takes_no_focus_later() {
    let Some(desk) = Desk::open("page-down").await else { return };
    desk.click("button", "安全保密管理员").await;
    desk.click(".rail-area", "系统管理").await;
    desk.click(".rail-page", "授权").await;
    let rows = "return document.querySelectorAll('tbody tr.row').length";
    desk.wait("tbody tr.row", "").await;
    let before = desk.script(rows).await;
    desk.press("tbody tr.row", "", "\u{E00F}").await;
    let login = Raw::open(&desk.data).await.login().await;
    desk.fill("input[type=search]", "", &login).await;
    desk.wait("tbody tr.row", &login).await;
    for _ in 0..100 {
        if desk.script(rows).await != before {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_ne!(desk.script(rows).await, before, "the list was narrowed");
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert_eq!(desk.script("return document.activeElement.type").await, json!("search"));
    desk.close().await;
}

/// A backup that is made meanwhile leaves alone what is typed into the schedule and what the diagnosis has found; leaving asks.
#[tokio::test]
async fn what_is_typed_beside_a_backup_stays() {
    let Some(desk) = Desk::open("typed").await else { return };
    desk.click("button", "系统管理员").await;
    desk.click(".rail-area", "系统管理").await;
    desk.click(".rail-page", "备份与恢复").await;
    desk.fill(".backup-keep input", "保留最近几天", "9").await;
    desk.click("button", "开始检查").await;
    desk.wait(".notice", "检查完成").await;
    desk.click(".backup-standing button", "立即备份").await;
    desk.click("dialog button[type=submit]", "立即备份").await;
    desk.wait("table", "完成").await;
    desk.picture("after").await;
    assert_eq!(desk.wait(".backup-keep input", "保留最近几天").await, "9");
    desk.wait(".notice", "检查完成").await;
    desk.click(".rail-page", "账号").await;
    desk.wait("dialog", "有内容尚未保存").await;
    desk.click("dialog button", "留在本页").await;
    desk.click(".backup-settings button[type=submit]", "保存").await;
    desk.wait("body", "定时备份已保存").await;
    desk.click(".rail-page", "账号").await;
    desk.wait("h1", "账号").await;
    desk.close().await;
}
