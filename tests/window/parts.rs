//! The page is in parts: what the first screen does not need is read later, and says so when it can't be.

use crate::desk::Desk;

/// Fetches of parts fail from now on, until `window.cut` is taken away.
const CUT: &str = "const ask = window.fetch; window.cut = true;
    window.fetch = (what, ...more) => window.cut && String(what).endsWith('.wasm') ? Promise.reject(new Error('cut')) : ask(what, ...more);
    return '';";

/// A part that can't be read is said on the page that needs it, everything else goes on, and it is there when asked for again.
#[tokio::test]
async fn a_page_whose_part_is_not_there_can_be_asked_for_again() {
    let Some(desk) = Desk::open("parts").await else { return };
    desk.wait("button", "目录管理员").await;
    desk.script(CUT).await;
    desk.click("button", "目录管理员").await;
    desk.click(".rail-area", "服务站点").await;
    desk.wait(".empty-title", "这部分内容没有读出来").await;
    desk.picture("missing").await;
    // The first part goes on working.
    desk.click(".rail-area", "总览").await;
    desk.wait("[data-figure=cases] .tile-number", "").await;
    desk.click(".rail-area", "服务站点").await;
    desk.wait(".empty-title", "这部分内容没有读出来").await;
    desk.script("window.cut = false; return '';").await;
    desk.click(".empty button", "重试").await;
    desk.wait("main", "麻章镇").await;
    assert_eq!(desk.script("return document.querySelectorAll('.empty-title').length").await, 0);
    desk.close().await;
}

/// Which parts are fetched from now on.
const COUNT: &str = "const ask = window.fetch; window.parts = new Set();
    window.fetch = (what, ...more) => { const name = String(what); if (name.includes('split_')) window.parts.add(name); return ask(what, ...more); };
    return '';";

/// Before anybody goes there the other parts have been read.
#[tokio::test]
async fn parts_are_read_while_nobody_waits() {
    let Some(desk) = Desk::open("ahead").await else { return };
    desk.wait("button", "目录管理员").await;
    desk.script(COUNT).await;
    desk.click("button", "目录管理员").await;
    desk.wait("[data-figure=cases] .tile-number", "").await;
    let parts = "return window.parts.size";
    for _ in 0..50 {
        if desk.script(parts).await.as_u64() >= Some(4) {
            desk.close().await;
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    panic!("only {} parts were read", desk.script(parts).await);
}
