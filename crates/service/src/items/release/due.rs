//! Texts of items are published on the day that was set for them, by the system, whenever the program next runs.

use super::decide::{fits, publish};
use super::eyes::Eyes;
use super::sets::{moved, say, step};
use crate::Service;
use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::review::publish_due;
use api::{ApiError, Done, Effect, Operation, Permission};
use domain::catalogue::release::ReleaseId;
use domain::duty::flow::{Act, Stage};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::Arc;
use store::StoreError;
use store::catalogue::release::{self, Head};

/// Publishes a set whose day has come, all of it, or notes of one what stood in its way.
#[derive(Serialize, Deserialize)]
struct TakeEffect {
    releases: Vec<ReleaseId>,
    /// What stood in the way when it was tried: it waits to be published by hand.
    failed: Option<ApiError>,
}

impl Operation for TakeEffect {
    type Reply = Done;
    const NAME: &'static str = "item.due";
    const NEEDS: Permission = Permission::Catalogue;
    const EFFECT: Effect = Effect::Write;
}

impl Handle for TakeEffect {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Done, Failure> {
        cx.work().await?;
        let eyes = Eyes::of(cx).await?;
        for id in self.releases {
            // Another program may have been faster.
            let head = release::find(&mut cx.conn().await?, id).await?.filter(|head| head.stage == Stage::Planned);
            let Some((head, effective)) = head.and_then(|head| head.effective.map(|day| (head, day))) else { continue };
            let act = match &self.failed {
                None => {
                    fits(cx, &head, effective).await?;
                    publish(cx, &eyes, &head, effective).await?;
                    Act::Published
                }
                Some(error) => {
                    let (stage, at) = step(&head, Act::Unplanned)?;
                    let failed = error.arg("rule").to_owned();
                    moved(cx, &Head { stage, step: at, effective: None, failed, ..head.clone() }).await?;
                    Act::Unplanned
                }
            };
            say(cx, &eyes, &head, act, "", "", json!({ "effective": effective.to_string() })).await?;
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
        release::due(&mut reader.conn(), today).await?
    };
    for set in due.chunk_by(|one, next| one.effective == next.effective) {
        let releases = set.iter().map(|head| head.id).collect();
        publish_due(service, releases, |releases, failed| TakeEffect { releases, failed }).await;
    }
    Ok(())
}
