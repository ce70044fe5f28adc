//! Making a backup while others go on working.

use super::work::{Did, Order};
use super::{figures, settings, shelf, unusable, work};
use crate::Service;
use crate::context::Cx;
use crate::failure::Failure;
use api::ErrorCode;
use api::backup::{Protected, Task, Work};
use serde_json::json;
use std::path::PathBuf;
use std::sync::Arc;
use store::archive::{self, About, Manifest, Protection, Trigger};
use store::{StoreError, meta};

/// Begins to make one: into a file that was chosen, or into the folder under a name of its own.
pub(super) async fn begin(cx: &mut Cx<'_>, protection: Protection, trigger: Trigger, out: Option<PathBuf>) -> Result<Work, Failure> {
    let (now, by) = (cx.now, cx.actor.who().to_owned());
    let location = cx.service.store().location().clone();
    let conn = &mut cx.conn().await?;
    let kind = meta::get(conn, meta::KIND).await?.ok_or(ErrorCode::SetupNeeded)?;
    let folder = settings::folder(conn, &location).await?;
    let about = About {
        program: env!("CARGO_PKG_VERSION").to_owned(),
        kind,
        district: store::place::district_name(conn).await?,
        made: now,
        by,
        trigger,
        figures: serde_json::Value::Null,
    };
    let target = out.unwrap_or_else(|| folder.join(archive::name_of(&about, &protection)));
    let name = target.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    work::begin(cx, Task::Make, name, move |order| make(order, target, protection, about)).await
}

async fn make(order: Arc<Order>, target: PathBuf, protection: Protection, about: About) -> Result<Did, Failure> {
    order.phase("reading");
    let protected = match &protection {
        Protection::None => Protected::None,
        Protection::Passphrase(_) => Protected::Passphrase,
        Protection::Key(_) => Protected::Key,
    };
    let manifest = write(&order, &target, protection, about).await?;
    let size = std::fs::metadata(&target).map_or(0, |m| m.len());
    let told = json!({ "size": size, "rows": manifest.rows(), "protected": protected, "trigger": manifest.about.trigger });
    shelf::label(&target, &manifest, protected);
    if manifest.about.trigger == Trigger::Schedule
        && let Err(error) = super::due::rotate(&order.service, &manifest.about.kind, target.parent()).await
    {
        // A backup that is there is more than an old one that should not be there any more.
        tracing::warn!(%error, "old backups could not be removed");
    }
    Ok(Did(told))
}

async fn write(order: &Order, target: &std::path::Path, protection: Protection, about: About) -> Result<Manifest, Failure> {
    let service: &Arc<Service> = &order.service;
    let store = service.store();
    if let Some(folder) = target.parent()
        && folder.starts_with(store.location().home())
    {
        std::fs::create_dir_all(folder).map_err(StoreError::from)?;
    }
    // What was written a moment ago is chained with the rest, where the key is there.
    if let Err(error) = store::audit::seal(store, service.now()).await {
        tracing::warn!(%error, "the audit log could not be sealed before a backup");
    }
    let signers = store.keys().signers(about.made)?;
    let secrets = match &protection {
        Protection::Passphrase(_) => Some(store.keys().secrets()?),
        _ => None,
    };
    let mut snapshot = store.snapshot().await?;
    let figures = figures::of(service, &mut snapshot, about.made).await?;
    let about = About { figures, ..about };
    let progress = order.progress();
    let blobs = service.store().location().blobs();
    let written = archive::write_file(&mut snapshot.conn(), &blobs, target, protection, about, signers, secrets, &progress).await;
    written.map_err(|error| match error {
        // Where it is written to is what failed.
        store::archive::ArchiveError::File(io) => crate::files::unwritable(&order.name, &io).into(),
        other => unusable(&order.name, other),
    })
}
