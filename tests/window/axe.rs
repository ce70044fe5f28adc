//! Every page that somebody can reach, looked at by axe: in light, dark, high contrast, with large letters, in Chinese and in
//! English, with what opens from them. One window a role walks its pages once and changes its looks in place.

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
    let links = "return [...document.querySelectorAll(`.page-head a[href*='/import'], .page-head a[href*='/load']`)].map(a => a.getAttribute('href'))";
    strings(&desk.script(links).await)
}

/// Pages of their own that what lies open leads to.
async fn led_to_by_drawer(desk: &Desk) -> Vec<String> {
    let links = strings(&desk.script("return [...document.querySelectorAll('.drawer a')].map(a => a.getAttribute('href'))").await);
    links.into_iter().filter(|href| BEHIND_DRAWERS.contains(&path(href))).collect()
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

/// What opens over a page: its first row, and what its head offers to make.
const DOORS: [(&str, &str); 2] = [("a row", "#main tbody tr.row"), ("something new", "#main .page-head button.btn-primary")];

/// Presses a door if the page has it, and says whether anything opened.
const PRESS: &str = "const door = document.querySelector(arguments[0]);
    if (!door || door.getAttribute('aria-disabled') === 'true' || door.disabled) return false;
    door.scrollIntoView({ block: 'center' }); door.focus(); door.click(); return true;";

/// Something lies over the page or beside it.
const OPEN: &str = "return document.querySelector('.drawer, dialog[open]') !== null;";

/// So many drawers and dialogs open on the walk at least.
const OPENED: usize = 40;

/// What a key opens, wherever one is.
const KEYS: [(&str, &str); 2] = [("?", "dialog[open] .keys"), ("p", ".place-picker")];

/// Addresses of all pages that the program has, as its list of pages names them: by themselves or by the name of a constant.
fn pages() -> BTreeSet<String> {
    let frontend = concat!(env!("CARGO_MANIFEST_DIR"), "/frontend/src");
    let list = std::fs::read_to_string(format!("{frontend}/frame/areas.rs")).unwrap();
    let quoted = |text: &str| text.split('"').nth(1).map(str::to_owned);
    let of_constant = |named: &str| {
        let (module, name) = named.strip_prefix("pages::").and_then(|n| n.rsplit_once("::")).unwrap();
        let source = std::fs::read_to_string(format!("{frontend}/pages/{}/mod.rs", module.replace("::", "/"))).unwrap();
        let wanted = format!("pub const {name}: &str = ");
        source.lines().find(|line| line.starts_with(&wanted)).and_then(quoted).unwrap()
    };
    let named = list.lines().filter_map(|line| line.trim().strip_prefix("path: "));
    let pages: BTreeSet<String> = named.map(|path| quoted(path).unwrap_or_else(|| of_constant(path.trim_end_matches(',')))).collect();
    assert_eq!(pages.len(), list.matches("\n    Page {").count());
    pages
}

/// Roles whose pages are walked in every look: between them they see every page.
const IN_EVERY_LOOK: [&str; 6] = ["目录管理员", "审批人", "系统管理员", "安全保密管理员", "安全审计员", "业务审计"];
/// The others see the same pages with less or more on them: each page is looked at once.
const ONCE: [&str; 6] = ["领导", "督查员", "部门经办人", "镇管理员", "站点人员", "三资管理员"];

/// Pages that only a row's drawer leads to.
const BEHIND_DRAWERS: [&str; 1] = ["/inspection/visits/visit"];

/// What a page's doors open, looked at; how many opened, and which pages they lead to.
async fn open_all(found: &mut Found, desk: &Desk, what: &str, in_all: bool) -> (usize, Vec<String>) {
    let (mut opened, mut led) = (0, Vec::new());
    for (door, css) in DOORS {
        let pressed = desk.client.execute(PRESS, vec![json!(css)]).await.expect("a press");
        if pressed != json!(true) {
            continue;
        }
        for _ in 0..20 {
            tokio::time::sleep(Duration::from_millis(100)).await;
            if desk.script(OPEN).await == json!(true) {
                break;
            }
        }
        if desk.script(OPEN).await != json!(true) {
            continue;
        }
        settled(desk).await;
        opened += 1;
        led.extend(led_to_by_drawer(desk).await);
        let what = format!("{what}: {door}");
        if in_all {
            found.look_in_all(desk, &what).await;
            desk.picture(&what.replace(['/', ' ', ':'], "_")).await;
        } else {
            found.look(desk, &what, &[]).await;
        }
        for _ in 0..20 {
            if desk.script(OPEN).await == json!(false) {
                break;
            }
            desk.press("body", "", "\u{E00C}").await;
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        assert_eq!(desk.script(OPEN).await, json!(false), "{what} stays");
    }
    (opened, led)
}

#[tokio::test]
async fn every_page_can_be_used_by_everybody() {
    let mut found = Found::default();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut opened = 0;
    for role in IN_EVERY_LOOK {
        let Some(desk) = Desk::open("axe").await else { return };
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
            let what = format!("{role} {}", path(href));
            found.look_in_all(&desk, &what).await;
            desk.picture(&path(href).replace('/', "_")).await;
            let (n, led) = open_all(&mut found, &desk, &what, true).await;
            opened += n;
            pages.extend(led.into_iter().filter(|href| seen.insert(path(href).to_owned())));
        }
        if role == IN_EVERY_LOOK[0] {
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
    let unseen: Vec<&String> = pages.iter().filter(|page| !seen.contains(page.as_str())).collect();
    assert!(unseen.is_empty(), "nobody came to {unseen:?}");
    for role in ONCE {
        let Some(desk) = Desk::open("axe").await else { return };
        desk.click("button", role).await;
        desk.wait("nav", "").await;
        settled(&desk).await;
        for href in addresses(&desk).await {
            go(&desk, &href).await;
            let what = format!("{role} {}", path(&href));
            found.look(&desk, &what, &[]).await;
            opened += open_all(&mut found, &desk, &what, false).await.0;
        }
        desk.close().await;
    }
    eprintln!("axe: {opened} drawers and dialogs opened");
    assert!(opened >= OPENED, "only {opened} drawers and dialogs opened");
    // Each page in all looks and in English; the door, what keys open and each person's menu in all looks.
    found.end(pages.len() * (LOOKS.len() + 1) + LOOKS.len() * (KEYS.len() + 1 + IN_EVERY_LOOK.len()));
}
