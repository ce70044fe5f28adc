//! `demo`: makes a demonstration database, or the files for one.

use crate::args::{Args, DemoCommand, ProfileArg};
use crate::door::{Door, location};
use crate::exit::Exit;
use crate::output::Output;
use api::{ApiError, ErrorCode};
use demo::{Failure, Options, Profile};
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::json;
use service::SystemClock;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

fn options(ratings: u64, seed: u64, until: Option<Date>, profile: ProfileArg) -> Options {
    let yesterday = domain::time::Clock::today(&SystemClock).saturating_sub(1.day());
    let profile = match profile {
        ProfileArg::Typical => Profile::Typical,
        ProfileArg::Stress => Profile::Stress,
    };
    Options { ratings, seed, until: until.unwrap_or(yesterday), profile }
}

pub(crate) async fn run(args: &Args, command: &DemoCommand, out: &Output) -> Result<Exit, ApiError> {
    match command {
        DemoCommand::Files { folder, ratings, seed, until, profile } => {
            let options = options(*ratings, *seed, *until, *profile);
            let (ratings, cases) = files(&options, folder)
                .map_err(|e| ApiError::new(ErrorCode::FileUnwritable).with("name", folder.display()).with("detail", e))?;
            out.data(&format!("ratings {ratings} cases {cases}"));
            Ok(Exit::Ok)
        }
        DemoCommand::Create { ratings, seed, until, profile } => {
            let options = options(*ratings, *seed, *until, *profile);
            let door = Door::open(args).await?;
            let staging = location(args).staging();
            let progress = |phase: &str, rows: u64| Output::progress(&format!("{phase} {rows}"));
            let made = demo::create(&door.service, &options, &staging, &progress).await;
            Output::progress_done();
            door.close().await;
            let report = made.map_err(|failure| match failure {
                Failure::Api(error) => error,
                Failure::Io(e) if e.kind() == std::io::ErrorKind::StorageFull => ErrorCode::DiskFull.into(),
                other => ApiError::new(ErrorCode::FileUnreadable).with("name", "demo").with("detail", other),
            })?;
            if out.is_json() {
                out.value(&json!({
                    "bodies": report.bodies, "points": report.points, "ratings": report.ratings.taken, "case_rows": report.cases.taken,
                    "items": report.items, "offers": report.offers, "duties": report.duties,
                    "matters": report.matters,
                }));
            } else {
                out.data(&format!(
                    "bodies {} points {} ratings {} case rows {} items {} offers {} duties {} matters {}",
                    report.bodies,
                    report.points,
                    report.ratings.taken,
                    report.cases.taken,
                    report.items,
                    report.offers,
                    report.duties,
                    report.matters
                ));
            }
            Ok(Exit::Ok)
        }
    }
}

fn files(options: &Options, folder: &Path) -> std::io::Result<(u64, u64)> {
    std::fs::create_dir_all(folder)?;
    let open = |name: &str| File::create(folder.join(name)).map(|f| BufWriter::with_capacity(1 << 20, f));
    let mut out = open("ratings.csv")?;
    let ratings = demo::write_ratings(options, &mut out)?;
    out.flush()?;
    let mut out = open("cases.csv")?;
    let cases = demo::write_cases(options, &mut out)?;
    out.flush()?;
    Ok((ratings, cases))
}
