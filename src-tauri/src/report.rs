//! The page's report that its first figures can be seen: written to the file that `YIMEN_REPORT` names, for whoever
//! started the window to wait for.

use serde::{Deserialize, Serialize};

/// A figure as it stands on the screen.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Figure {
    label: String,
    value: String,
}

/// When something on the way there was done.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Mark {
    name: String,
    at_ms: f64,
}

#[derive(Serialize)]
struct Report {
    figures: Vec<Figure>,
    painted_ms: f64,
    marks: Vec<Mark>,
}

/// The first figures can be seen, that many milliseconds after the page was opened.
#[tauri::command]
pub(crate) fn painted(figures: Vec<Figure>, painted_ms: f64, marks: Vec<Mark>) {
    let Some(path) = std::env::var_os("YIMEN_REPORT") else { return };
    let path = std::path::PathBuf::from(path);
    let part = path.with_extension("part");
    let written = serde_json::to_vec(&Report { figures, painted_ms, marks })
        .map_err(std::io::Error::other)
        .and_then(|bytes| std::fs::write(&part, bytes))
        .and_then(|()| std::fs::rename(&part, &path));
    if let Err(error) = written {
        tracing::warn!(%error, "the report of what was painted could not be written");
    }
}
