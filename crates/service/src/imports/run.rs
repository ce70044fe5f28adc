//! An import as a job: read and check into a staging file, then merge in one transaction.

use super::directory::Directory;
use super::giveback::Giveback;
use super::problems::{Problems, shown};
use super::reading::{self, Batch, Reading};
use super::wording;
use super::{extent, giveback, memory};
use crate::failure::Failure;
use crate::jobs::{self, End, LEASE_SECONDS, Live};
use crate::{Service, ratings};
use api::ErrorCode;
use api::job::{ImportCounts, JobState};
use api::session::DatabaseKind;
use domain::import::{CaseExtent, Differing, ImportKind, Problem, RowProblem, Taking};
use domain::period::Period;
use domain::permission::Scope;
use futures_util::FutureExt;
use serde_json::json;
use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant as Timer};
use store::import::{Absent, Claim, Duplicate, MergeCounts, NewEntries, Reach, Refused, StagedFile, Staging, merge_cases, merge_ratings};
use store::rollup::Deltas;
use store::{Actor, AuditNote, StoreError, job, meta};
use tokio::sync::mpsc;
use uuid::Uuid;

/// What an import was asked to do.
#[derive(Clone, Debug)]
pub(super) struct Order {
    pub(super) job: Uuid,
    pub(super) job_no: i64,
    pub(super) kind: ImportKind,
    pub(super) database: Option<DatabaseKind>,
    pub(super) path: PathBuf,
    pub(super) name: String,
    pub(super) source: Option<String>,
    pub(super) taking: Taking,
    pub(super) differing: Differing,
    pub(super) extent: CaseExtent,
    /// Nothing is taken.
    pub(super) compare_only: bool,
    pub(super) reading: domain::import::Reading,
    pub(super) lang: api::Lang,
    pub(super) actor: Actor,
    pub(super) scopes: Vec<Scope>,
}

/// How an import ended without an error.
struct Ended {
    state: JobState,
    counts: ImportCounts,
}

/// Batches that may wait for the staging file: whoever adds them up, and soon the reader, is held up beyond.
const WAITING: usize = 3;
/// Progress is announced at most this often.
const SIGN_EVERY: Duration = Duration::from_millis(500);

/// Runs the job to its end and notes how it ended, whatever happens.
pub(super) async fn run(service: Arc<Service>, order: Order, live: Arc<Live>, claim: Claim) {
    let ended = guarded(&service, &order, &live, claim).await;
    let (state, counts, error) = match ended {
        // Done and refused jobs have noted their end in the transaction that took or kept the rows.
        Ok(Ended { state: JobState::Done | JobState::Refused | JobState::Compared, .. }) => {
            service.jobs.remove(order.job);
            service.announce(vec![store::Changed { kind: "job", id: Some(order.job.to_string()) }]);
            return;
        }
        Ok(Ended { state, counts }) => (state, counts, None),
        Err(failure) => (JobState::Failed, counts_of(&live), Some(failure.into_api("import.start", order.job))),
    };
    let end = End { state, at: service.now(), counts, error };
    // A claim of its own: that of the staging file went with it.
    let staging = service.store().location().staging();
    let claim = Claim::make(&staging, order.job).inspect_err(|error| tracing::warn!(%error, "a failed import has no claim")).ok();
    let tell = || service.announce(vec![store::Changed { kind: "job", id: Some(order.job.to_string()) }]);
    let noted = service.jobs.note(order.job, end.clone(), tell, || note_end(&service, &order, &end)).await;
    if noted && let Some(Err(error)) = claim.map(Claim::give_up) {
        tracing::warn!(job = %order.job, %error, "the claim of an import could not be removed");
    }
    service.jobs.remove(order.job);
}

/// Removes the file whose rows were merged or rolled back. That it can't be removed changes nothing of how the import ended; it
/// is swept away later.
async fn let_go(service: &Service, file: StagedFile) {
    if let Err(error) = file.remove(service.store()).await {
        tracing::warn!(%error, "a staging file could not be removed");
    }
}

/// The same of a file whose rows are not merged.
async fn throw_away(staging: Staging) {
    if let Err(error) = staging.discard().await {
        tracing::warn!(%error, "a staging file could not be removed");
    }
}

/// An import whose panic is an error like another one, and leaves nothing attached or staged.
async fn guarded(service: &Arc<Service>, order: &Order, live: &Arc<Live>, claim: Claim) -> Result<Ended, Failure> {
    match AssertUnwindSafe(import(service, order, live, claim)).catch_unwind().await {
        Ok(ended) => ended,
        Err(_) => {
            store::import::release(service.store()).await?;
            store::import::sweep(&service.store().location().staging())?;
            Err(Failure::Fault("an import panicked".to_owned()))
        }
    }
}

fn counts_of(live: &Live) -> ImportCounts {
    ImportCounts { read: live.read.load(Ordering::SeqCst), returned: live.returned.load(Ordering::SeqCst), ..ImportCounts::default() }
}

async fn note_end(service: &Arc<Service>, order: &Order, end: &End) -> Result<(), Failure> {
    let (now, state, counts) = (service.now(), end.state, &end.counts);
    let mut work = service.store().begin(&order.actor).await?;
    if jobs::has_ended(&mut work, order.job).await? {
        work.roll_back().await;
        return Ok(());
    }
    let error = end.error.as_ref().map(serde_json::to_string).transpose()?;
    job::finish(&mut work.conn(), order.job, state.code(), end.at, &serde_json::to_string(counts)?, error.as_deref()).await?;
    work.note(AuditNote {
        operation: format!("import.{}", order.kind.code()),
        subject: format!("job:{}", order.job),
        outcome: if state == JobState::Failed { "failed" } else { "done" },
        values: Some(json!({ "file": order.name, "state": state, "counts": counts })),
    });
    work.changed("job", Some(order.job.to_string()));
    let changed = work.commit(now).await?;
    service.announce(changed);
    service.seal_soon();
    Ok(())
}

async fn import(service: &Arc<Service>, order: &Order, live: &Arc<Live>, claim: Claim) -> Result<Ended, Failure> {
    let mut staging = Staging::create(&service.store().location().staging(), order.job, claim).await?;
    let read = match stage(service, order, live, &mut staging).await {
        Ok(read) => read,
        Err(failure) => {
            throw_away(staging).await;
            return Err(failure);
        }
    };
    if live.is_cancelled() {
        throw_away(staging).await;
        return Ok(Ended { state: JobState::Cancelled, counts: counts_of(live) });
    }
    merge(service, order, live, staging, read).await
}

/// Reads the file in a thread of its own and writes what is good into the staging file.
async fn stage(service: &Arc<Service>, order: &Order, live: &Arc<Live>, staging: &mut Staging) -> Result<Reading, Failure> {
    let directory = {
        let mut reader = service.store().read().await?;
        Directory::read(&mut reader.conn(), &order.scopes).await?
    };
    let (send, mut batches) = mpsc::channel::<Batch>(WAITING);
    let reader = {
        let (order, live, now) = (order.clone(), Arc::clone(live), service.now());
        tokio::task::spawn_blocking(move || reading::read(&order, directory, &live, now, &send))
    };
    #[expect(clippy::disallowed_methods, reason = "measures progress, decides nothing")]
    let began = Timer::now();
    let mut signed = Duration::ZERO;
    let mut leased = Duration::ZERO;
    while let Some(batch) = batches.recv().await {
        match batch {
            Batch::Ratings(rows) => staging.add_ratings(rows).await?,
            Batch::Cases(rows) => staging.add_cases(rows).await?,
        }
        let elapsed = began.elapsed();
        live.elapsed_ms.store(u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX), Ordering::SeqCst);
        if elapsed >= signed + SIGN_EVERY {
            signed = elapsed;
            service.announce(vec![store::Changed { kind: "job", id: Some(order.job.to_string()) }]);
        }
        if elapsed >= leased + Duration::from_secs(LEASE_SECONDS.unsigned_abs() / 3) {
            leased = elapsed;
            jobs::renew_lease(service, order.job).await?;
        }
    }
    reader.await?
}

/// Settles the staged rows and merges them, all in one transaction.
async fn merge(service: &Arc<Service>, order: &Order, live: &Arc<Live>, mut staging: Staging, mut read: Reading) -> Result<Ended, Failure> {
    let mut counts = ImportCounts { read: read.rows, asides: read.asides, ..ImportCounts::default() };
    // Rows found wrong only now, with the problem; their cells are read from the file once more.
    let mut late: BTreeMap<u64, RowProblem> = BTreeMap::new();
    let settled = settle(order, &mut staging, &mut read, &mut counts, &mut late).await;
    if let Err(failure) = settled {
        throw_away(staging).await;
        return Err(failure);
    }
    let all_or_nothing = order.taking == Taking::AllOrNothing;
    if all_or_nothing && (read.problems.rows > 0 || !late.is_empty()) {
        throw_away(staging).await;
        return take_nothing(service, order, JobState::Refused, read, counts, late).await;
    }
    live.merging.store(true, Ordering::SeqCst);
    if live.is_cancelled() {
        throw_away(staging).await;
        return Ok(Ended { state: JobState::Cancelled, counts: counts_of(live) });
    }
    jobs::renew_lease(service, order.job).await?;
    service.announce(vec![store::Changed { kind: "job", id: Some(order.job.to_string()) }]);
    let (mut work, file) = staging.begin(service.store(), &order.actor).await?;
    let deltas = std::mem::take(&mut read.deltas);
    let is_same_tree = meta::lock_structure(&mut work.conn()).await? == read.structure;
    if !is_same_tree {
        // Places were merged or split meanwhile; the sums would be those of another tree.
        work.roll_back().await;
        let_go(service, file).await;
        return Err(ErrorCode::Busy.into());
    }
    let merged = match absent(&mut work, order, &read, service.now().day(), &mut counts).await {
        Ok(()) => merge_rows(&mut work, order, &read.new, deltas).await.map_err(Failure::from),
        Err(failure) => Err(failure),
    };
    let (merged, refused) = match merged {
        Ok(merged) => merged,
        Err(failure) => {
            work.roll_back().await;
            let_go(service, file).await;
            return Err(failure);
        }
    };
    counts.differing = refused.iter().filter(|refused| matches!(refused, Refused::Differs(_))).count() as u64;
    late.extend(told(&mut work, refused).await?.into_iter().map(|problem| (problem.row, problem)));
    if all_or_nothing && !late.is_empty() {
        work.roll_back().await;
        let_go(service, file).await;
        return take_nothing(service, order, JobState::Refused, read, counts, late).await;
    }
    counts.taken += merged.taken;
    counts.identical += merged.identical;
    if order.compare_only {
        work.roll_back().await;
        let_go(service, file).await;
        return take_nothing(service, order, JobState::Compared, read, counts, late).await;
    }
    counts.replaced += merged.replaced;
    let written = finish(service, order, &mut work, read, &mut counts, late).await;
    let given = match written {
        Ok(given) => given,
        Err(failure) => {
            work.roll_back().await;
            let_go(service, file).await;
            return Err(failure);
        }
    };
    let committed = work.commit(service.now()).await;
    let_go(service, file).await;
    let changed = committed?;
    // Nobody waits for the writer meanwhile; the job is told to be done once its workbook can be fetched.
    giveback::write(service, order, given).await;
    service.announce(changed);
    service.seal_soon();
    Ok(Ended { state: JobState::Done, counts })
}

/// Counts what is stored for the places and days of a case file and is not in it, and makes it 0 where the file is right.
async fn absent(
    work: &mut store::Work,
    order: &Order,
    read: &Reading,
    today: jiff::civil::Date,
    counts: &mut ImportCounts,
) -> Result<(), Failure> {
    if order.kind != ImportKind::Cases || !(order.compare_only || order.extent.zero_absent) {
        return Ok(());
    }
    let covers = extent::covers(work, order, read.days, &read.named, today).await?;
    let absent = Absent::find(&mut work.conn(), &covers).await?;
    counts.absent = absent.count();
    if order.extent.zero_absent && !order.compare_only {
        counts.zeroed = absent.zero(&mut work.conn(), order.job_no).await?;
    }
    Ok(())
}

async fn merge_rows(
    work: &mut store::Work,
    order: &Order,
    new: &NewEntries,
    deltas: Deltas,
) -> Result<(MergeCounts, Vec<Refused>), StoreError> {
    let conn = &mut work.conn();
    match order.kind {
        ImportKind::Ratings => {
            let reach = Reach::read(conn, &order.scopes).await?;
            merge_ratings(conn, deltas, new, order.differing, &reach, order.job_no).await
        }
        ImportKind::Cases => merge_cases(conn, deltas, new, order.differing, order.job_no).await,
    }
}

/// What the merge handed back, as problems in words.
async fn told(work: &mut store::Work, refused: Vec<Refused>) -> Result<Vec<RowProblem>, Failure> {
    if refused.is_empty() {
        return Ok(Vec::new());
    }
    let names = wording::Names::read(&mut work.conn()).await?;
    let tell = |refused: Refused| {
        let row = u64::try_from(refused.row()).unwrap_or(0);
        match refused {
            Refused::Differs(d) => RowProblem {
                row,
                field: Some(d.field.to_owned()),
                value: shown(&names.word(d.field, &d.new)),
                problem: Problem::Differs { field: d.field.to_owned(), stored: shown(&names.word(d.field, &d.old)) },
            },
            Refused::Elsewhere { record_no, .. } => {
                RowProblem { row, field: Some("record_no".to_owned()), value: shown(&record_no), problem: Problem::RecordElsewhere }
            }
        }
    };
    Ok(refused.into_iter().map(tell).collect())
}

/// Keys that stand twice in the file: the later row is skipped if it is identical, else it is wrong.
async fn settle(
    order: &Order,
    staging: &mut Staging,
    read: &mut Reading,
    counts: &mut ImportCounts,
    late: &mut BTreeMap<u64, RowProblem>,
) -> Result<(), Failure> {
    let duplicates = match order.kind {
        ImportKind::Ratings => staging.settle_ratings().await?,
        ImportKind::Cases => staging.settle_cases().await?,
    };
    for Duplicate { row, first, identical } in duplicates {
        match order.kind {
            ImportKind::Ratings => {
                if let Some(fact) = staging.take_rating(row).await? {
                    store::import::apply(&mut read.deltas, &fact, &read.lines, -1)?;
                }
            }
            ImportKind::Cases => {
                if let Some(fact) = staging.take_case(row).await? {
                    store::import::apply_case(&mut read.deltas, &fact, &read.lines, -1)?;
                }
            }
        }
        if identical {
            counts.identical += 1;
            continue;
        }
        let (row, first) = (u64::try_from(row).unwrap_or(0), u64::try_from(first).unwrap_or(0));
        let problem = Problem::DuplicateInFile { row: first };
        late.insert(row, RowProblem { row, field: None, value: String::new(), problem });
    }
    Ok(())
}

/// Adds the late problems to the others, with the cells of their rows.
async fn with_late(order: &Order, read: &mut Reading, late: BTreeMap<u64, RowProblem>) -> Result<Problems, Failure> {
    let mut problems = std::mem::take(&mut read.problems);
    if late.is_empty() {
        return Ok(problems);
    }
    let order = order.clone();
    let rows: Vec<u64> = late.keys().copied().collect();
    let cells = tokio::task::spawn_blocking(move || reading::cells_of(&order, &rows)).await??;
    for (row, problem) in late {
        let cells: Vec<&str> = cells.get(&row).map(|c| c.iter().map(String::as_str).collect()).unwrap_or_default();
        problems.add(vec![problem], &cells);
    }
    Ok(problems)
}

/// Writes what belongs to a finished import into its transaction.
async fn finish(
    service: &Arc<Service>,
    order: &Order,
    work: &mut store::Work,
    mut read: Reading,
    counts: &mut ImportCounts,
    late: BTreeMap<u64, RowProblem>,
) -> Result<Option<Giveback>, Failure> {
    let (days, named) = (read.days, std::mem::take(&mut read.named));
    let problems = with_late(order, &mut read, late).await?;
    (counts.returned, counts.untold) = (problems.rows, problems.untold);
    match order.kind {
        ImportKind::Ratings => {
            if let Some(days) = days.filter(|_| counts.taken + counts.replaced > 0) {
                widen_ratings(work, days).await?;
            }
        }
        ImportKind::Cases => extent::cover(work, order, days, &named, service.now().day()).await?,
    }
    let given = giveback::of(order, &read, &problems, ratings::stamp_of(&mut work.conn()).await?);
    let header = serde_json::to_string(&read.header.headers)?;
    meta::set(&mut work.conn(), &format!("job_header:{}", order.job_no), Some(&header)).await?;
    memory::keep(&mut work.conn(), order.kind.code(), &read.header, &order.reading).await?;
    job::add_problems(&mut work.conn(), order.job_no, &problems.into_rows()).await?;
    job::finish(&mut work.conn(), order.job, JobState::Done.code(), service.now(), &serde_json::to_string(counts)?, None).await?;
    work.note(AuditNote {
        operation: format!("import.{}", order.kind.code()),
        subject: format!("job:{}", order.job),
        outcome: "done",
        values: Some(json!({ "file": order.name, "state": JobState::Done, "counts": counts })),
    });
    work.changed("job", Some(order.job.to_string()));
    if counts.taken + counts.replaced + counts.zeroed > 0 {
        work.changed("figures", None);
    }
    Ok(given)
}

/// The days of ratings, widened by those of this file.
async fn widen_ratings(work: &mut store::Work, days: Period) -> Result<(), Failure> {
    let known = meta::get(&mut work.conn(), meta::RATING_DAYS).await?.and_then(|text| {
        let (from, to) = text.split_once('/')?;
        Period::new(from.parse().ok()?, to.parse().ok()?)
    });
    let (from, to) = known.map_or((days.from, days.to), |k| (k.from.min(days.from), k.to.max(days.to)));
    meta::set(&mut work.conn(), meta::RATING_DAYS, Some(&format!("{from}/{to}"))).await?;
    Ok(())
}

/// Ends a job that takes nothing, keeping its problems: it was only asked to compare, or rows were wrong.
async fn take_nothing(
    service: &Arc<Service>,
    order: &Order,
    state: JobState,
    mut read: Reading,
    mut counts: ImportCounts,
    late: BTreeMap<u64, RowProblem>,
) -> Result<Ended, Failure> {
    let problems = with_late(order, &mut read, late).await?;
    (counts.returned, counts.untold) = (problems.rows, problems.untold);
    let now = service.now();
    let stamp = {
        let mut reader = service.store().read().await?;
        ratings::stamp_of(&mut reader.conn()).await?
    };
    giveback::write(service, order, giveback::of(order, &read, &problems, stamp)).await;
    let mut work = service.store().begin(&order.actor).await?;
    let header = serde_json::to_string(&read.header.headers)?;
    meta::set(&mut work.conn(), &format!("job_header:{}", order.job_no), Some(&header)).await?;
    job::add_problems(&mut work.conn(), order.job_no, &problems.into_rows()).await?;
    job::finish(&mut work.conn(), order.job, state.code(), now, &serde_json::to_string(&counts)?, None).await?;
    work.note(AuditNote {
        operation: format!("import.{}", order.kind.code()),
        subject: format!("job:{}", order.job),
        outcome: if state == JobState::Refused { "refused" } else { "done" },
        values: Some(json!({ "file": order.name, "state": state, "counts": counts })),
    });
    work.changed("job", Some(order.job.to_string()));
    let changed = work.commit(now).await?;
    service.announce(changed);
    service.seal_soon();
    Ok(Ended { state, counts })
}

/// The error of a job that can't start since another one runs.
pub(super) fn running() -> Failure {
    ErrorCode::JobRunning.into()
}
