//! The matrix of 5,000 items at 104 points in the real window: it is scrolled through in both directions, and what is in sight is always
//! there. How long its frames take is told, not judged.

use crate::desk::Desk;
use crate::raw::Raw;
use serde_json::json;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection};
use std::path::Path;

const ITEMS: i64 = 5_000;

/// Adds items, done at every point but some.
async fn fill(data: &Path) {
    let options = SqliteConnectOptions::new().filename(data.join("data.sqlite"));
    let mut db: SqliteConnection = options.connect().await.unwrap();
    let texts = [
        "INSERT INTO item (id, code, name) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
            SELECT 2000000000 + i, printf('9%011d', i), printf('测试事项%04d', i) FROM n",
        "INSERT INTO item_version (item_id, no, code, name, pinyin, search, kind, origin, state, body_id, nature, undertaker, at_district, at_town,
                at_village, handling, legal_days, legal_unit, promised_days, promised_unit, audience, reach, visits, version)
            SELECT i.id, 1, i.code, i.name, 'ceshishixiang' || i.id, LOWER(i.name || ' ' || i.code), v.kind, v.origin, v.state, v.body_id, v.nature,
                '综合窗口', 1, 1, 1, 'promised', 20, 'workday', 10, 'workday', v.audience, v.reach, 1, 1
            FROM item i JOIN (SELECT * FROM item_version ORDER BY id LIMIT 1) v WHERE i.id > 2000000000 AND ?1 > 0",
        "INSERT INTO availability (item_id, point_id, state, reason, until)
            SELECT i.id, p.id, CASE (i.id * 7 + p.id * 3) % 10 WHEN 1 THEN 'planned' ELSE 'offered' END, '', NULL
            FROM item i JOIN point p WHERE i.id > 2000000000 AND p.kind <> 'self_service' AND (i.id * 7 + p.id * 3) % 10 > 0 AND ?1 > 0",
    ];
    for text in texts {
        sqlx::query(text).bind(ITEMS).execute(&mut db).await.unwrap();
    }
    db.close().await.unwrap();
}

/// Scrolls for a hundred frames, further by so much with each; the time of the frames, how many found no row or no cell in the middle, and
/// how many cells there were at most.
const SCROLL: &str = "
    const [across, down] = arguments, done = arguments[arguments.length - 1];
    const frame = document.querySelector('.matrix'), box = frame.getBoundingClientRect();
    const times = []; let before = 0, blank = 0, most = 0, left = 100;
    const next = now => {
        if (before) {
            times.push(now - before);
            const there = document.elementsFromPoint(box.left + box.width / 2, box.top + box.height * 0.6);
            if (!there.some(one => one.classList.contains('matrix-cell') || one.classList.contains('matrix-row'))) blank += 1;
            most = Math.max(most, frame.querySelectorAll('*').length);
        }
        before = now;
        left -= 1;
        if (left === 0) {
            times.sort((a, b) => a - b);
            const at = share => Math.round(times[Math.floor((times.length - 1) * share)] * 10) / 10;
            done({ median: at(0.5), p95: at(0.95), longest: at(1), blank, most, top: frame.scrollTop, left: frame.scrollLeft });
            return;
        }
        frame.scrollTop += down;
        frame.scrollLeft += across;
        requestAnimationFrame(next);
    };
    requestAnimationFrame(next);";

#[tokio::test]
#[expect(clippy::print_stdout, reason = "how long frames take is told")]
async fn the_matrix_of_five_thousand_items_is_scrolled_through() {
    let Some(desk) = Desk::open("matrix-large").await else { return };
    let raw = Raw::open(&desk.data).await;
    fill(&desk.data).await;
    assert!(raw.number("SELECT COUNT(*) FROM availability").await > 400_000);
    desk.enter_at("目录管理员", &["服务事项", "可办矩阵"]).await;
    desk.wait(".matrix-cell.is-offered", "可办").await;
    for (what, across, down) in [("down", 0, 40), ("across", 20, 0), ("down fast", 0, 400), ("both ways", -20, -200)] {
        let told = desk.script_with(SCROLL, vec![json!(across), json!(down)]).await;
        println!("the matrix scrolled {what}: {told}");
        assert!(told["most"].as_u64().is_some_and(|n| n < 6_000), "only what is in sight is drawn: {told}");
        assert_eq!(told["blank"], json!(0), "{what}");
    }
    // Where it was left, its rows come; the last one too.
    desk.press(".matrix", "", "\u{E009}\u{E010}\u{E009}").await;
    desk.wait(".matrix-item", "测试事项5000").await;
    desk.wait(".matrix-cell.is-offered", "可办").await;
    desk.picture("end").await;
    desk.close().await;
}
