//! Restoring a backup so that it becomes the database: in a scratch place first, proved there, then ordered to take the place at
//! the next start of a program that has the database alone.

use super::prove;
use super::work::{Did, Order};
use crate::failure::Failure;
use api::{ApiError, ErrorCode};
use serde_json::json;
use std::path::PathBuf;
use std::sync::Arc;
use store::archive::Manifest;
use store::replace::{self, Scratch};
use store::{AuditNote, Store, meta, migrate};

/// What was asked for.
pub(super) struct Wish {
    pub(super) file: PathBuf,
    pub(super) passphrase: Option<String>,
    pub(super) reason: String,
    pub(super) adopt_keys: bool,
}

pub(super) async fn restore(order: Arc<Order>, wish: Wish) -> Result<Did, Failure> {
    let service = &order.service;
    order.phase("reading");
    let mut archive = prove::open(&order, wish.file, wish.passphrase).await?;
    let kind = {
        let mut reader = service.store().read().await?;
        meta::get(&mut reader.conn(), meta::KIND).await?
    };
    refuse_other_kind(&order.name, archive.manifest(), kind.as_deref())?;
    let secrets = if wish.adopt_keys { archive.secrets().map_err(|e| super::unusable(&order.name, e))? } else { None };
    let location = service.store().location().clone();
    let scratch = Scratch::beside(&location).await?;
    let proved = prove::restored_and_proved(&order, archive, scratch.location()).await;
    let done = async {
        let (manifest, proof) = proved?;
        order.check()?;
        let replaced = {
            let mut reader = service.store().read().await?;
            store::audit::reach(&mut reader.conn()).await?
        };
        let values = json!({
            "archive": order.name, "made": manifest.about.made.text(), "rows": manifest.rows(), "reason": wish.reason,
            "replaced": { "audit_entries": replaced.0, "audit_head": replaced.1 },
        });
        note_in_restored(&order, scratch.location(), values.clone()).await?;
        let now = service.now();
        if let Some(secrets) = secrets {
            service.store().keys().adopt(&secrets, now)?;
        }
        let ordered = replace::Order {
            scratch: scratch.id(),
            aside: replace::aside_name(&location, now),
            schema: replace::own_schema(&location).await?,
            by: order.actor.who().to_owned(),
            ordered: now,
            archive: order.name.clone(),
            made: manifest.about.made,
            signers: manifest.signers,
        };
        replace::order(&location.home(), &ordered)?;
        Ok(json!({ "proof": proof, "restore": values }))
    };
    match done.await {
        Ok(values) => Ok(Did(values)),
        Err(failure) => {
            scratch.remove().await?;
            Err(failure)
        }
    }
}

/// Real data, a demonstration and a rehearsal never take each other's place. A new database takes any.
fn refuse_other_kind(name: &str, manifest: &Manifest, kind: Option<&str>) -> Result<(), Failure> {
    match kind {
        Some(kind) if kind != manifest.about.kind => {
            let told = ApiError::new(ErrorCode::BackupUnusable).with("name", name).with("detail", "other_kind");
            Err(told.with("found", &manifest.about.kind).with("here", kind).into())
        }
        _ => Ok(()),
    }
}

/// The restored database's own log tells that it was restored, by whom, from what, and where the replaced one's log ended.
async fn note_in_restored(order: &Order, place: &store::Location, values: serde_json::Value) -> Result<(), Failure> {
    let store = Store::open_scratch(place.clone(), migrate::known_version()).await?;
    let mut work = store.begin(&order.actor).await?;
    work.note(AuditNote { operation: "backup.restored".to_owned(), subject: "database".to_owned(), outcome: "done", values: Some(values) });
    let committed = work.commit(order.service.now()).await;
    store.close().await;
    committed?;
    Ok(())
}
