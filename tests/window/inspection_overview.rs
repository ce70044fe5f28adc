//! 督查检查概况 in the real window: a leader sees figures that are those of the rows, and goes from them to the rows.

use crate::desk::Desk;
use crate::raw::Raw;

/// Visits whose score was fixed.
const AGREED: &str =
    "inspection_visit v JOIN inspection_record r ON r.visit_id = v.id WHERE v.state = 'visit_agreed' AND r.agreed_at IS NOT NULL";

/// A rate in tenths as the page writes it.
fn percent(tenths: i64) -> String {
    format!("{}.{}%", tenths / 10, tenths % 10)
}

#[tokio::test]
async fn a_leader_sees_inspections_and_what_stands_behind_them() {
    let Some(desk) = Desk::open("inspection_overview").await else { return };
    let raw = Raw::open(&desk.data).await;
    let visits = raw.number(&format!("SELECT COUNT(*) FROM {AGREED}")).await;
    let stations = raw.number(&format!("SELECT COUNT(DISTINCT v.point_id) FROM {AGREED}")).await;
    let mean = raw.number(&format!("SELECT CAST(ROUND(AVG(ROUND(r.got * 1000.0 / r.full_points))) AS INTEGER) FROM {AGREED}")).await;
    let late = raw
        .number(
            "SELECT COUNT(*) FROM inspection_finding f JOIN inspection_visit v ON v.id = f.visit_id
             WHERE v.state IN ('visit_submitted', 'visit_agreed') AND f.state IN ('finding_issued', 'finding_in_hand', 'finding_returned')
                AND f.due_day <> '' AND f.due_day < date('now', '+8 hours')",
        )
        .await;
    assert!(visits > 10 && stations > 5, "the demonstration has something to tell: {visits} visits");

    // From the overview of ratings to that of inspections.
    desk.enter_at("领导", &["总览"]).await;
    desk.click(".inspect-brief a", "平均得分率").await;
    desk.wait("h1", "督查检查概况").await;
    let said = desk.wait(".inspect-sentence", "近12个月检查了").await;
    assert!(said.contains(&format!("检查了{stations}个站点、{visits}次")) && said.contains(&percent(mean)), "{said}");
    let rests = desk.wait(".tile[data-figure=rate] .tile-n", "次检查").await;
    assert!(rests.contains(&format!("{visits}次检查")), "{rests}");
    desk.wait(".tile[data-figure=late] .tile-number", &late.to_string()).await;
    desk.picture("overview").await;
    desk.looks("dark", "large").await;
    desk.picture("overview-dark-large").await;
    desk.looks("light", "normal").await;

    // The visits behind the rate, the late findings behind their number.
    desk.click(".tile[data-figure=rate] .tile-door", "").await;
    desk.wait("h1", "检查任务").await;
    desk.wait("main", &format!("共{visits}条")).await;
    desk.click("nav a", "概况").await;
    desk.click(".tile[data-figure=late] .tile-door", "").await;
    desk.wait("h1", "整改台账").await;
    desk.wait(".light-chip[aria-pressed=true]", "逾期").await;
    if late > 0 {
        desk.wait("main", &format!("共{late}条")).await;
    }

    // A town, and back; then the stations where nobody ever was.
    desk.click("nav a", "概况").await;
    let town = desk.wait(".inspect-lead tbody th a", "镇").await;
    desk.click(".inspect-lead tbody th a", &town).await;
    desk.wait(".top-bar button", &town).await;
    desk.wait("h1", "督查检查概况").await;
    desk.picture("town").await;
    desk.go_to("麻章区").await;
    desk.wait(".inspect-sentence", &format!("检查了{stations}个站点")).await;
    desk.click(".mark[data-key='covered_never']", "").await;
    desk.wait("h1", "站点覆盖清单").await;
    desk.wait("tbody tr .badge", "从未检查").await;
    let never = raw
        .number(&format!(
            "SELECT COUNT(*) FROM point o JOIN place k ON k.id = o.place_id WHERE o.active AND k.active AND o.ended IS NULL AND k.ended IS NULL AND o.kind <> 'district_centre'
                AND o.id NOT IN (SELECT v.point_id FROM {AGREED})"
        ))
        .await;
    desk.wait("main", &format!("共{never}条")).await;
    desk.picture("coverage").await;
    desk.close().await;
}
