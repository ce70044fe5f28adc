//! Files: dialogs on this side make handles, and only handles reach the page.

use crate::desk::Desk;
use api::{ApiError, ErrorCode, Folder, FolderFiles, InFile, OutFile};
use service::Files;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;
use tauri::{AppHandle, Runtime, State};
use tauri_plugin_dialog::DialogExt;
use tauri_plugin_opener::OpenerExt;
use uuid::Uuid;

/// Handles of this window, until it is closed.
#[derive(Debug, Default)]
pub struct OpenFiles {
    paths: Mutex<HashMap<String, PathBuf>>,
}

/// What a dialog offers.
#[derive(Clone, Copy, Debug, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FileKind {
    /// Workbooks and CSV.
    Table,
    /// A paper to print.
    Paper,
    /// Any file.
    Any,
}

impl OpenFiles {
    fn hand_out(&self, path: PathBuf) -> String {
        let handle = Uuid::now_v7().to_string();
        self.paths.lock().unwrap_or_else(PoisonError::into_inner).insert(handle.clone(), path);
        handle
    }

    fn path(&self, handle: &str) -> Option<PathBuf> {
        self.paths.lock().unwrap_or_else(PoisonError::into_inner).get(handle).cloned()
    }
}

impl Files for OpenFiles {
    fn path_in(&self, handle: &str) -> Option<PathBuf> {
        self.path(handle)
    }
    fn path_out(&self, handle: &str) -> Option<PathBuf> {
        self.path(handle)
    }
    fn path_folder(&self, handle: &str) -> Option<PathBuf> {
        self.path(handle)
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}

/// A folder that stands in for the dialogs when the window is driven by a test: `next` in it names the file to be
/// picked. Only demonstration databases look at it.
pub(crate) async fn stand_in(desk: &Desk) -> Option<PathBuf> {
    let folder = PathBuf::from(std::env::var_os("YIMEN_TEST_FILES")?);
    let kind = desk.service()?.kind().await.ok()??;
    (kind == api::session::DatabaseKind::Demo).then_some(folder)
}

/// Lets the person choose a file to read.
#[tauri::command]
pub(crate) async fn pick_file<R: Runtime>(
    app: AppHandle<R>,
    desk: State<'_, Desk>,
    kind: FileKind,
    title: String,
) -> Result<Option<InFile>, ApiError> {
    let picked = match stand_in(&desk).await {
        Some(folder) => std::fs::read_to_string(folder.join("next")).ok().map(|name| folder.join(name.trim())),
        None => {
            let mut dialog = app.dialog().file().set_title(title);
            if let FileKind::Table = kind {
                dialog = dialog.add_filter("XLSX, XLS, ODS, CSV", &["xlsx", "xls", "ods", "csv", "txt"]);
            }
            let answer = tauri::async_runtime::spawn_blocking(move || dialog.blocking_pick_file()).await;
            answer.ok().flatten().and_then(|f| f.into_path().ok())
        }
    };
    let Some(path) = picked else { return Ok(None) };
    let name = name_of(&path);
    let size =
        std::fs::metadata(&path).map_err(|_| ApiError::new(ErrorCode::FileUnreadable).with("name", &name).with("detail", "gone"))?.len();
    Ok(Some(InFile { handle: desk.files.hand_out(path), name, size }))
}

/// Opens a file that was written where the system shows such files.
#[tauri::command]
pub(crate) async fn open_file<R: Runtime>(app: AppHandle<R>, desk: State<'_, Desk>, handle: String) -> Result<(), ApiError> {
    let path = desk.files.path(&handle).filter(|path| path.is_file()).ok_or(ErrorCode::NotFound)?;
    if let Some(folder) = stand_in(&desk).await {
        // Nobody looks at what a test opens.
        return std::fs::write(folder.join("opened"), name_of(&path)).map_err(|_| ErrorCode::ReadOnly.into());
    }
    show(&app, &path)
}

/// Opens a file in the program that the system has for it.
pub(crate) fn show<R: Runtime>(app: &AppHandle<R>, path: &Path) -> Result<(), ApiError> {
    let unreadable = |e| ApiError::new(ErrorCode::FileUnreadable).with("name", name_of(path)).with("detail", e);
    app.opener().open_path(path.to_string_lossy(), None::<&str>).map_err(unreadable)
}

/// Lets the person choose photos and scanned papers to read.
#[tauri::command]
pub(crate) async fn pick_photos<R: Runtime>(app: AppHandle<R>, desk: State<'_, Desk>, title: String) -> Result<Vec<InFile>, ApiError> {
    let picked = match stand_in(&desk).await {
        Some(folder) => {
            let names = std::fs::read_to_string(folder.join("next")).unwrap_or_default();
            names.lines().filter(|name| !name.trim().is_empty()).map(|name| folder.join(name.trim())).collect()
        }
        None => {
            let dialog = app.dialog().file().set_title(title).add_filter("JPG, PNG, WebP, PDF", &PHOTOS);
            let answer = tauri::async_runtime::spawn_blocking(move || dialog.blocking_pick_files()).await;
            let paths: Vec<PathBuf> = answer.ok().flatten().unwrap_or_default().into_iter().filter_map(|f| f.into_path().ok()).collect();
            paths
        }
    };
    Ok(handed_out(&desk, picked))
}

/// Files with the handles under which the page asks for them.
fn handed_out(desk: &Desk, picked: Vec<PathBuf>) -> Vec<InFile> {
    let file = |path: PathBuf| {
        let size = std::fs::metadata(&path).map_or(0, |file| file.len());
        InFile { name: name_of(&path), handle: desk.files.hand_out(path), size }
    };
    picked.into_iter().map(file).collect()
}

/// Endings of what can be taken in as a photo or a scanned paper.
const PHOTOS: [&str; 5] = ["jpg", "jpeg", "png", "webp", "pdf"];

/// The folder that the person chose; none if that was given up.
async fn asked_folder<R: Runtime>(app: &AppHandle<R>, desk: &Desk, title: String) -> Option<PathBuf> {
    match stand_in(desk).await {
        Some(folder) => std::fs::read_to_string(folder.join("next")).ok().map(|name| folder.join(name.trim())),
        None => {
            let dialog = app.dialog().file().set_title(title);
            let answer = tauri::async_runtime::spawn_blocking(move || dialog.blocking_pick_folder()).await;
            answer.ok().flatten().and_then(|f| f.into_path().ok())
        }
    }
}

/// A file that can be taken in as a photo or a scanned paper.
struct Photo {
    changed: SystemTime,
    path: PathBuf,
    size: u64,
}

/// What can be taken in of a folder, and the folders in it; what is hidden is left out.
fn looked(folder: &Path) -> std::io::Result<(Vec<Photo>, Vec<PathBuf>)> {
    let (mut photos, mut folders) = (Vec::new(), Vec::new());
    for path in std::fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path())) {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let is_photo = PHOTOS.iter().any(|known| ending.eq_ignore_ascii_case(known));
        let Some(known) = std::fs::metadata(&path).ok().filter(|_| !name_of(&path).starts_with('.')) else { continue };
        if known.is_dir() {
            folders.push(path);
        } else if known.is_file() && is_photo {
            photos.push(Photo { changed: known.modified().unwrap_or(SystemTime::UNIX_EPOCH), size: known.len(), path });
        }
    }
    Ok((photos, folders))
}

/// What can be taken in of a folder and of those directly in it, where cameras put what they take: the newest last.
fn photos_in(folder: &Path) -> std::io::Result<Vec<Photo>> {
    let (mut all, folders) = looked(folder)?;
    // A folder that may not be read is somebody else's.
    all.extend(folders.iter().filter_map(|folder| looked(folder).ok()).flat_map(|(photos, _)| photos));
    all.sort_by(|a, b| (a.changed, &a.path).cmp(&(b.changed, &b.path)));
    Ok(all)
}

/// Lets the person choose a camera's folder: what can be taken in of it and of the folders directly in it, the newest where there are too many. None:
/// he thought better of it.
#[tauri::command]
pub(crate) async fn pick_photo_folder<R: Runtime>(
    app: AppHandle<R>,
    desk: State<'_, Desk>,
    title: String,
) -> Result<Option<FolderFiles>, ApiError> {
    let picked = asked_folder(&app, &desk, title).await;
    let Some(folder) = picked else { return Ok(None) };
    let name = name_of(&folder);
    let unreadable = |detail: &str| ApiError::new(ErrorCode::FileUnreadable).with("name", &name).with("detail", detail);
    // A card in a reader, or a share, may take its time.
    let found = tauri::async_runtime::spawn_blocking(move || photos_in(&folder)).await;
    let mut all = found.unwrap_or_else(|e| Err(std::io::Error::other(e.to_string()))).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => unreadable("gone"),
        _ => unreadable("denied"),
    })?;
    if all.is_empty() {
        return Err(unreadable("no_photos_here"));
    }
    let left_out = all.len().saturating_sub(domain::inspection::photo::FOLDER_MOST);
    let newest = all.split_off(left_out);
    let file = |Photo { path, size, .. }: Photo| InFile { name: name_of(&path), handle: desk.files.hand_out(path), size };
    Ok(Some(FolderFiles { files: newest.into_iter().map(file).collect(), left_out: left_out as u64 }))
}

/// Lets the person choose a folder.
#[tauri::command]
pub(crate) async fn pick_folder<R: Runtime>(app: AppHandle<R>, desk: State<'_, Desk>, title: String) -> Result<Option<Folder>, ApiError> {
    let picked = asked_folder(&app, &desk, title).await;
    Ok(picked.map(|path| Folder { name: path.display().to_string(), handle: desk.files.hand_out(path) }))
}

/// Lets the person choose where a file goes.
#[tauri::command]
pub(crate) async fn save_file<R: Runtime>(
    app: AppHandle<R>,
    desk: State<'_, Desk>,
    kind: FileKind,
    title: String,
    name: String,
) -> Result<Option<OutFile>, ApiError> {
    let picked = match stand_in(&desk).await {
        Some(folder) => Some(folder.join(name_of(Path::new(&name)))),
        None => {
            let ends = |ending: &str| name.to_ascii_lowercase().ends_with(ending);
            let (is_csv, is_pdf) = (ends(".csv"), ends(".pdf"));

            let mut dialog = app.dialog().file().set_title(title).set_file_name(name);
            if let FileKind::Paper = kind {
                let ending = if is_pdf { "pdf" } else { "docx" };
                dialog = dialog.add_filter(ending.to_uppercase(), &[ending]);
            }
            if let FileKind::Table = kind {
                // The one that the proposed name has comes first.
                let (first, second) = if is_csv { ("csv", "xlsx") } else { ("xlsx", "csv") };
                dialog = dialog.add_filter(first.to_uppercase(), &[first]).add_filter(second.to_uppercase(), &[second]);
            }
            let answer = tauri::async_runtime::spawn_blocking(move || dialog.blocking_save_file()).await;
            answer.ok().flatten().and_then(|f| f.into_path().ok())
        }
    };
    Ok(picked.map(|path| OutFile { name: name_of(&path), handle: desk.files.hand_out(path) }))
}
