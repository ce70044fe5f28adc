//! The audit log, read and proved.

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use api::ApiError;
use api::audit::{Entry, Fault, Listed, Verified};
use store::audit::{self, Page};

/// Fewest and most entries of a page.
const LIMIT: (u32, u32) = (1, 500);

impl Handle for api::audit::List {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Listed, Failure> {
        let (min, max) = LIMIT;
        if !(min..=max).contains(&self.limit) {
            return Err(ApiError::invalid("limit", "range").with("min", min).with("max", max).into());
        }
        // One more than asked for tells whether there are older ones.
        let page = Page {
            before: self.before,
            operation: self.operation.as_deref(),
            refused_only: self.refused_only,
            limit: i64::from(self.limit) + 1,
        };
        let mut entries = audit::list(&mut cx.conn().await?, &page).await?;
        let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
        let more = entries.len() > limit;
        entries.truncate(limit);
        let entries = entries
            .into_iter()
            .map(|e| Entry {
                no: e.no,
                at: e.at,
                who: e.who,
                operation: e.operation,
                subject: e.subject,
                outcome: e.outcome,
                values: e.values,
            })
            .collect();
        Ok(Listed { entries, more })
    }
}

impl Handle for api::audit::Verify {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Verified, Failure> {
        // What was written a moment ago is proved with the rest.
        cx.service.sealer.wait().await;
        audit::seal(cx.service.store(), cx.now).await?;
        let proof = audit::verify(cx.service.store()).await?;
        let faults = proof.faults.into_iter().map(|f| Fault { no: f.no, what: f.what.to_owned() }).collect();
        Ok(Verified { entries: proof.entries, head: proof.head, faults })
    }
}
