//! 目录树 in the real window: lists are narrowed by the tree beside them, by mouse and by keys, and it counts what they show.

use crate::desk::Desk;
use crate::other::Other;
use crate::raw::Raw;
use domain::account::Role;
use serde_json::json;

/// How many items are behind a module of a category.
const OF_GOV: &str =
    "SELECT COUNT(DISTINCT v.item_id) FROM item_version v JOIN item_module m ON m.version_id = v.id JOIN module o ON o.id = m.module_id
    WHERE o.category = 'gov_service' AND v.no = (SELECT MAX(n.no) FROM item_version n WHERE n.item_id = v.item_id)";
/// How many are behind none.
const UNPLACED: &str =
    "SELECT (SELECT COUNT(*) FROM item) - COUNT(DISTINCT v.item_id) FROM item_version v JOIN item_module m ON m.version_id = v.id
    WHERE v.no = (SELECT MAX(n.no) FROM item_version n WHERE n.item_id = v.item_id)";
/// The body with the most entries in force, and how many, others' with it included.
const BUSIEST: &str = "SELECT b.name || ':' || COUNT(*) FROM body b JOIN duty_version v
        ON v.body_id = b.id OR EXISTS (SELECT 1 FROM duty_joint_body j WHERE j.version_id = v.id AND j.body_id = b.id)
    WHERE v.is_head = 1 AND v.stage = 'published' AND v.list = 'powers' GROUP BY b.id ORDER BY COUNT(*) DESC, b.id LIMIT 1";

/// An administrator narrows the items by a category, then by keys to a module of it, and to those behind none; a leader, who sees what is
/// published, the entries to those of one body and one of its kinds. The tree can be put away, and stays away.
#[tokio::test]
async fn lists_are_narrowed_by_their_trees() {
    let Some(desk) = Desk::open("outline").await else { return };
    let raw = Raw::open(&desk.data).await;
    let total = |n: i64| format!("共{n}条");
    desk.enter_at("目录管理员", &["服务事项"]).await;
    desk.wait("[role=treeitem]", "政务服务").await;
    desk.picture("items").await;
    let of_gov = raw.number(OF_GOV).await;
    assert_eq!(desk.wait("[role=treeitem]", "政务服务").await, format!("政务服务 {of_gov}"));
    desk.click("[role=treeitem]", "政务服务").await;
    desk.wait(".pages", &total(of_gov)).await;
    // Right opens, down goes to the first module, Enter narrows to it.
    desk.press("[role=treeitem]", "政务服务", "\u{E014}").await;
    desk.wait("[role=treeitem]", "办事指南").await;
    desk.press("[role=treeitem]:focus", "政务服务", "\u{E015}").await;
    desk.press("[role=treeitem]:focus", "办事指南", "\u{E007}").await;
    let module = desk.wait("[role=treeitem][aria-selected=true]", "办事指南").await;
    let (_, n) = module.rsplit_once(' ').unwrap();
    desk.wait(".pages", &format!("共{n}条")).await;
    desk.picture("module").await;
    let unplaced = raw.number(UNPLACED).await;
    desk.click("[role=treeitem]", "未归入模块").await;
    desk.wait(".pages", &total(unplaced)).await;
    // Somebody else describes the first item of a category: its line comes up above, and who walks the tree stays where he is.
    let other = Other::enter(&desk.data, Role::CatalogueAdmin).await;
    other.describe("440811T0002", "脱贫人口小额信贷申请", "精准扶贫").await.unwrap();
    other.leave().await;
    assert_eq!(desk.wait("[role=treeitem]", "专项工程").await, "专项工程 1");
    assert_eq!(desk.wait("[role=treeitem]:focus", "").await, format!("未归入模块 {unplaced}"));
    desk.press("[role=treeitem]:focus", "未归入模块", "\u{E011}").await;
    desk.wait("[role=treeitem]:focus", "全部").await;
    assert_eq!(desk.script("return document.querySelectorAll('[role=treeitem][tabindex=\"0\"]').length").await, json!(1));
    desk.looks("dark", "large").await;
    desk.picture("dark-large").await;
    desk.looks("light", "normal").await;

    desk.choose(".top-bar button", "目录管理员", "[role^=menuitem]", "切换演示角色").await;
    desk.click("dialog button", "领导").await;
    desk.wait(".top-bar button", "领导").await;
    desk.click("nav a", "服务事项").await;
    desk.click("nav a", "权责清单").await;
    let busiest = raw.text(BUSIEST).await;
    let (body, n) = busiest.split_once(':').unwrap();
    desk.press("[role=treeitem]", "权责清单", "\u{E014}").await;
    desk.click("[role=treeitem][aria-level='2']", body).await;
    desk.wait(".pages", &format!("共{n}条")).await;
    desk.press("[role=treeitem]:focus, [role=treeitem][tabindex='0']", body, "\u{E014}").await;
    desk.picture("entries").await;
    desk.click("[role=treeitem][aria-level='3']", "").await;
    let kind = desk.wait("[role=treeitem][aria-level='3'][aria-selected=true]", "").await;
    let (_, n) = kind.rsplit_once(' ').unwrap();
    desk.wait(".pages", &format!("共{n}条")).await;

    desk.click(".list-tools label", "目录树").await;
    desk.wait(".outlined-list:only-child tbody tr", "").await;
    desk.click("nav a", "功能模块").await;
    desk.click("nav a", "权责清单").await;
    desk.wait(".outlined-list:only-child tbody tr", "").await;
    desk.picture("without").await;
    desk.close().await;
}
