//! The window's door: Tauri's bridge, bound directly. Nothing else in the page mentions Tauri.
//!
//! The shell's commands and their arguments:
//!
//! | command     | arguments                           | answer                         |
//! |-------------|-------------------------------------|--------------------------------|
//! | `call`      | `envelope`: bytes                   | bytes                          |
//! | `cancel`    | `requestId`                         | nothing                        |
//! | `subscribe` | `after`: number, `channel`: channel | nothing; changes by channel    |
//! | `pick_file` | `kind`, `title`                     | an [`InFile`] or null          |
//! | `save_file` | `kind`, `title`, `name`             | an [`OutFile`] or null         |
//! | `open_file` | `handle`                            | nothing                        |
//! | `pick_photos` | `title`                           | a list of [`InFile`]s          |
//! | `pick_photo_folder` | `title`                     | a [`FolderFiles`] or null      |
//! | `open_attachment` | `id`                          | nothing                        |
//! | `pick_folder` | `title`                           | a [`Folder`] or null           |
//! | `restart`   |                                     | nothing                        |
//! | `painted`   | `figures`, `paintedMs`, `marks`     | nothing                        |
//!
//! A channel is an argument `__CHANNEL__:<id>` of a registered callback. Its messages `{index, message}` may come out of
//! order; see [`super::order`].

use super::door::{Door, Figure, FileKind, Later, Mark};
use super::order::InOrder;
use super::read;
use api::{ApiError, Change, ErrorCode, Folder, FolderFiles, InFile, OutFile};
use domain::attachment::AttachmentId;
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::cell::RefCell;
use uuid::Uuid;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// The bridge that the window puts into its page; there is none in a browser.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tauri;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["window", "__TAURI_INTERNALS__"], js_name = invoke)]
    fn invoke(command: &str, args: &JsValue) -> Result<Promise, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["window", "__TAURI_INTERNALS__"], js_name = transformCallback)]
    fn transform_callback(callback: &Function, once: bool) -> Result<JsValue, JsValue>;
}

impl Door for Tauri {
    fn call(&self, envelope: Vec<u8>) -> Later<Vec<u8>> {
        Box::pin(async move {
            let answer = ask("call", &args([("envelope", Uint8Array::from(envelope.as_slice()).into())])).await?;
            bytes(&answer).ok_or_else(|| broken("the answer is not bytes"))
        })
    }

    fn cancel(&self, request_id: Uuid) {
        tell("cancel", &args([("requestId", JsValue::from_str(&request_id.to_string()))]));
    }

    fn subscribe(&self, each: Box<dyn Fn(Change)>) {
        let in_order = RefCell::new(InOrder::default());
        let receive = Closure::<dyn Fn(JsValue)>::new(move |packet: JsValue| {
            let field = |name: &str| Reflect::get(&packet, &JsValue::from_str(name)).ok();
            let index = field("index").and_then(|v| v.as_f64()).unwrap_or(-1.0);
            let change = field("message").and_then(|m| from_js::<Change>(&m).ok());
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked; a counter from 0 up")]
            let ready = match index {
                index if index >= 0.0 => in_order.borrow_mut().arrive(index as u64, change),
                _ => change.into_iter().collect(),
            };
            // Outside of the borrow: what is told may subscribe or call.
            ready.into_iter().for_each(&each);
        });
        let Ok(id) = transform_callback(receive.as_ref().unchecked_ref(), false) else { return };
        let id = id.as_f64().map(|id| id.to_string()).or_else(|| id.as_string()).unwrap_or_default();
        let channel = JsValue::from_str(&format!("__CHANNEL__:{id}"));
        tell("subscribe", &args([("after", JsValue::from_f64(0.0)), ("channel", channel)]));
        // The page listens as long as it lives.
        receive.forget();
    }

    fn pick_file(&self, kind: FileKind, title: String) -> Later<Option<InFile>> {
        Box::pin(async move {
            let answer = ask("pick_file", &args([("kind", to_js(&kind)?), ("title", JsValue::from_str(&title))])).await?;
            from_js(&answer)
        })
    }

    fn save_file(&self, kind: FileKind, title: String, name: String) -> Later<Option<OutFile>> {
        Box::pin(async move {
            let texts = [("title", JsValue::from_str(&title)), ("name", JsValue::from_str(&name))];
            let args = args(texts.into_iter().chain([("kind", to_js(&kind)?)]));
            from_js(&ask("save_file", &args).await?)
        })
    }

    fn open_file(&self, handle: String) -> Later<()> {
        Box::pin(async move { from_js(&ask("open_file", &args([("handle", JsValue::from_str(&handle))])).await?) })
    }

    fn pick_photos(&self, title: String) -> Later<Vec<InFile>> {
        Box::pin(async move { from_js(&ask("pick_photos", &args([("title", JsValue::from_str(&title))])).await?) })
    }

    fn pick_photo_folder(&self, title: String) -> Later<Option<FolderFiles>> {
        Box::pin(async move { from_js(&ask("pick_photo_folder", &args([("title", JsValue::from_str(&title))])).await?) })
    }

    fn attachment(&self, id: AttachmentId) -> String {
        // Windows has no schemes of its own: there it is a host.
        let is_host = web_sys::window().and_then(|w| w.location().protocol().ok()).is_some_and(|p| p.starts_with("http"));
        if is_host { format!("http://attachment.localhost/{}", id.0) } else { format!("attachment://localhost/{}", id.0) }
    }

    fn open_attachment(&self, id: AttachmentId) -> Later<()> {
        Box::pin(async move { from_js(&ask("open_attachment", &args([("id", to_js(&id)?)])).await?) })
    }

    fn pick_folder(&self, title: String) -> Later<Option<Folder>> {
        Box::pin(async move { from_js(&ask("pick_folder", &args([("title", JsValue::from_str(&title))])).await?) })
    }

    fn restart(&self) {
        tell("restart", &args([]));
    }

    fn painted(&self, figures: &[Figure], painted_ms: f64, marks: &[Mark]) {
        if let (Ok(figures), Ok(marks)) = (to_js(&figures), to_js(&marks)) {
            tell("painted", &args([("figures", figures), ("paintedMs", JsValue::from_f64(painted_ms)), ("marks", marks)]));
        }
    }
}

fn args(pairs: impl IntoIterator<Item = (&'static str, JsValue)>) -> JsValue {
    let object = Object::new();
    for (name, value) in pairs {
        // Setting a field of a fresh object can't fail.
        let _ = Reflect::set(&object, &JsValue::from_str(name), &value);
    }
    object.into()
}

async fn ask(command: &str, args: &JsValue) -> Result<JsValue, ApiError> {
    let promise = invoke(command, args).map_err(|e| refused(&e))?;
    JsFuture::from(promise).await.map_err(|e| refused(&e))
}

/// Sends what needs no answer.
fn tell(command: &'static str, args: &JsValue) {
    let args = args.clone();
    wasm_bindgen_futures::spawn_local(async move {
        if let Err(error) = ask(command, &args).await {
            leptos::logging::error!("{command}: {error}");
        }
    });
}

/// The door itself failed (not the operation): its own typed error if it sent one.
fn refused(error: &JsValue) -> ApiError {
    from_js::<ApiError>(error).unwrap_or_else(|_| broken(&words_of(error)))
}

/// What the browser says of an error.
fn words_of(error: &JsValue) -> String {
    error.as_string().or_else(|| error.dyn_ref::<js_sys::Error>().map(|e| e.message().into())).unwrap_or_default()
}

fn broken(detail: &str) -> ApiError {
    ApiError::new(ErrorCode::Unavailable).with("detail", detail)
}

/// The bytes of an answer, in whichever form the bridge brought them.
fn bytes(answer: &JsValue) -> Option<Vec<u8>> {
    if answer.is_instance_of::<js_sys::ArrayBuffer>() || answer.is_instance_of::<Uint8Array>() || Array::is_array(answer) {
        return Some(Uint8Array::new(answer).to_vec());
    }
    answer.as_string().map(String::into_bytes)
}

fn to_js(value: &impl Serialize) -> Result<JsValue, ApiError> {
    let text = serde_json::to_string(value).map_err(|e| broken(&e.to_string()))?;
    js_sys::JSON::parse(&text).map_err(|e| broken(&words_of(&e)))
}

fn from_js<T: DeserializeOwned>(value: &JsValue) -> Result<T, ApiError> {
    let text = js_sys::JSON::stringify(value).ok().and_then(|text| text.as_string()).unwrap_or_else(|| "null".to_owned());
    read(&text)
}
