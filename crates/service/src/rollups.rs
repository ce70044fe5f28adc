//! Proving the roll-ups against the raw rows.

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use api::audit::{RollupsVerified, VerifyRollups};
use serde_json::json;

impl Handle for VerifyRollups {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<RollupsVerified, Failure> {
        let found = store::rollup::verify(cx.service.store()).await?;
        cx.note("rollups", Some(json!({ "compared": found.compared, "differing": found.differing })));
        Ok(RollupsVerified {
            ratings: found.ratings,
            case_rows: found.case_rows,
            compared: found.compared,
            differing: found.differing,
            examples: found.examples,
        })
    }
}
