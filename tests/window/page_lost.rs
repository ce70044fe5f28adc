//! The page's process ends, as by a fault of the web view: killed for real, in the window without a driver, whose session would end with it.

use crate::desk;
use crate::self_test::{Program, a_dialog, log_of};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// The process that runs the page of a program.
fn page_of(program: u32) -> Option<u32> {
    let parent = |id: u32| {
        let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
        stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse::<u32>().ok()
    };
    let is_page = |id: &u32| {
        let name = std::fs::read_to_string(format!("/proc/{id}/comm")).unwrap_or_default();
        name.starts_with("WebKitWebProces") && parent(*id) == Some(program)
    };
    std::fs::read_dir("/proc").unwrap().filter_map(|entry| entry.unwrap().file_name().to_str()?.parse().ok()).find(is_page)
}

/// Waits until the page says that its figures are painted; takes its word away, so that it can be said again.
async fn painted(report: &Path) -> String {
    for _ in 0..600 {
        if let Ok(text) = std::fs::read_to_string(report) {
            std::fs::remove_file(report).unwrap();
            return text;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the page has not come");
}

/// The page comes back by itself, signed in and with the same figures; one that is lost again and again is explained.
#[tokio::test]
async fn a_page_that_is_lost_comes_back() {
    let Some((window, folder, _one)) = desk::demonstration_alone().await else { return };
    let (data, home, report) = (folder.path().join("data"), folder.path().join("home"), folder.path().join("report.json"));
    let program = Command::new(window)
        .env("YIMEN_DATA", &data)
        .env("YIMEN_REPORT", &report)
        .env("YIMEN_ENTER_AS", "leader")
        .env("XDG_DATA_HOME", &home)
        .env("XDG_CONFIG_HOME", &home)
        .env("XDG_CACHE_HOME", &home)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map(Program)
        .unwrap();
    let figures = |text: String| serde_json::from_str::<serde_json::Value>(&text).unwrap()["figures"].clone();
    let first = figures(painted(&report).await);
    let lose = || {
        let page = page_of(program.0.id()).expect("a page");
        assert!(Command::new("kill").args(["-KILL", &page.to_string()]).status().unwrap().success());
    };
    for _ in 0..3 {
        lose();
        assert_eq!(figures(painted(&report).await), first);
    }
    assert!(log_of(&data).contains("the page's process has ended"));
    tokio::time::sleep(Duration::from_millis(600)).await;
    let picture = |what: &str| {
        let path = PathBuf::from(format!("target/screens/page-lost-{what}.png"));
        crate::screenshot::take(&std::env::var("DISPLAY").unwrap(), &path).unwrap();
    };
    picture("back");
    lose();
    a_dialog().await;
    tokio::time::sleep(Duration::from_millis(600)).await;
    picture("explained");
    drop(program);
}
