//! `doctor`: what an administrator would look at first; and as a file for whoever helps.

use crate::args::Args;
use crate::door::{Door, location};
use crate::exit::Exit;
use crate::files::Named;
use crate::output::Output;
use api::ApiError;
use api::diagnosis::{Write, Written};
use serde_json::json;
use service::Location;
use std::path::Path;

type Found = (api::session::State, api::audit::Verified, api::audit::RollupsVerified);

async fn examine(door: &mut Door) -> Result<Found, ApiError> {
    let audit = door.examine(api::audit::Verify {}).await?;
    let rollups = door.examine(api::audit::VerifyRollups {}).await?;
    Ok((door.examine(api::session::Show {}).await?, audit, rollups))
}

pub(crate) async fn run(args: &Args, bundle: Option<&Path>, out: &Output) -> Result<Exit, ApiError> {
    if let Some(target) = bundle {
        return write(args, target, out).await;
    }
    let place = location(args);
    let (where_it_is, size) = match &place {
        Location::Folder(folder) => {
            let size = std::fs::metadata(Location::sqlite_file(folder)).map_or(0, |m| m.len());
            (folder.display().to_string(), Some(size))
        }
        // The address may hold a password.
        Location::Postgres { .. } => ("PostgreSQL".to_owned(), None),
    };
    let mut door = Door::open(args).await?;
    let found = examine(&mut door).await;
    let health = door.service.health().await;
    door.close().await;
    let (state, audit, rollups) = found?;
    let health = health?;
    let well = health.faults.is_empty() && audit.faults.is_empty() && rollups.differing == 0;
    let told = json!({
        "database": where_it_is, "bytes": size, "engine": health.engine, "kind": state.kind, "version": state.version,
        "schema": health.schema, "faults": health.faults, "audit_entries": audit.entries, "audit_faults": audit.faults.len(),
        "ratings": rollups.ratings, "case_rows": rollups.case_rows, "rollups_differing": rollups.differing, "well": well,
    });
    if out.is_json() {
        out.value(&told);
    } else if let Some(object) = told.as_object() {
        for (name, value) in object {
            out.data(&format!("{name}: {}", value.as_str().map_or_else(|| value.to_string(), str::to_owned)));
        }
    }
    Ok(if well { Exit::Ok } else { Exit::Refused })
}

/// Says what is in it.
async fn write(args: &Args, target: &Path, out: &Output) -> Result<Exit, ApiError> {
    let mut door = Door::open(args).await?;
    let mut files = Named::default();
    let target = files.output(target);
    let written = door.operate(Write { out: target }, &files).await;
    door.close().await;
    let Written { size, found } = written?;
    for fact in &found.facts {
        out.say(&format!("{}{}: {}", if fact.bad { "! " } else { "" }, fact.name, fact.value));
    }
    for file in &found.files {
        out.say(&format!("{} {}", file.name, file.size));
    }
    if out.is_json() {
        out.value(&json!({ "size": size, "faults": found.faults }));
    } else {
        out.data(&format!("bytes {size} faults {}", found.faults));
    }
    Ok(Exit::Ok)
}
