//! `due`: what falls due by itself, on machines on which no window is open; for the system's own timer. Exit code 1 if something
//! that fell due did not end well; the log says why.

use crate::door::Door;
use crate::exit::Exit;
use crate::output::Output;
use api::ApiError;
use serde_json::json;

pub(crate) async fn run(door: &mut Door, out: &Output) -> Result<Exit, ApiError> {
    door.service.do_due().await;
    // The month's drill waits for the day's backup.
    let mut done = door.service.wait_for_all_work().await.map_err(service::why)?;
    door.service.do_due().await;
    done &= door.service.wait_for_all_work().await.map_err(service::why)?;
    if out.is_json() {
        out.value(&json!({ "done": done }));
    }
    Ok(if done { Exit::Ok } else { Exit::Refused })
}
