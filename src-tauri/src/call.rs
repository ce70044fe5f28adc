//! The three verbs: call, cancel, subscribe.

use crate::desk::Desk;
use api::{Change, ChangeKind};
use tauri::State;
use tauri::ipc::{Channel, Response};
use tokio::sync::broadcast::error::RecvError;
use uuid::Uuid;

/// Carries an envelope; both sides are bytes.
#[tauri::command]
pub(crate) async fn call(desk: State<'_, Desk>, envelope: Vec<u8>) -> Result<Response, ()> {
    Ok(Response::new(desk.carry(&envelope).await))
}

/// Gives up a call that still runs.
#[tauri::command]
#[expect(clippy::needless_pass_by_value, reason = "Tauri hands state over by value")]
pub(crate) fn cancel(desk: State<'_, Desk>, request_id: Uuid) {
    if let Some(service) = desk.service() {
        service.cancel(request_id);
    }
}

/// Sends change events from now on. Whoever asks for those after an older number is told that anything may have
/// changed.
#[tauri::command]
pub(crate) async fn subscribe(desk: State<'_, Desk>, after: u64, channel: Channel<Change>) -> Result<(), ()> {
    let Ok(service) = desk.opened().await else { return Ok(()) };
    let mut changes = service.subscribe();
    let last = service.last_change();
    let missed = after > 0 && after < last;
    tauri::async_runtime::spawn(async move {
        if missed && everything(&channel, last).is_err() {
            return;
        }
        loop {
            let sent = match changes.recv().await {
                Ok(change) => channel.send(change),
                Err(RecvError::Lagged(_)) => everything(&channel, last),
                Err(RecvError::Closed) => return,
            };
            if sent.is_err() {
                return;
            }
        }
    });
    Ok(())
}

/// Ends the program properly and starts it again: a restored database takes its place then.
#[tauri::command]
#[expect(clippy::needless_pass_by_value, reason = "Tauri hands the app over by value")]
pub(crate) fn restart<R: tauri::Runtime>(app: tauri::AppHandle<R>) {
    app.request_restart();
}

/// Anything may have changed.
fn everything(channel: &Channel<Change>, seq: u64) -> tauri::Result<()> {
    ChangeKind::ALL.into_iter().try_for_each(|kind| channel.send(Change { seq, kind, id: None }))
}
