//! The commands, one file each.

mod backup;
mod calendar;
mod demo;
mod doctor;
mod draw;
mod due;
mod export;
mod import;
mod keys;
mod lines;
mod operations;
mod registers;
mod restore;
mod verify;

use crate::args::{Args, Command, DrawCommand, InspectionCommand, KindArg};
use crate::door::{Door, location};
use crate::exit::Exit;
use crate::files::Named;
use crate::output::Output;
use api::session::DatabaseKind;
use api::{ApiError, ErrorCode};
use std::io::Read;

/// Runs the command that was given.
pub(crate) async fn run(args: &Args, out: &Output) -> Result<Exit, ApiError> {
    // What happens without anybody looking on is found here afterwards.
    let home = location(args).home();
    let _log = Some(&home).filter(|home| home.is_dir()).and_then(|home| service::logs::start(home, "yimenctl"));
    match &args.command {
        Command::Operations { markdown } => Ok(operations::list(*markdown, out)),
        Command::Inspection { command: InspectionCommand::Draw { command: DrawCommand::Verify { file } } } => draw::verify(file, out),
        Command::Demo { command } => Box::pin(demo::run(args, command, out)).await,
        Command::Doctor { bundle } => {
            refuse_nowhere(args, &args.command, out)?;
            doctor::run(args, bundle.as_deref(), out).await
        }
        Command::Restore(restore) => restore::run(args, restore, out).await,
        Command::Init { kind } => {
            let door = Door::open(args).await?;
            let kind = match kind {
                KindArg::Real => DatabaseKind::Real,
                KindArg::Rehearsal => DatabaseKind::Rehearsal,
            };
            let done = door.service.init(kind).await;
            door.close().await;
            done.map(|()| Exit::Ok)
        }
        command => {
            refuse_nowhere(args, command, out)?;
            let mut door = Door::open(args).await?;
            let done = with_door(command, &mut door, out).await;
            door.close().await;
            done
        }
    }
}

/// A folder without a database is not made one by asking for something in it: it may be a slip. `init`, a demonstration and a restore make one,
/// and the first run's own operations.
fn refuse_nowhere(args: &Args, command: &Command, out: &Output) -> Result<(), ApiError> {
    let sets_up = matches!(command, Command::Call { name, .. } if name.starts_with("setup."));
    match location(args) {
        service::Location::Folder(folder) if !sets_up && !service::Location::sqlite_file(&folder).exists() => {
            out.say(&folder.display().to_string());
            Err(ErrorCode::SetupNeeded.into())
        }
        _ => Ok(()),
    }
}

async fn with_door(command: &Command, door: &mut Door, out: &Output) -> Result<Exit, ApiError> {
    match command {
        Command::Call { name, inputs, outputs, lines: true, .. } => lines::run(name, inputs.iter().chain(outputs), door, out).await,
        Command::Call { name, body, inputs, outputs, lines: false } => {
            let mut text = body.clone();
            if text == "-" {
                text.clear();
                std::io::stdin().read_to_string(&mut text).map_err(|e| ApiError::new(ErrorCode::Malformed).with("detail", e))?;
            }
            let body = serde_json::from_str(&text).map_err(|e| ApiError::new(ErrorCode::Malformed).with("detail", e))?;
            let mut files = Named::default();
            for (handle, path) in inputs.iter().chain(outputs) {
                files.know(handle, path);
            }
            out.value(&door.call_by_name(name, body, &files).await?);
            Ok(Exit::Ok)
        }
        Command::Calendar { command } => calendar::run(command, door, out).await,
        Command::Import(args) => import::run(args, door, out).await,
        Command::Export(args) => export::run(args, door, out).await,
        Command::Backup(args) => backup::run(args, door, out).await,
        Command::Keys { command } => keys::run(command, door, out).await,
        Command::Due => due::run(door, out).await,
        Command::Audit { .. } => verify::audit(door, out).await,
        Command::Rollup { .. } => verify::rollups(door, out).await,
        // Those above need no door or open their own.
        Command::Operations { .. }
        | Command::Demo { .. }
        | Command::Doctor { .. }
        | Command::Inspection { .. }
        | Command::Restore(_)
        | Command::Init { .. } => Ok(Exit::Usage),
    }
}
