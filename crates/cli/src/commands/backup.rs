//! `backup`: makes one, lists, checks and proves them.

use crate::args::{BackupArgs, BackupCommand, PassphraseArgs};
use crate::door::Door;
use crate::exit::Exit;
use crate::files::Named;
use crate::output::Output;
use api::backup::{Drill, Make, Show, ShowWork, Verify, Which, Work};
use api::job::JobState;
use api::{ApiError, ErrorCode};
use domain::backup::Standing;
use domain::time::Instant;
use std::path::Path;
use std::time::Duration;

/// The passphrase that was asked for, if one was.
pub(crate) fn passphrase(args: &PassphraseArgs, is_new: bool) -> Result<Option<String>, ApiError> {
    if let Some(file) = &args.passphrase_file {
        let text = std::fs::read_to_string(file)
            .map_err(|_| ApiError::new(ErrorCode::FileUnreadable).with("name", file.display()).with("detail", "gone"))?;
        return Ok(Some(text.lines().next().unwrap_or_default().to_owned()));
    }
    let given = std::env::var("YIMEN_PASSPHRASE").ok();
    if !args.passphrase || given.is_some() {
        return Ok(given);
    }
    let ask = |prompt: &str| rpassword::prompt_password(prompt).map_err(|e| ApiError::new(ErrorCode::Malformed).with("detail", e));
    let typed = ask("passphrase: ")?;
    if is_new && ask("again: ")? != typed {
        return Err(ApiError::invalid("passphrase", "repeat"));
    }
    Ok(Some(typed))
}

/// Waits for the end of work, with progress; its error is the command's.
pub(crate) async fn follow(door: &mut Door, begun: Work) -> Result<Work, ApiError> {
    let service = std::sync::Arc::clone(&door.service);
    let waiting = service.wait_for_work(begun.id);
    tokio::pin!(waiting);
    loop {
        tokio::select! {
            () = &mut waiting => break,
            () = tokio::time::sleep(Duration::from_millis(200)) => {
                if let Some((done, total, phase)) = door.service.progress_of_work(begun.id) {
                    Output::progress(&format!("{phase} {done}/{total}"));
                }
            }
        }
    }
    Output::progress_done();
    let work = door.operate(ShowWork { work: begun.id }, &Named::default()).await?;
    match (work.state, work.error.clone()) {
        (JobState::Done, _) => Ok(work),
        (_, Some(error)) => Err(error),
        _ => Err(ErrorCode::Cancelled.into()),
    }
}

/// A backup named on the command line.
fn which(file: &Path, files: &mut Named, args: &PassphraseArgs) -> Result<Which, ApiError> {
    Ok(Which { name: None, file: Some(files.input(file)?), passphrase: passphrase(args, false)? })
}

fn tell(out: &Output, work: &Work) {
    if out.is_json() {
        out.value(work);
    } else {
        let seconds = work.ended.map_or(0.0, |ended| (ended.0 - work.started.0) as f64 / 1e6);
        out.data(&format!("{} rows {} seconds {seconds:.1}", work.name, work.done));
    }
}

pub(crate) async fn run(args: &BackupArgs, door: &mut Door, out: &Output) -> Result<Exit, ApiError> {
    let mut files = Named::default();
    match &args.command {
        None => {
            let target = args.file.as_ref().map(|file| files.output(file));
            let make = Make { passphrase: passphrase(&args.passphrase, true)?, out: target };
            let begun = door.operate(make, &files).await?;
            let work = follow(door, begun).await?;
            tell(out, &work);
        }
        Some(BackupCommand::List) => return list(door, out).await,
        Some(BackupCommand::Verify { file, passphrase }) => {
            let backup = which(file, &mut files, passphrase)?;
            let begun = door.operate(Verify { backup }, &files).await?;
            let work = follow(door, begun).await?;
            tell(out, &work);
        }
        Some(BackupCommand::Drill { file, passphrase: args }) => {
            let backup = match file {
                Some(file) => which(file, &mut files, args)?,
                None => {
                    let shown = door.operate(Show {}, &files).await?;
                    let newest = shown.backups.into_iter().find(|b| b.problem.is_none()).ok_or(ErrorCode::NotFound)?;
                    Which { name: Some(newest.name), file: None, passphrase: passphrase(args, false)? }
                }
            };
            let begun = door.operate(Drill { backup }, &files).await?;
            let work = follow(door, begun).await?;
            tell(out, &work);
        }
    }
    Ok(Exit::Ok)
}

async fn list(door: &mut Door, out: &Output) -> Result<Exit, ApiError> {
    let shown = door.operate(Show {}, &Named::default()).await?;
    let good = shown.standing == Standing::Good;
    if out.is_json() {
        out.value(&shown);
    } else {
        for backup in &shown.backups {
            let made = backup.about.as_ref().map(|a| a.made.text()).unwrap_or_default();
            let rows = backup.about.as_ref().map_or(0, |a| a.rows);
            let proved = backup.proof.as_ref().map_or_else(|| "-".to_owned(), |p| p.at.text());
            let problem = backup.problem.as_deref().unwrap_or("ok");
            out.data(&format!("{} made {made} bytes {} rows {rows} proved {proved} {problem}", backup.name, backup.size));
        }
        let newest = shown.newest.map_or_else(|| "-".to_owned(), Instant::text);
        out.data(&format!("newest {newest} standing {:?} folder {}", shown.standing, shown.place.folder));
    }
    Ok(if good { Exit::Ok } else { Exit::Refused })
}
