//! The page's process ends by a fault of the web view: the page is loaded anew where it was, instead of an empty or frozen window.
//!
//! The session is kept on this side of the door, where the person stood is in the address, and what was typed is in the drafts. A page that is
//! lost again and again is not loaded for ever: then the way out of [`crate::self_test`] is offered.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tauri::WebviewWindow;

/// So often within [`SPAN`] it is loaded anew.
const MOST: u32 = 3;
/// After so long a loss is forgotten.
const SPAN: Duration = Duration::from_secs(120);

/// How often the page was lost lately.
#[derive(Debug, Default)]
struct Losses(AtomicU32);

impl Losses {
    /// One more; whether the page is to be loaded anew.
    fn one_more(&self) -> bool {
        self.0.fetch_add(1, Ordering::Relaxed) < MOST
    }

    fn forget_one(&self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Looks after the page's process. WebView2 loads its page anew by itself.
#[cfg(target_os = "linux")]
pub(crate) fn watch(window: &WebviewWindow, data: &Path) -> tauri::Result<()> {
    use crate::self_test::{Trouble, offer};
    use tauri::Manager;
    use webkit2gtk::WebViewExt;
    let (losses, app, data) = (Arc::new(Losses::default()), window.app_handle().clone(), data.to_path_buf());
    window.with_webview(move |view| {
        view.inner().connect_web_process_terminated(move |view, reason| {
            tracing::error!(?reason, "the page's process has ended");
            if !losses.one_more() {
                offer(&app, data.clone(), Trouble::Lost);
                return;
            }
            view.reload();
            let losses = Arc::clone(&losses);
            tauri::async_runtime::spawn(async move {
                tokio::time::sleep(SPAN).await;
                losses.forget_one();
            });
        });
    })
}

/// Elsewhere there is nothing to watch from here.
#[cfg(not(target_os = "linux"))]
pub(crate) fn watch(_window: &WebviewWindow, _data: &Path) -> tauri::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_is_lost_again_and_again_is_not_loaded_for_ever() {
        let losses = Losses::default();
        assert!((0..MOST).all(|_| losses.one_more()));
        assert!(!losses.one_more());
        (0..2).for_each(|_| losses.forget_one());
        assert!(losses.one_more(), "the others were long ago");
        assert!(!losses.one_more());
    }
}
