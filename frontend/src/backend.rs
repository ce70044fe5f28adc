//! The only way out of the page: calls through the door that the window holds open.
//!
//! - [`call`] sends an operation and waits for its reply.
//! - [`view`] keeps a view's data: skeleton first, then figures, old ones dimmed while new ones come, late ones dropped.
//! - [`pick_file`] and [`save_file`] ask the door for a handle of a file, [`open_file`] shows one; no path ever enters the page.
//! - [`on_change`] is called when somebody has changed something.
//! - [`painted`] tells the window that the first figures can be seen; [`after_paint`] waits until they can.
//!
//! Which door that is decides [`door`]. Nothing outside of `backend/tauri.rs` knows Tauri.

mod changes;
pub mod door;
mod latest;
mod order;
mod reply;
mod tauri;
mod view;

pub use changes::{on_change, watch_changes};
pub use door::{Figure, FileKind, Mark};
pub use latest::{Latest, Ticket};
pub use view::{Status, View, view};

use api::{ApiError, Call, Effect, ErrorCode, Folder, FolderFiles, InFile, Operation, OutFile, Outcome};
use domain::attachment::AttachmentId;
use js_sys::Reflect;
use serde::de::DeserializeOwned;
use std::cell::{Cell, RefCell};
use uuid::Uuid;
use wasm_bindgen::JsValue;

type LossHook = Box<dyn Fn(ErrorCode)>;

thread_local! {
    static LANG: Cell<api::Lang> = const { Cell::new(api::Lang::Zh) };
    static LOST: RefCell<Option<LossHook>> = const { RefCell::new(None) };
}

/// The language in which the other side words what it writes (file headings, returned rows).
pub fn speak(lang: texts::Lang) {
    LANG.set(match lang {
        texts::Lang::Zh => api::Lang::Zh,
        texts::Lang::En => api::Lang::En,
    });
}

/// What to do when a call answers that nobody is signed in (any more).
pub fn on_session_lost(hook: impl Fn(ErrorCode) + 'static) {
    LOST.set(Some(Box::new(hook)));
}

/// Sends an operation and waits for its reply.
///
/// A read whose caller goes away while it waits is cancelled on the other side; a write never is.
pub async fn call<O: Operation>(op: O) -> Result<O::Reply, ApiError> {
    call_as(new_request_id(), op).await
}

/// [`call`] under a request id of the caller's, so that [`cancel`] can name it, or a write be repeated without harm.
pub async fn call_as<O: Operation>(request_id: Uuid, op: O) -> Result<O::Reply, ApiError> {
    let body = serde_json::to_value(&op).map_err(malformed)?;
    let reply = exchange(request_id, O::NAME, O::EFFECT, body).await?;
    reply::from_value(reply).map_err(malformed)
}

fn malformed(error: impl std::fmt::Display) -> ApiError {
    ApiError::new(ErrorCode::Malformed).with("detail", error)
}

/// What is stored by now, as a conflict carries it.
pub fn current<T: DeserializeOwned>(error: &ApiError) -> Result<T, ApiError> {
    read(error.arg("current"))
}

/// Reads JSON by way of a value: text has one reader then, not one for each type.
fn read<T: DeserializeOwned>(text: &str) -> Result<T, ApiError> {
    reply::from_value(parse(text)?).map_err(malformed)
}

fn parse(text: &str) -> Result<serde_json::Value, ApiError> {
    serde_json::from_str(text).map_err(malformed)
}

/// What every call does, whatever its operation: compiled once.
fn exchange(request_id: Uuid, name: &'static str, effect: Effect, body: serde_json::Value) -> door::Later<serde_json::Value> {
    Box::pin(async move {
        let call = Call { v: api::VERSION, request_id, lang: LANG.get(), name: name.to_owned(), body };
        let envelope = serde_json::to_vec(&call).map_err(malformed)?;
        let mut guard = CancelOnDrop { request_id, armed: matches!(effect, Effect::Read | Effect::AuditedRead) };
        let answer = door::get().call(envelope).await;
        guard.armed = false;
        match read(std::str::from_utf8(&answer?).map_err(malformed)?)? {
            Outcome::Ok(reply) => Ok(reply),
            Outcome::Error(error) => {
                if matches!(error.code, ErrorCode::SignInNeeded | ErrorCode::SessionEnded) {
                    LOST.with_borrow(|hook| {
                        if let Some(hook) = hook {
                            hook(error.code);
                        }
                    });
                }
                Err(error)
            }
        }
    })
}

/// Asks the other side to give up a call. It then answers [`ErrorCode::Cancelled`], unless it was done already.
pub fn cancel(request_id: Uuid) {
    door::get().cancel(request_id);
}

/// A new id for a request.
pub fn new_request_id() -> Uuid {
    let mut bytes = [0; 16];
    door::fill_random(&mut bytes);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

/// Lets the person choose a file to read; `None` if he thinks better of it.
pub async fn pick_file(kind: FileKind, title: &str) -> Result<Option<InFile>, ApiError> {
    door::get().pick_file(kind, title.to_owned()).await
}

/// Lets the person choose where to write a file, with a name proposed.
pub async fn save_file(kind: FileKind, title: &str, name: &str) -> Result<Option<OutFile>, ApiError> {
    door::get().save_file(kind, title.to_owned(), name.to_owned()).await
}

/// Opens a file that was written where the system shows such files.
pub async fn open_file(file: &OutFile) -> Result<(), ApiError> {
    door::get().open_file(file.handle.clone()).await
}

/// Lets the person choose photos and scanned papers; none if he thinks better of it.
pub async fn pick_photos(title: &str) -> Result<Vec<InFile>, ApiError> {
    door::get().pick_photos(title.to_owned()).await
}

/// Lets the person choose a camera's folder; `None` if he thinks better of it. One without photos is refused.
pub async fn pick_photo_folder(title: &str) -> Result<Option<FolderFiles>, ApiError> {
    door::get().pick_photo_folder(title.to_owned()).await
}

/// The address under which a picture of the database can be shown.
pub fn attachment(id: AttachmentId) -> String {
    door::get().attachment(id)
}

/// Opens an attachment where the system shows such files.
pub async fn open_attachment(id: AttachmentId) -> Result<(), ApiError> {
    door::get().open_attachment(id).await
}

/// Lets the person choose a folder; `None` if he thinks better of it.
pub async fn pick_folder(title: &str) -> Result<Option<Folder>, ApiError> {
    door::get().pick_folder(title.to_owned()).await
}

/// Ends the program and starts it again.
pub fn restart() {
    door::get().restart();
}

/// Does something once what is in the page now can be seen: after two frames, since the first one only begins to paint.
pub fn after_paint(act: impl FnOnce() + 'static) {
    leptos::prelude::request_animation_frame(move || leptos::prelude::request_animation_frame(act));
}

/// Tells the window that these figures can be seen, and how long it took since the page was opened.
pub fn painted(figures: &[Figure]) {
    let since_opened = web_sys::window().and_then(|w| w.performance()).map_or(0.0, |p| p.now());
    door::get().painted(figures, since_opened, &marks());
}

/// Tells the window that a page without figures can be seen.
pub fn shown() {
    after_paint(|| painted(&[]));
}

/// Notes when something on the way to the first figures was done; the report of [`painted`] tells.
pub fn mark(name: &str) {
    if let Some(performance) = web_sys::window().and_then(|w| w.performance()) {
        // Only a name that the browser keeps for itself can fail.
        let _ = performance.mark(name);
    }
}

fn marks() -> Vec<Mark> {
    let entries = web_sys::window().and_then(|w| w.performance()).map(|p| p.get_entries_by_type("mark")).unwrap_or_default();
    let of = |entry: &JsValue, field: &str| Reflect::get(entry, &JsValue::from_str(field)).unwrap_or_default();
    entries
        .iter()
        .map(|entry| Mark {
            name: of(&entry, "name").as_string().unwrap_or_default(),
            at_ms: of(&entry, "startTime").as_f64().unwrap_or_default(),
        })
        .collect()
}

/// Cancels a read whose caller has gone away.
struct CancelOnDrop {
    request_id: Uuid,
    armed: bool,
}

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        if self.armed {
            cancel(self.request_id);
        }
    }
}
