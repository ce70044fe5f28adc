//! `due`: what falls due by itself, on machines on which no window is open; for the system's own timer.

use crate::door::Door;
use crate::exit::Exit;
use crate::output::Output;
use api::ApiError;
use serde_json::json;

pub(crate) async fn run(door: &mut Door, out: &Output) -> Result<Exit, ApiError> {
    door.service.do_due().await;
    // The month's drill waits for the day's backup.
    door.service.wait_for_all_work().await;
    door.service.do_due().await;
    door.service.wait_for_all_work().await;
    if out.is_json() {
        out.value(&json!({ "done": true }));
    }
    Ok(Exit::Ok)
}
