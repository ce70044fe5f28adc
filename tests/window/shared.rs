//! Several desks on one PostgreSQL database, one of them with a window.

use crate::desk::Desk;
use crate::raw::grouped;
use api::import::Start;
use api::job::Show;
use domain::account::Role;
use domain::import::{Differing, ImportKind, Reading, Taking};
use service::{Location, Service};
use std::path::Path;
use std::time::Duration;
use testkit::{Scratch, TestClock};

/// The cases of 上周 by the rows themselves: this demonstration's newest rows are of a Saturday, and a week ends on a Sunday.
pub(crate) const CASES: &str = "SELECT CAST(SUM(cases) AS BIGINT) FROM case_count WHERE day BETWEEN '2026-11-09' AND '2026-11-15'";

pub(crate) async fn cases(scratch: &Scratch) -> i64 {
    scratch.numbers(CASES).await[0]
}

/// Another desk, without a window, imports cases of 上周 into a database; how many.
pub(crate) async fn import_cases(location: Location, file: &Path) -> i64 {
    let mut other = testkit::Desk::over(Service::open(location).await.unwrap(), TestClock::default());
    other.enter(Role::CatalogueAdmin).await;
    let cases = 37;
    let rows = format!("数据来源,区划代码,事项名称,办结日期,办件量\n窗口补报,440811100201,社保卡补办,2026-11-11,{cases}\n");
    std::fs::write(file, rows).unwrap();
    let start = Start {
        kind: ImportKind::Cases,
        file: other.gives(file),
        source: None,
        taking: Taking::AllOrNothing,
        differing: Differing::Refuse,
        extent: None,
        reading: Reading::default(),
        compare_only: false,
    };
    let job = other.call(start).await.unwrap();
    for _ in 0..400 {
        if other.call(Show { job: job.id }).await.unwrap().state.is_final() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    other.service.close().await;
    cases
}

/// A leader's window shows the rows' figures; while it stands there another desk imports cases, and they come into it by
/// themselves; a window that was killed shows them again.
#[tokio::test]
async fn a_leader_sees_what_another_desk_imports() {
    let Some(scratch) = Scratch::postgres().await else { return };
    let Some(desk) = Desk::open_shared("shared", scratch.url().unwrap()).await else { return };
    desk.wait("body", "演示数据").await;
    desk.click("button", "领导").await;
    let before = cases(&scratch).await;
    assert!(before > 0);
    desk.wait("[data-figure=cases] .tile-number", &grouped(before)).await;
    desk.wait("main", "麻章镇").await;
    desk.picture("before").await;

    let brought = import_cases(scratch.location(), &scratch.file("cases.csv")).await;
    assert_eq!(cases(&scratch).await, before + brought);
    desk.wait("[data-figure=cases] .tile-number", &grouped(before + brought)).await;
    desk.picture("after").await;

    let desk = desk.crash().await;
    desk.click("button", "领导").await;
    desk.wait("[data-figure=cases] .tile-number", &grouped(before + brought)).await;
    desk.close().await;
}
