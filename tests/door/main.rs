//! The window's door on Tauri's mock runtime: no display is needed.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use api::session::{DatabaseKind, State};
use api::{Call, Lang, Outcome};
use serde_json::json;
use service::{Location, Service};
use tauri::WebviewWindowBuilder;
use tauri::ipc::{CallbackFn, InvokeBody, InvokeResponseBody};
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder};
use tauri::webview::InvokeRequest;
use uuid::Uuid;
use yimen_window::Desk;

/// A window on a new demonstration database.
fn window(label: &str) -> (tempfile::TempDir, tauri::WebviewWindow<MockRuntime>) {
    let folder = tempfile::tempdir().unwrap();
    let service = tauri::async_runtime::block_on(async {
        let service = Service::open(Location::Folder(folder.path().to_path_buf())).await.unwrap();
        service.create_demo(DatabaseKind::Demo).await.unwrap();
        service
    });
    let app = yimen_window::configure(mock_builder())
        .manage(Desk::new(Ok(service)))
        .build(yimen_window::context())
        .expect("the configuration of the real window");
    let window = WebviewWindowBuilder::new(&app, label, tauri::WebviewUrl::default()).build().unwrap();
    (folder, window)
}

fn invoke(window: &tauri::WebviewWindow<MockRuntime>, command: &str, body: serde_json::Value) -> Result<Vec<u8>, String> {
    let request = InvokeRequest {
        cmd: command.to_owned(),
        callback: CallbackFn(0),
        error: CallbackFn(1),
        url: if cfg!(windows) { "http://tauri.localhost" } else { "tauri://localhost" }.parse().unwrap(),
        body: InvokeBody::Json(body),
        headers: tauri::http::HeaderMap::default(),
        invoke_key: INVOKE_KEY.to_owned(),
    };
    match get_ipc_response(window, request) {
        Ok(InvokeResponseBody::Raw(bytes)) => Ok(bytes),
        Ok(InvokeResponseBody::Json(text)) => Ok(text.into_bytes()),
        Err(error) => Err(error.to_string()),
    }
}

fn call(window: &tauri::WebviewWindow<MockRuntime>, name: &str, body: serde_json::Value) -> Outcome {
    let call = Call { v: api::VERSION, request_id: Uuid::now_v7(), lang: Lang::Zh, name: name.to_owned(), body };
    let envelope = serde_json::to_vec(&call).unwrap();
    serde_json::from_slice(&invoke(window, "call", json!({ "envelope": envelope })).unwrap()).unwrap()
}

#[test]
fn the_session_stays_behind_the_door() {
    let (_folder, window) = window("main");
    assert!(matches!(call(&window, "overview.grid", json!({})), Outcome::Error(_)));
    let Outcome::Ok(state) = call(&window, "session.enter", json!({ "role": "leader" })) else { panic!("not entered") };
    assert!(!state.to_string().contains("token"));
    let Outcome::Ok(state) = call(&window, "session.show", json!({})) else { panic!("no state") };
    let state: State = serde_json::from_value(state).unwrap();
    assert_eq!(state.person.unwrap().name, "演示领导");
    assert!(matches!(call(&window, "session.close", json!({})), Outcome::Ok(_)));
    let Outcome::Ok(state) = call(&window, "session.show", json!({})) else { panic!("no state") };
    assert!(serde_json::from_value::<State>(state).unwrap().person.is_none());
}

#[test]
fn garbage_is_answered_with_a_typed_error() {
    let (_folder, window) = window("main");
    for envelope in [b"".to_vec(), b"{}".to_vec(), vec![0xff; 100], br#"{"v":99,"request_id":"x"}"#.to_vec()] {
        let bytes = invoke(&window, "call", json!({ "envelope": envelope })).unwrap();
        assert!(matches!(serde_json::from_slice(&bytes).unwrap(), Outcome::Error(_)));
    }
}

#[test]
fn another_window_may_call_nothing() {
    let (_folder, window) = window("other");
    assert!(invoke(&window, "call", json!({ "envelope": [] })).is_err());
}

/// The permission file names exactly the commands that the window registers.
#[test]
fn permissions_and_commands_agree() {
    let permissions = include_str!("../../src-tauri/permissions/door.toml");
    let source = include_str!("../../src-tauri/src/lib.rs");
    let registered: Vec<&str> = source
        .lines()
        .map(|l| l.trim().trim_end_matches(','))
        .filter(|l| ["call::", "files::", "attachments::", "report::"].iter().any(|m| l.starts_with(m)))
        .filter_map(|l| l.split("::").nth(1))
        .collect();
    assert_eq!(registered.len(), 12);
    for command in registered {
        assert!(permissions.contains(&format!("\"{command}\"")), "{command}");
    }
}
