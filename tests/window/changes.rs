//! What the district itself does: villages become one; the figures before and after are compared
//! with plain SQL over the raw rows.

use crate::desk::Desk;
use crate::raw::{Raw, grouped};

/// A catalogue administrator merges a village into another as of a day in the year. From then on its rows are the other's,
/// or not, as a leader chooses to count; he takes the decision back, and all is as it was.
#[tokio::test]
async fn two_villages_become_one() {
    let Some(desk) = Desk::open("merge").await else { return };
    let raw = Raw::open(&desk.data).await;
    let year = raw.year_to_date().await;
    let [(gone, gone_name), (heir, heir_name)] = raw.two_villages_of_a_town().await;
    let whole = raw.cases(&year).await;
    let (of_gone, of_heir) = (raw.cases_at(gone, &year, "2026-01-01").await, raw.cases_at(heir, &year, "2026-01-01").await);
    let late = raw.cases_at(gone, &year, "2026-07-01").await;
    assert!(of_gone > late && late > 0);

    desk.click("button", "目录管理员").await;
    desk.click(".rail-area", "服务站点").await;
    desk.click(".rail-page", "变更").await;
    desk.wait("main", "还没有登记过变更").await;
    desk.picture("empty").await;
    desk.click("button", "登记变更").await;
    desk.click("label.radio", "合并").await;
    desk.click("form button[type=submit]", "预览变更结果").await;
    desk.wait(".field-error", "请填写").await;
    desk.picture("missing").await;
    desk.pick("具体对象", &gone_name).await;
    desk.wait(".units-input .chip", &gone_name).await;
    desk.pick("并入对象", &heir_name).await;
    desk.fill("input", "生效日期", "2026-07-01").await;
    desk.fill("textarea", "原因", "撤村并居").await;
    desk.fill("input", "批准文号", "湛麻民〔2026〕8号").await;
    desk.picture("form").await;
    desk.click("form button[type=submit]", "预览变更结果").await;
    desk.wait(".change-effects", &format!("{gone_name}并入{heir_name}")).await;
    desk.picture("effects").await;
    desk.click("button", "确认登记").await;
    desk.wait("table", &format!("{gone_name}并入{heir_name}")).await;
    desk.picture("made").await;

    // The district's sum stays; the village's is that of both, or as it was until then.
    desk.click("nav a", "总览").await;
    desk.choose(".top-bar button", "上周", ".period-picker [role=radio]", "今年累计").await;
    desk.wait("[data-figure=cases] .tile-number", &grouped(whole)).await;
    desk.wait(".measure-bar", "当时区划").await;
    desk.picture("now").await;
    desk.go_to(&heir_name).await;
    desk.wait("[data-figure=cases] .tile-number", &grouped(of_heir + of_gone)).await;
    desk.go_to("麻章区").await;
    desk.click(".measure-bar [role=radio]", "当时区划").await;
    desk.wait("[data-figure=cases] .tile-number", &grouped(whole)).await;
    desk.picture("then").await;
    desk.go_to(&heir_name).await;
    desk.wait("[data-figure=cases] .tile-number", &grouped(of_heir + late)).await;
    desk.go_to(&gone_name).await;
    desk.wait("[data-figure=cases] .tile-number", &grouped(of_gone - late)).await;

    // It is found on its own page, and taken back.
    desk.click(".rail-area", "服务站点").await;
    desk.click(".rail-page", "变更").await;
    desk.click("tbody tr", &heir_name).await;
    desk.wait(".change-detail", "湛麻民〔2026〕8号").await;
    desk.picture("detail").await;
    desk.click("button", "撤回").await;
    desk.fill("dialog textarea", "", "登记有误").await;
    desk.click("dialog button", "撤回").await;
    desk.wait("table", "已撤回").await;
    desk.click("nav a", "总览").await;
    desk.go_to(&heir_name).await;
    desk.wait("[data-figure=cases] .tile-number", &grouped(of_heir)).await;
    desk.close().await;
}
