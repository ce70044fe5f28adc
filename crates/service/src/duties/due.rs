//! Entries are published on the day that was set for them, by the system, whenever the program next runs.

use super::decide::{fits, publish};
use super::drafts::{moved, noted, say, step};
use super::eyes::Eyes;
use crate::Service;
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::review::publish_due;
use api::{ApiError, Done, Effect, Operation, Permission};
use domain::duty::flow::{Act, Deed, Stage};
use domain::duty::{DutyId, VersionId};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::HashMap;
use std::sync::Arc;
use store::StoreError;
use store::duty::{self, Head};

/// Publishes a set whose day has come, all of it, or notes of one what stood in its way.
#[derive(Serialize, Deserialize)]
struct TakeEffect {
    drafts: Vec<VersionId>,
    /// What stood in the way when it was tried: it waits to be published by hand.
    failed: Option<ApiError>,
}

impl Operation for TakeEffect {
    type Reply = Done;
    const NAME: &'static str = "duty.due";
    const NEEDS: Permission = Permission::Catalogue;
    const EFFECT: Effect = Effect::Write;
}

impl Handle for TakeEffect {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Done, Failure> {
        cx.work().await?;
        let eyes = Eyes::of(cx).await?;
        let mut heads = Vec::with_capacity(self.drafts.len());
        for id in self.drafts {
            // Another program may have been faster.
            let head = duty::find(&mut cx.conn().await?, id).await?.filter(|head| head.stage == Stage::Planned);
            heads.extend(head.and_then(|head| head.effective.map(|day| (head, day))));
        }
        let with: HashMap<DutyId, Deed> = heads.iter().map(|(head, _)| (head.duty, head.deed)).collect();
        for (head, effective) in heads {
            let act = match &self.failed {
                None => {
                    fits(cx, &head, effective, &with).await?;
                    publish(cx, &eyes, &head, effective).await?;
                    Act::Published
                }
                Some(error) => {
                    let (stage, at) = step(&head, Act::Unplanned, true)?;
                    let failed = error.arg("rule").to_owned();
                    moved(cx, &Head { stage, step: at, effective: None, failed, ..head.clone() }).await?;
                    Act::Unplanned
                }
            };
            say(cx, &eyes, &head, act, "", "").await?;
            noted(cx, &head, json!({ "act": act, "effective": effective.to_string() })).await?;
        }
        Ok(Done {})
    }
}

/// Publishes everything whose day has come: what was set for one day together, else one by one, so that one that can't be published
/// does not hold up the others.
pub(crate) async fn do_due(service: &Arc<Service>) -> Result<(), StoreError> {
    let today = service.now().day();
    let due = {
        let mut reader = service.store().read().await?;
        duty::due(&mut reader.conn(), today).await?
    };
    for set in due.chunk_by(|one, next| one.effective == next.effective) {
        let drafts = set.iter().map(|head| head.id).collect();
        publish_due(service, drafts, |drafts, failed| TakeEffect { drafts, failed }).await;
    }
    Ok(())
}
