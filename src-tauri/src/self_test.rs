//! 启动自检: a missing or too old web view, or a page that never comes, is explained by the system's own dialog instead of an
//! empty window.
//!
//! The page proves that it runs by its first call. If that does not come, the program offers to start again with software
//! rendering, which broken graphics drivers need; the choice is kept in the file `render` of the data folder.

use crate::desk::Desk;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tauri::{AppHandle, Manager, Runtime};
use tauri_plugin_dialog::{DialogExt, MessageDialogButtons, MessageDialogKind};
use texts::{Lang, Texts};

/// The least version that has what the page needs (wasm with bulk memory, `dialog`, nested CSS grids).
#[cfg(target_os = "linux")]
const LEAST: &[u32] = &[2, 40];
#[cfg(target_os = "windows")]
const LEAST: &[u32] = &[109];
#[cfg(not(any(target_os = "linux", target_os = "windows")))]
const LEAST: &[u32] = &[615];

/// How long the page may take until its first call, on any machine that can be worked with.
const PATIENCE: Duration = Duration::from_secs(30);
/// Seconds instead of [`PATIENCE`], for tests.
const PATIENCE_NAME: &str = "YIMEN_PAGE_SECONDS";
/// The file that asks for software rendering.
const RENDER: &str = "render";

/// What is wrong with the web view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Webview {
    /// There is none.
    Missing,
    /// It is too old: its version.
    Old(String),
}

/// Looks whether there is a web view that the page can run in.
pub(crate) fn look() -> Result<(), Webview> {
    judge(tauri::webview_version().ok().as_deref(), LEAST)
}

fn judge(version: Option<&str>, least: &[u32]) -> Result<(), Webview> {
    let version = version.ok_or(Webview::Missing)?;
    let parts: Vec<u32> = version.split('.').map_while(|part| part.parse().ok()).collect();
    if parts.as_slice() >= least { Ok(()) } else { Err(Webview::Old(version.to_owned())) }
}

/// In Chinese first, then in English: nobody has chosen a language yet.
fn both(words: impl Fn(&Texts) -> String) -> String {
    [Lang::Zh, Lang::En].map(|lang| words(&Texts::load(lang))).join("\n\n")
}

fn title() -> String {
    [Lang::Zh, Lang::En].map(|lang| Texts::load(lang).product_name()).join(" ")
}

/// Says what is wrong and ends the program once that was read.
pub(crate) fn explain<R: Runtime>(app: &AppHandle<R>, wrong: &Webview) {
    tracing::error!(?wrong, "the page can't be shown");
    let least = LEAST.iter().map(u32::to_string).collect::<Vec<_>>().join(".");
    let words = match wrong {
        Webview::Missing => both(|t| t.startup_webview_missing()),
        Webview::Old(found) => both(|t| t.startup_webview_old(found, &least)),
    };
    let ending = app.clone();
    app.dialog().message(words).title(title()).kind(MessageDialogKind::Error).show(move |_| ending.exit(1));
}

/// Whether software rendering was asked for.
pub(crate) fn renders_in_software(data: &Path) -> bool {
    data.join(RENDER).exists()
}

/// Waits for the page's first call, and offers a way out if it does not come.
pub(crate) fn watch<R: Runtime>(app: &AppHandle<R>, data: PathBuf) {
    let patience = std::env::var(PATIENCE_NAME).ok().and_then(|seconds| seconds.parse().ok()).map_or(PATIENCE, Duration::from_secs);
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(patience).await;
        if app.try_state::<Desk>().is_none_or(|desk| desk.was_called()) {
            return;
        }
        tracing::error!(seconds = patience.as_secs(), "the page has not called: it could not be drawn or run");
        offer(&app, data, Trouble::Late);
    });
}

/// What is wrong with the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// It does not come.
    Late,
    /// It is lost again and again.
    Lost,
}

/// Offers software rendering; where that was tried already, says whom to ask.
pub(crate) fn offer<R: Runtime>(app: &AppHandle<R>, data: PathBuf, trouble: Trouble) {
    let message = |words: String| app.dialog().message(words).title(title()).kind(MessageDialogKind::Warning);
    if renders_in_software(&data) {
        let logs = data.join("logs").display().to_string();
        message(both(|t| t.startup_page_never(&logs))).show(|_| {});
        return;
    }
    let (again, wait) = (Texts::load(Lang::Zh).startup_reopen(), Texts::load(Lang::Zh).startup_wait());
    let restarting = app.clone();
    let words = both(|t| match trouble {
        Trouble::Late => t.startup_page_late(),
        Trouble::Lost => t.startup_page_lost(),
    });
    message(words).buttons(MessageDialogButtons::OkCancelCustom(again, wait)).show(move |reopen| {
        if !reopen {
            // Whoever waits for a page that was lost waits for it to be loaded once more.
            if let Some(window) = restarting.get_webview_window("main").filter(|_| trouble == Trouble::Lost)
                && let Err(error) = window.reload()
            {
                tracing::error!(%error, "the page could not be loaded anew");
            }
            return;
        }
        match std::fs::write(data.join(RENDER), "software\n") {
            Ok(()) => restarting.request_restart(),
            Err(error) => tracing::error!(%error, "the choice of rendering could not be kept"),
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_web_view_is_missing_too_old_or_good() {
        assert_eq!(judge(None, &[2, 40]), Err(Webview::Missing));
        for good in ["2.40.0", "2.40", "2.50.4", "3.0"] {
            assert_eq!(judge(Some(good), &[2, 40]), Ok(()), "{good}");
        }
        for old in ["2.38.6", "2.4", "1.99", "", "unknown"] {
            assert_eq!(judge(Some(old), &[2, 40]), Err(Webview::Old(old.to_owned())), "{old}");
        }
        assert_eq!(judge(Some("109.0.1518.140"), &[109]), Ok(()));
    }

    #[test]
    fn this_machine_has_one() {
        assert_eq!(look(), Ok(()));
    }

    #[test]
    fn both_languages_are_said() {
        let words = both(|t| t.startup_webview_missing());
        assert!(words.contains("WebView2") && words.contains("\n\n"), "{words}");
    }
}
