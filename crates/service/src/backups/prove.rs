//! Proving a backup: it is restored in a scratch place and opened there; audit log, roll-ups and figures must be those that it
//! was made with.

use super::work::{Did, Order};
use super::{figures, settings, shelf, unusable};
use crate::Service;
use crate::failure::Failure;
use api::backup::{Proof, Protected};
use api::{ApiError, ErrorCode};
use domain::time::{Clock, Instant};
use serde_json::json;
use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;
use store::archive::{self, Archive, ArchiveError, Manifest, Opening};
use store::replace::Scratch;
use store::{Location, Store, StoreError, migrate};

/// A clock that stands still: figures are those of the moment at which the backup was made.
struct Standing(Instant);

impl Clock for Standing {
    fn now(&self) -> Instant {
        self.0
    }
}

/// Opens a backup, with the passphrase or with the installation's own key.
pub(super) async fn open(order: &Order, file: PathBuf, passphrase: Option<String>) -> Result<Archive<File>, Failure> {
    let keys = order.service.store().keys().clone();
    // scrypt takes a second on purpose.
    let opened = tokio::task::spawn_blocking(move || {
        Archive::open(File::open(file)?, &Opening { passphrase: passphrase.filter(|p| !p.is_empty()), keys: Some(keys) })
    });
    opened.await?.map_err(|error| unusable(&order.name, error))
}

/// Reads every part and checks it against the manifest.
pub(super) async fn verify(order: Arc<Order>, file: PathBuf, passphrase: Option<String>) -> Result<Did, Failure> {
    order.phase("reading");
    let mut archive = open(&order, file, passphrase).await?;
    let progress = order.progress();
    let checked = tokio::task::spawn_blocking(move || archive.check(&progress)).await?;
    let checked = checked.map_err(|error| unusable(&order.name, error))?;
    Ok(Did(json!({ "parts": checked.parts, "rows": checked.rows })))
}

/// Restores it in a scratch folder, proves it there and notes that beside it.
pub(super) async fn drill(order: Arc<Order>, file: PathBuf, passphrase: Option<String>) -> Result<Did, Failure> {
    let archive = open(&order, file.clone(), passphrase).await?;
    let by_key = file.to_string_lossy().ends_with(archive::PROTECTED_ENDING);
    let protected = match (archive.is_protected(), archive.manifest().has_secrets || !by_key) {
        (false, _) => Protected::None,
        (true, true) => Protected::Passphrase,
        (true, false) => Protected::Key,
    };
    let scratch = Scratch::folder(&order.service.store().location().home())?;
    let proved = restored_and_proved(&order, archive, scratch.location()).await;
    let removed = scratch.remove().await;
    let (manifest, proof) = proved?;
    removed?;
    let noted = shelf::note_proof(&file, &manifest, protected, proof.clone());
    let of_ours = {
        let mut reader = order.service.store().read().await?;
        file.parent() == Some(&settings::folder(&mut reader.conn(), order.service.store().location()).await?)
    };
    match noted {
        Err(error) if of_ours => return Err(super::file_failure(&order.name, &error)),
        // A disc that can't be written to holds a proved backup all the same.
        Err(error) => tracing::warn!(%error, "that a backup was proved could not be noted beside it"),
        Ok(()) => {}
    }
    Ok(Did(json!({ "proof": proof })))
}

/// Restores an archive in a scratch place and proves it there.
pub(super) async fn restored_and_proved(order: &Order, archive: Archive<File>, place: &Location) -> Result<(Manifest, Proof), Failure> {
    restored(order, archive, place).await.map_err(|failure| match failure {
        Failure::Store(error @ (StoreError::Damaged(_) | StoreError::Inconsistent { .. })) => {
            unusable(&order.name, ArchiveError::Store(error))
        }
        other => other,
    })
}

async fn restored(order: &Order, archive: Archive<File>, place: &Location) -> Result<(Manifest, Proof), Failure> {
    let began = order.service.now();
    order.phase("loading");
    let loaded = archive::restore(archive, place, order.progress()).await.map_err(|error| unusable(&order.name, error))?;
    order.check()?;
    order.phase("proving");
    let manifest = loaded.manifest;
    let store = Store::open_scratch(place.clone(), migrate::known_version()).await?;
    let service = Service::over(store, Box::new(Standing(manifest.about.made)));
    let proved = prove(order, &service, &manifest).await;
    service.close().await;
    let proof = proved?;
    let now = order.service.now();
    let took_ms = u64::try_from((now.0 - began.0) / 1_000).unwrap_or(0);
    Ok((manifest, Proof { at: now, by: order.actor.who().to_owned(), rows: loaded.rows, took_ms, ..proof }))
}

async fn prove(order: &Order, service: &Arc<Service>, manifest: &Manifest) -> Result<Proof, Failure> {
    let unproved = |what: String| -> Failure {
        tracing::warn!(%what, "a backup could not be proved");
        ApiError::new(ErrorCode::BackupUnusable).with("name", &order.name).with("detail", "unproved").with("what", what).into()
    };
    let store = service.store();
    // The database's own check and the proofs read the same rows: beside each other they take half as long.
    let health = service.health();
    let audit = store::audit::verify_restored(store, &manifest.signers);
    let rollups = store::rollup::verify(store);
    let (health, audit, rollups) = tokio::join!(health, audit, rollups);
    order.check()?;
    if let Some(fault) = health?.faults.first() {
        return Err(unproved(format!("database: {fault}")));
    }
    let audit = audit?;
    if let Some(fault) = audit.faults.first() {
        return Err(unproved(format!("audit entry {}: {}", fault.no, fault.what)));
    }
    if audit.entries != manifest.audit.sealed || (audit.entries > 0 && audit.head != manifest.audit.head) {
        return Err(unproved("the audit log ends elsewhere than the manifest says".to_owned()));
    }
    let rollups = rollups?;
    if rollups.differing > 0 {
        return Err(unproved(format!("{} roll-up rows differ", rollups.differing)));
    }
    let mut compared = 0;
    if !manifest.about.figures.is_null() {
        let mut snapshot = store.snapshot().await?;
        let figures = figures::of(service, &mut snapshot, manifest.about.made).await?;
        let same_program = manifest.about.program == env!("CARGO_PKG_VERSION") && manifest.schema == migrate::known_version();
        compared = figures::compare(&manifest.about.figures, &figures, same_program).map_err(unproved)?;
    }
    Ok(Proof {
        at: service.now(),
        by: String::new(),
        rows: 0,
        rollups: u64::try_from(rollups.compared).unwrap_or(0),
        audit: u64::try_from(audit.entries).unwrap_or(0),
        figures: compared,
        took_ms: 0,
    })
}
