//! What a door can do, and which one this page has.

use api::{ApiError, Change, Folder, FolderFiles, InFile, OutFile};
use domain::attachment::AttachmentId;
use serde::Serialize;
use std::cell::OnceCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use uuid::Uuid;

/// Something that a door answers later.
pub type Later<T> = Pin<Box<dyn Future<Output = Result<T, ApiError>>>>;

/// A transport out of the page. A second one (HTTP) will stand beside the window's.
pub trait Door {
    /// Carries an envelope ([`api::Call`] as JSON bytes) and brings the outcome ([`api::Outcome`] as JSON bytes).
    fn call(&self, envelope: Vec<u8>) -> Later<Vec<u8>>;
    /// Asks the other side to give up a call.
    fn cancel(&self, request_id: Uuid);
    /// Begins to bring change events, in order; the page asks once.
    fn subscribe(&self, each: Box<dyn Fn(Change)>);
    /// Lets the person choose a file to read.
    fn pick_file(&self, kind: FileKind, title: String) -> Later<Option<InFile>>;
    /// Lets the person choose where a file goes.
    fn save_file(&self, kind: FileKind, title: String, name: String) -> Later<Option<OutFile>>;
    /// Opens a file that was written in the system's viewer.
    fn open_file(&self, handle: String) -> Later<()>;
    /// Lets the person choose photos and scanned papers to read.
    fn pick_photos(&self, title: String) -> Later<Vec<InFile>>;
    /// Lets the person choose a camera's folder: the photos and scanned papers in it and in those directly in it.
    fn pick_photo_folder(&self, title: String) -> Later<Option<FolderFiles>>;
    /// The address under which the page shows an attachment.
    fn attachment(&self, id: AttachmentId) -> String;
    /// Opens an attachment in the system's viewer.
    fn open_attachment(&self, id: AttachmentId) -> Later<()>;
    /// Lets the person choose a folder.
    fn pick_folder(&self, title: String) -> Later<Option<Folder>>;
    /// Ends the program and starts it again.
    fn restart(&self);
    /// The first figures can be seen, that many milliseconds after the page was opened; and what came before.
    fn painted(&self, figures: &[Figure], painted_ms: f64, marks: &[Mark]);
}

/// What a file dialog offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// Workbooks and CSV.
    Table,
    /// A paper to print.
    Paper,
    /// Any file.
    Any,
}

/// A figure as it stands on the screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// Its name.
    pub label: String,
    /// Its value as shown.
    pub value: String,
}

/// When something on the way to the first figures was done.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mark {
    /// What.
    pub name: String,
    /// Milliseconds since the page was opened.
    pub at_ms: f64,
}

thread_local! {
    static DOOR: OnceCell<Rc<dyn Door>> = const { OnceCell::new() };
}

/// The door of this page.
pub fn get() -> Rc<dyn Door> {
    DOOR.with(|door| Rc::clone(door.get_or_init(|| Rc::new(super::tauri::Tauri))))
}

/// Fills with random bytes from the browser.
pub fn fill_random(bytes: &mut [u8]) {
    let crypto = web_sys::window().and_then(|w| w.crypto().ok());
    // Without it (it is everywhere) ids would repeat, and the other side refuses a request id that was used before.
    let _ = crypto.map(|c| c.get_random_values_with_u8_array(bytes));
}
