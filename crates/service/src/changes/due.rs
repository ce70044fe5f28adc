//! Planned changes are done on their day, by the system, whenever the program next runs.

use super::plan::Plan;
use super::{Kept, announce, refuse_while_importing, take_effect};
use crate::Service;
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use api::change::Ask;
use api::{ApiError, Done, Effect, ErrorCode, Operation, Permission};
use domain::change::ChangeState;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::Arc;
use store::change::{self, StoredChange};
use store::{Actor, StoreError};

/// Does one planned change, or notes what stood in its way.
#[derive(Serialize, Deserialize)]
struct TakeEffect {
    no: i64,
    /// What stood in the way when it was tried.
    failed: Option<ApiError>,
}

impl Operation for TakeEffect {
    type Reply = Done;
    const NAME: &'static str = "change.due";
    const NEEDS: Permission = Permission::Changes;
    const EFFECT: Effect = Effect::Write;
}

impl Handle for TakeEffect {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Done, Failure> {
        cx.work().await?;
        let stored = change::find(&mut cx.conn().await?, self.no).await?.ok_or(ErrorCode::NotFound)?;
        // Another program may have been faster.
        if stored.state != ChangeState::Planned {
            return Ok(Done {});
        }
        let unit = stored.unit;
        let outcome = match &self.failed {
            None => {
                refuse_while_importing(cx).await?;
                let ask = ask(&stored)?;
                let plan = Plan::of(cx, &ask).await?;
                take_effect(cx, self.no, &ask, &plan).await?;
                "done"
            }
            Some(error) => {
                let closing = format!("{} {}", error.field.as_deref().unwrap_or_default(), error.arg("rule"));
                change::set_state(&mut cx.conn().await?, self.no, ChangeState::Failed, "", None, Some(closing.trim())).await?;
                "failed"
            }
        };
        cx.note(format!("change:{}", self.no), Some(json!({ "state": outcome })));
        announce(cx, unit).await?;
        Ok(Done {})
    }
}

fn ask(stored: &StoredChange) -> Result<Ask, Failure> {
    let kept: Kept = serde_json::from_str(&stored.request)?;
    let (reason, paper) = (stored.reason.clone(), stored.paper.clone());
    Ok(Ask { unit: stored.unit, deed: kept.deed, effective: stored.effective, reason, paper })
}

/// Does every planned change whose day has come. What can't be done now is tried again (busy), or is noted as failed.
pub(crate) async fn do_due(service: &Arc<Service>) -> Result<(), StoreError> {
    let today = service.now().day();
    let due = {
        let mut reader = service.store().read().await?;
        change::due(&mut reader.conn(), today).await?
    };
    for StoredChange { no, .. } in due {
        match service.run_plain(Actor::System, TakeEffect { no, failed: None }).await {
            Ok(_) => {}
            Err(error) if error.code == ErrorCode::Invalid => {
                if let Err(error) = service.run_plain(Actor::System, TakeEffect { no, failed: Some(error) }).await {
                    tracing::error!(no, %error, "that a change could not be done could not be noted");
                }
            }
            Err(error) => tracing::warn!(no, %error, "a planned change waits"),
        }
    }
    Ok(())
}
