//! A page that can't run is explained by the system's own dialog: real, with a web view that refuses wasm.

use crate::desk;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use x11rb::connection::Connection;
use x11rb::protocol::xproto::{AtomEnum, ConnectionExt, Window};
use x11rb::rust_connection::RustConnection;

/// Ended when dropped.
pub(crate) struct Program(pub(crate) Child);

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Titles of all windows of the display.
fn titles() -> Vec<String> {
    let (connection, screen) = RustConnection::connect(None).unwrap();
    let name = connection.intern_atom(false, b"_NET_WM_NAME").unwrap().reply().unwrap().atom;
    let mut found = Vec::new();
    let mut open: Vec<Window> = vec![connection.setup().roots[screen].root];
    while let Some(window) = open.pop() {
        let Ok(Ok(tree)) = connection.query_tree(window).map(|c| c.reply()) else { continue };
        open.extend(tree.children);
        if let Ok(Ok(title)) = connection.get_property(false, window, name, AtomEnum::ANY, 0, 256).map(|c| c.reply()) {
            found.push(String::from_utf8_lossy(&title.value).into_owned());
        }
    }
    found
}

/// Waits for a dialog of the program.
pub(crate) async fn a_dialog() {
    let is_dialog = |title: &String| title.starts_with("一门") && !title.contains('·');
    for _ in 0..300 {
        if titles().iter().any(is_dialog) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("no dialog: {:?}", titles());
}

pub(crate) fn log_of(data: &Path) -> String {
    let files = std::fs::read_dir(data.join("logs")).into_iter().flatten().map(|entry| entry.unwrap().path());
    files.map(|file: PathBuf| std::fs::read_to_string(file).unwrap_or_default()).collect()
}

#[tokio::test]
async fn a_page_that_never_comes_is_explained() {
    let Some((window, _one)) = desk::window_alone().await else { return };
    let folder = tempfile::tempdir().unwrap();
    let program = Command::new(window)
        .env("YIMEN_DATA", folder.path())
        .env("YIMEN_PAGE_SECONDS", "4")
        // One name before WebKitGTK 2.46, the other since.
        .env("JSC_useWebAssembly", "false")
        .env("JSC_useWasm", "false")
        .env("XDG_DATA_HOME", folder.path().join("home"))
        .env("XDG_CONFIG_HOME", folder.path().join("home"))
        .env("XDG_CACHE_HOME", folder.path().join("home"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map(Program)
        .unwrap();
    a_dialog().await;
    assert!(log_of(folder.path()).contains("the page has not called"));
    tokio::time::sleep(Duration::from_millis(600)).await;
    crate::screenshot::take(&std::env::var("DISPLAY").unwrap(), &PathBuf::from("target/screens/self-test-late.png")).unwrap();
    drop(program);
}
