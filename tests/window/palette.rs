//! Ctrl+K in the real window: whatever one may begin is begun from anywhere by a few letters, and what one may not says so.

use crate::desk::Desk;
use serde_json::json;

/// Ctrl and K, as one presses them.
const OPENS: &str = "\u{E009}k";
const ENTER: &str = "\u{E007}";
const ESCAPE: &str = "\u{E00C}";

async fn find(desk: &Desk, words: &str) -> String {
    desk.press("body", "", OPENS).await;
    desk.fill(".palette input", "", words).await;
    desk.wait(".palette [role=option].is-active", words).await
}

/// A leader registers a matter and records a meeting from the overview; an administrator begins an item, and a service point of the village
/// that is looked at, on the page of points as well as from elsewhere.
#[tokio::test]
async fn what_can_be_begun_is_begun_from_anywhere() {
    let Some(desk) = Desk::open("palette").await else { return };
    desk.enter_at("领导", &[]).await;
    desk.wait(".tile", "").await;
    assert_eq!(find(&desk, "登记督办件").await, "登记督办件 督办台账");
    desk.picture("found").await;
    desk.press(".palette input", "", ENTER).await;
    desk.wait("h1", "督办").await;
    desk.wait(".drawer h2", "登记督办件").await;
    desk.press("body", "", ESCAPE).await;
    find(&desk, "登记会议").await;
    desk.press(".palette input", "", ENTER).await;
    desk.wait(".drawer h2", "登记会议").await;
    desk.press("body", "", ESCAPE).await;
    // What is not his to do is said, and Enter does nothing.
    assert_eq!(find(&desk, "新建账号").await, "新建账号 当前角色没有这项权限");
    desk.press(".palette input", "", ENTER).await;
    desk.looks("dark", "large").await;
    desk.picture("not-his").await;
    desk.looks("light", "normal").await;
    desk.press(".palette input", "", ESCAPE).await;

    desk.become_another("领导", "目录管理员").await;
    desk.click("nav a", "总览").await;
    desk.go_to("洋村东村委会").await;
    find(&desk, "新增服务点").await;
    desk.press(".palette input", "", ENTER).await;
    desk.wait(".drawer h2", "洋村东村委会").await;
    desk.wait(".drawer form", "").await;
    desk.picture("point").await;
    desk.press("body", "", ESCAPE).await;
    for (words, form) in [("新增事项", "新增事项"), ("编制新事项", "编制新事项"), ("新增服务点", "洋村东村委会"), ("登记变更", "登记变更")]
    {
        find(&desk, words).await;
        desk.press(".palette input", "", ENTER).await;
        desk.wait(".drawer h2, dialog h2", form).await;
        desk.wait(".drawer form, dialog form", "").await;
        desk.press("body", "", ESCAPE).await;
        assert_eq!(desk.script("return document.querySelectorAll('.drawer form, dialog[open] form').length").await, json!(0), "{words}");
    }
    desk.close().await;
}
