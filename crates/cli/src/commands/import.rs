//! `import`: a file in, with progress; what was not taken comes back.

use super::registers;
use crate::args::{ImportArgs, What};
use crate::door::Door;
use crate::exit::Exit;
use crate::files::Named;
use crate::output::Output;
use api::ApiError;
use api::import::{Preview, Problems, Returned, Start};
use api::job::{JobState, Show};
use domain::import::{CaseExtent, Differing, ImportKind, Reading, RowProblem, Taking};
use domain::period::Period;
use domain::register::Register;
use serde_json::json;
use std::time::Duration;

/// Problems that are told in words; the file of returned rows has all.
const TOLD: u32 = 20;

pub(super) fn tell(problems: &[RowProblem], out: &Output) {
    for p in problems.iter().take(TOLD as usize) {
        let words = texts::problem::words(&p.problem, p.field.as_deref(), out.texts());
        let field = p.field.as_deref().map(|f| texts::problem::field(f, out.texts())).unwrap_or_default();
        out.say(&format!("{}\t{field}\t{}\t{} {}", p.row, p.value, words.what, words.how));
    }
}

pub(crate) async fn run(args: &ImportArgs, door: &mut Door, out: &Output) -> Result<Exit, ApiError> {
    let kind = match args.what {
        What::Ratings => ImportKind::Ratings,
        What::Cases => ImportKind::Cases,
        What::Bodies => return registers::import(Register::Bodies, args, door, out).await,
        What::Points => return registers::import(Register::Points, args, door, out).await,
        What::Accounts => return registers::import(Register::Accounts, args, door, out).await,
        What::Duties => return registers::import(Register::Duties, args, door, out).await,
        What::Items => return registers::import(Register::Items, args, door, out).await,
        What::Units => return registers::import(Register::Units, args, door, out).await,
    };
    let mut files = Named::default();
    let file = files.input(&args.file)?;
    let reading = Reading { sheet: args.sheet.clone(), header_row: args.header_row, mapping: args.map.clone() };
    if args.dry_run {
        let seen = door.call(Preview { kind, file: file.clone(), source: args.source.clone(), reading: reading.clone() }, &files).await?;
        if !seen.missing.is_empty() {
            if out.is_json() {
                out.value(&seen);
            } else {
                out.data(&format!("missing {}", seen.missing.join(", ")));
            }
            return Ok(Exit::Refused);
        }
    }
    let taking = if args.all_or_nothing { Taking::AllOrNothing } else { Taking::Good };
    let differing = if args.replace { Differing::Replace } else { Differing::Refuse };
    let days = args.from.zip(args.to).map(|(from, to)| Period { from, to });
    let extent = (kind == ImportKind::Cases).then_some(CaseExtent { days, named_only: args.named_only, zero_absent: args.zero_absent });
    let source = args.source.clone();
    let start = Start { kind, file, source, taking, differing, extent, reading, compare_only: args.dry_run };
    let mut job = door.call(start, &files).await?;
    while !job.state.is_final() {
        tokio::time::sleep(Duration::from_millis(50)).await;
        job = door.call(Show { job: job.id }, &files).await?;
        Output::progress(&format!("{:?} {} rows, {} rows/s", job.state, job.counts.read, job.rate));
    }
    Output::progress_done();
    if let Some(error) = job.error {
        return Err(error);
    }
    if job.counts.returned > 0 && !out.is_json() {
        let problems = door.call(Problems { job: job.id, limit: TOLD }, &files).await?;
        tell(&problems.problems, out);
    }
    if let Some(path) = args.returned.as_ref().filter(|_| job.counts.returned > 0) {
        let returned = files.output(path);
        door.call(Returned { job: job.id, out: returned }, &files).await?;
    }
    let c = &job.counts;
    if out.is_json() {
        out.value(&json!({ "job": job.id, "state": job.state, "counts": c }));
    } else if job.state == JobState::Compared {
        let bad = c.returned - c.differing.min(c.returned);
        out.data(&format!("read {} bad {bad} new {} same {} changed {} absent {}", c.read, c.taken, c.identical, c.differing, c.absent));
    } else {
        out.data(&format!("read {} taken {} identical {} replaced {} returned {}", c.read, c.taken, c.identical, c.replaced, c.returned));
    }
    let is_through = matches!(job.state, JobState::Done | JobState::Compared);
    Ok(if is_through && c.returned == 0 { Exit::Ok } else { Exit::Refused })
}
