//! The installation's keys: shown by their public halves, moved, renewed.

use crate::context::{Cx, Handle};
use crate::failure::Failure;
use crate::{Service, ratings};
use api::Done;
use api::backup::{KeyKind, Keys, RelocateKeys, RenewKey};
use serde_json::json;
use std::sync::Arc;
use store::keys::{Kept, Which, has_system_store};

/// Asks for secrets where they are kept, which may take its time.
pub(super) async fn shown(service: &Arc<Service>) -> Result<Keys, Failure> {
    let keys = service.store().keys().clone();
    let shown = tokio::task::spawn_blocking(move || {
        let record = keys.record()?;
        Ok::<_, store::StoreError>(Keys {
            in_system: record.kept == Kept::System,
            system_there: has_system_store(),
            signing: record.signing.id,
            encryption: record.encryption.id,
            former: record.former.len() as u64,
            lost: keys.lost()?.into_iter().map(|which| which.code().to_owned()).collect(),
        })
    });
    Ok(shown.await??)
}

impl Handle for RelocateKeys {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Done, Failure> {
        let keys = cx.service.store().keys().clone();
        let to = if self.to_system { Kept::System } else { Kept::File };
        let before = keys.record()?.kept;
        tokio::task::spawn_blocking(move || keys.relocate(to)).await??;
        cx.note("keys", Some(json!({ "before": before, "after": to })));
        cx.work().await?.changed("backup", None);
        Ok(Done {})
    }
}

impl Handle for RenewKey {
    async fn handle(self, cx: &mut Cx<'_>) -> Result<Done, Failure> {
        let reason = ratings::within(&self.reason, "reason", 2, 200)?.to_owned();
        let (keys, now) = (cx.service.store().keys().clone(), cx.now);
        let which = match self.key {
            KeyKind::Signing => Which::Signing,
            KeyKind::Encryption => Which::Encryption,
        };
        let before = keys.record()?;
        let after = tokio::task::spawn_blocking(move || keys.renew(which, now)).await??;
        let ids = |record: &store::keys::Record| match which {
            Which::Signing => record.signing.id.clone(),
            Which::Encryption => record.encryption.id.clone(),
        };
        let values = json!({ "key": which, "before": ids(&before), "after": ids(&after), "reason": reason });
        cx.note("keys", Some(values));
        cx.work().await?.changed("backup", None);
        Ok(Done {})
    }
}
