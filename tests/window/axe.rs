//! Every page that somebody can reach, looked at by axe: in light, dark, high contrast, with large letters, in Chinese and in
//! English. One window a role walks its pages once and changes its looks in place.

use crate::desk::Desk;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::Duration;

/// How long axe may take for a page.
const PATIENCE: Duration = Duration::from_secs(60);

/// Runs axe on what is in sight; `only` names rules, none of them means all.
const RUN: &str = "const [only, done] = arguments;
    const options = { resultTypes: ['violations'] };
    if (only.length) options.runOnly = { type: 'rule', values: only };
    axe.run(document, options).then(
        found => done(found.violations.map(v => v.id + ': ' + v.nodes.slice(0, 4).map(
            n => n.target.join(' ') + ' ' + n.html.slice(0, 160) + ' — ' + n.any.concat(n.all, n.none).map(c => c.message).join('; ')
        ).join('\\n      '))),
        error => done(['axe failed: ' + error]));";

/// Nothing is awaited any more: no skeleton, nothing busy.
const SETTLED: &str = "return document.querySelector('#main h1') !== null
    && document.querySelectorAll('#main [aria-busy=true]:not(button), #main .loaded .skeletons, .tile-skeleton').length === 0;";

/// A look that is changed in place: what to set on the page, and which rules can then turn out otherwise.
const LOOKS: [(&str, &str, &str, &[&str]); 5] = [
    ("light", "theme", "light", &[]),
    ("dark", "theme", "dark", &["color-contrast", "link-in-text-block"]),
    ("high contrast", "theme", "contrast", &["color-contrast", "link-in-text-block"]),
    ("large letters", "text", "large", &["target-size", "scrollable-region-focusable", "color-contrast"]),
    ("as before", "text", "normal", &["target-size"]),
];

/// What axe has found, by page and look.
#[derive(Default)]
pub(crate) struct Found {
    looked_at: usize,
    wrong: Vec<String>,
}

impl Found {
    /// Looks at what is in sight.
    pub(crate) async fn look(&mut self, desk: &Desk, what: &str, only: &[&str]) {
        let script = std::env::var_os("YIMEN_AXE").expect("YIMEN_AXE names the script of axe-core, as `cargo xtask test` does");
        if desk.script("return typeof axe").await == json!("undefined") {
            let axe = std::fs::read_to_string(script).expect("axe");
            desk.client.execute(&axe, Vec::new()).await.expect("axe in the page");
        }
        let found = tokio::time::timeout(PATIENCE, desk.client.execute_async(RUN, vec![json!(only)])).await.expect("axe in time");
        let found = found.unwrap_or_else(|error| json!([error.to_string()]));
        self.looked_at += 1;
        for violation in found.as_array().into_iter().flatten().filter_map(Value::as_str) {
            self.wrong.push(format!("{what}: {violation}"));
        }
    }

    /// Looks at it in every look.
    pub(crate) async fn look_in_all(&mut self, desk: &Desk, what: &str) {
        for (name, attribute, value, only) in LOOKS {
            desk.script(&format!("document.documentElement.dataset.{attribute} = '{value}'; return '';")).await;
            tokio::time::sleep(Duration::from_millis(200)).await;
            self.look(desk, &format!("{what}, {name}"), only).await;
        }
        desk.script("document.documentElement.dataset.theme = 'light'; return '';").await;
    }

    /// Nothing was found, in that many looks at least: a walk that leads nowhere finds nothing either.
    pub(crate) fn end(self, least: usize) {
        eprintln!("axe: {} looks, {} violations", self.looked_at, self.wrong.len());
        assert!(self.looked_at >= least, "looked only {} times, not {least}", self.looked_at);
        assert!(self.wrong.is_empty(), "{}", self.wrong.join("\n"));
    }
}

/// Waits until nothing is awaited any more.
async fn settled(desk: &Desk) {
    for _ in 0..200 {
        if desk.script(SETTLED).await == json!(true) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the page still waits: {}", desk.script("return location.href").await);
}

/// Addresses in the rail, with those of other pages that the person's menu and the palette lead to.
async fn addresses(desk: &Desk) -> Vec<String> {
    let mut all = Vec::new();
    let hrefs = "return [...document.querySelectorAll('.rail a')].map(a => a.getAttribute('href'))";
    for area in strings(&desk.script(hrefs).await) {
        desk.script(&format!("document.querySelector(`.rail a[href='{area}']`).click(); return '';")).await;
        tokio::time::sleep(Duration::from_millis(150)).await;
        all.extend(strings(&desk.script(hrefs).await));
    }
    all.extend(["/settings".to_owned(), "/components".to_owned()]);
    let mut seen = BTreeSet::new();
    all.retain(|href| seen.insert(path(href).to_owned()));
    all
}

fn path(href: &str) -> &str {
    href.split('?').next().unwrap_or(href)
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(|v| v.as_str().map(str::to_owned)).collect()
}

/// Pages that the present one leads to by its head: a register's import.
async fn led_to(desk: &Desk) -> Vec<String> {
    strings(&desk.script("return [...document.querySelectorAll(`.page-head a[href*='/import']`)].map(a => a.getAttribute('href'))").await)
}

/// Goes to an address as a link does.
async fn go(desk: &Desk, href: &str) {
    let script = format!(
        "const a = document.createElement('a'); a.href = {}; document.querySelector('#main').append(a); a.click(); a.remove(); return '';",
        json!(href)
    );
    desk.script(&script).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    settled(desk).await;
}

/// What opens over a page: where, what to press, and what is then there.
const OPENED: [(&str, &str, &str, &str); 4] = [
    ("/ratings", ".ratings-table tbody tr", ".drawer .rating-card", "details of a rating"),
    ("/system/audit", "tbody tr.row", ".drawer .facts", "an entry of the log"),
    ("/system/accounts", ".page-head .btn-primary", "dialog[open] form", "a new account"),
    ("/system/bodies", ".page-head .btn-primary", "form", "a new body"),
];

/// What a key opens, wherever one is.
const KEYS: [(&str, &str); 2] = [("?", "dialog[open] .keys"), ("p", ".place-picker")];

/// Addresses of all pages that the program has.
fn pages() -> BTreeSet<&'static str> {
    let list = include_str!("../../frontend/src/frame/areas.rs");
    let named = list.lines().filter_map(|line| line.trim().strip_prefix("path: \"")?.strip_suffix("\","));
    let pages: BTreeSet<&str> = named.collect();
    assert!(pages.contains("/overview") && pages.contains("/home"));
    pages
}

#[tokio::test]
async fn every_page_can_be_used_by_everybody() {
    let mut found = Found::default();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let roles = [
        ("目录管理员", "axe-catalogue"),
        ("审批人", "axe-approver"),
        ("系统管理员", "axe-system"),
        ("安全保密管理员", "axe-security"),
        ("安全审计员", "axe-auditor"),
        ("业务审计", "axe-business"),
    ];
    for (role, name) in roles {
        let Some(desk) = Desk::open(name).await else { return };
        desk.wait("body", "演示数据").await;
        if seen.is_empty() {
            found.look_in_all(&desk, "the door").await;
        }
        desk.click("button", role).await;
        desk.wait("nav", "").await;
        settled(&desk).await;
        desk.script("document.documentElement.dataset.theme = 'light'; return '';").await;
        let mut pages: Vec<String> = addresses(&desk).await.into_iter().filter(|href| seen.insert(path(href).to_owned())).collect();
        let mut next = 0;
        while let Some(href) = pages.get(next).cloned() {
            next += 1;
            let href = href.as_str();
            go(&desk, href).await;
            pages.extend(led_to(&desk).await.into_iter().filter(|href| seen.insert(path(href).to_owned())));
            found.look_in_all(&desk, &format!("{role} {}", path(href))).await;
            desk.picture(&path(href).replace('/', "_")).await;
            for (page, press, there, what) in OPENED {
                if page == path(href) {
                    desk.click(press, "").await;
                    desk.wait(there, "").await;
                    found.look_in_all(&desk, &format!("{role}: {what}")).await;
                    desk.press("body", "", "\u{E00C}").await;
                }
            }
        }
        if role == "目录管理员" {
            // A page that looks at a place, so that the place can be picked.
            go(&desk, "/overview").await;
            for (keys, there) in KEYS {
                desk.press("body", "", keys).await;
                desk.wait(there, "").await;
                found.look_in_all(&desk, &format!("{role}: {there}")).await;
                desk.press("body", "", "\u{E00C}").await;
            }
        }
        desk.choose(".top-bar button", role, ".menu-group [role^=menuitem]", "English").await;
        found.look_in_all(&desk, &format!("{role}: the person's menu")).await;
        desk.press(".menu-group [role^=menuitem]", "English", "\u{E00C}").await;
        for href in &pages {
            go(&desk, href).await;
            found.look(&desk, &format!("{role} {} in English", path(href)), &[]).await;
        }
        desk.close().await;
    }
    let pages = pages();
    let unseen: Vec<&&str> = pages.iter().filter(|page| !seen.contains(**page)).collect();
    assert!(unseen.is_empty(), "nobody came to {unseen:?}");
    // Each page in all looks and in English; what opens over them, the door and each person's menu in all looks.
    found.end(pages.len() * (LOOKS.len() + 1) + LOOKS.len() * (OPENED.len() + KEYS.len() + 1 + roles.len()));
}
