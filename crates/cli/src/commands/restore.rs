//! `restore`: a backup becomes the database, once it was proved and nobody else has the database open.

use super::backup::{follow, passphrase};
use crate::args::{Args, RestoreArgs};
use crate::door::{Door, location};
use crate::exit::Exit;
use crate::files::Named;
use crate::output::Output;
use api::backup::{Restore, Which};
use api::{ApiError, ErrorCode};
use serde_json::json;

pub(crate) async fn run(args: &Args, restore: &RestoreArgs, out: &Output) -> Result<Exit, ApiError> {
    let mut files = Named::default();
    let backup = Which { name: None, file: Some(files.input(&restore.file)?), passphrase: passphrase(&restore.passphrase, false)? };
    let mut door = match Door::open(args).await {
        // What can't be read any more is kept all the same.
        Err(error) if restore.unreadable_aside && error.code == ErrorCode::Unavailable => {
            service::put_aside(&location(args)).await.map_err(service::why)?;
            Door::open(args).await?
        }
        opened => opened?,
    };
    let is_new = door.service.kind().await?.is_none();
    let order = Restore { backup, reason: restore.reason.clone(), adopt_keys: restore.adopt_keys };
    let work = match door.operate(order, &files).await {
        Ok(begun) => follow(&mut door, begun).await,
        Err(error) => Err(error),
    };
    door.close().await;
    let work = work?;
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
