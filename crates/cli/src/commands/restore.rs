//! `restore`: a backup becomes the database, once it was proved and nobody else has the database open.

use super::backup::{follow, passphrase};
use crate::args::{Args, RestoreArgs};
use crate::door::{Door, location};
use crate::exit::Exit;
use crate::files::Named;
use crate::output::Output;
use api::backup::{Restore, Which, Work};
use api::{ApiError, ErrorCode};
use serde_json::json;

pub(crate) async fn run(args: &Args, restore: &RestoreArgs, out: &Output) -> Result<Exit, ApiError> {
    let passphrase = passphrase(&restore.passphrase, false)?;
    let failed = match attempt(args, restore, passphrase.clone(), out).await {
        Ok(exit) => return Ok(exit),
        Err(failed) => failed,
    };
    let is_unreadable = match &failed {
        Failed::Opening(error) => matches!(error.code, ErrorCode::DatabaseDamaged | ErrorCode::Unavailable),
        Failed::Later(error) => error.code == ErrorCode::DatabaseDamaged,
    };
    if !is_unreadable || !restore.unreadable_aside {
        return Err(failed.into_error());
    }
    // What can't be read any more is kept all the same.
    service::put_aside(&location(args)).await.map_err(service::why)?;
    attempt(args, restore, passphrase, out).await.map_err(Failed::into_error)
}

/// Where a restore failed. A database that could not be opened may be put aside; later, when damage may lie deeper than where a
/// database is opened, something else may be what can't be had: a key store, the disk of the scratch place.
enum Failed {
    Opening(ApiError),
    Later(ApiError),
}

impl Failed {
    fn into_error(self) -> ApiError {
        match self {
            Self::Opening(error) | Self::Later(error) => error,
        }
    }
}

async fn attempt(args: &Args, restore: &RestoreArgs, passphrase: Option<String>, out: &Output) -> Result<Exit, Failed> {
    let door = Door::open(args).await.map_err(Failed::Opening)?;
    restored(args, restore, passphrase, out, door).await.map_err(Failed::Later)
}

async fn restored(args: &Args, restore: &RestoreArgs, passphrase: Option<String>, out: &Output, mut door: Door) -> Result<Exit, ApiError> {
    let mut files = Named::default();
    let backup = Which { name: None, file: Some(files.input(&restore.file)?), passphrase };
    let done = ordered(&mut door, restore, backup, &files).await;
    door.close().await;
    let (is_new, work) = done?;
    // The next one who opens the database carries it out: that is this program, if nobody else has it open.
    let door = Door::open(args).await?;
    let waits = door.service.restore_waits();
    let replaced = if waits { Vec::new() } else { door.service.forget_if_new(is_new).await? };
    door.close().await;
    if out.is_json() {
        out.value(&json!({ "restored": work.name, "rows": work.done, "waits": waits, "replaced": replaced }));
    } else {
        out.data(&format!("{} rows {} replaced {}", work.name, work.done, replaced.first().map_or("-", String::as_str)));
    }
    if waits {
        return Err(ErrorCode::InUse.into());
    }
    Ok(Exit::Ok)
}

/// Restores beside the database and orders it to take its place; whether the database was new, and what was done.
async fn ordered(door: &mut Door, restore: &RestoreArgs, backup: Which, files: &Named) -> Result<(bool, Work), ApiError> {
    let is_new = door.service.kind().await?.is_none();
    let order = Restore { backup, reason: restore.reason.clone(), adopt_keys: restore.adopt_keys };
    let begun = door.operate(order, files).await?;
    Ok((is_new, follow(door, begun).await?))
}
